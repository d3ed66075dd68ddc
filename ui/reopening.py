"""A dropped file: hostile until proven ours. A .docx is never parsed, only its data carriers are read."""

from __future__ import annotations

from protocols.exchange import LARGEST_JSON, loads
from protocols.protocol import Protocol
from stats.refusal import Refusal
from ui import words


def protocol_of(data: bytes) -> Protocol:
    """The protocol inside a Preuve .docx or a .json project. Raises Refusal with a sentence."""
    if data[:2] == b"PK":
        from templates.word.embed import read

        return loads(read(data).project_json)
    if len(data) > LARGEST_JSON:
        raise Refusal(words.UNREADABLE_FILE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(words.UNREADABLE_FILE) from error
    if not text.lstrip().startswith("{"):
        raise Refusal(words.UNREADABLE_FILE)
    return loads(text)
