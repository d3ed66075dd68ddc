"""Versions of a draft, saved under a name: listed, looked at, restored. A restore saves the present state first."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine, RowMapping, Select, and_, func, insert, select, update
from sqlalchemy.engine import Connection

from protocols.drafts.database import content, now, titled
from protocols.drafts.draft import NOT_FOUND, STALE, Draft, StaleDraft, note, one_line
from protocols.drafts.tables import drafts, versions
from protocols.exchange import loads
from protocols.protocol import Protocol
from stats.refusal import Refusal
from stats.text import Text

Kind = Literal["named", "before_restore"]

_NO_NAME = Text(
    fr="Donner un nom à cette version, par exemple « v0.2 envoyée au CPP ».",
    en="Give this version a name, for example “v0.2 sent to the ethics committee”.",
)
_NO_VERSION = Text(
    fr="Cette version n'existe pas, a été supprimée, ou n'est pas la vôtre.",
    en="This version does not exist, was deleted, or is not yours.",
)


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """A line of the list of versions.

    kind: saved by the author under `name`, or saved by a restore, just before the version called `name` came back
    """

    id: str
    kind: Kind
    name: str
    note: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A version as read: what the draft held when it was saved."""

    summary: VersionSummary
    protocol: Protocol
    pending: Mapping[str, str]


class Versions:
    """The versions of the drafts of one database. Every call takes `who`; a draft is found only by its owner."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, who: str, draft: Draft, name: str, remark: str = "") -> VersionSummary:
        """Save what the draft holds under a name; the same name may serve twice, the date tells them apart.

        Raises Refusal for an empty or too long name, StaleDraft when `draft` is no longer the latest revision.
        """
        said, noted = one_line(name), note(remark)
        if not said:
            raise Refusal(_NO_NAME)
        with self._engine.begin() as connection:
            return _kept(connection, _current(connection, who, draft), "named", said, noted)

    def listed(self, who: str, draft: str) -> tuple[VersionSummary, ...]:
        """The versions of a draft of `who`, the latest first."""
        query = (
            _found(who).where(versions.c.draft == draft, versions.c.deleted.is_(None)).order_by(versions.c.rank.desc())
        )
        with self._engine.connect() as connection:
            return tuple(_summary(row) for row in connection.execute(query).mappings())

    def read(self, who: str, id: str) -> Version:
        """One version of a draft of `who`. Raises Refusal when it is not theirs."""
        with self._engine.connect() as connection:
            row = _one(connection, who, id)
        return Version(_summary(row), loads(row["protocol"]), json.loads(row["pending"]))

    def restore(self, who: str, draft: Draft, id: str) -> Draft:
        """Bring a version back into its draft, after saving what the draft holds as a version; one transaction.

        A draft that already holds exactly that version is left as it is. Raises StaleDraft, and writes nothing, when
        `draft` is no longer the latest revision.
        """
        version = self.read(who, id)
        with self._engine.begin() as connection:
            present = _current(connection, who, draft)
            if _one(connection, who, id)["draft"] != draft.id:
                raise Refusal(_NO_VERSION)
            row: dict[str, Any] = {**content(version.protocol, version.pending)}
            if all(present[name] == value for name, value in row.items()):
                return Draft(draft.id, version.protocol, version.pending, draft.revision)
            _kept(connection, present, "before_restore", version.summary.name, "")
            row |= {"title": titled(version.protocol), "updated": now()}
            same = and_(drafts.c.id == draft.id, drafts.c.revision == draft.revision)
            done = connection.execute(update(drafts).where(same).values(revision=draft.revision + 1, **row))
            if done.rowcount != 1:
                raise StaleDraft(STALE)
        return Draft(draft.id, version.protocol, version.pending, draft.revision + 1)

    def delete(self, who: str, id: str) -> None:
        """Put a version aside; `undelete` brings it back, until it is purged."""
        self._mark(who, id, now())

    def undelete(self, who: str, id: str) -> None:
        """Bring a deleted version back into the list."""
        self._mark(who, id, None)

    def _mark(self, who: str, id: str, when: datetime | None) -> None:
        with self._engine.begin() as connection:
            _one(connection, who, id, deleted=when is None)
            connection.execute(update(versions).where(versions.c.id == id).values(deleted=when))


def _found(who: str) -> Select[Any]:
    """The versions of the drafts of `who` that are not deleted."""
    mine = and_(drafts.c.id == versions.c.draft, drafts.c.owner == who, drafts.c.deleted.is_(None))
    return select(versions).join(drafts, mine)


def _one(connection: Connection, who: str, id: str, deleted: bool = False) -> RowMapping:
    query = _found(who).where(versions.c.id == id)
    if not deleted:
        query = query.where(versions.c.deleted.is_(None))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Refusal(_NO_VERSION)
    return row


def _current(connection: Connection, who: str, draft: Draft) -> RowMapping:
    """The row of a draft of `who`, when it is still at the revision that was read."""
    mine = and_(drafts.c.id == draft.id, drafts.c.owner == who, drafts.c.deleted.is_(None))
    row = connection.execute(select(drafts).where(mine)).mappings().first()
    if row is None:
        raise Refusal(NOT_FOUND)
    if row["revision"] != draft.revision:
        raise StaleDraft(STALE)
    return row


def _kept(connection: Connection, present: RowMapping, kind: Kind, name: str, remark: str) -> VersionSummary:
    """What a draft holds, as one more version."""
    last = connection.execute(select(func.max(versions.c.rank)).where(versions.c.draft == present["id"])).scalar()
    made = VersionSummary(uuid.uuid4().hex, kind, name, remark, now())
    row = {"id": made.id, "kind": kind, "name": name, "note": remark, "created": made.created}
    row |= {"draft": present["id"], "rank": (last or 0) + 1}
    row |= {"protocol": present["protocol"], "pending": present["pending"]}
    connection.execute(insert(versions).values(row))
    return made


def _summary(row: RowMapping) -> VersionSummary:
    return VersionSummary(row["id"], row["kind"], row["name"], row["note"], row["created"])
