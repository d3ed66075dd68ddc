"""The sizing form: the question, the goal, the assumptions with their range and source, the losses."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.sizing import GoalChoice, Sizing
from stats.design import Design
from stats.flow import Flow
from stats.quantities import Unit
from stats.refusal import Problem
from stats.registry import design_class, kinds
from stats.text import Phrase
from ui import words
from ui.call_claim import call_claim
from ui.combining import combining
from ui.fields import question
from ui.focus import show_focus
from ui.goal_fields import goal_fields
from ui.picker import picker
from ui.pilot_words import FROM_PILOT
from ui.reader_costs import ask_costs
from ui.register import assumption, series_assumption
from ui.sizing_fields import Parts, choice_field, number_field, text_field, whole
from ui.speech import t
from ui.step import page_path


def sizing_form(draft: Draft, problems: tuple[Problem, ...]) -> None:
    """Every field of the sizing, saved as it is committed; what the design refuses is said beside its field."""
    refused = {problem.field: problem.phrase for problem in problems}
    sizing = draft.protocol.sizing
    call_claim(draft, "sizing")
    show_focus("sizing.kind")
    picker(draft)
    if not sizing.kind or sizing.kind not in kinds():
        return
    model = design_class(sizing.kind)
    with st.expander(t(words.LIMITS)):
        st.markdown(t(model.card.limits))
    _goal(draft, model)
    _direction(draft)
    st.markdown(f"**{t(words.ASSUMPTIONS)}**")
    st.page_link(page_path("pilot"), label=t(FROM_PILOT), icon=":material/query_stats:")
    _asked(draft, model, refused, seldom=False)
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


def _direction(draft: Draft) -> None:
    """The favourable direction of the endpoint, which a test needs: the answer is that of the Endpoints page."""
    if draft.protocol.sizing.goal.kind not in (None, "precision", "reach"):
        question(draft, "endpoints", "better", type(draft.protocol.endpoints).asks()["better"])


def _asked(draft: Draft, model: type[Design], refused: dict[str, Phrase], *, seldom: bool) -> None:
    """The assumptions and the choices of a design; those that few studies need, folded under the others."""
    sizing = draft.protocol.sizing
    quantities = {name: one for name, one in model.quantities().items() if one.seldom is seldom}
    choices = {name: one for name, one in model.choices().items() if one.seldom is seldom}
    for name, quantity in quantities.items():
        info = model.model_fields[name]
        assumption(
            draft, "assumptions", name, quantity, None if info.is_required() else info.default, refused.get(name)
        )
    for name, series in model.series().items() if not seldom else ():
        series_assumption(draft, name, series, refused.get(name))
    for name, choice in choices.items():
        chosen = sizing.choices.get(name, model.model_fields[name].default)
        choice_field(
            f"choices.{name}", choice.label, choice.help or words.METHOD_HELP, choice.options, chosen, _option(name)
        )
    if not seldom and any(one.seldom for one in (*model.quantities().values(), *model.choices().values())):
        with st.expander(t(words.SELDOM), expanded=_given(draft, model)):
            _asked(draft, model, refused, seldom=True)


def _given(draft: Draft, model: type[Design]) -> bool:
    """Whether something is typed in a folded field, or refused there."""
    sizing = draft.protocol.sizing
    given = {name for name, one in sizing.assumptions.items() if one.given}
    given |= {name for name, one in sizing.choices.items() if one != _usual(model, name)}
    folded = [name for name, one in {**model.quantities(), **model.choices()}.items() if one.seldom]
    return any(name in given or f"sizing.assumptions.{name}.value" in draft.pending for name in folded)


def _usual(model: type[Design], name: str) -> object:
    return model.model_fields[name].default if name in model.choices() else None


def _option(name: str) -> Parts:
    return lambda sizing, value: ("choices", {**sizing.choices, name: value} if value else _without(sizing, name))


def _without(sizing: Sizing, name: str) -> dict[str, str]:
    return {key: value for key, value in sizing.choices.items() if key != name}


def _of_goal(name: str) -> Parts:
    def parts(sizing: Sizing, value: Any) -> tuple[str, Any]:
        return "goal", GoalChoice.model_validate(sizing.goal.model_dump() | {name: value})

    return parts


def _goal(draft: Draft, model: type[Design]) -> None:
    sizing = draft.protocol.sizing
    label, help = words.TARGETS[model.card.attained]
    label = model.card.share or label
    goal_fields(
        draft, "goal", sizing.goal, model, _of_goal,
        beside=lambda: number_field(
            draft, "target", label, help, model.card.target_unit, sizing.target, whole("target")
        ),
    )  # fmt: skip
