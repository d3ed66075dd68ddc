"""The seam between the draft and the design: a kind, a goal, a target, and the register of assumptions.

A draft may be incomplete. `question()` gives the design of `stats` for one question, or the list of what is missing or wrong.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from protocols.model.endpoints import Type
from protocols.model.section import Line, Narrative, Number, Whole
from stats.costs import Costs
from stats.design import Design
from stats.frozen import Frozen
from stats.goals import Better
from stats.quantities import Quantity, Series
from stats.refusal import Problem, Refusal, problems
from stats.registry import design_class, kinds
from stats.text import Phrase, Text

SOURCES = {
    "literature": Text(fr="littérature", en="literature"),
    "pilot": Text(fr="étude pilote", en="pilot study"),
    "registry": Text(fr="registre ou entrepôt de données", en="registry or data warehouse"),
    "expert": Text(fr="avis d'experts", en="expert opinion"),
    "convention": Text(fr="convention statistique (d de Cohen)", en="statistical convention (Cohen's d)"),
    "decision": Text(fr="choix de l'équipe", en="choice of the team"),
}
Source = Literal["literature", "pilot", "registry", "expert", "convention", "decision"]
Sides = Annotated[Literal[1, 2], BeforeValidator(lambda value: None if value is True else value)]  # True == 1 in Python
GoalKind = Literal["superiority", "superiority_by_margin", "non_inferiority", "equivalence", "precision", "reach"]


class Assumption(Frozen):
    """One line of the register: a value (or a list of values), its plausible range (a central 90 % interval), and where it comes from."""

    value: Number | None = None
    values: Annotated[tuple[Number, ...], Field(max_length=50)] = ()  # for an assumption that is a list
    low: Number | None = None
    high: Number | None = None
    source: Source | None = None
    source_year: Annotated[Whole, Field(ge=1900, le=2200)] | None = None  # when the data were published or collected
    citation: Line = ""

    @property
    def given(self) -> bool:
        """Whether a value, or a list of values, has been typed."""
        return self.value is not None or bool(self.values)

    @property
    def plausible(self) -> tuple[float, float] | None:
        """The range, when both ends are given in order."""
        if self.low is None or self.high is None or self.low >= self.high:
            return None
        return self.low, self.high


class GoalChoice(Frozen):
    """What must be shown; a risk left empty follows the convention of the house, which is printed."""

    kind: GoalKind | None = None
    alpha: Annotated[Number, Field(gt=0, lt=0.5)] | None = None
    sides: Sides | None = None
    margin: Annotated[Number, Field(gt=0)] | None = None
    margin_lower: Annotated[Number, Field(gt=0)] | None = None
    margin_upper: Annotated[Number, Field(gt=0)] | None = None
    margin_reason: Narrative = ""
    confidence: Annotated[Number, Field(gt=0.5, lt=1)] | None = None
    assurance: Annotated[Number, Field(ge=0.5, lt=1)] | None = None

    def as_goal(self, better: Better | None) -> dict[str, Any]:
        """The goal of `stats`, with only the parts that its kind has."""
        parts = {
            "superiority": ("alpha", "sides"),
            "superiority_by_margin": ("alpha", "margin"),
            "non_inferiority": ("alpha", "margin"),
            "equivalence": ("alpha", "margin_lower", "margin_upper"),
            "precision": ("confidence", "assurance"),
            "reach": ("confidence",),
        }[self.kind or "superiority"]
        goal: dict[str, Any] = {"kind": self.kind}
        goal |= {part: getattr(self, part) for part in parts if getattr(self, part) is not None}
        if self.kind not in ("precision", "reach") and better is not None:
            goal["better"] = better
        return goal


class Calculation(Frozen):
    """One question put to `stats`: a kind, a goal, conventions and assumptions."""

    kind: Line | None = None
    goal: GoalChoice = GoalChoice()
    choices: dict[str, Line] = Field(default_factory=dict, max_length=50)
    assumptions: dict[str, Assumption] = Field(default_factory=dict, max_length=200)

    def chosen_design(self) -> type[Design] | None:
        """The class of the design; None while none is chosen, or when this version does not know its name."""
        return design_class(self.kind) if self.kind and self.kind in kinds() else None

    def quantities(self) -> dict[str, Quantity]:
        """The assumptions that the chosen design asks for."""
        return model.quantities() if (model := self.chosen_design()) else {}

    def decided(self) -> frozenset[str]:
        """The quantities of the chosen design that the team decides, without a plausible range."""
        return model.decided() if (model := self.chosen_design()) else frozenset()

    def series(self) -> dict[str, Series]:
        """The lists of values that the chosen design asks for."""
        return model.series() if (model := self.chosen_design()) else {}

    def conventions(self, model: type[Design]) -> dict[str, str]:
        """The conventions chosen for a design; one that another design offers under the same name stays in the draft, unused."""
        offered = model.choices()
        return {
            name: one
            for name, one in self.choices.items()
            if name in offered and (one in offered[name].options or not _offered_elsewhere(name, one))
        }

    def direction(self) -> Better | None:
        """The favourable direction of the chosen design, when its measure admits only one."""
        return model.card.direction if (model := self.chosen_design()) else None

    def question(self, better: Better | None) -> Design | tuple[Problem, ...]:
        """The design of this question alone, or what is missing or wrong, field by field.

        better: the favourable direction given; not needed when there is only one
        """
        better = better or self.direction()
        missing = self._missing(better)
        if missing:
            return missing
        assert self.kind is not None
        values = {name: one.value for name, one in self.assumptions.items() if one.value is not None}
        model = design_class(self.kind)  # what was typed for another design stays in the draft, unused
        data: dict[str, Any] = {name: value for name, value in values.items() if name in model.quantities()}
        lists = {name: one.values for name, one in self.assumptions.items() if one.values}
        data |= {name: one for name, one in lists.items() if name in model.series()}
        data |= self.conventions(model)
        try:
            goal = {part: one for part, one in self.goal.as_goal(better).items() if part not in model.unasked}
            return model.model_validate(data | {"goal": goal})
        except (ValidationError, Refusal) as error:
            return problems(error)

    def _missing(self, better: Better | None) -> tuple[Problem, ...]:
        if not self.kind:
            return (Problem("kind", Phrase(_NO_DESIGN)),)
        try:
            model = design_class(self.kind)
        except Refusal as error:
            return problems(error)
        gaps: list[Problem] = []
        if self.goal.kind is None:
            gaps.append(Problem("goal.kind", Phrase(_NO_GOAL)))
        for name, text in _MARGINS.get(self.goal.kind or "", {}).items():
            if getattr(self.goal, name) is None:
                gaps.append(Problem(f"goal.{name}", Phrase(text)))
        if self.goal.kind not in (None, "precision", "reach") and better is None:
            gaps.append(Problem("better", Phrase(_NO_DIRECTION)))
        asked = {name: one.label for name, one in model.quantities().items()}
        asked |= {name: one.label for name, one in model.series().items()}
        for name, label in asked.items():
            line = self.assumptions.get(name)
            if model.model_fields[name].is_required() and (line is None or not line.given):
                gaps.append(Problem(name, Phrase(NO_VALUE, {"label": label})))
        return tuple(gaps)


class OtherClaim(Calculation):
    """Another primary claim of the same study, on the same participants: its endpoint, its direction, its calculation."""

    name: Line = ""
    unit: Line = ""
    better: Better | None = None
    type: Type | None = None
    timing: Line = ""
    definition: Narrative = ""


class Decisions(Frozen):
    """What the team decides about an extension, under the names of the fields of its design."""

    choices: dict[str, Line] = Field(default_factory=dict, max_length=10)
    values: dict[str, Number] = Field(default_factory=dict, max_length=10)
    lists: dict[str, Annotated[tuple[Number, ...], Field(max_length=10)]] = Field(default_factory=dict, max_length=5)

    def given(self, model: type[Design]) -> dict[str, Any]:
        """The fields of a design that were decided; what it does not know stays in the draft, unused."""
        groups = ((self.choices, model.choices()), (self.values, model.quantities()), (self.lists, model.series()))
        return {name: one for kept, known in groups for name, one in kept.items() if name in known}

    def chosen(self, model: type[Design]) -> dict[str, str]:
        """Every choice of a design, the usual one where nothing was decided."""
        return {name: self.choices.get(name) or model.model_fields[name].default for name in model.choices()}


class Interim(Decisions):
    """Interim looks: when, and by which boundaries. The fields are those of the design `group_sequential`."""

    looks: Annotated[tuple[Annotated[Number, Field(gt=0, lt=1)], ...], Field(max_length=9)] = ()

    def chosen(self, model: type[Design]) -> dict[str, str]:
        """Every choice, the usual one where nothing was decided; a probability of stopping given alone is what futility spends."""
        alone = {"futility_spends": "null_stop"} if "null_stop" in self.values and "beta" not in self.values else {}
        return super().chosen(model) | alone | self.choices


Extension = Literal["none", "interim", "reestimation", "others", "assurance", "interim_assurance"]


class Sizing(Calculation):
    """How many participants, and why: the primary question and what is built on it."""

    target: Annotated[Number, Field(gt=0)] | None = None
    flow: dict[str, Assumption] = Field(default_factory=dict, max_length=20)
    costs: Costs = Costs()  # for a design that trades readers for cases
    planned: Annotated[Whole, Field(ge=1, le=100_000_000)] | None = None
    planned_reason: Narrative = ""
    extension: Extension = "none"  # what is built on it; the fields of the others stay in the draft, unused
    interim: Interim = Interim()
    reestimation: Decisions = Decisions()  # fields of the design `blinded_reestimation`
    others: Annotated[tuple[OtherClaim, ...], Field(max_length=7)] = ()
    uncertain: Annotated[
        tuple[Line, ...], Field(max_length=20)
    ] = ()  # averaged over; empty: every assumption with a range
    correlation: Assumption = Assumption()
    correlations: Annotated[
        tuple[Number, ...], Field(max_length=28)
    ] = ()  # by pair, in its place; empty: the common one
    rule: Line = "all"
    procedure: Line = ""  # empty: the full risk when all must succeed, Bonferroni otherwise
    shares: Annotated[tuple[Number, ...], Field(max_length=8)] = ()
    transitions: Annotated[tuple[Number, ...], Field(max_length=25)] = ()

    @property
    def has_claims(self) -> bool:
        """Whether other primary claims are sized with the first."""
        return self.extension == "others"

    @property
    def has_revision(self) -> bool:
        """Whether the size is revised, without comparing the arms."""
        return self.extension == "reestimation"

    @property
    def has_looks(self) -> bool:
        """Whether interim looks are built on the question."""
        return self.extension in ("interim", "interim_assurance")

    @property
    def has_beliefs(self) -> bool:
        """Whether the power is averaged over the plausible ranges: the target is an assurance."""
        return self.extension in ("assurance", "interim_assurance")

    def calculations(self) -> tuple[Calculation, ...]:
        """The questions that the study answers: the first, and those of the other claims when it has several."""
        return (self, *self.others) if self.has_claims else (self,)


@lru_cache(maxsize=64)
def _offered_elsewhere(name: str, value: str) -> bool:
    """Whether some design has this convention."""
    known = (design_class(kind).choices() for kind in kinds())
    return any(name in choices and value in choices[name].options for choices in known)


_NO_DESIGN = Text(fr="Choisir un plan de calcul.", en="Choose a sample-size design.")
_NO_GOAL = Text(fr="Choisir l'objectif statistique.", en="Choose the statistical goal.")
_MARGINS = {
    "superiority_by_margin": {
        "margin": Text(fr="Indiquer la marge de supériorité.", en="Enter the superiority margin.")
    },
    "non_inferiority": {
        "margin": Text(fr="Indiquer la marge de non-infériorité.", en="Enter the non-inferiority margin."),
    },
    "equivalence": {
        "margin_lower": Text(fr="Indiquer la marge du côté inférieur.", en="Enter the margin on the lower side."),
        "margin_upper": Text(fr="Indiquer la marge du côté supérieur.", en="Enter the margin on the upper side."),
    },
}
_NO_DIRECTION = Text(
    fr="Indiquer le sens favorable du critère.",
    en="State the favourable direction of the endpoint.",
)
NO_VALUE = Text(fr="À renseigner : {label}.", en="To be filled in: {label}.")
