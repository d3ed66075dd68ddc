"""The peers in Python: loops over statsmodels, SciPy and lifelines, as one would write them; seconds per call."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import statsmodels.api as sm
from lifelines.statistics import logrank_test
from scipy import stats as scipy_stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import power_proportions_2indep, proportion_confint
from statsmodels.stats.rates import power_negbin_ratio_2indep

from tests.bench.peers import Name

POINTS = 200
MEASURED = 40  # simulated trials of a loop; the rest is scaled

_RNG = np.random.default_rng(1)
_POWER = TTestIndPower()


def _kappa(n: int) -> object:
    return cohens_kappa(_RNG.multinomial(n, [0.216, 0.084, 0.084, 0.616]).reshape(2, 2), return_results=True)


def _chi_square(n: int) -> object:
    x, y = _RNG.binomial(n // 2, 0.4), _RNG.binomial(n // 2, 0.25)
    return scipy_stats.chi2_contingency([[x, n // 2 - x], [y, n // 2 - y]], correction=False)


def _ranks(n: int) -> object:
    x, y = (
        np.repeat(np.arange(4), _RNG.multinomial(n // 2, one))
        for one in ([0.1, 0.2, 0.3, 0.4], [0.08, 0.15, 0.27, 0.5])
    )
    return scipy_stats.mannwhitneyu(x, y, use_continuity=False, method="asymptotic")


def _negative_binomial(n: int) -> object:
    arm = np.repeat([1.0, 0.0], [2 * n // 3, n - 2 * n // 3])
    counts = _RNG.poisson(_RNG.gamma(1.25, 0.8, n) * np.where(arm == 1, 1.0, 2.0))
    return sm.NegativeBinomial(counts, sm.add_constant(arm)).fit(disp=0)


def _log_rank(n: int) -> object:
    times = [_RNG.exponential(1 / rate, n // 2) for rate in (0.0404, 0.0578)]
    ends = [_RNG.uniform(12, 36, n // 2) for _ in times]
    seen = [np.minimum(t, end) for t, end in zip(times, ends, strict=True)]
    return logrank_test(*seen, *(t <= end for t, end in zip(times, ends, strict=True)))


def _cluster_means(n: int) -> object:
    arms = [_RNG.normal(0, 0.05**0.5, (n // 40, 1)) + _RNG.normal(mean, 0.95**0.5, (n // 40, 20)) for mean in (0.25, 0)]
    return scipy_stats.ttest_ind(*(one.mean(axis=1) for one in arms))


def _reading(n: int) -> object:
    """The areas of ten readers with two modalities, without the analysis of variance that follows."""
    sick = n // 2
    return [
        scipy_stats.mannwhitneyu(_RNG.normal(1.4, 1, sick), _RNG.normal(0, 1, n - sick)).statistic for _ in range(20)
    ]


def _pilot(n: int) -> object:
    groups = _RNG.normal(size=(2, n // 2))
    sd = np.sqrt((groups.var(axis=1, ddof=1)).mean())
    return sd * np.sqrt((n - 2) / scipy_stats.chi2.ppf([0.975, 0.025], n - 2))


def _net_benefits(n: int) -> object:
    arms = [_RNG.normal(20_000 * gain, 4000, n // 2) - _RNG.gamma(1, 2500, n // 2) for gain in (0.02, 0)]
    return scipy_stats.ttest_ind(*arms)


_SOLVE: dict[str, tuple[str, Callable[[], object]]] = {
    "two_means": ("statsmodels", lambda: _POWER.solve_power(0.5, power=0.8, alpha=0.05)),
}
_GRID: dict[str, tuple[str, Callable[[float], object]]] = {
    "two_means": ("statsmodels", lambda n: _POWER.power(0.5, n / 2, 0.05)),
    "two_proportions": ("statsmodels", lambda n: power_proportions_2indep(0.15, 0.25, n / 2, alpha=0.05, return_results=False)),
    "one_proportion_precision": ("statsmodels", lambda n: proportion_confint(0.9 * n, n, 0.05, "beta")),
    "negative_binomial_rates": (
        "statsmodels", lambda n: power_negbin_ratio_2indep(1.0, 2.0, 2 * n / 3, nobs_ratio=0.5, dispersion=0.8, return_results=False),
    ),
    "mrmc_auc": ("SciPy, F alone", lambda n: scipy_stats.ncf.sf(scipy_stats.f.ppf(0.95, 1, 20), 1, 20, n / 10)),
    "rare_event": ("SciPy", lambda n: scipy_stats.binom.sf(0, n, 0.01)),
    "net_benefit": ("statsmodels", lambda n: _POWER.power(700 / 4500, n / 2, 0.05)),
    "cluster_means": ("statsmodels, design effect", lambda n: _POWER.power(0.25, n / 2 / 1.95, 0.05)),
}  # fmt: skip
_TRIAL: dict[str, tuple[str, Callable[[int], object]]] = {
    "cohen_kappa": ("statsmodels", _kappa),
    "one_proportion_precision": (
        "SciPy",
        lambda n: scipy_stats.binomtest(_RNG.binomial(n, 0.9), n).proportion_ci(0.95),
    ),
    "two_means": ("SciPy", lambda n: scipy_stats.ttest_ind(_RNG.normal(0.5, 1, n // 2), _RNG.normal(0, 1, n // 2))),
    "two_proportions": ("SciPy", _chi_square),
    "ordinal_shift": ("SciPy", _ranks),
    "negative_binomial_rates": ("statsmodels", _negative_binomial),
    "log_rank": ("lifelines", _log_rank),
    "cluster_means": ("SciPy", _cluster_means),
    "mrmc_auc": ("SciPy, areas alone", _reading),
    "pilot_size": ("SciPy", _pilot),
    "net_benefit": ("SciPy", _net_benefits),
}


def _each(work: Callable[[Any], object], inputs: list[Any]) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        work(inputs[0])
        started = time.perf_counter()
        for one in inputs:
            work(one)
        return (time.perf_counter() - started) / len(inputs)


def measured(sizes: dict[str, int]) -> dict[Name, float]:
    """Seconds of one solve, of one point of a grid, of one simulated trial."""
    found = {Name("solve", kind, who): _each(lambda _, f=work: f(), [0] * 20) for kind, (who, work) in _SOLVE.items()}
    for kind, (who, point) in _GRID.items():
        grid = list(np.linspace(sizes[kind] / 4, 2 * sizes[kind], POINTS))
        found[Name("grid", kind, who)] = _each(point, grid)
    for kind, (who, trial) in _TRIAL.items():
        found[Name("simulate", kind, who)] = _each(trial, [sizes[kind]] * MEASURED)
    return found
