"""Two windows, two languages, one draft: nothing is overwritten, nothing is mixed."""

from __future__ import annotations

from collections.abc import Callable

from protocols.exchange import example
from protocols.protocol import Protocol
from tests.ui.screens import Screen
from ui import words

Open = Callable[..., Screen]
STALE = "modifié dans une autre fenêtre"


def test_the_second_window_does_not_overwrite_the_first(screen: Open) -> None:
    first = screen().open(Protocol())
    second = screen().reopen(first.draft.id)
    first.enter("identification.title", "Premier")
    second.enter("identification.code", "C-2")
    assert second.protocol.identification.title == "Premier"
    assert second.protocol.identification.code is None
    assert STALE in second.errors() and words.NOT_SAVED["fr"] in second.words()
    assert second.widget("identification.code").value == "C-2"  # still there, to be copied
    second.press("stale.reload")
    assert STALE not in second.errors()
    assert second.widget("identification.title").value == "Premier"
    second.enter("identification.code", "C-2")
    assert (second.protocol.identification.title, second.protocol.identification.code) == ("Premier", "C-2")


def test_a_refused_entry_of_a_stale_window_says_so_too(screen: Open) -> None:
    first = screen().open(Protocol(), "plan")
    second = screen().reopen(first.draft.id, "plan")
    first.enter("plan.sites", "3")
    second.enter("plan.sites", "trois")
    assert STALE in second.errors() and not second.draft.pending


def test_a_draft_of_someone_else_is_not_shown(screen: Open) -> None:
    visitor = screen()
    other = visitor.store.create("user:autre@exemple.fr", example("i_sleep")).id
    visitor.reopen(other)
    assert words.NO_DRAFT["fr"] in visitor.words() and "i\\-Sleep" not in visitor.words()


def test_screen_and_document_change_language_independently(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "document")
    visitor.enter("language", "en")
    assert visitor.protocol.language == "en"
    assert visitor.at.title[0].value == words.PAGES["document"]["fr"]
    assert 'lang="en"' in visitor.words() and 'lang="fr"' not in visitor.words()
    screen_language = next(one for one in visitor.at.button_group if one.key == "screen")
    screen_language.set_value("en")
    visitor.run()
    assert visitor.at.title[0].value == words.PAGES["document"]["en"]
    visitor.enter("language", "fr")
    assert visitor.at.title[0].value == words.PAGES["document"]["en"]
    assert 'lang="fr"' in visitor.words()
    assert visitor.protocol == example("i_sleep")


def test_a_new_session_on_the_same_address_finds_the_draft(screen: Open) -> None:
    first = screen().open(Protocol()).enter("identification.title", "Avant la panne")
    assert screen().reopen(first.draft.id).widget("identification.title").value == "Avant la panne"
