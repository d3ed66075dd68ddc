"""What a reviewer would be told of the three examples, and of the same examples with one planted fault."""

from __future__ import annotations

from typing import Any

import pytest

from protocols import exchange
from protocols.checking import check, gaps_of
from protocols.protocol import Protocol
from protocols.rules.engine import Severity
from stats.flow import Flow
from stats.result import SampleSize
from stats.text import LANGUAGES
from templates.saying import say

TODAY = {"i_sleep": {"stats:SS-09", "stats:POWER-02", "stats:OUT-02"}, "ai_ecg": set(), "sms_contraception": set()}
NAMES = pytest.mark.parametrize("name", sorted(TODAY))


def found(protocol: Protocol) -> set[str]:
    return {one.rule.id for one in check(protocol).findings}


def added(name: str, protocol: Protocol) -> set[str]:
    """The findings that a planted fault adds to those of the example; it must remove none."""
    assert TODAY[name] <= found(protocol) | {"stats:POWER-02", "stats:SS-09"}
    return found(protocol) - TODAY[name]


def sizing(protocol: Protocol, field: str, **changes: Any) -> Protocol:
    """The goal, the assumptions or the flow of the sizing with some parts changed."""
    return protocol.changed("sizing", field, protocol.sizing.model_dump()[field] | changes)


def assumed(protocol: Protocol, name: str, **changes: Any) -> Protocol:
    return sizing(protocol, "assumptions", **{name: protocol.sizing.model_dump()["assumptions"][name] | changes})


@NAMES
def test_the_examples_today(name: str) -> None:
    report = check(exchange.example(name))
    assert {one.rule.id for one in report.findings} == TODAY[name]
    assert report.gaps == () and report.acceptable
    assert report.assessed >= 20 and report.total >= 29


@NAMES
def test_each_finding_of_an_example_has_its_answer(name: str) -> None:
    """Exactly the findings the example ships as expected, each with the author's answer."""
    protocol = exchange.example(name)
    assert set(protocol.answers) == found(protocol) == TODAY[name]
    assert all(len(answer) > 60 for answer in protocol.answers.values())


@NAMES
def test_a_total_that_is_one_arm(name: str) -> None:
    protocol = exchange.example(name)
    size = protocol.sample_size()
    assert isinstance(size, SampleSize)
    arm = max(one.size for one in size.enrolled_arms)
    expected = set() if len(size.arms) == 1 else {"stats:SS-07", "stats:SS-02"}
    assert added(name, protocol.changed("sizing", "planned", arm)) == expected


@NAMES
def test_fewer_planned_than_needed(name: str) -> None:
    protocol = exchange.example(name)
    size = protocol.sample_size()
    assert isinstance(size, SampleSize)
    below = protocol.changed("sizing", "planned", size.enrolled - 1)
    expected = {"stats:SS-02"} | ({"stats:SAW-01"} if size.first else set())
    assert added(name, below) == expected
    assert not check(below).acceptable
    assert added(name, protocol.changed("sizing", "planned", size.enrolled)) == set()


@pytest.mark.parametrize(("name", "planned"), [("i_sleep", 154), ("sms_contraception", 545)])
def test_losses_multiplied(name: str, planned: int) -> None:
    """128 x 1.2 = 153.6 and 454 x 1.2 = 544.8, instead of dividing by 0.8."""
    assert added(name, exchange.example(name).changed("sizing", "planned", planned)) == {"stats:SS-03"}


@NAMES
def test_one_sided_five_per_cent(name: str) -> None:
    assert "stats:ALPHA-01" in added(name, sizing(exchange.example(name), "goal", alpha=0.05, sides=1))
    assert "stats:ALPHA-01" not in added(name, sizing(exchange.example(name), "goal", alpha=0.025, sides=1))


def test_swapped_arms() -> None:
    protocol = exchange.example("sms_contraception")
    swapped = assumed(assumed(protocol, "p_experimental", value=0.5), "p_control", value=0.65)
    assert added("sms_contraception", swapped) - {"preuve:RANGE-01"} == {"preuve:DIR-01"}
    assert [gap.path for gap in gaps_of(swapped)] == ["sizing.p_experimental"]
    slept = exchange.example("i_sleep")
    turned = assumed(slept, "difference", value=-(slept.sizing.assumptions["difference"].value or 0))
    assert added("i_sleep", turned) - {"preuve:RANGE-01"} == {"preuve:DIR-01"}
    assert added("i_sleep", slept.changed("endpoints", "better", "higher")) - {"preuve:RANGE-01"} == {"preuve:DIR-01"}
    zero = assumed(exchange.example("ai_ecg"), "p_expected", value=0.8)
    assert added("ai_ecg", zero) - {"preuve:RANGE-01"} == {"preuve:DIR-01"}


def test_an_effect_beyond_the_margin() -> None:
    protocol = sizing(exchange.example("sms_contraception"), "goal", kind="non_inferiority", alpha=0.025, margin=0.1)
    worse = assumed(assumed(protocol, "p_experimental", value=0.35), "p_control", value=0.5)
    ids = found(worse)
    assert "preuve:DIR-02" in ids and "preuve:DIR-01" not in ids
    assert "preuve:DIR-02" not in found(assumed(worse, "p_experimental", value=0.45))


