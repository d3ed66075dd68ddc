"""The checklists: where they come from, that each point has its question, and how far a protocol answers them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from protocols.checking import check
from protocols.checklists import FOLDER, NAMES, checklist, checklists
from protocols.coverage import ELSEWHERE, Answered, Coverage, Status, coverage, excluded, label_of, questions
from protocols.exchange import example
from protocols.protocol import Protocol
from stats.text import LANGUAGES
from templates.saying import say
from tests.protocols.filled import REASON, filled

EXAMPLES = ("ai_ecg", "i_sleep", "sms_contraception")
PROVENANCE = ("title", "ref", "edition", "published", "licence", "scope", "verified", "copied", "when", "count")
WHEN = {"all", "vuln", "cmp", "rct", "blind", "ai", "dta", "live", "econ", "high_risk"}
WITHOUT_DOI = {"mdr_annex_xv", "iso_14155_annex_a", "has_ai_grid", "ai_act"}
OTHER_LISTS = {"ich_e9_r1"}  # named by questions, not covered here
ON = pytest.mark.parametrize("name", NAMES)
OF = pytest.mark.parametrize("study", EXAMPLES)


def read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def covered(protocol: Protocol) -> dict[str, Coverage]:
    return {one.checklist.name: one for one in coverage(protocol)}


def point(protocol: Protocol, item: str) -> Answered:
    (found,) = [one for list_ in coverage(protocol) for one in list_.items if one.item.id == item]
    return found


def test_every_file_is_a_checklist() -> None:
    assert {path.stem for path in FOLDER.glob("*")} == set(NAMES)


@ON
def test_provenance_is_declared(name: str) -> None:
    data = read(name)
    assert [key for key in PROVENANCE if not data.get(key)] == []
    assert data["count"] == len(data["items"])
    assert data.get("doi", "").startswith("10.") or name in WITHOUT_DOI
    for key in ("title", "edition", "scope", *(["note"] if "note" in data else [])):
        assert set(data[key]) == {"fr", "en"} and all(data[key].values()), key


@ON
def test_points_have_a_number_and_words_in_both_languages(name: str) -> None:
    items = read(name)["items"]
    assert len({one["id"] for one in items}) == len(items)
    for one in items:
        assert isinstance(one["id"], str) and one["en"].strip() and one["fr"].strip(), one
        assert one["when"] in WHEN and one["stage"] in ("plan", "report"), one


def test_the_editions_a_reader_must_know() -> None:
    assert len(checklist("spirit_2025").items) == 53 and len(checklist("mdr_annex_xv").items) == 29
    spirit_ai, iso = checklist("spirit_ai"), checklist("iso_14155_annex_a")
    assert spirit_ai.note and "SPIRIT 2013" in spirit_ai.note.fr and "SPIRIT 2025" in spirit_ai.note.en
    official = {one.number for one in checklist("spirit_2025").items}
    assert all(one.crosswalk in official for one in spirit_ai.items)
    assert iso.note and "2020" in iso.note.fr and "2026" in iso.note.en
    assert all(len(one.what.en.split()) <= 8 for one in iso.items), "short headings only: the text is protected"


def test_an_unknown_checklist_is_refused() -> None:
    for name in ("spirit_2013", "../rules", ""):
        with pytest.raises(ValueError):
            checklist(name)


def test_questions_name_points_that_exist() -> None:
    known = {item.id for one in checklists() for item in one.items}
    named = {*questions(), *(item for other in ELSEWHERE for item in other.items)}
    assert {item for item in named - known if item.split(":")[0] not in OTHER_LISTS} == set()


def test_every_point_of_a_protocol_has_a_question() -> None:
    asked = {*questions(), *(item for other in ELSEWHERE for item in other.items)}
    planned = {item.id for one in checklists() for item in one.planned()}
    assert planned - asked == set()


@OF
@pytest.mark.parametrize("refuse", [False, True])
def test_a_protocol_whose_questions_are_all_answered_covers_everything(study: str, refuse: bool) -> None:
    found = covered(filled(study, refuse))
    assert {"spirit_2025", "mdr_annex_xv", "iso_14155_annex_a"} <= set(found)
    for name, one in found.items():
        left = {said.item.id: said.missing for said in one.uncovered}
        assert left == {}, name
        assert all(bool(said.reasons) == (said.status is Status.NOT_APPLICABLE) for said in one.items)


@OF
def test_the_examples_cover_what_a_protocol_must(study: str) -> None:
    found = covered(example(study))
    for name in ("spirit_2025", "mdr_annex_xv", "iso_14155_annex_a"):
        assert [said.item.number for said in found[name].uncovered] == [], name


@OF
def test_a_reason_of_the_author_is_kept(study: str) -> None:
    protocol = filled(study).changed("ethics", "later_use", {"not_applicable": REASON})
    assert point(protocol, "spirit_2025:32b").status is Status.NOT_APPLICABLE
    assert point(protocol, "spirit_2025:32b").reasons == (REASON,)


@OF
def test_a_point_is_open_or_partly_answered_while_something_is_missing(study: str) -> None:
    protocol = filled(study).changed("ethics", "insurance", "Contrat").changed("ethics", "after", "Suivi habituel")
    assert point(protocol, "spirit_2025:34").where == ("ethics.insurance", "ethics.after")
    half = protocol.changed("ethics", "after", None)
    assert point(half, "spirit_2025:34").status is Status.PARTLY
    assert point(half, "spirit_2025:34").missing == ("ethics.after",)
    assert point(half, "mdr_annex_xv:3.16").status is Status.OPEN
    reasoned = half.changed("ethics", "insurance", {"not_applicable": "étude sur données existantes"})
    assert point(reasoned, "spirit_2025:34").status is Status.PARTLY
    sized = protocol.changed("sizing", "target", None)
    assert point(sized, "spirit_2025:19").missing == ("sizing",)
    assert point(sized, "spirit_2025:1b").missing == ("synopsis",)
    assert point(sized, "mdr_annex_xv:3.7").status is Status.PARTLY
    unreferenced = protocol.model_copy(update={"references": ()})
    assert point(unreferenced, "mdr_annex_xv:3.19").status is Status.OPEN


def test_blanks_are_no_answer_and_an_optional_question_alone_is_enough() -> None:
    blank = Protocol()
    for one in coverage(blank):
        assert one.covered == 0 and len(one.uncovered) == len(one.items), one.checklist.name
    spaces = blank.changed("transparency", "sharing", "  \n ")
    assert point(spaces, "spirit_2025:6").status is Status.OPEN
    assert [one.checklist.name for one in coverage(blank)] == ["spirit_2025", "mdr_annex_xv", "iso_14155_annex_a"]


def test_the_lists_that_concern_a_study() -> None:
    base = ("spirit_2025", "mdr_annex_xv", "iso_14155_annex_a")
    ecg, sleep = example("ai_ecg"), example("i_sleep")
    none = "aucune évaluation économique n'est prévue"
    ecg, sleep = (one.changed("economics", "planned", "no").changed("economics", "plan", none) for one in (ecg, sleep))
    assert set(covered(ecg)) == {*base, "spirit_ai", "stard_ai", "has_ai_grid", "ai_act"}
    assert set(covered(sleep)) == set(base)
    assert set(covered(sleep.changed("economics", "planned", "yes"))) == {*base, "cheers_2022"}
    early = sleep.changed("device", "uses_ai", "yes").changed("plan", "confirmatory", "no")
    assert set(covered(early)) == {*base, "spirit_ai", "decide_ai", "has_ai_grid", "ai_act"}
    assert excluded("econ", sleep) == none
    assert excluded("econ", Protocol()) is not None and excluded("rct", Protocol()) is None


def test_software_of_class_i_is_not_high_risk_for_want_of_a_notified_body() -> None:
    ecg = example("ai_ecg")
    assert "ai_act" not in covered(ecg.changed("device", "mdr_class", "I"))
    for name in ("IIa", "IIb", "III", "unknown"):
        assert "ai_act" in covered(ecg.changed("device", "mdr_class", name))


def test_the_hospital_authority_grid_is_filled_from_what_is_typed() -> None:
    assert not covered(example("ai_ecg"))["has_ai_grid"].uncovered
    assert not covered(example("ai_ecg"))["ai_act"].uncovered
    half = example("ai_ecg").changed("algorithm", "explanation", None)
    assert point(half, "has_ai_grid:4.7").missing == ("algorithm.explanation",)
    assert {one.number.split(".")[0] for one in checklist("has_ai_grid").items} == {"1", "2", "3", "4"}


def test_a_study_that_is_not_randomised_says_so() -> None:
    protocol = filled("ai_ecg", refuse=True)
    for number in ("21a", "21b", "22", "23"):
        found = point(protocol, f"spirit_2025:{number}")
        assert found.status is Status.NOT_APPLICABLE and found.reasons
    empty = Protocol().changed("plan", "type", "single_arm")
    assert point(empty, "spirit_2025:22").status is Status.NOT_APPLICABLE
    assert point(empty, "spirit_2025:9b").status is Status.NOT_APPLICABLE
    assert point(empty, "spirit_2025:13").status is Status.OPEN
    said = empty.changed("plan", "allocation", "Liste par minimisation")
    assert point(said, "spirit_2025:21b").status is Status.ANSWERED


def test_an_open_study_gives_its_reason_for_unblinding() -> None:
    protocol = Protocol().changed("plan", "type", "randomised_parallel")
    protocol = protocol.changed("plan", "blinding", {"not_applicable": "l'intervention est visible"})
    for number in ("24a", "24b", "24c"):
        found = point(protocol, f"spirit_2025:{number}")
        assert found.status is Status.NOT_APPLICABLE and found.reasons == ("l'intervention est visible",)


@pytest.mark.parametrize("language", LANGUAGES)
@OF
def test_check_reports_the_coverage_as_data(study: str, language: Any) -> None:
    report = check(filled(study))
    data = report.as_data(lambda phrase: say(phrase, language, report.unit), language)
    rows = json.loads(json.dumps(data))["coverage"]
    assert [one["checklist"] for one in rows] == [one.checklist.name for one in coverage(filled(study))]
    for one in rows:
        assert one["answered"] + one["not_applicable"] + one["partly"] + one["open"] == one["items"] == len(one["rows"])
        assert one["covered"] == one["answered"] + one["not_applicable"]
    assert rows[0]["checklist"] == "spirit_2025" and rows[0]["covered"] == rows[0]["items"] == 53


def test_every_path_has_a_name() -> None:
    for fields in questions().values():
        for section, field in fields:
            assert label_of(f"{section}.{field}").fr
    assert [label_of(other.path) for other in ELSEWHERE] == [other.label for other in ELSEWHERE]
