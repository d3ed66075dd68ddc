"""The findings of the rules, as a reviewer would note them."""

from __future__ import annotations

import streamlit as st

from protocols.facts import Size, facts_of
from protocols.protocol import Protocol
from protocols.rules.engine import Outcome, Severity, review
from ui import words
from ui.speech import plain, spoken, t

COLOURS = {Severity.BLOCKING: "red", Severity.MAJOR: "orange", Severity.MINOR: "blue", Severity.ADVICE: "gray"}


def show_findings(protocol: Protocol, found: Size) -> None:
    """Every rule that fires, the gravest first, and how many could be assessed."""
    verdicts = review(facts_of(protocol, found))
    fired = [one for one in verdicts if one.outcome is Outcome.FIRES]
    st.markdown(f"**{t(words.FINDINGS)}**")
    unit = protocol.endpoints.unit or ""
    for verdict in fired:
        rule = verdict.rule
        badge = f":{COLOURS[rule.severity]}-badge[{t(words.SEVERITIES[rule.severity.value])}]"
        st.markdown(
            f"{badge} **{plain(t(rule.title))}**  \n{plain(spoken(verdict.phrase, unit))}  \n*{plain(t(words.TO_DO, fix=t(rule.fix)))}*"
        )
        st.caption(f"{rule.id} · {plain(rule.source)}")
    if not fired:
        st.caption(t(words.NO_FINDING))
    assessed = sum(one.outcome is not Outcome.NOT_ASSESSED for one in verdicts)
    st.caption(t(words.ASSESSED, assessed=str(assessed), total=str(len(verdicts))))
