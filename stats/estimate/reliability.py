"""How far a measurement is the same from one reader to another: the three intraclass correlations of Shrout and Fleiss.

Every case is measured once by every reader. The one-way correlation takes the readers as interchangeable, ICC(1,1), and is the model
of the sample sizes for reliability; that of agreement, ICC(2,1), counts systematic differences between readers as errors; that of
consistency, ICC(3,1), leaves them out. Intervals of McGraw and Wong.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import fdtri

from stats.card import Reference
from stats.estimate.enough import enough, varied
from stats.estimate.estimators import OUTCOME, Estimator, Role
from stats.estimate.result import Estimate, Found
from stats.estimate.table import Table, complete
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text, verbatim
from stats.trials import FloatArray

_AGREEMENT = Text(
    fr="ICC d'accord entre lecteurs, une lecture (2,1)", en="ICC of agreement between readers, one reading (2,1)"
)
_ONE_WAY = Text(fr="ICC à un facteur, une lecture (1,1)", en="One-way ICC, one reading (1,1)")
_CONSISTENCY = Text(
    fr="ICC de cohérence, écarts systématiques exclus (3,1)", en="ICC of consistency, systematic gaps left out (3,1)"
)
_METHOD = Text(
    fr="analyse de variance à deux facteurs (Shrout et Fleiss), intervalles de McGraw et Wong",
    en="two-way analysis of variance (Shrout and Fleiss), McGraw and Wong intervals",
)
_SAMPLE = Text(fr="{cases} cas mesurés par {readers} lecteurs", en="{cases} cases measured by {readers} readers")
_TWICE = Text(
    fr="Le lecteur « {reader} » a mesuré plusieurs fois le cas « {case} » : garder une mesure par lecteur et par cas.",
    en="Reader “{reader}” measured case “{case}” several times: keep one measurement per reader and case.",
)
_FEW_LEFT = Text(
    fr="{cases} cas ont été mesurés par chacun des {readers} lecteurs : il en faut au moins trois, et deux lecteurs. Vérifier les colonnes "
    "du lecteur et du cas.",
    en="{cases} cases were measured by each of the {readers} readers: at least three are needed, and two readers. Check the columns of the "
    "reader and of the case.",
)
_FEW_CASES = Text(
    fr="Moins de trente cas : l'intervalle de l'ICC est large. Retenir une borne basse de l'intervalle.",
    en="Fewer than thirty cases: the interval of the ICC is wide. Keep a low end of the interval.",
)
_REFERENCES = (
    Reference(
        "Shrout PE, Fleiss JL. Intraclass correlations: uses in assessing rater reliability. Psychol Bull 1979;86:420-8",
        "10.1037/0033-2909.86.2.420",
    ),
    Reference(
        "McGraw KO, Wong SP. Forming inferences about some intraclass correlation coefficients. Psychol Methods 1996;1:30-46",
        "10.1037/1082-989X.1.1.30",
    ),
)


def reliability(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """The intraclass correlations of a measurement made by each reader on each case."""
    grid, rows = _grid(table, columns)
    cases, readers = grid.shape
    by_case, by_reader, rest, within = _mean_squares(grid)
    one_way = _ratio(by_case, within, readers, cases * (readers - 1), cases)
    consistency = _ratio(by_case, rest, readers, (readers - 1) * (cases - 1), cases)
    agreement = _agreement(by_case, by_reader, rest, grid.shape)
    named = ((_AGREEMENT, agreement, "icc_agreement"), (_ONE_WAY, one_way, "icc_one_way"), (_CONSISTENCY, consistency, "icc_consistency"))  # fmt: skip
    return Found(
        tuple(Estimate(label, one[0], *one[1], one[2], name=name) for label, one, name in named),
        grid.size,
        rows - grid.size,
        _METHOD,
        _REFERENCES,
        _FEW_CASES if cases < 30 else None,
        samples={"": Phrase(_SAMPLE, {"cases": Value(cases, Unit.COUNT), "readers": Value(readers, Unit.COUNT)})},
    )


Interval = tuple[float, float]
Correlation = tuple[float, Interval, Interval]  # value, 95 % and 90 % intervals


def _grid(table: Table, columns: Mapping[str, str]) -> tuple[FloatArray, int]:
    """Measurements by case and reader, of the cases that every reader measured; how many rows the file holds."""
    name = columns["outcome"]
    values, case, reader = table.numbers(name), table.groups(columns["case"]), table.groups(columns["reader"])
    kept = complete(values, case, reader)
    enough(int(kept.sum()), 6, name)
    shape = len(case.labels), len(reader.labels)
    place = np.ravel_multi_index((case.codes[kept], reader.codes[kept]), shape)
    found, counts = np.unique(place, return_counts=True)
    if counts.max() > 1:
        row, column = np.unravel_index(found[int(counts.argmax())], shape)
        said = {"case": verbatim(case.labels[row]), "reader": verbatim(reader.labels[column])}
        raise Refusal(_TWICE, columns["case"], **said)
    grid = np.full(shape, np.nan)
    grid.flat[place] = values[kept]
    grid = grid[:, ~np.isnan(grid).all(axis=0)]
    whole = grid[~np.isnan(grid).any(axis=1)]
    if len(whole) < 3 or whole.shape[1] < 2:
        counted = {"cases": Value(len(whole), Unit.COUNT), "readers": Value(grid.shape[1], Unit.COUNT)}
        raise Refusal(_FEW_LEFT, columns["case"], **counted)
    varied(whole.ravel(), name)
    return whole, table.rows


def _mean_squares(grid: FloatArray) -> tuple[float, float, float, float]:
    """Of the cases, of the readers, of what is left of both, and within cases."""
    cases, readers = grid.shape
    centre = grid.mean()
    rows, columns = grid.mean(axis=1) - centre, grid.mean(axis=0) - centre
    left = float(((grid - centre - rows[:, None] - columns) ** 2).sum())
    among = float(cases * (columns**2).sum())
    return (
        float(readers * (rows**2).sum() / (cases - 1)),
        among / (readers - 1),
        max(left / ((cases - 1) * (readers - 1)), 1e-300),
        max((left + among) / (cases * (readers - 1)), 1e-300),
    )


def _ratio(by_case: float, error: float, readers: int, df: int, cases: int) -> Correlation:
    """(F - 1) / (F + k - 1), with the interval of F."""

    def at(ratio: float) -> float:
        return float(np.clip((ratio - 1) / (ratio + readers - 1), -1 / (readers - 1), 1.0))

    def bounds(tail: float) -> Interval:
        ratio = by_case / error
        return at(ratio / fdtri(cases - 1, df, 1 - tail)), at(ratio * fdtri(df, cases - 1, 1 - tail))

    return at(by_case / error), bounds(0.025), bounds(0.05)


def _agreement(by_case: float, by_reader: float, rest: float, shape: tuple[int, ...]) -> Correlation:
    """The correlation of agreement; its interval has Satterthwaite's degrees of freedom."""
    n, k = shape
    value = (by_case - rest) / (by_case + (k - 1) * rest + k * (by_reader - rest) / n)
    if value > 1 - 1e-12:
        return 1.0, (1.0, 1.0), (1.0, 1.0)
    share = k * value / (n * (1 - value))
    readers, error = share * by_reader, (1 + share * (n - 1)) * rest
    df = (readers + error) ** 2 / (readers**2 / (k - 1) + error**2 / ((n - 1) * (k - 1)))
    spread = k * by_reader + (k * n - k - n) * rest

    def bounds(tail: float) -> Interval:
        low, high = float(fdtri(n - 1, df, 1 - tail)), float(fdtri(df, n - 1, 1 - tail))
        return (
            float(n * (by_case - low * rest) / (low * spread + n * by_case)),
            float(n * (high * by_case - rest) / (spread + n * high * by_case)),
        )

    return float(value), bounds(0.025), bounds(0.05)


ESTIMATORS = (
    Estimator(
        "reliability",
        Text(
            fr="La fiabilité d'une mesure entre lecteurs (ICC)",
            en="The reliability of a measurement between readers (ICC)",
        ),
        (
            Role("outcome", OUTCOME, "number"),
            Role("case", Text(fr="Cas (ou patient)", en="Case (or patient)"), "group"),
            Role("reader", Text(fr="Lecteur (ou répétition)", en="Reader (or repetition)"), "group"),
        ),
        reliability,
    ),
)
