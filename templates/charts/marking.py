"""The marks of a plot, each with its words where they hide the least: neither a curve, nor a dot, nor other words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from stats.exhibit import Mark, Plot
from templates.charts.look import Spec, colours, data

# The drawing area as it stands in the narrow column of the sizing page: words that fit there fit on paper.
_WIDE, _HIGH = 300.0, 180.0
_LETTER, _LINE = 6.0, 13.0
_AWAY = 7.0
_TRIED = 9  # places along a dashed line
_SAMPLES = 24  # between two points of a curve


class _Words(NamedTuple):
    """Words beside a place: their left and bottom corner, their width, and how Vega writes them."""

    left: float
    bottom: float
    wide: float
    place: tuple[float, float]
    look: Spec

    def hides(self, drawn: np.ndarray) -> int:
        """How many of the points drawn stand behind the words."""
        across, upward = drawn[:, 0], drawn[:, 1]
        inside = (across > self.left - 2) & (across < self.left + self.wide + 2)
        return int(np.count_nonzero(inside & (upward > self.bottom - 2) & (upward < self.bottom + _LINE + 2)))

    def outside(self) -> float:
        """By how much the words leave the drawing."""
        return (
            max(0.0, -self.left)
            + max(0.0, self.left + self.wide - _WIDE)
            + max(0.0, -self.bottom)
            + max(0.0, self.bottom + _LINE - _HIGH)
        )

    def ink(self) -> np.ndarray:
        across = np.linspace(self.left, self.left + self.wide, _SAMPLES)
        return np.column_stack([np.tile(across, 3), np.repeat(self.bottom + _LINE * np.array([0, 0.5, 1]), _SAMPLES)])


def marked(plot: Plot, said: Sequence[str], x: Spec, y: Spec) -> list[Spec]:
    """The layers of the marks: dashed lines and dots first, their words over them.

    said: the words of each mark, in the order of the plot
    """
    frame = x["scale"]["domain"], y["scale"]["domain"]
    drawn = _ink(plot, frame)
    shapes, texts = list[Spec](), list[Spec]()
    for mark, words in zip(plot.marks, said, strict=True):
        best = min(_places(mark, words, frame), key=lambda one: (one.outside() > 0, one.hides(drawn), one.outside()))
        drawn = np.vstack([drawn, best.ink()])
        shapes.append(_shape(mark, x, y))
        texts += _written(best, words, x, y)
    return shapes + texts


Frame = tuple[Sequence[float], Sequence[float]]


def _ink(plot: Plot, frame: Frame) -> np.ndarray:
    """Points all along the curves, the dashed lines and the dots."""
    found = [_along([_seen(at, frame) for at in line.points]) for line in plot.lines]
    for mark in plot.marks:
        low, high = frame
        ends = [(mark.x if mark.x is not None else across, mark.y if mark.y is not None else upward)
                for across, upward in zip(low, high, strict=True)]  # fmt: skip
        found.append(_along([_seen(end, frame) for end in ends]))
    return np.array(list(chain.from_iterable(found)) or [(-1e3, -1e3)])


def _along(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    made = list(points)
    for (a, b), (c, d) in pairwise(points):
        made += zip(np.linspace(a, c, _SAMPLES), np.linspace(b, d, _SAMPLES), strict=True)
    return made


def _seen(at: tuple[float, float], frame: Frame) -> tuple[float, float]:
    (left, right), (floor, top) = frame
    return _WIDE * (at[0] - left) / (right - left), _HIGH * (at[1] - floor) / (top - floor)


def _places(mark: Mark, words: str, frame: Frame) -> list[_Words]:
    """Where the words may stand, the usual places first."""
    (left, right), (floor, top) = frame
    share = np.linspace(0.0, 1.0, _TRIED)
    if mark.x is None:
        assert mark.y is not None
        ends = [(left, mark.y), (right, mark.y), *((left + (right - left) * one, mark.y) for one in share[1:-1])]
    elif mark.y is None:
        ends = [(mark.x, floor + (top - floor) * (1 - one)) for one in share]
    else:
        ends = [(mark.x, mark.y)]
    level = (0,) if mark.y is None else (1, -1)  # beside a vertical line; above or below what is elsewhere
    return [_beside(at, side, rise, words, frame) for at in ends for rise in level for side in (1, -1)]


def _beside(at: tuple[float, float], side: int, rise: int, words: str, frame: Frame) -> _Words:
    """side: 1 at the right of the place, -1 at its left; rise: 1 above, -1 below, 0 at its height."""
    across, upward = _seen(at, frame)
    wide = _LETTER * len(words)
    lift = rise * (_AWAY + 2)
    look: Spec = {"align": "left" if side > 0 else "right", "dx": side * _AWAY, "dy": -lift, "baseline": "middle"}
    start = across + _AWAY if side > 0 else across - _AWAY - wide
    return _Words(start, upward + lift - _LINE / 2, wide, at, look)


def _shape(mark: Mark, x: Spec, y: Spec) -> Spec:
    tone = colours()["amber"]
    held: Spec = {name: at for name, at in (("x", mark.x), ("y", mark.y)) if at is not None}
    encoding = {name: axis for name, axis in (("x", x), ("y", y)) if name in held}
    dot = {"type": "point", "filled": True, "size": 80, "color": tone, "opacity": 1}
    rule = {"type": "rule", "color": tone, "strokeDash": [5, 4]}
    return {"data": data([held]), "mark": dot if len(held) == 2 else rule, "encoding": encoding}


def _written(one: _Words, words: str, x: Spec, y: Spec) -> list[Spec]:
    """The words, over a white edge that parts them from what they cross."""
    place = data([{"x": one.place[0], "y": one.place[1], "said": words}])
    encoding = {"x": x, "y": y, "text": {"field": "said"}}
    edge = {"color": "white", "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
    looks = (edge, {"color": colours()["amber"]})
    return [{"data": place, "mark": {"type": "text"} | one.look | look, "encoding": encoding} for look in looks]
