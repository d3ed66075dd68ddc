"""The facts of one of our drafts: hypothesis, assumptions, size, device, plan, analysis.

None means "not known", and a rule that needs it is "not assessed", never "passed".
The names are those of the review rules.
"""

from __future__ import annotations

from typing import Any

from protocols.effect import effect_fields, effect_of
from protocols.facts.joined import joint_facts
from protocols.facts.read import read_of
from protocols.facts.record import Facts, Side
from protocols.facts.topics import Known, topics
from protocols.model.section import NotApplicable, is_empty
from protocols.model.sizing import Assumption, Sizing
from protocols.protocol import Protocol
from protocols.register import Entry, Weakness, register_of
from protocols.solving import design_of
from stats.card import Family, Measure
from stats.design import Design
from stats.goals import BEYOND_MARGIN
from stats.refusal import Problem
from stats.result import SampleSize
from stats.text import Text


def facts_of(protocol: Protocol, size: Size | None = None) -> Facts:
    """The facts of one of our drafts; `size` when its sample size is already known, so that it is not solved again."""
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    found = protocol.sample_size() if size is None else size
    makers = (_hypothesis, _assumptions, _device, _plan, _analysis, read_of, *topics())
    for topic in (*(maker(protocol) for maker in makers), _size(protocol, found)):
        for name, (value, path) in topic.items():
            if value is not None:
                values[name], origin[name] = value, path
    return Facts(**values, origin=origin)


Size = SampleSize | tuple[Problem, ...]


def _hypothesis(protocol: Protocol) -> Known:
    goal, sizing = protocol.sizing.goal, protocol.sizing
    if goal.kind in (None, "precision", "reach"):
        return {"framework": (goal.kind, "sizing.goal.kind")}
    two_sided = goal.kind == "superiority"
    sides = goal.sides or (2 if two_sided else 1)
    confirmatory = {"yes": "confirmatory", "no": "exploratory", None: None}[protocol.plan.confirmatory]
    known: Known = {
        "framework": (goal.kind, "sizing.goal.kind"),
        "alpha": (goal.alpha or (0.05 if two_sided else 0.025), "sizing.goal.alpha"),
        "sided": (sides if two_sided else 1, "sizing.goal.sides"),
        "power": (None if sizing.has_beliefs else sizing.target, "sizing.target"),
        "phase": (confirmatory, "plan.confirmatory"),
        "effect_side": (_effect_side(protocol), "sizing.assumptions"),
    }
    if goal.kind != "superiority":
        known["margin"] = (goal.margin or goal.margin_upper, "sizing.goal.margin")
        known["margin_justified"] = (bool(goal.margin_reason.strip()), "sizing.goal.margin_reason")
    return known


def _effect_side(protocol: Protocol) -> Side | None:
    """On which side of the null hypothesis the expected effect lies, read from the numbers themselves."""
    better = protocol.endpoints.better
    effect = _effect(protocol.sizing)
    if better is None or effect is None:
        return None
    favourable = effect if better == "higher" else -effect
    if protocol.sizing.goal.kind == "superiority":
        return "null" if abs(favourable) < 1e-12 else "favourable" if favourable > 0 else "adverse"
    design = design_of(protocol.sizing, better)
    if isinstance(design, Design):
        return "favourable"
    return "beyond margin" if any(one.phrase.text is BEYOND_MARGIN for one in design) else None


def _values(sizing: Sizing) -> dict[str, float | None]:
    """The values of the assumptions that the chosen design asks for; those of another design are not facts."""
    return {name: sizing.assumptions[name].value for name in sizing.quantities() if name in sizing.assumptions}


def _effect(sizing: Sizing) -> float | None:
    """Experimental minus control (or minus reference), on the scale where zero means no effect."""
    model = sizing.chosen_design()
    return None if model is None else effect_of(model, _values(sizing))


def _effect_named(sizing: Sizing) -> tuple[str, ...]:
    """The assumption that states what is expected of the device."""
    model = sizing.chosen_design()
    return effect_fields(model)[:1] if model else ()


