"""The forecast of a draft: when its centres reach the number to enrol, and how probably in time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from protocols.model.recruitment import Centre
from protocols.protocol import Protocol
from protocols.recruitment import listed
from protocols.recruitment.calendar import calendar_of
from stats.recruitment import NORMAL_90, Forecast, Site
from stats.result import SampleSize

HIGH, LOW = 0.8, 0.5  # a plan below 80 % is fragile, below one in two it is more likely to fail than not
FACTORS = (1.0, 0.75, 0.5)  # what if the rates were over-estimated
_POINTS = 37


@dataclass(frozen=True)
class Fan:
    """Number enrolled by month: median and bounds of the 80 % and 90 % intervals."""

    months: tuple[float, ...]
    low90: tuple[float, ...]
    low80: tuple[float, ...]
    median: tuple[float, ...]
    high80: tuple[float, ...]
    high90: tuple[float, ...]


@dataclass(frozen=True)
class Outlook:
    """What is foreseen for n enrolments over a planned number of months."""

    n: int
    months: float
    chance: float  # of reaching n in the planned months
    funded_months: float | None
    funded_chance: float | None  # of reaching n in the months that the funding leaves
    median: float | None  # month by which n is reached, one time in two
    early: float | None  # one time in ten
    late: float | None  # nine times in ten
    expected: float
    centres: int
    needed_80: int | None
    needed_90: int | None
    slower: tuple[tuple[float, float], ...]  # share of the announced rates, probability
    fan: Fan
    without_range: int  # centres whose rate is taken as certain


def outlook_of(protocol: Protocol, size: SampleSize | object | None = None) -> Outlook | None:
    """The forecast once the centres, the number to enrol and the recruitment period are known."""
    centres, n, months = usable(protocol), to_enrol(protocol, size), protocol.plan.recruitment_months
    if not centres or not n or not months:
        return None
    ramp, room = protocol.recruitment.ramp_up_months, calendar_of(protocol).room
    return _outlook(centres, float(ramp) if isinstance(ramp, int | float) else 0.0, n, months, room)


def usable(protocol: Protocol) -> tuple[Centre, ...]:
    """The centres with a rate above 0."""
    return tuple(one for one in listed(protocol) if one.rate)


def to_enrol(protocol: Protocol, size: SampleSize | object | None = None) -> int | None:
    """The number to enrol: the larger of the number planned and the one computed."""
    found = protocol.sample_size() if size is None else size
    computed = found.enrolled if isinstance(found, SampleSize) else 0
    return max(protocol.sizing.planned or 0, computed) or None


def site_of(centre: Centre) -> Site:
    """A centre as the forecast reads it; a range upside down or that excludes the rate is left aside."""
    rate, first = centre.rate or 0.0, centre.opens or 0.0
    last = max(first, centre.opens_late if centre.opens_late is not None else first)
    sd = 0.0
    if has_range(centre):
        sd = ((centre.high or 0.0) - (centre.low or 0.0)) / NORMAL_90
    return Site(centre.count, rate, sd, first, last)


def has_range(centre: Centre) -> bool:
    """Whether the range can be used: both bounds, in order, around the rate."""
    low, rate, high = centre.low, centre.rate, centre.high
    return low is not None and high is not None and rate is not None and low <= rate <= high and low < high


@lru_cache(maxsize=64)
def _outlook(centres: tuple[Centre, ...], ramp: float, n: int, months: float, room: float | None) -> Outlook:
    forecast = Forecast(tuple(site_of(one) for one in centres), ramp)
    median = forecast.month(n, 0.5)
    mean, _ = forecast.moments(np.array([months]))
    left = None if room is None else max(room, 0.0)
    return Outlook(
        n=n,
        months=months,
        chance=forecast.reached(n, months),
        funded_months=left,
        funded_chance=None if left is None else forecast.reached(n, left),
        median=median,
        early=forecast.month(n, 0.1),
        late=forecast.month(n, 0.9),
        expected=float(mean[0]),
        centres=forecast.centres,
        needed_80=forecast.centres_needed(n, months, HIGH),
        needed_90=forecast.centres_needed(n, months, 0.9),
        slower=tuple((factor, forecast.slower(factor).reached(n, months)) for factor in FACTORS),
        fan=_fan(forecast, max(months, min(median or months, 3 * months)) * 1.25),
        without_range=sum(one.count for one in centres if not has_range(one)),
    )


def _fan(forecast: Forecast, until: float) -> Fan:
    months = np.linspace(0, until, _POINTS)
    lines = (tuple(forecast.quantiles(months, share).tolist()) for share in (0.05, 0.1, 0.5, 0.9, 0.95))
    return Fan(tuple(months.tolist()), *lines)
