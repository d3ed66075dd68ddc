"""Readers, models, pilots, priors: each family is said in its own words, in both languages, with numbers that agree."""

from __future__ import annotations

import re

import pytest

from protocols import exchange
from protocols.model.sizing import Assumption, GoalChoice, Sizing
from protocols.protocol import Protocol
from stats.result import SampleSize
from stats.text import LANGUAGES, Language
from templates.abbreviations import abbreviations_of
from templates.blocks import plain_text, walk
from templates.charts.schema import ranks_of
from templates.compose import section
from templates.what_if import grid_of, swings_of
from tests.stats.examples import examples

KINDS = (
    "mrmc_auc", "mrmc_binary", "standalone_vs_panel", "standalone_vs_panel_binary", "prediction_development_binary",
    "prediction_development_continuous", "prediction_development_survival", "validation_large", "validation_c",
    "net_benefit", "cost_difference", "simon_two_stage", "one_proportion_bayes", "problem_discovery", "rare_event",
    "pilot_size",
)  # fmt: skip


def draft(kind: str, **changes: float) -> Protocol:
    """A study sized by the first example of a design."""
    one = examples()[kind][0]
    numbers = {name: value for name, value in one.design.items() if isinstance(value, float | int)} | changes
    sizing = Sizing(
        kind=kind,
        goal=GoalChoice.model_validate({k: v for k, v in one.design["goal"].items() if k != "better"}),
        target=one.target,
        choices={name: value for name, value in one.design.items() if isinstance(value, str) and name != "kind"},
        assumptions={name: Assumption(value=float(value)) for name, value in numbers.items()},
    )
    base = exchange.example("ai_ecg").changed("endpoints", "better", one.design["goal"].get("better", "higher"))
    return base.model_copy(update={"sizing": sizing})


def solved(protocol: Protocol) -> SampleSize:
    found = protocol.sample_size()
    assert isinstance(found, SampleSize), found
    return found


def said(protocol: Protocol, names: str, language: Language) -> str:
    found = solved(protocol)
    blocks = tuple(block for name in names.split() for block in section(protocol, name, language, found))
    assert set(abbreviations_of(blocks, language).unknown) <= {"AI-ECG"}  # the product of the example
    return "\n".join(plain_text(block, language) for block in walk(blocks))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_family_is_printed_without_a_hole(kind: str, language: Language) -> None:
    words = said(draft(kind), "sample_size analysis objectives", language)
    lines = "\n".join(line for line in words.split("\n") if not re.search(r", (?:dans|in) R\s*:", line))
    assert not re.search(r"\{|\}|\bNone\b|\bnan\b|\*\*|groupe\(s\)|group\(s\)", lines)


def test_readers_are_not_participants_and_cases_are_not_arms() -> None:
    french = said(draft("mrmc_auc"), "sample_size", "fr")
    assert "10 lecteurs" in french and "malades" in french
    assert "participants" not in french.split("Journal")[0] and "par bras" not in french
    assert "cases analysed" in said(draft("mrmc_auc"), "sample_size", "en")


def test_two_readings_have_an_order_and_a_washout() -> None:
    assert "Ordre des lectures et période d'oubli" in said(draft("mrmc_auc"), "allocation", "fr")
    assert "washout" not in said(draft("standalone_vs_panel"), "allocation", "en")


def test_the_schema_of_a_reader_study_shows_both_readings_and_the_reference() -> None:
    protocol = draft("mrmc_auc")
    titles = [box.title for rank in ranks_of(protocol, solved(protocol), "en") for box in rank]
    assert titles[0] == "Cases of the study"
    assert {"Reading with the device", "Reading without the device", "Reference standard"} <= set(titles)


def test_a_model_has_no_hypothesis_to_test_and_its_factor_is_no_percentage() -> None:
    words = said(draft("prediction_development_binary"), "sample_size analysis", "en")
    assert "No hypothesis is tested" in words and "H0" not in words and "TRIPOD+AI" in words
    assert "at least 0.75" in words and "75%" not in words.split("Assumptions and their sources")[0]


def test_two_stages_and_a_prior_succeed_by_their_own_rule() -> None:
    simon = said(draft("simon_two_stage"), "analysis", "fr")
    assert "13 sur 43" in simon and "intervalle de confiance bilatéral" not in simon
    bayes = said(draft("one_proportion_bayes"), "analysis", "en")
    assert "posterior probability that the proportion is greater than 80% is at least 98%" in bayes


def test_an_assurance_is_not_called_a_power() -> None:
    sizing = exchange.example("sms_contraception").sizing
    ranged = {name: one.model_copy(update={"low": one.value - 0.04, "high": one.value + 0.04})
              for name, one in sizing.assumptions.items() if name.startswith("p_") and one.value}  # fmt: skip
    protocol = exchange.example("sms_contraception").model_copy(
        update={
            "sizing": sizing.model_copy(
                update={"extension": "assurance", "target": 0.7, "assumptions": sizing.assumptions | ranged}
            )
        }
    )
    words = said(protocol, "sample_size", "en")
    assert "Assurance reached" in words and "Target assurance" in words and "Power reached" not in words


def test_the_frequency_of_an_event_moves_as_an_assumption_of_the_design() -> None:
    protocol = draft("validation_large")
    line = protocol.sizing.assumptions["prevalence"].model_copy(update={"low": 0.08, "high": 0.12})
    assumptions = protocol.sizing.assumptions | {"prevalence": line}
    protocol = protocol.model_copy(update={"sizing": protocol.sizing.model_copy(update={"assumptions": assumptions})})
    bar = next(one for one in swings_of(solved(protocol), protocol.sizing).bars if one.field == "prevalence")
    assert bar.at_low is not None and bar.at_high is not None and bar.at_low > bar.at_high


def test_a_number_of_groups_is_not_moved_by_ten_per_cent() -> None:
    protocol = draft("problem_discovery")
    grid = grid_of(solved(protocol), protocol.sizing)
    assert grid is not None and grid.rows.field == "p_problem" and grid.columns.field == "target"


def test_a_share_of_variance_stays_below_one_and_tolerances_are_not_moved() -> None:
    protocol = draft("validation_continuous")
    swings = swings_of(solved(protocol), protocol.sizing)
    moved = {bar.field: (bar.low, bar.high) for bar in swings.bars}
    assert moved["r2"][1] < 1 and not moved.keys() & {"margin_ratio", "mean_width", "r2_width"}
    assert all(bar.at_low is not None and bar.at_high is not None for bar in swings.bars)
