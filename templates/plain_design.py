"""A design as plain data and as a line, for the door of scripts."""

from __future__ import annotations

from typing import Any

from stats.registry import design_class, schema
from stats.text import Language, Text


def design_line(kind: str, language: Language) -> str:
    """Its name, its title and its question."""
    card = design_class(kind).card
    return f"{kind:<26} {card.title[language]}: {card.question[language]}"


def design_data(kind: str) -> dict[str, Any]:
    """What it answers, rests on and asks, with its JSON schema."""
    model = design_class(kind)
    card = model.card
    return {
        "kind": kind,
        "title": _both(card.title),
        "question": _both(card.question),
        "family": card.family.value,
        "method": _both(card.method),
        "limits": _both(card.limits),
        "endpoint": card.endpoint.value,
        "against": card.against.value,
        "attained": card.attained.value,
        "measures": [one.value for one in card.measures],
        "goals": list(model.goal_kinds()),
        "axes": [{"name": one.name, "label": _both(one.label), "minimum": one.minimum} for one in model.axes],
        "references": [{"citation": one.citation, "doi": one.doi} for one in card.references],
        "schema": schema(kind),
    }


def _both(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}
