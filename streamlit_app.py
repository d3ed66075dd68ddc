"""The door for people: page configuration, language, navigation."""

import gc

import streamlit as st

from ui import state, words
from ui.speech import t
from ui.step import ORDER, page_path, sidebar

st.set_page_config(
    page_title="Preuve", page_icon=":material/fact_check:", layout="wide", initial_sidebar_state="expanded"
)


@st.cache_resource
def _warmed() -> bool:
    """Import at start what the first click would otherwise wait for, and spare later collections the walk over it."""
    import scipy.optimize

    import stats.registry
    import templates.compose

    for kind in stats.registry.kinds():
        stats.registry.design_class(kind)
    gc.collect()
    gc.freeze()
    return bool(scipy.optimize and templates.compose)


_warmed()


def _page(name: str, icon: str, default: bool = False) -> st.Page:  # type: ignore[valid-type]
    return st.Page(page_path(name), title=t(words.PAGES[name]), icon=f":material/{icon}:", default=default)


_ICONS = {
    "identification": "badge", "background": "menu_book", "device": "devices", "objectives": "flag", "plan": "account_tree",
    "population": "groups", "endpoints": "target", "sizing": "calculate", "analysis": "analytics", "document": "description",
}  # fmt: skip
steps = [_page(name, _ICONS[name]) for name in ORDER]
page = st.navigation(
    {
        "": [_page("home", "home", default=True)],
        t(words.DRAFT_GROUP): steps[:-1],
        t(words.FINISH_GROUP): steps[-1:],
    }
)
sidebar(state.open_draft())
page.run()
