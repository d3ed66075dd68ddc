"""The power (or the width of the interval) along the number of participants, with the target and the size retained."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from stats.explore import curve
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Text
from stats.trials import FloatArray
from templates.blocks import Figure, Language, text
from templates.charts.look import Spec, colours, data, framed
from templates.counted import people_of
from templates.formatting import integer
from templates.saying import filled, say_value, target_unit, words

_MOST_POINTS = 500
_POWER = Text(fr="Puissance", en="Power")
_ASSURANCE = Text(fr="Assurance (puissance moyenne)", en="Assurance (expected power)")
_WIDTH = Text(fr="Largeur de l'intervalle de confiance", en="Width of the confidence interval")
_WIDTH_AXIS = Text(fr="Largeur de l'intervalle (points de pourcentage)", en="Width of the interval (percentage points)")
_TARGET = Text(fr="cible : {target}", en="target: {target}")
_RETAINED = Text(fr="effectif retenu : {n}", en="size retained: {n}")
_FIRST = Text(fr="{n} : première atteinte de la cible", en="{n}: target first reached")
_CAPTION_POWER = Text(fr="Puissance selon le nombre {of_people} analysés", en="Power by number {of_people} analysed")
_CAPTION_ASSURANCE = Text(
    fr="Assurance selon le nombre {of_people} analysés", en="Assurance by number {of_people} analysed"
)
_CAPTION_EXACT = Text(
    fr="Puissance du test exact selon le nombre {of_people} analysés, de un en un",
    en="Power of the exact test by number {of_people} analysed, one by one",
)
_CAPTION_WIDTH = Text(
    fr="Largeur de l'intervalle de confiance selon le nombre {of_people} analysés",
    en="Width of the confidence interval by number {of_people} analysed",
)
_CAPTION_SHARE = Text(
    fr="Valeur atteinte selon le nombre {of_people} analysés", en="Value reached by number {of_people} analysed"
)
_ALT = Text(
    fr="Courbe : {quantity} selon l'effectif, de {low} à {high} {people} analysés ; elle vaut {attained} pour {n} "
    "{people}, la cible étant {target}.",
    en="Curve: {quantity} by size, from {low} to {high} {people} analysed; it is {attained} at {n} {people}, the target "
    "being {target}.",
)


def power_figure(found: SampleSize, language: Language, endpoint_unit: str = "") -> Figure:
    """The curve around the solution; for an exact test every whole size, so that its teeth are seen as they are."""
    sizes, attained = _points(found)
    exact, powered = found.first is not None, found.measures_power
    unit = target_unit(found.design)
    caption = (_CAPTION_EXACT if exact else _CAPTION_POWER) if powered else _caption(found)
    caption = _CAPTION_ASSURANCE if found.design.kind == "assurance" else caption
    values = {
        "quantity": words(_quantity(found), language).lower(),
        "low": integer(sizes[0], language),
        "high": integer(sizes[-1], language),
        "n": integer(found.analysed, language),
        "people": (people := people_of(found.design, language)),
        "of_people": _of(people, language),
        "attained": say_value(Value(found.attained, unit), language, endpoint_unit),
        "target": say_value(Value(found.target, unit), language, endpoint_unit),
    }
    return Figure(
        anchor="figure-power",
        caption=text(filled(caption, values, language)),
        alt=filled(_ALT, values, language),
        spec=_spec(found, sizes, attained, values, language),
    )


def _of(people: str, language: Language) -> str:
    if language == "en":
        return f"of {people}"
    return f"d'{people}" if people[0] in "aeiou" else f"de {people}"


@lru_cache(maxsize=64)
def _points(found: SampleSize) -> tuple[FloatArray, FloatArray]:
    if found.first is None:
        drawn = curve(found)
        kept = np.isfinite(drawn.attained)
        return drawn.sizes[kept], drawn.attained[kept]
    step, minimum = found.design.step, found.design.axes[0].minimum
    margin = max(12 * step, round(0.12 * found.analysed / step) * step)
    low = max(found.design.whole(minimum), found.first - margin)
    low = found.analysed - (found.analysed - low) // step * step
    sizes = np.arange(low, found.analysed + margin + 1, step)
    sizes = sizes if len(sizes) <= _MOST_POINTS else sizes[-_MOST_POINTS:]
    return sizes.astype(np.float64), np.asarray(found.design.attained({found.axis: sizes}))


def _spec(
    found: SampleSize, sizes: FloatArray, attained: FloatArray, values: dict[str, str], language: Language
) -> Spec:
    exact, tones = found.first is not None, colours()
    scale = 100.0 if target_unit(found.design) is Unit.POINTS else 1.0
    rows = [{"n": float(n), "y": round(scale * float(y), 5)} for n, y in zip(sizes, attained, strict=True)]
    line: Spec = {"type": "line", "color": tones["deep"], "strokeWidth": 1.4 if exact else 2.2}
    if exact and len(sizes) <= 160:
        line["point"] = {"size": 9, "color": tones["deep"]}
    x, y, floor = _axes(found, sizes, scale * attained, language)
    target = words(_TARGET, language).format(target=values["target"])
    retained = words(_RETAINED, language).format(n=values["n"])
    return framed(
        [
            *_target_layers(scale * found.target, float(sizes[0]), target),
            *_dropped(found.analysed, scale * found.attained, floor, retained),
            {"data": data(rows), "mark": line, "encoding": {"x": x, "y": y}},
            *_point(found.analysed, scale * found.attained, "deep"),
            *_first_layers(found, language),
        ],
        language,
    )


def _axes(found: SampleSize, sizes: FloatArray, drawn: FloatArray, language: Language) -> tuple[Spec, Spec, float]:
    """Both axes, and the value at the bottom of the second one."""
    rising, low, high = found.design.card.rising, float(drawn.min()), float(drawn.max())
    room = 0.15 * (high - low or 0.1)
    floor, top = max(0.0, low - room), high + room
    if rising:
        top = min(1.0, top) if found.first is not None else 1.0
    x: dict[str, Any] = {
        "field": "n",
        "type": "quantitative",
        "title": words(found.design.axes[0].label, language),
        "scale": {"domain": [float(sizes[0]), float(sizes[-1])], "nice": False},
        "axis": {"format": ",d", "tickCount": 8, "grid": False},
    }
    percent = ".0%" if high - low > 0.06 else ".1%"
    shared = rising and target_unit(found.design) is Unit.PROPORTION
    y: dict[str, Any] = {
        "field": "y",
        "type": "quantitative",
        "title": words(_axis_title(found), language),
        "scale": {"domain": [floor, top], "nice": False, "zero": False},
        "axis": {"format": percent if shared else "~g", "tickCount": 6},
    }
    return x, y, floor


def _quantity(found: SampleSize) -> Text:
    if found.design.kind == "assurance":
        return _ASSURANCE
    return found.design.card.share or (_POWER if found.measures_power else _WIDTH)


def _caption(found: SampleSize) -> Text:
    return _CAPTION_SHARE if found.design.card.share else _CAPTION_WIDTH


def _axis_title(found: SampleSize) -> Text:
    if found.design.card.rising:
        return _quantity(found)
    return _WIDTH_AXIS if target_unit(found.design) is Unit.POINTS else _WIDTH


def _target_layers(target: float, left: float, label: str) -> list[Spec]:
    place, tones = data([{"n": left, "y": target, "label": label}]), colours()
    return [
        {"data": place, "mark": {"type": "rule", "color": tones["amber"], "strokeDash": [5, 4]}, "encoding": {"y": _Y}},
        {
            "data": place,
            "mark": {"type": "text", "align": "left", "dx": 6, "dy": -7, "color": tones["amber"]},
            "encoding": {"x": _X, "y": _Y, "text": {"field": "label"}},
        },
    ]


def _dropped(n: float, y: float, floor: float, label: str) -> list[Spec]:
    """A line from the point retained down to the axis, with its label at the foot."""
    place, tone = data([{"n": float(n), "y": float(y), "floor": floor, "label": label}]), colours()["deep"]
    foot = _Y | {"field": "floor"}
    rule = {"type": "rule", "color": tone, "strokeDash": [2, 3]}
    words_ = {"type": "text", "align": "left", "dx": 7, "dy": -9, "color": tone, "fontWeight": "bold"}
    return [
        {"data": place, "mark": rule, "encoding": {"x": _X, "y": foot, "y2": {"field": "y"}}},
        {"data": place, "mark": words_, "encoding": {"x": _X, "y": foot, "text": {"field": "label"}}},
    ]


def _point(n: float, y: float, tone: str) -> list[Spec]:
    mark = {"type": "point", "filled": True, "size": 70, "color": colours()[tone], "opacity": 1}
    return [{"data": data([{"n": float(n), "y": float(y)}]), "mark": mark, "encoding": {"x": _X, "y": _Y}}]


def _first_layers(found: SampleSize, language: Language) -> list[Spec]:
    """For an exact test, the first size that touches the target, when it is not the one retained."""
    if found.first is None or found.first >= found.analysed:
        return []
    power = float(np.asarray(found.design.attained({found.axis: found.first})))
    label = words(_FIRST, language).format(n=integer(found.first, language))
    place, tone = data([{"n": found.first, "y": power, "label": label}]), colours()["muted"]
    mark = {"type": "text", "align": "center", "dy": -30, "color": tone, "fontWeight": "bold"}
    layer = {"data": place, "mark": mark, "encoding": {"x": _X, "y": _Y, "text": {"field": "label"}}}
    return [*_point(found.first, power, "muted"), layer]


_X = {"field": "n", "type": "quantitative", "scale": {"zero": False, "nice": False}}
_Y = {"field": "y", "type": "quantitative", "scale": {"zero": False, "nice": False}}
