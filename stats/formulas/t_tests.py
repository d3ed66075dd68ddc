"""What designs analysed by a t test share: power for each goal, the test itself, its simulation, the printed lines.

The statistic is an estimate over its standard error, with an estimated variance. Power is that of the non-central t
distribution; for equivalence the two one-sided tests share one estimate of the variance, so the power is an integral
over it (Owen 1965, Phillips 1990).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtr, gammaln, nctdtr, ndtri, stdtr, stdtrit

from stats.card import Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.goals import AnyComparison, ComparisonWithMargin, Equivalence, OneSided, Superiority
from stats.normal import Phi, z
from stats.quantities import Choice, Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

Samples = tuple[FloatArray, ...]  # each with one row per trial, participants along the second axis
Analysed = tuple[FloatArray, FloatArray, FloatArray]  # estimate, standard error, degrees of freedom

METHOD = Choice(
    label=Text(fr="Méthode", en="Method"),
    options={
        "t": Text(fr="t non centré", en="non-central t"),
        "z": Text(fr="approximation normale", en="normal approximation"),
    },
)
PHILLIPS = Reference(
    "Phillips KF. Power of the two one-sided tests procedure. J Pharmacokinet Biopharm 1990;18:137-44",
    "10.1007/BF01063556",
)
JULIOUS = Reference(
    "Julious SA. Sample sizes for clinical trials with normal data. Stat Med 2004;23:1921-86", "10.1002/sim.1783"
)
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(120)
_LARGE_SHIFT = 30.0
_LARGE_DF = 1e5  # beyond, Student's t is the normal distribution to six digits


class TTest(Design):
    """A design whose final analysis is a t test of one effect; `method` tells how its power is computed."""

    goal: ComparisonWithMargin

    @property
    @abstractmethod
    def effect(self) -> float:
        """The expected effect, on the scale of the margin."""

    @abstractmethod
    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        """Standard error of the estimate and its degrees of freedom, at the expected variances."""

    @abstractmethod
    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        """Raw data of simulated trials under a true effect."""

    @abstractmethod
    def analyse(self, data: Samples) -> Analysed:
        """The named analysis, one row per trial."""

    @property
    def origin(self) -> float:
        """Where the effect is counted from on the scale of the summary measure: 0 for a difference."""
        return 0.0

    @property
    def _formula(self) -> str:
        return str(getattr(self, "method", "t"))

    @property
    def traits(self) -> Traits:
        return Traits(normal=not isinstance(self.goal, Equivalence))

    def attained(self, size: Size) -> FloatArray:
        error, df = self.error_and_df(size)
        return claim_power(self.goal, self.effect, error, None if self._formula == "z" else df)

    def drift(self, size: Size) -> FloatArray:
        if not self.traits.normal:
            return super().drift(size)
        return np.asarray(z(self.goal.tests()[0].alpha) + ndtri(self.attained(size)))

    def observed(self, size: Size, deviate: float) -> float | None:
        error, df = (float(one) for one in self.error_and_df(size))
        if isinstance(self.goal, Equivalence) or not df > 0:
            return None
        test = self.goal.tests()[0]
        critical = deviate if self._formula == "z" else -float(stdtrit(df, Phi(-deviate)))
        return self.origin + test.null + test.sign * critical * error if np.isfinite(critical) else None

    def _true_effect(self, at: Truth) -> float:
        return self.effect if at == "alternative" else self.goal.tests()[-1].null

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        data = self.sample(size, trials, rng, self._true_effect(at))
        return tested(self.goal, *self.analyse(data), origin=self.origin)

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        if not self.traits.normal:
            return super().paths(size, information, trials, rng, at)
        data = self.sample(size, trials, rng, self._true_effect(at))
        test = self.goal.tests()[0]
        looks = []
        for fraction in information:
            estimate, error, df = self.analyse(tuple(one[:, : max(2, round(fraction * one.shape[1]))] for one in data))
            looks.append(-ndtri(stdtr(df, -test.sign * (estimate - test.null) / error)))
        return np.stack(looks, axis=1)

    def variants(self) -> tuple[Variant, ...]:
        return tuple(
            Variant(text, self.model_copy(update={"method": name}))
            for name, text in self.choices()["method"].options.items()
            if name != self._formula
        )

    def caution(self) -> Text | None:
        return _NORMAL if self._formula == "z" else None

    def least_success(self, size: Size) -> Phrase | None:
        if isinstance(self.goal, Equivalence):
            return None
        error, df = self.error_and_df(size)
        test = self.goal.tests()[0]
        critical = z(test.alpha) if self._formula == "z" else float(-stdtrit(df, test.alpha))
        edge = float(self.origin + test.null + test.sign * critical * error)
        return Phrase(_LEAST_LEVEL if self.origin else _LEAST, {"edge": Value(edge, Unit.ENDPOINT)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, df = self.error_and_df(size)
        return (Step(_ERROR, Value(float(error), Unit.ENDPOINT)), Step(_DF, Value(float(df))))


def claim_power(goal: AnyComparison, effect: float, error: FloatArray, df: FloatArray | None) -> FloatArray:
    """Probability of the claim; without degrees of freedom the variance is taken as known."""
    tests = goal.tests()
    if df is None:
        powers = [Phi(test.sign * (effect - test.null) / error - z(test.alpha)) for test in tests]
        return np.asarray(np.maximum(sum(powers) - (len(powers) - 1), 0.0))
    if len(tests) == 1:
        return noncentral_t_power(tests[0].sign * (effect - tests[0].null) / error, df, tests[0].alpha)
    return _equivalence_power(effect, error, df, tests)


def _equivalence_power(effect: float, error: FloatArray, df: FloatArray, tests: tuple[OneSided, ...]) -> FloatArray:
    lower, upper = tests
    error, df = np.asarray(error)[..., None], np.asarray(df)[..., None]
    critical = -stdtrit(df, lower.alpha)
    spread = 9 / np.sqrt(2 * df)
    low = np.maximum(1 - spread, 0.0)
    high = np.minimum(1 + spread, (upper.null - lower.null) / (2 * critical * error))
    half = np.maximum(high - low, 0.0) / 2
    ratio = low + half * (_NODES + 1)  # estimated over true standard deviation
    inside = Phi((upper.null - effect) / error - critical * ratio) - Phi(
        (lower.null - effect) / error + critical * ratio
    )
    return np.asarray((half * _WEIGHTS * sd_ratio_density(ratio, df) * np.maximum(inside, 0.0)).sum(axis=-1))


def noncentral_t_power(shift: ArrayLike, df: ArrayLike, alpha: ArrayLike) -> FloatArray:
    """Power of a one-sided t test whose statistic has non-centrality `shift` and `df` degrees of freedom."""
    shift, df, alpha = np.broadcast_arrays(*(np.asarray(one, dtype=np.float64) for one in (shift, df, alpha)))
    power = np.asarray(Phi(shift + ndtri(alpha)))
    student = ~(df > _LARGE_DF)
    critical = np.negative(stdtrit(df, alpha, out=np.ones(df.shape), where=student))
    beyond = shift > _LARGE_SHIFT  # nctdtr underflows there, and only the estimated variance still matters
    near = student & ~beyond  # each of these functions is slow: none is called where another answers
    nctdtr(df, shift, critical, out=power, where=near)
    np.subtract(1, power, out=power, where=near)
    far = student & beyond
    chdtr(df, df * np.square(shift / critical), out=power, where=far)
    return power


def sd_ratio_density(ratio: FloatArray, df: FloatArray) -> FloatArray:
    """Density of the estimated over the true standard deviation: sqrt(chi-square / df)."""
    with np.errstate(divide="ignore"):
        log = np.log(np.maximum(ratio, 0.0))
    half = df / 2
    return np.asarray(np.exp(np.log(2) + half * np.log(half) - gammaln(half) + (df - 1) * log - half * ratio**2))


def tested(goal: AnyComparison, estimate: FloatArray, error: FloatArray, df: FloatArray, origin: float = 0.0) -> Trials:
    """The t tests of a goal on simulated estimates: p value, interval, claim."""
    tests = goal.tests()
    each = [stdtr(df, -test.sign * (estimate - test.null) / error) for test in tests]
    claimed = np.all([p <= test.alpha for p, test in zip(each, tests, strict=True)], axis=0)
    half = -stdtrit(df, tests[0].alpha) * error
    centre = estimate + origin
    return Trials(
        centre, centre - half, centre + half, np.max(each, axis=0), claimed, np.zeros(len(estimate), dtype=bool)
    )


def one_sample_t(values: FloatArray) -> Analysed:
    """Estimate, standard error and degrees of freedom of a mean, one row per trial."""
    n = values.shape[1]
    return values.mean(axis=1), values.std(axis=1, ddof=1) / np.sqrt(n), np.full(len(values), n - 1.0)


def two_sample_t(first: FloatArray, second: FloatArray, pooled: bool = True) -> Analysed:
    """Estimate, standard error and degrees of freedom of Student's or Welch's test, one row per trial."""
    n, m = first.shape[1], second.shape[1]
    estimate = first.mean(axis=1) - second.mean(axis=1)
    v, w = first.var(axis=1, ddof=1), second.var(axis=1, ddof=1)
    if pooled:
        variance = ((n - 1) * v + (m - 1) * w) / (n + m - 2)
        return estimate, np.sqrt(variance * (1 / n + 1 / m)), np.full(len(estimate), n + m - 2.0)
    v, w = v / n, w / m
    return estimate, np.sqrt(v + w), (v + w) ** 2 / (v**2 / (n - 1) + w**2 / (m - 1))


def rpact_means(
    goal: AnyComparison, effect: float, sd: float, *, normal: bool, groups: int = 2, allocation: float = 1.0
) -> str | None:
    """The call of rpact that gives the same size; rpact has no equivalence."""
    if isinstance(goal, Equivalence):
        return None
    test = goal.tests()[0]
    sided = goal.sides if isinstance(goal, Superiority) else 1
    ratio = f"allocationRatioPlanned = {allocation:.10g}, " if groups == 2 else ""
    return (
        f"rpact::getSampleSizeMeans(groups = {groups}, alternative = {test.sign * effect:.10g}, "
        f"thetaH0 = {test.sign * test.null + 0.0:.10g}, stDev = {sd:.10g}, alpha = {goal.alpha:g}, sided = {sided}, "
        f"beta = {{beta}}, {ratio}normalApproximation = {'TRUE' if normal else 'FALSE'})"
    )


def sentences(detected: Text, assumed: Text, needed: Text) -> dict[str, Text]:
    """The justification for each goal, from the effect to detect, the effect assumed and who is needed."""
    return {
        "superiority": Text(
            fr=f"Pour mettre en évidence {detected.fr} au risque de première espèce {{sides}} de {{alpha}} avec une "
            f"puissance de {{target}}, {needed.fr}.",
            en=f"To detect {detected.en} at a {{sides}} type I error of {{alpha}} with a power of {{target}}, {needed.en}.",
        ),
        "superiority_by_margin": Text(
            fr=f"Pour montrer une supériorité de plus de {{margin}}, sous {assumed.fr}, au risque de première espèce "
            f"unilatéral de {{alpha}} avec une puissance de {{target}}, {needed.fr}.",
            en=f"To show superiority by more than {{margin}}, under {assumed.en}, at a one-sided type I error of "
            f"{{alpha}} with a power of {{target}}, {needed.en}.",
        ),
        "non_inferiority": Text(
            fr=f"Pour montrer la non-infériorité avec une marge de {{margin}}, sous {assumed.fr}, au risque de première "
            f"espèce unilatéral de {{alpha}} avec une puissance de {{target}}, {needed.fr}.",
            en=f"To show non-inferiority with a margin of {{margin}}, under {assumed.en}, at a one-sided type I error of "
            f"{{alpha}} with a power of {{target}}, {needed.en}.",
        ),
        "equivalence": Text(
            fr=f"Pour montrer l'équivalence entre -{{margin_lower}} et +{{margin_upper}}, sous {assumed.fr}, par deux "
            f"tests unilatéraux de risque {{alpha}} chacun et avec une puissance de {{target}}, {needed.fr}.",
            en=f"To show equivalence between -{{margin_lower}} and +{{margin_upper}}, under {assumed.en}, by two one-sided "
            f"tests at {{alpha}} each and with a power of {{target}}, {needed.en}.",
        ),
    }


BOTH_ARMS = Text(
    fr="{n_total} participants analysables sont nécessaires ({n_arms})",
    en="{n_total} analysable participants are needed ({n_arms})",
)
ONE_GROUP = Text(
    fr="{n_total} participants analysables sont nécessaires", en="{n_total} analysable participants are needed"
)
_LEAST = Text(
    fr="succès si la différence observée atteint {edge} ou mieux (avec la variabilité attendue)",
    en="success if the observed difference reaches {edge} or better (with the expected variability)",
)
_LEAST_LEVEL = Text(
    fr="succès si la moyenne observée atteint {edge} ou mieux (avec la variabilité attendue)",
    en="success if the observed mean reaches {edge} or better (with the expected variability)",
)
_ERROR = Text(fr="Erreur standard de l'estimation", en="Standard error of the estimate")
_DF = Text(fr="Degrés de liberté", en="Degrees of freedom")
_NORMAL = Text(
    fr="L'approximation normale oublie que la variance est estimée : la puissance réelle du test t est plus basse, de 3 points avec "
    "une quinzaine de participants, de moins d'un point au-delà d'une centaine.",
    en="The normal approximation forgets that the variance is estimated: the real power of the t test is lower, by 3 points with "
    "about fifteen participants, by less than one point beyond a hundred.",
)
