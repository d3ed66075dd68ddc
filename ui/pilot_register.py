"""From the estimates to the assumption register: one line for each, proposed, changed, written at one click."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from pydantic import ValidationError

from protocols.drafts import Draft, StaleDraft
from protocols.model.sizing import Assumption
from protocols.pilot import Slot, likely, line, slots
from protocols.protocol import Protocol
from stats.estimate.result import Estimate, Found
from stats.refusal import Refusal, problems
from ui import identity, keys, state, words
from ui import pilot_words as said
from ui.pilot_file import Pilot, place
from ui.pilot_found import label_of, said_value
from ui.register import lines_of, with_claim
from ui.shown import shown
from ui.speech import plain, sentence, spoken, t
from ui.step import page_path

Choice = tuple[Estimate, Slot, bool]  # what, where, whether the cautious value is kept


def carry(draft: Draft, opened: Pilot, found: Found, question: str) -> None:
    """Where each estimate goes, and the button that writes."""
    st.subheader(t(said.CARRY))
    sizing = draft.protocol.sizing
    if not sizing.quantities() and not sizing.series():
        st.info(t(said.NO_DESIGN))
        st.page_link(page_path("sizing"), label=t(words.PAGES["sizing"]), icon=":material/calculate:")
        return
    st.caption(t(said.CARRY_HELP))
    chosen, alone, taken = [], [], set[str]()
    for rank, one in enumerate(found.estimates):
        offered = slots(sizing, one)
        if not offered:
            alone.append(label_of(one))
            continue
        choice = _one(draft, one, offered, f"{question}.{rank}", taken)
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


def _one(draft: Draft, one: Estimate, offered: tuple[Slot, ...], key: str, taken: set[str]) -> Choice | None:
    by_path = {slot.path: slot for slot in offered}
    first = likely(draft.protocol.sizing, one)
    default = first.path if first is not None and first.path not in taken else ""
    taken.add(default)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    value = said_value(one.value, one.unit)
    path = left.selectbox(
        t(said.ESTIMATED, label=t(one.label) + (f", {plain(one.group)}" if one.group else ""), value=value),
        ["", *by_path],
        index=["", *by_path].index(default),
        format_func=({"": t(said.NOWHERE)} | {path: _named(draft, slot) for path, slot in by_path.items()}).get,
        key=place(f"carry.{draft.protocol.sizing.kind}.{key}"),
    )
    cautious = False
    if one.cautious is not None and path:
        options = {
            True: t(said.PRUDENT, value=said_value(one.cautious, one.unit)),
            False: t(said.OBSERVED, value=value),
        }
        cautious = bool(
            right.selectbox(t(said.WHICH), [True, False], format_func=options.get, key=place(f"which.{key}"))
        )
    return (one, by_path[path], cautious) if path else None


def _named(draft: Draft, slot: Slot) -> str:
    label = t(slot.label)
    if slot.claim:
        label = t(said.OF_CLAIM, label=label, claim=slot.claim)
    now = lines_of(draft.protocol.sizing, slot.place).get(slot.name, Assumption()).value
    return label if now is None else t(said.NOW, label=label, value=shown(now, slot.quantity.unit))


def _write(opened: Pilot, found: Found, chosen: list[Choice]) -> None:
    opened.told = opened.refused = ""
    paths = [slot.path for _, slot, _ in chosen]
    twice = next((slot for _, slot, _ in chosen if paths.count(slot.path) > 1), None)
    if twice is not None:
        opened.refused = plain(t(said.TWICE, label=t(twice.label)))
        return
    draft = state.open_draft()
    if draft is None:
        return
    protocol = draft.protocol
    for one, slot, cautious in chosen:
        try:
            written = line(one, slot, cautious, citation(opened, found, one, cautious), opened.day)
        except ValidationError as error:
            reason = spoken(problems(error)[0].phrase).rstrip(".")
            opened.refused = plain(t(said.OUT, label=t(slot.label), reason=reason))
            return
        protocol = _changed(protocol, slot, written)
    kept = _keep_before(opened, draft)
    under = tuple(f"sizing.{path}." for path in paths)
    state.commit(protocol, {path: raw for path, raw in draft.pending.items() if not path.startswith(under)})
    if st.session_state.get(keys.STALE):
        return
    for path in paths:
        state.forget(f"sizing.{path}")
    labels = ", ".join(t(slot.label) for _, slot, _ in chosen)
    told = said.WRITTEN if kept else said.WRITTEN_NO_VERSION
    opened.told = plain(t(told, count=str(len(chosen)), labels=labels))


def _changed(protocol: Protocol, slot: Slot, written: Assumption) -> Protocol:
    lines = {**lines_of(protocol.sizing, slot.place), slot.name: written}
    if slot.place.startswith("others."):
        field, value = with_claim(protocol.sizing, int(slot.place.split(".")[1]), assumptions=lines)
        return protocol.changed("sizing", field, value)
    return protocol.changed("sizing", slot.place, lines)


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


def citation(opened: Pilot, found: Found, one: Estimate, cautious: bool) -> str:
    """Counts, method and day: nothing else of the file."""
    counts = spoken(found.sample(one.group))
    method = t(found.method) + (f", {t(said.UPPER)}" if cautious else "")
    return t(said.CITATION, counts=counts, method=method, day=f"{opened.day:%d/%m/%Y}")
