"""What the figures of pilot data share: axes, the colour of each group, rows of points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stats.estimate.result import Curve
from stats.text import Text
from templates.blocks import Language
from templates.charts.look import Spec, colours
from templates.saying import words

_TONES = ("deep", "amber", "muted", "ink")
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])


def axis(field: str, title: Text, language: Language, domain: Sequence[float] | None = None, **shown: Any) -> Spec:
    """A quantitative axis with its title."""
    scale: Spec = {"nice": False} if domain is None else {"domain": list(domain), "nice": False}
    return {"field": field, "type": "quantitative", "title": words(title, language), "scale": scale, "axis": shown}


def by_group(curves: Sequence[Curve], channel: str = "color") -> Spec:
    """The colour (or the dashes) of each group; a legend only where there are several."""
    names = [one.name for one in curves]
    tones = colours()
    values = [tones[_TONES[k % 4]] for k in range(len(names))]
    dashes = [_DASHES[k // 4 % 4] if len(names) > 4 else _DASHES[k % 4] for k in range(len(names))]
    scale = {"domain": names, "range": values if channel == "color" else dashes}
    legend = {"title": None, "orient": "top", "symbolOpacity": 1} if len(names) > 1 else None
    return {"field": "group", "type": "nominal", "scale": scale, "legend": legend}


def points(curves: Sequence[Curve]) -> list[dict[str, Any]]:
    """Every point of every curve, with the ends of its interval."""
    rows = []
    for one in curves:
        low, high = (one.y if end is None else end for end in (one.low, one.high))
        for x, y, a, b in zip(one.x, one.y, low, high, strict=True):
            rows.append({"x": short(x), "y": short(y), "a": short(a), "b": short(b), "group": one.name})
    return rows


def short(value: float) -> float:
    """Six digits, enough for a drawing."""
    return float(f"{float(value):.6g}")
