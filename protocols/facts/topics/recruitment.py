"""Centres, probability of enrolling in time, duration and cost of the project."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.protocol import Protocol
from protocols.recruitment import listed, mean_rate, share_french, sites
from protocols.recruitment.calendar import calendar_of
from protocols.recruitment.checks import opens_too_late
from protocols.recruitment.money import budget_of
from protocols.recruitment.outlook import has_range, outlook_of


def known(protocol: Protocol) -> Known:
    """The facts of the topic; what the plan says in its quick version is replaced once centres are listed."""
    timing, rows = calendar_of(protocol), listed(protocol)
    facts: Known = {
        "project_months": (timing.total, "recruitment.closeout_months"),
        "funded_months": (timing.funded, "funding.duration_months"),
    }
    if rows:
        path, months = "recruitment.centres", protocol.plan.recruitment_months
        facts |= {
            "n_sites": (sites(protocol), path),
            "rate_site_month": (mean_rate(protocol), path),
            "share_french": (share_french(protocol), path),
            "centres_listed": (True, path),
            "centres_without_range": (sum(one.count for one in rows if one.rate and not has_range(one)), path),
        }
        if months is not None:
            facts["centres_opening_late"] = (sum(one.count for one in rows if opens_too_late(one, months)), path)
        outlook = outlook_of(protocol)
        if outlook is not None:
            facts["enrolment_chance"] = (outlook.chance, path)
            facts["centres_for_80"] = (outlook.needed_80, path)
    budget = budget_of(protocol)
    if budget is not None:
        facts |= {
            "budget_total": (budget.total, "recruitment.other_costs"),
            "budget_each": (budget.each, "recruitment.cost_per_participant"),
            "spend_declared": (budget.declared, "funding.total_spend"),
        }
    return facts
