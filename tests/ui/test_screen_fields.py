"""Each kind of field reaches the draft at once; a refused entry stays where it was typed, with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from protocols.exchange import example
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from tests.ui.screens import Screen
from ui import words

Open = Callable[..., Screen]


@pytest.mark.parametrize(
    ("page", "field", "entry", "kept"),
    [
        ("identification", "title", "  Étude A & B  ", "Étude A & B"),
        ("identification", "version_date", date(2026, 3, 1), date(2026, 3, 1)),
        ("background", "need", "Un paragraphe.\n\n- un point", "Un paragraphe.\n\n- un point"),
        ("objectives", "secondary", " A \n\nB\n", ("A", "B")),
        ("objectives", "measure", "risk difference", "risk difference"),
        ("plan", "follow_up_months", "2,5", 2.5),
        ("plan", "recruitment_months", "1 e", None),
        ("plan", "sites", "12", 12),
        ("plan", "sites", "12,5", None),
        ("plan", "follow_up_months", "−3", None),
    ],
)
def test_an_entry_reaches_the_draft_or_is_kept_aside(
    screen: Open, page: str, field: str, entry: object, kept: object
) -> None:
    visitor = screen().open(Protocol(), page)
    visitor.enter(f"{page}.{field}", entry)
    assert getattr(getattr(visitor.protocol, page), field) == kept
    assert visitor.draft.pending == ({} if kept is not None else {f"{page}.{field}": entry})
    assert bool(visitor.errors()) == (kept is None)


def test_emptying_a_field_empties_the_answer(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"))
    visitor.enter("identification.title", " ").enter("identification.version_date", None)
    assert visitor.protocol.identification.title is None
    assert visitor.protocol.identification.version_date is None


def test_a_refused_entry_survives_a_reload_with_its_sentence_in_either_language(screen: Open) -> None:
    visitor = screen().open(Protocol(), "plan").enter("plan.sites", "une dizaine")
    assert "« une dizaine » n'est pas un nombre" in visitor.errors()
    assert words.KEPT["fr"] in visitor.errors()
    for language, said in (("fr", "n'est pas un nombre"), ("en", "is not a number")):
        reloaded = screen(language).reopen(visitor.draft.id, "plan")
        assert reloaded.widget("plan.sites").value == "une dizaine"
        assert said in reloaded.errors()
    reloaded.enter("plan.sites", "10")
    assert reloaded.protocol.plan.sites == 10 and not reloaded.draft.pending and not reloaded.errors()


def test_an_unreadable_entry_does_not_wipe_the_answer_before_it(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "plan")
    before = visitor.protocol.plan.follow_up_months
    visitor.enter("plan.follow_up_months", "deux mois")
    assert visitor.protocol.plan.follow_up_months == before


def test_not_applicable_asks_for_a_reason_and_gives_the_answer_back(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "objectives")
    before = visitor.protocol.objectives.secondary
    visitor.enter("objectives.secondary.na", True)
    assert visitor.protocol.objectives.secondary == before and not visitor.has("objectives.secondary")
    visitor.enter("objectives.secondary.reason", "x")
    assert words.KEPT["fr"] in visitor.errors()
    visitor.enter("objectives.secondary.reason", "Un seul objectif est poursuivi.")
    assert visitor.protocol.objectives.secondary == NotApplicable(not_applicable="Un seul objectif est poursuivi.")
    reloaded = screen().reopen(visitor.draft.id, "objectives")
    assert reloaded.widget("objectives.secondary.reason").value == "Un seul objectif est poursuivi."
    reloaded.enter("objectives.secondary.na", False)
    assert reloaded.protocol.objectives.secondary == before
    assert reloaded.widget("objectives.secondary").value.splitlines() == list(before)
    assert not reloaded.draft.pending


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("analysis", "missing_data"),
        ("objectives", "intercurrent"),
        ("identification", "funding"),
        ("endpoints", "secondary"),
    ],
)
def test_each_shape_comes_back_from_not_applicable(screen: Open, page: str, field: str) -> None:
    visitor = screen().open(example("i_sleep"), page)
    before = getattr(getattr(visitor.protocol, page), field)
    visitor.enter(f"{page}.{field}.na", True).enter(f"{page}.{field}.reason", "Sans objet ici.")
    assert getattr(getattr(visitor.protocol, page), field) == NotApplicable(not_applicable="Sans objet ici.")
    visitor.enter(f"{page}.{field}.na", False)
    assert getattr(getattr(visitor.protocol, page), field) == before


def test_intercurrent_events_are_edited_added_and_removed(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "objectives")
    path, before = "objectives.intercurrent", visitor.protocol.objectives.intercurrent
    visitor.enter(f"{path}.1.event", "Panne").enter(f"{path}.1.strategy", "composite")
    rows = visitor.protocol.objectives.intercurrent
    assert (rows[1].event, rows[1].strategy, rows[1].reason) == ("Panne", "composite", before[1].reason)
    visitor.press(f"{path}.add").press(f"{path}.0.remove")
    rows = visitor.protocol.objectives.intercurrent
    assert [row.event for row in rows] == ["Panne", *(row.event for row in before[2:]), ""]
    assert [visitor.widget(f"{path}.{index}.event").value for index in range(len(rows))] == [row.event for row in rows]


def test_an_event_that_is_too_long_is_refused_and_follows_its_row(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "objectives")
    path, before = "objectives.intercurrent", visitor.protocol.objectives.intercurrent
    visitor.enter(f"{path}.2.event", "x" * 2_001)
    assert visitor.protocol.objectives.intercurrent == before
    visitor.press(f"{path}.0.remove")
    assert visitor.widget(f"{path}.1.event").value == "x" * 2_001
    assert words.KEPT["fr"] in visitor.errors()


def test_a_hundred_thousand_characters_are_kept_and_too_many_are_refused(screen: Open) -> None:
    visitor = screen().open(Protocol(), "background")
    visitor.enter("background.need", "é" * 100_000)
    assert visitor.protocol.background.need == "é" * 100_000
    visitor.enter("background.need", "é" * 200_001)
    assert visitor.protocol.background.need == "é" * 100_000 and visitor.errors()
    visitor.go("document")


def test_dates_of_any_year_are_drawn_as_they_are(screen: Open) -> None:
    visitor = screen().open(Protocol().changed("identification", "version_date", date(1999, 1, 2)))
    assert visitor.widget("identification.version_date").value == date(1999, 1, 2)
