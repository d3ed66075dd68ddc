"""The words around the power curve."""

from __future__ import annotations

import pytest

from stats.registry import parse
from stats.solver import solve
from stats.text import Language
from templates.blocks import plain_inlines
from templates.charts.power import power_figure


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "le nombre d'utilisateurs analysés"), ("en", "by number of users analysed")]
)
def test_the_caption_elides_before_a_vowel(language: Language, said: str) -> None:
    found = solve(parse({"kind": "problem_discovery", "goal": {"kind": "reach"}, "p_problem": 0.1}), 0.95)
    figure = power_figure(found, language)
    assert figure is not None and said in plain_inlines(figure.caption, language)
