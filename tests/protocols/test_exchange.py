"""A protocol as JSON: what goes out comes back, and what cannot come in is refused with a sentence."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocols import exchange
from protocols.exchange import dumps, example, from_data, loads, phrase_of
from protocols.protocol import SCHEMA_VERSION, Protocol
from stats.refusal import Refusal
from stats.text import LANGUAGES
from templates.saying import say

NAMES = tuple(exchange.example_names())
EXAMPLE = pytest.mark.parametrize("name", NAMES)
FIELDS = [
    f"{name}.{field}" for name, part in Protocol().model_dump().items() if isinstance(part, dict) for field in part
]


def refused(text: str) -> Refusal:
    """The refusal of a text, whose sentence must be said in both languages."""
    with pytest.raises(Refusal) as caught:
        loads(text)
    for phrase in (caught.value.phrase, phrase_of(caught.value)):
        for language in LANGUAGES:
            sentence = say(phrase, language)
            assert len(sentence) > 10 and not re.search(r"[{}]|Input should|validation error", sentence)
    return caught.value


def data_of(name: str = "i_sleep") -> dict[str, Any]:
    return dict(json.loads(dumps(example(name))))


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(NAMES), st.sets(st.sampled_from(FIELDS)))
def test_round_trip_of_partial_protocols(name: str, dropped: set[str]) -> None:
    data = data_of(name)
    for part, field in (path.split(".") for path in dropped):
        del data[part][field]
    protocol = from_data(data)
    assert loads(dumps(protocol)) == protocol
    assert dumps(loads(dumps(protocol))) == dumps(protocol)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=50))
def test_round_trip_of_any_text(typed: str) -> None:
    protocol = Protocol().changed("background", "need", typed)
    again = loads(dumps(protocol))
    assert again == protocol
    assert dumps(again).encode("utf-8")


TYPED = {
    "emoji": "👩🏽‍⚕️ étude 🫀",
    "right to left": "שלום \u202eabc\u202c مرحبا",
    "template": "{{ 7*7 }} {% raw %} ${x} <b>&amp;</b> | * # `",
    "long": "é" * 100_000,
    "quotes": '"\\" \\u0041 \\',
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_what_was_typed_is_kept_as_typed(typed: str) -> None:
    protocol = Protocol().changed("background", "need", typed)
    assert protocol.background.need == typed
    assert loads(dumps(protocol)).background.need == typed


@pytest.mark.parametrize(
    "path",
    ["background.need", "identification.title", "sizing.goal.margin_reason", "algorithm.training_data.not_applicable"],
)
@pytest.mark.parametrize("escaped", ["abc\\ud800d", "abc\\u0000d", "abc\\ufffed"])
def test_characters_that_no_file_can_hold_are_removed(path: str, escaped: str) -> None:
    *parents, field = path.split(".")
    value = '"' + escaped + '"'
    text = f'{{"{field}": {value}}}'
    for parent in reversed(parents):
        text = f'{{"{parent}": {text}}}'
    protocol = loads(f'{{"schema_version": {SCHEMA_VERSION}, ' + text[1:])
    held: Any = protocol
    for part in (*parents, field):
        held = getattr(held, part)
    assert held == "abcd"


@pytest.mark.parametrize("escaped", ["\\ud800", "\\u0000", "\\udfff\\ud800"])
@pytest.mark.parametrize(
    "text",
    [
        '{"algorithm": {"model": {"not_applicable": "raison X"}}}',
        '{"objectives": {"secondary": ["raison X"]}}',
        '{"objectives": {"intercurrent": [{"event": "X e", "strategy": "composite", "reason": "X"}]}}',
        '{"sizing": {"choices": {"X": "X"}}}',
        '{"sizing": {"assumptions": {"X": {"citation": "X"}}}}',
        '{"references": [{"text": "X y"}]}',
        '{"X": 1}',
    ],
)
def test_hostile_characters_never_break_a_later_save(text: str, escaped: str) -> None:
    """A project is refused, or what it holds can be written and read again."""
    hostile = '{"schema_version": 1, ' + text.replace("X", escaped)[1:]
    try:
        protocol = loads(hostile)
    except Refusal as refusal:
        for language in LANGUAGES:
            say(phrase_of(refusal), language).encode("utf-8")
        return
    written = dumps(protocol)
    assert dumps(loads(written)) == written and written.encode("utf-8")


NOT_JSON = [
    "",
    " ",
    "{",
    "nul",
    '{"schema_version": 1',
    "{'schema_version': 1}",
    '{"schema_version": 1} x',
    "\x00",
    "\ufeff",
    "PK\x03\x04",
]


@pytest.mark.parametrize("text", NOT_JSON)
def test_not_json(text: str) -> None:
    refused(text)


@EXAMPLE
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file(name: str, share: float) -> None:
    text = dumps(example(name))
    refused(text[: int(share * len(text))])


@pytest.mark.parametrize("text", ["[]", "null", "1", '"x"', "true", "{}", '{"identification": {}}', '{"version": 1}'])
def test_not_a_project(text: str) -> None:
    assert refused(text).phrase.text is exchange._NOT_OURS


@pytest.mark.parametrize("version", ["0", "-1", "null", '"1"', "1.0", "true", "[1]", "1e400"])
def test_a_schema_version_that_never_was(version: str) -> None:
    refused(f'{{"schema_version": {version}}}')


def test_a_newer_schema() -> None:
    sentence = say(refused(f'{{"schema_version": {SCHEMA_VERSION + 1}, "anything": []}}').phrase, "en")
    assert str(SCHEMA_VERSION + 1) in sentence and str(SCHEMA_VERSION) in sentence and "newer" in sentence


def test_an_enormous_schema_version() -> None:
    refused(f'{{"schema_version": {10**400}}}')


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"])
@pytest.mark.parametrize("path", ["target", "planned"])
def test_numbers_that_are_not_finite(literal: str, path: str) -> None:
    refusal = refused(f'{{"schema_version": 1, "sizing": {{"{path}": {literal}}}}}')
    assert (refusal.phrase.text is exchange._NOT_JSON) is (literal[-1] in "Ny")  # NaN and Infinity are not JSON


def test_enormous_whole_numbers() -> None:
    for digits in (30, 400, 10_000):
        refused(f'{{"schema_version": 1, "sizing": {{"planned": {"9" * digits}}}}}')
        refused(f'{{"schema_version": 1, "plan": {{"follow_up_months": {"9" * digits}}}}}')


def numeric(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of every number in plain data."""
    if isinstance(data, dict):
        return [found for key, value in data.items() for found in numeric(value, (*path, key))]
    if isinstance(data, list):
        return [found for key, value in enumerate(data) for found in numeric(value, (*path, key))]
    return [path] if isinstance(data, int | float) and not isinstance(data, bool) else []


