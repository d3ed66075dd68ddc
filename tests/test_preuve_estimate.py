"""The command that estimates assumptions from pilot data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import preuve
from stats.estimate.estimators import estimators
from tests.test_preuve import Capture, refusal, run

DATA = Path(__file__).parent / "stats" / "pilot"


def test_every_role_has_its_option() -> None:
    assert set(preuve.ROLES) == {role.name for one in estimators().values() for role in one.roles}


@pytest.mark.parametrize(("language", "said"), [("fr", "0,809 [0,729 ; 0,889]"), ("en", "0.809 [0.729, 0.889]")])
def test_the_area_is_said(capsys: Capture, language: str, said: str) -> None:
    status, out, err = run(
        capsys, "estimate", DATA / "roc.csv", "--question", "auc", "--score", "score", "--truth", "truth",
        "--lang", language,
    )  # fmt: skip
    assert (status, err) == (0, "") and said in out and "DeLong" in out and "n = 120" in out


def test_the_area_as_json_and_the_value_that_counts_as_yes(capsys: Capture) -> None:
    ask = ("estimate", DATA / "roc.csv", "--question", "auc", "--score", "score", "--truth", "truth", "--json")
    found = json.loads(run(capsys, *ask)[1])
    assert found["estimates"][0]["value"] == pytest.approx(0.8094285714, abs=1e-9)
    turned = json.loads(run(capsys, *ask, "--yes", "truth=non")[1])
    assert turned["estimates"][0]["value"] == pytest.approx(1 - 0.8094285714, abs=1e-9)


def test_the_components_without_interval_are_null_in_json(capsys: Capture, tmp_path: Path) -> None:
    rows = [
        f"{(7 * k * k + 3 * r + (k < 12) * 20) % 31};{int(k < 12)};{r};{k};{m}"
        for m in ("a", "b") for r in range(3) for k in range(30)
    ]  # fmt: skip
    path = tmp_path / "readers.csv"
    path.write_text("\n".join(["s;t;r;k;m", *rows]), encoding="utf-8")
    status, out, _ = run(
        capsys, "estimate", path, "--question", "readers", "--score", "s", "--truth", "t", "--reader", "r", "--case", "k",
        "--modality", "m", "--json",
    )  # fmt: skip
    assert status == 0 and json.loads(out)["estimates"][0]["low"] is None


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--question", "bonheur"), "question inconnue"),
        (("--question", "auc", "--score", "score"), "--truth"),
        (("--question", "auc", "--score", "absente", "--truth", "truth"), "absente"),
        (("--question", "survival", "--time", "score", "--event", "truth", "--horizon", "-1"), "strictement positif"),
    ],
)
def test_what_cannot_be_estimated_is_one_sentence(capsys: Capture, arguments: tuple[str, ...], word: str) -> None:
    assert word in refusal(capsys, "estimate", DATA / "roc.csv", *arguments)


def test_a_workbook_renamed_is_refused(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "classeur.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(200))
    assert "CSV" in refusal(capsys, "estimate", path, "--question", "sd", "--outcome", "x")
