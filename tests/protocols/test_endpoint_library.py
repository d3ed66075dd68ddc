"""The library of endpoints is whole, and its entries go into a protocol without taking anything away."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from protocols.checking import check
from protocols.endpoints import as_primary, as_row, by_role, library, named_entry, would_replace
from protocols.endpoints.library import COMMON, Group
from protocols.exchange import example, from_data
from protocols.model.section import NotApplicable
from protocols.model.situation import ROLES
from protocols.protocol import Protocol
from stats.registry import design_class, kinds
from stats.text import LANGUAGES

ENTRIES = pytest.mark.parametrize("entry", library(), ids=lambda one: one.id)


def test_every_role_has_its_own_and_the_library_is_large() -> None:
    assert len(library()) >= 40
    assert {one.role for one in library()} == {*ROLES, COMMON}
    for role in ROLES:
        entries = by_role(role)
        assert sum(one.role == role for one in entries) >= 5
        assert any(one.group == "primary" and one.role == role for one in entries)
        assert {one.group for one in entries} >= {"primary", "safety", "performance", "human_factors", "economic"}


def test_every_group_is_served_and_names_are_unique() -> None:
    assert {one.group for one in library()} == set(get_args(Group))
    for language in LANGUAGES:
        names = [one.name[language] for one in library()]
        assert len(names) == len(set(names))
    ids = [one.id for one in library()]
    assert len(ids) == len(set(ids))


@ENTRIES
def test_an_entry_is_whole(entry: Any) -> None:
    assert set(entry.designs) <= set(kinds())
    for text in (entry.name, entry.definition, entry.instrument, entry.timing, entry.unit, entry.analysis):
        assert all(text[language].strip() == text[language] for language in LANGUAGES)
    assert all(entry.definition[language].endswith(".") for language in LANGUAGES)
    assert all(len(entry.definition[language]) > 40 for language in LANGUAGES)
    assert not any("\u2014" in text or " - " in text for text in (entry.name.fr, entry.definition.fr))


@ENTRIES
def test_an_important_difference_is_published(entry: Any) -> None:
    if entry.mid is None:
        return
    assert 0 < entry.mid.low <= entry.mid.high
    assert any(character.isdigit() for character in entry.mid.citation) and entry.mid.unit.fr
    assert entry.mid.doi is None or entry.mid.doi.startswith("10.")
    assert entry.mid.confidence != "H" or entry.mid.doi


@ENTRIES
def test_a_weak_endpoint_says_so(entry: Any) -> None:
    if entry.group == "primary" and entry.level in ("usage", "organisational") or entry.surrogate:
        assert entry.warning is not None


def test_design_kinds_measure_what_the_entry_measures() -> None:
    """A binary endpoint is not sized first by a design of means, nor a continuous one by a proportion."""
    for entry in library():
        families = {design_class(kind).card.endpoint.value for kind in entry.designs}
        if entry.type == "binary":
            assert families & {"binary", "detection"}, entry.id


def test_an_entry_fills_an_empty_primary_endpoint() -> None:
    entry = named_entry("insomnia severity index (ISI)")
    assert entry is not None
    protocol = as_primary(Protocol(), entry, "fr")
    found = protocol.endpoints
    assert (found.name, found.type, found.better, found.unit) == (entry.name.fr, "continuous", "lower", "points")
    assert "Instrument" in (found.definition or "") and found.timing == entry.timing.fr
    assert protocol.missing("endpoints") == ()


def test_what_has_been_typed_stays_unless_replaced() -> None:
    entry, protocol = named_entry("Temps passé dans la cible glycémique"), example("i_sleep")
    assert entry is not None
    assert set(would_replace(protocol, entry, "fr")) == {"name", "definition", "timing", "unit", "better"}
    assert as_primary(protocol, entry, "fr") == protocol
    replaced = as_primary(protocol, entry, "fr", replace=True).endpoints
    assert replaced.name == entry.name.fr and replaced.secondary == protocol.endpoints.secondary
    assert would_replace(as_primary(protocol, entry, "fr", replace=True), entry, "fr") == ()


@ENTRIES
def test_an_entry_becomes_a_row_once(entry: Any) -> None:
    once = as_row(example("ai_ecg"), entry, "en")
    rows = once.endpoints.secondary
    assert not isinstance(rows, NotApplicable)
    assert rows[-1].name == entry.name.en and rows[-1].category != "key"
    assert as_row(once, entry, "en") == once


def test_a_row_replaces_a_not_applicable() -> None:
    none = Protocol().changed("endpoints", "secondary", {"not_applicable": "Un seul critère."})
    assert len(as_row(none, library()[0], "fr").endpoints.secondary) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_secondary_endpoints_written_as_lines_become_rows(version: int) -> None:
    protocol = from_data({"schema_version": version, "endpoints": {"name": "ISI", "secondary": ["A", "B"]}})
    rows = protocol.endpoints.secondary
    assert [(one.name, one.category) for one in rows] == [("A", "secondary"), ("B", "secondary")]  # type: ignore[union-attr]
    assert protocol.endpoints.name == "ISI"


def test_a_reason_for_no_secondary_endpoint_survives_the_migration() -> None:
    data = {"schema_version": 2, "endpoints": {"secondary": {"not_applicable": "Aucun autre critère."}}}
    assert from_data(data).endpoints.secondary == NotApplicable(not_applicable="Aucun autre critère.")


KEY = {"name": "Qualité de vie", "category": "key", "type": "continuous", "better": "higher", "analysis": "ANCOVA"}


@pytest.mark.parametrize(
    ("section", "field", "value", "id"),
    [
        ("endpoints", "secondary", [KEY | {"alpha": 0.1}], "preuve:MULT-06"),
        ("endpoints", "secondary", [KEY | {"analysis": ""}], "preuve:MULT-07"),
        ("analysis", "subgroups", "Un bénéfice sera revendiqué chez les femmes.", "stats:MULT-05"),
        ("endpoints", "name", "Biomarqueur sanguin", None),
    ],
)
def test_a_rule_that_an_answer_triggers(section: str, field: str, value: Any, id: str | None) -> None:
    before = {one.rule.id for one in check(example("i_sleep")).findings}
    after = {one.rule.id for one in check(example("i_sleep").changed(section, field, value)).findings}
    assert (id in after - before) if id else "stats:OUT-03" not in after  # its definition cites a validation


def test_a_surrogate_without_a_word_on_its_validity() -> None:
    protocol = example("i_sleep").changed("endpoints", "name", "Hémoglobine glyquée (HbA1c)")
    bare = protocol.changed("endpoints", "definition", "Dosage de laboratoire.")
    assert "stats:OUT-03" in {one.rule.id for one in check(bare).findings}


def test_several_arms_without_multiplicity() -> None:
    protocol = example("i_sleep").changed("plan", "type", "randomised_several_arms")
    assert "stats:MULT-03" not in {one.rule.id for one in check(protocol).findings}
    bare = protocol.changed("analysis", "multiplicity", {"not_applicable": "un seul critère principal"})
    assert "stats:MULT-03" in {one.rule.id for one in check(bare).findings}


def test_endpoints_without_safety() -> None:
    protocol = Protocol().changed("endpoints", "secondary", ["Qualité de vie"])
    assert "preuve:OUT-04" in {one.rule.id for one in check(protocol).findings}
