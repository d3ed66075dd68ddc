"""The question put to the pilot data: the estimator, its columns, what counts as yes, the unit of time, a date."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from stats.estimate.estimators import Estimator, Option, Role, estimators
from stats.estimate.result import Found
from stats.estimate.table import Table
from stats.quantities import Unit
from stats.refusal import Refusal
from stats.text import Text
from ui import pilot_words as said
from ui import words
from ui.numbers import parse
from ui.pilot_file import Pilot, place
from ui.speech import plain, sentence, t
from ui.waiting import computing

_MONTHS = {"days": 12 / 365.25, "weeks": 84 / 365.25, "months": 1.0, "years": 12.0}


@dataclass(frozen=True, slots=True)
class Asked:
    """A whole question: nothing is computed twice for the same one."""

    estimator: str
    columns: tuple[tuple[str, str], ...]
    yes: tuple[tuple[str, str], ...]
    factors: tuple[tuple[str, float], ...]
    options: tuple[tuple[str, float], ...]


def ask(opened: Pilot) -> Asked | None:
    """Draw the choices; None while one is missing."""
    every = estimators()
    chosen = st.selectbox(
        t(said.QUESTION),
        list(every),
        index=None,
        format_func={name: t(one.question) for name, one in every.items()}.get,
        key=place("question"),
        placeholder=t(words.CHOOSE),
    )
    if chosen is None:
        return None
    estimator, table = every[chosen], opened.table
    columns = _columns(estimator, table)
    yes = _yes(estimator, table, columns)
    unit = _time(estimator)
    factors, options = _factors(estimator, columns, unit), _options(estimator, unit)
    if any(not role.optional and role.name not in columns for role in estimator.roles) or options is None:
        st.caption(t(said.CHOOSE_COLUMNS))
        return None
    return Asked(chosen, tuple(columns.items()), tuple(yes.items()), tuple(factors.items()), tuple(options.items()))


def answer(opened: Pilot, asked: Asked) -> Found | None:
    """The estimates, made once for each question; a refusal is said."""
    if opened.asked != asked:
        with computing():
            opened.found = _run(opened.table, asked)
        opened.asked, opened.told, opened.refused = asked, "", ""
    if isinstance(opened.found, Refusal):
        st.error(plain(sentence(opened.found)), icon=":material/report:")
        return None
    if isinstance(opened.found, Text):
        st.error(t(opened.found), icon=":material/report:")
        return None
    return opened.found


def _run(table: Table, asked: Asked) -> Found | Refusal | Text:
    read = replace(table, meaning_yes=dict(asked.yes), factors=dict(asked.factors))
    try:
        with np.errstate(all="ignore"):
            return estimators()[asked.estimator].run(read, dict(asked.columns), dict(asked.options))
    except Refusal as refusal:
        return refusal
    except (ValueError, ArithmeticError, np.linalg.LinAlgError, MemoryError, IndexError, KeyError):
        return said.FAILED


def _offered(role: Role, table: Table) -> tuple[str, ...]:
    if role.shape == "measure":
        return tuple(name for name in table.names if name in table.numeric or name in table.binary)
    if role.shape == "yes":  # a third value is refused by name rather than hidden
        return table.binary + tuple(name for name in table.arms if name not in table.binary)
    return {"number": table.numeric, "arm": table.arms, "group": table.grouping, "name": table.names}[role.shape]


def _columns(estimator: Estimator, table: Table) -> dict[str, str]:
    chosen: dict[str, str] = {}
    width = min(3, len(estimator.roles))
    places = st.columns(width)
    for rank, role in enumerate(estimator.roles):
        if rank and rank % width == 0:  # a row of its own: the keyboard goes from left to right
            places = st.columns(width)
        offered = _offered(role, table)
        with places[rank % len(places)]:
            if not offered:
                if not role.optional:
                    st.warning(t(said.NO_COLUMN, role=t(role.label), kind=t(said.EXPECTED[role.shape])))
                continue
            name = st.selectbox(
                t(role.label), offered, index=None, key=place(f"{estimator.name}.{role.name}"), placeholder=t(words.CHOOSE),
                help=t(said.OFFERED, kind=t(said.EXPECTED[role.shape])),
            )  # fmt: skip
            if name is not None:
                chosen[role.name] = name
    return chosen


def _yes(estimator: Estimator, table: Table, columns: dict[str, str]) -> dict[str, str]:
    """Which of the two values counts as yes, where a column says yes or no."""
    meanings: dict[str, str] = {}
    for role in estimator.roles:
        name = columns.get(role.name)
        if name is None or role.shape not in ("yes", "measure") or role.shape == "measure" and name in table.numeric:
            continue
        levels = table.levels(name)
        if len(levels) != 2:
            continue
        chosen = st.segmented_control(
            plain(t(said.YES_IS, role=t(role.label))),
            range(len(levels)),
            default=levels.index(table.level_of(name)),
            format_func={rank: plain(level[:60]) for rank, level in enumerate(levels)}.get,
            key=place(f"{estimator.name}.{role.name}.{table.names.index(name)}.yes"),
            required=True,
        )
        meanings[name] = levels[chosen or 0]
    return meanings


def _time(estimator: Estimator) -> str | None:
    unit = next((one.time for one in (*estimator.roles, *estimator.options) if one.time is not None), None)
    if unit is None:
        return None
    return st.selectbox(
        t(said.TIME),
        list(said.TIMES),
        index=list(said.TIMES).index("years" if unit is Unit.YEARS else "months"),
        format_func={name: t(one) for name, one in said.TIMES.items()}.get,
        key=place(f"unit_of_time.{estimator.name}"),
    )


def _factor(one: Role | Option, unit: str | None) -> float:
    if one.time is None or unit is None:
        return 1.0
    return _MONTHS[unit] / (12 if one.time is Unit.YEARS else 1)


def _factors(estimator: Estimator, columns: dict[str, str], unit: str | None) -> dict[str, float]:
    found = {columns[role.name]: _factor(role, unit) for role in estimator.roles if role.name in columns and role.time}
    return {name: factor for name, factor in found.items() if factor != 1}


def _options(estimator: Estimator, unit: str | None) -> dict[str, float] | None:
    """The numbers typed, in the unit of the estimator; None when one is refused."""
    options: dict[str, float] = {}
    for option in estimator.options:
        label = t(option.label) if unit is None else t(said.IN_TIME, label=t(option.label), unit=t(said.TIMES[unit]))
        typed = st.text_input(label, key=place(f"{estimator.name}.{option.name}"), help=t(said.OPTION_HELP))
        try:
            value = parse(typed)
            if value is not None and value <= 0:
                raise Refusal(_POSITIVE)
        except Refusal as refusal:
            st.error(plain(sentence(refusal)), icon=":material/edit:")
            return None
        if value is not None:
            options[option.name] = value * _factor(option, unit)
    return options


_POSITIVE = Text(fr="Un nombre strictement positif est attendu.", en="A number above zero is expected.")
