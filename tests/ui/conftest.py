"""Each test has its own database, and sessions that find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.screens import Screen
from ui import identity, state


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The database of the test, which the application opens too."""
    address = f"sqlite:///{tmp_path / 'drafts.db'}"
    monkeypatch.setenv("PREUVE_DATABASE_URL", address)
    monkeypatch.setattr(identity, "is_local", lambda: True)  # AppTest has no address
    state.store.clear()
    yield address
    state.store.clear()


@pytest.fixture
def screen(url: str) -> Callable[..., Screen]:
    """Opens one more session on the database."""

    def opened(language: str = "fr") -> Screen:
        return Screen(url, language)

    return opened
