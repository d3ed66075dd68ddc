"""Numbers and sentences, in both languages."""

from __future__ import annotations

import re

import pytest

from protocols.model.endpoints import Endpoints
from protocols.model.sizing import Sizing
from protocols.protocol import Protocol
from stats.quantities import Unit, Value
from stats.registry import parse
from stats.solver import solve
from stats.text import Language, Phrase, Text
from templates.formatting import integer
from templates.justification import sentence_of
from templates.saying import design_sentence, say, say_arms, say_range, say_value
from tests.templates.cases import ALL, found_of

LANGUAGES = ("fr", "en")
VALUES = [
    (0.869, Unit.PROPORTION, "86,9\u00a0%", "86.9%"),
    (0.9, Unit.PROPORTION, "90\u00a0%", "90%"),
    (0.025, Unit.PROPORTION, "2,5\u00a0%", "2.5%"),
    (276 / 327, Unit.PROPORTION, "84,4\u00a0%", "84.4%"),
    (0.99997, Unit.PROPORTION, "99,997\u00a0%", "99.997%"),
    (1 - 1e-7, Unit.PROPORTION, "99,999990\u00a0%", "99.999990%"),
    (0.0002345, Unit.PROPORTION, "0,023\u00a0%", "0.023%"),
    (0.0247752613, Unit.PROPORTION, "2,48\u00a0%", "2.48%"),
    (0.92037, Unit.PROPORTION, "92,037\u00a0%", "92.037%"),
    (0.9203741, Unit.PROPORTION, "92,0\u00a0%", "92.0%"),
    (1.0, Unit.PROPORTION, "100\u00a0%", "100%"),
    (0.1, Unit.POINTS, "10\u00a0points de pourcentage", "10\u00a0percentage points"),
    (0.01, Unit.POINTS, "1\u00a0point de pourcentage", "1\u00a0percentage point"),
    (-0.1 - 0.2, Unit.POINTS, "\u221230\u00a0points de pourcentage", "\u221230\u00a0percentage points"),
    (-3.5, Unit.ENDPOINT, "\u22123,5\u00a0mmHg", "\u22123.5\u00a0mmHg"),
    (0.5, Unit.MONTHS, "0,5\u00a0mois", "0.5\u00a0months"),
    (1, Unit.MONTHS, "1\u00a0mois", "1\u00a0month"),
    (2, Unit.RATIO, "2:1", "2:1"),
    (0.7, Unit.EFFECT_RATIO, "0,7", "0.7"),
    (0.8060480495247825, Unit.EFFECT_RATIO, "0,806", "0.806"),
    (12500, Unit.COUNT, "12\u202f500", "12,500"),
    (330.5298, Unit.COUNT, "331", "331"),
    (64.0000000001, Unit.COUNT, "64", "64"),
    (127.5318, Unit.NUMBER, "127,53", "127.53"),
    (0.0057762265, Unit.NUMBER, "0,00578", "0.00578"),
    (float("nan"), Unit.NUMBER, "non défini", "not defined"),
    (float("inf"), Unit.PROPORTION, "non défini", "not defined"),
]


@pytest.mark.parametrize(("value", "unit", "french", "english"), VALUES)
def test_a_value_is_printed_with_its_unit(value: float, unit: Unit, french: str, english: str) -> None:
    assert say_value(Value(value, unit), "fr", "mmHg") == french
    assert say_value(Value(value, unit), "en", "mmHg") == english


def test_an_endpoint_without_unit_is_a_bare_number() -> None:
    assert say_value(Value(4, Unit.ENDPOINT), "fr", "  ") == "4"


def test_a_range_says_its_unit_once() -> None:
    assert say_range(0.85, 0.89, Unit.PROPORTION, "fr") == "85 à 89\u00a0%"
    assert say_range(-3, -1.5, Unit.ENDPOINT, "en", "points") == "\u22123 to \u22121.5\u00a0points"


def test_what_a_person_typed_as_unit_is_never_a_placeholder() -> None:
    phrase = Phrase(Text(fr="de {edge} :", en="of {edge}:"), {"edge": Value(2, Unit.ENDPOINT)})
    assert say(phrase, "fr", "{edge} %s {0}") == "de 2\u00a0{edge} %s {0}\u00a0:"


