"""The editions of the call as data: limits, conditions, documents; one YAML file each, read by people and checked here."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, model_validator

from protocols.model.tasks import Owner
from protocols.provenance import Confidence
from stats.frozen import Frozen
from stats.quantities import Unit
from stats.text import Text

FOLDER = Path(__file__).resolve().parents[1] / "data" / "funding"
Known = str | bool | float  # what a fact may hold


class Criterion(Frozen):
    """One condition of an edition: a fact, its bound, its sentence.

    fact: its name in `protocols.funding.known`; exactly one bound: between (both included), at_least, at_most, one_of
    when: the facts for which the condition applies, each with the values that make it apply
    sentence: what the call asks; {low} and {high} are the bounds themselves, so that a limit is written once
    level: required (the application is refused without it) or advised
    rule: the review rule that says it as a finding; without one another rule already does, and this only shows here
    assumed: the value was not seen in a source and is carried over from another edition
    """

    id: str
    fact: str
    sentence: Text
    source: str = Field(min_length=3)
    confidence: Confidence
    level: Literal["required", "advised"] = "required"
    when: dict[str, tuple[Known, ...]] = Field(default_factory=dict)
    between: tuple[float, float] | None = None
    at_least: float | None = None
    at_most: float | None = None
    one_of: tuple[Known, ...] | None = None
    unit: Unit = Unit.NUMBER
    rule: str | None = None
    assumed: bool = False

    @model_validator(mode="after")
    def _one_bound(self) -> Criterion:
        bounds = [one for one in (self.between, self.at_least, self.at_most, self.one_of) if one is not None]
        if len(bounds) != 1:
            raise ValueError(f"criterion {self.id}: exactly one bound, not {len(bounds)}")
        if self.between and self.between[0] > self.between[1]:
            raise ValueError(f"criterion {self.id}: the limits are upside down")
        return self

    def holds(self, value: Known) -> bool:
        """Whether a known value respects the bound."""
        if self.one_of is not None:
            return any(value == one and type(value) is type(one) for one in self.one_of)
        low, high = self.bounds
        return isinstance(value, int | float) and low <= value <= high

    @property
    def bounds(self) -> tuple[float, float]:
        """The lower and upper limits, infinite where there is none."""
        if self.between is not None:
            return self.between
        return (
            float("-inf") if self.at_least is None else self.at_least,
            float("inf") if self.at_most is None else self.at_most,
        )

    def said(self) -> Text:
        """The sentence with its limits."""
        low, high = self.bounds
        return Text(
            fr=self.sentence.fr.format(low=_whole(low, "\u202f"), high=_whole(high, "\u202f")),
            en=self.sentence.en.format(low=_whole(low, ","), high=_whole(high, ",")),
        )


class Attached(Frozen):
    """A document to attach to an application."""

    id: str
    title: Text
    owner: Owner
    source: str = Field(min_length=3)
    confidence: Confidence
    days_before: int = Field(default=14, ge=0, le=365)  # before the filing date
    expires: bool = False  # it has a date of expiry (a certificate, an audit report)
    note: Text | None = None
    when: dict[str, tuple[Known, ...]] = Field(default_factory=dict)


class Remark(Frozen):
    """Something to know of an edition or a neighbouring scheme that no field decides."""

    label: Text
    text: Text
    source: str = Field(min_length=3)
    confidence: Confidence


class Edition(Frozen):
    """One edition of the call, with the day its sources were read."""

    id: str
    title: Text
    status: Literal["closed", "unknown"]
    checked_on: date
    themes: bool = False
    remarks: tuple[Remark, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    documents: tuple[Attached, ...] = ()


class Scheme(Frozen):
    """A neighbouring source of funding, for information."""

    id: str
    title: Text
    text: Text
    source: str = Field(min_length=3)
    confidence: Confidence
    checked_on: date


@cache
def editions() -> dict[str, Edition]:
    """Every edition by its id, each with the conditions and documents common to all."""
    common = _read("common")
    found = {}
    for path in sorted(FOLDER.glob("edition_*.yaml")):
        data = _read(path.stem)
        for part in ("criteria", "documents"):
            data[part] = [*data.get(part, ()), *common[part]]
        found[data["id"]] = Edition.model_validate(data)
    return found


@cache
def schemes() -> tuple[Scheme, ...]:
    """The neighbouring schemes."""
    data = _read("neighbours")
    return tuple(Scheme.model_validate({"checked_on": data["checked_on"]} | one) for one in data["schemes"])


@cache
def route_documents() -> tuple[Attached, ...]:
    """The documents that the legal route of the study asks for, whatever funds it."""
    return tuple(Attached.model_validate(one) for one in _read("route_documents")["documents"])


def _read(stem: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"))
    return read


def _whole(limit: float, thousands: str) -> str:
    return "" if limit in (float("inf"), float("-inf")) else f"{limit:,.0f}".replace(",", thousands)
