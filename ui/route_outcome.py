"""What the answers lead to: the category, the authorities, consent, insurance, data; each with its source."""

from __future__ import annotations

import streamlit as st

from protocols.model.design import CLUSTERED
from protocols.protocol import Protocol
from protocols.provenance import Provenance
from protocols.route import Route, answered, data_route_of, lead_times, possible_routes, route_of
from protocols.route.outcomes import dossier, insurance_duty, insurance_minima
from stats.text import Text
from templates.formatting import number, parted
from ui import route_words as words
from ui import state
from ui.provenance import show_provenance
from ui.speech import plain, t
from ui.step import page_path

CLASSIFYING = (
    "data_source", "evaluates_device", "objective", "invasive_device", "intervention", "individual_consent",
)  # fmt: skip
DATA = ("snds", "identifying", "genetic", "outside_eu", "own_patients")


def elsewhere(protocol: Protocol) -> None:
    """The questions answered on other pages, with the way there."""
    st.markdown(f"**{t(words.ELSEWHERE)}**")
    for one in answered(protocol):
        if one.elsewhere:
            said = t(one.said) if one.said else t(words.NOT_YET)
            st.page_link(
                page_path(one.path.partition(".")[0]), label=f"{t(one.label)} : {plain(said)}", icon=":material/edit:"
            )


def outcome(protocol: Protocol) -> None:
    """The category and what it asks for; while it is open, what is missing and what is still possible."""
    found = route_of(protocol)
    with st.container(border=True):
        if not isinstance(found, Route):
            labels = {one.id: t(one.label) for one in answered(protocol)}
            st.info(t(words.OPEN, names=", ".join(labels[id] for id in found)), icon=":material/help:")
            possible = possible_routes(protocol)
            if len(possible) <= 6:
                st.caption(t(words.POSSIBLE, names=parted((t(one.name) for one in possible), state.language())))
        else:
            _category(protocol, found)
        data = data_route_of(protocol)
        if data:
            _line(words.DATA, f"{t(data.name)} ({t(data.reason)})", data.provenance)


def _category(protocol: Protocol, found: Route) -> None:
    if found.to_confirm:
        st.warning(t(words.CONFIRM, name=t(found.name)), icon=":material/warning:")
    else:
        st.success(t(words.EXPECTED, name=t(found.name)), icon=":material/gavel:")
    st.write(t(found.definition))
    show_provenance(found.provenance)
    _line(words.ETHICS, t(found.cpp_said))
    _line(words.AUTHORITY, t(found.ansm_said))
    _line(words.SPONSOR, t(found.promoter))
    _line(words.CONSENT, t(found.consent_said.text), found.consent_said.provenance)
    if found.insured:
        low, language = insurance_minima(), state.language()
        amounts = {name: number(getattr(low, name), language) for name in ("victim", "protocol", "year")}
        _line(words.INSURANCE, t(insurance_duty().text), insurance_duty().provenance)
        _line(words.INSURANCE, t(words.LOW, **amounts), low.provenance)
    else:
        _line(words.INSURANCE, t(words.NO_INSURANCE))
    alone = protocol.route.individual_consent in ("none", "non_opposition")
    if found.investigation and protocol.plan.type in CLUSTERED and alone:
        st.warning(t(words.CLUSTERS), icon=":material/groups:")


def details(protocol: Protocol) -> None:
    """Lead times, where to file, identifiers and documents, each with its source."""
    found = route_of(protocol)
    with st.expander(t(words.DETAILS)):
        for step in lead_times(protocol):
            st.markdown(f"**{t(step.label)}** : {t(words.DAYS, days=str(step.days))}. {plain(t(step.basis))}.")
            show_provenance(step.provenance)
        if not isinstance(found, Route):
            return
        for filing in found.filings:
            st.markdown(plain(t(filing.text)))
            show_provenance(filing.provenance)
        for one in found.identifiers:
            st.markdown(f"**{t(one.label)}** ({plain(one.example)}) : {plain(t(one.when))}")
            show_provenance(one.provenance)
        if found.cpp == "opinion":
            items, provenance = dossier()
            st.markdown(f"**{t(words.FILE)}**\n\n" + "\n".join(f"- {plain(t(item))}" for item in items))
            show_provenance(provenance)


def _line(label: Text, said: str, provenance: Provenance | None = None) -> None:
    st.markdown(f"**{t(label)}** : {plain(said)}")
    if provenance is not None:
        show_provenance(provenance)
