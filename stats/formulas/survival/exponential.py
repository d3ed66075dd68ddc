"""Exponential times to event: hazards, the probability that an event is seen, simulated studies, shared assumptions.

Lachin JM, Foulkes MA. Evaluation of sample size and power for analyses of survival with allowance for nonuniform
patient entry, losses to follow-up, noncompliance, and stratification. Biometrics 1986;42:507-19 (10.2307/2531201).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stats.design import Size
from stats.quantities import Quantity, Unit
from stats.text import Text
from stats.trials import BoolArray, FloatArray
from stats.two_arms import TwoArms

_BLOCK = 200_000  # participants simulated at once: what a processor keeps at hand
_SMALL = 1e-2  # below, the mean of 1 - exp(-u) over (0, x) comes from its series


def hazard(share: float, horizon: float) -> float:
    """Constant hazard, per unit of `horizon`, under which a share of participants has the event by `horizon`."""
    return float(-np.log1p(-share) / horizon)


def event_probability(hazard: ArrayLike, loss: ArrayLike, accrual: float, follow_up: float) -> FloatArray:
    """Probability that the event of a participant is seen before the end of the study and before her loss.

    hazard, loss: constant hazards of event and of loss, per month; arrays broadcast
    accrual: length of the uniform inclusion period, in months; 0 when everyone is followed exactly `follow_up`
    follow_up: months from the last inclusion to the end of the study
    Accurate for hazards as small as one wishes.
    """
    hazard, loss = np.asarray(hazard, dtype=np.float64), np.asarray(loss, dtype=np.float64)
    leaving = hazard + loss
    gone = -np.expm1(-leaving * follow_up)  # of those included last
    later = (1 - gone) * _mean_gone(leaving * accrual)  # for the longer follow-up of those included before
    return np.asarray(hazard / leaving * (gone + later))


def _mean_gone(x: FloatArray) -> FloatArray:
    """Mean of 1 - exp(-u) for u uniform over (0, x)."""
    series = x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5 * (1 - x / 6))))
    safe = np.maximum(x, _SMALL)
    return np.asarray(np.where(x < _SMALL, series, 1 + np.expm1(-safe) / safe))


@dataclass(frozen=True, slots=True)
class Cohort:
    """Simulated studies, (trials, participants); the first `experimental` columns are the experimental arm.

    entry: calendar time of inclusion; leaving: follow-up until event or loss; event: whether it is the event
    end: calendar time of the planned end of the study
    """

    entry: NDArray[np.float32]
    leaving: NDArray[np.float32]
    event: BoolArray
    end: float
    experimental: int

    def seen(self, look: NDArray[np.float32] | None = None) -> tuple[NDArray[np.float32], BoolArray]:
        """Follow-up times and events known at a calendar time per trial (at the planned end when none is given)."""
        when = np.full(len(self.entry), self.end, dtype=np.float32) if look is None else look
        followed = np.maximum(when[:, None] - self.entry, np.float32(0))
        known = self.event & (self.entry + self.leaving <= when[:, None])
        return np.where(known, self.leaving, np.minimum(self.leaving, followed)), known

    def time_of_event(self, number: int) -> NDArray[np.float32]:
        """Calendar time of the given event of each trial, or the planned end when it comes later."""
        calendar = np.where(self.event, self.entry + self.leaving, np.float32(np.inf))
        rank = min(max(number, 1), calendar.shape[1]) - 1
        return np.asarray(np.minimum(np.partition(calendar, rank, axis=1)[:, rank], np.float32(self.end)))


def cohorts(
    arms: tuple[tuple[int, float], tuple[int, float]],
    loss: float,
    accrual: float,
    follow_up: float,
    trials: int,
    rng: np.random.Generator,
) -> Iterator[Cohort]:
    """Simulated studies in blocks: exponential times and losses, uniform accrual.

    arms: participants and monthly hazard of the experimental, then of the control arm
    """
    total = arms[0][0] + arms[1][0]
    rows = max(1, _BLOCK // total)
    scale = np.repeat(np.array([1 / one[1] for one in arms], dtype=np.float32), [one[0] for one in arms])
    for done in range(0, trials, rows):
        shape = min(rows, trials - done), total
        leaving = rng.standard_exponential(shape, dtype=np.float32) * scale
        event = np.ones(shape, dtype=bool)
        if loss > 0:
            lost = rng.standard_exponential(shape, dtype=np.float32) * np.float32(1 / loss)
            event = leaving <= lost
            leaving = np.minimum(leaving, lost)
        entry = rng.random(shape, dtype=np.float32) * np.float32(accrual)
        yield Cohort(entry, leaving, event, accrual + follow_up, arms[0][0])


def _months(fr: str, en: str, help_fr: str, help_en: str, symbol: str, gt: float | None, ge: float | None) -> Quantity:
    return Quantity(Text(fr=fr, en=en), Unit.MONTHS, Text(fr=help_fr, en=help_en), symbol, gt=gt, ge=ge)


class ExponentialArms(TwoArms):
    """The assumptions of a comparison of two exponential times to event."""

    hazard_ratio: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Hazard ratio attendu (expérimental / contrôle)", en="Expected hazard ratio (experimental / control)"
            ),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="Rapport des risques instantanés, supposé constant. En dessous de 1, l'événement est plus rare "
                "dans le bras expérimental. Ce n'est pas un rapport de proportions.",
                en="Ratio of the hazards, assumed constant. Below 1, the event is rarer in the experimental arm. "
                "It is not a ratio of proportions.",
            ),
            symbol="HR",
            gt=0,
        ),
    ]
    survival_control: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Proportion sans événement dans le bras contrôle à l'horizon",
                en="Event-free proportion of controls at the horizon",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Lue sur une courbe de Kaplan-Meier publiée ou un registre, au temps choisi comme horizon.",
                en="Read on a published Kaplan-Meier curve or in a registry, at the time chosen as horizon.",
            ),
            symbol="S_C",
            gt=0,
            lt=1,
        ),
    ]
    horizon: Annotated[
        float,
        _months(
            "Horizon de cette proportion",
            "Horizon of this proportion",
            "Temps, en mois, auquel la proportion sans événement (et celle des perdus de vue) est donnée.",
            "Time, in months, at which the event-free proportion (and the loss) is given.",
            "t",
            gt=0,
            ge=None,
        ),
    ]
    accrual: Annotated[
        float,
        _months(
            "Durée des inclusions",
            "Accrual period",
            "En mois, à rythme constant. 0 si chacun est suivi exactement la durée de suivi.",
            "In months, at a constant rate. 0 when everyone is followed for exactly the follow-up.",
            "A",
            gt=None,
            ge=0,
        ),
    ]
    follow_up: Annotated[
        float,
        _months(
            "Suivi minimal",
            "Minimum follow-up",
            "En mois, de la dernière inclusion à l'analyse finale.",
            "In months, from the last inclusion to the final analysis.",
            "F",
            gt=0,
            ge=None,
        ),
    ]
    dropout: Annotated[
        float,
        Quantity(
            label=Text(fr="Perdus de vue à l'horizon", en="Lost to follow-up by the horizon"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part des participants perdus de vue avant l'horizon en l'absence d'événement, identique dans les "
                "deux bras.",
                en="Share of participants lost before the horizon in the absence of an event, the same in both arms.",
            ),
            symbol="d",
            ge=0,
            lt=1,
        ),
    ] = 0.0

    @property
    def hazards(self) -> tuple[float, float]:
        """Monthly hazards of the experimental and of the control arm."""
        control = hazard(1 - self.survival_control, self.horizon)
        return self.hazard_ratio * control, control

    @property
    def loss(self) -> float:
        """Monthly hazard of loss to follow-up."""
        return hazard(self.dropout, self.horizon)

    def seen(self, *hazards: float) -> FloatArray:
        """Probability that the event is seen, for each of some hazards."""
        return event_probability(hazards, self.loss, self.accrual, self.follow_up)

    def arm_events(self, size: Size, experimental: float, control: float) -> tuple[FloatArray, FloatArray]:
        """Expected events of the experimental and of the control arm under given hazards."""
        first, second = self.sizes(size)
        seen = self.seen(experimental, control)
        return first * seen[0], second * seen[1]

    def events(self, size: Mapping[str, float]) -> float:
        return float(sum(self.arm_events(size, *self.hazards)))

    def cohorts(self, size: Size, trials: int, rng: np.random.Generator, ratio: float) -> Iterator[Cohort]:
        """Simulated studies under a true hazard ratio, controls as assumed."""
        experimental, control = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        base = self.hazards[1]
        arms = ((experimental, ratio * base), (control, base))
        return cohorts(arms, self.loss, self.accrual, self.follow_up, trials, rng)
