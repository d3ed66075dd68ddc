"""Width of the interval of a limit of agreement: presize, the exact factors, simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import nct

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def _limits(sd: float, assurance: float | None = None, **more: Any) -> Plan:
    return {"kind": "limits_precision", "goal": {"kind": "precision", "assurance": assurance}, "sd": sd} | more


def test_bland_altman_1986_is_that_of_presize() -> None:
    """presize 0.3.7 prec_lim_agree: in standard deviations."""
    design = parse(_limits(1, method="bland_altman"))
    assert float(design.attained({"participants": 200})) == pytest.approx(0.4801, abs=1e-4)
    assert solve(design, 0.1).exact == pytest.approx(4609.75, abs=0.01)
    assert solve(design, 0.4).exact == pytest.approx(288.1, abs=0.05)  # plus or minus 0.2 SD


@pytest.mark.parametrize("n", [8, 60])
def test_exact_width(n: int) -> None:
    quantile = 1.959963984540054 * np.sqrt(n)
    low, high = (nct.ppf(level, n - 1, quantile) / np.sqrt(n) for level in (0.025, 0.975))
    data = np.random.default_rng(1).standard_normal((50_000, n)).std(axis=1, ddof=1)
    design, assured = parse(_limits(2)), parse(_limits(2, 0.9))
    assert float(design.attained({"participants": n})) == pytest.approx(2 * (high - low) * data.mean(), rel=0.005)
    observed = np.quantile(2 * (high - low) * data, 0.9)
    assert float(assured.attained({"participants": n})) == pytest.approx(observed, rel=0.01)


def test_exact_interval_covers() -> None:
    done = parse(_limits(2)).simulate({"participants": 10}, 100_000, np.random.default_rng(2))
    assert done.claimed.mean() == pytest.approx(0.95, abs=0.0021)


def test_the_1986_formula_is_for_95_per_cent() -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(_limits(1, method="bland_altman", coverage=0.9))
    assert {one.field for one in problems(caught.value)} == {"coverage"}


EXAMPLES = [
    Example("exact", _limits(3), 2),
    Example("few, assurance", _limits(1, 0.9, coverage=0.9), 2.0),
    Example("t, assurance", _limits(3, 0.8, method="t"), 1),
    Example("1986", _limits(1, method="bland_altman"), 0.4),
]
