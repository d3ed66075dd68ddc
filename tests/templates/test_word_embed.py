"""The project travels inside the .docx and comes back, or a sentence says why not."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from templates.blocks import Document, Language
from templates.reading.refused import Refused
from templates.word.brand import default_brand, load_brand
from templates.word.embed import read
from templates.word.payload import Payload, seal, unseal
from templates.word.writer import write

CUSTOM_PART, PROPERTIES = "customXml/item1.xml", "docProps/custom.xml"


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same package with some parts changed, or dropped when ``change`` gives None."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return result.getvalue()


def test_round_trip(exported: bytes, payload: Payload) -> None:
    assert read(exported) == payload


@pytest.mark.parametrize("lost", [CUSTOM_PART, PROPERTIES])
def test_one_carrier_is_enough(exported: bytes, payload: Payload, lost: str) -> None:
    assert read(changed(exported, lambda name, data: None if name == lost else data)) == payload


@pytest.mark.parametrize("broken", [CUSTOM_PART, PROPERTIES])
def test_a_broken_carrier_gives_way_to_the_other(exported: bytes, payload: Payload, broken: str) -> None:
    assert read(changed(exported, lambda name, data: data[:-40] if name == broken else data)) == payload


def test_both_broken_is_refused(exported: bytes, payload: Payload) -> None:
    content = seal(payload).content[:50].encode()
    cut = changed(exported, lambda name, data: data.replace(content, content[::-1]))
    with pytest.raises(Refused) as refusal:
        read(cut)
    assert "abîmé" in refusal.value.fr
    assert "damaged" in refusal.value.en


def test_two_different_projects_are_refused(exported: bytes, document: Callable[[Language], Document]) -> None:
    other = write(document("fr"), embed=Payload("{}", 1))
    with zipfile.ZipFile(io.BytesIO(other)) as archive:
        foreign = archive.read(CUSTOM_PART)
    mixed = changed(exported, lambda name, data: foreign if name == CUSTOM_PART else data)
    with pytest.raises(Refused, match="two different projects"):
        read(mixed)


def test_foreign_and_without_data_are_refused(document: Callable[[Language], Document]) -> None:
    foreign = io.BytesIO()
    docx.Document().save(foreign)
    for data in (foreign.getvalue(), write(document("fr"))):
        with pytest.raises(Refused, match="contains no Preuve project"):
            read(data)


def test_entities_in_a_carrier_are_never_expanded(exported: bytes) -> None:
    attack = (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><project xmlns="urn:preuve:project:1">&a;</project>'
    )
    poisoned = changed(exported, lambda name, data: attack if name in (CUSTOM_PART, PROPERTIES) else data)
    with pytest.raises(Refused):
        read(poisoned)


def test_the_text_of_the_document_is_never_parsed(exported: bytes, payload: Payload) -> None:
    spoiled = changed(exported, lambda name, data: b"<not xml" if name == "word/document.xml" else data)
    assert read(spoiled) == payload


def test_an_old_project_in_a_base_does_not_leak(exported: bytes, document: Callable[[Language], Document]) -> None:
    brand = load_brand(exported)
    with pytest.raises(Refused, match="contains no Preuve project"):
        read(write(document("fr"), brand=brand))
    again = write(document("fr"), brand=brand, embed=Payload("{}", 2))
    assert read(again) == Payload("{}", 2)


def test_custom_properties_of_a_base_are_kept(exported: bytes, document: Callable[[Language], Document]) -> None:
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        part = archive.read(PROPERTIES)
    theirs = part.replace(b'name="PreuveSha256"', b'name="Client"')
    brand = load_brand(changed(exported, lambda name, data: theirs if name == PROPERTIES else data))
    with zipfile.ZipFile(io.BytesIO(write(document("fr"), brand=brand, embed=Payload("{}", 1)))) as archive:
        written = archive.read(PROPERTIES)
    assert b'name="Client"' in written
    assert written.count(b'name="PreuveSha256"') == 1


def test_a_bomb_inside_a_seal_is_not_expanded() -> None:
    bomb = seal(Payload("0" * (21 * 1024 * 1024), 1))
    assert unseal(bomb) is None


def test_properties_stay_under_the_limit_of_office(exported: bytes) -> None:
    word = docx.Document(io.BytesIO(exported))
    part = next(rel.target_part for rel in word.part.package.rels.values() if rel.reltype.endswith("custom-properties"))
    from lxml import etree

    assert max(len("".join(found.itertext())) for found in etree.fromstring(part.blob)) <= 250


@pytest.mark.tools
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_project_survives_libreoffice(exported: bytes, payload: Payload, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "protocol.docx").write_bytes(exported)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path), "in/protocol.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    assert read((tmp_path / "protocol.docx").read_bytes()) == payload


def test_the_default_brand_carries_nothing() -> None:
    with pytest.raises(Refused):
        read(default_brand().base)
