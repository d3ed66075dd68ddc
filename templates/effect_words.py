"""What the hypotheses are about: the value without effect, the limits that a margin makes, the file that words them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from stats.design import Design
from stats.goals import sign
from stats.quantities import Unit, Value
from stats.registry import design_class

if TYPE_CHECKING:
    from templates.size_rows import Rows

_FOLDER = Path(__file__).resolve().parent / "fr" / "designs"
GENERAL = "general"


@cache
def said_by(kind: str, inner: str = "") -> str:
    """The file of templates/<language>/designs that words a design: its own, that of the design inside, of its family, or
    the general one."""
    family = design_class(inner or kind).card.family.value
    return next((one for one in (kind, inner, family) if (_FOLDER / f"{one}.md").is_file()), GENERAL)


def limits(design: Design, rows: Rows) -> dict[str, str]:
    """The value of the summary measure without effect, and its limits under a margin, as tokens."""
    null, scale, goal = design.null_value(), design.card.meaning.scale, design.goal
    said = {"no_effect": rows.value(null.value, null.unit)}
    better = sign(goal.better) if hasattr(goal, "better") else 1
    for name, margin, side in (
        ("limit", getattr(goal, "margin", None), better if goal.kind == "superiority_by_margin" else -better),
        ("limit_lower", getattr(goal, "margin_lower", None), -1),
        ("limit_upper", getattr(goal, "margin_upper", None), 1),
    ):
        if margin is not None:
            value = margin**side if scale == "ratio" else null.value + side * margin
            said[name] = (
                _signed(Value(value, null.unit), rows) if scale == "difference" else rows.value(value, null.unit)
            )
    return said


def _signed(value: Value, rows: Rows) -> str:
    """A difference with its sign: "-5 points", "+3 mmHg"."""
    said = rows.value(abs(value.value), value.unit)
    return ("+" if value.value > 0 else "\N{MINUS SIGN}") + said if value.unit is not Unit.COUNT else said
