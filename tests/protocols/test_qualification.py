"""Whether a product is a device, worked cases of MDCG 2019-11; and the maturity gate of MDCG 2020-1."""

from __future__ import annotations

import pytest

from protocols.checking import check
from protocols.exchange import example
from protocols.model.qualification import STEPS
from protocols.protocol import Protocol
from protocols.qualification import asked_steps, maturity, product_type, qualify, rule_11, source_of

Steps = tuple[str | None, ...]
# Products as the author would answer, in the order of the steps; None: not answered.
WORKED: dict[str, tuple[Steps, str | None]] = {
    "drug-discovery platform": (("yes", "no", "yes", "no"), "not_a_device"),
    "appointment and care-coordination tool": (("yes", "no", "no"), "not_a_device"),
    "step counter for well-being": (("yes", "no", "yes", "yes", "no"), "not_a_device"),
    "emergency imaging AI": (("yes", "no", "yes", "yes", "yes", "no"), "device"),
    "insulin pump controller": (("yes", "yes"), "device"),
    "AI on pathology slides": (("yes", "no", "yes", "yes", "yes", "yes"), "ivd"),
    "a physical device": (("no",), None),
    "not answered yet": (("yes", "no", "yes"), None),
}


def answered(steps: Steps) -> Protocol:
    protocol = Protocol()
    for name, answer in zip(STEPS, steps, strict=False):
        protocol = protocol.changed("qualification", name, answer)
    return protocol


def found(protocol: Protocol) -> set[str]:
    return {one.rule.id for one in check(protocol).findings}


@pytest.mark.parametrize("name", WORKED)
def test_worked_cases(name: str) -> None:
    steps, expected = WORKED[name]
    outcome = qualify(answered(steps))
    assert outcome.product_type == expected == product_type(answered(steps))
    assert (outcome.would is not None) == (expected == "not_a_device")
    assert outcome.provenance.confidence == "M" and outcome.provenance.confirm is not None


def test_a_product_that_is_none_is_told_what_changes() -> None:
    said = " ".join(one.fr for one in qualify(answered(WORKED["drug-discovery platform"][0])).changes)
    for word in ("investigation clinique", "recherche impliquant la personne humaine", "appel", "Tiers-lieux".lower()):
        assert word in said


def test_the_next_question_is_the_first_open_one() -> None:
    assert qualify(Protocol()).next_step == "software" and asked_steps(Protocol()) == ("software",)
    assert qualify(answered(("yes", "no"))).next_step == "acts_on_data"
    assert asked_steps(answered(("yes", "no", "no", "yes", "yes"))) == STEPS[:3]


def test_what_is_declared_comes_first_and_the_disagreement_is_found() -> None:
    protocol = answered(("yes", "no", "no")).changed("qualification", "product", "device")
    assert product_type(protocol) == "device" and qualify(protocol).product_type == "not_a_device"
    assert "preuve:QUAL-01" in found(protocol)
    assert "preuve:QUAL-01" not in found(protocol.changed("qualification", "product", "not_a_device"))


def test_no_device_no_call() -> None:
    protocol = example("sms_contraception")
    assert product_type(protocol) == "not_a_device"
    assert "preuve:QUAL-02" not in found(protocol)
    assert "preuve:QUAL-02" in found(protocol.changed("claim", "aim", "benefit"))


def test_class_one_for_software_that_informs_a_decision() -> None:
    protocol = example("ai_ecg")
    assert "preuve:QUAL-03" in found(protocol.changed("device", "mdr_class", "I"))
    assert "preuve:QUAL-03" not in found(protocol.changed("device", "mdr_class", "IIa"))


def test_the_maturity_of_a_non_device_is_not_asked() -> None:
    protocol = Protocol().changed("qualification", "product", "not_a_device")
    assert protocol.missing("qualification") == ()


def test_the_gate_opens_when_everything_is_there() -> None:
    protocol = example("i_sleep")
    assert maturity(protocol).ready
    where = {one.where for one in maturity(Protocol()).lacking}
    assert where == {
        "qualification.association", "qualification.performance", "device.version", "qualification.quality_system",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("section", "field", "value", "where"),
    [
        ("qualification", "association", None, "qualification.association"),
        ("qualification", "performance", [{"metric": "AUC", "value": "0,9"}], "qualification.performance"),
        ("device", "frozen", "no", "device.version"),
        ("qualification", "quality_system", "none", "qualification.quality_system"),
        ("qualification", "quality_covers", "no", "qualification.quality_covers"),
    ],
)
def test_one_thing_missing_closes_the_gate(section: str, field: str, value: object, where: str) -> None:
    protocol = example("i_sleep").changed(section, field, value)
    assert [one.where for one in maturity(protocol).lacking] == [where]


def test_a_benefit_before_the_pillars_is_found() -> None:
    claiming = example("i_sleep").changed("claim", "aim", "benefit")
    assert not {"preuve:MAT-01", "preuve:MAT-02"} & found(claiming)
    assert "preuve:MAT-01" in found(claiming.changed("qualification", "performance", ()))
    assert "preuve:MAT-02" in found(claiming.changed("qualification", "quality_covers", "no"))
    early = example("i_sleep").changed("claim", "aim", "living_lab").changed("qualification", "performance", ())
    assert "preuve:MAT-01" not in found(early)


def test_rule_11_is_there_from_the_highest_class() -> None:
    assert [name for name, _ in rule_11()] == ["III", "IIb", "IIa", "I"]
    assert source_of("class").confidence == "H"
