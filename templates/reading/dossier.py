"""From a .docx to a dossier that can be reviewed: its project, its text, and the text of a fresh export."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from itertools import product
from typing import Any

from protocols.comparing import plain
from protocols.exchange import loads
from protocols.passages import Passage
from protocols.protocol import Protocol
from protocols.review import Dossier
from stats.text import Language
from templates.blocks import Block, Document, Figure, Landscape
from templates.compose import compose
from templates.reading.extract import main as extract
from templates.reading.guard import check_zip, read_part
from templates.reading.passages import passages_of
from templates.word.custom_part import read_custom_part
from templates.word.custom_properties import read_custom_properties
from templates.word.embed import read
from templates.word.payload import MAX_JSON, unseal
from templates.word.writer import write

_SAME = 0.85  # share of the passages of an export that tells its language without trying the other
_BRIEF = 300  # passages: a synopsis has about a hundred, a protocol about a thousand
_DOT: dict[str, Any] = {"mark": "point", "data": {"values": [{}]}, "width": 1, "height": 1}
_FOLLOWED = ("attachedTemplate", "oleObject", "frame", "subDocument", "image")  # opened by Word without being asked


def open_dossier(data: bytes) -> Dossier:
    """The dossier of a .docx exported by Preuve. Raises Refusal with the sentence to show."""
    inspected = check_zip(data)
    payload = read(data)
    protocol = loads(payload.project_json)
    passages = passages_of(data)
    language, fresh = _closest(protocol, passages)
    intact, damaged = _copies(data, inspected.entries)
    return Dossier(
        protocol,
        language,
        passages,
        fresh,
        payload.schema_version,
        intact,
        damaged,
        tuple(sorted({f"{one.kind} {one.target}" for one in inspected.external_links if one.kind in _FOLLOWED})),
    )


def exported(protocol: Protocol, language: Language, kind: str = "protocol") -> tuple[Passage, ...]:
    """The passages of a fresh export of a project; its figures are not drawn, their captions are there."""
    document = _undrawn(compose(protocol, kind, language))
    return tuple(Passage(*one) for one in json.loads(extract(write(document)))["passages"])


def _closest(protocol: Protocol, passages: tuple[Passage, ...]) -> tuple[Language, tuple[Passage, ...]]:
    """The language in which the document was exported, with that export: the one whose words the file has."""
    words = {plain(one.text) for one in passages}
    other: Language = "fr" if protocol.language == "en" else "en"
    kinds = ("synopsis", "protocol") if len(passages) < _BRIEF else ("protocol", "synopsis")
    best: tuple[float, Language, tuple[Passage, ...]] | None = None
    for kind, language in product(kinds, (protocol.language, other)):
        fresh = exported(protocol, language, kind)
        shared = 2 * sum(plain(one.text) in words for one in fresh) / max(1, len(fresh) + len(passages))
        if best is None or shared > best[0]:
            best = (shared, language, fresh)
        if shared > _SAME:
            break
    assert best is not None
    return best[1], best[2]


def _undrawn(document: Document) -> Document:
    return replace(document, blocks=tuple(_dotted(block) for block in document.blocks))


def _dotted(block: Block) -> Block:
    if isinstance(block, Landscape):
        return Landscape(tuple(_dotted(one) for one in block.blocks))
    return replace(block, spec=_DOT) if isinstance(block, Figure) else block


def _copies(data: bytes, entries: tuple[str, ...]) -> tuple[int, int]:
    """How many copies of the project are whole, and how many are there but damaged."""
    whole = damaged = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in entries:
            if name == "docProps/custom.xml":
                content = read_part(archive, name, MAX_JSON // 2)
                sealed, ours = read_custom_properties(content), b"PreuveSha256" in content
            elif name.startswith("customXml/item") and name.endswith(".xml"):
                content = read_part(archive, name, MAX_JSON // 2)
                sealed, ours = read_custom_part(content), b"urn:preuve:project" in content and b"itemID" not in content
            else:
                continue
            if sealed and unseal(sealed):
                whole += 1
            elif sealed or ours:
                damaged += 1
    return whole, damaged
