"""Log-rank comparisons whose hazards or hazard ratio change with time: power, simulation and journal they share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from math import exp
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Axis, Traits
from stats.design import Size, Step, Truth
from stats.formulas.survival.log_rank_score import log_rank, ordered
from stats.formulas.survival.survival_curves import TOO_EXTREME, Curve, Pieces, Watch, arm_times, rows_at_once
from stats.formulas.survival.weighted_log_rank import Comparison, Expected, Weight, expected, ratio_trials, weighted_z
from stats.goals import AnyComparison, OneSided, on_log_scale, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials
from stats.two_arms import TwoArms

Variance = Annotated[
    Literal["lakatos", "lakatos_null"],
    Choice(
        label=Text(fr="Variance de la statistique", en="Variance of the statistic"),
        options={
            "lakatos": Text(fr="Lakatos, variance sous l'alternative", en="Lakatos, variance under the alternative"),
            "lakatos_null": Text(
                fr="Lakatos, variance sous l'hypothèse nulle (lrstat, npsurvSS, SAS)",
                en="Lakatos, variance under the null hypothesis (lrstat, npsurvSS, SAS)",
            ),
        },
    ),
]


def exponent(fr: str, en: str, symbol: str) -> Quantity:
    """An exponent of Fleming and Harrington's weights."""
    return Quantity(
        label=Text(fr=f"Fleming-Harrington, {fr}", en=f"Fleming-Harrington, {en}"),
        unit=Unit.NUMBER,
        help=Text(
            fr="Poids S^ρ (1 - S)^γ d'un événement, S étant la survie des deux bras réunis : (0, 1) met l'accent sur les "
            "événements tardifs, (1, 0) sur les précoces. N'intervient que pour ce test.",
            en="Weight S^ρ (1 - S)^γ of an event, S being the survival of both arms together: (0, 1) stresses late "
            "events, (1, 0) early ones. Used by this test only.",
        ),
        symbol=symbol,
        ge=0,
        le=3,
    )


ONE_POINT = 0.01


