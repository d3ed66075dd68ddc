"""The review page: several files, one of them bad; what is opened is forgotten."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.exchange import example
from templates.compose import export_docx
from tests.ui.screens import Screen
from ui import words

GOOD = export_docx(example("i_sleep"))
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sheet_first_and_the_rest_folded(screen: Callable[..., Screen], language: str) -> None:
    visitor = screen(language).run().go("review")
    assert visitor.at.title[0].value == words.PAGES["review"][language]
    visitor.at.file_uploader[0].upload("dossier.docx", GOOD, TYPE)
    visitor.run()
    said = visitor.words().replace("\\", "")
    assert "160" in said and "OUT-02" in said
    assert visitor.at.code and "1. " in visitor.at.code[0].value
    assert len(visitor.at.expander) >= 1 and not visitor.errors()


def test_a_bad_file_does_not_stop_the_others_and_everything_can_be_erased(screen: Callable[..., Screen]) -> None:
    visitor = screen().run().go("review")
    visitor.at.file_uploader[0].set_value([("mauvais.docx", GOOD[:9000], TYPE), ("bon.docx", GOOD, TYPE)])
    visitor.run()
    assert "abîmé" in visitor.errors()
    assert visitor.at.code
    visitor.press("review.purge")
    assert not visitor.at.code and "preuve.reviews" not in visitor.at.session_state


def test_nothing_is_saved(screen: Callable[..., Screen]) -> None:
    from ui.identity import LOCAL

    visitor = screen().run().go("review")
    visitor.at.file_uploader[0].upload("dossier.docx", GOOD, TYPE)
    visitor.run()
    assert not visitor.store.listed(LOCAL)
