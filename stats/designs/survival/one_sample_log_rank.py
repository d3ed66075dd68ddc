"""One arm against a reference survival curve: observed events against those expected (one-sample log-rank test).

Each participant's expected events are the reference cumulative hazard over her own follow-up. Wu's formula (2015) uses
the variance of observed minus expected under the alternative; the corrected power adds what order 1 / sqrt(n) brings.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import exp
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.survival.follow_up_clause import with_follow_up
from stats.formulas.survival.survival_curves import Watch, Weibull, grid, landmarks, monthly, rows_at_once
from stats.formulas.survival.two_curves import worst_caution
from stats.goals import WRONG_HAZARD, AnyComparison, NoEquivalence, on_log_scale, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class _Moments(NamedTuple):
    """Of one participant: O her event, E the reference cumulative hazard at the end of her follow-up."""

    observed: float
    expected: float
    product: float  # mean of O E
    expected_squared: float
    product_squared: float  # mean of O E²
    expected_cubed: float


@lru_cache(maxsize=256)
def _moments(reference: Weibull, ratio: float, watch: Watch) -> _Moments:
    over = grid((*watch.breaks, *landmarks(reference, reference.scaled(ratio))), watch.end, graded=reference.shape != 1)
    so_far, rate = reference.cumulative(over.t), reference.hazard(over.t)
    rate = rate * np.exp(-ratio * so_far) * watch.watched(over.t)  # reference hazard of those still at risk
    mean, first, second = (over.total(so_far**power * rate) for power in (0, 1, 2))
    return _Moments(ratio * mean, mean, ratio * first, 2 * first, ratio * second, 3 * second)


class OneSampleLogRank(Design):
    """Compare the number of events of one group with that expected under a reference survival curve."""

    kind: Literal["one_sample_log_rank"] = "one_sample_log_rank"
    goal: NoEquivalence
    hazard_ratio: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Rapport attendu des événements observés aux attendus (hazard ratio contre la référence)",
                en="Expected ratio of observed to expected events (hazard ratio against the reference)",
            ),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="Rapport des risques instantanés du groupe étudié et de la référence, supposé constant. En dessous de 1, "
                "l'événement est plus rare que dans la référence.",
                en="Ratio of the hazards of the group studied and of the reference, assumed constant. Below 1, the event is "
                "rarer than in the reference.",
            ),
            symbol="HR",
            gt=0,
        ),
    ]
    survival_reference: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Proportion sans événement de la référence à l'horizon",
                en="Event-free proportion of the reference at the horizon",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Table, registre ou série historique : la référence est tenue pour connue sans erreur.",
                en="Table, registry or historical series: the reference is taken as known without error.",
            ),
            symbol="S_0",
            gt=0,
            lt=1,
        ),
    ]
    horizon: Annotated[
        float,
        Quantity(
            label=Text(fr="Horizon de cette proportion", en="Horizon of this proportion"),
            unit=Unit.MONTHS,
            help=Text(fr="Temps depuis l'inclusion, en mois.", en="Time since inclusion, in months."),
            symbol="t",
            gt=0,
        ),
    ]
    accrual: Annotated[
        float,
        Quantity(
            label=Text(fr="Durée des inclusions", en="Accrual period"),
            unit=Unit.MONTHS,
            help=Text(
                fr="En mois, à rythme constant. 0 si chacun est suivi exactement la durée de suivi.",
                en="In months, at a constant rate. 0 when everyone is followed for exactly the follow-up.",
            ),
            symbol="A",
            ge=0,
        ),
    ]
    follow_up: Annotated[
        float,
        Quantity(
            label=Text(fr="Suivi minimal", en="Minimum follow-up"),
            unit=Unit.MONTHS,
            help=Text(
                fr="En mois, de la dernière inclusion à l'analyse finale.",
                en="In months, from the last inclusion to the final analysis.",
            ),
            symbol="F",
            gt=0,
        ),
    ]
    dropout: Annotated[
        float,
        Quantity(
            label=Text(fr="Perdus de vue à l'horizon", en="Lost to follow-up by the horizon"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part des participants perdus de vue avant l'horizon en l'absence d'événement.",
                en="Share of participants lost before the horizon in the absence of an event.",
            ),
            symbol="d",
            ge=0,
            lt=1,
        ),
    ] = 0.0
    shape: Annotated[
        float,
        Quantity(
            label=Text(fr="Forme de la courbe de référence (Weibull)", en="Shape of the reference curve (Weibull)"),
            unit=Unit.NUMBER,
            help=Text(
                fr="1 : risque constant ; en dessous de 1 les événements sont surtout précoces, au-dessus surtout tardifs.",
                en="1: constant hazard; below 1 events come mostly early, above mostly late.",
            ),
            symbol="k",
            ge=0.2,
            le=10,
        ),
    ] = 1.0
    test: Annotated[
        Literal["expected", "average"],
        Choice(
            label=Text(fr="Variance du test", en="Variance of the test"),
            options={
                "expected": Text(
                    fr="Événements attendus (Finkelstein, Breslow)", en="Expected events (Finkelstein, Breslow)"
                ),
                "average": Text(
                    fr="Moyenne des événements observés et attendus (Wu 2014)",
                    en="Average of observed and expected events (Wu 2014)",
                ),
            },
        ),
    ] = "expected"
    method: Annotated[
        Literal["wu", "corrected"],
        Choice(
            label=Text(fr="Calcul de la puissance", en="Computation of power"),
            options={
                "wu": Text(fr="Wu (2015)", en="Wu (2015)"),
                "corrected": Text(
                    fr="Corrigée de l'asymétrie et de la variance estimée (Edgeworth)",
                    en="Corrected for skewness and for the estimated variance (Edgeworth)",
                ),
            },
        ),
    ] = "wu"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants inclus", en="Participants enrolled"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Un groupe contre une survie de référence (log-rank à un échantillon)",
            en="One group against a reference survival (one-sample log-rank)",
        ),
        question=Text(
            fr="Y a-t-il moins d'événements avec le dispositif qu'on n'en attendrait d'une population de référence suivie "
            "autant ?",
            en="Are there fewer events with the device than expected from a reference population followed for as long?",
        ),
        family=Family.SURVIVAL,
        method=Text(
            fr="test du log-rank à un échantillon, variance sous l'alternative (Wu 2015)",
            en="one-sample log-rank test, variance under the alternative (Wu 2015)",
        ),
        limits=Text(
            fr="La référence est tenue pour exacte et comparable : sans randomisation, un écart peut venir de la sélection des "
            "participants. Le test (O - E) / √E est asymétrique : risque de première espèce simulé, pour 2,5 %, de 1,9 % "
            "avec 30 événements pour montrer une baisse et de 3,3 % avec 46 pour une hausse ; la puissance de Wu s'écarte "
            "alors de 2 points, la puissance corrigée non (moins d'un point dès 20 événements).",
            en="The reference is taken as exact and comparable: without randomisation a difference may come from the selection "
            "of participants. The test (O - E) / √E is skewed: simulated type I error, for 2.5%, of 1.9% with 30 events to "
            "show a decrease and 3.3% with 46 for an increase; Wu's power is then off by 2 points, the corrected power is "
            "not (within a point from 20 events on).",
        ),
        references=(
            Reference(
                "Wu J. Sample size calculation for the one-sample log-rank test. Pharm Stat 2015;14:26-33",
                "10.1002/pst.1654",
            ),
            Reference(
                "Finkelstein DM, Muzikansky A, Schoenfeld DA. Comparing survival of a sample to that of a standard "
                "population. J Natl Cancer Inst 2003;95:1434-9",
                "10.1093/jnci/djg052",
            ),
            Reference("Wu J. A new one-sample log-rank test. J Biom Biostat 2014;5:210"),
        ),
        measures=(Measure.STANDARDISED_MORTALITY_RATIO,),
        endpoint=Endpoint.TIME_TO_EVENT,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self._log_goal, float(np.log(self.hazard_ratio)), "hazard_ratio", WRONG_HAZARD)
        return self

    @property
    def traits(self) -> Traits:
        return Traits(monotone=self.method == "wu", losses_inside=True)

    @property
    def _log_goal(self) -> AnyComparison:
        return on_log_scale(self.goal)

    @property
    def _sign(self) -> int:
        return self._log_goal.tests()[0].sign

    @property
    def _alpha(self) -> float:
        return self._log_goal.tests()[0].alpha

    @property
    def null_ratio(self) -> float:
        """The ratio of observed to expected events on the null boundary."""
        return exp(self._log_goal.tests()[0].null)

    @property
    def reference(self) -> Weibull:
        """The reference curve."""
        return Weibull.through(self.survival_reference, self.horizon, self.shape)

    @property
    def watch(self) -> Watch:
        """Inclusions, end of study and losses."""
        return Watch.uniform(self.accrual, self.follow_up, monthly(self.dropout, self.horizon))

    @property
    def _one(self) -> _Moments:
        return _moments(self.reference, self.hazard_ratio, self.watch)

    def _normal(self) -> tuple[float, float, float, float, float]:
        """Of sign (O - ratio E): mean, null variance, variance, covariance with the variance's estimate, third moment."""
        one, null, sign = self._one, self.null_ratio, self._sign
        mean = one.observed - null * one.expected
        square = one.observed - 2 * null * one.product + null**2 * one.expected_squared
        cube = one.observed - 3 * null * one.product + 3 * null**2 * one.product_squared - null**3 * one.expected_cubed
        variance = square - mean**2
        third = cube - 3 * mean * square + 2 * mean**3
        part = null * (one.product - null * one.expected_squared - mean * one.expected)  # with the ratio times E
        estimated, covariance = null * one.expected, part
        if self.test == "average":
            own = one.observed - null * one.product - mean * one.observed  # with O
            estimated, covariance = (one.observed + estimated) / 2, (own + part) / 2
        return sign * mean, estimated, variance, sign * covariance, sign * third

    def attained(self, size: Size) -> FloatArray:
        total = np.asarray(size["participants"], dtype=np.float64)
        return self._power(total, self.method == "corrected")

    def _power(self, total: FloatArray, corrected: bool) -> FloatArray:
        mean, estimated, variance, covariance, third = self._normal()
        root, critical = np.sqrt(total), z(self._alpha)
        shift = root * mean - critical * np.sqrt(estimated)
        if not corrected:
            return np.asarray(Phi(shift / np.sqrt(variance)))
        spread = np.sqrt(np.maximum(variance - critical * covariance / np.sqrt(estimated) / root, 0.05 * variance))
        x = shift / spread
        skew = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi) * third / (6 * spread**3 * root) * (x**2 - 1)
        return np.asarray(np.clip(Phi(x) + skew, 0.0, 1.0))

    def caution(self) -> Text | None:
        if self.method == "corrected":
            return None
        mean, estimated, variance, _, _ = self._normal()
        total = ((z(self._alpha) * np.sqrt(estimated) + z(0.2) * np.sqrt(variance)) / mean) ** 2
        return worst_caution(float(self._power(np.array(total), True)) - 0.8)

    def events(self, size: Mapping[str, float]) -> float:
        return size["participants"] * self._one.observed

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Observed and expected events, the test, and the ratio with its interval on the log scale."""
        n, reference, watch, null = int(np.asarray(size["participants"])), self.reference, self.watch, self.null_ratio
        curve = reference.scaled(self.hazard_ratio if at == "alternative" else null)
        parts, most, critical = [], rows_at_once(n), z(self._alpha)
        for done in range(0, trials, most):
            shape = min(most, trials - done), n
            times = curve.times(rng.standard_exponential(shape))
            censored = np.minimum(watch.limits(shape, rng), watch.lost(shape, rng))
            observed = (times <= censored).sum(axis=1).astype(np.float64)
            expected = reference.cumulative(np.minimum(times, censored)).sum(axis=1)
            variance = null * expected if self.test == "expected" else (observed + null * expected) / 2
            p = np.asarray(Phi(-self._sign * (observed - null * expected) / np.sqrt(variance)))
            ratio, error = observed / expected, 1 / np.sqrt(np.maximum(observed, 1e-12))
            none = observed == 0
            with np.errstate(over="ignore"):
                upper = np.where(none, np.inf, ratio * np.exp(np.minimum(critical * error, 700)))
            lower = np.where(none, 0.0, ratio * np.exp(-np.minimum(critical * error, 700)))
            parts.append(Trials(ratio, lower, upper, p, p <= self._alpha, np.zeros(len(p), dtype=bool)))
        return Trials.joined(parts)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("test") + self.other_options("method")

    def least_success(self, size: Size) -> Phrase | None:
        expected = float(np.asarray(size["participants"])) * self._one.expected
        null, critical = self.null_ratio, z(self._alpha)
        if self.test == "expected":
            edge = null + self._sign * critical * np.sqrt(null / expected)
        else:
            q = critical**2 / (2 * expected)
            edge = null + (q + self._sign * np.sqrt(q * q + 8 * q * null)) / 2
        values = {"edge": Value(max(float(edge), 0.0), Unit.EFFECT_RATIO), "expected": Value(expected)}
        return Phrase(_AT_MOST if self._sign < 0 else _AT_LEAST, values)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, one = size["participants"], self._one
        _, estimated, variance, _, _ = self._normal()
        return (
            Step(_OBSERVED, Value(one.observed, Unit.PROPORTION)),
            Step(_EXPECTED, Value(one.expected), _HAZARD),
            Step(_EVENTS, Value(n * one.observed)),
            Step(_UNDER, Value(n * one.expected)),
            Step(_NULL, Value(float(np.sqrt(estimated)))),
            Step(_SPREAD, Value(float(np.sqrt(variance)))),
        )

    def sentence(self) -> Text:
        return with_follow_up(_SENTENCES[self.goal.kind], self.accrual, self.dropout)


_OBSERVED = Text(fr="Probabilité d'observer l'événement", en="Probability of seeing the event")
_EXPECTED = Text(fr="Événements attendus par participant selon la référence", en="Expected events per participant")
_HAZARD = Text(
    fr="risque cumulé de la référence sur le suivi de chacun, en moyenne",
    en="cumulative hazard of the reference over each follow-up, on average",
)
_EVENTS = Text(fr="Événements observés, en espérance", en="Observed events, on average")
_UNDER = Text(fr="Événements attendus selon la référence", en="Events expected from the reference")
_NULL = Text(fr="Racine de la variance du test, par participant", en="Root of the test variance, per participant")
_SPREAD = Text(
    fr="Écart type d'observé moins attendu sous l'alternative, par participant",
    en="Standard deviation of observed minus expected under the alternative, per participant",
)
_AT_MOST = Text(
    fr="succès si le rapport des événements observés aux attendus est au plus de {edge} (pour {expected} attendus)",
    en="success if the ratio of observed to expected events is at most {edge} (for {expected} expected)",
)
_AT_LEAST = Text(
    fr="succès si le rapport des événements observés aux attendus est d'au moins {edge} (pour {expected} attendus)",
    en="success if the ratio of observed to expected events is at least {edge} (for {expected} expected)",
)
_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer, par un test du log-rank à un échantillon, un hazard ratio de {hazard_ratio} contre une référence dont "
        "la proportion sans événement est de {survival_reference} à {horizon}, au risque de première espèce {sides} de "
        "{alpha} et avec une puissance de {target}, {n_total} participants sont nécessaires ({n_events} événements "
        "attendus), ",
        en="To show, by a one-sample log-rank test, a hazard ratio of {hazard_ratio} against a reference whose event-free "
        "proportion is {survival_reference} at {horizon}, at a {sides} type I error of {alpha} and with a power of "
        "{target}, {n_total} participants are needed ({n_events} events expected), ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer, par un test du log-rank à un échantillon, la non-infériorité avec une limite de {margin} pour le "
        "rapport des événements observés aux attendus, sous un rapport vrai de {hazard_ratio} et une proportion sans "
        "événement de la référence de {survival_reference} à {horizon}, au risque de première espèce unilatéral de "
        "{alpha} et avec une puissance de {target}, {n_total} participants sont nécessaires ({n_events} événements "
        "attendus), ",
        en="To show, by a one-sample log-rank test, non-inferiority with a limit of {margin} for the ratio of observed to "
        "expected events, under a true ratio of {hazard_ratio} and an event-free proportion of the reference of "
        "{survival_reference} at {horizon}, at a one-sided type I error of {alpha} and with a power of {target}, {n_total} "
        "participants are needed ({n_events} events expected), ",
    ),
}
