"""What was found in the pilot data: the table of estimates, how they were made, the figure."""

from __future__ import annotations

from math import isfinite, isnan

import streamlit as st

from stats.estimate.result import Estimate, Found
from stats.quantities import Unit, Value
from templates.blocks import plain_inlines
from templates.charts.pilot import pilot_figure
from templates.formatting import integer, parted
from templates.saying import say_value
from ui import pilot_words as said
from ui import state
from ui.pilot_file import place
from ui.speech import plain, spoken, t


def show(found: Found) -> None:
    """The table, the method and its caution, the figure."""
    st.subheader(t(said.ESTIMATES))
    language = state.language()
    prudent = any(one.cautious is not None for one in found.estimates)
    rows = [_row(one, prudent) for one in found.estimates]
    held = [name for name in rows[0] if any(row[name] for row in rows)]  # variances come without an interval
    st.table([{name: row[name] for name in held} for row in rows], border="horizontal")
    used, missing = integer(found.used, language), integer(found.missing, language)
    method = t(said.METHOD, method=parted((t(one) for one in found.methods), state.language()))
    samples = parted(
        (f"{group}, {spoken(one)}" if group else spoken(one) for group, one in found.samples.items()), state.language()
    )
    counts = t(said.SAMPLES, samples=samples) if samples else ""
    st.caption(plain(f"{t(said.USED, used=used, missing=missing)} {counts} {method}"))
    for one in found.references:
        st.caption(plain(t(said.REFERENCE, reference=one.citation + (f" doi:{one.doi}" if one.doi else ""))))
    if found.caution is not None:
        st.warning(t(found.caution), icon=":material/warning:")
    if found.picture is not None:
        figure = pilot_figure(found.picture, language)
        st.markdown("**" + plain(plain_inlines(figure.caption, language)) + "**")
        st.vega_lite_chart(dict(figure.spec), width="content", theme=None, key=place("figure"), alt=figure.alt)


def label_of(one: Estimate) -> str:
    """The name of an estimate, with its group as the file names it."""
    return f"{t(one.label)}, {one.group}" if one.group else t(one.label)


def said_value(value: float, unit: Unit) -> str:
    """A number with its unit (that of the endpoint is left out: the column may hold something else); an end that the data do not reach is said."""
    if isnan(value):
        return ""
    return say_value(Value(value, unit), state.language()) if isfinite(value) else t(said.NOT_REACHED)


def _row(one: Estimate, prudent: bool) -> dict[str, str]:
    cells = {
        t(said.ESTIMATE): plain(label_of(one)),
        t(said.VALUE): plain(said_value(one.value, one.unit)),
        t(said.INTERVAL): plain(_between(one.low, one.high, one.unit)),
        t(said.PLAUSIBLE): plain(_between(*one.plausible, one.unit)),
    }
    if prudent:
        cells[t(said.CAUTIOUS)] = "" if one.cautious is None else plain(said_value(one.cautious, one.unit))
    return cells


def _between(low: float, high: float, unit: Unit) -> str:
    if isnan(low) or isnan(high) or low == high:
        return ""
    return f"[{said_value(low, unit)} ; {said_value(high, unit)}]"
