"""Several primary endpoints as the text announces them: how many, by which procedure, how the risk is split, at what power."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.phrases import mentions, says, words
from protocols.protocol import Protocol
from protocols.stated import percentages, risks, sentences
from stats.card import Family

_PROCEDURES = {
    "bonferroni": r"bonferroni",
    "holm": r"\bholm\b",
    "hochberg": r"hochberg",
    "graphical": r"proc[ée]dure graphique|m[ée]thode graphique|graphical (procedure|method|approach)",
    "fallback": r"fallback|proc[ée]dure de repli",
    "full": r"intersection[- ]union|risque entier|full (risk|level|alpha)",
}
_SECONDARY = r"secondaire|secondary|exploratoire|exploratory|sous-groupe|subgroup"
_SEVERAL = (
    r"(deux|trois|quatre) crit[èe]res (de jugement )?(co-?)?principaux|crit[èe]res (de jugement )?co-?principaux|"
    r"(two|three|four) (co-?)?primary (endpoints|outcomes)|co-?primary (endpoints|outcomes)"
)
_ONE = (
    r"(unique|seul) crit[èe]re (de jugement )?principal|crit[èe]re (de jugement )?principal unique|"
    r"(single|sole|only one) primary (endpoint|outcome)"
)
_ENDPOINTS = r"crit[èe]re|endpoint|outcome|revendication|claim"
_ANY = r"(au moins |l')une? (seule? )?(des|de|ou l'autre|d'entre)|un seul (des|crit[èe]re|suffit)|at least one|either (endpoint|claim|one)"
_ALL = r"les (deux|trois|quatre) crit[èe]res (doivent|sont exig)|tous les crit[èe]res (principaux )?(doivent|sont exig)|(both|all) (primary )?(endpoints|claims) must"
_SPLIT = r"r[ée]part|partag|allou|r[ée]parti|split|allocat|divis"
_RISK = r"alpha|risque|seuil|risk|level|error"
_POWER = r"puissance|power"
_NOT_A_CLAIM = rf"inf[ée]rieur|repass|below|less than|observ[ée]e|{_SECONDARY}"


def known(protocol: Protocol) -> Known:
    """What the author wrote of her primary endpoints; what she wrote of the secondary ones is left aside."""
    sizing, analysis = protocol.sizing, protocol.analysis
    told = " ".join(words(one) + "." for one in (analysis.multiplicity, analysis.primary, protocol.objectives.primary))
    told = ". ".join(one for one in sentences(told) if not mentions(one, _SECONDARY))
    sized = model.card.family if (model := sizing.chosen_design()) else None
    facts: Known = {
        "several_announced": (
            says(told, _SEVERAL) if told and sized and sized is not Family.ACCURACY else None,
            "analysis.multiplicity",
        ),
        "several_sized": (sizing.has_claims if sized else None, "sizing.extension"),
        "power_stated": (_power(protocol), "sizing.planned_reason"),
    }
    if sizing.has_claims:
        named = tuple(name for name, said in _PROCEDURES.items() if says(told, said))
        facts["one_announced"] = (says(told, _ONE) if told else None, "analysis.multiplicity")
        facts["procedures_stated"] = (named or None, "analysis.multiplicity")
        facts["success_stated"] = (_success(told), "analysis.multiplicity")
        facts["risk_split"] = (_split(told), "analysis.multiplicity")
    return facts


def _success(text: str) -> str | None:
    """Whether one endpoint is enough or all are required; None when the text says both or neither."""
    about = [one for one in sentences(text) if mentions(one, _ENDPOINTS)]
    one_enough, every = any(says(one, _ANY) for one in about), any(says(one, _ALL) for one in about)
    return None if one_enough == every else "at_least_one" if one_enough else "all"


def _split(text: str) -> tuple[float, ...] | None:
    """The parts into which the text splits the risk, the total that it may name first left out."""
    for one in sentences(text):
        found = [value for value in risks(one) if 0.0005 <= value <= 0.1]
        if mentions(one, _SPLIT) and mentions(one, _RISK) and len(found) > 1:
            return tuple(found[1:] if len(found) > 2 and found[0] >= max(found[1:]) else found)
    return None


def _power(protocol: Protocol) -> float | None:
    """The highest power that the author states for her primary endpoints."""
    sizing, economics = protocol.sizing, protocol.economics
    told = (sizing.planned_reason, protocol.analysis.primary, protocol.objectives.primary, economics.sample_size_method)
    found = [
        share
        for text in told
        for one in sentences(words(text))
        if mentions(one, _POWER) and not mentions(one, _NOT_A_CLAIM)
        for share in percentages(one)
        if 0.5 <= share < 1 and share != 0.95  # the level of an interval is no power
    ]
    return max(found, default=None)
