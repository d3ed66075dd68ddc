"""Claims change places with all that was typed for them, the primary endpoint included."""

from __future__ import annotations

from itertools import permutations

import pytest

from protocols.claims_order import arranged, arranged_entries, claims_of, swapped
from protocols.protocol import Protocol
from stats.designs.combined.joint import Joint
from stats.result import SampleSize
from tests.protocols.test_combining import COST, with_

THIRD = {
    "name": "Adhésion",
    "unit": "points",
    "better": "higher",
    "type": "continuous",
    "timing": "8 semaines",
    "definition": "Échelle d'adhésion",
    "kind": "two_means",
    "goal": {"kind": "non_inferiority", "margin": 3, "alpha": 0.02, "margin_reason": "Avis d'experts"},
    "choices": {"method": "z"},
    "assumptions": {"difference": {"value": 0.5, "source": "pilot", "citation": "Pilote"}, "sd": {"value": 8}},
}


def three(**changed: object) -> Protocol:
    return with_(others=[COST, THIRD], correlation={"value": 0.2}, **changed)


def test_every_order_keeps_every_claim_whole_and_comes_back() -> None:
    protocol = three()
    before = claims_of(protocol)
    for order in permutations(range(3)):
        after = arranged(protocol, order)
        assert claims_of(after) == tuple(before[place] for place in order)
        back = tuple(order.index(place) for place in range(3))
        assert arranged(after, back) == protocol


def test_the_claim_moved_first_is_the_primary_endpoint_of_the_draft() -> None:
    protocol = three()
    made = arranged(protocol, swapped(3, 0))
    assert (made.endpoints.name, made.endpoints.better, made.endpoints.unit) == (COST["name"], "lower", None)
    assert (made.sizing.kind, made.sizing.goal.kind) == ("cost_difference", "superiority")
    assert made.sizing.others[0].name == protocol.endpoints.name
    assert made.sizing.others[0].definition == protocol.endpoints.definition
    assert (made.sizing.target, made.sizing.flow) == (protocol.sizing.target, protocol.sizing.flow)


def test_all_must_succeed_so_the_order_leaves_the_number_as_it_is() -> None:
    two = with_(others=[COST], correlation={"value": 0.2})
    found = [one.sample_size() for one in (two, arranged(two, (1, 0)))]
    assert all(isinstance(one, SampleSize) for one in found)
    assert found[0].enrolled == found[1].enrolled  # type: ignore[union-attr]


def test_correlations_follow_their_pairs() -> None:
    """Pairs 1-2, 1-3, 2-3; when two claims are left, their correlation is the common one."""
    protocol = three(correlations=[0.5, -0.2, 0.1])
    assert arranged(protocol, (2, 0, 1)).sizing.correlations == (-0.2, 0.1, 0.5)
    assert arranged(protocol, (0, 2, 1)).sizing.correlations == (-0.2, 0.5, 0.1)
    assert arranged(protocol, (0, 2)).sizing.correlation.value == 0.2
    alone = with_(others=[COST, THIRD], correlations=[0.5, -0.2, 0.1])
    assert arranged(alone, (0, 2)).sizing.correlation.value == -0.2


def test_shares_and_transitions_follow_their_claim() -> None:
    two = with_(
        others=[COST], correlation={"value": 0.2}, rule="at_least_one", procedure="graphical",
        shares=[0.8, 0.2], transitions=[0, 1, 0.5, 0],
    )  # fmt: skip
    made = arranged(two, (1, 0))
    assert made.sizing.shares == (0.2, 0.8) and made.sizing.transitions == (0, 0.5, 1, 0)
    before, after = two.sample_size(), made.sample_size()
    assert isinstance(before, SampleSize) and isinstance(after, SampleSize)
    assert isinstance(before.design, Joint) and isinstance(after.design, Joint)
    each = [one.design.outcomes({"participants": 300.0}).each for one in (before, after)]  # type: ignore[attr-defined]
    assert [float(one) for one in each[1]] == pytest.approx([float(one) for one in reversed(each[0])], abs=1e-6)


def test_a_claim_left_out_goes_with_its_share() -> None:
    made = arranged(three(procedure="fallback", shares=[0.5, 0.3, 0.2]), (0, 2))
    assert [one.name for one in made.sizing.others] == ["Adhésion"] and made.sizing.shares == (0.5, 0.2)


def test_refused_entries_follow_their_claim() -> None:
    pending = {
        "sizing.others.0.assumptions.cv.value": "beaucoup",
        "sizing.others.1.goal.margin": "-3",
        "sizing.goal.margin": "zéro",
        "endpoints.name": "x",
        "sizing.target": "200 %",
        "device.name": "y",
    }
    assert arranged_entries(pending, swapped(3, 0)) == {
        "sizing.assumptions.cv.value": "beaucoup",
        "sizing.others.1.goal.margin": "-3",
        "sizing.others.0.goal.margin": "zéro",
        "sizing.others.0.name": "x",
        "sizing.target": "200 %",
        "device.name": "y",
    }
    assert arranged_entries(pending, (0, 2)) == {
        "sizing.others.0.goal.margin": "-3",
        "sizing.goal.margin": "zéro",
        "endpoints.name": "x",
        "sizing.target": "200 %",
        "device.name": "y",
    }


def test_the_ratio_of_the_study_is_typed_once_and_holds_in_every_order() -> None:
    one = with_(others=[COST], correlation={"value": 0.2})
    ratio = {**one.sizing.model_dump()["assumptions"], "allocation": {"value": 2}}
    two_to_one = with_(others=[COST], correlation={"value": 0.2}, assumptions=ratio)
    for protocol in (two_to_one, arranged(two_to_one, (1, 0))):
        found = protocol.sample_size()
        assert isinstance(found, SampleSize) and isinstance(found.design, Joint)
        assert [each.allocation for each in found.design.components] == [2, 2]  # type: ignore[attr-defined]
        assert found.arms[0].size == 2 * found.arms[1].size
    odd = with_(others=[COST | {"assumptions": COST["assumptions"] | {"allocation": {"value": 3}}}], correlation={"value": 0.2}, assumptions=ratio)  # fmt: skip
    refused = odd.sample_size()
    assert isinstance(refused, tuple) and refused[0].field.startswith("others")
