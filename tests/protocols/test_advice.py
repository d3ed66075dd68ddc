"""The advisor: which designs for which situation, sized as the solver says, in time, and adopted without loss."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.advice import Advice, Option, advise
from protocols.advice.adopting import adopt
from protocols.advice.catalogue import entries, loaded, reasons, roles, usual
from protocols.advice.numbers import NUMBERS, asked
from protocols.call_claims import lacking
from protocols.claims_order import arranged
from protocols.economic_claim import economic
from protocols.model.design import TYPES
from protocols.model.situation import ROLES
from protocols.model.sizing import Assumption
from protocols.protocol import Protocol
from stats.registry import design_class, kinds, parse
from stats.result import SampleSize
from stats.solver import solve
from stats.text import Text
from tests.protocols.situations import SITUATIONS, protocol_of, with_answers

NAMES = pytest.mark.parametrize("name", SITUATIONS)


def by_id(advice: Advice) -> dict[str, Option]:
    return {one.entry.id: one for one in advice.options}


def sized(name: str) -> list[Option]:
    return [one for one in advise(protocol_of(name)).options if one.size is not None]


@NAMES
def test_the_designs_of_a_situation_in_order(name: str) -> None:
    _, expected, _ = SITUATIONS[name]
    assert tuple(one.entry.id for one in advise(protocol_of(name)).options) == expected


@NAMES
def test_why_others_are_set_aside(name: str) -> None:
    _, expected, aside = SITUATIONS[name]
    said = {one.entry.id: one.reason for one in advise(protocol_of(name)).rejected}
    assert {id: said[id] for id in aside} == {id: reasons()[reason] for id, reason in aside.items()}
    assert not set(said) & set(expected)


@NAMES
def test_two_to_five_designs_and_no_plan_that_past_data_forbid(name: str) -> None:
    protocol = protocol_of(name)
    advice = advise(protocol)
    assert 2 <= len(advice.options) <= 5
    if protocol.route.data_source == "existing_only":
        assert all(one.entry.existing for one in advice.options if not one.entry.early)


def test_most_situations_show_a_size() -> None:
    assert all(sized(name) for name in SITUATIONS)


# Each size by its own route: the design of `stats`, typed here by hand from the numbers of the situation.
_TYPED: list[tuple[str, str, dict[str, Any], float]] = [
    ("a therapeutic app, patients randomised", "parallel_rct", {"kind": "two_means", "difference": -4, "sd": 10}, 0.8),
    ("a therapeutic app, patients randomised", "adjusted_rct", {"kind": "ancova", "difference": -4, "sd": 10, "r_squared": 0.25}, 0.8),
    ("a therapeutic app, patients randomised", "crossover", {"kind": "crossover_means", "difference": -4, "sd_difference": 9}, 0.8),
    (
        "decision support that teaches, wards randomised",
        "cluster_rct",
        {"kind": "cluster_proportions", "p_control": 0.4, "p_experimental": 0.3, "cluster_size": 240, "icc": 0.02},
        0.8,
    ),
    (
        "emergency imaging in three departments",
        "cluster_crossover",
        {
            "kind": "cluster_crossover_proportions", "p_control": 0.4, "p_experimental": 0.3, "periods": 6,
            "cluster_period_size": 40, "icc": 0.02, "cac": 0.8, "correlation": "nested_exchangeable",
        },
        0.8,
    ),
    (
        "imaging for CE marking",
        "standalone",
        {
            "kind": "sensitivity_specificity", "sensitivity": 0.9, "sensitivity_goal": 0.8, "specificity": 0.9,
            "specificity_goal": 0.85, "share_diseased": 0.1, "goal": {"kind": "superiority", "better": "higher"},
        },
        0.8,
    ),
    (
        "admissions counted under remote monitoring",
        "parallel_rct",
        {"kind": "negative_binomial_rates", "rate_control": 1, "rate_experimental": 0.75, "exposure": 0.5, "dispersion": 0.5},
        0.8,
    ),
    (
        "external validation on two warehouses",
        "external_validation",
        {"kind": "validation_c", "c_statistic": 0.8, "prevalence": 0.1, "goal": {"kind": "precision"}},
        0.1,
    ),
    (
        "remote monitoring against a listed activity",
        "non_inferiority_rct",
        {
            "kind": "two_proportions", "p_control": 0.4, "p_experimental": 0.4,
            "goal": {"kind": "non_inferiority", "better": "lower", "margin": 0.08},
        },
        0.8,
    ),
    (
        "remote monitoring, cheaper and not worse",
        "economic_rct",
        {
            "kind": "joint",
            "correlation": 0,
            "components": [
                {
                    "kind": "two_proportions", "p_control": 0.4, "p_experimental": 0.4,
                    "goal": {"kind": "non_inferiority", "better": "lower", "margin": 0.08},
                },
                {
                    "kind": "cost_difference", "mean_cost": 3000, "mean_cost_control": 4000, "cv": 1,
                    "goal": {"kind": "superiority", "better": "lower"},
                },
            ],
        },
        0.8,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "id", "typed", "target"), _TYPED, ids=lambda one: one if isinstance(one, str) else "")
def test_each_size_is_the_solvers(name: str, id: str, typed: dict[str, Any], target: float) -> None:
    goal = {} if typed["kind"] == "joint" else {"goal": {"kind": "superiority", "better": "lower"}}
    design = parse(goal | typed)
    shown = by_id(advise(protocol_of(name)))[id].size
    assert shown is not None
    assert shown.enrolled == solve(design, target).enrolled


def test_both_claims_stand_on_one_card_and_are_adopted_together() -> None:
    protocol = protocol_of("remote monitoring, cheaper and not worse")
    both = by_id(advise(protocol))["economic_rct"]
    assert both.size is not None and len(both.powers) == 2
    assert both.powers[0] * both.powers[1] == pytest.approx(both.size.attained, abs=1e-9)  # independent
    assert both.size.attained >= 0.8 and both.months and both.euros and both.spread
    made = adopt(protocol, advise(protocol), "economic_rct")
    assert lacking(made) == () and made.endpoints == protocol.endpoints
    assert [economic(one) for one in made.sizing.others] == [True]
    assert made.sizing.others[0].assumptions["mean_cost"] == Assumption(value=3000.0)


def test_no_saving_is_assumed() -> None:
    protocol = protocol_of("remote monitoring, cheaper and not worse")
    numbers = {name: one for name, one in protocol.situation.numbers.items() if name != "cost"}
    both = by_id(advise(protocol.changed("situation", "numbers", numbers)))["economic_rct"]
    assert both.size is None and [one.en for one in both.calculation.needs] == ["Mean cost expected with the device"]


@pytest.mark.parametrize(("type", "typed"), [
    ("time_to_event", {"survival": 0.7, "horizon": 12.0, "margin_ratio": 1.3}),
    ("count", {"events": 1.0, "margin_ratio": 1.2}),
    ("continuous", {"sd": 10.0, "margin_mean": 3.0}),
])  # fmt: skip
def test_not_worse_is_sized_for_each_type_of_endpoint(type: str, typed: dict[str, float]) -> None:
    protocol = protocol_of("remote monitoring, cheaper and not worse").changed("endpoints", "type", type)
    protocol = protocol.changed("situation", "numbers", typed | {"cost": 3000.0, "cost_control": 4000.0})
    both = by_id(advise(protocol))["economic_rct"]
    assert both.size is not None and both.calculation.sizing.goal.kind == "non_inferiority"
    assert both.calculation.sizing.goal.margin == next(value for name, value in typed.items() if "margin" in name)
    assert set(typed) <= set(asked(protocol))


def test_a_comparison_sized_on_one_claim_says_so() -> None:
    options = by_id(advise(protocol_of("an organisation cheaper and not worse, wards randomised")))
    assert "medical endpoint alone" in " ".join(one.text.en for one in options["cluster_rct"].cautions)


def test_adopting_keeps_other_claims_and_their_sources() -> None:
    protocol = protocol_of("remote monitoring, cheaper and not worse")
    first = adopt(protocol, advise(protocol), "economic_rct")
    cost = first.sizing.others[0]
    sourced = cost.assumptions | {"cv": Assumption(value=0.8, low=0.6, high=1.2, source="registry", citation="SNDS")}
    typed = first.changed("sizing", "others", [cost.model_copy(update={"assumptions": sourced}).model_dump()])
    again = adopt(typed, advise(typed), "economic_rct")
    assert again.sizing.others == typed.sizing.others
    alone = adopt(typed, advise(typed), "early_feasibility")
    assert alone.sizing.extension == "none" and alone.sizing.others == typed.sizing.others


def test_the_medical_claim_comes_first_on_the_card_when_the_cost_was_put_first() -> None:
    start = protocol_of("remote monitoring, cheaper and not worse")
    joint = adopt(start, advise(start), "economic_rct")
    moved = arranged(joint, (1, 0))
    assert moved.endpoints.unit == "€"
    usual, after = (by_id(advise(one))["economic_rct"] for one in (joint, moved))
    assert after.calculation == usual.calculation and after.powers == usual.powers
    assert asked(moved) == asked(joint)
    assert adopt(moved, advise(moved), "economic_rct").sizing == joint.sizing


def test_a_net_benefit_already_typed_is_the_economic_claim_of_the_card() -> None:
    start = protocol_of("remote monitoring, cheaper and not worse")
    joint = adopt(start, advise(start), "economic_rct")
    benefit = {
        "name": "Net benefit", "kind": "net_benefit", "better": "higher", "goal": {"kind": "superiority"},
        "assumptions": {
            name: {"value": value}
            for name, value in {
                "delta_effect": 0.02, "delta_cost": -300.0, "sd_effect": 0.1, "sd_cost": 3000.0, "correlation": 0.0,
                "willingness_to_pay": 50000.0,
            }.items()
        },
    }  # fmt: skip
    typed = joint.changed("sizing", "others", [benefit])
    card = by_id(advise(typed))["economic_rct"]
    assert [one.kind for one in card.calculation.sizing.others] == ["net_benefit"]
    assert card.size is not None and len(card.powers) == 2


def test_a_prognostic_score_saves_patients() -> None:
    options = by_id(advise(protocol_of("a therapeutic app, patients randomised")))
    plain, adjusted = options["parallel_rct"].size, options["adjusted_rct"].size
    assert plain is not None and adjusted is not None
    assert adjusted.enrolled == pytest.approx(0.75 * plain.enrolled, rel=0.03)  # 1 - r2


def test_without_numbers_nothing_is_invented() -> None:
    for name in SITUATIONS:
        bare = protocol_of(name).changed("situation", "numbers", {})
        for one in advise(bare).options:
            assert one.size is None or one.entry.id == "early_feasibility", (name, one.entry.id)
            assert one.size is not None or one.calculation.needs
            assert one.entry.id == "early_feasibility" or one.euros is None


def test_no_order_of_magnitude_is_an_effect() -> None:
    effects = ("p_experimental", "difference", "hazard_ratio", "odds_ratio", "sensitivity", "auc_experimental", "ratio")
    assert not set(usual()) & set(effects)


def test_the_range_holds_the_size_shown() -> None:
    seen = [one for name in SITUATIONS for one in sized(name) if one.spread]
    assert len(seen) > 5
    for one in seen:
        assert one.spread and one.size
        assert one.spread[0] <= one.size.enrolled <= one.spread[1]


def test_months_come_from_the_rate() -> None:
    protocol = protocol_of("a therapeutic app, patients randomised")
    rct = by_id(advise(protocol))["parallel_rct"]
    assert rct.size is not None and rct.size.enrolled == 200
    assert rct.months == (6 + 2 + 6, 9 + 2 + 6)  # 200 / (8 centres x 20), then 6 months of follow-up
    slow = by_id(advise(protocol.changed("plan", "rate_per_site", 1.0)))["parallel_rct"]
    assert slow.months == (6 + 25 + 6, 9 + 25 + 6)
    assert [one.values["months"].value for one in slow.cautions] == [25]  # type: ignore[union-attr]
    unknown = by_id(advise(protocol.changed("plan", "sites", None)))["parallel_rct"]
    assert unknown.months is None and unknown.euros is None


def test_clusters_beyond_reach_are_said() -> None:
    options = by_id(advise(protocol_of("decision support that teaches, wards randomised")))
    cluster = options["cluster_rct"]
    assert cluster.centres == 20
    assert {name: one.value for name, one in cluster.cautions[0].values.items()} == {"needed": 20, "known": 8}  # type: ignore[union-attr]


def test_performance_is_a_step_towards_a_benefit_only() -> None:
    claimed = by_id(advise(protocol_of("emergency imaging in three departments")))
    assert claimed["reader_study"].step is not None and claimed["cluster_crossover"].step is None
    marking = by_id(advise(protocol_of("imaging for CE marking")))
    assert all(one.step is None for one in marking.values())


def test_nothing_is_proposed_without_a_role_and_all_of_it_is_asked() -> None:
    advice = advise(Protocol())
    assert advice.ideal is None and not advice.options and len(advice.unanswered) == 6


@pytest.mark.parametrize("role", ROLES)
def test_a_role_alone_is_enough_to_see_designs(role: str) -> None:
    advice = advise(with_answers({"situation": {"role": role}}))
    assert advice.ideal is not None and 2 <= len(advice.options) <= 5


@NAMES
def test_adopting_sets_up_the_size_shown(name: str) -> None:
    protocol = protocol_of(name)
    advice = advise(protocol)
    for option in advice.options:
        made = adopt(protocol, advice, option.entry.id)
        assert made.plan.type == option.entry.plan
        assert made.sizing.kind == option.calculation.sizing.kind
        found = made.sample_size()
        if option.size is None:
            assert isinstance(found, tuple) or option.calculation.needs
        else:
            assert isinstance(found, SampleSize) and found.enrolled == option.size.enrolled
            again = by_id(advise(made)).get(option.entry.id)
            assert again is None or again.size is None or again.size.enrolled == option.size.enrolled


def test_what_is_carried_stands_out_and_nothing_typed_is_lost() -> None:
    protocol = protocol_of("a therapeutic app, patients randomised")
    kept = Assumption(value=0.3, source="literature", citation="Étude antérieure")
    known = Assumption(value=10.0, low=8.0, high=12.0, source="pilot", citation="Pilote 2025")
    sizing = protocol.sizing.model_copy(
        update={"assumptions": {"p_control": kept, "sd": known}, "planned_reason": "Raison"}
    )
    protocol = protocol.model_copy(update={"sizing": sizing})
    made = adopt(protocol, advise(protocol), "parallel_rct")
    lines = made.sizing.assumptions
    assert lines["p_control"] == kept and lines["sd"] == known and made.sizing.planned_reason == "Raison"
    assert lines["difference"] == Assumption(value=-4.0)
    assert lines["difference"].source is None


def test_the_choice_is_worded_until_the_author_writes_it() -> None:
    protocol = protocol_of("decision support switched on and off by period")
    advice = advise(protocol)
    made = adopt(protocol, advice, "cluster_rct")
    assert made.situation.adopted == "cluster_rct"
    assert made.situation.ideal == roles()["recommends"].ideal.fr
    assert made.situation.distance == entries()["cluster_rct"].distance.fr
    lines = made.situation.alternatives
    assert isinstance(lines, tuple)
    assert f"{entries()['parallel_rct'].title.fr}\u00a0: {reasons()['patients_not_randomisable'].fr}" in lines
    other = adopt(made, advise(made), "cluster_crossover")
    assert other.situation.distance == entries()["cluster_crossover"].distance.fr
    mine = made.changed("situation", "distance", "Ma propre raison.")
    assert adopt(mine, advise(mine), "cluster_crossover").situation.distance == "Ma propre raison."


def test_the_register_prevails_over_the_first_numbers() -> None:
    protocol = protocol_of("a therapeutic app, patients randomised")
    made = adopt(protocol, advise(protocol), "parallel_rct")
    lines = {**made.sizing.assumptions, "sd": Assumption(value=12.0, source="pilot", citation="Pilote")}
    changed = made.model_copy(update={"sizing": made.sizing.model_copy(update={"assumptions": lines})})
    shown, solved = by_id(advise(changed))["parallel_rct"].size, changed.sample_size()
    assert shown is not None and isinstance(solved, SampleSize)
    assert shown.enrolled == solved.enrolled > 200


@pytest.mark.parametrize(
    "numbers",
    (
        {"control": 0.05, "effect_points": 0.1},
        {"control": 40.0, "effect_points": 3.0},
        {"other": 1.0},
        {"control": -1e9},
    ),
)
def test_absurd_numbers_give_a_sentence(numbers: dict[str, float]) -> None:
    protocol = protocol_of("remote monitoring against a listed activity").changed("situation", "numbers", numbers)
    for one in advise(protocol).options:
        assert one.size is None
        assert one.refusal is not None or one.calculation.needs


@NAMES
def test_only_numbers_of_use_are_asked(name: str) -> None:
    protocol = protocol_of(name)
    names = asked(protocol)
    assert set(names) <= set(NUMBERS) and len(names) <= 9


def test_the_data_are_whole() -> None:
    listed = {id for one in roles().values() for id in (*one.benefit, *one.performance)}
    assert listed | {"economic_rct", "non_inferiority_rct", "early_feasibility"} == set(entries())
    assert set(roles()) == set(ROLES)
    for entry in entries().values():
        assert entry.plan in TYPES
        for pair in (entry.preparing, entry.costs.fixed, entry.costs.centre, entry.costs.participant):
            assert 0 <= pair[0] <= pair[1]
        for one in (*entry.sized.values(), *((entry.beside,) if entry.beside else ())):
            assert one.kind in kinds()
            model = design_class(one.kind)
            fields = {*model.quantities(), *model.series()}
            assert {name for name, _ in one.drawn} <= fields
            assert {"cv" if name == "cv_cost" else name for name in one.usual} <= fields and set(one.usual) <= set(
                usual()
            )


def test_every_text_is_in_both_languages_and_without_dashes() -> None:
    texts = [
        getattr(one, name)
        for one in entries().values()
        for name in ("title", "why", "cannot", "bias", "reviewer", "distance")
    ]
    texts += [*reasons().values(), *(one.ideal for one in roles().values())]
    for text in texts:
        assert isinstance(text, Text) and text.fr != text.en and len(text.fr) > 10 and len(text.en) > 10
        assert "\u2014" not in text.fr + text.en and "\u2013" not in text.fr + text.en
    assert loaded("usual")["confidence"] == "L" and loaded("usual")["checked_on"]
