"""Numbering: headings numbered 1, 1.1, 1.1.1 by their styles, bullets, and lists that restart at 1."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart
from docx.styles.style import ParagraphStyle

from templates.word.xml import element

TWIPS_PER_CM = 567


@dataclass(frozen=True, slots=True)
class Level:
    """One level: number format, printed text ("%1." is the number), left edge of the words and room for the mark."""

    number_format: str
    printed: str
    left_cm: float
    hanging_cm: float


HEADINGS = tuple(Level("decimal", text, room, room) for text, room in (("%1", 0.9), ("%1.%2", 1.1), ("%1.%2.%3", 1.4)))
BULLETS = (Level("bullet", "•", 0.65, 0.45), Level("bullet", "–", 1.15, 0.45))
NUMBERS = (Level("decimal", "%1.", 0.75, 0.6), Level("lowerLetter", "%2)", 1.4, 0.6))


def numbering_root(document: WordDocument) -> BaseOxmlElement:
    """The numbering definitions of the document; a base without any gets an empty set."""
    part = document.part
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            found: BaseOxmlElement = relation.target_part.element
            return found
    root = parse_xml('<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>')
    added = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, part.package)
    part.relate_to(added, RELATIONSHIP_TYPE.NUMBERING)
    return root


def scheme(root: BaseOxmlElement, name: str, levels: tuple[Level, ...], style_ids: tuple[str, ...] = ()) -> str:
    """The id of the numbering scheme called ``name``, created on first use and linked to ``style_ids``."""
    for found in root.findall(qn("w:abstractNum")):
        named = found.find(qn("w:name"))
        if named is not None and named.get(qn("w:val")) == name:
            return str(found.get(qn("w:abstractNumId")))
    number = _next_id(root, "w:abstractNum", "w:abstractNumId")
    made = element("w:abstractNum", {"w:abstractNumId": number})
    made.append(element("w:multiLevelType", {"w:val": "multilevel"}))
    made.append(element("w:name", {"w:val": name}))
    for index, level in enumerate(levels):
        made.append(_level(index, level, style_ids[index] if style_ids else ""))
    # Schemes come before their instances in the schema.
    first = root.find(qn("w:num"))
    root.append(made) if first is None else first.addprevious(made)
    return number


def instance(root: BaseOxmlElement, scheme_id: str, restarted_levels: int = 0) -> str:
    """A new numbered sequence of a scheme; the first ``restarted_levels`` levels start again at 1."""
    number = _next_id(root, "w:num", "w:numId", first=1)
    made = element("w:num", {"w:numId": number}, element("w:abstractNumId", {"w:val": scheme_id}))
    for level in range(restarted_levels):
        start = element("w:startOverride", {"w:val": "1"})
        made.append(element("w:lvlOverride", {"w:ilvl": str(level)}, start))
    root.append(made)
    return number


def number_headings(document: WordDocument, styles: list[ParagraphStyle]) -> None:
    """Number the three heading styles, unless the base already numbers its first one its own way."""
    properties = [style.element.get_or_add_pPr() for style in styles]
    if properties[0].numPr is not None:
        return
    root = numbering_root(document)
    scheme_id = scheme(root, "PreuveHeadings", HEADINGS, tuple(style.style_id for style in styles))
    sequence = instance(root, scheme_id)
    for level, found in enumerate(properties):
        numbered = found.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = int(sequence)


def _level(index: int, level: Level, style_id: str) -> BaseOxmlElement:
    made = element("w:lvl", {"w:ilvl": str(index)})
    made.append(element("w:start", {"w:val": "1"}))
    made.append(element("w:numFmt", {"w:val": level.number_format}))
    if style_id:
        made.append(element("w:pStyle", {"w:val": style_id}))
    made.append(element("w:suff", {"w:val": "tab"}))
    made.append(element("w:lvlText", {"w:val": level.printed}))
    made.append(element("w:lvlJc", {"w:val": "left"}))
    left, hanging = (str(round(size * TWIPS_PER_CM)) for size in (level.left_cm, level.hanging_cm))
    stop = element("w:tab", {"w:val": "num", "w:pos": left})
    indent = element("w:ind", {"w:left": left, "w:hanging": hanging})
    made.append(element("w:pPr", None, element("w:tabs", None, stop), indent))
    return made


def _next_id(root: BaseOxmlElement, tag: str, attribute: str, first: int = 0) -> str:
    used = [int(found.get(qn(attribute), "0")) for found in root.findall(qn(tag))]
    return str(max(used, default=first - 1) + 1)
