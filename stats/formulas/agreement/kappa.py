"""Kappa of two raters: joint tables with given margins, large-sample variance, test against a goal.

The variance is that of Fleiss, Cohen and Everitt (1969), for any agreement weights. The test takes its standard error
under the hypothesis that kappa is the goal: the observed table is mixed with the table of independence of the same
margins until its kappa is the goal (for two categories this is the only table with those margins and that kappa).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri, owens_t

from stats.normal import Phi, z
from stats.quantities import Series, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

Weights = Literal["none", "linear", "quadratic"]
Model = Literal["latent", "mixture"]

_SUM = Text(
    fr="La somme des parts des catégories doit être égale à 1 ; elle vaut {sum}.",
    en="The shares of the categories must add up to 1; they add up to {sum}.",
)
_LENGTHS = Text(
    fr="Les deux listes de parts n'ont pas le même nombre de catégories.",
    en="The two lists of shares do not have the same number of categories.",
)
_IMPOSSIBLE = Text(
    fr="Avec ces parts chez les deux lecteurs, un kappa de {kappa} est impossible : leur désaccord sur les fréquences limite "
    "l'accord. Rapprocher les deux listes ou baisser le kappa.",
    en="With these shares for the two raters, a kappa of {kappa} is impossible: their disagreement on the frequencies limits "
    "agreement. Bring the two lists closer or lower kappa.",
)

LOWER = Text(
    fr="Un accord est d'autant meilleur que le kappa est élevé : choisir « plus élevé » comme sens favorable.",
    en="The higher kappa, the better the agreement: choose “higher” as the favourable direction.",
)
NEGATIVE = Text(
    fr="La valeur de référence déplacée de la marge sort de l'intervalle de 0 à 1 : réduire la marge.",
    en="The goal moved by the margin leaves the range from 0 to 1: reduce the margin.",
)
SAME_MARGINS = Text(
    fr="Avec ce modèle, plus de deux catégories demandent les mêmes parts chez les deux lecteurs : laisser vide la seconde liste, "
    "ou changer de modèle.",
    en="With this model, more than two categories need the same shares for both raters: leave the second list empty, or choose "
    "another model.",
)
CATEGORIES = Series(
    label=Text(fr="Parts des catégories", en="Shares of the categories"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Part des cas que chaque catégorie reçoit, dans l'ordre et de somme 1, par exemple 0,3 et 0,7. Une catégorie rare demande "
        "plus de cas.",
        en="Share of the cases in each category, in order and adding up to 1, for example 0.3 and 0.7. A rare category asks for more "
        "cases.",
    ),
    symbol="π",
    shortest=2,
    longest=5,
    gt=0,
    lt=1,
)
CATEGORIES_SECOND = Series(
    label=Text(fr="Parts chez le second lecteur", en="Shares for the second rater"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Laisser vide si les deux lecteurs utilisent les catégories aussi souvent l'un que l'autre.",
        en="Leave empty when both raters use the categories equally often.",
    ),
    shortest=0,
    longest=5,
    gt=0,
    lt=1,
)


def margins(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[FloatArray, FloatArray]:
    """Shares of the categories for both raters, checked and summing to one; an empty second list repeats the first."""
    for name, shares in (("categories", first), ("categories_second", second)):
        if shares and abs(sum(shares) - 1) > 1e-3:
            raise Refusal(_SUM, name, sum=Value(sum(shares), Unit.PROPORTION))
    if second and len(second) != len(first):
        raise Refusal(_LENGTHS, "categories_second")
    one, two = np.asarray(first), np.asarray(second or first)
    return one / one.sum(), two / two.sum()


def agreement_weights(categories: int, scheme: Weights) -> FloatArray:
    """1 on the diagonal; elsewhere 0, or falling with the distance of the categories or with its square."""
    if scheme == "none":
        return np.eye(categories)
    steps = np.arange(categories)
    distance = np.abs(steps[:, None] - steps) / (categories - 1)
    return np.asarray(1 - (distance if scheme == "linear" else distance**2))


def kappa_and_variance(table: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Kappa of joint tables (the last two axes) and the variance of its estimate for one case."""
    first, second = table.sum(-1), table.sum(-2)
    by_first, by_second = second @ weights.T, first @ weights
    observed = (weights * table).sum((-1, -2))
    chance = (by_first * first).sum(-1)
    with np.errstate(all="ignore"):
        kappa = (observed - chance) / (1 - chance)
        mean = by_first[..., :, None] + by_second[..., None, :]
        term = weights * (1 - chance)[..., None, None] - mean * (1 - observed)[..., None, None]
        centre = observed * chance - 2 * chance + observed
        variance = ((table * term**2).sum((-1, -2)) - centre**2) / (1 - chance) ** 4
    return kappa, np.maximum(variance, 0.0)


