"""The power of several claims against the correlation of their statistics, at the size retained."""

from __future__ import annotations

import numpy as np

from stats.designs.combined.joint import Joint
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Text
from templates.blocks import Figure, Language, text
from templates.charts.look import Spec, colours, data, framed
from templates.formatting import integer
from templates.saying import filled, say_value, words

_POINTS = np.linspace(0, 0.95, 20)
_CAPTION = Text(
    fr="Puissance selon la corrélation entre les statistiques de test, à l'effectif retenu",
    en="Power by correlation between the test statistics, at the size retained",
)
_X = Text(fr="Corrélation entre les statistiques de test", en="Correlation between the test statistics")
_Y = Text(fr="Puissance", en="Power")
_EVERY = Text(fr="tous les critères", en="all endpoints")
_SOME = Text(fr="au moins un critère", en="at least one endpoint")
_RETAINED = Text(fr="corrélation retenue : {rho}", en="correlation retained: {rho}")
_ALT = Text(
    fr="Courbes pour {n} participants analysés : de la corrélation 0 à 0,95, la probabilité d'établir tous les critères passe de "
    "{every_low} à {every_high}, celle d'en établir au moins un de {some_low} à {some_high}.",
    en="Curves for {n} participants analysed: from a correlation of 0 to 0.95, the probability of establishing all endpoints goes "
    "from {every_low} to {every_high}, that of establishing at least one from {some_low} to {some_high}.",
)
_HEIGHT = 190


def correlation_figure(found: SampleSize, joint: Joint, language: Language) -> Figure | None:
    """Both curves, and the correlation retained; nothing when it can only be zero."""
    if not all(one.traits.normal for one in joint.components):
        return None
    size = {found.axis: float(found.analysed)}
    drawn = [joint.model_copy(update={"correlation": float(rho)}).outcomes(size) for rho in _POINTS]
    every, some = [float(one.every) for one in drawn], [float(one.some) for one in drawn]
    ends = {"every_low": every[0], "every_high": every[-1], "some_low": some[0], "some_high": some[-1]}
    said = {name: say_value(Value(one, Unit.PROPORTION), language) for name, one in ends.items()}
    said |= {"n": integer(found.analysed, language), "rho": say_value(Value(joint.correlation), language)}
    return Figure(
        anchor="figure-correlation",
        caption=text(words(_CAPTION, language)),
        alt=filled(_ALT, said, language),
        spec=_spec(joint, every, some, said, language),
    )


def _spec(joint: Joint, every: list[float], some: list[float], said: dict[str, str], language: Language) -> Spec:
    tones = colours()
    floor = max(0.0, min(every) - 0.08)
    x = {
        "field": "x",
        "type": "quantitative",
        "title": words(_X, language),
        "scale": {"domain": [0, 1.0], "nice": False},
        "axis": {"format": ".1f", "grid": False},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "title": words(_Y, language),
        "scale": {"domain": [floor, 1.0], "nice": False, "zero": False},
        "axis": {"format": ".0%", "tickCount": 5},
    }
    mark = [{"x": joint.correlation, "y": floor, "said": words(_RETAINED, language).format(rho=said["rho"])}]
    rule = {"type": "rule", "color": tones["amber"], "strokeDash": [5, 4]}
    left = joint.correlation <= 0.6
    note = {
        "type": "text",
        "align": "left" if left else "right",
        "dx": 6 if left else -6,
        "dy": -8,
        "color": tones["amber"],
    }
    layers: list[Spec] = [
        {"data": data(mark), "mark": rule, "encoding": {"x": x}},
        {"data": data(mark), "mark": note, "encoding": {"x": x, "y": y, "text": {"field": "said"}}},
    ]
    for curve, name, tone, above in ((every, _EVERY, "deep", False), (some, _SOME, "muted", True)):
        rows = [{"x": float(rho), "y": power} for rho, power in zip(_POINTS, curve, strict=True)]
        end = data([{"x": 0.0, "y": curve[0], "said": words(name, language)}])
        label = {
            "type": "text",
            "align": "left",
            "dx": 6,
            "dy": -9 if above else 12,
            "color": tones[tone],
            "fontWeight": "bold",
        }
        layers += [
            {
                "data": data(rows),
                "mark": {"type": "line", "color": tones[tone], "strokeWidth": 2.2},
                "encoding": {"x": x, "y": y},
            },
            {"data": end, "mark": label, "encoding": {"x": x, "y": y, "text": {"field": "said"}}},
        ]
    return framed(layers, language, height=_HEIGHT)
