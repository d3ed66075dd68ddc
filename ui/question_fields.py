"""What a question asks: its assumptions, lists and choices; the same fields for the primary endpoint and for the other claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from protocols.drafts import Draft
from protocols.model.sizing import Calculation
from stats.design import Design
from stats.text import Phrase
from ui import words
from ui.register import Group, assumption, series_assumption
from ui.sizing_fields import Parts, choice_field
from ui.speech import t

Option = Callable[[str], Parts]  # the change of one choice


def question_fields(
    draft: Draft,
    group: Group,
    asked: Calculation,
    model: type[Design],
    refused: Mapping[str, Phrase],
    option: Option,
    *,
    known: frozenset[str] = frozenset(),
    seldom: bool = False,
) -> None:
    """Draw the fields of a question; those that few studies need are folded under the others.

    refused: why the design cannot use a value, by field
    known: what another question has already been asked
    """
    quantities = {name: one for name, one in model.quantities().items() if one.seldom is seldom and name not in known}
    choices = {name: one for name, one in model.choices().items() if one.seldom is seldom}
    for name, quantity in quantities.items():
        info = model.model_fields[name]
        assumption(draft, group, name, quantity, None if info.is_required() else info.default, refused.get(name))
    for name, series in model.series().items() if not seldom else ():
        series_assumption(draft, name, series, refused.get(name), group)
    place = group.removesuffix("assumptions")
    for name, choice in choices.items():
        chosen = asked.conventions(model).get(name, model.model_fields[name].default)
        help = choice.help or words.METHOD_HELP
        choice_field(f"{place}choices.{name}", choice.label, help, choice.options, chosen, option(name))
    if not seldom and any(one.seldom for one in (*model.quantities().values(), *model.choices().values())):
        with st.expander(t(words.SELDOM), expanded=_given(draft, group, asked, model)):
            question_fields(draft, group, asked, model, refused, option, known=known, seldom=True)


def _given(draft: Draft, group: Group, asked: Calculation, model: type[Design]) -> bool:
    """Whether something is typed in a folded field, or refused there."""
    given = {name for name, one in asked.assumptions.items() if one.given}
    given |= {name for name, one in asked.conventions(model).items() if one != _usual(model, name)}
    folded = [name for name, one in {**model.quantities(), **model.choices()}.items() if one.seldom]
    return any(name in given or f"sizing.{group}.{name}.value" in draft.pending for name in folded)


def _usual(model: type[Design], name: str) -> object:
    return model.model_fields[name].default if name in model.choices() else None
