"""What is built on the primary question: interim looks, other primary claims, assurance."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.combining import MOST_UNCERTAIN, ranged
from protocols.drafts import Draft
from protocols.model.sizing import Sizing
from stats.card import Attained
from stats.quantities import Quantity, Series, Unit
from stats.refusal import Problem
from stats.registry import design_class, kinds
from ui import combining_words as said
from ui import state, words
from ui.claims import claims
from ui.editing import submit, typed
from ui.sizing_fields import Parts, choice_field, list_field, number_field
from ui.speech import plain, spoken, t


def combining(draft: Draft, problems: tuple[Problem, ...]) -> None:
    """Draw the extension chosen and its fields; what the combination refuses is said here."""
    sizing = draft.protocol.sizing
    if not sizing.kind or sizing.kind not in kinds():
        return
    if design_class(sizing.kind).card.attained is not Attained.POWER and sizing.extension == "none":
        return
    st.markdown(f"**{t(said.TITLE)}**")
    choice_field("extension", said.CHOICE, said.CHOICE_HELP, said.EXTENSIONS, sizing.extension, _whole("extension"))
    mine = [one for one in problems if one.field.split(".")[0] in ("interim", "others", "extension", "correlation")]
    if sizing.extension == "interim":
        _interim(draft)
    elif sizing.extension == "others":
        claims(draft, mine)
    elif sizing.extension == "assurance":
        _uncertain(draft)
    for one in mine:
        st.warning(plain(spoken(one.phrase)), icon=":material/report:")


def _interim(draft: Draft) -> None:
    """The looks, then every field that the group-sequential design declares and that its choices ask for."""
    model, interim = design_class("group_sequential"), draft.protocol.sizing.interim
    looks = Series(label=said.LOOKS, help=said.LOOKS_HELP, unit=Unit.PROPORTION, shortest=0, longest=9, gt=0, lt=1)
    list_field(draft, "interim.looks", looks, interim.looks, _of_interim("looks"))
    chosen: dict[str, str] = {}
    for name, choice in model.choices().items():
        chosen[name] = interim.choices.get(name, model.model_fields[name].default)
        help = choice.help or words.METHOD_HELP
        choice_field(f"interim.{name}", choice.label, help, choice.options, chosen[name], _in_interim("choices", name))
    for name, quantity in model.quantities().items():
        if name in _asked(chosen) or name in interim.values:
            _interim_number(draft, name, quantity, interim.values.get(name))
    for name, series in model.series().items():
        if chosen["futility_spending"] == "none" or name in interim.lists:
            list_field(draft, f"interim.{name}", series, interim.lists.get(name, ()), _in_interim("lists", name))


def _asked(chosen: dict[str, str]) -> set[str]:
    """The parameters that the shapes chosen need."""
    by_shape = {"hwang_shih_decani": "gamma", "kim_demets": "rho", "wang_tsiatis": "delta"}
    needed = {by_shape.get(chosen["spending"], "")}
    if chosen["futility_spending"] != "none":
        needed |= {"beta", "futility_gamma"} if chosen["futility_spending"] == "hwang_shih_decani" else {"beta"}
    return needed


def _interim_number(draft: Draft, name: str, quantity: Quantity, value: float | None) -> None:
    number_field(
        draft, f"interim.{name}", quantity.label, quantity.help, quantity.unit, value, _in_interim("values", name),
        bounds=quantity,
    )  # fmt: skip


def _of_interim(name: str) -> Parts:
    return lambda sizing, value: ("interim", sizing.interim.model_dump() | {name: value})


def _in_interim(group: str, name: str) -> Parts:
    """One value of a group; an empty one is taken away."""

    def parts(sizing: Sizing, value: Any) -> tuple[str, Any]:
        interim = sizing.interim.model_dump()
        kept = {key: one for key, one in interim[group].items() if key != name}
        return "interim", interim | {group: kept if value in (None, (), "") else kept | {name: value}}

    return parts


def _uncertain(draft: Draft) -> None:
    """Which of the assumptions with a range are averaged over; every one of them while none is chosen."""
    sizing, path = draft.protocol.sizing, "sizing.uncertain"
    st.caption(t(said.ASSURANCE_NOTE))
    named = {name: t(sizing.quantities()[name].label) for name in ranged(sizing)}
    if len(named) < 2:
        return
    chosen = [name for name in sizing.uncertain if name in named] or list(named)
    st.multiselect(
        t(said.UNCERTAIN),
        list(named),
        key=state.seeded(path, chosen if len(chosen) <= MOST_UNCERTAIN else []),
        help=t(said.UNCERTAIN_HELP),
        placeholder=t(words.CHOOSE),
        format_func=named.get,
        max_selections=MOST_UNCERTAIN,
        on_change=lambda: submit(
            path, ";".join(typed(path)), lambda protocol: protocol.changed("sizing", "uncertain", typed(path))
        ),
    )


def _whole(name: str) -> Parts:
    return lambda sizing, value: (name, value)
