"""From a protocol to a document: the sections of its outline, the cover, and the Word file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from protocols.exchange import dumps
from protocols.model.asking import Ask
from protocols.protocol import SCHEMA_VERSION, Protocol
from protocols.route.reading import possible_routes
from stats.text import Text
from templates.answers import gap_comment
from templates.blocks import Block, Blocks, Document, Field, Gap, Inlines, Language, Note, placeholder, text
from templates.checklist_annex import annex
from templates.citations import Size, has_marks, numbered, order_of
from templates.context import Context, context_of
from templates.formatting import date
from templates.markup import Tokens, clean, parse
from templates.saying import words
from templates.word.brand import Brand
from templates.word.embed import Payload
from templates.word.writer import write

FOLDER = Path(__file__).resolve().parent
_VERSION = Text(fr="Version {version}", en="Version {version}")
_DATED = Text(fr=" du {date}", en=" of {date}")
_UNTITLED = Text(fr="titre de l'étude", en="title of the study")
GATHERING = "appendices"  # the section that lists the abbreviations of those before it
_COVER = ("short_title", "code", "version", "version_date", "sponsor", "investigator")


class MissingSection(ValueError):
    """An outline names a section that has no file."""


def compose(
    protocol: Protocol, kind: str = "protocol", language: Language | None = None, size: Size | None = None
) -> Document:
    """The document of a protocol, complete or not.

    kind: an outline of templates/outlines; language: of the document (that of the protocol by default)
    size: its sample size when it is already known, so that it is not solved again
    """
    chosen, brief = language or protocol.language, bool(_outlines(kind).get("brief"))
    tokens = Tokens()
    found = protocol.sample_size() if size is None else size
    context = context_of(protocol, found, chosen, tokens, brief)
    blocks = numbered(_sections(outline(kind), context, tokens, chosen), context.sources, chosen)
    if not brief:
        blocks = (*blocks, *annex(protocol, chosen, blocks, found, level=2))
    identified = protocol.identification
    title = _line(identified.title) or placeholder(_UNTITLED[chosen], chosen)
    return Document(
        title=title,
        subtitle=_kind(protocol, kind, chosen),
        language=chosen,
        header=_line(identified.short_title) or title,
        version=_version(protocol, chosen),
        date=identified.version_date,
        cover=() if brief else _cover(protocol, chosen),
        notice=" ".join((identified.notice or "").split()),
        author=_line(identified.sponsor),
        blocks=blocks if brief else (*_notice(protocol), *blocks),
        brief=brief,
    )


def section(protocol: Protocol, name: str, language: Language | None = None, size: Size | None = None) -> Blocks:
    """The blocks of one section, for its preview; references to other sections keep their anchors."""
    chosen, tokens = language or protocol.language, Tokens()
    context = context_of(protocol, size or protocol.sample_size(), chosen, tokens)
    if name == GATHERING:
        before = outline()[: outline().index(name)]
        context = context.with_abbreviations(_sections(before, context, tokens, chosen), chosen)
    blocks = _rendered(name, context, tokens, chosen)
    if not has_marks(blocks):
        return blocks
    whole = _sections(outline(), context, tokens, chosen)  # a number depends on what is cited before
    return numbered(blocks, context.sources, chosen, order_of(whole, context.sources))


def export_docx(
    protocol: Protocol,
    language: Language | None = None,
    with_data: bool = True,
    kind: str = "protocol",
    brand: Brand | None = None,
) -> bytes:
    """The Word file; with its data, dropping it back reopens the project."""
    payload = Payload(dumps(protocol), SCHEMA_VERSION) if with_data else None
    return write(compose(protocol, kind, language), brand=brand, embed=payload)


def outline(kind: str = "protocol") -> tuple[str, ...]:
    """The section names of a document, in order."""
    return tuple(_outlines(kind)["sections"])


def titles(kind: str = "protocol") -> dict[str, Text]:
    """The title of each section, in order."""
    return {name: Text(fr=said["fr"], en=said["en"]) for name, said in _outlines(kind)["sections"].items()}


@lru_cache(maxsize=8)
def _outlines(kind: str) -> dict[str, Any]:
    path = FOLDER / "outlines" / f"{kind}.yaml"
    if not kind.isidentifier() or not path.is_file():
        raise ValueError(f"There is no document of kind {kind!r}.")
    described: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return described


@lru_cache(maxsize=2)
def _environment(language: Language) -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / language),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _sections(names: tuple[str, ...], context: Context, tokens: Tokens, language: Language) -> Blocks:
    """The blocks of several sections; the appendices gather what the sections before them use."""
    blocks: list[Block] = []
    for name in names:
        if name == GATHERING:
            context = context.with_abbreviations(blocks, language)
        blocks += _rendered(name, context, tokens, language)
    return tuple(blocks)


def _rendered(name: str, context: Context, tokens: Tokens, language: Language) -> Blocks:
    path = f"{name}.md"
    try:
        template = _environment(language).get_template(path)
    except TemplateNotFound as missing:
        said = f"The section {name!r} is in the outline but templates/{language}/{path} does not exist."
        raise MissingSection(said) from missing
    source = template.render(context.variables())
    return parse(source, tokens, language)


def _kind(protocol: Protocol, kind: str, language: Language) -> str:
    """What the document is; a study that no possible route calls a clinical investigation is not named one."""
    investigation = any(one.investigation for one in possible_routes(protocol))
    said: str = _outlines(kind)["kind" if investigation else "study"][language]
    return said


def _line(value: str | None) -> str:
    """A short value as the document's properties hold it: one line, without control characters."""
    return " ".join(clean(value or "").split())


def _version(protocol: Protocol, language: Language) -> str:
    identified = protocol.identification
    if not _line(identified.version):
        return ""
    said = words(_VERSION, language).format(version=_line(identified.version))
    if identified.version_date:
        said += words(_DATED, language).format(date=date(identified.version_date, language))
    return said


def _cover(protocol: Protocol, language: Language) -> tuple[Field, ...]:
    identified, asks = protocol.identification, protocol.identification.asks()
    fields = []
    for name in _COVER:
        value = getattr(identified, name)
        said = date(value, language) if name == "version_date" and value else _line(value)
        if said or asks[name].needed:
            fields.append(Field(asks[name].label[language], _value(said, asks[name], language)))
    return tuple(fields)


def _value(said: str, ask: Ask, language: Language) -> Inlines:
    return text(said) if said else (Gap(ask.label[language].lower(), gap_comment(ask, language)),)


def _notice(protocol: Protocol) -> Blocks:
    """The notice of the cover, repeated before the first section: pages get separated from their cover."""
    said = clean(protocol.identification.notice or "").strip()
    return (Note("warning", text(said)),) if said else ()
