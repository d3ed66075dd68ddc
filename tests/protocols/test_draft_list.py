"""Drafts in their list: named, copied, deleted, brought back, and erased at last."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from protocols.drafts import KEPT_DAYS, LONGEST_NAME, DraftStore
from protocols.protocol import Protocol
from stats.refusal import Refusal

WHO, OTHER = "claude@exemple.fr", "autre@exemple.fr"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/drafts.sqlite"


@pytest.fixture
def store(url: str) -> DraftStore:
    return DraftStore(url)


def titled(title: str) -> Protocol:
    return Protocol().changed("identification", "short_title", title)


def test_a_draft_has_a_name_of_its_own_else_its_title(store: DraftStore) -> None:
    made = store.create(WHO, titled("Titre"))
    store.rename(WHO, made.id, "  Pour le CPP \n 👩🏽‍⚕️ ")
    assert store.listed(WHO)[0].title == "Pour le CPP 👩🏽‍⚕️"
    store.save(WHO, made, titled("Autre titre"), {})
    assert store.listed(WHO)[0].title == "Pour le CPP 👩🏽‍⚕️"
    store.rename(WHO, made.id, " \t ")
    assert store.listed(WHO)[0].title == "Autre titre"


def test_a_name_that_is_too_long_is_refused_not_cut(store: DraftStore) -> None:
    made = store.create(WHO, titled("Titre"))
    store.rename(WHO, made.id, "n" * LONGEST_NAME)
    with pytest.raises(Refusal):
        store.rename(WHO, made.id, "n" * 10_000)
    assert store.listed(WHO)[0].title == "n" * LONGEST_NAME


def test_a_duplicate_lives_its_own_life(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"), {"sizing.target": "douze"})
    store.versions.save(WHO, made, "v1")
    copy = store.duplicate(WHO, made.id, "Copie de a")
    assert (copy.protocol, copy.pending, copy.revision) == (made.protocol, made.pending, 1)
    store.save(WHO, copy, titled("b"), {})
    assert store.read(WHO, made.id) == made
    assert [one.title for one in store.listed(WHO)] == ["Copie de a", "a"]
    assert store.versions.listed(WHO, copy.id) == ()


def test_deleted_drafts_are_listed_to_their_owner_until_they_are_purged(store: DraftStore) -> None:
    first, second = (store.create(WHO, titled(one)) for one in ("un", "deux"))
    store.rename(WHO, second.id, "nommé")
    store.versions.save(WHO, second, "v1")
    for one in (first, second):
        store.delete(WHO, one.id)
        time.sleep(0.002)
    assert [one.title for one in store.deleted(WHO)] == ["nommé", "un"]
    assert store.deleted(OTHER) == () and all(one.deleted for one in store.deleted(WHO))
    store.restore(WHO, second.id)
    assert [one.title for one in store.listed(WHO)] == ["nommé"]
    assert [one.name for one in store.versions.listed(WHO, second.id)] == ["v1"]


def backdated(url: str, table: str, id: str, days: int) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        database.execute(
            f"UPDATE {table} SET deleted = datetime('now', ?) || '.000000' WHERE id = ?", (f"-{days} days", id)
        )
    database.close()


def counted(url: str) -> list[int]:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        found = [database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES]
    database.close()
    return found


TABLES = ("drafts", "draft_names", "draft_versions")


def test_what_was_deleted_long_ago_is_erased_at_the_next_start(url: str, store: DraftStore) -> None:
    old, recent, kept = (store.create(WHO, titled(one), name=one) for one in ("vieux", "récent", "gardé"))
    for one in (old, recent, kept):
        store.versions.save(WHO, one, "v1")
    gone = store.versions.save(WHO, kept, "v2").id
    for one, days in ((old, KEPT_DAYS + 1), (recent, KEPT_DAYS - 1)):
        store.delete(WHO, one.id)
        backdated(url, "drafts", one.id, days)
    store.versions.delete(WHO, gone)
    backdated(url, "draft_versions", gone, KEPT_DAYS + 1)
    assert counted(url) == [3, 3, 4]
    again = DraftStore(url)
    assert counted(url) == [2, 2, 2]
    assert [one.title for one in again.deleted(WHO)] == ["récent"]
    assert again.read(WHO, kept.id) == kept
    with pytest.raises(Refusal):
        again.restore(WHO, old.id)


def test_a_database_made_before_names_and_versions_is_taken_over(url: str, store: DraftStore) -> None:
    made = store.create(WHO, titled("ancien"))
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        for name in TABLES[1:]:
            database.execute(f"DROP TABLE {name}")
    database.close()
    later = DraftStore(url)
    assert later.read(WHO, made.id) == made
    later.rename(WHO, made.id, "nouveau")
    later.versions.save(WHO, made, "v1")
    assert later.listed(WHO)[0].title == "nouveau"