def independent(first: FloatArray, second: FloatArray) -> FloatArray:
    """The table of raters who agree only by chance."""
    return np.asarray(first[..., :, None] * second[..., None, :])


def moved(table: FloatArray, kappa: ArrayLike, to: ArrayLike) -> FloatArray:
    """The table mixed with independence so that its kappa, whatever the weights, becomes `to`; margins are kept.

    A higher kappa is reached by extrapolation, cells staying at zero or above.
    """
    chance = independent(table.sum(-1), table.sum(-2))
    with np.errstate(all="ignore"):
        share = np.clip(np.nan_to_num(np.asarray(to) / np.asarray(kappa), nan=0.0), 0.0, 50.0)
    found = np.maximum(chance + share[..., None, None] * (table - chance), 0.0)
    return np.asarray(found / found.sum((-1, -2), keepdims=True))


def refuse_impossible(table: FloatArray, kappa: float, field: str) -> FloatArray:
    """The table, or a refusal when a cell would be negative."""
    if table.min() < -1e-9:
        raise Refusal(_IMPOSSIBLE, field, kappa=Value(kappa))
    return np.maximum(table, 0.0)


def mixture(first: FloatArray, second: FloatArray, kappa: float) -> FloatArray:
    """Two categories: the only table. More, with equal margins: certain agreement mixed with independence."""
    chance = independent(first, second)
    if len(first) == 2:
        gap = kappa * (1 - np.trace(chance)) / 2
        return np.asarray(chance + gap * np.array([[1, -1], [-1, 1]]))
    return np.asarray((1 - kappa) * chance + kappa * np.diag(first))


@lru_cache(maxsize=256)
def largest_variance(first: tuple[float, ...], second: tuple[float, ...], kappa: float) -> FloatArray | None:
    """The table with these margins and this kappa whose kappa estimate varies most (Flack 1988, linear programming)."""
    from scipy.optimize import linprog

    p, q, c = np.asarray(first), np.asarray(second), len(first)
    chance = float(p @ q)
    observed = chance + kappa * (1 - chance)
    total = q[:, None] + p[None, :]  # the sum weighting a cell in the variance
    eye = np.eye(c)
    gain = (eye * (1 - chance) - total * (1 - observed)) ** 2
    rows = [np.repeat(eye[i], c) for i in range(c)] + [np.tile(eye[j], c) for j in range(c)] + [eye.ravel()]
    found = linprog(-gain.ravel(), A_eq=np.array(rows), b_eq=[*p, *q, observed], bounds=(0, None), method="highs")
    return np.maximum(found.x.reshape(c, c), 0.0) if found.status == 0 else None


def _bivariate(h: FloatArray, k: FloatArray, rho: float) -> FloatArray:
    """P(X <= h, Y <= k) of a bivariate normal distribution, by Owen's T function; infinite limits are admitted."""
    h, k = np.clip(h, -38, 38), np.clip(k, -38, 38)
    h, k = np.where(np.abs(h) < 1e-12, 1e-12, h), np.where(np.abs(k) < 1e-12, 1e-12, k)
    root = np.sqrt(1 - rho**2)
    half = np.where(h * k < 0, 0.5, 0.0)
    one, two = owens_t(h, (k / h - rho) / root), owens_t(k, (h / k - rho) / root)
    return np.asarray(np.clip(0.5 * (Phi(h) + Phi(k)) - one - two - half, 0.0, 1.0))


@lru_cache(maxsize=256)
def latent_normal(
    first: tuple[float, ...], second: tuple[float, ...], kappa: float, scheme: Weights
) -> FloatArray | None:
    """The table of two correlated normal judgements cut into categories, with this weighted kappa; None if impossible."""
    from scipy.optimize import brentq

    p, q = np.asarray(first), np.asarray(second)
    weights = agreement_weights(len(p), scheme)
    cuts = [np.concatenate([[-38.0], ndtri(np.cumsum(one)[:-1]), [38.0]]) for one in (p, q)]

    def table(rho: float) -> FloatArray:
        corner = _bivariate(cuts[0][:, None], cuts[1][None, :], rho)
        return np.maximum(np.diff(np.diff(corner, axis=0), axis=1), 0.0)

    def excess(rho: float) -> float:
        return float(kappa_and_variance(table(rho), weights)[0]) - kappa

    low, high = -0.999999, 0.9999999
    if excess(high) < 0 or excess(low) > 0:
        return None
    return table(float(brentq(excess, low, high, xtol=1e-13)))


