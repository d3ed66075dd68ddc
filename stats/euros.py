"""What designs in euros share: skewed costs, the t test of a difference of means, and what skewness does to its risk.

Costs have a long right tail. The arithmetic mean remains the quantity of interest (Thompson and Barber 2000) and the
t test its usual analysis. The skewness that does not cancel between the arms shifts its type I error. Let V be the
variance of the estimate, k V^(3/2) its third cumulant and c V^(3/2) its covariance with the estimated V. To first order
the studentised statistic has mean -c/2 and third cumulant k - 3c, so by Edgeworth's expansion
P(T <= x) = Phi(x) + phi(x) (c/2 - (k - 3c) (x² - 1) / 6). Welch's test has c = k, hence k phi(x) (2x² + 1) / 6, as in
Johnson (1978) for one sample; in Student's the third moments of two equally skewed arms cancel in c.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from stats.card import Reference
from stats.design import Size, Step
from stats.normal import z
from stats.quantities import Choice, Unit, Value
from stats.t_tests import TTest
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
        fr="Ne change pas l'effectif : elle sert à la simulation et au risque de première espèce attendu.",
        en="Does not change the size: used by the simulation and for the expected type I error.",
    ),
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


def edgeworth_shift(k: ArrayLike, c: ArrayLike, critical: float) -> FloatArray:
    """How much P(T <= x) exceeds the normal one at x = ± critical, to first order in skewness."""
    k, c = np.asarray(k), np.asarray(c)
    density = np.exp(-(critical**2) / 2) / np.sqrt(2 * np.pi)
    return np.asarray(density * (c / 2 - (k - 3 * c) * (critical**2 - 1) / 6))


class EuroTest(TTest, TwoArms):
    """A t test of a difference of means in euros, between two arms."""

    @property
    @abstractmethod
    def third_moments(self) -> tuple[float, float]:
        """Third central moments of one participant's value, experimental then control."""

    @property
    @abstractmethod
    def pooled(self) -> bool:
        """Whether the test is Student's, with one variance; Welch's otherwise."""

    def type_one_error(self, size: Size) -> FloatArray:
        """Type I error of the test by its first-order expansion in skewness."""
        test, (first, second), (n, m) = self.goal.tests()[0], self.third_moments, self.sizes(size)
        scale = self.error_and_df(size)[0] ** 3
        k = first / n**2 - second / m**2
        c = (first - second) / (n * m) if self.pooled else k
        shift = edgeworth_shift(k / scale, c / scale, z(test.alpha))
        return np.asarray(np.clip(test.alpha - test.sign * shift, 0.0, 1.0))

    def least_success(self, size: Size) -> Phrase | None:
        found = super().least_success(size)
        if found is None:
            return None
        return Phrase(
            found.text,
            {name: Value(one.value, Unit.EUROS) for name, one in found.values.items() if isinstance(one, Value)},
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, df = self.error_and_df(size)
        return (
            Step(_ERROR, Value(float(error), Unit.EUROS)),
            Step(_DF, Value(float(df))),
            Step(_SKEWED, Value(float(self.type_one_error(size)), Unit.PROPORTION), _SKEWED_HOW),
        )


_ERROR = Text(fr="Erreur standard de l'estimation", en="Standard error of the estimate")
_DF = Text(fr="Degrés de liberté", en="Degrees of freedom")
_SKEWED = Text(
    fr="Risque de première espèce attendu avec des coûts asymétriques",
    en="Expected type I error with skewed costs",
)
_SKEWED_HOW = Text(
    fr="développement au premier ordre en l'asymétrie du test t, dans le sens de la conclusion",
    en="first-order expansion of the t test in the skewness, in the direction of the claim",
)
