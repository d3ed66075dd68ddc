"""The data files of the route, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from protocols.provenance import Provenance, provenance_of
from stats.text import Text

_FOLDER = Path(__file__).parents[1] / "data" / "route"


@cache
def loaded(name: str) -> dict[str, Any]:
    """One file of protocols/data/route."""
    read: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def said(one: dict[str, Any], part: str = "") -> Text:
    """A text of an entry: `fr` and `en`, or `<part>_fr` and `<part>_en`."""
    start = f"{part}_" if part else ""
    return Text(fr=one[f"{start}fr"], en=one[f"{start}en"])


def provenance(one: dict[str, Any], file: str) -> Provenance:
    """Where an entry of a file comes from."""
    return provenance_of(one, loaded(file)["checked_on"])
