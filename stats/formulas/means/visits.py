"""Repeated visits: correlation structures, the variance of a summary over visits, the model for repeated measures.

With visits observed until dropout (monotone, missing at random), the normal likelihood factorises into the regressions
of each visit on those before it (Anderson 1957). Writing the covariance as (I - B)^-1 diag(w) (I - B)^-T, the estimated
summary c'mu of one arm of n participants, of whom a share p_k is still seen at visit k, has variance
sum_k g_k^2 w_k / (n p_k), g = (I - B)^-T c: the inverse of the information of Lu, Luo and Chen (2008).
"""

from __future__ import annotations

import numpy as np

from stats.formulas.t_tests import Analysed
from stats.quantities import Choice, Series, Unit
from stats.text import Text
from stats.trials import BoolArray, FloatArray

MOST_VISITS = 12
VISITS = Series(
    label=Text(fr="Dates des visites analysées (mois)", en="Times of the visits analysed (months)"),
    unit=Unit.MONTHS,
    help=Text(
        fr="Dans l'ordre, par exemple 1, 3, 6. La visite d'inclusion (date 0) n'y figure que si elle est analysée "
        "comme une mesure du critère.",
        en="In order, for example 1, 3, 6. The baseline visit (time 0) is listed only when it is analysed as a "
        "measurement of the endpoint.",
    ),
    symbol="t",
    shortest=1,
    longest=MOST_VISITS,
    ge=0,
)
STRUCTURE = Choice(
    label=Text(fr="Corrélation entre visites", en="Correlation between visits"),
    options={
        "compound_symmetry": Text(fr="la même pour toutes (symétrie composée)", en="the same (compound symmetry)"),
        "ar1": Text(fr="puissance du nombre de visites d'écart (AR(1))", en="power of the visits apart (AR(1))"),
        "toeplitz": Text(fr="une par écart entre visites (Toeplitz)", en="one for each lag (Toeplitz)"),
        "unstructured": Text(fr="une par paire de visites", en="one for each pair of visits"),
    },
)
CORRELATIONS = Series(
    label=Text(fr="Liste des corrélations (Toeplitz ou par paire)", en="List of correlations (Toeplitz or pairs)"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Toeplitz : une par écart, du plus court au plus long. Par paire : le triangle supérieur, ligne par "
        "ligne. La visite d'inclusion est la première si elle sert d'ajustement.",
        en="Toeplitz: one for each lag, shortest first. Pairs: the upper triangle, row by row. The baseline visit "
        "comes first when it is used for adjustment.",
    ),
    symbol="ρ_jk",
    shortest=0,
    longest=MOST_VISITS * (MOST_VISITS + 1) // 2,
    gt=-1,
    lt=1,
)
RETAINED = Series(
    label=Text(fr="Part encore suivie à chaque visite", en="Share still followed at each visit"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Une valeur par visite analysée, décroissante, par exemple 0,95 ; 0,9 ; 0,85. Vide : tous sont suivis "
        "jusqu'au bout. Ne pas compter ces pertes une seconde fois.",
        en="One value for each visit analysed, decreasing, for example 0.95, 0.9, 0.85. Empty: all are followed to "
        "the end. Do not count these losses a second time.",
    ),
    symbol="p_k",
    shortest=0,
    longest=MOST_VISITS,
    gt=0,
    le=1,
)


def correlation_matrix(structure: str, size: int, correlation: float, listed: tuple[float, ...]) -> FloatArray:
    """Correlations between visits; `listed` are the lags (toeplitz) or the upper triangle, row by row."""
    lag = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    if structure == "compound_symmetry":
        return np.where(lag == 0, 1.0, correlation)
    if structure == "ar1":
        return np.asarray(correlation ** lag.astype(np.float64))
    if structure == "toeplitz":
        return np.asarray([1.0, *listed])[lag]
    matrix = np.eye(size)
    rows, columns = np.triu_indices(size, 1)
    matrix[rows, columns] = matrix[columns, rows] = listed
    return matrix


