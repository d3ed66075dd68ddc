"""Incremental net monetary benefit of two arms: superiority to zero, or non-inferiority with a margin in euros.

Each participant has a net benefit b = λ e - c, with λ the willingness to pay for one unit of effect (a QALY). The
incremental net benefit λ ΔE - ΔC is a difference of two means, tested by a t test of the individual net benefits.
Their variance in an arm is λ² σ_e² + σ_c² - 2 λ ρ σ_e σ_c; per arm n = (z_a + z_b)² 2 var / INB² (Glick 2011).
Simulated costs are skewed and the effect is normal given the cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step
from stats.exhibit import Exhibit
from stats.formulas.economics.euros import (
    EURO_METHOD,
    JOHNSON,
    SHAPE,
    THOMPSON,
    EuroTest,
    Method,
    Shape,
    skewness,
    standard_costs,
)
from stats.formulas.economics.exhibits import along_the_threshold
from stats.formulas.t_tests import BOTH_ARMS, Samples, sentences
from stats.goals import NoEquivalence, refuse_wrong_side
from stats.normal import Phi
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.text import Text
from stats.trials import FloatArray

_LOWER = Text(
    fr="Un bénéfice net est favorable quand il est élevé : le sens favorable du critère doit être « plus élevé ».",
    en="A net benefit is favourable when it is high: the favourable direction of the endpoint must be “higher”.",
)


class NetBenefit(EuroTest):
    """Show that the device is cost-effective: a positive incremental net monetary benefit."""

    kind: Literal["net_benefit"] = "net_benefit"
    goal: NoEquivalence
    delta_effect: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Gain d'effet attendu, en QALY (expérimental - contrôle)",
                en="Expected gain in effect, in QALYs (experimental - control)",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Différence de QALY moyens par participant sur l'horizon de l'essai, avec son signe. Zéro si seul le "
                "coût doit changer.",
                en="Difference in mean QALYs per participant over the horizon of the trial, with its sign. Zero when only "
                "the cost should change.",
            ),
            symbol="ΔE",
        ),
    ]
    delta_cost: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Différence de coût attendue (expérimental - contrôle)",
                en="Expected difference in cost (experimental - control)",
            ),
            unit=Unit.EUROS,
            help=Text(
                fr="Différence des coûts moyens par participant, coût du dispositif compris : négative si le dispositif "
                "fait économiser.",
                en="Difference in mean costs per participant, cost of the device included: negative when the device saves.",
            ),
            symbol="ΔC",
        ),
    ]
    sd_effect: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type de l'effet, en QALY (commun, ou du bras expérimental)",
                en="Standard deviation of the effect, in QALYs (common, or experimental arm)",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Variabilité entre participants des QALY cumulés sur l'horizon de l'essai.",
                en="Between-participant variability of the QALYs accrued over the horizon of the trial.",
            ),
            symbol="σ_E",
            gt=0,
        ),
    ]
    sd_cost: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type du coût (commun, ou du bras expérimental)",
                en="Standard deviation of the cost (common, or experimental arm)",
            ),
            unit=Unit.EUROS,
            help=Text(
                fr="Variabilité entre participants du coût total. Elle est souvent du même ordre que le coût moyen.",
                en="Between-participant variability of the total cost. It is often of the order of the mean cost.",
            ),
            symbol="σ_C",
            gt=0,
        ),
    ]
    correlation: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Corrélation entre coût et effet d'un même participant",
                en="Correlation of cost and effect within a participant",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Négative si les participants en mauvaise santé coûtent plus cher, ce qui augmente l'effectif. Zéro "
                "sans information.",
                en="Negative when participants in poor health cost more, which increases the size. Zero without information.",
            ),
            symbol="ρ",
            gt=-1,
            lt=1,
        ),
    ]
    willingness_to_pay: Annotated[
        float,
        Quantity(
            label=Text(fr="Disposition à payer pour un QALY", en="Willingness to pay for one QALY"),
            unit=Unit.EUROS,
            help=Text(
                fr="Valeur de référence à laquelle l'efficience est jugée, à justifier : il n'existe pas de seuil officiel "
                "en France.",
                en="Threshold at which cost-effectiveness is judged, to be justified: there is no official one in France.",
            ),
            symbol="λ",
            gt=0,
        ),
    ]
    sd_effect_control: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type de l'effet dans le bras contrôle, s'il diffère",
                en="Standard deviation of the effect in the control arm, if different",
            ),
            unit=Unit.NUMBER,
            help=Text(fr="Laisser vide pour un écart-type commun.", en="Leave empty for a common standard deviation."),
            gt=0,
            seldom=True,
        ),
    ] = None
    sd_cost_control: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type du coût dans le bras contrôle, s'il diffère",
                en="Standard deviation of the cost in the control arm, if different",
            ),
            unit=Unit.EUROS,
            help=Text(fr="Laisser vide pour un écart-type commun.", en="Leave empty for a common standard deviation."),
            gt=0,
            seldom=True,
        ),
    ] = None
    cv_cost: Annotated[
        float,
        Quantity(
            label=Text(fr="Coefficient de variation des coûts", en="Coefficient of variation of the costs"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Écart-type du coût divisé par sa moyenne : fixe l'asymétrie des coûts (simulation, méthode corrigée).",
                en="Standard deviation of the cost over its mean: sets the skewness of costs (simulation, corrected method).",
            ),
            gt=0,
            le=5,
        ),
    ] = 1.0
    cost_shape: Annotated[Shape, SHAPE] = "gamma"
    method: Annotated[Method, EURO_METHOD] = "t"

    reached: ClassVar[Text] = Text(
        fr="succès si le bénéfice net différentiel observé atteint {edge} ou mieux (avec la variabilité attendue)",
        en="success if the observed incremental net benefit reaches {edge} or better (with the expected variability)",
    )
    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Bénéfice monétaire net différentiel", en="Incremental net monetary benefit"),
        question=Text(
            fr="Le dispositif est-il efficient, c'est-à-dire vaut-il son coût au regard des QALY gagnés ?",
            en="Is the device cost-effective: is it worth its cost, given the QALYs gained?",
        ),
        family=Family.ECONOMICS,
        method=Text(
            fr="test t de Student sur les bénéfices nets individuels (de Welch si les écarts-types diffèrent), puissance "
            "par la loi t non centrée",
            en="Student's t test of the individual net benefits (Welch's when the standard deviations differ), power from "
            "the non-central t distribution",
        ),
        limits=Text(
            fr="Coût et effet mesurés chez chaque participant sur tout l'horizon. Une seule disposition à payer est jugée. "
            "Avec des bras inégaux et des coûts très asymétriques, le risque de première espèce s'écarte de sa valeur "
            "nominale : il est donné dans les étapes du calcul. La corrélation est celle d'un même participant dans "
            "chaque bras ; avec des écarts-types différents, Glick prend celle des différences, ce qui change peu l'effectif.",
            en="Cost and effect measured on each participant over the whole horizon. A single willingness to pay is judged. "
            "With unequal arms and very skewed costs the type I error leaves its nominal value: it is given in the steps of "
            "the calculation. The correlation is that within a participant in each arm; with different standard "
            "deviations Glick takes that of the differences, which hardly changes the size.",
        ),
        references=(
            Reference(
                "Glick HA. Sample size and power for cost-effectiveness analysis (part 1). Pharmacoeconomics 2011;29:189-98"
            ),
            Reference("Willan AR, Briggs AH. Statistical analysis of cost-effectiveness data. Chichester: Wiley, 2006"),
            Reference(
                "Willan AR, O'Brien BJ. Sample size and power issues in estimating incremental cost-effectiveness ratios "
                "from clinical trials data. Health Econ 1999;8:203-11",
                "10.1002/(SICI)1099-1050(199905)8:3<203::AID-HEC413>3.0.CO;2-7",
            ),
            THOMPSON,
            JOHNSON,
        ),
        measures=(Measure.NET_BENEFIT,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
        direction="higher",
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.goal.better != "higher":
            raise Refusal(_LOWER, "goal.better")
        refuse_wrong_side(self.goal, self.effect, "delta_effect")
        return self

    @property
    def effect(self) -> float:
        return self.willingness_to_pay * self.delta_effect - self.delta_cost

    @property
    def pooled(self) -> bool:
        return self.sd_effect_control is None and self.sd_cost_control is None

    @property
    def _parts(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Standard deviations of effect and cost, experimental then control, in euros."""
        worth = self.willingness_to_pay
        return (
            (worth * self.sd_effect, self.sd_cost),
            (worth * (self.sd_effect_control or self.sd_effect), self.sd_cost_control or self.sd_cost),
        )

    @property
    def deviations(self) -> tuple[float, float]:
        first, second = (
            sqrt(effect**2 + cost**2 - 2 * self.correlation * effect * cost) for effect, cost in self._parts
        )
        return first, second

    @property
    def third_moments(self) -> tuple[float, float]:
        skew = skewness(self.cost_shape, self.cv_cost)
        first, second = (skew * (self.correlation * effect - cost) ** 3 for effect, cost in self._parts)
        return first, second

    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        arms = self.arms(int(np.asarray(size["participants"])))
        truth = effect, 0.0
        return tuple(
            mean + self._net_benefits(parts, (trials, arm.size), rng)
            for mean, parts, arm in zip(truth, self._parts, arms, strict=True)
        )

    def _net_benefits(self, parts: tuple[float, float], shape: tuple[int, int], rng: np.random.Generator) -> FloatArray:
        """Net benefits of participants whose cost is skewed and whose effect, in euros, is normal given the cost."""
        cost = standard_costs(self.cost_shape, self.cv_cost, rng, shape)
        own = rng.standard_normal(shape)
        effect = parts[0] * (self.correlation * cost + sqrt(1 - self.correlation**2) * own)
        return np.asarray(effect - parts[1] * cost)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, _ = self.error_and_df(size)
        first, second = self.deviations
        control = () if self.pooled else (Step(_SD_CONTROL, Value(second, Unit.EUROS)),)
        dearer = self.delta_effect > 0 and self.delta_cost > 0
        ratio = (Step(_ICER, Value(self.delta_cost / self.delta_effect, Unit.EUROS), _ICER_HOW),) if dearer else ()
        return (
            Step(_INB, Value(self.effect, Unit.EUROS), _INB_HOW),
            *ratio,
            Step(_SD if self.pooled else _SD_EXPERIMENTAL, Value(first, Unit.EUROS), _SD_HOW),
            *control,
            *super().steps(size),
            Step(_CEAC, Value(float(Phi(self.effect / float(error))), Unit.PROPORTION), _CEAC_HOW),
        )

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        return (along_the_threshold(self, found),)

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]


