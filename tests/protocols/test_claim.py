"""What a claim imposes, the joint power of two tests, and the findings of worked protocols."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from protocols.checking import check
from protocols.claim import KINDS, consequences, joint_power, joint_table, pecan_deadline, proposed_power
from protocols.exchange import example
from protocols.facts import facts_of
from protocols.labels import LABELS
from protocols.model.claim import AIMS, BENEFITS, TARGETS
from protocols.protocol import Protocol
from protocols.rules.engine import Outcome, review
from stats.normal import z

NI, BOTH = "economic_superiority_medical_non_inferiority", "economic_and_medical_superiority"


def changed(protocol: Protocol, **answers: Any) -> Protocol:
    """The same with answers given as section__field."""
    for path, value in answers.items():
        protocol = protocol.changed(*path.split("__"), value)
    return protocol


def claiming(benefit: str, **answers: Any) -> Protocol:
    return changed(example("i_sleep"), **{"claim__aim": "benefit", "claim__benefit": benefit} | answers)


def found(protocol: Protocol) -> set[str]:
    return {one.rule.id for one in check(protocol).findings}


def kinds_of(protocol: Protocol) -> set[str]:
    return {one.kind for one in consequences(protocol)}


def test_two_tests_at_80_leave_64_and_at_90_leave_81() -> None:
    assert joint_power((0.8, 0.8)) == pytest.approx(0.64)
    assert joint_power((0.9, 0.9)) == pytest.approx(0.81)
    assert joint_power((0.9, 0.8)) == pytest.approx(0.72)
    assert joint_power((proposed_power(), proposed_power())) >= 0.8 > joint_power((0.89, 0.89))


@pytest.mark.parametrize("rho", [0.3, 0.5, 0.8])
def test_joint_power_agrees_with_simulated_statistics(rho: float) -> None:
    rng = np.random.default_rng(20261122)
    drawn = rng.multivariate_normal([z(1 - 0.8), z(1 - 0.9)], [[1, rho], [rho, 1]], 400_000)
    simulated = float((drawn > 0).all(axis=1).mean())
    assert joint_power((0.8, 0.9), rho) == pytest.approx(simulated, abs=3 * 0.5 / 400_000**0.5)


def test_the_table_rises_with_power_and_correlation() -> None:
    grid = np.array([row.joint for row in joint_table()])
    assert (np.diff(grid, axis=0) > 0).all() and (np.diff(grid, axis=1) > 0).all()
    assert all((row < each.each).all() for row, each in zip(grid, joint_table(), strict=True))


@pytest.mark.parametrize(
    ("powers", "rho"), [((0.8, 1.0), 0.0), ((0.0, 0.5), 0.0), ((0.8, 0.8), 1.0), ((0.8, 0.8), -0.2)]
)
def test_absurd_powers_are_refused(powers: tuple[float, float], rho: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1|lies between"):
        joint_power(powers, rho)


@pytest.mark.parametrize("aim", AIMS)
def test_each_aim_says_what_it_expects_with_its_source(aim: str) -> None:
    said = consequences(changed(Protocol(), claim__aim=aim))
    assert said
    for one in said:
        assert one.kind in KINDS and one.pages and set(one.pages) <= set(LABELS)
        assert one.provenance.source and one.provenance.checked_on == date(2026, 11, 22)
        assert one.provenance.confidence == "H" or one.provenance.confirm is not None


def test_each_target_is_known_to_the_data() -> None:
    for target in TARGETS:
        protocol = changed(Protocol(), claim__aim="ce_marking", claim__target=target)
        assert (len(consequences(protocol)) > 2) == (target != "none"), target


def test_what_each_benefit_imposes() -> None:
    assert "power" not in kinds_of(claiming("medical_superiority"))
    assert {"hypotheses", "test", "margin", "power", "people"} <= kinds_of(claiming(NI))
    assert "margin" not in kinds_of(claiming(BOTH)) and "power" in kinds_of(claiming(BOTH))
    assert set(BENEFITS) == {"medical_superiority", NI, BOTH}


def test_a_benefit_typed_for_another_aim_imposes_nothing() -> None:
    assert "power" not in kinds_of(claiming(BOTH, claim__aim="ce_marking"))
    assert "fr:BPI-12" not in found(claiming(BOTH, claim__aim="ce_marking"))


def test_the_nature_is_needed_for_a_benefit_only() -> None:
    assert "benefit" in changed(Protocol(), claim__aim="benefit").missing("claim")
    assert "benefit" not in changed(Protocol(), claim__aim="lppr").missing("claim")
    assert "fr:BPI-10" in found(changed(Protocol(), claim__aim="benefit"))


def test_an_economic_claim_sized_on_the_clinic() -> None:
    """i_sleep is sized on a clinical mean at 80 % power, without economist or margin."""
    ids = found(claiming(NI))
    assert {"fr:BPI-11", "fr:BPI-12", "preuve:CLAIM-01", "preuve:CLAIM-02"} <= ids
    assert "preuve:CLAIM-03" in ids  # its objective announces superiority
    both = found(claiming(BOTH))
    assert "fr:BPI-11" not in both and "preuve:CLAIM-03" not in both and "preuve:CLAIM-02" in both
    assert "preuve:CLAIM-02" not in found(claiming(BOTH, sizing__target=0.9))


def test_medical_superiority_adds_no_finding_to_a_randomised_trial() -> None:
    assert found(claiming("medical_superiority")) == found(example("i_sleep"))


def test_a_silent_objective_lets_the_declared_claim_meet_the_test() -> None:
    """stats:NI-07 compares the claim with the test: the declared one when the objective announces nothing."""
    silent = claiming(NI, objectives__primary="Comparer i-Sleep aux soins courants sur le score ISI.")
    assert "stats:NI-07" in found(silent)
    agreed = claiming(
        "medical_superiority", objectives__primary="Comparer i-Sleep aux soins courants sur le score ISI."
    )
    assert "stats:NI-07" not in found(agreed)


def test_a_benefit_from_an_accuracy_study_is_a_contradiction() -> None:
    accuracy = changed(
        example("ai_ecg"), claim__aim="benefit", claim__benefit="medical_superiority", situation__distance=None
    )
    assert {"preuve:CLAIM-05", "fr:HAS-01"} <= found(accuracy)
    reason = "Un essai randomisé est impossible : le dépistage est déjà généralisé dans ces hôpitaux."
    assert "fr:HAS-01" not in found(changed(accuracy, background__rationale=reason))


def test_existing_data_are_not_randomised() -> None:
    assert "preuve:CLAIM-06" in found(changed(example("i_sleep"), claim__aim="secondary_use"))
    assert "preuve:CLAIM-06" not in found(example("ai_ecg"))


def early_cover(kind: str, **answers: Any) -> Protocol:
    """Enrolment of 10 months and follow-up of 3 from January 2027, then three months of analysis."""
    return changed(
        example("i_sleep"),
        claim__aim="pecan",
        claim__pecan_start="2027-09-01",
        funding__start_date="2027-01-01",
        device__kind=kind,
        **{"plan__recruitment_months": 10, "plan__follow_up_months": 3} | answers,
    )


def test_results_come_before_the_file_is_due() -> None:
    """-8 months from the start of cover, then 10 + 3 + 3: results 8 months after it."""
    assert pecan_deadline(early_cover("patient_app")).months == 6
    assert "fr:PEC-01" in found(early_cover("patient_app"))
    assert "fr:PEC-01" not in found(early_cover("telemonitoring"))
    assert "fr:PEC-01" in found(early_cover("telemonitoring", plan__recruitment_months=12))
    unknown = changed(early_cover("patient_app"), claim__pecan_start=None)
    verdict = next(one for one in review(facts_of(unknown)) if one.rule.id == "fr:PEC-01")
    assert verdict.outcome is Outcome.NOT_ASSESSED


def test_heart_failure_telemonitoring_names_the_one_already_reimbursed() -> None:
    purpose = "Télésurveillance des adultes ayant une insuffisance cardiaque chronique."
    protocol = changed(example("i_sleep"), device__kind="telemonitoring", device__intended_purpose=purpose)
    assert "preuve:CLAIM-08" in found(changed(protocol, plan__comparator="Consultations de cardiologie."))
    named = "Prise en charge actuelle, télésurveillance inscrite à la LATM comprise."
    assert "preuve:CLAIM-08" not in found(changed(protocol, plan__comparator=named))
    assert "comparator" in kinds_of(protocol)
    assert "preuve:CLAIM-08" not in found(example("i_sleep"))


def test_the_asa_has_the_comparator_of_the_protocol() -> None:
    assert "preuve:CLAIM-07" not in found(example("i_sleep"))
    assert "preuve:CLAIM-07" in found(changed(example("i_sleep"), claim__asa_comparator="other"))