def listed_length(structure: str, size: int) -> int:
    """How many listed correlations a structure needs."""
    return {"toeplitz": size - 1, "unstructured": size * (size - 1) // 2}.get(structure, 0)


def is_possible(covariance: FloatArray) -> bool:
    """Whether a matrix is that of measurements none of which is known from the others."""
    values = np.linalg.eigvalsh(covariance)
    return bool(values[0] > 1e-9 * values[-1])


def after_baseline(covariance: FloatArray, baseline: str) -> FloatArray:
    """Covariance of the visits once the baseline, their first, is subtracted, adjusted for, or (none) not there."""
    if baseline == "none":
        return covariance
    first, cross, rest = covariance[0, 0], covariance[1:, :1], covariance[1:, 1:]
    if baseline == "change":
        return np.asarray(rest - cross - cross.T + first)
    return np.asarray(rest - cross @ cross.T / first)


def contrast(target: str, visits: tuple[float, ...]) -> FloatArray:
    """Weights of the visits in the summary: the last one, the mean, or the least squares slope."""
    times = np.array(visits)
    if target == "last":
        return np.asarray(times == times[-1], dtype=np.float64)
    if target == "mean":
        return np.full(len(times), 1 / len(times))
    centred = times - times.mean()
    return np.asarray(centred / (centred**2).sum())


def summary_variance(covariance: FloatArray, contrast: FloatArray, retained: FloatArray) -> float:
    """Variance of the summary per participant of an arm, when shares `retained` are still seen at each visit."""
    return float((_shares(covariance, contrast) / retained).sum())


def _shares(covariance: FloatArray, contrast: FloatArray) -> FloatArray:
    """What the news of each visit adds to the variance of the summary: g_k^2 w_k."""
    factor = np.linalg.cholesky(covariance)  # its columns over the square roots of w are (I - B)^-1
    return np.asarray((factor.T @ contrast) ** 2)


def error_with_dropout(
    covariance: FloatArray,
    contrast: FloatArray,
    retained: FloatArray,
    covariates: int,
    arms: tuple[FloatArray, FloatArray],
) -> tuple[FloatArray, FloatArray]:
    """Standard error of the difference and its degrees of freedom, the slopes B being estimated.

    U_k, the mean of 1 / n_k over the random number seen at visit k, summed over the arms, takes two terms of its series.
    Regressions among those seen at a visit carry to it what earlier visits said of those who have left: with d slopes
    and N_k seen, U_k grows by the sum over earlier visits of (U_k - U_j) / (N_k - d - 3), the mean of an inverse
    Wishart; a covariate, known without being an outcome, counts as U_j = 0. Degrees of freedom: `effective`.
    """
    seen = [arm[..., None] * retained for arm in arms]
    both = seen[0] + seen[1]
    inverse = sum((1 + (1 - retained) / one) / one for one in seen)
    slopes = covariates + np.arange(len(retained))
    carried = slopes * inverse - (np.cumsum(inverse, axis=-1) - inverse)
    shares = _shares(covariance, contrast)
    variance = (shares * (inverse + carried / np.maximum(both - slopes - 3, 0.5))).sum(axis=-1)
    return np.sqrt(variance), effective(shares, both) - 2 - covariates


def effective(shares: FloatArray, seen: FloatArray) -> FloatArray:
    """Number of participants that the summary is worth: the mean of those seen, by what each visit adds to it."""
    return np.asarray(shares.sum(axis=-1) / (shares / seen).sum(axis=-1))


def sequential_regressions(
    values: FloatArray, seen: BoolArray, arm: FloatArray, baseline: FloatArray | None, contrast: FloatArray
) -> tuple[Analysed, BoolArray]:
    """Maximum likelihood difference between arms of a summary over visits, unstructured covariance, monotone dropout.

    values, seen: (trials, participants, visits); arm: 0 or 1 per participant; baseline: a covariate or None.
    Also tells which trials could not be fitted.
    """
    trials, people, visits = values.shape
    fixed = [np.ones((trials, people)), np.broadcast_to(arm, (trials, people))]
    if baseline is not None:
        fixed.append(baseline)
    lead = len(fixed)
    effects = np.zeros((trials, visits))
    slopes = np.zeros((trials, visits, visits))
    news, leverage = np.zeros((trials, visits)), np.ones((trials, visits))
    failed = np.zeros(trials, dtype=bool)
    for k in range(visits):
        weight = seen[:, :, k].astype(np.float64)
        table = np.stack([*fixed, *(values[:, :, j] for j in range(k))], axis=2) * weight[:, :, None]
        y = values[:, :, k] * weight
        columns = table.shape[2]
        df = weight.sum(axis=1) - columns
        lost = (df < 1) | (np.minimum((weight * arm).sum(axis=1), (weight * (1 - arm)).sum(axis=1)) < 1)
        failed |= lost
        transposed = table.transpose(0, 2, 1)
        products = transposed @ table
        products[lost] = np.eye(columns)
        cross = (transposed @ y[..., None])[..., 0]
        before = np.zeros((trials, columns))
        before[:, 1], before[:, lead:] = 1.0, effects[:, :k]
        solved = np.linalg.solve(products, np.stack([cross, before], axis=-1))
        coefficients = solved[..., 0]
        residual = ((y**2).sum(axis=1) - (coefficients * cross).sum(axis=1)) / np.maximum(df + k, 1.0)
        effects[:, k] = (coefficients * before).sum(axis=1)
        slopes[:, k, :k] = coefficients[:, lead:]
        news[:, k] = np.maximum(residual, 1e-300)
        leverage[:, k] = (solved[..., 1] * before).sum(axis=1)
    weights = np.linalg.solve(
        np.eye(visits) - slopes.transpose(0, 2, 1), np.broadcast_to(contrast, (trials, visits))[..., None]
    )
    shares = weights[..., 0] ** 2 * news
    variance = (shares * leverage).sum(axis=1)
    df = effective(shares, np.maximum(seen.sum(axis=1), 1)) - lead
    return (effects @ contrast, np.sqrt(variance), np.maximum(df, 1.0)), failed
