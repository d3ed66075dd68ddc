"""Every registered design, filled from its first example, is printed in both languages with its words and figures."""

from __future__ import annotations

import re
from typing import Any

import pytest

from protocols.exchange import example
from protocols.model.sizing import Assumption, GoalChoice, Sizing
from protocols.protocol import Protocol
from stats.card import Family
from stats.registry import design_class, kinds
from stats.result import SampleSize
from stats.text import LANGUAGES, Language
from templates.abbreviations import abbreviations_of
from templates.blocks import Block, plain_text, walk
from templates.compose import section
from tests.stats.examples import Example, examples

SINGLE = [kind for kind in kinds() if design_class(kind).card.family is not Family.COMBINED]


def sized(one: Example) -> Protocol:
    """A complete draft whose sizing is the one of an example."""
    model, plan = design_class(one.design["kind"]), one.design
    goal = {name: value for name, value in plan["goal"].items() if name != "better"}
    assumptions: dict[str, Assumption] = {}
    for name in model.quantities():
        if plan.get(name) is not None:
            assumptions[name] = Assumption(value=plan[name], source="expert")
    for name in model.series():
        if plan.get(name):
            assumptions[name] = Assumption(values=tuple(plan[name]), source="expert")
    sizing: dict[str, Any] = {
        "kind": plan["kind"],
        "goal": GoalChoice.model_validate(goal),
        "target": one.target,
        "choices": {name: plan[name] for name in model.choices() if name in plan},
        "assumptions": assumptions,
    }
    base = example("i_sleep").changed("endpoints", "better", plan["goal"].get("better", "higher"))
    return base.model_copy(update={"sizing": Sizing.model_validate(sizing)})


@pytest.mark.parametrize("kind", SINGLE)
def test_a_design_is_chosen_filled_solved_and_printed(kind: str) -> None:
    protocol = sized(examples()[kind][0])
    found = protocol.sample_size()
    assert isinstance(found, SampleSize), found
    for language in LANGUAGES:
        blocks = _blocks(protocol, found, language)
        said = _said(blocks, language)
        assert not re.search(
            r"\{|\}|\bNone\b|\bnan\b|\binf\b|\bTrue\b(?! positive)|\bFalse\b(?! positive)|\*\*| :: ", said
        )
        assert f"{found.analysed:,}".replace(",", "\N{NARROW NO-BREAK SPACE}" if language == "fr" else ",") in said
        assert abbreviations_of(blocks, language).unknown == ()
        if found.clusters:
            assert str(sum(arm.size for arm in found.clusters)) in said


def _blocks(protocol: Protocol, found: SampleSize, language: Language) -> tuple[Block, ...]:
    return (*section(protocol, "sample_size", language, found), *section(protocol, "analysis", language, found))


def _said(blocks: tuple[Block, ...], language: Language) -> str:
    """The words of the two sections that a design fills, without its R call, whose braces and digits are R's."""
    lines = "\n".join(plain_text(block, language) for block in walk(blocks)).split("\n")
    return "\n".join(line for line in lines if " R\N{NO-BREAK SPACE}: " not in line and " in R: " not in line)
