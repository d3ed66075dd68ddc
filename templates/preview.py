"""A section as it will be printed, for the page: safe HTML, with figures left to the page to draw.

Every word is escaped; no markup that a user typed survives. Styles are inline, so that nothing else on the page changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from templates.blocks import (
    Block,
    CrossRef,
    FieldRows,
    Figure,
    Gap,
    Heading,
    Inline,
    Inlines,
    Language,
    ListBlock,
    Note,
    Paragraph,
    Run,
    Table,
    placeholder,
    walk,
)
from templates.charts.look import colours

Labels = Mapping[str, str]
_SIZES = {1: "1.45rem", 2: "1.15rem", 3: "1rem"}
_MANY, _VERY_MANY = 5, 6  # columns that a table beside a form holds at the usual size, and at a smaller one
_WORDS = {"fr": ("Tableau", "Figure", "\u00a0: "), "en": ("Table", "Figure", ": ")}


def preview(blocks: Iterable[Block], language: Language, labels: Labels | None = None) -> str:
    """The blocks as one piece of HTML; each figure is a frame with its caption and its description.

    ``labels`` gives the printed number of headings, tables and figures by anchor (word.labels.labels_of of the whole
    document); without it headings are not numbered.
    """
    page = _Page(language, labels or {})
    return _framed("".join(page.block(block) for block in walk(blocks)), language)


def parts(blocks: Iterable[Block], language: Language, labels: Labels | None = None) -> tuple[str | Figure, ...]:
    """The same, cut at the figures, so that a page can draw each where it stands; their captions stay in the HTML."""
    page, pieces, held = _Page(language, labels or {}), list[str | Figure](), ""
    for block in walk(blocks):
        if isinstance(block, Figure):
            pieces += [_framed(held, language), block] if held else [block]
            held = page.caption(block.anchor, block.caption, 1)
        else:
            held += page.block(block)
    return (*pieces, _framed(held, language)) if held else tuple(pieces)


def figures_of(blocks: Iterable[Block]) -> tuple[Figure, ...]:
    """The figures, in printing order, with their specifications."""
    return tuple(block for block in walk(blocks) if isinstance(block, Figure))


def _framed(inside: str, language: Language) -> str:
    style = f"max-width:46rem;color:{colours()['ink']};line-height:1.5"
    return f'<div class="preuve-page" lang="{language}" style="{style}">{inside}</div>'


class _Page:
    def __init__(self, language: Language, labels: Labels) -> None:
        self.language, self.labels, self.tones = language, labels, colours()

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, ListBlock):
            return self._list(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Figure):
            return self._figure(block)
        if isinstance(block, Note):
            return self._note(block)
        if isinstance(block, FieldRows):
            return self._fields(block)
        return ""  # page breaks; what landscape pages hold is walked

    def inlines(self, content: Inlines) -> str:
        return "".join(self._inline(piece) for piece in content)

    def _inline(self, piece: Inline) -> str:
        if isinstance(piece, Gap):
            style = f"background:{self.tones['amber_tint']};color:{self.tones['amber']};padding:0 .2em"
            said, why = escape(placeholder(piece.label, self.language)), escape(piece.comment)
            return f'<mark class="preuve-gap" title="{why}" style="{style}">{said}</mark>'
        if isinstance(piece, CrossRef):
            return escape(self.labels.get(piece.anchor, "…"))
        return _run(piece)

    def caption(self, anchor: str, content: Inlines, word: int) -> str:
        words = _WORDS[self.language]
        name = self.labels.get(anchor, words[word])
        style = "margin:.9rem 0 .3rem;font-size:.92rem"
        lead = f'<strong style="color:{self.tones["deep"]}">{escape(name + words[2])}</strong>'
        return f'<p class="preuve-caption" style="{style}">{lead}{self.inlines(content)}</p>'

    def _heading(self, block: Heading) -> str:
        number = self.labels.get(block.anchor, "")
        lead = f'<span style="margin-right:.7em">{escape(number)}</span>' if number else ""
        style = f"color:{self.tones['deep']};font-size:{_SIZES[block.level]};font-weight:600;margin:1.3rem 0 .4rem;padding:0"
        tag = f"h{block.level + 1}"  # the page itself owns the first level
        return f'<{tag} class="preuve-heading" style="{style}">{lead}{self.inlines(block.content)}</{tag}>'

    def _paragraph(self, block: Paragraph) -> str:
        size = {"lead": "1.08rem", "note": ".88rem"}.get(block.role, "1rem")
        return f'<p style="margin:0 0 .6rem;font-size:{size}">{self.inlines(block.content)}</p>'

    def _list(self, block: ListBlock) -> str:
        tag = "ol" if block.ordered else "ul"
        inside = "".join(
            f'<li style="margin:.15rem 0">{self.inlines(entry.content)}{self._list(entry.nested) if entry.nested else ""}</li>'
            for entry in block.entries
        )
        return f'<{tag} style="margin:.2rem 0 .7rem 1.4rem;padding:0">{inside}</{tag}>'

    def _table(self, block: Table) -> str:
        alignments = block.alignments or ("left",) * len(block.header)
        rule, deep = self.tones["rule"], self.tones["deep"]
        size, space = (".86rem", ".4rem") if len(block.header) <= _MANY else (".78rem", ".22rem")
        if len(block.header) > _VERY_MANY:
            size, space = ".72rem", ".15rem"
        head = (
            f"background:{self.tones['tint']};color:{deep};border-top:1.5px solid {deep};border-bottom:1px solid {deep}"
        )

        def cell(tag: str, content: Inlines, side: str, look: str) -> str:
            style = f"text-align:{side};padding:.3rem {space};vertical-align:top;border-left:0;border-right:0;{look}"
            scope = ' scope="col"' if tag == "th" else ""
            return f'<{tag}{scope} style="{style}">{self.inlines(content)}</{tag}>'

        header = "".join(cell("th", one, side, head) for one, side in zip(block.header, alignments, strict=True))
        look = f"border-top:0;border-bottom:1px solid {rule}"
        rows = "".join(
            f"<tr>{''.join(cell('td', one, side, look) for one, side in zip(row, alignments, strict=True))}</tr>"
            for row in block.rows
        )
        table = f'<table style="width:100%;border-collapse:collapse;font-size:{size};line-height:1.35"><thead><tr>{header}</tr></thead>'
        return (
            self.caption(block.anchor, block.caption, 0)
            + f'<div style="overflow-x:auto;margin-bottom:.9rem">{table}<tbody>{rows}</tbody></table></div>'
        )

    def _figure(self, block: Figure) -> str:
        style = f"border:1px dashed {self.tones['rule']};color:{self.tones['muted']};padding:1rem;font-size:.9rem"
        frame = f'<div class="preuve-figure" role="img" aria-label="{escape(block.alt)}" style="{style}">{escape(block.alt)}</div>'
        return frame + self.caption(block.anchor, block.caption, 1)

    def _note(self, block: Note) -> str:
        edge, ground = ("amber", "amber_tint") if block.kind == "warning" else ("deep", "tint")
        style = f"border-left:3px solid {self.tones[edge]};background:{self.tones[ground]};padding:.5rem .8rem;margin:.6rem 0"
        return f'<div class="preuve-note" style="{style};overflow-wrap:anywhere">{self.inlines(block.content)}</div>'

    def _fields(self, block: FieldRows) -> str:
        colon = _WORDS[self.language][2].rstrip(" ")
        label = f"color:{self.tones['muted']};padding:.15rem .8rem .15rem 0;width:32%;vertical-align:top;border:0;font-weight:400"
        rows = "".join(
            f'<tr><th scope="row" style="{label};text-align:left">{escape(field.label + colon)}</th>'
            f'<td style="padding:.15rem 0;border:0;vertical-align:top">{self.inlines(field.value)}</td></tr>'
            for field in block.fields
        )
        return f'<table style="width:100%;border-collapse:collapse;margin:.2rem 0 .8rem">{rows}</table>'


def _run(piece: Run) -> str:
    said = escape(piece.text).replace("\n", "<br>")
    looks = (("b", piece.bold), ("i", piece.italic), ("sup", piece.superscript), ("sub", piece.subscript))
    for tag, wanted in looks:
        if wanted:
            said = f"<{tag}>{said}</{tag}>"
    return said
