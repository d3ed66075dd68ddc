"""The pages of qualification and of the claim, as a visitor answers them."""

from __future__ import annotations

from collections.abc import Callable

from protocols.exchange import example
from protocols.protocol import Protocol
from tests.ui.screens import Screen

Opened = Callable[..., Screen]


def test_the_steps_stop_as_soon_as_one_is_enough(screen: Opened) -> None:
    visitor = screen().open(Protocol(), "qualification")
    assert visitor.has("qualification.software") and not visitor.has("qualification.part_of_device")
    for step, answer in (("software", "yes"), ("part_of_device", "no"), ("acts_on_data", "yes"), ("individual", "no")):
        visitor.enter(f"qualification.{step}", answer)
    assert not visitor.has("qualification.medical_purpose")
    assert "ce n'est pas un dispositif médical" in visitor.words()
    assert "coordination des soins" in visitor.words()
    assert "vérifié le 22 novembre 2026" in visitor.words().replace("\\", "").replace("\u00a0", " ")


def test_a_declaration_that_contradicts_the_steps_is_said_and_kept(screen: Opened) -> None:
    visitor = screen().open(Protocol(), "qualification")
    for step, answer in (("software", "yes"), ("part_of_device", "no"), ("acts_on_data", "no"), ("product", "device")):
        visitor.enter(f"qualification.{step}", answer)
    assert "n'est pas celle des réponses" in "\n".join(one.value for one in visitor.at.warning)
    assert visitor.protocol.qualification.product == "device"


def test_one_click_declares_what_the_steps_give(screen: Opened) -> None:
    visitor = screen().open(Protocol(), "qualification")
    for step, answer in (("software", "yes"), ("part_of_device", "no"), ("acts_on_data", "no")):
        visitor.enter(f"qualification.{step}", answer)
    visitor.press("qualification.retain")
    assert visitor.protocol.qualification.product == "not_a_device"
    assert visitor.widget("qualification.product").value == "not_a_device"
    assert not visitor.has("qualification.association")  # the maturity of a device is not asked


def test_what_is_missing_names_who_owes_it(screen: Opened) -> None:
    visitor = screen("en").open(Protocol(), "qualification")
    warned = "\n".join(one.value for one in visitor.at.warning)
    assert "pillar 1" in warned and "regulatory affairs and quality" in warned
    assert "DECIDE-AI" in visitor.words()


def test_the_nature_is_asked_for_a_benefit_only(screen: Opened) -> None:
    visitor = screen().open(Protocol(), "claim")
    assert not visitor.has("claim.benefit")
    visitor.enter("claim.aim", "benefit")
    assert visitor.has("claim.benefit") and not visitor.has("claim.asa")
    visitor.enter("claim.target", "lppr")
    assert visitor.has("claim.asa") and visitor.has("claim.asa_comparator")
    visitor.enter("claim.aim", "ce_marking")
    assert not visitor.has("claim.benefit")


def test_two_tests_show_their_joint_power(screen: Opened) -> None:
    protocol = Protocol().changed("claim", "aim", "benefit").changed("sizing", "target", 0.8)
    visitor = screen().open(protocol, "claim")
    visitor.enter("claim.benefit", "economic_and_medical_superiority")
    page = visitor.words().replace("\u00a0", " ")
    assert "| **80 %** | 64 % | 67 % | 69 % |" in page
    assert "64 % pour les deux tests" in "\n".join(one.value for one in visitor.at.warning).replace("\u00a0", " ")
    visitor.enter("claim.benefit", "medical_superiority")
    assert "| **80 %** |" not in visitor.words().replace("\u00a0", " ")


def test_a_claim_for_a_product_that_is_no_device_is_told_so(screen: Opened) -> None:
    visitor = screen().open(example("drug_discovery"), "claim")
    assert "n'est pas un dispositif médical" in "\n".join(one.value for one in visitor.at.warning)
    visitor = screen().open(example("emergency_imaging"), "claim")
    assert "n'est pas un dispositif médical" not in "\n".join(one.value for one in visitor.at.warning)
