"""Agreement of two readers on the same cases: Cohen's kappa."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.column import Groups
from stats.estimate.enough import enough
from stats.estimate.estimators import Estimator, Role
from stats.estimate.result import Curve, Estimate, Found, Picture
from stats.estimate.table import Table, complete
from stats.normal import z
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text, verbatim
from stats.trials import BoolArray, FloatArray

_KAPPA = Text(fr="Kappa de Cohen", en="Cohen's kappa")
_MOST_CATEGORIES = 20
_TOO_MANY = Text(
    fr="Ces deux colonnes ont {count} valeurs différentes : le kappa compare des catégories, {limit} au plus. Pour deux mesures, "
    "estimer leur corrélation.",
    en="These two columns have {count} different values: kappa compares categories, {limit} at most. For two measurements, estimate "
    "their correlation.",
)
_ALIKE = Text(
    fr="Les deux lecteurs ont donné partout la même réponse, « {level} » : le kappa n'est pas défini sans au moins deux catégories.",
    en="Both readers gave the same answer everywhere, “{level}”: kappa is not defined without at least two categories.",
)
_CASES = Text(
    fr="{n} cas lus par deux lecteurs, {agreed} en accord", en="{n} cases read by two readers, {agreed} in agreement"
)
_RAW = Text(fr="Accord brut", en="Raw agreement")


def kappa(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Cohen's kappa of two columns of categories, with its large-sample interval."""
    from statsmodels.stats.inter_rater import cohens_kappa
    from statsmodels.stats.proportion import proportion_confint

    first, second = table.groups(columns["first"]), table.groups(columns["second"])
    kept = complete(first, second)
    enough(int(kept.sum()), 2, columns["first"])
    counts, levels = _crossed(first, second, kept)
    if len(levels) < 2:
        raise Refusal(_ALIKE, "first", level=verbatim(levels[0]))
    fit = cohens_kappa(counts)
    value, error = float(fit.kappa), float(fit.std_kappa)

    def bounds(tail: float) -> tuple[float, float]:
        return max(-1.0, value - z(tail) * error), min(1.0, value + z(tail) * error)

    agreed, total = int(np.trace(counts)), int(kept.sum())
    raw = [tuple(float(one) for one in proportion_confint(agreed, total, alpha, "wilson")) for alpha in (0.05, 0.1)]
    low, high = bounds(0.025)
    return Found(
        (
            Estimate(_KAPPA, value, low, high, bounds(0.05), name="kappa"),
            Estimate(
                _RAW, agreed / total, raw[0][0], raw[0][1], (raw[1][0], raw[1][1]), Unit.PROPORTION, name="agreement"
            ),
        ),
        total,
        int((~kept).sum()),
        Text(fr="kappa de Cohen, variance de grand échantillon", en="Cohen's kappa, large-sample variance"),
        (
            Reference(
                "Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychol Bull 1969;72:323-7",
                "10.1037/h0028106",
            ),
        ),
        picture=Picture(
            "agreement",
            tuple(
                Curve(level, np.arange(len(levels), dtype=np.float64), row)
                for level, row in zip(levels, counts, strict=True)
            ),
            levels,
        ),
        samples={"": Phrase(_CASES, {"n": Value(total, Unit.COUNT), "agreed": Value(agreed, Unit.COUNT)})},
    )


def _crossed(first: Groups, second: Groups, kept: BoolArray) -> tuple[FloatArray, tuple[str, ...]]:
    """Cases by category of the first reader and of the second; capitals, or 1 and 1.0, do not make two categories."""
    columns = {id(one): np.array([_category(label) for label in one.labels], dtype=object) for one in (first, second)}
    used = [np.unique(one.codes[kept]) for one in (first, second)]
    names: dict[object, str] = {}
    for one, codes in zip((first, second), used, strict=True):
        for code in codes:
            names.setdefault(columns[id(one)][code], one.labels[code])
    if len(names) > _MOST_CATEGORIES:
        raise Refusal(
            _TOO_MANY, "first", count=Value(len(names), Unit.COUNT), limit=Value(_MOST_CATEGORIES, Unit.COUNT)
        )
    order = sorted(names, key=lambda one: (isinstance(one, str), one))
    place = {one: rank for rank, one in enumerate(order)}
    rows, across = (
        np.array([place.get(one, -1) for one in columns[id(column)]], dtype=np.int64)[column.codes[kept]]
        for column in (first, second)
    )
    size = len(order)
    counts = np.bincount(rows * size + across, minlength=size * size).reshape(size, size).astype(np.float64)
    return counts, tuple(names[one] for one in order)


def _category(label: str) -> float | str:
    try:
        return float(label.replace(",", "."))
    except ValueError:
        return label.lower()


ESTIMATORS = (
    Estimator(
        "kappa",
        Text(fr="L'accord de deux lecteurs (kappa)", en="The agreement of two readers (kappa)"),
        (
            Role("first", Text(fr="Premier lecteur", en="First reader"), "group"),
            Role("second", Text(fr="Second lecteur", en="Second reader"), "group"),
        ),
        kappa,
    ),
)
