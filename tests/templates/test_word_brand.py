"""The brand: reproducible, complete, and a company's own base is checked before use."""

import io
import zipfile

import docx
import pytest
import yaml

from templates.blocks import Document, Heading, text
from templates.brand.make_base import make_base
from templates.reading.refused import Refused
from templates.word.brand import FOLDER, default_brand, load_brand
from templates.word.writer import write


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def test_base_docx_is_what_the_script_makes() -> None:
    assert parts(make_base()) == parts((FOLDER / "base.docx").read_bytes())


def test_a_missing_style_is_named_in_both_languages() -> None:
    manifest = yaml.safe_load((FOLDER / "manifest.yaml").read_text(encoding="utf-8"))
    manifest["styles"]["paragraph"]["body"] = "Corps Maison"
    with pytest.raises(Refused) as refusal:
        load_brand(default_brand().base, yaml.safe_dump(manifest))
    assert "le style Corps Maison" in refusal.value.fr
    assert "the style Corps Maison" in refusal.value.en


def test_a_foreign_base_lists_what_it_lacks() -> None:
    foreign = io.BytesIO()
    docx.Document().save(foreign)
    with pytest.raises(Refused, match="Preuve Gap"):
        load_brand(foreign.getvalue())


def test_a_company_header_is_kept_and_filled() -> None:
    own = docx.Document(io.BytesIO(default_brand().base))
    own.sections[0].header.paragraphs[0].text = "ACME : [[TITLE]], [[VERSION]]"
    saved = io.BytesIO()
    own.save(saved)
    document = Document("Étude", "fr", (Heading(1, text("x")),), version="2.0")
    word = docx.Document(io.BytesIO(write(document, brand=load_brand(saved.getvalue()))))
    assert word.sections[0].header.paragraphs[0].text == "ACME : Étude, 2.0"


def test_a_base_that_fetches_outside_content_is_refused() -> None:
    own = docx.Document(io.BytesIO(default_brand().base))
    own.part.relate_to("http://example.org/x.dotm", "http://x/attachedTemplate", is_external=True)
    saved = io.BytesIO()
    own.save(saved)
    with pytest.raises(Refused, match=r"http://example\.org/x\.dotm"):
        load_brand(saved.getvalue())


def test_a_base_without_numbering_gets_one() -> None:
    own = docx.Document(io.BytesIO(default_brand().base))
    for key, relation in list(own.part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            del own.part.rels[key]
    for level in (1, 2, 3):
        properties = own.styles[f"Heading {level}"].element.pPr
        properties.remove(properties.numPr)
    saved = io.BytesIO()
    own.save(saved)
    word = docx.Document(io.BytesIO(write(Document("t", "fr", (Heading(1, text("x")),)), load_brand(saved.getvalue()))))
    assert word.styles["Heading 1"].element.pPr.numPr is not None
    assert word.part.numbering_part.element.xpath("./w:abstractNum")
