"""The situations shipped as examples: each raises exactly the findings it deserves, and its author answers each of them."""

from __future__ import annotations

import pytest

from protocols.checking import check
from protocols.exchange import example
from protocols.protocol import Protocol
from protocols.qualification import asked_steps, product_type, qualify
from protocols.route import data_route_of, route_of
from stats.result import SampleSize

OUT_OF_SCOPE = "drug_discovery"  # what a person types before being told: incomplete by nature
FINDINGS = {
    "music_game": {
        "preuve:CLAIM-07",  # improvement claimed against usual care, shown against a placebo game
        "preuve:EST-05",  # four children out of ten do not play, and the effect does not count it
        "stats:POWER-02",
    },
    "medication_wards": {
        "stats:SS-02",  # the registered 178 patients, where our assumptions need more
        "preuve:EST-05",  # what the doctors learnt stays in the control period
        "stats:CLUS-03",  # six wards
        "fr:BPI-15",  # the wards cannot enrol the number needed in two periods of three months
        "fr:REG-06",  # wards drawn at random, no written consent
        "stats:POWER-02",
    },
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


def enrolled(protocol: Protocol) -> int:
    found = protocol.sample_size()
    assert isinstance(found, SampleSize), found
    return found.enrolled


def assuming(protocol: Protocol, target: float | None = None, **values: float) -> int:
    """The number to enrol when assumptions, or the power, are others."""
    sizing = protocol.sizing.model_dump()
    for name, value in values.items():
        sizing["assumptions"][name] |= {"value": value, "low": None, "high": None}
    return enrolled(Protocol.model_validate(protocol.model_dump() | {"sizing": sizing | {"target": target or 0.8}}))


@pytest.mark.parametrize("name", FINDINGS)
def test_a_situation_raises_the_findings_it_deserves_and_no_other(name: str) -> None:
    report = check(example(name))
    assert {one.rule.id for one in report.findings} == FINDINGS[name]
    assert report.gaps == () or name == OUT_OF_SCOPE


@pytest.mark.parametrize("name", FINDINGS)
def test_the_author_answers_each_finding(name: str) -> None:
    answers = example(name).answers
    assert set(answers) == FINDINGS[name]
    assert all(len(said.split()) >= 15 for said in answers.values())


def test_the_numbers_in_the_answers_of_the_music_game_are_those_computed() -> None:
    game = example("music_game")
    assert enrolled(game) == game.sizing.planned == 152
    assert assuming(game, difference=2.5 * 0.62) == 390 and "390" in game.answers["preuve:EST-05"]
    assert assuming(game, target=0.9) == 204 and "204" in game.answers["stats:POWER-02"]


def test_the_numbers_in_the_answers_of_the_wards_are_those_computed() -> None:
    wards = example("medication_wards")
    assert wards.sizing.planned == 178 < enrolled(wards) == 240
    assert assuming(wards, clusters_available=8) == 192
    assert "240" in wards.answers["stats:SS-02"] and "192" in wards.answers["stats:SS-02"]
    assert assuming(wards, p_experimental=0.6 - 0.25 * 0.9) == 312 and "312" in wards.answers["preuve:EST-05"]
    assert assuming(wards, target=0.9) == 348 and "348" in wards.answers["stats:POWER-02"]


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
