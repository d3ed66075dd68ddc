"""Versions of a draft: saved, read, restored without losing anything, owned, never written by a stale window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from protocols.drafts import LONGEST_NAME, Draft, DraftStore, StaleDraft, VersionSummary
from protocols.exchange import example
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


def names(store: DraftStore, draft: Draft) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in store.versions.listed(WHO, draft.id)]


def test_a_version_keeps_what_the_draft_held(store: DraftStore) -> None:
    made = store.create(WHO, example("i_sleep"), {"sizing.target": "huit"})
    version = store.versions.save(WHO, made, " v0.2 envoyée\tau CPP ", " note\nsur deux lignes ")
    store.save(WHO, made, Protocol(), {})
    read = store.versions.read(WHO, version.id)
    assert (read.summary.name, read.summary.note) == ("v0.2 envoyée au CPP", "note\nsur deux lignes")
    assert (read.protocol, read.pending, read.summary) == (made.protocol, made.pending, version)


def test_saving_a_version_does_not_make_other_windows_stale(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"))
    store.versions.save(WHO, made, "v1")
    assert store.save(WHO, made, titled("b"), {}).revision == 2


def test_the_same_name_twice_is_two_versions_the_latest_first(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"))
    first, second = store.versions.save(WHO, made, "v1"), store.versions.save(WHO, made, "v1")
    assert [one.id for one in store.versions.listed(WHO, made.id)] == [second.id, first.id]
    assert first.created <= second.created


@pytest.mark.parametrize("name", ["", " \n\t ", "\x00", "n" * (LONGEST_NAME + 1), "n" * 10_000])
def test_a_version_has_a_name_of_a_sensible_length(store: DraftStore, name: str) -> None:
    made = store.create(WHO, titled("a"))
    with pytest.raises(Refusal):
        store.versions.save(WHO, made, name)
    with pytest.raises(Refusal):
        store.versions.save(WHO, made, "v1", "n" * 10_000)
    assert names(store, made) == []


@pytest.mark.parametrize(
    "name", ["👩🏽‍⚕️ שלום", "'; DROP TABLE draft_versions; --", "{{ 7*7 }} {x}", "<b>", "n" * LONGEST_NAME]
)
def test_any_name_comes_back(store: DraftStore, name: str) -> None:
    made = store.create(WHO, titled("a"))
    store.versions.save(WHO, made, name)
    assert names(store, made) == [("named", name)]


def test_restoring_keeps_what_was_there(store: DraftStore) -> None:
    made = store.create(WHO, titled("premier"), {"x": "1"})
    version = store.versions.save(WHO, made, "v1")
    later = store.save(WHO, made, titled("second"), {"y": "2"})
    restored = store.versions.restore(WHO, later, version.id)
    assert restored == store.read(WHO, made.id) == Draft(made.id, made.protocol, {"x": "1"}, 3)
    assert names(store, made) == [("before_restore", "v1"), ("named", "v1")]
    before = store.versions.read(WHO, store.versions.listed(WHO, made.id)[0].id)
    assert (before.protocol, before.pending) == (later.protocol, later.pending)
    assert [one.title for one in store.listed(WHO)] == ["premier"]
    back = store.versions.restore(WHO, restored, before.summary.id)
    assert (back.protocol, back.pending) == (later.protocol, later.pending)
    assert len(names(store, made)) == 3


def test_restoring_what_is_already_there_writes_nothing(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"))
    version = store.versions.save(WHO, made, "v1")
    assert store.versions.restore(WHO, made, version.id) == made == store.read(WHO, made.id)
    assert names(store, made) == [("named", "v1")]


def test_a_stale_window_neither_saves_nor_restores_a_version(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"))
    version = store.versions.save(WHO, made, "v1")
    later = store.save(WHO, made, titled("b"), {})
    with pytest.raises(StaleDraft):
        store.versions.restore(WHO, made, version.id)
    with pytest.raises(StaleDraft):
        store.versions.save(WHO, made, "v2")
    assert store.read(WHO, made.id) == later
    assert names(store, made) == [("named", "v1")]


def test_a_restore_in_one_window_makes_the_other_stale(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"))
    version = store.versions.save(WHO, made, "v1")
    later = store.save(WHO, made, titled("b"), {})
    restored = store.versions.restore(WHO, later, version.id)
    with pytest.raises(StaleDraft):
        store.save(WHO, later, titled("c"), {})
    assert store.read(WHO, made.id) == restored


def test_of_many_windows_that_restore_only_one_does(url: str) -> None:
    stores = [DraftStore(url) for _ in range(6)]
    made = stores[0].create(WHO, titled("a"))
    version = stores[0].versions.save(WHO, made, "v1")
    later = stores[0].save(WHO, made, titled("b"), {})
    barrier, won = threading.Barrier(6), []

    def restore(number: int) -> None:
        barrier.wait()
        try:
            won.append(stores[number].versions.restore(WHO, later, version.id))
        except StaleDraft:
            return

    threads = [threading.Thread(target=restore, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1 and stores[0].read(WHO, made.id) == won[0]
    assert names(stores[0], made) == [("before_restore", "v1"), ("named", "v1")]


def test_a_deleted_version_comes_back(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"))
    version = store.versions.save(WHO, made, "v1")
    store.versions.delete(WHO, version.id)
    assert names(store, made) == []
    for call in (store.versions.read, store.versions.delete):
        with pytest.raises(Refusal):
            call(WHO, version.id)
    with pytest.raises(Refusal):
        store.versions.restore(WHO, made, version.id)
    store.versions.undelete(WHO, version.id)
    assert store.versions.read(WHO, version.id).summary == version


CALLS: dict[str, Callable[[DraftStore, str, Draft, VersionSummary], object]] = {
    "read": lambda store, who, draft, version: store.versions.read(who, version.id),
    "save": lambda store, who, draft, version: store.versions.save(who, draft, "volée"),
    "restore": lambda store, who, draft, version: store.versions.restore(who, draft, version.id),
    "delete": lambda store, who, draft, version: store.versions.delete(who, version.id),
    "undelete": lambda store, who, draft, version: store.versions.undelete(who, version.id),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("who", [OTHER, "", "%", WHO.upper(), "' OR 1=1 --"])
def test_nobody_touches_the_versions_of_another(store: DraftStore, call: str, who: str) -> None:
    made = store.create(WHO, titled("à moi"))
    version = store.versions.save(WHO, made, "v1")
    with pytest.raises(Refusal):
        CALLS[call](store, who, made, version)
    assert store.versions.listed(who, made.id) == ()
    assert names(store, made) == [("named", "v1")]


def test_nobody_restores_the_version_of_another_into_her_own_draft(store: DraftStore) -> None:
    version = store.versions.save(WHO, store.create(WHO, titled("secret")), "v1")
    hers = store.create(OTHER, titled("b"))
    with pytest.raises(Refusal):
        store.versions.restore(OTHER, hers, version.id)
    assert store.read(OTHER, hers.id) == hers


def test_a_version_returns_to_its_own_draft_only(store: DraftStore) -> None:
    version = store.versions.save(WHO, store.create(WHO, titled("a")), "v1")
    other = store.create(WHO, titled("b"))
    with pytest.raises(Refusal):
        store.versions.restore(WHO, other, version.id)
    assert store.read(WHO, other.id) == other and names(store, other) == []


def test_the_versions_of_a_deleted_draft_are_out_of_reach_until_it_comes_back(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"))
    version = store.versions.save(WHO, made, "v1")
    store.delete(WHO, made.id)
    assert names(store, made) == []
    with pytest.raises(Refusal):
        store.versions.read(WHO, version.id)
    store.restore(WHO, made.id)
    assert names(store, made) == [("named", "v1")]
