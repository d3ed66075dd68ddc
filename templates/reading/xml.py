"""XML from a stranger: no entities, no network, no document type, no huge text nodes."""

from __future__ import annotations

from lxml import etree

from templates.reading.refused import Refused


def parse_untrusted(data: bytes) -> etree._Element:
    """The root of a small XML part; anything malformed or carrying a document type is Refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.doctype:
        raise Refused(
            fr="Ce fichier contient une déclaration de type de document, qui peut cacher une attaque : "
            "rouvrez-le dans Word, enregistrez-le sous un autre nom et recommencez.",
            en="This file contains a document type declaration, which can hide an attack: "
            "open it in Word, save it under another name and try again.",
        )
    return root


def damaged() -> Refused:
    """The refusal of a file that stops in the middle or whose parts cannot be read."""
    return Refused(
        fr="Ce fichier est abîmé ou incomplet et ne peut pas être lu : "
        "ouvrez-le dans Word, enregistrez-le de nouveau ou téléchargez-le une nouvelle fois.",
        en="This file is damaged or incomplete and cannot be read: "
        "open it in Word and save it again, or download it once more.",
    )
