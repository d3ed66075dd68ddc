"""Reading the library: one file of protocols/data/endpoints per role of the device, and one common to all."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, field_validator

from protocols.model.endpoints import Better, Type
from stats.frozen import Frozen
from stats.text import Text

DATA = Path(__file__).parents[1] / "data" / "endpoints"
COMMON = "common"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster; both are safe
Group = Literal["primary", "secondary", "safety", "performance", "human_factors", "organisational", "economic"]
GROUPS = {
    "primary": Text(fr="Candidats au critère principal", en="Candidates for the primary endpoint"),
    "secondary": Text(fr="Secondaires", en="Secondary"),
    "safety": Text(fr="Sécurité", en="Safety"),
    "performance": Text(fr="Performance et erreurs du dispositif", en="Performance and errors of the device"),
    "human_factors": Text(fr="Facteurs humains et usage", en="Human factors and use"),
    "organisational": Text(fr="Organisation", en="Organisation"),
    "economic": Text(fr="Économie", en="Economics"),
}
LEVELS = {
    "clinical_benefit": Text(fr="bénéfice clinique", en="clinical benefit"),
    "performance": Text(fr="performance", en="performance"),
    "usage": Text(fr="usage", en="use"),
    "organisational": Text(fr="organisation", en="organisation"),
    "economic": Text(fr="économie", en="economics"),
    "safety": Text(fr="sécurité", en="safety"),
    "human_factors": Text(fr="facteurs humains", en="human factors"),
}
Level = Literal["clinical_benefit", "performance", "usage", "organisational", "economic", "safety", "human_factors"]


class Difference(Frozen):
    """A published important difference: a value or a range, what it means, who published it, how sure we are."""

    low: Annotated[float, Field(gt=0)]
    high: Annotated[float, Field(gt=0)]
    unit: Text
    meaning: Text
    citation: Annotated[str, Field(min_length=20)]
    doi: str | None = None
    confidence: Literal["H", "M", "L"]
    checked_on: date

    @field_validator("unit", "meaning", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        return _text(value)


class Entry(Frozen):
    """One endpoint of the library."""

    id: str
    role: str  # "common" when it serves every role
    group: Group
    level: Level
    name: Text
    definition: Text
    instrument: Text
    timing: Text
    type: Type
    better: Better
    unit: Text
    analysis: Text
    designs: Annotated[tuple[str, ...], Field(min_length=1)]  # kinds of `stats`
    mid: Difference | None = None
    warning: Text | None = None
    surrogate: bool = False

    @field_validator("name", "definition", "instrument", "timing", "unit", "analysis", "warning", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        return _text(value)


def _text(value: Any) -> Any:
    return Text(fr=value["fr"], en=value["en"]) if isinstance(value, dict) else value


@cache
def library() -> tuple[Entry, ...]:
    """Every entry, those of each role in the order of its file."""
    return tuple(
        Entry.model_validate(one | {"role": path.stem})
        for path in sorted(DATA.glob("*.yaml"))
        for one in yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)["endpoints"]
    )


def by_role(role: str | None) -> tuple[Entry, ...]:
    """The entries that suit a role, its own first, then those common to all; all of them without a role."""
    if role is None:
        return library()
    return tuple(one for one in library() if one.role == role) + tuple(one for one in library() if one.role == COMMON)


def named_entry(name: str) -> Entry | None:
    """The entry whose name an author kept, in either language."""
    said = " ".join(name.split()).casefold()
    return next((one for one in library() if said in (one.name.fr.casefold(), one.name.en.casefold())), None)
