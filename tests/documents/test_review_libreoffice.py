"""A document saved again by LibreOffice is the same document: no false edit; the annotated copy opens there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from protocols.remarks import Kind
from stats.text import LANGUAGES
from templates.reading.reviewing import reviewed
from tests.templates.planting import clean, replaced

pytestmark = pytest.mark.tools
PUBLISHED = ("ai_ecg", "i_sleep", "sms_contraception")
CASES = [*((name, language) for name in PUBLISHED for language in LANGUAGES), ("emergency_imaging", "fr")]


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every clean export, opened and saved by LibreOffice."""
    if not shutil.which("soffice"):
        pytest.skip("not installed: soffice")
    folder = tmp_path_factory.mktemp("again")
    files = []
    for name, language in CASES:
        files.append(folder / f"{name}-{language}.docx")
        files[-1].write_bytes(clean(name, language))
    convert(folder, "docx", *files)
    return folder / "out"


def convert(folder: Path, kind: str, *files: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    done = subprocess.run(
        [*command, "--outdir", str(folder / "out"), *map(str, files)], capture_output=True, timeout=180
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("name", "language"), CASES)
def test_no_false_edit(saved_again: Path, name: str, language: str) -> None:
    found = reviewed((saved_again / f"{name}-{language}.docx").read_bytes(), "fr").review
    assert [one for one in found.remarks if one.kind is not Kind.RULE] == []
    assert found.language == language


def test_the_annotated_copy_and_the_report_open(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("not installed: soffice")
    outcome = reviewed(replaced(clean("i_sleep", "fr"), "160", "400"), "fr")
    (tmp_path / "copy.docx").write_bytes(outcome.copy())
    (tmp_path / "report.docx").write_bytes(outcome.report())
    convert(tmp_path, "pdf", tmp_path / "copy.docx", tmp_path / "report.docx")
    assert (tmp_path / "out" / "copy.pdf").stat().st_size > 20_000
    assert (tmp_path / "out" / "report.pdf").stat().st_size > 5_000
