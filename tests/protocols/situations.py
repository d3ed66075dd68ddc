"""Situations of devices, as an author would describe them, with the designs expected in order and those set aside."""

from __future__ import annotations

from typing import Any

from protocols.protocol import Protocol

Answers = dict[str, dict[str, Any]]
_BENEFIT = {"aim": "benefit", "benefit": "medical_superiority"}
_PLAN = {"sites": 8, "rate_per_site": 20.0, "recruitment_months": 12.0, "follow_up_months": 6.0}
_BINARY = {"type": "binary", "better": "lower"}
_SCORE = {"type": "continuous", "better": "lower"}
_READING = {
    "prevalence": 0.1,
    "sensitivity": 0.9,
    "sensitivity_control": 0.8,
    "specificity": 0.9,
    "specificity_control": 0.85,
}
_RATES = {"control": 0.4, "effect_points": 0.1}
_MEANS = {"sd": 10.0, "effect_mean": 4.0, "sd_paired": 9.0}


def _said(
    role: str, user: str, unit: str, comparator: str, randomisable: str, contamination: str, **numbers: float
) -> Any:
    return {
        "role": role,
        "user": user,
        "unit": unit,
        "comparator": comparator,
        "randomisable": randomisable,
        "contamination": contamination,
        "numbers": numbers,
    }


