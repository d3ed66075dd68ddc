"""Interim looks, other claims and beliefs typed in a draft give the design of `stats`, or a sentence at the field at fault."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.changes_between import changes
from protocols.combining import ranged
from protocols.exchange import dumps, example, loads
from protocols.facts import facts_of
from protocols.protocol import Protocol
from stats.quantities import Value
from stats.registry import parse
from stats.result import SampleSize
from stats.solver import solve
from stats.text import LANGUAGES
from templates.saying import say

COST = {
    "name": "Coût total à 12 mois",
    "better": "lower",
    "kind": "cost_difference",
    "goal": {"kind": "superiority"},
    "assumptions": {"mean_cost": {"value": 2000}, "mean_cost_control": {"value": 2600}, "cv": {"value": 0.8}},
}
MEANS_CLAIM = {
    "name": "Qualité de vie",
    "kind": "two_means",
    "goal": {"kind": "superiority"},
    "assumptions": {"difference": {"value": -2.0}, "sd": {"value": 4.0}},
}
COSTS_ALONE = {"mean_cost": {"value": 2000}, "mean_cost_control": {"value": 2600}}  # without their spread
MEANS = {
    "kind": "two_means",
    "goal": {"kind": "superiority", "better": "lower"},
    "difference": -2.25,
    "sd": 4.5,
}
COST_DESIGN = {
    "kind": "cost_difference",
    "goal": {"kind": "superiority", "better": "lower"},
    "mean_cost": 2000,
    "mean_cost_control": 2600,
    "cv": 0.8,
}


def with_(**changed: Any) -> Protocol:
    """The example with these fields of its sizing; the extension is that of the first that names one."""
    protocol = example("i_sleep")
    named = next((one for one in ("interim", "reestimation", "others") if one in changed), "none")
    changed = {"extension": named} | changed
    for field, value in changed.items():
        protocol = protocol.changed("sizing", field, value)
    return protocol


def solved(protocol: Protocol) -> SampleSize:
    found = protocol.sample_size()
    assert isinstance(found, SampleSize), found
    return found


def test_looks_give_the_group_sequential_design() -> None:
    found = solved(with_(interim={"looks": [0.5], "choices": {"spending": "pocock"}}))
    direct = solve(
        parse({"kind": "group_sequential", "inner": MEANS, "information": [0.5, 1], "spending": "pocock"}), 0.8
    )
    assert found.design.kind == "group_sequential"
    assert found.analysed == direct.analysed > solved(example("i_sleep")).analysed
    assert facts_of(with_(interim={"looks": [0.5]}), found).interim_in_design is True


REVISION = {"values": {"share_first": 0.4, "largest": 1.5}, "choices": {"bounds": "both"}}


def test_a_revision_takes_its_range_from_the_register() -> None:
    found = solved(with_(reestimation=REVISION))
    plan = {"inner": MEANS, "share_first": 0.4, "largest": 1.5, "bounds": "both", "plausible": [3.8, 5.3]}
    assert found.design == parse({"kind": "blinded_reestimation"} | plan)
    assert found.analysed == solve(found.design, 0.8).analysed
    facts = facts_of(with_(reestimation=REVISION), found)
    assert (facts.reestimation_in_design, facts.reestimation_capped, facts.reestimation_ranged) == (True, True, True)
    assert 0.7 < (facts.reestimation_worst_power or 0) < 0.8


def test_a_revision_of_rates_moves_the_range_of_the_control_to_all() -> None:
    rates = {"p_experimental": {"value": 0.3}, "p_control": {"value": 0.5, "low": 0.4, "high": 0.6}}
    changed = {"kind": "two_proportions", "choices": {}, "assumptions": rates, "extension": "reestimation"}
    design = solved(with_(**changed)).design
    assert design.plausible == pytest.approx((0.3, 0.5))  # type: ignore[attr-defined]
    unsure = solved(with_(**changed | {"assumptions": {name: {"value": one["value"]} for name, one in rates.items()}}))
    assert unsure.design.plausible == ()  # type: ignore[attr-defined]


def test_two_claims_give_the_joint_design_with_its_power() -> None:
    found = solved(with_(others=[COST], correlation={"value": 0.2}))
    direct = solve(parse({"kind": "joint", "components": [MEANS, COST_DESIGN], "correlation": 0.2}), 0.8)
    assert (found.design.kind, found.analysed) == ("joint", direct.analysed)
    marginal = [
        step.value.value for step in found.steps if isinstance(step.value, Value) and "marginale" in step.label.fr
    ]
    assert len(marginal) == 2 and all(power > found.attained for power in marginal)


def test_assurance_uses_the_ranges_of_the_register() -> None:
    found = solved(with_(extension="assurance"))
    ranges = {"difference": [-3, -1.5], "sd": [3.8, 5.3]}
    direct = solve(parse({"kind": "assurance", "inner": MEANS, "beliefs": ranges}), 0.8)
    assert (found.design.kind, found.analysed) == ("assurance", direct.analysed)


def test_assurance_over_looks_takes_both() -> None:
    protocol = with_(extension="interim_assurance", interim={"looks": [0.5], "choices": {"spending": "pocock"}})
    found, ranges = solved(protocol), {"difference": [-3, -1.5], "sd": [3.8, 5.3]}
    looks = {"kind": "group_sequential", "inner": MEANS, "information": [0.5, 1], "spending": "pocock"}
    direct = solve(parse({"kind": "assurance", "inner": looks, "beliefs": ranges}), 0.8)
    assert (found.design, found.analysed) == (direct.design, direct.analysed)
    facts = facts_of(protocol)
    assert facts.interim_in_design and facts.looks_sized == (0.5,) and facts.assurance_on_effect and facts.power is None
    said = {change.label.en for change in changes(with_(), protocol)}
    assert any("ooks" in one or "nterim" in one for one in said)


def test_what_the_text_says_of_looks_is_read_as_without_assurance() -> None:
    text = "Trois analyses intermédiaires ; arrêt pour futilité sur avis du comité."
    for extension, looks in (("interim", 3), ("interim_assurance", 3), ("assurance", None)):
        facts = facts_of(with_(extension=extension, interim={"looks": [0.5]}).changed("analysis", "interim", text))
        assert (facts.looks_counted, not facts.futility_unsized) == (looks, looks is not None), extension


def test_an_assurance_is_no_type_ii_error() -> None:
    spent = {"looks": [0.5], "choices": {"futility_spending": "obrien_fleming"}}
    problems = with_(extension="interim_assurance", interim=spent).sample_size()
    assert isinstance(problems, tuple) and [one.field for one in problems] == ["interim.beta"]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"interim": {"looks": []}, "extension": "interim_assurance"}, ["interim.looks"]),
        ({"interim": {"looks": [0.5], "choices": {"spending": "kim_demets"}}}, ["interim.rho"]),
        ({"interim": {"looks": [0.5, 0.4]}}, ["interim.looks"]),
        ({"reestimation": {"values": {"largest": 0.5}}}, ["reestimation.largest"]),
        ({"reestimation": {}, "choices": {"method": "z"}}, ["reestimation.inner"]),
        ({"reestimation": {"lists": {"plausible": [5, 4]}}}, ["reestimation.plausible"]),
        ({"others": [COST]}, ["correlation"]),
        ({"others": [COST | {"assumptions": {}}], "correlation": {"value": 0}}, [
            "others.0.mean_cost", "others.0.mean_cost_control",
        ]),
        ({"others": [COST | {"assumptions": COSTS_ALONE}], "correlation": {"value": 0}}, ["others.0.cv"]),
        ({"others": [MEANS_CLAIM | {"better": None}], "correlation": {"value": 0}}, ["others.0.better"]),
        ({"others": [{"name": "rien"}], "correlation": {"value": 0}}, ["others.0.kind"]),
        ({"others": [COST], "correlation": {"value": 1.5}}, ["others.correlation"]),
        ({"others": [COST], "correlation": {"value": 0}, "rule": "none of them"}, ["others.rule"]),
        ({"interim": {"looks": []}}, ["interim.looks"]),
        ({"others": []}, ["others"]),
        ({"extension": "assurance", "assumptions": {"difference": {"value": -2.25}, "sd": {"value": 4.5}}}, ["extension"]),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_said_at_its_field(changed: dict[str, Any], fields: list[str]) -> None:
    answer = with_(**changed).sample_size()
    assert isinstance(answer, tuple)
    assert [one.field for one in answer] == fields
    for one in answer:
        for language in LANGUAGES:
            said = say(one.phrase, language)
            assert len(said) > 5 and "{" not in said and "Input should" not in said


def test_an_extension_taken_back_leaves_the_primary_design_and_keeps_what_was_typed() -> None:
    protocol = with_(others=[COST], correlation={"value": 0.2}).changed("sizing", "extension", "none")
    assert solved(protocol).design.kind == "two_means"
    assert protocol.sizing.others[0].name == COST["name"]


def test_they_survive_the_file_and_are_told_as_changes() -> None:
    before = example("i_sleep")
    after = with_(others=[COST], correlation={"value": 0.2, "source": "pilot"})
    assert loads(dumps(after)) == after
    paths = {one.path for one in changes(before, after)}
    assert {
        "sizing.others.0.kind",
        "sizing.others.0.assumptions.mean_cost.value",
        "sizing.correlation.value",
        "sizing.rule",
    } <= paths
    looked = changes(before, with_(interim={"looks": [0.5], "choices": {"spending": "pocock"}}))
    assert {"sizing.interim.looks", "sizing.interim.spending"} <= {one.path for one in looked}
    revised = with_(reestimation=REVISION)
    assert loads(dumps(revised)) == revised
    told = {one.path: one for one in changes(before, revised)}
    assert {"sizing.extension", "sizing.reestimation.largest", "sizing.reestimation.bounds"} <= told.keys()
    more = changes(revised, with_(reestimation=REVISION | {"values": {"share_first": 0.4, "largest": 2}}))
    assert [one.path for one in more if one.path.startswith("sizing.reest")] == ["sizing.reestimation.largest"]


NET_BENEFIT = {
    "delta_effect": {"value": 0.03, "low": 0.01, "high": 0.05},
    "delta_cost": {"value": -500, "low": -900, "high": -100},
    "sd_effect": {"value": 0.2, "low": 0.15, "high": 0.25},
    "sd_cost": {"value": 4000, "low": 3000, "high": 5000},
    "correlation": {"value": 0},
    "willingness_to_pay": {"value": 30000, "low": 20000, "high": 50000, "source": "decision"},
}


def economic(**changed: Any) -> Protocol:
    protocol = with_(kind="net_benefit", assumptions=NET_BENEFIT, extension="assurance", target=0.75, **changed)
    return protocol.changed("endpoints", "better", "higher")


def test_an_economic_claim_is_sized_for_assurance() -> None:
    found = solved(economic(uncertain=["delta_effect", "delta_cost"]))
    inner = {name: one["value"] for name, one in NET_BENEFIT.items()}
    goal = {"kind": "superiority", "better": "higher"}
    ranges = {"delta_effect": [0.01, 0.05], "delta_cost": [-900, -100]}
    direct = parse({"kind": "assurance", "inner": inner | {"kind": "net_benefit", "goal": goal}, "beliefs": ranges})
    assert found.analysed == solve(direct, 0.75).analysed


def test_assurance_averages_over_what_is_uncertain_and_three_at_most() -> None:
    assert set(ranged(economic().sizing)) == set(NET_BENEFIT) - {"correlation", "willingness_to_pay"}
    answer = economic().sample_size()
    assert isinstance(answer, tuple) and "choisir les plus incertaines" in answer[0].phrase.text.fr
    one = solved(economic(uncertain=["delta_effect", "willingness_to_pay", "gone"]))
    assert list(one.design.model_dump()["beliefs"]) == ["delta_effect"]
    paths = {one.path for one in changes(economic(uncertain=["sd_cost"]), economic(uncertain=["delta_effect"]))}
    assert "sizing.uncertain" in paths
