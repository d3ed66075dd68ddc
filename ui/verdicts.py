"""The findings of the rules, as a reviewer would note them."""

from __future__ import annotations

import streamlit as st

from protocols.drafts import Draft
from protocols.facts import Size, facts_of
from protocols.protocol import Protocol
from protocols.rules.engine import Outcome, Severity, review
from templates.source_words import said_source
from ui import state, words
from ui.editing import Change, error_of, show_error, submit, typed
from ui.speech import plain, spoken, t

COLOURS = {Severity.BLOCKING: "red", Severity.MAJOR: "orange", Severity.MINOR: "blue", Severity.ADVICE: "gray"}


def show_findings(protocol: Protocol, found: Size, draft: Draft | None = None) -> None:
    """Every rule that fires, the gravest first, and how many could be assessed; with a draft, each can be answered."""
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
        st.caption(f"{rule.id} · {plain(said_source(rule.source, state.language()))}")
        if draft is not None:
            _answer(draft, rule.id)
    if not fired:
        st.caption(t(words.NO_FINDING))
    assessed = sum(one.outcome is not Outcome.NOT_ASSESSED for one in verdicts)
    st.caption(t(words.ASSESSED, assessed=str(assessed), total=str(len(verdicts))))


def _answer(draft: Draft, id: str) -> None:
    """What the author answers to a finding: it travels with the project, and the reviewer reads it beside the finding."""
    path = f"answers.{id}"

    def change(raw: str) -> Change:
        return lambda protocol: protocol.answering(id, raw)

    st.text_area(
        t(words.YOUR_ANSWER),
        key=state.seeded(path, draft.pending.get(path, draft.protocol.answers.get(id, ""))),
        height=90,
        on_change=lambda: submit(path, typed(path), change(typed(path))),
    )
    show_error(error_of(draft, path, change))
