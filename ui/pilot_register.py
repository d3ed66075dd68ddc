"""From the estimates to the assumption register: one line for each, proposed, changed, written at one click."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from pydantic import ValidationError

from protocols.drafts import Draft, StaleDraft
from protocols.pilot import likely, line, oriented, slots
from protocols.protocol import Protocol
from protocols.register import Entry, register_of
from stats.estimate.result import Estimate, Found
from stats.refusal import Refusal, problems
from ui import identity, keys, state, words
from ui import pilot_words as said
from ui.pilot_file import Pilot, place
from ui.pilot_found import label_of, said_value
from ui.pilot_question import Asked
from ui.register import line_named, with_line
from ui.shown import shown
from ui.speech import plain, sentence, spoken, t
from ui.step import page_path

Choice = tuple[Estimate, Entry, bool]  # what, with the sign of its line; where; whether the cautious value is kept


def carry(draft: Draft, opened: Pilot, found: Found, asked: Asked) -> None:
    """Where each estimate goes, and the button that writes."""
    st.subheader(t(said.CARRY))
    protocol = draft.protocol
    if all(one.claim is None for one in register_of(protocol)):
        st.info(t(said.NO_DESIGN))
        st.page_link(page_path("sizing"), label=t(words.PAGES["sizing"]), icon=":material/calculate:")
        return
    st.caption(t(said.CARRY_HELP))
    columns = tuple(name for role, name in asked.columns if role not in ("group", "effect"))
    chosen, alone, taken = [], [], set[str]()
    of_columns = "-".join(f"{role}{opened.table.names.index(name)}" for role, name in asked.columns)
    for rank, one in enumerate(found.estimates):
        offered = slots(protocol, one, columns)
        if not offered:
            alone.append(label_of(one))
            continue
        first = likely(protocol, one, offered, columns)
        default = first.path if first is not None and first.path not in taken else ""
        taken.add(default)
        choice = _one(protocol, one, offered, default, f"{asked.estimator}.{rank}", of_columns)
        if choice is not None:
            chosen.append(choice)
    if alone:
        st.caption(plain(t(said.NO_SLOT, label=" ; ".join(alone))))
    st.button(
        t(said.WRITE), key=place("write"), type="primary", icon=":material/edit_note:", disabled=not chosen,
        on_click=_write, args=(opened, found, chosen),
    )  # fmt: skip
    if opened.refused:
        st.error(opened.refused, icon=":material/report:")
    if opened.told:
        st.success(opened.told, icon=":material/check:")
        for page, icon in (("sizing", "calculate"), ("register", "library_books")):
            st.page_link(page_path(page), label=t(words.PAGES[page]), icon=f":material/{icon}:")


def _one(
    protocol: Protocol, one: Estimate, offered: tuple[Entry, ...], default: str, key: str, of_columns: str
) -> Choice | None:
    """The choices of one estimate; `of_columns`: other columns give other estimates, proposed afresh."""
    by_path = {slot.path: slot for slot in offered}
    left, right = (st, st) if one.cautious is None else st.columns([3, 2], vertical_alignment="bottom")
    value = said_value(one.value, one.unit)
    path = left.selectbox(
        t(said.ESTIMATED, label=t(one.label) + (f", {plain(one.group)}" if one.group else ""), value=value),
        ["", *by_path],
        index=["", *by_path].index(default),
        format_func=({"": t(said.NOWHERE)} | {path: _named(protocol, slot) for path, slot in by_path.items()}).get,
        key=place(f"{of_columns}.carry.{protocol.sizing.kind}.{key}"),
    )
    if not path:
        return None
    slot, cautious = by_path[path], False
    if not slot.place:
        _signed(protocol, one, slot)
    if one.cautious is not None:
        options = {
            True: t(said.PRUDENT, value=said_value(one.cautious, one.unit)),
            False: t(said.OBSERVED, value=value),
        }
        cautious = bool(
            right.selectbox(
                t(said.WHICH), [True, False], format_func=options.get, key=place(f"{of_columns}.which.{key}")
            )
        )
    return oriented(protocol, one, slot), slot, cautious


def _signed(protocol: Protocol, one: Estimate, slot: Entry) -> None:
    """With which sign a correlation enters the joint calculation, and what it leaves undocumented."""
    kept = oriented(protocol, one, slot)
    if kept is one:
        st.caption(t(said.SIGN_KEPT))
    else:
        st.caption(t(said.SIGN_TURNED, value=said_value(kept.value, kept.unit)))
    if len(protocol.sizing.others) > 1:
        st.caption(t(said.ONE_PAIR))


def _named(protocol: Protocol, slot: Entry) -> str:
    label, now = line_named(protocol, slot), slot.line.value
    return label if now is None else t(said.NOW, label=label, value=shown(now, slot.asked.unit))


def _write(opened: Pilot, found: Found, chosen: list[Choice]) -> None:
    opened.told = opened.refused = ""
    draft = state.open_draft()
    if draft is None:
        return
    protocol, paths = draft.protocol, [slot.path for _, slot, _ in chosen]
    names = [line_named(protocol, slot) for _, slot, _ in chosen]
    twice = next((name for name, path in zip(names, paths, strict=True) if paths.count(path) > 1), None)
    if twice is not None:
        opened.refused = plain(t(said.TWICE, label=twice))
        return
    for (one, slot, cautious), name in zip(chosen, names, strict=True):
        turned = one not in found.estimates
        try:
            written = line(one, slot, cautious, citation(opened, found, one, cautious, turned), opened.day)
        except ValidationError as error:
            reason = spoken(problems(error)[0].phrase).rstrip(".")
            opened.refused = plain(t(said.OUT, label=name, reason=reason))
            return
        field, value = with_line(protocol.sizing, slot.place, slot.name, written)
        protocol = protocol.changed("sizing", field, value)
    kept = _keep_before(opened, draft)
    under = tuple(f"sizing.{path}." for path in paths)
    state.commit(protocol, {path: raw for path, raw in draft.pending.items() if not path.startswith(under)})
    if st.session_state.get(keys.STALE):
        return
    for path in paths:
        state.forget(f"sizing.{path}")
    told = said.WRITTEN if kept else said.WRITTEN_NO_VERSION
    opened.told = plain(t(told, count=str(len(chosen)), labels=" ; ".join(names)))


def _keep_before(opened: Pilot, draft: Draft) -> bool:
    """A version of the draft before the first estimate of this file is written to it, to come back to."""
    if draft.id in opened.saved_for:
        return True
    based = replace(draft, revision=st.session_state[keys.BASE])
    try:
        state.store().versions.save(identity.who(), based, t(said.BEFORE), t(said.BEFORE_NOTE))
    except (Refusal, StaleDraft) as error:
        if isinstance(error, Refusal):
            st.warning(plain(sentence(error)))
        return False
    opened.saved_for.add(draft.id)
    return True


def citation(opened: Pilot, found: Found, one: Estimate, cautious: bool, turned: bool = False) -> str:
    """Counts, method and day: nothing else of the file."""
    counts = spoken(found.sample(one.group))
    method = (
        t(one.method or found.method)
        + (f", {t(said.UPPER)}" if cautious else "")
        + (f", {t(said.TURNED)}" if turned else "")
    )
    return t(said.CITATION, counts=counts, method=method, day=f"{opened.day:%d/%m/%Y}")
