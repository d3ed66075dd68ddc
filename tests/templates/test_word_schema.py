"""Word refuses files whose elements are out of order; LibreOffice forgives them, so the order is checked here.

Orders are those of ECMA-376 part 1 (CT_PPrBase, EG_RPrBase, CT_TblPrBase, CT_Style), for the elements in use.
"""

import io
import zipfile

import pytest
from lxml import etree

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}


@pytest.mark.parametrize("tag", ORDERS)
def test_elements_are_in_the_order_of_the_schema(exported: bytes, tag: str) -> None:
    order = {name: index for index, name in enumerate(ORDERS[tag].split())}
    # References to headers and to footers may be mixed.
    order["footerReference"] = order.get("headerReference", 0)
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        roots = [etree.fromstring(archive.read(name)) for name in parts]
    for root in roots:
        for found in root.iter(f"{{*}}{tag}"):
            if "wordprocessingml" not in found.tag:
                continue
            places = [order[etree.QName(child).localname] for child in found]
            assert places == sorted(places), etree.tostring(found)[:400]


def test_every_style_used_exists(exported: bytes) -> None:
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
        known = {style.get(f"{namespace}styleId") for style in styles.iter(f"{namespace}style")}
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
                    used = {found.get(f"{namespace}val") for found in root.iter(f"{namespace}{tag}")}
                    assert used <= known, (name, tag, used - known)
