"""Beside the sizing form, live: the number, its curve, the sentence as it will be printed, the rules that fire."""

from __future__ import annotations

import streamlit as st

from protocols.drafts import Draft
from stats.costs import Costs
from stats.quantities import Unit, Value
from stats.refusal import Problem, Refusal
from stats.result import SampleSize
from templates.blocks import Figure
from templates.charts.power import power_figure
from templates.exhibits import exhibit_blocks
from templates.justification import sentence_of
from templates.preview import parts
from templates.saying import say_arms, say_clusters, say_value, target_unit
from templates.what_if import comparisons_of
from ui import state, words
from ui.reader_costs import adopt_cheapest
from ui.simulating import simulation
from ui.speech import plain, spoken, t
from ui.verdicts import show_findings


def sizing_panel(draft: Draft, found: SampleSize | tuple[Problem, ...]) -> None:
    """The answer to the form as it stands in the draft."""
    protocol = draft.protocol
    unit = protocol.endpoints.unit or ""
    if isinstance(found, tuple):
        _missing(found)
    else:
        _numbers(found, unit)
        curve = power_figure(found, state.language(), unit)
        st.vega_lite_chart(dict(curve.spec), width="stretch", theme=None, key=state.key("curve"), alt=curve.alt)
        caution = found.design.caution()
        if caution is not None:
            st.warning(t(caution))
        if found.least_success is not None:
            st.markdown(plain(spoken(found.least_success, unit).capitalize()) + ".")
        st.markdown(f"**{t(words.PRINTED)}**")
        st.container(border=True).markdown(plain(sentence_of(found, protocol, state.language())))
        adopt_cheapest(found, protocol.sizing.costs)
        _exhibits(found, unit, protocol.sizing.costs)
        _details(found, unit)
        simulation(found)
    show_findings(protocol, found)


def _missing(problems: tuple[Problem, ...]) -> None:
    st.info(t(words.NOT_YET))
    st.markdown(f"**{t(words.MISSING)}**")
    st.markdown("\n".join(f"- {plain(spoken(one.phrase))}" for one in problems))


def _numbers(found: SampleSize, unit: str) -> None:
    language = state.language()

    def count(value: float) -> str:
        return say_value(Value(value, Unit.COUNT), language)

    arms = say_arms(found.enrolled_arms, language) if len(found.enrolled_arms) > 1 else ""
    st.metric(
        t(words.TO_ENROL), count(found.enrolled), delta=arms or None, delta_color="off", delta_arrow="off", border=True
    )
    assured, card = found.design.kind == "assurance", found.design.card
    reached = words.REACHED_ASSURANCE if assured else card.share or words.REACHED[card.attained]
    facts = [
        (words.TO_ANALYSE, count(found.analysed)),
        (reached, say_value(Value(found.attained, target_unit(found.design)), language, unit)),
    ]
    if found.clusters:
        facts.append((words.CLUSTERS, say_clusters(found, language)))
    if found.events is not None:
        facts.append((words.EVENTS, count(found.events)))
    if found.at_80 is not None and found.at_90 is not None:
        facts.append(
            (words.AT_80_90_ASSURANCE if assured else words.AT_80_90, f"{count(found.at_80)} / {count(found.at_90)}")
        )
    st.markdown(
        "  \n".join(
            f"{t(label)} : **{value}**" if language == "fr" else f"{t(label)}: **{value}**" for label, value in facts
        )
    )


def _exhibits(found: SampleSize, unit: str, costs: Costs) -> None:
    """What the design shows of its own, as it will be printed; drawn only while it is unfolded."""
    language = state.language()
    blocks = exhibit_blocks(found, language, unit, costs)
    if not blocks:
        return
    shown = st.expander(t(words.EXHIBITS), expanded=True, key=state.key("exhibits"), on_change="rerun")
    if not shown.open:
        return
    with shown:
        for rank, piece in enumerate(parts(blocks, language)):
            if isinstance(piece, Figure):
                key = state.key(f"exhibit.{rank}")
                st.vega_lite_chart(dict(piece.spec), width="stretch", theme=None, key=key, alt=piece.alt)
            else:
                st.html(piece)


def _details(found: SampleSize, unit: str) -> None:
    language = state.language()
    with st.expander(t(words.CALCULATION)):
        lines = [
            {
                "": plain(t(step.label)),
                " ": plain(say_value(step.value, language, unit)),
                "  ": t(step.how) if step.how else "",
            }
            for step in found.steps
        ]
        st.table(lines, border="horizontal")
        st.caption(t(found.design.method_text()))
        if found.r_call:
            st.caption(t(words.R_CALL))
            st.code(found.r_call, language="r", wrap_lines=True)
    comparisons = st.expander(t(words.OTHER_TOOLS), key=state.key("others"), on_change="rerun")
    if comparisons.open:
        rows = [
            {"": plain(t(label)), t(words.TO_ANALYSE): _analysed(answer)} for label, answer in comparisons_of(found)
        ]
        comparisons.table(rows, border="horizontal")


def _analysed(answer: SampleSize | Refusal | None) -> str:
    if answer is None:
        return t(words.TOO_LONG)
    if isinstance(answer, Refusal):
        return t(words.NO_SIZE)
    return say_value(Value(answer.analysed, Unit.COUNT), state.language())
