"""Participants to enrol over two assumptions: one line per value of the second one."""

from __future__ import annotations

from stats.quantities import Value
from stats.text import Text
from templates.blocks import Figure, Language, text
from templates.charts.look import Spec, colours, data, framed
from templates.formatting import integer
from templates.saying import filled, say_value, words
from templates.what_if import Grid, Moving

_STEEP = 12  # beyond this ratio of largest to smallest, a logarithmic axis
_ENROLLED = Text(fr="Participants à inclure", en="Participants to enrol")
_LOG = Text(fr="Participants à inclure (échelle logarithmique)", en="Participants to enrol (logarithmic scale)")
_CAPTION = Text(
    fr="Participants à inclure selon deux hypothèses : {rows} ; {columns}",
    en="Participants to enrol over two assumptions: {rows}; {columns}",
)
_ALT = Text(
    fr="Courbes : nombre de participants à inclure selon « {rows} », une courbe par valeur de « {columns} » ; de {low} à {high} "
    "participants.",
    en="Curves: participants to enrol by “{rows}”, one curve per value of “{columns}”; from {low} to {high} participants.",
)


def sensitivity_figure(grid: Grid, language: Language, endpoint_unit: str = "") -> Figure | None:
    """The lines, or None when fewer than two cells have an answer."""
    cells = [cell for row in grid.table.cells for cell in row if cell is not None]
    if len(cells) < 2:
        return None
    values = {
        "rows": words(grid.rows.label, language),
        "columns": words(grid.columns.label, language),
        "low": integer(min(cells), language),
        "high": integer(max(cells), language),
    }
    return Figure(
        anchor="figure-sensitivity",
        caption=text(filled(_CAPTION, values, language)),
        alt=filled(_ALT, values, language),
        spec=_spec(grid, language, endpoint_unit),
    )


def _spec(grid: Grid, language: Language, endpoint_unit: str) -> Spec:
    said = [say_value(Value(one, grid.columns.unit), language, endpoint_unit) for one in grid.columns.values]
    rows = [
        {"x": scaled(x, grid.rows), "n": cell, "series": name}
        for x, line in zip(grid.rows.values, grid.table.cells, strict=True)
        for name, cell in zip(said, line, strict=True)
        if cell is not None
    ]
    tones, sizes = colours(), [float(str(row["n"])) for row in rows]
    steep = max(sizes) > _STEEP * min(sizes)
    encoding = {
        "x": {
            "field": "x",
            "type": "quantitative",
            "title": words(grid.rows.label, language),
            "scale": {"zero": False, "nice": False},
            "axis": axis_of(grid.rows, language, endpoint_unit),
        },
        "y": {
            "field": "n",
            "type": "quantitative",
            "title": words(_LOG if steep else _ENROLLED, language),
            "scale": {"type": "log", "nice": False} if steep else {"zero": False},
            "axis": {"format": ",d", "tickCount": 4 if steep else 6},
        },
        "color": {
            "field": "series",
            "type": "nominal",
            "sort": said,
            "scale": {"domain": said, "range": shades(len(said))},
            "legend": {"title": words(grid.columns.label, language), "orient": "bottom", "titleLimit": 500},
        },
    }
    mark = {"type": "line", "strokeWidth": 2, "point": {"size": 28}}
    here = data([{"x": scaled(grid.rows.here, grid.rows)}])
    rule = {"type": "rule", "color": tones["rule"], "strokeDash": [4, 4]}
    return framed(
        [
            {"data": here, "mark": rule, "encoding": {"x": {"field": "x", "type": "quantitative"}}},
            {"data": data(rows), "mark": mark, "encoding": encoding},
        ],
        language,
    )


def scaled(value: float, moving: Moving) -> float:
    """The value as its axis counts it: percentages and points in hundredths."""
    return round(100 * value, 6) if moving.unit.value in ("proportion", "percentage points") else value


def axis_of(moving: Moving, language: Language, endpoint_unit: str) -> Spec:
    """An axis whose labels carry the unit and the values used."""
    labels = {
        f"{scaled(one, moving):.10g}": say_value(Value(one, moving.unit), language, endpoint_unit)
        for one in moving.values
    }
    pairs = ", ".join(f"{_quoted(key)}: {_quoted(said)}" for key, said in labels.items())
    expression = f"({{{pairs}}})[toString(datum.value)] || datum.label"
    return {"values": [scaled(one, moving) for one in moving.values], "labelExpr": expression, "grid": False}


def shades(count: int) -> list[str]:
    """From a light to the deep colour of the brand, one per series."""
    light, deep = (0xA9, 0xC9, 0xCF), tuple(int(colours()["deep"][i : i + 2], 16) for i in (1, 3, 5))
    steps = max(count - 1, 1)
    return [
        "#" + "".join(f"{round(a + (b - a) * index / steps):02X}" for a, b in zip(light, deep, strict=True))
        for index in range(count)
    ]


def _quoted(value: str) -> str:
    """A string inside a Vega expression; what the author typed as a unit cannot leave it."""
    safe = value.replace("\\", "\\\\").replace("'", "\\'")
    return "'" + "".join(" " if ord(character) < 32 else character for character in safe) + "'"
