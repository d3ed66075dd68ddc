"""The page "claim": the aim, the benefit in the words of the call, and what they impose on the study."""

import streamlit as st

from protocols.claim import (
    CORRELATIONS,
    KINDS,
    TWO_TESTS,
    Consequence,
    benefit_of,
    consequences,
    joint_power,
    joint_table,
    proposed_power,
)
from protocols.drafts import Draft
from protocols.qualification import DEVICE_AIMS, product_type
from templates.formatting import number, percent
from templates.saying import say
from ui import claim_words as said
from ui import state, words
from ui.call_claim import call_claim
from ui.fields import question
from ui.look import side_by_side
from ui.provenance import show_provenance
from ui.speech import t
from ui.step import footer, opened, page_path

PAGE = "claim"


def show_questions(draft: Draft) -> None:
    """The questions that concern this claim; an answer to another one stays in the draft."""
    for name, ask in draft.protocol.claim.asks().items():
        if draft.protocol.concerns(ask.asked_if):
            question(draft, PAGE, name, ask)


def show_imposed(found: tuple[Consequence, ...]) -> None:
    """The panel: one line per matter, where to act, and the sources folded under it."""
    st.subheader(t(said.IMPOSED))
    if not found:
        st.info(t(said.NOTHING_YET))
        return
    for one in found:
        pages = ", ".join(t(words.PAGES[page]) for page in one.pages)
        where = f"  \n:gray[:small[{t(said.WHERE)} {pages}]]" if pages else ""
        st.markdown(f"**{t(KINDS[one.kind])}.** {say(one.phrase, state.language())}{where}")
    with st.expander(t(said.SOURCES)):
        show_provenance(*(one.provenance for one in found))


def show_joint(draft: Draft) -> None:
    """The power that two tests leave together, as a small table, with that of this draft."""
    language = state.language()
    heads = [t(said.JOINT_HEAD)]
    heads += [t(said.JOINT_RHO, rho=number(rho, language)) if rho else t(said.JOINT_NONE) for rho in CORRELATIONS]
    lines = [" | ".join(heads), " | ".join(["---:"] * len(heads))]
    lines += [
        " | ".join((f"**{percent(row.each, language, 0)}**", *(percent(one, language, 0) for one in row.joint)))
        for row in joint_table()
    ]
    st.markdown(f"**{t(said.JOINT)}**")
    st.markdown("\n".join(f"| {line} |" for line in lines))
    best = proposed_power()
    st.caption(t(said.JOINT_NOTE, **said_powers(best)))
    target = draft.protocol.sizing.target
    if target is not None and 0 < target < best and not draft.protocol.sizing.has_claims:
        st.warning(t(said.YOURS, **said_powers(target)))


def said_powers(each: float) -> dict[str, str]:
    """The power of each test and that of both together, in words."""
    language = state.language()
    return {"each": percent(each, language, 0), "joint": percent(joint_power((each, each)), language, 0)}


draft = opened(PAGE)
done, total = draft.protocol.completeness(PAGE)
st.progress(done / total if total else 1.0, text=t(words.PROGRESS, done=str(done), total=str(total)))
left, right = side_by_side(4, 5)
with left:
    show_questions(draft)
with right:
    if product_type(draft.protocol) == "not_a_device" and draft.protocol.claim.aim in DEVICE_AIMS:
        st.warning(t(said.NO_DEVICE))
        st.page_link(page_path("qualification"), label=t(words.PAGES["qualification"]), icon=":material/verified:")
    show_imposed(consequences(draft.protocol))
    call_claim(draft, PAGE)
    if benefit_of(draft.protocol) in TWO_TESTS:
        show_joint(draft)
footer(PAGE)
