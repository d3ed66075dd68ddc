"""Procedures typed in a draft: the design, what a rule reads, the economic claim added in one gesture."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.changes_between import changes
from protocols.exchange import dumps, loads
from protocols.facts import facts_of
from protocols.protocol import Protocol
from protocols.rules.engine import findings
from stats.registry import parse
from stats.solver import solve
from stats.text import LANGUAGES
from templates.saying import say
from tests.protocols.test_combining import COST, COST_DESIGN, MEANS, solved, with_

RHO = {"value": 0.2}
BOTH = "economic_superiority_medical_non_inferiority"


def joined(**more: Any) -> Protocol:
    return with_(others=[COST], correlation=RHO, **more)


def claiming(protocol: Protocol, benefit: str = BOTH) -> Protocol:
    return protocol.changed("claim", "aim", "benefit").changed("claim", "benefit", benefit)


def fired(protocol: Protocol) -> set[str]:
    return {one.rule.id for one in findings(facts_of(protocol))}


@pytest.mark.parametrize("rule", ["all", "at_least_one"])
@pytest.mark.parametrize("procedure", ["holm", "hochberg", "fixed_sequence", "bonferroni"])
def test_the_procedure_of_the_draft_is_that_of_the_design(procedure: str, rule: str) -> None:
    found = solved(joined(procedure=procedure, rule=rule))
    plan = {
        "kind": "joint",
        "components": [MEANS, COST_DESIGN],
        "correlation": 0.2,
        "rule": rule,
        "procedure": procedure,
    }
    assert found.analysed == solve(parse(plan), 0.8).analysed


def test_lists_of_another_procedure_stay_unused() -> None:
    typed = {"shares": (0.8, 0.2), "transitions": (0.0, 1.0, 1.0, 0.0)}
    assert solved(joined(procedure="hochberg", **typed)).analysed == solved(joined(procedure="hochberg")).analysed
    graph = solved(joined(procedure="graphical", **typed))
    assert graph.design.transitions == typed["transitions"] and graph.design.weights == typed["shares"]  # type: ignore[attr-defined]
    assert joined(procedure="hochberg", **typed).sizing.shares == typed["shares"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"rule": "at_least_one", "procedure": "full"}, "others.procedure"),
        ({"procedure": "graphical"}, "others.transitions"),
        ({"procedure": "holm", "shares": [0.5, 0.6]}, "others.weights"),
        ({"procedure": "magic"}, "others.procedure"),
    ],
)
def test_what_does_not_hold_together_is_said(changed: dict[str, Any], field: str) -> None:
    answer = joined(**changed).sample_size()
    assert isinstance(answer, tuple) and [one.field for one in answer] == [field]
    for language in LANGUAGES:
        assert "{" not in say(answer[0].phrase, language)


def test_correlations_by_pair_reach_the_design_and_are_told_as_a_change() -> None:
    third = {**COST, "name": "Coût des transports"}
    before, after = (
        with_(others=[COST, third], correlation=RHO, correlations=pairs) for pairs in ([], [0.5, -0.2, 0.1])
    )
    found = solved(after)
    assert found.design.pairs == (0.5, -0.2, 0.1)  # type: ignore[attr-defined]
    assert solved(joined(correlations=[0.5])).design.pairs == (0.2,)  # type: ignore[attr-defined]  # two claims: the common one
    assert loads(dumps(after)) == after
    assert "sizing.correlations" in {one.path for one in changes(before, after)}
    wrong = with_(others=[COST, third], correlation=RHO, correlations=[0.5, -0.2]).sample_size()
    assert isinstance(wrong, tuple) and [one.field for one in wrong] == ["others.correlations"]


def test_a_procedure_survives_the_file_and_is_told_as_a_change() -> None:
    before, after = joined(), joined(procedure="fallback", shares=[0.7, 0.3])
    assert loads(dumps(after)) == after
    assert {"sizing.procedure", "sizing.shares"} <= {one.path for one in changes(before, after)}


def test_one_claim_at_the_full_risk_is_a_finding() -> None:
    assert "stats:MULT-01" in fired(joined(rule="at_least_one", procedure="full"))
    assert "stats:MULT-01" not in fired(joined(rule="at_least_one"))


def test_joint_power_below_target_is_a_finding() -> None:
    assert "stats:MULT-02" not in fired(joined(planned=None))
    assert "stats:MULT-02" in fired(joined(planned=60))
    assert "stats:MULT-02" not in fired(joined(planned=None, rule="at_least_one"))
    assert "stats:MULT-02" in fired(claiming(joined(planned=None, rule="at_least_one")))


def test_several_arms_without_adjustment_are_a_finding() -> None:
    arms = {"experimental_arms": {"value": 3}, "difference": {"value": -2.25}, "sd": {"value": 4.5}}
    protocol = with_(kind="several_means", assumptions=arms, choices={"procedure": "none"})
    assert "preuve:MULT-08" in fired(protocol)
    assert "preuve:MULT-08" not in fired(protocol.changed("sizing", "choices", {"procedure": "dunnett"}))
    assert "preuve:MULT-08" not in fired(protocol.changed("sizing", "choices", {"procedure": "none", "success": "all"}))
