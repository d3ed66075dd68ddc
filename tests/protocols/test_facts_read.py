"""Facts read in narratives: what is affirmed, what is denied, what is only named."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.exchange import example
from protocols.facts import facts_of
from protocols.phrases import says

NOT = {"not_applicable": "sans rapport avec cette étude"}


@pytest.mark.parametrize(
    ("text", "pattern", "affirmed"),
    [
        ("Une analyse intermédiaire est prévue à mi-parcours.", "intermédiaire", True),
        ("Aucune analyse intermédiaire n'est prévue.", "intermédiaire", False),
        ("No interim analysis is planned.", "interim", False),
        ("Pas de suivi. Une analyse intermédiaire est prévue.", "intermédiaire", True),
        ("One interim analysis of efficacy.", "interim", True),
    ],
)
def test_a_negation_cancels(text: str, pattern: str, affirmed: bool) -> None:
    assert says(text, pattern) is affirmed


@pytest.mark.parametrize(
    ("section", "field", "value", "fact", "known"),
    [
        ("analysis", "interim", "Une analyse intermédiaire d'efficacité à 50 %.", "interim_planned", True),
        ("analysis", "interim", "Aucune analyse intermédiaire n'est prévue.", "interim_planned", False),
        ("analysis", "interim", NOT, "interim_planned", False),
        ("analysis", "interim", None, "interim_planned", None),
        ("plan", "allocation", "Randomisation selon un ratio 2:1, par blocs.", "allocation_stated", 2.0),
        ("plan", "allocation", "Randomisation par blocs, de 8:30 à 12:00.", "allocation_stated", None),
        ("plan", "allocation", NOT, "allocation_given", False),
        ("plan", "blinding", NOT, "participants_blinded", False),
        ("objectives", "primary", "Montrer la non-infériorité du programme.", "claim", "non_inferiority"),
        ("objectives", "primary", "Montrer la supériorité, puis la non-infériorité.", "claim", None),
        ("objectives", "primary", "Demonstrate superiority over usual care.", "claim", "superiority"),
        ("endpoints", "name", "Nombre de connexions par semaine", "primary_level", "usage"),
        ("endpoints", "name", "Satisfaction des patients", "primary_level", "usage"),
        ("endpoints", "name", "Score de sévérité", "primary_level", "other"),
        ("population", "recruitment", "Étude cas-témoins de patients connus.", "sampling", "case_control"),
        ("population", "recruitment", "Patients consécutifs, sans témoins sains.", "sampling", "other"),
        ("algorithm", "independence", "Séparation des données par image.", "split_level", "image"),
        ("algorithm", "independence", "Séparation par patient et par centre.", "split_level", "patient"),
        ("governance", "dmc", "Aucun comité n'est prévu.", "idmc", False),
        ("governance", "dmc", "Comité indépendant de trois membres.", "idmc", True),
        ("economics", "perspective", "collective_care", "economic_frame", True),
        ("economics", "perspective", None, "economic_frame", False),
        ("identification", "registration", NOT, "registration_planned", False),
        ("analysis", "multiplicity", NOT, "secondary_hierarchy", False),
    ],
)
def test_a_fact_read_in_an_answer(section: str, field: str, value: Any, fact: str, known: Any) -> None:
    facts = facts_of(example("i_sleep").changed(section, field, value))
    assert getattr(facts, fact) == known


@pytest.mark.parametrize(
    ("name", "section", "field", "value", "id"),
    [
        ("sms_contraception", "plan", "type", "accuracy", "preuve:PLAN-01"),
        ("sms_contraception", "plan", "allocation", NOT, "preuve:PLAN-02"),
        ("sms_contraception", "plan", "allocation", "Randomisation 2:1.", "stats:SS-15"),
        ("sms_contraception", "plan", "follow_up_months", 48.0, "preuve:PLAN-03"),
        ("sms_contraception", "identification", "registration", NOT, "preuve:REG-01"),
        ("ai_ecg", "plan", "blinding", NOT, "stats:DIAG-07"),
        ("ai_ecg", "population", "recruitment", "Étude cas-témoins.", "stats:DIAG-05"),
        ("ai_ecg", "plan", "type", "paired_accuracy", "stats:DIAG-08"),
        (
            "ai_ecg",
            "recruitment",
            "centres",
            [{"name": "Un centre", "rate": 60.0, "low": 50.0, "high": 70.0}],
            "stats:AI-04",
        ),
        ("ai_ecg", "algorithm", "independence", NOT, "preuve:AI-08"),
        ("ai_ecg", "objectives", "primary", "Montrer un bénéfice clinique.", "stats:AI-05"),
        ("i_sleep", "analysis", "interim", "Une analyse intermédiaire.", "stats:INT-01"),
        ("i_sleep", "objectives", "primary", "Montrer l'équivalence.", "stats:NI-07"),
        ("i_sleep", "endpoints", "type", "binary", "preuve:TYPE-01"),
        ("i_sleep", "endpoints", "name", "Satisfaction", "stats:OUT-01"),
        ("i_sleep", "objectives", "intercurrent", NOT, "stats:EST-02"),
        ("i_sleep", "analysis", "multiplicity", NOT, "stats:MULT-04"),
        ("i_sleep", "analysis", "sensitivity", "Calcul de la puissance observée.", "stats:POWER-03"),
        ("i_sleep", "sizing", "planned", 161, "stats:SS-06"),
    ],
)
def test_a_rule_that_an_answer_triggers(name: str, section: str, field: str, value: Any, id: str) -> None:
    from protocols.checking import check

    before = {one.rule.id for one in check(example(name)).findings}
    after = {one.rule.id for one in check(example(name).changed(section, field, value)).findings}
    assert id in after - before


def test_no_subgroup_anywhere() -> None:
    """Subgroups are planned in the analysis or watched in the algorithm: the rule fires when neither is."""
    from protocols.checking import check

    bare = example("ai_ecg").changed("analysis", "subgroups", NOT)
    assert "stats:FAIR-02" not in {one.rule.id for one in check(bare).findings}
    assert "stats:FAIR-02" in {one.rule.id for one in check(bare.changed("algorithm", "fairness", NOT)).findings}
