"""A draft as read, its names, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from protocols.cleaning import clean
from protocols.protocol import Protocol
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text

LONGEST_NAME = 200  # characters
LONGEST_NOTE = 5_000

NOT_FOUND = Text(
    fr="Ce brouillon n'existe pas ou n'est pas le vôtre. Revenir à l'accueil pour en choisir un autre.",
    en="This draft does not exist or is not yours. Go back to the home page to choose another one.",
)
STALE = Text(
    fr="Ce brouillon a été modifié dans une autre fenêtre. Rien n'a été écrasé : recharger pour reprendre la version la "
    "plus récente, puis refaire la dernière saisie.",
    en="This draft was changed in another window. Nothing was overwritten: reload to take up the latest version, then "
    "repeat the last entry.",
)
_TOO_LONG = Text(
    fr="Ce texte compte {count} caractères : le raccourcir à {longest} au plus. Rien n'a été modifié.",
    en="This text has {count} characters: please shorten it to {longest} at most. Nothing was changed.",
)


class StaleDraft(Refusal):
    """The draft changed since it was read; nothing was written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as read: the protocol, the raw entries not accepted yet, and the revision that a save must name."""

    id: str
    protocol: Protocol
    pending: Mapping[str, str]
    revision: int


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A line of the list of drafts.

    title: the name given to the draft, else its short title; deleted: when it was put aside, None while it is not
    """

    id: str
    title: str
    updated: datetime
    deleted: datetime | None = None


def one_line(typed: str) -> str:
    """A name on one line, without control characters. Raises Refusal when it is too long."""
    return _within(" ".join(clean(typed).split()), LONGEST_NAME)


def note(typed: str) -> str:
    """A note, its lines kept. Raises Refusal when it is too long."""
    return _within(clean(typed).strip(), LONGEST_NOTE)


def _within(said: str, longest: int) -> str:
    if len(said) > longest:
        raise Refusal(_TOO_LONG, count=Value(len(said), Unit.COUNT), longest=Value(longest, Unit.COUNT))
    return said
