"""Any plot of a design's exhibits: curves, steps or dots over two axes, with marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from stats.exhibit import Column, Line, Plot, Words
from stats.quantities import Unit
from templates.blocks import Language
from templates.charts.look import Spec, colours, data, framed
from templates.charts.marking import marked
from templates.saying import words

Say = Callable[[Words], str]
_FORMATS = {Unit.PROPORTION: ".0%", Unit.COUNT: ",d", Unit.EUROS: ",d"}
_TONES = ("deep", "muted", "ink", "deep")  # amber is for the marks
_DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (4, 4))
_WIDTH, _HEIGHT = 620, 270
_LEGEND_ROW = 17
_SHORT = 22  # characters of a name that stands beside another in a narrow legend
_ROOM = 0.06


def plot_spec(plot: Plot, language: Language, say: Say, endpoint_unit: str = "") -> Spec:
    """The specification of a plot; a legend names the lines when there are several."""
    plot = _in_points(plot)
    x, y = _axes(plot, language, endpoint_unit)
    names = [say(line.label) for line in plot.lines]
    legend = _legend(names)
    layers: list[Spec] = []
    for line, name in zip(plot.lines, names, strict=True):
        rows = [{"x": a, "y": b, "said": name} for a, b in line.points]
        encoding = {"x": x, "y": y} | legend
        layers.append({"data": data(rows), "mark": _mark(line, bool(legend)), "encoding": encoding})
    layers += marked(plot, [say(mark.label) for mark in plot.marks], x, y)
    entries = -(-len(names) // _columns(names)) if legend else 0
    whole = framed(layers, language, height=_HEIGHT + _LEGEND_ROW * entries, width=_WIDTH)
    return whole | {"autosize": {"type": "fit", "contains": "padding"}}  # axes and legend within: page and paper alike


def _in_points(plot: Plot) -> Plot:
    """Differences of proportions are drawn in percentage points."""
    across, upward = (100.0 if one.unit is Unit.POINTS else 1.0 for one in (plot.x, plot.y))
    lines = (replace(one, points=tuple((across * a, upward * b) for a, b in one.points)) for one in plot.lines)
    marks = (
        replace(one, x=None if one.x is None else across * one.x, y=None if one.y is None else upward * one.y)
        for one in plot.marks
    )
    return replace(plot, lines=tuple(lines), marks=tuple(marks))


def _axes(plot: Plot, language: Language, endpoint_unit: str) -> tuple[Spec, Spec]:
    points = list(chain.from_iterable(line.points for line in plot.lines))
    across = [a for a, _ in points] + [one.x for one in plot.marks if one.x is not None]
    upward = [b for _, b in points] + [one.y for one in plot.marks if one.y is not None]
    sides = _domain(across, plot.x.unit, 0.0), _domain(upward, plot.y.unit, _ROOM)
    made = []
    for column, (low, high), name in zip((plot.x, plot.y), sides, "xy", strict=True):
        ticks = _FORMATS.get(column.unit, "~g")
        if column.unit is Unit.PROPORTION and high - low <= 0.06:
            ticks = ".1%"
        made.append(
            {
                "field": name,
                "type": "quantitative",
                "title": _title(column, language, endpoint_unit),
                "scale": {"domain": [low, high], "nice": False, "zero": False},
                "axis": {"format": ticks, "tickCount": 6, "grid": name == "y"},
            }
        )
    return made[0], made[1]


def _title(column: Column, language: Language, endpoint_unit: str) -> str:
    unit = endpoint_unit.strip() if column.unit is Unit.ENDPOINT else ""
    return words(column.label, language) + (f" ({unit})" if unit else "")


def _domain(values: list[float], unit: Unit, room: float) -> tuple[float, float]:
    """From the least to the largest value with some room; a proportion never beyond 0 and 1."""
    low, high = min(values), max(values)
    space = room * (high - low or abs(high) or 1.0)
    low, high = low - space, high + space
    if unit in (Unit.PROPORTION, Unit.COUNT):
        low = max(low, 0.0)
    if unit is Unit.PROPORTION:
        high = min(high, 1.0)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _legend(names: list[str]) -> Spec:
    if len(names) < 2:
        return {}
    tones = colours()
    shared = {"field": "said", "type": "nominal", "title": None, "sort": names}
    legend = {"orient": "bottom", "symbolType": "stroke", "columns": _columns(names), "labelLimit": 420}
    used = [tones[_TONES[place % len(_TONES)]] for place in range(len(names))]
    dashes = [list(_DASHES[place % len(_DASHES)]) for place in range(len(names))]
    return {
        "color": shared | {"scale": {"domain": names, "range": used}, "legend": legend},
        "strokeDash": shared | {"scale": {"domain": names, "range": dashes}, "legend": legend},
    }


def _columns(names: list[str]) -> int:
    return 2 if max(len(name) for name in names) <= _SHORT else 1


def _mark(line: Line, named: bool) -> Spec:
    tone: Spec = {} if named else {"color": colours()["deep"]}
    if line.shape == "dots":
        return {"type": "line", "strokeWidth": 1.6, "point": {"size": 45, "filled": True} | tone} | tone
    step: Spec = {"interpolate": "step-after"} if line.shape == "step" else {}
    return {"type": "line", "strokeWidth": 2.2} | step | tone
