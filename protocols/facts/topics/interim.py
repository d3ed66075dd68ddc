"""Interim looks and prior beliefs: what the calculation takes for granted."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.protocol import Protocol
from stats.registry import design_class


def known(protocol: Protocol) -> Known:
    """Whether futility is binding in the type I error; what a prior weighs."""
    return {**_futility(protocol), **_prior(protocol)}


def _futility(protocol: Protocol) -> Known:
    sizing = protocol.sizing
    if sizing.extension != "interim":
        return {}
    chosen, fields = sizing.interim.choices, design_class("group_sequential").model_fields
    spent = chosen.get("futility_spending", fields["futility_spending"].default) != "none"
    if not spent and not sizing.interim.lists.get("futility"):
        return {}
    rule = chosen.get("futility_rule", fields["futility_rule"].default)
    return {"futility_binding": (rule == "binding", "sizing.interim")}


def _prior(protocol: Protocol) -> Known:
    sizing = protocol.sizing
    lines = [sizing.assumptions.get(name) for name in ("prior_a", "prior_b")]
    if sizing.kind != "one_proportion_bayes":
        return {}
    values = [one.value for one in lines if one is not None and one.value is not None]
    return {"prior_weight": (sum(values) if len(values) == 2 else None, "sizing.assumptions.prior_a")}
