"""Centres of a draft: derived facts, forecast, calendar, budget, sentences for what cannot be right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from protocols.exchange import example
from protocols.facts import facts_of
from protocols.protocol import Protocol
from protocols.recruitment import mean_rate, share_french, sites
from protocols.recruitment.calendar import calendar_of
from protocols.recruitment.checks import oddities
from protocols.recruitment.money import budget_of
from protocols.recruitment.outlook import outlook_of
from protocols.rules.engine import findings
from protocols.visits import burden


def with_centres(*rows: dict[str, Any], months: float = 12.0, planned: int = 160) -> Protocol:
    protocol = example("i_sleep").changed("plan", "recruitment_months", months)
    protocol = protocol.model_copy(update={"sizing": protocol.sizing.model_copy(update={"planned": planned})})
    return protocol.changed("recruitment", "centres", rows)


def fired(protocol: Protocol) -> set[str]:
    return {one.rule.id for one in findings(facts_of(protocol))}


FIVE = {"name": "Cinq CHU", "count": 5, "opens": 0.0, "opens_late": 2.0, "rate": 4.0, "low": 2.0, "high": 6.0}


def test_the_quick_version_stands_until_centres_are_listed() -> None:
    quick = with_centres()
    assert (sites(quick), mean_rate(quick), share_french(quick)) == (20, 0.8, None)
    assert outlook_of(quick) is None and facts_of(quick).n_sites == 20
    told = with_centres(FIVE, {"name": "Lausanne", "country": "abroad", "rate": 5.0})
    assert (sites(told), mean_rate(told)) == (6, pytest.approx(25 / 6))
    assert share_french(told) == pytest.approx(0.8)
    facts = facts_of(told)
    assert (facts.n_sites, facts.share_french) == (6, pytest.approx(0.8))
    assert facts.origin["n_sites"] == "recruitment.centres"


def test_one_rule_speaks_of_slow_recruitment_at_a_time() -> None:
    slow = {**FIVE, "rate": 1.0, "low": 0.5, "high": 1.5}
    assert {"stats:SS-18"} == fired(with_centres().changed("plan", "sites", 3)) & {"stats:SS-18", "fr:BPI-15"}
    assert {"fr:BPI-15"} == fired(with_centres(slow)) & {"stats:SS-18", "fr:BPI-15", "preuve:REC-01"}
    tight = {**FIVE, "rate": 3.1, "low": 2.0, "high": 4.2}
    assert {"preuve:REC-01"} == fired(with_centres(tight)) & {"stats:SS-18", "fr:BPI-15", "preuve:REC-01"}
    assert not fired(with_centres(FIVE)) & {"stats:SS-18", "fr:BPI-15", "preuve:REC-01"}


def test_centres_needed_and_chance_agree() -> None:
    outlook = outlook_of(with_centres(FIVE))
    assert outlook is not None and outlook.n == 160
    assert outlook.chance > 0.9 and outlook.needed_90 is not None and outlook.needed_90 <= 5
    assert outlook.early is not None and outlook.median is not None and outlook.late is not None
    assert outlook.early < outlook.median < outlook.late < 12
    chances = [chance for _, chance in outlook.slower]
    assert chances == sorted(chances, reverse=True)


def test_the_funded_period_is_what_the_rest_leaves() -> None:
    protocol = with_centres(FIVE).changed("funding", "duration_months", 30)
    protocol = protocol.changed("funding", "start_date", date(2027, 1, 1))
    timing = calendar_of(protocol)  # six months before, twelve of follow-up, six to close
    assert (timing.opened, timing.total, timing.room) == (6, 36, 6)
    assert timing.day(6) == date(2027, 7, 2)
    assert "fr:BPI-16" in fired(protocol)
    outlook = outlook_of(protocol)
    assert outlook is not None and outlook.funded_chance is not None and outlook.funded_chance < outlook.chance
    assert "fr:BPI-16" not in fired(protocol.changed("funding", "duration_months", 36))


def test_the_budget_adds_up() -> None:
    protocol = with_centres(FIVE)
    extra = burden(protocol).cost or 0.0
    budget = budget_of(protocol)  # 160 x (400 + added procedures) + 5 x 4,000 + 200,000, and 8 %
    assert budget is not None and extra > 0
    assert budget.total == pytest.approx((64_000 + 160 * extra + 20_000 + 200_000) * 1.08)
    assert budget.each == pytest.approx(budget.total / 160)
    assert budget_of(Protocol()) is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"rate": 0.0}, "rythme de 0"),
        ({"rate": None, "low": None, "high": None}, "rythme d'inclusion manque"),
        ({"low": 6.0, "high": 2.0}, "fourchette doit aller"),
        ({"low": 5.0, "high": 6.0}, "fourchette doit aller"),
        ({"high": None}, "borne de la fourchette"),
        ({"opens": 13.0, "opens_late": None}, "avancer l'ouverture"),
        ({"opens": 3.0, "opens_late": 1.0}, "précède"),
        ({"count": 10_000}, "vérifier ce nombre"),
    ],
)
def test_the_absurd_gets_a_sentence_and_never_stops_the_forecast(row: dict[str, Any], said: str) -> None:
    protocol = with_centres(FIVE | row, {"name": "Autre", "rate": 2.0, "low": 1.0, "high": 3.0})
    assert said in " ".join(one.text.fr for one in oddities(protocol))
    outlook = outlook_of(protocol)
    facts_of(protocol)
    assert outlook is not None and 0 <= outlook.chance <= 1


def test_late_centres_and_missing_ranges_are_found() -> None:
    assert "preuve:REC-02" in fired(with_centres(FIVE, {"name": "Tard", "opens": 12.0, "rate": 3.0}))
    assert "preuve:REC-03" in fired(with_centres(FIVE | {"low": None}))
    assert not fired(with_centres(FIVE)) & {"preuve:REC-02", "preuve:REC-03"}
    assert "preuve:COST-02" in fired(with_centres(FIVE).changed("recruitment", "cost_per_participant", 90_000.0))


def test_unknown_is_not_assessed() -> None:
    facts = facts_of(Protocol())
    assert facts.enrolment_chance is None and facts.project_months is None and facts.budget_total is None
    assert calendar_of(Protocol()).total is None and oddities(Protocol()) == ()
