"""The designs the advisor knows, and what each role calls for: data, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from protocols.model.design import PlanType
from stats.text import Text

DATA = Path(__file__).parents[1] / "data" / "advice"
Strength = Literal["strong", "fair", "limited"]
STRENGTHS = {
    "strong": Text(fr="Preuve forte", en="Strong evidence"),
    "fair": Text(fr="Preuve moyenne", en="Moderate evidence"),
    "limited": Text(fr="Preuve limitée", en="Limited evidence"),
}
_NO_BREAK = "\u00a0"
_BEFORE_SIGN = re.compile(" (?=[:;?!%»])")
_PEOPLE = {"fr": "participants", "en": "participants"}


@dataclass(frozen=True, slots=True)
class Sized:
    """How a design is sized for one kind of endpoint: its kind in `stats`, and where each assumption comes from."""

    kind: str
    drawn: tuple[tuple[str, str], ...]  # assumption, name in protocols.advice.numbers
    usual: tuple[str, ...] = ()
    margin: str = ""
    width: str = ""
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """Orders of magnitude in euros, low and high: to prepare, per centre, per participant."""

    fixed: tuple[float, float]
    centre: tuple[float, float]
    participant: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """One design of the catalogue.

    existing: can be done on data already collected; retrospective: always is; performance: says nothing of the benefit
    beside: how another claim on the same participants is sized, when the design has one
    goal: what is shown (superiority when ""); endpoint: the type and direction it imposes on the primary endpoint
    preparing: months before and after enrolment, low and high
    """

    id: str
    plan: PlanType
    strength: Strength
    title: Text
    why: Text
    cannot: Text
    bias: Text
    reviewer: Text
    distance: Text
    counted: Text
    preparing: tuple[float, float]
    costs: Costs
    sized: dict[str, Sized]
    beside: Sized | None
    choices: dict[str, str]
    endpoint: dict[str, str]
    goal: str
    performance: bool
    existing: bool
    retrospective: bool
    early: bool


@dataclass(frozen=True, slots=True)
class RoleAdvice:
    """What a role calls for: the ideal trial, and the designs to consider, in order."""

    ideal: Text
    benefit: tuple[str, ...]
    performance: tuple[str, ...]


def text(said: dict[str, str]) -> Text:
    """A bilingual text of a data file; in French, no line begins with a colon."""
    return Text(fr=_BEFORE_SIGN.sub(_NO_BREAK, said["fr"]), en=said["en"])


@cache
def loaded(name: str) -> dict[str, Any]:
    """One data file of the advice."""
    return cast(dict[str, Any], yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8")))


@cache
def entries() -> dict[str, Entry]:
    """Every design, by its name."""
    return {id: _entry(id, one) for name in ("trials", "performance") for id, one in loaded(name).items()}


@cache
def roles() -> dict[str, RoleAdvice]:
    """What each role calls for."""
    return {
        role: RoleAdvice(text(one["ideal"]), tuple(one["benefit"]), tuple(one["performance"]))
        for role, one in loaded("situations")["roles"].items()
    }


@cache
def reasons() -> dict[str, Text]:
    """Why a design is set aside, by name; "step" is said of an earlier step towards a benefit."""
    data = loaded("situations")
    return {name: text(said) for name, said in data["reasons"].items()} | {"step": text(data["step"])}


@cache
def usual() -> dict[str, tuple[float, float, float]]:
    """Orders of magnitude for planning: the value used, and the two ends."""
    return {name: (one[0], one[1], one[2]) for name, one in loaded("usual")["values"].items()}


def _entry(id: str, data: dict[str, Any]) -> Entry:
    said: dict[str, Any] = {
        name: text(data[name]) for name in ("title", "why", "cannot", "bias", "reviewer", "distance")
    }
    flags: dict[str, Any] = {
        name: bool(data.get(name)) for name in ("performance", "existing", "retrospective", "early")
    }
    return Entry(
        id=id,
        plan=data["plan"],
        strength=data["strength"],
        counted=text(data.get("counted", _PEOPLE)),
        preparing=_pair(data["preparing"]),
        costs=Costs(**{name: _pair(value) for name, value in data["costs"].items()}),
        sized={endpoint: _sized(one) for endpoint, one in data["sized"].items()},
        beside=_sized(data["beside"]) if "beside" in data else None,
        choices=data.get("choices", {}),
        endpoint=data.get("endpoint", {}),
        goal=data.get("goal", ""),
        **said,
        **flags,
    )


def _sized(data: dict[str, Any]) -> Sized:
    return Sized(
        data["kind"],
        tuple(data["from"].items()),
        tuple(data.get("usual", ())),
        data.get("margin", ""),
        data.get("width", ""),
        data.get("target"),
    )


def _pair(values: list[float]) -> tuple[float, float]:
    return float(values[0]), float(values[1])
