"""The outcomes: what each category of study asks for, read from the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from protocols.provenance import Confidence, Provenance
from protocols.route.data import loaded, provenance, said
from stats.text import Text

Ansm = Literal["none", "validation", "authorisation", "notification_30d"]
Cpp = Literal["none", "opinion", "ask_ansm", "ask_cpp"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that the study will carry: its pattern, an example, when it is obtained."""

    id: str
    label: Text
    pattern: str
    example: str
    when: Text
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Sourced:
    """One statement with its source."""

    text: Text
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Route:
    """The category of a study, and what follows from it.

    confidence "L": never a verdict; `provenance.confirm` says with whom to confirm
    """

    id: str
    ansm: Ansm
    cpp: Cpp
    confidence: Confidence
    name: Text
    definition: Text
    ansm_said: Text
    cpp_said: Text
    promoter: Text
    consent: str
    consent_said: Sourced
    insured: bool
    identifiers: tuple[Identifier, ...]
    filings: tuple[Sourced, ...]
    provenance: Provenance

    @property
    def investigation(self) -> bool:
        """A clinical investigation of a device."""
        return self.id.startswith("IC_")

    @property
    def to_confirm(self) -> bool:
        """Not to be shown as a verdict."""
        return self.confidence == "L"


@dataclass(frozen=True, slots=True)
class Minima:
    """Minimum cover of the sponsor's insurance, in million euros, and years of claims after the end."""

    victim: float
    protocol: float
    year: float
    years: float
    provenance: Provenance


@cache
def outcome(id: str) -> Route:
    """One outcome by its id."""
    one = next(entry for entry in loaded("outcomes")["outcomes"] if entry["id"] == id)
    needs = loaded("requirements")
    filings = [each for each in needs["filings"] if one["cpp"] in each["when"] or one["ansm"] in each["when"]]
    consent = needs["consent"][one["consent"]]
    return Route(
        id=id,
        ansm=one["ansm"],
        cpp=one["cpp"],
        confidence=one["confidence"],
        name=said(one),
        definition=said(one, "definition"),
        ansm_said=said(needs["ansm"][one["ansm"]]),
        cpp_said=said(needs["cpp"][one["cpp"]]),
        promoter=said(needs["promoter"][one["promoter"]]),
        consent=one["consent"],
        consent_said=_sourced(consent),
        insured=one["insurance"],
        identifiers=tuple(identifier(name) for name in one["identifiers"]),
        filings=tuple(_sourced(each) for each in filings),
        provenance=provenance(one, "outcomes"),
    )


def outcome_ids() -> tuple[str, ...]:
    """Every outcome of the data."""
    return tuple(one["id"] for one in loaded("outcomes")["outcomes"])


@cache
def identifier(name: str) -> Identifier:
    """One identifier by its name."""
    one = loaded("requirements")["identifiers"][name]
    return Identifier(
        name, said(one), one["pattern"], one["example"], said(one["when"]), provenance(one, "requirements")
    )


@cache
def insurance_minima() -> Minima:
    """The minimum cover, from the data."""
    one = loaded("requirements")["insurance"]
    low = one["minima"]
    years = one["years_of_claims"]
    return Minima(low["victim"], low["protocol"], low["year"], years, provenance(low, "requirements"))


def insurance_duty() -> Sourced:
    """The duty of the sponsor, when the route asks for insurance."""
    one = loaded("requirements")["insurance"]
    return Sourced(said(one["text"]), provenance(one, "requirements"))


def dossier() -> tuple[tuple[Text, ...], Provenance]:
    """The documents of the file for the ethics committee."""
    one = loaded("requirements")["dossier"]
    return tuple(said(item) for item in one["items"]), provenance(one, "requirements")


def _sourced(one: dict[str, Any]) -> Sourced:
    return Sourced(said(one), provenance(one, "requirements"))
