"""From a protocol to a document: the sections of its outline, the cover, and the Word file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from protocols.exchange import dumps
from protocols.model.asking import Ask
from protocols.protocol import SCHEMA_VERSION, Protocol
from stats.text import Text
from templates.answers import gap_comment
from templates.blocks import Blocks, Document, Field, Gap, Inlines, Language, Note, placeholder, text
from templates.context import Context, Size, context_of
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
_COVER = ("short_title", "code", "version", "version_date", "sponsor", "investigator")


def compose(
    protocol: Protocol, kind: str = "protocol", language: Language | None = None, size: Size | None = None
) -> Document:
    """The document of a protocol, complete or not.

    kind: an outline of templates/outlines; language: of the document (that of the protocol by default)
    size: its sample size when it is already known, so that it is not solved again
    """
    chosen = language or protocol.language
    tokens = Tokens()
    context = context_of(protocol, size or protocol.sample_size(), chosen, tokens)
    blocks = [block for name in outline(kind) for block in _rendered(name, context, tokens, chosen)]
    identified = protocol.identification
    title = _line(identified.title) or placeholder(_UNTITLED[chosen], chosen)
    return Document(
        title=title,
        subtitle=_outlines(kind)["kind"][chosen],
        language=chosen,
        header=_line(identified.short_title) or title,
        version=_version(protocol, chosen),
        date=identified.version_date,
        cover=_cover(protocol, chosen),
        notice=" ".join((identified.notice or "").split()),
        author=_line(identified.sponsor),
        blocks=(*_notice(protocol), *blocks),
    )


def section(protocol: Protocol, name: str, language: Language | None = None, size: Size | None = None) -> Blocks:
    """The blocks of one section, for its preview; references to other sections keep their anchors."""
    chosen, tokens = language or protocol.language, Tokens()
    return _rendered(name, context_of(protocol, size or protocol.sample_size(), chosen, tokens), tokens, chosen)


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


@lru_cache(maxsize=8)
def _outlines(kind: str) -> dict[str, dict[str, str]]:
    path = FOLDER / "outlines" / f"{kind}.yaml"
    if not kind.isidentifier() or not path.is_file():
        raise ValueError(f"There is no document of kind {kind!r}.")
    described: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
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


def _rendered(name: str, context: Context, tokens: Tokens, language: Language) -> Blocks:
    source = _environment(language).get_template(f"{name}.md").render(context.variables())
    return parse(source, tokens, language)


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
