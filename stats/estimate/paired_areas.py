"""Two scores of the same patients: their areas, how they differ and how they correlate.

The difference and the correlation of the two areas are DeLong's. The size of a study of two paired areas asks for the correlation
of the two scores among the diseased and among the others, under the binormal model: that of the normal scores of the ranks, which
no increasing transformation of a score changes.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import ndtri

from stats.estimate.result import Estimate
from stats.estimate.spread import pearson
from stats.normal import z
from stats.text import Text
from stats.trials import BoolArray, FloatArray

SECOND = Text(fr="Score du comparateur (facultatif)", en="Score of the comparator (optional)")
_DIFFERENCE = Text(fr="Différence des deux aires", en="Difference of the two areas")
_TOGETHER = Text(fr="Corrélation des deux aires", en="Correlation of the two areas")
_DISEASED = Text(
    fr="Corrélation des deux scores chez les malades", en="Correlation of the two scores among the diseased"
)
_HEALTHY = Text(
    fr="Corrélation des deux scores chez les non-malades", en="Correlation of the two scores among the non-diseased"
)
_NORMAL_SCORES = Text(
    fr="corrélation des scores normaux des rangs, intervalle de Fisher",
    en="correlation of the normal scores of the ranks, Fisher interval",
)

Components = tuple[FloatArray, FloatArray]  # DeLong's, of the diseased, then of the healthy


def compared(first: Components, second: Components) -> tuple[Estimate, Estimate]:
    """The difference of two areas (first - second) with DeLong's interval, and the correlation of their estimates."""
    covariance = sum(
        (np.cov(one, other) / len(one) for one, other in zip(first, second, strict=True)), start=np.zeros((2, 2))
    )
    gap = float(first[0].mean() - second[0].mean())
    error = float(np.sqrt(max(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1], 0.0)))
    alike = float(covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1]))
    low, high, narrow = (gap - z(0.025) * error, gap + z(0.025) * error, z(0.05) * error)
    return (
        Estimate(_DIFFERENCE, gap, low, high, (gap - narrow, gap + narrow), name="auc_difference"),
        Estimate(_TOGETHER, alike, alike, alike, (alike, alike), name="correlation_areas"),
    )


def of_scores(scores: tuple[FloatArray, FloatArray], truth: FloatArray, column: str) -> tuple[Estimate, Estimate]:
    """The correlation of two scores among the diseased, then among the others."""
    return (
        _correlated(scores, truth == 1, _DISEASED, column, "correlation_diseased"),
        _correlated(scores, truth == 0, _HEALTHY, column, "correlation_healthy"),
    )


def _correlated(
    scores: tuple[FloatArray, FloatArray], among: BoolArray, label: Text, column: str, name: str
) -> Estimate:
    first, second = (_normal_scores(one[among]) for one in scores)
    found = pearson(first, second, np.zeros(len(first), dtype=np.int64), label, column, name)
    return replace(found, method=_NORMAL_SCORES)


def _normal_scores(values: FloatArray) -> FloatArray:
    from scipy.stats import rankdata

    return np.asarray(ndtri(rankdata(values) / (len(values) + 1)))
