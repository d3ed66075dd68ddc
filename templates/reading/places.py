"""Where in the file a remark belongs: the passage it quotes, else the words of the field it is about, else its section."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from protocols.comparing import plain
from protocols.passages import Passage
from protocols.protocol import Protocol
from protocols.review import Dossier, Review
from templates.blocks import Heading, Language, plain_text
from templates.compose import outline, section

_SECTIONS = {"sizing": "sample_size", "population": "plan"}  # fields printed in a section of another name
_SHORTEST = 4


def places_of(dossier: Dossier, review: Review) -> list[int]:
    """The place of each remark, in the order of the review."""
    headings = _headings(dossier.protocol, dossier.language)
    first = dossier.passages[0].place if dossier.passages else 0
    found = []
    for remark in review.remarks:
        place = remark.place
        if place is None and remark.path:
            place = _of_value(dossier, remark.path)
        if place is None and remark.path:
            place = _of_section(dossier.passages, headings.get(_section(remark.path), ""))
        found.append(first if place is None else place)
    return found


def located(dossier: Dossier, review: Review) -> Review:
    """The same review, where each remark about a field names the section of the file that prints it."""
    above = {one.place: one.heading or one.text for one in dossier.passages}
    first = dossier.passages[0].place if dossier.passages else 0  # where a remark without a place of its own is put
    placed = zip(review.remarks, places_of(dossier, review), strict=True)
    return replace(
        review,
        remarks=tuple(
            one.at(place, one.path, one.quote, above.get(place, "")) if one.path and place != first else one
            for one, place in placed
        ),
    )


def _of_value(dossier: Dossier, path: str) -> int | None:
    """The passage that prints the first paragraph of a written answer."""
    value: Any = dossier.protocol
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
    written = plain(value.strip().split("\n")[0].lstrip("-* ")) if isinstance(value, str) and value.strip() else ""
    if len(written) < _SHORTEST:
        return None
    return next((one.place for one in dossier.passages if written in plain(one.text)), None)


def _of_section(passages: tuple[Passage, ...], heading: str) -> int | None:
    sought = plain(heading)
    return next((one.place for one in passages if sought and plain(one.text) == sought), None)


def _section(path: str) -> str:
    name = path.split(".")[0]
    return _SECTIONS.get(name, name)


@lru_cache(maxsize=4)
def _cached(project: str, language: Language) -> dict[str, str]:
    from protocols.exchange import loads

    protocol = loads(project)
    found, size = {}, protocol.sample_size()
    for name in outline():
        first = next((one for one in section(protocol, name, language, size) if isinstance(one, Heading)), None)
        if first is not None:
            found[name] = plain_text(first, language)
    return found


def _headings(protocol: Protocol, language: Language) -> dict[str, str]:
    """The heading of each section of the document."""
    from protocols.exchange import dumps

    return _cached(dumps(protocol), language)
