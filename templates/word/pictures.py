"""Pictures: figures with their caption below and a text for who cannot see them."""

from __future__ import annotations

import io

from docx.shared import Cm

from templates.blocks import Figure
from templates.word.canvas import Canvas, printable
from templates.word.captions import write_caption
from templates.word.figures import draw

_TALLEST_CM = 19.0


def write_figure(block: Figure, canvas: Canvas) -> None:
    """Write a figure, never wider than the text nor taller than a page leaves room for."""
    picture = draw(block.spec, canvas.language, canvas.brand.chart_font)
    paragraph = canvas.paragraph("figure")
    place_picture(paragraph.add_run(), picture, min(block.width_cm, canvas.width_cm()), block.alt)
    write_caption("figure", block.anchor, block.caption, canvas)


def place_picture(run: object, picture: bytes, width_cm: float, alt: str) -> None:
    """Put a picture in a run, with its alternative text."""
    shape = run.add_picture(io.BytesIO(picture), width=Cm(width_cm))  # type: ignore[attr-defined]
    if shape.height.cm > _TALLEST_CM:
        shape.width, shape.height = Cm(shape.width.cm * _TALLEST_CM / shape.height.cm), Cm(_TALLEST_CM)
    shape._inline.docPr.set("descr", printable(alt))
