"""The estimand and the endpoints on paper: a sentence, the events with their share, the endpoints in test order."""

from __future__ import annotations

import pytest

from protocols.endpoints import as_row, named_entry
from protocols.exchange import example
from protocols.protocol import Protocol
from stats.text import LANGUAGES, Language
from templates.blocks import Blocks, Paragraph, Table, plain_text
from templates.compose import compose, section
from templates.estimand import sentence


def table(blocks: Blocks, anchor: str, language: Language = "fr") -> list[list[str]]:
    (found,) = [one for one in blocks if isinstance(one, Table) and one.anchor == anchor]
    return [[plain_text(Paragraph(cell), language).replace("\u00a0", " ") for cell in row] for row in found.rows]


def text_of(protocol: Protocol, name: str, language: Language = "fr") -> str:
    blocks = section(protocol, name, language)
    return "\n".join(plain_text(one, language) for one in blocks if not isinstance(one, Table)).replace("\u00a0", " ")


def test_the_sentence_names_measure_endpoint_time_and_events() -> None:
    said = sentence(example("i_sleep"), "fr").replace("\u00a0", " ")
    assert "différence de moyennes" in said and "« Score de sévérité de l'insomnie (ISI) »" in said
    assert "8 semaines après l'inclusion" in said and "arrêt du programme" in said
    assert said in text_of(example("i_sleep"), "objectives")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_stands_between_brackets(language: Language) -> None:
    said = sentence(Protocol(), language)
    assert said.count("[") == 3 and "None" not in said


def test_each_strategy_has_its_own_words() -> None:
    strategies = ("treatment_policy", "composite", "hypothetical", "while_on_treatment", "principal_stratum")
    events = [{"event": f"Fait {rank}", "strategy": one} for rank, one in enumerate(strategies)]
    said = sentence(Protocol().changed("objectives", "intercurrent", events), "fr")
    assert [said.index(f"fait {rank}") for rank in range(5)] == sorted(said.index(f"fait {rank}") for rank in range(5))
    assert "en comptant comme un échec" in said and "comme si l'on pouvait éviter" in said


def test_events_are_printed_with_their_share_and_range() -> None:
    rows = table(section(example("i_sleep"), "objectives", "fr"), "intercurrent-table")
    assert rows[0][2] == "35 % (25 % à 45 %)"


def test_the_document_says_what_the_calculation_ignores_and_proposes() -> None:
    events = [{"event": "Arrêt de l'usage", "strategy": "treatment_policy", "share": 0.2, "accounted": "no"}]
    said = text_of(example("i_sleep").changed("objectives", "intercurrent", events), "objectives")
    assert "ne tiennent pas encore compte de : arrêt de l'usage" in said
    assert "1,8 points au lieu de" in said
    assert "tiennent déjà compte" in text_of(example("i_sleep"), "objectives")


def test_an_accuracy_study_prints_its_own_form() -> None:
    rows = table(section(example("ai_ecg"), "objectives", "fr"), "estimand-table")
    said = {row[0]: row[1] for row in rows}
    assert "FEVG inférieure ou égale à 40 %" in said["Affection recherchée"]
    assert said["Unité d'analyse"] == "le patient"
    assert said["Résultats ininterprétables ou indéterminés"].startswith("comptés comme négatifs")
    assert "30 jours" in said["Délai entre le test et la référence"]
    assert "Affection recherchée" not in {
        row[0]: "" for row in table(section(example("i_sleep"), "objectives", "fr"), "estimand-table")
    }


def test_key_secondary_endpoints_are_ranked_in_the_order_of_their_rows() -> None:
    protocol = example("i_sleep")
    rows = [one.model_dump() for one in protocol.endpoints.secondary]  # type: ignore[union-attr]
    first, second = (row["name"].replace("\u00a0", " ") for row in rows[:2])
    assert [row[:2] for row in table(section(protocol, "endpoints", "fr"), "key-endpoints-table")] == [
        ["1", first],
        ["2", second],
    ]
    swapped = protocol.changed("endpoints", "secondary", [rows[1], rows[0] | {"alpha": 0.025}, *rows[2:]])
    printed = table(section(swapped, "endpoints", "fr"), "key-endpoints-table")
    assert [row[1] for row in printed] == [second, first]
    assert [row[-1] for row in printed] == ["entier", "2,5 %"]


def test_the_other_endpoints_follow_by_category() -> None:
    entry = named_entry("Événements indésirables liés au dispositif")
    assert entry is not None
    protocol = as_row(example("ai_ecg"), entry, "fr")
    rows = table(section(protocol, "endpoints", "fr"), "other-endpoints-table")
    assert rows[0][0] == "Sécurité" and rows[0][1] == entry.name.fr
    assert len(rows) == 6


def test_the_synopsis_names_them_without_their_columns() -> None:
    document = compose(example("i_sleep"), "synopsis", "fr")
    (found,) = [one for one in document.blocks if isinstance(one, Table)]
    cell = next(
        plain_text(Paragraph(row[1]), "fr")
        for row in found.rows
        if "secondaires" in plain_text(Paragraph(row[0]), "fr") and "Crit" in plain_text(Paragraph(row[0]), "fr")
    )
    assert "Score ISI à 6 mois" in cell.replace("\u00a0", " ") and "descriptif" not in cell
