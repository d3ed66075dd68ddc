"""What the text says, or leaves out, of a design of its own kind: two stages, revision, prior, pilot, usability."""

from __future__ import annotations

import re

from protocols.claims_order import claims_sized
from protocols.economic_claim import economic
from protocols.facts.topics import Known
from protocols.facts.topics.prediction import ASSESS_CALIBRATION
from protocols.model.section import NotApplicable
from protocols.phrases import answer, mentions, words
from protocols.protocol import Protocol
from protocols.stated import decimal, fractions, risks, sentences
from stats.card import Endpoint, Family
from stats.designs.binary.one_proportion_bayes import OneProportionBayes
from stats.designs.binary.simon_two_stage import SimonTwoStage
from stats.result import SampleSize

_STAGES = r"[ée]tape|stage|simon|deux temps"
_OUT_OF = re.compile(
    r"\d+ (?:r[ée]ponses?|r[ée]pondeurs?|succ[èe]s|responses?|responders?|successes) (?:\w+ )?(?:sur|parmi|of|out of|among) (?:les |the )?(\d+)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(\d+(?:[.,]\d+)?) fois|(\d+(?:\.\d+)?) times", re.IGNORECASE)
_WHEN_REVISED = r"quand|lorsque|apr[èe]s|à la moiti|à mi|when|after|once|at half"
_OTHER_PRIOR = (
    r"(loi|a priori|priors?)\b[^.;]*(plate?s?\b|non informati|sceptique|vague|uniform|flat|s[kc]eptical|non-?informative|sensi)|"
    r"(sensi\w+|flat|s[kc]eptical|vague|uniform)[^.;]*(a priori|priors?\b)"
)
_SEVERITY = r"gravit|s[ée]v[ée]rit|severity|critiques?\b|critical|dommage|harm"
_PROGRESSION = r"progression|poursui|passage à l'essai|crit[èe]res? (de|d') (faisabilit|succ[èe]s|d[ée]cision)|feu (vert|orange|rouge)|go[ /-]+no[- ]?go|proceed|stop.{0,4}go"
_HOSMER = r"hosmer"
_RANKS = r"mann-?\s?whitney|wilcoxon|test (des|de) rangs|rank[- ]sum"
_COMPARED_AS_SHARES = r"\b(chi|khi)-?(deux|2|square)|fisher|proportions? (de|of)"
_AS_TIMES = r"cox|log-?rank|kaplan|d[ée]lai|hazard|rmst|survie|survival|time[- ]to"
_TIME_EFFECT = r"p[ée]riode|\btemps\b|calend|s[ée]quence|period|\btime\b|\bstep\b|secular"


def known(protocol: Protocol) -> Known:
    """Each family says its own; nothing for the others."""
    makers = (_two_stages, _revised, _prior, _early, _validation, _economics, _test)
    return {name: fact for maker in makers for name, fact in maker(protocol).items()}


def _two_stages(protocol: Protocol) -> Known:
    """The stages of Simon's plan: named at all, and the numbers out of which responses are counted."""
    if protocol.sizing.kind != "simon_two_stage":
        return {}
    told = f"{answer(protocol, 'analysis.primary')} {answer(protocol, 'analysis.interim')}"
    if not told.strip():
        return {}
    known: Known = {"stages_named": (mentions(told, _STAGES), "analysis.primary")}
    found = protocol.sample_size()
    design = found.design if isinstance(found, SampleSize) else None
    if isinstance(found, SampleSize) and isinstance(design, SimonTwoStage) and (plan := design.plan(found.analysed)):
        said = sorted({int(one) for one in _OUT_OF.findall(told)})
        known["stages_stated"] = (tuple(said) or None, "analysis.primary")
        known["stages_sized"] = ((plan.n1, plan.n), "sizing")
    return known


