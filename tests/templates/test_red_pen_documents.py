"""Exports of the second half of the engine, altered in Word: the edit is said with its place, the findings with their section."""

from __future__ import annotations

import io
import json

import docx
import pytest

from protocols.exchange import example
from protocols.protocol import Protocol
from protocols.remarks import Kind, Remark
from stats.text import LANGUAGES
from templates.compose import export_docx
from templates.reading.reviewing import Reviewed, reviewed
from templates.review_words import message_of
from tests.protocols.test_combining import with_
from tests.protocols.test_family_facts import draft
from tests.protocols.test_red_pen import FUTILE, with_benefit, wrote
from tests.templates.planting import added, clean, replaced


def told(found: Reviewed) -> dict[str, Remark]:
    return {
        message_of(one, "fr").replace("\u00a0", " "): one for one in found.review.remarks if one.kind is not Kind.RULE
    }


def altered(protocol: Protocol, old: str, new: str, inside: str) -> Reviewed:
    return reviewed(replaced(export_docx(protocol, "fr"), old, new, inside), "fr")


def test_futility_made_binding_in_the_text() -> None:
    found = told(altered(with_(**FUTILE), "non contraignantes", "contraignantes", "recommander l'arrêt pour futilité"))
    (said, remark), *others = found.items()
    assert said == "« non contraignantes » est devenu « contraignantes »." and not others
    assert remark.severity.value == "major" and remark.heading


def test_a_finding_about_the_data_names_its_section() -> None:
    planted = with_benefit(economics__willingness=[{"value": "30 000"}])
    found = altered(planted, "50\u202f000", "30\u202f000", "valant 50\u202f000")
    assert any(one.severity.value == "blocking" for one in told(found).values())  # the value of a QALY decides the size
    headings = {one["id"]: one["heading"] for one in found.data()["findings"]}
    assert "conomi" in headings["preuve:ECO-06"]
    assert any(headings["preuve:ECO-06"] in line for line in found.lines() if "preuve:ECO-06" in line)


def test_a_study_sized_on_a_share_is_reviewed_as_data() -> None:
    data = export_docx(wrote(draft("rare_event"), analysis__primary="Borne exacte."), "fr")
    assert json.loads(json.dumps(reviewed(data, "fr").data()))["sheet"]["share"]


def test_a_synopsis_is_reviewed_as_a_synopsis() -> None:
    protocol = example("i_sleep")
    for language in LANGUAGES:
        data = export_docx(protocol, language, kind="synopsis")
        found = reviewed(data, language)
        assert found.dossier.language == language and not told(found)
        copied = docx.Document(io.BytesIO(found.copy()))
        assert any(one.partname.endswith("comments.xml") for one in copied.part.package.parts)
    edited = reviewed(replaced(export_docx(protocol, "fr", kind="synopsis"), "160", "180"), "fr")
    assert any(one.severity.value == "blocking" and "180" in said for said, one in told(edited).items())


@pytest.mark.parametrize(
    ("old", "new", "inside", "severity"),
    [
        ("Vingt", "Huit", "cabinets et maisons de santé", "major"),  # a number in letters
        ("avant", "après", "Ce plan est signé", "major"),
        ("4,5", "5,4", "écart-type 4,5", "blocking"),  # points of a score, not of percentage
        ("courants", "usuels", "soins courants", "minor"),
    ],
)
def test_an_edit_weighs_what_it_changes(old: str, new: str, inside: str, severity: str) -> None:
    found = told(altered(example("i_sleep"), old, new, inside))
    assert [one.severity.value for one in found.values()] == [severity]


def test_a_sentence_added_on_the_design_is_major() -> None:
    data = added(clean("i_sleep", "fr"), "Une analyse intermédiaire sera faite à mi-parcours.")
    assert [one.severity.value for one in told(reviewed(data, "fr")).values()] == ["major"]