def _assumptions(protocol: Protocol) -> Known:
    register = tuple(one for one in register_of(protocol) if one.in_use and not one.decided)
    if not register:
        return {}
    named = {one.name: one.line for one in register if one.place == "assumptions"}
    effect = next((named[name].source for name in _effect_named(protocol.sizing) if name in named), None)
    return {
        "unsourced": (_weak(register, "unsourced", "uncited"), "sizing.assumptions"),
        "without_range": (_weak(register, "no_range"), "sizing.assumptions"),
        "outside_range": (_weak(register, "outside"), "sizing.assumptions"),
        "pilot_without_range": (
            tuple(one.label for one in register if one.line.source == "pilot" and "no_range" in one.weaknesses),
            "sizing.assumptions",
        ),
        "effect_basis": (effect, "sizing.assumptions"),
        **_trust(protocol, named),
    }


def _weak(register: tuple[Entry, ...], *weaknesses: Weakness) -> tuple[Text, ...]:
    return tuple(one.label for one in register if not set(weaknesses).isdisjoint(one.weaknesses))


def _trust(protocol: Protocol, named: dict[str, Assumption]) -> Known:
    """How far the values of the first claim can be relied on: what documents them."""
    place, effect = (
        "sizing.assumptions",
        next((named[one] for one in _effect_named(protocol.sizing) if one in named), None),
    )
    known: Known = {
        "effect_documented": (None if effect is None else bool(effect.citation.strip()), place),
    }
    favours = _favours(protocol)
    if favours is not None and protocol.sizing.goal.kind == "non_inferiority":
        cited = all(named[one].citation.strip() for one in _effect_named(protocol.sizing) if one in named)
        known["expected_diff_favours_new"] = (favours, place)
        known["expected_diff_justified"] = (cited, place)
    reference = named.get("p_reference")
    if reference is not None:
        cited = bool(reference.citation.strip())
        measured = reference.source in ("literature", "registry", "pilot")
        known["pg_justified"] = (cited, "sizing.assumptions.p_reference")
        known["benchmark_uncertain"] = (measured and reference.plausible is None, "sizing.assumptions.p_reference")
    return known


def _favours(protocol: Protocol) -> float | None:
    """By how much the expected effect favours the device (below zero: it goes against it)."""
    effect, better = _effect(protocol.sizing), protocol.endpoints.better
    return None if effect is None or better is None else effect if better == "higher" else -effect


def _device(protocol: Protocol) -> Known:
    device = protocol.device
    locked = {"yes": True, "no": False, None: None}[device.frozen]
    fixed = protocol.algorithm.threshold_fixed
    known: Known = {
        "intervention_type": (device.kind, "device.kind"),
        "algorithm_version": ((device.version or "").strip() or None, "device.version"),
        "algorithm_locked": (locked, "device.frozen"),
    }
    if not isinstance(fixed, NotApplicable) and fixed is not None:
        known["threshold_prespecified"] = (fixed == "yes", "algorithm.threshold_fixed")
    return known


def _plan(protocol: Protocol) -> Known:
    plan = protocol.plan
    return {
        "followup_months": (plan.follow_up_months, "plan.follow_up_months"),
        "n_sites": (plan.sites, "plan.sites"),
        "rate_site_month": (plan.rate_per_site, "plan.rate_per_site"),
        "recruit_months": (plan.recruitment_months, "plan.recruitment_months"),
    }


def _analysis(protocol: Protocol) -> Known:
    analysis, objectives, endpoints = protocol.analysis, protocol.objectives, protocol.endpoints
    method = analysis.missing_data
    attributes = {
        "population": objectives.population,
        "treatments": objectives.treatments,
        "variable": endpoints.name,
        "intercurrent_events": objectives.intercurrent,
        "summary_measure": objectives.measure,
    }
    if not protocol.concerns("estimand"):
        del attributes["intercurrent_events"]
    return {
        "missing_data_method": (method if isinstance(method, str) else None, "analysis.missing_data"),
        "primary_population": (analysis.population, "analysis.population"),
        "summary_measure": (objectives.measure, "objectives.measure"),
        "primary_type": (endpoints.type, "endpoints.type"),
        "outcome_good": (None if endpoints.better is None else endpoints.better == "higher", "endpoints.better"),
        "estimand_attributes_missing": (tuple(k for k, v in attributes.items() if is_empty(v)), "objectives"),
    }


