"""Makes base.docx from python-docx's own template: ``python -m templates.brand.make_base``.

The look lives here as data, so that the binary file can be reviewed and made again.
"""

from __future__ import annotations

from pathlib import Path

import docx
import yaml
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from templates.brand.looks import CHARACTER_LOOKS, LOOKS, Border, Look
from templates.brand.table_looks import add_table_styles
from templates.word.numbering import BULLETS, NUMBERS, instance, number_headings, numbering_root, scheme
from templates.word.package import packed
from templates.word.xml import element

FOLDER = Path(__file__).resolve().parent
_KEPT_TYPES = (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER)
# The thumbnail, the old style effects, Microsoft's bibliography part and "Macintosh Word" are not ours to carry.
_DROPPED = ("/thumbnail", "/stylesWithEffects", "/customXml", "/extended-properties", "/webSettings", "/numbering")


def make_base() -> bytes:
    """The bytes of base.docx."""
    colours = yaml.safe_load((FOLDER / "manifest.yaml").read_text(encoding="utf-8"))["colours"]
    document = docx.Document()
    _drop_parts(document)
    _drop_styles(document)
    _set_page(document)
    _set_defaults(document, colours["ink"])
    for look in LOOKS:
        _apply(document, _style(document, look), look, colours)
    for look in LOOKS:
        if look.followed_by:
            document.styles[look.name].next_paragraph_style = document.styles[look.followed_by]
    for name, style_id, colour, tint, bold in CHARACTER_LOOKS:
        _add_character_style(document, name, style_id, colours.get(colour), colours.get(tint), bold)
    add_table_styles(document, colours)
    number_headings(document, [document.styles[f"Heading {level}"] for level in (1, 2, 3)])
    _number_lists(document)
    _set_compatibility(document)
    _set_properties(document)
    return packed(document)


def _drop_parts(document: WordDocument) -> None:
    for holder in (document.part.package.rels, document.part.rels):
        for key, relation in list(holder.items()):
            if relation.reltype.endswith(_DROPPED):
                del holder[key]


def _drop_styles(document: WordDocument) -> None:
    wanted = {look.name for look in LOOKS} | {"Normal", "Default Paragraph Font", "No List", "Normal Table"}
    for style in list(document.styles):
        if style.name not in wanted:
            style.element.getparent().remove(style.element)
    for style in document.styles:
        for tag in ("w:link", "w:next"):
            for found in style.element.findall(qn(tag)):
                style.element.remove(found)


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.7), Cm(2.4)
    section.header_distance = section.footer_distance = Cm(1.2)


def _set_defaults(document: WordDocument, ink: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(run):
        run.remove(child)
    run.append(element("w:rFonts", {f"w:{side}": "Calibri" for side in ("ascii", "hAnsi", "eastAsia", "cs")}))
    run.append(element("w:color", {"w:val": ink}))
    run.append(element("w:sz", {"w:val": "21"}))
    run.append(element("w:szCs", {"w:val": "21"}))
    paragraph = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(element("w:spacing", {"w:after": "0", "w:line": "264", "w:lineRule": "auto"}))


def _style(document: WordDocument, look: Look) -> ParagraphStyle:
    for style in document.styles:
        if style.name == look.name and isinstance(style, ParagraphStyle):
            for tag in ("w:pPr", "w:rPr"):
                for found in style.element.findall(qn(tag)):
                    style.element.remove(found)
            return style
    added = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.builtin)
    assert isinstance(added, ParagraphStyle)
    if look.style_id:
        added.element.set(qn("w:styleId"), look.style_id)
    return added


def _apply(document: WordDocument, style: ParagraphStyle, look: Look, colours: dict[str, str]) -> None:
    style.base_style = document.styles[look.based_on] if look.based_on else None
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    font, format_ = style.font, style.paragraph_format
    font.size = Pt(look.size) if look.size else None
    font.bold, font.italic = look.bold, look.italic
    format_.space_before, format_.space_after = Pt(look.before), Pt(look.after)
    format_.line_spacing = look.line
    format_.keep_with_next, format_.keep_together = look.keep_next or None, look.keep_lines or None
    format_.alignment = look.alignment
    if look.left_cm or look.right_cm:
        format_.left_indent, format_.right_indent = Cm(look.left_cm), Cm(look.right_cm)
    if look.hanging_cm:
        format_.first_line_indent = Cm(-look.hanging_cm)
    for stop, side, leader in look.tabs:
        format_.tab_stops.add_tab_stop(Cm(stop), side, leader)
    properties = style.element.get_or_add_pPr()
    _insert_frame(properties, look, colours)
    if look.outline is not None:
        properties.append(element("w:outlineLvl", {"w:val": str(look.outline)}))
    if look.colour:
        font.color.rgb = RGBColor.from_string(colours[look.colour])


def _insert_frame(properties: BaseOxmlElement, look: Look, colours: dict[str, str]) -> None:
    """Borders and shading come after the keep options and before the tabs in the schema."""
    made = []
    if look.borders:
        made.append(element("w:pBdr", None, *(_border(border, colours) for border in look.borders)))
    if look.tint:
        made.append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colours[look.tint]}))
    later = properties.find(qn("w:tabs"))
    later = later if later is not None else properties.find(qn("w:spacing"))
    for child in made:
        later.addprevious(child)


def _number_lists(document: WordDocument) -> None:
    """Whoever continues a list in Word by its style gets its mark."""
    root = numbering_root(document)
    for style, name, levels in (("List Bullet", "PreuveBullets", BULLETS), ("List Number", "PreuveNumbers", NUMBERS)):
        sequence = instance(root, scheme(root, name, levels))
        numbered = document.styles[style].element.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_numId().val = int(sequence)


def _border(border: Border, colours: dict[str, str]) -> BaseOxmlElement:
    side, size, space, colour = border
    line = {"w:val": "single", "w:sz": str(size), "w:space": str(space), "w:color": colours[colour]}
    return element(f"w:{side}", line)


def _add_character_style(
    document: WordDocument, name: str, style_id: str, colour: str | None, tint: str | None, bold: bool
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=style_id == "CommentReference")
    style.element.set(qn("w:styleId"), style_id)
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    style.font.bold = bold or None
    style.font.size = Pt(8) if style_id == "CommentReference" else None
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    if tint:
        style.element.get_or_add_rPr().append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": tint}))


def _set_compatibility(document: WordDocument) -> None:
    """Mode 15 is today's Word; an older one opens every document in "compatibility mode"."""
    for found in document.settings.element.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
    for tag in ("w:rsids", "w:savePreviewPicture", "w:proofState"):
        for found in document.settings.element.findall(qn(tag)):
            document.settings.element.remove(found)


def _set_properties(document: WordDocument) -> None:
    core = document.core_properties
    core.author = core.last_modified_by = core.title = "Preuve"
    core.comments = core.keywords = ""


if __name__ == "__main__":
    (FOLDER / "base.docx").write_bytes(make_base())
