"""What the text and the calculation say of a revision of the size, and the findings that follow."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.exchange import example
from protocols.facts import facts_of
from protocols.protocol import Protocol
from protocols.rules.engine import findings
from tests.protocols.test_combining import with_

CAPPED = {"values": {"largest": 2}}


def told(protocol: Protocol) -> set[str]:
    return {one.rule.id for one in findings(facts_of(protocol)) if ":INT-" in one.rule.id}


def saying(text: str, protocol: Protocol | None = None, **more: Any) -> Protocol:
    changed = (protocol or example("i_sleep")).changed("analysis", "interim", text)
    for field, value in more.items():
        changed = changed.changed("plan", field, value)
    return changed


@pytest.mark.parametrize(
    ("text", "planned", "on_effect"),
    [
        ("L'effectif sera ré-estimé en aveugle à mi-parcours.", True, False),
        ("Une réévaluation de l'effectif est prévue à 50 % des inclusions.", True, False),
        ("A blinded sample size re-estimation takes place at half of the enrolment.", True, False),
        ("Ré-estimation de l'effectif d'après l'effet observé.", True, True),
        ("Sample size re-estimation based on conditional power.", True, True),
        ("Aucune ré-estimation de l'effectif n'est prévue.", False, None),
        ("Le nombre de sujets a été estimé à 128.", False, None),
    ],
)
def test_the_text_is_read(text: str, planned: bool, on_effect: bool | None) -> None:
    facts = facts_of(saying(text))
    assert (facts.reestimation_planned, facts.reestimation_on_effect) == (planned, on_effect)


def test_a_revision_announced_is_sized_or_told() -> None:
    text = "L'effectif sera ré-estimé en aveugle à mi-parcours."
    assert "preuve:INT-07" in told(saying(text))
    assert "preuve:INT-07" not in told(saying(text, with_(reestimation=CAPPED)))
    assert "stats:INT-04" in told(saying("Ré-estimation de l'effectif d'après l'effet observé."))
    named = "Ré-estimation de l'effectif d'après l'effet observé, par un test de combinaison."
    assert "stats:INT-04" not in told(saying(named))


def test_cap_range_and_blind_are_asked_for() -> None:
    open_label = "Essai ouvert : les participants connaissent leur bras."
    assert {"preuve:INT-08", "preuve:INT-10"} <= told(saying("", with_(extension="reestimation"), blinding=open_label))
    kept = open_label + " Le statisticien qui ré-estime ne reçoit que des données regroupées."
    assert not {"preuve:INT-08", "preuve:INT-10"} & told(saying("", with_(reestimation=CAPPED), blinding=kept))
    bare = {"difference": {"value": -2.25}, "sd": {"value": 4.5}}
    assert "preuve:INT-09" in told(with_(reestimation=CAPPED, assumptions=bare))
    assert "preuve:INT-09" not in told(with_(reestimation=CAPPED))


def test_a_cap_too_low_is_told_with_the_power_that_is_left() -> None:
    low = with_(reestimation={"values": {"largest": 1.05}})
    assert "preuve:INT-11" in told(low)
    assert 0.6 < facts_of(low).reestimation_worst_power < 0.75  # type: ignore[operator]
    assert "preuve:INT-11" not in told(with_(reestimation=CAPPED))


def test_an_analysis_that_only_revises_the_size_needs_no_committee() -> None:
    text = "Une analyse intermédiaire en aveugle ré-estime l'effectif."
    assert "stats:INT-01" in told(saying(text))
    assert "stats:INT-01" not in told(saying(text, with_(reestimation=CAPPED)))
