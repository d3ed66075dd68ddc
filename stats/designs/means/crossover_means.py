"""Two means in a two-period crossover (AB/BA): each participant receives both conditions, in a randomised order.

The treatment effect is half the difference, between sequences, of the mean within-participant differences: period
effects cancel. Its variance is (s_d^2 / 4) (1 / n_AB + 1 / n_BA), that is 2 s_w^2 / N with equal sequences, where
s_d = sqrt(2) s_w is the standard deviation of the within-participant differences; t with N - 2 degrees of freedom
(Senn 2002). Case: difference 3, s_w 6, power 0.9: 88 participants, 0.90648. For equivalence, Owen's integral.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Arm, Size, Step, Variant
from stats.designs.means.paired_means import PairedMeans
from stats.formulas.t_tests import (
    BOTH_ARMS,
    METHOD,
    PHILLIPS,
    Analysed,
    Samples,
    TTest,
    rpact_means,
    sentences,
    two_sample_t,
)
from stats.goals import ComparisonWithMargin, Equivalence, refuse_wrong_side
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.rounding import ceil_
from stats.text import Text
from stats.trials import FloatArray

_FIRST = Text(
    fr="séquence expérimental puis contrôle",
    en="sequence experimental then control",
)
_SECOND = Text(fr="séquence contrôle puis expérimental", en="sequence control then experimental")
_PERIOD = 1.0  # simulated period effect, in standard deviations: the analysis must not see it


class CrossoverMeans(TTest):
    """Compare two means in a two-period, two-sequence crossover."""

    kind: Literal["crossover_means"] = "crossover_means"
    goal: ComparisonWithMargin
    difference: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Différence attendue (expérimental - contrôle)", en="Expected difference (experimental - control)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Différence moyenne entre les deux conditions chez un même patient, avec son signe.",
                en="Mean difference between the two conditions in the same patient, with its sign.",
            ),
            symbol="δ",
        ),
    ]
    sd_within: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Écart-type intra-participant", en="Within-participant standard deviation"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité d'une mesure d'une période à l'autre chez un même patient, sous la même condition. Vide "
                "si l'écart-type des différences est donné.",
                en="Variability of a measurement between periods in the same patient, under the same condition. Empty "
                "when the standard deviation of the differences is given.",
            ),
            symbol="σ_w",
            gt=0,
        ),
    ] = None
    sd_difference: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type des différences individuelles", en="Standard deviation of the individual differences"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Écart-type, entre participants, de la différence des deux conditions : √2 fois l'écart-type "
                "intra-participant. Vide si ce dernier est donné.",
                en="Between-participant standard deviation of the difference of the two conditions: √2 times the "
                "within-participant one. Empty when the latter is given.",
            ),
            symbol="σ_d",
            gt=0,
        ),
    ] = None
    method: Annotated[Literal["t", "z"], METHOD] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, deux séquences", en="Participants analysed, both sequences"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Deux moyennes en plan croisé (AB/BA)", en="Two means in a crossover (AB/BA)"),
        question=Text(
            fr="Chaque patient utilisant le dispositif puis le comparateur, ou l'inverse, la mesure est-elle meilleure "
            "avec le dispositif, ou équivalente ?",
            en="When each patient uses the device then the comparator, or the reverse, is the measurement better with "
            "the device, or equivalent?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="test t sur les différences intra-participant, comparées entre séquences (effet de période retiré), "
            "puissance par la loi t non centrée à N - 2 degrés de liberté",
            en="t test on the within-participant differences, compared between sequences (period effect removed), power "
            "from the non-central t distribution with N - 2 degrees of freedom",
        ),
        limits=Text(
            fr="Maladie stable et effet réversible : un effet rémanent (apprentissage de l'utilisation du dispositif, par "
            "exemple) biaise le résultat et ne peut pas être testé utilement ; prévoir une période de sevrage. Un "
            "participant sans ses deux périodes ne compte pas.",
            en="Stable disease and a reversible effect: a carry-over (learning from the device, for instance) biases the "
            "result and cannot usefully be tested; plan a washout. A participant without both periods does not count.",
        ),
        references=(
            Reference("Senn S. Cross-over Trials in Clinical Research. 2nd ed. Wiley 2002", "10.1002/0470854596"),
            PHILLIPS,
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.SAME_PARTICIPANTS,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if (self.sd_within is None) == (self.sd_difference is None):
            raise Refusal(_ONE_WAY, "sd_within")
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    @property
    def effect(self) -> float:
        return self.difference

    @property
    def sd_of_differences(self) -> float:
        """Standard deviation of the within-participant differences, by either way of giving it."""
        return self.sd_difference if self.sd_difference is not None else sqrt(2) * (self.sd_within or 0.0)

    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        n = np.asarray(size["participants"], dtype=np.float64)
        return self.sd_of_differences / np.sqrt(n), n - 2

    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        """First minus second period of each participant, by sequence: own level, period, condition, error."""
        within = self.sd_of_differences / sqrt(2)
        differences = []
        for arm, (first, second) in zip(
            self.arms(int(np.asarray(size["participants"]))), ((effect, 0.0), (0.0, effect)), strict=True
        ):
            level = 2 * within * rng.standard_normal((trials, arm.size))
            before = level + first + within * rng.standard_normal(level.shape)
            after = level + second + _PERIOD * within + within * rng.standard_normal(level.shape)
            differences.append(before - after)
        return tuple(differences)

    def analyse(self, data: Samples) -> Analysed:
        estimate, error, df = two_sample_t(data[0], data[1])
        return estimate / 2, error / 2, df

    def split(self, total: float) -> tuple[float, ...]:
        return total / 2, total / 2

    def arms(self, total: int) -> tuple[Arm, ...]:
        each = self.whole(total) // 2
        return Arm("first", _FIRST, each), Arm("second", _SECOND, each)

    def whole(self, total: float) -> int:
        return 2 * max(ceil_(total / 2), 2)

    @property
    def step(self) -> int:
        return 2

    def variants(self) -> tuple[Variant, ...]:
        paired = PairedMeans(goal=self.goal, difference=self.difference, sd_difference=self.sd_of_differences)
        return (*super().variants(), Variant(_PAIRED, paired))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        how = None if self.sd_within is None else _ROOT_TWO
        return (Step(_SD_DIFFERENCES, Value(self.sd_of_differences, Unit.ENDPOINT), how), *super().steps(size))

    def sentence(self) -> Text:
        return (_WITH_DIFFERENCES if self.sd_within is None else _WITH_WITHIN)[self.goal.kind]

    def r_call(self) -> str | None:
        """Half the standard deviation of the differences in two parallel arms: the same error and degrees of freedom."""
        if isinstance(self.goal, Equivalence):
            return None
        return rpact_means(self.goal, self.difference, self.sd_of_differences / 2, normal=self.method == "z")


_ONE_WAY = Text(
    fr="Donner l'écart-type intra-participant, ou l'écart-type des différences : l'un des deux, pas les deux.",
    en="Give the within-participant standard deviation, or the standard deviation of the differences: one of the two, not "
    "both.",
)
_PAIRED = Text(fr="test t apparié, sans effet de période", en="paired t test, no period effect")
_SD_DIFFERENCES = Text(
    fr="Écart-type des différences individuelles", en="Standard deviation of the individual differences"
)
_ROOT_TWO = Text(fr="√2 × écart-type intra-participant", en="√2 × within-participant standard deviation")


def _sentences(fr: str, en: str) -> dict[str, Text]:
    return sentences(
        Text(
            fr=f"une différence de moyennes de {{difference}} en plan croisé à deux périodes ({fr})",
            en=f"a difference in means of {{difference}} in a two-period crossover ({en})",
        ),
        Text(
            fr=f"une différence vraie de {{difference}} en plan croisé à deux périodes ({fr})",
            en=f"a true difference of {{difference}} in a two-period crossover ({en})",
        ),
        BOTH_ARMS,
    )


_WITH_WITHIN = _sentences(
    "écart-type intra-participant {sd_within}", "within-participant standard deviation {sd_within}"
)
_WITH_DIFFERENCES = _sentences(
    "écart-type des différences {sd_difference}", "standard deviation of the differences {sd_difference}"
)
