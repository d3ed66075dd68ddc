"""The facts of the claim: what is declared, and what the rest of the protocol makes of it."""

from __future__ import annotations

from datetime import date

from protocols.claim import TWO_TESTS, benefit_of, claims_benefit, pecan_deadline, telemonitors_heart_failure
from protocols.facts.read import claim_in
from protocols.facts.topics import Known
from protocols.model.section import NotApplicable
from protocols.phrases import given, mentions, words
from protocols.protocol import Protocol
from stats.card import Family
from stats.text import Text

_MARGIN = Text(fr="la marge", en="the margin")
_MARGIN_REASON = Text(fr="sa justification clinique", en="its clinical justification")
_ECONOMIST = Text(fr="l'économiste", en="the economist")
_METHODOLOGIST = Text(fr="le méthodologiste", en="the methodologist")
_PERSPECTIVE = Text(fr="la perspective", en="the perspective")
_ECONOMIC_SIZE = Text(fr="l'effectif sur le critère économique", en="the size on the economic endpoint")
_ECONOMIC_KINDS = frozenset({"cost_difference", "net_benefit"})
_MONTH = 30.4375  # days
_RANDOM = r"randomi|\bECR\b|\bRCT\b|tirage au sort"
_IMPOSSIBLE = (
    r"impossib|infaisab|unfeasib|not feasible|irréalisab|ne p(eut|ourrait|ermet)|not possible|cannot|contraire à l'éthique|"
    r"unethical|non éthique|sans équipoise|no equipoise|n'est pas (possible|envisageable)"
)


def known(protocol: Protocol) -> Known:
    """Every fact of the claim."""
    return {**_declared(protocol), **_sized(protocol), **_market(protocol)}


def _declared(protocol: Protocol) -> Known:
    benefit, aims = benefit_of(protocol), claims_benefit(protocol)
    announced = claim_in(words(protocol.objectives.primary))
    if announced in _tested_beside(protocol):  # the objective names several claims: each is tested as it is announced
        announced = protocol.sizing.goal.kind
    facts: Known = {
        "aim": (protocol.claim.aim, "claim.aim"),
        "benefit_declared": (isinstance(protocol.claim.benefit, str) if aims else None, "claim.benefit"),
        "benefit": (benefit, "claim.benefit"),
        "objective_claim": (announced, "objectives.primary"),
        "rct_reason_given": (_says_why_not_randomised(protocol), "background.rationale"),
    }
    if announced is None and benefit is not None:  # the objective is silent: what is declared is what is claimed
        facts["claim"] = (_single_claim(protocol, benefit), "claim.benefit")
    return facts


def _tested_beside(protocol: Protocol) -> set[str | None]:
    """The goals of the other primary claims of the study."""
    sizing = protocol.sizing
    return {str(one.goal.kind) for one in sizing.calculations()[1:] if one.goal.kind}


def _single_claim(protocol: Protocol, benefit: str) -> str | None:
    """What the sized test must show; unknown when the claim has two tests and the economic one is sized."""
    if benefit != "economic_superiority_medical_non_inferiority":
        return "superiority"
    return None if protocol.sizing.kind in _ECONOMIC_KINDS else "non_inferiority"


def _says_why_not_randomised(protocol: Protocol) -> bool | None:
    plan = protocol.plan
    if plan.type is None:
        return None
    if words(protocol.situation.distance):  # the question of the design page that asks for it
        return True
    read = (
        protocol.background.rationale, plan.experimental, plan.comparator, plan.allocation, *_situation(protocol),
    )  # fmt: skip
    said = [one.not_applicable if isinstance(one, NotApplicable) else words(one) for one in read]
    return any(mentions(one, _RANDOM) and mentions(one, _IMPOSSIBLE) for one in said)


def _situation(protocol: Protocol) -> tuple[object, ...]:
    """What the author wrote on the page of the choice of design, whatever its questions."""
    return tuple(getattr(protocol.situation, name) for name in type(protocol.situation).model_fields)


def _sized(protocol: Protocol) -> Known:
    sizing, goals = protocol.sizing, [one.goal for one in protocol.sizing.calculations()]
    known: Known = {}
    if model := sizing.chosen_design():
        economic = model.card.family is Family.ECONOMICS
        joint = len(protocol.sizing.calculations()) > 1
        known["economic_sized"] = (economic or _economic_size_given(protocol), "sizing.kind")
        known["joint_sized"] = (joint, "sizing.kind")
    if benefit_of(protocol) not in TWO_TESTS:
        return known
    text = " ".join(words(one) for one in (protocol.objectives.primary, protocol.analysis.primary))
    stated = any(one.margin is not None for one in goals) or mentions(text, r"(marge|margin)\D{0,80}\d")
    reasoned = any(one.margin_reason.strip() for one in goals)
    known["margin_parts_missing"] = (
        tuple(said for there, said in ((stated, _MARGIN), (reasoned, _MARGIN_REASON)) if not there),
        "sizing.goal.margin",
    )
    known["economic_parts_missing"] = (_economic_parts(protocol), "economics")
    return known


def _economic_size_given(protocol: Protocol) -> bool:
    """Whether the size is computed on costs: by the design, by one component of a joint one, or in the economic section."""
    if any(one.kind in _ECONOMIC_KINDS for one in protocol.sizing.calculations()):
        return True
    method = given(protocol.economics.sample_size_method)
    return bool(given(protocol.economics.sample_size) or method)


def _economic_parts(protocol: Protocol) -> tuple[Text, ...]:
    """Those of economist, methodologist, perspective and economic size that are not given."""
    economics = protocol.economics
    plan = words(economics.plan)
    perspective = given(getattr(economics, "perspective", None)) or mentions(
        plan, r"perspective|point de vue|viewpoint"
    )
    parts = (
        (given(getattr(economics, "economist", None)), _ECONOMIST),
        (given(protocol.identification.statistician), _METHODOLOGIST),
        (perspective, _PERSPECTIVE),
        (_economic_size_given(protocol), _ECONOMIC_SIZE),
    )
    return tuple(said for there, said in parts if not there)


def _market(protocol: Protocol) -> Known:
    claim = protocol.claim
    target = claim.target if isinstance(claim.target, str) else None
    monitored = telemonitors_heart_failure(protocol)
    compared = words(protocol.plan.comparator)
    deadline = pecan_deadline(protocol)
    return {
        "market_target": (target, "claim.target"),
        "asa_comparator": (
            claim.asa_comparator if isinstance(claim.asa_comparator, str) else None,
            "claim.asa_comparator",
        ),
        "results_after_cover_months": (_results_after_cover(protocol, deadline.analysis_months), "claim.pecan_start"),
        "cover_deadline_months": (deadline.months if protocol.device.kind else None, "claim.pecan_start"),
        "heart_failure_monitored": (monitored if protocol.device.kind else None, "device.kind"),
        "comparator_names_monitoring": (
            mentions(compared, r"télésurveill|telemonitor|\bLATM\b") if compared else None,
            "plan.comparator",
        ),
    }


def _results_after_cover(protocol: Protocol, analysis_months: int) -> float | None:
    """Months from the start of early cover to the results, if enrolment began on the first day of the project."""
    begins, cover, plan = protocol.funding.start_date, protocol.claim.pecan_start, protocol.plan
    if not protocol.concerns("pecan") or not isinstance(begins, date) or not isinstance(cover, date):
        return None
    if plan.recruitment_months is None or plan.follow_up_months is None:
        return None
    months = (begins - cover).days / _MONTH + plan.recruitment_months + plan.follow_up_months + analysis_months
    return round(months, 1)
