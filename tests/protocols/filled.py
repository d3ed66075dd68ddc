"""Protocols whose every question has an answer, for the tests of coverage."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from protocols.exchange import example
from protocols.model.asking import Ask
from protocols.model.section import is_empty
from protocols.protocol import Protocol

PATTERNS = {"National number (ID-RCB)": "2026-A00001-42", "European number (CIV-ID)": "CIV-26-01-000001"}  # have a form
REASON = "sans objet dans cette étude, pour une raison donnée"


def filled(name: str, refuse: bool = False) -> Protocol:
    """An example with every empty question answered: by words, or, to refuse, by a reason wherever one is accepted."""
    protocol = example(name)
    for section, part in protocol.sections().items():
        for field, ask in part.asks().items():
            if is_empty(getattr(part, field)):
                protocol = _given(protocol, section, field, ask, refuse)
    return protocol


def _given(protocol: Protocol, section: str, field: str, ask: Ask, refuse: bool) -> Protocol:
    if refuse:
        try:
            return protocol.changed(section, field, {"not_applicable": REASON})
        except ValidationError:
            pass  # the question always applies
    return protocol.changed(section, field, an_answer(ask))


def an_answer(ask: Ask) -> Any:
    """Something that the question accepts."""
    if ask.rows:
        plain = [column.name for column in ask.rows.columns if column.plain and not (column.options or column.number)]
        texts = dict.fromkeys(plain, "texte")
        return (ask.rows.new | texts,)
    if ask.shape == "choice":
        return next(iter(ask.options))
    if ask.label.en in PATTERNS:
        return PATTERNS[ask.label.en]
    return {"lines": ("texte",), "number": 1, "date": "2026-01-31"}.get(ask.shape, "texte")
