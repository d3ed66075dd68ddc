"""Sources of the data files read in English: nothing French is left in them but titles of French documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from templates.source_words import said_source

DATA = Path(__file__).parents[2] / "protocols" / "data"
TITLES = re.compile(
    r"Choix méthodologiques pour l'évaluation économique( à la HAS)?|“[^”]*”|Forfait innovation|Anisimov|"
    r"Cartographie des impacts organisationnels( pour l'évaluation des technologies de santé)?|Gönen|Hernán"
)
FRENCH = re.compile(
    r"[éèàêûîçÉ]|\b(de|du|la|le|les|des|et|pour|sur|appel|annexe|confiance|règle)\b(?! al| seq)| [;:]", re.IGNORECASE
)


def _sources(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("source"), str):
            yield data["source"]
        for one in data.values():
            yield from _sources(one)
    elif isinstance(data, list):
        for one in data:
            yield from _sources(one)


def test_every_source_of_the_data_is_said_in_english() -> None:
    found = {one for file in DATA.rglob("*.yaml") for one in _sources(yaml.safe_load(file.read_text()))}
    assert len(found) > 150
    said = {one: said_source(one, "en") for one in found}
    assert {one for one in said.values() if FRENCH.search(TITLES.sub("", one))} == set()


def test_dates_links_and_spacing_follow_the_language() -> None:
    source = "Règlement (UE) 2017/745, art. 64 à 68 et annexe XV ; confiance haute, vérifié le 22 novembre 2026"
    assert said_source(source, "en") == (
        "Regulation (EU) 2017/745, art. 64 to 68 and Annex XV; high confidence, checked on 22 November 2026"
    )
    assert said_source(source, "fr") == source.replace(" ;", "\N{NARROW NO-BREAK SPACE};")
    assert said_source("beesens.com, 15/5/2020", "en") == "beesens.com, 15 May 2020"
