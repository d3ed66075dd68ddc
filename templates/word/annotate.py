"""The submitted .docx with Word comments at its passages. Run apart by `limited`: it imports python-docx and nothing of ours.

The text is never altered: a comment adds marks around the runs of a paragraph, and an empty run where it has none.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.run import Run

AUTHOR, INITIALS = "Preuve", "P"
_SEPARATOR = b"\n"


def main(data: bytes) -> bytes:
    """The annotated file; ``data`` is one line of JSON, [[place, words], ...], then the file."""
    line, _, file = data.partition(_SEPARATOR)
    _refuse_entities(file)
    document = docx.Document(io.BytesIO(file))
    paragraphs = list(document.element.body.iter(qn("w:p")))
    for place, words in json.loads(line):
        if not 0 <= place < len(paragraphs):
            continue
        runs = [Run(one, document) for one in _runs(paragraphs[place])]
        comment = document.add_comment(runs, text="", author=AUTHOR, initials=INITIALS)
        first, *others = words.split("\n")
        comment.paragraphs[0].add_run(first)
        for other in others:
            comment.add_paragraph(other)
        comment._comment_elm.date = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _runs(paragraph: Any) -> list[Any]:
    """The runs that a comment may span: those that are children of the paragraph, or an empty one made for it."""
    own = paragraph.findall(qn("w:r"))
    return [own[0], own[-1]] if len(own) > 1 else own or [paragraph.add_r()]


def _refuse_entities(file: bytes) -> None:
    """A document type declaration is never written by Word, and is where attacks hide."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            if name.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name):
                raise ValueError(f"document type in {name}")
