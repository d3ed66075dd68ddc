"""Interim looks, joint claims and assurance, typed in a draft, are printed in both languages with their tables."""

from __future__ import annotations

import re

import pytest

from stats.result import SampleSize
from stats.text import LANGUAGES, Language
from templates.abbreviations import abbreviations_of
from templates.blocks import Table, plain_inlines, plain_text, walk
from templates.compose import section
from templates.what_if import swings_of
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
    "interim, futility": {
        "interim": {"looks": [0.5, 0.75], "choices": {"futility_spending": "obrien_fleming"}, "values": {"beta": 0.2}},
    },
    "interim, by a margin": {
        "interim": {"looks": [0.5]},
        "goal": {"kind": "superiority_by_margin", "margin": 1},
    },
    "revision": {"extension": "reestimation"},
    "revision, both ways": {
        "extension": "reestimation",
        "reestimation": {"choices": {"bounds": "both", "variance": "adjusted"}, "values": {"largest": 1.5}},
    },
    "revision, non-inferiority": {
        "extension": "reestimation",
        "goal": {"kind": "non_inferiority", "margin": 2},
        "assumptions": {"difference": {"value": 0}, "sd": {"value": 4.5}},
    },
    "revision of a proportion": {
        "extension": "reestimation",
        "kind": "two_proportions",
        "choices": {},
        "assumptions": {"p_experimental": {"value": 0.3}, "p_control": {"value": 0.5, "low": 0.4, "high": 0.6}},
    },
    "assurance": {"extension": "assurance"},
    "assurance over looks": {
        "extension": "interim_assurance",
        "interim": {"looks": [0.5, 0.75], "lists": {"futility": [0, 0.5]}},
    },
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
    labels = [plain_inlines(row[0], "fr") for row in assumptions.rows]
    heads = [place for place, row in enumerate(assumptions.rows) if not plain_inlines(row[1], "fr").strip()]
    assert [labels[place] for place in heads] == [row[1] for row in printed] + ["Communes à tous les critères"]
    assert heads[1] < labels.index("Coût moyen attendu, bras contrôle") < heads[2]
    assert heads[2] < labels.index("Corrélation entre les statistiques de test")


def test_a_joint_size_not_yet_found_already_prints_the_register_of_every_claim() -> None:
    protocol = with_(extension="others", others=[COST], correlation={})
    (table,) = (one for one in walk(section(protocol, "sample_size", "fr")) if isinstance(one, Table))
    labels = [plain_inlines(row[0], "fr") for row in table.rows]
    assert "Coût moyen attendu, bras contrôle" in labels and "Corrélation entre les statistiques de test" in labels


def test_when_one_claim_is_enough_the_risk_is_split() -> None:
    _, tables = said("joint, one is enough", "en")
    claims = next(one for one in tables if one.anchor == "claims")
    assert [plain_inlines(row[5], "en") for row in claims.rows] == ["1.25%", "1.25%"]


def test_every_claim_moves_the_number_in_the_tornado() -> None:
    cost = COST | {"assumptions": {**COST["assumptions"], "cv": {"value": 0.8, "low": 0.6, "high": 1.1}}}  # type: ignore[dict-item]
    protocol = with_(others=[cost], correlation={"value": 0.2, "low": 0, "high": 0.5})
    found = protocol.sample_size()
    assert isinstance(found, SampleSize)
    swings = swings_of(found, protocol.sizing)
    bars = {bar.field: bar for bar in swings.bars}
    assert {"difference", "sd", "1.cv", "joint.correlation"} <= set(bars)
    wider = with_(
        others=[cost | {"assumptions": {**cost["assumptions"], "cv": {"value": 1.1}}}], correlation={"value": 0.2}
    )
    assert bars["1.cv"].at_high == wider.sample_size().enrolled  # type: ignore[union-attr, dict-item]
    assert bars["joint.correlation"].at_low > bars["joint.correlation"].at_high  # type: ignore[operator]
    words = "\n".join(plain_text(one, "fr") for one in section(protocol, "sample_size", "fr", found))
    assert "(commun, ou du bras expérimental), critère 2 : Coût total à 12 mois" in words.replace("\u00a0", " ")
    assert "Critère 1 : Score de sévérité de l'insomnie (ISI)" in words.replace("\u00a0", " ")


def test_the_margin_of_another_claim_is_justified_where_it_stands() -> None:
    goal = {"kind": "non_inferiority", "margin": 150, "margin_reason": "Accord de la caisse"}
    protocol = with_(others=[COST | {"goal": goal}], correlation={"value": 0.2})
    words = "\n".join(plain_text(one, "fr") for one in section(protocol, "sample_size", "fr", protocol.sample_size()))
    assert "Justification de la marge du critère 2" in words and "Accord de la caisse" in words
    bare = with_(others=[COST | {"goal": goal | {"margin_reason": ""}}], correlation={"value": 0.2})
    words = "\n".join(plain_text(one, "fr") for one in section(bare, "sample_size", "fr", bare.sample_size()))
    assert "[" in words.split("Justification de la marge du critère 2")[1][:200]


