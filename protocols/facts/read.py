"""Facts read in what the author wrote: a few words looked for in the narratives, cautious, in both languages.

A word that is absent gives None or False as each fact says; a negation just before it ("aucune", "no") cancels it.
"""

from __future__ import annotations

import re

from protocols.facts.topics import Known
from protocols.looks import looks_planned, looks_sized
from protocols.model.design import CLUSTERED, PAIRED, RANDOMISED
from protocols.model.section import NotApplicable, is_empty
from protocols.phrases import given, mentions, says, words
from protocols.protocol import Protocol
from stats.card import Against, Endpoint, Family

_RATIO = re.compile(r"(?<![\d:,.])([1-9])\s?:\s?([1-9])(?![\d:])")
_TYPES = {
    Endpoint.BINARY: "binary",
    Endpoint.DETECTION: "binary",
    Endpoint.CONTINUOUS: "continuous",
    Endpoint.ORDINAL: "ordinal",
    Endpoint.COUNT: "count",
    Endpoint.TIME_TO_EVENT: "time_to_event",
}
_ARMS = {Against.OTHER_ARM: 2, Against.CLUSTERS: 2, Against.GOAL: 1, Against.NOTHING: 1}


def read_of(protocol: Protocol) -> Known:
    """Every fact that lies in words or in a choice."""
    topics = (_plan(protocol), _question(protocol), _analysis(protocol), _algorithm(protocol), _masking(protocol))
    return {name: fact for topic in topics for name, fact in topic.items()}


def _plan(protocol: Protocol) -> Known:
    plan, model = protocol.plan, protocol.sizing.chosen_design()
    card = model.card if model and model.card.family is not Family.COMBINED else None
    groups = bool(card and model and "groups" in model.quantities())  # a pilot has as many groups as it says
    randomised = None if plan.type is None else plan.type in RANDOMISED
    stated = _RATIO.search(words(plan.allocation))
    professional = protocol.device.kind in ("decision_support", "diagnostic_ai")
    spread = " ".join((words(plan.allocation), words(plan.comparator), words(plan.concealment), _events(protocol)))
    return {
        "plan_type": (plan.type, "plan.type"),
        "design_arms": (None if groups or card is None else _ARMS.get(card.against), "sizing.kind"),
        "type_sized": (_TYPES.get(card.endpoint) if card else None, "sizing.kind"),
        "data_paired": (None if plan.type is None else plan.type in PAIRED, "plan.type"),
        "ss_paired": (card.against is Against.SAME_PARTICIPANTS if card else None, "sizing.kind"),
        "clusters_randomised": (None if plan.type is None else plan.type in CLUSTERED, "plan.type"),
        "randomised": (randomised, "plan.type"),
        "allocation_given": (given(plan.allocation), "plan.allocation"),
        "allocation_stated": (
            float(stated[1]) / float(stated[2]) if stated and float(stated[2]) else None,
            "plan.allocation",
        ),
        "clinicians_shared": (
            professional and bool(randomised) if protocol.device.kind and randomised is not None else None,
            "device.kind",
        ),
        "contamination_plan": (
            mentions(spread, r"contamin|\bgrappes?\b|\bclusters?\b|par (centre|site|praticien|médecin)\b")
            if randomised is not None
            else None,
            "plan.allocation",
        ),
        "registration_planned": (given(protocol.identification.registration), "identification.registration"),
        "sampling": (
            "case_control"
            if says(
                words(protocol.population.recruitment), r"cas[- ]témoins|case[- ]control|témoins sains|healthy controls"
            )
            else "other"
            if words(protocol.population.recruitment)
            else None,
            "population.recruitment",
        ),
    }


def _events(protocol: Protocol) -> str:
    listed = protocol.objectives.intercurrent
    return "" if isinstance(listed, NotApplicable) else " ".join(f"{one.event} {one.reason}" for one in listed)


def _question(protocol: Protocol) -> Known:
    objective, listed = words(protocol.objectives.primary), protocol.objectives.intercurrent
    economics = protocol.economics
    return {
        "claim": (claim_in(objective), "objectives.primary"),
        "claim_level": (
            "clinical_benefit"
            if says(objective, r"bénéfice clinique|clinical benefit|mortalité|mortality|qualité de vie|quality of life")
            else "other"
            if objective
            else None,
            "objectives.primary",
        ),
        "primary_level": (_level(protocol), "endpoints.name"),
        "ice_strategies": (
            None if is_empty(listed) or isinstance(listed, NotApplicable) else tuple(one.strategy for one in listed),
            "objectives.intercurrent",
        ),
        "ice_device_covered": (  # an accuracy study says it in its own form, as the fate of uninterpretable results
            None
            if is_empty(listed) or (isinstance(listed, NotApplicable) and not protocol.concerns("estimand"))
            else mentions(
                _events(protocol),
                r"util|\bus(e|age)\b|arrêt|stop|discontinu|panne|échec|fail|interrup|mise à jour|update|version|contamin|"
                r"analysable|unreadable|analys|délivr|deliver|adhé|adher|connex",
            ),
            "objectives.intercurrent",
        ),
        "economic_endpoint": (None if economics.planned is None else economics.planned == "yes", "economics.planned"),
        "economic_frame": (
            bool(given(economics.perspective) and given(economics.horizon_months))
            if economics.planned == "yes"
            else None,
            "economics.perspective",
        ),
    }


