"""The base of every section: a value is given, missing (None), or not applicable with a reason."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, Strict, StringConstraints

from protocols.cleaning import clean
from protocols.model.asking import Ask
from stats.frozen import Frozen


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=2_000)]
Narrative = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=120_000)]
Lines = Annotated[tuple[Line, ...], Field(max_length=200)]
Number = Annotated[float, Strict()]  # "0.5" and True are not numbers
Whole = Annotated[int, Strict()]


class NotApplicable(Frozen):
    """The author says that a question does not apply, and why."""

    not_applicable: Annotated[Line, StringConstraints(min_length=3)]


class Row(Frozen):
    """One row of a table; without its first field it says nothing."""


class Section(Frozen):
    """One part of the protocol; every field carries its question."""

    @classmethod
    def asks(cls) -> dict[str, Ask]:
        """The questions of the section, by field, in order."""
        return {
            name: mark for name, info in cls.model_fields.items() for mark in info.metadata if isinstance(mark, Ask)
        }

    def missing(self) -> tuple[str, ...]:
        """The needed fields without an answer."""
        return tuple(name for name, ask in self.asks().items() if ask.needed and is_empty(getattr(self, name)))


def is_empty(value: Any) -> bool:
    """Whether nothing has been answered (a reasoned "not applicable" is an answer)."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple):
        return all(is_empty(one) for one in value)
    if isinstance(value, Row):
        return is_empty(next(iter(value.model_dump().values())))
    return False
