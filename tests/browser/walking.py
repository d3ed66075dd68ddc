"""What a person does on a page: fill, choose, go, download."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, TimeoutError, expect

expect.set_options(timeout=60_000)  # a machine may be busy with the other tests


def fill(page: Page, label: str, value: str) -> None:
    """Type in a field as on a keyboard and leave it; wait until it is saved."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.click(delay=50)
    field.fill("")
    field.press_sequentially(value)
    field.press("Tab")
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Take one option of a list."""
    wanted = page.get_by_role("option", name=option).first
    for patience in (4_000, 60_000):  # an answer of the server may close the list while it is read
        page.get_by_role("combobox", name=label).click(delay=50)
        try:
            wanted.click(delay=50, timeout=patience)
            break
        except TimeoutError:
            page.keyboard.press("Escape")
    settled(page)


def take(page: Page, question: str) -> None:
    """Take one question of a list."""
    page.get_by_test_id("stRadioOption").filter(has_text=question).first.click(delay=50)
    settled(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click(delay=50)
    settled(page)


def go(page: Page, name: str) -> None:
    """Another page by the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click(delay=50)
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    settled(page)


_AT_REST = """([asked, rest]) => {
    const resting = document.querySelector('[data-test-script-state=notRunning]');
    if (window.restAsked !== asked || !resting) { window.restAsked = asked; window.restSince = performance.now(); }
    return performance.now() - window.restSince > rest;
}"""
_REST = 300  # ms: the page still says that it rests while what was done travels to the server


def settled(page: Page) -> None:
    """The server has answered: the page has rested for a while."""
    page.wait_for_function(_AT_REST, arg=[str(uuid4()), _REST])
    expect(page.get_by_test_id("stException")).to_have_count(0)


def download(page: Page, name: str, folder: Path) -> Path:
    """The file behind a download button."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click(delay=50)
    made: Any = waiting.value
    path = folder / made.suggested_filename
    made.save_as(path)
    return path


def metric(page: Page) -> Any:
    """The number of participants to enrol."""
    return page.get_by_test_id("stMetricValue")
