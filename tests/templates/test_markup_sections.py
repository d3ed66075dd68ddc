"""Section templates become blocks; values cross them untouched; a fault in a template is an error with its line."""

import pytest
from jinja2 import Environment, StrictUndefined

from templates.blocks import (
    CrossRef,
    FieldRows,
    Gap,
    Heading,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    items_of,
    plain_text,
    text,
)
from templates.markup import MarkupError, Tokens, narrative, parse


def test_heading_attributes() -> None:
    source = '# Titre : suite {anchor="x" items="spirit_2025:1a consort_ai:1a,b(i)"}'
    (block,) = parse(source, language="fr")
    assert block == Heading(1, (Run("Titre\u00a0: suite"),), "x", ("spirit_2025:1a", "consort_ai:1a,b(i)"))


@pytest.mark.parametrize("place", ["{}", "**{}**", "# {}", "- {}", "> {}", ": C {{anchor='t'}}", "Label :: {}"])
def test_a_short_value_is_printed_literally_everywhere(place: str, hostile: str) -> None:
    if "anchor" in place:
        place = ': {} {{anchor="t"}}\n\n| a |\n|---|\n| {} |'
    tokens = Tokens()
    token = tokens.short(hostile)
    (block,) = parse(place.format(token, token), tokens, "fr")
    assert hostile in plain_text(block)


def test_french_spacing_spares_values() -> None:
    tokens = Tokens()
    (block,) = parse(f"Nom : {tokens.short('a : b ?')} ?", tokens, "fr")
    assert plain_text(block) == "Nom\u00a0: a : b ?\u202f?"


def test_markdown_around_a_token_gives_it_its_look() -> None:
    tokens = Tokens()
    (block,) = parse(f"**{tokens.short('x')}** et 10^{tokens.short('-3')}^", tokens)
    assert block == Paragraph((Run("x", bold=True), Run(" et 10"), Run("-3", superscript=True)))


def test_gaps_and_references() -> None:
    tokens = Tokens()
    (block,) = parse(f"{tokens.gap('promoteur', 'SPIRIT 3a')} {tokens.ref('t')}", tokens)
    assert block == Paragraph((Gap("promoteur", "SPIRIT 3a"), Run(" "), CrossRef("t")))


def test_a_block_token_alone_on_its_line_is_replaced() -> None:
    tokens = Tokens()
    source = f'a\n\n{tokens.block(narrative("b" + chr(10) * 2 + "c"))}\n{{items="x:1"}}\n\n{tokens.block(PageBreak())}'
    blocks = parse(source, tokens)
    assert [plain_text(block) for block in blocks] == ["a", "b", "c", ""]
    assert items_of(blocks[1:3]) == {"x:1"}


def test_items_after_each_kind_of_block() -> None:
    source = """Texte
{items="a:1"}

- un
- deux
{items="b:2"}

: Légende {anchor="t" widths="2 1"}

| a | b |
|---|--:|
| 1 | 2 |

{items="c:3"}
"""
    paragraph, entries, table = parse(source)
    assert [sorted(items_of([block])) for block in (paragraph, entries, table)] == [["a:1"], ["b:2"], ["c:3"]]
    assert isinstance(entries, ListBlock)
    assert isinstance(table, Table)
    assert (table.alignments, table.widths) == (("left", "right"), (2.0, 1.0))


def test_fields_and_notes() -> None:
    tokens = Tokens()
    fields, note = parse(f"Promoteur :: {tokens.short('A')}\nVersion ::\n\n> [!warning] Attention", tokens)
    assert isinstance(fields, FieldRows)
    assert [(field.label, field.value) for field in fields.fields] == [("Promoteur", text("A")), ("Version", ())]
    assert note == Note("warning", text("Attention"))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a\n\n    code", "Line 3: code_block"),
        ("[x](y)", "link_open"),
        ("`x`", "code_inline"),
        ("2. x", "starts at 1"),
        ("- a\n  - b\n    - c", "once"),
        ('# T {anchr="x"}', "unknown attribute anchr"),
        ("| a |\n|---|\n| 1 |", "needs a line before"),
        (': C {anchor="t"}\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |', "3 cells for 2 columns"),
        (': C {anchor="t"}\n\ntexte', "not followed by a table"),
        (': C {anchor="t"}', "not followed by a table"),
        ('{items="a:1"}', "after the block"),
        ("#### x", "level 4"),
    ],
)
def test_what_cannot_be_printed_is_an_error(source: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        parse(source)


def test_an_empty_value_leaves_no_empty_paragraph() -> None:
    tokens = Tokens()
    assert parse(f'{tokens.short("")}\n{{items="a:1"}}\n\n{tokens.block(narrative(""))}', tokens) == ()


def test_values_cross_jinja_untouched(hostile: str) -> None:
    tokens = Tokens()
    source = """: Hypothèses {anchor="t"}

| Nom | Valeur |
|---|--:|
{% for row in rows %}
| {{ row }} | {{ row | upper }} |
{% endfor %}
"""
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)
    rows = [tokens.short(hostile), tokens.short("{{ 7*7 }}")]
    (table,) = parse(environment.from_string(source).render(rows=rows), tokens, "fr")
    assert isinstance(table, Table)
    assert table.rows == ((text(hostile), text(hostile)), (text("{{ 7*7 }}"), text("{{ 7*7 }}")))


def test_torn_unknown_and_misplaced_tokens_are_errors() -> None:
    tokens = Tokens()
    token = tokens.short("abc")
    for broken in (token[:-1], "\ue00099\ue001", f"texte {tokens.block(PageBreak())}"):
        with pytest.raises(MarkupError):
            parse(broken, tokens)


def test_a_user_cannot_forge_a_token() -> None:
    tokens = Tokens()
    tokens.short("secret")
    (block,) = parse(tokens.short("\ue0000\ue001"), tokens)
    assert plain_text(block) == "0"
