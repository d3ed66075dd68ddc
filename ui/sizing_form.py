"""The sizing form: the question, the goal, the assumptions with their range and source, the losses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.sizing import GoalChoice, Sizing
from stats.design import Design
from stats.flow import Flow
from stats.quantities import Quantity, Unit
from stats.refusal import Problem
from stats.text import Phrase
from ui import words
from ui.call_claim import call_claim
from ui.combining import combining
from ui.combining_words import ASSURANCE_TARGET, ASSURANCE_TARGET_HELP
from ui.fields import question
from ui.focus import show_focus
from ui.goal_fields import goal_fields
from ui.picker import picker
from ui.pilot_words import FROM_PILOT
from ui.question_fields import question_fields
from ui.reader_costs import ask_costs
from ui.register import assumption
from ui.sizing_fields import Parts, number_field, text_field, whole
from ui.speech import t
from ui.step import page_path


def sizing_form(draft: Draft, problems: tuple[Problem, ...]) -> None:
    """Every field of the sizing, saved as it is committed; what the design refuses is said beside its field."""
    refused = {problem.field: problem.phrase for problem in problems}
    sizing = draft.protocol.sizing
    call_claim(draft, "sizing")
    show_focus("sizing.kind")
    picker(draft)
    model = sizing.chosen_design()
    if model is None:
        return
    with st.expander(t(words.LIMITS)):
        st.markdown(t(model.card.limits))
    _goal(draft, model, refused)
    _direction(draft, model)
    st.markdown(f"**{t(words.ASSUMPTIONS)}**")
    st.page_link(page_path("pilot"), label=t(FROM_PILOT), icon=":material/query_stats:")
    question_fields(draft, "assumptions", sizing, model, refused, _option)
    combining(draft, problems)
    st.markdown(f"**{t(words.LOSSES)}**")
    for name, quantity in Flow.quantities().items():
        if name == "attrition" and "dropout" in model.quantities():  # the design counts losses by a hazard
            continue
        if name == "prevalence" and not model.finds_cases():
            continue
        assumption(draft, "flow", name, quantity, None, refused.get(name))
    ask_costs(draft, model)
    number_field(draft, "planned", words.PLANNED, words.PLANNED_HELP, Unit.COUNT, sizing.planned, whole("planned"))
    if sizing.planned is not None:
        text_field(draft, "planned_reason", words.PLANNED_REASON, sizing.planned_reason, whole("planned_reason"))


def _direction(draft: Draft, model: type[Design]) -> None:
    """The favourable direction of the endpoint, which a test needs: the answer is that of the Endpoints page.

    Where the measure admits only one it is asked to correct another.
    """
    known = draft.protocol.endpoints.better in (None, model.card.direction) and model.card.direction is not None
    if draft.protocol.sizing.goal.kind not in (None, "precision", "reach") and not known:
        question(draft, "endpoints", "better", type(draft.protocol.endpoints).asks()["better"])


def _option(name: str) -> Parts:
    return lambda sizing, value: ("choices", {**sizing.choices, name: value} if value else _without(sizing, name))


def _without(sizing: Sizing, name: str) -> dict[str, str]:
    return {key: value for key, value in sizing.choices.items() if key != name}


def _of_goal(name: str) -> Parts:
    def parts(sizing: Sizing, value: Any) -> tuple[str, Any]:
        return "goal", GoalChoice.model_validate(sizing.goal.model_dump() | {name: value})

    return parts


def _goal(draft: Draft, model: type[Design], refused: Mapping[str, Phrase]) -> None:
    """The goal and its target, which is an assurance when the power is averaged over the plausible ranges."""
    sizing = draft.protocol.sizing
    label, help = words.TARGETS[model.card.attained]
    if sizing.has_beliefs:
        label, help = ASSURANCE_TARGET, ASSURANCE_TARGET_HELP
    label, unit = model.card.share or label, model.card.target_unit
    bounds = Quantity(label, unit, help, gt=0, lt=1 if model.card.rising else None)
    goal_fields(
        draft, "goal", sizing.goal, model, _of_goal, refused,
        beside=lambda: number_field(
            draft, "target", label, help, unit, sizing.target, whole("target"), bounds=bounds
        ),
    )  # fmt: skip
