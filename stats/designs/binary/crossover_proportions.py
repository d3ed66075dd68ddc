"""AB/BA crossover with a binary outcome: half of the participants take the device first, half the comparator.

Each participant gives the difference d = first period - second period, 1, 0 or -1; a period effect moves both sequences
alike, so that the sequences are compared. With f and g the shares that succeed under the device alone and under the
comparator alone, N the total and z the critical value:
- prescott: difference of the mean of d between sequences, a trend test on its three values:
  Phi((|f - g| sqrt(N) - z sqrt(f + g)) / sqrt(f + g - (f - g)^2)), the size of Connor's McNemar test
- mainland_gart: participants with d = 0 are left out, and the share of d = 1 compared between the sequences by a
  chi-square: Phi((|f - g| sqrt(N) - z sqrt(f + g)) / sqrt(f + g - (f - g)^2 / (f + g))), for the expected number left

Both hold when the periods differ, where McNemar's test on all participants does not when the sequences are unequal.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.designs.binary.paired_proportions import PairedProportions
from stats.goals import OneSided, Superiority, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.rounding import ceil_
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


def _share(label: Text, symbol: str) -> Quantity:
    return Quantity(
        label=label,
        unit=Unit.PROPORTION,
        help=Text(
            fr="Part de tous les participants. Si les deux résultats sont indépendants, produit de la proportion de succès "
            "sous l'un et de la proportion d'échecs sous l'autre ; en général moins.",
            en="Share of all participants. If both outcomes are independent, the proportion of success under one times the "
            "proportion of failure under the other; usually less.",
        ),
        symbol=symbol,
        ge=0,
        lt=1,
    )


class CrossoverProportions(Design):
    """Compare a binary outcome under the device and under the comparator, in a two-period crossover."""

    kind: Literal["crossover_proportions"] = "crossover_proportions"
    goal: Superiority
    discordant_experimental: Annotated[
        float, _share(Text(fr="Succès sous le dispositif seulement", en="Success under the device only"), "p_10")
    ]
    discordant_control: Annotated[
        float, _share(Text(fr="Succès sous le comparateur seulement", en="Success under the comparator only"), "p_01")
    ]
    method: Annotated[
        Literal["prescott", "mainland_gart"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "prescott": Text(fr="Prescott (tous les participants)", en="Prescott (all participants)"),
                "mainland_gart": Text(
                    fr="Mainland-Gart (participants discordants)", en="Mainland-Gart (discordant participants)"
                ),
            },
        ),
    ] = "prescott"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, deux séquences", en="Participants analysed, both sequences"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Plan croisé, critère binaire", en="Crossover, binary outcome"),
        question=Text(
            fr="Chez les mêmes patients, qui utilisent tour à tour les deux, le dispositif réussit-il plus souvent que le "
            "comparateur ?",
            en="In the same patients, who use both in turn, does the device succeed more often than the comparator?",
        ),
        family=Family.BINARY,
        method=Text(
            fr="test de Prescott : différence entre périodes (1, 0, -1) comparée entre les deux séquences",
            en="Prescott's test: difference between periods (1, 0, -1) compared between the two sequences",
        ),
        limits=Text(
            fr="Pas d'effet rémanent (période de sevrage suffisante), état du patient stable. Les participants sans les deux "
            "périodes sont exclus. L'approximation normale demande une vingtaine de participants discordants. La formule de "
            "Prescott est prudente d'un à deux points (0,10 contre 0,03 : 0,92 simulé pour 0,90), celle de Mainland-Gart optimiste "
            "d'autant quand un résultat discordant est rare.",
            en="No carry-over (long enough washout), stable condition of the patient. Participants without both periods are "
            "left out. The normal approximation needs some twenty discordant participants. Prescott's formula is "
            "cautious by one to two points (0.10 against 0.03: simulated 0.92 for 0.90), that of Mainland-Gart optimistic by as much "
            "when one discordant outcome is rare.",
        ),
        references=(
            Reference(
                "Prescott RJ. The comparison of success rates in cross-over trials in the presence of an order effect. "
                "Appl Stat 1981;30:9-15"
            ),
            Reference(
                "Gart JJ. An exact test for comparing matched proportions in crossover designs. Biometrika 1969;56:75-80"
            ),
        ),
        measures=(Measure.PAIRED_RISK_DIFFERENCE,),
        endpoint=Endpoint.BINARY,
        against=Against.SAME_PARTICIPANTS,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.discordant > 1:
            raise Refusal(_TOO_MANY, "discordant_experimental", total=Value(self.discordant, Unit.PROPORTION))
        refuse_wrong_side(self.goal, self.difference, "discordant_experimental")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True)

    @property
    def difference(self) -> float:
        """Expected difference of the proportions of success, device minus comparator."""
        return self.discordant_experimental - self.discordant_control

    @property
    def discordant(self) -> float:
        """Share of participants who succeed under one of the two only."""
        return self.discordant_experimental + self.discordant_control

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def step(self) -> int:
        return 2

    def whole(self, total: float) -> int:
        return max(4, 2 * ceil_(total / 2))

    def split(self, total: float) -> tuple[float, ...]:
        return total / 2, total / 2

    def arms(self, total: int) -> tuple[Arm, ...]:
        each = (total + 1) // 2
        return Arm("experimental_first", _FIRST, each), Arm("control_first", _SECOND, each)

    def _spreads(self) -> tuple[float, float]:
        """Standard error of the difference times sqrt(N), under H0 and at the expected shares."""
        lost = self.difference**2 / (1 if self.method == "prescott" else self.discordant)
        return sqrt(self.discordant), sqrt(max(self.discordant - lost, 1e-12))

    def attained(self, size: Size) -> FloatArray:
        total, (null, expected) = np.asarray(size["participants"], dtype=np.float64), self._spreads()
        shift = self._test.sign * self.difference * np.sqrt(total)
        return np.asarray(Phi((shift - z(self._test.alpha) * null) / expected))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Counts of d = 1 and d = -1 in each sequence, and the test named; without a discordant participant (in one of the
        sequences, for Mainland and Gart) it has no value. The interval of the difference is Wald's.
        """
        n = self.arms(int(np.asarray(size["participants"])))[0].size
        f, g = self.discordant_experimental, self.discordant_control
        if at == "null":
            f = g = self.discordant / 2
        rest = max(1 - f - g, 0.0)
        first = rng.multinomial(n, (f, g, rest), trials).astype(np.float64)
        second = rng.multinomial(n, (g, f, rest), trials).astype(np.float64)
        means = [(one[:, 0] - one[:, 1]) / n for one in (first, second)]
        squares = [(one[:, 0] + one[:, 1]) / n for one in (first, second)]
        with np.errstate(all="ignore"):
            statistic = _prescott(means, squares, n) if self.method == "prescott" else _mainland_gart(first, second)
        failed = np.isnan(statistic)
        p = np.where(failed, 1.0, Phi(-self._test.sign * statistic))
        estimate = np.asarray((means[0] - means[1]) / 2)
        error = np.sqrt(sum(square - mean**2 for mean, square in zip(means, squares, strict=True)) / (n - 1)) / 2
        half = z(self._test.alpha) * error
        return Trials(estimate, estimate - half, estimate + half, p, np.asarray(p <= self._test.alpha), failed)

    def variants(self) -> tuple[Variant, ...]:
        paired = PairedProportions.model_validate(self.model_dump(exclude={"kind", "method"}))
        return (*self.other_options("method"), Variant(_MCNEMAR, paired))

    def method_text(self) -> Text:
        return self.card.method if self.method == "prescott" else _MAINLAND

    def least_success(self, size: Size) -> Phrase | None:
        total = float(np.asarray(size["participants"]))
        edge = self._test.sign * z(self._test.alpha) * self._spreads()[0] / sqrt(total)
        return Phrase(_AT_LEAST if self._test.sign > 0 else _AT_MOST, {"edge": Value(edge, Unit.POINTS)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        root, (null, expected) = sqrt(max(size["participants"], 1.0)), self._spreads()
        return (
            Step(_EFFECT, Value(self.difference, Unit.POINTS)),
            Step(_DISCORDANT, Value(self.discordant, Unit.PROPORTION)),
            Step(_EXPECTED, Value(self.discordant * size["participants"])),
            Step(_ERROR_H0, Value(null / root, Unit.POINTS)),
            Step(_ERROR_H1, Value(expected / root, Unit.POINTS)),
        )

    def caution(self) -> Text | None:
        return _FEW_SWITCHES if self.method == "mainland_gart" else None

    def sentence(self) -> Text:
        return _SENTENCES[self.method]

    def r_call(self) -> str | None:
        f, g, alpha = self.discordant_experimental, self.discordant_control, self._test.alpha
        if self.method == "mainland_gart":
            return (
                f"with(list(f = {f!r}, g = {g!r}), rpact::getSampleSizeRates(pi1 = f / (f + g), pi2 = g / (f + g), "
                f"alpha = {alpha!r}, sided = 1, beta = {{beta}})$nFixed / (f + g))"
            )
        return (
            f"with(list(s = {self.discordant!r}, d = {abs(self.difference)!r}), "
            f"((qnorm(1 - {alpha!r}) * sqrt(s) + qnorm({{target}}) * sqrt(s - d^2)) / d)^2)"
        )


def _prescott(means: list[FloatArray], squares: list[FloatArray], n: int) -> FloatArray:
    """Trend statistic: difference of the means over its error, variance of d over both sequences together."""
    pooled = (squares[0] + squares[1]) / 2 - ((means[0] + means[1]) / 2) ** 2
    error = np.sqrt(pooled * 2 * n / (2 * n - 1) * 2 / n)
    return np.asarray(np.where(error > 1e-12, (means[0] - means[1]) / error, np.nan))


def _mainland_gart(first: FloatArray, second: FloatArray) -> FloatArray:
    """Pooled chi-square statistic of the shares of d = 1 among those with d other than 0."""
    n, m = first[:, 0] + first[:, 1], second[:, 0] + second[:, 1]
    common = (first[:, 0] + second[:, 0]) / (n + m)
    error = np.sqrt(common * (1 - common) * (1 / n + 1 / m))
    return np.asarray(np.where(error > 1e-12, (first[:, 0] / n - second[:, 0] / m) / error, np.nan))


_FIRST = Text(fr="dispositif puis comparateur", en="device then comparator")
_SECOND = Text(fr="comparateur puis dispositif", en="comparator then device")
_TOO_MANY = Text(
    fr="Les deux parts de discordants totalisent {total} : elles ne peuvent pas dépasser 100 %.",
    en="The two discordant shares add up to {total}: they cannot exceed 100%.",
)
_MCNEMAR = Text(fr="McNemar, sans effet de période", en="McNemar, without a period effect")
_MAINLAND = Text(
    fr="test de Mainland-Gart : khi-deux entre séquences chez les participants discordants",
    en="Mainland-Gart test: chi-square between sequences among discordant participants",
)
_EFFECT = Text(fr="Différence attendue des proportions de succès", en="Expected difference in proportions of success")
_DISCORDANT = Text(fr="Part de participants discordants", en="Share of discordant participants")
_EXPECTED = Text(fr="Participants discordants attendus", en="Expected discordant participants")
_ERROR_H0 = Text(fr="Erreur standard de la différence sous H0", en="Standard error of the difference under H0")
_ERROR_H1 = Text(fr="Erreur standard de la différence sous H1", en="Standard error of the difference under H1")
_AT_LEAST = Text(
    fr="succès si la différence observée atteint {edge} (avec la part attendue de discordants)",
    en="success if the observed difference reaches {edge} (with the expected share of discordants)",
)
_AT_MOST = Text(
    fr="succès si la différence observée est au plus de {edge} (avec la part attendue de discordants)",
    en="success if the observed difference is at most {edge} (with the expected share of discordants)",
)
_SENTENCES = {
    key: Text(
        fr=f"Dans un plan croisé à deux périodes analysé par le test de {name}, pour mettre en évidence une différence entre "
        "une part de {discordant_experimental} de participants en succès sous le dispositif seulement et de "
        "{discordant_control} sous le comparateur seulement, au risque de première espèce {sides} de {alpha} avec une "
        "puissance de {target}, {n_total} participants analysables sont nécessaires ({n_arms}).",
        en=f"In a two-period crossover analysed by the {name} test, to detect a difference between a share of "
        "{discordant_experimental} of participants with success under the device only and {discordant_control} under the "
        "comparator only, at a {sides} type I error of {alpha} with a power of {target}, {n_total} analysable participants "
        "are needed ({n_arms}).",
    )
    for key, name in (("prescott", "Prescott"), ("mainland_gart", "Mainland-Gart"))
}
_FEW_SWITCHES = Text(
    fr="Ce test n'utilise que les participants dont le résultat change : avec peu de changements attendus, la puissance simulée "
    "est inférieure d'un peu plus d'un point au calcul.",
    en="This test uses only the participants whose result changes: with few changes expected, the simulated power is a little "
    "more than one point below the calculation.",
)
