"""Counts of pilot data: histograms, events per participant with the fitted law, agreement of two readers."""

from __future__ import annotations

from stats.estimate.result import Picture
from stats.text import Text
from templates.blocks import Language
from templates.charts.look import Spec, colours, data, framed
from templates.charts.pilot_parts import axis, by_group, short
from templates.formatting import integer
from templates.saying import words

_VALUE = Text(fr="Valeur", en="Value")
_ROWS = Text(fr="Nombre de lignes", en="Number of rows")
_EVENTS = Text(fr="Événements par patient", en="Events per patient")
_PATIENTS = Text(fr="Nombre de patients", en="Number of patients")
_OBSERVED = Text(fr="observés", en="observed")
_EXPECTED = Text(fr="attendus par la loi ajustée", en="expected by the fitted law")
_FIRST = Text(fr="Premier lecteur", en="First reader")
_SECOND = Text(fr="Second lecteur", en="Second reader")
_CASES = Text(fr="Cas", en="Cases")
_CELL = 44


def histogram(picture: Picture, language: Language) -> Spec:
    """The distribution of each group, in common classes."""
    curves = picture.curves
    half = float(curves[0].x[1] - curves[0].x[0]) / 2 if len(curves[0].x) > 1 else 0.5
    rows = [
        {"a": short(x - half), "b": short(x + half), "y": float(y), "group": one.name}
        for one in curves
        for x, y in zip(one.x, one.y, strict=True)
    ]
    x = axis("a", _VALUE, language, format=",~f", tickCount=8, grid=False) | {"scale": {"zero": False, "nice": False}}
    y = axis("y", _ROWS, language, format=",~f", tickCount=5) | {"stack": None, "scale": {"zero": True}}
    mark = {"type": "bar", "opacity": 0.55 if len(curves) > 1 else 0.85, "stroke": "white", "strokeWidth": 0.5}
    encoding = {"x": x, "x2": {"field": "b"}, "y": y, "y2": {"datum": 0}, "color": by_group(curves)}
    return framed([{"data": data(rows), "mark": mark, "encoding": encoding}], language)


def counts(picture: Picture, language: Language) -> Spec:
    """How many participants had so many events, and how many the fitted law expects."""
    observed, fitted = picture.curves
    width = float(observed.x[1] - observed.x[0]) if len(observed.x) > 1 else 1.0
    names = [words(_OBSERVED, language), words(_EXPECTED, language)]
    tones = colours()
    bars = [
        {"a": short(x - 0.45 * width), "b": short(x + 0.45 * width), "y": float(y), "law": names[0]}
        for x, y in zip(observed.x, observed.y, strict=True)
    ]
    dots = [{"x": short(x), "y": short(y), "law": names[1]} for x, y in zip(fitted.x, fitted.y, strict=True)]
    x = axis("a", _EVENTS, language, format=",~f", tickCount=8, tickMinStep=1, grid=False)
    y = axis("y", _PATIENTS, language, format=",~f", tickCount=5) | {"scale": {"zero": True}}
    scale = {"domain": names, "range": [tones["deep"], tones["amber"]]}
    colour = {"field": "law", "type": "nominal", "scale": scale, "legend": {"title": None, "orient": "top"}}
    bar, at = {"type": "bar", "opacity": 0.75}, {"x": x | {"field": "x"}, "y": y, "color": colour}
    return framed(
        [
            {"data": data(bars), "mark": bar, "encoding": {"x": x, "x2": {"field": "b"}, "y": y, "y2": {"datum": 0}, "color": colour}},
            {"data": data(dots), "mark": {"type": "line", "strokeWidth": 1.5}, "encoding": at},
            {"data": data(dots), "mark": {"type": "point", "filled": True, "size": 36, "opacity": 1}, "encoding": at},
        ],
        language,
    )  # fmt: skip


def agreement(picture: Picture, language: Language) -> Spec:
    """Cases by answer of each reader: the diagonal is where they agree."""
    top = max(float(one.y.max()) for one in picture.curves)
    rows = [
        {
            "first": one.name,
            "second": second,
            "n": float(count),
            "said": integer(int(count), language),
            "dark": bool(count > top / 2),
        }
        for one in picture.curves
        for second, count in zip(picture.labels, one.y, strict=True)
    ]
    tones, names = colours(), list(picture.labels)
    quiet = {"grid": False, "domain": False, "ticks": False, "labelAngle": 0, "labelLimit": 110}
    across = {
        "field": "second",
        "type": "nominal",
        "sort": names,
        "title": words(_SECOND, language),
        "axis": quiet | {"orient": "top"},
    }
    down = {"field": "first", "type": "nominal", "sort": names, "title": words(_FIRST, language), "axis": quiet}
    shade = {
        "field": "n", "type": "quantitative", "title": words(_CASES, language),
        "scale": {"domain": [0, top], "range": [tones["tint"], tones["deep"]]}, "legend": None,
    }  # fmt: skip
    ink = {"condition": {"test": "datum.dark", "value": "white"}, "value": tones["ink"]}
    side = max(2, len(names))
    return framed(
        [
            {"data": data(rows), "mark": {"type": "rect", "stroke": "white"}, "encoding": {"x": across, "y": down, "color": shade}},
            {"data": data(rows), "mark": {"type": "text", "fontSize": 12}, "encoding": {"x": across, "y": down, "text": {"field": "said"}, "color": ink}},
        ],
        language,
        height=_CELL * side + 60,  # on screen the axes are counted in
        width=2 * _CELL * side + 120,
    )  # fmt: skip
