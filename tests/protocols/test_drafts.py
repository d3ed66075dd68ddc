"""Drafts: kept, owned, never overwritten by a stale window, and still there after kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from protocols import exchange
from protocols.drafts import Draft, DraftStore, StaleDraft
from protocols.protocol import Protocol
from stats.refusal import Refusal

ROOT = Path(__file__).parents[2]
WHO, OTHER = "claude@exemple.fr", "autre@exemple.fr"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/below/drafts.sqlite"


@pytest.fixture
def store(url: str) -> DraftStore:
    return DraftStore(url)


def titled(title: str) -> Protocol:
    return Protocol().changed("identification", "short_title", title)


def test_create_then_read(store: DraftStore) -> None:
    protocol = exchange.example("i_sleep")
    made = store.create(WHO, protocol, {"sizing.target": "quatre-vingts"})
    assert made.revision == 1
    assert store.read(WHO, made.id) == made
    assert store.read(WHO, made.id).pending == {"sizing.target": "quatre-vingts"}


def test_save_then_read(store: DraftStore) -> None:
    made = store.create(WHO, Protocol())
    saved = store.save(WHO, made, titled("Un"), {"a": "1"})
    again = store.save(WHO, saved, titled("Deux"), {})
    assert [made.revision, saved.revision, again.revision] == [1, 2, 3]
    assert store.read(WHO, made.id) == again
    assert again.pending == {}


def test_a_stale_revision_writes_nothing(store: DraftStore) -> None:
    made = store.create(WHO, Protocol())
    kept = store.save(WHO, made, titled("la plus récente"), {"x": "1"})
    with pytest.raises(StaleDraft):
        store.save(WHO, made, titled("périmée"), {"x": "2"})
    assert store.read(WHO, made.id) == kept
    assert [one.title for one in store.listed(WHO)] == ["la plus récente"]


def test_a_revision_of_the_future_writes_nothing(store: DraftStore) -> None:
    made = store.create(WHO, titled("a"))
    with pytest.raises(StaleDraft):
        store.save(WHO, Draft(made.id, made.protocol, {}, 7), titled("b"), {})
    assert store.read(WHO, made.id) == made


CALLS: dict[str, Callable[[DraftStore, str, Draft], object]] = {
    "read": lambda store, who, draft: store.read(who, draft.id),
    "save": lambda store, who, draft: store.save(who, draft, titled("volé"), {}),
    "delete": lambda store, who, draft: store.delete(who, draft.id),
    "restore": lambda store, who, draft: store.restore(who, draft.id),
    "rename": lambda store, who, draft: store.rename(who, draft.id, "volé"),
    "duplicate": lambda store, who, draft: store.duplicate(who, draft.id, "volé"),
    "save a version": lambda store, who, draft: store.versions.save(who, draft, "volée"),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("who", [OTHER, "", "%", WHO.upper(), WHO + " ", "' OR 1=1 --"])
def test_nobody_touches_the_draft_of_another(store: DraftStore, call: str, who: str) -> None:
    made = store.create(WHO, titled("à moi"))
    with pytest.raises(Refusal):
        CALLS[call](store, who, made)
    assert store.listed(who) == ()
    assert store.read(WHO, made.id) == made


def test_nobody_restores_the_deleted_draft_of_another(store: DraftStore) -> None:
    made = store.create(WHO, titled("jetée"))
    store.delete(WHO, made.id)
    with pytest.raises(Refusal):
        store.restore(OTHER, made.id)
    with pytest.raises(Refusal):
        store.read(WHO, made.id)


@pytest.mark.parametrize("id", ["", "nope", "%", "0" * 32, "' OR 1=1 --"])
def test_a_draft_that_does_not_exist(store: DraftStore, id: str) -> None:
    store.create(WHO, Protocol())
    for call in CALLS.values():
        with pytest.raises(Refusal):
            call(store, WHO, Draft(id, Protocol(), {}, 1))


def test_delete_and_restore(store: DraftStore) -> None:
    made = store.create(WHO, titled("brouillon"), {"champ": "saisie"})
    store.delete(WHO, made.id)
    assert store.listed(WHO) == ()
    with pytest.raises(Refusal):
        store.read(WHO, made.id)
    with pytest.raises(StaleDraft):
        store.save(WHO, made, titled("fantôme"), {})
    store.restore(WHO, made.id)
    assert store.read(WHO, made.id) == made
    assert [one.id for one in store.listed(WHO)] == [made.id]


def test_the_list_shows_the_latest_first_and_only_mine(store: DraftStore) -> None:
    first, second = (store.create(WHO, titled(one)) for one in ("un", "deux"))
    store.create(OTHER, titled("autre"))
    assert [one.title for one in store.listed(WHO)] == ["deux", "un"]
    time.sleep(0.002)
    store.save(WHO, first, titled("un, repris"), {})
    assert [one.id for one in store.listed(WHO)] == [first.id, second.id]


def test_the_title_falls_back_on_the_long_one(store: DraftStore) -> None:
    store.create(WHO, Protocol().changed("identification", "title", "Titre long"))
    assert [one.title for one in store.listed(WHO)] == ["Titre long"]


@pytest.mark.parametrize(
    "typed", ["👩🏽‍⚕️ שלום é", "'; DROP TABLE drafts; --", "{{ 7*7 }}", "a\x00b", "\u202e", "z" * 100_000]
)
def test_what_was_typed_comes_back(store: DraftStore, typed: str) -> None:
    protocol = Protocol().changed("background", "need", typed)
    made = store.create(typed[:300], protocol, {typed[:300]: typed})
    assert store.read(typed[:300], made.id) == made


def test_two_stores_on_one_file(url: str) -> None:
    one, two = DraftStore(url), DraftStore(url)
    made = one.create(WHO, titled("a"))
    seen = two.read(WHO, made.id)
    saved = two.save(WHO, seen, titled("b"), {})
    assert one.read(WHO, made.id) == saved
    with pytest.raises(StaleDraft):
        one.save(WHO, made, titled("c"), {})


def test_only_one_of_many_windows_wins(url: str) -> None:
    stores = [DraftStore(url) for _ in range(8)]
    made = stores[0].create(WHO, titled("départ"))
    barrier, won = threading.Barrier(8), []

    def save(number: int) -> None:
        barrier.wait()
        try:
            won.append(stores[number].save(WHO, made, titled(f"fenêtre {number}"), {}))
        except StaleDraft:
            return

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert stores[0].read(WHO, made.id) == won[0]


SAVING = """
import sys
from protocols.drafts import DraftStore
from protocols.exchange import example
store, protocol = DraftStore(sys.argv[1]), example("i_sleep")
draft = store.create("me", protocol)
print(draft.id, flush=True)
while True:
    n = draft.revision + 1
    draft = store.save("me", draft, protocol.changed("identification", "short_title", f"revision {n}"), {"n": str(n)})
    print(draft.revision, flush=True)
"""


@pytest.mark.parametrize("saves", [3, 25])
def test_kill_9_in_the_middle_of_saving(url: str, saves: int) -> None:
    """The draft can be read, is whole, and holds at least the last save that was acknowledged."""
    with subprocess.Popen([sys.executable, "-c", SAVING, url], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        id = process.stdout.readline().strip()
        for _ in range(saves):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        acknowledged = [int(line) for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    last = max([saves + 1, *acknowledged])
    store = DraftStore(url)
    draft = store.read("me", id)
    assert last <= draft.revision <= last + 1
    assert draft.protocol.identification.short_title == f"revision {draft.revision}"
    assert draft.pending == {"n": str(draft.revision)}
    assert store.save("me", draft, Protocol(), {}).revision == draft.revision + 1
