"""What a document says of its design is true of that design: models of a score, calibrated rules, plans chosen, tables kept whole."""

from __future__ import annotations

import io

import docx
import pytest

from protocols.exchange import example
from protocols.model.sizing import Assumption
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Language, Text
from templates.blocks import plain_text, walk
from templates.compose import compose, export_docx, section
from templates.saying import lowered, say_value, words
from templates.what_if import grid_of
from tests.templates.test_families_printed import draft

CONTINUOUS = ("prediction_development_continuous", "validation_continuous")
OF_EVENTS = {"fr": ("événements observés", "utilité clinique"), "en": ("observed to expected", "clinical utility")}


def said(kind: str, name: str, language: Language, **changes: float) -> str:
    protocol = draft(kind, **changes)
    return "\n".join(plain_text(one, language) for one in walk(section(protocol, name, language)))


@pytest.mark.parametrize("kind", CONTINUOUS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_model_of_a_score_is_not_judged_by_events(kind: str, language: Language) -> None:
    told = said(kind, "analysis", language)
    assert "R²" in told
    assert not any(one in told for one in OF_EVENTS[language])
    assert all(one in said("validation_c", "analysis", language) for one in OF_EVENTS[language])


def test_a_calibrated_rule_has_two_conditions() -> None:
    free = draft("one_proportion_bayes")
    bounded = free.changed("sizing", "choices", free.sizing.choices | {"rule": "calibrated"})
    for protocol, expected in ((free, False), (bounded, True)):
        told = "\n".join(plain_text(one, "fr") for one in walk(section(protocol, "analysis", "fr")))
        asked = "\n".join(plain_text(one, "fr") for one in walk(section(protocol, "sample_size", "fr")))
        assert ("règle calibrée" in told) is expected
        assert ("borné à" in asked) is expected


def test_a_plan_chosen_at_each_size_has_no_saw_tooth() -> None:
    assert "dents de scie" not in said("simon_two_stage", "sample_size", "fr").split("Méthode")[0]


def test_only_the_cases_counted_are_said() -> None:
    assert "Seuls sont comptés les malades pour une sensibilité" in said("mrmc_binary", "sample_size", "fr")
    assert "Only diseased cases are counted for a sensitivity" in said(
        "standalone_vs_panel_binary", "sample_size", "en"
    )


def test_the_grid_leaves_out_what_moves_nothing() -> None:
    protocol = draft("prediction_development_continuous")
    found = protocol.sample_size()
    assert isinstance(found, SampleSize)
    ranged = {
        name: Assumption(value=line.value, low=0.9 * line.value, high=1.1 * line.value)
        for name, line in protocol.sizing.assumptions.items()
        if name in ("r2", "mean", "sd") and line.value
    }
    sizing = protocol.sizing.model_copy(update={"assumptions": protocol.sizing.assumptions | ranged})
    grid = grid_of(found, sizing)
    assert grid is not None
    assert "r2" in (grid.rows.field, grid.columns.field)
    by_row = set(grid.table.cells)
    by_column = set(zip(*grid.table.cells, strict=True))
    assert len(by_row) > 1 and len(by_column) > 1


def test_a_study_that_no_route_calls_an_investigation_is_not_named_one() -> None:
    reuse, trial = example("warehouse_validation"), example("i_sleep")
    assert compose(reuse, language="fr").subtitle == "Protocole d'étude clinique"
    assert compose(reuse, "synopsis", "en").subtitle == "Synopsis of the clinical study protocol"
    unanswered = trial.model_copy(update={"route": type(trial.route)()})
    assert compose(unanswered, language="fr").subtitle == "Protocole d'investigation clinique"


def test_a_short_table_stays_on_one_page() -> None:
    file = docx.Document(io.BytesIO(export_docx(example("warehouse_validation"), "fr", kind="protocol")))
    kept = [
        [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
        for table in file.tables
        if table.rows[0].cells[0].text == "Fonction"
    ]
    assert kept == [[True, True, True, False]]


@pytest.mark.parametrize(
    ("euros", "fr", "en"),
    [
        (3481.6, "3 481,60 euros", "3,481.60 euros"),
        (1000.0, "1 000 euros", "1,000 euros"),
        (0.5, "0,5 euro", "0.5 euro"),
    ],
)
def test_money_has_both_digits_of_its_cents(euros: float, fr: str, en: str) -> None:
    printed = {one: say_value(Value(euros, Unit.EUROS), one) for one in ("fr", "en")}
    assert {one: " ".join(text.split()) for one, text in printed.items()}["fr"] == fr
    assert printed["en"].replace("\N{NO-BREAK SPACE}", " ").startswith(en.removesuffix("s"))


def test_a_minus_is_a_minus_and_a_symbol_keeps_its_case() -> None:
    assert words(Text(fr="différence (A - B)", en="difference (A - B)"), "fr") == "différence (A \N{MINUS SIGN} B)"
    assert lowered("R² attendu") == "R² attendu" and lowered("Écart-type") == "écart-type" and lowered("AUC") == "AUC"
