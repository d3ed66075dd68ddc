"""What the page of funding draws beside its questions: the conditions of the edition, judged, with their sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from protocols.funding import Edition, Judged, Outcome, editions, eligibility, schemes
from protocols.funding.known import answered
from protocols.protocol import Protocol
from templates.funding_words import declared, provenance, to_verify, verdict
from ui import funding_words, state, tasks_words
from ui.focus import lead_to
from ui.owed import WORD
from ui.speech import plain, t
from ui.step import ORDER, page_path

_COLOURS = {Outcome.NOT_MET: "red", Outcome.UNKNOWN: "gray", Outcome.MET: "green"}
_ALWAYS = ("edition", "filing_date")
_WHEN_KNOWN = {"stage": "funding_stage", "applicant_is_manufacturer": "applicant_is_manufacturer"}


def questions(protocol: Protocol) -> tuple[str, ...]:
    """The questions that the chosen edition makes useful; before it is chosen, only the edition and the filing date."""
    chosen = answered(protocol.funding.edition)
    if chosen is None:
        return _ALWAYS
    edition = editions()[chosen]
    facts = {one.fact for one in edition.criteria}
    idle = {name for name, fact in _WHEN_KNOWN.items() if fact not in facts}
    idle |= set() if edition.themes else {"theme"}
    idle |= set() if protocol.device.ce_status == "not_ce" else {"ce_expected"}
    return tuple(name for name in protocol.funding.asks() if name not in idle)


def show_eligibility(protocol: Protocol) -> None:
    """Each condition of the edition: met, not met, to be answered; with its source, its date, its confidence."""
    st.subheader(t(funding_words.CONDITIONS))
    found = eligibility(protocol)
    if found.edition is None:
        aside = t(funding_words.SET_ASIDE, reason=plain(found.set_aside)) if found.set_aside else ""
        st.info(aside or t(funding_words.CHOOSE_EDITION))
        return
    edition = found.edition
    st.warning(f"{t(edition.title)}. {to_verify(edition, state.language())}", icon=":material/event:")
    counts = {one.name.lower(): str(len(found.of(one))) for one in Outcome}
    st.markdown(f"**{t(funding_words.COUNTED, **counts)}**")
    for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN):
        for one in found.of(outcome):
            _condition(one, edition.checked_on)
    if met := found.of(Outcome.MET):
        with st.expander(t(funding_words.MET, count=str(len(met))), icon=":material/check:"):
            for one in met:
                _condition(one, edition.checked_on)
    _remarks(edition)
    st.download_button(
        t(funding_words.SHEET), data=_writer(protocol), mime=WORD, on_click="ignore", key="funding.sheet",
        file_name=f"{state.safe_name(protocol)}-{t(funding_words.FILE)}.docx", help=t(funding_words.SHEET_HELP),
        icon=":material/download:",
    )  # fmt: skip


def show_neighbours() -> None:
    """The neighbouring schemes, for information."""
    with st.expander(t(funding_words.NEIGHBOURS), icon=":material/explore:"):
        for one in schemes():
            st.markdown(f"**{t(one.title)}**  \n{t(one.text)}")
            st.caption(plain(provenance(one.source, one.checked_on, one.confidence, state.language())))


def _condition(one: Judged, checked_on: date) -> None:
    language = state.language()
    badge = f":{_COLOURS[one.outcome]}-badge[{verdict(one, language)}]"
    said = declared(one, language)
    st.markdown(f"{badge} {plain(t(one.sentence))}" + (f"  \n**{plain(said)}**" if said else ""))
    st.caption(plain(provenance(one.criterion.source, checked_on, one.criterion.confidence, language)))
    page = one.where.split(".")[0]
    if one.outcome is Outcome.UNKNOWN and page in ORDER and page != "funding":
        key = f"condition.{one.criterion.id}"
        if st.button(t(tasks_words.GO), key=key, type="tertiary", icon=":material/arrow_forward:"):
            lead_to(one.where)
            st.switch_page(page_path(page))


def _remarks(edition: Edition) -> None:
    with st.expander(t(funding_words.KNOW), icon=":material/info:"):
        for one in edition.remarks:
            st.markdown(f"**{t(one.label)}** {t(one.text)}")
            st.caption(plain(provenance(one.source, edition.checked_on, one.confidence, state.language())))


def _writer(protocol: Protocol) -> Callable[[], bytes]:
    def write() -> bytes:
        from templates.eligibility_sheet import eligibility_docx

        return eligibility_docx(protocol, state.language(), date.today())

    return write
