"""Facts: each with an origin that exists, none invented, and no partial draft that breaks their making."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from protocols import exchange
from protocols.checking import check
from protocols.facts import Facts, facts_of
from protocols.protocol import Protocol
from protocols.rules.engine import Outcome, review
from stats.flow import Flow
from stats.registry import design_class, kinds
from stats.text import LANGUAGES
from templates.saying import say

NAMES = tuple(exchange.example_names())
EXAMPLE = pytest.mark.parametrize("name", NAMES)


def known(facts: Facts) -> dict[str, Any]:
    values = {one.name: getattr(facts, one.name) for one in fields(Facts) if one.name != "origin"}
    return {name: value for name, value in values.items() if value is not None}


def exists(path: str, protocol: Protocol) -> bool:
    """Whether a path leads to a field of the protocol, or to an assumption or a choice that its design asks for."""
    place: Any = protocol
    parts = path.split(".")
    for part in parts:
        if isinstance(place, dict):
            return part in place or part in asked(parts[1], protocol)
        if not hasattr(type(place), "model_fields") or part not in type(place).model_fields:
            return False
        place = getattr(place, part)
    return True


def asked(register: str, protocol: Protocol) -> Iterable[str]:
    """The names that a register of the sizing may hold."""
    if register == "flow":
        return Flow.quantities()
    return design_class(protocol.sizing.kind or "").choices() if register == "choices" else protocol.sizing.quantities()


@EXAMPLE
def test_each_fact_has_an_origin_that_exists(name: str) -> None:
    protocol = exchange.example(name)
    facts = facts_of(protocol)
    assert set(known(facts)) == set(facts.origin)
    for fact, path in facts.origin.items():
        assert exists(path, protocol), f"{fact}: {path}"


def test_nothing_is_known_of_an_empty_protocol() -> None:
    assert set(known(facts_of(Protocol()))) == {"estimand_attributes_missing"}


def test_the_facts_of_an_example() -> None:
    facts = facts_of(exchange.example("i_sleep"))
    assert (facts.framework, facts.alpha, facts.sided, facts.power) == ("superiority", 0.05, 2, 0.8)
    assert (facts.phase, facts.effect_side, facts.margin) == ("confirmatory", "favourable", None)
    assert (facts.n_recomputed, facts.n_enrolled_needed, facts.n_enrolled) == (128, 160, 160)
    assert (facts.n_arms, facts.n_per_arm_recomputed, facts.n_first_touch) == (2, 80, None)
    assert facts.attrition == 0.2 and facts.threshold_prespecified is None


def test_the_facts_of_an_exact_test() -> None:
    facts = facts_of(exchange.example("ai_ecg"))
    assert (facts.n_first_touch, facts.n_recomputed, facts.n_arms) == (310, 327, 1)
    assert facts.expected_p == 0.869 and facts.threshold_prespecified is True
    assert facts.measures_served == ("proportion",)


def test_without_a_direction_the_side_is_not_known() -> None:
    protocol = exchange.example("i_sleep").changed("endpoints", "better", None)
    facts = facts_of(protocol)
    assert facts.effect_side is None and facts.n_recomputed is None


@pytest.mark.parametrize("value", ["", "   "])
def test_a_blank_answer_is_not_a_fact(value: str) -> None:
    protocol = exchange.example("ai_ecg").changed("device", "version", value)
    verdict = next(one for one in review(facts_of(protocol)) if one.rule.id == "stats:AI-01")
    assert verdict.outcome is Outcome.FIRES


STALE = {
    "p_experimental": {"value": 0.2},
    "p_control": {"value": 0.6},
    "hazard_ratio": {"value": 1.4},
    "dropout": {"value": 0.3},
    "p_expected": {"value": 0.99},
    "p_reference": {"value": 0.995},
}


@EXAMPLE
def test_assumptions_of_another_design_change_nothing(name: str) -> None:
    """A draft keeps the values typed for a design tried before; no fact may be read from them."""
    protocol = exchange.example(name)
    sizing = protocol.sizing
    if sizing.kind is None:
        pytest.skip("no design is chosen: there is no other design")
    asked = sizing.quantities()
    data = sizing.model_dump()["assumptions"]
    extra = {key: value for key, value in STALE.items() if key not in asked}
    mixed = protocol.changed("sizing", "assumptions", data | extra)
    assert known(facts_of(mixed)) == known(facts_of(protocol))


def log_rank(**flow: Any) -> Protocol:
    names = ("hazard_ratio", "survival_control", "at", "accrual", "follow_up")
    asked = design_class("log_rank").quantities()
    values = dict(zip(names, (0.7, 0.5, 12.0, 12.0, 12.0), strict=True))
    required = {
        key: {"value": values.get(key, 0.5)}
        for key in asked
        if design_class("log_rank").model_fields[key].is_required()
    }
    data = exchange.example("i_sleep").model_dump(mode="json")
    data["sizing"] |= {
        "kind": "log_rank",
        "choices": {},
        "assumptions": required | {"dropout": {"value": 0.05}},
        "flow": flow,
    }
    return exchange.from_data(data)


@pytest.mark.parametrize("flow", [{}, {"attrition": {"value": None}}, {"attrition": {"value": 0.0}}])
def test_losses_counted_as_a_hazard_are_losses(flow: dict[str, Any]) -> None:
    """A survival design loses participants through `dropout`; an empty or zero attrition must not hide it."""
    facts = facts_of(log_rank(**flow))
    assert facts.attrition == 0.05
    assert next(one for one in review(facts) if one.rule.id == "stats:SS-04").outcome is Outcome.SILENT


NUMBERS = st.sampled_from([-1e12, -3.0, -0.5, -1e-9, 0.0, 1e-12, 0.05, 0.5, 0.8, 0.999, 1.0, 3.0, 1e9, 1e300])
LINES = st.fixed_dictionaries(
    {},
    optional={
        "value": st.none() | NUMBERS,
        "low": NUMBERS,
        "high": NUMBERS,
        "source": st.sampled_from(["pilot", "convention"]),
    },
)
FIELDS = [
    f"{name}.{field}" for name, part in Protocol().model_dump().items() if isinstance(part, dict) for field in part
]
REGISTER = sorted({*STALE, "difference", "sd", "allocation", "information"})
WRONG = {
    "kind": st.sampled_from([*kinds(), "", "no such design"]),
    "goal": st.fixed_dictionaries(
        {"kind": st.sampled_from(["superiority", "non_inferiority", "equivalence", "precision", None])},
        optional={name: st.sampled_from([1e-6, 0.1, 5.0, 1e9]) for name in ("margin", "margin_lower", "margin_upper")},
    ),
    "assumptions": st.dictionaries(st.sampled_from(REGISTER), LINES, max_size=4),
    "flow": st.dictionaries(st.sampled_from(["attrition", "prevalence", "unevaluable", "unknown"]), LINES, max_size=3),
    "choices": st.fixed_dictionaries({"method": st.sampled_from(["exact", "wald", "z", "?"])}),
    "target": st.sampled_from([1e-9, 0.01, 0.5, 0.95, 1 - 1e-12]),
}


def partial(name: str, dropped: set[str], wrong: dict[str, Any]) -> Protocol:
    """An example without some fields, and with a sizing that may be wrong in every way a draft can be."""
    data = exchange.example(name).model_dump(mode="json")
    for part, field in (path.split(".") for path in dropped):
        del data[part][field]
    register = data["sizing"].get("assumptions", {})
    data["sizing"] |= wrong | {"assumptions": register | wrong.get("assumptions", {})}
    return exchange.from_data(data)


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.sampled_from(NAMES), st.sets(st.sampled_from(FIELDS), max_size=40), st.fixed_dictionaries({}, optional=WRONG))
def test_no_partial_draft_breaks_the_facts_or_the_check(name: str, dropped: set[str], wrong: dict[str, Any]) -> None:
    protocol = partial(name, dropped, wrong)
    facts = facts_of(protocol)
    assert set(known(facts)) == set(facts.origin)
    assert all(exists(path, protocol) for path in facts.origin.values())
    report = check(protocol)
    for one in (*report.gaps, *report.findings):
        for language in LANGUAGES:
            assert not re.search(r"\bnan\b|\binf\b|[{}]", say(one.phrase, language, report.unit))
