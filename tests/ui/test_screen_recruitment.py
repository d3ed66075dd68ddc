"""The page of centres: the forecast follows the rows, refused cells are kept, many rows stay few widgets."""

from __future__ import annotations

from collections.abc import Callable

from protocols.exchange import example
from protocols.protocol import Protocol
from tests.ui.screens import Screen


def test_the_forecast_follows_a_typed_rate(screen: Callable[..., Screen]) -> None:
    visitor = screen().open(example("i_sleep"), "recruitment")
    assert "Probabilité de finir à temps" in visitor.words() and "Anisimov" in visitor.words()
    before = visitor.words()
    visitor.enter("recruitment.centres.0.rate", "0,6")
    assert visitor.protocol.recruitment.centres[0].rate == 0.6  # type: ignore[union-attr]
    assert visitor.words() != before
    visitor.enter("recruitment.centres.0.count", "12,5")
    assert visitor.protocol.recruitment.centres[0].count == 12  # type: ignore[union-attr]
    assert visitor.widget("recruitment.centres.0.count").value == "12,5" and "nombre entier" in visitor.errors()


def test_the_absurd_is_said_beside_the_table(screen: Callable[..., Screen]) -> None:
    visitor = screen().open(example("i_sleep"), "recruitment")
    visitor.enter("recruitment.centres.0.low", "9")
    assert "fourchette" in visitor.words()
    visitor.enter("recruitment.centres.0.rate", "0")
    assert "rythme de 0" in visitor.words()
    visitor.enter("recruitment.overhead_percent", "300")
    assert "100" in visitor.errors() and visitor.protocol.recruitment.overhead_percent == 8
    visitor.enter("recruitment.centres.0.count", "10000")
    assert "centres sont prévus" in visitor.words().replace("\\", "")


def test_two_hundred_rows_are_shown_a_few_at_a_time(screen: Callable[..., Screen]) -> None:
    rows = [{"name": f"Centre {k}", "rate": 0.1, "low": 0.0, "high": 0.3} for k in range(200)]
    visitor = screen().open(example("i_sleep").changed("recruitment", "centres", rows), "recruitment")
    visitor.run()
    assert visitor.has("recruitment.centres.199.rate") and not visitor.has("recruitment.centres.0.rate")


def test_an_empty_draft_says_what_is_needed(screen: Callable[..., Screen]) -> None:
    visitor = screen().open(Protocol(), "recruitment")
    assert "La prévision s'affiche" in visitor.words() and "Le calendrier s'affiche" in visitor.words()
    visitor.press("recruitment.centres.add")
    visitor.enter("recruitment.centres.0.name", "CHU").enter("recruitment.centres.0.rate", "2,5")
    assert visitor.protocol.recruitment.centres[0].rate == 2.5  # type: ignore[union-attr]


def test_the_screen_speaks_english(screen: Callable[..., Screen]) -> None:
    visitor = screen(language="en").open(example("ai_ecg"), "recruitment")
    assert "Probability of finishing in time" in visitor.words() and "Total duration" in visitor.words()
