"""The fields of an extension of the calculation, drawn from what its design declares: interim looks, revision of the size."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import streamlit as st

from protocols.combining import looks_in_use, usual_beta
from protocols.drafts import Draft
from protocols.model.sizing import Decisions, Sizing
from stats.design import Design
from stats.formulas.combined.interim_limits import FUTILITY_PARAMETERS
from stats.quantities import Series, Unit
from stats.registry import design_class
from stats.text import Phrase
from templates.saying import say_range
from ui import combining_words as said
from ui import state, words
from ui.shown import shown
from ui.sizing_fields import Parts, choice_field, list_field, number_field
from ui.speech import plain, spoken, t

_FUTILITY = (
    *("futility_spending", "futility_spends", "beta", "null_stop", *FUTILITY_PARAMETERS.values()),
    *("futility", "futility_scale", "futility_rule"),
)


def interim_fields(draft: Draft, refused: dict[str, Phrase]) -> None:
    """The looks, then every field that the group-sequential design declares and that its choices ask for.

    refused: why a field cannot be used, by its path under the sizing; said beside it and taken out
    """
    model, interim = design_class("group_sequential"), draft.protocol.sizing.interim
    looks = Series(label=said.LOOKS, help=said.LOOKS_HELP, unit=Unit.PROPORTION, shortest=0, longest=9, gt=0, lt=1)
    list_field(draft, "interim.looks", looks, interim.looks, _of_interim("looks"))
    _refused(draft, refused, "interim.looks")
    _declared(draft, "interim", model, interim, looks_in_use(interim), refused)


def reestimation_fields(draft: Draft, refused: dict[str, Phrase]) -> None:
    """When and how far the size may be revised; the plausible range is that of the register; `refused` as for the looks."""
    from stats.designs.combined.blinded_reestimation import RANGED

    sizing, model = draft.protocol.sizing, design_class("blinded_reestimation")
    st.caption(t(said.REVISION_NOTE))
    asked = {"share_first", "largest", "bounds", *(("variance",) if sizing.kind == "two_means" else ())}
    given = sizing.reestimation.values.keys() | sizing.reestimation.lists.keys()
    _declared(draft, "reestimation", model, sizing.reestimation, asked | given, refused)
    name = RANGED.get(sizing.kind or "")
    if name is None:
        return
    quantity, line = sizing.quantities()[name], sizing.assumptions.get(name)
    label, unit = t(quantity.label), (draft.protocol.endpoints.unit or "").strip()
    if line is None or line.plausible is None:
        st.caption(t(said.REVISION_NO_RANGE, label=label))
        return
    plausible = say_range(*line.plausible, quantity.unit, state.language(), unit)
    st.caption(t(said.REVISION_RANGED, label=label, plausible=plain(plausible)))


def _refused(draft: Draft, refused: dict[str, Phrase], path: str) -> None:
    """What the design says against a field; nothing beside a newer entry that is refused itself."""
    phrase = refused.pop(path, None)
    if phrase is not None and f"sizing.{path}" not in draft.pending:
        st.warning(plain(spoken(phrase)), icon=":material/report:")


def _declared(
    draft: Draft, extension: str, model: type[Design], decisions: Decisions, asked: Set[str], refused: dict[str, Phrase]
) -> None:
    """The fields asked, in the order of the design; the usual value as a placeholder."""
    choices, quantities, series = model.choices(), model.quantities(), model.series()
    for name in sorted((one for one in model.model_fields if one in asked), key=_rank):
        path, default = f"{extension}.{name}", model.model_fields[name].default
        if name == "beta":
            default = usual_beta(draft.protocol.sizing)
        if name in choices:
            one, part = choices[name], _in(extension, "choices", name)
            choice_field(
                path, one.label, one.help or words.METHOD_HELP, one.options, decisions.chosen(model)[name], part
            )
        elif name in quantities:
            asks = quantities[name]
            number_field(
                draft, path, asks.label, asks.help, asks.unit, decisions.values.get(name), _in(extension, "values", name),
                bounds=asks, placeholder="" if default is None else shown(default, asks.unit),
            )  # fmt: skip
        elif name in series:
            list_field(draft, path, series[name], decisions.lists.get(name, ()), _in(extension, "lists", name))
        _refused(draft, refused, path)


def _of_interim(name: str) -> Parts:
    return lambda sizing, value: ("interim", sizing.interim.model_dump() | {name: value})


def _rank(name: str) -> int:
    """How futility is decided stands before what that decision asks."""
    return _FUTILITY.index(name) if name in _FUTILITY else -1


def _in(extension: str, group: str, name: str) -> Parts:
    """One value of a group; an empty one is taken away."""

    def parts(sizing: Sizing, value: Any) -> tuple[str, Any]:
        decisions = getattr(sizing, extension).model_dump()
        kept = {key: one for key, one in decisions[group].items() if key != name}
        return extension, decisions | {group: kept if value in (None, (), "") else kept | {name: value}}

    return parts
