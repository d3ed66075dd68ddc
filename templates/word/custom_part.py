"""First carrier: a custom XML part in our own namespace."""

from __future__ import annotations

import uuid

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from templates.reading.refused import Refused
from templates.reading.xml import parse_untrusted
from templates.word.payload import NAMESPACE, Sealed

_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_PROPERTIES_CONTENT = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def add_custom_part(document: WordDocument, sealed: Sealed) -> None:
    """Put the payload in a part of its own, with the identity Word gives to such parts."""
    package = document.part.package
    # The default template may already own item1.xml: a repeated name makes a zip with duplicate entries.
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(name, CONTENT_TYPE.XML, _part_xml(sealed), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    number = str(name).removeprefix("/customXml/item").removesuffix(".xml")
    properties_name = PackURI(f"/customXml/itemProps{number}.xml")
    properties = Part(properties_name, _PROPERTIES_CONTENT, _properties_xml(), package)
    part.relate_to(properties, _PROPERTIES_TYPE)


def remove_custom_parts(document: WordDocument) -> None:
    """Forget earlier payloads: a company may have made its base from an exported protocol."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and NAMESPACE.encode() in relation.target_part.blob:
            del document.part.rels[key]


def read_custom_part(data: bytes) -> Sealed | None:
    """The payload of a custom XML part, or None when the part is another program's."""
    if NAMESPACE.encode() not in data:
        return None
    try:
        root = parse_untrusted(data)
    except Refused:
        return None
    version = root.get("schemaVersion", "")
    if root.tag != f"{{{NAMESPACE}}}project" or not version.isdecimal():
        return None
    return Sealed(root.text or "", root.get("sha256", ""), int(version))


def _part_xml(sealed: Sealed) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}project", nsmap={None: NAMESPACE})
    root.set("schemaVersion", str(sealed.schema_version))
    root.set("sha256", sealed.sha256)
    root.set("encoding", "zlib+base64")
    root.text = sealed.content
    return _written(root)


def _properties_xml() -> bytes:
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()
    root = etree.Element(f"{{{_DATASTORE}}}datastoreItem", nsmap={"ds": _DATASTORE})
    root.set(f"{{{_DATASTORE}}}itemID", f"{{{identity}}}")
    references = etree.SubElement(root, f"{{{_DATASTORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_DATASTORE}}}schemaRef").set(f"{{{_DATASTORE}}}uri", NAMESPACE)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
