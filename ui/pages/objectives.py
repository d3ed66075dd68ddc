"""The page of the section "objectives": the objective, then the estimand or, for an accuracy study, its own form."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from protocols.drafts import Draft
from protocols.model.asking import Ask
from protocols.phrases import words as written
from templates.estimand import sentence
from ui import estimand_words as words
from ui import state
from ui.fields import question
from ui.intercurrent import consequences, considered, events_question
from ui.speech import plain, t
from ui.step import footer, opened, progress

NAME = "objectives"


def _ask(draft: Draft, field: str, ask: Ask | None = None) -> None:
    question(draft, NAME, field, ask or draft.protocol.objectives.asks()[field])


def _estimand(draft: Draft) -> None:
    st.subheader(t(words.EVENTS))
    st.caption(t(words.EVENTS_WHY))
    considered(draft)
    question(draft, NAME, "intercurrent", draft.protocol.objectives.asks()["intercurrent"], events_question)
    _ask(draft, "ruled_out")
    consequences(draft)
    st.subheader(t(words.QUESTION))
    st.info(plain(sentence(draft.protocol, state.language())), icon=":material/format_quote:")
    st.caption(t(words.QUESTION_WHY))
    for field in ("population", "treatments", "measure"):
        _ask(draft, field)


def _accuracy(draft: Draft) -> None:
    st.subheader(t(words.ACCURACY))
    st.caption(t(words.ACCURACY_WHY))
    asks = draft.protocol.objectives.asks()
    _ask(draft, "target_condition")
    _ask(draft, "treatments", replace(asks["treatments"], label=words.INDEX_TEST, why=words.INDEX_TEST_WHY))
    reference = written(draft.protocol.plan.comparator)
    said = plain(reference[:300] + ("…" if len(reference) > 300 else "")) if reference else t(words.REFERENCE_MISSING)
    st.markdown(t(words.REFERENCE, said=said))
    _ask(draft, "interval")
    _ask(draft, "population", replace(asks["population"], label=words.PEOPLE))
    for field in ("analysis_unit", "uninterpretable", "measure"):
        _ask(draft, field)
    with st.expander(t(words.OTHER_EVENTS)):
        question(draft, NAME, "intercurrent", asks["intercurrent"], events_question)
        _ask(draft, "ruled_out")


draft = opened(NAME)
progress(draft, NAME)
_ask(draft, "primary")
_ask(draft, "secondary")
if draft.protocol.concerns("accuracy"):
    _accuracy(draft)
else:
    _estimand(draft)
footer(NAME)
