"""Designs on which the contract is checked, power simulated and speed measured.

Each design declares its own in its test file, as EXAMPLES: at least one, with the corners where formulas go wrong. `twin` is the same comparison with the arms exchanged (and the direction, and the
allocation); `vanishing` are the changes that leave a true effect of almost nothing under superiority; `slack` is the
bias of a declared approximation, allowed on top of Monte Carlo error when power is simulated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from stats.design import Design
from stats.registry import kinds

Plan = dict[str, Any]


@dataclass(frozen=True)
class Example:
    name: str
    design: Plan
    target: float = 0.8
    twin: Plan | None = None
    vanishing: Plan = field(default_factory=dict)
    slack: float = 0.01


def sup(better: str = "higher", alpha: float = 0.05, sides: int = 2) -> Plan:
    return {"kind": "superiority", "better": better, "alpha": alpha, "sides": sides}


def ni(margin: float, better: str = "higher", alpha: float = 0.025) -> Plan:
    return {"kind": "non_inferiority", "better": better, "alpha": alpha, "margin": margin}


def beyond(margin: float, better: str = "higher", alpha: float = 0.025) -> Plan:
    return {"kind": "superiority_by_margin", "better": better, "alpha": alpha, "margin": margin}


def eq(lower: float, upper: float) -> Plan:
    return {"kind": "equivalence", "margin_lower": lower, "margin_upper": upper}


def goal_of(design: Design) -> Any:
    """The goal, which a combinator takes from the design inside it."""
    return goal_of(design.inner) if hasattr(design, "inner") else design.goal


@cache
def examples() -> dict[str, list[Example]]:
    """The examples of every registered design; a design without a test file, or without EXAMPLES, is an error."""
    return {kind: import_module(f"tests.stats.test_{kind}").EXAMPLES for kind in kinds()}
