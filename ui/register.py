"""One line of the assumption register: its value in the form, its range, source and citation behind a button."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.claims_order import claims_of
from protocols.drafts import Draft
from protocols.model.sizing import SOURCES, Assumption, Calculation, Sizing
from protocols.protocol import Protocol
from protocols.register import Entry
from stats.quantities import Quantity, Series, Unit
from stats.text import Phrase
from ui import state, words
from ui.combining_words import CLAIM
from ui.focus import show_focus
from ui.pilot_words import FROM_PILOT
from ui.register_words import OF_CLAIM
from ui.shown import shown
from ui.sizing_fields import Parts, choice_field, list_field, number_field, text_field
from ui.speech import plain, spoken, t
from ui.step import page_path

Group = str  # where the line stands: "assumptions", "flow", "others.0.assumptions" for another claim, "" for the sizing itself


def assumption(
    draft: Draft, group: Group, name: str, quantity: Quantity, default: float | None, refusal: Phrase | None
) -> None:
    """Draw one assumption.

    default: what the design takes when nothing is given, shown as a placeholder
    refusal: why the design cannot use the value given, said beside it
    """
    show_focus(_focus(group, name))
    line = lines_of(draft.protocol.sizing, group).get(name, Assumption())
    path, unit = _path(group, name), quantity.unit
    decided = name in _claim_at(draft.protocol.sizing, group).decided()
    value, register = st.columns([3, 2], vertical_alignment="bottom")
    below = st.container()
    with value:
        number_field(
            draft,
            f"{path}.value",
            quantity.label,
            quantity.help,
            unit,
            line.value,
            part_of(group, name, "value"),
            bounds=quantity,
            placeholder="" if default is None else shown(default, unit),
            below=below,
        )
    if refusal is not None and line.value is not None:
        below.warning(plain(spoken(refusal)), icon=":material/report:")
    if line.low is not None and line.high is not None and line.plausible is None:
        below.warning(_reversed(line, unit), icon=":material/report:")
    panel = _panel(register, path, t(SOURCES["decision"]).capitalize() if decided and not line.source else _label(line))
    if panel.open:
        with panel:
            _details(draft, group, name, quantity, line)


def series_assumption(
    draft: Draft, name: str, series: Series, refusal: Phrase | None, group: Group = "assumptions"
) -> None:
    """Draw one assumption that is a list of values."""
    show_focus(_focus(group, name))
    line = lines_of(draft.protocol.sizing, group).get(name, Assumption())
    path = _path(group, name)
    value, register = st.columns([3, 2], vertical_alignment="bottom")
    below = st.container()
    with value:
        list_field(draft, f"{path}.values", series, line.values, part_of(group, name, "values"), below=below)
    if refusal is not None and line.values:
        below.warning(plain(spoken(refusal)), icon=":material/report:")
    panel = _panel(register, path, _label(line))
    if panel.open:
        with panel:
            _origin(draft, group, name, line)


def _panel(place: Any, path: str, label: str) -> Any:
    """The button beside a value. Another name would close it: while it is open it keeps the one it was opened under."""
    key = state.key(f"sizing.{path}.register")
    opened_under = f"{key}.label"
    label = st.session_state.get(opened_under, label) if st.session_state.get(key) else label
    st.session_state[opened_under] = label
    return place.popover(label, width="stretch", key=key, on_change="rerun", help=t(words.REGISTER))


def _reversed(line: Assumption, unit: Unit) -> str:
    low, high = (shown(end, unit) for end in (line.low, line.high) if end is not None)
    return plain(t(words.RANGE_REVERSED, low=low, high=high))


def _details(draft: Draft, group: Group, name: str, quantity: Quantity, line: Assumption) -> None:
    path = _path(group, name)
    for column, end, label in zip(st.columns(2), ("low", "high"), (words.LOW, words.HIGH), strict=True):
        with column:
            number_field(
                draft,
                f"{path}.{end}",
                label,
                words.RANGE_HELP,
                quantity.unit,
                getattr(line, end),
                part_of(group, name, end),
                bounds=quantity,
            )
    _origin(draft, group, name, line)


def _origin(draft: Draft, group: Group, name: str, line: Assumption) -> None:
    path = _path(group, name)
    choice_field(
        f"{path}.source", words.SOURCE, words.SOURCE_HELP, SOURCES, line.source, part_of(group, name, "source")
    )
    text_field(draft, f"{path}.citation", words.CITATION, line.citation, part_of(group, name, "citation"), area=False)
    st.page_link(page_path("pilot"), label=t(FROM_PILOT), icon=":material/query_stats:")


def part_of(group: Group, name: str, field: str) -> Parts:
    """The change of one field of one line, computed from the register as it is when it is saved."""

    def parts(sizing: Sizing, value: Any) -> tuple[str, Any]:
        line = lines_of(sizing, group).get(name, Assumption())
        return with_line(sizing, group, name, Assumption.model_validate(line.model_dump() | {field: value}))

    return parts


def with_line(sizing: Sizing, group: Group, name: str, line: Assumption) -> tuple[str, Any]:
    """The register with one line replaced, as the change of a field of the sizing."""
    lines = {**lines_of(sizing, group), name: line}
    if group.startswith("others."):
        return with_claim(sizing, int(group.split(".")[1]), assumptions=lines)
    return (group, lines) if group else (name, line)


def claims_told_apart(protocol: Protocol) -> bool:
    """Whether a line must say whose it is."""
    return len(protocol.sizing.calculations()) > 1


def claim_named(protocol: Protocol, claim: int) -> str:
    """The name of a claim as typed, else its place."""
    return claims_of(protocol)[claim].name.strip() or t(CLAIM, place=str(claim + 1))


def line_named(protocol: Protocol, one: Entry) -> str:
    """A line among those of all claims."""
    label = t(one.asked.label)
    if one.claim is None or not claims_told_apart(protocol):
        return label
    return t(OF_CLAIM, claim=f"{one.claim + 1}. {claim_named(protocol, one.claim)}", label=label)


def lines_of(sizing: Sizing, group: Group) -> dict[str, Assumption]:
    """The lines of the register that stand at a place."""
    if group.startswith("others."):
        place = int(group.split(".")[1])
        return sizing.others[place].assumptions if place < len(sizing.others) else {}
    lines: dict[str, Assumption] = getattr(sizing, group) if group else {"correlation": sizing.correlation}
    return lines


def _claim_at(sizing: Sizing, group: Group) -> Calculation:
    """The claim whose assumptions stand at a place; what no claim owns (losses, a correlation) is nobody's decision."""
    if group.startswith("others."):
        return sizing.others[int(group.split(".")[1])]
    return sizing if group == "assumptions" else Calculation()


def _focus(group: Group, name: str) -> str:
    """Where a gap says that this assumption is missing."""
    claim = group.removesuffix("assumptions") if group.startswith("others.") else ""
    return f"sizing.{claim}{name}"


def _path(group: Group, name: str) -> str:
    return f"{group}.{name}" if group else name


def with_claim(sizing: Sizing, place: int, **changed: Any) -> tuple[str, Any]:
    """The other claims with one of them changed, as the change of a field of the sizing."""
    claims = [one.model_dump() for one in sizing.others]
    if place < len(claims):
        claims[place] |= changed
    return "others", claims


def _label(line: Assumption) -> str:
    """What is already documented, at a glance."""
    if line.given and line.source is None:
        return ":orange[:material/warning:] " + t(words.NO_SOURCE)
    return t(SOURCES[line.source]).capitalize() if line.source else t(words.RANGE_AND_SOURCE)
