"""Who owes what: owners, dates counted back from the filing, documents and their expiry, progress, the JSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from protocols.changes_between import changes
from protocols.checking import check, gaps_of
from protocols.exchange import dumps, example, loads
from protocols.model.tasks import OWNERS, Task
from protocols.protocol import Protocol
from protocols.tasks import _FILE, Item, assigned, days_left, items_of, progress_of, reference_day, usual

TODAY, FILING = date(2026, 11, 22), date(2027, 3, 1)
DATED = Protocol().changed("funding", "filing_date", FILING)


def item(protocol: Protocol, id: str) -> Item:
    (found,) = [one for one in items_of(protocol) if one.id == id]
    return found


def test_every_gap_and_every_unanswered_finding_has_its_item() -> None:
    protocol = example("i_sleep").changed("safety", "harms", None).changed("plan", "blinding", None)
    protocol = protocol.answering("stats:SS-09", "")
    ids = {one.id for one in items_of(protocol) if one.kind != "document"}
    unanswered = {one.rule.id for one in check(protocol).findings} - set(protocol.answers)
    assert ids == {one.path for one in gaps_of(protocol)} | unanswered
    assert {"safety.harms", "plan.blinding", "stats:SS-09"} <= ids


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("sizing.kind", "statistician"),
        ("sizing.assumptions.sd", "statistician"),
        ("economics.plan", "economist"),
        ("data.protection", "data_protection"),
        ("ethics.approval", "regulatory"),
        ("ethics.later_use", "data_protection"),
        ("plan.type", "statistician"),
        ("plan.comparator", "investigator"),
        ("nowhere.at_all", "clinical_lead"),
    ],
)
def test_the_usual_owner(path: str, owner: str) -> None:
    assert usual(path)[0] == owner


def test_each_usual_owner_is_known_and_each_path_exists() -> None:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    sections = Protocol().sections()
    for path, entry in data["paths"].items():
        assert entry["owner"] in OWNERS and 0 < entry["days_before"] <= 365
        section, _, field = path.partition(".")
        assert section == "sizing" or not field or field in sections[section].asks(), path
    assert set(sections) <= {path.split(".")[0] for path in data["paths"]}


def test_dates_are_counted_back_from_the_filing_and_can_be_moved() -> None:
    path = "economics.plan"
    assert item(Protocol(), path).due is None
    assert item(DATED, path).due == FILING - timedelta(days=usual(path)[1])
    moved = assigned(DATED, path, due=date(2026, 12, 1), owner="clinical_lead")
    assert (item(moved, path).due, item(moved, path).owner) == (date(2026, 12, 1), "clinical_lead")
    back = assigned(moved, path, due=None, owner=None)
    assert back.tasks == {} and back == DATED


def test_late_is_after_its_date() -> None:
    one = item(assigned(DATED, "device.name", due=TODAY), "device.name")
    assert not one.late(TODAY) and one.late(TODAY + timedelta(days=1))
    assert not item(Protocol(), "device.name").late(date.max)  # no date, never late


def test_a_document_expires_before_the_filing() -> None:
    protocol = DATED.changed("funding", "edition", "2023_v3")
    id = "document:quality_certificate"
    ready = assigned(protocol, id, status="ready", expires=date(2027, 2, 1))
    on = reference_day(ready, TODAY)
    assert on == FILING
    one = item(ready, id)
    assert one.expired(on) and not one.done(on) and not one.expired(TODAY)
    valid = item(assigned(ready, id, expires=date(2028, 1, 1)), id)
    assert valid.done(on) and not valid.late(date(2027, 2, 20))


def test_documents_follow_the_edition_and_the_route() -> None:
    def documents(**funding: Any) -> set[str]:
        protocol = DATED
        for field, value in funding.items():
            protocol = protocol.changed("funding", field, value)
        return {one.id.removeprefix("document:") for one in items_of(protocol) if one.kind == "document"}

    assert "application_form" not in documents()
    assert "expert_answers" not in documents(edition="2023_v3", stage="synopsis")
    assert "expert_answers" in documents(edition="2023_v3", stage="comments_pending")
    assert "consortium_agreement" not in documents(edition="2021_22")
    partner = ({"name": "CHU", "role": "partner"},)
    assert "consortium_agreement" in documents(edition="2021_22", partners=partner)
    reuse = DATED.changed("route", "data_source", "existing_only")
    ids = {one.id for one in items_of(reuse)}
    assert "document:data_access" in ids and "document:insurance" not in ids


def test_unknown_conditions_of_the_call_are_questions() -> None:
    protocol = DATED.changed("funding", "edition", "2023_v3")
    assert item(protocol, "funding.applicant_is_manufacturer").owner == "clinical_lead"
    known = protocol.changed("funding", "applicant_is_manufacturer", "yes")
    assert "funding.applicant_is_manufacturer" not in {one.id for one in items_of(known)}


def test_progress_moves_by_one_with_one_answer() -> None:
    def of(protocol: Protocol) -> dict[str, tuple[int, int]]:
        return {one.owner: (one.done, one.total) for one in progress_of(protocol, items_of(protocol), TODAY)}

    before, after = of(DATED), of(DATED.changed("data", "protection", "MR-001"))
    assert after["data_protection"] == (before["data_protection"][0] + 1, before["data_protection"][1])
    assert after["economist"] == before["economist"]
    late = progress_of(DATED, items_of(DATED), FILING)
    assert all(one.late for one in late)


def test_the_countdown() -> None:
    assert days_left(DATED, TODAY) == 99
    assert days_left(DATED, date(2027, 3, 2)) == -1
    assert days_left(Protocol(), TODAY) is None
    aside = Protocol().changed("funding", "filing_date", {"not_applicable": "Aucun dépôt"})
    assert days_left(aside, TODAY) is None and all(one.due is None for one in items_of(aside))


def test_absurd_dates_do_not_crash() -> None:
    assert items_of(Protocol().changed("funding", "filing_date", date(1, 1, 2)))
    assert items_of(Protocol().changed("funding", "filing_date", date.max))


def test_tasks_survive_the_file_and_are_no_change_of_the_protocol() -> None:
    protocol = assigned(DATED, "document:insurance", status="doing", note="Devis demandé", owner="clinical_lead")
    assert loads(dumps(protocol)) == protocol
    assert protocol.tasks["document:insurance"].note == "Devis demandé"
    assert changes(DATED, protocol) == ()  # who owes what is no answer: left out of amendments on purpose
    assert protocol.changed("device", "name", "X").tasks == protocol.tasks


@pytest.mark.parametrize("bad", [{"owner": "nobody"}, {"status": "gone"}, {"due": "tomorrow"}, {"colour": "red"}])
def test_what_is_not_a_task_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        assigned(DATED, "device.name", **bad)
    assert Task().empty
