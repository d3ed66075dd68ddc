"""Facts of the economic evaluation, of the organisation of care and of access."""

from __future__ import annotations

import re
from typing import Any

from protocols.economic_values import references
from protocols.model.economics import Economics
from protocols.model.section import NotApplicable
from protocols.phrases import given
from protocols.protocol import Protocol
from stats.text import Text, verbatim

_YEAR = re.compile(r"\b(19|20)\d\d\b")
_NUMBER = re.compile(r"[-\u2212\u2013]?\s?\d+(?:[.,]\d+)?")
_NO_ITEM = Text(fr="aucun poste n'est décrit", en="no item is described")


def known(protocol: Protocol) -> dict[str, tuple[Any, str]]:
    """The facts of this topic, each with its origin."""
    economics, claim = protocol.economics, protocol.claim
    benefit, asa = claim.benefit, getattr(claim, "asa", None)
    kind = protocol.device.kind
    found: dict[str, tuple[Any, str]] = {
        "econ_planned": (None if economics.planned is None else economics.planned == "yes", "economics.planned"),
        "econ_benefit_claimed": (
            None if benefit is None else isinstance(benefit, str) and benefit.startswith("economic"),
            "claim.benefit",
        ),
        "asa_claimed": (asa if isinstance(asa, str) else None, "claim.asa"),
        "turnover_millions": (_number(economics.turnover), "economics.turnover"),
        "device_role": (protocol.situation.role, "situation.role"),
        "organisation_given": (given(economics.organisation), "economics.organisation"),
        "used_by_patient": (kind in ("patient_app", "telemonitoring") if kind else None, "device.kind"),
        "digital_alternative_given": (given(protocol.conduct.inclusion_digital), "conduct.inclusion_digital"),
    }
    return found | (_evaluation(economics) if economics.planned == "yes" else {})


def _evaluation(economics: Economics) -> dict[str, tuple[Any, str]]:
    """What is said of an evaluation that is planned."""
    rate, method, instrument = economics.discount_rate, economics.method, economics.utility_instrument
    return {
        "econ_method": (method if isinstance(method, str) else None, "economics.method"),
        "econ_horizon_months": (_number(economics.horizon_months), "economics.horizon_months"),
        "econ_discount_rate": (0.0 if isinstance(rate, NotApplicable) else rate, "economics.discount_rate"),
        "econ_instrument": (
            "none" if isinstance(instrument, NotApplicable) else instrument,
            "economics.utility_instrument",
        ),
        "econ_instrument_reason": (bool(given(economics.utility_note)), "economics.utility_note"),
        "econ_costs_incomplete": (_incomplete(economics), "economics.resources"),
        "econ_utilities_outside": (_outside(economics), "economics.utilities"),
        "econ_sample_size": (_number(economics.sample_size), "economics.sample_size"),
        "econ_modelled": (given(economics.model), "economics.model"),
    }


def _number(value: Any) -> float | None:
    return None if value is None or isinstance(value, NotApplicable) else float(value)


def _incomplete(economics: Economics) -> tuple[Text, ...] | None:
    """The cost items without a source of volumes, a unit cost or a price year; unknown while none is described."""
    if isinstance(economics.resources, NotApplicable):
        return (_NO_ITEM,)
    items = [one for one in economics.resources if one.resource.strip()]
    if not items:
        return None
    return tuple(
        verbatim(one.resource, 60)
        for one in items
        if not (one.volumes.strip() and one.unit_cost.strip() and _YEAR.search(one.price_year))
    )


def _outside(economics: Economics) -> tuple[Text, ...] | None:
    """The expected utilities that the French value set cannot give; unknown while none is a number."""
    low, high = (float(one) for one in references()["utility_range"].value)
    if isinstance(economics.utilities, NotApplicable):
        return None
    read = {one.value: value for one in economics.utilities if (value := _read(one.value)) is not None}
    return tuple(verbatim(said, 30) for said, value in read.items() if not low <= value <= high) if read else None


def _read(said: str) -> float | None:
    """The first number of a cell, with a comma or a point."""
    found = _NUMBER.search(said)
    if not found:
        return None
    return float(re.sub(r"[\u2212\u2013]", "-", found[0]).replace(" ", "").replace(",", "."))
