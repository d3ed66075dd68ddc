"""The three claims of the call set up the calculation, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.call_claims import lacking, set_up
from protocols.claims_order import arranged, claims_of
from protocols.economic_claim import economic
from protocols.exchange import example
from protocols.protocol import Protocol
from stats.result import SampleSize
from tests.protocols.test_combining import COST, with_

NON_INFERIOR = "economic_superiority_medical_non_inferiority"
BOTH = "economic_and_medical_superiority"
CLAIMS = ("medical_superiority", NON_INFERIOR, BOTH)


def claiming(protocol: Protocol, benefit: str) -> Protocol:
    return protocol.changed("claim", "aim", "benefit").changed("claim", "benefit", benefit)


@pytest.mark.parametrize("benefit", CLAIMS)
@pytest.mark.parametrize("start", ("empty", "example", "costs first"))
def test_nothing_lacks_once_it_is_set_up(benefit: str, start: str) -> None:
    joint = with_(others=[COST], correlation={"value": 0.2})
    protocol = {"empty": Protocol(), "example": example("i_sleep"), "costs first": arranged(joint, (1, 0))}[start]
    made = set_up(protocol, benefit)
    assert made.claim.benefit == benefit and lacking(made) == ()
    assert set_up(made, benefit) == made  # once is enough
    kept = {name: one for claim in claims_of(protocol) for name, one in claim.assumptions.items()}
    assert kept.items() <= {name: one for claim in claims_of(made) for name, one in claim.assumptions.items()}.items()


def test_what_a_claim_lacks_is_listed() -> None:
    assert [one.en for one in lacking(claiming(example("i_sleep"), NON_INFERIOR))] == [
        "a medical endpoint tested for non-inferiority, with its margin",
        "an economic endpoint tested for superiority on the same participants",
    ]
    assert lacking(claiming(example("i_sleep"), "medical_superiority")) == ()
    loose = with_(others=[COST], correlation={"value": 0}, rule="at_least_one")
    assert [one.en for one in lacking(claiming(loose, BOTH))] == ["success required on every endpoint"]
    assert lacking(example("i_sleep").changed("claim", "aim", "ce_marking")) == ()


def test_the_economic_claim_counts_what_the_evaluation_counts() -> None:
    def added(method: str) -> tuple[Any, ...]:
        claim = set_up(example("i_sleep").changed("economics", "method", method), BOTH).sizing.others[0]
        return claim.kind, claim.better, claim.goal.kind, claim.name

    assert added("cost_minimisation") == ("cost_difference", "lower", "superiority", "Coût total par participant")
    assert added("cost_utility") == ("net_benefit", "higher", "superiority", "Bénéfice monétaire net par participant")


def test_a_claim_already_typed_is_used_again() -> None:
    typed = with_(others=[COST | {"goal": {"kind": "non_inferiority", "margin": 100}}], extension="none")
    made = set_up(typed, BOTH).sizing
    assert [one.name for one in made.others] == [COST["name"]] and made.others[0].goal.margin == 100
    other = with_(others=[COST | {"kind": "two_means", "name": "Qualité de vie"}])
    assert [one.kind for one in set_up(other, BOTH).sizing.others] == ["two_means", "net_benefit"]


def test_the_goal_changes_at_the_same_one_sided_risk() -> None:
    def alpha(goal: dict[str, Any], benefit: str) -> float | None:
        return set_up(example("i_sleep").changed("sizing", "goal", goal), benefit).sizing.goal.alpha

    assert alpha({"kind": "superiority"}, NON_INFERIOR) is None
    assert alpha({"kind": "superiority", "alpha": 0.04}, NON_INFERIOR) == 0.02
    assert alpha({"kind": "superiority", "alpha": 0.04, "sides": 1}, NON_INFERIOR) == 0.04
    assert alpha({"kind": "non_inferiority", "alpha": 0.01, "margin": 1}, BOTH) == 0.02
    assert alpha({"kind": "superiority", "alpha": 0.04}, BOTH) == 0.04


def test_a_medical_claim_alone_leaves_the_economic_one_aside() -> None:
    joint = claiming(with_(others=[COST], correlation={"value": 0.2}), BOTH)
    made = set_up(joint, "medical_superiority").sizing
    assert made.extension == "none" and made.others == joint.sizing.others


@pytest.mark.parametrize(
    ("type", "benefit", "kind"),
    [
        ("binary", NON_INFERIOR, "two_proportions"),
        ("continuous", BOTH, "two_means"),
        ("time_to_event", NON_INFERIOR, "log_rank"),
        ("ordinal", NON_INFERIOR, None),  # superiority only
        (None, BOTH, None),
    ],
)
def test_the_type_of_endpoint_gives_the_medical_design(type: str | None, benefit: str, kind: str | None) -> None:
    made = set_up(Protocol().changed("endpoints", "type", type), benefit)
    assert made.sizing.kind == kind and economic(made.sizing.others[0])
    clustered = Protocol().changed("endpoints", "type", type).changed("plan", "type", "cluster_parallel")
    assert set_up(clustered, benefit).sizing.kind is None


def test_once_the_numbers_are_typed_the_size_is_found() -> None:
    made = set_up(example("i_sleep").changed("economics", "method", "cost_minimisation"), NON_INFERIOR)
    goal = made.sizing.goal.model_dump() | {"margin": 2}
    lines = {
        name: {"value": value} for name, value in {"mean_cost": 2000, "mean_cost_control": 2600, "cv": 0.8}.items()
    }
    others = [made.sizing.others[0].model_dump() | {"assumptions": lines}]
    for field, value in {"goal": goal, "others": others, "correlation": {"value": 0}}.items():
        made = made.changed("sizing", field, value)
    made = made.changed("sizing", "assumptions", made.sizing.assumptions | {"difference": {"value": 0}})
    assert isinstance(made.sample_size(), SampleSize)
