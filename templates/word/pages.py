"""The page of each heading, found by printing the document once with LibreOffice: the first of two passes.

Only a layout engine knows pages. Without LibreOffice and pdftotext the answer is None, and the contents carry
titles and links without page numbers.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from templates.blocks import Document
from templates.word.brand import Brand
from templates.word.embed import Payload
from templates.word.labels import OutlineEntry, labels_of
from templates.word.writer import write

_SECONDS = 120


def write_with_pages(document: Document, brand: Brand | None = None, embed: Payload | None = None) -> bytes:
    """The .docx with page numbers in its contents when LibreOffice is installed, without them otherwise."""
    return write(document, brand, embed, toc_pages=heading_pages(document, brand))


def heading_pages(document: Document, brand: Brand | None = None) -> dict[str, int] | None:
    """The page of each heading by anchor; None when the tools are missing, fail, or a heading is not found."""
    outline = labels_of(document).outline
    # Page numbers widen no line of the contents, but the pass is made with them so that nothing moves afterwards.
    draft = write(document, brand, toc_pages={entry.anchor: 1 for entry in outline})
    printed = _printed(draft)
    return find_headings(outline, printed) if printed else None


def find_headings(outline: Sequence[OutlineEntry], pages: Sequence[str]) -> dict[str, int] | None:
    """The page, counted from 1, on which each heading stands, reading forward and past the contents."""
    found: dict[str, int] = {}
    start = _first_after_contents(outline, pages)
    lines = iter([(index + 1, line) for index, page in enumerate(pages) if index >= start for line in page.split("\n")])
    for entry in outline:
        page = next((number for number, line in lines if _opens(line, entry)), None)
        if page is None:
            return None
        found[entry.anchor] = page
    return found


def _opens(line: str, entry: OutlineEntry) -> bool:
    """Whether a printed line is the heading, or the first line of a heading too long for one line."""
    sought, printed = _plain(f"{entry.number} {entry.words}"), _plain(line)
    return printed == sought or (len(printed) > len(entry.number) + 20 and sought.startswith(printed))


def _first_after_contents(outline: Sequence[OutlineEntry], pages: Sequence[str]) -> int:
    """The contents are the first place where the last heading is named; the body starts on the page after."""
    last = _plain(f"{outline[-1].number} {outline[-1].words}") if outline else ""
    return next((index + 1 for index, page in enumerate(pages) if last in _plain(page)), 0)


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _printed(data: bytes) -> list[str]:
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        return []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "draft.docx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        commands = (
            ["soffice", profile, "--headless", "--convert-to", "pdf", "draft.docx"],
            ["pdftotext", "-layout", "draft.pdf", "draft.txt"],
        )
        try:
            for command in commands:
                subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_SECONDS)
            return (Path(folder) / "draft.txt").read_text(encoding="utf-8").split("\f")
        except (OSError, subprocess.SubprocessError):
            return []
