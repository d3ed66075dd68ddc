"""Where references are cited: every mark [@key] in what the author wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from protocols.model.references import keys_in
from protocols.protocol import Protocol

_ELSEWHERE = {"references", "answers"}  # a list is no citation; an answer to a finding is not printed


def cited_in(protocol: Protocol) -> dict[str, tuple[str, ...]]:
    """The paths of the answers that cite each key, known or not, in the order of the model."""
    found: dict[str, list[str]] = {}
    for path, text in _texts(protocol.model_dump(exclude=_ELSEWHERE), ""):
        if "[@" in text:
            for key in dict.fromkeys(keys_in(text)):
                found.setdefault(key, []).append(path)
    return {key: tuple(paths) for key, paths in found.items()}


def places_of(protocol: Protocol, key: str) -> tuple[str, ...]:
    """Where one key is cited."""
    return cited_in(protocol).get(key, ())


def _texts(data: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _texts(value, f"{path}.{name}" if path else str(name))
    elif isinstance(data, list | tuple):
        for place, value in enumerate(data):
            yield from _texts(value, f"{path}.{place}")
