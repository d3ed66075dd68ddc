"""What reader studies of an AUC share: the error variance of one reader's area, from a pilot study or by a formula."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.design import Size, Variant
from stats.formulas.auc_difference import check_areas
from stats.formulas.cases_and_controls import SD_RATIO, CasesAndControls
from stats.formulas.readers.reader_study import ReaderStudy
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


class AreasRead(ReaderStudy, CasesAndControls):
    """Compare areas under the ROC curve, of which at least one is averaged over readers."""

    auc_experimental: float
    auc_control: float
    error_variance: Annotated[float | None, ERROR_VARIANCE] = None
    pilot_cases: Annotated[float | None, PILOT_CASES] = None
    variance_model: Annotated[AreaModel, VARIANCE_MODEL] = "binormal"
    sd_ratio: Annotated[float, SD_RATIO] = 1.0

    @model_validator(mode="after")
    def _areas_are_possible(self) -> Self:
        if (self.error_variance is None) != (self.pilot_cases is None):
            raise Refusal(_HALF_A_PILOT, "error_variance" if self.error_variance is None else "pilot_cases")
        check_areas(self.goal, self.auc_experimental, self.auc_control)
        return self

    def idle(self) -> frozenset[str]:
        scored = self.error_variance is None and self.variance_model == "binormal"
        return super().idle() | (frozenset() if scored else {"sd_ratio"})

    @property
    def effect(self) -> float:
        return self.auc_experimental - self.auc_control

    @property
    def from_pilot(self) -> bool:
        """Whether the error comes from a pilot study: the scores themselves are then unknown."""
        return self.error_variance is not None

    def errors(self, size: Size) -> tuple[FloatArray, FloatArray]:
        """The error variance of one area at each of the two expected values, by the formula chosen."""
        aucs = self.auc_experimental, self.auc_control
        return error_variances(aucs, self.sizes(size), self.variance_model, self.sd_ratio)

    def r_errors(self) -> tuple[str, str]:
        """R for these two variances at n participants: both are a / n + b / n^2 at a given split."""
        grid = np.array([100.0, 200.0])
        texts = []
        for one in self.errors({"participants": grid}):
            inverse = np.linalg.solve(np.stack([1 / grid, 1 / grid**2], axis=1), one)
            texts.append(f"{inverse[0]:.15g} / n + {inverse[1]:.15g} / n^2")
        return texts[0], texts[1]

    def variants(self) -> tuple[Variant, ...]:
        """The usual ones, and the other formulas for the variance of one reader's area."""
        others = () if self.from_pilot else VARIANCE_MODEL.options.items()
        return super().variants() + tuple(
            Variant(text, self.model_copy(update={"variance_model": name}))
            for name, text in others
            if name != self.variance_model
        )

    def caution(self) -> Text | None:
        printed = self.variance_model != "binormal" and not self.from_pilot
        return super().caution() or (_PRINTED_FORMULA if printed else None)


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


_PRINTED_FORMULA = Text(
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
