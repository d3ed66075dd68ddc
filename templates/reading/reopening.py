"""A file given to a door: hostile until proven ours. A .docx is never parsed, only its data carriers are read."""

from __future__ import annotations

from protocols.exchange import LARGEST_JSON, loads
from protocols.protocol import Protocol
from stats.refusal import Refusal
from stats.text import Text

_UNREADABLE = Text(
    fr="Ce fichier n'a pas pu être lu. Vérifier qu'il s'agit d'un document exporté par Preuve (.docx) ou d'un projet .json.",
    en="This file could not be read. Check that it is a document exported by Preuve (.docx) or a .json project.",
)


def protocol_of(data: bytes) -> Protocol:
    """The protocol inside a Preuve .docx or a .json project.

    Raises Refusal with a sentence: InvalidProject when it is a project with something wrong in it.
    """
    if data[:2] == b"PK":
        from templates.word.embed import read

        return loads(read(data).project_json)
    if len(data) > LARGEST_JSON:
        raise Refusal(_UNREADABLE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(_UNREADABLE) from error
    if not text.lstrip().startswith("{"):
        raise Refusal(_UNREADABLE)
    return loads(text)
