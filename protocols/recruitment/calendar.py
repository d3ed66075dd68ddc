"""The lead times before the first enrolment, the close-out, and what the funded period leaves for enrolment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import yaml

from protocols.protocol import Protocol
from stats.text import Text

_FILE = Path(__file__).resolve().parents[1] / "data" / "lead_times.yaml"
DAYS_PER_MONTH = 30
_YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Lead:
    """One step before the first enrolment: days from the start of the project, or from the end of the file."""

    id: str
    label: Text
    days: float
    after: Literal["start", "dossier"]
    basis: Text


@dataclass(frozen=True, slots=True)
class Calendar:
    """Months from the start of the project; None while the plan does not say."""

    leads: tuple[Lead, ...]
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
    leads, plan = leads_of(protocol), protocol.plan
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
        closeout=float(closeout) if isinstance(closeout, int | float) else float(usual()["after_study"][0]["months"]),
        funded=funded if isinstance(funded, int) else None,
        start=start if isinstance(start, date) else None,
    )


def leads_of(protocol: Protocol) -> tuple[Lead, ...]:
    """The lead times of the legal route once it is known, else the usual ones."""
    if find_spec("protocols.route") is not None:
        told = import_module("protocols.route").lead_times(protocol)
        if told:
            return tuple(Lead(one.id, one.label, one.days, one.after, one.basis) for one in told)
    first = [_lead(one, "start") for one in usual()["after_start"]]
    return (*first, *(_lead(one, "dossier") for one in usual()["after_dossier"]))


def _lead(one: dict[str, Any], after: Literal["start", "dossier"]) -> Lead:
    label, basis = Text(fr=one["fr"], en=one["en"]), Text(fr=one["basis_fr"], en=one["basis_en"])
    return Lead(one["id"], label, float(one["days"]), after, basis)


@cache
def usual() -> dict[str, list[dict[str, Any]]]:
    """The usual lead times, as data."""
    read: dict[str, list[dict[str, Any]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read
