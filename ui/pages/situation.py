"""The page of the design: a few questions, the designs side by side, the choice as it will be printed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from protocols.advice import advise
from protocols.advice.adopting import adopt
from protocols.claims_order import arranged_entries, medical_first, medical_order
from protocols.drafts import Draft, StaleDraft
from protocols.facts import facts_of
from protocols.model.claim import AIMS
from protocols.model.situation import QUESTIONS, REASONED
from protocols.rules.engine import Outcome, review
from stats.refusal import Refusal
from ui import advice_words as said
from ui import identity, keys, state, words
from ui.advice_cards import cards
from ui.fields import question
from ui.planning_numbers import planning_numbers
from ui.speech import plain, sentence, spoken, t
from ui.step import footer, opened, page_path

_TOLD, _REFUSED = "advice.told", "advice.refused"
_MEANS = (
    ("endpoints", "type"),
    ("endpoints", "better"),
    ("route", "data_source"),
    ("plan", "sites"),
    ("plan", "rate_per_site"),
    ("plan", "recruitment_months"),
    ("plan", "follow_up_months"),
)


def _ask(draft: Draft, section: str, names: tuple[str, ...] | list[str]) -> None:
    asks = getattr(draft.protocol, section).asks()
    for name in names:
        question(draft, section, name, asks[name])


def _questions(draft: Draft) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{t(said.SITUATION)}**")
        _ask(draft, "situation", QUESTIONS)
    with right:
        st.markdown(f"**{t(said.MEANS)}**")
        for section, name in _MEANS:
            _ask(draft, section, [name])


def _aim(draft: Draft) -> None:
    aim = draft.protocol.claim.aim
    st.caption(t(said.AIM, aim=t(AIMS[aim])) if aim else t(said.NO_AIM))
    if aim is None:
        st.page_link(page_path("claim"), label=t(words.PAGES["claim"]), icon=":material/arrow_back:")


def _contradictions(draft: Draft) -> None:
    """What the rules of the situation say, beside the answers that they judge."""
    for verdict in review(facts_of(draft.protocol, ())):
        ours = verdict.rule.id.startswith("preuve:SIT") or verdict.rule.id == "fr:HAS-01"
        if ours and verdict.outcome is Outcome.FIRES:
            st.warning(f"{plain(spoken(verdict.phrase))} {plain(t(verdict.rule.fix))}", icon=":material/report:")


def _adopt(id: str) -> None:
    """Keep the present state as a version, then adopt; a window that is behind changes nothing."""
    current = state.open_draft()
    if current is None:
        return
    advice = advise(current.protocol)
    title = t(next(one.entry.title for one in advice.options if one.entry.id == id))
    based = replace(current, revision=st.session_state[keys.BASE])
    try:
        state.store().versions.save(identity.who(), based, t(said.VERSION, title=title)[:100])
    except StaleDraft:
        st.session_state[keys.STALE] = True
        return
    except Refusal as refusal:
        st.session_state[_REFUSED] = refusal
        return
    pending = arranged_entries(current.pending, medical_order(current.protocol))
    state.commit(adopt(current.protocol, advice, id), pending)
    if not st.session_state.get(keys.STALE) and (saved := state.open_draft()) is not None:
        state.remember(saved)
        st.session_state[_TOLD] = t(said.TOLD, title=plain(title))


def _told() -> None:
    if _TOLD in st.session_state:
        st.success(st.session_state.pop(_TOLD))
    if _REFUSED in st.session_state:
        st.error(plain(sentence(st.session_state.pop(_REFUSED))))


draft = opened("situation")
st.caption(t(said.INTRO))
_aim(draft)
_questions(draft)
planning_numbers(draft)
_contradictions(draft)
st.divider()
_told()
advice = advise(draft.protocol)
if advice.ideal is None:
    st.info(t(said.CHOOSE_ROLE))
else:
    st.markdown(f"#### {t(said.IDEAL)}")
    st.markdown(plain(t(advice.ideal)))
    st.markdown(f"#### {t(said.SIDE_BY_SIDE)}")
    if advice.unanswered:
        st.caption(t(said.UNANSWERED, names=plain(", ".join(t(one) for one in advice.unanswered))))
    cards(advice, medical_first(draft.protocol), _adopt)
st.divider()
st.markdown(f"#### {t(said.JUSTIFY)}")
_ask(draft, "situation", REASONED)
footer("situation")
