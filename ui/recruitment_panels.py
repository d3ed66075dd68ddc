"""What follows from the centres and costs: the forecast, the calendar, the budget."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from protocols.protocol import Protocol
from protocols.recruitment import listed, mean_rate, share_french, sites
from protocols.recruitment.calendar import calendar_of
from protocols.recruitment.checks import oddities
from protocols.recruitment.money import budget_of
from protocols.recruitment.outlook import outlook_of
from protocols.rules.recruitment import data, usual_cost
from stats.quantities import Unit, Value
from stats.result import SampleSize
from templates.blocks import Figure
from templates.charts.enrolment import enrolment_figure
from templates.charts.gantt import gantt_figure
from templates.enrolment_words import cost_cells, foreseen
from templates.formatting import date, integer, number, percent
from templates.planning import steps_of
from templates.saying import say_value
from ui import recruitment_words as said
from ui import state
from ui.speech import plain, spoken, t


def show_oddities(protocol: Protocol) -> None:
    """What cannot be right in the rows, one sentence each."""
    found = oddities(protocol)
    if found:
        st.warning("\n".join(f"- {plain(spoken(one))}" for one in found[:20]))


def show_forecast(protocol: Protocol, size: SampleSize | object) -> None:
    """Three numbers, the fan chart, what it rests on."""
    language, outlook = state.language(), outlook_of(protocol, size)
    st.subheader(t(said.FORECAST))
    if outlook is None:
        quick, pace = sites(protocol), mean_rate(protocol)
        if not listed(protocol) and quick and pace:
            st.info(t(said.QUICK, sites=integer(quick, language), rate=number(pace, language)))
        st.info(t(said.NOT_YET))
        return
    told = foreseen(outlook, calendar_of(protocol), language)
    chance, median, needed = st.columns([3, 4, 4])
    chance.metric(t(said.CHANCE), told.chance, border=True, help=t(said.CHANCE_HELP, n=told.n, months=told.months))
    between = t(said.MEDIAN_BETWEEN, early=told.early, late=told.late)
    month, _, day = told.median.partition(" (")
    median.metric(
        t(said.MEDIAN), month, between, delta_color="off", delta_arrow="off", border=True, help=day.rstrip(")") or None
    )
    wanted = " / ".join(one or t(said.NONE) for one in (told.needed_80, told.needed_90))
    now = t(said.NEEDED_NOW, centres=told.centres)
    needed.metric(t(said.NEEDED), wanted, now, delta_color="off", delta_arrow="off", border=True)
    if told.funded_chance:
        st.markdown(t(said.FUNDED, months=told.funded_months, chance=told.funded_chance))
    st.markdown(t(said.SLOWER, three_quarters=told.slower_75, half=told.slower_50))
    french = share_french(protocol)
    if french is not None:
        st.markdown(t(said.FRENCH, share=percent(french, language, 0)))
    _chart(enrolment_figure(outlook, language), "fan")
    st.caption(t(said.METHOD))


def show_calendar(protocol: Protocol) -> None:
    """The Gantt chart and the total against the funded duration."""
    language, timing = state.language(), calendar_of(protocol)
    st.subheader(t(said.CALENDAR))
    steps = steps_of(protocol, language)
    figure = gantt_figure(steps, language)
    if figure is None or timing.total is None:
        st.info(t(said.NO_CALENDAR))
        return
    months = number(round(timing.total, 1), language)
    if timing.funded is None:
        st.markdown(t(said.TOTAL_DURATION, months=months))
    else:
        st.markdown(t(said.TOTAL_FUNDED, months=months, funded=integer(timing.funded, language)))
    _chart(replace(figure, spec=dict(figure.spec) | {"height": 26 * len(steps) + 40}), "gantt")
    st.caption(t(said.CALENDAR_FROM))


def show_budget(protocol: Protocol, size: SampleSize | object) -> None:
    """The budget line by line, and its landmark."""
    language, budget = state.language(), budget_of(protocol, size)
    if budget is None:
        return
    heads = [t(one) for one in (said.ITEM, said.BASIS, said.AMOUNT)]
    lines = [f"| {' | '.join(heads)} |", "|---|---|--:|"]
    lines += [f"| {' | '.join(plain(one) for one in cells)} |" for cells in cost_cells(budget, language)]
    st.markdown("\n".join(lines))
    if budget.each is None:
        return
    about = data()["cost_per_participant"]
    each, low, high = (say_value(Value(round(one), Unit.EUROS), language) for one in (budget.each, *usual_cost()))
    day = date(about["checked_on"], language)
    st.caption(t(said.PLAUSIBLE, each=each, low=low, high=high, source=about["source"][language], day=day))


def _chart(figure: Figure, name: str) -> None:
    st.vega_lite_chart(dict(figure.spec), width="stretch", theme=None, key=state.key(name), alt=figure.alt)
