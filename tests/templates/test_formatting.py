"""Numbers, dates and lists as a reader of each language expects them."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest

from templates.formatting import (
    confidence_interval,
    date,
    french_spacing,
    integer,
    interval,
    listing,
    number,
    p_value,
    parted,
    percent,
    quantity,
)


@pytest.mark.parametrize(
    ("value", "digits", "fr", "en"),
    [
        (12500.5, None, "12\u202f500,5", "12,500.5"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (0.125, 2, "0,13", "0.13"),
        (-0.05, None, "\u22120,05", "\u22120.05"),
        (-0.001, 2, "0,00", "0.00"),
        (64, None, "64", "64"),
        (1e15, None, "1\u202f000\u202f000\u202f000\u202f000\u202f000", "1,000,000,000,000,000"),
        (1e-7, None, "0,0000001", "0.0000001"),
        (np.float64(0.85), None, "0,85", "0.85"),
        (Decimal("2.50"), 1, "2,5", "2.5"),
        (0, None, "0", "0"),
    ],
)
def test_number(value: float, digits: int | None, fr: str, en: str) -> None:
    assert (number(value, "fr", digits), number(value, "en", digits)) == (fr, en)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "x"])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="number"):
        number(value, "fr")


def test_percent_multiplies_exactly() -> None:
    assert percent(0.07, "fr") == "7\u00a0%"
    assert percent(0.07, "en") == "7%"
    assert percent(0.8549, "fr", 1) == "85,5\u00a0%"


def test_integer_never_rounds() -> None:
    assert integer(12500, "fr") == "12\u202f500"
    with pytest.raises(ValueError, match="whole"):
        integer(12.5, "fr")


def test_quantity_agrees_in_number() -> None:
    assert quantity(0, "fr", "sujet", "sujets") == "0\u00a0sujet"
    assert quantity(0, "en", "subject", "subjects") == "0\u00a0subjects"
    assert quantity(284, "fr", "sujet", "sujets") == "284\u00a0sujets"


@pytest.mark.parametrize(
    ("value", "fr"),
    [(0.034, "= 0,034"), (0.0004, "< 0,001"), (0.9996, "> 0,999"), (0.0499, "= 0,0499"), (0.05, "= 0,050"),
     (0.05001, "= 0,05001"), (0.001, "= 0,001"), (1, "> 0,999")],
)  # fmt: skip
def test_p_values_stay_on_their_side_of_a_threshold(value: float, fr: str) -> None:
    assert p_value(value, "fr").replace("\u00a0", " ") == fr


def test_a_p_value_outside_zero_one_is_refused() -> None:
    with pytest.raises(ValueError, match="p-value"):
        p_value(1.2, "en")


def test_intervals() -> None:
    assert interval(0.12, 0.34, "fr") == "[0,12\u00a0; 0,34]"
    assert interval(-1, 2, "en", 1) == "\u22121.0 to 2.0"
    assert interval(0.1, 0.2, "fr", scale="percent") == "[10\u00a0%\u00a0; 20\u00a0%]"
    assert confidence_interval(0.95, interval(1, 2, "fr"), "fr") == "IC à 95\u00a0% [1\u00a0; 2]"
    with pytest.raises(ValueError, match="upside down"):
        interval(2, 1, "fr")


def test_dates_and_lists() -> None:
    assert date(dt.date(2026, 1, 1), "fr") == "1er\u00a0janvier 2026"
    assert date(dt.date(2026, 11, 22), "fr") == "22\u00a0novembre 2026"
    assert date(dt.date(2026, 11, 22), "en") == "22\u00a0November 2026"
    assert listing(["a", "b", "c"], "fr") == "a, b et c"
    assert listing(["a", "b", "c"], "en", "or") == "a, b or c"
    assert listing([], "fr") == ""


def test_french_spacing_changes_spaces_only() -> None:
    assert french_spacing("Pourquoi ? « Oui » : 20 % ; non !") == (
        "Pourquoi\u202f? «\u00a0Oui\u00a0»\u00a0: 20\u00a0%\u202f; non\u202f!"
    )
    assert french_spacing("à 10:30, https://example.org?a=1;b=2") == "à 10:30, https://example.org?a=1;b=2"
    assert french_spacing(french_spacing("a : b")) == french_spacing("a : b")


def test_parts_are_separated_with_the_spacing_of_the_language() -> None:
    assert parted(("0,5", "0,75"), "fr") == "0,5 ; 0,75" and parted(("0.5", "0.75"), "en") == "0.5; 0.75"
