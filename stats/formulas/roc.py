"""The area under a ROC curve: its variance by three models, its covariance on the same patients, DeLong's test.

Scores of the diseased and of the healthy are normal (binormal model): healthy N(0, 1), diseased N(delta, s^2), where s is
`sd_ratio` and the area is Phi(delta / sqrt(1 + s^2)). The exact variance of the empirical area needs the probabilities
that two pairs sharing a healthy, or a diseased, subject are both in the right order: bivariate normal integrals.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri, owens_t

from stats.formulas.bivariate_normal import both_below
from stats.normal import Phi
from stats.trials import FloatArray

Model = Literal["binormal", "hanley_mcneil", "obuchowski"]
Rates = tuple[float, float]  # false positive rates between which a partial area is taken

_ROOT_TWO_OF_OBUCHOWSKI = 1.414  # as printed in the paper and coded in pROC
_GRID = 1500
_TOP = 5.5  # probit of the largest area looked at: 0.99999998


def _shared(auc: FloatArray, correlation: float) -> FloatArray:
    """P(two correlated pairs are both in order) minus auc squared, by Owen's T function."""
    return np.asarray(auc - 2 * owens_t(ndtri(auc), np.sqrt((1 - correlation) / (1 + correlation))) - auc**2)


def shared_healthy(auc: ArrayLike, sd_ratio: float) -> FloatArray:
    """Q1 - auc²: two diseased subjects, the same healthy one."""
    return np.asarray(_shared(np.asarray(auc, dtype=np.float64), 1 / (1 + sd_ratio**2)))


def shared_diseased(auc: ArrayLike, sd_ratio: float) -> FloatArray:
    """Q2 - auc²: two healthy subjects, the same diseased one."""
    return np.asarray(_shared(np.asarray(auc, dtype=np.float64), sd_ratio**2 / (1 + sd_ratio**2)))


def auc_variance(
    auc: ArrayLike, cases: ArrayLike, controls: ArrayLike, sd_ratio: float = 1.0, model: Model = "binormal"
) -> FloatArray:
    """Variance of an empirical area.

    binormal: exact for normal scores; hanley_mcneil: their exponential approximation of Q1 and Q2 (1982);
    obuchowski: the binormal estimator without the covariance of its two parameters, so too large (1994; its 0.0099 is
    1 / (32 pi)). The last two ignore sd_ratio.
    """
    auc, cases, controls = (np.asarray(one, dtype=np.float64) for one in (auc, cases, controls))
    if model == "obuchowski":
        a = ndtri(auc) * _ROOT_TWO_OF_OBUCHOWSKI
        return np.asarray(0.0099 * np.exp(-(a**2) / 2) * ((5 * a**2 + 8) / cases + (a**2 + 8) / controls))
    if model == "hanley_mcneil":
        healthy, diseased = auc / (2 - auc) - auc**2, 2 * auc**2 / (1 + auc) - auc**2
    else:
        healthy, diseased = shared_healthy(auc, sd_ratio), shared_diseased(auc, sd_ratio)
    return np.asarray((auc * (1 - auc) + (cases - 1) * healthy + (controls - 1) * diseased) / (cases * controls))


def delong_expected(auc: ArrayLike, cases: ArrayLike, controls: ArrayLike, sd_ratio: float = 1.0) -> FloatArray:
    """Expectation of DeLong's estimate of the variance: it counts the part due to single pairs twice, so it is a little
    larger than the variance itself in small samples.
    """
    auc, cases, controls = (np.asarray(one, dtype=np.float64) for one in (auc, cases, controls))
    healthy, diseased = shared_healthy(auc, sd_ratio), shared_diseased(auc, sd_ratio)
    own = auc * (1 - auc) - healthy - diseased
    return np.asarray((2 * own + cases * healthy + controls * diseased) / (cases * controls))


@lru_cache(maxsize=256)
def _component_moments(auc: float, sd_ratio: float) -> tuple[FloatArray, FloatArray]:
    """Covariances of what one subject brings to the two parts of DeLong's estimate: diseased, then healthy subjects.

    The two parts are the variances of F(X) over the diseased and of S(Y) over the healthy, where F is the distribution
    of healthy scores and S the survival of diseased ones. A diseased x moves the first by (F(x) - auc)² and the
    second by 2 E[(S(Y) - auc) 1(Y < x)], up to constants; a healthy y likewise.
    """
    middle = (np.arange(_GRID) + 0.5) / _GRID
    shift = ndtri(auc) * np.sqrt(1 + sd_ratio**2)
    x, y = ndtri(middle) * sd_ratio + shift, ndtri(middle)
    below, above = ndtr(x) - auc, ndtr((shift - y) / sd_ratio) - auc
    heads = np.append(0.0, np.cumsum(above) / _GRID)[np.searchsorted(y, x)]
    tails = np.append(np.cumsum(below[::-1])[::-1] / _GRID, 0.0)[np.searchsorted(x, y)]
    return np.cov(below**2, 2 * heads), np.cov(2 * tails, above**2)


