"""Variance components of a reader study (Obuchowski-Rockette), from every reader's score of every case in two modalities."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.areas import DELONG, TRUTH, placements
from stats.estimate.estimators import Estimator, Role
from stats.estimate.rates import NO_DATA
from stats.estimate.result import Estimate, Found
from stats.estimate.table import Table, complete
from stats.quantities import Unit
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import BoolArray, FloatArray

_CROSSED = Text(
    fr="Chaque lecteur doit avoir lu chaque cas dans les deux modalités, une fois : {what}.",
    en="Each reader must have read each case in both modalities, once: {what}.",
)
_TWO = Text(
    fr="deux modalités et deux lecteurs au moins sont attendus",
    en="two modalities and at least two readers are expected",
)
_INCOMPLETE = Text(fr="des lectures manquent ou sont en double", en="readings are missing or duplicated")
_FEW = Text(
    fr="Moins de cinq lecteurs : les variances entre lecteurs sont très incertaines.",
    en="Fewer than five readers: the variances between readers are very uncertain.",
)

_HILLIS = Reference(
    "Hillis SL, Obuchowski NA, Berbaum KS. Power estimation for multireader ROC methods. Acad Radiol 2011;18:129-42",
    "10.1016/j.acra.2010.09.007",
)
_SHARE = Text(fr="Proportion moyenne de réponses justes", en="Mean proportion of right answers")
_AREA = Text(fr="AUC moyenne", en="Mean AUC")
_ERROR = Text(fr="Variance d'erreur de l'AUC d'un lecteur", en="Error variance of one reader's AUC")
_R1 = Text(fr="Corrélation, même lecteur, deux modalités (r1)", en="Correlation, same reader, two modalities (r1)")
_R2 = Text(fr="Corrélation, deux lecteurs, même modalité (r2)", en="Correlation, two readers, same modality (r2)")
_R3 = Text(fr="Corrélation, deux lecteurs, deux modalités (r3)", en="Correlation, two readers, two modalities (r3)")
_INTERACTION = Text(
    fr="Écart-type de l'interaction lecteur × modalité", en="Standard deviation of the reader × modality interaction"
)
_READERS = Text(fr="Écart-type entre lecteurs", en="Standard deviation between readers")
_CASES = Text(fr="Nombre de cas de l'étude pilote", en="Number of cases of the pilot study")


def readers(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Mean areas, error variance, the three correlations and the reader variances, by DeLong's covariances."""
    scores, (truth,), names = _cube(table, columns, "score", ("truth",))
    modalities, panel, _ = scores.shape
    if min(truth.sum(), (1 - truth).sum()) < 2:
        raise Refusal(NO_DATA, "truth")
    cells = [placements(scores[i, j], truth) for i in range(modalities) for j in range(panel)]
    areas = np.array([one[0].mean() for one in cells]).reshape(modalities, panel)
    diseased, healthy = np.stack([one[0] for one in cells]), np.stack([one[1] for one in cells])
    covariance = np.cov(diseased) / diseased.shape[1] + np.cov(healthy) / healthy.shape[1]
    parts = components(areas, covariance)
    error = parts["error"]
    none = np.nan, np.nan
    estimates = [
        *(_estimate("auc", _AREA, areas[one].mean(), names[one]) for one in (0, 1)),
        _estimate("error_variance", _ERROR, error),
        *_spreads(parts),
        Estimate(_CASES, float(len(truth)), *none, none, Unit.COUNT, name="pilot_cases"),
    ]
    return Found(
        tuple(estimates),
        table.rows,
        0,
        Text(
            fr="composantes d'Obuchowski et Rockette par les covariances de DeLong, mises à zéro si négatives",
            en="Obuchowski-Rockette components from DeLong's covariances, set to zero when negative",
        ),
        (DELONG, _HILLIS),
        _FEW if panel < 5 else None,
        groups={"": panel},
    )


