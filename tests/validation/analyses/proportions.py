"""Proportions: one arm, two arms, pairs, crossover, groups of observations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import statsmodels.api as sm
from scipy import stats as scipy_stats
from scipy.optimize import brentq, minimize_scalar
from scipy.special import xlogy
from statsmodels.stats import proportion
from statsmodels.stats.contingency_tables import mcnemar

from stats.designs.binary.crossover_proportions import _mainland_gart, _prescott
from stats.formulas import binomial, nam
from stats.formulas.accuracy import rao_scott
from stats.formulas.binary.proportion_ratio import Counts
from stats.formulas.binary.risk_difference import Table, interval, p_value, statistic
from stats.goals import OneSided
from stats.normal import z
from stats.registry import parse
from tests.stats.examples import sup
from tests.validation.analyses.row import Analysis

TABLES = ((56, 70, 48, 80), (9, 12, 3, 11), (199, 200, 190, 200))  # successes and participants, both arms
PAIRS = ((25, 9, 100), (3, 11, 40), (60, 41, 700))  # discordant each way, pairs
COUNTS = ((0, 10), (3, 17), (97, 100), (400, 800))
GOALS = ((3, 17, 0.1), (97, 100, 0.9), (400, 800, 0.47))
_RNG = np.random.default_rng(20260102)
UNITS = _RNG.integers(1, 7, 40)
RIGHT = _RNG.binomial(UNITS, _RNG.beta(4, 2, 40))
FIRST, SECOND = (14, 5, 21), (6, 12, 22)  # two sequences: better with the device, with the control, no preference


def _table(x: int, n: int, y: int, m: int) -> Table:
    return Table(np.array([float(x)]), n, np.array([float(y)]), m)


def _observed(x: int, n: int, y: int, m: int) -> np.ndarray:
    return np.array([[x, n - x], [y, m - y]])


def _chi_square(method: str) -> list[float]:
    return [float(statistic(method, _table(*one), 0.0)[0] ** 2) for one in TABLES]


def _score_root(likelihood: Callable[[float, float], float], error: Callable[[float, float], float],
                reach: Callable[[float], tuple[float, float]], seen: float) -> tuple[float, float]:  # fmt: skip
    """The score interval from its definition: the nuisance rate maximises the likelihood under each difference."""

    def score(null: float) -> float:
        low, high = reach(null)
        best = minimize_scalar(
            lambda q: -likelihood(q + null, q), bounds=(low, high), method="bounded", options={"xatol": 1e-13}
        ).x
        return (seen - null) / error(best + null, best)

    edge = float(scipy_stats.norm.isf(0.025))
    return (
        float(brentq(lambda d: score(d) - edge, -0.95, seen - 1e-6, xtol=1e-12)),
        float(brentq(lambda d: score(d) + edge, seen + 1e-6, 0.95, xtol=1e-12)),
    )


def _farrington_manning(x: int, n: int, y: int, m: int) -> tuple[float, float]:
    return _score_root(
        lambda p, q: float(xlogy(x, p) + xlogy(n - x, 1 - p) + xlogy(y, q) + xlogy(m - y, 1 - q)),
        lambda p, q: float(np.sqrt(p * (1 - p) / n + q * (1 - q) / m)),
        lambda null: (max(0.0, -null), min(1.0, 1 - null)),
        x / n - y / m,
    )


def _tango(x: int, y: int, n: int) -> tuple[float, float]:
    return _score_root(
        lambda p, q: float(xlogy(x, p) + xlogy(y, q) + xlogy(n - x - y, 1 - p - q)),
        lambda p, q: float(np.sqrt((p + q - (p - q) ** 2) / n)),
        lambda null: (max(0.0, -null), (1 - null) / 2),
        (x - y) / n,
    )


def _miettinen_nurminen() -> list[float]:
    """Their factor N / (N - 1) on the variance is a change of the level."""
    alpha = float(scipy_stats.norm.sf(z(0.025) * np.sqrt(150 / 149)))
    lower, upper = interval("score", _table(56, 70, 48, 80), alpha)
    return [float(lower[0]), float(upper[0])]


def _of_pairs(what: Callable[[Any, Any, int], Any]) -> list[float]:
    found = [what(np.array([float(x)]), np.array([float(y)]), n) for x, y, n in PAIRS]
    return [
        float(np.asarray(value).ravel()[0]) for one in found for value in (one if isinstance(one, tuple) else (one,))
    ]


def _exact_pairs() -> list[float]:
    plan: dict[str, Any] = {"kind": "paired_proportions", "goal": sup(), "method": "exact"}
    design: Any = parse(plan | {"discordant_experimental": 0.2, "discordant_control": 0.1})
    return _of_pairs(design._p)


def _ratio(kind: str, method: str) -> list[float]:
    design: Any = parse({"kind": kind, "goal": sup("lower"), "p_experimental": 0.3, "p_control": 0.4, "method": method})
    seen = Counts(np.array([23.0]), 80.0, np.array([31.0]), 70.0)
    return [float(design.statistic(seen, np.log(null))[0]) for null in (0.6, 1.0, 1.5)]


def _statsmodels_ratio(compare: str, method: str) -> list[float]:
    test = proportion.test_proportions_2indep
    more = {"compare": compare, "method": method, "correction": False}
    return [float(test(23, 80, 31, 70, value=null, **more).statistic) for null in (0.6, 1.0, 1.5)]


def _logit() -> list[float]:
    outcome, arm = np.repeat([1.0, 0.0, 1.0, 0.0], [23, 57, 31, 39]), np.repeat([1.0, 0.0], [80, 70])
    fit = sm.Logit(outcome, sm.add_constant(arm)).fit(disp=0)
    return [float((fit.params[1] - np.log(null)) / fit.bse[1]) for null in (0.6, 1.0, 1.5)]


def _grouped(method: str) -> list[float]:
    done = rao_scott.analysed(method, RIGHT[None] * 1.0, UNITS[None] * 1.0, 0.6, 1, 0.025)
    return [float(done.estimate[0]), float(done.lower[0]), float(done.upper[0]), float(done.p[0])]


def _robust() -> tuple[float, float]:
    """Mean and cluster-robust standard error of the answers, one row per unit."""
    answers = np.concatenate([np.r_[np.ones(x), np.zeros(m - x)] for x, m in zip(RIGHT, UNITS, strict=True)])
    groups = np.repeat(np.arange(40), UNITS)
    fit = sm.OLS(answers, np.ones(len(answers))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    return float(fit.params[0]), float(fit.bse[0])


def _wald_robust() -> list[float]:
    mean, error = _robust()
    half = scipy_stats.t.isf(0.025, 39) * error
    return [mean, mean - half, mean + half, float(scipy_stats.t.sf((mean - 0.6) / error, 39))]


def _rao_scott() -> list[float]:
    """The design effect of the robust variance, then Wilson's interval on the effective units, by its definition."""
    mean, error = _robust()
    units, edge = mean * (1 - mean) / error**2, scipy_stats.t.isf(0.025, 39)

    def score(goal: float) -> float:
        return float((mean - goal) / np.sqrt(goal * (1 - goal) / units))

    bounds = [brentq(lambda p, s=s: score(p) - s * edge, 1e-9, 1 - 1e-9, xtol=1e-13) for s in (1, -1)]
    return [mean, *bounds, float(scipy_stats.t.sf(score(0.6), 39))]


