"""The justification of a sample size, as it is printed: what was assumed, what was found, what is enrolled."""

from __future__ import annotations

from protocols.protocol import Protocol
from stats.result import SampleSize
from templates.blocks import Language
from templates.saying import design_sentence
from templates.saying_flow import enrolment_sentences, planned_sentences, saw_tooth_sentences


def sentences_of(found: SampleSize, protocol: Protocol, language: Language) -> tuple[str, ...]:
    """The justification, one sentence or group of sentences per idea: size, saw-tooth, enrolment, planned number."""
    unit = protocol.endpoints.unit or ""
    return (
        *sentences_found(found, language, unit),
        *planned_sentences(found, protocol.sizing.planned, language, unit),
    )


def sentences_found(found: SampleSize, language: Language, endpoint_unit: str = "") -> tuple[str, ...]:
    """The same without a draft, thus without a planned number."""
    return (
        design_sentence(found, language, endpoint_unit),
        *saw_tooth_sentences(found, language, endpoint_unit),
        *enrolment_sentences(found, language),
    )


def sentence_of(found: SampleSize, protocol: Protocol, language: Language) -> str:
    """The whole justification as one paragraph."""
    return " ".join(sentences_of(found, protocol, language))
