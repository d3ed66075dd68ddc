"""What a draft says of readers, prediction models, looks, priors and subgroups, and what a reviewer then tells."""

from __future__ import annotations

from typing import Any

import pytest

from protocols import exchange
from protocols.checking import check
from protocols.facts import facts_of
from protocols.model.sizing import Assumption, GoalChoice, Interim, Sizing
from protocols.protocol import Protocol
from tests.stats.examples import examples

FAMILIES = {
    "stats:MRMC-01", "stats:MRMC-02", "stats:MRMC-03", "stats:MRMC-04", "stats:DIAG-14", "stats:PRED-01",
    "stats:PRED-02", "stats:PRED-03", "stats:PRED-04", "stats:INT-03", "stats:BAY-01", "stats:FAIR-01",
}  # fmt: skip


def draft(kind: str, target: float | None = None, choices: dict[str, str] | None = None, **values: float) -> Protocol:
    """An example sized by the first example of a design, with some assumptions changed."""
    one = examples()[kind][0]
    numbers = {name: value for name, value in one.design.items() if isinstance(value, float | int)} | values
    sizing = Sizing(
        kind=kind,
        goal=GoalChoice.model_validate({k: v for k, v in one.design["goal"].items() if k != "better"}),
        target=target or one.target,
        choices={name: value for name, value in one.design.items() if isinstance(value, str) and name != "kind"}
        | (choices or {}),
        assumptions={name: Assumption(value=float(value)) for name, value in numbers.items()},
    )
    base = exchange.example("ai_ecg").changed("endpoints", "better", one.design["goal"].get("better", "higher"))
    return base.model_copy(update={"sizing": sizing})


def told(protocol: Protocol) -> set[str]:
    return {one.rule.id for one in check(protocol).findings} & FAMILIES


def analysed(protocol: Protocol, text: str) -> Protocol:
    return protocol.changed("analysis", "primary", text)


def test_readers() -> None:
    fixed = draft("mrmc_auc", choices={"inference": "fixed_readers"}, readers=6)
    assert "stats:MRMC-01" in told(fixed)
    few = draft("mrmc_auc", choices={"inference": "random"}, readers=4)
    assert "stats:MRMC-02" in told(few) and "stats:MRMC-01" not in told(few)
    many = draft("mrmc_auc", choices={"inference": "random"}, readers=8)
    assert not {"stats:MRMC-01", "stats:MRMC-02"} & told(many)


def test_the_text_and_the_calculation_name_the_same_readers() -> None:
    twelve = draft("mrmc_auc", choices={"inference": "random"}, readers=12)
    for said, found in (
        ("Lecture par dix lecteurs.", True),
        ("Read by 12 readers.", False),
        ("Lecture humaine.", False),
    ):
        assert ("stats:MRMC-04" in told(twelve.changed("plan", "comparator", said))) is found


def test_two_readings_of_a_case_are_kept_apart() -> None:
    twice = draft("mrmc_auc").changed("plan", "comparator", "Lecture sans aide.").changed("plan", "allocation", None)
    assert "stats:MRMC-03" in told(twice)
    assert "stats:MRMC-03" not in told(
        twice.changed("plan", "allocation", "Ordre tiré au sort, quatre semaines d'intervalle.")
    )
    assert facts_of(draft("standalone_vs_panel")).readings_separated is None


def test_a_model_is_validated_inside_before_it_leaves() -> None:
    built = draft("prediction_development_binary").changed("algorithm", "selection", "Régression logistique.")
    assert "stats:PRED-04" in told(analysed(built, "Régression logistique ; courbe de calibration."))
    assert "stats:PRED-04" not in told(analysed(built, "Régression logistique ; calibration ; bootstrap."))
    assert facts_of(draft("validation_c")).internal_validation is None


def test_an_assurance_is_not_judged_as_a_power() -> None:
    believed = exchange.example("sms_contraception")
    sizing = believed.sizing.model_copy(update={"target": 0.7})
    assert facts_of(believed.model_copy(update={"sizing": sizing})).power == 0.7
    averaged = sizing.model_copy(update={"extension": "assurance"})
    assert facts_of(believed.model_copy(update={"sizing": averaged})).power is None


def test_an_area_and_its_threshold() -> None:
    alone = analysed(draft("mrmc_auc"), "Modèle d'Obuchowski-Rockette.").changed("endpoints", "secondary", ("Durée",))
    assert "stats:DIAG-14" in told(alone)
    assert "stats:DIAG-14" not in told(alone.changed("endpoints", "secondary", ("Sensibilité au seuil figé",)))
    assert facts_of(alone.changed("endpoints", "secondary", ())).operating_point_named is None


def test_a_validation() -> None:
    protocol = analysed(
        draft("validation_c", 0.2, c_statistic=0.8, prevalence=0.05), "Statistique C et son intervalle."
    )
    protocol = protocol.changed("endpoints", "secondary", ())
    assert {"stats:PRED-01", "stats:PRED-03"} <= told(protocol)
    assert "stats:PRED-03" not in told(analysed(protocol, "Statistique C, pente de calibration."))
    assert "stats:PRED-03" not in told(draft("validation_oe"))
    assert facts_of(analysed(protocol, "")).calibration_planned is None


@pytest.mark.parametrize(("target", "fires"), [(0.85, True), (0.9, False)])
@pytest.mark.parametrize("kind", ["prediction_development_binary", "prediction_development_survival"])
def test_a_development(kind: str, target: float, fires: bool) -> None:
    assert ("stats:PRED-02" in told(draft(kind, target))) is fires


@pytest.mark.parametrize(
    ("choices", "fires"),
    [
        ({"futility_rule": "binding", "futility_spending": "obrien_fleming"}, True),
        ({"futility_rule": "non_binding", "futility_spending": "obrien_fleming"}, False),
        ({"futility_rule": "binding"}, False),  # no futility bound
    ],
)
def test_futility(choices: dict[str, str], fires: bool) -> None:
    protocol = draft("two_means")
    looks = Interim(looks=(0.5,), choices=choices, values={"beta": 0.2} if "futility_spending" in choices else {})
    sizing = protocol.sizing.model_copy(update={"extension": "interim", "interim": looks})
    protocol = protocol.model_copy(update={"sizing": sizing})
    assert ("stats:INT-03" in told(protocol)) is fires
    unused = protocol.model_copy(update={"sizing": sizing.model_copy(update={"extension": "none"})})
    assert "stats:INT-03" not in told(unused)


def test_a_prior_and_a_subgroup() -> None:
    light, heavy = (
        draft("one_proportion_bayes", p_expected=0.9, p_reference=0.7, prior_a=a, prior_b=b)
        for a, b in ((35, 15), (140, 60))
    )
    assert facts_of(heavy).prior_weight == 200 and facts_of(light).prior_weight == 50
    assert "stats:BAY-01" not in told(light) and "stats:BAY-01" in told(heavy)
    wide: Any = draft("subgroup_precision", 0.3)
    assert "stats:FAIR-01" in told(wide) and "stats:FAIR-01" not in told(draft("subgroup_precision", 0.18))


@pytest.mark.parametrize("name", ["ai_ecg", "i_sleep", "sms_contraception"])
def test_the_examples_are_told_nothing_of_this(name: str) -> None:
    assert not told(exchange.example(name))
