"""Two factors crossed in four equal groups (2 x 2): the main effect of a factor, or the interaction.

A main effect compares both halves of the trial, whatever the other factor: standard error 2 sd / sqrt(N), N - 3 degrees
of freedom in the model without interaction. The interaction, a difference of two differences, has error
4 sd / sqrt(N) and N - 4 degrees of freedom: four times the participants for an interaction as large as the effect.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Arm, Size, Variant
from stats.formulas.t_tests import BOTH_ARMS, METHOD, Analysed, Samples, TTest, rpact_means, sentences
from stats.goals import Comparison, Equivalence, refuse_wrong_side
from stats.quantities import Choice, Quantity, Unit
from stats.rounding import ceil_
from stats.text import Text
from stats.trials import FloatArray
from stats.two_arms import SMALLEST_ARM


class FactorialMeans(TTest):
    """Compare means in a 2 x 2 factorial trial: one factor at the margin, or the interaction of both."""

    kind: Literal["factorial_means"] = "factorial_means"
    goal: Comparison
    contrast: Annotated[
        Literal["main", "interaction"],
        Choice(
            label=Text(fr="Effet étudié", en="Effect studied"),
            options={
                "main": Text(fr="effet principal d'un facteur", en="main effect of a factor"),
                "interaction": Text(fr="interaction des deux facteurs", en="interaction of the two factors"),
            },
        ),
    ] = "main"
    difference: Annotated[
        float,
        Quantity(
            label=Text(fr="Effet attendu", en="Expected effect"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Effet principal : différence entre les participants avec et sans le facteur, l'autre facteur étant "
                "réparti également. Interaction : effet du facteur en présence de l'autre, moins son effet en son "
                "absence. Le plus petit des deux facteurs commande l'effectif.",
                en="Main effect: difference between participants with and without the factor, the other factor being evenly "
                "spread. Interaction: effect of the factor in the presence of the other, minus its effect in its absence. "
                "The smaller of both factors drives the size.",
            ),
            symbol="δ",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type commun", en="Common standard deviation"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre participants dans un groupe, la même dans les quatre.",
                en="Between-participant variability within a group, the same in all four.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    method: Annotated[Literal["t", "z"], METHOD] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, quatre groupes", en="Participants analysed, four groups"),
            minimum=8,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Plan factoriel 2 × 2, moyennes", en="2 × 2 factorial trial, means"),
        question=Text(
            fr="Deux interventions étant croisées (dispositif oui ou non, accompagnement oui ou non), chacune "
            "améliore-t-elle un score, ou l'effet de l'une dépend-il de l'autre ?",
            en="With two interventions crossed (device or not, coaching or not), does each improve a score, or does the "
            "effect of one depend on the other?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="modèle linéaire à deux facteurs (sans interaction pour un effet principal), test t, puissance par la loi t "
            "non centrée",
            en="linear model with two factors (without interaction for a main effect), t test, power from the non-central "
            "t distribution",
        ),
        limits=Text(
            fr="L'effet principal n'a de sens que si les deux interventions n'interagissent pas : une interaction négative le "
            "réduit de sa moitié. L'absence d'interaction ne peut guère être vérifiée à l'effectif des effets principaux. "
            "Quatre groupes de même taille et de même variance. Alpha vaut pour chaque facteur : le diviser par deux pour "
            "partager le risque entre les deux.",
            en="A main effect has a meaning only when the two interventions do not interact: a negative interaction reduces "
            "it by half its size. The absence of interaction can hardly be checked at the size of the main effects. Four "
            "groups of equal size and variance. Alpha applies to each factor: halve it to share the risk between both.",
        ),
        references=(
            Reference(
                "Montgomery AA, Peters TJ, Little P. Design, analysis and presentation of factorial randomised controlled "
                "trials. BMC Med Res Methodol 2003;3:26",
                "10.1186/1471-2288-3-26",
            ),
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.SEVERAL_ARMS,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    @property
    def effect(self) -> float:
        return self.difference

    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        n = np.asarray(size["participants"], dtype=np.float64)
        main = self.contrast == "main"
        return (2 if main else 4) * self.sd / np.sqrt(n), n - (3 if main else 4)

    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        """The four groups: both factors, the first alone, the second alone, neither; the second factor has an effect."""
        arms = self.arms(int(np.asarray(size["participants"])))
        second = 0.5 * self.sd
        if self.contrast == "main":
            means = (effect + second, effect, second, 0.0)
        else:
            means = (effect + second + self.sd, self.sd, second, 0.0)
        return tuple(
            rng.standard_normal((trials, arm.size)) * self.sd + mean for arm, mean in zip(arms, means, strict=True)
        )

    def analyse(self, data: Samples) -> Analysed:
        """Least squares with equal groups; without interaction its sum of squares belongs to the residual."""
        each = data[0].shape[1]
        both, first, second, neither = (one.mean(axis=1) for one in data)
        residual = sum(one.var(axis=1) * each for one in data)
        interaction = both - first - second + neither
        df = 4.0 * each - 4
        if self.contrast == "main":
            residual, df = residual + interaction**2 * each / 4, df + 1
            estimate, factor = (both + first - second - neither) / 2, 2.0
        else:
            estimate, factor = interaction, 4.0
        return estimate, factor * np.sqrt(residual / df / (4 * each)), np.full(len(estimate), df)

    def split(self, total: float) -> tuple[float, ...]:
        return (total / 4,) * 4

    def whole(self, total: float) -> int:
        return 4 * max(ceil_(total / 4), SMALLEST_ARM)

    def arms(self, total: int) -> tuple[Arm, ...]:
        each = self.whole(total) // 4
        return tuple(Arm(name, label, each) for name, label in _GROUPS.items())

    @property
    def step(self) -> int:
        return 4

    def variants(self) -> tuple[Variant, ...]:
        other = "interaction" if self.contrast == "main" else "main"
        text = self.choices()["contrast"].options[other]
        same = Text(fr=f"{text.fr}, de même ampleur", en=f"{text.en}, as large")
        return (*super().variants(), Variant(same, self.model_copy(update={"contrast": other})))

    def sentence(self) -> Text:
        return _SENTENCES[self.contrast][self.goal.kind]

    def r_call(self) -> str | None:
        scale, lost = (1, 3) if self.contrast == "main" else (2, 4)
        if self.method == "z" or isinstance(self.goal, Equivalence):
            return rpact_means(self.goal, self.difference, scale * self.sd, normal=True)
        test = self.goal.tests()[0]
        return (
            f"with(list(d = {test.sign * (self.difference - test.null):.10g}, s = {scale * self.sd:.10g}, "
            f"a = {test.alpha:g}), uniroot(function(n) pt(qt(1 - a, n - {lost}), n - {lost}, d / (2 * s) * sqrt(n), "
            "lower.tail = FALSE) - {target}, c(5, 60 + 8 * (s / d)^2 * (qnorm(1 - a) + qnorm({target}))^2), "
            "tol = 1e-8)$root)"
        )


_GROUPS = {
    "both": Text(fr="groupe des deux interventions", en="both interventions"),
    "first": Text(fr="groupe de la première seule", en="first alone"),
    "second": Text(fr="groupe de la seconde seule", en="second alone"),
    "neither": Text(fr="groupe sans intervention", en="neither"),
}


def _sentences(fr: str, en: str) -> dict[str, Text]:
    return sentences(
        Text(
            fr=f"{fr} de {{difference}} dans un plan factoriel 2 × 2 (écart-type {{sd}})",
            en=f"{en} of {{difference}} in a 2 × 2 factorial trial (standard deviation {{sd}})",
        ),
        Text(
            fr=f"{fr} de {{difference}} dans un plan factoriel 2 × 2 (écart-type {{sd}})",
            en=f"{en} of {{difference}} in a 2 × 2 factorial trial (standard deviation {{sd}})",
        ),
        BOTH_ARMS,
    )


_SENTENCES = {
    "main": _sentences("un effet principal", "a main effect"),
    "interaction": _sentences("une interaction", "an interaction"),
}