def test_other_primary_endpoints_are_described() -> None:
    protocol = with_(others=[COST | {"timing": "12 mois", "definition": "Coûts directs"}], correlation={"value": 0.2})
    for name in ("endpoints", "synopsis"):
        words = "\n".join(plain_text(one, "fr") for one in section(protocol, name, "fr", protocol.sample_size()))
        assert COST["name"] in words  # type: ignore[operator]
    assert "Coûts directs" in "\n".join(
        plain_text(one, "fr") for one in section(protocol, "endpoints", "fr", protocol.sample_size())
    )
    alone = protocol.changed("sizing", "extension", "none")
    assert COST["name"] not in "\n".join(  # type: ignore[operator]
        plain_text(one, "fr") for one in section(alone, "endpoints", "fr", alone.sample_size())
    )


@pytest.mark.parametrize(("language", "heading"), [("fr", "Assurance de 90"), ("en", "Assurance of 90")])
def test_assurance_is_called_by_its_name_and_may_be_out_of_reach(language: Language, heading: str) -> None:
    vague = {"difference": {"value": -2.25, "low": -5.5, "high": 1.0}, "sd": {"value": 4.5}}
    protocol = with_(extension="assurance", assumptions=vague, target=0.7)
    found = protocol.sample_size()
    assert isinstance(found, SampleSize) and found.at_90 is None
    words = "\n".join(plain_text(one, language) for one in section(protocol, "sample_size", language, found))
    after = words.split(heading)[1][:60]
    assert ("hors d'atteinte" if language == "fr" else "out of reach") in after.replace("\u2019", "'")
    assert not re.search(r"Puissance atteinte|Power reached|Puissance visée", words)


def test_each_look_is_printed_on_every_scale_with_its_chances() -> None:
    words, tables = said("interim, futility", "fr")
    printed = {one.anchor: [[plain_inlines(cell, "fr") for cell in row] for row in one.rows] for one in tables}
    heads = {one.anchor: [plain_inlines(cell, "fr") for cell in one.header] for one in tables}
    assert heads["looks"][2:5] == ["Borne d'efficacité (z)", "p unilatéral à atteindre", "Effet observé à atteindre"]
    assert [row[0] for row in printed["looks"]] == ["50\u00a0%", "75\u00a0%", "100\u00a0%"]
    assert printed["looks"][0][2:4] == ["2,963", "0,00153"] and printed["looks"][0][4].endswith("points")
    assert len(printed["futility-bounds"]) == 2 and len(printed["claims-by-look"]) == 3
    assert "Nombre moyen de participants analysés" in words and "recommander l'arrêt pour futilité" in words


def test_assurance_over_looks_prints_the_figure_and_the_boundaries() -> None:
    words, tables = said("assurance over looks", "fr")
    anchors = {one.anchor for one in tables}
    assert {"priors", "assurance", "looks", "futility-bounds", "claims-by-look", "looks-averaged"} <= anchors
    assert "Puissance et assurance selon l'effectif" in words and "Assurance atteinte" in words
    assert "plan séquentiel groupé (dépense du risque alpha" in words and "recommander l'arrêt pour futilité" in words
    assert "L'effectif est calculé sur l'assurance" in words


def test_a_revision_is_printed_with_its_cap_its_floor_and_who_sees_what() -> None:
    words, tables = said("revision, both ways", "fr")
    assert "sans variable de bras" in words and "l'effectif peut diminuer" in words and "diminuée de ce que" in words
    assert "n'est pas une analyse intermédiaire" in words and "seul effectif final" in words
    revision = next(one for one in tables if one.anchor == "revision")
    values = [plain_inlines(row[0], "fr") for row in revision.rows]
    assert (values[0], values[-1]) == ("3,8\u00a0points", "5,3\u00a0points") and "4,5\u00a0points" in values
    words, _ = said("revision", "en")
    assert "the size is never reduced" in words and "by convention" not in words


def test_a_start_below_the_fixed_size_is_said_with_its_reason_and_its_condition() -> None:
    words, _ = said("revision", "fr")
    assert "commence donc avec moins de participants (112) qu'une étude sans révision (128)" in words
    assert "à 125 participants en moyenne" in words
    assert re.search(r"sans elle, 112 participants n'en donneraient que 74,6.%", words)
    both, _ = said("revision, both ways", "fr")
    assert "parce que l'effectif final suit la valeur observée" in both


@pytest.mark.parametrize(("language", "ceiling"), [("fr", "99,99 %"), ("en", "99.99%")])
def test_the_ceiling_of_an_assurance_is_one_number_everywhere(language: Language, ceiling: str) -> None:
    """99.99996% was printed as 99.99%, as itself and as 100%; the size planned is judged by its assurance."""
    words = said("assurance", language)[0].replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert words.count(ceiling) >= 4 and not re.search(r"99[.,]999|\b100 ?%", words)
    assert ("L'assurance attendue serait" if language == "fr" else "The expected assurance would") in words.replace(
        "\N{RIGHT SINGLE QUOTATION MARK}", "'"
    )
