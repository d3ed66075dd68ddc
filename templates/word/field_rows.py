"""Label and value pairs: a table of two columns without borders, "Promoteur : X"."""

from __future__ import annotations

from templates.blocks import Field
from templates.word.canvas import Canvas, printable
from templates.word.inlines import write_inlines
from templates.word.labels import WORDS
from templates.word.tables import empty_table, end_table

_LABEL_SHARE = 0.32


def write_field_rows(fields: tuple[Field, ...], canvas: Canvas) -> None:
    """Write the pairs; nothing is written when there are none."""
    if not fields:
        return
    width = canvas.width_cm()
    table = empty_table(len(fields), [width * _LABEL_SHARE, width * (1 - _LABEL_SHARE)], "fields", canvas)
    for row, field in zip(table.rows, fields, strict=True):
        label, value = (cell.paragraphs[0] for cell in row.cells)
        canvas.dress(label, "field_label")
        canvas.dress(value, "field_value")
        label.add_run(printable(field.label) + WORDS[canvas.language]["separator"].rstrip(" "))
        write_inlines(value, field.value, canvas)
    end_table(canvas)
