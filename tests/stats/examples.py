"""Designs on which the contract is checked: at least one per kind, with the corners where formulas go wrong.

A new design adds its entry here. `twin` is the same comparison with the arms exchanged (and the direction, and the
allocation); `vanishing` are the changes that leave a true effect of almost nothing under superiority; `slack` is the
bias of a declared approximation, allowed on top of Monte Carlo error when power is simulated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Plan = dict[str, Any]


@dataclass(frozen=True)
class Example:
    name: str
    design: Plan
    target: float = 0.8
    twin: Plan | None = None
    vanishing: Plan = field(default_factory=dict)
    slack: float = 0.01


def sup(better: str = "higher", alpha: float = 0.05, sides: int = 2) -> Plan:
    return {"kind": "superiority", "better": better, "alpha": alpha, "sides": sides}


def ni(margin: float, better: str = "higher", alpha: float = 0.025) -> Plan:
    return {"kind": "non_inferiority", "better": better, "alpha": alpha, "margin": margin}


def eq(lower: float, upper: float) -> Plan:
    return {"kind": "equivalence", "margin_lower": lower, "margin_upper": upper}


def _means(goal: Plan, difference: float, sd: float, **more: Any) -> Plan:
    return {"kind": "two_means", "goal": goal, "difference": difference, "sd": sd} | more


def _one(goal: Plan, expected: float, reference: float, **more: Any) -> Plan:
    return {"kind": "one_proportion", "goal": goal, "p_expected": expected, "p_reference": reference} | more


def _two(goal: Plan, experimental: float, control: float, **more: Any) -> Plan:
    return {"kind": "two_proportions", "goal": goal, "p_experimental": experimental, "p_control": control} | more


def _pairs(goal: Plan, experimental: float, control: float, **more: Any) -> Plan:
    plan = {"discordant_experimental": experimental, "discordant_control": control}
    return {"kind": "paired_proportions", "goal": goal} | plan | more


def _times(goal: Plan, ratio: float, survival: float, **more: Any) -> Plan:
    base = {"kind": "log_rank", "goal": goal, "hazard_ratio": ratio, "survival_control": survival}
    return base | {"horizon": 12, "accrual": 24, "follow_up": 12} | more


def _width(p: float, interval: str = "clopper_pearson", **more: Any) -> Plan:
    return {
        "kind": "one_proportion_precision",
        "goal": {"kind": "precision"},
        "p_expected": p,
        "interval": interval,
    } | more


def _looks(inner: Plan, *information: float, spending: str = "obrien_fleming") -> Plan:
    return {"kind": "group_sequential", "inner": inner, "information": list(information), "spending": spending}


HAZARD_RATIO_LOW = {"hazard_ratio": 1 - 1e-9}

EXAMPLES: dict[str, list[Example]] = {
    "two_means": [
        Example("t", _means(sup(), 0.5, 1), 0.8, _means(sup("lower"), -0.5, 1), {"difference": 1e-9}),
        Example(
            "2:1, 0.99",
            _means(sup("lower"), -3, 8, allocation=2),
            0.99,
            _means(sup(), 3, 8, allocation=0.5),
            {"difference": -1e-9},
        ),
        Example(
            "welch 1:2",
            _means(sup(), 5, 10, sd_control=16, allocation=0.5),
            0.9,
            _means(sup("lower"), -5, 16, sd_control=10, allocation=2),
        ),
        Example("normal", _means(sup(), 0.5, 1, method="z"), 0.8, _means(sup("lower"), -0.5, 1, method="z")),
        Example("fewer than 15 per arm", _means(sup(), 2.2, 1.6), 0.8, _means(sup("lower"), -2.2, 1.6), slack=0.015),
        Example("margin, effect not 0", _means(ni(4), -1, 10), 0.5, _means(ni(4, "lower"), 1, 10)),
        Example("equivalence off centre", _means(eq(5, 4), 1, 10), 0.9, _means(eq(4, 5), -1, 10)),
        Example("ratio without block", _means(sup(), 0.5, 1, allocation=1.37), 0.8),
    ],
    "one_proportion": [
        Example("exact", _one(sup(alpha=0.025, sides=1), 0.9, 0.8), 0.8, vanishing={"p_expected": 0.8 + 1e-9}),
        Example("exact, beyond 0.95", _one(sup(alpha=0.025, sides=1), 0.99, 0.97), 0.8),
        Example("exact, fewer than 15", _one(sup(), 0.9, 0.4), 0.8),
        Example("exact, lower, margin", _one(ni(0.05, "lower"), 0.1, 0.12), 0.9),
        Example("exact, 0.5", _one(sup(), 0.9, 0.8), 0.5),
        Example("exact, 0.99", _one(sup(), 0.9, 0.8), 0.99),
        Example("score", _one(sup(), 0.9, 0.8, method="score"), 0.9, vanishing={"p_expected": 0.8 + 1e-9}, slack=0.03),
        Example("wald", _one(ni(0.1), 0.8, 0.8, method="wald"), 0.9, slack=0.04),
    ],
    "one_proportion_precision": [
        Example("exact", _width(0.9), 0.1),
        Example("exact, extreme", _width(0.99), 0.02),
        Example("wilson", _width(0.9, "wilson"), 0.1),
        Example("wald, 99 %", _width(0.2, "wald", goal={"kind": "precision", "confidence": 0.99}), 0.08),
        Example("few", _width(0.5, "wilson"), 0.6),
    ],
    "two_proportions": [
        Example("score", _two(sup(), 0.4, 0.25), 0.8, _two(sup("lower"), 0.25, 0.4), {"p_experimental": 0.25 + 1e-9}),
        Example(
            "lower, 2:1, 0.99",
            _two(sup("lower"), 0.1, 0.25, allocation=2),
            0.99,
            _two(sup(), 0.25, 0.1, allocation=0.5),
        ),
        Example("margin, 1:2", _two(ni(0.05), 0.96, 0.97, allocation=0.5), 0.8, slack=0.02),
        Example("margin, effect 0", _two(ni(0.1), 0.85, 0.85), 0.9),
        Example("equivalence", _two(eq(0.15, 0.15), 0.62, 0.6), 0.8, _two(eq(0.15, 0.15), 0.6, 0.62)),
        Example("unpooled", _two(sup(), 0.4, 0.25, method="unpooled"), 0.5),
        Example("continuity", _two(sup(), 0.4, 0.25, method="continuity"), 0.8),
        Example(
            "fisher, few",
            _two(sup(), 0.8, 0.2, method="fisher"),
            0.8,
            _two(sup("lower"), 0.2, 0.8, method="fisher"),
        ),
    ],
    "paired_proportions": [
        Example("default", _pairs(sup(), 0.15, 0.05), 0.8, _pairs(sup("lower"), 0.05, 0.15), slack=0.03),
        Example("lower", _pairs(sup("lower"), 0.05, 0.12), 0.9, slack=0.03),
        Example("exact", _pairs(sup(), 0.2, 0.05, method="exact"), 0.8),
        Example("margin", _pairs(ni(0.1), 0.08, 0.06), 0.8, _pairs(ni(0.1, "lower"), 0.06, 0.08), slack=0.03),
    ],
    "log_rank": [
        Example(
            "accrual and losses",
            _times(sup("lower"), 0.7, 0.5, dropout=0.05),
            0.8,
            _times(sup(), 1 / 0.7, 0.5**0.7, dropout=0.05),
            HAZARD_RATIO_LOW,
        ),
        Example(
            "fixed follow-up, rare, 2:1",
            _times(sup("lower"), 0.55, 0.9, accrual=0, allocation=2),
            0.9,
            _times(sup(), 1 / 0.55, 0.9**0.55, accrual=0, allocation=0.5),
            slack=0.04,
        ),
        Example("margin", _times(ni(1.3, "lower"), 1, 0.6), 0.5, _times(ni(1.3), 1, 0.6)),
        Example("margin, better, 1:2", _times(ni(1.25, "lower"), 0.9, 0.3, allocation=0.5), 0.8, slack=0.03),
        Example(
            "favourable event, freedman",
            _times(sup(), 1.6, 0.4, method="freedman"),
            0.99,
            _times(sup("lower"), 1 / 1.6, 0.4**1.6, method="freedman"),
            {"hazard_ratio": 1 + 1e-9},
            slack=0.02,
        ),
        Example(
            "lachin and foulkes, 2:1",
            _times(sup("lower"), 0.6, 0.5, allocation=2, method="lachin_foulkes"),
            0.8,
            _times(sup(), 1 / 0.6, 0.5**0.6, allocation=0.5, method="lachin_foulkes"),
            HAZARD_RATIO_LOW,
            slack=0.03,
        ),
    ],
    "group_sequential": [
        Example("two means", _looks(_means(sup(), 0.5, 1), 0.5, 1.0)),
        Example("three looks", _looks(_means(ni(4, "lower"), 1, 10), 0.4, 0.7, 1.0, spending="pocock"), 0.9),
        Example("times to event", _looks(_times(sup("lower"), 0.6, 0.4), 0.6, 1.0), slack=0.015),
        Example("single look", _looks(_means(sup(), 0.5, 1, method="z"), 1.0)),
    ],
}
