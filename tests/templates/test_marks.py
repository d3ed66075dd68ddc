"""The words of a plot's marks stand where they hide no curve, and a figure is read whole in a narrow column."""

from __future__ import annotations

import pytest

from stats.exhibit import Column, Line, Mark, Plot, Words
from stats.quantities import Unit
from stats.text import Text
from templates.charts.marking import _WIDE, Frame, _ink, _places, marked
from templates.charts.plot import plot_spec

SIZE = Column(Text(fr="Effectif", en="Size"), Unit.COUNT)
POWER = Column(Text(fr="Puissance", en="Power"), Unit.PROPORTION)
HERE = Text(fr="plan retenu", en="retained plan")
ALT = Text(fr="La courbe.", en="The curve.")
LONG = Text(fr="une même probabilité pour tous", en="one probability for all problems")


def _plot(points: tuple[tuple[float, float], ...], mark: Mark, *names: Text) -> Plot:
    return Plot(SIZE, POWER, tuple(Line(name, points) for name in names or (POWER.label,)), ALT, (mark,))


def _say(said: Words) -> str:
    assert isinstance(said, Text)
    return said.fr


@pytest.mark.parametrize("rising", [True, False])
@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_words_stand_beside_the_curve(rising: bool, at: float) -> None:
    points = tuple((float(x), (x if rising else 100 - x) / 100) for x in range(0, 101, 10))
    plot = _plot(points, Mark(HERE, 100 * at, at if rising else 1 - at))
    frame: Frame = ((0.0, 100.0), (0.0, 1.0))
    axes = [{"field": name, "scale": {"domain": list(frame[rank])}} for rank, name in enumerate("xy")]
    written = marked(plot, [HERE.fr], *axes)[-1]["mark"]
    best = next(one for one in _places(plot.marks[0], HERE.fr, frame) if one.look.items() <= written.items())
    assert best.hides(_ink(plot, frame)) == 0
    assert best.left >= 0 and best.left + best.wide <= _WIDE


def test_long_names_are_listed_one_under_the_other_and_leave_the_plot_its_height() -> None:
    points = ((0.0, 0.1), (10.0, 0.9))
    short = plot_spec(_plot(points, Mark(HERE, y=0.8), POWER.label, SIZE.label), "fr", _say)
    long = plot_spec(_plot(points, Mark(HERE, y=0.8), LONG, SIZE.label), "fr", _say)
    columns = [one["layer"][0]["encoding"]["color"]["legend"]["columns"] for one in (short, long)]
    assert columns == [2, 1] and long["height"] > short["height"]
    assert isinstance(long["padding"], dict)  # Streamlit writes a side into it: a bare number breaks the chart