def test_a_planned_number_between_the_teeth() -> None:
    protocol = exchange.example("ai_ecg").changed("sizing", "planned", 310)
    assert added("ai_ecg", protocol) == {"stats:SAW-01", "stats:SS-02"}
    assert "stats:SAW-01" not in added("ai_ecg", protocol.changed("sizing", "planned", 309))


@pytest.mark.parametrize(("planned", "fires"), [(350, True), (320, False)])
def test_the_teeth_are_those_of_the_analysed_number(planned: int, fires: bool) -> None:
    """With 10 % lost, 350 enrolled leave 315 analysed, between 310 and 327; 320 enrolled leave 288, below both."""
    lossy = sizing(exchange.example("ai_ecg"), "flow", attrition={"value": 0.1, "source": "decision"})
    ids = found(lossy.changed("sizing", "planned", planned))
    assert ("stats:SAW-01" in ids) is fires


@pytest.mark.parametrize(("name", "assumption"), [("ai_ecg", "p_expected"), ("sms_contraception", "p_control")])
def test_a_removed_citation(name: str, assumption: str) -> None:
    blank = assumed(exchange.example(name), assumption, citation="  ", source="literature")
    assert added(name, blank) == {"preuve:SOURCE-01"}
    assert added(name, assumed(exchange.example(name), assumption, source=None)) == {"preuve:SOURCE-01"}


@pytest.mark.parametrize("id", ["preuve:SOURCE-01", "stats:SS-13"])
def test_assumptions_are_listed_by_their_label(id: str) -> None:
    """The author reads the label of the field, never its identifier."""
    protocol = sizing(exchange.example("sms_contraception"), "flow", attrition={"value": 0.2})
    protocol = assumed(protocol, "p_control", source=None, low=None)
    verdict = next(one for one in check(protocol).findings if one.rule.id == id)
    labels = (protocol.sizing.quantities()["p_control"].label, Flow.quantities()["attrition"].label)
    for language in LANGUAGES:
        said = say(verdict.phrase, language).lower()
        assert "p_control" not in said
        assert all(label[language].lower() in said for label in labels), said


@pytest.mark.parametrize(
    ("name", "section", "field", "value", "id"),
    [
        ("ai_ecg", "objectives", "measure", "risk difference", "preuve:EST-03"),
        ("i_sleep", "objectives", "measure", "hazard ratio", "preuve:EST-03"),
        ("sms_contraception", "analysis", "population", "per_protocol", "stats:MISS-03"),
        ("i_sleep", "device", "frozen", "no", "stats:AI-01"),
        ("ai_ecg", "algorithm", "threshold_fixed", "no", "stats:DIAG-06"),
        ("ai_ecg", "plan", "recruitment_months", 3.0, "fr:BPI-15"),
        ("i_sleep", "analysis", "missing_data", "locf", "stats:MISS-02"),
        ("i_sleep", "analysis", "missing_data", "none", "stats:MISS-01"),
        ("sms_contraception", "objectives", "intercurrent", (), "stats:EST-01"),
    ],
)
def test_one_planted_fault_adds_one_finding(name: str, section: str, field: str, value: Any, id: str) -> None:
    expected = {id}
    assert added(name, exchange.example(name).changed(section, field, value)) == expected


def test_a_margin_that_doubles_the_failures_whichever_way_the_endpoint_points() -> None:
    """92 % success with a margin of 10 points, and 8 % failure with the same margin, are one and the same trial."""
    margin = sizing(exchange.example("sms_contraception"), "goal", kind="non_inferiority", alpha=0.025, margin=0.1)
    success = assumed(assumed(margin, "p_experimental", value=0.92), "p_control", value=0.92)
    failure = assumed(assumed(margin, "p_experimental", value=0.08), "p_control", value=0.08)
    assert "stats:NI-03" in found(success)
    assert "stats:NI-03" in found(failure.changed("endpoints", "better", "lower"))
    rare = assumed(assumed(margin, "p_experimental", value=0.92), "p_control", value=0.92)
    assert "stats:NI-03" not in found(rare.changed("endpoints", "better", "lower"))  # 92 % failures cannot double


def test_an_empty_protocol_has_gaps_and_no_finding_about_numbers() -> None:
    report = check(Protocol())
    assert not report.acceptable
    paths = {gap.path for gap in report.gaps}
    assert {"identification.title", "endpoints.name", "sizing.kind"} <= paths
    assert {one.rule.id for one in report.findings} == {"stats:EST-01"}
    for gap in report.gaps:
        assert all(say(gap.phrase, language) for language in LANGUAGES)


def test_only_a_blocking_finding_or_a_gap_is_unacceptable() -> None:
    protocol = exchange.example("sms_contraception")
    major = check(protocol.changed("analysis", "missing_data", "locf"))
    assert major.acceptable and [one.rule.severity for one in major.findings] == [Severity.MAJOR]
    assert not check(protocol.changed("endpoints", "name", " ")).acceptable


@NAMES
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_plain_data(name: str, language: Any) -> None:
    report = check(exchange.example(name).changed("sizing", "planned", 5))
    data = report.as_data(lambda phrase: say(phrase, language, report.unit), language)
    assert data["rules"] == {"assessed": report.assessed, "total": report.total}
    assert data["acceptable"] is False
    for one in data["findings"]:
        assert set(one) == {"id", "severity", "title", "message", "fix", "source", "where", "answer"}
        assert all(value for key, value in one.items() if key != "answer"), one
