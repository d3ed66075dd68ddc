"""Plans and tables of two independent proportions, and the exact power of their named analyses."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import binom

from stats.designs.binary.two_proportions import TwoProportions
from stats.formulas.binary.risk_difference import Table, p_value

METHODS = ("score", "unpooled", "continuity", "fisher")


def superiority(better: str = "higher", **more: Any) -> dict[str, Any]:
    return {"kind": "superiority", "better": better, **more}


def margin(value: float, better: str = "higher", **more: Any) -> dict[str, Any]:
    return {"kind": "non_inferiority", "better": better, "margin": value, **more}


def equivalence(lower: float, upper: float | None = None, alpha: float = 0.025) -> dict[str, Any]:
    return {"kind": "equivalence", "margin_lower": lower, "margin_upper": upper or lower, "alpha": alpha}


def plan(
    p: float, q: float, goal: dict[str, Any] | None = None, method: str = "score", k: float = 1.0
) -> TwoProportions:
    return TwoProportions.model_validate(
        {"goal": goal or superiority(), "p_experimental": p, "p_control": q, "method": method, "allocation": k}
    )


def table(x: float, n: int, y: float, m: int) -> Table:
    return Table(np.array([float(x)]), n, np.array([float(y)]), m)


def enumerated(design: TwoProportions, n: int, m: int, p: float, q: float) -> float:
    """Exact probability of the claim: every outcome, weighted by SciPy's binomial."""
    x, y = (grid.ravel().astype(float) for grid in np.meshgrid(np.arange(n + 1), np.arange(m + 1), indexing="ij"))
    tests = design.goal.tests()
    rejected = [p_value(design.method, Table(x, n, y, m), test) <= test.alpha for test in tests]
    weight = binom.pmf(x, n, p) * binom.pmf(y, m, q)
    return float(weight[np.all(rejected, axis=0)].sum())
