"""The economic calculation beside the economic section: value of a QALY, spread, correlation, horizon, perspective, unit."""

from __future__ import annotations

import re

from protocols.claims_order import claims_sized
from protocols.economic_claim import economic
from protocols.facts.topics import Known
from protocols.model.section import NotApplicable
from protocols.model.sizing import OtherClaim
from protocols.phrases import mentions, words
from protocols.protocol import Protocol
from protocols.stated import amount, euros, months, sentences
from stats.designs.economics.cost_difference import CostDifference
from stats.designs.economics.net_benefit import NetBenefit

_AMOUNT = re.compile(r"\d[\d \u00a0\u202f]*(?:[.,]\d+)*")
_PER_QALY = r" ?(?:/|par|per) ?(?:ann[ée]e de vie|QALY)"
_VIEWPOINT = r"perspective|point de vue|viewpoint"
_PERSPECTIVES = {
    "societal": r"soci[ée]t",
    "health_insurance": r"assurance[- ]maladie|health insurance",
    "hospital": r"h[ôo]pital|hospital|[ée]tablissement",
    "collective_care": r"collective",
}


def known(protocol: Protocol) -> Known:
    """Nothing for a study that is not sized on costs."""
    sized = enumerate(claims_sized(protocol))
    place, claim = next(((place, one) for place, one in sized if economic(one)), (0, None))
    if claim is None:
        return {}
    path = f"sizing.others.{place - 1}" if place else "sizing"
    return {
        **_section(protocol),
        **_values(claim, f"{path}.assumptions"),
        "economic_unit": (claim.unit.strip() or None, f"{path}.unit" if place else "endpoints.unit"),
        "economic_months": (_months(claim), f"{path}.name" if place else "endpoints.name"),
        "economic_perspective": (_perspective(claim), f"{path}.definition" if place else "endpoints.definition"),
    }


def _section(protocol: Protocol) -> Known:
    """What the economic section says of the same things."""
    economics = protocol.economics
    told, where = words(economics.sample_size_method), "economics.sample_size_method"
    listed = () if isinstance(economics.willingness, NotApplicable) else economics.willingness
    values = tuple(amount(found[0].replace("\u00a0", " ").replace("\u202f", " "))
                   for one in listed if (found := _AMOUNT.search(one.value)))  # fmt: skip
    correlation = economics.correlation
    return {
        "qaly_values_stated": (
            values or euros(told, after=_PER_QALY) or None,
            "economics.willingness" if values else where,
        ),
        "cost_spread_stated": (
            euros(told, before=r"(?:[ée]cart-type|standard deviation|\bSD\b)[^.;\d]{0,40}") or None,
            where,
        ),
        "cost_correlation_stated": (
            None if isinstance(correlation, NotApplicable) else correlation,
            "economics.correlation",
        ),
        "econ_perspective": (
            economics.perspective if isinstance(economics.perspective, str) else None,
            "economics.perspective",
        ),
    }


def _values(claim: OtherClaim, path: str) -> Known:
    """The value of a QALY, the correlation, and every standard deviation that the calculation rests on."""
    design = claim.question(claim.better)
    if isinstance(design, NetBenefit):
        spreads = (*design.deviations, design.sd_cost, design.sd_cost_control or design.sd_cost)
        return {
            "qaly_value_sized": (design.willingness_to_pay, f"{path}.willingness_to_pay"),
            "cost_correlation_sized": (design.correlation, f"{path}.correlation"),
            "cost_spreads_sized": (spreads, f"{path}.sd_cost"),
        }
    if isinstance(design, CostDifference):
        return {"cost_spreads_sized": (design.deviations, f"{path}.sd")}
    return {}


def _months(claim: OtherClaim) -> float | None:
    """The horizon that the economic endpoint names, when it names one."""
    found = set(months(f"{claim.name} {claim.timing}"))
    return found.pop() if len(found) == 1 else None


def _perspective(claim: OtherClaim) -> str | None:
    """The perspective that the economic endpoint names, when it names one."""
    told = [one for one in sentences(f"{claim.name}. {words(claim.definition)}") if mentions(one, _VIEWPOINT)]
    named = [name for name, said in _PERSPECTIVES.items() if mentions(" ".join(told), said)]
    return named[0] if len(named) == 1 else None
