"""Second carrier: custom document properties, the payload cut in pieces of at most 250 characters.

Office is said to limit a text property to 255 characters, hence the pieces.
"""

from __future__ import annotations

import re

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from templates.reading.refused import Refused
from templates.reading.xml import parse_untrusted
from templates.word.payload import Sealed

PIECE = 250
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_OURS = re.compile(r"Preuve(?:SchemaVersion|Sha256|Pieces|Project[0-9]{5,})$")


def set_custom_properties(document: WordDocument, sealed: Sealed | None) -> None:
    """Write the payload among the document's custom properties, or with None only forget an earlier one."""
    part = _part(document)
    if part is None and sealed is None:
        return
    root = _without_ours(part.blob if part else None)
    used = max((int(found.get("pid", "1")) for found in root), default=1)
    for pid, (name, value) in enumerate(_pairs(sealed) if sealed else (), start=used + 1):
        _append(root, pid, name, value)
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if part is not None:
        part._blob = blob
        return
    package = document.part.package
    added = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, blob, package)
    package.relate_to(added, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def read_custom_properties(data: bytes) -> Sealed | None:
    """The payload of docProps/custom.xml, or None when it holds none that is complete."""
    try:
        root = parse_untrusted(data)
    except Refused:
        return None
    values = {found.get("name", ""): "".join(str(words) for words in found.itertext()) for found in root}
    count, version = values.get("PreuvePieces", ""), values.get("PreuveSchemaVersion", "")
    if not (count.isdecimal() and version.isdecimal()) or int(count) > len(values):
        return None
    pieces = [values.get(_piece_name(index), "") for index in range(int(count))]
    return Sealed("".join(pieces), values.get("PreuveSha256", ""), int(version))


def _pairs(sealed: Sealed) -> list[tuple[str, str]]:
    pieces = [sealed.content[start : start + PIECE] for start in range(0, len(sealed.content), PIECE)]
    seals = [
        ("PreuveSchemaVersion", str(sealed.schema_version)),
        ("PreuveSha256", sealed.sha256),
        ("PreuvePieces", str(len(pieces))),
    ]
    return seals + [(_piece_name(index), piece) for index, piece in enumerate(pieces)]


def _piece_name(index: int) -> str:
    return f"PreuveProject{index:05d}"


def _part(document: WordDocument) -> Part | None:
    for relation in document.part.package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            found: Part = relation.target_part
            return found
    return None


def _without_ours(blob: bytes | None) -> etree._Element:
    if blob is None:
        return etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VARIANT})
    root = parse_untrusted(blob)
    for found in list(root):
        if _OURS.match(found.get("name", "")):
            root.remove(found)
    return root


def _append(root: etree._Element, pid: int, name: str, value: str) -> None:
    added = etree.SubElement(root, f"{{{_CUSTOM}}}property")
    added.set("fmtid", _USER_DEFINED)
    added.set("pid", str(pid))
    added.set("name", name)
    etree.SubElement(added, f"{{{_VARIANT}}}lpwstr").text = value