def power_against_goal(n: ArrayLike, gap: float, variance: float, null_variance: float, alpha: float) -> FloatArray:
    """Power of the normal test whose standard error is taken under the goal."""
    n = np.asarray(n, dtype=np.float64)
    return np.asarray(Phi((abs(gap) * np.sqrt(n) - z(alpha) * np.sqrt(null_variance)) / np.sqrt(variance)))


def goal_test(counts: FloatArray, weights: FloatArray, goal: float, alpha: float, sign: int = 1) -> Trials:
    """The normal test that kappa exceeds a goal (or not, sign -1), standard error under the goal; interval of Fleiss et al.

    counts: (trials, C, C) tables; a table without two categories in use has no kappa and counts as failed.
    """
    n = counts.sum((-1, -2))
    table = counts / n[..., None, None]
    kappa, variance = kappa_and_variance(table, weights)
    under = kappa_and_variance(moved(table, kappa, goal), weights)[1]
    failed = ~np.isfinite(kappa) | (under <= 0)
    with np.errstate(all="ignore"):
        p = np.where(failed, 1.0, Phi(-sign * (kappa - goal) * np.sqrt(n / under)))
        half = z(alpha) * np.sqrt(variance / n)
    kappa = np.where(failed, np.nan, kappa)
    return Trials(kappa, kappa - half, kappa + half, p, (p <= alpha) & ~failed, failed)


def fisher_test(counts: FloatArray, weights: FloatArray, goal: float, alpha: float) -> Trials:
    """The normal test on Fisher's transformation of kappa, with the estimated variance, and its interval."""
    n = counts.sum((-1, -2))
    kappa, variance = kappa_and_variance(counts / n[..., None, None], weights)
    failed = ~np.isfinite(kappa) | (np.abs(kappa) >= 1)
    safe = np.where(failed, 0.0, kappa)
    error = np.sqrt(variance / n) / (1 - safe**2)
    usable = error > 0
    with np.errstate(all="ignore"):
        shift = (np.arctanh(safe) - np.arctanh(goal)) / np.where(usable, error, 1.0)
    claimed = np.where(failed, kappa >= 1, usable & (shift >= z(alpha)))  # perfect agreement exceeds any goal
    p = np.where(failed, np.where(claimed, 0.0, 1.0), Phi(-shift))
    lower, upper = (np.tanh(np.arctanh(safe) + side * z(alpha) * error) for side in (-1, 1))
    return Trials(kappa, lower, upper, p, claimed, ~np.isfinite(kappa))


def draw(table: FloatArray, n: int, trials: int, rng: np.random.Generator) -> FloatArray:
    """Multinomial tables of n cases."""
    cells = table.ravel() / table.sum()
    return rng.multinomial(n, cells, trials).reshape(trials, *table.shape).astype(np.float64)


def joint(
    categories: tuple[float, ...], second: tuple[float, ...], kappa: float, scheme: Weights, model: Model
) -> FloatArray:
    """The joint table of a model with these margins and this (weighted) kappa; refused when there is none."""
    one, two = margins(categories, second)
    field = "categories_second" if second else "kappa_expected"
    if model == "mixture":
        if len(one) > 2 and not np.allclose(one, two, atol=1e-9):
            raise Refusal(SAME_MARGINS, "categories_second")
        return refuse_impossible(mixture(one, two, kappa), kappa, field)
    found = latent_normal(tuple(one), tuple(two), kappa, scheme)
    return refuse_impossible(np.full((1, 1), -1.0) if found is None else found, kappa, field)


def variance_spread(table: FloatArray, weights: FloatArray) -> float:
    """Standard deviation, for one case, of the estimated standard error: delta method, differences over the cells."""
    size = len(weights)
    steps = np.eye(size * size).reshape(-1, size, size) * 1e-6
    slope = (kappa_and_variance(table + steps, weights)[1] - kappa_and_variance(table - steps, weights)[1]) / 2e-6
    cells = table.ravel()
    spread = (cells * slope**2).sum() - (cells * slope).sum() ** 2
    return float(np.sqrt(max(spread, 0.0)) / (2 * np.sqrt(kappa_and_variance(table, weights)[1])))
