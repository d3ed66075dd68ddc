"""The database behind the drafts: opened, durable, and what a row of a draft holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

from protocols.exchange import dumps
from protocols.protocol import Protocol


def content(protocol: Protocol, pending: Mapping[str, str]) -> dict[str, str]:
    """The protocol and the entries not accepted yet, as columns."""
    return {"protocol": dumps(protocol), "pending": json.dumps(dict(pending), ensure_ascii=False)}


def titled(protocol: Protocol) -> str:
    """The title of a draft in a list: the short title, else the long one."""
    return protocol.identification.short_title or protocol.identification.title or ""


def now() -> datetime:
    """The present moment in UTC, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def opened(url: URL) -> Engine:
    """The engine of a URL; the folder of a SQLite file is made when missing."""
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
