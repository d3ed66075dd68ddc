"""The picker of a design: by what is measured, against what, or in the author's own words; never by its name alone."""

from __future__ import annotations

import re
from functools import cache
from math import isclose, log2
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.phrases import plainly
from protocols.protocol import Protocol
from stats.card import Against, Card, Endpoint, Family
from stats.registry import design_class, kinds
from stats.text import LANGUAGES, Text
from ui import state, words
from ui.editing import Change, submit, typed
from ui.picker_words import ASSOCIATED
from ui.speech import t

_FIELD, _GOAL = "sizing.kind", "sizing.goal.kind"
_SMALL_WORDS = frozenset(
    [
        "les",
        "des",
        "une",
        "dans",
        "par",
        "sur",
        "avec",
        "pour",
        "sans",
        "entre",
        "aux",
        "est",
        "que",
        "qui",
        "and",
        "the",
        "with",
        "for",
        "between",
        "does",
        "from",
    ]
)
_HEIGHT = 380  # of the list of questions, in pixels: it scrolls


def picker(draft: Draft) -> None:
    """The design chosen, and the questions that can be asked instead."""
    chosen = draft.protocol.sizing.kind
    known = chosen if chosen in cards() else None
    if known is not None:
        st.markdown(f"**{t(words.DESIGN)}**  \n{t(cards()[known].question)}")
        st.caption(t(cards()[known].title))
    label = words.OTHER_DESIGN if known else words.DESIGN
    with st.expander(t(label), expanded=known is None):
        endpoint = _filter("endpoint", words.MEASURED, words.ENDPOINTS, [one.endpoint for one in cards().values()])
        matching = [one.against for one in cards().values() if endpoint in (None, one.endpoint)]
        against = _filter("against", words.AGAINST, words.AGAINSTS, matching)
        typed_words = st.text_input(t(words.OWN_WORDS), key=state.key("picker.words"), help=t(words.OWN_WORDS_HELP))
        found = matches(endpoint, against, typed_words)
        st.caption(t(words.QUESTIONS_FOUND, count=str(len(found))) if found else t(words.NO_QUESTION))
        _questions(known, found, endpoint or "", against or "", typed_words)


def cards() -> dict[str, Card]:
    """The designs that can be chosen, by what is measured; combinators are built from them elsewhere."""
    return _cards()


@cache
def _cards() -> dict[str, Card]:
    found = {kind: design_class(kind).card for kind in kinds()}
    single = [(kind, card) for kind, card in found.items() if card.family is not Family.COMBINED]
    rank = list(Endpoint), list(Against)
    return dict(sorted(single, key=lambda one: (rank[0].index(one[1].endpoint), rank[1].index(one[1].against), one[0])))


def matches(endpoint: str | None, against: str | None, typed_words: str) -> list[str]:
    """The designs that measure this, against that, and whose card holds the most of the words typed, in either language.

    A word counts for more when fewer designs hold it.
    """
    asked = re.findall(r"\w+", plainly(typed_words))
    wanted = [_stem(word) for word in asked if len(word) > 2 and word not in _SMALL_WORDS]
    offered = [
        kind for kind, card in cards().items() if endpoint in (None, card.endpoint) and against in (None, card.against)
    ]
    if not wanted:
        return offered
    holding = [[kind for kind in offered if word in _said(kind)] for word in wanted]
    told = {kind: sum(log2(1 + len(offered) / len(held)) for held in holding if kind in held) for kind in offered}
    most = max(told.values(), default=0.0)
    return [kind for kind, much in told.items() if isclose(much, most)] if most else []


@cache
def _said(kind: str) -> str:
    """Everything a design says of itself, in both languages, without accents."""
    card = cards()[kind]
    texts = (
        card.question,
        card.title,
        card.method,
        card.limits,
        card.meaning.label,
        words.ENDPOINTS[card.endpoint],
        words.AGAINSTS[card.against],
        *(quantity.label for quantity in design_class(kind).quantities().values()),
    )
    associated = (listed for named, listed in ASSOCIATED.items() if kind in named)
    said = (text[language] for text in texts for language in LANGUAGES)
    return plainly(" ".join((kind.replace("_", " "), *said, *associated)))


def _stem(word: str) -> str:
    """A word without its plural."""
    return word[:-1] if len(word) > 4 and word[-1] in "sx" else word


def _filter(name: str, label: Text, options: dict[Any, Text], present: list[Any]) -> Any:
    """One filter over the questions, with the options that some design has."""
    offered = [one for one in options if one in present]
    key = state.key(f"picker.{name}")
    if st.session_state.get(key) not in (None, *offered):
        del st.session_state[key]
    return st.selectbox(
        t(label),
        offered,
        index=None,
        key=key,
        placeholder=t(words.ANY),
        format_func={one: t(options[one]) for one in offered}.get,
    )


def _questions(chosen: str | None, found: list[str], *filters: str) -> None:
    """The list of questions; another list is another widget, so that a click on one never lands in the next."""
    offered = found if chosen is None or chosen in found else [chosen, *found]
    if not offered:
        return
    name = ".".join((_FIELD, *filters)) if any(filters) else _FIELD
    with st.container(height=_HEIGHT if len(offered) > 4 else "content", border=False):
        st.radio(
            t(words.QUESTION),
            offered,
            index=None,
            key=state.seeded(name, chosen),
            format_func={kind: t(cards()[kind].question) for kind in offered}.get,
            captions=[t(cards()[kind].title) for kind in offered],
            label_visibility="collapsed",
            on_change=lambda: _take(name),
        )


def _take(name: str) -> None:
    submit(_FIELD, str(typed(name)), _taken(typed(name)))
    st.session_state.pop(state.key(_GOAL), None)  # it may have come with the question: drawn again from the draft
    state.forget("sizing.choices")  # a convention of another question is not one of this one


def _taken(kind: str | None) -> Change:
    """The question asked; its goal with it when it has only one (a width, a share)."""

    def change(protocol: Protocol) -> Protocol:
        taken = protocol.changed("sizing", "kind", kind)
        goals = design_class(kind).goal_kinds() if kind else ()
        if len(goals) != 1 or taken.sizing.goal.kind is not None:
            return taken  # a goal chosen for another question is kept for it
        return taken.changed("sizing", "goal", taken.sizing.goal.model_dump() | {"kind": goals[0]})

    return change
