"""The planned calendar as bars, month by month."""

from __future__ import annotations

from collections.abc import Sequence

from stats.text import Text
from templates.blocks import Figure, Language, text
from templates.charts.look import Spec, colours, data, framed
from templates.formatting import listing, number
from templates.planning import Step
from templates.saying import filled, words

_PHASES = {
    "preparation": Text(fr="Préparation", en="Preparation"),
    "clearance": Text(fr="Autorisations et conventions", en="Clearances and agreements"),
    "study": Text(fr="Étude", en="Study"),
    "report": Text(fr="Analyse et rapport", en="Analysis and report"),
}
_CAPTION = Text(fr="Calendrier prévisionnel de l'étude", en="Planned calendar of the study")
_AXIS = Text(fr="Mois depuis la décision de lancer l'étude", en="Months from the decision to launch the study")
_ALT = Text(
    fr="Diagramme de Gantt, en mois depuis la décision de lancer l'étude : {steps}.",
    en="Gantt chart, in months from the decision to launch the study: {steps}.",
)
_STEP = Text(fr="{label}, du mois {start} au mois {end}", en="{label}, from month {start} to month {end}")


def gantt_figure(steps: Sequence[Step], language: Language) -> Figure | None:
    """One bar per step; none without steps."""
    if not steps:
        return None
    said = [
        filled(
            _STEP,
            {
                "label": step.label,
                "start": number(round(step.start, 1), language),
                "end": number(round(step.end, 1), language),
            },
            language,
        )
        for step in steps
    ]
    return Figure(
        anchor="figure-gantt",
        caption=text(words(_CAPTION, language)),
        alt=filled(_ALT, {"steps": listing(said, language)}, language),
        spec=_spec(steps, language),
    )


def _spec(steps: Sequence[Step], language: Language) -> Spec:
    tones = colours()
    phases = {name: words(said, language) for name, said in _PHASES.items()}
    rows = [
        {
            "label": step.label,
            "start": round(step.start, 3),
            "end": round(step.end, 3),
            "phase": phases[step.phase],
            "said": step.length,
        }
        for step in steps
    ]
    last = max(step.end for step in steps)
    y = {
        "field": "label",
        "type": "nominal",
        "sort": [step.label for step in steps],
        "title": None,
        "axis": {"labelLimit": 260, "labelColor": tones["ink"], "ticks": False, "domain": False},
    }
    x = {
        "field": "start",
        "type": "quantitative",
        "title": words(_AXIS, language),
        "scale": {"domain": [0, last * 1.16], "nice": False},
        "axis": {"format": ",d", "tickMinStep": 3 if last <= 60 else 12, "tickCount": 10},
    }
    colour = {
        "field": "phase",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(phases.values()), "range": [tones["muted"], "#8DB3BA", tones["deep"], tones["amber"]]},
        "legend": {"orient": "bottom", "columns": 4, "symbolType": "square"},
    }
    bars = {
        "data": data(rows),
        "mark": {"type": "bar", "height": 14, "cornerRadius": 2},
        "encoding": {"y": y, "x": x, "x2": {"field": "end"}, "color": colour},
    }
    labels = {
        "data": data(rows),
        "mark": {"type": "text", "align": "left", "dx": 5, "color": tones["ink"], "fontSize": 10},
        "encoding": {"y": y, "x": {"field": "end", "type": "quantitative"}, "text": {"field": "said"}},
    }
    return framed([bars, labels], language, height=26 * len(rows), width=360)
