"""The text of a .docx as passages: paragraphs and table cells with their place. Only strings come back.

The zip directory is checked first; the XML is then parsed in a limited process (`extract`).
"""

from __future__ import annotations

import json

from protocols.passages import Passage
from templates.reading.guard import check_zip
from templates.reading.limited import limited
from templates.reading.refused import Refused
from templates.reading.xml import damaged


def passages_of(data: bytes) -> tuple[Passage, ...]:
    """The passages of a .docx, in order, its table of contents left out. Raises Refused with a sentence."""
    check_zip(data)
    try:
        answered = json.loads(limited("templates.reading.extract", data))
    except ValueError as error:
        raise damaged() from error
    if answered.get("refused") == "doctype":
        raise Refused(
            fr="Ce fichier contient une déclaration de type de document, qui peut cacher une attaque : "
            "rouvrez-le dans Word, enregistrez-le sous un autre nom et recommencez.",
            en="This file contains a document type declaration, which can hide an attack: "
            "open it in Word, save it under another name and try again.",
        )
    if "passages" not in answered:
        raise damaged()
    return tuple(Passage(*one) for one in answered["passages"])
