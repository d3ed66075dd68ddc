"""Reader studies: how many readers, and whether the result extends to others."""

from __future__ import annotations

import re

from protocols.facts.topics import Known
from protocols.phrases import mentions, words
from protocols.protocol import Protocol
from protocols.stated import COUNT, counted
from stats.card import Family, Measure

READ_TWICE = frozenset({"mrmc_auc", "mrmc_binary"})
_COUNTED = (
    rf"{COUNT} (?:lecteurs|readers)\b|"
    rf"{COUNT} (?:radiologues|m[ée]decins|praticiens|radiologists|physicians) (?:\w+ )?(?:lisent|liront|relisent|interpr[èe]tent|read|will read)\b"
)
_SPAN = r"(?:semaines?|mois|jours|weeks?|months?|days)"
_APART = rf"p[ée]riode d'oubli|d[ée]lai d'oubli|wash-?out|intervalle d'au moins|{_SPAN} (?:d'intervalle|apart)|espac[ée]|separated by"
_POINT = (
    r"sensib|sp[ée]cific|seuil|threshold|valeur pr[ée]dictive|predictive value|point de fonctionnement|operating point"
)


def known(protocol: Protocol) -> Known:
    """What the reader design supposes, and whether a study of areas under the curve also looks at a threshold."""
    sizing = protocol.sizing
    if (model := sizing.chosen_design()) is None:
        return {}
    facts: Known = {}
    if {Measure.AUC, Measure.AUC_DIFFERENCE} & set(model.card.measures):
        named = " ".join(_texts(protocol))
        facts["auc_sized"] = (True, "sizing.kind")
        facts["operating_point_named"] = (mentions(named, _POINT) if named else None, "endpoints.secondary")
    if model.card.family is Family.READERS:
        default = model.model_fields["inference"].default
        readers = sizing.assumptions.get("readers")
        facts["n_readers"] = (readers.value if readers else None, "sizing.assumptions.readers")
        facts["readers_fixed"] = (
            sizing.choices.get("inference", default) == "fixed_readers",
            "sizing.choices.inference",
        )
        facts |= _written(protocol, readers.value if readers else None)
    return facts


def _written(protocol: Protocol, sized: float | None) -> Known:
    """What the text says of the readers: their number, and what separates two readings of a case."""
    plan, conduct = protocol.plan, protocol.conduct
    told = (plan.experimental, plan.comparator, plan.allocation, plan.blinding, protocol.endpoints.definition)
    text = " ".join(words(one) for one in (*told, protocol.objectives.primary, protocol.analysis.primary))
    stated = [counted(found[1] or found[2]) for found in re.finditer(_COUNTED, text, re.IGNORECASE)]
    other = next((one for one in stated if one != sized), sized if stated else None)
    facts: Known = {"readers_stated": (None if other is None else int(other), "plan.comparator")}
    if protocol.sizing.kind in READ_TWICE and text.strip():
        visits = conduct.visits if isinstance(conduct.visits, tuple) else ()
        text = f"{text} {' '.join(one.timing for one in visits)} {words(conduct.providers)}"
        facts["readings_separated"] = (mentions(text, _APART), "plan.allocation")
    return facts


def _texts(protocol: Protocol) -> list[str]:
    """What is looked at beside the area; nothing is concluded while the secondary endpoints are not listed."""
    secondary = protocol.endpoints.secondary
    if not isinstance(secondary, tuple) or not secondary:
        return []
    return [
        *(one.name for one in secondary),
        *(one.name for one in protocol.sizing.others),
        words(protocol.analysis.primary),
    ]
