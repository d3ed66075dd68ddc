"""Word's XML elements in one line each: the vocabulary of the modules beside this one."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, attributes: dict[str, str] | None = None, *children: BaseOxmlElement) -> BaseOxmlElement:
    """An element such as ``element("w:jc", {"w:val": "left"})``, with its children."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.extend(children)
    return made


def text_run(words: str, tag: str = "w:t", style_id: str = "") -> BaseOxmlElement:
    """A run holding ``words`` as text (or, with ``tag="w:instrText"``, as a field instruction)."""
    return styled_run(text_element(words, tag), style_id)


def text_element(words: str, tag: str = "w:t") -> BaseOxmlElement:
    """Text whose spaces are all kept."""
    held = element(tag)
    held.text = words
    held.set(_SPACE, "preserve")
    return held


def styled_run(held: BaseOxmlElement, style_id: str = "") -> BaseOxmlElement:
    """A run around one element, with a character style when one is given."""
    run = element("w:r")
    if style_id:
        run.append(element("w:rPr", None, element("w:rStyle", {"w:val": style_id})))
    run.append(held)
    return run
