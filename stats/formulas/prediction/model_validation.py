"""What every size for validating a prediction model on new patients shares: an interval of a given full width.

The model is assumed well calibrated in the new patients.
"""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
from pydantic import model_validator

from stats.card import Axis, Reference
from stats.design import Design
from stats.exhibit import Exhibit
from stats.formulas.prediction.widths import Precise, beside
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Quantity, Unit
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.text import Text
from stats.trials import BoolArray, FloatArray, Trials

PREVALENCE = Quantity(
    label=Text(fr="Fréquence de l'événement", en="Frequency of the event"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Part des patients de la population de validation qui ont l'événement.",
        en="Share of patients of the validation population who have the event.",
    ),
    symbol="φ",
    gt=0,
    lt=1,
)
C_STATISTIC = Quantity(
    label=Text(fr="Statistique C attendue", en="Expected C statistic"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Aire sous la courbe ROC attendue chez de nouveaux patients, souvent inférieure à celle du développement.",
        en="Area under the ROC curve expected in new patients, often below that of the development.",
    ),
    symbol="C",
    gt=0.5,
    lt=1,
)
RILEY_2021 = Reference(
    "Riley RD, Debray TPA, Collins GS, et al. Minimum sample size for external validation of a clinical prediction model with a "
    "binary outcome. Stat Med 2021;40:4230-51",
    "10.1002/sim.9025",
)
PAVLOU_2021 = Reference(
    "Pavlou M, Qu C, Omar RZ, et al. Estimation of required sample size for external validation of risk models for binary "
    "outcomes. Stat Methods Med Res 2021;30:2187-206",
    "10.1177/09622802211007522",
)
EXPECTED_EVENTS = Text(fr="Événements attendus", en="Expected events")
STANDARD_ERROR = Text(fr="Erreur standard attendue", en="Expected standard error")
_NO_ASSURANCE = Text(
    fr="Ce calcul donne une largeur attendue, sans assurance : laisser l'assurance vide.",
    en="This calculation gives an expected width, without assurance: leave the assurance empty.",
)


class ModelValidation(Design):
    """Estimate one measure of performance of an existing model with an interval of a given full width."""

    goal: Precision

    unasked: ClassVar[frozenset[str]] = frozenset({"assurance"})
    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Patients de la validation", en="Patients of the validation"), minimum=2),
    )

    @model_validator(mode="after")
    def _no_assurance(self) -> Self:
        if self.goal.assurance is not None:
            raise Refusal(_NO_ASSURANCE, "goal.assurance")
        return self

    @property
    def critical(self) -> float:
        """The two-sided normal quantile of the confidence level."""
        return z((1 - self.goal.confidence) / 2)

    own: ClassVar[Text]  # the measure, as a table names it

    def measures(self) -> tuple[Precise, ...]:
        """What the assumptions of this design say of the measures of performance, its own among them."""
        return ()

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        measures = [one for one in self.measures() if one.name != self.own]
        return (beside(found, self.own, measures),) if measures else ()

    def covering(self, estimate: FloatArray, error: FloatArray, truth: float, failed: BoolArray) -> Trials:
        """Trials with their Wald interval; `claimed` says that it contains the truth."""
        lower, upper = estimate - self.critical * error, estimate + self.critical * error
        covered = ~failed & (lower <= truth) & (truth <= upper)
        return Trials(estimate, lower, upper, np.full(len(estimate), np.nan), covered, failed)
