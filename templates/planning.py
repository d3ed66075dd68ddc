"""The planned calendar: the steps before, during and after the study, from the plan and the usual lead times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from babel.dates import format_date

from protocols.protocol import Protocol
from protocols.recruitment.calendar import DAYS_PER_MONTH, Calendar, calendar_of, usual_closeout
from protocols.route.lead_times import LeadTime
from stats.text import Text
from templates.blocks import Language
from templates.formatting import number
from templates.saying import words

Phase = Literal["preparation", "clearance", "study", "report"]
_ENROLMENT = Text(fr="Inclusions", en="Enrolment")
_FOLLOW_UP = Text(fr="Suivi, jusqu'à la dernière visite", en="Follow-up, to the last visit")
_FROM_PLAN = Text(fr="Plan de l'étude", en="Study plan")
_FROM_PLAN_FOLLOW = Text(
    fr="Plan de l'étude : durée des inclusions et suivi du dernier participant",
    en="Study plan: recruitment period and follow-up of the last participant",
)
_CLOSEOUT = Text(fr="Clôture, analyse et rapport", en="Close-out, analysis and report")
_DAYS = Text(fr="{n} jours", en="{n} days")
_MONTHS = Text(fr="{n} mois", en="{n} months")
_MONTH = Text(fr="{n} mois", en="{n} month")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: from ``start`` to ``end``, in months from the decision to launch the study."""

    label: str
    start: float
    end: float
    length: str
    basis: str
    phase: Phase
    began: str = ""  # month of the calendar, once the start of the project is known


def steps_of(protocol: Protocol, language: Language) -> tuple[Step, ...]:
    """The steps in order; none while the recruitment period or the follow-up is unknown."""
    timing = calendar_of(protocol)
    enrolment, follow_up = timing.enrolment, timing.follow_up
    if enrolment is None or follow_up is None:
        return ()
    leads = [_lead(one, 0.0 if one.after == "start" else timing.written, language) for one in timing.leads]
    opened = timing.opened
    last = opened + enrolment + follow_up
    study = [
        Step(words(_ENROLMENT, language), opened, opened + enrolment, said_months(enrolment, language),
             words(_FROM_PLAN, language), "study")
    ]  # fmt: skip
    if follow_up:
        said, basis = said_months(enrolment + follow_up, language), words(_FROM_PLAN_FOLLOW, language)
        study.append(Step(words(_FOLLOW_UP, language), opened, last, said, basis, "study"))
    return tuple(
        replace(step, began=_began(timing, step.start, language))
        for step in (*leads, *study, _report(protocol, timing, last, language))
    )


def _report(protocol: Protocol, timing: Calendar, last: float, language: Language) -> Step:
    """The close-out that the author plans, else the usual one."""
    one = usual_closeout()
    planned = isinstance(protocol.recruitment.closeout_months, int | float)
    label = _CLOSEOUT if planned else Text(fr=one["fr"], en=one["en"])
    basis = _FROM_PLAN if planned else Text(fr=one["basis_fr"], en=one["basis_en"])
    said = said_months(timing.closeout, language)
    return Step(words(label, language), last, last + timing.closeout, said, words(basis, language), "report")


def _began(timing: Calendar, month: float, language: Language) -> str:
    day = timing.day(month)
    return "" if day is None else str(format_date(day, "MMM y", locale="fr_FR" if language == "fr" else "en_GB"))


def said_months(months: float, language: Language) -> str:
    """A duration in months, in words."""
    singular = _MONTH if months <= 1 else _MONTHS
    return words(singular, language).format(n=number(months, language))


def _lead(one: LeadTime, start: float, language: Language) -> Step:
    phase: Phase = "preparation" if one.after == "start" else "clearance"
    said = words(_DAYS, language).format(n=number(one.days, language))
    end = start + one.days / DAYS_PER_MONTH
    return Step(words(one.label, language), start, end, said, words(one.basis, language), phase)
