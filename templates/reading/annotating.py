"""A submitted file annotated with the remarks of its review, in a limited process."""

from __future__ import annotations

import json

from protocols.review import Dossier, Review
from templates.blocks import Language
from templates.reading.guard import check_zip
from templates.reading.limited import limited
from templates.reading.places import places_of
from templates.review_words import comment_words
from templates.word.canvas import printable

_MOST = 400  # comments: beyond, a reader is lost and Word slows down


def annotated(data: bytes, dossier: Dossier, review: Review, language: Language) -> bytes:
    """The .docx as submitted, with one Word comment for each remark, at the passage it is about."""
    check_zip(data)
    placed = places_of(dossier, review)
    comments = [
        (place, printable(comment_words(remark, language, review.unit)))
        for remark, place in zip(review.remarks[:_MOST], placed, strict=False)
    ]
    return limited("templates.word.annotate", json.dumps(comments).encode() + b"\n" + data, seconds=60)
