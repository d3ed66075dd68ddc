"""One question of the protocol, drawn from its declaration: label, why we ask, example, answer, error beside it."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.asking import Ask
from protocols.model.section import NotApplicable, Section
from stats.quantities import Unit
from ui import state, words
from ui.editing import Change, error_of, show_error, submit, typed
from ui.focus import show_focus
from ui.numbers import parse, parse_whole
from ui.rows import Table
from ui.shown import shown
from ui.speech import t

Reader = Callable[[str], Any]


def question(draft: Draft, section: str, name: str, ask: Ask, draw: Callable[[Draft, Ask], None] | None = None) -> None:
    """Draw one question of a section and save its answer when it changes.

    draw: how a page draws this answer in its own way; the switch "not applicable" stays ours
    """
    show_focus(_path(section, name))
    part: Section = getattr(draft.protocol, section)
    value = getattr(part, name)
    dismissible = _may_be_not_applicable(part, name)
    if dismissible and st.session_state[_switch_key(section, name, value)]:
        _reason(draft, section, name, ask, value)
    elif draw is not None:
        draw(draft, ask)
    else:
        _DRAWN[ask.shape](draft, section, name, ask, None if isinstance(value, NotApplicable) else value)
    if dismissible:
        _not_applicable_switch(section, name, ask, value)


def _path(section: str, name: str) -> str:
    return f"{section}.{name}"


def _set(section: str, name: str, read: Reader) -> Callable[[str], Change]:
    return lambda raw: lambda protocol: protocol.changed(section, name, read(raw))


def _text(draft: Draft, section: str, name: str, ask: Ask, said: str, read: Reader, area: bool) -> None:
    """A text field whose entry is read, validated and saved; a refused entry stays with its sentence."""
    path = _path(section, name)
    change = _set(section, name, read)
    key = state.seeded(path, draft.pending.get(path, said))
    arguments: dict[str, Any] = {
        "label": t(ask.label),
        "key": key,
        "help": t(ask.why),
        "placeholder": t(words.EXAMPLE, example=t(ask.example)) if ask.example else None,
        "on_change": lambda: submit(path, typed(path), change(typed(path))),
    }
    if area:
        st.text_area(height=140 if ask.shape == "narrative" else 110, **arguments)
    else:
        st.text_input(**arguments)
    show_error(error_of(draft, path, change))


def _line(draft: Draft, section: str, name: str, ask: Ask, value: Any) -> None:
    _text(draft, section, name, ask, value or "", lambda raw: raw.strip() or None, area=False)


def _narrative(draft: Draft, section: str, name: str, ask: Ask, value: Any) -> None:
    _text(draft, section, name, ask, value or "", lambda raw: raw.strip() or None, area=True)


def _lines(draft: Draft, section: str, name: str, ask: Ask, value: Any) -> None:
    def read(raw: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in raw.splitlines() if line.strip())

    _text(draft, section, name, ask, "\n".join(value or ()), read, area=True)
    st.caption(t(words.ONE_PER_LINE))


def _number(draft: Draft, section: str, name: str, ask: Ask, value: Any) -> None:
    whole = isinstance(value, int) or "int" in str(type(getattr(draft.protocol, section)).model_fields[name].annotation)
    path, said = _path(section, name), "" if value is None else shown(value, Unit.NUMBER)
    _text(draft, section, name, ask, said, parse_whole if whole else parse, area=False)
    if said and path not in draft.pending and typed(path).strip() != said:
        st.caption(t(words.UNDERSTOOD, value=said))


def _choice(draft: Draft, section: str, name: str, ask: Ask, value: Any) -> None:
    path = _path(section, name)
    key = state.seeded(path, value)
    st.selectbox(
        t(ask.label),
        list(ask.options),
        index=None,
        key=key,
        format_func={option: t(said) for option, said in ask.options.items()}.get,
        help=t(ask.why),
        placeholder=t(words.CHOOSE),
        on_change=lambda: submit(path, str(typed(path)), _set(section, name, lambda _: typed(path))("")),
    )


def _date(draft: Draft, section: str, name: str, ask: Ask, value: date | None) -> None:
    path = _path(section, name)
    st.date_input(
        t(ask.label),
        key=state.seeded(path, value),
        value=None,
        format="DD/MM/YYYY",
        help=t(ask.why),
        min_value=date.min,
        max_value=date.max,
        on_change=lambda: submit(path, str(typed(path)), _set(section, name, lambda _: typed(path))("")),
    )


def _rows(draft: Draft, section: str, name: str, ask: Ask, value: Any) -> None:
    assert ask.rows is not None
    Table(section, name, ask.rows).draw(draft, ask)


_DRAWN: dict[str, Callable[[Draft, str, str, Ask, Any], None]] = {
    "line": _line,
    "narrative": _narrative,
    "lines": _lines,
    "number": _number,
    "choice": _choice,
    "date": _date,
    "rows": _rows,
}


def _may_be_not_applicable(part: Section, name: str) -> bool:
    return NotApplicable in _members(type(part).model_fields[name].annotation)


def _members(annotation: Any) -> list[Any]:
    """The types of a union, whatever its depth."""
    inner = typing.get_args(annotation)
    return [annotation] if not inner else [member for one in inner for member in _members(one)] + [annotation]


def _switch_key(section: str, name: str, value: Any) -> str:
    return state.seeded(f"{_path(section, name)}.na", isinstance(value, NotApplicable))


def _not_applicable_switch(section: str, name: str, ask: Ask, value: Any) -> None:
    """The choice "not applicable", under its question; the answer given before is kept in case it is undone."""
    said = t(words.NOT_APPLICABLE_TO, label=t(ask.label))
    st.checkbox(said, key=_switch_key(section, name, value), on_change=lambda: _switched(section, name))


def _switched(section: str, name: str) -> None:
    draft = state.open_draft()
    if draft is None:
        return
    path, before = _path(section, name), f"before:{_path(section, name)}"
    pending, part = dict(draft.pending), getattr(draft.protocol, section)
    if typed(f"{path}.na"):
        if not isinstance(getattr(part, name), NotApplicable):
            pending[before] = json.dumps(part.model_dump(mode="json")[name], ensure_ascii=False)
        state.commit(draft.protocol, pending)
        return
    kept = pending.pop(before, None)
    pending.pop(f"{path}.reason", None)
    protocol = draft.protocol
    if isinstance(getattr(part, name), NotApplicable):
        restored = json.loads(kept) if kept else type(part).model_fields[name].get_default()
        protocol = protocol.changed(section, name, restored)
    state.commit(protocol, pending)
    state.forget(path)


def _reason(draft: Draft, section: str, name: str, ask: Ask, value: Any) -> None:
    path = f"{_path(section, name)}.reason"
    given = value.not_applicable if isinstance(value, NotApplicable) else ""
    change = _set(section, name, lambda raw: {"not_applicable": raw.strip()})
    key = state.seeded(path, draft.pending.get(path, given))
    st.text_input(
        f"{t(ask.label)} - {t(words.REASON)}",
        key=key,
        help=t(ask.why),
        on_change=lambda: submit(path, typed(path), change(typed(path))),
    )
    show_error(error_of(draft, path, change))
    if not given:
        st.caption(t(words.REASON_SHORT))
