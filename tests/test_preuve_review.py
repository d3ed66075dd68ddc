"""`preuve.py review`: several files and folders, one bad file, what is written and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import preuve
from tests.templates.planting import clean, replaced


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dossiers"
    made.mkdir()
    (made / "bon.docx").write_bytes(clean("i_sleep", "fr"))
    (made / "~$bon.docx").write_bytes(b"lock")
    return made


def test_a_clean_dossier(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert preuve.main(["review", str(folder), "-o", str(out)]) == 0
    assert {one.name for one in out.iterdir()} == {"bon-relecture.docx", "bon-annote.docx", "bon-relecture.json"}
    said = capsys.readouterr().out
    assert "Inclusions recalculées : 160" in said and "stats:OUT-02" in said


def test_one_bad_file_does_not_stop_the_others(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "abime.docx").write_bytes(clean("i_sleep", "fr")[:5000])
    arguments = [
        "review",
        str(folder),
        str(folder / "absent.docx"),
        "-o",
        str(tmp_path / "out"),
        "--json",
        "--lang",
        "en",
    ]
    assert preuve.main(arguments) == 1
    told = capsys.readouterr()
    found = {Path(one["file"]).name: one for one in json.loads(told.out)}
    assert set(found) == {"abime.docx", "bon.docx", "absent.docx"}
    assert "damaged" in found["abime.docx"]["error"] and "missing" in found["absent.docx"]["error"]
    assert found["bon.docx"]["standing"] == "to correct"
    assert told.err.count("preuve:") == 2 and "Traceback" not in told.err
    assert (tmp_path / "out" / "bon-review.docx").is_file()


def test_a_blocking_finding_is_a_failure(folder: Path, tmp_path: Path) -> None:
    (folder / "bon.docx").write_bytes(replaced(clean("i_sleep", "fr"), "160", "400"))
    assert preuve.main(["review", str(folder / "bon.docx"), "-o", str(tmp_path / "out")]) == 1
    told = json.loads((tmp_path / "out" / "bon-relecture.json").read_text("utf-8"))
    assert told["standing"] == "blocking"


def test_two_files_of_one_name_do_not_overwrite_each_other(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    other.mkdir()
    (other / "bon.docx").write_bytes(clean("i_sleep", "en"))
    assert preuve.main(["review", str(folder), str(other), "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "bon-2-relecture.docx").is_file()


def test_an_empty_folder_and_a_folder_that_cannot_be_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "vide").mkdir()
    assert preuve.main(["review", str(tmp_path / "vide"), "-o", str(tmp_path / "out")]) == 1
    (tmp_path / "fichier").write_text("")
    assert preuve.main(["review", str(folder), "-o", str(tmp_path / "fichier")]) == 1
    assert "écriture impossible" in capsys.readouterr().err
