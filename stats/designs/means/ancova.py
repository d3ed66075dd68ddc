"""Two means adjusted for baseline covariates or a prognostic score: analysis of covariance.

With R the (multiple) correlation of the endpoint with q covariates, the residual standard deviation is
sd sqrt(1 - R^2), and the adjusted difference has N - 2 - q degrees of freedom. Chance imbalance of the covariates
between arms multiplies its variance by 1 + D, where 1 / (1 + D) follows a beta law ((N - q - 1) / 2, q / 2) when the
covariates are normal (D is Hotelling's T^2 / (N - 2)):

- exact: the non-central t power averaged over D (Shieh 2020)
- expected: the mean of D, q / (N - q - 3), put in the variance; 1 + 1 / (2n - 4) for one covariate, n per arm
  (Cochran 1957); 0.35291 for d = 5, sd 12, r .6, 20 per arm, where exact is 0.35329 (simulated 0.35305)
- t: no imbalance, 0.36105 there; z: sd^2 (1 - R^2) in the normal formula (Borm 2007)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Variant
from stats.designs.means.two_means import TwoMeans
from stats.formulas.means.adjustment import adjusted_power, least_squares, mean_inflation
from stats.formulas.t_tests import BOTH_ARMS, Analysed, Samples, TTest, claim_power, rpact_means, sentences
from stats.goals import ComparisonWithMargin, Equivalence, refuse_wrong_side
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray
from stats.two_arms import TwoArms


class Ancova(TTest, TwoArms):
    """Compare the means of two arms, adjusted for a baseline value, other covariates or a prognostic score."""

    kind: Literal["ancova"] = "ancova"
    goal: ComparisonWithMargin
    difference: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Différence attendue (expérimental - contrôle)", en="Expected difference (experimental - control)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Différence des moyennes, avec son signe. L'ajustement ne la change pas : il réduit la variabilité.",
                en="Difference in means, with its sign. Adjustment does not change it: it reduces the variability.",
            ),
            symbol="δ",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type du critère, avant ajustement", en="Standard deviation of the endpoint, before adjustment"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre participants au temps de mesure, dans un bras : ni celle de la variation, ni celle "
                "des résidus.",
                en="Between-participant variability at the time of measurement, within an arm: neither that of the "
                "change nor that of the residuals.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    correlation: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Corrélation du critère avec la covariable ou le score pronostique",
                en="Correlation of the endpoint with the covariate or the prognostic score",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Dans un bras. Pour un score pronostique (jumeau numérique), la prendre sur un jeu de données externe "
                "à son apprentissage et la diminuer par prudence. Vide si la part de variance expliquée est donnée.",
                en="Within an arm. For a prognostic score (digital twin), take it from data outside its training set and "
                "lower it to be cautious. Empty when the share of variance explained is given.",
            ),
            symbol="R",
            gt=-1,
            lt=1,
        ),
    ] = None
    r_squared: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Part de variance expliquée par les covariables (R²)",
                en="Share of variance explained by the covariates (R²)",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="R² du critère sur toutes les covariables, dans un bras. Vide si la corrélation est donnée.",
                en="R² of the endpoint on all the covariates, within an arm. Empty when the correlation is given.",
            ),
            symbol="R²",
            ge=0,
            lt=1,
        ),
    ] = None
    covariates: Annotated[
        float,
        Quantity(
            label=Text(fr="Nombre de covariables du modèle", en="Number of covariates in the model"),
            unit=Unit.COUNT,
            help=Text(
                fr="Sans compter le bras. Une variable à k modalités compte pour k - 1.",
                en="Not counting the arm. A variable with k categories counts for k - 1.",
            ),
            symbol="q",
            ge=1,
            le=50,
        ),
    ] = 1.0
    method: Annotated[
        Literal["exact", "expected", "t", "z"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "exact": Text(
                    fr="loi t non centrée, moyennée sur le déséquilibre des covariables (Shieh)",
                    en="non-central t, averaged over covariate imbalance (Shieh)",
                ),
                "expected": Text(
                    fr="loi t non centrée, déséquilibre moyen des covariables",
                    en="non-central t, mean covariate imbalance",
                ),
                "t": Text(fr="loi t non centrée, covariables équilibrées", en="non-central t, balanced covariates"),
                "z": Text(fr="approximation normale (Borm)", en="normal approximation (Borm)"),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"),
            minimum=6,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Deux moyennes ajustées sur l'état initial ou un score pronostique (ANCOVA)",
            en="Two means adjusted for baseline or a prognostic score (ANCOVA)",
        ),
        question=Text(
            fr="Le dispositif améliore-t-il un score ou une mesure par rapport au comparateur, en tenant compte de la "
            "valeur initiale ou d'un score pronostique (jumeau numérique) de chaque patient ?",
            en="Does the device improve a score or a measurement against the comparator, taking into account each "
            "patient's baseline value or prognostic score (digital twin)?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="analyse de covariance (modèle linéaire : bras et covariables), puissance par la loi t non centrée "
            "moyennée sur le déséquilibre fortuit des covariables",
            en="analysis of covariance (linear model: arm and covariates), power from the non-central t distribution "
            "averaged over the chance imbalance of the covariates",
        ),
        limits=Text(
            fr="Une seule pente commune aux deux bras et des résidus de même variance ; covariables mesurées avant le "
            "tirage au sort et fixées d'avance. L'effectif dépend de la corrélation, souvent surestimée dans la "
            "population ayant servi à construire le score. Un participant sans valeur initiale doit rester dans "
            "l'analyse (imputation simple de la covariable).",
            en="One slope common to both arms and residuals of equal variance; covariates measured before randomisation "
            "and fixed in advance. The size depends on the correlation, often overestimated in the population that "
            "trained the score. A participant without a baseline value should stay in the analysis (single imputation "
            "of the covariate).",
        ),
        references=(
            Reference(
                "Shieh G. Power analysis and sample size planning in ANCOVA designs. Psychometrika 2020;85:101-20",
                "10.1007/s11336-019-09692-3",
            ),
            Reference(
                "Borm GF, Fransen J, Lemmens WAJG. A simple sample size formula for analysis of covariance in randomized "
                "clinical trials. J Clin Epidemiol 2007;60:1234-8",
                "10.1016/j.jclinepi.2007.02.006",
            ),
            Reference(
                "Cochran WG. Analysis of covariance: its nature and uses. Biometrics 1957;13:261-81", "10.2307/2527916"
            ),
            Reference(
                "Schuler A, Walsh D, Hall D, et al. Increasing the efficiency of randomized trial estimates via linear "
                "adjustment for a prognostic score. Int J Biostat 2022;18:329-56",
                "10.1515/ijb-2021-0072",
            ),
            Reference(
                "European Medicines Agency. Qualification opinion for Prognostic Covariate Adjustment (PROCOVA). 2022"
            ),
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if (self.correlation is None) == (self.r_squared is None):
            raise Refusal(_ONE_WAY, "correlation")
        if self.covariates != round(self.covariates):
            raise Refusal(_WHOLE, "covariates")
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True, normal=not isinstance(self.goal, Equivalence))

    @property
    def effect(self) -> float:
        return self.difference

    @property
    def explained(self) -> float:
        """Share of the variance that the covariates explain."""
        return self.r_squared if self.r_squared is not None else (self.correlation or 0.0) ** 2

    @property
    def residual_sd(self) -> float:
        """Standard deviation left after adjustment."""
        return self.sd * float(np.sqrt(1 - self.explained))

    def _balanced(self, size: Size) -> tuple[FloatArray, FloatArray]:
        experimental, control = self.sizes(size)
        return self.residual_sd * np.sqrt(1 / experimental + 1 / control), experimental + control - 2 - self.covariates

    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        error, df = self._balanced(size)
        imbalance = self.covariates if self.method in ("exact", "expected") else 0.0
        return error * np.sqrt(mean_inflation(df, imbalance)), df

    def attained(self, size: Size) -> FloatArray:
        if self.method == "exact":
            return adjusted_power(self.goal, self.difference, *self._balanced(size), self.covariates)
        error, df = self.error_and_df(size)
        power = claim_power(self.goal, self.difference, error, None if self.method == "z" else np.maximum(df, 1.0))
        return np.where(df > 1, power, 0.0)

    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        q = int(self.covariates)
        slope = self.sd * np.sqrt(self.explained / q) * (-1 if (self.correlation or 0) < 0 else 1)
        data = []
        for arm, shift in zip(self.arms(int(np.asarray(size["participants"]))), (effect, 0.0), strict=True):
            x = rng.standard_normal((trials, arm.size, q))
            data += [shift + slope * x.sum(axis=2) + self.residual_sd * rng.standard_normal(x.shape[:2]), x]
        return tuple(data)

    def analyse(self, data: Samples) -> Analysed:
        return least_squares(*data)

    def variants(self) -> tuple[Variant, ...]:
        unadjusted = {"goal": self.goal, "difference": self.difference, "allocation": self.allocation}
        others = [Variant(_UNADJUSTED, TwoMeans(**unadjusted, sd=self.sd))]
        if self.correlation is not None and self.covariates == 1:
            changes = self.sd * float(np.sqrt(2 * (1 - self.correlation)))
            others.append(Variant(_CHANGES, TwoMeans(**unadjusted, sd=changes)))
        return (*super().variants(), *others)

    def caution(self) -> Text | None:
        return _OPTIMISTIC if self.method in ("t", "z") else None

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, _ = self._balanced(size)
        actual, _ = self.error_and_df(size)
        return (
            Step(_RESIDUAL, Value(self.residual_sd, Unit.ENDPOINT), _RESIDUAL_HOW),
            Step(_INFLATION, Value(float((actual / error) ** 2))),
            *super().steps(size),
        )

    def sentence(self) -> Text:
        return (_WITH_R2 if self.correlation is None else _WITH_R)[self.goal.kind]

    def r_call(self) -> str | None:
        goal = self.goal
        if isinstance(goal, Equivalence):
            return None
        if self.method == "z":
            return rpact_means(goal, self.difference, self.residual_sd, normal=True, allocation=self.allocation)
        test = goal.tests()[0]
        shift = "d / s / sqrt((1 + k)^2 / (k * n))"
        power = "pt(qt(1 - a, n - 2 - q), n - 2 - q, {}, lower.tail = FALSE)"
        if self.method == "exact":
            balance = "qbeta(u, (n - q - 1) / 2, q / 2)"
            reached = f"integrate(function(u) {power.format(f'{shift} * sqrt({balance})')}, 0, 1, rel.tol = 1e-9)$value"
        else:
            inflation = " / sqrt(1 + q / (n - q - 3))" if self.method == "expected" else ""
            reached = power.format(shift + inflation)
        return (
            f"with(list(d = {test.sign * (self.difference - test.null):.10g}, s = {self.residual_sd:.10g}, "
            f"a = {test.alpha:g}, k = {self.allocation:.10g}, q = {self.covariates:g}), uniroot(function(n) {reached} "
            "- {target}, c(q + 3.01, 40 + 2 * q + 2 * (1 + k)^2 / k * (s / d)^2 * (qnorm(1 - a) + qnorm({target}))^2), "
            "tol = 1e-8)$root)"
        )


_ONE_WAY = Text(
    fr="Donner la corrélation avec la covariable, ou la part de variance expliquée (R²) : l'une des deux, pas les deux.",
    en="Give the correlation with the covariate, or the share of variance explained (R²): one of the two, not both.",
)
_WHOLE = Text(fr="Le nombre de covariables doit être entier.", en="The number of covariates must be whole.")
_UNADJUSTED = Text(fr="sans ajustement : test t", en="no adjustment: t test")
_CHANGES = Text(
    fr="analyse des variations depuis l'état initial, même écart-type aux deux temps",
    en="analysis of changes from baseline, same standard deviation at both times",
)
_OPTIMISTIC = Text(
    fr="Cette formule suppose des covariables exactement équilibrées entre les bras : elle est un peu optimiste, de 0,8 point "
    "de puissance à 20 participants par bras avec une covariable, davantage avec plusieurs.",
    en="This formula takes the covariates as exactly balanced between arms: it is a little optimistic, by 0.8 point of power "
    "at 20 participants per arm with one covariate, more with several.",
)
_RESIDUAL = Text(fr="Écart-type résiduel après ajustement", en="Residual standard deviation after adjustment")
_RESIDUAL_HOW = Text(fr="écart-type × racine de (1 - R²)", en="standard deviation × square root of (1 - R²)")
_INFLATION = Text(
    fr="Inflation de la variance par le déséquilibre des covariables", en="Variance inflation from covariate imbalance"
)


def _sentences(fr: str, en: str) -> dict[str, Text]:
    return sentences(
        Text(
            fr=f"une différence de moyennes de {{difference}} par une analyse de covariance (écart-type {{sd}}, {fr})",
            en=f"a difference in means of {{difference}} by an analysis of covariance (standard deviation {{sd}}, {en})",
        ),
        Text(
            fr=f"une différence vraie de {{difference}} analysée par covariance (écart-type {{sd}}, {fr})",
            en=f"a true difference of {{difference}} analysed by covariance (standard deviation {{sd}}, {en})",
        ),
        BOTH_ARMS,
    )


_WITH_R = _sentences(
    "corrélation {correlation} avec la covariable d'ajustement",
    "correlation {correlation} with the adjustment covariate",
)
_WITH_R2 = _sentences(
    "part de variance expliquée par les covariables {r_squared}",
    "share of variance explained by the covariates {r_squared}",
)
