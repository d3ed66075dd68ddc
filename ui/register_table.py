"""The register as one table, what stands out in it, and the form of one line."""

from __future__ import annotations

from datetime import date as day
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.references import keyed, keys_in
from protocols.model.sizing import SOURCES, Assumption
from protocols.references.ageing import as_of, is_old, labels_of, limits, line_of, year_of
from stats.flow import Flow
from stats.quantities import Quantity, Series, Unit, Value
from stats.text import Text
from templates.formatting import date
from templates.provenance import CONFIDENCE
from templates.saying import say_range, say_value
from ui import register_words as said
from ui import state, words
from ui.editing import submit, typed
from ui.register import Group, part_of
from ui.sizing_fields import choice_field, list_field, number_field, text_field
from ui.speech import plain, t


def register_table(draft: Draft) -> None:
    """Every assumption of the design and of the flow, those to review flagged; then the form of one."""
    protocol = draft.protocol
    st.caption(t(said.INTRO))
    st.subheader(t(said.ASSUMPTIONS))
    if not protocol.sizing.quantities() and not protocol.sizing.series():
        st.info(t(said.NO_DESIGN))
    rows, flagged = [], 0
    for name, label in labels_of(protocol).items():
        reasons = _to_review(draft, name)
        flagged += bool(reasons)
        rows.append(_row(draft, name, label, reasons))
    st.table(rows, border="horizontal")
    if flagged:
        st.warning(t(said.FLAGGED, count=str(flagged), total=str(len(rows))), icon=":material/flag:")
    else:
        st.success(t(said.ALL_DOCUMENTED))
    st.caption(_limits())
    _form(draft)


def _asked(draft: Draft) -> dict[str, Quantity | Series]:
    sizing = draft.protocol.sizing
    return {**sizing.quantities(), **sizing.series(), **Flow.quantities()}


def _to_review(draft: Draft, name: str) -> list[str]:
    """Why a reviewer would stop at this line."""
    protocol, line = draft.protocol, line_of(draft.protocol, name)
    decided = protocol.sizing.decided()
    if not line.given or name in Flow.model_fields and not line.value:
        return []
    reasons = []
    if line.source is None:
        reasons.append(t(said.UNSOURCED))
    elif line.source in ("literature", "pilot", "registry") and not line.citation.strip():
        reasons.append(t(said.UNCITED))
    if line.value is not None and line.plausible is None and line.source != "decision" and name not in decided:
        reasons.append(t(said.NO_RANGE))
    if line.plausible and line.value is not None and not line.plausible[0] <= line.value <= line.plausible[1]:
        reasons.append(t(said.OUTSIDE))
    if line.source and is_old(line, year_of(line, keyed(protocol.references)), as_of(protocol)):
        reasons.append(t(said.OLD, years=str(limits().by_source[line.source].years)))
    return reasons


def _row(draft: Draft, name: str, label: Text, reasons: list[str]) -> dict[str, str]:
    protocol, line, unit = draft.protocol, line_of(draft.protocol, name), _asked(draft)[name].unit
    endpoint, language = protocol.endpoints.unit or "", state.language()
    values = line.values or (() if line.value is None else (line.value,))
    value = " ; ".join(say_value(Value(one, unit), language, endpoint) for one in values)
    year = year_of(line, keyed(protocol.references))
    citation = line.citation if len(line.citation) <= 160 else line.citation[:157] + "..."
    cells = {
        "label": plain(t(label)),
        "value": plain(value) or f":gray[{t(said.NOT_GIVEN)}]",
        "range": plain(say_range(*line.plausible, unit, language, endpoint)) if line.plausible else "",
        "source": plain(t(SOURCES[line.source])) if line.source else "",
        "year": str(year or ""),
        "citation": plain(citation),
        "state": " ".join(f":orange-badge[{one}]" for one in reasons),
    }
    return {t(said.COLUMNS[column]): cell for column, cell in cells.items()}


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


def _form(draft: Draft) -> None:
    labels, asked = labels_of(draft.protocol), _asked(draft)
    chosen = st.selectbox(
        t(said.EDIT),
        list(labels),
        format_func={name: t(label) for name, label in labels.items()}.get,
        key=state.key("register.line"),
    )
    if chosen is None:
        return
    group: Group = "flow" if chosen in Flow.model_fields else "assumptions"
    line, path, quantity = line_of(draft.protocol, chosen), f"{group}.{chosen}", asked[chosen]
    with st.container(border=True):
        columns = st.columns(3)
        if isinstance(quantity, Series):
            with columns[0]:
                list_field(draft, f"{path}.values", quantity, line.values, part_of(group, chosen, "values"))
        else:
            _numbers(draft, columns, group, chosen, quantity, line)
        origin = st.columns(3)
        with origin[0]:
            choice_field(
                f"{path}.source",
                words.SOURCE,
                words.SOURCE_HELP,
                SOURCES,
                line.source,
                part_of(group, chosen, "source"),
            )
        with origin[1]:
            number_field(
                draft, f"{path}.source_year", said.YEAR, said.YEAR_HELP, Unit.COUNT, line.source_year,
                part_of(group, chosen, "source_year"),
            )  # fmt: skip
        with origin[2]:
            _cite(draft, group, chosen, line)
        text_field(draft, f"{path}.citation", words.CITATION, line.citation, part_of(group, chosen, "citation"))


def _numbers(draft: Draft, columns: list[Any], group: Group, name: str, quantity: Quantity, line: Assumption) -> None:
    ends = (("value", quantity.label), ("low", words.LOW), ("high", words.HIGH))
    for column, (field, label) in zip(columns, ends, strict=True):
        with column:
            number_field(
                draft, f"{group}.{name}.{field}", label, quantity.help if field == "value" else words.RANGE_HELP,
                quantity.unit, getattr(line, field), part_of(group, name, field), bounds=quantity,
            )  # fmt: skip


def _cite(draft: Draft, group: Group, name: str, line: Assumption) -> None:
    """A choice that adds a mark to the citation of the line."""
    cited = keys_in(line.citation)
    keys = [key for key in keyed(draft.protocol.references) if key not in cited]
    path = f"register.cite.{group}.{name}"

    def add() -> None:
        key = typed(path)
        if key is None:
            return
        change = part_of(group, name, "citation")
        citation = f"{line.citation.rstrip()} [@{key}]".strip()

        def apply(protocol: Any) -> Any:
            field, value = change(protocol.sizing, citation)
            return protocol.changed("sizing", field, value)

        submit(f"sizing.{group}.{name}.citation", citation, apply)
        state.forget(f"sizing.{group}.{name}.citation")
        state.forget(path)

    st.selectbox(
        t(said.CITE), keys, index=None, key=state.key(path), help=t(said.CITE_HELP), placeholder=t(words.CHOOSE),
        on_change=add, disabled=not keys,
    )  # fmt: skip
