"""The recruitment part of the document: table, forecast with its method, figure, budget; the quick version without centres."""

from __future__ import annotations

import json

import pytest

from protocols.exchange import example
from protocols.recruitment.money import budget_of
from protocols.recruitment.outlook import outlook_of
from templates.blocks import Figure, Table, plain_text, walk
from templates.charts.enrolment import enrolment_figure
from templates.compose import section
from templates.word.figures import draw


def said(name: str, language: str, **changes: object) -> str:
    protocol = example(name)
    for field, value in changes.items():
        protocol = protocol.changed("recruitment", field, value)
    blocks = section(protocol, "conduct", language)  # type: ignore[arg-type]
    return "\n".join(plain_text(one, language) for one in walk(blocks)).replace("\u00a0", " ").replace("\u202f", " ")


TOTAL = "the total of the budget"


@pytest.mark.parametrize(("language", "words"), [
    ("fr", ("probabilité d'inclure 160 participants dans les 12 mois", "88 %", "Poisson-gamma", "10.1002/sim.2956", "Budget", TOTAL)),
    ("en", ("probability of enrolling 160 participants within the 12 months", "88%", "Poisson-gamma", "10.1002/sim.2956", "Budget", TOTAL)),
])  # fmt: skip
def test_the_forecast_is_printed_with_its_method(language: str, words: tuple[str, ...]) -> None:
    text = said("i_sleep", language)
    budget = budget_of(example("i_sleep"))
    assert budget is not None and budget.total is not None
    total = f"{round(budget.total):,}".replace(",", " " if language == "fr" else ",")
    for one in words:
        assert (total if one is TOTAL else one) in text, one
    assert "Nombre de centres" not in text and "Number of sites" not in text


@pytest.mark.parametrize("language", ("fr", "en"))
def test_without_centres_the_plan_speaks(language: str) -> None:
    text = said("i_sleep", language, centres=())
    assert ("Nombre de centres" if language == "fr" else "Number of sites") in text
    assert "Poisson" not in text


def test_the_two_languages_have_the_same_parts() -> None:
    parts = [
        [type(one) for one in walk(section(example("i_sleep"), "conduct", language)) if isinstance(one, Table | Figure)]
        for language in ("fr", "en")
    ]
    assert parts[0] == parts[1] and len(parts[0]) == 3


@pytest.mark.parametrize("language", ("fr", "en"))
def test_the_fan_is_ordered_and_drawn(language: str) -> None:
    outlook = outlook_of(example("i_sleep"))
    assert outlook is not None
    fan = outlook.fan
    for lines in zip(fan.low90, fan.low80, fan.median, fan.high80, fan.high90, strict=True):
        assert list(lines) == sorted(lines)
    figure = enrolment_figure(outlook, language)  # type: ignore[arg-type]
    assert draw(figure.spec, language, "Carlito").startswith(b"\x89PNG")  # type: ignore[arg-type]
    assert '"url"' not in json.dumps(figure.spec) and "160" in figure.alt
