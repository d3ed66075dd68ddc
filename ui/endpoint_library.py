"""The library of endpoints on screen: what suits the role of the device, put into the protocol by one click."""

from __future__ import annotations

import streamlit as st

from protocols.drafts import Draft
from protocols.endpoints import Difference, Entry, as_primary, as_row, by_role, would_replace
from protocols.endpoints.library import GROUPS, LEVELS
from protocols.protocol import Protocol
from stats.registry import design_class
from templates.formatting import date, number, parted
from ui import endpoints_words as words
from ui import state
from ui.editing import submit
from ui.fields import question
from ui.speech import plain, t

_ENTRY = "library.entry"


def show_library(draft: Draft) -> None:
    """Choose an endpoint of the library, read what is known of it, use it."""
    situation = draft.protocol.situation
    with st.expander(t(words.LIBRARY), expanded=draft.protocol.endpoints.name is None, icon=":material/menu_book:"):
        st.caption(t(words.LIBRARY_WHY))
        question(draft, "situation", "role", situation.asks()["role"])
        entries = {one.id: one for group in GROUPS for one in by_role(situation.role) if one.group == group}
        chosen = st.selectbox(
            t(words.ENTRY),
            list(entries),
            index=None,
            key=state.key(_ENTRY),
            format_func=lambda id: f"{t(GROUPS[entries[id].group])} · {t(entries[id].name)}" if id in entries else id,
        )
        if chosen in entries:
            _card(entries[chosen])
            _uses(draft, entries[chosen])


def _card(entry: Entry) -> None:
    st.markdown(f"**{plain(t(entry.name))}**  \n{plain(t(entry.definition))}")
    designs = parted((t(design_class(kind).card.title) for kind in entry.designs), state.language())
    lines = (
        t(words.LEVEL, level=t(LEVELS[entry.level])),
        t(words.INSTRUMENT, instrument=t(entry.instrument)),
        t(words.TIMING, timing=t(entry.timing)),
        t(words.ANALYSIS, analysis=t(entry.analysis)),
        t(words.DESIGNS, designs=designs),
    )
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if entry.mid is not None:
        _difference(entry.mid)
    elif entry.type == "continuous" and entry.level == "clinical_benefit":
        st.caption(t(words.NO_MID))
    if entry.warning is not None:
        st.warning(t(entry.warning), icon=":material/warning:")


def _difference(mid: Difference) -> None:
    language = state.language()
    value = number(mid.low, language)
    if mid.high != mid.low:
        value += (" à " if language == "fr" else " to ") + number(mid.high, language)
    st.markdown(plain(t(words.MID, value=f"{value} {t(mid.unit)}", meaning=t(mid.meaning))))
    source = mid.citation + (f" doi:{mid.doi}." if mid.doi else "")
    st.caption(
        plain(
            t(
                words.MID_SOURCE,
                citation=source,
                date=date(mid.checked_on, language),
                confidence=t(words.CONFIDENCE[mid.confidence]),
            )
        )
    )


def _uses(draft: Draft, entry: Entry) -> None:
    protocol = draft.protocol
    replaced = would_replace(protocol, entry, protocol.language)
    if replaced:
        asks = protocol.endpoints.asks()
        st.caption(t(words.REPLACES, fields=", ".join(t(asks[name].label).lower() for name in replaced)))
    first, second, third = st.columns(3)
    label = words.USE_REPLACE if replaced else words.USE_PRIMARY
    first.button(
        t(label),
        key=state.key("library.primary"),
        on_click=_primary,
        args=(entry, True),
        width="stretch",
        type="primary",
    )
    if replaced:
        second.button(
            t(words.USE_FILL), key=state.key("library.fill"), on_click=_primary, args=(entry, False), width="stretch"
        )
    third.button(t(words.ADD), key=state.key("library.add"), on_click=_added, args=(entry,), width="stretch")


def _primary(entry: Entry, replace: bool) -> None:
    def change(protocol: Protocol) -> Protocol:
        return as_primary(protocol, entry, protocol.language, replace)

    submit("endpoints.name", "", change)
    state.forget("endpoints")


def _added(entry: Entry) -> None:
    def change(protocol: Protocol) -> Protocol:
        return as_row(protocol, entry, protocol.language)

    submit("endpoints.secondary", "", change)
    state.forget("endpoints.secondary")
