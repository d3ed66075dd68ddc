"""Every page is drawn: without a draft, with an empty one, with each example, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.exchange import example, example_names
from protocols.protocol import Protocol
from tests.ui.screens import PAGES, Screen
from ui import words

LANGUAGES = ("fr", "en")
DRAFTS = {"empty": Protocol} | {name: (lambda name=name: example(name)) for name in example_names()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_draft_each_page_leads_home(screen: Callable[..., Screen], language: str) -> None:
    visitor = screen(language).run()
    assert not visitor.at.exception
    for page in PAGES[1:]:
        if page == "review":  # it opens others' documents, not a draft
            continue
        visitor.go(page)
        assert words.NO_DRAFT[language] in visitor.words(), page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAFTS)
def test_each_page_is_drawn_with_its_title_in_the_language_of_the_screen(
    screen: Callable[..., Screen], name: str, language: str
) -> None:
    visitor = screen(language).open(DRAFTS[name]())
    for page in PAGES[1:]:
        visitor.go(page)
        assert visitor.at.title[0].value == words.PAGES[page][language]
        assert not visitor.errors(), (page, visitor.errors())
        assert sum(map(len, (visitor.at.text_input, visitor.at.text_area, visitor.at.selectbox))) <= 50


@pytest.mark.parametrize("name", example_names())
def test_the_fields_of_an_example_show_what_the_draft_holds(screen: Callable[..., Screen], name: str) -> None:
    visitor = screen().open(example(name))
    for section, part in visitor.protocol.sections().items():
        visitor.go(section)
        for field, ask in part.asks().items():
            value = getattr(part, field)
            if ask.shape in ("line", "narrative") and isinstance(value, str):
                if not visitor.has(f"{section}.{field}"):  # a page in several parts
                    for part_of_page in ("costs", "analysis", "organisation"):
                        visitor.enter(f"{section}.part", part_of_page)
                        if visitor.has(f"{section}.{field}"):
                            break
                assert visitor.widget(f"{section}.{field}").value == value


@pytest.mark.parametrize("name", example_names())
def test_drawing_pages_changes_nothing(screen: Callable[..., Screen], name: str) -> None:
    visitor = screen().open(example(name))
    before = visitor.draft
    for page in PAGES:
        visitor.go(page)
    assert visitor.draft == before
