"""Points of pilot data: means of clusters, areas of readers, two measurements of the same participants."""

from __future__ import annotations

from stats.estimate.result import Picture
from stats.text import Text
from templates.blocks import Language
from templates.charts.look import Spec, colours, data, framed
from templates.charts.pilot_parts import axis, by_group, points
from templates.saying import words

_CLUSTERS = Text(
    fr="Grappes, de la moyenne la plus basse à la plus haute", en="Clusters, from the lowest mean to the highest"
)
_MEAN = Text(fr="Moyenne de la grappe", en="Mean of the cluster")
_READERS = Text(fr="Lecteur", en="Reader")
_AREA = Text(fr="AUC", en="AUC")
_PROPORTION = Text(fr="Proportion", en="Proportion")
_ALL = Text(fr="tous", en="all")
_FIRST = Text(fr="Première mesure", en="First measurement")
_SECOND = Text(fr="Seconde mesure", en="Second measurement")
_EFFECT = Text(fr="Effet", en="Effect")
_COST = Text(fr="Coût (€)", en="Cost (€)")
_POINT = {"type": "point", "filled": True, "opacity": 1, "size": 40}


def clusters(picture: Picture, language: Language) -> Spec:
    """The mean of each cluster in order, its interval, and the grand mean."""
    means, grand = picture.curves
    tones = colours()
    x = axis("x", _CLUSTERS, language, (0.5, float(means.x[-1]) + 0.5), labels=False, ticks=False, grid=False)
    y = axis("y", _MEAN, language, format=",~f", tickCount=6) | {"scale": {"zero": False, "nice": True}}
    rows, line = data(points((means,))), data(points((grand,)))
    ends = {"x": x, "y": y | {"field": "a"}, "y2": {"field": "b"}}
    return framed(
        [
            {"data": line, "mark": {"type": "line", "color": tones["amber"], "strokeDash": [5, 4]}, "encoding": {"x": x, "y": y}},
            {"data": rows, "mark": {"type": "rule", "color": tones["muted"], "opacity": 0.6}, "encoding": ends},
            {"data": rows, "mark": _POINT | {"color": tones["deep"]}, "encoding": {"x": x, "y": y}},
        ],
        language,
    )  # fmt: skip


def readers(picture: Picture, language: Language) -> Spec:
    """The area of each reader in each modality, side by side, with its interval."""
    names, groups = list(picture.labels), [one.name for one in picture.curves]
    rows = [
        row | {"reader": name} for curve in picture.curves for name, row in zip(names, points((curve,)), strict=True)
    ]
    quiet = {"labelAngle": 0 if len(names) < 12 else -45, "labelLimit": 90, "ticks": False}
    x = {"field": "reader", "type": "nominal", "sort": names, "title": words(_READERS, language), "axis": quiet}
    low = min(float(one["a"]) for one in rows)
    y = axis("y", _AREA, language, (max(0.0, int(low * 10) / 10), 1.0), format=".2~f", tickCount=6)
    beside = {"field": "group", "type": "nominal", "sort": groups, "scale": {"paddingInner": 0.6, "paddingOuter": 1.2}}
    where = {"x": x, "xOffset": beside, "color": by_group(picture.curves)}
    return framed(
        [
            {"data": data(rows), "mark": {"type": "rule", "opacity": 0.6}, "encoding": where | {"y": y | {"field": "a"}, "y2": {"field": "b"}}},
            {"data": data(rows), "mark": _POINT, "encoding": where | {"y": y}},
        ],
        language,
    )  # fmt: skip


def proportions(picture: Picture, language: Language) -> Spec:
    """The proportion of each group on a line, with its interval."""
    names = [one or words(_ALL, language) for one in picture.labels]
    rows = [row | {"name": name} for name, row in zip(names, points(picture.curves), strict=True)]
    tones = colours()
    x = axis("y", _PROPORTION, language, (0, 1), format=".0%", tickCount=5)
    quiet = {"domain": False, "ticks": False, "grid": False, "labelLimit": 160, "labelPadding": 8}
    y = {"field": "name", "type": "nominal", "sort": names, "title": None, "axis": quiet}
    ends = {"x": x | {"field": "a"}, "x2": {"field": "b"}, "y": y}
    return framed(
        [
            {"data": data(rows), "mark": {"type": "rule", "color": tones["muted"], "strokeWidth": 2}, "encoding": ends},
            {"data": data(rows), "mark": _POINT | {"color": tones["deep"], "size": 70}, "encoding": {"x": x, "y": y}},
        ],
        language,
        height=60 + 34 * len(names),
    )


def scatter(picture: Picture, language: Language) -> Spec:
    """Two measurements of the same participants."""
    return _cloud(picture, _FIRST, _SECOND, language)


def costs_effects(picture: Picture, language: Language) -> Spec:
    """The cost and the effect of the same participants."""
    return _cloud(picture, _EFFECT, _COST, language)


def _cloud(picture: Picture, across: Text, up: Text, language: Language) -> Spec:
    (curve,) = picture.curves
    x, y = (
        axis(field, title, language, format=",~f", tickCount=6) | {"scale": {"zero": False, "nice": True}}
        for field, title in (("x", across), ("y", up))
    )
    mark = {
        "type": "point",
        "filled": True,
        "size": 24,
        "color": colours()["deep"],
        "opacity": 0.6 if len(curve.x) < 300 else 0.3,
    }
    layer = {"data": data(points((curve,))), "mark": mark, "encoding": {"x": x, "y": y}}
    return framed([layer], language, height=300, width=420)
