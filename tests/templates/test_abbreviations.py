"""Abbreviations: found in the text, defined by it or by the usual list, never invented."""

from __future__ import annotations

import pytest
import yaml

from protocols.exchange import example
from protocols.protocol import Protocol
from templates.abbreviations import _USUAL, abbreviations_of
from templates.blocks import Note, Paragraph, Table, gaps_of, plain_text, text, walk
from templates.compose import compose
from tests.templates.cases import completed, finished_examples


def found(said: str, language: str = "fr", names: str = "") -> tuple[dict[str, str], tuple[str, ...]]:
    gathered = abbreviations_of((Paragraph(text(said)),), language, names)  # type: ignore[arg-type]
    return dict(gathered.known), gathered.unknown


@pytest.mark.parametrize(
    ("said", "short", "meaning"),
    (
        ("Le score de l'Insomnia Severity Index (ISI) est lu.", "ISI", "Insomnia Severity Index"),
        ("La fraction d'éjection ventriculaire gauche (FEVG) baisse.", "FEVG", "fraction d'éjection ventriculaire gauche"),
        ("un échantillon de zones urbaines (EZU)", "EZU", "échantillon de zones urbaines"),
        ("thérapie cognitivo-comportementale de l'insomnie (TCC-I)", "TCC-I", "thérapie cognitivo-comportementale de l'insomnie"),
    ),
)  # fmt: skip
def test_a_definition_in_the_text_is_taken_as_written(said: str, short: str, meaning: str) -> None:
    assert found(said) == ({short: meaning}, ())


def test_the_definition_of_the_author_comes_before_the_usual_one() -> None:
    assert found("une insuffisance cardiaque (IC) ; l'IC est grave")[0] == {"IC": "insuffisance cardiaque"}
    assert found("un IC à 95 %")[0] == {"IC": "intervalle de confiance"}
    assert found("a CI of 95%", "en")[0] == {"CI": "confidence interval"}


@pytest.mark.parametrize("said", ("Sévérité de l'insomnie (XSI)", "(XSI)", "un test (XSI)", "le XSI et le XSI"))
def test_what_is_not_defined_is_not_invented(said: str) -> None:
    assert found(said) == ({}, ("XSI",))


@pytest.mark.parametrize(
    "said",
    (
        "Article II, annexe XV, chapitre IV",
        "H0 et H1",
        "EXEMPLE-AIECG-01",
        "TITRE ENTIER EN MAJUSCULES SANS SIGLE",
        "https://exemple.org/ABC et nom@ABC.fr",
        "Mot, J0, M6 et S8",
    ),
)
def test_what_is_not_an_abbreviation_is_left_out(said: str) -> None:
    assert found(said) == ({}, ())


def test_names_need_no_expansion_and_code_is_not_read() -> None:
    assert found("Le logiciel XQZ", names="XQZ (exemple)") == ({}, ())
    assert abbreviations_of((Note("info", text("f(TRUE, XSI)")),), "fr").unknown == ()


def test_a_very_long_text_is_read() -> None:
    """A pattern that goes back over what it read would never end."""
    known, _ = found("un échantillon de zones urbaines (EZU) " + "le sigle (ABC) a " * 20_000 + "(" * 20_000)
    assert known == {"EZU": "échantillon de zones urbaines"}


def test_the_usual_list_speaks_both_languages() -> None:
    usual = yaml.safe_load(_USUAL.read_text(encoding="utf-8"))
    assert list(usual) == sorted(usual) and len(usual) > 40
    assert all(set(one) == {"fr", "en"} and one["fr"] and one["en"] for one in usual.values())
    assert {"ANSM", "CPP", "CNIL", "ISI", "RGPD", "DM", "IA", "ITT", "IC"} <= set(usual)


@pytest.mark.parametrize("language", ("fr", "en"))
@pytest.mark.parametrize("name", finished_examples())
def test_the_examples_explain_every_abbreviation(name: str, language: str) -> None:
    document = compose(completed(example(name)), language=language)  # type: ignore[arg-type]
    table = next(one for one in walk(document.blocks) if isinstance(one, Table) and one.anchor == "abbreviation-table")
    assert "CPP" in plain_text(table) and gaps_of(document.blocks) == ()


def test_an_unexplained_abbreviation_is_a_gap_that_says_what_to_do() -> None:
    protocol = completed(example("i_sleep")).changed("background", "need", "Le score XQZ est mesuré.")
    gaps = gaps_of(compose(protocol, language="fr").blocks)
    assert [gap.label for gap in gaps] == ["développement de XQZ"] and "(SIGLE)" in gaps[0].comment
    assert not any("développement" in gap.label for gap in gaps_of(compose(Protocol(), language="fr").blocks))
