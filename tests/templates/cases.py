"""Protocols of every design kind, complete, empty or hostile, for the tests of the sections."""

from __future__ import annotations

from typing import Any

from protocols.exchange import example, example_names
from protocols.model.sizing import Assumption, GoalChoice, Sizing
from protocols.protocol import Protocol
from stats.flow import Flow
from stats.registry import parse
from stats.result import SampleSize
from stats.solver import solve
from tests.protocols.filled import an_answer

_HIGHER = {"kind": "superiority", "better": "higher"}
_LOWER = {"kind": "superiority", "better": "lower"}
_TWO_MEANS = {"kind": "two_means", "goal": _LOWER, "difference": -4, "sd": 8}
# Design, target, losses: one per kind, then the other goals and a few awkward shapes.
DESIGNS: dict[str, tuple[dict[str, Any], float, dict[str, float]]] = {
    "one_proportion": ({"kind": "one_proportion", "goal": _HIGHER, "p_expected": 0.869, "p_reference": 0.8}, 0.9, {}),
    "one_proportion_precision": (
        {"kind": "one_proportion_precision", "goal": {"kind": "precision"}, "p_expected": 0.9},
        0.1,
        {"unevaluable": 0.05},
    ),
    "two_proportions": (
        {"kind": "two_proportions", "goal": _HIGHER, "p_experimental": 0.65, "p_control": 0.5},
        0.9,
        {"attrition": 0.2},
    ),
    "paired_proportions": (
        {
            "kind": "paired_proportions",
            "goal": _HIGHER,
            "discordant_experimental": 0.15,
            "discordant_control": 0.05,
        },
        0.8,
        {"unevaluable": 0.05},
    ),
    "two_means": (_TWO_MEANS, 0.8, {"attrition": 0.2}),
    "log_rank": (
        {
            "kind": "log_rank",
            "goal": _LOWER,
            "hazard_ratio": 0.7,
            "survival_control": 0.5,
            "horizon": 12,
            "accrual": 24,
            "follow_up": 12,
            "dropout": 0.05,
        },
        0.9,
        {},
    ),
    "group_sequential": (
        {"kind": "group_sequential", "inner": _TWO_MEANS, "information": [0.5, 1]},
        0.9,
        {"attrition": 0.1},
    ),
}
OTHERS: dict[str, tuple[dict[str, Any], float, dict[str, float]]] = {
    "means, non-inferiority": (
        _TWO_MEANS | {"goal": {"kind": "non_inferiority", "better": "lower", "margin": 3}, "difference": 0},
        0.9,
        {"attrition": 0.2, "screening_failure": 0.3},
    ),
    "means, equivalence, unequal SD": (
        _TWO_MEANS
        | {"goal": {"kind": "equivalence", "margin_lower": 3, "margin_upper": 4}, "difference": 0, "sd_control": 9},
        0.9,
        {},
    ),
    "means, 2:1, one-sided": (
        _TWO_MEANS | {"allocation": 2, "goal": _LOWER | {"alpha": 0.025, "sides": 1}},
        0.9,
        {"attrition": 0.2},
    ),
    "proportions, equivalence": (
        {
            "kind": "two_proportions",
            "goal": {"kind": "equivalence", "margin_lower": 0.1, "margin_upper": 0.1},
            "p_experimental": 0.8,
            "p_control": 0.8,
        },
        0.8,
        {},
    ),
    "proportions, non-inferiority": (
        {
            "kind": "two_proportions",
            "goal": {"kind": "non_inferiority", "better": "higher", "margin": 0.1},
            "p_experimental": 0.85,
            "p_control": 0.85,
        },
        0.9,
        {},
    ),
    "sensitivity, prevalence": (
        {
            "kind": "one_proportion",
            "goal": {"kind": "non_inferiority", "better": "higher", "margin": 0.05},
            "p_expected": 0.9,
            "p_reference": 0.88,
        },
        0.8,
        {"prevalence": 0.05, "unevaluable": 0.02, "screening_failure": 0.1},
    ),
    "sensitivity, Wald": (
        {"kind": "one_proportion", "goal": _HIGHER, "p_expected": 0.869, "p_reference": 0.8, "method": "wald"},
        0.9,
        {},
    ),
    "proportions, Fisher": (
        {"kind": "two_proportions", "goal": _HIGHER, "p_experimental": 0.9, "p_control": 0.5, "method": "fisher"},
        0.8,
        {},
    ),
    "failures, lower is better": (
        {"kind": "one_proportion", "goal": _LOWER, "p_expected": 0.05, "p_reference": 0.1},
        0.9,
        {},
    ),
    "paired, non-inferiority": (
        {
            "kind": "paired_proportions",
            "goal": {"kind": "non_inferiority", "better": "higher", "margin": 0.1},
            "discordant_experimental": 0.1,
            "discordant_control": 0.1,
        },
        0.9,
        {},
    ),
    "hazards, non-inferiority": (
        {
            "kind": "log_rank",
            "goal": {"kind": "non_inferiority", "better": "lower", "margin": 1.3},
            "hazard_ratio": 1.0,
            "survival_control": 0.6,
            "horizon": 12,
            "accrual": 24,
            "follow_up": 12,
            "dropout": 0,
        },
        0.8,
        {},
    ),
}
ALL = DESIGNS | OTHERS


