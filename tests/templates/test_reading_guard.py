"""Hostile files are refused with a sentence that says what, why and what to do."""

import io
import struct
import zipfile

import pytest

from templates.reading.guard import ExternalLink, check_zip, read_part
from templates.reading.refused import Refused
from templates.reading.xml import parse_untrusted
from templates.reading.zip_directory import directory_size

MINIMAL = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}


def package(extra: dict[str, bytes] | None = None, base: dict[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((MINIMAL if base is None else base) | (extra or {})).items():
            archive.writestr(name, content)
    return made.getvalue()


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        check_zip(data)
    assert caught.value.fr.endswith(".")
    assert caught.value.en.endswith(".")
    assert caught.value.sentence("fr") != caught.value.sentence("en")
    return caught.value


def test_an_exported_document_passes(exported: bytes) -> None:
    assert "word/document.xml" in check_zip(exported).entries
    assert check_zip(exported).external_links == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a Word document"),
        (b"%PDF-1.7", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"PK" + b"\0" * (21 * 1024 * 1024), "20 MB"),
        (package(base={"mimetype": b"application/vnd.oasis.opendocument.text"}), "missing"),
        (package({"word/vbaProject.bin": b"x"}), "macros"),
        (package({"../evil": b"x"}), "unsafe"),
        (package({"/etc/passwd": b"x"}), "unsafe"),
        (package({"word/_rels/document.xml.rels": b"<not closed"}), "damaged"),
        (package({f"x/{index}": b"" for index in range(2001)}), "excessive"),
        (package({"word/media/a.png": b"\0" * (101 * 1024 * 1024)}), "excessive"),
        (package({"word/media/a.png": b"\0" * (20 * 1024 * 1024)}), "excessive"),
        (package({"word/footnotes.xml": b"<w:t/>" * 2_000_000}), "excessive"),
    ],
)
def test_refusals(data: bytes, words: str) -> None:
    assert words in refusal(data).en


def test_a_truncated_file_is_damaged(exported: bytes) -> None:
    for kept in (10, 1000, len(exported) // 2, len(exported) - 10):
        assert "damaged" in refusal(exported[:kept]).en


def test_a_huge_directory_is_refused_before_it_is_read() -> None:
    data = package({f"{index:060x}": b"" for index in range(11_000)})
    assert directory_size(data) > 1024 * 1024
    assert "excessive" in refusal(data).en


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(package())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        data[position + offset] |= 1
    assert "encrypted" in refusal(bytes(data)).en


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicate_names_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in [*MINIMAL, "word/document.xml"]:
            archive.writestr(name, b"x")
    assert "duplicate" in refusal(made.getvalue()).en


def test_a_lying_directory_gains_nothing() -> None:
    real = b"\0" * (30 * 1024 * 1024)
    data = bytearray(package({"customXml/item1.xml": real}))
    claimed = struct.pack("<I", 10)
    while (position := data.find(struct.pack("<I", len(real)))) >= 0:
        data[position : position + 4] = claimed
    check_zip(bytes(data))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive, pytest.raises(Refused):
        read_part(archive, "customXml/item1.xml", 1024)


def test_links_to_the_outside_are_reported() -> None:
    relation = b'<Relationship Type="http://x/hyperlink" Target="http://example.org" TargetMode="External"/>'
    links = b"<Relationships>" + relation + b"</Relationships>"
    inspection = check_zip(package({"word/_rels/document.xml.rels": links}))
    assert inspection.external_links == (
        ExternalLink("word/_rels/document.xml.rels", "hyperlink", "http://example.org"),
    )


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        b"<a>\x00</a>",
        b"",
        b"<a>",
    ],
)
def test_dangerous_xml_is_refused(xml: bytes) -> None:
    with pytest.raises(Refused):
        parse_untrusted(xml)
