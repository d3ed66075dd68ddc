"""What is left of the plan when the reviewer believes less of it than the author."""

from __future__ import annotations

import streamlit as st

from protocols.drafts import Draft
from stats.flow import Flow
from stats.quantities import Unit, Value
from stats.result import SampleSize
from templates.half_believed import Doubt, Doubts, doubts_of
from templates.saying import inner_of, say_value, target_unit
from ui import register_words as said
from ui import state, words
from ui.speech import plain, t


def doubts(draft: Draft) -> None:
    """The sentence on half of the effect, then every doubt in a table."""
    st.subheader(t(said.DOUBT))
    found = draft.protocol.sample_size()
    if isinstance(found, tuple):
        st.info(t(said.NOT_SOLVED, page=t(words.PAGES["sizing"])))
        return
    known = doubts_of(found, draft.protocol.sizing)
    _sentence(known, found)
    rows = [_line(t(said.AS_WRITTEN), known.attained, known.enrolled, known, found)]
    for share, one in known.halves:
        label = t(said.SHARE, share=say_value(Value(share, Unit.PROPORTION), state.language()))
        rows.append(_line(label, one.attained, one.enrolled, known, found))
    rows += [_line(_end(draft, found, one), one.attained, one.enrolled, known, found) for one in known.ends]
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
                said.HALF,
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


def _end(draft: Draft, found: SampleSize, one: Doubt) -> str:
    asked = type(inner_of(found.design)).quantities() | Flow.quantities()
    value = Value(one.changes[one.name], asked[one.name].unit)
    said_value = say_value(value, state.language(), draft.protocol.endpoints.unit or "")
    return t(said.END, label=t(asked[one.name].label), value=said_value)
