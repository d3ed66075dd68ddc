"""The answer to a sizing: the design that the draft asks for and its number, or what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pydantic import ValidationError

from protocols.combining import beside, combined
from protocols.model.sizing import Sizing
from stats.card import Attained
from stats.design import Design
from stats.designs.combined.joint import Joint
from stats.flow import Flow
from stats.goals import Better
from stats.refusal import Problem, Refusal, problems
from stats.result import SampleSize
from stats.solver import solve
from stats.text import Phrase, Text


def design_of(sizing: Sizing, better: Better | None) -> Design | tuple[Problem, ...]:
    """The design with what is built on it (other claims, looks, beliefs), or what is missing or wrong."""
    first = sizing.question(better)
    others = beside(sizing) if sizing.has_claims and sizing.kind else ()
    later = tuple(one for one in others if isinstance(one, Problem))  # said with what the first claim lacks
    if sizing.target is None and (model := sizing.chosen_design()):
        card = model.card
        target = Problem("target", Phrase(_NO_TARGET[card.attained], {"share": card.share} if card.share else {}))
        wrong = first if isinstance(first, tuple) else ()
        place = sum(
            one.field in ("goal.kind", "better") for one in wrong
        )  # said after the goal, before the assumptions
        return (*wrong[:place], target, *wrong[place:], *later)
    if isinstance(first, tuple):
        return (*first, *later)
    return combined(sizing, first)


def losses_of(sizing: Sizing) -> Flow | tuple[Problem, ...]:
    """The flow from enrolment to analysis, or what is wrong with it."""
    try:
        return Flow.model_validate({name: one.value for name, one in sizing.flow.items() if one.value is not None})
    except ValidationError as error:
        return problems(error)


def size_of(sizing: Sizing, better: Better | None, name: str = "") -> SampleSize | tuple[Problem, ...]:
    """The sample size with its journal, or what stands in the way.

    name: of the first claim; each claim is called by its name in what the number prints
    """
    design, flow = design_of(sizing, better), losses_of(sizing)
    if isinstance(design, tuple):
        return design if not isinstance(flow, tuple) else (*design, *flow)
    if isinstance(flow, tuple):
        return flow
    assert sizing.target is not None
    found = _solved(design, sizing.target, flow)
    if isinstance(design, Joint) and isinstance(found, SampleSize):
        return _named(found, design.named((name, *(one.name for one in sizing.others))))
    return found


@lru_cache(maxsize=512)
def _solved(design: Design, target: float, flow: Flow) -> SampleSize | tuple[Problem, ...]:
    """Remembered: a page, its facts and its forecast ask the same question, and most edits leave it as it is."""
    try:
        return solve(design, target, flow=flow)
    except Refusal as error:
        return problems(error)


@lru_cache(maxsize=64)
def _named(found: SampleSize, joint: Joint) -> SampleSize:
    """The same answer with the names of its claims: a claim that is renamed is not solved again."""
    steps = joint.steps({found.axis: float(found.analysed)})
    return replace(found, design=joint, steps=(*steps, *found.steps[len(steps) :]))


_NO_POWER = Text(fr="Indiquer la puissance visée.", en="Enter the target power.")
_NO_WIDTH = Text(
    fr="Indiquer la largeur maximale de l'intervalle de confiance.",
    en="Enter the largest width of the confidence interval.",
)
_NO_SHARE = Text(fr="Indiquer la valeur visée : {share}.", en="Enter the value aimed at: {share}.")
_NO_TARGET = {Attained.POWER: _NO_POWER, Attained.WIDTH: _NO_WIDTH, Attained.SHARE: _NO_SHARE}
