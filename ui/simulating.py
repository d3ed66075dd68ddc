"""A check by simulation, with a progress bar and a way to stop."""

from __future__ import annotations

import streamlit as st

from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.simulation import DEFAULT_SEED, reached, simulate
from templates.saying import say_value
from ui import state, words
from ui.speech import t

TRIALS = 10_000


def simulation(found: SampleSize) -> None:
    """A button that simulates the study at the size found, by the analysis the protocol names; the answer stays shown."""
    place, key = st.empty(), state.key("simulated")
    question = f"{found.design.model_dump_json()} {found.analysed}"
    if place.button(t(words.SIMULATE), key=state.key("simulate"), icon=":material/science:"):
        with place.container():
            st.session_state[key] = (question, _simulated(found))
        place.empty()
    asked, answer = st.session_state.get(key, ("", {}))
    if asked == question:
        st.success(t(words.SIMULATIONS[found.design.card.attained], **_said(answer)))


def _simulated(found: SampleSize) -> dict[str, float]:
    """The share of successes at the alternative and at the null boundary, with a progress bar."""
    bar = st.progress(0.0, text=t(words.SIMULATING))
    st.button(t(words.CANCEL), key=state.key("simulate.cancel"))  # any click stops the run and redraws the page
    size = {found.axis: found.analysed}

    def progress(done: float) -> bool:
        bar.progress(done, text=t(words.SIMULATING))
        return True

    truth = simulate(found.design, size, TRIALS, "alternative", seed=DEFAULT_SEED, progress=progress)
    rates = {"power": reached(found.design, truth)}
    if found.measures_power:
        null = simulate(found.design, size, TRIALS, "null", seed=DEFAULT_SEED + 1, progress=progress)
        rates["alpha"] = float(null.claimed.mean())
    return rates


def _said(rates: dict[str, float]) -> dict[str, str]:
    errors = {"power": "error", "alpha": "alpha_error"}
    said = {"trials": say_value(Value(TRIALS, Unit.COUNT), state.language())}
    for name, rate in rates.items():
        spread = 1.96 * (rate * (1 - rate) / TRIALS) ** 0.5
        for key, value in ((name, rate), (errors[name], spread)):
            said[key] = say_value(Value(value, Unit.PROPORTION), state.language())
    return said
