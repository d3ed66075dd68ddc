"""How predicted risks are spread, on which the precision of calibration depends.

From a C statistic and a frequency, from the mean and SD of the linear predictor, from the quartiles of the risks, or from a beta
distribution of risks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Literal, Self

from pydantic import model_validator

from stats.design import Step, Variant
from stats.formulas.prediction.model_validation import C_STATISTIC, PREVALENCE, ModelValidation
from stats.formulas.prediction.predicted_risks import (
    Risks,
    beta_risks,
    conditional_risks,
    marginal_risks,
    normal_risks,
    pavlou_risks,
    quartile_risks,
)
from stats.formulas.prediction.widths import Precise, measures_of
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text

_NEEDED = Text(
    fr="À renseigner pour la répartition des risques choisie, ou choisir une autre répartition.",
    en="Needed for the distribution of risks chosen; fill it in or choose another distribution.",
)


_QUARTILE_1 = Quantity(
    label=Text(fr="Premier quartile des risques prédits", en="First quartile of predicted risks"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Risque sous lequel se trouve un quart des patients ; souvent publié avec la médiane.",
        en="Risk below which a quarter of the patients lie; often published with the median.",
    ),
    gt=0,
    lt=1,
    seldom=True,
)
_QUARTILE_3 = Quantity(
    label=Text(fr="Troisième quartile des risques prédits", en="Third quartile of predicted risks"),
    unit=Unit.PROPORTION,
    help=Text(fr="Risque que dépasse un quart des patients.", en="Risk that a quarter of the patients exceed."),
    gt=0,
    lt=1,
    seldom=True,
)
_QUARTILES_REVERSED = Text(
    fr="Le troisième quartile des risques doit dépasser le premier : vérifier l'ordre des deux valeurs.",
    en="The third quartile of the risks must exceed the first: check the order of the two values.",
)


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
            seldom=True,
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
            seldom=True,
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
            seldom=True,
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
            seldom=True,
        ),
    ] = None
    risk_first_quartile: Annotated[float | None, _QUARTILE_1] = None
    risk_third_quartile: Annotated[float | None, _QUARTILE_3] = None
    distribution: Annotated[
        Literal["conditional", "marginal", "pavlou", "normal", "quartiles", "beta"],
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
                "quartiles": Text(
                    fr="quartiles publiés des risques prédits (prédicteur normal)",
                    en="published quartiles of predicted risks (normal predictor)",
                ),
                "beta": Text(fr="risques de loi bêta", en="beta distribution of risks"),
            },
            seldom=True,
        ),
    ] = "conditional"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for field in _FIELDS[self.distribution]:
            if getattr(self, field) is None:
                raise Refusal(_NEEDED, field)
        low, high = self.risk_first_quartile, self.risk_third_quartile
        if self.distribution == "quartiles" and low is not None and high is not None and low >= high:
            raise Refusal(_QUARTILES_REVERSED, "risk_third_quartile")
        return self

    @property
    def risks(self) -> Risks:
        """The distribution chosen."""
        first, second = (getattr(self, field) for field in _FIELDS[self.distribution])
        return _MAKERS[self.distribution](first, second)

    def measures(self) -> tuple[Precise, ...]:
        given = self.c_statistic if self.distribution in _SHAPES_FROM_C else None
        return measures_of(self.risks.prevalence, self.risks, self.critical, given)

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
    "quartiles": ("risk_first_quartile", "risk_third_quartile"),
    "beta": ("beta_first", "beta_second"),
}
_MAKERS: dict[str, Callable[[float, float], Risks]] = {
    "conditional": conditional_risks,
    "marginal": marginal_risks,
    "pavlou": pavlou_risks,
    "normal": normal_risks,
    "quartiles": quartile_risks,
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
    "quartiles": Text(
        fr="des risques prédits de quartiles {risk_first_quartile} et {risk_third_quartile}",
        en="predicted risks of quartiles {risk_first_quartile} and {risk_third_quartile}",
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