def claim_in(objective: str) -> str | None:
    """What an objective announces: superiority, non-inferiority or equivalence; None unless it names exactly one."""
    found = {
        "non_inferiority": mentions(objective, r"non[- ]?inf[ée]rior|non[- ]inf[ée]rieur"),
        "equivalence": mentions(objective, r"\béquivalen|\bequivalen"),
        "superiority": mentions(objective, r"\bsup[ée]rior|\bsup[ée]rieur"),
    }
    named = [claim for claim, present in found.items() if present]
    return named[0] if len(named) == 1 else None


def _level(protocol: Protocol) -> str | None:
    name = words(protocol.endpoints.name)
    if not name:
        return None
    if mentions(
        name, r"satisfaction|utilisabilité|usability|connexion|log-?ins?\b|adhésion|adherence|temps gagné|time sav"
    ):
        return "usage"
    accuracy = protocol.plan.type in ("accuracy", "paired_accuracy")
    return "standalone_performance" if accuracy else "other"


def _analysis(protocol: Protocol) -> Known:
    analysis, endpoints = protocol.analysis, protocol.endpoints
    dmc = protocol.governance.dmc
    everything = " ".join(words(one) for one in (analysis.primary, analysis.sensitivity, analysis.multiplicity))
    secondary = () if isinstance(endpoints.secondary, NotApplicable) else endpoints.secondary
    kind = protocol.device.kind
    return {
        "interim_planned": (looks_planned(analysis.interim, protocol.sizing), "analysis.interim"),
        "interim_in_design": (
            looks_sized(protocol.sizing) if protocol.sizing.chosen_design() else None,
            "sizing.extension",
        ),
        "idmc": (
            not mentions(words(dmc)[:80], r"\b(aucun|pas de|no|none|sans)\b") if words(dmc) else given(dmc),
            "governance.dmc",
        ),
        "n_secondary_claims": (
            sum(one.category in ("key", "secondary") for one in secondary) or None,
            "endpoints.secondary",
        ),
        "secondary_hierarchy": (given(analysis.multiplicity), "analysis.multiplicity"),
        "has_pp_analysis": (
            analysis.population == "per_protocol" or mentions(everything, r"per[- ]protoco")
            if analysis.population or words(analysis.sensitivity)
            else None,
            "analysis.sensitivity",
        ),
        "posthoc_power_planned": (
            says(everything, r"puissance (a posteriori|post[- ]hoc|observée)|(post[- ]hoc|observed) power")
            if everything.strip()
            else None,
            "analysis.primary",
        ),
        "delayed_effect_plausible": (kind in ("patient_app", "telemonitoring") if kind else None, "device.kind"),
        "nph_sensitivity": (
            mentions(everything, r"proportionn?al|RMST|restreint|restricted mean|max-?combo")
            if everything.strip()
            else None,
            "analysis.sensitivity",
        ),
    }


def _algorithm(protocol: Protocol) -> Known:
    algorithm, device = protocol.algorithm, protocol.device
    independence = words(algorithm.independence)
    fair, groups = given(algorithm.fairness), given(protocol.analysis.subgroups)
    described = None if fair is None and groups is None else bool(fair or groups)
    return {
        "uses_ai": (None if device.uses_ai is None else device.uses_ai == "yes", "device.uses_ai"),
        "independence_given": (given(algorithm.independence), "algorithm.independence"),
        "split_level": (
            "image"
            if says(
                independence, r"(par|au niveau de l'?) ?(image|examen|lésion|cliché)|(by|at the) (image|exam|lesion)\b"
            )
            else "patient"
            if independence
            else None,
            "algorithm.independence",
        ),
        "updates_planned": (None if device.frozen is None else device.frozen == "no", "device.frozen"),
        "change_control_plan": (
            None if device.frozen is None else bool(words(algorithm.drift)),
            "algorithm.drift",
        ),
        "subgroups_planned": (described, "analysis.subgroups"),
    }


def _masking(protocol: Protocol) -> Known:
    blinding, definition = protocol.plan.blinding, words(protocol.endpoints.definition)
    told = words(blinding)
    accuracy = protocol.plan.type in ("accuracy", "paired_accuracy")
    open_label = mentions(told, r"\bouvert|open[- ]label|impossible|ne permet|not blind|unblinded|not possible")
    assessor = (
        r"(enquêteu|évaluateu|adjudicat|assessor|interviewer|rater)[^.]*(ne connai|aveugle|insu|blind|mask|unaware)"
    )
    masked = mentions(told, assessor) or mentions(told, r"(aveugle|insu|blind)[^.]*(évaluateu|assessor|enquêteu)")
    refused = isinstance(blinding, NotApplicable)
    return {
        "reference_readers_blinded": (given(blinding) if accuracy else None, "plan.blinding"),
        "primary_source": (
            "self_report"
            if mentions(
                definition,
                r"auto-?questionnaire|auto-?(rapport|évalu)|déclarati|déclarant|self-?(report|rated|admin)|patient-reported",
            )
            else "other"
            if definition
            else None,
            "endpoints.definition",
        ),
        "participants_blinded": (False if refused else not open_label if told else None, "plan.blinding"),
        "assessor_blinded": (False if refused else masked if told else None, "plan.blinding"),
    }
