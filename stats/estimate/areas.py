"""The area under a ROC curve with DeLong's variance, ties counted by half; of one score, or of two on the same patients."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.enough import both, enough
from stats.estimate.estimators import Estimator, Role
from stats.estimate.paired_areas import SECOND, Components, compared, of_scores
from stats.estimate.result import Curve, Estimate, Found, Picture
from stats.estimate.table import Table, complete
from stats.normal import z
from stats.quantities import Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray

TRUTH = Text(fr="Référence (malade : oui ou non)", en="Reference (diseased: yes or no)")
SCORE = Text(fr="Score du dispositif", en="Score of the device")
DELONG = Reference(
    "DeLong ER, DeLong DM, Clarke-Pearson DL. Comparing the areas under two or more correlated receiver operating "
    "characteristic curves. Biometrics 1988;44:837-45",
    "10.2307/2531595",
)
_AUC = Text(fr="Aire sous la courbe ROC", en="Area under the ROC curve")
_AUC_SECOND = Text(fr="Aire sous la courbe ROC du comparateur", en="Area under the ROC curve of the comparator")
_AREAS = ((_AUC, "auc"), (_AUC_SECOND, "auc_control"))
_SHARE = Text(fr="Part de malades", en="Share of diseased")
_HIGH = Text(
    fr="Aire proche de 1 : l'intervalle de DeLong y est trop court. Retenir une borne basse de l'intervalle.",
    en="Area close to 1: DeLong's interval is too short there. Keep a low end of the interval.",
)
_BELOW = Text(
    fr="Aire inférieure à 0,5 : le score est peut-être inversé, ou la colonne de référence codée à l'envers.",
    en="Area below 0.5: the score may be reversed, or the reference column coded the other way round.",
)
_SAMPLE = Text(fr="n = {n} dont {diseased} malades", en="n = {n} including {diseased} diseased")
_POINTS = 400


def placements(score: FloatArray, diseased: FloatArray) -> tuple[FloatArray, FloatArray]:
    """DeLong's components with ties counted by half: of the diseased, then of the healthy."""
    from scipy.stats import rankdata

    cases, controls = score[diseased == 1], score[diseased == 0]
    ranks = rankdata(np.concatenate([cases, controls]))
    n, m = len(cases), len(controls)
    return (ranks[:n] - rankdata(cases)) / m, 1 - (ranks[n:] - rankdata(controls)) / n


def auc(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """The empirical area, its DeLong interval, the ROC curve; with a second score, its area and how the two compare."""
    names = [columns[role] for role in ("score", "second") if columns.get(role)]
    truth = table.yes(columns["truth"])
    scores = [table.numbers(name) for name in names]
    kept = complete(*scores, truth)
    scores, truth = [one[kept] for one in scores], truth[kept]
    enough(len(truth), 4, names[0])
    both(truth, columns["truth"])
    parts = [placements(one, truth) for one in scores]
    areas = [_area(one, label, name) for one, (label, name) in zip(parts, _AREAS, strict=False)]
    if len(scores) == 2:
        areas += [*compared(parts[0], parts[1]), *of_scores((scores[0], scores[1]), truth, names[1])]
    value, share = areas[0].value, float(truth.mean())
    labels = names if len(names) == 2 else [""]
    return Found(
        (*areas, Estimate(_SHARE, share, share, share, (share, share), Unit.PROPORTION, name="share")),
        len(truth),
        int((~kept).sum()),
        Text(fr="aire empirique, variance de DeLong", en="empirical area, DeLong variance"),
        (DELONG,),
        _HIGH if value > 0.95 else _BELOW if value < 0.5 else None,
        Picture("roc", tuple(_curve(one, truth, label) for one, label in zip(scores, labels, strict=True))),
        {"": Phrase(_SAMPLE, {"n": Value(len(truth), Unit.COUNT), "diseased": Value(int(truth.sum()), Unit.COUNT)})},
    )


def _area(parts: Components, label: Text, name: str) -> Estimate:
    diseased, healthy = parts
    value = float(diseased.mean())
    error = float(np.sqrt(diseased.var(ddof=1) / len(diseased) + healthy.var(ddof=1) / len(healthy)))

    def bounds(tail: float) -> tuple[float, float]:
        return max(0.0, value - z(tail) * error), min(1.0, value + z(tail) * error)

    return Estimate(label, value, *bounds(0.025), bounds(0.05), name=name)


def _curve(score: FloatArray, truth: FloatArray, name: str) -> Curve:
    order = np.argsort(-score, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    true = np.append(0.0, np.cumsum(truth[order])[ends] / truth.sum())
    false = np.append(0.0, np.cumsum(1 - truth[order])[ends] / (1 - truth).sum())
    if len(true) > _POINTS:
        kept = np.unique(np.linspace(0, len(true) - 1, _POINTS).astype(int))
        true, false = true[kept], false[kept]
    return Curve(name, false, true)


ESTIMATORS = (
    Estimator(
        "auc",
        Text(fr="L'aire sous la courbe ROC d'un score", en="The area under the ROC curve of a score"),
        (Role("score", SCORE, "number"), Role("truth", TRUTH, "yes"), Role("second", SECOND, "number", optional=True)),
        auc,
    ),
)
