"""The real server on a free port, with a database of its own, and a headless Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
_FIRST_PAGE = 300_000  # ms, on a machine busy with the other tests
CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


class Server:
    """A Preuve that can be killed and started again on the same port and database."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.database = f"sqlite:///{folder / 'drafts.db'}"
        self.log = folder / "server.log"
        self.address = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", f"--server.port={self.port}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, env=os.environ | {"PREUVE_DATABASE_URL": self.database}
            )
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        """As by kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests that do not kill it."""
    running = Server(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Callable[..., Any]]:
    """Opens a page in a browser that speaks a language."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed at /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browsers = {
            language: playwright.chromium.launch(
                executable_path=str(CHROMIUM),
                args=[*OPTIONS, f"--lang={locale}"],
                env={**os.environ, "LANGUAGE": locale.replace("-", "_")},
            )
            for language, locale in (("fr", "fr-FR"), ("en", "en-GB"))
        }

        def opened(address: str, language: str = "fr") -> Any:
            locale = {"fr": "fr-FR", "en": "en-GB"}[language]
            context = browsers[language].new_context(
                locale=locale, accept_downloads=True, viewport={"width": 1280, "height": 900}
            )
            context.set_default_timeout(60_000)
            page = context.new_page()
            page.goto(address)
            page.get_by_role("heading", level=1).first.wait_for(timeout=_FIRST_PAGE)  # the server imports what it needs
            return page

        yield opened
        for browser in browsers.values():
            browser.close()
