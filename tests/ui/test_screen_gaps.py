"""From what is missing to the field that is missing it; the menu shows what is complete; the glossary is searched."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.exchange import example
from protocols.protocol import Protocol
from tests.protocols.test_register import study
from tests.ui.screens import Screen
from ui import words

Open = Callable[..., Screen]


@pytest.mark.parametrize("path", ["ethics.approval", "device.name", "conduct.visits", "sizing.kind"])
def test_a_gap_leads_to_its_field(screen: Open, path: str) -> None:
    visitor = screen().open(Protocol(), "document")
    next(button for button in visitor.at.button if button.key == f"gap.{path}").click()
    visitor.run()
    said = [one.value for one in visitor.at.info]
    assert words.HERE.fr in said
    visitor.run()
    assert words.HERE.fr not in [one.value for one in visitor.at.info]  # shown once


@pytest.mark.parametrize("field", ["others.0.mean_cost", "correlation"])
def test_a_gap_of_another_claim_leads_to_its_own_field(screen: Open, field: str) -> None:
    visitor = screen().open(study(), "document")
    next(button for button in visitor.at.button if button.key == f"gap.sizing.{field}").click()
    visitor.run()
    assert [one.value for one in visitor.at.info].count(words.HERE.fr) == 1


def test_a_blank_row_is_no_answer() -> None:
    protocol = Protocol().changed("conduct", "visits", [{"name": " "}])
    assert "visits" in protocol.conduct.missing()
    assert "visits" not in Protocol().changed("conduct", "visits", [{"name": "Inclusion"}]).conduct.missing()


def test_rows_of_visits_are_added_and_edited(screen: Open) -> None:
    visitor = screen().open(example("i_sleep").changed("conduct", "visits", []), "conduct")
    next(one for one in visitor.at.button if one.key.endswith("conduct.visits.add")).click()
    visitor.run()
    visitor.widget("conduct.visits.0.name").input("Visite d'inclusion").run()
    visitor.widget("conduct.visits.0.timing").input("J0").run()
    (visit,) = visitor.protocol.conduct.visits
    assert (visit.name, visit.timing) == ("Visite d'inclusion", "J0")


@pytest.mark.parametrize(
    ("language", "word", "found"), [("fr", "dents de scie", "Dents de scie"), ("en", "saw", "Saw-tooth")]
)
def test_the_glossary_is_searched(screen: Open, language: str, word: str, found: str) -> None:
    visitor = screen(language).go("glossary")
    visitor.at.text_input(key="glossary.search").input(word).run()
    assert any(found.replace("-", r"\-") in one.value for one in visitor.at.markdown) and len(visitor.at.markdown) < 4
