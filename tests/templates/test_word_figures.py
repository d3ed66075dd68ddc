"""Figures are drawn in the language of the document and fetch nothing."""

import pytest

from templates.word.figures import draw

BAR = {"data": {"values": [{"x": 0.5}]}, "mark": "bar", "encoding": {"x": {"field": "x", "type": "quantitative"}}}


def test_a_specification_becomes_a_picture() -> None:
    french, english = draw(BAR, "fr", "Carlito"), draw(BAR, "en", "Carlito")
    assert french.startswith(b"\x89PNG")
    assert french != english


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x.csv", "file:///etc/passwd"])
def test_outside_data_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="may not fetch"):
        draw({"layer": [{"data": {"url": address}, "mark": "bar"}]}, "fr", "Carlito")


def test_a_wrong_specification_is_an_error() -> None:
    with pytest.raises(ValueError, match="Vega-Lite"):
        draw({"mark": "nope"}, "fr", "Carlito")
