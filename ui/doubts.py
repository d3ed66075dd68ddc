"""What is left of the plan when the reviewer believes less of it than the author."""

from __future__ import annotations

import streamlit as st

from protocols.drafts import Draft
from protocols.register import register_of
from stats.designs.combined.joint import Joint
from stats.quantities import Unit, Value
from stats.result import SampleSize
from templates.half_believed import Doubt, Doubts, doubts_of
from templates.saying import say_value, target_unit
from ui import register_words as said
from ui import state, words
from ui.register import line_named
from ui.speech import plain, t
from ui.waiting import computing


def doubts(draft: Draft) -> None:
    """The sentence on half of the effect, then every doubt in a table."""
    st.subheader(t(said.DOUBT))
    with computing():
        found = draft.protocol.sample_size()
    if isinstance(found, tuple):
        st.info(t(said.NOT_SOLVED, page=t(words.PAGES["sizing"])))
        return
    with computing():
        known = doubts_of(found, draft.protocol.sizing)
    _sentence(known, found)
    rows = [_line(t(said.AS_WRITTEN), known.attained, known.enrolled, known, found)]
    for share, one in known.halves:
        text = said.SHARE_EACH if isinstance(found.design, Joint) else said.SHARE
        label = t(text, share=say_value(Value(share, Unit.PROPORTION), state.language()))
        rows.append(_line(label, one.attained, one.enrolled, known, found))
    rows += [_line(_end(draft, one), one.attained, one.enrolled, known, found) for one in known.ends]
    if known.together is not None:
        rows.append(_line(t(said.TOGETHER), known.together.attained, known.together.enrolled, known, found))
    st.table(rows, border="horizontal")
    for shown, text in (
        (not known.ends, said.NO_ENDS),
        (known.lists, said.LISTS),
        (known.approached, said.APPROACHED),
        (bool(known.halves), said.SCALE),
    ):
        if shown:
            st.caption(t(text))


def _sentence(known: Doubts, found: SampleSize) -> None:
    if not known.halves:
        st.info(t(said.NIL_EFFECT if known.nil else said.NO_EFFECT))
        return
    half = next(one for share, one in known.halves if share == min(share for share, _ in known.halves))
    if half.attained is None or not found.measures_power:
        st.warning(t(said.HALF_LOST), icon=":material/warning:")
        return
    st.warning(
        plain(
            t(
                said.HALF_EACH if isinstance(found.design, Joint) else said.HALF,
                planned=_count(known.planned),
                power=_attained(half.attained, found),
                now=_attained(known.attained, found),
                needed=_count(half.enrolled),
            )
        ),
        icon=":material/warning:",
    )


def _line(label: str, attained: float | None, enrolled: int | None, known: Doubts, found: SampleSize) -> dict[str, str]:
    return {
        t(said.BELIEF): plain(label),
        t(said.AT_PLANNED, planned=_count(known.planned)): plain(_attained(attained, found)),
        t(said.NEEDED): plain(_count(enrolled)),
    }


def _attained(value: float | None, found: SampleSize) -> str:
    if value is None:
        return t(said.NOTHING)
    return say_value(Value(value, target_unit(found.design)), state.language())


def _count(number: int | None) -> str:
    return t(said.NO_NUMBER) if number is None else say_value(Value(number, Unit.COUNT), state.language())


def _end(draft: Draft, one: Doubt) -> str:
    """The line of the register that is doubted, and the value doubted to."""
    place, _, name = one.name.rpartition(".")
    group = f"others.{int(place) - 1}.assumptions" if place.isdecimal() else ""
    groups = (group,) if place else ("assumptions", "flow")
    entry = next(each for each in register_of(draft.protocol) if each.name == name and each.place in groups)
    value = say_value(Value(one.changes[one.name], entry.asked.unit), state.language(), entry.unit)
    return t(said.END, label=line_named(draft.protocol, entry), value=value)
