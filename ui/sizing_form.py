"""The sizing form: the question, the goal, the assumptions with their range and source, the losses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.sizing import SOURCES, Assumption, Sizing
from protocols.protocol import Protocol
from stats.card import Attained, Family
from stats.design import Design
from stats.flow import Flow
from stats.goals import GOAL_LABELS
from stats.quantities import Quantity, Unit
from stats.registry import design_class, kinds
from stats.text import Text
from ui import state, words
from ui.editing import Change, error_of, submit, typed
from ui.fields import show_error
from ui.numbers import parse, parse_whole
from ui.shown import shown
from ui.speech import t


def sizing_form(draft: Draft) -> None:
    """Every field of the sizing, saved as it is committed."""
    sizing = draft.protocol.sizing
    _choose("kind", words.DESIGN, words.DESIGN_HELP, _designs(), sizing.kind, lambda one: {"kind": one})
    if sizing.kind not in kinds() or not sizing.kind:
        return
    model = design_class(sizing.kind)
    st.caption(t(words.LIMITS, limits=t(model.card.limits)))
    _goal(draft, sizing, model)
    st.markdown(f"**{t(words.ASSUMPTIONS)}**")
    for name, quantity in model.quantities().items():
        _assumption(draft, "assumptions", name, quantity, _default(model, name))
    for name, choice in model.choices().items():
        _choose(
            f"choices.{name}", choice.label, choice.help or choice.label,
            choice.options,
            sizing.choices.get(name, model.model_fields[name].default),
            lambda one, name=name: {"choices": sizing.choices | {name: one}},
        )  # fmt: skip
    st.markdown(f"**{t(words.LOSSES)}**")
    for name, quantity in Flow.quantities().items():
        if name == "attrition" and "dropout" in model.quantities():  # the design counts losses by a hazard
            continue
        _assumption(draft, "flow", name, quantity, None)
    _number(
        draft, "planned", words.PLANNED, words.PLANNED_HELP, Unit.COUNT, sizing.planned, lambda one: {"planned": one}
    )
    if sizing.planned is not None:
        _text(draft, "planned_reason", words.PLANNED_REASON, sizing.planned_reason, lambda one: {"planned_reason": one})


def _designs() -> dict[str, Text]:
    """Single designs, by the question they answer; combinators are built from them elsewhere."""
    classes = {kind: design_class(kind) for kind in kinds()}
    return {
        kind: Text(
            fr=f"{one.card.title.fr} : {one.card.question.fr}", en=f"{one.card.title.en}: {one.card.question.en}"
        )
        for kind, one in classes.items()
        if one.card.family is not Family.COMBINED
    }


def _default(model: type[Design], name: str) -> float | None:
    info = model.model_fields[name]
    return None if info.is_required() else info.default


def _goal(draft: Draft, sizing: Sizing, model: type[Design]) -> None:
    goal = sizing.goal
    allowed = {kind: GOAL_LABELS[kind] for kind in model.goal_kinds()}

    def with_goal(**parts: Any) -> dict[str, Any]:
        return {"goal": goal.model_dump() | parts}

    _choose("goal.kind", words.GOAL, words.GOAL_HELP, allowed, goal.kind, lambda one: with_goal(kind=one))
    left, right = st.columns(2)
    width = model.card.attained is Attained.WIDTH
    with left:
        _number(
            draft, "target", words.WIDTH if width else words.POWER, words.WIDTH_HELP if width else words.POWER_HELP,
            Unit.PROPORTION, sizing.target, lambda one: {"target": one},
        )  # fmt: skip
    with right:
        if goal.kind == "precision":
            _number(draft, "goal.confidence", words.CONFIDENCE, words.CONFIDENCE, Unit.PROPORTION, goal.confidence,
                    lambda one: with_goal(confidence=one), placeholder=shown(0.95, Unit.PROPORTION))  # fmt: skip
        else:
            usual = 0.05 if goal.kind in ("superiority", None) else 0.025
            _number(draft, "goal.alpha", words.ALPHA, words.ALPHA_HELP, Unit.PROPORTION, goal.alpha,
                    lambda one: with_goal(alpha=one), placeholder=shown(usual, Unit.PROPORTION))  # fmt: skip
    if goal.kind == "superiority":
        _choose(
            "goal.sides",
            words.SIDES,
            words.ALPHA_HELP,
            words.SIDE_OPTIONS,
            goal.sides or 2,
            lambda one: with_goal(sides=one),
        )
    unit = model.card.margin_unit
    if goal.kind == "non_inferiority":
        _number(
            draft,
            "goal.margin",
            GOAL_MARGIN,
            words.MARGIN_REASON_HELP,
            unit,
            goal.margin,
            lambda one: with_goal(margin=one),
        )
    if goal.kind == "equivalence":
        for field, label in (("margin_lower", words.MARGIN_LOWER), ("margin_upper", words.MARGIN_UPPER)):
            _number(draft, f"goal.{field}", label, words.MARGIN_REASON_HELP, unit, getattr(goal, field),
                    lambda one, field=field: with_goal(**{field: one}))  # fmt: skip
    if goal.kind in ("non_inferiority", "equivalence"):
        _text(
            draft,
            "goal.margin_reason",
            words.MARGIN_REASON,
            goal.margin_reason,
            lambda one: with_goal(margin_reason=one),
        )


GOAL_MARGIN = Text(fr="Marge de non-infériorité (positive)", en="Non-inferiority margin (positive)")


def _assumption(draft: Draft, group: str, name: str, quantity: Quantity, default: float | None) -> None:
    """The value of an assumption, and behind it its range, source and citation."""
    sizing = draft.protocol.sizing
    lines: dict[str, Assumption] = getattr(sizing, group)
    line = lines.get(name, Assumption())

    def with_line(**parts: Any) -> dict[str, Any]:
        return {group: {key: one.model_dump() for key, one in lines.items()} | {name: line.model_dump() | parts}}

    path = f"{group}.{name}"
    value, register = st.columns([3, 2], vertical_alignment="bottom")
    with value:
        unit = quantity.unit
        _number(draft, f"{path}.value", quantity.label, quantity.help, unit, line.value, lambda one: with_line(value=one),
                bounds=quantity, placeholder="" if default is None else shown(default, unit))  # fmt: skip
    panel = register.popover(
        _register_label(line), width="stretch", key=state.key(f"sizing.{path}.register"), on_change="rerun"
    )
    if not panel.open:
        return
    with panel:
        low, high = st.columns(2)
        with low:
            _number(
                draft,
                f"{path}.low",
                words.LOW,
                words.REGISTER,
                unit,
                line.low,
                lambda one: with_line(low=one),
                bounds=quantity,
            )
        with high:
            _number(
                draft,
                f"{path}.high",
                words.HIGH,
                words.REGISTER,
                unit,
                line.high,
                lambda one: with_line(high=one),
                bounds=quantity,
            )
        _choose(f"{path}.source", words.SOURCE, words.SOURCE, SOURCES, line.source, lambda one: with_line(source=one))
        _text(draft, f"{path}.citation", words.CITATION, line.citation, lambda one: with_line(citation=one), area=False)


def _register_label(line: Assumption) -> str:
    """What is already documented, at a glance."""
    if line.value is not None and line.source is None:
        return ":orange[:material/warning:] " + t(words.NO_SOURCE)
    return t(SOURCES[line.source]).capitalize() if line.source else t(words.REGISTER)


Parts = Callable[[Any], dict[str, Any]]


def _change(parts: dict[str, Any]) -> Change:
    ((field, value),) = parts.items()
    return lambda protocol: protocol.changed("sizing", field, value)


def _number(
    draft: Draft, name: str, label: Text, help: Text, unit: Unit, value: float | None, parts: Parts,
    bounds: Quantity | None = None, placeholder: str = "",
) -> None:  # fmt: skip
    path = f"sizing.{name}"

    def change(raw: str) -> Change:
        def apply(protocol: Protocol) -> Protocol:
            number = parse_whole(raw) if unit is Unit.COUNT else parse(raw, unit)
            if bounds is not None and number is not None:
                bounds.check(number)
            return _change(parts(number))(protocol)

        return apply

    key = state.seeded(path, draft.pending.get(path, "" if value is None else shown(value, unit)))
    st.text_input(
        t(label), key=key, help=t(help), placeholder=placeholder or None,
        on_change=lambda: submit(path, typed(path), change(typed(path))),
    )  # fmt: skip
    error = error_of(draft, path, change)
    if error:
        show_error(error)
    elif value is not None and typed(path).strip() != shown(value, unit):
        st.caption(t(words.UNDERSTOOD, value=shown(value, unit)))


def _text(draft: Draft, name: str, label: Text, value: str, parts: Parts, area: bool = True) -> None:
    path = f"sizing.{name}"

    def change(raw: str) -> Change:
        return _change(parts(raw))

    key = state.seeded(path, draft.pending.get(path, value))
    (st.text_area if area else st.text_input)(
        t(label), key=key, on_change=lambda: submit(path, typed(path), change(typed(path)))
    )
    show_error(error_of(draft, path, change))


def _choose(name: str, label: Text, help: Text, options: dict[Any, Text], value: Any, parts: Parts) -> None:
    path = f"sizing.{name}"
    key = state.seeded(path, value if value in options else None)
    st.selectbox(
        t(label), list(options), index=None, key=key, help=t(help), placeholder=t(words.CHOOSE),
        format_func=lambda one: t(options[one]),
        on_change=lambda: submit(path, str(typed(path)), _change(parts(typed(path)))),
    )  # fmt: skip
