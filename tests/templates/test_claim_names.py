"""Claims bear the names their author typed, character for character, in every table and figure; without a name, what they compare."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

import protocols.solving
from protocols.facts import facts_of
from protocols.protocol import Protocol
from stats.refusal import problems
from stats.registry import parse
from stats.result import SampleSize
from stats.solver import solve
from stats.text import LANGUAGES, Language
from templates.blocks import Figure, Paragraph, Table, plain_inlines, plain_text, walk
from templates.compose import section
from templates.preview import preview
from templates.what_if import swings_of
from tests.protocols.test_combining import COST, COST_DESIGN, MEANS, with_

AWKWARD = 'Coût | $x$ <b>total</b> **fort** _bas_ {n_total} {0} \\ "brut" « net » [a](b) #1'
LONG = (
    "Temps passé par l'infirmier coordonnateur à rechercher, relire et classer les comptes rendus reçus des confrères"
)
JOINT = {"kind": "joint", "components": [MEANS, COST_DESIGN], "correlation": 0.2}


def study(first: str, second: str, rule: str = "all") -> Protocol:
    procedure = "holm" if rule == "at_least_one" else ""
    assumptions = {**COST["assumptions"], "cv": {"value": 0.8, "low": 0.6, "high": 1.1}}  # type: ignore[dict-item]
    protocol = with_(
        others=[COST | {"name": second, "assumptions": assumptions}],
        correlation={"value": 0.2},
        rule=rule,
        procedure=procedure,
    )
    return protocol.changed("endpoints", "name", first)


def printed(protocol: Protocol, language: Language) -> tuple[str, dict[str, Table], str]:
    found = protocol.sample_size()
    assert isinstance(found, SampleSize), found
    blocks = section(protocol, "sample_size", language, found)
    tables = {one.anchor: one for one in walk(blocks) if isinstance(one, Table)}
    drawn = json.dumps([one.spec for one in walk(blocks) if isinstance(one, Figure)], ensure_ascii=False)
    words = "\n".join(plain_text(one, language) for one in walk(blocks))
    return _plain(words), tables, _plain(drawn.replace("\\n", " "))


def _plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def column(table: Table, language: Language) -> list[str]:
    return [_plain(plain_inlines(row[0], language)) for row in table.rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", ["all", "at_least_one"])
@pytest.mark.parametrize("name", [AWKWARD, LONG, "ISI"])
def test_every_table_bears_the_name_as_typed(name: str, rule: str, language: Language) -> None:
    words, tables, drawn = printed(study("ISI", name, rule), language)
    place = {"fr": "Critère 2 : ", "en": "Endpoint 2: "}[language]
    assert column(tables["joint-powers"], language)[1] == place + name
    short = name if len(name) <= 60 else name[:59].rstrip() + "…"
    marginal = {"fr": "Puissance marginale, critère 2 : ", "en": "Marginal power, endpoint 2: "}[language]
    assert marginal + short in column(tables["journal"], language)
    assert any(one.endswith(short) for one in column(tables["other-tools"], language))
    assert any(one.endswith(f": {short}") for one in column(tables["tornado"], language))
    assert place.lower() + json.dumps(short[:12], ensure_ascii=False)[1:-1] in drawn
    assert name in words.split("\n")[2]  # the sentence
    assert "coûts moyens" not in "\n".join(column(tables["joint-powers"], language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_becomes_markup_on_the_page(language: Language) -> None:
    protocol = study(AWKWARD, AWKWARD)
    html = preview(section(protocol, "sample_size", language, protocol.sample_size()), language)
    assert "<b>total</b>" not in html and "&lt;b&gt;total&lt;/b&gt; **fort** _bas_ {n_total} {0} \\" in html


def test_claims_of_one_name_are_told_apart_by_their_place() -> None:
    _, tables, _ = printed(study("ISI", "ISI"), "fr")
    assert column(tables["joint-powers"], "fr")[:2] == ["Critère 1 : ISI", "Critère 2 : ISI"]


@pytest.mark.parametrize("blank", ["", "   ", "\n"])
def test_without_a_name_the_title_of_the_design_stays(blank: str) -> None:
    _, tables, _ = printed(study("ISI", blank), "fr")
    assert column(tables["joint-powers"], "fr")[:2] == ["Critère 1 : ISI", "Critère 2 : différence de coûts moyens"]
    assert "Puissance marginale, critère 2" in column(tables["journal"], "fr")
    bare = solve(parse(JOINT), 0.8).design.exhibits(solve(parse(JOINT), 0.8))[0]
    assert [getattr(row[0], "en", "") for row in bare.rows[:2]] == [
        "Endpoint 1: comparison of two means",
        "Endpoint 2: difference in mean costs",
    ]


def test_a_name_on_several_lines_is_printed_on_one() -> None:
    _, tables, _ = printed(study("ISI", " Coût\ntotal "), "fr")
    assert column(tables["joint-powers"], "fr")[1] == "Critère 2 : Coût total"


def test_renaming_a_claim_solves_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = study("ISI", "Coût").sample_size()
    monkeypatch.setattr(protocols.solving, "solve", lambda *_, **__: pytest.fail("solved again"))
    after = study("Score ISI", "Coût").sample_size()
    assert isinstance(before, SampleSize) and isinstance(after, SampleSize)
    assert before.analysed == after.analysed and before.design != after.design
    assert [one.value for one in before.steps] == [one.value for one in after.steps]
    assert swings_of(before, study("ISI", "Coût").sizing).bars == swings_of(after, study("ISI", "Coût").sizing).bars


def test_findings_on_assumptions_name_their_claim() -> None:
    facts = facts_of(study("ISI", AWKWARD))
    assert any(
        one.fr.startswith("Coût moyen attendu, bras contrôle, critère 2 : Coût | $x$") for one in facts.unsourced or ()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_claims_lack_is_listed_at_once_with_the_claim(language: Language) -> None:
    protocol = with_(others=[COST | {"assumptions": {}}], assumptions={}, correlation={})
    gaps = [one for one in walk(section(protocol, "sample_size", language)) if isinstance(one, Paragraph)]
    said = _plain("\n".join(plain_text(one, language) for one in gaps))
    claim = {"fr": ", critère 2 : Coût total à 12 mois]", "en": ", endpoint 2: Coût total à 12 mois]"}[language]
    assert said.count(claim) == 2 and {"fr": "écart-type", "en": "standard deviation"}[language] in said
    assert {"fr": "corrélation entre les critères", "en": "correlation between the endpoints"}[language] in said
    assert "à renseigner" not in said and "to be filled in" not in said


def test_the_door_of_scripts_takes_names_one_per_claim() -> None:
    named = parse(JOINT | {"names": ["ISI", ""]})
    assert parse(json.loads(named.model_dump_json())) == named
    with pytest.raises(ValidationError) as refused:
        parse(JOINT | {"names": ["ISI"]})
    assert [one.field for one in problems(refused.value)] == ["names"]
    with pytest.raises(ValidationError):
        parse(JOINT | {"names": ["ISI", "x" * 201]})


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_claims_on_costs_show_a_table_each(language: Language) -> None:
    protocol = study("ISI", "Coût à 12 mois")
    second = COST | {"name": "Coût à 6 mois"}
    protocol = protocol.changed("sizing", "others", [*(one.model_dump() for one in protocol.sizing.others), second])
    _, tables, _ = printed(protocol, language)
    titles = [plain_inlines(tables[one].caption, language) for one in ("skewness", "skewness-3")]
    assert titles[0].endswith("Coût à 12 mois") and titles[1].endswith("Coût à 6 mois")