_INB = Text(fr="Bénéfice monétaire net différentiel attendu", en="Expected incremental net monetary benefit")
_INB_HOW = Text(
    fr="disposition à payer × gain d'effet - différence de coût",
    en="willingness to pay × gain in effect - cost difference",
)
_ICER = Text(fr="Ratio différentiel coût-résultat (RDCR) attendu", en="Expected incremental cost-effectiveness ratio")
_ICER_HOW = Text(fr="différence de coût / gain d'effet, par QALY", en="cost difference / gain in effect, per QALY")
_SD = Text(fr="Écart-type du bénéfice net d'un participant", en="Standard deviation of a participant's net benefit")
_SD_EXPERIMENTAL = Text(
    fr="Écart-type du bénéfice net d'un participant, bras expérimental",
    en="Standard deviation of a participant's net benefit, experimental arm",
)
_SD_CONTROL = Text(
    fr="Écart-type du bénéfice net d'un participant, bras contrôle",
    en="Standard deviation of a participant's net benefit, control arm",
)
_SD_HOW = Text(fr="racine de λ² σ_E² + σ_C² - 2 λ ρ σ_E σ_C", en="square root of λ² σ_E² + σ_C² - 2 λ ρ σ_E σ_C")
_CEAC = Text(
    fr="Probabilité que le dispositif soit efficient à ce seuil, si l'essai observe l'attendu",
    en="Probability of being cost-effective at this threshold, if the trial observes what is expected",
)
_CEAC_HOW = Text(
    fr="courbe d'acceptabilité : Φ(bénéfice net attendu / erreur standard)",
    en="acceptability curve: Φ(expected net benefit / standard error)",
)
_WORDS = Text(
    fr="(gain de {delta_effect} QALY, différence de coût de {delta_cost}, disposition à payer de {willingness_to_pay} par "
    "QALY, écarts-types de {sd_effect} QALY et de {sd_cost}, corrélation de {correlation})",
    en="(gain of {delta_effect} QALYs, difference in cost of {delta_cost}, willingness to pay of {willingness_to_pay} per "
    "QALY, standard deviations of {sd_effect} QALYs and {sd_cost}, correlation of {correlation})",
)
_SENTENCES = sentences(
    Text(
        fr=f"un bénéfice monétaire net différentiel positif {_WORDS.fr}",
        en=f"a positive incremental net monetary benefit {_WORDS.en}",
    ),
    Text(
        fr=f"un bénéfice monétaire net différentiel attendu {_WORDS.fr}",
        en=f"the expected incremental net monetary benefit {_WORDS.en}",
    ),
    BOTH_ARMS,
)
