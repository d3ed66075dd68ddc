"""The order of the primary claims: the first is the primary endpoint of the draft, the others stand in the sizing.

A claim that changes place takes along all that was typed for it: endpoint, goal, assumptions, its share of the risk, its
transitions, its correlations with the others, and the entries that were refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from protocols.economic_claim import economic
from protocols.model.endpoints import Endpoints
from protocols.model.sizing import Calculation, OtherClaim, Sizing
from protocols.protocol import Protocol
from stats.formulas.combined.dependence import paired

_DESCRIBED = ("name", "unit", "better", "type", "timing", "definition")
_ASKED = tuple(Calculation.model_fields)
_OTHER = re.compile(r"sizing\.others\.(\d+)\.(.+)")
_FIRST = re.compile(rf"(?:endpoints\.({'|'.join(_DESCRIBED)})|sizing\.((?:{'|'.join(_ASKED)})(?:\..+)?))")


def claims_of(protocol: Protocol) -> tuple[OtherClaim, ...]:
    """Every primary claim in its order, the primary endpoint first, all in the same shape."""
    endpoints, sizing = protocol.endpoints, protocol.sizing
    described = {name: value for name in _DESCRIBED if (value := getattr(endpoints, name)) is not None}
    asked = {name: getattr(sizing, name) for name in _ASKED}
    return (OtherClaim.model_validate(described | asked), *sizing.others)


def claims_sized(protocol: Protocol) -> tuple[OtherClaim, ...]:
    """The primary claims of the calculation: those typed for another extension are left aside."""
    return claims_of(protocol)[: len(protocol.sizing.calculations())]


def endpoint_of(claim: OtherClaim) -> Endpoints:
    """What a claim is measured by, in the shape of the primary endpoint."""
    return Endpoints.model_validate({name: getattr(claim, name) or None for name in _DESCRIBED})


def swapped(count: int, place: int) -> tuple[int, ...]:
    """The order in which the claim at a place and the one after it change places."""
    order = list(range(count))
    order[place : place + 2] = reversed(order[place : place + 2])
    return tuple(order)


def arranged(protocol: Protocol, order: Sequence[int]) -> Protocol:
    """The same study with its claims in another order; a claim that the order leaves out is removed.

    order: the present place of each claim kept, from 0; the first becomes the primary endpoint of the draft
    """
    claims, sizing = claims_of(protocol), protocol.sizing
    first, *others = (claims[place] for place in order)
    described = {name: getattr(endpoint_of(first), name) for name in _DESCRIBED}
    asked = {name: getattr(first, name) for name in _ASKED} if order[0] != 0 else {}
    changed: dict[str, Any] = {
        "others": tuple(others),
        "shares": _listed(sizing.shares, len(claims), order, 1),
        "transitions": _listed(sizing.transitions, len(claims), order, 2),
        "correlations": _by_pair(sizing.correlations, len(claims), order),
    }
    if len(order) == 2 and sizing.correlation.value is None and len(changed["correlations"]) == 1:
        only = changed["correlations"][0]  # of two claims there is one correlation, the common one
        changed["correlation"] = sizing.correlation.model_copy(update={"value": only})
    endpoints = protocol.endpoints.model_dump() | (described if order[0] != 0 else {})
    return protocol.model_copy(
        update={
            "endpoints": Endpoints.model_validate(endpoints),
            "sizing": Sizing.model_validate(sizing.model_copy(update=asked | changed).model_dump()),
        }
    )


def medical_order(protocol: Protocol) -> tuple[int, ...]:
    """The order that puts the medical claim before those that rest on costs; the present one when none was typed."""
    claims = claims_of(protocol)
    medical = (place for place, one in enumerate(claims) if one.kind and not economic(one))
    first = next(medical, 0) if economic(claims[0]) else 0
    return (first, *(place for place in range(len(claims)) if place != first))


def medical_first(protocol: Protocol) -> Protocol:
    """The same study with its medical claim as the primary endpoint, wherever it stands."""
    return arranged(protocol, medical_order(protocol))


def arranged_entries(pending: Mapping[str, str], order: Sequence[int]) -> dict[str, str]:
    """Refused entries, by their field, moved with their claim."""
    found: dict[str, str] = {}
    for path, raw in pending.items():
        place, field = _placed(path)
        if place is None:
            found[path] = raw
        elif place in order:
            found[_path(order.index(place), field)] = raw
    return found


def _placed(path: str) -> tuple[int | None, str]:
    """The claim that a field belongs to, and its name there."""
    if other := _OTHER.fullmatch(path):
        return int(other[1]) + 1, other[2]
    if first := _FIRST.fullmatch(path):
        return 0, first[1] or first[2]
    return None, path


def _path(place: int, field: str) -> str:
    if place:
        return f"sizing.others.{place - 1}.{field}"
    return f"{'endpoints' if field in _DESCRIBED else 'sizing'}.{field}"


def _listed(values: Sequence[float], count: int, order: Sequence[int], dimensions: int) -> tuple[float, ...]:
    """One value per claim, or per pair of claims, in the new order; a list of another length is left as it was typed."""
    if len(values) != count**dimensions:
        return tuple(values)
    if dimensions == 1:
        return tuple(values[place] for place in order)
    return tuple(values[count * row + column] for row in order for column in order)


def _by_pair(values: Sequence[float], count: int, order: Sequence[int]) -> tuple[float, ...]:
    """One value per pair of claims, in the new order; a list of another length is left as it was typed."""
    if len(values) != len(paired(count)):
        return tuple(values)
    known = dict(zip(paired(count), values, strict=True))
    pairs = [(order[first], order[second]) for first, second in paired(len(order))]
    return tuple(known[min(pair), max(pair)] for pair in pairs)
