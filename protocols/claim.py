"""What the claim imposes on the study: hypotheses, tests, joint power, people, proof, deadlines.

The statements are data (`data/aims.yaml`), each with its source; the joint power is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import yaml

from protocols.model.section import NotApplicable
from protocols.phrases import mentions, words
from protocols.protocol import Protocol
from protocols.provenance import Provenance, provenance_of
from stats.formulas.combined.dependence import alike
from stats.formulas.combined.together import all_succeed
from stats.normal import z
from stats.quantities import Unit, Value
from stats.text import Phrase, Text

Kind = Literal["hypotheses", "test", "margin", "power", "people", "proof", "design", "comparator", "deadline"]
KINDS: dict[Kind, Text] = {
    "hypotheses": Text(fr="Hypothèses", en="Hypotheses"),
    "test": Text(fr="Tests", en="Tests"),
    "margin": Text(fr="Marge", en="Margin"),
    "power": Text(fr="Puissance", en="Power"),
    "people": Text(fr="Personnes et calculs", en="People and computations"),
    "proof": Text(fr="Preuve attendue", en="Proof expected"),
    "design": Text(fr="Plan", en="Design"),
    "comparator": Text(fr="Comparateur", en="Comparator"),
    "deadline": Text(fr="Délais", en="Deadlines"),
}
TWO_TESTS = frozenset({"economic_superiority_medical_non_inferiority", "economic_and_medical_superiority"})
EACH = (0.8, 0.85, 0.9, 0.95)  # powers of each test shown beside their joint power
CORRELATIONS = (0.0, 0.3, 0.5)
_FILE = Path(__file__).parent / "data" / "aims.yaml"
_JOINT = Text(
    fr="Les deux tests doivent réussir ensemble : à {low} chacun, la puissance conjointe peut tomber à {low_joint} ; viser "
    "{each} chacun en laisse {each_joint}.",
    en="Both tests must succeed: at {low} each, the joint power may fall to {low_joint}; aiming at {each} each leaves "
    "{each_joint}.",
)


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that the claim imposes: what it is about, what it says, where to act, on whose authority."""

    kind: Kind
    phrase: Phrase
    pages: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class JointRow:
    """The joint power of two tests of the same power, at each correlation of `CORRELATIONS`."""

    each: float
    joint: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the file for permanent listing is due after the start of early cover, and how long the analysis takes."""

    months: int
    analysis_months: int
    provenance: Provenance


def claims_benefit(protocol: Protocol) -> bool | None:
    """Whether the study is meant to show a benefit in the sense of the call; None while the aim is not known."""
    return None if protocol.claim.aim is None else protocol.claim.aim == "benefit"


def benefit_of(protocol: Protocol) -> str | None:
    """The nature of the benefit, when a benefit is the aim; what was typed for another aim is not used."""
    benefit = protocol.claim.benefit
    return benefit if claims_benefit(protocol) and isinstance(benefit, str) else None


def consequences(protocol: Protocol) -> tuple[Consequence, ...]:
    """What the aim, the nature of the benefit and the market-access route impose, in the order of a protocol."""
    claim, data, benefit = protocol.claim, _data(), benefit_of(protocol)
    found = [_consequence(one) for one in data["benefits"].get(benefit, ())]
    if benefit in TWO_TESTS:
        found.append(_power())
    found += [_consequence(one) for one in data["aims"].get(claim.aim, ())]
    target = None if isinstance(claim.target, NotApplicable) else claim.target
    if target != claim.aim:
        found += [_consequence(one) for one in data["targets"].get(target, ())]
    if telemonitors_heart_failure(protocol):
        found += [_consequence(one) for one in data["telemonitored_heart_failure"]]
    order = list(KINDS)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def joint_power(powers: Sequence[float], correlation: float = 0.0) -> float:
    """Probability that every test succeeds, in [0, 1].

    powers: of each test, between 0 and 1 excluded; correlation: of the test statistics, from 0 to below 1
    (bivariate normal statistics; the product of the powers at 0). Source: Sozu et al. 2015, chapter 2.
    """
    if not all(0 < one < 1 for one in powers):
        raise ValueError("A power lies between 0 and 1, both excluded.")
    if not 0 <= correlation < 1:
        raise ValueError("The correlation lies between 0 and 1, 1 excluded.")
    margins = np.array([z(1 - one) for one in powers])
    return float(np.prod(powers)) if correlation == 0 else float(all_succeed(margins, alike(correlation, len(margins))))


@cache
def joint_table() -> tuple[JointRow, ...]:
    """Joint power of two tests of equal power, for the usual powers and correlations."""
    return tuple(JointRow(each, tuple(joint_power((each, each), rho) for rho in CORRELATIONS)) for each in EACH)


def proposed_power() -> float:
    """The power of each test that leaves about 80 % for both."""
    return float(_data()["joint_power"]["each"])


def pecan_deadline(protocol: Protocol) -> Deadline:
    """The months left by the early cover for this device."""
    data = _data()["pecan"]
    months = data["telemonitoring_months" if protocol.device.kind == "telemonitoring" else "therapeutic_months"]
    return Deadline(months, data["analysis_months"], provenance_of(data, _data()["checked_on"]))


def telemonitors_heart_failure(protocol: Protocol) -> bool:
    """Whether the device telemonitors heart failure, for which telemonitoring is already reimbursed in France."""
    read = " ".join(words(one) for one in (protocol.device.intended_purpose, protocol.objectives.population))
    return protocol.device.kind == "telemonitoring" and mentions(read, r"insuffisan\w+ cardiaque|heart failure")


def _power() -> Consequence:
    each, low = proposed_power(), EACH[0]
    values = {
        "low": Value(low, Unit.PROPORTION),
        "low_joint": Value(joint_power((low, low)), Unit.PROPORTION),
        "each": Value(each, Unit.PROPORTION),
        "each_joint": Value(joint_power((each, each)), Unit.PROPORTION),
    }
    data = _data()
    return Consequence(
        "power", Phrase(_JOINT, values), ("sizing",), provenance_of(data["joint_power"], data["checked_on"])
    )


def _consequence(one: dict[str, Any]) -> Consequence:
    data = _data()
    phrase, source = Phrase(Text(one["fr"], one["en"])), data["sources"][one["source"]]
    return Consequence(one["kind"], phrase, tuple(one["pages"]), provenance_of(source, data["checked_on"]))


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read
