"""The forecast of enrolment: median and intervals month by month, the number aimed at, the planned end."""

from __future__ import annotations

from protocols.recruitment.outlook import Outlook
from stats.text import Text
from templates.blocks import Figure, Language, text
from templates.charts.look import Spec, colours, data, framed
from templates.formatting import integer, number, percent
from templates.saying import filled, words

_CAPTION = Text(fr="Prévision des inclusions", en="Forecast of enrolment")
_X = Text(fr="Mois depuis le premier jour d'inclusion", en="Months from the first day of enrolment")
_Y = Text(fr="Inclusions", en="Enrolments")
_TARGET = Text(fr="à inclure : {n}", en="to enrol: {n}")
_END = Text(fr="fin prévue : mois {months}", en="planned end: month {months}")
_ALT = Text(
    fr="Inclusions prévues par mois : médiane et intervalles à 80 % et 90 % ; au mois {months}, médiane de {median} "
    "participants pour {n} à inclure, avec une probabilité de {chance} d'y parvenir.",
    en="Enrolment foreseen by month: median, 80% and 90% intervals; at month {months} the median is {median} participants "
    "for {n} to enrol, with a probability of {chance} of getting there.",
)


def enrolment_figure(outlook: Outlook, language: Language) -> Figure:
    """The fan chart of a forecast."""
    fan = outlook.fan
    rank = min(range(len(fan.months)), key=lambda k: abs(fan.months[k] - outlook.months))
    said = {
        "months": number(outlook.months, language),
        "median": integer(round(fan.median[rank]), language),
        "n": integer(outlook.n, language),
        "chance": percent(outlook.chance, language, 0),
    }
    return Figure(
        anchor="figure-enrolment",
        caption=text(words(_CAPTION, language)),
        alt=filled(_ALT, said, language),
        spec=_spec(outlook, said, language),
    )


def _spec(outlook: Outlook, said: dict[str, str], language: Language) -> Spec:
    tones, fan = colours(), outlook.fan
    rows = [
        dict(zip(("x", "a", "b", "y", "c", "d"), one, strict=True))
        for one in zip(fan.months, fan.low90, fan.low80, fan.median, fan.high80, fan.high90, strict=True)
    ]
    x = {
        "field": "x",
        "type": "quantitative",
        "title": words(_X, language),
        "scale": {"nice": False},
        "axis": {"format": ",d", "tickMinStep": 1},
    }

    def y(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "title": words(_Y, language)}

    def band(low: str, high: str, opacity: float) -> Spec:
        mark = {"type": "area", "color": tones["deep"], "opacity": opacity}
        return {"data": data(rows), "mark": mark, "encoding": {"x": x, "y": y(low), "y2": {"field": high}}}

    target, end = (
        [{"y": outlook.n, "x": 0, "said": filled(_TARGET, {"n": said["n"]}, language)}],
        [{"x": outlook.months, "y": 0, "said": filled(_END, {"months": said["months"]}, language)}],
    )
    dashed = {"type": "rule", "strokeDash": [5, 4], "color": tones["amber"], "strokeWidth": 1.5}
    note = {"type": "text", "align": "left", "dx": 5, "dy": -7, "color": tones["ink"]}
    layers = [
        band("a", "d", 0.14),
        band("b", "c", 0.22),
        {
            "data": data(rows),
            "mark": {"type": "line", "color": tones["deep"], "strokeWidth": 2},
            "encoding": {"x": x, "y": y("y")},
        },
        {"data": data(target), "mark": dashed, "encoding": {"y": y("y")}},
        {"data": data(target), "mark": note, "encoding": {"x": x, "y": y("y"), "text": {"field": "said"}}},
        {"data": data(end), "mark": dashed, "encoding": {"x": x}},
        {"data": data(end), "mark": note, "encoding": {"x": x, "y": y("y"), "text": {"field": "said"}}},
    ]
    return framed(layers, language)
