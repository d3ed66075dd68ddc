"""What the figures share: the colours of the brand, the number formats of the language, quiet axes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from templates.blocks import Language

Spec = dict[str, Any]
WIDTH, HEIGHT = 560, 230
_MANIFEST = Path(__file__).resolve().parent.parent / "brand" / "manifest.yaml"
_NUMBERS = {
    "fr": {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0€"], "percent": "\u00a0%"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""], "percent": "%"},
}


@cache
def colours() -> dict[str, str]:
    """The colours of the brand by role, as Vega reads them."""
    described = yaml.safe_load(_MANIFEST.read_text(encoding="utf-8"))
    return {role: f"#{value}" for role, value in described["colours"].items()}


def framed(layers: Sequence[Spec], language: Language, height: int = HEIGHT, width: int = WIDTH) -> Spec:
    """A whole specification around layers."""
    tones = colours()
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "padding": {"left": 5, "right": 5, "top": 5, "bottom": 5},
        "layer": list(layers),
        "config": {
            "locale": {"number": _NUMBERS[language]},
            "view": {"stroke": None},
            "axis": {
                "labelColor": tones["muted"],
                "titleColor": tones["ink"],
                "labelFontSize": 11,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "titlePadding": 8,
                "domainColor": tones["rule"],
                "tickColor": tones["rule"],
                "gridColor": tones["tint"],
            },
            "axisYQuantitative": {  # read without turning the head, and never cut by a low plot
                "titleAngle": 0,
                "titleAlign": "left",
                "titleAnchor": "end",
                "titleBaseline": "bottom",
                "titleX": -40,
                "titleY": -9,
            },
            "text": {"fontSize": 11},
            "legend": {
                "labelColor": tones["ink"],
                "titleColor": tones["ink"],
                "titleFontWeight": "normal",
                "labelFontSize": 11,
                "titleFontSize": 11,
            },
        },
    }


def data(rows: Sequence[dict[str, Any]]) -> Spec:
    """Rows of a layer, inside the specification: nothing is fetched."""
    return {"values": list(rows)}