class ChangingHazards(TwoArms):
    """A log-rank comparison, weighted or not, of two curves with hazards constant on pieces."""

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants randomisés, deux bras", en="Participants randomised, both arms"),
            minimum=4,
        ),
    )

    @property
    @abstractmethod
    def watch(self) -> Watch:
        """Inclusions, end of study and losses."""

    @property
    @abstractmethod
    def curves(self) -> tuple[Pieces, Pieces]:
        """Times to event of the experimental and of the control arm."""

    @property
    @abstractmethod
    def weight(self) -> Weight:
        """Weights of the test."""

    @property
    @abstractmethod
    def under_alternative(self) -> bool:
        """Whether the variance of the statistic is that under the alternative."""

    @property
    def traits(self) -> Traits:
        return Traits(losses_inside=True)

    @property
    def _log_goal(self) -> AnyComparison:
        return on_log_scale(self.goal)

    @property
    def _test(self) -> OneSided:
        return self._log_goal.tests()[0]

    @property
    def _expected(self) -> Expected:
        share = self.allocation / (1 + self.allocation)
        return expected(Comparison(self.watch, *self.curves, share, exp(self._test.null), self.weight))

    @property
    def average_ratio(self) -> float:
        """The hazard ratio that the test sees, averaged over the events, to first order."""
        found = self._expected
        return exp(self._test.null + found.log_ratio)

    def refuse_null(self, field: str) -> None:
        """Refuse an average effect that lies in the null hypothesis."""
        found = self._expected
        if not np.isfinite(found.log_ratio) or not np.isfinite(found.spread):
            raise Refusal(TOO_EXTREME, field)
        refuse_wrong_side(self._log_goal, self._test.null + found.log_ratio, field)

    def attained(self, size: Size) -> FloatArray:
        found = self._expected
        total = np.asarray(size["participants"], dtype=np.float64)
        drift = self._test.sign * found.drift * np.sqrt(total)
        spread = found.spread if self.under_alternative else 1.0
        return np.asarray(Phi((drift - z(self._test.alpha)) / spread))

    def caution(self) -> Text | None:
        if self.under_alternative or abs(float(Phi(-z(0.8) / self._expected.spread)) - 0.8) <= ONE_POINT:
            return None
        return _NULL_VARIANCE

    def events(self, size: Mapping[str, float]) -> float:
        return float(sum(n * seen for n, seen in zip(self.sizes(size), self._expected.events, strict=True)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """The test at the planned end of the study, with the Cox estimate of an average hazard ratio."""
        test, weight, watch = self._test, self.weight, self.watch
        first, second = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        experimental, control = self.curves
        arms: tuple[tuple[int, Curve], ...] = (
            (first, experimental if at == "alternative" else control.scaled(exp(test.null))),
            (second, control),
        )
        parts, most = [], rows_at_once(first + second)
        for done in range(0, trials, most):
            shape = min(most, trials - done), first + second
            times = arm_times(arms, shape[0], rng)
            censored = np.minimum(watch.limits(shape, rng), watch.lost(shape, rng))
            event, times = times <= censored, np.minimum(times, censored).astype(np.float32)
            risk = ordered(times, event, first)
            found = log_rank(risk, test.null)
            statistic = found.z
            if not weight.flat:
                when = np.sort(times, axis=1) if weight.since > 0 else times
                statistic = weighted_z(risk, when, weight, exp(test.null))
            parts.append(ratio_trials(found.log_ratio, found.error, statistic, found.events == 0, test))
        return Trials.joined(parts)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        found = self._expected
        spread = (Step(_SPREAD, Value(found.spread)),) if self.under_alternative else ()
        return (
            *(Step(text, Value(one, Unit.PROPORTION)) for text, one in zip(_SEEN, found.events, strict=True)),
            Step(_EVENTS, Value(self.events(size))),
            Step(_AVERAGE, Value(self.average_ratio, Unit.EFFECT_RATIO), _FIRST_ORDER),
            Step(_DRIFT, Value(self._test.sign * found.drift), _BY_ROOT),
            *spread,
        )


_NULL_VARIANCE = Text(
    fr="Ici la variance sous l'hypothèse nulle éloigne la puissance réelle de plus d'un point : choisir la variance sous "
    "l'alternative.",
    en="Here the variance under the null hypothesis takes the true power more than a point away: choose the variance under "
    "the alternative.",
)
_SEEN = (
    Text(
        fr="Probabilité d'observer l'événement, bras expérimental",
        en="Probability of seeing the event, experimental arm",
    ),
    Text(fr="Probabilité d'observer l'événement, bras contrôle", en="Probability of seeing the event, control arm"),
)
_EVENTS = Text(fr="Événements attendus", en="Expected events")
_AVERAGE = Text(fr="Hazard ratio moyen vu par le test", en="Average hazard ratio seen by the test")
_FIRST_ORDER = Text(
    fr="exponentielle du score espéré / sa pente, au premier ordre",
    en="exponential of the expected score / its slope, to first order",
)
_DRIFT = Text(
    fr="Espérance de la statistique du test, par racine de participant",
    en="Expected test statistic, per root of a participant",
)
_BY_ROOT = Text(
    fr="score espéré / racine de sa variance nulle, intégrés sur le suivi",
    en="expected score / root of its null variance, integrated over the follow-up",
)
_SPREAD = Text(
    fr="Écart type de la statistique sous l'alternative", en="Standard deviation of the statistic under the alternative"
)

LAKATOS = (
    "Lakatos E. Sample sizes based on the log-rank statistic in complex clinical trials. Biometrics 1988;44:229-41",
    "10.2307/2531910",
)
YUNG_LIU = (
    "Yung G, Liu Y. Sample size and power for the weighted log-rank test and Kaplan-Meier based tests with allowance "
    "for nonproportional hazards. Biometrics 2020;76:939-50",
    "10.1111/biom.13196",
)
