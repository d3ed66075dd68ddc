"""The project travels inside the .docx: attached on export, read back without opening the document's text."""

from __future__ import annotations

import io
import re
import zipfile

from docx.document import Document as WordDocument

from templates.reading.guard import check_zip, read_part
from templates.reading.refused import Refused
from templates.word.custom_part import add_custom_part, read_custom_part, remove_custom_parts
from templates.word.custom_properties import read_custom_properties, set_custom_properties
from templates.word.payload import MAX_JSON, Payload, Sealed, seal, unseal

__all__ = ["Payload", "attach", "read"]

_CUSTOM_PART = re.compile(r"customXml/item[0-9]+\.xml$")
_MAX_CARRIER = MAX_JSON // 2


def attach(document: WordDocument, payload: Payload | None) -> None:
    """Carry ``payload`` twice; None is "export without data" and also removes what a base brought along."""
    remove_custom_parts(document)
    sealed = seal(payload) if payload else None
    set_custom_properties(document, sealed)
    if sealed:
        add_custom_part(document, sealed)


def read(data: bytes) -> Payload:
    """The project of a .docx that Preuve wrote, even after edits in a word processor.

    Raises Refused when the file is foreign, damaged, exported without data, or carries two projects that differ.
    """
    entries = check_zip(data).entries
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        carried = [sealed for name in entries if (sealed := _carried(archive, name))]
    whole = [payload for sealed in carried if (payload := unseal(sealed))]
    if not carried:
        raise _foreign()
    if not whole:
        raise _broken()
    if len(set(whole)) > 1:
        raise _contradictory()
    return whole[0]


def _carried(archive: zipfile.ZipFile, name: str) -> Sealed | None:
    if name == "docProps/custom.xml":
        return read_custom_properties(read_part(archive, name, _MAX_CARRIER))
    if _CUSTOM_PART.match(name):
        return read_custom_part(read_part(archive, name, _MAX_CARRIER))
    return None


def _foreign() -> Refused:
    return Refused(
        fr="Ce document ne contient pas de projet Preuve (il vient d'ailleurs ou a été exporté sans données) : "
        "déposez l'export qui contient les données, ou demandez-le à l'auteur.",
        en="This document contains no Preuve project (it comes from elsewhere or was exported without data): "
        "drop the export that contains the data, or ask the author for it.",
    )


def _broken() -> Refused:
    return Refused(
        fr="Le projet contenu dans ce document a été abîmé en chemin et ne peut pas être rouvert : "
        "reprenez l'export d'origine ou le fichier .json du projet.",
        en="The project inside this document was damaged on the way and cannot be reopened: "
        "use the original export or the project's .json file.",
    )


def _contradictory() -> Refused:
    return Refused(
        fr="Ce document contient deux projets différents et Preuve ne choisit pas à votre place : "
        "reprenez l'export d'origine ou le fichier .json du projet.",
        en="This document contains two different projects and Preuve does not choose for you: "
        "use the original export or the project's .json file.",
    )
