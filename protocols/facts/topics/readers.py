"""Reader studies: how many readers, and whether the result extends to others."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.phrases import mentions, words
from protocols.protocol import Protocol
from stats.card import Family, Measure
from stats.registry import design_class, kinds

_POINT = (
    r"sensib|sp[ée]cific|seuil|threshold|valeur pr[ée]dictive|predictive value|point de fonctionnement|operating point"
)


def known(protocol: Protocol) -> Known:
    """What the reader design supposes, and whether a study of areas under the curve also looks at a threshold."""
    sizing = protocol.sizing
    if not sizing.kind or sizing.kind not in kinds():
        return {}
    model = design_class(sizing.kind)
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
