"""Rules of thumb that the author leans on: events per variable, rule of three, significance in a pilot study."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.phrases import mentions, says, words
from protocols.protocol import Protocol
from protocols.stated import percentages, sentences
from stats.card import Family

_EVENTS_PER_VARIABLE = (
    r"([ée]v[ée]nements?|cas|events?) (par|per) (candidate? )?(variable|pr[ée]dicteur|param[èe]tre|facteur|covariable|predictor|parameter|"
    r"covariate)|\bEPV\b"
)
_SET_ASIDE = r"n'est pas|ne suffi|ne sont pas|insuffisan|not (used|relied|enough|suffic)|plut[ôo]t que|rather than|et non|abandonn|ne justifi"
_RULE_OF_THREE = r"r[èe]gle (de|des) (trois|3)\b|rule of (three|3)\b"
_TESTED = (
    r"test (t|du|de|exact|bilat|unilat)|\b(chi|khi)-?(deux|2|square)|valeur p\b|p-?value|\bp ?[<≤] ?0|significati|hypoth[èe]se nulle|"
    r"null hypothesis|d[ée]montr\w+ (la sup|l'efficac|une (diff|sup))"
)
_EARLY = frozenset({"pilot_size", "problem_discovery"})


def known(protocol: Protocol) -> Known:
    """What the words of the sample size, of the objective and of the analysis lean on."""
    sizing, analysis = protocol.sizing, words(protocol.analysis.primary)
    model = sizing.chosen_design()
    told = [words(sizing.planned_reason), analysis]
    if model is not None and model.card.family is Family.PREDICTION:
        told.append(words(protocol.algorithm.selection))
    said = [one for text in told for one in sentences(text)]
    counted = [one for one in said if says(one, _EVENTS_PER_VARIABLE) and not mentions(one, _SET_ASIDE)]
    facts: Known = {"events_per_variable": (bool(counted) if said else None, "sizing.planned_reason")}
    if sizing.kind in _EARLY:
        question = " ".join((words(protocol.objectives.primary) + ".", analysis))
        facts["pilot_tested"] = (says(question, _TESTED) if question.strip(" .") else None, "analysis.primary")
        facts["pilot_confirmatory"] = (
            None if protocol.plan.confirmatory is None else protocol.plan.confirmatory == "yes",
            "plan.confirmatory",
        )
    leaning = (*told, words(protocol.objectives.primary), words(protocol.safety.harms))
    three = [
        one
        for text in leaning
        for one in sentences(text)
        if says(one, _RULE_OF_THREE) and not mentions(one, _SET_ASIDE)
    ]
    excluded = [share for one in three for share in percentages(one) if 0 < share < 0.5]
    facts["rule_of_three"] = (bool(three) if any(leaning) else None, "sizing.planned_reason")
    facts["excluded_by_three"] = (min(excluded, default=None), "sizing.planned_reason")
    if sizing.kind == "rare_event":
        cases = sizing.assumptions.get("cases")
        facts["rare_cases"] = (1.0 if cases is None or cases.value is None else cases.value, "sizing.assumptions.cases")
        facts["rare_confidence"] = (sizing.target, "sizing.target")
    return facts
