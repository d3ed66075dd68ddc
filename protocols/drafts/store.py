"""Saving and finding drafts. A save is one transaction: a killed server loses at most the keystroke in flight."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, insert, select, update
from sqlalchemy.engine import URL, make_url

from protocols.drafts.tables import drafts, metadata
from protocols.exchange import dumps, loads
from protocols.protocol import Protocol
from stats.refusal import Refusal
from stats.text import Text

_NOT_FOUND = Text(
    fr="Ce brouillon n'existe pas ou n'est pas le vôtre. Revenir à l'accueil pour en choisir un autre.",
    en="This draft does not exist or is not yours. Go back to the home page to choose another one.",
)
_STALE = Text(
    fr="Ce brouillon a été modifié dans une autre fenêtre. Rien n'a été écrasé : recharger pour reprendre la version la "
    "plus récente, puis refaire la dernière saisie.",
    en="This draft was changed in another window. Nothing was overwritten: reload to take up the latest version, then "
    "repeat the last entry.",
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
    """A line of the list of drafts."""

    id: str
    title: str
    updated: datetime


class DraftStore:
    """Drafts behind a SQLAlchemy URL (a SQLite file by default)."""

    def __init__(self, url: str | URL) -> None:
        self._engine = _engine(make_url(url))
        metadata.create_all(self._engine)

    def create(self, who: str, protocol: Protocol, pending: Mapping[str, str] | None = None) -> Draft:
        """A new draft of `who`."""
        id, now = uuid.uuid4().hex, _now()
        row = _content(protocol, pending or {}) | {
            "id": id,
            "owner": who,
            "revision": 1,
            "created": now,
            "updated": now,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(drafts).values(row))
        return Draft(id, protocol, dict(pending or {}), 1)

    def read(self, who: str, id: str) -> Draft:
        """One draft of `who`. Raises Refusal when it is not theirs."""
        query = select(drafts).where(drafts.c.id == id, drafts.c.owner == who, drafts.c.deleted.is_(None))
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise Refusal(_NOT_FOUND)
        return Draft(id, loads(row["protocol"]), json.loads(row["pending"]), row["revision"])

    def save(self, who: str, draft: Draft, protocol: Protocol, pending: Mapping[str, str]) -> Draft:
        """Save over the revision that was read. Raises StaleDraft, and writes nothing, when it is no longer the latest."""
        row = _content(protocol, pending) | {"revision": draft.revision + 1, "updated": _now()}
        same = (drafts.c.id == draft.id) & (drafts.c.owner == who) & drafts.c.deleted.is_(None)
        with self._engine.begin() as connection:
            done = connection.execute(update(drafts).where(same, drafts.c.revision == draft.revision).values(row))
            if done.rowcount != 1:
                raise StaleDraft(_STALE)
        return Draft(draft.id, protocol, dict(pending), draft.revision + 1)

    def listed(self, who: str) -> tuple[DraftSummary, ...]:
        """The drafts of `who`, the latest first."""
        query = (
            select(drafts.c.id, drafts.c.title, drafts.c.updated)
            .where(drafts.c.owner == who, drafts.c.deleted.is_(None))
            .order_by(drafts.c.updated.desc())
        )
        with self._engine.connect() as connection:
            return tuple(DraftSummary(*row) for row in connection.execute(query))

    def delete(self, who: str, id: str) -> None:
        """Put a draft of `who` aside; `restore` brings it back."""
        self._mark(who, id, _now())

    def restore(self, who: str, id: str) -> None:
        """Bring a deleted draft of `who` back."""
        self._mark(who, id, None)

    def _mark(self, who: str, id: str, when: datetime | None) -> None:
        with self._engine.begin() as connection:
            done = connection.execute(
                update(drafts).where(drafts.c.id == id, drafts.c.owner == who).values(deleted=when)
            )
        if done.rowcount != 1:
            raise Refusal(_NOT_FOUND)


def _content(protocol: Protocol, pending: Mapping[str, str]) -> dict[str, str]:
    title = protocol.identification.short_title or protocol.identification.title or ""
    return {
        "title": title,
        "protocol": dumps(protocol),
        "pending": json.dumps(dict(pending), ensure_ascii=False),
    }


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _durable)
    return engine


def _durable(connection: object, _: object) -> None:
    """Write-ahead log, synced at each commit, and patience with a second window."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
