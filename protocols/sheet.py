"""The one page of a review: what is claimed, the number stated and recomputed, the power it reaches, its feasibility."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from protocols.protocol import Protocol
from protocols.recruitment import mean_rate, sites
from protocols.remarks import Kind, Remark
from stats.quantities import Unit
from stats.refusal import Problem
from stats.result import SampleSize
from stats.text import Phrase, Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """Plain values, None when unknown.

    stated: enrolments planned in the project; recomputed: enrolments that the calculation needs
    target, attained: power or interval width asked for, and reached with the number stated
    reachable: enrolments that the sites can make in the time given; months_needed: time they need for the number stated
    in_text: numbers that the text gives in place of those of the data; unsolved: why no number could be recomputed
    """

    title: str
    sponsor: str
    device: str
    version: str
    objective: str
    endpoint: str
    framework: str | None
    stated: int | None
    recomputed: int | None
    analysed: int | None
    target: float | None
    attained: float | None
    measures_power: bool
    target_unit: Unit
    share: Text | None
    sites: int | None
    rate: float | None
    months: float | None
    reachable: int | None
    months_needed: float | None
    in_text: tuple[str, ...] = ()
    unsolved: tuple[Phrase, ...] = ()

    @property
    def feasible(self) -> bool | None:
        """Whether the sites can enrol the larger of the numbers stated and recomputed."""
        needed = max(self.stated or 0, self.recomputed or 0)
        return None if self.reachable is None or not needed else self.reachable >= needed


def sheet_of(protocol: Protocol, found: SampleSize | tuple[Problem, ...], edits: Sequence[Remark]) -> Sheet:
    """The one page of a project and of what its text says otherwise."""
    identified, plan, sizing = protocol.identification, protocol.plan, protocol.sizing
    solved = found if isinstance(found, SampleSize) else None
    stated = sizing.planned
    needed = max(stated or 0, solved.enrolled if solved else 0)
    centres, rate = sites(protocol), mean_rate(protocol)
    pace = centres * rate if centres and rate else None
    return Sheet(
        title=identified.title or identified.short_title or "",
        sponsor=identified.sponsor or "",
        device=protocol.device.name or "",
        version=protocol.device.version or "",
        objective=protocol.objectives.primary or "",
        endpoint=protocol.endpoints.name or "",
        framework=sizing.goal.kind,
        stated=stated,
        recomputed=solved.enrolled if solved else None,
        analysed=solved.analysed if solved else None,
        target=sizing.target,
        attained=attained_with(solved, stated) if solved else None,
        measures_power=solved.measures_power if solved else True,
        share=solved.design.card.share if solved else None,
        target_unit=solved.design.card.target_unit if solved else Unit.PROPORTION,
        sites=centres,
        rate=rate,
        months=plan.recruitment_months,
        reachable=int(pace * plan.recruitment_months) if pace and plan.recruitment_months is not None else None,
        months_needed=ceil(10 * needed / pace) / 10 if pace and needed else None,
        in_text=tuple(dict.fromkeys(_said(one) for one in edits if one.kind is Kind.NUMBER and _blocking(one)))[:5],
        unsolved=() if solved else tuple(one.phrase for one in found if isinstance(one, Problem)),  # type: ignore[union-attr]
    )


def attained_with(found: SampleSize, planned: int | None) -> float | None:
    """Power or width when `planned` are enrolled (the number needed without one); None when it cannot be said."""
    if planned is None:
        return found.attained
    if found.flow.prevalence is not None:
        return None
    axis = next(axis for axis in found.design.axes if axis.name == found.axis)
    left = int(planned * found.flow.kept + 1e-9)
    if left < axis.minimum:
        return None
    try:
        attained = float(np.asarray(found.design.attained({found.axis: left})))
    except (TypeError, ValueError):
        return None
    return attained if np.isfinite(attained) else None


def _blocking(one: Remark) -> bool:
    return one.severity.value == "blocking"


def _said(one: Remark) -> str:
    said = one.phrase.values.get("said")
    return getattr(said, "fr", "")
