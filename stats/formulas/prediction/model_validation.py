"""What every size for validating a prediction model on new patients shares: an interval of a given full width.

The model is assumed well calibrated in the new patients. Calibration measures depend on how predicted risks are spread:
from a C statistic and a frequency, from the mean and SD of the linear predictor, or from a beta distribution of risks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Axis, Reference
from stats.design import Design, Step, Variant
from stats.exhibit import Exhibit
from stats.formulas.prediction.predicted_risks import (
    Risks,
    beta_risks,
    conditional_risks,
    marginal_risks,
    normal_risks,
    pavlou_risks,
)
from stats.formulas.prediction.widths import Precise, beside, by_size, measures_of
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
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
_NEEDED = Text(
    fr="À renseigner pour la répartition des risques choisie, ou choisir une autre répartition.",
    en="Needed for the distribution of risks chosen; fill it in or choose another distribution.",
)


class ModelValidation(Design):
    """Estimate one measure of performance of an existing model with an interval of a given full width."""

    goal: Precision

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
        return (*((beside(found, self.own, measures),) if measures else ()), by_size(found))

    def covering(self, estimate: FloatArray, error: FloatArray, truth: float, failed: BoolArray) -> Trials:
        """Trials with their Wald interval; `claimed` says that it contains the truth."""
        lower, upper = estimate - self.critical * error, estimate + self.critical * error
        covered = ~failed & (lower <= truth) & (truth <= upper)
        return Trials(estimate, lower, upper, np.full(len(estimate), np.nan), covered, failed)


class SpreadRisks(ModelValidation):
    """A measure of calibration, whose precision depends on the spread of the predicted risks."""

    c_statistic: Annotated[float | None, C_STATISTIC] = None
    prevalence: Annotated[float | None, PREVALENCE] = None
    predictor_mean: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Moyenne du prédicteur linéaire", en="Mean of the linear predictor"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Moyenne du log des cotes prédites dans la population de validation.",
                en="Mean of the predicted log odds in the validation population.",
            ),
            symbol="μ",
            ge=-20,
            le=20,
        ),
    ] = None
    predictor_sd: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Écart-type du prédicteur linéaire", en="Standard deviation of the linear predictor"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Écart-type du log des cotes prédites dans la population de validation.",
                en="Standard deviation of the predicted log odds in the validation population.",
            ),
            symbol="σ",
            gt=0,
            le=20,
        ),
    ] = None
    beta_first: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Premier paramètre bêta des risques prédits", en="First beta parameter of predicted risks"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Premier paramètre de la loi bêta des risques ; le risque moyen est a / (a + b).",
                en="First parameter of the beta distribution of risks; the mean risk is a / (a + b).",
            ),
            symbol="a",
            ge=0.05,
            le=1000,
        ),
    ] = None
    beta_second: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Second paramètre bêta des risques prédits", en="Second beta parameter of predicted risks"),
            unit=Unit.NUMBER,
            help=Text(fr="Second paramètre de la loi bêta.", en="Second parameter of the beta distribution."),
            symbol="b",
            ge=0.05,
            le=1000,
        ),
    ] = None
    distribution: Annotated[
        Literal["conditional", "marginal", "pavlou", "normal", "beta"],
        Choice(
            label=Text(fr="Répartition des risques prédits", en="Distribution of predicted risks"),
            options={
                "conditional": Text(
                    fr="d'après C et la fréquence : prédicteur normal chez les patients avec et sans événement",
                    en="from C and the frequency: normal predictor among patients with and without the event",
                ),
                "marginal": Text(
                    fr="d'après C et la fréquence : prédicteur normal dans l'ensemble, résolu exactement",
                    en="from C and the frequency: normal predictor among all, solved exactly",
                ),
                "pavlou": Text(
                    fr="d'après C et la fréquence : approximation de Pavlou (sampsizeval)",
                    en="from C and the frequency: Pavlou's approximation (sampsizeval)",
                ),
                "normal": Text(
                    fr="prédicteur normal de moyenne et d'écart-type donnés", en="normal predictor of given mean and SD"
                ),
                "beta": Text(fr="risques de loi bêta", en="beta distribution of risks"),
            },
        ),
    ] = "conditional"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for field in _FIELDS[self.distribution]:
            if getattr(self, field) is None:
                raise Refusal(_NEEDED, field)
        return self

    @property
    def risks(self) -> Risks:
        """The distribution chosen."""
        first, second = (getattr(self, field) for field in _FIELDS[self.distribution])
        return _MAKERS[self.distribution](first, second)

    def measures(self) -> tuple[Precise, ...]:
        return measures_of(self.risks.prevalence, self.risks, self.critical)

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.risks.prevalence

    def variants(self) -> tuple[Variant, ...]:
        if self.distribution not in _SHAPES_FROM_C:
            return ()
        options = self.choices()["distribution"].options
        return tuple(
            Variant(options[name], self.model_copy(update={"distribution": name}))
            for name in _SHAPES_FROM_C
            if name != self.distribution
        )

    def inputs(self) -> tuple[Step, ...]:
        """What the distribution says."""
        first, cross, second = self.risks.information()
        return (
            Step(_INTERCEPT, Value(first), _PER_PERSON),
            Step(_CROSS, Value(cross), _PER_PERSON),
            Step(_SLOPE, Value(second), _PER_PERSON),
        )

    def described(self) -> Text:
        """How the risks are spread, with the placeholders of its fields, for a sentence."""
        return _DESCRIBED[self.distribution]


_FROM_C = ("c_statistic", "prevalence")
_FIELDS = {
    "conditional": _FROM_C,
    "marginal": _FROM_C,
    "pavlou": _FROM_C,
    "normal": ("predictor_mean", "predictor_sd"),
    "beta": ("beta_first", "beta_second"),
}
_MAKERS: dict[str, Callable[[float, float], Risks]] = {
    "conditional": conditional_risks,
    "marginal": marginal_risks,
    "pavlou": pavlou_risks,
    "normal": normal_risks,
    "beta": beta_risks,
}
_SHAPES_FROM_C = ("conditional", "marginal", "pavlou")
_KNOWN = Text(
    fr="une statistique C attendue de {c_statistic} et un événement de fréquence {prevalence}",
    en="an expected C statistic of {c_statistic} and an event of frequency {prevalence}",
)
_DESCRIBED = {
    **dict.fromkeys(_SHAPES_FROM_C, _KNOWN),
    "normal": Text(
        fr="un prédicteur linéaire de moyenne {predictor_mean} et d'écart-type {predictor_sd}",
        en="a linear predictor of mean {predictor_mean} and standard deviation {predictor_sd}",
    ),
    "beta": Text(
        fr="des risques prédits de loi bêta ({beta_first} ; {beta_second})",
        en="predicted risks of beta distribution ({beta_first}; {beta_second})",
    ),
}
_INTERCEPT = Text(fr="Information sur l'intercept", en="Information on the intercept")
_CROSS = Text(fr="Information croisée", en="Cross information")
_SLOPE = Text(fr="Information sur la pente", en="Information on the slope")
_PER_PERSON = Text(
    fr="par patient, intégrale sur la répartition des risques",
    en="per patient, integral over the distribution of risks",
)
