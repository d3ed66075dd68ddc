"""The table styles of base.docx: thin horizontal rules and a shaded header; fields have no rule at all."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_TABLE = """
<w:style {w} w:type="table" w:customStyle="1" w:styleId="PreuveTable">
  <w:name w:val="Preuve Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{deep}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{deep}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="70" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>
      <w:bottom w:w="70" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{deep}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>
      <w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>
"""

_FIELDS = """
<w:style {w} w:type="table" w:customStyle="1" w:styleId="PreuveFields">
  <w:name w:val="Preuve Fields"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
  <w:tblPr>
    <w:tblCellMar>
      <w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
      <w:bottom w:w="50" w:type="dxa"/><w:right w:w="160" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>
"""


def add_table_styles(document: WordDocument, colours: dict[str, str]) -> None:
    """Add both table styles to the document."""
    for source in (_TABLE, _FIELDS):
        document.styles.element.append(parse_xml(source.format(w=_W, **colours)))