def spread_of_estimate(auc: float, cases: ArrayLike, controls: ArrayLike, sd_ratio: float) -> FloatArray:
    """Coefficient of variation of DeLong's estimate of the variance, in large samples."""
    cases, controls = np.asarray(cases, dtype=np.float64), np.asarray(controls, dtype=np.float64)
    diseased, healthy = _component_moments(auc, sd_ratio)
    variance = sum(
        (c[0, 0] / cases**2 + 2 * c[0, 1] / (cases * controls) + c[1, 1] / controls**2) / n
        for c, n in ((diseased, cases), (healthy, controls))
    )
    expected = shared_diseased(auc, sd_ratio) / cases + shared_healthy(auc, sd_ratio) / controls
    return np.asarray(np.sqrt(variance) / expected)


def both_beyond(first: float, second: float, correlation: float) -> float:
    """P(X <= first, Y <= second) - P(X <= first) P(Y <= second) for correlated standard normals (Plackett's integral)."""
    return float(both_below(first, second, correlation) - Phi(first) * Phi(second))


def auc_covariance(
    aucs: tuple[float, float],
    sd_ratios: tuple[float, float],
    correlations: tuple[float, float],
    cases: ArrayLike,
    controls: ArrayLike,
) -> FloatArray:
    """Exact covariance of the empirical areas of two binormal scores measured on the same patients.

    correlations: between the two scores, among the diseased and among the healthy
    """
    cases, controls = np.asarray(cases, dtype=np.float64), np.asarray(controls, dtype=np.float64)
    first, second = (float(ndtri(auc)) for auc in aucs)
    scale = float(np.sqrt((1 + sd_ratios[0] ** 2) * (1 + sd_ratios[1] ** 2)))
    diseased = correlations[0] * sd_ratios[0] * sd_ratios[1] / scale
    healthy = correlations[1] / scale
    same_pair = both_beyond(first, second, diseased + healthy)
    same_healthy, same_diseased = both_beyond(first, second, healthy), both_beyond(first, second, diseased)
    return np.asarray((same_pair + (cases - 1) * same_healthy + (controls - 1) * same_diseased) / (cases * controls))


