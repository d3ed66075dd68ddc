"""The legal route: every combination has an outcome, equal to the published function; hand-written cases; data and dates."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from protocols.protocol import Protocol
from protocols.route import Route, answered, data_route_of, lead_times, possible_routes, route_of
from protocols.route.outcomes import identifier, insurance_minima, outcome, outcome_ids
from protocols.route.tree import OPTIONS, asking, decide
from stats.refusal import problems

LIGHT = {"name": "Questionnaire", "nature": "added_light", "visits": ["Inclusion"]}
HEAVY = {"name": "Scanner", "nature": "added_heavy", "visits": ["Inclusion"]}
USUAL = {"name": "Consultation", "nature": "usual", "visits": ["Inclusion"]}


def reference(
    product_type: str, data_source: str, evaluates_device: str, ce_status: str, objective: str, mdr_class: str,
    invasive_device: str, extra_procedures: str, intervention: str,
) -> tuple[str, str, str, str]:  # fmt: skip
    """The routing of the working note (section 2.3), as it is written there."""
    if data_source == "existing_only":
        return ("HORS_RIPH", "none", "none", "M")
    if product_type == "not_a_device" or evaluates_device == "no":
        if evaluates_device == "satisfaction_or_shs":
            return ("HORS_RIPH", "none", "none", "M")
        return {
            "none": ("RIPH3", "none", "opinion", "H"),
            "minimal": ("RIPH2", "none", "opinion", "H"),
            "more_than_minimal": ("RIPH1", "authorisation", "opinion", "H"),
        }[intervention]
    if evaluates_device == "satisfaction_or_shs":
        return ("HORS_RIPH", "none", "none", "M")
    if product_type == "ivd":
        if ce_status == "ce_in_purpose":
            if extra_procedures == "invasive_or_burdensome":
                return ("IVDR_ART70_NOTIF", "notification_30d", "opinion", "M")
            return ("IVDR_OTHER_CE", "none", "ask_ansm", "L")
        if intervention != "none" or extra_procedures == "invasive_or_burdensome":
            return ("IVDR_ART58_AUTH", "authorisation", "opinion", "H")
        return ("IVDR_ART57_OR_JARDE", "none", "ask_ansm", "L")
    if ce_status in ("not_ce", "ce_off_purpose"):
        if objective == "conformity":
            low = mdr_class == "I" or (mdr_class == "IIa" and invasive_device == "no")
            return ("IC_1", "validation", "opinion", "H") if low else ("IC_2", "authorisation", "opinion", "H")
        return ("IC_4.3" if ce_status == "ce_off_purpose" else "IC_4.4", "authorisation", "opinion", "H")
    if extra_procedures == "none":
        if intervention == "none":
            return ("RIPH3_OR_HORS_RIPH", "none", "ask_cpp", "L")
        return ("IC_4.1_OR_4.2_TO_CONFIRM", "none", "opinion", "L")
    if objective == "conformity":
        if extra_procedures == "invasive_or_burdensome":
            return ("IC_3", "notification_30d", "opinion", "H")
        return ("IC_4.1", "none", "opinion", "M")
    return ("IC_4.2", "none", "opinion", "M")


def test_every_combination_has_the_outcome_of_the_working_note() -> None:
    count = 0
    for values in itertools.product(*OPTIONS.values()):
        answers = dict(zip(OPTIONS, values, strict=True))
        found = outcome(decide(asking(answers)))
        assert (found.id, found.ansm, found.cpp, found.confidence) == reference(**answers), answers
        count += 1
    assert count == 7776


def study(procedures: tuple[dict[str, Any], ...] = (), product: str = "device", **more: Any) -> Protocol:
    """A protocol with these answers, each at its own place."""
    protocol = Protocol().changed("qualification", "product", product).changed("route", "data_source", "prospective")
    protocol = protocol.changed("conduct", "visits", [{"name": "Inclusion"}])
    protocol = protocol.changed("conduct", "procedures", list(procedures))
    for field, value in ({"evaluates_device": "yes"} | more).items():
        section = "device" if field in ("ce_status", "mdr_class") else "claim" if field == "aim" else "route"
        protocol = protocol.changed(section, field, value)
    return protocol


CE, OFF, NOT_CE = {"ce_status": "ce_in_purpose"}, {"ce_status": "ce_off_purpose"}, {"ce_status": "not_ce"}
CONFORMITY, OTHER = {"objective": "conformity"}, {"objective": "other"}
CASES: dict[str, tuple[Protocol, str]] = {
    "reuse of a hospital data warehouse": (study(data_source="existing_only"), "HORS_RIPH"),
    "reuse of the warehouse to validate an IVD": (study(product="ivd", data_source="existing_only"), "HORS_RIPH"),
    "satisfaction survey on a CE-marked app": (study(evaluates_device="satisfaction_or_shs", **CE), "HORS_RIPH"),
    "care-coordination tool that is no device, care unchanged": (
        study(product="not_a_device", intervention="none"), "RIPH3"),
    "tool that is no device, minimal risk": (study(product="not_a_device", intervention="minimal"), "RIPH2"),
    "the question is a drug, the device only measures": (
        study(evaluates_device="no", intervention="more_than_minimal"), "RIPH1"),
    "software of class IIa before CE marking": (
        study(**NOT_CE, **CONFORMITY, mdr_class="IIa", invasive_device="no"), "IC_1"),
    "software of class I before CE marking: invasiveness is not asked": (
        study(**NOT_CE, **CONFORMITY, mdr_class="I"), "IC_1"),
    "software of class IIb before CE marking": (study(**NOT_CE, **CONFORMITY, mdr_class="IIb"), "IC_2"),
    "invasive class IIa outside its purpose": (
        study(**OFF, **CONFORMITY, mdr_class="IIa", invasive_device="yes"), "IC_2"),
    "CE marking as the aim answers the question of the aim": (
        study(**NOT_CE, aim="ce_marking", mdr_class="III"), "IC_2"),
    "digital therapeutic, PMCF, questionnaires only": (study((USUAL, LIGHT), **CE, **CONFORMITY), "IC_4.1"),
    "PMCF with an added scan": (study((LIGHT, HEAVY), **CE, **CONFORMITY), "IC_3"),
    "hospital trial of a CE-marked device with added questionnaires": (study((LIGHT,), **CE, **OTHER), "IC_4.2"),
    "hospital trial of a CE-marked device with an added scan": (study((HEAVY,), **CE, **OTHER), "IC_4.2"),
    "academic trial outside the purpose": (study(**OFF, **OTHER), "IC_4.3"),
    "academic trial of a device that is not CE-marked": (study(**NOT_CE, **OTHER), "IC_4.4"),
    "organisational cluster trial of a CE-marked imaging AI": (
        study((USUAL,), **CE, intervention="minimal"), "IC_4.1_OR_4.2_TO_CONFIRM"),
    "observation of a CE-marked device": (study((USUAL,), **CE, intervention="none"), "RIPH3_OR_HORS_RIPH"),
    "IVD not CE-marked, sampling for the study": (study((HEAVY,), product="ivd", **NOT_CE), "IVDR_ART58_AUTH"),
    "IVD not CE-marked, interventional": (
        study((USUAL,), product="ivd", **NOT_CE, intervention="minimal"), "IVDR_ART58_AUTH"),
    "IVD not CE-marked on left-over samples": (
        study((USUAL,), product="ivd", **NOT_CE, intervention="none"), "IVDR_ART57_OR_JARDE"),
    "IVD CE-marked, added biopsy": (study((HEAVY,), product="ivd", **CE), "IVDR_ART70_NOTIF"),
    "IVD CE-marked, questionnaires": (study((LIGHT,), product="ivd", **CE), "IVDR_OTHER_CE"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_worked_case(case: str) -> None:
    protocol, expected = CASES[case]
    found = route_of(protocol)
    assert isinstance(found, Route), found
    assert found.id == expected
    assert found.to_confirm == (found.confidence == "L")


def test_worked_cases_reach_every_outcome() -> None:
    assert {expected for _, expected in CASES.values()} == set(outcome_ids())


def test_open_questions_are_those_that_still_decide() -> None:
    assert set(route_of(Protocol())) == set(OPTIONS)  # type: ignore[arg-type]
    assert route_of(study(**NOT_CE, **CONFORMITY)) == ("mdr_class", "invasive_device")
    unsure = study(**NOT_CE, **CONFORMITY, mdr_class="unknown")
    assert route_of(unsure) == ("mdr_class", "invasive_device")
    assert {one.id for one in possible_routes(unsure)} == {"IC_1", "IC_2"}


def test_an_added_procedure_of_unknown_weight_leaves_the_route_open() -> None:
    found = route_of(study(({"name": "Examen", "nature": "added", "visits": []},), **CE, **CONFORMITY))
    assert isinstance(found, tuple) and "extra_procedures" in found


def test_answers_of_other_pages_are_not_asked_again() -> None:
    given = {one.id: one for one in answered(study((LIGHT,), **CE))}
    assert given["ce_status"].elsewhere and given["ce_status"].answer == "ce_in_purpose"
    assert given["extra_procedures"].path == "conduct.procedures" and given["extra_procedures"].answer == "light"
    assert not given["data_source"].elsewhere
    by_aim = {one.id: one for one in answered(study(aim="ce_marking"))}
    assert (by_aim["objective"].answer, by_aim["objective"].path) == ("conformity", "claim.aim")


def test_low_confidence_names_whom_to_ask() -> None:
    for id in outcome_ids():
        one = outcome(id)
        assert one.confidence == "H" or one.provenance.confirm or id == "HORS_RIPH", id
        assert one.provenance.source and one.provenance.checked_on >= date(2026, 1, 1)
        assert one.name.fr != one.name.en


@pytest.mark.parametrize(
    ("expected", "more"),
    [
        ("MR-004", {"data_source": "existing_only", "snds": "none", "identifying": "no"}),
        ("MR-005-006", {"data_source": "existing_only", "snds": "pmsi", "identifying": "no"}),
        ("MR-007-008", {"data_source": "existing_only", "snds": "snds", "identifying": "no"}),
        ("CESREES_CNIL", {"data_source": "existing_only", "snds": "none", "identifying": "yes"}),
        ("INTERNAL", {"data_source": "existing_only", "own_patients": "yes"}),
        ("MR-001", NOT_CE | OTHER | {"snds": "none", "identifying": "no"}),
        ("MR-003", NOT_CE | OTHER | {"snds": "none", "identifying": "no", "individual_consent": "non_opposition"}),
        ("CNIL_AUTHORISATION", NOT_CE | OTHER | {"snds": "snds", "identifying": "no"}),
        ("CESREES_CNIL", {"evaluates_device": "satisfaction_or_shs", "snds": "none", "identifying": "yes"}),
        (None, NOT_CE | OTHER | {"snds": "none"}),
    ],
)
def test_data_protection_tree(expected: str | None, more: dict[str, Any]) -> None:
    found = data_route_of(study(**more))
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("more", "steps"),
    [
        ({"data_source": "existing_only", "snds": "none", "identifying": "no"}, ["dossier", "contracts"]),
        (NOT_CE | OTHER, ["dossier", "cpp", "ansm_authorisation", "contracts"]),
        (NOT_CE | CONFORMITY | {"mdr_class": "I"}, ["dossier", "cpp", "ansm_validation", "contracts"]),
        (
            NOT_CE | OTHER | {"snds": "snds", "identifying": "no"},
            ["dossier", "cpp", "ansm_authorisation", "cnil", "contracts"],
        ),
    ],
)
def test_only_the_steps_that_the_route_needs(more: dict[str, Any], steps: list[str]) -> None:
    found = lead_times(study(**more))
    assert [one.id for one in found] == steps
    assert {one.after for one in found} == {"start", "dossier"} and all(one.days > 0 for one in found)


def test_identifiers_are_checked_with_a_sentence() -> None:
    assert Protocol().changed("route", "id_rcb", " 2021-A01709-32 ").route.id_rcb == "2021-A01709-32"
    for field, wrong in (("id_rcb", "2021-01709-32"), ("id_rcb", "2021-A01709-3"), ("civ_id", "26-01-000000")):
        with pytest.raises(ValidationError) as refused:
            Protocol().changed("route", field, wrong)
        assert (
            "AAAA-A00000-00" in problems(refused.value)[0].phrase.text.fr
            or "CIV-" in problems(refused.value)[0].phrase.text.fr
        )


@pytest.mark.parametrize("name", ["id_rcb", "civ_id", "nct"])
def test_the_patterns_of_the_data_accept_their_examples(name: str) -> None:
    one = identifier(name)
    assert re.match(one.pattern, one.example) and not re.match(one.pattern, "2021-X")


def test_insurance_minima_are_those_of_the_texts() -> None:
    low = insurance_minima()
    assert (low.victim, low.protocol, low.year, low.years, low.provenance.confidence) == (1, 6, 10, 10, "M")
