"""Eligibility, case by case: what each edition of the call says of a project. A lawyer can read and extend the table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from protocols.checking import check
from protocols.exchange import dumps, loads
from protocols.funding import Outcome, editions, eligibility, route_documents, schemes
from protocols.funding.editions import Criterion
from protocols.funding.eligibility import judged
from protocols.funding.known import end_of_project, known, shown_only
from protocols.protocol import Protocol
from templates.saying import say

# A project that every edition accepts; each case changes something.
SOUND: dict[str, Any] = {
    "stage": "synopsis",
    "filing_date": date(2027, 3, 1),
    "start_date": date(2027, 6, 1),
    "duration_months": 36,
    "total_spend": 1_200_000.0,
    "aid_requested": 450_000.0,
    "applicant_is_manufacturer": "yes",
    "applicant_french": "yes",
    "partners": ({"name": "CHU Exemple", "role": "subcontractor"},),
    "evaluation_only": "yes",
}
CONSORTIUM = {"partners": ({"name": "CHU Exemple", "role": "partner"}, {"name": "Société CRO"})}
SOUND_DEVICE = {"ce_status": "ce_in_purpose", "frozen": "yes"}
# edition, what changes in the funding, what changes in the device, the conditions that are not met
CASES: list[tuple[str, str, dict[str, Any], dict[str, Any], set[str]]] = [
    ("a sound project in 2020", "2020_grand_defi", {}, {}, set()),
    ("a sound project in 2021-22", "2021_22", {}, {}, set()),
    ("a sound project in 2023", "2023_v3", {}, {}, set()),
    ("a sound digital project, latest edition", "dmn_equip", {"theme": "numerique"}, {}, set()),
    ("a sound equipment project, latest edition", "dmn_equip", {"theme": "equipement"}, {}, set()),
    ("a consortium is allowed in 2021-22", "2021_22", CONSORTIUM, {}, set()),
    ("a consortium is allowed in 2020", "2020_grand_defi", CONSORTIUM, {}, set()),
    ("a funded partner is forbidden in 2023", "2023_v3", CONSORTIUM, {}, {"single_applicant"}),
    ("a funded partner is forbidden later", "dmn_equip", CONSORTIUM | {"theme": "numerique"}, {}, {"single_applicant"}),
    ("before CE marking, latest edition", "dmn_equip", {"theme": "numerique"}, {"ce_status": "not_ce"}, {"ce_marked"}),
    ("CE mark for another purpose, latest edition", "dmn_equip", {"theme": "numerique"}, {"ce_status": "ce_off_purpose"}, set()),
    ("aid of 600 kEUR in 2020", "2020_grand_defi", {"aid_requested": 600_000.0}, {}, {"aid"}),
    ("aid of 90 kEUR in 2020", "2020_grand_defi", {"aid_requested": 90_000.0}, {}, {"aid"}),
    ("aid of 600 kEUR in 2021-22", "2021_22", {"aid_requested": 600_000.0}, {}, set()),
    ("50 months", "2021_22", {"duration_months": 50}, {}, {"duration"}),
    ("48 months in 2021-22", "2021_22", {"duration_months": 48}, {}, set()),
    ("48 months in 2020", "2020_grand_defi", {"duration_months": 48}, {}, {"duration"}),
    ("11 months", "dmn_equip", {"duration_months": 11, "theme": "numerique"}, {}, {"duration"}),
    ("6 MEUR in 2021-22", "2021_22", {"total_spend": 6e6}, {}, {"spend"}),
    ("6 MEUR of equipment", "dmn_equip", {"total_spend": 6e6, "theme": "equipement"}, {}, set()),
    ("6 MEUR of software", "dmn_equip", {"total_spend": 6e6, "theme": "numerique"}, {}, {"spend_digital"}),
    ("450 kEUR of equipment", "dmn_equip", {"total_spend": 450_000.0, "theme": "equipement"}, {}, {"spend_equipment"}),
    ("a hospital applies in 2023", "2023_v3", {"applicant_is_manufacturer": "no"}, {}, {"manufacturer"}),
    ("a hospital applies in 2021-22", "2021_22", {"applicant_is_manufacturer": "no"}, {}, set()),
    ("a foreign company in 2023", "2023_v3", {"applicant_french": "no"}, {}, {"french"}),
    ("pre-CE in 2021-22, CE in time", "2021_22", {"ce_expected": date(2029, 1, 1)}, {"ce_status": "not_ce"}, set()),
    ("pre-CE in 2021-22, CE too late", "2021_22", {"ce_expected": date(2030, 7, 1)}, {"ce_status": "not_ce"}, {"ce_before_end"}),
    ("new learning in the budget", "2021_22", {"evaluation_only": "no"}, {}, {"evaluation_only"}),
    ("a version that changes", "2023_v3", {}, {"frozen": "no"}, {"version_frozen"}),
    ("starts before the application", "2021_22", {"start_date": date(2027, 2, 1)}, {}, {"starts_after_filing"}),
    ("experts' remarks left open", "2023_v3", {"stage": "comments_pending"}, {}, {"expert_comments"}),
    ("experts' remarks answered", "2023_v3", {"stage": "comments_answered"}, {}, set()),
    ("aid three times the spending", "2021_22", {"aid_requested": 3.6e6}, {}, {"aid_within_spend"}),
]  # fmt: skip


def project(edition: str, funding: dict[str, Any] | None = None, device: dict[str, Any] | None = None) -> Protocol:
    protocol = Protocol()
    for field, value in ({"edition": edition} | SOUND | (funding or {})).items():
        protocol = protocol.changed("funding", field, value)
    for field, value in (SOUND_DEVICE | (device or {})).items():
        protocol = protocol.changed("device", field, value)
    return protocol


@pytest.mark.parametrize(
    ("edition", "funding", "device", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_each_edition_refuses(
    edition: str, funding: dict[str, Any], device: dict[str, Any], expected: set[str]
) -> None:
    protocol = project(edition, funding, device)
    refused = eligibility(protocol).of(Outcome.NOT_MET)
    assert {one.criterion.id for one in refused} == expected
    said = {one.rule.id for one in check(protocol).findings}
    assert {one.criterion.rule for one in refused if one.criterion.rule} <= said


QUALITY = [
    ("2021_22", {"funding_quality": False}, "not_ce", {"quality_before_ce"}),
    ("2021_22", {"funding_quality": False}, "ce_in_purpose", set()),
    ("2023_v3", {"funding_quality_covers": False}, "ce_in_purpose", {"quality_scope"}),
    ("2023_v3", {"funding_share_french": 0.3}, "ce_in_purpose", {"share_french"}),
    ("2023_v3", {"recruitment_capacity": 0.8}, "ce_in_purpose", {"recruitment_capacity"}),
]


@pytest.mark.parametrize(("edition", "more", "ce", "expected"), QUALITY)
def test_what_other_sections_bring(edition: str, more: dict[str, Any], ce: str, expected: set[str]) -> None:
    protocol = project(edition, {"ce_expected": date(2028, 1, 1)}, {"ce_status": ce})
    facts = known(protocol) | shown_only(protocol) | {name: (value, "") for name, value in more.items()}
    refused = [one for one in judged(editions()[edition], facts) if one.outcome is Outcome.NOT_MET]
    assert {one.criterion.id for one in refused} == expected


@pytest.mark.parametrize("edition", sorted(editions()))
def test_nothing_answered_refuses_nothing(edition: str) -> None:
    found = eligibility(Protocol().changed("funding", "edition", edition))
    assert found.judged and {one.outcome for one in found.judged} == {Outcome.UNKNOWN}
    assert all(one.where for one in found.judged)  # each says where to answer


def test_no_edition_no_judgement() -> None:
    assert eligibility(Protocol()).edition is None
    aside = Protocol().changed("funding", "edition", {"not_applicable": "Financement propre"})
    assert eligibility(aside).set_aside == "Financement propre"
    assert not [one for one in check(aside).findings if "BPI" in one.rule.id or "FUND" in one.rule.id]


def test_without_a_theme_the_spending_is_not_judged() -> None:
    found = {one.criterion.id: one for one in eligibility(project("dmn_equip", {"total_spend": 6e6})).judged}
    assert found["spend_digital"].outcome is Outcome.UNKNOWN and found["spend_digital"].where == "funding.theme"


def test_every_value_is_dated_cited_and_weighed() -> None:
    for edition in editions().values():
        assert edition.checked_on >= date(2026, 1, 1) and edition.remarks and edition.documents
        for one in (*edition.criteria, *edition.documents, *edition.remarks):
            assert len(one.source) > 8 and one.confidence in "HML"
        ids = [one.id for one in edition.criteria]
        assert len(ids) == len(set(ids))
    assert {one.id for one in schemes()} >= {"diag_dm", "living_lab", "imaging", "phrc_prme", "forfait_innovation"}
    for scheme in schemes():
        if scheme.confidence == "L":
            assert "demander" in scheme.text.fr and "asked" in scheme.text.en
    assert len({one.id for one in route_documents()}) == len(route_documents())


def test_an_assumed_limit_says_so() -> None:
    found = {one.criterion.id: one for one in eligibility(project("2023_v3")).judged}
    assert found["duration"].criterion.assumed and "non vue" in found["duration"].sentence.fr
    assert "Bpifrance" in found["duration"].sentence.en
    assert found["single_applicant"].doubt is None


def test_a_limit_is_written_once() -> None:
    """Changing the bound of a condition changes its sentence and its verdict."""
    edition = editions()["2021_22"]
    longer = [
        one.model_copy(update={"between": (12.0, 60.0)}) if one.id == "duration" else one for one in edition.criteria
    ]
    changed = edition.model_copy(update={"criteria": tuple(longer)})
    facts = known(project("2021_22", {"duration_months": 50}))
    (found,) = [one for one in judged(changed, facts) if one.criterion.id == "duration"]
    assert found.outcome is Outcome.MET and "60" in found.sentence.fr


@pytest.mark.parametrize("bounds", [{}, {"at_least": 1, "at_most": 2}, {"between": [3, 2]}])
def test_a_condition_has_exactly_one_bound(bounds: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Criterion.model_validate(
            {"id": "x", "fact": "f", "sentence": {"fr": "a", "en": "b"}, "source": "here", "confidence": "H"} | bounds
        )


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2027, 6, 1), 36, date(2030, 6, 1)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 1, 15), 11, date(2027, 12, 15)),
        (date(9990, 1, 1), 240, None),
    ],
)
def test_the_end_of_the_project(start: date, months: int, end: date | None) -> None:
    assert end_of_project(project("2021_22", {"start_date": start, "duration_months": months})) == end


@pytest.mark.parametrize(
    ("field", "value"), [("total_spend", -1.0), ("duration_months", 0), ("aid_requested", 1e12), ("edition", "2031")]
)
def test_the_absurd_is_refused(field: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        Protocol().changed("funding", field, value)


def test_a_finding_repeats_the_condition_and_what_was_declared() -> None:
    (found,) = [
        one for one in check(project("2021_22", {"duration_months": 50})).findings if one.rule.id == "fr:BPI-01"
    ]
    said = say(found.phrase, "fr").replace("\u00a0", " ")
    assert said == "Le projet doit durer de 12 à 48 mois. Déclaré ici : 50 mois."
    assert found.where == "funding.duration_months"


def test_the_application_survives_a_round_trip() -> None:
    protocol = project("2023_v3", CONSORTIUM)
    assert loads(dumps(protocol)) == protocol
