"""The brand: an inert base.docx and the manifest that gives each role its style; both are checked before use."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from templates.reading.guard import check_zip
from templates.reading.refused import Refused

FOLDER = Path(__file__).resolve().parent.parent / "brand"
_TYPES = {
    "paragraph": WD_STYLE_TYPE.PARAGRAPH,
    "character": WD_STYLE_TYPE.CHARACTER,
    "table": WD_STYLE_TYPE.TABLE,
}


@dataclass(frozen=True, slots=True)
class Brand:
    """A checked look: the base document, the style of each role, colours (six hexadecimal digits), fonts, logo."""

    base: bytes
    styles: Mapping[str, str]
    colours: Mapping[str, str]
    chart_font: str
    logo: bytes | None = None


@lru_cache(maxsize=1)
def default_brand() -> Brand:
    """The look of Preuve itself."""
    manifest = (FOLDER / "manifest.yaml").read_text(encoding="utf-8")
    described = yaml.safe_load(manifest)
    logo = (FOLDER / described["logo"]).read_bytes() if described.get("logo") else None
    return load_brand((FOLDER / described["base"]).read_bytes(), manifest, logo)


def load_brand(base: bytes, manifest: str | None = None, logo: bytes | None = None) -> Brand:
    """A company's look from its own base.docx; without a manifest of its own, ours names the expected styles.

    Raises Refused when the file is unsafe, brings links to the outside, or lacks a style (each one is named).
    """
    described = yaml.safe_load(manifest or (FOLDER / "manifest.yaml").read_text(encoding="utf-8"))
    _check_links(base)
    _check_styles(open_base(base), described["styles"])
    styles = {role: name for group in described["styles"].values() for role, name in group.items()}
    return Brand(base, styles, described["colours"], described["chart_font"], logo)


def open_base(base: bytes) -> WordDocument:
    """The base document, opened; a file that Word's structure does not fit is Refused."""
    try:
        return docx.Document(io.BytesIO(base))
    except Exception as error:
        raise Refused(
            fr="Le modèle Word ne peut pas être ouvert : enregistrez-le de nouveau dans Word au format .docx.",
            en="The Word template cannot be opened: save it again in Word as .docx.",
        ) from error


def _check_links(base: bytes) -> None:
    links = [link for link in check_zip(base).external_links if link.kind != "hyperlink"]
    if links:
        raise Refused(
            fr=f"Le modèle Word va chercher un contenu extérieur ({links[0].target}), qui suivrait chaque document : "
            "retirez ce lien (modèle attaché ou image liée) et recommencez.",
            en=f"The Word template fetches outside content ({links[0].target}), which would follow every document: "
            "remove this link (attached template or linked picture) and try again.",
        )


def _check_styles(document: WordDocument, expected: Mapping[str, Mapping[str, Any]]) -> None:
    present = {(style.name, style.type) for style in document.styles}
    missing = [
        str(name)
        for group, names in expected.items()
        for name in names.values()
        if (name, _TYPES[group]) not in present
    ]
    if missing:
        raise Refused(
            fr=f"Il manque au modèle Word {_count(len(missing), 'le style', 'les styles')} {', '.join(missing)} : "
            "créez-les dans Word ou donnez à manifest.yaml le nom de vos propres styles.",
            en=f"The Word template lacks the {_count(len(missing), 'style', 'styles')} {', '.join(missing)}: "
            "create them in Word or give your own style names in manifest.yaml.",
        )


def _count(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
