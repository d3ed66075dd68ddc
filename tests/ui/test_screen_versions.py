"""Versions on screen: saved under a name, looked at, restored, deleted and brought back, compared, downloaded."""

from __future__ import annotations

import html
import io
from collections.abc import Callable

import docx
import pytest

from protocols.drafts import VersionSummary
from protocols.exchange import example
from protocols.protocol import Protocol
from tests.ui.screens import Screen
from ui import versions_words, words
from ui.identity import LOCAL

Open = Callable[..., Screen]
SLEEP = example("i_sleep")
STALE = "modifié dans une autre fenêtre"


def listed(visitor: Screen) -> list[VersionSummary]:
    return list(visitor.store.versions.listed(LOCAL, visitor.draft.id))


def saved(visitor: Screen, name: str = "v1", note: str = "") -> str:
    """Save a version from the page, and its id."""
    visitor.widget("versions.name").set_value(name)
    visitor.widget("versions.note").set_value(note)
    visitor.press("versions.save")
    return listed(visitor)[0].id


def said(visitor: Screen) -> str:
    return html.unescape(visitor.words().replace("\\", "").replace("\u00a0", " "))


@pytest.mark.parametrize("name", ["v0.2 envoyée au CPP", "👩🏽‍⚕️ שלום", "*a* [b](c) {d} <b>", "n" * 200])
def test_a_version_is_saved_under_a_name(screen: Open, name: str) -> None:
    visitor = screen().open(SLEEP, "versions")
    assert versions_words.NO_VERSIONS["fr"] in said(visitor) and versions_words.NOTHING_TO_COMPARE["fr"] in said(
        visitor
    )
    id = saved(visitor, name, "Remise au promoteur")
    assert visitor.store.versions.read(LOCAL, id).protocol == SLEEP
    assert versions_words.VERSION_SAVED["fr"].format(name=name) in said(visitor) and "Remise au promoteur" in said(
        visitor
    )
    assert visitor.widget("versions.name").value == ""
    assert versions_words.NO_CHANGE["fr"] in said(visitor)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["", "   ", "n" * 10_000])
def test_a_name_that_is_refused_gets_a_sentence_and_stays(screen: Open, language: str, name: str) -> None:
    visitor = screen(language).open(SLEEP, "versions")
    visitor.widget("versions.name").set_value(name)
    visitor.press("versions.save")
    assert visitor.errors().endswith(".") and listed(visitor) == []
    assert visitor.widget("versions.name").value == name
    visitor.run()
    assert not visitor.errors()


def test_the_same_name_may_serve_twice(screen: Open) -> None:
    visitor = screen().open(SLEEP, "versions")
    assert saved(visitor) != saved(visitor)
    assert [one.name for one in listed(visitor)] == ["v1", "v1"]
    assert len(visitor.widget("versions.before").options) == 3


def test_a_version_is_looked_at_without_changing_anything(screen: Open) -> None:
    visitor = screen().open(SLEEP, "versions")
    id = saved(visitor)
    before = visitor.draft
    visitor.press(f"versions.look.{id}")
    assert str(SLEEP.endpoints.name) in said(visitor) and "160" in said(visitor)
    visitor.press(f"versions.look.{id}")
    assert str(SLEEP.endpoints.name) not in said(visitor)
    assert visitor.draft == before


def test_restoring_keeps_what_was_there(screen: Open) -> None:
    visitor = screen().open(SLEEP, "versions")
    id = saved(visitor)
    visitor.go("identification").enter("identification.short_title", "Modifié")
    visitor.go("versions").press(f"versions.restore.{id}")
    assert visitor.protocol == SLEEP
    assert [one.kind for one in listed(visitor)] == ["before_restore", "named"]
    assert versions_words.BEFORE_RESTORE["fr"].format(name="v1") in said(visitor)
    assert visitor.go("identification").widget("identification.short_title").value == "i-Sleep (exemple)"
    visitor.go("versions").press(f"versions.restore.{listed(visitor)[0].id}")
    assert visitor.protocol.identification.short_title == "Modifié"


