"""The page "qualification": is it a device, which class, is it ready for a benefit study."""

import streamlit as st

from protocols.drafts import Draft
from protocols.model.device import YES_NO
from protocols.model.qualification import STEPS
from protocols.qualification import Outcome, asked_steps, maturity, product_type, qualify, rule_11, source_of
from ui import qualification_words as said
from ui import state, words
from ui.editing import submit
from ui.fields import question
from ui.look import side_by_side
from ui.provenance import show_provenance
from ui.speech import plain, t
from ui.step import footer, opened, page_path

PAGE = "qualification"


def ask(draft: Draft, *names: str) -> None:
    """These questions of the section, in this order."""
    asks = draft.protocol.qualification.asks()
    for name in names:
        question(draft, PAGE, name, asks[name])


def show_outcome(outcome: Outcome, declared: str | None) -> None:
    """What the steps give, why, what it changes, on whose authority."""
    found = outcome.product_type
    title = t(said.RESULT[found] if found else said.OPEN)
    box = st.success if found in ("device", "ivd") else st.info
    box(f"**{title}**\n\n{t(outcome.reason)}")
    if outcome.changes:
        st.markdown("\n".join((f"**{t(said.CHANGES)}**", "", *(f"- {t(one)}" for one in outcome.changes))))
    if outcome.would:
        st.markdown(f"**{t(said.WOULD)}**\n\n{t(outcome.would)}")
    show_provenance(outcome.provenance)
    if found and declared and found != declared:
        st.warning(t(said.DISAGREE))
    if found and found != declared:
        st.button(t(said.RETAIN), key=state.key("qualification.retain"), on_click=retain, args=(found,))


def retain(found: str) -> None:
    """Declare the qualification that the answers give."""
    submit(f"{PAGE}.product", found, lambda protocol: protocol.changed(PAGE, "product", found))
    state.forget(f"{PAGE}.product")


def show_class() -> None:
    """Rule 11 beside the question, for the class that is declared on the page of the device."""
    with st.expander(t(said.RULE_11)):
        st.markdown("\n".join(f"- {t(said.RULE_11_LINE, name=name, what=t(what))}" for name, what in rule_11()))
        st.markdown(t(said.RULE_11_NOTE))
        st.page_link(page_path("device"), label=t(words.PAGES["device"]), icon=":material/devices:")
        show_provenance(source_of("class"))


def show_gate(draft: Draft) -> None:
    """Ready or not, what is missing and who owes it, and the way out."""
    gate = maturity(draft.protocol)
    if gate.ready:
        st.success(t(said.GATE_OPEN))
    else:
        owed = (t(said.OWED, what=t(one.what), owner=t(one.owner)) for one in gate.lacking)
        st.warning("\n".join((f"**{t(said.GATE_CLOSED)}**", "", *(f"- {one}" for one in owed))))
        st.markdown(t(said.WAY_OUT))
    show_provenance(source_of("maturity"))


def version_line(draft: Draft) -> str:
    """The version under evaluation, as the page of the device holds it."""
    device = draft.protocol.device
    frozen = t(YES_NO[device.frozen]).lower() if device.frozen else t(said.NOT_SAID)
    return t(said.VERSION, version=plain(device.version or t(said.NOT_SAID)), frozen=frozen)


draft = opened(PAGE)
done, total = draft.protocol.completeness(PAGE)
st.progress(done / total if total else 1.0, text=t(words.PROGRESS, done=str(done), total=str(total)))
st.subheader(t(said.IS_IT))
st.caption(t(said.IS_IT_HELP))
left, right = side_by_side(5, 4)
with left:
    asked = asked_steps(draft.protocol)
    ask(draft, *(one for one in STEPS if one in asked), "product")
with right:
    show_outcome(qualify(draft.protocol), draft.protocol.qualification.product)
    if product_type(draft.protocol) in ("device", None):
        show_class()
st.divider()
st.subheader(t(said.READY))
if product_type(draft.protocol) == "not_a_device":
    st.info(t(said.NO_GATE))
else:
    show_gate(draft)
    ask(draft, "association", "performance")
    st.caption(version_line(draft))
    ask(draft, "quality_system", "quality_covers")
footer(PAGE)
