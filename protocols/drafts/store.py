"""Saving and finding drafts. A save is one transaction: a killed server loses at most the keystroke in flight."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.engine import URL, Connection, make_url

from protocols.drafts.database import content, now, opened, titled
from protocols.drafts.draft import NOT_FOUND as _NOT_FOUND
from protocols.drafts.draft import STALE, Draft, DraftSummary, StaleDraft, one_line
from protocols.drafts.tables import drafts, metadata, names, versions
from protocols.drafts.versions import Versions
from protocols.exchange import loads
from protocols.protocol import Protocol
from stats.refusal import Refusal

KEPT_DAYS = 30  # a deleted draft or version can be brought back for so long


class DraftStore:
    """Drafts behind a SQLAlchemy URL (a SQLite file by default), and their versions."""

    def __init__(self, url: str | URL) -> None:
        self._engine = opened(make_url(url))
        metadata.create_all(self._engine)
        self.versions = Versions(self._engine)
        self.purge()

    def create(self, who: str, protocol: Protocol, pending: Mapping[str, str] | None = None, name: str = "") -> Draft:
        """A new draft of `who`, under a name of its own when one is given."""
        id, moment, said = uuid.uuid4().hex, now(), one_line(name)
        row = content(protocol, pending or {}) | {
            "id": id,
            "owner": who,
            "title": titled(protocol),
            "revision": 1,
            "created": moment,
            "updated": moment,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(drafts).values(row))
            _set_name(connection, id, said)
        return Draft(id, protocol, dict(pending or {}), 1)

    def read(self, who: str, id: str) -> Draft:
        """One draft of `who`. Raises Refusal when it is not theirs."""
        query = select(drafts).where(_mine(who, id), drafts.c.deleted.is_(None))
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise Refusal(_NOT_FOUND)
        return Draft(id, loads(row["protocol"]), json.loads(row["pending"]), row["revision"])

    def save(self, who: str, draft: Draft, protocol: Protocol, pending: Mapping[str, str]) -> Draft:
        """Save over the revision that was read. Raises StaleDraft, and writes nothing, when it is no longer the latest."""
        row = content(protocol, pending) | {
            "title": titled(protocol),
            "revision": draft.revision + 1,
            "updated": now(),
        }
        same = and_(_mine(who, draft.id), drafts.c.deleted.is_(None), drafts.c.revision == draft.revision)
        with self._engine.begin() as connection:
            if connection.execute(update(drafts).where(same).values(row)).rowcount != 1:
                raise StaleDraft(STALE)
        return Draft(draft.id, protocol, dict(pending), draft.revision + 1)

    def rename(self, who: str, id: str, name: str) -> None:
        """Give a draft of `who` a name of its own; an empty one gives it back its short title."""
        said = one_line(name)
        with self._engine.begin() as connection:
            here = select(drafts.c.id).where(_mine(who, id), drafts.c.deleted.is_(None))
            if connection.execute(here).first() is None:
                raise Refusal(_NOT_FOUND)
            _set_name(connection, id, said)

    def duplicate(self, who: str, id: str, name: str) -> Draft:
        """A new draft with what a draft of `who` holds now, refused entries included; it starts without versions."""
        known = self.read(who, id)
        return self.create(who, known.protocol, known.pending, name)

    def listed(self, who: str) -> tuple[DraftSummary, ...]:
        """The drafts of `who`, the latest first."""
        return self._list(who, drafts.c.deleted.is_(None), drafts.c.updated)

    def deleted(self, who: str) -> tuple[DraftSummary, ...]:
        """The drafts that `who` deleted and can still bring back, the last deleted first."""
        return self._list(who, drafts.c.deleted.is_not(None), drafts.c.deleted)

    def delete(self, who: str, id: str) -> None:
        """Put a draft of `who` aside; `restore` brings it back."""
        self._mark(who, id, now())

    def restore(self, who: str, id: str) -> None:
        """Bring a deleted draft of `who` back, with its versions."""
        self._mark(who, id, None)

    def purge(self, days: int = KEPT_DAYS) -> None:
        """Remove for good what was deleted more than `days` days ago: drafts with their versions and names, versions."""
        limit = now() - timedelta(days=days)
        with self._engine.begin() as connection:
            old = select(drafts.c.id).where(drafts.c.deleted < limit)
            connection.execute(delete(versions).where(or_(versions.c.deleted < limit, versions.c.draft.in_(old))))
            connection.execute(delete(names).where(names.c.draft.in_(old)))
            connection.execute(delete(drafts).where(drafts.c.deleted < limit))

    def _list(self, who: str, which: ColumnElement[bool], latest: ColumnElement[datetime]) -> tuple[DraftSummary, ...]:
        shown = func.coalesce(names.c.name, drafts.c.title)
        query = (
            select(drafts.c.id, shown, drafts.c.updated, drafts.c.deleted)
            .outerjoin(names, names.c.draft == drafts.c.id)
            .where(drafts.c.owner == who, which)
            .order_by(latest.desc())
        )
        with self._engine.connect() as connection:
            return tuple(DraftSummary(*row) for row in connection.execute(query))

    def _mark(self, who: str, id: str, when: datetime | None) -> None:
        with self._engine.begin() as connection:
            done = connection.execute(update(drafts).where(_mine(who, id)).values(deleted=when))
        if done.rowcount != 1:
            raise Refusal(_NOT_FOUND)


def _mine(who: str, id: str) -> ColumnElement[bool]:
    return and_(drafts.c.id == id, drafts.c.owner == who)


def _set_name(connection: Connection, id: str, name: str) -> None:
    connection.execute(delete(names).where(names.c.draft == id))
    if name:
        connection.execute(insert(names).values(draft=id, name=name))
