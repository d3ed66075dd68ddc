"""Numbers as people type them, and the same numbers shown back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from ui import shown as shown_module
from ui import state, words
from ui.numbers import parse, parse_whole

NUMBER, PROPORTION = Unit.NUMBER, Unit.PROPORTION


@pytest.mark.parametrize(
    ("raw", "unit", "meant"),
    [
        ("0,025", PROPORTION, 0.025),
        ("0.025", PROPORTION, 0.025),
        ("2,5 %", PROPORTION, 0.025),
        ("2.5%", PROPORTION, 0.025),
        ("2,5\u00a0%", PROPORTION, 0.025),
        ("80 %", PROPORTION, 0.8),
        ("14,3 %", PROPORTION, 0.143),
        ("1", PROPORTION, 1.0),
        ("−5 %", Unit.POINTS, -0.05),
        (",5", PROPORTION, 0.5),
        ("1 234,5", NUMBER, 1234.5),
        ("1\u202f234,5", NUMBER, 1234.5),
        ("1\u00a0234\u00a0567", NUMBER, 1234567.0),
        ("1.234,5", NUMBER, 1234.5),
        ("1,234.5", NUMBER, 1234.5),
        ("1’234.5", NUMBER, 1234.5),
        ("−3", NUMBER, -3.0),
        ("–3", NUMBER, -3.0),
        ("+3", NUMBER, 3.0),
        ("1e-3", NUMBER, 0.001),
        ("1E3", NUMBER, 1000.0),
        ("80", NUMBER, 80.0),
        ("١٢", NUMBER, 12.0),
        ("0", NUMBER, 0.0),
        ("60 €", Unit.EUROS, 60.0),
        ("1 250,50 euros", Unit.EUROS, 1250.5),
        ("", NUMBER, None),
        ("  \u00a0", NUMBER, None),
    ],
)
def test_what_a_person_types_is_what_is_meant(raw: str, unit: Unit, meant: float | None) -> None:
    assert parse(raw, unit) == meant


REFUSED = [
    "abc", "NaN", "nan", "inf", "-inf", "Infinity", "1e999", "1/2", "🙂", "9" * 100_000, "1e13", "--3", "3-", "1,2,3",
    "1.2.3", "80 90", "1 2", "0x10", "1_000", "%", "5 %%", "½", "²", "e5", ".", ",", "{{ 7 }}", "=1+1", "12 mois", "1e100000",
]  # fmt: skip


@pytest.mark.parametrize("unit", [NUMBER, PROPORTION])
@pytest.mark.parametrize("raw", REFUSED, ids=lambda raw: raw[:12])
def test_what_is_not_a_number_is_refused_with_the_entry_quoted(raw: str, unit: Unit) -> None:
    with pytest.raises(Refusal) as caught:
        parse(raw, unit)
    assert caught.value.phrase.values["raw"].fr == raw.strip()[:40]


@pytest.mark.parametrize(("raw", "unit"), [("80", PROPORTION), ("-5", Unit.POINTS), ("80 %", NUMBER)])
def test_a_percentage_is_never_guessed(raw: str, unit: Unit) -> None:
    with pytest.raises(Refusal):
        parse(raw, unit)


@pytest.mark.parametrize("raw", ["12,5", "1e999", "9" * 400, "abc"])
def test_a_whole_number_is_whole(raw: str) -> None:
    with pytest.raises(Refusal):
        parse_whole(raw)
    assert parse_whole("1 200") == 1200 and parse_whole("12,0") == 12 and parse_whole("") is None


@given(raw=st.text(max_size=60))
@settings(deadline=None)
def test_any_text_is_a_finite_number_nothing_or_a_sentence(raw: str) -> None:
    try:
        value = parse(raw)
    except Refusal:
        return
    assert value is None or abs(value) <= 1e12


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_shown_number_is_read_back_the_same(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "language", lambda: language)

    @given(value=st.floats(-1, 1))
    @settings(deadline=None, database=None)
    def proportions(value: float) -> None:
        assert parse(shown_module.shown(value, PROPORTION), PROPORTION) == value

    @given(value=st.floats(-1e12, 1e12))
    @settings(deadline=None, database=None)
    def numbers(value: float) -> None:
        assert parse(shown_module.shown(value, NUMBER), NUMBER) == value

    proportions()
    numbers()
    for value in (0.1 + 0.2, 1 / 3, 0.869, 0.143, 1e-9, 123456789.125):
        assert parse(shown_module.shown(value, NUMBER)) == value


def test_euros_may_carry_their_sign_and_a_percentage_is_told_as_a_number() -> None:
    assert parse("4 200 €", Unit.EUROS) == parse("4200 euros", Unit.EUROS) == 4200
    with pytest.raises(Refusal) as refused:
        parse("90 %", Unit.NUMBER)
    assert refused.value.phrase.values["number"] == Value(0.9, Unit.NUMBER)


@pytest.mark.parametrize(("raw", "said"), [("31", words.PERCENT_AMBIGUOUS), ("1e9", words.NOT_A_SHARE)])
def test_a_per_cent_is_proposed_only_where_it_can_be_one(raw: str, said: Text) -> None:
    with pytest.raises(Refusal) as caught:
        parse(raw, Unit.PROPORTION)
    assert caught.value.phrase.text == said
