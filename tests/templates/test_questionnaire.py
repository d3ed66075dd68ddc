"""The questionnaire of one owner and the eligibility sheet: what they hold, in both languages, inert whatever was typed."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest

from protocols.exchange import example
from protocols.model.tasks import OWNERS
from protocols.protocol import Protocol
from protocols.tasks import assigned, items_of
from templates.blocks import Document, Language, Table, plain_text, walk
from templates.compose import compose
from templates.eligibility_sheet import eligibility_docx, eligibility_sheet
from templates.questionnaire import questionnaire, questionnaire_docx
from tests.templates.conftest import HOSTILE

LANGUAGES: tuple[Language, ...] = ("fr", "en")
TODAY = dt.date(2026, 11, 22)
OPEN = (
    example("i_sleep")
    .changed("funding", "filing_date", dt.date(2027, 3, 1))
    .changed("funding", "edition", "2023_v3")
    .changed("economics", "plan", None)
    .changed("analysis", "sensitivity", None)
    .answering("stats:POWER-02", "")
)


def words(document: Document, language: Language = "fr") -> str:
    return "\n".join(plain_text(one, language) for one in walk(document.blocks)).replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_row_for_each_thing_owed_and_room_to_answer(language: Language) -> None:
    items = items_of(OPEN)
    for owner in OWNERS:
        document = questionnaire(OPEN, owner, language, TODAY)
        rows = [row for one in walk(document.blocks) if isinstance(one, Table) for row in one.rows]
        assert len(rows) == sum(one.owner == owner for one in items)
        assert OWNERS[owner][language].lower() in document.title.lower()


def test_the_statistician_gets_question_why_finding_and_date() -> None:
    said = words(questionnaire(OPEN, "statistician", "fr", TODAY))
    assert OPEN.analysis.asks()["sensitivity"].label.fr in said and OPEN.analysis.asks()["sensitivity"].why.fr in said
    assert "90 % de puissance" in said and "À faire" in said
    assert "Pour le 18 janvier 2027" in said and "Dépôt du dossier\t1er mars 2027" in said
    assert OPEN.economics.asks()["plan"].label.fr not in said


def test_an_item_given_to_someone_else_follows() -> None:
    moved = assigned(OPEN, "economics.plan", owner="statistician", note=HOSTILE)
    label = OPEN.economics.asks()["plan"].label.fr
    said = words(questionnaire(moved, "statistician", "fr", TODAY))
    assert label in said and HOSTILE in said
    assert label not in words(questionnaire(moved, "economist", "fr", TODAY))


def test_a_ready_document_is_asked_no_more_unless_it_expires() -> None:
    id, title = "document:quality_certificate", "Certificat du système qualité"
    assert title in words(questionnaire(OPEN, "regulatory", "fr", TODAY))
    ready = assigned(OPEN, id, status="ready", expires=dt.date(2028, 1, 1))
    assert title not in words(questionnaire(ready, "regulatory", "fr", TODAY))
    short = assigned(ready, id, expires=dt.date(2027, 2, 1))
    assert "périmé, valable jusqu'au 1er février 2027" in words(questionnaire(short, "regulatory", "fr", TODAY))


def test_nothing_owed_is_a_sentence() -> None:
    done = OPEN
    for one in items_of(OPEN):
        done = assigned(done, one.id, owner="clinical_lead")
    assert "Rien n'est attendu" in words(questionnaire(done, "economist", "fr", TODAY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_open(language: Language) -> None:
    for data in (questionnaire_docx(OPEN, "economist", language, TODAY), eligibility_docx(OPEN, language, TODAY)):
        assert docx.Document(io.BytesIO(data)).tables
    assert questionnaire_docx(Protocol(), "investigator", language, TODAY)
    assert eligibility_docx(Protocol(), language, TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_gives_source_date_and_confidence_of_each_condition(language: Language) -> None:
    sheet = eligibility_sheet(OPEN, language, TODAY)
    table = next(one for one in walk(sheet.blocks) if isinstance(one, Table))
    source, checked = ("Source : ", "Consulté le 22") if language == "fr" else ("Source: ", "Checked on 22")
    for row in table.rows:
        said = "".join(getattr(piece, "text", "") for piece in row[0]).replace("\u00a0", " ")
        assert source in said and checked in said and ("Confiance" in said or "Confidence" in said)


def test_the_protocol_prints_nothing_of_it() -> None:
    noted = assigned(OPEN, "economics.plan", note="Appeler jeudi")
    said = words(compose(noted, language="fr"))
    assert "Appeler jeudi" not in said and "2023" not in said.split("Financement")[1][:200]
