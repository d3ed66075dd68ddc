"""Intercurrent events: what they are, what their strategies do to the assumptions, computed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.checking import check
from protocols.exchange import example
from protocols.intercurrent import adopted, kind_of, not_an_event, proposal, to_examine
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.result import SampleSize


def event(name: str, strategy: str, share: float | None, accounted: str | None = "no") -> dict[str, Any]:
    return {"event": name, "strategy": strategy, "reason": "r", "share": share, "accounted": accounted}


def with_events(study: str, *events: dict[str, Any], better: str | None = None) -> Protocol:
    protocol = example(study).changed("objectives", "intercurrent", events)
    return protocol.changed("endpoints", "better", better) if better else protocol


def values(protocol: Protocol) -> dict[str, float]:
    return {one.field: round(one.after, 10) for one in proposal(protocol).adjustments}


NON_USE = event("Arrêt de l'utilisation du dispositif", "treatment_policy", 0.2)
FAILURE = event("Panne du dispositif", "composite", 0.1)


def test_treatment_policy_dilutes_a_difference_of_means() -> None:
    """A difference of -2.25 with 20 % who stop: -2.25 x 0.8 = -1.8; the range moves alike."""
    protocol = with_events("i_sleep", NON_USE)
    assert values(protocol) == {"difference": -1.8}
    (found,) = proposal(protocol).adjustments
    assert (found.low, found.high) == pytest.approx((-3.0 * 0.8, -1.5 * 0.8))


def test_dilutions_multiply() -> None:
    """20 % and 10 %: 0.8 x 0.9 = 0.72, so -2.25 becomes -1.62."""
    crossover = event("Usage par le groupe contrôle", "treatment_policy", 0.1)
    assert values(with_events("i_sleep", NON_USE, crossover)) == {"difference": -1.62}


def test_treatment_policy_dilutes_a_risk_difference_and_leaves_the_control() -> None:
    """0.65 against 0.50, 20 % who stop: 0.50 + 0.15 x 0.8 = 0.62."""
    assert values(with_events("sms_contraception", NON_USE)) == {"p_experimental": 0.62}


def test_a_composite_lowers_the_success_rate_of_the_arm_that_meets_the_event() -> None:
    """0.65 x (1 - 0.1) = 0.585: no device, no failure of the device in the control arm."""
    assert values(with_events("sms_contraception", FAILURE)) == {"p_experimental": 0.585}


def test_a_composite_of_both_arms_lowers_both() -> None:
    death = event("Décès avant la mesure", "composite", 0.1)
    assert values(with_events("sms_contraception", death)) == {"p_experimental": 0.585, "p_control": 0.45}


def test_a_composite_raises_the_rate_of_an_unfavourable_outcome() -> None:
    """When the outcome is the bad event, those concerned count as bad: 1 - (1 - 0.65) x 0.9 = 0.685."""
    assert values(with_events("sms_contraception", FAILURE, better="lower")) == {"p_experimental": 0.685}


def test_composite_first_then_dilution() -> None:
    """0.65 x 0.9 = 0.585; 0.50 + (0.585 - 0.50) x 0.8 = 0.568."""
    assert values(with_events("sms_contraception", FAILURE, NON_USE)) == {"p_experimental": 0.568}


def test_a_single_group_against_a_goal_keeps_its_goal() -> None:
    """0.869 x 0.9 = 0.7821 against 0.80: the goal is decided, not observed."""
    assert values(with_events("ai_ecg", FAILURE)) == {"p_expected": 0.7821}


@pytest.mark.parametrize(
    "one",
    [
        NON_USE | {"accounted": "yes"},
        NON_USE | {"accounted": None},
        NON_USE | {"share": 0.0},
        NON_USE | {"share": None},
        NON_USE | {"strategy": "hypothetical"},
    ],
)
def test_nothing_is_proposed_when_nothing_is_ignored(one: dict[str, Any]) -> None:
    assert not proposal(with_events("i_sleep", one)).computed


def test_a_composite_on_a_mean_is_not_computed_here() -> None:
    found = proposal(with_events("i_sleep", FAILURE))
    assert found.events and not found.computed


def test_an_empty_protocol_proposes_nothing() -> None:
    assert proposal(Protocol()).events == () and adopted(Protocol()) == Protocol()


def test_adopting_changes_the_size_and_answers_the_finding() -> None:
    """The size of a difference diluted by 0.8 is about that of the first divided by 0.8 squared."""
    before = with_events("i_sleep", NON_USE)
    after = adopted(before)
    assert after.sizing.assumptions["difference"].value == pytest.approx(-1.8)
    assert after.sizing.assumptions["sd"] == before.sizing.assumptions["sd"]
    assert not proposal(after).events
    first, second = before.sample_size(), after.sample_size()
    assert isinstance(first, SampleSize) and isinstance(second, SampleSize)
    assert second.analysed / first.analysed == pytest.approx(1 / 0.64, rel=0.03)
    fired = [{one.rule.id for one in check(state).findings} for state in (before, after)]
    assert "preuve:EST-05" in fired[0] - fired[1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Non-utilisation du programme", "non_use"),
        ("The patient stops using the app", "non_use"),
        ("Panne du serveur", "failure"),
        ("Mise à jour corrective du logiciel", "update"),
        ("Use by the control group", "crossover"),
        ("Traitement de secours", "rescue"),
        ("Recommandation non retenue", "ignored"),
        ("Décès", "death"),
        ("Grossesse", None),
    ],
)
def test_the_kind_of_an_event(text: str, kind: str | None) -> None:
    found = kind_of(text)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Perdu de vue avant 8 semaines",
        "Perte de vue",
        "Données manquantes au suivi",
        "Questionnaire non rempli",
        "Levée de l'aveugle",
        "Lost to follow-up",
        "Missing outcome",
        "Unblinding of the participant",
        "Retrait du consentement",
    ],
)
def test_what_is_no_intercurrent_event_is_said(text: str) -> None:
    assert not_an_event(text) is not None
    protocol = with_events("i_sleep", event(text, "treatment_policy", None))
    assert "preuve:EST-04" in {one.rule.id for one in check(protocol).findings}


@pytest.mark.parametrize("study", ["i_sleep", "sms_contraception", "ai_ecg"])
def test_the_events_of_the_examples_are_events(study: str) -> None:
    listed = example(study).objectives.intercurrent
    assert not isinstance(listed, NotApplicable)
    assert [one.event for one in listed if not_an_event(one.event)] == []


def test_events_are_considered_once_declared_or_ruled_out() -> None:
    bare = Protocol()
    assert [one.kind for one in to_examine(bare)] == [
        "non_use", "failure", "update", "crossover", "rescue", "ignored", "death",
    ]  # fmt: skip
    for one in to_examine(bare):
        declared = bare.changed("objectives", "intercurrent", [event(one.event.fr, "composite", None)])
        ruled_out = bare.changed("objectives", "ruled_out", [f"{one.event.en}: not here"])
        assert one.kind not in {left.kind for left in to_examine(declared)}
        assert one.kind not in {left.kind for left in to_examine(ruled_out)}


def test_rows_of_earlier_drafts_open() -> None:
    protocol = Protocol.model_validate({"objectives": {"intercurrent": [{"event": "Panne", "strategy": "composite"}]}})
    (row,) = protocol.objectives.intercurrent  # type: ignore[misc]
    assert (row.share, row.accounted) == (None, None)


@pytest.mark.parametrize("share", [3.0, -0.1, "beaucoup"])
def test_an_absurd_share_is_refused(share: Any) -> None:
    with pytest.raises(ValueError, match="share"):
        with_events("i_sleep", NON_USE | {"share": share})


@pytest.mark.parametrize(
    ("study", "section", "field", "value", "id"),
    [
        ("i_sleep", "objectives", "intercurrent", [NON_USE | {"accounted": None}], "preuve:EST-06"),
        ("ai_ecg", "objectives", "uninterpretable", "excluded", "preuve:DIAG-12"),
        ("ai_ecg", "objectives", "analysis_unit", "lesion", "stats:CLUS-04"),
        ("ai_ecg", "sizing", "flow", {"unevaluable": {"value": 0.05}}, "stats:AI-07"),  # which says EST-07 already
    ],
)
def test_a_rule_that_an_answer_triggers(study: str, section: str, field: str, value: Any, id: str) -> None:
    before = {one.rule.id for one in check(example(study)).findings}
    after = {one.rule.id for one in check(example(study).changed(section, field, value)).findings}
    assert id in after - before


@pytest.mark.parametrize(
    ("plan", "estimand"),
    [
        ("randomised_parallel", True),
        ("single_arm", True),
        ("accuracy", False),
        ("paired_accuracy", False),
        (None, True),
    ],
)
def test_one_form_or_the_other(plan: str | None, estimand: bool) -> None:
    protocol = Protocol().changed("plan", "type", plan)
    missing = set(protocol.missing("objectives"))
    assert ("intercurrent" in missing) == estimand
    assert ({"target_condition", "analysis_unit", "uninterpretable", "interval"} <= missing) == (not estimand)