def _sequences(test: Any, *more: Any) -> float:
    return float(test(np.array([FIRST], dtype=float), np.array([SECOND], dtype=float), *more)[0])


def _trend() -> float:
    """Correlation of the sequence with the preference, times sqrt(N - 1)."""
    preference = np.concatenate([np.repeat([1, -1, 0], one) for one in (FIRST, SECOND)])
    return float(scipy_stats.pearsonr(np.repeat([1, 0], 40), preference)[0] * np.sqrt(79))


def _prescott_of() -> float:
    counts = np.array([FIRST]) / 40, np.array([SECOND]) / 40
    means, squares = ([one[:, 0] + sign * one[:, 1] for one in counts] for sign in (-1, 1))
    return float(_prescott(means, squares, 40)[0])


PROPORTIONS = (
    Analysis(
        "Clopper-Pearson interval, 90%", "statsmodels proportion_confint, beta",
        lambda: [binomial.interval(x, n, 0.9, "clopper_pearson") for x, n in COUNTS],
        lambda: [proportion.proportion_confint(x, n, 0.1, "beta") for x, n in COUNTS], 1e-9,
    ),
    Analysis(
        "Wilson interval, 90%", "statsmodels proportion_confint, wilson",
        lambda: [binomial.interval(x, n, 0.9, "wilson") for x, n in COUNTS],
        lambda: [proportion.proportion_confint(x, n, 0.1, "wilson") for x, n in COUNTS], 1e-9,
    ),
    Analysis(
        "Exact binomial test", "SciPy binomtest",
        lambda: [float(binomial.upper_tail(x, n, goal)) for x, n, goal in GOALS],
        lambda: [scipy_stats.binomtest(x, n, goal, "greater").pvalue for x, n, goal in GOALS], 1e-10,
    ),
    Analysis(
        "Chi-square, two arms", "SciPy chi2_contingency",
        lambda: _chi_square("score"),
        lambda: [scipy_stats.chi2_contingency(_observed(*one), correction=False).statistic for one in TABLES], 1e-10,
    ),
    Analysis(
        "Chi-square with Yates' correction", "SciPy chi2_contingency",
        lambda: _chi_square("continuity"),
        lambda: [scipy_stats.chi2_contingency(_observed(*one), correction=True).statistic for one in TABLES], 1e-10,
    ),
    Analysis(
        "Fisher's exact test", "SciPy fisher_exact",
        lambda: [float(p_value("fisher", _table(*one), OneSided(0.0, 1, 0.025))[0]) for one in TABLES],
        lambda: [scipy_stats.fisher_exact(_observed(*one), alternative="greater").pvalue for one in TABLES], 1e-10,
    ),
    Analysis(
        "Farrington-Manning, its interval", "the definition, maximised by SciPy",
        lambda: [float(one[0]) for table in TABLES[:2] for one in interval("score", _table(*table), 0.025)],
        lambda: [bound for table in TABLES[:2] for bound in _farrington_manning(*table)], 1e-6,
    ),
    Analysis(
        "Miettinen-Nurminen interval, 56/70 v 48/80", "Miettinen and Nurminen 1985, four decimals",
        _miettinen_nurminen, lambda: [0.0528, 0.3382], 5e-5,
    ),
    Analysis(
        "Risk ratio, score test", "statsmodels test_proportions_2indep",
        lambda: _ratio("risk_ratio", "score"), lambda: _statsmodels_ratio("ratio", "score"), 1e-8,
    ),
    Analysis(
        "Odds ratio, score test", "statsmodels test_proportions_2indep",
        lambda: _ratio("odds_ratio", "score"), lambda: _statsmodels_ratio("odds-ratio", "score"), 1e-8,
    ),
    Analysis(
        "Odds ratio, logistic regression", "statsmodels Logit", lambda: _ratio("odds_ratio", "wald"), _logit, 1e-6
    ),
    Analysis(
        "McNemar", "statsmodels mcnemar",
        lambda: [one**2 for one in _of_pairs(lambda x, y, n: nam.statistic("score", x, y, n, 0.0))],
        lambda: [float(mcnemar([[n, x], [y, 0]], exact=False, correction=False).statistic) for x, y, n in PAIRS], 1e-10,
    ),
    Analysis(
        "McNemar, exact", "SciPy binomtest", _exact_pairs,
        lambda: [scipy_stats.binomtest(x, x + y, 0.5, "greater").pvalue for x, y, _ in PAIRS], 1e-10,
    ),
    Analysis(
        "Tango's interval, pairs", "the definition, maximised by SciPy",
        lambda: _of_pairs(lambda x, y, n: nam.interval("score", x, y, n, 0.025)),
        lambda: [bound for one in PAIRS for bound in _tango(*one)], 1e-6,
    ),
    Analysis(
        "Crossover of a proportion, Mainland-Gart", "SciPy chi2_contingency",
        lambda: _sequences(_mainland_gart) ** 2,
        lambda: scipy_stats.chi2_contingency([FIRST[:2], SECOND[:2]], correction=False).statistic, 1e-10,
    ),
    Analysis("Crossover of a proportion, Prescott", "SciPy pearsonr", _prescott_of, _trend, 1e-10),
    Analysis(
        "Proportion of several units per patient, ratio estimator", "statsmodels OLS, cluster-robust",
        lambda: _grouped("ratio"), _wald_robust, 1e-10,
    ),
    Analysis(
        "Proportion of several units per patient, Rao-Scott", "statsmodels cluster-robust variance, SciPy brentq",
        lambda: _grouped("rao_scott"), _rao_scott, 1e-9,
    ),
)  # fmt: skip
