"""Is the product a device, and is it ready for a benefit study? The answers of the author, read step by step.

`product_type` is what the rest of the house asks: the declared qualification, else the one that the steps give.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from protocols.model.qualification import STEPS
from protocols.model.section import NotApplicable, is_empty
from protocols.protocol import Protocol
from protocols.provenance import Provenance, provenance_of
from stats.text import Text

DEVICE_AIMS = frozenset({"benefit", "ce_marking", "lppr", "latm", "pecan", "forfait_innovation", "diag_dm"})
ProductType = Literal["device", "ivd", "not_a_device"]
_FILE = Path(__file__).parent / "data" / "qualification.yaml"
# Each step in order: its question, and the answer that ends the reading, with the outcome it gives.
_ENDS = {
    "software": ("no", "not_software"),
    "part_of_device": ("yes", "by_step"),
    "acts_on_data": ("no", "data_only"),
    "individual": ("no", "no_patient"),
    "medical_purpose": ("no", "no_purpose"),
    "ivd_data": ("yes", "ivd"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the steps say.

    product_type: None while they do not settle it; next_step: the question to answer next, when one is open
    changes: what it changes for the study; would: what would make it a device, when it is none
    """

    product_type: ProductType | None
    reason: Text
    changes: tuple[Text, ...]
    would: Text | None
    next_step: str | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something a benefit study supposes and that is missing: what, where to answer, who owes it."""

    what: Text
    where: str
    owner: Text


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the device is ready for a study that claims a benefit."""

    lacking: tuple[Lacking, ...]

    @property
    def ready(self) -> bool:
        return not self.lacking


def qualify(protocol: Protocol) -> Outcome:
    """What the answers to the steps of MDCG 2019-11 give, whatever is declared."""
    for step in STEPS:
        answer, (ending, outcome) = getattr(protocol.qualification, step), _ENDS[step]
        if answer is None:
            return _outcome("open", step)
        if answer == ending:
            return _outcome(outcome)
    return _outcome("device")


def product_type(protocol: Protocol) -> ProductType | None:
    """Device, IVD or neither: declared by the author, else given by the steps; None while nothing says it."""
    return protocol.qualification.product or qualify(protocol).product_type


def asked_steps(protocol: Protocol) -> tuple[str, ...]:
    """The questions worth asking now: those answered up to the one that settles it, or the next one."""
    asked = []
    for step in STEPS:
        asked.append(step)
        answer = getattr(protocol.qualification, step)
        if answer is None or answer == _ENDS[step][0]:
            break
    return tuple(asked)


def maturity(protocol: Protocol) -> Gate:
    """What is missing before a study that claims a benefit: pillars 1 and 2, a frozen version, the quality system."""
    section, device = protocol.qualification, protocol.device
    lacking = [
        *_pillars(protocol),
        (device.frozen != "yes" or is_empty(device.version), _VERSION, "device.version", _MANUFACTURER),
        (section.quality_system in (None, "none"), _QUALITY, "qualification.quality_system", _QUALITY_OWNER),
        (
            section.quality_system in ("iso13485_cert", "audit_interne") and section.quality_covers in (None, "no"),
            _SCOPE, "qualification.quality_covers", _QUALITY_OWNER,
        ),
    ]  # fmt: skip
    return Gate(tuple(Lacking(what, where, owner) for missing, what, where, owner in lacking if missing))


def pillars_missing(protocol: Protocol) -> tuple[Text, ...]:
    """Those of pillars 1 and 2 of MDCG 2020-1 that nothing supports."""
    return tuple(what for missing, what, _, _ in _pillars(protocol) if missing)


def informs_decisions(protocol: Protocol) -> bool | None:
    """Whether the device informs diagnosis or treatment, or monitors, from its role and its type; None if unknown."""
    role = protocol.situation.role
    if role is not None:
        return role in ("detects", "triages", "measures", "predicts", "recommends", "monitors")
    if protocol.device.kind is None:
        return None
    return protocol.device.kind in ("diagnostic_ai", "decision_support", "telemonitoring")


def rule_11() -> tuple[tuple[str, Text], ...]:
    """Each class of rule 11 with the software it takes, the highest first."""
    return tuple((one["class"], Text(one["fr"], one["en"])) for one in _data()["rule_11"])


def source_of(name: Literal["qualification", "ivd", "class", "maturity"]) -> Provenance:
    """The provenance of one part of this reading."""
    return provenance_of(_data()["sources"][name], _data()["checked_on"])


def _pillars(protocol: Protocol) -> list[tuple[bool, Text, str, Text]]:
    section = protocol.qualification
    rows = () if isinstance(section.performance, NotApplicable) else section.performance
    measured = any(one.metric.strip() and one.interval.strip() and one.dataset.strip() for one in rows)
    return [
        (is_empty(section.association), _PILLAR_1, "qualification.association", _SCIENTIFIC),
        (
            not measured and not isinstance(section.performance, NotApplicable),
            _PILLAR_2, "qualification.performance", _BIOSTATISTICIAN,
        ),
    ]  # fmt: skip


def _outcome(name: str, next_step: str | None = None) -> Outcome:
    data = _data()
    one = data["outcomes"][name]
    base = data["outcomes"][one["like"]] if "like" in one else one
    return Outcome(
        base["product"],
        Text(**one["reason"]),
        tuple(Text(**said) for said in base["changes"]),
        Text(**one["would"]) if "would" in one else None,
        next_step,
        source_of(base["source"]),
    )


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read


_PILLAR_1 = Text(fr="l'association clinique valide (pilier 1)", en="the valid clinical association (pillar 1)")
_PILLAR_2 = Text(
    fr="une performance technique ou analytique avec son intervalle et son jeu de données (pilier 2)",
    en="a technical or analytical performance with its interval and its data set (pillar 2)",
)
_VERSION = Text(fr="une version figée et numérotée", en="a frozen, numbered version")
_QUALITY = Text(fr="un système de management de la qualité", en="a quality management system")
_SCOPE = Text(
    fr="un système qualité dont le champ couvre l'indication de l'étude",
    en="a quality system whose scope covers the indication of the study",
)
_SCIENTIFIC = Text(fr="investigateur et affaires cliniques", en="investigator and clinical affairs")
_BIOSTATISTICIAN = Text(fr="biostatisticien et équipe technique", en="biostatistician and technical team")
_MANUFACTURER = Text(fr="fabricant, équipe technique", en="manufacturer, technical team")
_QUALITY_OWNER = Text(fr="affaires réglementaires et qualité", en="regulatory affairs and quality")
