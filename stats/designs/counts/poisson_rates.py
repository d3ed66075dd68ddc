"""Two Poisson rates: rate ratio, by five analyses.

The counts of an arm are Poisson with mean rate * person-time. With m the expected counts, g the ratio of the expected
counts under H0 and z the critical value (Gu, Ng, Tang & Schucany 2008):
- wald: log ratio, variance 1 / m_E + 1 / m_C; null_variance: its variance under H0, (1 + g)^2 / (g (m_E + m_C))
- score: Phi((|m_E - g m_C| - z sqrt(g (m_E + m_C))) / sqrt(m_E + g^2 m_C))
- sqrt: Phi(2 |sqrt m_E - sqrt(g m_C)| / sqrt(1 + g) - z)
- exact: conditional binomial test, its power averaged over the Poisson total

Where programs disagree:
- rates 1.25 and 1 over 2 years, power .9: 380 (wald, rpact), 378 to 380 by the others
- statsmodels 0.15 power_poisson_ratio_2indep has value = 0 by default (power 0) and alternative = "smaller"; its "alt" is
  wald, its "score" is null_variance, not the score test
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, sqrt
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.counts.event_rates import EXPOSURE, RateArms, sentences, years
from stats.formulas.counts.poisson_ratio import bounds, exact_power, p_value, statistic
from stats.goals import OneSided
from stats.normal import z
from stats.quantities import Choice, Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class PoissonRates(RateArms):
    """Compare the rates of an event whose counts vary no more than Poisson's (rare, or at most one per participant)."""

    kind: Literal["poisson_rates"] = "poisson_rates"
    exposure: Annotated[float, EXPOSURE]
    exposure_experimental: Annotated[
        float | None,
        years(
            Text(
                fr="Durée d'observation du bras expérimental, si elle diffère",
                en="Exposure of the experimental arm, if different",
            ),
            Text(
                fr="Durée moyenne par participant. Laisser vide si elle est la même dans les deux bras.",
                en="Mean time per participant. Leave empty when it is the same in both arms.",
            ),
            "t_E",
        ),
    ] = None
    method: Annotated[
        Literal["wald", "null_variance", "score", "sqrt", "exact"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "wald": Text(fr="logarithme du rapport (Wald)", en="log ratio (Wald)"),
                "null_variance": Text(fr="logarithme du rapport, variance sous H0", en="log ratio, variance under H0"),
                "score": Text(fr="test du score", en="score test"),
                "sqrt": Text(fr="racines carrées des comptes", en="square roots of the counts"),
                "exact": Text(fr="test conditionnel exact (binomial)", en="conditional exact test (binomial)"),
            },
        ),
    ] = "wald"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Deux taux d'événements, loi de Poisson", en="Two event rates, Poisson"),
        question=Text(
            fr="Le dispositif réduit-il la fréquence d'un événement rare par personne-année, par rapport au comparateur ?",
            en="Does the device reduce the frequency of a rare event per person-year, against the comparator?",
        ),
        family=Family.COUNTS,
        method=Text(
            fr="régression de Poisson avec le temps d'observation en offset, test de Wald du rapport des taux",
            en="Poisson regression with exposure as an offset, Wald test of the rate ratio",
        ),
        limits=Text(
            fr="Événements indépendants, sans hétérogénéité entre participants : des événements répétés chez les mêmes "
            "participants demandent la loi binomiale négative, faute de quoi l'effectif est trop petit. Les méthodes "
            "normales demandent une dizaine d'événements attendus par bras ; en deçà, préférer le test exact.",
            en="Independent events, without heterogeneity between participants: repeated events in the same participants "
            "need the negative binomial distribution, otherwise the size is too small. The normal methods need some ten "
            "expected events per arm; below that prefer the exact test.",
        ),
        references=(
            Reference(
                "Gu K, Ng HKT, Tang ML, Schucany WR. Testing the ratio of two Poisson rates. Biom J 2008;50:283-98",
                "10.1002/bimj.200710403",
            ),
            Reference(
                "Przyborowski J, Wilenski H. Homogeneity of results in testing samples from Poisson series. Biometrika "
                "1940;31:313-23",
                "10.1093/biomet/31.3-4.313",
            ),
        ),
        measures=(Measure.RATE_RATIO,),
        endpoint=Endpoint.COUNT,
        against=Against.OTHER_ARM,
    )

    @property
    def traits(self) -> Traits:
        exact = self.method == "exact"
        return Traits(
            monotone=not exact,
            exact=exact,
            arm_symmetric=self.symmetric_goal and self.exposure_experimental is None,
            normal=not exact and self.one_null() is not None,
        )

    @property
    def _times(self) -> tuple[float, float]:
        return self.exposure_experimental or self.exposure, self.exposure

    def _counts(self) -> tuple[float, float]:
        """Expected events per participant of the total, experimental and control."""
        (longer, shorter), (experimental, control) = self._times, self.split(1.0)
        return self.rate_experimental * longer * experimental, self.rate_control * shorter * control

    def _null_ratio(self, test: OneSided, sizes: tuple[float, float]) -> float:
        """Ratio of the expected counts under the null."""
        return exp(test.null) * sizes[0] * self._times[0] / (sizes[1] * self._times[1])

    def spread(self, null: float | None) -> float:
        first, second = self._counts()
        if null is None or self.method != "null_variance":
            return sqrt(1 / first + 1 / second)
        g = exp(null) * self.allocation * self._times[0] / self._times[1]
        return (1 + g) / sqrt(g * (first + second))

    def attained(self, size: Size) -> FloatArray:
        if self.method != "exact":
            return super().attained(size)
        (first, second), total = self._counts(), np.asarray(size["participants"], dtype=np.float64)
        tests = self.log_goal.tests()
        powers = [
            exact_power(first * total, second * total, self._null_ratio(one, (self.allocation, 1.0)), one)
            for one in tests
        ]
        return np.asarray(np.maximum(sum(powers) - (len(powers) - 1), 0.0))

    def _deviate(self, test: OneSided, total: FloatArray) -> FloatArray:
        if self.method in ("wald", "null_variance"):
            return super()._deviate(test, total)
        (first, second), g = self._counts(), self._null_ratio(test, (self.allocation, 1.0))
        critical, root = z(test.alpha), np.sqrt(total)
        if self.method == "sqrt":
            return np.asarray(test.sign * 2 * root * (sqrt(first) - sqrt(g * second)) / sqrt(1 + g) - critical)
        shift = test.sign * (first - g * second) * root - critical * sqrt(g * (first + second))
        return np.asarray(shift / sqrt(first + g * g * second))

    def drift(self, size: Size) -> FloatArray:
        test = self.one_null()
        if test is None or self.method == "exact":
            return super().drift(size)
        return np.asarray(z(test.alpha) + self._deviate(test, np.asarray(size["participants"], dtype=np.float64)))

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        """The statistics when a fraction of each arm has ended its follow-up; without a statistic there is no evidence."""
        test, sizes = self.one_null(), self.whole_sizes(size)
        if test is None or self.method == "exact":
            return super().paths(size, information, trials, rng, at)
        rates = self.rate_control * exp(self.true_log_ratio(at)), self.rate_control
        x, y, seen, looks = np.zeros(trials), np.zeros(trials), (0, 0), []
        for fraction in information:
            now = max(1, round(fraction * sizes[0])), max(1, round(fraction * sizes[1]))
            x = x + rng.poisson(rates[0] * self._times[0] * (now[0] - seen[0]), trials)
            y = y + rng.poisson(rates[1] * self._times[1] * (now[1] - seen[1]), trials)
            seen = now
            with np.errstate(all="ignore"):
                looks.append(test.sign * statistic(self.method, x, y, self._null_ratio(test, now)))
        return np.nan_to_num(np.stack(looks, axis=1))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Poisson counts of each arm, and the test named; without any event in an arm the logarithm has no value."""
        sizes = self.whole_sizes(size)
        rates = self.rate_control * exp(self.true_log_ratio(at)), self.rate_control
        x, y = (
            rng.poisson(rate * time * n, trials).astype(np.float64)
            for rate, time, n in zip(rates, self._times, sizes, strict=True)
        )
        tests = self.log_goal.tests()
        p = np.stack([p_value(self.method, x, y, self._null_ratio(test, sizes), test.sign) for test in tests])
        failed = np.asarray(np.isnan(p).any(axis=0))
        worst = np.where(failed, 1.0, np.nan_to_num(p, nan=1.0).max(axis=0))
        times = sizes[0] * self._times[0] / (sizes[1] * self._times[1])
        lower, upper = bounds(self.method, x, y, times, tests[0].alpha)
        with np.errstate(all="ignore"):
            estimate = x / y / times
        return Trials(estimate, lower, upper, worst, np.asarray(worst <= tests[0].alpha), failed)

    def events(self, size: Mapping[str, float]) -> float | None:
        return sum(self._counts()) * size["participants"]

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.card.method if self.method == "wald" else _METHODS[self.method]

    def least_success(self, size: Size) -> Phrase | None:
        """For the exact test, at the control count expected; for the others, the ratio at the expected precision."""
        test = self.one_null()
        if self.method in ("wald", "null_variance") or test is None:
            return super().least_success(size)
        sizes = self.whole_sizes(size)
        control = float(np.rint(sizes[1] * self._times[1] * self.rate_control))
        counts = np.arange(4 * (control + 10) * max(self.allocation, 1.0) + 1)
        p = p_value(self.method, counts, np.full(len(counts), control), self._null_ratio(test, sizes), test.sign)
        claimed = counts[p <= test.alpha]
        if not len(claimed):
            return None
        edge = claimed.min() if test.sign > 0 else claimed.max()
        return Phrase(
            _LEAST if test.sign > 0 else _MOST,
            {"count": Value(float(edge), Unit.COUNT), "control_count": Value(control, Unit.COUNT)},
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        counts = tuple(
            Step(label, Value(one * size["participants"])) for label, one in zip(_EXPECTED, self._counts(), strict=True)
        )
        return (*counts, *super().steps(size)) if self.method in ("wald", "null_variance") else counts

    def sentence(self) -> Text:
        return _SENTENCES[self.method][self.goal.kind]

    def r_call(self) -> str | None:
        test = self.one_null()
        if test is None or self.method not in ("wald", "null_variance", "sqrt"):
            return None
        critical = f"qnorm(1 - {test.alpha!r})"
        first, second = self._counts()
        g = self._null_ratio(test, (self.allocation, 1.0))
        values = f"e = {first!r}, c = {second!r}, g = {g!r}"
        if self.method == "sqrt":
            return f"with(list({values}), (({critical} + qnorm({{target}})) * sqrt(1 + g) / (2 * (sqrt(e) - sqrt(g * c))))^2)"
        h0 = "sqrt(1 / e + 1 / c)" if self.method == "wald" else "(1 + g) / sqrt(g * (e + c))"
        ratio = self.rate_experimental / self.rate_control
        return (
            f"with(list({values}), (({critical} * {h0} + qnorm({{target}}) * sqrt(1 / e + 1 / c)) / "
            f"(log({ratio!r}) - {test.null!r}))^2)"
        )


_EXPECTED = (
    Text(fr="Événements attendus, bras expérimental", en="Expected events, experimental arm"),
    Text(fr="Événements attendus, bras contrôle", en="Expected events, control arm"),
)
_MOST = Text(
    fr="si le bras contrôle observe {control_count} événements, succès jusqu'à {count} dans le bras expérimental",
    en="if the control arm observes {control_count} events, success up to {count} in the experimental arm",
)
_LEAST = Text(
    fr="si le bras contrôle observe {control_count} événements, succès à partir de {count} dans le bras expérimental",
    en="if the control arm observes {control_count} events, success from {count} in the experimental arm",
)
_METHODS = {
    "null_variance": Text(
        fr="test du logarithme du rapport des taux, variance sous H0",
        en="test of the log rate ratio, variance under H0",
    ),
    "score": Text(
        fr="test du score du rapport des taux (forme normale du test binomial conditionnel)",
        en="score test of the rate ratio (normal form of the conditional binomial test)",
    ),
    "sqrt": Text(
        fr="test normal sur les racines carrées des nombres d'événements plus 3/8",
        en="normal test of the square roots of the numbers of events plus 3/8",
    ),
    "exact": Text(
        fr="test binomial exact du nombre d'événements du bras expérimental, conditionnel au total",
        en="exact binomial test of the number of events of the experimental arm, given the total",
    ),
}
_NAMED = {
    "wald": Text(fr="par une régression de Poisson", en="by a Poisson regression"),
    "null_variance": Text(fr="par un test du logarithme du rapport des taux", en="by a test of the log rate ratio"),
    "score": Text(fr="par un test du score", en="by a score test"),
    "sqrt": Text(
        fr="par un test sur les racines carrées des comptes", en="by a test of the square roots of the counts"
    ),
    "exact": Text(fr="par un test conditionnel exact", en="by a conditional exact test"),
}
_SENTENCES = {
    name: sentences(text, Text(fr="avec une durée d'observation de {exposure}", en="with an exposure of {exposure}"))
    for name, text in _NAMED.items()
}
