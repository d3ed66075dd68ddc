"""Interim looks, joint claims and assurance, typed in a draft, are printed in both languages with their tables."""

from __future__ import annotations

import re

import pytest

from stats.result import SampleSize
from stats.text import LANGUAGES, Language
from templates.abbreviations import abbreviations_of
from templates.blocks import Table, plain_inlines, plain_text, walk
from templates.compose import section
from tests.protocols.test_combining import COST, with_

CASES = {
    "joint": {"others": [COST], "correlation": {"value": 0.2}},
    "joint, one is enough": {"others": [COST], "correlation": {"value": 0.2}, "rule": "at_least_one"},
    "holm": {"others": [COST], "correlation": {"value": 0.2}, "rule": "at_least_one", "procedure": "holm"},
    "hochberg": {"others": [COST], "correlation": {"value": 0.2}, "procedure": "hochberg"},
    "in order": {"others": [COST], "correlation": {"value": 0.2}, "procedure": "fixed_sequence"},
    "fallback": {"others": [COST], "correlation": {"value": 0.2}, "procedure": "fallback", "shares": [0.8, 0.2]},
    "graph": {
        "others": [COST],
        "correlation": {"value": 0.2},
        "rule": "at_least_one",
        "procedure": "graphical",
        "shares": [0.8, 0.2],
        "transitions": [0, 1, 0.5, 0],
    },
    "interim": {"interim": {"looks": [0.5], "choices": {"spending": "pocock"}}},
    "assurance": {"extension": "assurance"},
}


def said(name: str, language: Language) -> tuple[str, list[Table]]:
    protocol = with_(**CASES[name])
    found = protocol.sample_size()
    assert isinstance(found, SampleSize), found
    blocks = (*section(protocol, "sample_size", language, found), *section(protocol, "analysis", language, found))
    assert abbreviations_of(blocks, language).unknown == ()
    walked = list(walk(blocks))
    return "\n".join(plain_text(block, language) for block in walked), [one for one in walked if isinstance(one, Table)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_it_is_printed_without_a_hole(name: str, language: Language) -> None:
    words, _ = said(name, language)
    lines = "\n".join(
        line for line in words.split("\n") if " R\N{NO-BREAK SPACE}: " not in line and " in R: " not in line
    )
    assert not re.search(r"\{|\}|\bNone\b|\bnan\b|\binf\b|\*\*", lines)


def test_the_table_of_claims_names_each_endpoint_its_risk_and_its_power() -> None:
    words, tables = said("joint", "fr")
    claims = next(one for one in tables if one.anchor == "claims")
    printed = [[plain_inlines(cell, "fr") for cell in row] for row in claims.rows]
    assert [row[1] for row in printed] == ["Score de sévérité de l'insomnie (ISI)", "Coût total à 12 mois"]
    assert [row[5] for row in printed] == ["2,5\u00a0%"] * 2
    assert "intersection-union" in words and "64\u00a0%" in words
    assumptions = next(one for one in tables if one.anchor == "assumptions")
    labels = " ".join(plain_inlines(row[0], "fr") for row in assumptions.rows)
    assert "Coût total à 12 mois : coût moyen attendu, bras contrôle" in labels and "Corrélation" in labels


def test_when_one_claim_is_enough_the_risk_is_split() -> None:
    _, tables = said("joint, one is enough", "en")
    claims = next(one for one in tables if one.anchor == "claims")
    assert [plain_inlines(row[5], "en") for row in claims.rows] == ["1.25%", "1.25%"]
