"""What the document prints of the qualification and of the claim, in both languages."""

from __future__ import annotations

import pytest

from protocols.exchange import example
from protocols.protocol import Protocol
from templates.blocks import Language, gaps_of, plain_text, walk
from templates.compose import compose, section

TWO = "economic_and_medical_superiority"


def printed(protocol: Protocol, name: str, language: Language) -> str:
    blocks = section(protocol, name, language)
    return "\n".join(plain_text(one, language) for one in walk(blocks)).replace("\u00a0", " ").replace("\u202f", " ")


def claiming(benefit: str) -> Protocol:
    return example("i_sleep").changed("claim", "aim", "benefit").changed("claim", "benefit", benefit)


@pytest.mark.parametrize(
    ("language", "said"),
    (
        ("fr", ("Supériorité économique et supériorité médicale", "64 %", "vérifié le 22 novembre 2026", "confiance")),
        ("en", ("Economic superiority and medical superiority", "64%", "checked on 22 November 2026", "confidence")),
    ),
)
def test_two_tests_print_their_joint_power_and_sources(language: Language, said: tuple[str, ...]) -> None:
    text = printed(claiming(TWO), "objectives", language)
    assert all(one in text for one in said), text
    assert "64" not in printed(claiming("medical_superiority"), "objectives", language).split("Estimand")[0]


def test_the_nature_is_not_asked_for_another_aim() -> None:
    assert "Nature du bénéfice" not in printed(example("ai_ecg"), "objectives", "fr")
    assert "Nature du bénéfice" in printed(Protocol(), "objectives", "fr")


def test_the_claim_of_reimbursement_prints_its_comparator() -> None:
    text = printed(example("i_sleep"), "objectives", "fr")
    assert "ASA IV, mineure" in text and "Celui du protocole" in text
    assert "Comparateur de l'ASA" not in printed(example("ai_ecg"), "objectives", "fr")


def test_a_product_that_is_no_device_prints_why_and_no_maturity() -> None:
    text = printed(example("sms_contraception"), "device", "fr")
    assert "n'est pas médicale au sens de l'article 2(1)" in text
    assert "Association clinique valide" not in text
    assert "Association clinique valide" in printed(example("i_sleep"), "device", "fr")


def test_a_benefit_that_comes_too_early_prints_what_is_missing() -> None:
    early = claiming("medical_superiority").changed("qualification", "quality_covers", "no")
    assert "il reste à établir : un système qualité" in printed(early, "device", "fr")
    assert "il reste à établir" not in printed(early.changed("claim", "aim", "living_lab"), "device", "fr")


@pytest.mark.parametrize("language", ("fr", "en"))
@pytest.mark.parametrize("name", ("i_sleep", "ai_ecg", "sms_contraception"))
def test_the_examples_leave_no_gap_here(name: str, language: Language) -> None:
    for part in ("objectives", "device"):
        assert gaps_of(section(example(name), part, language)) == ()


def test_the_synopsis_names_the_claim() -> None:
    blocks = compose(claiming(TWO), "synopsis", "en").blocks
    assert "Economic superiority and medical superiority" in "\n".join(plain_text(one, "en") for one in walk(blocks))
