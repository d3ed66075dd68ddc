"""The primary claims beside the first: how the study succeeds, their order, and for each its endpoint, goal and assumptions."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.claims_order import arranged, arranged_entries, claims_of, swapped
from protocols.combining import LISTS, lists_of, procedure_of, shared
from protocols.drafts import Draft
from protocols.model.endpoints import BETTER, TYPES
from protocols.model.sizing import GoalChoice, OtherClaim, Sizing
from protocols.protocol import Protocol
from stats.card import Attained
from stats.formulas.combined.dependence import paired
from stats.registry import design_class
from stats.text import Phrase
from templates.formatting import parted
from ui import combining_words as said
from ui import state
from ui.editing import submit
from ui.endpoints_words import DOWN, UP
from ui.goal_fields import goal_fields
from ui.picker import cards
from ui.question_fields import question_fields
from ui.register import assumption, claim_named, with_claim
from ui.sizing_fields import Parts, choice_field, list_field, text_field, whole
from ui.speech import plain, spoken, t


def claims(draft: Draft, refused: dict[str, Phrase]) -> None:
    """Draw the claims.

    refused: why they cannot be used, by field under the sizing; said beside the field and taken out
    """
    sizing, joint = draft.protocol.sizing, design_class("joint")
    rule = joint.choices()["rule"]
    choice_field("rule", rule.label, rule.help or said.CHOICE_HELP, rule.options, sizing.rule, whole("rule"))
    _procedure(draft)
    refusal = refused.pop("correlation", None) or refused.pop("others.correlation", None)
    assumption(draft, "", "correlation", joint.quantities()["correlation"], None, refusal)
    if len(sizing.others) > 1:
        _pairs(draft, refused.pop("others.correlations", None))
    if sizing.others:
        _order(draft.protocol)
    for place, claim in enumerate(sizing.others):
        with st.container(border=True):
            _claim(draft, place, claim, refused)
    st.button(t(said.ADD_CLAIM), key=state.key("sizing.others.add"), on_click=_added, icon=":material/add:")


def _pairs(draft: Draft, refusal: Phrase | None) -> None:
    """The correlation of each pair of claims, in an order said with their names."""
    named = [claim_named(draft.protocol, place) for place in range(1 + len(draft.protocol.sizing.others))]
    listed = [plain(t(said.PAIR, first=named[first], second=named[second])) for first, second in paired(len(named))]
    values = draft.protocol.sizing.correlations
    list_field(draft, "correlations", design_class("joint").series()["correlations"], values, whole("correlations"))
    st.caption(t(said.PAIRS_ORDER, pairs=parted(listed, state.language())))
    if refusal is not None:
        st.warning(plain(spoken(refusal)), icon=":material/report:")


def _procedure(draft: Draft) -> None:
    """The procedure, and the lists that it uses."""
    sizing, model = draft.protocol.sizing, design_class("joint")
    choice, name = model.choices()["procedure"], procedure_of(sizing)
    help = choice.help or said.CHOICE_HELP
    choice_field("procedure", choice.label, help, choice.options, name, lambda _, value: ("procedure", value or ""))
    for field in lists_of(sizing):
        list_field(draft, field, model.series()[LISTS[field]], getattr(sizing, field), whole(field))


def _order(protocol: Protocol) -> None:
    """The claims in their order, each moved up or down; only a claim that has its calculation can come first."""
    listed = claims_of(protocol)
    ordered = procedure_of(protocol.sizing) in ("fixed_sequence", "fallback")
    st.markdown(f"**{t(said.ORDER)}**")
    st.caption(f"{t(said.ORDER_TESTED if ordered else said.ORDER_LEADS)} {t(said.ORDER_FIRST)}")
    for place in range(len(listed)):
        name, up, down = st.columns([5, 3, 3], vertical_alignment="center")
        name.markdown(f"{place + 1}. {plain(claim_named(protocol, place))}")
        for column, label, above in ((up, UP, place - 1), (down, DOWN, place)):
            possible = 0 <= above < len(listed) - 1 and bool(above or listed[1].kind in cards())
            column.button(
                t(label),
                key=state.key(f"sizing.order.{place}.{'up' if column is up else 'down'}"),
                help=t(said.MOVES, name=plain(claim_named(protocol, place))),
                disabled=not possible,
                on_click=_moved,
                args=(above,),
                width="stretch",
            )


def _claim(draft: Draft, place: int, claim: OtherClaim, refused: dict[str, Phrase]) -> None:
    title, remove = st.columns([3, 2], vertical_alignment="center")
    title.markdown(f"**{t(said.CLAIM, place=str(place + 2))}**")
    remove.button(
        t(said.REMOVE_CLAIM), key=state.key(f"sizing.others.{place}.remove"), on_click=_removed, args=(place + 1,),
        width="stretch",
    )  # fmt: skip
    path = f"others.{place}"
    _endpoint(draft, path, place, claim)
    kinds_known = {kind: card.title for kind, card in cards().items() if card.attained is Attained.POWER}
    choice_field(
        f"{path}.kind", said.CLAIM_KIND, said.CLAIM_KIND_HELP, kinds_known, claim.kind, _of_claim(place, "kind")
    )
    model = claim.chosen_design()
    if model is None:
        return
    own = {name.removeprefix(f"{path}."): name for name in refused if name.startswith(f"{path}.")}
    said_of = {name: refused.pop(whole_name) for name, whole_name in own.items()}
    goal_fields(draft, f"{path}.goal", claim.goal, model, lambda name: _claim_goal(place, name), said_of)
    question_fields(
        draft, f"{path}.assumptions", claim, model, said_of, lambda name: _claim_choice(place, name),
        known=shared(draft.protocol.sizing, claim),
    )  # fmt: skip


def _endpoint(draft: Draft, path: str, place: int, claim: OtherClaim) -> None:
    """What the claim is measured by; its definition is folded, for it does not enter the calculation."""
    text_field(draft, f"{path}.name", said.CLAIM_NAME, claim.name, _of_claim(place, "name"), area=False)
    left, right = st.columns(2)
    with left:
        change = _of_claim(place, "better")
        choice_field(f"{path}.better", said.CLAIM_BETTER, said.CLAIM_BETTER_HELP, BETTER, claim.better, change)
    with right:
        text_field(draft, f"{path}.unit", said.CLAIM_UNIT, claim.unit, _of_claim(place, "unit"), area=False)
    with st.expander(t(said.CLAIM_MEASURE), expanded=False):
        asks = type(draft.protocol.endpoints).asks()
        type_, timing, definition = (asks[name] for name in ("type", "timing", "definition"))
        choice_field(f"{path}.type", type_.label, type_.why, TYPES, claim.type, _of_claim(place, "type"))
        text_field(draft, f"{path}.timing", timing.label, claim.timing, _of_claim(place, "timing"), area=False)
        text_field(draft, f"{path}.definition", definition.label, claim.definition, _of_claim(place, "definition"))


def _of_claim(place: int, name: str) -> Parts:
    return lambda sizing, value: with_claim(sizing, place, **{name: value})


def _claim_goal(place: int, name: str) -> Parts:
    def parts(sizing: Sizing, value: Any) -> tuple[str, Any]:
        goal = sizing.others[place].goal if place < len(sizing.others) else GoalChoice()
        return with_claim(sizing, place, goal=goal.model_dump() | {name: value})

    return parts


def _claim_choice(place: int, name: str) -> Parts:
    def parts(sizing: Sizing, value: Any) -> tuple[str, Any]:
        known = sizing.others[place].choices if place < len(sizing.others) else {}
        kept = {key: one for key, one in known.items() if key != name}
        return with_claim(sizing, place, choices=kept | {name: value} if value else kept)

    return parts


def _added() -> None:
    def change(protocol: Protocol) -> Protocol:
        return protocol.changed("sizing", "others", [*(one.model_dump() for one in protocol.sizing.others), {}])

    submit("sizing.others", "", change)


def _moved(place: int) -> None:
    """The claim at a place and the next one change places."""
    current = state.open_draft()
    if current is not None:
        _arrange(current, swapped(1 + len(current.protocol.sizing.others), place))


def _removed(place: int) -> None:
    current = state.open_draft()
    if current is not None:
        count = 1 + len(current.protocol.sizing.others)
        _arrange(current, tuple(one for one in range(count) if one != place))


def _arrange(draft: Draft, order: tuple[int, ...]) -> None:
    state.commit(arranged(draft.protocol, order), arranged_entries(draft.pending, order))
    state.forget("sizing")
    state.forget("endpoints")