@lru_cache(maxsize=256)
def _above(null: float, sd_ratio: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Areas from the null upwards, with the two variance terms at each."""
    auc = ndtr(np.linspace(ndtri(null), _TOP, _GRID))
    auc[0] = null
    return auc, shared_healthy(auc, sd_ratio), shared_diseased(auc, sd_ratio)


def least_auc(
    null: float, critical: float, cases: ArrayLike, controls: ArrayLike, sd_ratio: float, logit: bool = False
) -> FloatArray:
    """Smallest observed area whose DeLong statistic against `null` reaches `critical`; infinite when none does.

    DeLong's estimate of the variance is taken at its binormal expectation for the observed area (see delong_expected),
    which is how estimate and standard error go together in a study. logit: the statistic is formed on the logit scale.
    """
    cases, controls = (np.asarray(one, dtype=np.float64)[..., None] for one in (cases, controls))
    auc, healthy, diseased = _above(null, sd_ratio)
    own = auc * (1 - auc) - healthy - diseased
    variance = (2 * own + cases * healthy + controls * diseased) / (cases * controls)
    error = critical * np.sqrt(variance)
    if logit:
        excess = np.log(auc / (1 - auc)) - error / (auc * (1 - auc)) - np.log(null / (1 - null))
    else:
        excess = auc - error - null
    above = excess > 0
    place = np.maximum(np.argmax(above, axis=-1), 1)[..., None]
    low, high = np.take_along_axis(excess, place - 1, -1), np.take_along_axis(excess, place, -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip(low / (low - high), 0.0, 1.0)
    edge = auc[place - 1] + share * (auc[place] - auc[place - 1])
    return np.asarray(np.where(above.any(axis=-1), edge[..., 0], np.inf))


def binormal_scores(
    rng: np.random.Generator, trials: int, cases: int, controls: int, auc: float, sd_ratio: float
) -> tuple[FloatArray, FloatArray]:
    """Simulated scores of the diseased and of the healthy, one row per trial."""
    shift = float(ndtri(auc)) * float(np.sqrt(1 + sd_ratio**2))
    return rng.standard_normal((trials, cases)) * sd_ratio + shift, rng.standard_normal((trials, controls))


def paired_scores(
    rng: np.random.Generator,
    trials: int,
    sizes: tuple[int, int],
    aucs: tuple[float, float],
    sd_ratios: tuple[float, float],
    correlations: tuple[float, float],
) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]:
    """Scores of two tests on the same patients: for each test, those of the diseased and of the healthy."""
    cases, controls = sizes
    first = binormal_scores(rng, trials, cases, controls, aucs[0], sd_ratios[0])
    shift = [float(ndtri(auc)) * float(np.sqrt(1 + s**2)) for auc, s in zip(aucs, sd_ratios, strict=True)]
    own = rng.standard_normal((trials, cases)), rng.standard_normal((trials, controls))
    apart = [float(np.sqrt(1 - r**2)) for r in correlations]
    diseased = correlations[0] * (first[0] - shift[0]) / sd_ratios[0] + apart[0] * own[0]
    healthy = correlations[1] * first[1] + apart[1] * own[1]
    return first, (diseased * sd_ratios[1] + shift[1], healthy)


def placements(cases: FloatArray, controls: FloatArray) -> tuple[FloatArray, FloatArray]:
    """DeLong's structural components, one row per trial: for each diseased subject the share of healthy ones below it,
    for each healthy subject the share of diseased ones above it. Scores are continuous, without ties.
    """
    n, m = cases.shape[1], controls.shape[1]
    order = np.argsort(np.concatenate([cases, controls], axis=1), axis=1)
    healthy = order >= n
    healthy_so_far = np.cumsum(healthy, axis=1)
    diseased_so_far = np.arange(1, n + m + 1) - healthy_so_far
    components = np.empty(order.shape)
    np.put_along_axis(components, order, np.where(healthy, 1 - diseased_so_far / n, healthy_so_far / m), axis=1)
    return components[:, :n], components[:, n:]


def delong(cases: FloatArray, controls: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Empirical area and DeLong's estimate of its variance, one value per trial."""
    diseased, healthy = placements(cases, controls)
    return diseased.mean(axis=1), _variance(diseased, healthy)


def delong_paired(
    first: tuple[FloatArray, FloatArray], second: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray]:
    """Difference of the areas of two tests on the same patients and DeLong's estimate of its variance."""
    one, other = placements(*first), placements(*second)
    return one[0].mean(axis=1) - other[0].mean(axis=1), _variance(one[0] - other[0], one[1] - other[1])


def _variance(diseased: FloatArray, healthy: FloatArray) -> FloatArray:
    n, m = diseased.shape[1], healthy.shape[1]
    return np.asarray(diseased.var(axis=1, ddof=1) / n + healthy.var(axis=1, ddof=1) / m)


def binormal_terms(auc: float, sd_ratio: float, rates: Rates = (0.0, 1.0)) -> tuple[float, float, float, float]:
    """Intercept a and slope b of the binormal curve of an area, with the derivatives with respect to a and to b of its
    part between two false positive rates (Obuchowski and McClish 1997).
    """
    b = 1 / sd_ratio
    spread = 1 + b**2
    a = float(ndtri(auc)) * float(np.sqrt(spread))
    height = float(np.exp(-(a**2) / (2 * spread)))
    edges = (ndtri(np.array(rates)) + a * b / spread) * np.sqrt(spread)
    share, fall = float(np.diff(ndtr(edges))[0]), float(np.diff(np.exp(-(edges**2) / 2))[0])
    by_a = height * share / float(np.sqrt(2 * np.pi * spread))
    return a, b, by_a, -by_a * a * b / spread - height * fall / (2 * np.pi * spread)


def binormal_estimate_terms(
    aucs: tuple[float, float],
    sd_ratios: tuple[float, float],
    correlations: tuple[float, float],
    controls_per_case: float,
    rates: Rates = (0.0, 1.0),
) -> tuple[float, float, float]:
    """Variances of two areas estimated by the binormal model, and their covariance, all times the number of diseased.

    As printed by Obuchowski and McClish (1997) and coded in pROC: the variances leave out the covariance of the
    estimates of a and b (2 fg ab / 2, negative), which the covariance of the two areas keeps. With it the variance is
    that of the maximum likelihood estimate, a little below that of the empirical area.
    correlations: among the diseased, among the healthy
    """
    k, (diseased, healthy) = controls_per_case, correlations
    (a1, b1, f1, g1), (a2, b2, f2, g2) = (binormal_terms(auc, s, rates) for auc, s in zip(aucs, sd_ratios, strict=True))
    variances = [
        f**2 * (1 + b**2 / k + a**2 / 2) + g**2 * b**2 * (1 + k) / (2 * k)
        for a, b, f, g in ((a1, b1, f1, g1), (a2, b2, f2, g2))
    ]
    covariance = (
        f1 * f2 * (diseased + healthy * b1 * b2 / k + diseased**2 * a1 * a2 / 2)
        + g1 * g2 * b1 * b2 * (healthy**2 + k * diseased**2) / (2 * k)
        + (f1 * g2 * a1 * b2 + f2 * g1 * a2 * b1) * diseased**2 / 2
    )
    return variances[0], variances[1], covariance
