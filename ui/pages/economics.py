"""The page of economics and organisation: four parts, so that each stays short."""

import streamlit as st

from protocols.drafts import Draft
from protocols.economic_values import proposed_rate, references
from protocols.facts import facts_of
from protocols.model.economics import Economics
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.quantities import Unit
from ui import economics_words, keys, state, words
from ui.editing import submit
from ui.fields import question
from ui.focus import show_focus
from ui.organisation import Impacts
from ui.provenance import provenance_line
from ui.shown import shown
from ui.speech import plain, t
from ui.step import footer, opened

SECTION = "economics"
SWITCH = ("planned", "plan")
PARTS = {
    "frame": (
        *SWITCH, "economist", "method", "perspective", "horizon_months", "discount_rate", "frame_reason", "turnover",
    ),
    "costs": ("resources", "resources_note", "utility_instrument", "utility_note", "utilities", "willingness"),
    "analysis": (
        "sample_size", "sample_size_method", "correlation", "model", "analysis", "uncertainty", "heterogeneity",
        "analysis_plan",
    ),
    "organisation": ("organisation", "organisation_note"),
}  # fmt: skip
UNDER = {"perspective": "perspective", "utilities": "utility_range", "willingness": "willingness_to_pay"}


def _part() -> str:
    """The part on screen; a link of the gaps opens that of its field."""
    name, wanted = state.key("economics.part"), str(st.session_state.get(keys.FOCUS) or "")
    for part, fields in PARTS.items():
        if wanted.removeprefix(f"{SECTION}.") in fields and wanted.startswith(f"{SECTION}."):
            st.session_state[name] = part
    st.session_state.setdefault(name, "frame")
    chosen = st.segmented_control(
        t(economics_words.PART),
        list(PARTS),
        key=name,
        required=True,
        label_visibility="collapsed",
        format_func={part: t(said) for part, said in economics_words.PARTS.items()}.get,
    )
    return str(chosen or "frame")


def _rate(draft: Draft) -> None:
    """The discount rate proposed for the horizon, with its provenance; one click takes it."""
    horizon, rate = draft.protocol.economics.horizon_months, draft.protocol.economics.discount_rate
    if horizon is None or isinstance(horizon, NotApplicable):
        return
    proposed = proposed_rate(horizon)
    one = references()["discount" if proposed else "no_discount_months"]
    st.caption(provenance_line(one.said, one.provenance))
    if rate is None:
        st.button(
            t(economics_words.TAKE_RATE, rate=shown(proposed, Unit.NUMBER)),
            key=state.key("economics.take_rate"),
            on_click=_taken,
            args=("discount_rate", proposed),
        )


def _taken(field: str, value: object) -> None:
    submit(f"{SECTION}.{field}", "", lambda protocol: protocol.changed(SECTION, field, value))
    state.forget(f"{SECTION}.{field}")


def _beside(draft: Draft, field: str) -> None:
    """What the guide proposes, under its question."""
    economics = draft.protocol.economics
    if field in UNDER:
        one = references()[UNDER[field]]
        st.caption(provenance_line(one.said, one.provenance))
    if field == "discount_rate":
        _rate(draft)
    if field == "utilities" and facts_of(draft.protocol, ()).econ_utilities_outside:
        low, high = (shown(float(one), Unit.NUMBER) for one in references()["utility_range"].value)
        st.warning(t(economics_words.OUTSIDE, low=low, high=high))
    if field == "willingness" and economics.willingness == ():
        values = [
            {"value": shown(float(one), Unit.NUMBER), "reason": ""} for one in references()["willingness_to_pay"].value
        ]
        st.button(
            t(economics_words.TAKE_VALUES),
            key=state.key("economics.take_values"),
            on_click=_taken,
            args=("willingness", values),
        )


def _organisation(draft: Draft) -> None:
    """The table drawn row by row, then the suggestions; declared not applicable, the ordinary question."""
    ask = Economics.asks()["organisation"]
    if isinstance(draft.protocol.economics.organisation, NotApplicable) or not draft.protocol.economics.organisation:
        question(draft, SECTION, "organisation", ask)
    else:
        show_focus(f"{SECTION}.organisation")
        Impacts(SECTION, "organisation", ask.rows).draw(draft, ask)
    if not isinstance(draft.protocol.economics.organisation, NotApplicable):
        Impacts(SECTION, "organisation", ask.rows).suggest(draft)


def _asked(protocol: Protocol, fields: tuple[str, ...]) -> list[str]:
    asks = Economics.asks()
    return [name for name in fields if protocol.concerns(asks[name].asked_if)]


draft = opened(SECTION)
done, total = draft.protocol.completeness(SECTION)
st.progress(done / total if total else 1.0, text=t(words.PROGRESS, done=str(done), total=str(total)))
part = _part()
if part == "organisation":
    _organisation(draft)
    question(draft, SECTION, "organisation_note", Economics.asks()["organisation_note"])
else:
    asked = _asked(draft.protocol, PARTS[part])
    if not draft.protocol.concerns("economic"):
        st.info(plain(t(economics_words.NONE_PLANNED)))
    for field in asked:
        question(draft, SECTION, field, Economics.asks()[field])
        _beside(draft, field)
footer(SECTION)
