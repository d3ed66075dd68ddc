"""Two rates of overdispersed counts: negative binomial regression, rate ratio.

Counts over a time t have mean rate * t and variance mean + k mean^2; k = 0 is Poisson. A participant observed for a time
T brings the information E[rate T / (1 + k rate T)] on the log rate of an arm, averaged over T when it varies: with one
common time it is 1 / (1 / (rate t) + k). The Wald test of the log rate ratio has the variance of the expected rates
under H1; Zhu and Lakkis differ by the variance under H0:
- expected: the expected rates (their method 2; rpact, gscounts); restricted: the most likely rates under the null ratio
  (method 3); reference: the control rate in both arms (method 1)

Where programs disagree:
- rates .8 and .85 x .8, .75 year, k .7, power .8: 1494 per arm (2); the three methods differ with the size of the effect
- a mean exposure put in the place of a varying one is too optimistic: 699.7 where the integral (rpact) gives 708
- rpact takes the moments of its discrete recruitment calendar: a participant or two away from the integral
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import exp, sqrt
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.counts.event_rates import ACCRUAL, DROPOUT, EXPOSURE, FollowUp, RateArms, sentences, years
from stats.formulas.counts.negative_binomial import fit
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class NegativeBinomialRates(RateArms):
    """Compare the rates of a recurrent event whose counts vary between participants more than Poisson's."""

    kind: Literal["negative_binomial_rates"] = "negative_binomial_rates"
    dispersion: Annotated[
        float,
        Quantity(
            label=Text(fr="Surdispersion (k)", en="Overdispersion (k)"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Variance des comptes = moyenne + k × moyenne². 0 pour une loi de Poisson ; souvent 0,3 à 1,5 pour "
                "des exacerbations ou des hospitalisations. Certains logiciels donnent theta = 1/k.",
                en="Variance of the counts = mean + k × mean². 0 for a Poisson distribution; often 0.3 to 1.5 for "
                "exacerbations or admissions. Some programs print theta = 1/k.",
            ),
            symbol="k",
            ge=0,
        ),
    ]
    exposure: Annotated[float, EXPOSURE]
    exposure_experimental: Annotated[
        float | None,
        years(
            Text(
                fr="Durée d'observation du bras expérimental, si elle diffère",
                en="Exposure of the experimental arm, if different",
            ),
            Text(
                fr="Laisser vide si les deux bras sont observés la même durée.",
                en="Leave empty when both arms are observed for the same time.",
            ),
            "t_E",
        ),
    ] = None
    accrual: Annotated[float, ACCRUAL] = 0.0
    dropout: Annotated[float, DROPOUT] = 0.0
    method: Annotated[
        Literal["expected", "restricted", "reference"],
        Choice(
            label=Text(fr="Variance sous H0", en="Variance under H0"),
            options={
                "expected": Text(fr="aux taux attendus (Zhu-Lakkis 2)", en="at the expected rates (Zhu-Lakkis 2)"),
                "restricted": Text(
                    fr="aux taux les plus vraisemblables sous H0 (Zhu-Lakkis 3)",
                    en="at the most likely rates under H0 (Zhu-Lakkis 3)",
                ),
                "reference": Text(
                    fr="au taux du bras contrôle (Zhu-Lakkis 1)", en="at the control rate (Zhu-Lakkis 1)"
                ),
            },
        ),
    ] = "expected"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Deux taux d'événements répétés, comptes surdispersés", en="Two rates of overdispersed counts"),
        question=Text(
            fr="Le dispositif réduit-il le nombre d'événements par an (exacerbations, chutes, hospitalisations), "
            "par rapport au comparateur ?",
            en="Does the device reduce the number of events per year (exacerbations, falls, admissions), against the "
            "comparator?",
        ),
        family=Family.COUNTS,
        method=Text(
            fr="régression binomiale négative avec le temps d'observation en offset, test de Wald du rapport des taux",
            en="negative binomial regression with exposure as an offset, Wald test of the rate ratio",
        ),
        limits=Text(
            fr="Taux constant au cours du suivi, même surdispersion dans les deux bras, sorties d'étude sans lien avec "
            "les événements. La surdispersion est estimée : au-dessous d'une trentaine de participants par bras, le "
            "risque de première espèce dépasse d'environ un point celui qui est annoncé.",
            en="Constant rate over follow-up, same overdispersion in both arms, dropout unrelated to the events. "
            "Overdispersion is estimated: below some thirty participants per arm the type I error exceeds the nominal "
            "one by about one point.",
        ),
        references=(
            Reference(
                "Zhu H, Lakkis H. Sample size calculation for comparing two negative binomial rates. Stat Med "
                "2014;33:376-87",
                "10.1002/sim.5947",
            ),
            Reference(
                "Friede T, Schmidli H. Blinded sample size reestimation with negative binomial counts in superiority and "
                "non-inferiority trials. Methods Inf Med 2010;49:618-24",
                "10.3414/ME09-02-0060",
            ),
        ),
        measures=(Measure.RATE_RATIO,),
        endpoint=Endpoint.COUNT,
        against=Against.OTHER_ARM,
    )

    @property
    def traits(self) -> Traits:
        return Traits(
            arm_symmetric=self.symmetric_goal and self.method != "reference" and self.exposure_experimental is None,
            normal=self.one_null() is not None,
            losses_inside=self.dropout > 0,
        )

    @property
    def follow_ups(self) -> tuple[FollowUp, FollowUp]:
        """Time observed in the experimental and the control arm."""
        longest = self.exposure_experimental or self.exposure
        return FollowUp(longest, self.accrual, self.dropout), FollowUp(self.exposure, self.accrual, self.dropout)

    def rates(self, null: float | None) -> tuple[float, float]:
        """Rates at which the variance is taken: expected (None), or under a null log ratio by the method."""
        experimental, control = self.rate_experimental, self.rate_control
        if null is None or self.method == "expected":
            return experimental, control
        if self.method == "restricted":
            control = _restricted(experimental, control, self.dispersion, self.follow_ups, self.allocation, null)
        return control * exp(null), control

    def spread(self, null: float | None) -> float:
        (experimental, control), (longer, shorter) = self.rates(null), self.follow_ups
        first = self.allocation * _information(experimental, self.dispersion, longer)
        return sqrt((1 + self.allocation) * (1 / first + 1 / _information(control, self.dispersion, shorter)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """The Wald test of a negative binomial regression that estimates k by maximum likelihood; an arm without any event
        has no estimate and claims nothing.
        """
        found = fit(self._sample(size, trials, rng, at))
        return self.wald_trials(found.log_ratio, found.error, found.failed)

    def drift(self, size: Size) -> FloatArray:
        test = self.one_null()
        if test is None:
            return super().drift(size)
        return np.asarray(z(test.alpha) + self._deviate(test, np.asarray(size["participants"], dtype=np.float64)))

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        """The statistics when a fraction of each arm has ended its follow-up; without an event there is no evidence."""
        test = self.one_null()
        if test is None:
            return super().paths(size, information, trials, rng, at)
        data, looks = self._sample(size, trials, rng, at), []
        for fraction in information:
            shares = [max(2, round(fraction * counts.shape[1])) for counts, _ in data]
            first, second = ((y[:, :n], t[:, :n]) for (y, t), n in zip(data, shares, strict=True))
            found = fit((first, second))
            looks.append(np.where(found.failed, 0.0, test.sign * (found.log_ratio - test.null) / found.error))
        return np.stack(looks, axis=1)

    def _sample(
        self, size: Size, trials: int, rng: np.random.Generator, at: Truth
    ) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]:
        """Poisson counts of gamma rates, with the times observed, of the experimental and the control arm."""
        rates = self.rate_control * exp(self.true_log_ratio(at)), self.rate_control
        arms = []
        for rate, follow_up, n in zip(rates, self.follow_ups, self.whole_sizes(size), strict=True):
            t = follow_up.draw(trials, n, rng)
            k = self.dispersion
            own = rng.standard_gamma(1 / k, (trials, n)) * k if k > 0 else np.ones((trials, n))
            arms.append((rng.poisson(own * rate * t).astype(np.float64), t))
        return arms[0], arms[1]

    def events(self, size: Mapping[str, float]) -> float | None:
        experimental, control = self.split(size["participants"])
        longer, shorter = (one.moments()[0] for one in self.follow_ups)
        return experimental * self.rate_experimental * longer + control * self.rate_control * shorter

    def variants(self) -> tuple[Variant, ...]:
        other = self.other_options("method")
        return (
            (*other, Variant(_NO_DISPERSION, self.model_copy(update={"dispersion": 0.0}))) if self.dispersion else other
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        times = tuple(one.moments()[0] for one in self.follow_ups)
        rates = self.rate_experimental, self.rate_control
        return (
            *(Step(label, Value(one, Unit.YEARS)) for label, one in zip(_TIMES, times, strict=True)),
            *(
                Step(label, Value(_information(rate, self.dispersion, one)), _HOW)
                for label, rate, one in zip(_INFORMATION, rates, self.follow_ups, strict=True)
            ),
            *super().steps(size),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        test, times = self.one_null(), self.follow_ups
        if test is None or self.method == "restricted" or not times[0].constant:
            return None
        r0 = self.rates(test.null)
        values = (
            f"a = {self.allocation!r}, k = {self.dispersion!r}, te = {times[0].shortest!r}, tc = {times[1].shortest!r}, "
            f"e = {self.rate_experimental!r}, c = {self.rate_control!r}, e0 = {r0[0]!r}, c0 = {r0[1]!r}"
        )
        return (
            f"with(list({values}), (1 + a) * ((qnorm(1 - {test.alpha!r}) * sqrt((1 / (e0 * te) + k) / a + 1 / (c0 * tc) + k)"
            f" + qnorm({{target}}) * sqrt((1 / (e * te) + k) / a + 1 / (c * tc) + k)) / (log(e / c) - {test.null!r}))^2)"
        )


@lru_cache(maxsize=4096)
def _information(rate: float, k: float, follow_up: FollowUp) -> float:
    """Expected information of one participant on the log rate: E[rate T / (1 + k rate T)]."""
    if follow_up.constant:
        mean = rate * follow_up.shortest
        return mean / (1 + k * mean)
    t, w = follow_up.grid()
    return float((w * rate / (1 + k * rate * t) ** 2).sum())


@lru_cache(maxsize=4096)
def _restricted(
    experimental: float, control: float, k: float, times: tuple[FollowUp, FollowUp], allocation: float, null: float
) -> float:
    """Control rate c that is most likely when the ratio is exp(null), with k known: the root of the expected score,
    allocation E[(e - c exp(null)) T / (1 + k c exp(null) T)] + E[(control - c) T / (1 + k c T)].
    """
    from scipy.optimize import brentq

    ratio = exp(null)

    def score(c: float) -> float:
        first = (experimental / (c * ratio) - 1) * _information(c * ratio, k, times[0])
        return allocation * first + (control / c - 1) * _information(c, k, times[1])

    bounds = sorted((control, experimental / ratio))
    return bounds[0] if bounds[1] - bounds[0] < 1e-12 else float(brentq(score, *bounds, xtol=1e-14, rtol=1e-13))


_NO_DISPERSION = Text(fr="sans surdispersion (Poisson)", en="without overdispersion (Poisson)")
_TIMES = (
    Text(fr="Temps moyen observé, bras expérimental", en="Mean time observed, experimental arm"),
    Text(fr="Temps moyen observé, bras contrôle", en="Mean time observed, control arm"),
)
_INFORMATION = (
    Text(fr="Information par participant, bras expérimental", en="Information per participant, experimental arm"),
    Text(fr="Information par participant, bras contrôle", en="Information per participant, control arm"),
)
_HOW = Text(
    fr="moyenne de (taux × temps) / (1 + k × taux × temps), au taux attendu",
    en="average of (rate × time) / (1 + k × rate × time), at the expected rate",
)
_SENTENCES = sentences(
    Text(fr="par une régression binomiale négative", en="by a negative binomial regression"),
    Text(
        fr="avec une surdispersion de {dispersion} et une durée d'observation de {exposure}",
        en="with an overdispersion of {dispersion} and an exposure of {exposure}",
    ),
)
