"""The language of the document: spelling, hyphenation and screen readers follow it."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from templates.blocks import Language
from templates.word.xml import element

TAGS: dict[Language, str] = {"fr": "fr-FR", "en": "en-GB"}
_SEPARATORS: dict[Language, tuple[str, str]] = {"fr": (",", ";"), "en": (".", ",")}


def set_language(document: WordDocument, language: Language) -> None:
    """Write the language in the default text properties and in the settings."""
    tag = TAGS[language]
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        raise ValueError("The base document has no default text properties.")
    for found in defaults.findall(qn("w:lang")):
        defaults.remove(found)
    defaults.append(element("w:lang", {"w:val": tag, "w:eastAsia": tag, "w:bidi": "ar-SA"}))
    decimal, separator = _SEPARATORS[language]
    for name, value in (("w:themeFontLang", tag), ("w:decimalSymbol", decimal), ("w:listSeparator", separator)):
        found = document.settings.element.find(qn(name))
        if found is not None:
            found.set(qn("w:val"), value)
