"""What pilot data look like: Kaplan-Meier curves with the numbers at risk, a histogram, a ROC curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stats.estimate.result import Curve, Picture
from stats.text import Text
from templates.blocks import Figure, Language, text
from templates.charts.look import WIDTH, Spec, colours, data, framed
from templates.formatting import integer, number
from templates.saying import filled, words

_TONES = ("deep", "amber", "muted", "ink")
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_ALL = Text(fr="tous", en="all")
_AXES = {
    "survival": (
        Text(fr="Temps ({unit})", en="Time ({unit})"),
        Text(fr="Part sans événement", en="Share without event"),
    ),
    "histogram": (Text(fr="Valeur", en="Value"), Text(fr="Nombre de lignes", en="Number of rows")),
    "roc": (
        Text(fr="Taux de faux positifs (1 - spécificité)", en="False positive rate (1 - specificity)"),
        Text(fr="Sensibilité", en="Sensitivity"),
    ),
}
_AT_RISK = Text(fr="À risque", en="At risk")
_MONTHS = Text(fr="mois", en="months")
_CAPTIONS = {
    "survival": Text(fr="Courbe de Kaplan-Meier et nombres à risque", en="Kaplan-Meier curve and numbers at risk"),
    "histogram": Text(fr="Distribution observée", en="Observed distribution"),
    "roc": Text(fr="Courbe ROC", en="ROC curve"),
}
_ALTS = {
    "survival": Text(
        fr="Courbe de Kaplan-Meier de {count} groupe(s), de 0 à {last} mois ; part sans événement à la fin : {ends}.",
        en="Kaplan-Meier curve of {count} group(s), from 0 to {last} months; share without event at the end: {ends}.",
    ),
    "histogram": Text(
        fr="Histogramme de {count} groupe(s), des valeurs autour de {first} aux valeurs autour de {last} ; plus haute barre : "
        "{ends} lignes.",
        en="Histogram of {count} group(s), from values around {first} to values around {last}; highest bar: {ends} rows.",
    ),
    "roc": Text(
        fr="Courbe ROC de {count} score ; la diagonale est celle du hasard. Sensibilité pour 10 % de faux positifs : {ends}.",
        en="ROC curve of {count} score; the diagonal is that of chance. Sensitivity at 10% of false positives: {ends}.",
    ),
}


def pilot_figure(picture: Picture, language: Language) -> Figure:
    """The figure of an estimator."""
    drawn = {"survival": _survival, "histogram": _histogram, "roc": _roc}[picture.shape]
    return Figure(
        anchor="figure-pilot",
        caption=text(words(_CAPTIONS[picture.shape], language)),
        alt=filled(_ALTS[picture.shape], _said(picture, language), language),
        spec=drawn(picture.curves, language),
    )


def _said(picture: Picture, language: Language) -> dict[str, str]:
    curves = picture.curves
    ends = {
        "survival": lambda: ", ".join(number(float(one.y[-1]), language, 2) for one in curves),
        "histogram": lambda: integer(int(max(one.y.max() for one in curves)), language),
        "roc": lambda: number(float(curves[0].y[curves[0].x <= 0.1][-1]), language, 2),
    }[picture.shape]()
    said = {"count": integer(len(curves), language), "ends": ends}
    if picture.shape != "roc":
        said["last"] = number(float(f"{max(one.x[-1] for one in curves):.3g}"), language)
    if picture.shape == "histogram":
        said["first"] = number(float(f"{min(one.x[0] for one in curves):.3g}"), language)
    return said


def _axis(field: str, title: Text, language: Language, domain: Sequence[float] | None = None, **axis: Any) -> Spec:
    scale: Spec = {"nice": False} if domain is None else {"domain": list(domain), "nice": False}
    said = words(title, language).replace("{unit}", words(_MONTHS, language))
    return {"field": field, "type": "quantitative", "title": said, "scale": scale, "axis": axis}


def _by_group(curves: Sequence[Curve], channel: str = "color") -> Spec:
    """The colour (or the dashes) of each group; a legend only where there are several."""
    names = [one.name for one in curves]
    tones = colours()
    values = [tones[_TONES[k % 4]] for k in range(len(names))]
    dashes = [_DASHES[k // 4 % 4] if len(names) > 4 else _DASHES[k % 4] for k in range(len(names))]
    scale = {"domain": names, "range": values if channel == "color" else dashes}
    legend = {"title": None, "orient": "top"} if len(names) > 1 else None
    return {"field": "group", "type": "nominal", "scale": scale, "legend": legend}


def _rows(curves: Sequence[Curve]) -> list[dict[str, Any]]:
    rows = []
    for one in curves:
        low, high = (one.y if end is None else end for end in (one.low, one.high))
        for x, y, a, b in zip(one.x, one.y, low, high, strict=True):
            rows.append({"x": _short(x), "y": _short(y), "a": _short(a), "b": _short(b), "group": one.name})
    return rows


def _short(value: float) -> float:
    return float(f"{float(value):.6g}")


def _survival(curves: Sequence[Curve], language: Language) -> Spec:
    last = float(max(one.x[-1] for one in curves))
    titles = _AXES["survival"]
    x = _axis("x", titles[0], language, (0, last), format="~g", tickCount=8, grid=False)
    y = _axis("y", titles[1], language, (0, 1), format=".0%", tickCount=5)
    values = data([one for one in _rows(curves) if one["y"] == one["y"]])
    band = {"type": "area", "interpolate": "step-after", "opacity": 0.15}
    step = {"type": "line", "interpolate": "step-after", "strokeWidth": 2}
    colour, dash = _by_group(curves), _by_group(curves, "dash")
    whole = framed(
        [
            {"data": values, "mark": band, "encoding": {"x": x, "y": y | {"field": "a"}, "y2": {"field": "b"}, "color": colour | {"legend": None}}},
            {"data": values, "mark": step, "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}},
        ],
        language,
    )  # fmt: skip
    top = {"layer": whole.pop("layer"), "width": whole.pop("width"), "height": whole.pop("height")}
    return whole | {"vconcat": [top, _at_risk(curves, last, language)], "spacing": 4}


def _at_risk(curves: Sequence[Curve], last: float, language: Language) -> Spec:
    """The numbers at risk, under the dates they stand at."""
    rows = [
        {"x": _short(when), "group": one.name or words(_ALL, language), "said": integer(left, language)}
        for one in curves
        for when, left in one.at_risk
    ]
    names = [one.name or words(_ALL, language) for one in curves]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, last], "nice": False}}
    axis = {"domain": False, "ticks": False, "grid": False, "labelLimit": 120, "labelPadding": 18}
    y = {"field": "group", "type": "nominal", "title": words(_AT_RISK, language), "sort": names, "axis": axis}
    return {
        "data": data(rows),
        "width": WIDTH,
        "height": max(40, 20 * len(names)),
        "mark": {"type": "text", "color": colours()["ink"], "clip": False},
        "encoding": {"x": x, "y": y, "text": {"field": "said"}},
    }


def _histogram(curves: Sequence[Curve], language: Language) -> Spec:
    half = float(curves[0].x[1] - curves[0].x[0]) / 2 if len(curves[0].x) > 1 else 0.5
    rows = [
        {"a": _short(x - half), "b": _short(x + half), "y": float(y), "group": one.name}
        for one in curves
        for x, y in zip(one.x, one.y, strict=True)
    ]
    titles = _AXES["histogram"]
    x = _axis("a", titles[0], language, format="~g", tickCount=8, grid=False) | {
        "scale": {"zero": False, "nice": False}
    }
    y = _axis("y", titles[1], language, format="~g", tickCount=5) | {"stack": None, "scale": {"zero": True}}
    mark = {"type": "bar", "opacity": 0.55 if len(curves) > 1 else 0.85, "stroke": "white", "strokeWidth": 0.5}
    encoding = {"x": x, "x2": {"field": "b"}, "y": y, "y2": {"datum": 0}, "color": _by_group(curves)}
    return framed([{"data": data(rows), "mark": mark, "encoding": encoding}], language)


def _roc(curves: Sequence[Curve], language: Language) -> Spec:
    titles, tones = _AXES["roc"], colours()
    x, y = (
        _axis(field, title, language, (0, 1), format=".0%", tickCount=5)
        for field, title in zip("xy", titles, strict=True)
    )
    line = {"type": "line", "color": tones["deep"], "strokeWidth": 2}
    chance = {"type": "line", "color": tones["amber"], "strokeDash": [5, 4]}
    rows = [one | {"rank": rank} for rank, one in enumerate(_rows(curves))]
    return framed(
        [
            {"data": data([{"x": 0, "y": 0}, {"x": 1, "y": 1}]), "mark": chance, "encoding": {"x": x, "y": y}},
            {
                "data": data(rows),
                "mark": line,
                "encoding": {"x": x, "y": y, "order": {"field": "rank"}},
            },
        ],
        language,
        height=300,
        width=340,
    )