def _revised(protocol: Protocol) -> Known:
    """The moment and the cap of a revision that the text gives, beside those decided."""
    sizing = protocol.sizing
    told = answer(protocol, "analysis.interim")
    if not sizing.has_revision or not told:
        return {}
    caps = [decimal(one or other) for one, other in _TIMES.findall(told)]
    moments = [
        share
        for one in sentences(told)
        if mentions(one, _WHEN_REVISED)
        for share in fractions(one)
        if 0.1 <= share < 0.99
    ]
    values = sizing.reestimation.values
    return {
        "revision_cap_stated": (caps[0] if caps else None, "analysis.interim"),
        "revision_cap_sized": (values.get("largest"), "sizing.reestimation"),
        "revision_share_stated": (moments[0] if moments else None, "analysis.interim"),
        "revision_share_sized": (values.get("share_first"), "sizing.reestimation"),
    }


def _prior(protocol: Protocol) -> Known:
    """Whether an informative prior is put to the test."""
    sizing = protocol.sizing
    told = " ".join(answer(protocol, one) for one in ("analysis.primary", "analysis.sensitivity"))
    if sizing.kind != "one_proportion_bayes" or not told.strip():
        return {}
    known: Known = {"prior_tested": (mentions(told, _OTHER_PRIOR), "analysis.sensitivity")}
    said = [
        value
        for one in sentences(told)
        if mentions(one, r"a posteriori|posterior")
        for value in risks(one)
        if 0.5 < value < 1
    ]
    design = sizing.question(protocol.endpoints.better)
    if said and isinstance(design, OneProportionBayes):
        known["posterior_stated"] = (said[0], "analysis.primary")
        required = 1 - design.goal.tests()[0].alpha if design.threshold is None else design.threshold
        known["posterior_sized"] = (required, "sizing.assumptions.threshold")
    return known


def _early(protocol: Protocol) -> Known:
    """Severity of usability problems, progression criteria of a pilot study."""
    kind = protocol.sizing.kind
    told = " ".join(
        answer(protocol, one)
        for one in (
            "analysis.primary",
            "endpoints.definition",
            "objectives.primary",
            "changes.stopping",
            "human_factors.evaluation",
        )
    )
    if not told.strip():
        return {}
    if kind == "problem_discovery":
        return {"severity_planned": (mentions(told, _SEVERITY), "endpoints.definition")}
    return {"progression_planned": (mentions(told, _PROGRESSION), "analysis.primary")} if kind == "pilot_size" else {}


def _validation(protocol: Protocol) -> Known:
    """Calibration judged by a test alone."""
    told = answer(protocol, "analysis.primary")
    if protocol.family() is not Family.PREDICTION or not told:
        return {}
    alone = mentions(told, _HOSMER) and not mentions(told, ASSESS_CALIBRATION)
    return {"calibration_tested_only": (alone, "analysis.primary")}


def _economics(protocol: Protocol) -> Known:
    """An economic calculation without an evaluation; values of a QALY without their reason."""
    economics = protocol.economics
    sized = any(economic(one) for one in claims_sized(protocol))
    listed = () if isinstance(economics.willingness, NotApplicable) else economics.willingness
    known: Known = {"economics_sized": (sized if protocol.sizing.kind else None, "sizing.kind")}
    if listed:
        known["values_without_reason"] = (
            tuple(one.value for one in listed if not one.reason.strip()),
            "economics.willingness",
        )
    return known


def _test(protocol: Protocol) -> Known:
    """A primary analysis by another kind of test than the calculation."""
    model, told = protocol.sizing.chosen_design(), answer(protocol, "analysis.primary")
    if model is None or not told:
        return {}
    first = ". ".join(sentences(told)[:2])  # what comes after is said of complements
    card, kind = model.card, str(protocol.sizing.kind)
    means = card.family is Family.MEANS and kind not in ("several_means",)
    by_ranks = (
        means
        and mentions(first, _RANKS)
        and not mentions(first, r"t de student|test t\b|\bt-?test|ancova|covarian|lin[ée]aire|linear|mixed|mixte")
    )
    by_shares = (
        card.endpoint is Endpoint.TIME_TO_EVENT
        and mentions(first, _COMPARED_AS_SHARES)
        and not mentions(told, _AS_TIMES)
    )
    known: Known = {"other_test": (by_ranks or by_shares, "analysis.primary")}
    if kind.startswith("stepped_wedge"):
        known["time_modelled"] = (mentions(words(told), _TIME_EFFECT), "analysis.primary")
    return known
