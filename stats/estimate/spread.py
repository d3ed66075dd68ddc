"""The mean and the standard deviation of a measurement, with the upper limit to prefer when sizing; change from baseline."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, stdtrit

from stats.card import Reference
from stats.estimate.enough import enough, varied
from stats.estimate.estimators import GROUP, OUTCOME, Estimator, Role
from stats.estimate.result import Curve, Estimate, Found, Picture, counted
from stats.estimate.table import Table, complete
from stats.normal import z
from stats.quantities import Unit
from stats.refusal import Refusal
from stats.text import Text, verbatim
from stats.trials import FloatArray

_POINTS = 1_500  # of a cloud
_MEAN = Text(fr="Moyenne", en="Mean")
_SD = Text(fr="Écart-type", en="Standard deviation")
_CORRELATION = Text(fr="Corrélation", en="Correlation")
_PEARSON = Text(fr="corrélation de Pearson, intervalle de Fisher", en="Pearson correlation, Fisher interval")
_WITHIN = Text(
    fr="corrélation de Pearson à l'intérieur des groupes, intervalle de Fisher",
    en="Pearson correlation within groups, Fisher interval",
)
_SKEWED = Text(
    fr="Distribution très asymétrique : l'intervalle de l'écart-type suppose une loi normale. Regarder l'histogramme, et préférer un "
    "plan sur les rangs ou sur le logarithme si l'asymétrie se confirme.",
    en="Very skewed distribution: the interval of the standard deviation assumes a normal distribution. Look at the histogram, and prefer "
    "a design on ranks or on the logarithm if the skewness is confirmed.",
)
_BROWNE = Reference(
    "Browne RH. On the use of a pilot sample for sample size determination. Stat Med 1995;14:1933-40",
    "10.1002/sim.4780141709",
)


def sd(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Mean and standard deviation, pooled within groups; the upper 80 % one-sided limit is the cautious value (Browne)."""
    values = table.numbers(columns["outcome"])
    group = table.grouped(columns.get("group"))
    kept = complete(values, group)
    parts = {level: values[kept & group.of(rank)] for rank, level in enumerate(group.labels)}
    parts = {level: one for level, one in parts.items() if len(one)}
    enough(int(kept.sum()), len(parts) + 2, columns["outcome"])
    varied(values[kept], columns["outcome"])
    df = int(kept.sum()) - len(parts)
    within = np.concatenate([one - one.mean() for one in parts.values()])
    pooled = float(np.sqrt((within**2).sum() / df))
    if pooled == 0:
        raise Refusal(_CONSTANT, columns["outcome"], name=verbatim(columns["outcome"]))

    def bounds(level: float) -> tuple[float, float]:
        tail = (1 - level) / 2
        return pooled * float(np.sqrt(df / chdtri(df, tail))), pooled * float(np.sqrt(df / chdtri(df, 1 - tail)))

    estimates = [_mean(one, level) for level, one in parts.items() if len(one) > 1]
    cautious = pooled * float(np.sqrt(df / chdtri(df, 0.80)))
    low, high = bounds(0.95)
    estimates.append(Estimate(_SD, pooled, low, high, bounds(0.90), Unit.ENDPOINT, cautious, "sd"))
    skewness = float(np.mean(within**3) / np.mean(within**2) ** 1.5)
    return Found(
        tuple(estimates),
        int(kept.sum()),
        int((~kept).sum()),
        Text(
            fr="écart-type commun aux groupes, intervalle du khi-deux ; valeur prudente : limite supérieure unilatérale à 80 %",
            en="standard deviation pooled over the groups, chi-square interval; cautious value: one-sided 80% upper limit",
        ),
        (_BROWNE,),
        _SKEWED if abs(skewness) > 1.5 else None,
        Picture(
            "histogram",
            tuple(histogram(one, level, values[kept]) for level, one in parts.items()),
        ),
        {level: counted(len(one)) for level, one in parts.items() if level},
    )


