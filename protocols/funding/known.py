"""What the conditions of the call need to know of a protocol, each with the field it comes from; None is not known."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from protocols.funding.editions import editions
from protocols.model.section import NotApplicable, is_empty
from protocols.protocol import Protocol
from protocols.qualification import product_type
from protocols.recruitment import mean_rate, share_french, sites

Known = dict[str, tuple[Any, str]]


def known(protocol: Protocol) -> Known:
    """The facts of the application for funding; none while no edition of the call is chosen."""
    funding = protocol.funding
    edition = answered(funding.edition)
    if edition is None:
        return {}
    theme = answered(funding.theme) if editions()[edition].themes else "none"
    return {
        "funding_edition": (edition, "funding.edition"),
        "funding_theme": (theme, "funding.theme"),
        "funding_stage": (answered(funding.stage), "funding.stage"),
        "funding_months": (answered(funding.duration_months), "funding.duration_months"),
        "funding_spend": (answered(funding.total_spend), "funding.total_spend"),
        "funding_aid": (answered(funding.aid_requested), "funding.aid_requested"),
        "funding_aid_share": (_aid_share(protocol), "funding.aid_requested"),
        "funding_partners": (_partners(protocol), "funding.partners"),
        "applicant_is_manufacturer": (_yes(funding.applicant_is_manufacturer), "funding.applicant_is_manufacturer"),
        "applicant_french": (_yes(funding.applicant_french), "funding.applicant_french"),
        "evaluation_only": (_yes(funding.evaluation_only), "funding.evaluation_only"),
        "funding_ce": (protocol.device.ce_status, "device.ce_status"),
        "funding_ce_before_end": (_ce_before_end(protocol), "funding.ce_expected"),
        "funding_starts_after_filing": (_starts_after_filing(protocol), "funding.start_date"),
        **_elsewhere(protocol),
    }


def shown_only(protocol: Protocol) -> Known:
    """What other rules already judge, and the page of eligibility shows all the same."""
    plan, frozen = protocol.plan, protocol.device.frozen
    size = protocol.sizing.planned
    capacity = None
    centres, rate = sites(protocol), mean_rate(protocol)
    if centres and rate and plan.recruitment_months and size:
        capacity = centres * rate * plan.recruitment_months / size
    return {
        "product_type": (product_type(protocol), "qualification.product"),
        "version_frozen": (None if frozen is None else frozen == "yes", "device.frozen"),
        "recruitment_capacity": (capacity, "plan.sites"),
        "funding_has_partners": ((_partners(protocol) or 0) > 0, "funding.partners"),
        "data_source": (protocol.route.data_source, "route.data_source"),
    }


def answered(value: Any) -> Any:
    """A value, or None when it is missing or not applicable."""
    return None if isinstance(value, NotApplicable) else value


def end_of_project(protocol: Protocol) -> date | None:
    """The last day of the funded project."""
    start, months = answered(protocol.funding.start_date), answered(protocol.funding.duration_months)
    if start is None or months is None:
        return None
    year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1])) if year <= date.max.year else None


def _yes(value: Any) -> bool | None:
    said = answered(value)
    return None if said is None else said == "yes"


def _aid_share(protocol: Protocol) -> float | None:
    spend, aid = answered(protocol.funding.total_spend), answered(protocol.funding.aid_requested)
    return None if aid is None or not spend else aid / spend


def _partners(protocol: Protocol) -> int | None:
    """How many funded partners stand beside the applicant; not known while nothing is said of partners."""
    listed = protocol.funding.partners
    if isinstance(listed, NotApplicable):
        return 0
    rows = [one for one in listed if not is_empty(one)]
    return sum(one.role == "partner" for one in rows) if rows else None


def _ce_before_end(protocol: Protocol) -> bool | None:
    expected, end = answered(protocol.funding.ce_expected), end_of_project(protocol)
    return None if expected is None or end is None else expected <= end


def _starts_after_filing(protocol: Protocol) -> bool | None:
    start, filing = answered(protocol.funding.start_date), answered(protocol.funding.filing_date)
    return None if start is None or filing is None else start > filing


def _elsewhere(protocol: Protocol) -> Known:
    """What the sections of qualification and recruitment know, when they do."""
    qualification = protocol.qualification
    system, covers = answered(qualification.quality_system), answered(qualification.quality_covers)
    return {
        "funding_quality": (None if system is None else system != "none", "qualification.quality_system"),
        "funding_quality_covers": (None if covers is None else covers == "yes", "qualification.quality_covers"),
        "funding_share_french": (share_french(protocol), "recruitment"),
    }