def test_a_placeholder_without_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say(Phrase(Text(fr="{a}", en="{a}")), "fr")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_every_sentence_is_filled_with_the_numbers_of_its_result(name: str, language: str) -> None:
    found = found_of(name)
    said = design_sentence(found, language, "points")  # type: ignore[arg-type]
    assert not re.search(r"[{}]|None|\bnan\b", said)
    sizes = [found.analysed]
    if "{n_arms}" in found.design.sentence()[language]:  # type: ignore[index]
        sizes += [arm.size for arm in found.arms]
    for size in sizes:
        assert re.search(rf"(?<!\d){re.escape(integer(size, language))}(?!\d)", said)  # type: ignore[arg-type]
    whole = sentence_of(found, Protocol(endpoints=Endpoints(unit="points")), language)  # type: ignore[arg-type]
    assert whole.startswith(said)
    assert integer(found.enrolled, language) in whole[len(said) :]  # type: ignore[arg-type]


def test_arms_are_said_together_or_apart() -> None:
    assert say_arms(found_of("two_means").arms, "fr") == "64 par bras"
    assert say_arms(found_of("means, 2:1, one-sided").arms, "fr") == (
        "128 dans le bras expérimental et 64 dans le bras contrôle"
    )


def test_the_diseased_and_the_others_are_no_arms() -> None:
    def said(ratio: float, language: Language) -> str:
        aided = {"readers": 8.0, "auc_experimental": 0.86, "auc_control": 0.8, "sd_reader_modality": 0.01} | {
            f"correlation_{one}": rho for one, rho in (("modalities", 0.5), ("readers", 0.35), ("both", 0.3))
        }
        goal = {"kind": "superiority", "better": "higher"}
        return say_arms(
            solve(parse({"kind": "mrmc_auc", "goal": goal, "controls_per_case": ratio} | aided), 0.8).arms, language
        )

    assert said(1.0, "fr") == "46 malades et 46 non-malades"
    assert said(2.0, "en") == "35 diseased and 70 non-diseased"


def test_the_published_trial_of_insomnia() -> None:
    said = sentence_of(found_of("two_means"), Protocol(endpoints=Endpoints(unit="points")), "fr")
    assert "différence de moyennes de \u22124\u00a0points (écart-type 8\u00a0points)" in said
    assert "bilatéral de 5\u00a0% avec une puissance de 80\u00a0%, 128 participants" in said
    assert (
        "Avec 20\u00a0% de participants sans mesure du critère principal, 160 participants seront inclus (80 par bras)"
        in said
    )


def test_an_exact_test_names_both_sizes() -> None:
    said = sentence_of(found_of("one_proportion"), Protocol(), "fr")
    assert "310 est le premier effectif qui atteint 90\u00a0%" in said
    assert "à partir de 327" in said


def test_prevalence_gives_the_average_and_both_assurances() -> None:
    found = found_of("sensitivity, prevalence")
    said = sentence_of(found, Protocol(), "fr")
    assert "prévalence de 5\u00a0% et 2\u00a0% de données d'entrée inexploitables" in said
    for number in (found.enrolment.expected, found.enrolment.assured_80, found.enrolment.assured_90):
        assert integer(number or 0, "fr") in said


@pytest.mark.parametrize(
    ("planned", "said"),
    (
        (160, "soit le nombre calculé"),
        (164, "soit 4 de plus que le nombre calculé"),
        (150, "soit 10 de moins que le nombre calculé. La puissance attendue serait alors de"),
        (1, "soit 159 de moins que le nombre calculé."),
    ),
)
def test_the_number_planned_is_compared_with_the_number_calculated(planned: int, said: str) -> None:
    assert said in sentence_of(found_of("two_means"), Protocol(sizing=Sizing(planned=planned)), "fr")


def test_unequal_standard_deviations_are_both_said() -> None:
    said = design_sentence(found_of("means, equivalence, unequal SD"), "fr", "points")
    assert "écart-type 8\u00a0points dans le bras expérimental et 9\u00a0points dans le bras contrôle" in said
    assert "entre \u22123\u00a0points et +4\u00a0points" in said


def test_a_share_too_large_for_a_percentage_is_said() -> None:
    assert say_value(Value(1e308, Unit.PROPORTION), "fr") == say_value(Value(float("inf"), Unit.PROPORTION), "fr")
