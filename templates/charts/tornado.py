"""How far each assumption, moved over its plausible range, moves the number to enrol."""

from __future__ import annotations

from textwrap import wrap

from stats.explore import Bar
from stats.quantities import Value
from stats.result import SampleSize
from stats.text import Text
from templates.blocks import Figure, Language, text
from templates.charts.look import Spec, colours, data, framed
from templates.counted import people_first
from templates.formatting import integer
from templates.saying import filled, say_value, words
from templates.what_if import Swings

_WIDEST = 46  # characters of a line beside the bars
_MOST_LINES = 3
_LINE = 13  # pixels
_ENROLLED = Text(fr="{people} à inclure", en="{people} to enrol")
_CAPTION = Text(
    fr="{people} à inclure quand chaque hypothèse parcourt sa plage plausible",
    en="{people} to enrol as each assumption covers its plausible range",
)
_CAPTION_20 = Text(
    fr="{people} à inclure quand chaque hypothèse varie de ±20 %",
    en="{people} to enrol as each assumption moves by ±20%",
)
_ALT = Text(
    fr="Barres : de l'hypothèse la plus influente à la moins influente, {names} ; effectif retenu {n}.",
    en="Bars, from the most to the least influential assumption: {names}; size retained {n}.",
)


def tornado_figure(found: SampleSize, swings: Swings, language: Language, endpoint_unit: str = "") -> Figure | None:
    """The bars, widest first; those without an answer at one end are left to the table. None without any bar."""
    bars = [bar for bar in swings.bars if bar.at_low is not None and bar.at_high is not None]
    if not bars:
        return None
    names = [words(swings.moving[bar.field].label, language) for bar in bars]
    values = {
        "names": ", ".join(names),
        "n": integer(swings.here, language),
        "people": people_first(found.design, language),
    }
    return Figure(
        anchor="figure-tornado",
        caption=text(filled(_CAPTION if swings.declared else _CAPTION_20, values, language)),
        alt=filled(_ALT, values, language),
        spec=_spec(found, bars, names, swings, language, endpoint_unit),
    )


def _spec(
    found: SampleSize, bars: list[Bar], names: list[str], swings: Swings, language: Language, endpoint_unit: str
) -> Spec:
    tones, rows = colours(), []
    names = [_on_lines(name) for name in names]
    for bar, name in zip(bars, names, strict=True):
        moving = swings.moving[bar.field]
        unit, measured = moving.unit, endpoint_unit if moving.measured is None else moving.measured
        for value, enrolled in ((bar.low, bar.at_low), (bar.high, bar.at_high)):
            more = (enrolled or 0) >= swings.here
            said = say_value(Value(value, unit), language, measured)
            label = f"{integer(enrolled or 0, language)} ({said})"
            rows.append({"name": name, "n": enrolled, "here": swings.here, "label": label, "more": more})
    y = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "title": None,
        "axis": {  # its labels, unseen, keep the room that a page would otherwise cut
            "labelExpr": "split(datum.value, '\\n')",
            "labelOpacity": 0,
            "labelLimit": 290,
            "ticks": False,
            "domain": False,
        },
    }
    ends = [float(row["n"]) for row in rows if isinstance(row["n"], int)] + [float(swings.here)]
    room = 0.5 * (max(ends) - min(ends) or 10)  # for the labels
    x = {
        "field": "n",
        "type": "quantitative",
        "title": filled(_ENROLLED, {"people": people_first(found.design, language)}, language),
        "scale": {"domain": [min(ends) - room, max(ends) + room], "nice": False, "zero": False},
        "axis": {"format": ",d", "tickCount": 6, "grid": False, "labelExpr": "datum.value < 0 ? '' : datum.label"},
    }
    tone = {"condition": {"test": "datum.more", "value": tones["deep"]}, "value": "#8DB3BA"}
    bar_layer = {
        "data": data(rows),
        "mark": {"type": "bar", "height": 16},
        "encoding": {"y": y, "x": x, "x2": {"field": "here"}, "color": tone},
    }
    texts = [
        {
            "data": data([row for row in rows if row["more"] is more]),
            "mark": {
                "type": "text",
                "align": "left" if more else "right",
                "dx": 5 if more else -5,
                "color": tones["ink"],
            },
            "encoding": {"y": y, "x": {"field": "n", "type": "quantitative"}, "text": {"field": "label"}},
        }
        for more in (True, False)
    ]
    here = {
        "data": data([{"n": swings.here}]),
        "mark": {"type": "rule", "color": tones["amber"], "strokeDash": [5, 4]},
        "encoding": {"x": {"field": "n", "type": "quantitative"}},
    }
    lines = max(name.count("\n") for name in names) + 1
    height = (34 if lines < _MOST_LINES else 50) * len(bars) + 16
    return framed([bar_layer, here, *texts, *_labels(names, y)], language, height=height, width=400)


def _labels(names: list[str], y: Spec) -> list[Spec]:
    """The names beside the bars, each centred on its own: those of an axis hang from their first line."""
    counts = sorted({name.count("\n") for name in names})
    mark = {"type": "text", "align": "right", "color": colours()["ink"], "lineBreak": "\n", "lineHeight": _LINE}
    return [
        {
            "data": data([{"name": name} for name in names if name.count("\n") == more]),
            "mark": mark | {"dy": -more * _LINE / 2},
            "encoding": {"y": y, "x": {"value": -8}, "text": {"field": "name"}},
        }
        for more in counts
    ]


def _on_lines(name: str) -> str:
    """The label of a bar, on as few lines as it needs."""
    return "\n".join(wrap(name, _WIDEST, max_lines=_MOST_LINES, placeholder="…"))