def readings(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Mean proportions of right answers, the three correlations and the reader variances, by the covariances of the answers."""
    answers, _, names = _cube(table, columns, "outcome", ())
    modalities, panel, cases = answers.shape
    shares = answers.mean(axis=2)
    parts = components(shares, np.cov(answers.reshape(modalities * panel, cases)) / cases)
    if not parts["error"] > 0:
        raise Refusal(NO_DATA, "outcome")
    given = (_estimate("proportion", _SHARE, shares[one].mean(), names[one], Unit.PROPORTION) for one in (0, 1))
    return Found(
        (*given, *_spreads(parts)),
        table.rows,
        0,
        Text(
            fr="composantes d'Obuchowski et Rockette par les covariances des réponses, mises à zéro si négatives",
            en="Obuchowski-Rockette components from the covariances of the answers, set to zero when negative",
        ),
        (_HILLIS,),
        _FEW if panel < 5 else None,
        groups={"": panel},
    )


def _estimate(name: str, label: Text, value: float, group: str = "", unit: Unit = Unit.NUMBER) -> Estimate:
    none = np.nan, np.nan
    return Estimate(label, float(value), *none, none, unit, name=name, group=group)


def _spreads(parts: Mapping[str, float]) -> tuple[Estimate, ...]:
    """The three correlations and the two standard deviations between readers."""
    error = parts["error"]
    return (
        _estimate("correlation_modalities", _R1, parts["cov1"] / error),
        _estimate("correlation_readers", _R2, parts["cov2"] / error),
        _estimate("correlation_both", _R3, parts["cov3"] / error),
        _estimate("sd_reader_modality", _INTERACTION, np.sqrt(max(parts["interaction"], 0.0))),
        _estimate("sd_readers", _READERS, np.sqrt(max(parts["reader"], 0.0))),
    )


def components(areas: FloatArray, covariance: FloatArray) -> dict[str, float]:
    """Variance components from the areas (modality, reader) and the covariance of the areas, row by row of modalities.

    E MS(TR) = interaction + error - cov1 - (cov2 - cov3); E MS(R) = 2 reader + interaction + error + cov1 - (cov2 + cov3)
    for two modalities (Hillis, Obuchowski and Berbaum 2011).
    """
    modalities, panel = areas.shape
    four = covariance.reshape(modalities, panel, modalities, panel)
    same, other = np.eye(modalities, dtype=bool), ~np.eye(modalities, dtype=bool)
    mine, theirs = np.eye(panel, dtype=bool), ~np.eye(panel, dtype=bool)

    def average(modality: BoolArray, reader: BoolArray) -> float:
        return float(four[np.broadcast_to(modality[:, None, :, None] & reader[None, :, None, :], four.shape)].mean())

    error, cov1 = average(same, mine), average(other, mine)
    cov2, cov3 = average(same, theirs), average(other, theirs)
    by_reader, by_modality, grand = areas.mean(axis=0), areas.mean(axis=1), areas.mean()
    residual = areas - by_reader - by_modality[:, None] + grand
    crossed = float((residual**2).sum() / ((modalities - 1) * (panel - 1)))
    between = float(modalities * ((by_reader - grand) ** 2).sum() / (panel - 1))
    return {
        "error": error,
        "cov1": cov1,
        "cov2": cov2,
        "cov3": cov3,
        "interaction": crossed - error + cov1 + (cov2 - cov3),
        "reader": (between - crossed) / modalities - cov1 + cov3,
    }


def _cube(
    table: Table, columns: Mapping[str, str], value: str, of_cases: tuple[str, ...]
) -> tuple[FloatArray, tuple[FloatArray, ...], tuple[str, str]]:
    """A value by modality, reader and case; what is the same at every reading of a case; the names of the modalities."""
    read = table.numbers(columns[value]) if value == "score" else table.yes(columns[value])
    labels = [table.groups(columns[name]) for name in ("modality", "reader", "case")]
    shared = [table.yes(columns[name]) for name in of_cases]
    if not complete(read, *shared, *labels).all():
        raise Refusal(_CROSSED, value, what=_INCOMPLETE)
    (modalities, m), (panel, r), (cases, c) = (np.unique(one.astype(str), return_inverse=True) for one in labels)
    if len(modalities) != 2 or len(panel) < 2:
        raise Refusal(_CROSSED, "reader", what=_TWO)
    shape = (2, len(panel), len(cases))
    place = np.ravel_multi_index((m, r, c), shape)
    if len(read) != np.prod(shape) or len(np.unique(place)) != len(place):
        raise Refusal(_CROSSED, "case", what=_INCOMPLETE)
    cube = np.empty(np.prod(shape))
    cube[place] = read
    each = []
    for name, one in zip(of_cases, shared, strict=True):
        truth = np.zeros(len(cases))
        truth[c] = one
        if not (truth[c] == one).all():
            raise Refusal(NO_DATA, name)
        each.append(truth)
    return cube.reshape(shape), tuple(each), (str(modalities[0]), str(modalities[1]))


_READER = Role("reader", Text(fr="Lecteur", en="Reader"), "group")
_CASE = Role("case", Text(fr="Cas", en="Case"), "group")
_MODALITY = Role(
    "modality", Text(fr="Modalité (avec ou sans le dispositif)", en="Modality (with or without the device)"), "group"
)
ESTIMATORS = (
    Estimator(
        "readers",
        Text(
            fr="Les variances d'une étude de lecteurs (scores, AUC)", en="The variances of a reader study (scores, AUC)"
        ),
        (
            Role("score", Text(fr="Score donné par le lecteur", en="Score given by the reader"), "number"),
            Role("truth", TRUTH, "yes"),
            _READER,
            _CASE,
            _MODALITY,
        ),
        readers,
    ),
    Estimator(
        "readings",
        Text(
            fr="Les corrélations d'une étude de lecteurs (réponses justes ou fausses)",
            en="The correlations of a reader study (right or wrong answers)",
        ),
        (
            Role("outcome", Text(fr="Réponse juste du lecteur", en="Reader's answer is right"), "yes"),
            _READER,
            _CASE,
            _MODALITY,
        ),
        readings,
    ),
)
