"""What is built on the primary question: interim looks, a revision of the size, other primary claims, assurance."""

from __future__ import annotations

import streamlit as st

from protocols.combining import MOST_UNCERTAIN, ranged
from protocols.drafts import Draft
from stats.card import Attained
from stats.refusal import Problem
from ui import combining_words as said
from ui import state, words
from ui.claims import claims
from ui.editing import submit, typed
from ui.extension_fields import interim_fields, reestimation_fields
from ui.sizing_fields import choice_field, whole
from ui.speech import plain, spoken, t

_MINE = {  # where each extension may be refused
    "none": (),
    "interim": ("interim",),
    "reestimation": ("reestimation",),
    "others": ("others", "correlation"),
    "assurance": ("extension",),
    "interim_assurance": ("interim", "extension"),
}


def combining(draft: Draft, problems: tuple[Problem, ...]) -> None:
    """Draw the extension chosen and its fields; what the combination refuses is said here."""
    sizing = draft.protocol.sizing
    model = sizing.chosen_design()
    if model is None or model.card.attained is not Attained.POWER and sizing.extension == "none":
        return
    st.markdown(f"**{t(said.TITLE)}**")
    choice_field("extension", said.CHOICE, said.CHOICE_HELP, said.EXTENSIONS, sizing.extension, whole("extension"))
    refused = {one.field: one.phrase for one in problems if one.field.split(".")[0] in _MINE[sizing.extension]}
    if sizing.has_looks:
        interim_fields(draft, refused)
    elif sizing.has_revision:
        reestimation_fields(draft, refused)
    elif sizing.has_claims:
        claims(draft, refused)
    if sizing.has_beliefs:
        _uncertain(draft)
    for phrase in refused.values():  # those that no field took
        st.warning(plain(spoken(phrase)), icon=":material/report:")


def _uncertain(draft: Draft) -> None:
    """Which of the assumptions with a range are averaged over; every one of them while none is chosen."""
    sizing, path = draft.protocol.sizing, "sizing.uncertain"
    st.caption(t(said.ASSURANCE_NOTE))
    named = {name: t(sizing.quantities()[name].label) for name in ranged(sizing)}
    if len(named) < 2:
        return
    chosen = [name for name in sizing.uncertain if name in named] or list(named)
    st.multiselect(
        t(said.UNCERTAIN),
        list(named),
        key=state.seeded(path, chosen if len(chosen) <= MOST_UNCERTAIN else []),
        help=t(said.UNCERTAIN_HELP),
        placeholder=t(words.CHOOSE),
        format_func=named.get,
        max_selections=MOST_UNCERTAIN,
        on_change=lambda: submit(
            path, ";".join(typed(path)), lambda protocol: protocol.changed("sizing", "uncertain", typed(path))
        ),
    )