def found_of(name: str) -> SampleSize:
    """The sample size of one case."""
    design, target, flow = ALL[name]
    return solve(parse(design), target, flow=Flow(**flow))


def protocol_of(name: str) -> Protocol:
    """A complete protocol whose sizing is that of one case; a combinator is given by its sample size alone."""
    design, target, flow = ALL[name]
    base = completed(example("ai_ecg" if "proportion" in design["kind"] and "two" not in design["kind"] else "i_sleep"))
    goal = dict(design.get("goal", {}))
    better = goal.pop("better", "higher")
    clinical = design.get("inner", design)
    numbers = {key: value for key, value in clinical.items() if isinstance(value, int | float)}
    sizing = Sizing(
        kind=design["kind"],
        goal=GoalChoice(**goal, margin_reason="Marge retenue par le comité."),
        target=target,
        choices={key: value for key, value in clinical.items() if isinstance(value, str) and key != "kind"},
        assumptions={
            key: Assumption(value=value, source="literature", citation="Publication") for key, value in numbers.items()
        },
        flow={key: Assumption(value=value, source="pilot") for key, value in flow.items()},
    )
    endpoints = base.endpoints.model_copy(update={"better": better})
    return base.model_copy(update={"sizing": sizing, "endpoints": endpoints})


def completed(protocol: Protocol) -> Protocol:
    """The same protocol with every needed answer that is still missing given in a few words."""
    for name, part in protocol.sections().items():
        for field in part.missing():
            protocol = protocol.changed(name, field, an_answer(part.asks()[field]))
    return protocol


def retyped(protocol: Protocol, words: str) -> Protocol:
    """The same protocol with every text a person typed replaced by `words`."""
    kept = {
        "kind",
        "extension",
        "type",
        "country",
        "strategy",
        "source",
        "better",
        "method",
        "measure",
        "schema_version",
        "language",
        "sides",
        "added",
        "criterion",
        "key",
        "category",
        "accounted",
        "nature",
    }

    def walk(value: Any, key: str, choices: frozenset[str]) -> Any:
        if isinstance(value, dict):
            return {name: walk(one, name, choices) for name, one in value.items()}
        if isinstance(value, list):
            return [walk(one, key, choices) for one in value]
        if isinstance(value, str) and key not in kept | choices and not key.endswith("_date"):
            return words
        return value

    chosen = frozenset(
        name for part in protocol.sections().values() for name, ask in part.asks().items() if ask.shape == "choice"
    )
    data = protocol.model_dump(mode="json")
    population = data["analysis"]["population"]  # a choice there, a narrative in the objectives
    changed = walk(data, "", chosen - {"population"})
    changed["analysis"]["population"] = population
    return Protocol.model_validate(changed)


def finished_examples() -> tuple[str, ...]:
    """The examples that are complete protocols; the product that is no device stops at the guide."""
    return tuple(name for name in example_names() if name != "drug_discovery")
