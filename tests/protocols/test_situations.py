"""The situations that ship as examples: the findings each deserves, exactly, and the author's answer to each."""

from __future__ import annotations

import pytest

from protocols.checking import check
from protocols.exchange import example
from protocols.qualification import asked_steps, product_type, qualify
from protocols.route import data_route_of, route_of
from stats.result import SampleSize

# By example: the findings a reviewer would raise, no more and no less.
FINDINGS = {
    "drug_discovery": {"preuve:QUAL-02", "stats:EST-01"},
    "emergency_imaging": {
        "fr:REG-06",  # clusters without individual consent
        "preuve:COST-02",
        "preuve:REF-04",  # missed fractures of 2001
        "preuve:SIT-05",
        "stats:CLUS-03",  # three emergency departments
        "stats:POWER-02",
        "stats:SS-04",
    },
    "warehouse_validation": {"preuve:COST-02", "stats:AI-07"},
}


@pytest.mark.parametrize("name", FINDINGS)
def test_the_findings_are_those_it_deserves(name: str) -> None:
    assert {one.rule.id for one in check(example(name)).findings} == FINDINGS[name]


@pytest.mark.parametrize("name", FINDINGS)
def test_the_author_answers_each_finding_and_no_other(name: str) -> None:
    answers = example(name).answers
    assert set(answers) == FINDINGS[name]
    assert all(len(answer.split()) >= 15 for answer in answers.values())


def solved(name: str) -> SampleSize:
    found = example(name).sample_size()
    assert isinstance(found, SampleSize), found
    return found


def test_three_departments_and_six_periods_give_about_the_registered_number() -> None:
    found, protocol = solved("emergency_imaging"), example("emergency_imaging")
    assert found.enrolled == 8244
    assert protocol.sizing.planned == 8400 == protocol.plan.sites * 2800  # type: ignore[operator]
    for number in ("8\u00a0400", "8\u00a0244", "8\u00a0856"):
        assert number in protocol.sizing.planned_reason
    assert protocol.sizing.assumptions["periods"].value == 6


def test_a_less_stable_department_needs_the_number_that_the_reason_quotes() -> None:
    data = example("emergency_imaging").model_dump()
    data["sizing"]["assumptions"]["cac"] |= {"value": 0.8, "low": None, "high": None}
    changed = type(example("emergency_imaging")).model_validate(data).sample_size()
    assert isinstance(changed, SampleSize) and changed.enrolled == 8856


def test_the_power_answer_quotes_the_size_at_ninety_percent() -> None:
    data = example("emergency_imaging").model_dump()
    data["sizing"]["target"] = 0.9
    changed = type(example("emergency_imaging")).model_validate(data).sample_size()
    assert isinstance(changed, SampleSize) and changed.enrolled == 11160
    assert "11\u00a0160" in example("emergency_imaging").answers["stats:POWER-02"]


def test_the_emergency_trial_is_an_investigation_with_an_opinion() -> None:
    route = route_of(example("emergency_imaging"))
    assert route is not None and (route.id, route.ansm, route.cpp) == ("IC_4.2", "none", "opinion")


def test_the_warehouses_give_both_groups_and_no_investigation() -> None:
    found, protocol = solved("warehouse_validation"), example("warehouse_validation")
    assert ([arm.size for arm in found.arms], found.enrolled, protocol.sizing.planned) == ([233, 1317], 1598, 1600)
    for number in ("233", "1\u00a0317", "1\u00a0598", "1\u00a0600"):
        assert number in protocol.sizing.planned_reason
    route, data = route_of(protocol), data_route_of(protocol)
    assert route is not None and route.id == "HORS_RIPH"
    assert data is not None and data.id == "MR-004"


def test_a_platform_for_drug_discovery_is_told_why_it_is_no_device() -> None:
    protocol = example("drug_discovery")
    outcome = qualify(protocol)
    assert protocol.qualification.product is None and product_type(protocol) == "not_a_device"
    assert asked_steps(protocol)[-1] == "individual"
    assert "découverte de médicaments" in outcome.reason.fr and "drug discovery" in outcome.reason.en
    assert outcome.would is not None and len(outcome.changes) == 3
    assert not {one.rule.id for one in check(protocol).findings} & {"preuve:MAT-01", "preuve:MAT-02"}
