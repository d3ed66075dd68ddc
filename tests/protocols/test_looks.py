"""Interim looks of the calculation and of the text: what the author is asked, and what the rules then see."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.checking import check, gaps_of
from protocols.facts import facts_of
from protocols.looks import looks_planned
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from tests.protocols.test_combining import with_

TWO_STAGES: dict[str, Any] = {
    "kind": "simon_two_stage",
    "goal": {"kind": "superiority", "alpha": 0.05, "sides": 1},
    "choices": {},
    "assumptions": {"p_expected": {"value": 0.2}, "p_reference": {"value": 0.4}},
    "flow": {},
    "planned": None,
}
LOOKED = with_(interim={"looks": [0.5]})
STAGED = with_(**TWO_STAGES).changed("plan", "type", "single_arm")
PLAIN = with_()


@pytest.mark.parametrize(
    ("told", "with_looks", "without"),
    [
        (None, True, None),
        (NotApplicable(not_applicable="étude courte"), False, False),
        (NotApplicable(not_applicable="pas de comité : essai ouvert, à un bras"), True, False),
        ("Aucune analyse intermédiaire d'efficacité n'est prévue.", False, False),
        ("No interim analysis is planned.", False, False),
        ("Il n'est pas prévu d'analyse intermédiaire.", False, False),
        ("Une analyse intermédiaire d'efficacité à 50 %.", True, True),
        ("Le comité suit sa charte ; les investigateurs ne voient rien.", True, False),
        ("Les investigateurs ne connaissent pas les résultats de l'analyse intermédiaire.", True, True),
    ],
)
def test_words_complete_the_looks_of_the_calculation_unless_they_deny_them(
    told: Any, with_looks: bool, without: bool | None
) -> None:
    assert looks_planned(told, LOOKED.sizing) is with_looks and looks_planned(told, STAGED.sizing) is with_looks
    assert looks_planned(told, PLAIN.sizing) is without


@pytest.mark.parametrize("protocol", [LOOKED, STAGED])
def test_the_author_is_asked_only_what_the_calculation_does_not_know(protocol: Protocol) -> None:
    open_ = protocol.changed("analysis", "interim", None)
    (gap,) = (one for one in gaps_of(open_) if one.path == "analysis.interim")
    assert gap.phrase.text.en.startswith("Committee")
    assert open_.questions("analysis")["interim"].items == Protocol().questions("analysis")["interim"].items
    assert "analysis.interim" in open_.missing("analysis") or "interim" in open_.missing("analysis")
    (plain,) = (one for one in gaps_of(PLAIN.changed("analysis", "interim", None)) if one.path == "analysis.interim")
    assert plain.phrase.text.en == "Interim analyses"


def fired(protocol: Protocol) -> set[str]:
    return {one.rule.id for one in check(protocol).findings}


def test_a_first_stage_is_an_interim_look_for_the_rules() -> None:
    told = "À la fin de la première étape, une analyse intermédiaire décide de la poursuite."
    staged = STAGED.changed("analysis", "interim", told)
    assert facts_of(staged, staged.sample_size()).interim_in_design is True
    assert not fired(staged) & {"stats:INT-01", "preuve:INT-06", "stats:INT-05"}
    denied = STAGED.changed("analysis", "interim", NotApplicable(not_applicable="étude courte"))
    assert "preuve:INT-06" in fired(denied)


def test_looks_of_the_calculation_need_a_committee_even_when_the_text_is_silent() -> None:
    silent = LOOKED.changed("analysis", "interim", None)
    assert "stats:INT-05" in fired(silent)  # the example declares that it has no committee
    assert "preuve:INT-06" not in fired(silent) and "preuve:INT-06" in fired(LOOKED)
