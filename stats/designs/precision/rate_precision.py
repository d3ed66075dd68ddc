"""Precision of a rate of events: the person-time for which its interval is narrow enough.

The total count over n participants observed a time t each is Poisson. The width is that of the interval at the expected count,
not rounded (the convention of R's presize). With an assurance it is the width at the quantile of the count, a saw in n: the size
reported is the one from which the target holds for every larger size.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np
from scipy.special import gammaincinv

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.counts.event_rates import EXPOSURE, rate
from stats.formulas.counts.poisson import interval, smallest_high
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Unit, Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class RatePrecision(Design):
    """Estimate a rate of events per person-year with a confidence interval of a given full width."""

    kind: Literal["rate_precision"] = "rate_precision"
    goal: Precision
    rate_expected: Annotated[
        float,
        rate(
            Text(fr="Taux d'événements attendu", en="Expected event rate"),
            Text(
                fr="Nombre moyen d'événements par personne-année avec le dispositif. Pour 5 % par an, indiquer 0,05. Parmi les valeurs "
                "plausibles, la plus élevée demande le plus de participants.",
                en="Mean number of events per person-year with the device. For 5% per year enter 0.05. Among plausible values, the "
                "highest asks for most participants.",
            ),
            "λ",
        ),
    ]
    exposure: Annotated[float, EXPOSURE]
    interval: Annotated[
        Literal["exact", "score", "wald"],
        Choice(
            label=Text(fr="Intervalle de confiance", en="Confidence interval"),
            options={
                "exact": Text(fr="exact (Garwood)", en="exact (Garwood)"),
                "score": Text(fr="score", en="score"),
                "wald": Text(fr="Wald (approximation normale)", en="Wald (normal approximation)"),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés", en="Participants analysed"), minimum=1),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'un taux d'événements", en="Precision of an event rate"),
        question=Text(
            fr="Avec quelle précision la fréquence d'un événement (complication, panne, fausse alerte) sera-t-elle connue ?",
            en="How precisely will the frequency of an event (complication, failure, false alarm) be known?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur totale de l'intervalle exact de Garwood au nombre attendu d'événements, non arrondi",
            en="full width of Garwood's exact interval at the expected number of events, not rounded",
        ),
        limits=Text(
            fr="Événements indépendants et taux constant : des événements répétés chez les mêmes participants élargissent l'intervalle. "
            "Sans assurance, la largeur observée dépasse la largeur annoncée une fois sur deux environ. L'intervalle de Wald couvre "
            "trop peu avec peu d'événements (86 % simulés pour 95 % avec 5 événements attendus).",
            en="Independent events and a constant rate: repeated events in the same participants widen the interval. Without "
            "assurance, the observed width exceeds the width announced about half of the time. The Wald interval covers too little "
            "with few events (86% simulated for 95% with 5 expected events).",
        ),
        references=(
            Reference(
                "Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-42",
                "10.1093/biomet/28.3-4.437",
            ),
            Reference(
                "Barker L. A comparison of nine confidence intervals for a Poisson parameter when the expected number of "
                "events is <= 5. Am Stat 2002;56:85-9",
                "10.1198/000313002317572736",
            ),
        ),
        measures=(Measure.RATE,),
        endpoint=Endpoint.COUNT,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @property
    def traits(self) -> Traits:
        assured = self.goal.assurance is not None
        return Traits(monotone=not assured, exact=assured)

    def _bounds(self, count: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Bounds of the mean count; Wald's lower one is not cut at 0, so that the width is that of the formula."""
        confidence = self.goal.confidence
        tail = (1 - confidence) / 2
        if self.interval == "wald":
            half = z(tail) * np.sqrt(count)
            return count - half, count + half
        lower, upper = interval(count, confidence, self.interval)
        if self.interval == "exact":  # an expected count may lie below 1
            lower = np.where(count > 0, gammaincinv(np.maximum(count, 1e-300), tail), 0.0)
        return np.asarray(lower), upper

    def _width(self, count: FloatArray, time: FloatArray) -> FloatArray:
        lower, upper = self._bounds(count)
        return np.asarray((upper - lower) / time)

    def attained(self, size: Size) -> FloatArray:
        """Full width per person-year at the expected count, or at the count not exceeded with the assurance asked."""
        time = np.asarray(size["participants"], dtype=np.float64) * self.exposure
        mean = time * self.rate_expected
        if self.goal.assurance is None:
            return self._width(mean, time)
        return self._width(smallest_high(mean, 1 - self.goal.assurance) - 1, time)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Poisson counts and their interval; `claimed` says that it contains the true rate."""
        time = float(np.asarray(size["participants"])) * self.exposure
        count = rng.poisson(time * self.rate_expected, trials).astype(np.float64)
        lower, upper = self._bounds(count)
        lower, upper = lower / time, upper / time
        covered = (lower <= self.rate_expected) & (self.rate_expected <= upper)
        return Trials(count / time, lower, upper, np.full(trials, np.nan), covered, np.zeros(trials, dtype=bool))

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.exposure * self.rate_expected

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("interval")

    def method_text(self) -> Text:
        name = self.option("interval")
        if self.goal.assurance is not None:
            return Text(
                fr=f"largeur totale de l'intervalle {name.fr}, quantile exact du nombre d'événements (loi de Poisson)",
                en=f"full width of the {name.en} interval, exact quantile of the number of events (Poisson)",
            )
        return Text(
            fr=f"largeur totale de l'intervalle {name.fr} au nombre attendu d'événements, non arrondi",
            en=f"full width of the {name.en} interval at the expected number of events, not rounded",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        time = size["participants"] * self.exposure
        count = time * self.rate_expected
        lower, upper = self._bounds(np.asarray(count))
        return (
            Step(_TIME, Value(time, Unit.YEARS)),
            Step(_COUNT, Value(count)),
            Step(_LOWER, Value(float(lower) / time, Unit.RATE)),
            Step(_UPPER, Value(float(upper) / time, Unit.RATE)),
        )

    def sentence(self) -> Text:
        return _SENTENCE if self.goal.assurance is None else _ASSURED

    def r_call(self) -> str | None:
        if self.goal.assurance is not None:
            return None
        level = (1 + self.goal.confidence) / 2
        known = f"list(r = {self.rate_expected:.12g}, t = {self.exposure:.12g}, w = {{target}})"
        if self.interval == "wald":
            return f"with({known}, (2 * qnorm({level:.12g}) / w)^2 * r / t)"
        if self.interval == "score":
            inside = f"qnorm({level:.12g}) * sqrt(4 * x + qnorm({level:.12g})^2)"
        else:
            inside = f"qgamma({level:.12g}, x + 1) - qgamma({1 - level:.12g}, x)"
        return f"with({known}, uniroot(function(x) ({inside}) * r / x - w, c(1, 1e4), extendInt = 'downX', tol = 1e-10)$root / r / t)"


_TIME = Text(fr="Temps d'observation total", en="Total person-time")
_COUNT = Text(fr="Nombre attendu d'événements", en="Expected number of events")
_LOWER = Text(fr="Borne inférieure à ce nombre", en="Lower bound at this number")
_UPPER = Text(fr="Borne supérieure à ce nombre", en="Upper bound at this number")
_SENTENCE = Text(
    fr="Pour estimer un taux attendu de {rate_expected} avec un intervalle de confiance à {confidence} de largeur totale {target} au plus, "
    "{n_total} participants analysables observés {exposure} chacun sont nécessaires.",
    en="To estimate an expected rate of {rate_expected} with a {confidence} confidence interval of full width {target} at most, {n_total} "
    "analysable participants observed for {exposure} each are needed.",
)
_ASSURED = Text(
    fr="Pour estimer un taux attendu de {rate_expected} avec un intervalle de confiance à {confidence} dont la largeur totale ne dépasse "
    "pas {target} avec une probabilité de {assurance}, {n_total} participants analysables observés {exposure} chacun sont nécessaires.",
    en="To estimate an expected rate of {rate_expected} with a {confidence} confidence interval whose full width does not exceed {target} "
    "with probability {assurance}, {n_total} analysable participants observed for {exposure} each are needed.",
)
