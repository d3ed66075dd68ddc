"""The lead times before the first enrolment, the close-out, and what the funded period leaves for enrolment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from protocols.protocol import Protocol
from protocols.route.data import loaded
from protocols.route.lead_times import LeadTime, lead_times

DAYS_PER_MONTH = 30
_YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Calendar:
    """Months from the start of the project; None while the plan does not say."""

    leads: tuple[LeadTime, ...]
    written: float
    opened: float
    enrolment: float | None
    follow_up: float | None
    closeout: float
    funded: int | None  # duration of the funded project
    start: date | None  # of the project

    @property
    def total(self) -> float | None:
        """From the start of the project to the report."""
        if self.enrolment is None or self.follow_up is None:
            return None
        return self.opened + self.enrolment + self.follow_up + self.closeout

    @property
    def room(self) -> float | None:
        """Months that the funded project leaves for enrolment; negative when the rest alone is too long."""
        if self.funded is None or self.follow_up is None:
            return None
        return self.funded - self.opened - self.follow_up - self.closeout

    def day(self, month: float) -> date | None:
        """The calendar day of a month counted from the start of the project."""
        if self.start is None:
            return None
        try:
            return self.start + timedelta(days=month * _YEAR_DAYS / 12)
        except OverflowError:
            return None


def calendar_of(protocol: Protocol) -> Calendar:
    """The calendar of a draft, complete or not."""
    leads, plan = lead_times(protocol), protocol.plan
    written = max((one.days for one in leads if one.after == "start"), default=0.0) / DAYS_PER_MONTH
    cleared = max((one.days for one in leads if one.after == "dossier"), default=0.0) / DAYS_PER_MONTH
    closeout, funded = protocol.recruitment.closeout_months, protocol.funding.duration_months
    start = protocol.funding.start_date
    return Calendar(
        leads=leads,
        written=written,
        opened=written + cleared,
        enrolment=plan.recruitment_months,
        follow_up=plan.follow_up_months,
        closeout=float(closeout) if isinstance(closeout, int | float) else float(usual_closeout()["months"]),
        funded=funded if isinstance(funded, int) else None,
        start=start if isinstance(start, date) else None,
    )


def usual_closeout() -> dict[str, Any]:
    """The usual time from the last visit to the report, as data."""
    found: dict[str, Any] = loaded("lead_times")["closeout"]
    return found
