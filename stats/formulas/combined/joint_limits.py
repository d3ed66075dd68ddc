"""What cannot be joined: other people, no test, a risk that is not controlled, shares and transitions that do not add up."""

from __future__ import annotations

from math import ceil, isclose
from typing import TYPE_CHECKING, Any

import numpy as np

from stats.design import Design
from stats.formulas.combined import joint_words as said
from stats.formulas.combined.combinator import refuse_without_test
from stats.formulas.combined.dependence import LEAST, Pairs, matrix_of, paired, possible
from stats.quantities import Unit, Value
from stats.refusal import Refusal

if TYPE_CHECKING:
    from stats.designs.combined.joint import Joint

MOST = 5  # components of a procedure in several steps
_UNSHARED = ("full", "hochberg", "fixed_sequence")
_ZERO_SHARES = ("fallback", "graphical")


def refuse_correlations(joint: Joint) -> None:
    """Refuse correlations that are not one per pair, or that no statistics can have together."""
    count = len(joint.components)
    if len(joint.pairs) != len(paired(count)):
        raise Refusal(said.PAIRS, "correlations", pairs=Value(len(paired(count)), Unit.COUNT))
    if possible(joint.pairs):
        return
    if not joint.correlations:
        least = Value(ceil(-100 / (count - 1) + 1e-6) / 100)
        raise Refusal(said.TOO_NEGATIVE, "correlation", count=Value(count, Unit.COUNT), least=least)
    if (pair := _nearest(joint.correlations, count)) is None:
        raise Refusal(said.IMPOSSIBLE, "correlations")
    raise Refusal(said.IMPOSSIBLE_PAIR, "correlations", **pair)


def _nearest(pairs: Pairs, count: int) -> dict[str, Value] | None:
    """The pair that is nearest to what the others allow, and between which values; None when no single one mends them."""
    tried = np.arange(-99, 100) / 100
    found: tuple[float, dict[str, Value]] | None = None
    for place, (row, column) in enumerate(paired(count)):
        matrices = np.repeat(matrix_of(pairs)[None], len(tried), axis=0)
        matrices[:, row, column] = matrices[:, column, row] = tried
        allowed = tried[np.linalg.eigvalsh(matrices)[:, 0] >= LEAST]
        if not len(allowed):
            continue
        far = float(np.abs(allowed - pairs[place]).min())
        if found is None or far < found[0]:
            names = {"first": row + 1, "second": column + 1}
            places = {name: Value(one, Unit.COUNT) for name, one in names.items()}
            ends = {"low": Value(float(allowed[0])), "high": Value(float(allowed[-1])), "given": Value(pairs[place])}
            found = far, places | ends
    return found and found[1]


def refuse_names(joint: Joint) -> None:
    """Refuse names that are not one per component."""
    if joint.names and len(joint.names) != len(joint.components):
        raise Refusal(said.NAMES, "names")


def refuse_components(joint: Joint) -> None:
    """Refuse a component without a test, without a normal statistic where one is needed, or on other people."""
    for place, component in enumerate(joint.components):
        field, title = f"components.{place}", component.card.title
        refuse_without_test(component, field)
        if joint.correlated and not component.traits.normal:
            raise Refusal(said.NOT_NORMAL, field, title=title)
        if any(_people(component, total) != _people(joint.lead, total) for total in (40, 1000)):
            raise Refusal(said.OTHER_PEOPLE, field, title=title)


def refuse_procedure(joint: Joint) -> None:
    """Refuse a success that the procedure does not control, and the shares or transitions it cannot use."""
    if joint.procedure == "full" and joint.rule == "at_least_one":
        raise Refusal(said.UNCONTROLLED, "procedure")
    if joint.procedure in _UNSHARED and joint.weights:
        raise Refusal(said.NO_SPLIT, "weights")
    if joint.procedure != "full":
        _refuse_shares(joint)
    _refuse_transitions(joint)


def _refuse_shares(joint: Joint) -> None:
    if not joint.alike:
        raise Refusal(said.ONE_RISK, "components")
    if joint.procedure != "bonferroni" and len(joint.components) > MOST:
        raise Refusal(said.TOO_MANY, "components", most=Value(MOST, Unit.COUNT))
    if not joint.weights:
        return
    wrong = len(joint.weights) != len(joint.components) or not isclose(sum(joint.weights), 1.0)
    if wrong or (joint.procedure not in _ZERO_SHARES and not all(0 < one < 1 for one in joint.weights)):
        raise Refusal(said.WEIGHTS, "weights")


def _refuse_transitions(joint: Joint) -> None:
    if joint.procedure != "graphical":
        if joint.transitions:
            raise Refusal(said.NO_TRANSITIONS, "transitions")
    else:
        count = len(joint.components)
        rows = [joint.transitions[count * i : count * (i + 1)] for i in range(count)]
        square = len(joint.transitions) == count**2
        if not square or any(row[i] != 0 or sum(row) > 1 + 1e-9 for i, row in enumerate(rows)):
            raise Refusal(said.TRANSITIONS, "transitions", cells=Value(count**2, Unit.COUNT))
    if joint.procedure in _ZERO_SHARES:
        for place in range(len(joint.components)):
            if not joint.stepwise.levels(place):
                raise Refusal(said.NEVER_TESTED, "weights", place=Value(place + 1, Unit.COUNT))


def _people(design: Design, total: int) -> tuple[Any, ...]:
    """How a total is made up: arms, clusters and the step that keeps them whole."""
    whole = design.whole(total)
    arms = tuple(arm.size for arm in design.arms(whole))
    return whole, design.step, arms, tuple(one.size for one in design.clusters(whole))
