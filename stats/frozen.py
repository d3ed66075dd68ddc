"""The base of every value object: immutable, strict about names, finite numbers only."""

from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

Mark = TypeVar("Mark")


class Frozen(BaseModel):
    """An immutable value: unknown keys are refused, and so are NaN and infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def declared(model: type[BaseModel], sort: type[Mark]) -> dict[str, Mark]:
    """What the fields of a model declare of one sort (quantities, series, choices), by field, in order."""
    return {name: mark for name, mark in _marks(model) if isinstance(mark, sort)}


@lru_cache(maxsize=1024)
def _marks(model: type[BaseModel]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, mark) for name, info in model.model_fields.items() for mark in info.metadata)