@pytest.mark.parametrize("path", numeric(data_of()), ids=lambda path: ".".join(map(str, path)))
def test_a_text_or_a_boolean_is_not_a_number(path: tuple[Any, ...]) -> None:
    data = data_of()
    place = data
    for key in path[:-1]:
        place = place[key]
    for value in ("1", "0.5", "0,5", True):
        place[path[-1]] = value
        refused(json.dumps(data))


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ((), "extra"),
        (("sizing",), "sizing.extra"),
        (("sizing", "goal"), "sizing.goal.extra"),
        (("device",), "device.extra"),
    ],
)
def test_unknown_keys_are_refused_by_name(path: tuple[str, ...], field: str) -> None:
    data = data_of()
    place = data
    for key in path:
        place = place[key]
    place["extra"] = 1
    refusal = refused(json.dumps(data))
    assert isinstance(refusal, exchange.InvalidProject)
    assert [one.field for one in refusal.details] == [field]


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("identification", "version_date", "31/12/2026"),
        ("identification", "title", 5),
        ("identification", "title", {"not": "a text"}),
        ("objectives", "intercurrent", [{"event": "x", "strategy": "ignore"}]),
        ("objectives", "secondary", "one"),
        ("device", "kind", "robot"),
        ("device", "algorithm", {"not_applicable": ""}),
        ("plan", "sites", -3),
        ("plan", "follow_up_months", -1),
        ("sizing", "assumptions", []),
        ("sizing", "flow", {"attrition": 0.2}),
    ],
)
def test_wrong_values_name_their_field(section: str, field: str, value: Any) -> None:
    data = data_of()
    data[section][field] = value
    refusal = refused(json.dumps(data))
    assert isinstance(refusal, exchange.InvalidProject)
    assert all(one.field.startswith(f"{section}.{field}") for one in refusal.details)


def test_deep_nesting() -> None:
    for depth in (60, 200_000):
        refusal = refused('{"schema_version": 1, "device": ' + "[" * depth + "]" * depth + "}")
        assert refusal.phrase.text is exchange._NOT_JSON


def test_huge_text() -> None:
    refused('{"schema_version": 1, "background": {"need": "' + "a" * 200_001 + '"}}')
    assert refused(" " * (exchange.LARGEST_JSON + 1)).phrase.text is exchange._TOO_LARGE


def test_what_is_accepted_can_be_saved_and_read_again() -> None:
    """Ten million characters within every field's limit: refused at once, or readable once saved; never lost."""
    lines = {"schema_version": 1, "objectives": {"secondary": ["y" * 2_000] * 5_000}}
    try:
        protocol = from_data(lines)
    except Refusal:
        return
    assert loads(dumps(protocol)) == protocol


def test_a_migration_brings_an_old_project_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(data: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in data.items() if key != "name"} | {
            "schema_version": 1,
            "identification": {"title": data["name"]},
        }

    old = '{"schema_version": 0, "name": "Avant"}'
    refused(old)
    monkeypatch.setitem(exchange.MIGRATIONS, 0, renamed)
    assert loads(old).identification.title == "Avant"
    refused('{"schema_version": -1, "name": "Avant"}')
    refused('{"schema_version": 0, "name": "Avant", "extra": 1}')


def test_an_old_project_that_lacks_what_its_migration_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged old file is a refusal, not a traceback."""
    monkeypatch.setitem(exchange.MIGRATIONS, 0, lambda data: data | {"schema_version": 1, "language": data["gone"]})
    refused('{"schema_version": 0}')


@pytest.mark.parametrize("name", ["nope", "../model/sizing", "i_sleep.json", "{x}"])
def test_unknown_examples(name: str) -> None:
    with pytest.raises(Refusal):
        example(name)
