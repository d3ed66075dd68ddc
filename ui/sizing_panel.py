"""Beside the sizing form, live: the number, its curve, the sentence as it will be printed, the rules that fire."""

from __future__ import annotations

import streamlit as st
from templates.charts.power_curve import power_curve

from protocols.drafts import Draft
from stats.explore import why_other_tools_differ
from stats.quantities import Unit, Value
from stats.refusal import Problem
from stats.result import SampleSize
from templates.saying import say_value, sentence_of
from ui import state, words
from ui.simulating import simulation
from ui.speech import plain, spoken, t
from ui.verdicts import show_findings


def sizing_panel(draft: Draft) -> None:
    """The answer to the form as it stands in the draft."""
    protocol = draft.protocol
    found = protocol.sample_size()
    unit = protocol.endpoints.unit or ""
    if isinstance(found, tuple):
        _missing(found)
    else:
        _numbers(found)
        st.vega_lite_chart(power_curve(found, state.language()), width="stretch", theme=None, key=state.key("curve"))
        if found.least_success is not None:
            st.markdown(plain(spoken(found.least_success, unit).capitalize()) + ".")
        st.markdown(f"**{t(words.PRINTED)}**")
        st.markdown("> " + plain(sentence_of(found, protocol, state.language())))
        _details(found, unit)
        simulation(found)
    show_findings(protocol)


def _missing(problems: tuple[Problem, ...]) -> None:
    st.info(t(words.NOT_YET))
    st.markdown(f"**{t(words.MISSING)}**")
    st.markdown("\n".join(f"- {plain(spoken(one.phrase))}" for one in problems))


def _numbers(found: SampleSize) -> None:
    language = state.language()

    def count(value: float) -> str:
        return say_value(Value(value, Unit.COUNT), language)

    enrolled, analysed, reached = st.columns(3)
    enrolled.metric(t(words.TO_ENROL), count(found.enrolled), border=True)
    analysed.metric(t(words.TO_ANALYSE), count(found.analysed), border=True)
    label = words.REACHED_POWER if found.measures_power else words.REACHED_WIDTH
    reached.metric(t(label), say_value(Value(found.attained, Unit.PROPORTION), language), border=True)
    if found.at_80 is not None and found.at_90 is not None:
        st.caption(f"{t(words.AT_80_90)} : {count(found.at_80)} / {count(found.at_90)}")


def _details(found: SampleSize, unit: str) -> None:
    language = state.language()
    with st.expander(t(words.CALCULATION)):
        lines = [
            {
                "": t(step.label),
                " ": say_value(step.value, language, unit),
                "  ": t(step.how) if step.how else "",
            }
            for step in found.steps
        ]
        st.table(lines, border="horizontal")
        st.caption(t(found.design.method_text()))
        call = found.design.r_call()
        if call:
            st.caption(t(words.R_CALL))
            st.code(call.replace("{beta}", f"{1 - found.target:g}"), language="r", wrap_lines=True)
    comparisons = st.expander(t(words.OTHER_TOOLS), key=state.key("others"), on_change="rerun")
    if comparisons.open:
        rows = [
            {
                "": t(one.label),
                t(words.TO_ANALYSE): "-"
                if one.analysed is None
                else say_value(Value(one.analysed, Unit.COUNT), language),
            }
            for one in why_other_tools_differ(found)
        ]
        comparisons.table(rows, border="horizontal")