def test_restoring_in_one_window_makes_the_other_stale(screen: Open) -> None:
    first = screen().open(SLEEP, "versions")
    id = saved(first)
    first.go("identification").enter("identification.code", "C-1")
    second = screen().reopen(first.draft.id)
    first.go("versions").press(f"versions.restore.{id}")
    second.enter("identification.title", "Écrasé ?")
    assert STALE in second.errors() and second.protocol == SLEEP


def test_a_window_that_is_behind_neither_saves_nor_restores(screen: Open) -> None:
    first = screen().open(SLEEP, "versions")
    id = saved(first)
    second = screen().reopen(first.draft.id)
    second.enter("identification.code", "C-2")
    first.press(f"versions.restore.{id}")
    assert STALE in first.errors() and first.protocol.identification.code == "C-2"
    first.widget("versions.name").set_value("v2")
    first.press("versions.save")
    assert STALE in first.errors() and len(listed(first)) == 1
    first.press("stale.reload").press(f"versions.restore.{id}")
    assert first.protocol == SLEEP


def test_a_deleted_version_comes_back(screen: Open) -> None:
    visitor = screen().open(SLEEP, "versions")
    id, other = saved(visitor), saved(visitor, "v2")
    visitor.widget("versions.before").set_value(id)
    visitor.run().press(f"versions.delete.{id}")
    assert [one.id for one in listed(visitor)] == [other]
    assert visitor.widget("versions.before").value == other
    visitor.press("versions.undo")
    assert [one.id for one in listed(visitor)] == [other, id]
    assert not any(one.key == "versions.undo" for one in visitor.at.button)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_changed_is_shown_by_section_and_downloaded(screen: Open, language: str) -> None:
    visitor = screen(language).open(SLEEP, "versions")
    saved(visitor)
    visitor.go("identification").enter("identification.short_title", "<b>Autre</b> *titre*")
    visitor.go("sizing").enter("sizing.target", "90 %")
    visitor.go("versions")
    assert versions_words.CHANGES_COUNT[language].format(count="4") in visitor.words()
    assert "&lt;b&gt;Autre&lt;/b&gt;" in visitor.words()
    assert words.POWER[language] in visitor.words()
    assert len(visitor.at.get("download_button")) == 2
    visitor.widget("versions.after").set_value(listed(visitor)[0].id)
    visitor.run()
    assert versions_words.SAME_STATE[language] in visitor.words()


def test_many_versions_stay_within_reach(screen: Open) -> None:
    visitor = screen().open(Protocol(), "versions")
    for number in range(25):
        visitor.store.versions.save(LOCAL, visitor.draft, f"v{number}")
    visitor.run()
    assert len(visitor.at.button) < 50
    oldest = listed(visitor)[-1].id
    visitor.at.toggle(key="versions.all").set_value(True)
    visitor.run().press(f"versions.look.{oldest}")
    assert versions_words.SAVED_ON["fr"] in visitor.words()


def test_the_page_only_knows_the_versions_of_the_open_draft(screen: Open) -> None:
    visitor = screen().open(SLEEP, "versions")
    saved(visitor, "la mienne")
    other = screen().open(Protocol(), "versions")
    assert "la mienne" not in other.words()
    theirs = visitor.store.create("user:autre@exemple.fr", SLEEP)
    visitor.store.versions.save("user:autre@exemple.fr", theirs, "secrète")
    assert "secrète" not in visitor.reopen(theirs.id, "versions").words()
    assert words.NO_DRAFT["fr"] in screen().reopen(theirs.id, "versions").words()


def test_the_table_that_is_downloaded_opens(screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    made: list[bytes] = []
    real = st.delta_generator.DeltaGenerator.download_button

    def caught(self: object, label: str, **given: object) -> bool:
        made.append(given["data"]())  # type: ignore[operator]
        return real(self, label, **given)  # type: ignore[arg-type]

    visitor = screen().open(SLEEP, "versions")
    saved(visitor)
    visitor.go("endpoints").enter("endpoints.name", "Autre critère")
    monkeypatch.setattr(st.delta_generator.DeltaGenerator, "download_button", caught)
    visitor.go("versions")
    french, english = (docx.Document(io.BytesIO(one)) for one in made)
    assert [row.cells[2].text for row in french.tables[-1].rows] == ["Après", "Autre critère"]
    assert [row.cells[2].text for row in english.tables[-1].rows] == ["After", "Autre critère"]
