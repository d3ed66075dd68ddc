"""The register as one list: every claim, what they share, what a reviewer would say of each line."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.facts import facts_of
from protocols.protocol import Protocol
from protocols.references.ageing import old_sources
from protocols.register import register_of

DOCUMENTED = {"source": "literature", "citation": "Dupont 2024", "low": 900, "high": 1_200}


def study(correlation: dict[str, Any] | None = None, **costs: Any) -> Protocol:
    """A score with its assumptions documented, and a cost."""
    score = {"value": 5, "low": 3, "high": 7, "source": "expert"}
    cost = {
        "name": "Coût total",
        "unit": "€",
        "kind": "cost_difference",
        "better": "lower",
        "goal": {"kind": "superiority"},
        "assumptions": costs,
    }
    sizing = {
        "kind": "two_means",
        "goal": {"kind": "superiority"},
        "target": 0.8,
        "assumptions": {"difference": score, "sd": {**score, "value": 6}},
        "extension": "others",
        "others": [cost],
        "correlation": correlation or {},
    }
    endpoints = {"name": "Score", "unit": "points", "better": "higher"}
    return Protocol.model_validate({"endpoints": endpoints, "sizing": sizing})


def weak(protocol: Protocol) -> dict[str, tuple[str, ...]]:
    return {one.path: one.weaknesses for one in register_of(protocol) if one.weaknesses}


def test_every_claim_has_its_lines_in_its_unit_then_what_they_share() -> None:
    register = register_of(study())
    assert [one.claim for one in register] == sorted(
        (one.claim for one in register), key=lambda one: (one is None, one)
    )
    by_path = {one.path: one for one in register}
    assert by_path["others.0.assumptions.mean_cost"].unit == "€" and by_path["assumptions.sd"].unit == "points"
    assert by_path["correlation"].claim is None and by_path["flow.attrition"].claim is None
    assert by_path["others.0.assumptions.mean_cost"].label.fr.endswith(", critère 2 : Coût total")
    alone = study().changed("sizing", "extension", "none")
    assert {one.claim for one in register_of(alone)} == {0, None}
    assert "correlation" not in {one.path for one in register_of(alone)}


@pytest.mark.parametrize(
    ("line", "weaknesses"),
    [
        (DOCUMENTED | {"value": 1_000}, ()),
        ({"value": 1_000}, ("unsourced", "no_range")),
        (DOCUMENTED | {"value": 1_000, "citation": " "}, ("uncited",)),
        (DOCUMENTED | {"value": 1_500}, ("outside",)),
        ({"value": 1_000, "source": "decision"}, ()),
    ],
)
def test_a_line_of_another_claim_is_judged_as_those_of_the_first(line: dict[str, Any], weaknesses: Any) -> None:
    protocol = study(mean_cost=line)
    assert weak(protocol).get("others.0.assumptions.mean_cost", ()) == weaknesses
    facts, label = facts_of(protocol), "Coût moyen attendu, bras expérimental, critère 2 : Coût total"
    asked = {"unsourced": facts.unsourced, "no_range": facts.without_range, "outside": facts.outside_range}
    for name, listed in asked.items():
        said = name in weaknesses or name == "unsourced" and "uncited" in weaknesses
        assert (label in [one.fr for one in listed or ()]) == said


def test_the_correlation_between_claims_is_an_assumption_like_the_others() -> None:
    assert weak(study({"value": 0.2})) == {"correlation": ("unsourced", "no_range")}
    assert "Corrélation entre les statistiques de test" in [
        one.fr for one in facts_of(study({"value": 0.2})).unsourced or ()
    ]
    assert weak(study({"value": 0, "source": "decision"})) == {}


def test_what_the_team_decides_of_a_claim_needs_neither_source_nor_range() -> None:
    assert weak(study(allocation={"value": 2})) == {}


def test_the_old_sources_of_every_claim_are_found() -> None:
    old = {"value": 1_000, **DOCUMENTED, "source_year": 1_995}
    found = old_sources(study(mean_cost=old))
    assert [(label.fr, year) for label, year in found] == [
        ("Coût moyen attendu, bras expérimental, critère 2 : Coût total", 1_995)
    ]
    assert facts_of(study(mean_cost=old)).old_sources == found
