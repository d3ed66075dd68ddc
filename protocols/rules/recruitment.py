"""Rules on centres, calendar and money."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from protocols.facts import Facts
from protocols.recruitment.outlook import HIGH, LOW
from protocols.rules.engine import rule
from protocols.rules.risk import share
from protocols.rules.size import count
from stats.quantities import Unit, Value

_FILE = Path(__file__).resolve().parents[1] / "data" / "recruitment.yaml"


@rule("fr:BPI-15")
def improbable(facts: Facts) -> dict[str, Value] | None:
    """Reaching the number in the period is less likely than not."""
    chance = facts.enrolment_chance or 0.0
    return {"chance": share(round(chance, 3)), "limit": share(LOW)} if chance < LOW else None


@rule("preuve:REC-01")
def fragile(facts: Facts) -> dict[str, Value] | None:
    """Reaching the number in the period is likely, but not enough."""
    chance = facts.enrolment_chance or 0.0
    return {"chance": share(round(chance, 3)), "limit": share(HIGH)} if LOW <= chance < HIGH else None


@rule("preuve:REC-02")
def opens_late(facts: Facts) -> dict[str, Value] | None:
    """Centres open when enrolment is over."""
    return {"centres": count(facts.centres_opening_late)} if facts.centres_opening_late else None


@rule("preuve:REC-03")
def certain_rates(facts: Facts) -> dict[str, Value] | None:
    """The rate of some centres is taken as certain."""
    without, total = facts.centres_without_range or 0, facts.n_sites or 0
    return {"centres": count(without), "total": count(total)} if without else None


@rule("fr:BPI-16")
def longer_than_funded(facts: Facts) -> dict[str, Value] | None:
    """Clearances, enrolment, follow-up and report last longer than the funded project."""
    months, funded = facts.project_months or 0.0, facts.funded_months or 0
    if months <= funded + 1e-9:
        return None
    return {"months": Value(round(months, 1), Unit.MONTHS), "funded": Value(funded, Unit.MONTHS)}


@rule("preuve:COST-01")
def over_declared(facts: Facts) -> dict[str, Value] | None:
    """The costs add up to more than the spending declared in the application."""
    total, declared = facts.budget_total or 0.0, facts.spend_declared or 0.0
    return {"total": _euros(total), "declared": _euros(declared)} if total > declared + 0.5 else None


@rule("preuve:COST-02")
def unusual_cost(facts: Facts) -> dict[str, Value] | None:
    """The whole cost of one participant lies outside the usual range."""
    each, (low, high) = facts.budget_each or 0.0, usual_cost()
    return None if low <= each <= high else {"each": _euros(each), "low": _euros(low), "high": _euros(high)}


def usual_cost() -> tuple[float, float]:
    """The range, in euros a participant, outside which the cost is to be explained."""
    one = data()["cost_per_participant"]
    return float(one["low"]), float(one["high"])


@cache
def data() -> dict[str, Any]:
    """The planning assumptions on costs, with their source, date and confidence."""
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read


def _euros(amount: float) -> Value:
    return Value(round(amount), Unit.EUROS)
