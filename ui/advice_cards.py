"""The designs side by side: one card each, three in a row; what a person compares comes first."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import streamlit as st

from protocols.advice import Advice, Option
from protocols.advice.catalogue import STRENGTHS, loaded, usual
from protocols.model.endpoints import BETTER, TYPES
from protocols.protocol import Protocol
from stats.text import Text
from templates.formatting import date, integer, number, parted, percent
from templates.saying import lowered
from ui import advice_words as said
from ui import state
from ui.speech import plain, spoken, t

IN_A_ROW = 3
_COLOURS = {"strong": "green", "fair": "blue", "limited": "gray"}
_GRID = """<style>
.preuve-facts {display: grid; grid-template-columns: 1fr 1fr; gap: .5rem .75rem; margin: .1rem 0 .2rem;}
.preuve-facts div {display: flex; flex-direction: column; line-height: 1.25;}
.preuve-facts b {font-size: 1.15rem;}
.preuve-facts .first b {font-size: 1.5rem;}
.preuve-facts span {font-size: .8rem; opacity: .7;}
</style>"""
Adopt = Callable[[str], None]


def cards(advice: Advice, protocol: Protocol, adopt: Adopt) -> None:
    """Every option, then the designs set aside and why."""
    st.html(_GRID)
    for start in range(0, len(advice.options), IN_A_ROW):
        for column, option in zip(st.columns(IN_A_ROW), advice.options[start : start + IN_A_ROW], strict=False):
            with column.container(border=True, height="stretch"):
                _card(option, protocol, adopt)
    source = loaded("usual")
    where = Text(fr=source["source"]["fr"], en=source["source"]["en"])
    st.caption(t(said.HYPOTHESES, source=lowered(t(where)), date=date(source["checked_on"], state.language())))
    if advice.rejected:
        st.markdown(f"**{t(said.WHY_NOT)}**")
        st.markdown("\n".join(f"- **{plain(t(one.entry.title))}** · {plain(t(one.reason))}" for one in advice.rejected))


def _card(option: Option, protocol: Protocol, adopt: Adopt) -> None:
    entry = option.entry
    badges = [f":{_COLOURS[entry.strength]}-badge[{t(STRENGTHS[entry.strength])}]"]
    badges += [f":orange-badge[{t(said.STEP)}]"] if option.step else []
    badges += [f":violet-badge[{t(said.ADOPTED)}]"] if option.adopted else []
    st.markdown(" ".join(badges))
    st.markdown(f"**{plain(t(entry.title))}**")
    st.html(_facts(option))
    _powers(option)
    _size_notes(option, protocol)
    for label, text in ((said.WHY, entry.why), (said.BIAS, entry.bias), (said.REVIEWER, entry.reviewer)):
        st.markdown(f"**{t(label)}** · {plain(t(text))}")
    st.markdown(f"**{t(said.CANNOT)}** · {plain(t(entry.cannot))}")
    if option.step:
        st.caption(plain(t(option.step)))
    st.caption(f"{t(said.DISTANCE)}{_colon()}{plain(lowered(t(entry.distance)))}")
    changes = _changes(option, protocol)
    if changes:
        st.caption(t(said.CHANGES_ENDPOINT, said=changes))
    st.button(
        t(said.ADOPT_AGAIN if option.adopted else said.ADOPT),
        key=state.key(f"advice.adopt.{entry.id}"),
        type="secondary" if option.adopted or option.step else "primary",
        width="stretch",
        on_click=adopt,
        args=(entry.id,),
    )


def _facts(option: Option) -> str:
    language, unknown = state.language(), t(said.UNKNOWN)
    people = integer(option.size.enrolled, language) if option.size else unknown
    months = _range(option.months, 1) if option.months else unknown
    money = f"{_range(option.euros, 1000)} {t(said.THOUSANDS)}" if option.euros else unknown
    centres = integer(option.centres, language) if option.centres else unknown
    places = said.GROUPS if option.size is not None and option.size.clusters else said.CENTRES
    pairs = (
        (people, option.entry.counted[language]),
        (months, t(said.MONTHS)),
        (money, t(said.MONEY)),
        (centres, t(places)),
    )
    cells = [
        f"<div{' class=first' if rank < 1 else ''}><b>{escape(value)}</b><span>{escape(label)}</span></div>"
        for rank, (value, label) in enumerate(pairs)
    ]
    return f'<div class="preuve-facts">{"".join(cells)}</div>'


def _range(pair: tuple[float, float], unit: float) -> str:
    """Two bounds, rounded to two figures when they are money: a budget known to the euro would lie."""
    low, high = (_rounded(one / unit) if unit > 1 else one for one in pair)
    language = state.language()
    return t(said.BETWEEN, low=number(low, language, 0), high=number(high, language, 0))


def _rounded(amount: float) -> float:
    step = 10.0 if amount < 1000 else 100.0
    return round(amount / step) * step


def _powers(option: Option) -> None:
    """The power of each claim beside that of all together, in the order of the claims."""
    if option.size is None or not option.powers:
        return
    pairs = dict.fromkeys(getattr(option.size.design, "pairs", (0.0,)))
    rho = parted((number(one, state.language()) for one in pairs), state.language())
    medical, *others = (percent(one, state.language(), 0) for one in option.powers)
    together = percent(option.size.attained, state.language(), 0)
    st.markdown(t(said.POWERS, together=together, medical=medical, economic=", ".join(others), rho=rho))


def _size_notes(option: Option, protocol: Protocol) -> None:
    """What the size rests on, or lacks."""
    calculation = option.calculation
    unit = protocol.endpoints.unit or ""
    if calculation.needs:
        listed = ", ".join(lowered(t(one)) for one in calculation.needs)
        st.info(t(said.NEEDS, names=plain(listed)), icon=":material/edit_note:")
    elif option.refusal is not None:
        st.warning(t(said.REFUSED, reason=plain(spoken(option.refusal, unit))))
    if calculation.usual and option.size is not None:
        varied = [name for name in calculation.usual if usual()[name][1] != usual()[name][2]]
        names = ", ".join(dict.fromkeys(_named(option, name) for name in varied or calculation.usual))
        if option.spread is not None:
            low, high = (integer(one, state.language()) for one in option.spread)
            st.caption(t(said.SPREAD, low=low, high=high, names=plain(names)))
        else:
            st.caption(t(said.ASSUMED, names=plain(names)))
    for caution in option.cautions:
        st.markdown(f":orange[:material/warning: {plain(spoken(caution))}]")


def _named(option: Option, name: str) -> str:
    sizing = option.calculation.sizing
    field = "cv" if name == "cv_cost" else name
    asked = (one.quantities() for one in sizing.calculations())
    quantity = next((one[field] for one in asked if field in one), None)
    return re.split(r",| \(", lowered(t(quantity.label)))[0] if quantity else name


def _changes(option: Option, protocol: Protocol) -> str:
    """What adopting the option would change in the primary endpoint already described."""
    wanted, present = option.entry.endpoint, protocol.endpoints
    changed = []
    if present.type is not None and wanted.get("type") not in (None, present.type):
        changed.append(lowered(t(TYPES[wanted["type"]])))
    if present.better is not None and wanted.get("better") not in (None, present.better):
        changed.append(lowered(t(BETTER[wanted["better"]])))
    return ", ".join(changed)


def _colon() -> str:
    return "\u00a0: " if state.language() == "fr" else ": "
