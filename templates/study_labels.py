"""What is evaluated and what it is compared with, named as the study names them."""

from __future__ import annotations

from protocols.protocol import Protocol
from stats.card import Family
from stats.text import Text

_TRIAL = (
    Text(fr="Intervention expérimentale", en="Experimental intervention"),
    Text(fr="Comparateur", en="Comparator"),
)
_ACCURACY = (Text(fr="Test étudié", en="Index test"), Text(fr="Référence", en="Reference standard"))
_PAIRED = (
    Text(fr="Test étudié", en="Index test"),
    Text(fr="Test de comparaison et référence", en="Comparison test and reference standard"),
)
_AIDED = (
    Text(fr="Lecture avec le dispositif", en="Reading with the device"),
    Text(fr="Lecture sans le dispositif et référence", en="Reading without the device and reference standard"),
)
_ALONE = (
    Text(fr="Dispositif seul", en="Device alone"),
    Text(fr="Panel de lecteurs et référence", en="Reader panel and reference standard"),
)
_MODEL = (
    Text(fr="Modèle étudié", en="Model studied"),
    Text(fr="Critère observé et comparateur", en="Observed outcome and comparator"),
)
READ_TWICE = frozenset({"mrmc_auc", "mrmc_binary"})  # every case with and without the device, by the same readers


def labels_of(protocol: Protocol) -> tuple[Text, Text]:
    """The label of what is evaluated, and of what it is compared with."""
    if protocol.family() is Family.READERS:
        return _AIDED if protocol.sizing.kind in READ_TWICE else _ALONE
    if protocol.family() is Family.PREDICTION:
        return _MODEL
    return {"accuracy": _ACCURACY, "paired_accuracy": _PAIRED}.get(protocol.plan.type or "", _TRIAL)
