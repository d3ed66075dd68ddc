"""Curves of pilot data: Kaplan-Meier with the numbers at risk, ROC."""

from __future__ import annotations

from stats.estimate.result import Curve, Picture
from stats.text import Text
from templates.blocks import Language
from templates.charts.look import WIDTH, Spec, colours, data, framed
from templates.charts.pilot_parts import axis, by_group, points, short
from templates.formatting import integer
from templates.saying import words

_TIME = Text(fr="Temps (mois)", en="Time (months)")
_WITHOUT = Text(fr="Part sans événement", en="Share without event")
_AT_RISK = Text(fr="À risque", en="At risk")
_ALL = Text(fr="tous", en="all")
_FALSE = Text(fr="Taux de faux positifs (1 - spécificité)", en="False positive rate (1 - specificity)")
_TRUE = Text(fr="Sensibilité", en="Sensitivity")


def survival(picture: Picture, language: Language) -> Spec:
    """Kaplan-Meier curves with their bands, above the numbers at risk."""
    curves = picture.curves
    dates = [short(when) for when, _ in curves[0].at_risk]
    last = float(max(one.x[-1] for one in curves))
    x = axis("x", _TIME, language, (0, last), format=",~f", values=dates, grid=False)
    y = axis("y", _WITHOUT, language, (0, 1), format=".0%", tickCount=5)
    values = data([one for one in points(curves) if one["y"] == one["y"]])
    band = {"type": "area", "interpolate": "step-after", "opacity": 0.15}
    step = {"type": "line", "interpolate": "step-after", "strokeWidth": 2}
    colour, dash = by_group(curves), by_group(curves, "dash")
    whole = framed(
        [
            {"data": values, "mark": band, "encoding": {"x": x, "y": y | {"field": "a"}, "y2": {"field": "b"}, "color": colour}},
            {"data": values, "mark": step, "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}},
        ],
        language,
    )  # fmt: skip
    top = {"layer": whole.pop("layer"), "width": whole.pop("width"), "height": whole.pop("height")}
    return whole | {"vconcat": [top, _at_risk(curves, last, language)], "spacing": 4}


def _at_risk(curves: tuple[Curve, ...], last: float, language: Language) -> Spec:
    """The numbers at risk, under the dates they stand at."""
    rows = [
        {"x": short(when), "group": one.name or words(_ALL, language), "said": integer(left, language)}
        for one in curves
        for when, left in one.at_risk
    ]
    names = [one.name or words(_ALL, language) for one in curves]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, last], "nice": False}}
    quiet = {"domain": False, "ticks": False, "grid": False, "labelLimit": 120, "labelPadding": 18}
    y = {"field": "group", "type": "nominal", "title": words(_AT_RISK, language), "sort": names, "axis": quiet}
    return {
        "data": data(rows),
        "width": WIDTH,
        "height": max(40, 20 * len(names)),
        "mark": {"type": "text", "color": colours()["ink"], "clip": False},
        "encoding": {"x": x, "y": y, "text": {"field": "said"}},
    }


def roc(picture: Picture, language: Language) -> Spec:
    """A ROC curve, or one for each of two scores, and the diagonal of chance."""
    tones = colours()
    x, y = (
        axis(field, title, language, (0, 1), format=".0%", tickCount=5)
        for field, title in zip("xy", (_FALSE, _TRUE), strict=True)
    )
    two = len(picture.curves) > 1
    line = {"type": "line", "strokeWidth": 2} | ({} if two else {"color": tones["deep"]})
    told = {"color": by_group(picture.curves), "strokeDash": by_group(picture.curves, "dash")} if two else {}
    chance = {
        "type": "line",
        "color": tones["ink" if two else "amber"],
        "strokeDash": [2, 4] if two else [5, 4],
        "strokeWidth": 1.5,
    }
    rows = [one | {"rank": rank} for rank, one in enumerate(points(picture.curves))]
    return framed(
        [
            {"data": data([{"x": 0, "y": 0}, {"x": 1, "y": 1}]), "mark": chance, "encoding": {"x": x, "y": y}},
            {
                "data": data(rows),
                "mark": line,
                "encoding": {"x": x, "y": y, "order": {"field": "rank"}} | told,
            },
        ],
        language,
        height=300,
        width=340,
    )
