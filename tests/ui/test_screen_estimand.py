"""The pages of the estimand and of the endpoints, driven without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.exchange import example
from protocols.protocol import Protocol
from tests.ui.screens import Screen
from ui import estimand_words as words

Open = Callable[..., Screen]
PATH = "objectives.intercurrent"


def test_each_event_of_digital_devices_is_declared_or_ruled_out(screen: Open) -> None:
    visitor = screen().open(Protocol(), "objectives")
    visitor.press("estimand.can.non_use").press("estimand.cannot.death")
    objectives = visitor.protocol.objectives
    assert [(one.event, one.strategy) for one in objectives.intercurrent] == [  # type: ignore[union-attr]
        ("Non-utilisation ou arrêt de l'utilisation du dispositif", "treatment_policy")
    ]
    assert objectives.ruled_out == ("Décès ou transfert avant la mesure",)
    assert visitor.widget("objectives.ruled_out").value == "Décès ou transfert avant la mesure"
    left = {one.key.rsplit(".", 1)[-1] for one in visitor.at.button if ".estimand.can." in (one.key or "")}
    assert left == {"failure", "update", "crossover", "rescue", "ignored"}


@pytest.mark.parametrize(("typed", "kept"), [("20 %", 0.2), ("0,2", 0.2), ("20", None), ("300 %", None), ("", None)])
def test_a_share_is_read_or_kept_aside_with_a_sentence(screen: Open, typed: str, kept: float | None) -> None:
    visitor = screen().open(Protocol(), "objectives").press(f"{PATH}.add")
    visitor.enter(f"{PATH}.0.share", typed)
    (row,) = visitor.protocol.objectives.intercurrent  # type: ignore[misc]
    assert row.share == kept
    assert bool(visitor.errors()) == (kept is None and typed != "")


def test_values_are_proposed_and_adopted_by_one_click(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "objectives")
    assert not any(".estimand.adopt" in (one.key or "") for one in visitor.at.button)
    visitor.enter(f"{PATH}.0.accounted", "no")
    assert "1,46" in visitor.words().replace("\\", "")
    visitor.press("estimand.adopt")
    assert visitor.protocol.sizing.assumptions["difference"].value == pytest.approx(-2.25 * 0.65)
    assert visitor.widget(f"{PATH}.0.accounted").value == "yes"
    assert not any(".estimand.adopt" in (one.key or "") for one in visitor.at.button)


def test_missing_data_and_a_reversed_range_get_a_sentence(screen: Open) -> None:
    visitor = screen().open(Protocol(), "objectives").press(f"{PATH}.add")
    visitor.enter(f"{PATH}.0.event", "Perdu de vue").enter(f"{PATH}.0.low", "30 %").enter(f"{PATH}.0.high", "10 %")
    said = visitor.words()
    assert "ce n'est pas un événement intercurrent" in said and words.RANGE_REVERSED["fr"] in said


def test_an_accuracy_study_has_its_own_form_and_keeps_its_events(screen: Open) -> None:
    visitor = screen().open(example("ai_ecg"), "objectives")
    assert visitor.has("objectives.target_condition") and visitor.has(f"{PATH}.0.event")
    assert words.ACCURACY["fr"] in visitor.words() and words.EVENTS["fr"] not in visitor.words()
    trial = screen().open(example("i_sleep"), "objectives")
    assert not trial.has("objectives.target_condition")


def test_the_library_fills_the_primary_endpoint(screen: Open) -> None:
    visitor = screen().open(Protocol(), "endpoints")
    visitor.enter("situation.role", "treats").enter("library.entry", "phq9").press("library.primary")
    assert visitor.protocol.endpoints.name == "Symptômes dépressifs (PHQ-9)"
    assert visitor.widget("endpoints.name").value == "Symptômes dépressifs (PHQ-9)"
    assert visitor.protocol.missing("endpoints") == ()
    assert "10.1097/00005650-200412000-00006" in visitor.words().replace("\\", "")


def test_what_was_typed_is_kept_unless_the_author_replaces_it(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "endpoints")
    before = visitor.protocol.endpoints
    visitor.enter("situation.role", "treats").enter("library.entry", "phq9").press("library.fill")
    assert visitor.protocol.endpoints == before
    visitor.press("library.add")
    assert visitor.protocol.endpoints.secondary[-1].name == "Symptômes dépressifs (PHQ-9)"  # type: ignore[index]
    visitor.press("library.primary")
    assert visitor.protocol.endpoints.name == "Symptômes dépressifs (PHQ-9)"


def test_other_endpoints_are_edited_moved_added_and_removed(screen: Open) -> None:
    path = "endpoints.secondary"
    visitor = screen().open(Protocol().changed("endpoints", "secondary", ["A", "B"]), "endpoints")
    visitor.enter(f"{path}.0.category", "key").enter(f"{path}.0.alpha", "2,5 %").press(f"{path}.move.1")
    rows = visitor.protocol.endpoints.secondary
    assert [(one.name, one.category, one.alpha) for one in rows] == [  # type: ignore[union-attr]
        ("B", "secondary", None), ("A", "key", 0.025),
    ]  # fmt: skip
    assert visitor.widget(f"{path}.1.name").value == "A"
    visitor.press(f"{path}.add").enter(f"{path}.2.name", "C").press(f"{path}.2.remove").press(f"{path}.1.remove")
    assert [one.name for one in visitor.protocol.endpoints.secondary] == ["B"]  # type: ignore[union-attr]
