"""The protocol: one tree, one truth. Every fact is typed once; everything printed derives from here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from protocols.model.analysis import Analysis
from protocols.model.background import Background
from protocols.model.design import StudyPlan
from protocols.model.device import Device
from protocols.model.endpoints import Endpoints
from protocols.model.identification import Identification
from protocols.model.objectives import Objectives
from protocols.model.population import Population
from protocols.model.section import Line, Section
from protocols.model.sizing import Sizing
from stats.frozen import Frozen
from stats.refusal import Problem
from stats.result import SampleSize

SCHEMA_VERSION: Literal[1] = 1


class Citation(Frozen):
    """A bibliographic reference."""

    text: Annotated[Line, StringConstraints(min_length=1)]
    doi: Annotated[Line, StringConstraints(max_length=200)] | None = None


class Protocol(Frozen):
    """A clinical-evaluation protocol, complete or not."""

    schema_version: Literal[1] = SCHEMA_VERSION
    language: Literal["fr", "en"] = "fr"  # of the printed document; the screen has its own
    identification: Identification = Identification()
    background: Background = Background()
    device: Device = Device()
    objectives: Objectives = Objectives()
    plan: StudyPlan = StudyPlan()
    population: Population = Population()
    endpoints: Endpoints = Endpoints()
    sizing: Sizing = Sizing()
    analysis: Analysis = Analysis()
    references: tuple[Citation, ...] = Field(default=(), max_length=500)

    def sample_size(self) -> SampleSize | tuple[Problem, ...]:
        """The sample size of the primary endpoint, or what stands in the way."""
        return self.sizing.solve(self.endpoints.better)

    def sections(self) -> dict[str, Section]:
        """The sections made of questions, in the order of the document."""
        return {name: value for name in SECTION_NAMES if isinstance(value := getattr(self, name), Section)}

    def changed(self, section: str, field: str, value: Any) -> Protocol:
        """The same protocol with one field changed, validated. Raises pydantic's ValidationError."""
        part = getattr(self, section)
        updated = type(part).model_validate(part.model_dump() | {field: value})
        return self.model_copy(update={section: updated})


SECTION_NAMES = (
    "identification", "background", "device", "objectives", "plan", "population", "endpoints", "analysis",
)  # fmt: skip
