"""The registry of designs: lazy (a design is imported when asked for), loud (an error is an error), complete."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any

from stats import designs
from stats.design import Design
from stats.goals import GOALS
from stats.quantities import Quantity, Series
from stats.refusal import Refusal
from stats.text import Text, verbatim

_UNKNOWN = Text(
    fr="Le plan d'expérience « {kind} » n'existe pas. Plans disponibles : {known}.",
    en="There is no design called “{kind}”. Available designs: {known}.",
)


@cache
def kinds() -> tuple[str, ...]:
    """Every design kind, from the files on disk, without importing them."""
    return tuple(sorted(_modules()))


@cache
def _modules() -> dict[str, str]:
    """The module of each kind, in whatever folder it lies."""
    found = pkgutil.walk_packages(designs.__path__, "stats.designs.")
    return {one.name.rsplit(".", 1)[-1]: one.name for one in found if not one.ispkg}


@cache
def design_class(kind: str) -> type[Design]:
    """The class of a kind. Raises Refusal for an unknown kind, and lets import errors through."""
    if kind not in kinds():
        listed = ", ".join(kinds())
        raise Refusal(_UNKNOWN, "kind", kind=verbatim(kind), known=verbatim(listed, 2_000))
    path = _modules()[kind]
    for value in vars(import_module(path)).values():
        if not (isinstance(value, type) and issubclass(value, Design)) or value.__module__ != path:
            continue
        if value.model_fields["kind"].default == kind:
            return value
    raise TypeError(f"{path} defines no Design of kind {kind!r}")


def parse(data: dict[str, Any]) -> Design:
    """A design from plain data with its `kind`. Raises Refusal or pydantic's ValidationError."""
    kind = data.get("kind")
    return design_class(kind if isinstance(kind, str) else "").model_validate(data)


def schema(kind: str) -> dict[str, Any]:
    """JSON schema of a design, with the label, unit and help of each field in both languages."""
    model = design_class(kind)
    described = model.model_json_schema()
    declared: dict[str, Quantity | Series] = {**model.quantities(), **model.series()}
    for name, quantity in declared.items():
        described["properties"][name] |= _said(quantity)
    for goal in GOALS:
        for name, info in goal.model_fields.items() if goal.__name__ in described.get("$defs", {}) else ():
            for mark in info.metadata:
                described["$defs"][goal.__name__]["properties"][name] |= _said(mark)
    for name, choice in model.choices().items():
        described["properties"][name] |= {
            "title": choice.label.en,
            "label": {"fr": choice.label.fr, "en": choice.label.en},
            "options": {key: {"fr": text.fr, "en": text.en} for key, text in choice.options.items()},
        }
    return described


def _said(quantity: Quantity | Series) -> dict[str, Any]:
    """The words and the unit of a field, for its schema."""
    return {
        "title": quantity.label.en,
        "label": {"fr": quantity.label.fr, "en": quantity.label.en},
        "help": {"fr": quantity.help.fr, "en": quantity.help.en},
        "unit": quantity.unit.value,
    }