def correlation(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Pearson's correlation of two measurements of the same participants, within groups; Fisher's interval."""
    first, second = table.numbers(columns["first"]), table.numbers(columns["second"])
    group = table.grouped(columns.get("group"))
    kept = complete(first, second, group)
    for name, values in ((columns["first"], first), (columns["second"], second)):
        enough(int(kept.sum()), 4, name)
        varied(values[kept], name)
    estimate = pearson(first[kept], second[kept], group.codes[kept], _CORRELATION, columns["first"])
    return Found(
        (estimate,),
        int(kept.sum()),
        int((~kept).sum()),
        estimate.method or _PEARSON,
        (
            Reference(
                "Fisher RA. Frequency distribution of the values of the correlation coefficient. Biometrika 1915;10:507-21"
            ),
        ),
        picture=Picture("scatter", (cloud(first[kept], second[kept]),)),
    )


def pearson(
    first: FloatArray, second: FloatArray, codes: NDArray[np.int64], label: Text, column: str, name: str = "correlation"
) -> Estimate:
    """Pearson's correlation of two complete columns around the means of each group (a partial correlation).

    Each mean beyond the first takes a degree of freedom from Fisher's interval (Fisher 1924, Metron 3:329-32).
    column: named when too few rows are left, or when nothing varies within groups
    """
    _, ranks, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    enough(len(first), 3 + len(sizes), column)
    inside = [values - (np.bincount(ranks, weights=values) / sizes)[ranks] for values in (first, second)]
    if any(np.allclose(one, 0) for one in inside):
        raise Refusal(_CONSTANT, column, name=verbatim(column))
    r = float(
        np.clip(
            (inside[0] @ inside[1]) / np.sqrt((inside[0] @ inside[0]) * (inside[1] @ inside[1])), -0.999999, 0.999999
        )
    )

    def bounds(tail: float) -> tuple[float, float]:
        half = z(tail) / np.sqrt(len(first) - 2 - len(sizes))
        return float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))

    low, high = bounds(0.025)
    method = _PEARSON if len(sizes) == 1 else _WITHIN
    return Estimate(label, r, low, high, bounds(0.05), name=name, method=method)


def cloud(x: FloatArray, y: FloatArray) -> Curve:
    """The points of two measurements; a random part of them when they are many."""
    if len(x) > _POINTS:
        kept = np.random.default_rng(20_261_122).choice(len(x), _POINTS, replace=False)
        x, y = x[kept], y[kept]
    return Curve("", x, y)


def _mean(values: FloatArray, level: str) -> Estimate:
    centre, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
    wide, narrow = (float(stdtrit(len(values) - 1, 1 - tail)) * error for tail in (0.025, 0.05))
    return Estimate(
        _MEAN, centre, centre - wide, centre + wide, (centre - narrow, centre + narrow), Unit.ENDPOINT, name="mean",
        group=level,
    )  # fmt: skip


def histogram(values: FloatArray, level: str, everything: FloatArray) -> Curve:
    """The histogram of one group, in the classes of all the values."""
    edges = np.histogram_bin_edges(everything, bins=min(30, max(5, int(np.sqrt(len(everything))))))
    counts, _ = np.histogram(values, edges)
    return Curve(level, (edges[:-1] + edges[1:]) / 2, counts.astype(np.float64))


_CONSTANT = Text(
    fr="Les valeurs de « {name} » sont toutes égales à l'intérieur de chaque groupe : il n'y a pas de variabilité à estimer. Choisir une "
    "autre colonne, ou un autre groupe.",
    en="The values of “{name}” are all equal within each group: there is no variability to estimate. Choose another column, or another "
    "group.",
)
ESTIMATORS = (
    Estimator(
        "sd",
        Text(fr="Une moyenne et un écart-type", en="A mean and a standard deviation"),
        (Role("outcome", OUTCOME, "number"), Role("group", GROUP, "arm", optional=True)),
        sd,
    ),
    Estimator(
        "correlation",
        Text(
            fr="La corrélation de deux mesures (avant et après, score pronostique)",
            en="The correlation of two measurements",
        ),
        (
            Role("first", Text(fr="Première mesure", en="First measurement"), "number"),
            Role("second", Text(fr="Seconde mesure", en="Second measurement"), "number"),
            Role("group", GROUP, "arm", optional=True),
        ),
        correlation,
    ),
)
