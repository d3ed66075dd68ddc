"""Visits x procedures: one grid, a box where each procedure takes place; every edit is saved at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from pydantic import ValidationError

from protocols.drafts import Draft
from protocols.model.asking import Column
from protocols.model.conduct import NATURES, Conduct
from protocols.protocol import Protocol
from protocols.route.questions import EXTRA
from protocols.visits import extra_procedures, named_visits, procedures_of
from stats.quantities import Unit
from stats.refusal import Refusal, problems
from templates.visit_table import say_burden
from ui import keys, state
from ui import visit_words as words
from ui.editing import Change
from ui.focus import show_focus
from ui.numbers import parse
from ui.rows import Table
from ui.shown import shown
from ui.speech import plain, spoken, t

_PATH = "conduct.procedures"
_NUMBERS = {"minutes": words.MINUTES, "cost": words.COST}
_BLANK: dict[str, Any] = {"name": "", "nature": "added", "visits": [], "minutes": None, "cost": None}


class VisitTable(Table):
    """The visits; a visit that is renamed or removed takes its marks along."""

    def _changed(self, index: int, column: Column, value: Any) -> Change:
        plain_change = super()._changed(index, column, value)
        if column.name != "name":
            return plain_change

        def change(protocol: Protocol) -> Protocol:
            old = self.of(protocol)[index]["name"] if index < len(self.of(protocol)) else ""
            return _marked(plain_change(protocol), protocol, old, (str(value).strip(),))

        return change

    def _removed(self, index: int) -> None:
        draft = state.open_draft()
        rows = self.of(draft.protocol) if draft else []
        super()._removed(index)
        after = state.open_draft()
        if draft and after and index < len(rows):
            state.commit(_marked(after.protocol, draft.protocol, rows[index]["name"], ()), after.pending)


def _marked(protocol: Protocol, before: Protocol, old: str, new: tuple[str, ...]) -> Protocol:
    """The same with the marks of a visit under its new name; untouched while another visit still has the old one."""
    if not old or old in named_visits(protocol):
        return protocol
    rows = [one.model_dump() for one in before.conduct.procedures]
    for row in rows:
        row["visits"] = [kept for visit in row["visits"] for kept in (new if visit == old else (visit,)) if kept]
    return protocol.changed("conduct", "procedures", rows)


def draw_visits(draft: Draft) -> None:
    """The visits, then the grid, then what follows from it."""
    ask = Conduct.asks()["visits"]
    assert ask.rows is not None
    show_focus("conduct.visits")
    VisitTable("conduct", "visits", ask.rows).draw(draft, ask)
    names = [one.name.strip() for one in draft.protocol.conduct.visits if one.name.strip()]
    if len(set(names)) < len(names):
        st.warning(t(words.SAME_NAME))
    show_focus(_PATH)
    st.markdown(f"**{t(words.GRID)}**", help=t(Conduct.asks()["procedures"].why))
    st.caption(t(words.GRID_HELP if names else words.VISITS_FIRST))
    _grid(draft)
    _refused(draft)
    st.caption(t(words.WEIGHT))
    _consequences(draft.protocol)


def _grid(draft: Draft) -> None:
    import pandas as pd

    visits = named_visits(draft.protocol)
    config = st.column_config
    columns = {
        "name": config.TextColumn(t(words.PROCEDURE), width="medium", pinned=True),
        "nature": config.SelectboxColumn(
            t(words.NATURE),
            options=list(NATURES),
            format_func=lambda one: t(NATURES[one]),
            width="medium",
            default="added",
        ),
        **{
            f"v{rank}": config.CheckboxColumn(plain(name), width="small", default=False)
            for rank, name in enumerate(visits)
        },
        "minutes": config.TextColumn(t(words.MINUTES), width="small"),
        "cost": config.TextColumn(t(words.COST), width="small"),
    }
    rows = [_shown(draft, index, visits) for index in range(len(draft.protocol.conduct.procedures))]
    key = state.key(f"{_PATH}.grid.{st.session_state.get(keys.GRID, 0)}")
    st.data_editor(
        pd.DataFrame(rows, columns=list(columns)),
        column_config=columns,
        hide_index=True,
        num_rows="dynamic",
        width="stretch",
        key=key,
        on_change=_saved,
        args=(key,),
    )


def _shown(draft: Draft, index: int, visits: tuple[str, ...]) -> dict[str, Any]:
    one = draft.protocol.conduct.procedures[index]
    cells: dict[str, Any] = {"name": one.name, "nature": one.nature}
    cells |= {f"v{rank}": name in one.visits for rank, name in enumerate(visits)}
    for name, value in (("minutes", one.minutes), ("cost", one.cost)):
        said = "" if value is None else shown(value, Unit.NUMBER)
        cells[name] = draft.pending.get(f"{_PATH}.{index}.{name}", said)
    return cells


def _saved(key: str) -> None:
    """Save the edits of the grid, then draw it anew from the draft."""
    draft = state.open_draft()
    if draft is None:
        return
    protocol, pending = edited(draft.protocol, draft.pending, st.session_state[key])
    state.commit(protocol, pending)
    st.session_state[keys.GRID] = st.session_state.get(keys.GRID, 0) + 1


def edited(protocol: Protocol, pending: Mapping[str, str], edits: Mapping[str, Any]) -> tuple[Protocol, dict[str, str]]:
    """The protocol after the edits of the grid, and the entries that are refused, kept under their path.

    edits: what the grid reports: "edited_rows" by position, "added_rows", "deleted_rows"
    """
    visits = named_visits(protocol)
    rows = [one.model_dump() for one in protocol.conduct.procedures]
    kept: dict[str, str] = dict(pending)
    changed = [(int(index), cells) for index, cells in edits.get("edited_rows", {}).items()]
    for cells in edits.get("added_rows", []):
        changed.append((len(rows), cells))
        rows.append(dict(_BLANK))
    for index, cells in changed:
        if index < len(rows):
            _apply(rows[index], index, cells, visits, kept)
    gone = sorted(set(edits.get("deleted_rows", [])))
    rows = [row for index, row in enumerate(rows) if index not in gone]
    return protocol.changed("conduct", "procedures", rows), _moved(kept, gone)


def _apply(
    row: dict[str, Any], index: int, cells: Mapping[str, Any], visits: tuple[str, ...], kept: dict[str, str]
) -> None:
    for name, value in cells.items():
        if name in _NUMBERS:
            path = f"{_PATH}.{index}.{name}"
            kept.pop(path, None)
            if _number_error(raw := str(value or ""), name) is None:
                row[name] = parse(raw)
            else:
                kept[path] = raw
        elif name == "nature":
            row[name] = value or "added"
        elif name == "name":
            row[name] = value or ""
        elif name.startswith("v") and int(name[1:]) < len(visits):
            visit = visits[int(name[1:])]
            others = {one for one in row["visits"] if one != visit} | ({visit} if value else set())
            row["visits"] = [one for one in visits if one in others] + [
                one for one in row["visits"] if one not in visits
            ]


def _number_error(raw: str, name: str) -> str | None:
    """Why minutes or a cost are refused."""
    try:
        Protocol().changed("conduct", "procedures", [_BLANK | {name: parse(raw)}])
    except (ValidationError, Refusal) as error:
        return spoken(problems(error)[0].phrase)
    return None


def _moved(kept: dict[str, str], gone: list[int]) -> dict[str, str]:
    """The refused entries follow their rows when others are removed."""
    moved: dict[str, str] = {}
    for path, raw in kept.items():
        place, _, field = path.removeprefix(f"{_PATH}.").partition(".")
        if not path.startswith(f"{_PATH}.") or not place.isdigit():
            moved[path] = raw
        elif int(place) not in gone:
            moved[f"{_PATH}.{int(place) - sum(one < int(place) for one in gone)}.{field}"] = raw
    return moved


def _refused(draft: Draft) -> None:
    for index, one in enumerate(draft.protocol.conduct.procedures):
        for name, label in _NUMBERS.items():
            raw = draft.pending.get(f"{_PATH}.{index}.{name}")
            if raw is not None:
                said = t(words.REFUSED, name=plain(one.name), column=t(label), raw=plain(raw))
                st.error(f"{said} {plain(_number_error(raw, name) or '')}.", icon=":material/edit:")


def _consequences(protocol: Protocol) -> None:
    """What the table says, at once: burden, extra cost, and the answer given to the route."""
    if not procedures_of(protocol):
        return
    extra = extra_procedures(protocol)
    route = t(words.ROUTE_OPEN) if extra is None else t(words.ROUTE, said=t(EXTRA[extra]).lower())
    st.info(f"{say_burden(protocol, state.language())}\n\n{route}", icon=":material/event_note:")
