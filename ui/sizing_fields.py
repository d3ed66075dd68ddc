"""The widgets of the sizing form. Each change is computed from the draft as it is when the change is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.sizing import Sizing
from protocols.protocol import Protocol
from stats.quantities import Quantity, Series, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from ui import state, words
from ui.editing import Change, error_of, show_error, submit, typed
from ui.numbers import parse, parse_list, parse_whole
from ui.shown import shown, shown_list
from ui.speech import t

Parts = Callable[[Sizing, Any], tuple[str, Any]]  # the field of the sizing to change, and its new value


def within(bounds: Quantity | Series, value: float) -> None:
    """Raise a Refusal, its bound in the unit of the field, when a value is beyond it."""
    beyond = (
        (bounds.gt, words.ABOVE, lambda bound: value <= bound),
        (bounds.ge, words.AT_LEAST, lambda bound: value < bound),
        (bounds.lt, words.BELOW, lambda bound: value >= bound),
        (bounds.le, words.AT_MOST, lambda bound: value > bound),
    )
    for bound, said, wrong in beyond:
        if bound is not None and wrong(bound):
            raise Refusal(said, value=Value(value, bounds.unit), bound=Value(bound, bounds.unit))


def named(label: Text, unit: Unit) -> str:
    """The label of a field with its unit, when the unit cannot be guessed from the label."""
    said = t(label)
    written = words.UNITS.get(unit)
    return said if written is None or t(written) in said.lower() else f"{said} ({t(written)})"


def _same(entry: str, said: str) -> bool:
    """Whether an entry reads as what was understood of it: the kinds of spaces and of minus signs cannot be seen."""
    return _bare(entry) == _bare(said)


def _bare(text: str) -> str:
    return "".join(text.replace("\u2212", "-").split())


def whole(name: str) -> Parts:
    """The change of a field of the sizing taken whole."""
    return lambda sizing, value: (name, value)


def _change(parts: Parts, value: Any) -> Change:
    def apply(protocol: Protocol) -> Protocol:
        field, changed = parts(protocol.sizing, value)
        return protocol.changed("sizing", field, changed)

    return apply


def number_field(
    draft: Draft,
    name: str,
    label: Text,
    help: Text,
    unit: Unit,
    value: float | None,
    parts: Parts,
    *,
    bounds: Quantity | None = None,
    placeholder: str = "",
    below: Any = st,
    written: Callable[[float, Unit], str] = shown,
) -> None:
    """A number typed as text; what was understood, or why it is refused, is said `below`.

    written: how the number stands in its field, when not as a quantity (a year)
    """
    path = f"sizing.{name}"

    def change(raw: str) -> Change:
        def apply(protocol: Protocol) -> Protocol:
            number = parse_whole(raw) if unit is Unit.COUNT else parse(raw, unit)
            if bounds is not None and number is not None:
                within(bounds, number)
            return _change(parts, number)(protocol)

        return apply

    st.text_input(
        named(label, unit),
        key=state.seeded(path, draft.pending.get(path, "" if value is None else written(value, unit))),
        help=t(help),
        placeholder=placeholder or None,
        on_change=lambda: submit(path, typed(path), change(typed(path))),
    )
    error = error_of(draft, path, change)
    if error:
        with below.container():
            show_error(error)
    elif value is not None and not _same(typed(path), written(value, unit)):
        below.caption(t(words.UNDERSTOOD, value=written(value, unit)))


def list_field(
    draft: Draft, name: str, series: Series, values: tuple[float, ...], parts: Parts, *, below: Any = st
) -> None:
    """Several numbers typed as text, separated by semicolons or on several lines."""
    path = f"sizing.{name}"

    def change(raw: str) -> Change:
        def apply(protocol: Protocol) -> Protocol:
            listed = parse_list(raw, series.unit)
            for one in listed:
                within(series, one)
            if listed:
                series.check(listed)
            return _change(parts, listed)(protocol)

        return apply

    st.text_input(
        named(series.label, series.unit),
        key=state.seeded(path, draft.pending.get(path, shown_list(values, series.unit))),
        help=f"{t(series.help)} {t(words.LIST_HELP)}",
        on_change=lambda: submit(path, typed(path), change(typed(path))),
    )
    error = error_of(draft, path, change)
    if error:
        with below.container():
            show_error(error)
    elif values and not _same(typed(path), shown_list(values, series.unit)):
        below.caption(t(words.UNDERSTOOD, value=shown_list(values, series.unit)))


def text_field(draft: Draft, name: str, label: Text, value: str, parts: Parts, *, area: bool = True) -> None:
    """A text, on one line or several."""
    path = f"sizing.{name}"
    field = st.text_area if area else st.text_input
    field(
        t(label),
        key=state.seeded(path, draft.pending.get(path, value)),
        on_change=lambda: submit(path, typed(path), _change(parts, typed(path))),
    )
    show_error(error_of(draft, path, lambda raw: _change(parts, raw)))


def choice_field(name: str, label: Text, help: Text, options: dict[Any, Text], value: Any, parts: Parts) -> None:
    """One choice among named options."""
    path = f"sizing.{name}"
    st.selectbox(
        t(label),
        list(options),
        index=None,
        key=state.seeded(path, value if value in options else None),
        help=t(help),
        placeholder=t(words.CHOOSE),
        format_func={one: t(said) for one, said in options.items()}.get,
        on_change=lambda: submit(path, str(typed(path)), _change(parts, typed(path))),
    )
