"""Plans with looks, for the tests of interim looks."""

from __future__ import annotations

from typing import Any

from tests.stats.examples import Plan, sup

THIRDS = (1 / 3, 2 / 3, 1.0)
COUNTS = {
    "kind": "negative_binomial_rates",
    "goal": sup("lower"),
    "rate_experimental": 0.56,
    "rate_control": 0.8,
    "dispersion": 0.4,
    "exposure": 1,
}


def two_means(goal: Plan, difference: float, sd: float, **more: Any) -> Plan:
    return {"kind": "two_means", "goal": goal, "difference": difference, "sd": sd} | more


def log_rank(goal: Plan, ratio: float, survival: float, **more: Any) -> Plan:
    base = {"kind": "log_rank", "goal": goal, "hazard_ratio": ratio, "survival_control": survival}
    return base | {"horizon": 12, "accrual": 24, "follow_up": 12} | more


def looked_at(inner: Plan, *information: float, spending: str = "obrien_fleming", **more: Any) -> Plan:
    base = {"kind": "group_sequential", "inner": inner, "information": list(information), "spending": spending}
    return base | more
