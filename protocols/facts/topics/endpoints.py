"""Facts of the endpoints: the key secondary ones and their risk, surrogates, subgroups, several comparisons."""

from __future__ import annotations

from protocols.endpoints import named_entry
from protocols.facts.topics import Known
from protocols.facts.topics.estimand import as_written
from protocols.model.section import NotApplicable, is_empty
from protocols.phrases import given, mentions, says, words
from protocols.protocol import Protocol

_PLACE = "endpoints.secondary"
_SURROGATE = (
    r"biomarqueur|biomarker|crit[èe]re (interm[ée]diaire|de substitution)|surrogate|h(b|é|e)\w*a1c|charge virale"
)
_VALIDATED = r"valid|corr[ée]l|prédi(t|ctif)|predict|substitution|surrogate|accept"
_CLAIM = r"revendi|conclure|démontrer|d[ée]montr|claim|conclude|demonstrate"
_CONTROL = r"interaction|alpha|première espèce|hiérarch|Holm|Bonferroni|type I|multiplicit|ordre de test|exploratoire|descripti"


def known(protocol: Protocol) -> Known:
    """Every fact of the topic; None when the answers do not tell."""
    endpoints, analysis, goal = protocol.endpoints, protocol.analysis, protocol.sizing.goal
    rows = () if isinstance(endpoints.secondary, NotApplicable) else endpoints.secondary
    keys = [one for one in rows if one.category == "key" and one.name.strip()]
    whole = goal.alpha or (0.05 if goal.kind in (None, "superiority") else 0.025)
    groups = words(analysis.subgroups)
    surrogate = _surrogate(protocol)
    return {
        "key_tests": (len(keys) if rows else None, _PLACE),
        "alpha_above": (
            tuple(as_written(one.name) for one in keys if (one.alpha or 0) > whole + 1e-12) if keys else None,
            _PLACE,
        ),
        "key_incomplete": (
            tuple(as_written(one.name) for one in keys if not (one.type and one.better and one.analysis.strip()))
            if keys
            else None,
            _PLACE,
        ),
        "safety_listed": (
            any(one.category == "safety" for one in rows) or bool(given(protocol.safety.harms))
            if rows or not is_empty(protocol.safety.harms)
            else None,
            _PLACE,
        ),
        "primary_surrogate": (surrogate, "endpoints.name"),
        "surrogate_validated": (
            mentions(words(endpoints.definition), _VALIDATED) if words(endpoints.definition) else None,
            "endpoints.definition",
        ),
        "several_comparisons": (
            None if protocol.plan.type is None else protocol.plan.type == "randomised_several_arms",
            "plan.type",
        ),
        "subgroup_claim": (says(groups, _CLAIM) if groups else None, "analysis.subgroups"),
        "subgroup_controlled": (mentions(groups, _CONTROL) if groups else None, "analysis.subgroups"),
    }


def _surrogate(protocol: Protocol) -> bool | None:
    """Whether the primary endpoint stands for another: the library says so, or its name does."""
    name = words(protocol.endpoints.name)
    if not name:
        return None
    entry = named_entry(name)
    return entry.surrogate if entry else mentions(name, _SURROGATE)
