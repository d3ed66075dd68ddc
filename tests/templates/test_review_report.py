"""What a reviewer leaves with: one page first, every finding, and the submitted file with comments at its passages."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from stats.text import LANGUAGES, Language
from templates.blocks import Field, Table, plain_inlines, walk
from templates.reading.passages import passages_of
from templates.reading.reviewing import Reviewed, named_apart, reviewed
from templates.review_report import report
from templates.word.embed import read
from tests.templates.cases import finished_examples
from tests.templates.planting import clean, removed, replaced

CASES = [(name, language) for name in finished_examples() for language in LANGUAGES]


def faulty(name: str, language: Language) -> Reviewed:
    size = {"i_sleep": "160", "ai_ecg": "327", "sms_contraception": "570"}[name]
    return reviewed(removed(replaced(clean(name, language), size, "400")), language, f"{name}.docx")


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_report_holds_the_sheet_and_every_finding(name: str, language: Language) -> None:
    outcome = faulty(name, language)
    document = report(outcome.review, language, "dossier {x}.docx")
    cover = "\n".join(f"{one.label} {plain_inlines(one.value, language)}" for one in document.cover)
    assert all(isinstance(one, Field) for one in document.cover)
    assert "400" in cover and ("Question 1" in cover)
    assert len(outcome.review.questions) <= 5
    rows = [row for one in walk(document.blocks) if isinstance(one, Table) for row in one.rows]
    assert len(rows) == len(outcome.review.remarks)
    text = "\n".join(plain_inlines(cell, language) for row in rows for cell in row)
    assert all(one.id in text for one in outcome.review.remarks)
    assert docx.Document(io.BytesIO(outcome.report())).core_properties.title


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_copy_has_the_comments_and_the_same_text(name: str, language: Language) -> None:
    outcome = faulty(name, language)
    copy = outcome.copy()
    assert [one.text for one in passages_of(copy)] == [one.text for one in outcome.dossier.passages]
    assert read(copy) == read(outcome.submitted)
    document = docx.Document(io.BytesIO(copy))
    ours = [one for one in document.comments if one.author == "Preuve"]
    assert len(ours) == len(outcome.review.remarks) >= 2
    number = next(one for one in ours if "400" in one.text and "text:NUMBER" in one.text)
    anchor = next(
        one
        for one in document.element.body.iter(qn("w:commentRangeStart"))
        if one.get(qn("w:id")) == str(number.comment_id)
    )
    paragraph = next(one for one in anchor.iterancestors() if one.tag == qn("w:p"))
    assert "400" in "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def test_a_clean_copy_keeps_every_other_part() -> None:
    import zipfile

    data = clean("sms_contraception", "fr")
    copy = reviewed(data, "fr").copy()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(copy)) as after:
        assert set(before.namelist()) <= set(after.namelist())
        assert all(before.read(one) == after.read(one) for one in before.namelist() if one.endswith(".png"))


def test_the_data_are_plain() -> None:
    import json

    told = faulty("i_sleep", "en").data()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["standing"] == "blocking" and told["sheet"]["stated"] == 160 and told["rules"]["total"] >= 40


def test_names_are_made_different() -> None:
    assert named_apart(["a", "b", "a", "a-2", "a"]) == ("a", "b", "a-2", "a-2-2", "a-3")
