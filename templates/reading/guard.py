"""The check every uploaded .docx passes before anything opens it: only the zip directory and the links are read."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from templates.reading.refused import Refused
from templates.reading.xml import damaged, parse_untrusted
from templates.reading.zip_directory import directory_size

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_ENTRIES = 2000
MAX_DIRECTORY = MEGABYTE
MAX_EXPANDED = 100 * MEGABYTE
MAX_XML_PART = 10 * MEGABYTE
MAX_LINKS_PART = MEGABYTE
# Text compresses 20 to 50 times; small files may exceed any ratio harmlessly.
MAX_RATIO, RATIO_FROM = 150, 5 * MEGABYTE

_UNSAFE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|\\|\x00|(?:^|/)\.\.(?:/|$)")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """Something a part of the file points to outside the file: a web page, a picture, a template."""

    part: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the directory of an acceptable .docx says: its entries and its links to the outside, none followed."""

    entries: tuple[str, ...]
    external_links: tuple[ExternalLink, ...]


def check_zip(data: bytes) -> Inspection:
    """Inspect a .docx without opening its document; raises Refused with the reason and what to do."""
    _check_kind(data)
    if directory_size(data) > MAX_DIRECTORY:
        raise _too_large_inside()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_entries(infos, len(data))
            _check_word(infos)
            return Inspection(tuple(info.filename for info in infos), _external_links(archive, infos))
    except Refused:
        raise
    except _UNREADABLE as error:
        raise damaged() from error


def read_part(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The bytes of one part, never more than ``limit`` whatever the directory claims."""
    try:
        with archive.open(name) as part:
            content = part.read(limit + 1)
    except (*_UNREADABLE, RuntimeError, KeyError) as error:
        raise damaged() from error
    if len(content) > limit:
        raise _too_large_inside()
    return content


def _check_kind(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise Refused(
            fr="Ce fichier dépasse 20 Mo : réduisez ou retirez ses images, puis recommencez.",
            en="This file is larger than 20 MB: shrink or remove its pictures, then try again.",
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            fr="Ce fichier est protégé par un mot de passe ou au format ancien .doc, que Preuve n'ouvre pas : "
            "dans Word, enregistrez-le en .docx sans mot de passe.",
            en="This file is protected by a password or in the old .doc format, which Preuve does not open: "
            "in Word, save it as .docx without a password.",
        )
    if not data.startswith(b"PK"):
        raise Refused(
            fr="Ce fichier n'est pas un document Word (.docx) : choisissez le .docx enregistré par Preuve ou par Word.",
            en="This file is not a Word document (.docx): choose the .docx saved by Preuve or by Word.",
        )


def _check_entries(infos: list[zipfile.ZipInfo], size: int) -> None:
    names = [info.filename for info in infos]
    expanded = sum(info.file_size for info in infos)
    if len(infos) > MAX_ENTRIES or expanded > MAX_EXPANDED:
        raise _too_large_inside()
    if expanded > RATIO_FROM and expanded > MAX_RATIO * size:
        raise _too_large_inside()
    if any(info.file_size > MAX_XML_PART and _is_xml(info.filename) for info in infos):
        raise _too_large_inside()
    if any(info.flag_bits & 0x1 for info in infos):
        raise Refused(
            fr="Ce fichier est chiffré et ne peut pas être lu : enregistrez-le sans mot de passe, puis recommencez.",
            en="This file is encrypted and cannot be read: save it without a password, then try again.",
        )
    if any(_UNSAFE_NAME.search(name) for name in names) or len(set(names)) != len(names):
        raise Refused(
            fr="Ce fichier contient des noms de parties dangereux ou en double, que Word n'écrit jamais : "
            "rouvrez-le dans Word et enregistrez-le de nouveau.",
            en="This file contains unsafe or duplicate part names, which Word never writes: "
            "open it in Word and save it again.",
        )


def _check_word(infos: list[zipfile.ZipInfo]) -> None:
    names = {info.filename.lower() for info in infos}
    if any(name.rsplit("/", 1)[-1] in ("vbaproject.bin", "vbadata.xml") for name in names):
        raise Refused(
            fr="Ce fichier contient des macros, que Preuve refuse : "
            "dans Word, enregistrez-le comme document Word (.docx) sans macro.",
            en="This file contains macros, which Preuve refuses: in Word, save it as a Word document (.docx) without macros.",
        )
    if "word/document.xml" not in names or "[content_types].xml" not in names:
        raise Refused(
            fr="Ce fichier n'est pas un document Word : il lui manque le texte (word/document.xml) ; "
            "choisissez un .docx enregistré par Preuve ou par Word.",
            en="This file is not a Word document: its text (word/document.xml) is missing; "
            "choose a .docx saved by Preuve or by Word.",
        )


def _external_links(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> tuple[ExternalLink, ...]:
    links: list[ExternalLink] = []
    for info in infos:
        if info.filename.lower().endswith(".rels"):
            root = parse_untrusted(read_part(archive, info.filename, MAX_LINKS_PART))
            links += [_link(info.filename, dict(found.attrib)) for found in root if _is_external(dict(found.attrib))]
    return tuple(links)


def _is_external(attributes: dict[str, str]) -> bool:
    return attributes.get("TargetMode", "").lower() == "external"


def _link(part: str, attributes: dict[str, str]) -> ExternalLink:
    return ExternalLink(part, attributes.get("Type", "").rsplit("/", 1)[-1], attributes.get("Target", ""))


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _too_large_inside() -> Refused:
    return Refused(
        fr="Ce fichier se déplie en un contenu démesuré, comme le font les fichiers piégés : "
        "s'il est bien le vôtre, ouvrez-le dans Word, retirez les grandes images et enregistrez-le de nouveau.",
        en="This file expands to an excessive content, as booby-trapped files do: "
        "if it is really yours, open it in Word, remove the large pictures and save it again.",
    )
