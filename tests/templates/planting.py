"""Faults planted in an exported document: in its text, in its data, in its carriers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

import docx
from docx.oxml.ns import qn

from protocols.exchange import dumps, example
from protocols.protocol import SCHEMA_VERSION, Protocol
from templates.blocks import Language
from templates.compose import compose, export_docx
from templates.word.payload import Payload
from templates.word.writer import write


@lru_cache(maxsize=8)
def clean(name: str, language: Language) -> bytes:
    """The export of an example, with its data."""
    return export_docx(example(name), language)


def replaced(data: bytes, old: str, new: str, inside: str = "") -> bytes:
    """The file with the first `old` replaced in the text of one paragraph (that contains `inside`) of its body."""
    document = docx.Document(io.BytesIO(data))
    for paragraph in _paragraphs(document):
        texts = [one for one in paragraph.iter(qn("w:t")) if one.text]
        whole = "".join(one.text for one in texts)
        if inside in whole and old in whole and not paragraph.xpath(".//w:hyperlink"):
            texts[0].text = whole.replace(old, new, 1)
            for one in texts[1:]:
                one.text = ""
            return _saved(document)
    raise AssertionError(f"{old!r} is nowhere in the document")


def removed(data: bytes, longer_than: int = 150) -> bytes:
    """The file without one long paragraph of its body."""
    document = docx.Document(io.BytesIO(data))
    victim = next(one for one in document.paragraphs if len(one.text) > longer_than)
    victim._p.getparent().remove(victim._p)
    return _saved(document)


def added(data: bytes, words: str, after_longer_than: int = 150) -> bytes:
    """The file with one more paragraph after a long one."""
    document = docx.Document(io.BytesIO(data))
    model = next(one for one in document.paragraphs if len(one.text) > after_longer_than)
    copy = deepcopy(model._p)
    model._p.addnext(copy)
    texts = list(copy.iter(qn("w:t")))
    texts[0].text = words
    for one in texts[1:]:
        one.text = ""
    return _saved(document)


def other_data(name: str, language: Language, change: Callable[[Protocol], Protocol]) -> bytes:
    """The text of an example with the data of another protocol, sealed as Preuve would."""
    protocol = example(name)
    return write(compose(protocol, language=language), embed=Payload(dumps(change(protocol)), SCHEMA_VERSION))


def parts_changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same package with some parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return made.getvalue()


def sized(protocol: Protocol, field: str, **changes: Any) -> Protocol:
    """The goal, an assumption or the flow of the sizing with some parts changed."""
    return protocol.changed("sizing", field, protocol.sizing.model_dump()[field] | changes)


def assumed(protocol: Protocol, name: str, value: float) -> Protocol:
    """One assumption with another value, and no range to contradict it."""
    one = protocol.sizing.model_dump()["assumptions"][name] | {"value": value, "low": None, "high": None}
    return sized(protocol, "assumptions", **{name: one})


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from document.element.body.iter(qn("w:p"))


def _saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
