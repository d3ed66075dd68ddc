"""Variance components of a reader study (Obuchowski-Rockette), from every reader's score of every case in two modalities."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.areas import DELONG, TRUTH, placements
from stats.estimate.enough import both
from stats.estimate.estimators import Estimator, Role
from stats.estimate.result import Curve, Estimate, Found, Picture
from stats.estimate.table import Table, complete
from stats.normal import z
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text, verbatim
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

_SAMPLE = Text(
    fr="{readers} lecteurs, {cases} cas dont {diseased} malades, deux modalités",
    en="{readers} readers, {cases} cases including {diseased} diseased, two modalities",
)
_TWO_TRUTHS = Text(
    fr="Le cas « {case} » est malade sur une ligne et non malade sur une autre : corriger la colonne de référence.",
    en="Case “{case}” is diseased in one row and not in another: correct the reference column.",
)
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
    scores, truth, names, panel_names = _cube(table, columns)
    modalities, panel, _ = scores.shape
    cells = [placements(scores[i, j], truth) for i in range(modalities) for j in range(panel)]
    areas = np.array([one[0].mean() for one in cells]).reshape(modalities, panel)
    diseased, healthy = np.stack([one[0] for one in cells]), np.stack([one[1] for one in cells])
    covariance = np.cov(diseased) / diseased.shape[1] + np.cov(healthy) / healthy.shape[1]
    parts = components(areas, covariance)
    error = parts["error"]
    sure = [
        ("auc", _AREA, areas[0].mean(), names[0]),
        ("auc", _AREA, areas[1].mean(), names[1]),
        ("error_variance", _ERROR, error, ""),
        ("correlation_modalities", _R1, parts["cov1"] / error, ""),
        ("correlation_readers", _R2, parts["cov2"] / error, ""),
        ("correlation_both", _R3, parts["cov3"] / error, ""),
        ("sd_reader_modality", _INTERACTION, np.sqrt(max(parts["interaction"], 0.0)), ""),
        ("sd_readers", _READERS, np.sqrt(max(parts["reader"], 0.0)), ""),
    ]
    none = np.nan, np.nan
    estimates = [
        Estimate(label, float(value), *none, none, name=name, group=group) for name, label, value, group in sure
    ]
    estimates.append(Estimate(_CASES, float(len(truth)), *none, none, Unit.COUNT, name="pilot_cases"))
    return Found(
        tuple(estimates),
        table.rows,
        0,
        Text(
            fr="composantes d'Obuchowski et Rockette par les covariances de DeLong, mises à zéro si négatives",
            en="Obuchowski-Rockette components from DeLong's covariances, set to zero when negative",
        ),
        (
            DELONG,
            Reference(
                "Hillis SL, Obuchowski NA, Berbaum KS. Power estimation for multireader ROC methods. Acad Radiol 2011;18:129-42",
                "10.1016/j.acra.2010.09.007",
            ),
        ),
        _FEW if panel < 5 else None,
        Picture("readers", _by_reader(areas, covariance, names), panel_names),
        {"": _sample(panel, truth)},
    )


def _sample(panel: int, truth: FloatArray) -> Phrase:
    counts = {"readers": panel, "cases": len(truth), "diseased": int(truth.sum())}
    return Phrase(_SAMPLE, {name: Value(count, Unit.COUNT) for name, count in counts.items()})


def _by_reader(areas: FloatArray, covariance: FloatArray, names: tuple[str, str]) -> tuple[Curve, ...]:
    """The area of each reader in each modality, with DeLong's 95 % interval."""
    half = z(0.025) * np.sqrt(np.diag(covariance)).reshape(areas.shape)
    places = np.arange(areas.shape[1], dtype=np.float64)
    return tuple(
        Curve(name, places, mine, np.maximum(mine - around, 0.0), np.minimum(mine + around, 1.0))
        for name, mine, around in zip(names, areas, half, strict=True)
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


def _cube(table: Table, columns: Mapping[str, str]) -> tuple[FloatArray, FloatArray, tuple[str, str], tuple[str, ...]]:
    """Scores by modality, reader and case; the truth of each case; the names of the modalities and of the readers."""
    score, truth = table.numbers(columns["score"]), table.yes(columns["truth"])
    labels = [table.groups(columns[name]) for name in ("modality", "reader", "case")]
    if not complete(score, truth, *labels).all():
        raise Refusal(_CROSSED, "score", what=_INCOMPLETE)
    (modalities, m), (panel, r), (cases, c) = ((one.labels, one.codes) for one in labels)
    if len(modalities) != 2 or len(panel) < 2:
        raise Refusal(_CROSSED, "reader", what=_TWO)
    shape = (2, len(panel), len(cases))
    place = np.ravel_multi_index((m, r, c), shape)
    if len(score) != np.prod(shape) or len(np.unique(place)) != len(place):
        raise Refusal(_CROSSED, "case", what=_INCOMPLETE)
    cube = np.empty(np.prod(shape))
    cube[place] = score
    diseased = np.zeros(len(cases))
    diseased[c] = truth
    unlike = np.flatnonzero(diseased[c] != truth)
    if len(unlike):
        raise Refusal(_TWO_TRUTHS, columns["truth"], case=verbatim(cases[c[unlike[0]]]))
    both(diseased, columns["truth"])
    return cube.reshape(shape), diseased, (modalities[0], modalities[1]), panel


ESTIMATORS = (
    Estimator(
        "readers",
        Text(fr="Les variances d'une étude de lecteurs", en="The variances of a reader study"),
        (
            Role("score", Text(fr="Score donné par le lecteur", en="Score given by the reader"), "number"),
            Role("truth", TRUTH, "yes"),
            Role("reader", Text(fr="Lecteur", en="Reader"), "group"),
            Role("case", Text(fr="Cas", en="Case"), "group"),
            Role(
                "modality",
                Text(fr="Modalité (avec ou sans le dispositif)", en="Modality (with or without the device)"),
                "group",
            ),
        ),
        readers,
    ),
)
