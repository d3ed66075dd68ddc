"""Two independent means: superiority, non-inferiority or equivalence by the t test.

Power is that of the non-central t distribution. With a common standard deviation the test is Student's; when the
standard deviations differ it is Welch's, with Satterthwaite's degrees of freedom at the expected variances.
For equivalence the two one-sided tests share one estimate of the variance, so the power is the integral over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import model_validator
from scipy.special import chdtr, gammaln, nctdtr, stdtr, stdtrit

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.goals import Comparison, Equivalence, NonInferiority, OneSided, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials
from stats.two_arms import TwoArms

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(120)
_LARGE_SHIFT = 30.0
_LARGE_DF = 1e5  # beyond, Student's t is the normal distribution to six digits


class TwoMeans(TwoArms):
    """Compare the means of a continuous endpoint between two independent arms."""

    kind: Literal["two_means"] = "two_means"
    goal: Comparison
    difference: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Différence attendue (expérimental - contrôle)", en="Expected difference (experimental - control)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Différence des moyennes, avec son signe : négative si le dispositif fait baisser le score. "
                "Prendre la plus petite différence cliniquement pertinente et réaliste.",
                en="Difference in means, with its sign: negative when the device lowers the score. "
                "Use the smallest difference that is clinically relevant and realistic.",
            ),
            symbol="δ",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type (commun, ou du bras expérimental)", en="Standard deviation (common, or experimental arm)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre participants du critère au temps de mesure, pas l'erreur standard.",
                en="Between-participant variability of the endpoint at the time of measurement, not the standard error.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    sd_control: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type du bras contrôle, s'il diffère", en="Standard deviation of the control arm, if different"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Laisser vide pour un écart-type commun ; sinon le test est celui de Welch.",
                en="Leave empty for a common standard deviation; otherwise the test is Welch's.",
            ),
            symbol="σ_C",
            gt=0,
        ),
    ] = None
    method: Annotated[
        Literal["t", "z"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "t": Text(fr="t non centré", en="non-central t"),
                "z": Text(fr="approximation normale", en="normal approximation"),
            },
        ),
    ] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Comparaison de deux moyennes", en="Comparison of two means"),
        question=Text(
            fr="Le dispositif améliore-t-il en moyenne un score ou une mesure, par rapport au comparateur ?",
            en="Does the device improve a score or a measurement on average, against the comparator?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="test t de Student (de Welch si les écarts-types diffèrent), puissance par la loi t non centrée",
            en="Student's t test (Welch's when the standard deviations differ), power from the non-central t distribution",
        ),
        limits=Text(
            fr="Critère approximativement normal ou effectifs suffisants ; un participant, une mesure. "
            "Pour un critère très asymétrique ou ordinal, préférer un test de rangs.",
            en="Endpoint roughly normal, or samples large enough; one measurement per participant. "
            "For a very skewed or ordinal endpoint prefer a rank test.",
        ),
        references=(
            Reference(
                "Julious SA. Sample sizes for clinical trials with normal data. Stat Med 2004;23:1921-86",
                "10.1002/sim.1783",
            ),
            Reference(
                "Phillips KF. Power of the two one-sided tests procedure. J Pharmacokinet Biopharm 1990;18:137-44",
                "10.1007/BF01063556",
            ),
            Reference(
                "Satterthwaite FE. An approximate distribution of estimates of variance components. Biometrics Bull 1946;2:110-4",
                "10.2307/3002019",
            ),
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True, normal=not isinstance(self.goal, Equivalence))

    @property
    def _sds(self) -> tuple[float, float]:
        return self.sd, self.sd_control or self.sd

    def _error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        experimental, control = self.sizes(size)
        if self.sd_control is None:
            return self.sd * np.sqrt(1 / experimental + 1 / control), experimental + control - 2
        first, second = self.sd**2 / experimental, self.sd_control**2 / control
        df = (first + second) ** 2 / (first**2 / (experimental - 1) + second**2 / (control - 1))
        return np.sqrt(first + second), df

    def attained(self, size: Size) -> FloatArray:
        error, df = self._error_and_df(size)
        tests = self.goal.tests()
        if self.method == "z":
            powers = [Phi(test.sign * (self.difference - test.null) / error - z(test.alpha)) for test in tests]
            return np.asarray(np.maximum(sum(powers) - (len(powers) - 1), 0.0))
        if len(tests) == 1:
            test = tests[0]
            shift = test.sign * (self.difference - test.null) / error
            return noncentral_t_power(shift, df, test.alpha)
        return self._equivalence_power(error, df, tests)

    def _equivalence_power(self, error: FloatArray, df: FloatArray, tests: tuple[OneSided, ...]) -> FloatArray:
        lower, upper = tests
        error, df = error[..., None], df[..., None]
        critical = -stdtrit(df, lower.alpha)
        spread = 9 / np.sqrt(2 * df)
        low = np.maximum(1 - spread, 0.0)
        high = np.minimum(1 + spread, (upper.null - lower.null) / (2 * critical * error))
        half = np.maximum(high - low, 0.0) / 2
        ratio = low + half * (_NODES + 1)  # estimated over true standard deviation
        density = _sd_ratio_density(ratio, df)
        inside = Phi((upper.null - self.difference) / error - critical * ratio) - Phi(
            (lower.null - self.difference) / error + critical * ratio
        )
        return np.asarray((half * _WEIGHTS * density * np.maximum(inside, 0.0)).sum(axis=-1))

    def drift(self, size: Size) -> FloatArray:
        if not self.traits.normal:
            return super().drift(size)
        from scipy.special import ndtri

        return np.asarray(z(self.goal.tests()[0].alpha) + ndtri(self.attained(size)))

    def _true_difference(self, at: Truth) -> float:
        return self.difference if at == "alternative" else self.goal.tests()[-1].null

    def _samples(self, size: Size, trials: int, rng: np.random.Generator, at: Truth) -> tuple[FloatArray, FloatArray]:
        experimental, control = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        first = rng.standard_normal((trials, experimental)) * self._sds[0] + self._true_difference(at)
        return first, rng.standard_normal((trials, control)) * self._sds[1]

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        first, second = self._samples(size, trials, rng, at)
        estimate, error, df = _t_test(first, second, pooled=self.sd_control is None)
        tests = self.goal.tests()
        p = np.max([stdtr(df, -test.sign * (estimate - test.null) / error) for test in tests], axis=0)
        half = -stdtrit(df, tests[0].alpha) * error
        claimed = np.all([stdtr(df, -t.sign * (estimate - t.null) / error) <= t.alpha for t in tests], axis=0)
        return Trials(estimate, estimate - half, estimate + half, p, claimed, np.zeros(trials, dtype=bool))

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        if not self.traits.normal:
            return super().paths(size, information, trials, rng, at)
        from scipy.special import ndtri

        first, second = self._samples(size, trials, rng, at)
        test = self.goal.tests()[0]
        looks = []
        for fraction in information:
            n, m = (max(2, round(fraction * arm.shape[1])) for arm in (first, second))
            estimate, error, df = _t_test(first[:, :n], second[:, :m], self.sd_control is None)
            looks.append(-ndtri(stdtr(df, -test.sign * (estimate - test.null) / error)))
        return np.stack(looks, axis=1)

    def variants(self) -> tuple[Variant, ...]:
        other = self.model_copy(update={"method": "z" if self.method == "t" else "t"})
        return (Variant(self.choices()["method"].options[other.method], other),)

    def least_success(self, size: Size) -> Phrase | None:
        if isinstance(self.goal, Equivalence):
            return None
        error, df = self._error_and_df(size)
        test = self.goal.tests()[0]
        critical = z(test.alpha) if self.method == "z" else float(-stdtrit(df, test.alpha))
        edge = float(test.null + test.sign * critical * error)
        return Phrase(
            Text(
                fr="succès si la différence observée atteint {edge} ou mieux (avec les écarts-types attendus)",
                en="success if the observed difference reaches {edge} or better (with the expected standard deviations)",
            ),
            {"edge": Value(edge, Unit.ENDPOINT)},
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, df = self._error_and_df(size)
        return (
            Step(
                Text(fr="Différence standardisée (d)", en="Standardised difference (d)"),
                Value(abs(self.difference) / float(np.sqrt((self._sds[0] ** 2 + self._sds[1] ** 2) / 2))),
                Text(fr="différence / écart-type", en="difference / standard deviation"),
            ),
            Step(
                Text(fr="Erreur standard de la différence", en="Standard error of the difference"),
                Value(float(error), Unit.ENDPOINT),
            ),
            Step(Text(fr="Degrés de liberté", en="Degrees of freedom"), Value(float(df))),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        if self.sd_control is not None:
            return None
        goal = self.goal
        if isinstance(goal, Equivalence):
            return None
        null = goal.tests()[0].null
        flip = goal.tests()[0].sign
        sided = goal.sides if not isinstance(goal, NonInferiority) else 1
        return (
            f"rpact::getSampleSizeMeans(alternative = {flip * self.difference:g}, thetaH0 = {flip * null + 0.0:g}, "
            f"stDev = {self.sd:g}, alpha = {goal.alpha:g}, sided = {sided}, beta = {{beta}}, "
            f"allocationRatioPlanned = {self.allocation:g}, normalApproximation = {'TRUE' if self.method == 'z' else 'FALSE'})"
        )


_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence de moyennes de {difference} (écart-type {sd}) au risque de première "
        "espèce {sides} de {alpha} avec une puissance de {target}, {n_total} participants analysables sont nécessaires "
        "({n_arms}).",
        en="To detect a difference in means of {difference} (standard deviation {sd}) at a {sides} type I error of {alpha} "
        "with a power of {target}, {n_total} analysable participants are needed ({n_arms}).",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une marge de {margin}, sous une différence vraie de {difference} "
        "(écart-type {sd}), au risque de première espèce unilatéral de {alpha} avec une puissance de {target}, {n_total} "
        "participants analysables sont nécessaires ({n_arms}).",
        en="To show non-inferiority with a margin of {margin}, under a true difference of {difference} (standard deviation "
        "{sd}), at a one-sided type I error of {alpha} with a power of {target}, {n_total} analysable participants are "
        "needed ({n_arms}).",
    ),
    "equivalence": Text(
        fr="Pour montrer l'équivalence entre -{margin_lower} et +{margin_upper}, sous une différence vraie de {difference} "
        "(écart-type {sd}), par deux tests unilatéraux de risque {alpha} chacun et avec une puissance de {target}, {n_total} "
        "participants analysables sont nécessaires ({n_arms}).",
        en="To show equivalence between -{margin_lower} and +{margin_upper}, under a true difference of {difference} "
        "(standard deviation {sd}), by two one-sided tests at {alpha} each and with a power of {target}, {n_total} analysable "
        "participants are needed ({n_arms}).",
    ),
}


def noncentral_t_power(shift: ArrayLike, df: ArrayLike, alpha: float) -> FloatArray:
    """Power of a one-sided t test whose statistic has non-centrality `shift` and `df` degrees of freedom."""
    shift, df = np.broadcast_arrays(np.asarray(shift, dtype=np.float64), np.asarray(df, dtype=np.float64))
    small = np.minimum(df, _LARGE_DF)
    critical = -stdtrit(small, alpha)
    beyond = shift > _LARGE_SHIFT  # nctdtr underflows there, and only the estimated variance still matters
    far = chdtr(small, small * (np.where(beyond, shift, 1.0) / critical) ** 2)
    power = np.where(beyond, far, 1 - nctdtr(small, np.where(beyond, 0.0, shift), critical))
    return np.asarray(np.where(df > _LARGE_DF, Phi(shift - z(alpha)), power))


def _sd_ratio_density(ratio: FloatArray, df: FloatArray) -> FloatArray:
    """Density of the estimated over the true standard deviation: sqrt(chi-square / df)."""
    with np.errstate(divide="ignore"):
        log = np.log(np.maximum(ratio, 0.0))
    half = df / 2
    return np.asarray(np.exp(np.log(2) + half * np.log(half) - gammaln(half) + (df - 1) * log - half * ratio**2))


def _t_test(first: FloatArray, second: FloatArray, pooled: bool) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Estimate, standard error and degrees of freedom of Student's or Welch's test, one row per trial."""
    n, m = first.shape[1], second.shape[1]
    estimate = first.mean(axis=1) - second.mean(axis=1)
    v, w = first.var(axis=1, ddof=1), second.var(axis=1, ddof=1)
    if pooled:
        variance = ((n - 1) * v + (m - 1) * w) / (n + m - 2)
        return estimate, np.sqrt(variance * (1 / n + 1 / m)), np.full(len(estimate), n + m - 2.0)
    v, w = v / n, w / m
    return estimate, np.sqrt(v + w), (v + w) ** 2 / (v**2 / (n - 1) + w**2 / (m - 1))
