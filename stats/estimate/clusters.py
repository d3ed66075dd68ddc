"""How alike the members of a cluster are: the intraclass correlation by mixed model, and how unequal the clusters are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri, stdtrit

from stats.card import Reference
from stats.estimate.enough import enough, varied
from stats.estimate.estimators import CLUSTER, OUTCOME, Estimator, Role
from stats.estimate.result import Curve, Estimate, Found, Picture
from stats.estimate.table import Table, complete
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray

Codes = NDArray[np.signedinteger[Any]]
_DRAWN = 100  # clusters of the figure
_SAMPLE = Text(fr="n = {n} en {clusters} grappes", en="n = {n} in {clusters} clusters")
_CLUSTERS = Text(
    fr="Lignes complètes : {rows} ; grappes : {clusters}. Il faut au moins deux grappes, dont l'une de deux patients. Vérifier la "
    "colonne des grappes.",
    en="{rows} complete row(s) in {clusters} cluster(s): it takes at least two clusters, one of them with two patients. Check the "
    "column of clusters.",
)
_ICC = Text(fr="Corrélation intra-grappe (ICC)", en="Intracluster correlation (ICC)")
_CV = Text(fr="Coefficient de variation de la taille des grappes", en="Coefficient of variation of cluster size")
_SIZE = Text(fr="Taille moyenne des grappes", en="Mean cluster size")
_FEW = Text(
    fr="Moins de vingt grappes : l'intervalle de l'ICC est très large. Retenir une valeur haute de l'intervalle, ou une valeur publiée.",
    en="Fewer than twenty clusters: the interval of the ICC is very wide. Keep a high value of the interval, or a published one.",
)


def icc(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """The intraclass correlation of a measurement, or of a yes coded 1 and a no coded 0."""
    name = columns["outcome"]
    values = table.measured(name)
    cluster = table.groups(columns["cluster"])
    kept = complete(values, cluster)
    labels, codes = np.unique(cluster.codes[kept], return_inverse=True)
    values = values[kept]
    sizes = np.bincount(codes)
    count, total = len(labels), len(values)
    enough(total, 3, name)
    if count < 2 or total <= count:
        raise Refusal(_CLUSTERS, columns["cluster"], rows=Value(total, Unit.COUNT), clusters=Value(count, Unit.COUNT))
    varied(values, name)
    between, within, size = _mean_squares(values, codes, sizes)
    value = _mixed(values, codes, sizes, within)

    def bounds(level: float) -> tuple[float, float]:
        ratio, tail = between / within, (1 - level) / 2
        low, high = (
            ratio / fdtri(count - 1, total - count, 1 - tail),
            ratio / fdtri(count - 1, total - count, tail),
        )
        return max(0.0, float((low - 1) / (low + size - 1))), min(1.0, float((high - 1) / (high + size - 1)))

    low, high = bounds(0.95)
    estimates = [Estimate(_ICC, value, low, high, bounds(0.90), name="icc")]
    mean, deviation = float(sizes.mean()), float(sizes.std(ddof=1))
    estimates.append(Estimate(_SIZE, mean, mean, mean, (mean, mean), name="cluster_size"))
    estimates.append(
        Estimate(_CV, deviation / mean, deviation / mean, deviation / mean, (deviation / mean,) * 2, name="cv_size")
    )
    return Found(
        tuple(estimates),
        total,
        int((~kept).sum()),
        Text(
            fr="modèle linéaire mixte (vraisemblance restreinte), intervalle par la loi de Fisher à la taille moyenne corrigée",
            en="linear mixed model (restricted likelihood), interval from the F law at the adjusted mean size",
        ),
        (
            Reference(
                "Donner A. A review of inference procedures for the intraclass correlation coefficient. Int Stat Rev 1986;54:67-82"
            ),
        ),
        _FEW if count < 20 else None,
        Picture("clusters", _means(values, codes, sizes, within)),
        {"": Phrase(_SAMPLE, {"n": Value(total, Unit.COUNT), "clusters": Value(count, Unit.COUNT)})},
    )


def _mean_squares(values: FloatArray, codes: Codes, sizes: Codes) -> tuple[float, float, float]:
    """Between and within mean squares, and the adjusted mean size of the analysis of variance."""
    count, total = len(sizes), len(values)
    means = np.bincount(codes, weights=values) / sizes
    between = float((sizes * (means - values.mean()) ** 2).sum() / (count - 1))
    within = float(((values - means[codes]) ** 2).sum() / (total - count))
    return between, max(within, 1e-300), float((total - (sizes**2).sum() / total) / (count - 1))


def _means(values: FloatArray, codes: Codes, sizes: Codes, within: float) -> tuple[Curve, Curve]:
    """Cluster means in order, with the 95 % interval of each from the common within variance; the grand mean."""
    means = np.bincount(codes, weights=values) / sizes
    order = np.argsort(means, kind="stable")
    if len(order) > _DRAWN:
        order = order[np.linspace(0, len(order) - 1, _DRAWN).astype(int)]
    half = float(stdtrit(len(values) - len(sizes), 0.975)) * np.sqrt(within / sizes[order])
    ranks, grand = np.arange(1.0, len(order) + 1), float(values.mean())
    clusters = Curve("", ranks, means[order], means[order] - half, means[order] + half)
    return clusters, Curve("", ranks[[0, -1]], np.array([grand, grand]))


def _mixed(values: FloatArray, codes: Codes, sizes: Codes, within: float) -> float:
    """The correlation of a random-intercept model by restricted likelihood, maximised over the ratio of the two variances.

    With weights w = n / (1 + n ratio), the mean is that of the cluster means so weighted and the likelihood profiled over
    the residual variance is -1/2 [(N - 1) log(SSW + sum w (mean - m)^2) + sum log(1 + n ratio) + log sum w] (Searle,
    Casella and McCulloch, Variance Components, 1992, section 6.6). Cluster sizes and means are all it needs; statsmodels
    stops on the boundary of some data sets where lme4 does not.
    """
    from scipy.optimize import minimize_scalar

    total, means = len(values), np.bincount(codes, weights=values) / sizes
    inside = within * (total - len(sizes))

    def minus(icc: float) -> float:
        spread = 1 + icc / (1 - icc) * sizes
        weights = sizes / spread
        mean = float((weights * means).sum() / weights.sum())
        squares = inside + float((weights * (means - mean) ** 2).sum())
        return float((total - 1) * np.log(squares) + np.log(spread).sum() + np.log(weights.sum()))

    grid = np.append(np.linspace(0, 0.999, 200), 1 - 1e-9)
    best = int(np.argmin([minus(one) for one in grid]))
    ends = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, len(grid) - 1)])
    found = minimize_scalar(minus, bounds=ends, method="bounded", options={"xatol": 1e-10})
    return float(found.x) if found.fun < minus(0.0) else 0.0


ESTIMATORS = (
    Estimator(
        "icc",
        Text(fr="La ressemblance des patients d'une même grappe (ICC)", en="How alike patients of a cluster are (ICC)"),
        (Role("outcome", OUTCOME, "measure"), Role("cluster", CLUSTER, "group")),
        icc,
    ),
)
