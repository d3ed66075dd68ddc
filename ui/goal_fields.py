"""What a claim must show: its goal, its risk, its margins; the same fields for the primary endpoint and for the other claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.sizing import GoalChoice
from stats.design import Design
from stats.goals import GOAL_LABELS
from stats.quantities import Quantity, Unit
from stats.text import Phrase, Text
from ui import goal_words, words
from ui.shown import shown
from ui.sizing_fields import Parts, choice_field, number_field, text_field
from ui.speech import plain, spoken

Within = Callable[[str], Parts]  # the change of one field of the goal
_WITHOUT_TEST = ("precision", "reach")
_RISKS: dict[str, dict[str, float]] = {
    "alpha": {"gt": 0, "lt": 0.5},
    "confidence": {"gt": 0.5, "lt": 1},
    "assurance": {"ge": 0.5, "lt": 1},
}


def goal_fields(
    draft: Draft, path: str, goal: GoalChoice, model: type[Design], within: Within, refused: Mapping[str, Phrase], *,
    beside: Callable[[], Any] | None = None,
) -> None:  # fmt: skip
    """Draw the goal at its path under "sizing".

    refused: why the design cannot use the goal, by field of the question
    beside: what stands at the left of the risk; without it, only goals with a test are offered
    """
    kinds = [kind for kind in model.goal_kinds() if beside or kind not in _WITHOUT_TEST]
    choice_field(
        f"{path}.kind", goal_words.GOAL, goal_words.GOAL_HELP, {kind: GOAL_LABELS[kind] for kind in kinds}, goal.kind, within("kind")
    )  # fmt: skip
    if goal.kind is None and not beside:
        return
    left, right = st.columns(2)
    with left:
        (beside or (lambda: _sides(path, goal, within)))()
    with right:
        _risks(draft, path, goal, model.unasked, within)
    if beside:
        _sides(path, goal, within)
    _margins(draft, path, goal, model.card.margin_unit, within, refused)


def _risks(draft: Draft, path: str, goal: GoalChoice, unasked: frozenset[str], within: Within) -> None:
    def risk(name: str, label: Text, help: Text, usual: float | None) -> None:
        if name in unasked:
            return
        placeholder = "" if usual is None else shown(usual, Unit.PROPORTION)
        value = getattr(goal, name)
        number_field(
            draft, f"{path}.{name}", label, help, Unit.PROPORTION, value, within(name), placeholder=placeholder,
            bounds=Quantity(label, Unit.PROPORTION, help, **_RISKS[name]),
        )  # fmt: skip

    if goal.kind in _WITHOUT_TEST:
        risk("confidence", words.CONFIDENCE, goal_words.CONFIDENCE_HELP, 0.95)
    else:
        risk("alpha", goal_words.ALPHA, goal_words.ALPHA_HELP, 0.05 if goal.kind in ("superiority", None) else 0.025)
    if goal.kind == "precision":
        risk("assurance", goal_words.ASSURANCE, goal_words.ASSURANCE_HELP, None)


def _sides(path: str, goal: GoalChoice, within: Within) -> None:
    if goal.kind == "superiority":
        sides = goal.sides or 2
        choice_field(
            f"{path}.sides", goal_words.SIDES, goal_words.SIDES_HELP, goal_words.SIDE_OPTIONS, sides, within("sides")
        )


def _margins(
    draft: Draft, path: str, goal: GoalChoice, unit: Unit, within: Within, refused: Mapping[str, Phrase]
) -> None:
    def margin(name: str, label: Text, help: Text) -> None:
        value, bounds = getattr(goal, name), Quantity(label, unit, help, gt=0)
        number_field(draft, f"{path}.{name}", label, help, unit, value, within(name), bounds=bounds)
        phrase = refused.get(f"goal.{name}") or refused.get("goal")
        if value is not None and phrase is not None:
            st.warning(plain(spoken(phrase)), icon=":material/report:")

    if goal.kind == "superiority_by_margin":
        margin("margin", goal_words.MARGIN_GAIN, goal_words.MARGIN_GAIN_HELP)
    elif goal.kind == "non_inferiority":
        ratio = unit is Unit.EFFECT_RATIO
        margin(
            "margin",
            *(
                (goal_words.MARGIN_RATIO, goal_words.MARGIN_RATIO_HELP)
                if ratio
                else (goal_words.MARGIN, goal_words.MARGIN_HELP)
            ),
        )
    elif goal.kind == "equivalence":
        margin("margin_lower", goal_words.MARGIN_LOWER, goal_words.MARGIN_HELP)
        margin("margin_upper", goal_words.MARGIN_UPPER, goal_words.MARGIN_HELP)
    else:
        return
    text_field(draft, f"{path}.margin_reason", goal_words.MARGIN_REASON, goal.margin_reason, within("margin_reason"))
