"""What a user types is shown as typed, wherever it is repeated; never as Markdown, HTML, LaTeX or a template."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.exchange import example
from protocols.protocol import Protocol
from templates.compose import outline
from tests.protocols.filled import PATTERNS
from tests.ui.screens import PAGES, Screen
from ui.speech import plain

Open = Callable[..., Screen]
HOSTILE = [
    "*gras* **fort** _souligné_ `code` ~~barré~~", "<b>b</b> <script>alert(1)</script> &amp; &#42;", "$x^2$ \\(y\\) $$z$$",
    ":material/x: :smile: :red[rouge] :blue-badge[b]", "{{ 7*7 }} {% if x %} {raw} {0}", "# titre", "[lien](http://exemple.fr)",
    "![i](http://exemple.fr/i.png)", "| a | b |", "- liste", "1. un", "> cité", "===", "    code", "www.exemple.fr a@b.fr", "👩🏽‍⚕️ שלום",
]  # fmt: skip
SPECIAL = re.compile(r"(?<!\\)[*_`~<&$#\[\]|>:{}@]")


def inert(markdown: str, entry: str) -> bool:
    """Whether the entry is there with each of its special characters escaped."""
    return plain(entry) in markdown and not SPECIAL.search(plain(entry))


@given(text=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=80))
def test_no_character_of_markdown_is_left_bare(text: str) -> None:
    assert not SPECIAL.search(plain(text).replace("\\\\", ""))
    assert re.sub(r"\\(.)", r"\1", plain(text)) == text


@pytest.mark.parametrize("entry", HOSTILE, ids=lambda entry: entry[:8])
def test_a_title_is_literal_in_the_sidebar_and_on_the_home_page(screen: Open, entry: str) -> None:
    visitor = screen().open(Protocol().changed("identification", "short_title", entry))
    assert any(inert(one.value, entry.strip()) for one in visitor.at.sidebar.caption)
    visitor.go("home")
    assert any(inert(one.value, entry.strip()) for one in visitor.at.markdown)
    visitor.press(f"home.delete.{visitor.draft.id}")
    assert inert(visitor.at.info[0].value, entry.strip())


def test_every_page_survives_hostile_text_in_every_field(screen: Open) -> None:
    protocol = example("i_sleep")
    said = " ".join(HOSTILE)
    for section, part in protocol.sections().items():
        for field, ask in part.asks().items():
            if ask.label.en in PATTERNS:
                continue
            if ask.shape in ("line", "narrative"):
                protocol = protocol.changed(section, field, said)
            elif ask.shape == "lines":
                protocol = protocol.changed(section, field, HOSTILE)
    visitor = screen().open(protocol)
    for page in PAGES:
        visitor.go(page)
        bare = [one.value for one in (*visitor.at.markdown, *visitor.at.caption) if "<script>" in one.value]
        assert not bare, (page, bare)
    for section in outline():
        visitor.go("document")
        visitor.widget("preview").set_value(section)
        visitor.run()
        page = "".join(one.proto.body for one in visitor.at.get("html"))
        assert "<script" not in page and "<b>b</b>" not in page and "<img" not in page


def test_the_unit_of_the_endpoint_is_literal_in_the_journal_and_the_sentence(screen: Open) -> None:
    visitor = screen().open(example("i_sleep").changed("endpoints", "unit", "*p* :smile: <b>"), "sizing")
    cells = " ".join(str(cell) for table in visitor.at.table for cell in table.value.to_numpy().ravel())
    for said in (visitor.words(), cells):
        assert "\\*p\\* \\:smile\\: \\<b\\>" in said
        assert ":smile:" not in said.replace("\\:smile\\:", "")
