"""Run apart by `limited`: the paragraphs of word/document.xml as JSON. Imports nothing of ours but a parser of its own."""

from __future__ import annotations

import io
import json
import zipfile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST, _MOST, _LONGEST = 10 * 1024 * 1024, 50_000, 200_000
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_FIELD, _INSTRUCTION = f"{_W}fldChar", f"{_W}instrText"


def main(data: bytes) -> bytes:
    """{"passages": [[place, text, heading, cell], ...]} or {"refused": reason}."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = next(one for one in archive.namelist() if one.lower() == "word/document.xml")
        with archive.open(name) as part:
            content = part.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        return b'{"refused": "size"}'
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        return b'{"refused": "doctype"}'
    return json.dumps({"passages": _passages(root)}, ensure_ascii=False).encode()


def _passages(root: etree._Element) -> list[list[object]]:
    found: list[list[object]] = []
    fields: list[str] = []  # instructions of the fields that are open, across paragraphs
    heading, cells = "", _cells(root)
    for place, paragraph in enumerate(root.iter(f"{_W}p")):
        contents = any(one.lstrip().upper().startswith("TOC") for one in fields)
        text, opened = _text(paragraph, fields)
        contents = contents or opened
        if place >= _MOST or not text.strip() or contents:
            continue
        if _is_heading(paragraph):
            heading = text.strip()
        found.append([place, text.strip()[:_LONGEST], heading, cells.get(paragraph, "")])
    return found


def _text(paragraph: etree._Element, fields: list[str]) -> tuple[str, bool]:
    """The words as they are read (no deleted text, no field code), and whether a table of contents is open in it."""
    said: list[str] = []
    contents = False
    for one in paragraph.iter():
        if one.tag == _FIELD:
            kind = one.get(f"{_W}fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
        elif one.tag == _INSTRUCTION and fields:
            fields[-1] += one.text or ""
            contents = contents or fields[-1].lstrip().upper().startswith("TOC")
        elif not _own(one, paragraph):
            continue
        elif one.tag == f"{_W}t":
            said.append(one.text or "")
        elif one.tag in _BREAKS and one.getparent().tag == f"{_W}r":
            said.append(_BREAKS[one.tag])
    return "".join(said), contents


def _own(one: etree._Element, paragraph: etree._Element) -> bool:
    """Whether text belongs to this paragraph and not to one inside it (a text box), nor to deleted text."""
    if one.tag != f"{_W}t" and one.tag not in _BREAKS:
        return False
    for above in one.iterancestors():
        if above is paragraph:
            return True
        if above.tag in (f"{_W}p", f"{_W}del", f"{_W}moveFrom"):
            return False
    return False


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else (style.get(f"{_W}val") or "").lower()
    return name.startswith(("heading", "titre")) or paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None


def _cells(root: etree._Element) -> dict[etree._Element, str]:
    """The cell of each paragraph that stands in a table, as "table.row.column"."""
    placed = {}
    for table_rank, table in enumerate(root.iter(f"{_W}tbl"), start=1):
        for row_rank, row in enumerate(table.findall(f"{_W}tr"), start=1):
            for column, cell in enumerate(row.findall(f"{_W}tc"), start=1):
                for paragraph in cell.iter(f"{_W}p"):
                    placed[paragraph] = f"{table_rank}.{row_rank}.{column}"
    return placed
