"""Reporting checklists as data: numbers of the source, words of ours, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from stats.text import Text

FOLDER = Path(__file__).parent / "data" / "checklists"
# In the order in which they are printed; each file declares when it is relevant.
NAMES = (
    "spirit_2025",
    "spirit_ai",
    "mdr_annex_xv",
    "iso_14155_annex_a",
    "stard_ai",
    "decide_ai",
    "cheers_2022",
    "has_ai_grid",
    "ai_act",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a checklist, in our own words; `crosswalk` is our SPIRIT 2025 number where the source has none."""

    id: str
    number: str
    what: Text
    when: str
    stage: str
    crosswalk: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist with its provenance; `verified` says what it was compared against."""

    name: str
    title: Text
    ref: str
    edition: Text
    published: str
    licence: str
    scope: Text
    verified: str
    when: str
    items: tuple[Item, ...]
    doi: str = ""
    note: Text | None = None

    def planned(self) -> tuple[Item, ...]:
        """The items that a protocol answers; the others wait for the report of the results."""
        return tuple(item for item in self.items if item.stage == "plan")


@cache
def checklist(name: str) -> Checklist:
    """One checklist, read once. Raises ValueError for a name that is none."""
    path = FOLDER / f"{name}.yaml"
    if name not in NAMES or not path.is_file():
        raise ValueError(f"There is no checklist named {name!r}.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # both safe; the first is ten times faster
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), loader)
    note = read.get("note")
    return Checklist(
        name, Text(**read["title"]), read["ref"], Text(**read["edition"]), read["published"], read["licence"],
        Text(**read["scope"]), read["verified"], read["when"], tuple(_item(name, one) for one in read["items"]),
        doi=read.get("doi", ""), note=Text(**note) if note else None,
    )  # fmt: skip


def _item(name: str, read: dict[str, str]) -> Item:
    what = Text(fr=read["fr"], en=read["en"])
    return Item(f"{name}:{read['id']}", read["id"], what, read["when"], read["stage"], read.get("spirit_2025", ""))


def checklists() -> tuple[Checklist, ...]:
    """Every checklist, in the order in which they are printed."""
    return tuple(checklist(name) for name in NAMES)
