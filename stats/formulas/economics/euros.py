"""What designs in euros share: skewed costs, the t test of a difference of means, and what skewness does to its risk.

Costs have a long right tail. The arithmetic mean remains the quantity of interest (Thompson and Barber 2000) and the
t test its usual analysis. The skewness that does not cancel between the arms shifts its risks. Let V be the variance of
the estimate, k V^(3/2) its third cumulant and c V^(3/2) its covariance with the estimated V, counted in the direction of
the claim. The claim estimate > z sqrt(estimated V), under a true shift d of the statistic, is to first order u > z - d
for a u of variance 1 - z c and third cumulant k, hence by Edgeworth's expansion, with y = z - d,
P(claim) = 1 - Phi(y) + phi(y) (k (y² - 1) / 6 - c y z / 2). Welch's test has c = k: at d = 0 this is Johnson's (1978)
expansion. In Student's the third moments of two equally skewed arms cancel in c.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from math import ceil, floor, sqrt
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import ArrayLike

from stats.card import Reference, Traits
from stats.design import Size, Step
from stats.formulas.t_tests import Analysed, Samples, TTest, rpact_means, two_sample_t
from stats.normal import z
from stats.quantities import Choice, Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray
from stats.two_arms import TwoArms

Shape = Literal["gamma", "log_normal"]

SHAPE = Choice(
    label=Text(fr="Forme de la distribution des coûts", en="Shape of the distribution of costs"),
    options={
        "gamma": Text(fr="gamma", en="gamma"),
        "log_normal": Text(fr="log-normale (queue plus longue)", en="log-normal (longer tail)"),
    },
    help=Text(
        fr="Sert à la simulation et à la méthode corrigée de l'asymétrie ; sans effet sur l'effectif des autres méthodes.",
        en="Used by the simulation and by the method corrected for skewness; no effect on the size of the other methods.",
    ),
)
Method = Literal["t", "skewed", "z"]

EURO_METHOD = Choice(
    label=Text(fr="Méthode", en="Method"),
    options={
        "t": Text(fr="loi t non centrée", en="non-central t distribution"),
        "skewed": Text(
            fr="loi t non centrée, corrigée de l'asymétrie des coûts au premier ordre",
            en="non-central t distribution, corrected for the skewness of costs to first order",
        ),
        "z": Text(fr="approximation normale", en="normal approximation"),
    },
)
THOMPSON = Reference(
    "Thompson SG, Barber JA. How should cost data in pragmatic randomised trials be analysed? BMJ 2000;320:1197-200",
    "10.1136/bmj.320.7243.1197",
)
JOHNSON = Reference(
    "Johnson NJ. Modified t tests and confidence intervals for asymmetrical populations. J Am Stat Assoc 1978;73:536-44"
)


def skewness(shape: Shape, cv: float) -> float:
    """Skewness of positive costs with this coefficient of variation."""
    return 2 * cv if shape == "gamma" else 3 * cv + cv**3


def standard_costs(shape: Shape, cv: float, rng: np.random.Generator, size: tuple[int, int]) -> FloatArray:
    """Costs of this shape and coefficient of variation, less their mean, in standard deviations."""
    if shape == "gamma":
        k = cv**-2
        return np.asarray((rng.standard_gamma(k, size) - k) * cv)
    spread = np.log1p(cv**2)
    return np.asarray(np.expm1(np.sqrt(spread) * rng.standard_normal(size) - spread / 2) / cv)


def edgeworth_term(k: ArrayLike, c: ArrayLike, critical: float, shift: ArrayLike) -> FloatArray:
    """What skewness adds to the probability of the claim, to first order."""
    y = critical - np.asarray(shift)
    density = np.exp(-(y**2) / 2) / np.sqrt(2 * np.pi)
    return np.asarray(density * (np.asarray(k) * (y**2 - 1) / 6 - np.asarray(c) * y * critical / 2))


class EuroTest(TTest, TwoArms):
    """A t test of a difference of means in euros, between two arms."""

    reached: ClassVar[Text]  # the smallest observed result that succeeds, in words

    @property
    @abstractmethod
    def deviations(self) -> tuple[float, float]:
        """Standard deviations of one participant's value, experimental then control."""

    @property
    @abstractmethod
    def third_moments(self) -> tuple[float, float]:
        """Third central moments of one participant's value, experimental then control."""

    @property
    @abstractmethod
    def pooled(self) -> bool:
        """Whether the test is Student's, with one variance; Welch's otherwise."""

    @property
    def traits(self) -> Traits:
        return Traits(normal=self._formula != "skewed")

    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        experimental, control = self.sizes(size)
        first, second = self.deviations[0] ** 2 / experimental, self.deviations[1] ** 2 / control
        if self.pooled:
            return np.sqrt(first + second), experimental + control - 2
        free = (np.maximum(one - 1, _LEAST_DF) for one in (experimental, control))  # below two people: no variance
        df = (first + second) ** 2 / sum(one**2 / own for one, own in zip((first, second), free, strict=True))
        return np.sqrt(first + second), df

    def analyse(self, data: Samples) -> Analysed:
        first, second = data
        return two_sample_t(first, second, self.pooled)

    def attained(self, size: Size) -> FloatArray:
        return self.skewed_power(size) if self._formula == "skewed" else super().attained(size)

    def type_one_error(self, size: Size) -> FloatArray:
        """Type I error of the test by its first-order expansion in skewness."""
        return np.asarray(np.clip(self.goal.tests()[0].alpha + self._excess(size, 0.0), 0.0, 1.0))

    def skewed_power(self, size: Size) -> FloatArray:
        """Power of the test by its first-order expansion in skewness."""
        test = self.goal.tests()[0]
        shift = test.sign * (self.effect - test.null) / self.error_and_df(size)[0]
        return np.asarray(np.clip(super().attained(size) + self._excess(size, shift), 0.0, 1.0))

    def _excess(self, size: Size, shift: ArrayLike) -> FloatArray:
        """What skewness adds to the probability of the claim under a true shift of the statistic."""
        test, (first, second), (n, m) = self.goal.tests()[0], self.third_moments, self.sizes(size)
        scale = test.sign * self.error_and_df(size)[0] ** 3
        k = first / n**2 - second / m**2
        c = (first - second) / (n * m) if self.pooled else k
        return edgeworth_term(k / scale, c / scale, z(test.alpha), shift)

    @property
    def calm_from(self) -> int:
        """Size from which the type I error exceeds its nominal value by less than a tenth, to first order."""
        excess = max(float(self._excess({"participants": _LARGE}, 0.0)), 0.0) * sqrt(_LARGE)  # falls as 1 / sqrt(n)
        return ceil((excess / (0.1 * self.goal.tests()[0].alpha)) ** 2)

    def method_text(self) -> Text:
        if self._formula == "t":
            return self.card.method
        option, said = self.choices()["method"].options[self._formula], self.card.method
        return Text(
            fr=f"{said.fr.partition(', puissance')[0]}, puissance calculée par : {option.fr}",
            en=f"{said.en.partition(', power')[0]}, power computed by: {option.en}",
        )

    def caution(self) -> Text | None:
        size = self.calm_from
        if size < _FEW:
            return None
        return Text(
            fr=f"Coûts asymétriques qui ne se compensent pas entre les bras : en dessous de {size} participants, le risque "
            "de première espèce du test t dépasse sa valeur nominale de plus d'un dixième. Prévoir un bootstrap, ou des "
            "bras égaux.",
            en=f"Skewed costs that do not balance between the arms: below {size} participants the type I error of the t test "
            "exceeds its nominal value by more than a tenth. Plan a bootstrap, or equal arms.",
        )

    def least_success(self, size: Size) -> Phrase | None:
        found = super().least_success(size)
        if found is None:
            return None
        edges = {name: float(one.value) for name, one in found.values.items() if isinstance(one, Value)}
        return Phrase(self.reached, {name: Value(self._whole(edge), Unit.EUROS) for name, edge in edges.items()})

    def _whole(self, edge: float) -> float:
        """A threshold of hundreds of euros in whole euros, never easier to reach than that of the test."""
        if abs(edge) < 100:
            return edge
        return ceil(edge - 1e-9) if self.goal.better == "higher" else floor(edge + 1e-9)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, df = self.error_and_df(size)
        return (
            Step(_ERROR, Value(float(error), Unit.EUROS)),
            Step(_DF, Value(float(df))),
            Step(_SKEWED_RISK, Value(float(self.type_one_error(size)), Unit.PROPORTION), _SKEWED_HOW),
            Step(_SKEWED_POWER, Value(float(self.skewed_power(size)), Unit.PROPORTION), _SKEWED_HOW),
        )

    def r_call(self) -> str | None:
        first, second = self.deviations
        if self._formula == "skewed":
            return None
        normal = self._formula == "z"
        if self.pooled:
            return rpact_means(self.goal, self.effect, first, normal=normal, allocation=self.allocation)
        test = self.goal.tests()[0]
        known = (
            f"d = {test.sign * (self.effect - test.null):.10g}, s = c({first:.10g}, {second:.10g}), "
            f"k = {self.allocation:.10g}, a = {test.alpha:g}"
        )
        if normal:
            return f"with(list({known}), (qnorm(1 - a) + qnorm({{target}}))^2 * (1 + k) * sum(s^2 / c(k, 1)) / d^2)"
        return (
            f"with(list({known}), uniroot(function(n) {{{{ m <- n * c(k, 1) / (1 + k); v <- s^2 / m; "
            "f <- sum(v)^2 / sum(v^2 / (m - 1)); pt(qt(1 - a, f), f, d / sqrt(sum(v)), lower.tail = FALSE) - {target} }}, "
            "c(2.2 * (1 + k) / min(k, 1), 1e7), tol = 1e-8)$root)"
        )


_LARGE = 1e9
_LEAST_DF = 0.01
_FEW = 100  # below, no trial is planned on costs
_ERROR = Text(fr="Erreur standard de l'estimation", en="Standard error of the estimate")
_DF = Text(fr="Degrés de liberté", en="Degrees of freedom")
_SKEWED_RISK = Text(
    fr="Risque de première espèce attendu avec des coûts asymétriques",
    en="Expected type I error with skewed costs",
)
_SKEWED_POWER = Text(fr="Puissance attendue avec des coûts asymétriques", en="Expected power with skewed costs")
_SKEWED_HOW = Text(
    fr="développement au premier ordre en l'asymétrie du test t, dans le sens de la conclusion",
    en="first-order expansion of the t test in the skewness, in the direction of the claim",
)
