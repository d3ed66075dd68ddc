"""The contract of a design, checked on every registered kind by its declared traits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from pydantic import ValidationError

from stats import designs
from stats.card import Attained
from stats.design import Design, Size
from stats.flow import Flow
from stats.goals import Superiority
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Series
from stats.refusal import Refusal, problems
from stats.registry import design_class, kinds, parse, schema
from stats.simulation import claim_rate
from stats.solver import number_to_enrol, solve
from stats.text import LANGUAGES, Phrase, Text, placeholders
from tests.stats.examples import Example, examples, goal_of

RESULTS = {"target", "n_total", "n_arms", "sides", "n_events", "n_clusters", "n_cluster_arms", "confidence"}
TRIALS = 10_000
CASES = [pytest.param(one, id=f"{kind}-{one.name}") for kind in kinds() for one in examples()[kind]]
ALL = pytest.mark.parametrize("example", CASES)
KINDS = pytest.mark.parametrize("kind", kinds())


def at(n: Any) -> Size:
    return {"participants": n}


def powered(design: Design) -> bool:
    return design.card.attained is Attained.POWER


def rising(design: Design) -> bool:
    return design.card.rising


def excess(design: Design, n: Any, target: float) -> Any:
    """How far the target is met: a power above it, or a width below it."""
    reached = design.attained(at(n))
    return reached - target if rising(design) else target - reached


def three_errors(rate: float) -> float:
    return 3 * np.sqrt(max(rate * (1 - rate), 1 / TRIALS) / TRIALS)


def test_registry_is_what_is_on_disk() -> None:
    files = {path.stem for folder in designs.__path__ for path in Path(folder).rglob("*.py")} - {"__init__"}
    assert set(kinds()) == files


@KINDS
def test_kind_has_examples(kind: str) -> None:
    assert examples()[kind], f"EXAMPLES of tests/stats/test_{kind}.py is empty"


@KINDS
def test_class_declares_its_kind_and_axis(kind: str) -> None:
    model = design_class(kind)
    assert model.model_fields["kind"].default == kind
    assert model.axes and len({axis.name for axis in model.axes}) == len(model.axes)
    assert all(reference.citation for reference in model.card.references) and model.card.references


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["title", "question"])
def test_no_two_designs_ask_the_same(language: str, what: str) -> None:
    said = [getattr(design_class(kind).card, what)[language] for kind in kinds()]
    assert len(set(said)) == len(said)


@KINDS
def test_the_only_direction_is_declared(kind: str) -> None:
    other = {"higher": "lower", "lower": "higher"}
    goals = [(one.design, goal) for one in examples()[kind] if (goal := one.design.get("goal")) and "better" in goal]
    for plan, goal in goals:
        turned = plan | {"goal": goal | {"better": other[goal["better"]]}}
        if design_class(kind).card.direction is None:
            try:
                parse(turned)
            except (ValidationError, Refusal) as error:
                assert problems(error)[0].field != "goal.better"
        else:
            assert goal["better"] == design_class(kind).card.direction
            with pytest.raises((ValidationError, Refusal)) as refused:
                parse(turned)
            assert problems(refused.value)[0].field == "goal.better"


@ALL
def test_solution_is_tight(example: Example) -> None:
    design = parse(example.design)
    found = solve(design, example.target)
    if design.traits.exact:
        later = design.step * np.arange(200)
        assert (excess(design, found.analysed + later, example.target) >= 0).all()
        assert excess(design, found.analysed - design.step, example.target) < 0
        assert found.first is not None and found.first <= found.analysed
        assert excess(design, found.first, example.target) >= 0
        before = np.arange(design.whole(design.axes[0].minimum), found.first, design.step)
        assert (excess(design, before, example.target) < 0).all()
    else:
        if found.exact > design.least():  # other requirements than the target may bind
            assert excess(design, found.exact, example.target) == pytest.approx(0, abs=1e-8)
            assert excess(design, found.exact * (1 - 1e-4), example.target) < 0
        assert excess(design, found.analysed, example.target) >= -1e-9
        assert found.analysed - max(design.step, len(design.arms(found.analysed))) < found.exact
    assert found.attained == pytest.approx(float(design.attained(at(found.analysed))))
    assert sum(arm.size for arm in found.arms) == found.analysed


@ALL
def test_the_number_alone_is_that_of_the_solution(example: Example) -> None:
    design, flow = parse(example.design), Flow(attrition=0.13)
    targets = {example.target, 0.9, 0.63} if rising(design) else {example.target, 1.3 * example.target}
    for target in targets:
        try:
            whole = solve(design, target, flow=flow).enrolled
        except Refusal:
            continue
        assert number_to_enrol(design, target, flow) == whole


@ALL
def test_sizes_grow_with_the_target(example: Example) -> None:
    design = parse(example.design)
    harder = (0.5, 0.8, 0.9) if rising(design) else (2 * example.target, example.target, example.target / 2)
    sizes = [solve(design, min(target, 0.9) if rising(design) else target).analysed for target in harder]
    bound = sizes[-1] == design.whole(design.least())  # other requirements bind at every target
    assert sizes == sorted(sizes) and (sizes[0] < sizes[-1] or bound)


@ALL
def test_monotone(example: Example) -> None:
    design = parse(example.design)
    if not design.traits.monotone:
        pytest.skip("not declared")
    last = solve(design, example.target).analysed
    sizes = np.unique(np.geomspace(max(design.axes[0].minimum, 4), 5 * last, 200).round(3))
    met = excess(design, sizes, 0.0)
    if rising(design):
        met = met[met > 0.05]  # below, two one-sided t tests with hardly any degree of freedom do fall
    assert len(met) > 50 and (np.diff(met) >= -1e-10).all()


@ALL
def test_arrays_broadcast(example: Example) -> None:
    design = parse(example.design)
    n = solve(design, example.target).analysed
    sizes = np.array([[n, 2 * n, 3 * n], [n + design.step, 4 * n, 5 * n]])
    together = design.attained(at(sizes))
    assert together.shape == sizes.shape and together.dtype == np.float64
    alone = [float(design.attained(at(int(one)))) for one in sizes.ravel()]
    np.testing.assert_allclose(together.ravel(), alone, rtol=1e-12, atol=1e-15)
    assert np.shape(design.attained(at(n))) == ()


@ALL
def test_arms_can_be_exchanged(example: Example) -> None:
    design = parse(example.design)
    if not design.traits.arm_symmetric or example.twin is None:
        pytest.skip("not declared, or no twin")
    assert solve(parse(example.twin), example.target).exact == pytest.approx(
        solve(design, example.target).exact, rel=1e-6
    )


@KINDS
def test_symmetric_kind_has_a_twin(kind: str) -> None:
    declared = [one for one in examples()[kind] if parse(one.design).traits.arm_symmetric]
    assert not declared or any(one.twin for one in declared), f"add a twin to an example of {kind!r}"


@ALL
def test_type_one_error_at_the_null_boundary(example: Example) -> None:
    design = parse(example.design)
    if not powered(design):
        pytest.skip("a precision goal tests nothing")
    alpha = goal_of(design).tests()[0].alpha
    error = claim_rate(design, at(solve(design, example.target).analysed), TRIALS, "null").rate
    allowed = 0.0 if design.traits.exact else 0.01  # beyond one point an approximation is not usable
    assert error <= alpha + allowed + three_errors(alpha)


@ALL
def test_simulation_agrees(example: Example) -> None:
    design = parse(example.design)
    found = solve(design, example.target)
    rate = claim_rate(design, at(found.analysed), TRIALS).rate
    if rising(design):
        slack = 0.0 if design.traits.exact else example.slack
        assert abs(rate - found.attained) <= slack + three_errors(found.attained)
    elif "wald" not in str(example.design):  # whose coverage is known to fall short
        assert rate >= design.goal.confidence - 0.02


@ALL
def test_power_tends_to_alpha(example: Example) -> None:
    if not example.vanishing:
        pytest.skip("no vanishing effect declared")
    design = parse(example.design | example.vanishing)
    assert isinstance(design.goal, Superiority)
    alpha = design.goal.tests()[0].alpha
    power = design.attained(at(np.array([120, 240, 1200])))
    if design.traits.exact:
        assert (power <= alpha + 1e-6).all()
    else:
        np.testing.assert_allclose(power, alpha, atol=1e-6)


@ALL
def test_normal_statistic(example: Example) -> None:
    design = parse(example.design)
    size = at(solve(design, example.target).analysed)
    looks = (0.5, 1.0)
    if not design.traits.normal:
        with pytest.raises(Refusal):
            design.drift(size)
        with pytest.raises(Refusal):
            design.paths(size, looks, 10, np.random.default_rng(1), "alternative")
        return
    test, drift = goal_of(design).tests()[0], design.drift(size)
    assert Phi(drift - z(test.alpha)) == pytest.approx(design.attained(size), abs=1e-10)
    trials = 4000
    paths = design.paths(size, looks, trials, np.random.default_rng(1), "alternative")
    assert paths.shape == (trials, 2)
    power = float((paths[:, 1] >= z(test.alpha)).mean())
    assert power == pytest.approx(float(design.attained(size)), abs=example.slack + 3 * 0.5 / np.sqrt(trials))
    assert np.corrcoef(paths.T)[0, 1] == pytest.approx(np.sqrt(0.5), abs=0.03 + example.slack)
    null = design.paths(size, looks, trials, np.random.default_rng(2), "null")
    assert np.abs(null.mean(axis=0)).max() < 0.12 and np.abs(null.std(axis=0) - 1).max() < 0.12


@ALL
def test_json_round_trip(example: Example) -> None:
    design = parse(example.design)
    again = parse(json.loads(json.dumps(design.model_dump(mode="json"))))
    assert again == design and type(again) is type(design)


@ALL
def test_variants_are_valid_designs(example: Example) -> None:
    design = parse(example.design)
    for variant in design.variants():
        assert variant.design != design
        assert parse(variant.design.model_dump(mode="json")) == variant.design
        assert solve(variant.design, example.target).analysed > 0


def _names(design: Design) -> set[str]:
    inner = _names(design.inner) if hasattr(design, "inner") else set()
    goal = set(type(design.goal).model_fields) if design.goal is not None else set()
    return set(type(design).model_fields) | goal | inner


def _said(design: Design, example: Example) -> list[Phrase]:
    found = solve(design, example.target)
    steps = [Phrase(text) for step in found.steps for text in (step.label, step.how) if text is not None]
    return [*steps, *([found.least_success] if found.least_success else [])]


@ALL
def test_every_placeholder_has_a_value(example: Example) -> None:
    design = parse(example.design)
    sentence = design.sentence()
    assert placeholders(sentence.fr) == placeholders(sentence.en)
    assert sentence.placeholders <= _names(design) | RESULTS
    assert {"target", "n_total"} <= sentence.placeholders
    assert not design.method_text().placeholders
    for phrase in _said(design, example):
        assert phrase.text.placeholders == set(phrase.values)


@ALL
def test_exhibits_are_whole(example: Example) -> None:
    shown = parse(example.design).exhibits(solve(parse(example.design), example.target))
    assert len({one.name for one in shown}) == len(shown)
    for one in shown:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one.name)
        assert one.rows or one.plot
        assert all(len(row) == len(one.columns) for row in one.rows)
        assert one.retained is None or 0 <= one.retained < len(one.rows)
        numbers = [cell for row in one.rows for cell in row if isinstance(cell, (int, float))]
        numbers += [each for line in one.plot.lines for point in line.points for each in point] if one.plot else []
        assert np.isfinite(numbers).all()


def _around(example: Example) -> list[dict[str, Any]]:
    """The plans that show what their inner design shows."""
    numbers = {name: example.design.get(name) for name in design_class(example.design["kind"]).quantities()}
    given = [(name, value) for name, value in numbers.items() if isinstance(value, float)]
    plans: list[dict[str, Any]] = [
        {"kind": "joint", "components": [example.design] * 2, "correlation": 0.0, "rule": "all", "procedure": "full"}
    ]
    if given:
        name, value = given[0]
        low, high = sorted((0.99 * value, 1.01 * value))
        plans.append({"kind": "assurance", "inner": example.design, "beliefs": {name: [low, high]}})
    return plans


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(examples()[kind][0], id=kind)
        for kind in kinds()
        if design_class(kind).card.attained is Attained.POWER
    ],
)
def test_exhibits_stand_inside_a_combination(example: Example) -> None:
    for plan in _around(example):
        try:
            found = solve(parse(plan), min(example.target, 0.7))
        except (Refusal, ValidationError):  # the combination refuses this design, or no size answers
            continue
        assert found.design.exhibits(found)


@ALL
def test_r_call_is_one_call(example: Example) -> None:
    call = parse(example.design).r_call()
    if call is not None:
        assert placeholders(call) <= {"beta", "target"} and "nan" not in call and "None" not in call
        filled = call.format(target="0.8", beta="0.2")
        assert "::" in filled or filled.startswith("with(")
        assert filled.count("(") == filled.count(")") and filled.count("{") == filled.count("}")


@KINDS
def test_fields_are_declared_once_in_both_languages(kind: str) -> None:
    model = design_class(kind)
    described, quantities, choices = schema(kind)["properties"], model.quantities() | model.series(), model.choices()
    assert not set(quantities) & set(choices)
    for name, info in model.model_fields.items():
        marks = [mark for mark in info.metadata if isinstance(mark, Quantity | Series | Choice)]
        assert len(marks) <= 1
        if name not in {"kind", "goal", "inner", "information", "beliefs", "components", "names"}:
            assert marks, f"{kind}.{name} is neither a Quantity, a Series nor a Choice"
    for name, quantity in quantities.items():
        both(quantity.label, quantity.help)
        assert described[name]["unit"] == quantity.unit.value
        assert set(described[name]["label"]) == set(described[name]["help"]) == set(LANGUAGES)
    for name, choice in choices.items():
        both(choice.label, *choice.options.values())
        assert set(choice.options) == set(get_args(model.model_fields[name].annotation))
        assert set(described[name]["label"]) == set(LANGUAGES)
        assert set(described[name]["options"]) == set(choice.options)
    card = model.card
    both(card.title, card.question, card.method, card.limits, *(axis.label for axis in model.axes))


def both(*texts: Text) -> None:
    for text in texts:
        assert all(text[language].strip() for language in LANGUAGES)
        assert not text.placeholders


@ALL
@pytest.mark.parametrize("extra", [{"bogus": 1}, {"kind": "no_such_kind"}])
def test_strangers_are_refused(example: Example, extra: dict[str, Any]) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(example.design | extra)
    assert problems(caught.value)


@ALL
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "a lot", None])
def test_numbers_that_are_not_are_refused(example: Example, bad: Any) -> None:
    model = design_class(example.design["kind"])
    for name in model.quantities():
        if bad is None and not model.model_fields[name].is_required():
            continue
        with pytest.raises(ValidationError) as caught:
            parse(example.design | {name: bad})
        found = problems(caught.value)
        assert name in {problem.field for problem in found}
        assert all(problem.phrase.text.fr and problem.phrase.text.en for problem in found)
