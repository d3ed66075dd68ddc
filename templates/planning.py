"""The planned calendar: the steps before, during and after the study, from the plan and the usual lead times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

import protocols
from protocols.protocol import Protocol
from stats.text import Text
from templates.blocks import Language
from templates.formatting import integer, number
from templates.saying import words

Phase = Literal["preparation", "clearance", "study", "report"]
_FILE = Path(protocols.__file__).resolve().parent / "data" / "lead_times.yaml"
_DAYS_PER_MONTH = 30
_ENROLMENT = Text(fr="Inclusions", en="Enrolment")
_FOLLOW_UP = Text(fr="Suivi, jusqu'à la dernière visite", en="Follow-up, to the last visit")
_FROM_PLAN = Text(fr="Plan de l'étude", en="Study plan")
_FROM_PLAN_FOLLOW = Text(
    fr="Plan de l'étude : durée des inclusions et suivi du dernier participant",
    en="Study plan: recruitment period and follow-up of the last participant",
)
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


def steps_of(protocol: Protocol, language: Language) -> tuple[Step, ...]:
    """The steps in order; none while the recruitment period or the follow-up is unknown."""
    enrolment, follow_up = protocol.plan.recruitment_months, protocol.plan.follow_up_months
    if enrolment is None or follow_up is None:
        return ()
    before = [_lead(one, 0, "preparation", language) for one in _lead_times()["after_start"]]
    written = max(step.end for step in before)
    cleared = [_lead(one, written, "clearance", language) for one in _lead_times()["after_dossier"]]
    opened = max(step.end for step in cleared)
    last = opened + enrolment + follow_up
    study = [
        Step(words(_ENROLMENT, language), opened, opened + enrolment, said_months(enrolment, language),
             words(_FROM_PLAN, language), "study")
    ]  # fmt: skip
    if follow_up:
        said, basis = said_months(enrolment + follow_up, language), words(_FROM_PLAN_FOLLOW, language)
        study.append(Step(words(_FOLLOW_UP, language), opened, last, said, basis, "study"))
    after = [_lead(one, last, "report", language) for one in _lead_times()["after_study"]]
    return (*before, *cleared, *study, *after)


def said_months(months: float, language: Language) -> str:
    """A duration in months, in words."""
    singular = _MONTH if months <= 1 else _MONTHS
    return words(singular, language).format(n=number(months, language))


def _lead(one: dict[str, Any], start: float, phase: Phase, language: Language) -> Step:
    label, basis = (words(Text(fr=one[f"{part}fr"], en=one[f"{part}en"]), language) for part in ("", "basis_"))
    if "months" in one:
        return Step(label, start, start + one["months"], said_months(one["months"], language), basis, phase)
    said = words(_DAYS, language).format(n=integer(one["days"], language))
    return Step(label, start, start + one["days"] / _DAYS_PER_MONTH, said, basis, phase)


@cache
def _lead_times() -> dict[str, list[dict[str, Any]]]:
    read: dict[str, list[dict[str, Any]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read
