"""What is built on the primary question: interim looks, a revision of the size, other primary claims, assurance."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.combining import lists_of, procedure_of
from protocols.drafts import Draft
from protocols.economic_claim import economic_claim_missing, margin_goal_missing, with_economic_claim
from protocols.model.endpoints import BETTER
from protocols.model.sizing import Assumption, GoalChoice, OtherClaim, Sizing
from stats.card import Attained
from stats.goals import GOAL_LABELS
from stats.refusal import Problem
from stats.registry import design_class, kinds
from stats.text import Phrase
from ui import combining_words as said
from ui import state, words
from ui.editing import submit
from ui.extension_fields import interim_fields, reestimation_fields
from ui.picker import cards
from ui.register import assumption, series_assumption, with_claim
from ui.sizing_fields import Parts, choice_field, list_field, number_field, text_field
from ui.speech import plain, spoken, t

_MINE = ("interim", "reestimation", "others", "extension", "correlation")


def combining(draft: Draft, problems: tuple[Problem, ...]) -> None:
    """Draw the extension chosen and its fields; what the combination refuses is said here."""
    sizing = draft.protocol.sizing
    if not sizing.kind or sizing.kind not in kinds():
        return
    if design_class(sizing.kind).card.attained is not Attained.POWER and sizing.extension == "none":
        return
    st.markdown(f"**{t(said.TITLE)}**")
    _claimed(draft)
    choice_field("extension", said.CHOICE, said.CHOICE_HELP, said.EXTENSIONS, sizing.extension, _whole("extension"))
    mine = [one for one in problems if one.field.split(".")[0] in _MINE]
    if sizing.extension == "interim":
        interim_fields(draft)
    elif sizing.extension == "reestimation":
        reestimation_fields(draft)
    elif sizing.extension == "others":
        _others(draft, mine)
    elif sizing.extension == "assurance":
        st.caption(t(said.ASSURANCE_NOTE))
    for one in mine:
        st.warning(plain(spoken(one.phrase)), icon=":material/report:")


def _claimed(draft: Draft) -> None:
    """What the benefit claimed asks of the calculation, with the economic claim in one click."""
    if economic_claim_missing(draft.protocol):
        st.info(t(said.ECONOMIC_CLAIMED), icon=":material/euro:")
        st.button(t(said.ADD_ECONOMIC), key=state.key("sizing.others.economic"), on_click=_economic_added)
    if margin_goal_missing(draft.protocol):
        st.info(t(said.SET_NON_INFERIORITY), icon=":material/info:")


def _economic_added() -> None:
    submit("sizing.others", "", lambda protocol: with_economic_claim(protocol, t(said.COST)))
    state.forget("sizing.extension")


def _others(draft: Draft, problems: list[Problem]) -> None:
    sizing = draft.protocol.sizing
    rule = design_class("joint").choices()["rule"]
    choice_field("rule", rule.label, rule.help or said.CHOICE_HELP, rule.options, sizing.rule, _whole("rule"))
    _procedure(draft)
    rho = design_class("joint").quantities()["correlation"]
    number_field(
        draft, "correlation.value", rho.label, rho.help, rho.unit, sizing.correlation.value, _correlation("value"), bounds=rho
    )  # fmt: skip
    refused = {one.field: one.phrase for one in problems}
    for place, claim in enumerate(sizing.others):
        with st.container(border=True):
            _claim(draft, place, claim, refused)
    st.button(t(said.ADD_CLAIM), key=state.key("sizing.others.add"), on_click=_added, icon=":material/add:")


def _procedure(draft: Draft) -> None:
    """The procedure, the order of the claims where it matters, and the lists that it uses."""
    sizing, model = draft.protocol.sizing, design_class("joint")
    choice, name = model.choices()["procedure"], procedure_of(sizing)
    help = choice.help or said.CHOICE_HELP
    choice_field("procedure", choice.label, help, choice.options, name, lambda _, value: ("procedure", value or ""))
    if name in ("fixed_sequence", "fallback"):
        names = [draft.protocol.endpoints.name or "", *(one.name for one in sizing.others)]
        numbered = [one.strip() or t(said.CLAIM, place=str(place)) for place, one in enumerate(names, start=1)]
        st.caption(t(said.ORDER, order=plain(" → ".join(numbered))))
    lists = {"shares": "weights", "transitions": "transitions"}
    for field in lists_of(sizing):
        list_field(draft, field, model.series()[lists[field]], getattr(sizing, field), _whole(field))


def _claim(draft: Draft, place: int, claim: OtherClaim, refused: dict[str, Phrase]) -> None:
    title, remove = st.columns([5, 2], vertical_alignment="center")
    title.markdown(f"**{t(said.CLAIM, place=str(place + 2))}**")
    remove.button(
        t(said.REMOVE_CLAIM), key=state.key(f"sizing.others.{place}.remove"), on_click=_removed, args=(place,)
    )
    path = f"others.{place}"
    kinds_known = {kind: card.title for kind, card in cards().items() if card.attained is Attained.POWER}
    choice_field(
        f"{path}.kind", said.CLAIM_KIND, said.CLAIM_KIND_HELP, kinds_known, claim.kind, _of_claim(place, "kind")
    )
    text_field(draft, f"{path}.name", said.CLAIM_NAME, claim.name, _of_claim(place, "name"), area=False)
    left, right = st.columns(2)
    with left:
        choice_field(
            f"{path}.better",
            said.CLAIM_BETTER,
            said.CLAIM_BETTER_HELP,
            BETTER,
            claim.better,
            _of_claim(place, "better"),
        )
    with right:
        text_field(draft, f"{path}.unit", said.CLAIM_UNIT, claim.unit, _of_claim(place, "unit"), area=False)
    if claim.kind not in kinds() or not claim.kind:
        return
    model = design_class(claim.kind)
    goals = {kind: GOAL_LABELS[kind] for kind in model.goal_kinds()}
    choice_field(f"{path}.goal", words.GOAL, words.GOAL_HELP, goals, claim.goal.kind, _claim_goal(place, "kind"))
    if claim.goal.kind in ("non_inferiority", "superiority_by_margin"):
        number_field(
            draft, f"{path}.margin", words.MARGIN, words.MARGIN_HELP, model.card.margin_unit, claim.goal.margin,
            _claim_goal(place, "margin"),
        )  # fmt: skip
    group = f"{path}.assumptions"
    for name, quantity in model.quantities().items():
        info = model.model_fields[name]
        default = None if info.is_required() else info.default
        assumption(draft, group, name, quantity, default, refused.get(f"{path}.{name}"))
    for name, series in model.series().items():
        series_assumption(draft, name, series, refused.get(f"{path}.{name}"), group)
    for name, choice in model.choices().items():
        chosen = claim.choices.get(name, model.model_fields[name].default)
        choice_field(
            f"{path}.choices.{name}", choice.label, choice.help or words.METHOD_HELP, choice.options, chosen,
            _claim_choice(place, name),
        )  # fmt: skip


def _whole(name: str) -> Parts:
    return lambda sizing, value: (name, value)


def _correlation(name: str) -> Parts:
    return lambda sizing, value: (
        "correlation",
        Assumption.model_validate(sizing.correlation.model_dump() | {name: value}),
    )


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
    submit("sizing.others", "", lambda protocol: protocol.changed("sizing", "others", [*_dumped(protocol), {}]))


def _removed(place: int) -> None:
    def change(protocol: Any) -> Any:
        return protocol.changed("sizing", "others", [one for i, one in enumerate(_dumped(protocol)) if i != place])

    submit("sizing.others", "", change)
    state.forget("sizing.others")


def _dumped(protocol: Any) -> list[dict[str, Any]]:
    return [one.model_dump() for one in protocol.sizing.others]
