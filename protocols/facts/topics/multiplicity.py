"""The facts of multiplicity: how many primary claims or comparisons, how one succeeds, how the risk is controlled."""

from __future__ import annotations

from protocols.claim import TWO_TESTS, benefit_of
from protocols.combining import procedure_of
from protocols.facts.topics import Known
from protocols.protocol import Protocol
from stats.registry import design_class


def known(protocol: Protocol) -> Known:
    """Every fact of multiplicity."""
    sizing = protocol.sizing
    benefit = benefit_of(protocol)
    facts: Known = {"both_claims_required": (None if benefit is None else benefit in TWO_TESTS, "claim.benefit")}
    if sizing.has_claims:
        facts["n_primary"] = (1 + len(sizing.others), "sizing.others")
        facts["success_rule"] = (sizing.rule, "sizing.rule")
        facts["multiplicity_method"] = (procedure_of(sizing), "sizing.procedure")
    if sizing.kind == "several_means":
        model = design_class("several_means")
        chosen = {name: sizing.choices.get(name) or model.model_fields[name].default for name in model.choices()}
        arms = sizing.assumptions.get("experimental_arms")
        compared = None if arms is None or arms.value is None else int(arms.value)
        facts["n_comparisons"] = (compared, "sizing.assumptions.experimental_arms")
        facts["comparisons_method"] = (chosen["procedure"], "sizing.choices.procedure")
        facts["comparisons_all_required"] = (chosen["success"] == "all", "sizing.choices.success")
    return facts
