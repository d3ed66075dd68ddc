"""Figures of pilot data: drawable in both languages, the right points, a text for who cannot see them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stats.estimate.estimators import estimators
from stats.estimate.reading import read
from stats.estimate.result import Curve, Picture
from stats.text import LANGUAGES, Language
from templates.charts.pilot import pilot_figure
from templates.word.figures import draw

DATA = Path(__file__).parents[1] / "stats" / "pilot"
CASES: dict[str, dict[str, Any]] = {
    "survival": {"file": "surv", "time": "time", "event": "event"},
    "auc": {"file": "roc", "score": "score", "truth": "truth"},
    "counts": {"file": "nb", "events": "events", "time": "time"},
    "proportion": {"file": "roc", "outcome": "truth"},
    "sd": {"file": "roc", "outcome": "score", "group": "truth"},
    "icc": {"file": "icc", "outcome": "y", "cluster": "cluster"},
    "kappa": {"file": "kappa", "first": "a", "second": "b"},
    "readers": {
        "file": "readers",
        "score": "score",
        "truth": "truth",
        "reader": "reader",
        "case": "case",
        "modality": "modality",
    },
    "correlation": {"file": "nb", "first": "events", "second": "time"},
    "costs": {"file": "nb", "cost": "time", "effect": "events"},
}
NASTY = "'] + alert(1) {x} <b>"


def picture(name: str) -> Picture:
    columns = dict(CASES[name])
    table = read((DATA / f"{columns.pop('file')}.csv").read_bytes())
    found = estimators()[name].run(table, columns, {}).picture
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_each_shape_is_drawn(name: str, language: Language) -> None:
    figure = pilot_figure(picture(name), language)
    assert draw(dict(figure.spec), language, "Carlito").startswith(b"\x89PNG")
    assert '"url"' not in json.dumps(figure.spec, allow_nan=False) and len(figure.alt) > 60 and "{" not in figure.alt


def test_the_numbers_at_risk_stand_under_the_curve() -> None:
    drawn = picture("survival")
    rows = pilot_figure(drawn, "fr").spec["vconcat"][1]["data"]["values"]
    assert [one["said"] for one in rows] == [str(left) for _, left in drawn.curves[0].at_risk]
    assert rows[0]["said"] == "150"


def test_the_name_of_a_group_is_only_text() -> None:
    one = picture("survival").curves[0]
    curves = tuple(
        Curve(name, one.x, one.y, one.low, one.high, one.at_risk) for name in (NASTY, "b", "c", "d", "e", "f")
    )
    figure = pilot_figure(Picture("survival", curves), "fr")
    assert draw(dict(figure.spec), "fr", "Carlito").startswith(b"\x89PNG")
    assert NASTY in figure.spec["vconcat"][0]["layer"][0]["encoding"]["color"]["scale"]["domain"]
