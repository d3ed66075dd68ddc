"""What changed between two states of a protocol, in its own terms: the questions, the assumptions, the number of participants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from protocols.compared import Said, both
from protocols.labels import LABELS
from protocols.model.asking import Ask
from protocols.protocol import Protocol
from protocols.references.vancouver import vancouver
from protocols.sizing_changes import size_changes, sizing_changes
from stats.refusal import Problem
from stats.result import SampleSize
from stats.text import Text

Size = SampleSize | tuple[Problem, ...]

SECTIONS = {
    "protocol": Text(fr="Document", en="Document"),
    **LABELS,
    "references": Text(fr="Références", en="References"),
}
_LANGUAGES = {"fr": Text(fr="français", en="French"), "en": Text(fr="anglais", en="English")}
_WHY = Text(fr="Deux états du protocole.", en="Two states of the protocol.")
_LANGUAGE = Ask(Text(fr="Langue du document", en="Language of the document"), _WHY, "choice", options=_LANGUAGES)
_REFERENCES = Ask(Text(fr="Références bibliographiques", en="References"), _WHY, "lines")


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is not the same in two states.

    section: its name in the model, and its label; path: the field, as gaps and findings name it
    label: the question, as the author was asked it; part: what of it (range, source) when the question has several
    before, after: what each state says, None where it says nothing
    """

    section: str
    section_label: Text
    path: str
    label: Text
    before: Said
    after: Said
    part: Text | None = None


def changes(before: Protocol, after: Protocol, sizes: tuple[Size, Size] | None = None) -> tuple[Change, ...]:
    """Every answer that differs, in the order of the document; none for white space at the ends of a text.

    sizes: both sample sizes when they are known, so that they are not solved again
    """
    found = _of("protocol", "language", _LANGUAGE, before.language, after.language)
    for name in Protocol.model_fields:
        if name == "sizing":
            found += _sizing(before, after, sizes)
        elif name == "references":
            old, new = ([vancouver(one) for one in state.references] for state in (before, after))
            found += _of(name, name, _REFERENCES, tuple(old), tuple(new))
        elif name in before.sections():
            old_part, new_part = getattr(before, name), getattr(after, name)
            for field, ask in old_part.asks().items():
                found += _of(name, f"{name}.{field}", ask, getattr(old_part, field), getattr(new_part, field))
    return tuple(found)


def _of(section: str, path: str, ask: Ask, before: Any, after: Any) -> list[Change]:
    if before == after:
        return []
    said = both(before, after, ask)
    return [Change(section, SECTIONS[section], path, ask.label, *said)] if said else []


def _sizing(before: Protocol, after: Protocol, sizes: tuple[Size, Size] | None) -> list[Change]:
    rows = [*size_changes(before, after, sizes), *sizing_changes(before, after)]
    return [
        Change("sizing", SECTIONS["sizing"], f"sizing.{one.path}", one.label, one.before, one.after, one.part)
        for one in rows
    ]
