"""Where an estimate of pilot data goes among several claims, and with which sign a correlation enters their calculation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from protocols.pilot import likely, line, oriented, slots
from protocols.protocol import Protocol
from stats.estimate.result import Estimate
from stats.quantities import Unit
from stats.text import Text
from tests.protocols.test_register import study

LABEL = Text(fr="Estimation", en="Estimate")


def estimate(name: str, value: float, unit: Unit = Unit.NUMBER, group: str = "") -> Estimate:
    low, high = value - 0.1, value + 0.1
    return Estimate(LABEL, value, low, high, (low, high), unit, name=name, group=group)


def path(protocol: Protocol, one: Estimate, *columns: str) -> str:
    found = likely(protocol, one, slots(protocol, one, columns), columns)
    return found.path if found else ""


@pytest.mark.parametrize(
    ("columns", "where"),
    [
        (("score_j90",), "assumptions.sd"),
        (("Cout_total",), "others.0.assumptions.sd"),
        (("dépenses",), "others.0.assumptions.sd"),
        (("v1",), "assumptions.sd"),
        (("total_participant",), "assumptions.sd"),
    ],
)
def test_a_measurement_goes_to_the_claim_that_its_column_names(columns: tuple[str, ...], where: str) -> None:
    assert path(study(), estimate("sd", 6, Unit.ENDPOINT), *columns) == where


@pytest.mark.parametrize(
    ("name", "group", "where"),
    [
        ("mean_cost", "avec dispositif", "mean_cost"),
        ("mean_cost", "soins habituels", "mean_cost_control"),
        ("mean_cost", "A", ""),
        ("cv", "dispositif", "cv"),
        ("cv", "témoin", "cv_control"),
        (
            "sd_cost",
            "",
            "",
        ),  # offered, not proposed beside the coefficient of variation: the design takes one of the two
    ],
)
def test_the_costs_of_each_arm_go_to_the_economic_claim(name: str, group: str, where: str) -> None:
    unit = Unit.NUMBER if name == "cv" else Unit.EUROS
    one = estimate(name, 1_000 if unit is Unit.EUROS else 0.8, unit, group)
    assert path(study(), one, "c") == (f"others.0.assumptions.{where}" if where else "")
    assert all(slot.claim == 1 for slot in slots(study(), one, ("c",)))


def directed(better: str | None, **changed: Any) -> Protocol:
    return study(**changed).changed("endpoints", "better", better)


@pytest.mark.parametrize(
    ("better", "value", "carried"), [("lower", 0.3, 0.3), ("higher", -0.3, 0.3), ("higher", 0.3, -0.3)]
)
def test_the_correlation_of_cost_and_effect_is_that_of_favourable_directions(
    better: str, value: float, carried: float
) -> None:
    protocol, one = directed(better), estimate("correlation_cost_effect", value)
    slot = next(slot for slot in slots(protocol, one) if slot.path == "correlation")
    turned = oriented(protocol, one, slot)
    assert turned.value == carried and turned.plausible == pytest.approx((carried - 0.1, carried + 0.1))
    try:
        slot.quantity.check(carried)
    except ValidationError:
        assert path(protocol, one) == ""
        with pytest.raises(ValidationError):
            line(turned, slot, False, "", date(2026, 1, 1))
    else:
        assert path(protocol, one) == "correlation"
        assert line(turned, slot, False, "", date(2026, 1, 1)).value == carried


def test_it_is_not_offered_where_it_means_nothing() -> None:
    one = estimate("correlation_cost_effect", 0.3)
    assert slots(directed(None), one) == ()
    net = study().changed("sizing", "others", [{"kind": "net_benefit", "better": "higher"}])
    assert [slot.path for slot in slots(net, one)] == ["others.0.assumptions.correlation"]
    assert oriented(net, one, slots(net, one)[0]) == one
    assert slots(study().changed("sizing", "extension", "none"), one) == ()


def test_the_correlation_of_two_measurements_is_offered_and_never_proposed() -> None:
    one = estimate("correlation", 0.3)
    assert [slot.path for slot in slots(study(), one)] == ["correlation"] and path(study(), one) == ""
    three = study().changed("sizing", "others", [*study().sizing.others, {"kind": "two_means", "better": "higher"}])
    assert slots(three, one) == ()  # which of the three were measured cannot be told, nor then the sign
