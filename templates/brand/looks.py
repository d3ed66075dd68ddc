"""The paragraph and character styles of base.docx, as data: sizes in points, lengths in centimetres."""

from __future__ import annotations

from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER

# Side, width in eighths of a point, distance in points, colour.
Border = tuple[str, int, int, str]
Tab = tuple[float, WD_TAB_ALIGNMENT, WD_TAB_LEADER]

# 21 cm of paper less two margins of 2.5 cm.
TEXT_WIDTH_CM = 16.0


@dataclass(frozen=True)
class Look:
    """One paragraph style; ``colour`` and ``tint`` name colours of the manifest."""

    name: str
    size: float = 0
    before: float = 0
    after: float = 0
    bold: bool | None = None
    italic: bool | None = None
    colour: str = ""
    tint: str = ""
    borders: tuple[Border, ...] = ()
    line: float | None = None
    keep_next: bool = False
    keep_lines: bool = False
    alignment: WD_ALIGN_PARAGRAPH | None = None
    left_cm: float = 0
    right_cm: float = 0
    hanging_cm: float = 0
    tabs: tuple[Tab, ...] = ()
    outline: int | None = None
    based_on: str = "Normal"
    style_id: str = ""
    builtin: bool = False
    followed_by: str = ""


def _contents(left: float, room: float) -> tuple[Tab, ...]:
    return (
        (left + room, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.SPACES),
        (TEXT_WIDTH_CM, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS),
    )


def _framed(edge: str, tint: str) -> tuple[Border, ...]:
    """A thick left edge; the upper and lower borders, in the colour of the shading, give it room."""
    return (("top", 4, 5, tint), ("left", 24, 8, edge), ("bottom", 4, 5, tint))


LOOKS = (
    Look("Normal", 10.5, based_on="", line=1.1),
    Look("Body Text", after=6, line=1.15),
    Look("Preuve Lead", 11.5, after=10, colour="deep", line=1.15, keep_next=True),
    Look("Preuve Source", 9, before=2, after=10, colour="muted"),
    Look("Title", 27, before=150, after=10, bold=True, colour="deep", line=1.05, keep_next=True),
    Look("Subtitle", 14, after=42, colour="muted", borders=(("bottom", 8, 14, "deep"),)),
    Look("Preuve Cover Notice", 8.5, colour="muted", borders=(("top", 4, 8, "rule"),)),
    Look("TOC Heading", 17, after=12, bold=True, colour="deep", keep_next=True),
    Look("toc 1", before=6, after=2, bold=True, left_cm=0.8, hanging_cm=0.8, tabs=_contents(0, 0.8),
         style_id="TOC1", builtin=True),
    Look("toc 2", after=1, left_cm=1.8, hanging_cm=1.0, tabs=_contents(0.8, 1.0), style_id="TOC2",
         builtin=True),
    Look("toc 3", 9.5, after=1, colour="muted", left_cm=3.1, hanging_cm=1.3, tabs=_contents(1.8, 1.3),
         style_id="TOC3", builtin=True),
    Look("Heading 1", 17, before=24, after=9, bold=True, colour="deep", keep_next=True, keep_lines=True, outline=0,
         followed_by="Body Text"),
    Look("Heading 2", 13, before=16, after=5, bold=True, colour="deep", keep_next=True, keep_lines=True, outline=1,
         followed_by="Body Text"),
    Look("Heading 3", 11, before=12, after=4, bold=True, colour="ink", keep_next=True, keep_lines=True, outline=2,
         followed_by="Body Text"),
    Look("List Bullet", after=3, line=1.12),
    Look("List Number", after=3, line=1.12),
    Look("Caption", 9.5, before=12, after=5, colour="ink", keep_lines=True, followed_by="Body Text"),
    Look("Preuve Figure", before=10, keep_next=True, alignment=WD_ALIGN_PARAGRAPH.CENTER),
    Look("Preuve Table Text", 9.5, line=1.05),
    Look("Preuve Table Header", 9.5, bold=True, colour="deep", line=1.05, keep_next=True, based_on="Preuve Table Text"),
    Look("Preuve Table End", 4, after=2, line=1.0),
    Look("Preuve Field Label", 10, colour="muted", line=1.1),
    Look("Preuve Field Value", 10, line=1.1),
    Look("Preuve Info", 10, before=12, after=14, tint="tint", borders=_framed("deep", "tint"), left_cm=0.4, right_cm=0.2,
         keep_lines=True, line=1.12),
    Look("Preuve Warning", 10, before=12, after=14, tint="amber_tint", borders=_framed("amber", "amber_tint"), left_cm=0.4,
         right_cm=0.2, keep_lines=True, line=1.12),
    Look("Header", 8.5, colour="muted", borders=(("bottom", 4, 4, "rule"),)),
    Look("Footer", 8.5, colour="muted"),
    Look("annotation text", 10, style_id="CommentText", builtin=True),
)  # fmt: skip

# Name, id, colour, shading, bold.
CHARACTER_LOOKS = (
    ("Preuve Gap", "PreuveGap", "amber", "amber_tint", False),
    ("Preuve Caption Label", "PreuveCaptionLabel", "deep", "", True),
    ("annotation reference", "CommentReference", "", "", False),
)
