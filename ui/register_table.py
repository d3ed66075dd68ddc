"""The register as a table for each claim, what stands out in it, and the form of one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as day
from itertools import groupby
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.references import keyed, keys_in
from protocols.model.sizing import SOURCES
from protocols.protocol import Protocol
from protocols.references.ageing import as_of, is_old, limits, year_of
from protocols.register import Entry, register_of
from stats.quantities import Quantity, Series, Unit, Value
from templates.formatting import date, parted
from templates.provenance import CONFIDENCE
from templates.saying import say_range, say_value
from ui import register_words as said
from ui import state, words
from ui.combining_words import CLAIM
from ui.editing import submit, typed
from ui.register import claim_named, claims_told_apart, line_named, part_of
from ui.sizing_fields import Parts, choice_field, list_field, number_field, text_field
from ui.speech import plain, t


def register_table(draft: Draft) -> None:
    """Every assumption, claim by claim, those to review flagged; then the form of one."""
    protocol = draft.protocol
    register = register_of(protocol)
    st.caption(t(said.INTRO))
    st.subheader(t(said.ASSUMPTIONS))
    if not any(one.claim == 0 for one in register):
        st.info(t(said.NO_DESIGN))
    reasons = {one.path: _to_review(protocol, one) for one in register}
    rows = []
    for claim, listed in groupby(register, key=lambda one: one.claim):
        if claims_told_apart(protocol):
            rows.append(_cells(label=f"**{plain(_heading(protocol, claim))}**"))
        rows += [_row(protocol, one, reasons[one.path]) for one in listed]
    st.table(rows, border="horizontal")
    _told(register, reasons)
    st.caption(_limits())
    _form(draft, register, reasons)


def _told(register: tuple[Entry, ...], reasons: dict[str, list[str]]) -> None:
    """How many lines are to be reviewed, and how many are still to be given."""
    flagged = sum(1 for listed in reasons.values() if listed)
    missing = sum(1 for one in register if one.required and not one.line.given)
    if flagged:
        st.warning(t(said.FLAGGED, count=str(flagged), total=str(len(register))), icon=":material/flag:")
    elif any(one.in_use for one in register):
        st.success(t(said.ALL_DOCUMENTED))
    if missing:
        st.info(t(said.MISSING, count=str(missing)))


def _heading(protocol: Protocol, claim: int | None) -> str:
    if claim is None:
        return t(said.SHARED)
    place, name = t(CLAIM, place=str(claim + 1)), claim_named(protocol, claim)
    return place if name == place else t(said.OF_CLAIM, claim=place, label=name)


def _to_review(protocol: Protocol, one: Entry) -> list[str]:
    """Why a reviewer would stop at this line."""
    reasons = [t(said.WEAKNESSES[weakness]) for weakness in one.weaknesses]
    source = one.line.source
    if one.in_use and source and is_old(one.line, year_of(one.line, keyed(protocol.references)), as_of(protocol)):
        reasons.append(t(said.OLD, years=str(limits().by_source[source].years)))
    return reasons


def _row(protocol: Protocol, one: Entry, reasons: list[str]) -> dict[str, str]:
    line, unit, language = one.line, one.asked.unit, state.language()
    values = line.values or (() if line.value is None else (line.value,))
    value = parted((say_value(Value(each, unit), language, one.unit) for each in values), language)
    source = line.source or ("decision" if one.decided and line.given else None)
    citation = line.citation if len(line.citation) <= 160 else line.citation[:157] + "..."
    missing = said.NOT_GIVEN if one.required else said.OPTIONAL
    return _cells(
        label=plain(t(one.asked.label)),
        value=plain(value) or f":gray[{t(missing)}]",
        range=plain(say_range(*line.plausible, unit, language, one.unit)) if line.plausible else "",
        source=plain(t(SOURCES[source])) if source else "",
        year=str(year_of(line, keyed(protocol.references)) or ""),
        citation=plain(citation),
        state=" ".join(f":orange-badge[{each}]" for each in reasons),
    )


def _cells(**cells: str) -> dict[str, str]:
    return {t(label): cells.get(column, "") for column, label in said.COLUMNS.items()}


def _limits() -> str:
    known = limits()
    listed = ", ".join(
        t(said.YEARS, source=t(SOURCES[name]), years=str(one.years))
        for name, one in known.by_source.items()
        if name in SOURCES
    )
    return plain(
        t(
            said.LIMITS,
            listed=listed,
            source=known.source,
            day=date(day.fromisoformat(known.checked_on), state.language()),
            confidence=t(CONFIDENCE[known.confidence]),
        )
    )


def _form(draft: Draft, register: tuple[Entry, ...], reasons: dict[str, list[str]]) -> None:
    """The form of one line: at first, one that is to be reviewed or given."""
    by_path = {one.path: one for one in register}
    first = next((path for path in by_path if reasons[path]), None)
    first = first or next((one.path for one in register if one.required and not one.line.given), register[0].path)
    key = state.seeded("register.line", first)
    if st.session_state[key] not in by_path:  # of a claim removed in another window
        st.session_state[key] = first
    chosen = st.selectbox(
        t(said.EDIT),
        list(by_path),
        format_func={path: line_named(draft.protocol, one) for path, one in by_path.items()}.get,
        key=key,
    )
    one = by_path[chosen]
    part = _part(one)
    with st.container(border=True):
        columns = st.columns(3)
        if isinstance(one.asked, Series):
            with columns[0]:
                list_field(draft, f"{one.path}.values", one.asked, one.line.values, part("values"))
        else:
            _numbers(draft, columns, one, one.asked)
        origin = st.columns(3)
        with origin[0]:
            choice_field(
                f"{one.path}.source", words.SOURCE, words.SOURCE_HELP, SOURCES, one.line.source, part("source")
            )
        with origin[1]:
            number_field(
                draft, f"{one.path}.source_year", said.YEAR, said.YEAR_HELP, Unit.COUNT, one.line.source_year,
                part("source_year"), written=lambda year, _: f"{year:.0f}",
            )  # fmt: skip
        with origin[2]:
            _cite(draft, one)
        text_field(draft, f"{one.path}.citation", words.CITATION, one.line.citation, part("citation"))


def _part(one: Entry) -> Callable[[str], Parts]:
    return lambda field: part_of(one.place, one.name, field)


def _numbers(draft: Draft, columns: list[Any], one: Entry, quantity: Quantity) -> None:
    ends = (("value", quantity.label), ("low", words.LOW), ("high", words.HIGH))
    for column, (field, label) in zip(columns, ends, strict=True):
        with column:
            number_field(
                draft, f"{one.path}.{field}", label, quantity.help if field == "value" else words.RANGE_HELP,
                quantity.unit, getattr(one.line, field), _part(one)(field), bounds=quantity,
            )  # fmt: skip


def _cite(draft: Draft, one: Entry) -> None:
    """A choice that adds a mark to the citation of the line."""
    cited = keys_in(one.line.citation)
    keys = [key for key in keyed(draft.protocol.references) if key not in cited]
    path, field = f"register.cite.{one.path}", f"sizing.{one.path}.citation"

    def add() -> None:
        key = typed(path)
        if key is None:
            return
        change = _part(one)("citation")
        citation = f"{one.line.citation.rstrip()} [@{key}]".strip()

        def apply(protocol: Any) -> Any:
            changed, value = change(protocol.sizing, citation)
            return protocol.changed("sizing", changed, value)

        submit(field, citation, apply)
        state.forget(field)
        state.forget(path)

    st.selectbox(
        t(said.CITE), keys, index=None, key=state.key(path), help=t(said.CITE_HELP), placeholder=t(words.CHOOSE),
        on_change=add, disabled=not keys,
    )  # fmt: skip
