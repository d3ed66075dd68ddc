"""Who enrols, when, for how much: the centres as rows, else the quick version of the plan."""

from __future__ import annotations

from protocols.model.recruitment import Centre
from protocols.protocol import Protocol


def listed(protocol: Protocol) -> tuple[Centre, ...]:
    """The centres typed as rows, those that say something."""
    centres = protocol.recruitment.centres
    return tuple(one for one in centres if one.name.strip()) if isinstance(centres, tuple) else ()


def sites(protocol: Protocol) -> int | None:
    """How many centres: the sum of the rows, else the number of the plan."""
    rows = listed(protocol)
    return sum(one.count for one in rows) if rows else protocol.plan.sites


def mean_rate(protocol: Protocol) -> float | None:
    """Enrolments a month and a centre: the mean over the rows once all have a rate, else that of the plan."""
    rows = listed(protocol)
    if not rows:
        return protocol.plan.rate_per_site
    if any(one.rate is None for one in rows):
        return None
    return sum(one.count * (one.rate or 0.0) for one in rows) / sum(one.count for one in rows)


def share_french(protocol: Protocol) -> float | None:
    """Share of the expected enrolments made in France (of the rates, in [0, 1]); None while it is not known."""
    rows = listed(protocol)
    paced = [(one.country, one.count * (one.rate or 0.0)) for one in rows if one.rate is not None]
    total = sum(pace for _, pace in paced)
    if len(paced) < len(rows) or not total:
        return None
    return sum(pace for country, pace in paced if country == "fr") / total
