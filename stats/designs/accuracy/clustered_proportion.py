"""A proportion per lesion, image or segment against a goal, with several units per patient.

n patients bring n m units. With the coefficient of variation cv of the number of units per patient and the intraclass
correlation ICC of two units of the same patient, the variance of the ratio estimator is p (1 - p) DE / (n m) with

    DE = 1 + ((1 + cv^2) m - 1) ICC.

The test estimates this variance between patients and has n - 1 degrees of freedom (stats/rao_scott.py). Simulated with
beta-binomial answers, the Rao-Scott test keeps its risk within .022 and .032 for .025 (15 to 300 patients, goals from .45
to .93, cv up to .8), and its power lies within 3 points of the formula, mostly below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.accuracy import rao_scott
from stats.goals import NoEquivalence, OneSided, refuse_wrong_side
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class ClusteredProportion(Design):
    """Show that a proportion read on several units per patient exceeds, or is not worse than, a fixed goal."""

    kind: Literal["clustered_proportion"] = "clustered_proportion"
    goal: NoEquivalence
    p_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue, par unité", en="Expected proportion, per unit"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Par exemple la sensibilité par lésion : part des lésions détectées, toutes lésions confondues.",
                en="For example the sensitivity per lesion: share of lesions detected, over all lesions.",
            ),
            symbol="p₁",
            gt=0,
            lt=1,
        ),
    ]
    p_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Valeur de référence à dépasser", en="Performance goal to exceed"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Objectif de performance par unité, fixé d'avance et justifié.",
                en="Performance goal per unit, set in advance and justified.",
            ),
            symbol="p₀",
            gt=0,
            lt=1,
        ),
    ]
    units_per_patient: Annotated[
        float,
        Quantity(
            label=Text(fr="Unités par patient, en moyenne", en="Units per patient, on average"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Lésions, images ou segments par patient, parmi les patients qui en ont au moins un.",
                en="Lesions, images or segments per patient, among patients who have at least one.",
            ),
            symbol="m",
            ge=1,
            le=10_000,
        ),
    ]
    icc: Annotated[
        float,
        Quantity(
            label=Text(fr="Corrélation intra-patient (ICC)", en="Within-patient correlation (ICC)"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Corrélation des réponses de deux unités du même patient : 0, indépendantes ; proche de 1, un patient "
                "est tout juste ou tout faux. Souvent entre 0,1 et 0,4 pour des lésions ; à estimer sur un pilote.",
                en="Correlation of the answers on two units of the same patient: 0, independent; near 1, a patient is "
                "all right or all wrong. Often between 0.1 and 0.4 for lesions; estimate it on a pilot.",
            ),
            symbol="ρ",
            ge=0,
            lt=1,
        ),
    ]
    units_cv: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Coefficient de variation du nombre d'unités", en="Coefficient of variation of the number of units"
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Écart-type du nombre d'unités par patient divisé par sa moyenne ; 0 si tous en ont autant.",
                en="Standard deviation of the number of units per patient over its mean; 0 when all have as many.",
            ),
            symbol="CV",
            ge=0,
            le=3,
        ),
    ] = 0.0
    method: Annotated[
        Literal["rao_scott", "ratio", "z"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "rao_scott": Text(fr="score de Rao et Scott, loi de Student", en="Rao-Scott score test, Student's t"),
                "ratio": Text(
                    fr="Wald sur l'estimateur du rapport, loi de Student", en="Wald on the ratio estimator, Student's t"
                ),
                "z": Text(
                    fr="score, effectif d'une proportion multiplié par l'effet de grappe",
                    en="score, size of one proportion times the design effect",
                ),
            },
        ),
    ] = "rao_scott"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Patients analysés", en="Patients analysed"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Proportion par lésion ou par image comparée à une valeur de référence",
            en="Proportion per lesion or per image against a performance goal",
        ),
        question=Text(
            fr="Avec plusieurs lésions, images ou segments par patient, la performance par unité dépasse-t-elle un "
            "objectif fixé d'avance ?",
            en="With several lesions, images or segments per patient, does the performance per unit exceed a goal set "
            "in advance?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test du score de Rao et Scott, variance estimée entre patients",
            en="Rao-Scott score test, variance estimated between patients",
        ),
        limits=Text(
            fr="Le nombre d'unités d'un patient ne doit pas dépendre de la difficulté de ses unités. La corrélation "
            "intra-patient est souvent mal connue : montrer l'effectif sur une plage. Avec moins d'une trentaine de "
            "patients ou des nombres d'unités très inégaux, le risque réel peut atteindre 0,032 pour 0,025 et la "
            "puissance être de 3 points inférieure au calcul.",
            en="The number of units of a patient must not depend on how difficult they are. The within-patient "
            "correlation is often poorly known: show the size over a range. With fewer than about thirty patients or "
            "very unequal numbers of units, the actual risk may reach 0.032 for 0.025 and the power be 3 points below "
            "the calculation.",
        ),
        references=(
            Reference(
                "Rao JNK, Scott AJ. A simple method for the analysis of clustered binary data. Biometrics 1992;48:577-85",
                "10.2307/2532311",
            ),
            Reference(
                "Obuchowski NA. On the comparison of correlated proportions for clustered data. Stat Med "
                "1998;17:1495-507"
            ),
            Reference(
                "Genders TSS, Spronk S, Stijnen T, et al. Methods for calculating sensitivity and specificity of "
                "clustered data: a tutorial. Radiology 2012;265:910-6",
                "10.1148/radiol.12120509",
            ),
            Reference(
                "Saha KK, Miller D, Wang S. A comparison of some approximate confidence intervals for a single "
                "proportion for clustered binary outcome data. Int J Biostat 2016;12",
                "10.1515/ijb-2015-0024",
            ),
        ),
        measures=(Measure.PROPORTION,),
        endpoint=Endpoint.DETECTION,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if not 0 < self._null < 1:
            raise Refusal(_OUT_OF_RANGE, "goal")
        if self.units_cv > 0 and self.units_per_patient <= 1:
            raise Refusal(_ONE_UNIT, "units_cv")
        refuse_wrong_side(self.goal, self.p_expected - self.p_reference, "p_expected")
        return self

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _null(self) -> float:
        return self.p_reference + self._test.null

    @property
    def design_effect(self) -> float:
        """By how much the correlation of units multiplies the variance."""
        return 1 + ((1 + self.units_cv**2) * self.units_per_patient - 1) * self.icc

    @property
    def _each(self) -> float:
        """Independent units that a patient is worth."""
        return self.units_per_patient / self.design_effect

    @property
    def traits(self) -> Traits:
        return Traits()

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        return rao_scott.power(self.method, self.p_expected, self._null, n * self._each, n - 1, self._test.alpha)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        n = int(np.asarray(size["participants"]))
        truth = self.p_expected if at == "alternative" else self._null
        units = self._units((trials, n), rng)
        right = rao_scott.beta_binomial(units, truth, self.icc, rng)
        return rao_scott.analysed(self.method, right, units, self._null, self._test.sign, self._test.alpha)

    def _units(self, shape: tuple[int, int], rng: np.random.Generator) -> FloatArray:
        """Numbers of units: one, plus a count with the mean and the variance that are left."""
        mean, variance = self.units_per_patient - 1, (self.units_cv * self.units_per_patient) ** 2
        part = mean % 1
        if variance <= part * (1 - part) + 1e-12:
            more = np.floor(mean) + (rng.random(shape) < part)
        elif variance > mean:
            size = mean**2 / (variance - mean)
            more = rng.negative_binomial(size, size / (size + mean), shape)
        elif variance > 0.999 * mean:
            more = rng.poisson(mean, shape)
        else:
            most = max(round(mean**2 / (mean - variance)), int(np.ceil(mean)))
            more = rng.binomial(most, mean / most, shape)
        return np.asarray(1.0 + more, dtype=np.float64)

    def null_value(self) -> Value:
        return Value(self.p_reference, Unit.PROPORTION)

    def variants(self) -> tuple[Variant, ...]:
        found = self.other_options("method")
        return (*found, Variant(_IGNORED, self.model_copy(update={"icc": 0.0}))) if self.icc > 0 else found

    def method_text(self) -> Text:
        return _METHODS[self.method]

    def caution(self) -> Text | None:
        return _RATIO if self.method == "ratio" else _UNEVEN

    def least_success(self, size: Size) -> Phrase | None:
        n = float(np.asarray(size["participants"]))
        edge = rao_scott.edge(
            self.method, self.p_expected, self._null, n * self._each, n - 1, self._test.alpha, self._test.sign
        )
        if not 0 < edge < 1:
            return None
        return Phrase(_LEAST, {"edge": Value(edge, Unit.PROPORTION)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = size["participants"]
        effective = n * self._each
        return (
            Step(_EFFECT, Value(self.design_effect), _EFFECT_HOW),
            Step(_UNITS, Value(n * self.units_per_patient)),
            Step(_EFFECTIVE, Value(effective), _EFFECTIVE_HOW),
            Step(_ERROR, Value(float(np.sqrt(self.p_expected * (1 - self.p_expected) / effective)), Unit.POINTS)),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        p1, p0, alpha = self.p_expected, self._null, self._test.alpha
        given = f"with(list(a = {alpha:g}, p = {p1:.10g}, g = {p0:.10g}, k = {self._each:.12g}), "
        if self.method == "z":
            return (
                f"{given}((qnorm(1 - a) * sqrt(g * (1 - g)) + qnorm({{target}}) * sqrt(p * (1 - p))) / (p - g))^2 / k)"
            )
        scale = "1" if self.method == "ratio" else "sqrt(g * (1 - g) / (p * (1 - p)))"
        return (
            f"{given}uniroot(function(n) pt(qt(1 - a, n - 1) * {scale}, n - 1, ncp = abs(p - g) * "
            "sqrt(n * k / (p * (1 - p))), lower.tail = FALSE) - {target}, c(2, 1e6), tol = 1e-9)$root)"
        )


_OUT_OF_RANGE = Text(
    fr="La référence moins la marge sort de l'intervalle ]0 ; 1[ : réduire la marge ou revoir la référence.",
    en="The reference minus the margin leaves the interval (0, 1): reduce the margin or revise the reference.",
)
_ONE_UNIT = Text(
    fr="Avec une unité par patient le nombre d'unités ne varie pas : mettre le coefficient de variation à 0, ou augmenter "
    "le nombre moyen d'unités.",
    en="With one unit per patient the number of units does not vary: set the coefficient of variation to 0, or raise the "
    "average number of units.",
)
_IGNORED = Text(
    fr="unités supposées indépendantes (corrélation ignorée)", en="units taken as independent (correlation ignored)"
)
_METHODS = {
    "rao_scott": ClusteredProportion.card.method,
    "ratio": Text(
        fr="test de Wald de l'estimateur du rapport, variance estimée entre patients",
        en="Wald test of the ratio estimator, variance estimated between patients",
    ),
    "z": Text(
        fr="test du score avec effet de grappe, quantiles normaux", en="score test with design effect, normal quantiles"
    ),
}
_RATIO = Text(
    fr="Le test de Wald est montré pour comparaison : loin de 50 % son risque réel dépasse le risque annoncé (0,043 à 0,078 "
    "pour 0,025 avec une référence de 0,80 à 0,93).",
    en="Wald's test is shown for comparison: away from 50% its actual risk exceeds the stated one (0.043 to 0.078 for "
    "0.025 with a goal of 0.80 to 0.93).",
)
_LEAST = Text(
    fr="succès si la proportion observée par unité atteint {edge} ou mieux (avec la corrélation attendue)",
    en="success if the observed proportion per unit reaches {edge} or better (with the expected correlation)",
)
_EFFECT = Text(fr="Effet de grappe (plan de sondage)", en="Design effect")
_EFFECT_HOW = Text(fr="1 + ((1 + CV²) m - 1) ICC", en="1 + ((1 + CV²) m - 1) ICC")
_UNITS = Text(fr="Unités attendues au total", en="Units expected in total")
_EFFECTIVE = Text(fr="Unités indépendantes équivalentes", en="Equivalent independent units")
_EFFECTIVE_HOW = Text(fr="unités / effet de grappe", en="units / design effect")
_ERROR = Text(fr="Erreur standard de la proportion", en="Standard error of the proportion")
_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que la proportion par unité est meilleure que la valeur de référence de {p_reference}, sous une "
        "proportion attendue de {p_expected}, avec en moyenne {units_per_patient} unités par patient (coefficient de "
        "variation {units_cv}) et une corrélation intra-patient de {icc}, au risque de première espèce {sides} de {alpha} "
        "avec une puissance de {target}, {n_total} patients analysables sont nécessaires.",
        en="To show that the proportion per unit is better than the performance goal of {p_reference}, under an expected "
        "proportion of {p_expected}, with {units_per_patient} units per patient on average (coefficient of variation "
        "{units_cv}) and a within-patient correlation of {icc}, at a {sides} type I error of {alpha} with a power of "
        "{target}, {n_total} analysable patients are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que la proportion par unité n'est pas moins bonne que la référence de {p_reference} de plus de "
        "{margin}, sous une proportion attendue de {p_expected}, avec en moyenne {units_per_patient} unités par patient "
        "(coefficient de variation {units_cv}) et une corrélation intra-patient de {icc}, au risque de première espèce "
        "unilatéral de {alpha} avec une puissance de {target}, {n_total} patients analysables sont nécessaires.",
        en="To show that the proportion per unit is not worse than the reference of {p_reference} by more than {margin}, "
        "under an expected proportion of {p_expected}, with {units_per_patient} units per patient on average (coefficient "
        "of variation {units_cv}) and a within-patient correlation of {icc}, at a one-sided type I error of {alpha} with "
        "a power of {target}, {n_total} analysable patients are needed.",
    ),
}
_UNEVEN = Text(
    fr="Analyse approchée : la puissance simulée est inférieure de 1 à 2 points au calcul avec moins de 150 patients. Viser une "
    "puissance plus élevée, ou vérifier par simulation.",
    en="Approximate analysis: the simulated power is 1 to 2 points below the calculation with fewer than 150 patients. Aim at a "
    "higher power, or check by simulation.",
)