_TREATS = _said("treats", "patient", "patient", "usual_care", "patient", "no", **_MEANS)
_READER = _said("detects", "professional", "exam", "standard_reading", "period", "no", **_RATES, **_READING)
# name: answers by section, expected designs in order, expected reasons of designs set aside (those that matter)
SITUATIONS: dict[str, tuple[Answers, tuple[str, ...], dict[str, str]]] = {
    "a therapeutic app, patients randomised": (
        {"claim": _BENEFIT, "situation": _TREATS, "endpoints": _SCORE, "plan": _PLAN},
        ("parallel_rct", "adjusted_rct", "crossover"),
        {"cluster_rct": "individual_possible", "non_inferiority_rct": "no_margin_sought"},
    ),
    "a rehabilitation app whose lessons stay": (
        {"claim": _BENEFIT, "situation": _TREATS | {"contamination": "yes"}, "endpoints": _SCORE, "plan": _PLAN},
        ("parallel_rct", "adjusted_rct"),
        {"crossover": "carry_over", "controlled_before_after": "randomisation_possible"},
    ),
    "decision support that teaches, wards randomised": (
        {
            "claim": _BENEFIT,
            "situation": _said("recommends", "professional", "ward", "usual_care", "cluster", "yes", **_RATES),
            "endpoints": _BINARY,
            "plan": _PLAN,
        },
        ("cluster_rct", "stepped_wedge"),
        {"parallel_rct": "contamination", "cluster_crossover": "carry_over"},
    ),
    "decision support switched on and off by period": (
        {
            "claim": _BENEFIT,
            "situation": _said("recommends", "professional", "ward", "usual_care", "period", "no", **_RATES),
            "endpoints": _BINARY,
            "plan": _PLAN | {"sites": 6},
        },
        ("cluster_rct", "cluster_crossover", "stepped_wedge"),
        {"parallel_rct": "patients_not_randomisable"},
    ),
    "emergency imaging in three departments": (
        {"claim": _BENEFIT, "situation": _READER, "endpoints": _BINARY, "plan": _PLAN | {"sites": 3}},
        ("cluster_crossover", "reader_study", "paired_accuracy"),
        {"cluster_rct": "too_few_centres", "parallel_rct": "patients_not_randomisable"},
    ),
    "imaging for CE marking": (
        {"claim": {"aim": "ce_marking"}, "situation": _READER, "endpoints": _BINARY, "plan": _PLAN},
        ("reader_study", "reader_study_auc", "paired_accuracy", "standalone"),
        {"autonomous_vs_panel": "reader_present", "follow_up": "not_marketed"},
    ),
    "an autonomous reader for CE marking": (
        {
            "claim": {"aim": "ce_marking"},
            "situation": _READER | {"user": "none", "numbers": {**_READING, "margin_points": 0.05}},
            "endpoints": _BINARY,
            "plan": _PLAN,
        },
        ("autonomous_vs_panel", "paired_accuracy", "standalone"),
        {"reader_study": "no_reader"},
    ),
    "triage of images, already collected": (
        {
            "claim": {"aim": "ce_marking"},
            "situation": _READER
            | {"role": "triages", "randomisable": "nothing", "numbers": {**_READING, "time_ratio": 0.8}},
            "route": {"data_source": "existing_only"},
            "plan": _PLAN,
        },
        ("reader_study", "reading_time", "paired_accuracy", "standalone", "external_validation"),
        {"autonomous_vs_panel": "reader_present", "follow_up": "existing_data"},
    ),
    "a measurement for CE marking": (
        {
            "claim": {"aim": "ce_marking"},
            "situation": _said(
                "measures", "professional", "exam", "reference_standard", "nothing", "no", measure_sd=3.0
            ),
            "plan": _PLAN,
        },
        ("agreement", "reading_time", "paired_accuracy"),
        {"follow_up": "not_marketed"},
    ),
    "external validation on two warehouses": (
        {
            "claim": {"aim": "secondary_use"},
            "situation": _said(
                "predicts", "professional", "patient", "usual_care", "nothing", "no", auc=0.8, prevalence=0.1
            ),
            "route": {"data_source": "existing_only"},
            "endpoints": _BINARY,
            "plan": _PLAN,
        },
        ("external_validation", "standalone", "paired_accuracy", "target_trial"),
        {"cluster_rct": "existing_data", "parallel_rct": "existing_data"},
    ),
    "remote monitoring against a listed activity": (
        {
            "claim": {"aim": "latm", "benefit": "medical_superiority"},
            "situation": _said(
                "monitors", "both", "patient", "other_device", "patient", "no", **_RATES, margin_points=0.08
            ),
            "endpoints": _BINARY,
            "plan": _PLAN,
        },
        ("parallel_rct", "non_inferiority_rct"),
        {"cluster_rct": "individual_possible", "crossover": "not_an_endpoint"},
    ),
    "remote monitoring, cheaper and not worse": (
        {
            "claim": {"aim": "benefit", "benefit": "economic_superiority_medical_non_inferiority"},
            "situation": _said(
                "monitors",
                "both",
                "patient",
                "usual_care",
                "patient",
                "no",
                **_RATES,
                margin_points=0.08,
                cost=3000.0,
                cost_control=4000.0,
            ),
            "endpoints": _BINARY,
            "plan": _PLAN,
        },
        ("economic_rct", "early_feasibility"),
        {"parallel_rct": "margin_sought", "non_inferiority_rct": "half_a_claim", "crossover": "not_an_endpoint"},
    ),
    "admissions fewer and cheaper under remote monitoring": (
        {
            "claim": {"aim": "benefit", "benefit": "economic_and_medical_superiority"},
            "situation": _said(
                "monitors",
                "patient",
                "patient",
                "usual_care",
                "patient",
                "no",
                events=1.0,
                change=0.25,
                cost=3000.0,
                cost_control=4000.0,
            ),
            "endpoints": {"type": "count", "better": "lower"},
            "plan": _PLAN,
        },
        ("economic_rct", "early_feasibility"),
        {"parallel_rct": "half_a_claim", "adjusted_rct": "not_an_endpoint"},
    ),
    "an organisation cheaper and not worse, wards randomised": (
        {
            "claim": {"aim": "benefit", "benefit": "economic_superiority_medical_non_inferiority"},
            "situation": _said(
                "organises", "professional", "ward", "usual_care", "cluster", "yes", **_RATES, margin_points=0.08
            ),
            "endpoints": _BINARY,
            "plan": _PLAN,
        },
        ("cluster_rct", "stepped_wedge"),
        {"economic_rct": "contamination", "parallel_rct": "contamination"},
    ),
    "admissions counted under remote monitoring": (
        {
            "claim": _BENEFIT,
            "situation": _said(
                "monitors", "patient", "patient", "usual_care", "patient", "no", events=1.0, change=0.25
            ),
            "endpoints": {"type": "count", "better": "lower"},
            "plan": _PLAN,
        },
        ("parallel_rct", "early_feasibility"),
        {"adjusted_rct": "not_an_endpoint"},
    ),
    "a tool that organises care, nothing to randomise": (
        {
            "claim": _BENEFIT,
            "situation": _said("organises", "professional", "ward", "usual_care", "nothing", "no", **_RATES),
            "endpoints": _BINARY,
            "plan": _PLAN,
        },
        ("controlled_before_after", "early_feasibility"),
        {"cluster_rct": "nothing_randomisable", "target_trial": "no_existing_data"},
    ),
    "alerts already used, data of the warehouse": (
        {
            "claim": _BENEFIT,
            "situation": _said("recommends", "professional", "ward", "usual_care", "nothing", "yes", **_RATES),
            "route": {"data_source": "existing_only"},
            "endpoints": _BINARY,
            "plan": _PLAN,
        },
        ("target_trial", "paired_accuracy", "standalone", "external_validation"),
        {"cluster_rct": "existing_data"},
    ),
    "a living lab": (
        {"claim": {"aim": "living_lab"}, "situation": _TREATS, "endpoints": _SCORE, "plan": _PLAN},
        ("early_feasibility", "parallel_rct", "crossover"),
        {"follow_up": "not_marketed"},
    ),
    "a version not yet frozen": (
        {
            "claim": _BENEFIT,
            "device": {"frozen": "no"},
            "situation": _TREATS | {"contamination": "yes"},
            "endpoints": {"type": "time_to_event", "better": "lower"},
            "plan": _PLAN,
        },
        ("early_feasibility", "parallel_rct"),
        {"adjusted_rct": "not_an_endpoint"},
    ),
}


def protocol_of(name: str) -> Protocol:
    """The draft of a situation."""
    return with_answers(SITUATIONS[name][0])


def with_answers(answers: Answers) -> Protocol:
    """An empty draft with these answers."""
    protocol = Protocol()
    for section, given in answers.items():
        for field, value in given.items():
            protocol = protocol.changed(section, field, value)
    return protocol
