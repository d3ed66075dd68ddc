"""The protocol: one tree, one truth. Every fact is typed once; everything printed derives from here."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from protocols.looks import looks_sized
from protocols.model.algorithm import Algorithm
from protocols.model.analysis import Analysis
from protocols.model.asking import Ask, Condition
from protocols.model.background import Background
from protocols.model.changes import Changes
from protocols.model.claim import Claim
from protocols.model.conduct import Conduct
from protocols.model.data_plan import DataPlan
from protocols.model.design import RANDOMISED, StudyPlan
from protocols.model.device import Device
from protocols.model.economics import Economics
from protocols.model.endpoints import Endpoints
from protocols.model.ethics import Ethics
from protocols.model.funding import Funding
from protocols.model.governance import Governance
from protocols.model.human_factors import HumanFactors
from protocols.model.identification import Identification
from protocols.model.objectives import Objectives
from protocols.model.population import Population
from protocols.model.qualification import Qualification
from protocols.model.recruitment import Recruitment
from protocols.model.references import Citation
from protocols.model.route import Route
from protocols.model.safety import Safety
from protocols.model.section import Narrative, Section
from protocols.model.situation import Situation
from protocols.model.sizing import Sizing
from protocols.model.society import Society
from protocols.model.tasks import Task
from protocols.model.transparency import Transparency
from protocols.solving import size_of
from stats.card import Family
from stats.frozen import Frozen
from stats.refusal import Problem
from stats.result import SampleSize

SCHEMA_VERSION: Literal[3] = 3
_WITHOUT_EFFECT = frozenset({Family.PREDICTION, Family.FEASIBILITY})  # no effect of an intervention is estimated


class Protocol(Frozen):
    """A clinical-evaluation protocol, complete or not."""

    schema_version: Literal[3] = SCHEMA_VERSION
    language: Literal["fr", "en"] = "fr"  # of the printed document; the screen has its own
    qualification: Qualification = Qualification()
    claim: Claim = Claim()
    situation: Situation = Situation()
    identification: Identification = Identification()
    background: Background = Background()
    device: Device = Device()
    algorithm: Algorithm = Algorithm()
    objectives: Objectives = Objectives()
    plan: StudyPlan = StudyPlan()
    population: Population = Population()
    endpoints: Endpoints = Endpoints()
    conduct: Conduct = Conduct()
    sizing: Sizing = Sizing()
    analysis: Analysis = Analysis()
    human_factors: HumanFactors = HumanFactors()
    economics: Economics = Economics()
    society: Society = Society()
    recruitment: Recruitment = Recruitment()
    safety: Safety = Safety()
    data: DataPlan = DataPlan()
    governance: Governance = Governance()
    route: Route = Route()
    ethics: Ethics = Ethics()
    changes: Changes = Changes()
    transparency: Transparency = Transparency()
    funding: Funding = Funding()
    references: tuple[Citation, ...] = Field(default=(), max_length=500)
    answers: dict[str, Narrative] = Field(default_factory=dict, max_length=200)  # the author's, by id of the finding
    tasks: dict[str, Task] = Field(default_factory=dict, max_length=1_000)  # who owes what, by id of the item

    def sample_size(self) -> SampleSize | tuple[Problem, ...]:
        """The sample size of the primary endpoint, or what stands in the way."""
        return size_of(self.sizing, self.endpoints.better, self.endpoints.name or "")

    def sections(self) -> dict[str, Section]:
        """The sections made of questions, in the order of the document."""
        return {name: value for name in SECTION_NAMES if isinstance(value := getattr(self, name), Section)}

    def concerns(self, condition: Condition | None) -> bool:
        """Whether a question that is asked under a condition concerns this study; yes while it is not known."""
        if condition == "ai":
            return self.device.uses_ai != "no"
        if condition == "randomised":
            return self.plan.type is None or self.plan.type in RANDOMISED
        if condition == "comparative":
            return self.plan.type not in ("accuracy", "single_arm", "agreement")
        if condition == "device":
            return self.qualification.product != "not_a_device"
        if condition == "benefit":
            return self.claim.aim == "benefit"
        if condition in ("lppr", "pecan"):
            return condition in (self.claim.aim, self.claim.target)
        if condition == "economic":
            return self.economics.planned != "no"
        if condition == "looks":
            return looks_sized(self.sizing)
        if condition == "tested":
            return self.sizing.goal.kind not in ("precision", "reach")
        if condition == "estimand" and self.family() in _WITHOUT_EFFECT:
            return False
        if condition in ("accuracy", "estimand"):  # one form or the other; an estimand while the plan is not known
            return (self.plan.type in ("accuracy", "paired_accuracy")) == (condition == "accuracy")
        return True

    def family(self) -> Family | None:
        """The family of the design that sizes the study, once it is chosen."""
        return model.card.family if (model := self.sizing.chosen_design()) else None

    def questions(self, section: str) -> dict[str, Ask]:
        """The questions of a section as they are put to this study."""
        asks: dict[str, Ask] = getattr(self, section).asks()
        return {
            name: next((other for condition, other in ask.instead if self.concerns(condition)), ask)
            for name, ask in asks.items()
        }

    def missing(self, section: str) -> tuple[str, ...]:
        """The needed questions of a section without an answer, among those that concern this study."""
        part = getattr(self, section)
        asks = part.asks()
        return tuple(name for name in part.missing() if self.concerns(asks[name].asked_if))

    def completeness(self, section: str) -> tuple[int, int]:
        """How many of the needed questions of a section are answered, out of how many."""
        asks = getattr(self, section).asks().values()
        total = sum(ask.needed and self.concerns(ask.asked_if) for ask in asks)
        return total - len(self.missing(section)), total

    def answering(self, id: str, answer: str) -> Protocol:
        """The same protocol with the author's answer to a finding (an empty one takes it back)."""
        others = {key: said for key, said in self.answers.items() if key != id}
        return type(self).model_validate(
            self.model_dump() | {"answers": others | ({id: answer} if answer.strip() else {})}
        )

    def changed(self, section: str, field: str, value: Any) -> Protocol:
        """The same protocol with one field changed, validated. Raises pydantic's ValidationError."""
        part = getattr(self, section)
        updated = type(part).model_validate(part.model_dump() | {field: value})
        return self.model_copy(update={section: updated})


SECTION_NAMES = (
    "qualification", "claim", "situation", "identification", "background", "device", "algorithm", "objectives", "plan",
    "population", "endpoints", "conduct", "analysis", "human_factors", "economics", "society", "recruitment", "safety", "data",
    "governance", "route", "ethics", "changes", "transparency", "funding",
)  # fmt: skip
