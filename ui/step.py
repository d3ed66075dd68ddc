"""A page of the interview: the questions of one section, its progress, and the way to the next page."""

from __future__ import annotations

import streamlit as st

from protocols.drafts import Draft
from ui import keys, state, words
from ui.fields import question
from ui.speech import plain, t

GROUPS = {
    "frame": ("qualification", "claim", "device", "situation", "route", "funding"),
    "study": ("identification", "background", "algorithm", "objectives", "plan", "population"),
    "method": (
        "endpoints",
        "conduct",
        "sizing",
        "register",
        "pilot",
        "analysis",
        "human_factors",
        "economics",
        "society",
    ),
    "conduct": ("recruitment", "safety", "data", "governance", "ethics", "changes", "transparency"),
    "finish": ("tasks", "document", "versions", "review"),
}
ORDER = tuple(page for pages in GROUPS.values() for page in pages)


def page_path(name: str) -> str:
    """The file of a page, as navigation names it."""
    return f"ui/pages/{name}.py"


def opened(name: str) -> Draft:
    """The heading of a page and the open draft; without one, a sentence and the way home."""
    st.title(t(words.PAGES[name]))
    draft = state.open_draft()
    if draft is None:
        st.info(t(words.NO_DRAFT))
        st.page_link(page_path("home"), label=t(words.GO_HOME), icon=":material/home:")
        st.stop()
    if st.session_state.get(keys.PAGE, name) != name:  # a question asked on two pages is another widget on each
        state.forget_all()
    st.session_state[keys.PAGE] = name
    if st.session_state.get(keys.STALE):
        _stale(draft)
    return draft


def _stale(draft: Draft) -> None:
    from protocols.drafts.draft import STALE

    st.error(t(STALE))
    st.button(t(words.STALE_RELOAD), key="stale.reload", on_click=state.remember, args=(draft,))


def section_page(name: str) -> None:
    """A page made of the questions of one section."""
    draft = opened(name)
    progress(draft, name)
    for field, ask in draft.protocol.questions(name).items():
        question(draft, name, field, ask)
    footer(name)


def progress(draft: Draft, name: str) -> None:
    """How many of the needed questions of a section are answered."""
    done, total = draft.protocol.completeness(name)
    st.progress(done / total if total else 1.0, text=t(words.PROGRESS, done=str(done), total=str(total)))


def footer(name: str) -> None:
    """The way to the next page, and when the draft was last saved."""
    following = ORDER[ORDER.index(name) + 1] if name != ORDER[-1] else None
    if following:
        st.divider()
        st.page_link(
            page_path(following), label=t(words.NEXT, page=t(words.PAGES[following])), icon=":material/arrow_forward:"
        )


def sidebar(draft: Draft | None) -> None:
    """What stands beside every page: the languages, the open draft, when it was saved."""
    with st.sidebar:
        current = state.language()
        chosen = st.segmented_control(
            t(words.LANGUAGE),
            ["fr", "en"],
            default=current,
            format_func={"fr": "Français", "en": "English"}.get,
            key="screen",
            required=True,
        )
        if chosen and chosen != current:
            st.session_state[keys.LANGUAGE] = chosen
            st.rerun()
        if draft is not None:
            title = (
                draft.protocol.identification.short_title or draft.protocol.identification.title or t(words.UNTITLED)
            )
            st.caption(t(words.OPEN_DRAFT, title=plain(title[:60])))
            if st.session_state.get(keys.STALE):
                st.caption(":material/sync_problem: " + t(words.NOT_SAVED))
            elif keys.SAVED_AT in st.session_state:
                st.caption(":material/cloud_done: " + t(words.SAVED, time=st.session_state[keys.SAVED_AT]))