def _groups(sizing: Sizing, found: SampleSize) -> Known:
    """What the calculation supposes of clusters, of counts, of covariates."""
    asked, given = sizing.quantities(), sizing.assumptions
    known: Known = {}
    if found.clusters:
        known["n_clusters_smallest"] = (min(arm.size for arm in found.clusters), "sizing")
        if "cv_size" in asked and getattr(found.design, "cluster_size", None) is not None:
            known["cluster_cv_given"] = ("cv_size" in given and given["cv_size"].given, "sizing.assumptions.cv_size")
    if found.design.card.family is Family.COUNTS:
        known["overdispersion"] = (bool(getattr(found.design, "dispersion", 0.0)), "sizing.assumptions.dispersion")
    for name in ("r_squared", "correlation"):
        value = getattr(found.design, name, None)
        if sizing.kind == "ancova" and value is not None:
            line = given.get(name)
            known["variance_reduction"] = (value if name == "r_squared" else value**2, f"sizing.assumptions.{name}")
            known["variance_reduction_documented"] = (
                bool(line and line.citation.strip()),
                f"sizing.assumptions.{name}",
            )
    return known


def _size(protocol: Protocol, found: Size) -> Known:
    sizing = protocol.sizing
    known: Known = {"n_enrolled": (sizing.planned, "sizing.planned")}
    if sizing.planned is not None:
        known["planned_reason_given"] = (bool(sizing.planned_reason.strip()), "sizing.planned_reason")
    if "unevaluable" in sizing.flow:
        known["unevaluable"] = (sizing.flow["unevaluable"].value, "sizing.flow.unevaluable")
    if model := sizing.chosen_design():
        measures = tuple(measure.value for measure in model.card.measures if measure is not Measure.INNER)
        known["measures_served"] = (measures or None, "sizing.kind")
    values = _values(sizing)
    if "dropout" in sizing.quantities():  # the design counts losses by a hazard
        known["attrition"] = (values.get("dropout"), "sizing.assumptions.dropout")
    elif "attrition" in sizing.flow:
        known["attrition"] = (sizing.flow["attrition"].value, "sizing.flow.attrition")
    known["p_control"] = (values.get("p_control"), "sizing.assumptions.p_control")
    known["expected_p"] = (values.get("p_expected"), "sizing.assumptions.p_expected")
    if not isinstance(found, SampleSize):
        return known
    known |= {
        "allocation_ratio": (getattr(found.design, "allocation", None), "sizing.assumptions.allocation"),
        "n_recomputed": (found.analysed, "sizing"),
        "n_evaluable": (found.analysed, "sizing"),
        "n_first_touch": (found.first, "sizing"),
        "n_enrolled_needed": (found.enrolled, "sizing"),
        "n_arms": (len(found.arms), "sizing.kind"),
        "n_per_arm_recomputed": (max(arm.size for arm in found.enrolled_arms), "sizing"),
        "interval": (getattr(found.design, "interval", None), "sizing.choices.interval"),
        "design_clustered": (bool(found.clusters), "sizing.kind"),
        **_groups(sizing, found),
        **joint_facts(sizing, found),
    }
    if found.flow.prevalence is not None:
        known["prevalence"] = (found.flow.prevalence, "sizing.flow.prevalence")
        known["n_cases_required"] = (found.analysed, "sizing")
        known["kept"] = (found.flow.kept, "sizing.flow")
    if sizing.planned is not None and found.flow.prevalence is None:
        known["n_analysed_planned"] = (int(sizing.planned * found.flow.kept + 1e-9), "sizing.planned")
    method = getattr(found.design, "method", None)
    if sizing.goal.kind == "non_inferiority" and sizing.kind in ("two_proportions", "paired_proportions"):
        known["ni_formula"] = ("wald" if method in ("unpooled", "wald") else "score", "sizing.choices.method")
    if sizing.kind == "log_rank":
        known["event_formula"] = (method, "sizing.choices.method")
    return known
