"""A check by simulation, with a progress bar and a way to stop."""

from __future__ import annotations

import streamlit as st

from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.simulation import DEFAULT_SEED, simulate
from stats.trials import Trials
from templates.saying import say_value
from ui import state, words
from ui.speech import t

TRIALS = 10_000


def simulation(found: SampleSize) -> None:
    """A button that simulates the study at the size found, by the analysis the protocol names."""
    place = st.empty()
    if not place.button(t(words.SIMULATE), key=state.key("simulate"), icon=":material/science:"):
        return
    with place.container():
        bar = st.progress(0.0, text=t(words.SIMULATING))
        st.button(t(words.CANCEL), key=state.key("simulate.cancel"))  # any click stops the run and redraws the page
        size = {found.axis: found.analysed}

        def progress(done: float) -> bool:
            bar.progress(done, text=t(words.SIMULATING))
            return True

        truth = simulate(found.design, size, TRIALS, "alternative", seed=DEFAULT_SEED, progress=progress)
        null = (
            simulate(found.design, size, TRIALS, "null", seed=DEFAULT_SEED + 1, progress=progress)
            if found.measures_power
            else None
        )
    place.empty()
    _say(truth, null)


def _say(truth: Trials, null: Trials | None) -> None:
    if null is None:
        st.success(t(words.SIMULATED_COVERAGE, trials=_count(len(truth)), **_rate("power", "error", truth)))
        return
    rates = _rate("power", "error", truth) | _rate("alpha", "alpha_error", null)
    st.success(t(words.SIMULATED, trials=_count(len(truth)), **rates))


def _rate(name: str, error: str, trials: Trials) -> dict[str, str]:
    rate = float(trials.claimed.mean())
    spread = 1.96 * (rate * (1 - rate) / len(trials)) ** 0.5
    language = state.language()
    return {
        name: say_value(Value(rate, Unit.PROPORTION), language),
        error: say_value(Value(spread, Unit.PROPORTION), language),
    }


def _count(number: int) -> str:
    return say_value(Value(number, Unit.COUNT), state.language())
