"""The door for people: page configuration, language, navigation."""

import gc

import streamlit as st

from ui import state, uninterrupted, words
from ui.speech import t
from ui.step import GROUPS, page_path, sidebar

st.set_page_config(
    page_title="Preuve", page_icon=":material/fact_check:", layout="wide", initial_sidebar_state="expanded"
)


@st.cache_resource(show_spinner=False)
def _warmed() -> bool:
    """What the server does once: keep callbacks whole, import what the first click would wait for, spare collections."""
    import scipy.optimize

    import stats.registry
    import templates.compose
    from templates.word.figures import draw

    uninterrupted.finish_callbacks()
    draw({"data": {"values": [{}]}, "mark": "point"}, "fr", "sans-serif")  # half a second of the first export
    for kind in stats.registry.kinds():
        stats.registry.design_class(kind)
    gc.collect()
    gc.freeze()
    return bool(scipy.optimize and templates.compose)


_warmed()


draft = state.open_draft()
sections = draft.protocol.sections() if draft else {}


def _page(name: str, icon: str, default: bool = False) -> st.Page:  # type: ignore[valid-type]
    """A page of the navigation; a section whose needed questions are all answered carries a tick."""
    done, asked = draft.protocol.completeness(name) if draft is not None and name in sections else (0, 0)
    complete = asked > 0 and done == asked
    shown = "check_circle" if complete else icon
    return st.Page(page_path(name), title=t(words.PAGES[name]), icon=f":material/{shown}:", default=default)


_ICONS = {
    "identification": "badge", "background": "menu_book", "device": "devices", "algorithm": "neurology", "objectives": "flag",
    "plan": "account_tree", "population": "groups", "endpoints": "target", "conduct": "event", "sizing": "calculate",
    "analysis": "analytics", "human_factors": "touch_app", "economics": "payments", "safety": "health_and_safety",
    "data": "lock", "governance": "gavel", "ethics": "balance", "changes": "edit_document", "transparency": "visibility",
    "qualification": "verified", "claim": "emoji_events", "situation": "explore", "route": "alt_route", "funding": "euro",
    "register": "library_books", "pilot": "query_stats", "society": "public", "recruitment": "calendar_month", "tasks": "checklist",
    "document": "description", "versions": "history", "review": "rate_review",
}  # fmt: skip
_TITLES = {
    "frame": words.FRAME_GROUP, "study": words.STUDY_GROUP, "method": words.METHOD_GROUP, "conduct": words.CONDUCT_GROUP, "finish": words.FINISH_GROUP,
}  # fmt: skip
_HELP = [_page("glossary", "dictionary")]
page = st.navigation(
    {"": [_page("home", "home", default=True)]}
    | {t(_TITLES[group]): [_page(name, _ICONS[name]) for name in pages] for group, pages in GROUPS.items()}
    | {t(words.HELP_GROUP): _HELP},
    expanded=True,
)
sidebar(draft)
page.run()
