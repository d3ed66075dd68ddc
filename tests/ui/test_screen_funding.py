"""The pages of funding and of who owes what: conditions beside the answers, owners and dates kept in the draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from protocols.protocol import Protocol
from tests.ui.screens import Screen

Open = Callable[..., Screen]
FILING = date.today() + timedelta(days=99)


def project(**funding: Any) -> Protocol:
    protocol = Protocol()
    for field, value in ({"filing_date": FILING, "edition": "2023_v3"} | funding).items():
        protocol = protocol.changed("funding", field, value)
    return protocol


def drawn(visitor: Screen) -> int:
    return len(visitor._widgets()) + len(visitor.at.button)


def said(visitor: Screen) -> str:
    return visitor.words().replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ")


def test_without_an_edition_only_two_questions(screen: Open) -> None:
    visitor = screen().open(Protocol(), "funding")
    assert visitor.has("funding.edition") and not visitor.has("funding.total_spend")
    visitor.enter("funding.edition", "2021_22")
    assert visitor.has("funding.total_spend") and not visitor.has("funding.theme")
    assert visitor.protocol.funding.edition == "2021_22"


def test_a_condition_turns_red_with_its_source(screen: Open) -> None:
    visitor = screen().open(project(), "funding").enter("funding.duration_months", "50")
    words = said(visitor)
    assert "Le projet doit durer de 12 à 48 mois." in words and "Déclaré : 50 mois" in words
    assert "non remplie, à confirmer" in words and "Consulté le 22 novembre 2026" in words
    assert "À vérifier dans le cahier des charges" in words
    assert drawn(visitor) < 60


@pytest.mark.parametrize("edition", ["2020_grand_defi", "2021_22", "dmn_equip"])
def test_each_edition_draws_in_both_languages(screen: Open, edition: str) -> None:
    for language in ("fr", "en"):
        visitor = screen(language).open(project(edition=edition), "funding")
        assert ("Checked on" if language == "en" else "Consulté le") in said(visitor)


def test_300_per_cent_and_minus_one_are_sentences(screen: Open) -> None:
    visitor = screen().open(project(), "funding").enter("funding.total_spend", "300 %")
    assert visitor.errors() and visitor.draft.pending["funding.total_spend"] == "300 %"
    visitor.enter("funding.aid_requested", "-5")
    assert visitor.draft.pending["funding.aid_requested"] == "-5"


def test_no_call_is_an_answer(screen: Open) -> None:
    visitor = screen().open(project(edition={"not_applicable": "Fonds propres"}), "funding")
    assert "Fonds propres" in said(visitor)


def test_the_countdown_and_the_progress(screen: Open) -> None:
    visitor = screen().open(project(), "tasks")
    assert "14 semaines (99 jours)" in said(visitor)
    assert drawn(visitor) < 50
    assert "date de dépôt n'est pas connue" in said(screen().open(Protocol(), "tasks"))


def test_an_owner_and_a_date_are_kept(screen: Open) -> None:
    visitor = screen().open(project(), "tasks").enter("tasks.owner", "economist")
    path = "economics.plan"
    visitor.enter(f"task.{path}.due", date.today() - timedelta(days=1))
    assert visitor.protocol.tasks[path].due == date.today() - timedelta(days=1)
    assert ":red-badge[en retard]" in visitor.words() and "1 en retard" in visitor.words()
    visitor.enter(f"task.{path}.owner", "clinical_lead")
    assert visitor.protocol.tasks[path].owner == "clinical_lead"
    assert not visitor.has(f"task.{path}.owner")  # it left the list of the economist


def test_a_ready_document_leaves_what_is_owed(screen: Open) -> None:
    visitor = screen().open(project(), "tasks").enter("tasks.owner", "economist")
    id = "document:economist_letter"
    assert visitor.has(f"task.{id}.status")
    visitor.enter(f"task.{id}.status", "ready")
    assert visitor.protocol.tasks[id].status == "ready" and not visitor.has(f"task.{id}.status")


def test_late_only(screen: Open) -> None:
    visitor = screen().open(project(filing_date=date.today()), "tasks")
    everything = said(visitor)
    visitor.enter("tasks.shown", "late")
    assert "en retard" in everything and "en retard" in said(visitor)
    assert "(0 jours)" in everything


def test_from_an_item_to_its_field(screen: Open) -> None:
    visitor = screen().open(project(), "tasks").enter("tasks.owner", "data_protection")
    visitor.press("task.data.protection.go")
    assert visitor.at.title[0].value == "Données et protection"
