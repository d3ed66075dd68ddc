"""The exported document as LibreOffice lays it out: pages, headings, numbers, nothing left unsaid."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from protocols.exchange import example
from stats.quantities import Unit, Value
from templates.blocks import Document, Heading, Language, plain_text, walk
from templates.compose import compose, export_docx
from templates.saying import say_value

pytestmark = pytest.mark.tools
LANGUAGES: tuple[Language, ...] = ("fr", "en")
PUBLISHED = ("ai_ecg", "i_sleep", "sms_contraception")
CASES = [*((name, language) for name in PUBLISHED for language in LANGUAGES), ("emergency_imaging", "fr")]
TOOLS = ("soffice", "pdftotext", "pdfinfo")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every example in both languages as PDF, by one run of LibreOffice."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("printed")
    files = []
    for name, language in CASES:
        files.append(folder / f"{name}-{language}.docx")
        files[-1].write_bytes(export_docx(example(name), language))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    done = subprocess.run([*command, "--outdir", str(folder), *map(str, files)], capture_output=True, timeout=180)
    assert done.returncode == 0, done.stderr
    return folder


def words_of(pdf: Path) -> str:
    """The text of a PDF, on one line, with ordinary spaces and hyphens."""
    made = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    return flat(made.stdout.decode())


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\u2011", "-"))


def headings(document: Document) -> list[Heading]:
    return [block for block in walk(document.blocks) if isinstance(block, Heading)]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_pdf_is_a_whole_protocol(printed: Path, name: str, language: Language) -> None:
    pdf = printed / f"{name}-{language}.pdf"
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True, timeout=60).stdout.decode()
    found = re.search(r"Pages:\s+(\d+)", told)
    assert found and 8 <= int(found[1]) <= 60
    assert "A4" in told
    text = words_of(pdf)
    for heading in headings(compose(example(name), language=language)):
        assert flat(plain_text(heading.content)).strip() in text
    for left in ("{{", "}}", "{%", "[À compléter", "[To be completed", "Undefined", "Error:"):
        assert left not in text
    assert not re.search(r"\b(None|nan|NaN|inf)\b", text)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_sample_size_is_printed(printed: Path, name: str, language: Language) -> None:
    text = words_of(printed / f"{name}-{language}.pdf")
    found = example(name).sample_size()
    assert not isinstance(found, tuple)
    for count in (found.enrolled, found.analysed, *(arm.size for arm in found.enrolled_arms)):
        said = flat(say_value(Value(count, Unit.COUNT), language))
        assert re.search(rf"(?<!\d){re.escape(said)}(?!\d)", text), said


@pytest.mark.parametrize(("name", "language"), CASES)
def test_no_section_is_empty(name: str, language: Language) -> None:
    blocks = list(walk(compose(example(name), language=language).blocks))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            assert following is not None, plain_text(block.content)
            deeper = isinstance(following, Heading) and following.level > block.level
            assert deeper or not isinstance(following, Heading), plain_text(block.content)
