"""The error variance of a reader's AUC: from a pilot study, or by a formula from the expected areas."""

from __future__ import annotations

from typing import Literal

import numpy as np

from stats.design import Design, Variant
from stats.formulas.roc import auc_variance
from stats.quantities import Choice, Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

AreaModel = Literal["binormal", "hanley_mcneil", "obuchowski", "blume"]
ERROR_VARIANCE = Quantity(
    label=Text(
        fr="Variance d'erreur de l'AUC d'un lecteur, étude pilote", en="Error variance of one reader's AUC, pilot study"
    ),
    unit=Unit.NUMBER,
    help=Text(
        fr="Var de l'analyse d'Obuchowski-Rockette (jackknife ou DeLong), au nombre de cas de l'étude pilote ; elle est "
        "ensuite ramenée au nombre de cas. Laisser vide pour la calculer à partir des AUC attendues.",
        en="Var of the Obuchowski-Rockette analysis (jackknife or DeLong), at the number of cases of the pilot study; it is "
        "then scaled to the number of cases. Leave empty to compute it from the expected AUCs.",
    ),
    symbol="σ²",
    gt=0,
    le=0.25,
    seldom=True,
)
PILOT_CASES = Quantity(
    label=Text(fr="Nombre de cas de l'étude pilote", en="Number of cases of the pilot study"),
    unit=Unit.COUNT,
    help=Text(
        fr="Malades et non-malades ensemble, dans la même proportion que l'étude prévue.",
        en="Diseased and non-diseased together, in the same proportion as in the study planned.",
    ),
    symbol="K*",
    ge=4,
    le=1_000_000,
    seldom=True,
)
VARIANCE_MODEL = Choice(
    label=Text(fr="Variance de l'AUC d'un lecteur", en="Variance of one reader's AUC"),
    options={
        "binormal": Text(fr="binormale exacte", en="exact binormal"),
        "hanley_mcneil": Text(fr="Hanley et McNeil, à l'AUC moyenne", en="Hanley and McNeil, at the mean AUC"),
        "obuchowski": Text(
            fr="Obuchowski, à l'AUC moyenne (MRMCsamplesize)", en="Obuchowski, at the mean AUC (MRMCsamplesize)"
        ),
        "blume": Text(
            fr="majorant de Blume, A (1 - A) sur les malades (MRMCsamplesize)",
            en="Blume's bound, A (1 - A) over the diseased (MRMCsamplesize)",
        ),
    },
    seldom=True,
)
_HALF_A_PILOT = Text(
    fr="La variance d'erreur et le nombre de cas de l'étude pilote vont ensemble : donner les deux, ou aucun.",
    en="The error variance and the number of cases of the pilot study go together: give both, or neither.",
)


def refuse_half_a_pilot(variance: float | None, cases: float | None) -> None:
    """Refuse a variance whose number of cases is unknown, or the reverse."""
    if (variance is None) != (cases is None):
        raise Refusal(_HALF_A_PILOT, "error_variance" if variance is None else "pilot_cases")


def error_variances(
    aucs: tuple[float, float], sizes: tuple[FloatArray, FloatArray], model: AreaModel, sd_ratio: float
) -> tuple[FloatArray, FloatArray]:
    """Variance of an empirical area at each of two expected areas; printed formulas take both at their mean."""
    if model == "blume":  # the largest variance of any area (Blume 2009, with as many non-diseased or more)
        middle = np.asarray(sum(aucs) / 2 * (1 - sum(aucs) / 2) / sizes[0])
        return middle, middle
    if model != "binormal":
        middle = auc_variance(sum(aucs) / 2, *sizes, model=model)
        return middle, middle
    first, second = (auc_variance(auc, *sizes, sd_ratio) for auc in aucs)
    return first, second


def r_error(aucs: tuple[float, float], model: AreaModel, sd_ratio: float, controls_per_case: float) -> tuple[str, str]:
    """R for the two error variances at n participants: both are a / n + b / n^2 at a given split."""
    grid = np.array([100.0, 200.0])
    cases = grid / (1 + controls_per_case)
    texts = []
    for one in error_variances(aucs, (cases, grid - cases), model, sd_ratio):
        inverse = np.linalg.solve(np.stack([1 / grid, 1 / grid**2], axis=1), one)
        texts.append(f"{inverse[0]:.15g} / n + {inverse[1]:.15g} / n^2")
    return texts[0], texts[1]


def formula_variants(design: Design, present: AreaModel) -> tuple[Variant, ...]:
    """The same design with the other formulas for the variance of one reader's area."""
    return tuple(
        Variant(text, design.model_copy(update={"variance_model": name}))
        for name, text in VARIANCE_MODEL.options.items()
        if name != present
    )


PRINTED_FORMULA = Text(
    fr="Variance d'une formule imprimée, montrée pour comparaison : plus grande que celle de l'aire empirique de scores "
    "normaux, elle demande plus de cas ; la puissance simulée dépasse celle annoncée.",
    en="Variance of a printed formula, shown for comparison: larger than that of the empirical area of normal scores, it asks "
    "for more cases; simulated power exceeds the one announced.",
)
AUC_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence d'aires sous la courbe ROC ({auc_experimental} contre {auc_control}, "
        "moyennes sur les lecteurs), au risque de première espèce {sides} de {alpha} avec une puissance de {target}, ",
        en="To detect a difference in areas under the ROC curve ({auc_experimental} against {auc_control}, averaged over the "
        "readers), at a {sides} type I error of {alpha} with a power of {target}, ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que l'aire sous la courbe ROC n'est pas inférieure de plus de {margin} à celle du comparateur, sous "
        "des AUC attendues de {auc_experimental} et {auc_control} (moyennes sur les lecteurs), au risque de première espèce "
        "unilatéral de {alpha} avec une puissance de {target}, ",
        en="To show that the area under the ROC curve is not lower than the comparator's by more than {margin}, under expected "
        "AUCs of {auc_experimental} and {auc_control} (averaged over the readers), at a one-sided type I error of {alpha} with "
        "a power of {target}, ",
    ),
}
