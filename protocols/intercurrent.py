"""Intercurrent events of digital devices (ICH E9(R1)): which they are, and what their strategies do to the calculation.

A composite strategy counts the event as a failure: the expected success rate falls, nothing is inflated. Treatment policy
keeps the outcome whatever happened: those concerned bring no effect, so the effect is diluted. A missing outcome is neither:
it divides by (1 - d) in `stats.flow`. A loss is counted once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from protocols.effect import effect_fields
from protocols.model.objectives import IntercurrentEvent
from protocols.model.section import NotApplicable
from protocols.phrases import mentions
from protocols.protocol import Protocol
from stats.quantities import Unit
from stats.text import Text

Group = Literal["experimental", "control", "both"]


@dataclass(frozen=True, slots=True)
class DigitalEvent:
    """An event that digital devices meet: how it is asked, the row proposed, and whom it concerns."""

    kind: str
    event: Text
    strategy: str  # proposed first; the author decides
    group: Group
    pattern: str  # how authors name it, in both languages


EVENTS = (
    DigitalEvent(
        "non_use",
        Text(fr="Non-utilisation ou arrêt de l'utilisation du dispositif", en="Non-use of the device, or stopping use"),
        "treatment_policy",
        "experimental",
        r"non[- ]?(utilis|us)|arrêts? d|abandon|stop|discontinu|observance|adh[ée]r|non suivi",
    ),
    DigitalEvent(
        "failure",
        Text(fr="Panne, indisponibilité ou résultat non rendu", en="Device failure, outage or no result returned"),
        "composite",
        "experimental",
        r"panne|indisponib|échec|interrup|coupure|non délivr|non analysable|non rendu|fail|outage|unavailab|unreadable",
    ),
    DigitalEvent(
        "update",
        Text(fr="Mise à jour du logiciel pendant l'étude", en="Software update during the study"),
        "treatment_policy",
        "experimental",
        r"mises? à jour|changement de version|nouvelle version|update|version change|new version",
    ),
    DigitalEvent(
        "crossover",
        Text(
            fr="Utilisation du dispositif, ou d'un équivalent, par le groupe contrôle",
            en="Use of the device, or of an equivalent, by the control group",
        ),
        "treatment_policy",
        "control",
        r"(groupe|bras) (contrôle|témoin)|contamin|partage|control (arm|group)|crossover",
    ),
    DigitalEvent(
        "rescue",
        Text(fr="Traitement de secours ou soins ajoutés", en="Rescue treatment or additional care"),
        "treatment_policy",
        "both",
        r"secours|soins? (ajout|suppl)|traitement|rescue|additional (care|treat)|medication",
    ),
    DigitalEvent(
        "ignored",
        Text(fr="Alerte ignorée ou recommandation écartée", en="Alert ignored or recommendation overridden"),
        "treatment_policy",
        "experimental",
        r"alertes?|recommandations?|ignor|écart|alert|overrid|recommendation",
    ),
    DigitalEvent(
        "death",
        Text(fr="Décès ou transfert avant la mesure", en="Death or transfer before the measurement"),
        "composite",
        "both",
        r"décès|mort\b|transfert|transféré|death|died|transfer",
    ),
)
NOT_EVENTS = (
    (
        Text(fr="la perte de vue ou la donnée manquante", en="loss to follow-up or missing data"),
        r"perdue?s? de vue|perte de vue|donn[ée]es? manquante|lost to follow|loss to follow|missing (data|outcome)|"
        r"non[- ]réponse|questionnaires? non (rempli|rendu)|retrait du consentement|withdraw\w* (of )?consent",
    ),
    (
        Text(fr="la levée de l'aveugle", en="unblinding"),
        r"lev[ée]e (de l')?(aveugle|insu)|unblind",
    ),
)


def kind_of(text: str) -> DigitalEvent | None:
    """Which event of digital devices a sentence names, or None."""
    return next((one for one in EVENTS if mentions(text, one.pattern)), None)


def not_an_event(text: str) -> Text | None:
    """What a sentence names that is no intercurrent event (missing data, loss to follow-up, unblinding), or None."""
    return next((said for said, pattern in NOT_EVENTS if re.search(pattern, text, re.IGNORECASE)), None)


def listed(protocol: Protocol) -> tuple[IntercurrentEvent, ...]:
    """The events of a protocol; none when the question is declared not applicable."""
    events = protocol.objectives.intercurrent
    return () if isinstance(events, NotApplicable) else events


def to_examine(protocol: Protocol) -> tuple[DigitalEvent, ...]:
    """The events of digital devices that are neither listed nor ruled out."""
    ruled = protocol.objectives.ruled_out
    said = [one.event for one in listed(protocol)] + list(() if isinstance(ruled, NotApplicable) else ruled)
    return tuple(one for one in EVENTS if not any(mentions(text, one.pattern) for text in said))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The value that an assumption takes once the strategies are applied, on its own scale."""

    field: str
    label: Text
    unit: Unit
    before: float
    after: float
    low: float | None  # its plausible range, moved alike
    high: float | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the strategies change: events that the assumptions ignore, new values, whether it can be computed here."""

    events: tuple[IntercurrentEvent, ...]
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def computed(self) -> bool:
        """False: events change the calculation, and no formula of ours says how on this scale."""
        return bool(self.adjustments)


def ignored_events(protocol: Protocol) -> tuple[IntercurrentEvent, ...]:
    """Events whose strategy changes the calculation and that the assumptions are said to ignore."""
    return tuple(one for one in changing(protocol) if one.accounted == "no")


def changing(protocol: Protocol) -> tuple[IntercurrentEvent, ...]:
    """Events with a share above zero under treatment policy or composite."""
    return tuple(
        one for one in listed(protocol) if (one.share or 0) > 0 and one.strategy in ("treatment_policy", "composite")
    )


def proposal(protocol: Protocol) -> Proposal:
    """The assumptions as the strategies change them; composites first (the rates), then the dilution of the effect."""
    events, sizing = ignored_events(protocol), protocol.sizing
    model = sizing.chosen_design()
    if not events or model is None:
        return Proposal(events)
    names, asked = effect_fields(model), model.quantities()
    values = {name: sizing.assumptions[name].value for name in names if name in sizing.assumptions}
    known = {name: value for name, value in values.items() if value is not None}
    rates = bool(names) and all(asked[name].unit is Unit.PROPORTION for name in names)
    difference = names == ("difference",)
    composite = any(one.strategy == "composite" for one in events)
    if set(known) != set(names) or not (rates or difference) or (composite and not rates):
        return Proposal(events)
    moved = _moved(protocol, names, events)
    return Proposal(
        events,
        tuple(
            Adjustment(
                name, asked[name].label, asked[name].unit, value, moved(name, value), *_range(protocol, name, moved)
            )
            for name, value in known.items()
            if abs(moved(name, value) - value) > 1e-12
        ),
    )


def _moved(protocol: Protocol, names: tuple[str, ...], events: tuple[IntercurrentEvent, ...]) -> Any:
    """The function (field, value) -> value under the strategies; the other arm keeps its planned value."""
    good = protocol.endpoints.better != "lower"  # success is the outcome itself, else its absence
    own, other = names[0], names[1] if len(names) == 2 else None
    comparative = other is not None and other.endswith("_control")
    kept = {
        name: _product(events, "composite", None if not comparative else "experimental" if name == own else "control")
        for name in names
    }
    dilution = _product(events, "treatment_policy", None)

    def failed(name: str, value: float) -> float:
        if other is not None and not comparative and name == other:
            return value  # a goal or a reference is not observed
        return value * kept[name] if good else 1 - (1 - value) * kept[name]

    def moved(name: str, value: float) -> float:
        if other is None:
            return failed(name, value) if name != "difference" else value * dilution
        if name == other or not comparative:
            return failed(name, value)
        rival = protocol.sizing.assumptions[other].value or 0.0
        return failed(other, rival) + (failed(name, value) - failed(other, rival)) * dilution

    return moved


def _product(events: tuple[IntercurrentEvent, ...], strategy: str, group: Group | None) -> float:
    """Share left untouched by the events of one strategy (those of one group when it is named)."""
    left = 1.0
    for one in events:
        found = kind_of(one.event)
        concerned: Group = found.group if found else "experimental"
        if one.strategy == strategy and (group is None or concerned in (group, "both")):
            left *= 1 - (one.share or 0.0)
    return left


def _range(protocol: Protocol, name: str, moved: Any) -> tuple[float | None, float | None]:
    line = protocol.sizing.assumptions[name]
    low = None if line.low is None else moved(name, line.low)
    return low, None if line.high is None else moved(name, line.high)


def adopted(protocol: Protocol) -> Protocol:
    """The same protocol with the proposed assumptions, its events marked as accounted for."""
    found = proposal(protocol)
    if not found.computed:
        return protocol
    lines = dict(protocol.sizing.assumptions)
    for one in found.adjustments:
        lines[one.field] = lines[one.field].model_copy(update={"value": one.after, "low": one.low, "high": one.high})
    events = [one.model_copy(update={"accounted": "yes"}) if one in found.events else one for one in listed(protocol)]
    changed = protocol.changed("objectives", "intercurrent", [one.model_dump() for one in events])
    return changed.changed("sizing", "assumptions", {name: one.model_dump() for name, one in lines.items()})
