"""Every review rule: it fires, it stays silent, it says "not assessed" when an input is missing, and it speaks well."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

import pytest

from protocols.facts import Facts
from protocols.model.objectives import MEASURES
from protocols.rules.engine import DATA, Outcome, Severity, Verdict, findings, predicates, review, texts
from stats.text import LANGUAGES, Text
from templates.saying import say
from tests.protocols import rule_cases

Known = dict[str, Any]
SD, DIFFERENCE = (
    Text(fr="Écart-type", en="Standard deviation"),
    Text(fr="Différence attendue", en="Expected difference"),
)
NI, SUP = {"framework": "non_inferiority"}, {"framework": "superiority"}

# id: (facts that fire, the changes that silence them); the numbers are those of reference/review_rules.yaml where the
# rule comes from there.
CASES: dict[str, tuple[Known, Known]] = {
    "stats:ALPHA-01": (SUP | {"phase": "confirmatory", "sided": 1, "alpha": 0.05}, {"alpha": 0.025}),
    "stats:ALPHA-02": (NI | {"alpha": 0.05}, {"alpha": 0.025}),
    "stats:ALPHA-03": ({"phase": "confirmatory", "sided": 2, "alpha": 0.1}, {"alpha": 0.05}),
    "stats:POWER-01": ({"power": 0.7}, {"power": 0.8}),
    "stats:POWER-02": ({"power": 0.8, "phase": "confirmatory"}, {"power": 0.9}),
    "stats:SS-02": ({"n_enrolled": 120, "n_enrolled_needed": 126}, {"n_enrolled": 126}),
    "stats:SS-03": (
        {"n_evaluable": 200, "attrition": 0.2, "n_enrolled": 240, "n_enrolled_needed": 250},
        {"n_enrolled": 250},
    ),
    "stats:SS-04": ({"followup_months": 6.0}, {"attrition": 0.1}),
    "stats:SS-05": (
        {"intervention_type": "patient_app", "followup_months": 6.0, "attrition": 0.05},
        {"attrition": 0.35},
    ),
    "stats:SS-07": ({"n_enrolled": 64, "n_per_arm_recomputed": 64, "n_arms": 2}, {"n_enrolled": 128}),
    "stats:SAW-01": (
        {"n_analysed_planned": 310, "n_first_touch": 310, "n_recomputed": 327},
        {"n_analysed_planned": 327},
    ),
    "stats:SS-18": (
        {"n_enrolled": 600, "n_enrolled_needed": 600, "n_sites": 5, "rate_site_month": 3.0, "recruit_months": 24.0},
        {"n_enrolled": 300, "n_enrolled_needed": 300},
    ),
    "stats:SURV-04": ({"event_formula": "freedman", "allocation_ratio": 2.0}, {"event_formula": "schoenfeld"}),
    "preuve:DIR-01": (SUP | {"effect_side": "adverse"}, {"effect_side": "favourable"}),
    "preuve:DIR-02": ({"effect_side": "beyond margin"}, {"effect_side": "favourable"}),
    "stats:NI-02": (NI | {"margin_justified": False}, {"margin_justified": True}),
    "stats:NI-03": (NI | {"margin": 0.1, "p_control": 0.92, "outcome_good": True}, {"margin": 0.05}),
    "stats:NI-06": (NI | {"p_control": 0.95, "ni_formula": "wald"}, {"ni_formula": "score"}),
    "preuve:SOURCE-01": ({"unsourced": (SD,)}, {"unsourced": ()}),
    "stats:SS-09": ({"effect_basis": "convention"}, {"effect_basis": "literature"}),
    "stats:SS-13": ({"without_range": (DIFFERENCE, SD)}, {"without_range": ()}),
    "stats:DIAG-11": ({"expected_p": 0.97, "interval": "wald"}, {"interval": "clopper_pearson"}),
    "preuve:EST-03": (
        {"summary_measure": "risk difference", "measures_served": ("difference in means",)},
        {"summary_measure": "difference in means"},
    ),
    "stats:EST-01": (
        {"estimand_attributes_missing": ("intercurrent_events", "treatments")},
        {"estimand_attributes_missing": ()},
    ),
    "stats:AI-01": ({"algorithm_locked": False}, {"algorithm_version": "2.1.0", "algorithm_locked": True}),
    "stats:DIAG-06": ({"threshold_prespecified": False}, {"threshold_prespecified": True}),
    "stats:MISS-01": ({"attrition": 0.2, "missing_data_method": "none"}, {"missing_data_method": "mmrm"}),
    "stats:MISS-02": ({"missing_data_method": "locf"}, {"missing_data_method": "mmrm"}),
    "stats:MISS-03": (SUP | {"primary_population": "per_protocol"}, {"primary_population": "itt"}),
}
# Boundaries and second ways to fire, beyond the published examples.
MORE_FIRES: list[tuple[str, Known]] = [
    ("stats:ALPHA-02", {"framework": "equivalence", "alpha": 0.05}),
    ("stats:NI-03", NI | {"margin": 0.08, "p_control": 0.08, "outcome_good": False}),
    ("stats:SS-04", {"followup_months": 0.5, "attrition": 0.0}),
    ("preuve:DIR-01", SUP | {"effect_side": "null"}),
    ("stats:NI-02", {"framework": "equivalence", "margin_justified": False}),
    ("stats:AI-01", {"algorithm_locked": True}),
    ("stats:DIAG-11", {"expected_p": 0.05, "interval": "wald"}),
    ("stats:MISS-02", {"missing_data_method": "complete_case"}),
    ("stats:NI-06", NI | {"p_control": 0.15, "ni_formula": "wald"}),
    ("stats:SAW-01", {"n_analysed_planned": 326, "n_first_touch": 310, "n_recomputed": 327}),
]
MORE_SILENT: list[tuple[str, Known]] = [
    ("stats:ALPHA-01", SUP | {"phase": "exploratory", "sided": 1, "alpha": 0.05}),
    ("stats:ALPHA-02", SUP | {"alpha": 0.05}),
    ("stats:POWER-02", {"power": 0.7, "phase": "confirmatory"}),  # POWER-01 says it
    ("stats:SS-02", {"n_enrolled": 240, "n_enrolled_needed": 250, "n_evaluable": 200, "attrition": 0.2}),  # SS-03 does
    ("stats:SS-03", {"n_evaluable": 200, "attrition": 0.0, "n_enrolled": 200, "n_enrolled_needed": 200}),
    ("stats:SS-04", {"followup_months": 0.0}),
    ("stats:SS-07", {"n_enrolled": 64, "n_per_arm_recomputed": 64, "n_arms": 1}),
    ("stats:SAW-01", {"n_analysed_planned": 309, "n_first_touch": 310, "n_recomputed": 327}),
    ("stats:SURV-04", {"event_formula": "freedman", "allocation_ratio": 1.0}),
    ("preuve:DIR-01", NI | {"effect_side": "adverse"}),
    ("stats:NI-03", NI | {"margin": 0.1, "p_control": 0.92, "outcome_good": False}),
    ("stats:MISS-03", NI | {"primary_population": "per_protocol"}),
]
CASES |= rule_cases.CASES
MORE_FIRES += rule_cases.FIRES
MORE_SILENT += rule_cases.SILENT
IDS = pytest.mark.parametrize("id", sorted(CASES))


def outcome(id: str, known: Known) -> Verdict:
    return next(one for one in review(Facts(**known)) if one.rule.id == id)


def test_every_rule_has_a_case_a_text_and_a_predicate() -> None:
    assert set(CASES) == set(texts()) == set(predicates())


def test_ids_are_unique_and_namespaced() -> None:
    ids = re.findall(
        r"^\s*- id: (\S+)$", "\n".join(path.read_text(encoding="utf-8") for path in DATA.glob("*.yaml")), re.MULTILINE
    )
    assert set(ids) == set(texts())
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"(stats|preuve|fr):[A-Z]+-\d\d", id) for id in ids)


@IDS
def test_fires_and_falls_silent(id: str) -> None:
    fires, change = CASES[id]
    assert outcome(id, fires).outcome is Outcome.FIRES
    assert outcome(id, fires | change).outcome is Outcome.SILENT


@pytest.mark.parametrize(("id", "known"), MORE_FIRES)
def test_also_fires(id: str, known: Known) -> None:
    assert outcome(id, known).outcome is Outcome.FIRES


@pytest.mark.parametrize(("id", "known"), MORE_SILENT)
def test_also_silent(id: str, known: Known) -> None:
    assert outcome(id, known).outcome is Outcome.SILENT


@IDS
def test_a_missing_input_is_not_assessed(id: str) -> None:
    fires, _ = CASES[id]
    assert texts()[id].needs
    for name in texts()[id].needs:
        assert outcome(id, fires | {name: None}).outcome is Outcome.NOT_ASSESSED, name


@IDS
def test_needs_are_facts(id: str) -> None:
    assert set(texts()[id].needs) <= {one.name for one in fields(Facts)} - {"origin"}


def test_nothing_known_assesses_nothing() -> None:
    assert {one.outcome for one in review(Facts())} == {Outcome.NOT_ASSESSED}


@IDS
def test_the_message_gets_its_values(id: str) -> None:
    verdict = outcome(id, CASES[id][0])
    assert verdict.rule.message.placeholders <= set(verdict.values)


@IDS
def test_the_sentence_is_said_in_both_languages(id: str) -> None:
    verdict = outcome(id, CASES[id][0])
    said = {language: say(verdict.phrase, language) for language in LANGUAGES}
    assert said["fr"] != said["en"]
    for sentence in said.values():
        assert sentence.rstrip().endswith(".")
        assert not re.search(r"[{}]|\bnan\b|None|\bfacts?\b", sentence), sentence


@IDS
def test_each_rule_is_whole(id: str) -> None:
    rule = texts()[id]
    assert rule.severity in Severity
    assert len(rule.source) > 8
    for text in (rule.title, rule.message, rule.fix):
        assert text.fr != text.en
        assert not re.search(r"[^\s\u00a0\u202f][;:!?%»]", text.fr), text.fr
        assert not re.search(r"\s[;:!?%]", text.en), text.en
        assert "  " not in text.fr + text.en
    assert not rule.title.placeholders and not rule.fix.placeholders


def test_the_two_measures_are_named_in_correct_french() -> None:
    """« une rapport » is not French: the article must suit every measure."""
    for asked in MEASURES:
        answered = next(one for one in MEASURES if one != asked)
        known = {"summary_measure": asked, "measures_served": (answered,)}
        assert "une rapport" not in say(outcome("preuve:EST-03", known).phrase, "fr")


def test_the_gravest_findings_come_first() -> None:
    known = CASES["stats:POWER-02"][0] | CASES["stats:MISS-02"][0] | CASES["preuve:DIR-01"][0]
    order = [list(Severity).index(one.rule.severity) for one in findings(Facts(**known))]
    assert order == sorted(order) and len(set(order)) == 3


def test_a_finding_says_where_to_act() -> None:
    facts = replace(Facts(power=0.7), origin={"power": "sizing.target"})
    assert [one.where for one in findings(facts)] == ["sizing.target"]
