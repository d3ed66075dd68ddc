"""A protocol as JSON, in and out: strict, versioned, with a sentence for every refusal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from protocols.migrations import from_1_to_2, from_2_to_3
from protocols.protocol import SCHEMA_VERSION, Protocol
from stats.quantities import Unit, Value
from stats.refusal import Problem, Refusal, problems
from stats.text import Phrase, Text, verbatim

LARGEST_JSON = 30_000_000  # characters; every field at its limit stays below, the largest real draft is under 200,000
DEEPEST_JSON = 40
EXAMPLES = Path(__file__).parent / "examples"

# One function per step, from version n to n + 1; the key is n.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: from_1_to_2, 2: from_2_to_3}

_TOO_LARGE = Text(
    fr="Ce fichier est trop volumineux pour un projet Preuve. Vérifier qu'il s'agit du bon fichier.",
    en="This file is too large for a Preuve project. Check that it is the right file.",
)
_NOT_JSON = Text(
    fr="Ce fichier n'est pas un projet Preuve lisible (JSON incorrect). Il a peut-être été tronqué : reprendre une copie.",
    en="This file is not a readable Preuve project (invalid JSON). It may be truncated: use another copy.",
)
_NOT_OURS = Text(
    fr="Ce fichier ne contient pas de projet Preuve : la version du schéma est absente.",
    en="This file holds no Preuve project: the schema version is missing.",
)
_TOO_NEW = Text(
    fr="Ce projet vient d'une version plus récente de Preuve (schéma {found}, connu ici : {known}). Mettre Preuve à jour.",
    en="This project comes from a newer version of Preuve (schema {found}, known here: {known}). Update Preuve.",
)
_INVALID = Text(
    fr="Valeurs refusées dans ce projet : {count} ; la première : {place}.",
    en="This project holds {count} refused value(s); the first one: {place}.",
)


class InvalidProject(Refusal):
    """A project whose values are refused; `details` says which and why."""

    def __init__(self, details: tuple[Problem, ...]) -> None:
        place = details[0].field or "?"
        super().__init__(_INVALID, place, count=Value(len(details), Unit.COUNT), place=verbatim(place))
        self.details = details


def dumps(protocol: Protocol) -> str:
    """The protocol as JSON text, readable and stable."""
    return json.dumps(protocol.model_dump(mode="json"), ensure_ascii=False, indent=1)


def loads(text: str) -> Protocol:
    """The protocol of a JSON text, migrated to the present schema. Raises Refusal with a sentence."""
    if len(text) > LARGEST_JSON:
        raise Refusal(_TOO_LARGE)
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal(_NOT_JSON) from error
    return from_data(data)


def from_data(data: Any) -> Protocol:
    """The protocol of plain data, migrated. Raises Refusal with a sentence."""
    if not isinstance(data, dict) or type(data.get("schema_version")) is not int:
        raise Refusal(_NOT_OURS)
    if _depth(data) > DEEPEST_JSON:
        raise Refusal(_NOT_JSON)
    version = data["schema_version"]
    if version > SCHEMA_VERSION:
        raise Refusal(_TOO_NEW, found=Value(min(version, 10**9)), known=Value(SCHEMA_VERSION))
    while version < SCHEMA_VERSION:
        if version not in MIGRATIONS:
            raise Refusal(_NOT_OURS)
        try:
            data = MIGRATIONS[version](data)
            version = data["schema_version"]
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Refusal(_NOT_OURS) from error
    try:
        return Protocol.model_validate(data)
    except ValidationError as error:
        raise InvalidProject(problems(error)) from error


def example_names() -> tuple[str, ...]:
    """The example protocols that ship with Preuve."""
    return tuple(sorted(path.stem for path in EXAMPLES.glob("*.json")))


def example(name: str) -> Protocol:
    """One example protocol."""
    if name not in example_names():
        raise Refusal(Text(fr="Exemple inconnu : {name}.", en="Unknown example: {name}."), name=verbatim(name))
    return loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number a protocol may hold")


def _depth(data: Any) -> int:
    """Nesting of lists and objects, without recursion."""
    deepest, level = 0, [data]
    while level:
        deepest += 1
        level = [
            child
            for one in level
            for child in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
        ]
    return deepest


def phrase_of(error: Refusal) -> Phrase:
    """The sentence of a refusal; for an invalid project, that of its first value."""
    return error.details[0].phrase if isinstance(error, InvalidProject) else error.phrase
