"""Someone quicker than the server: nothing typed or begun is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from protocols.drafts import DraftStore
from tests.browser.conftest import Server
from tests.browser.walking import go, metric, press
from ui.identity import LOCAL

pytestmark = pytest.mark.tools
Open = Callable[..., Any]
_LEAVE = """async wait => {
    document.activeElement.blur();
    await new Promise(done => setTimeout(done, wait));
    [...document.querySelectorAll('[data-testid=stSidebarNav] a')].find(one => one.href.includes('glossary')).click();
}"""


def _leave_at_once(page: Page, wait: int) -> None:
    """Leave the field and click on another page, so many milliseconds later."""
    page.evaluate(_LEAVE, wait)
    expect(page.get_by_role("heading", level=1, name="Glossaire")).to_be_visible()


def test_an_answer_left_by_a_click_on_another_page_is_saved(server: Server, chromium: Open) -> None:
    page, store = chromium(server.address), DraftStore(server.database)
    press(page, "Créer un brouillon vide")
    expect(page.get_by_role("heading", level=1, name="Qualification et maturité")).to_be_visible()
    id = next(draft.id for draft in store.listed(LOCAL) if not draft.title)
    for wait in (2, 4, 8, 12, 20, 30, 40):
        go(page, "Identification")
        field = page.get_by_role("textbox", name="Promoteur", exact=True)
        expect(field).to_be_editable()
        page.wait_for_timeout(300)  # the page rests, as when someone types
        field.fill(f"CHU {wait}")
        _leave_at_once(page, wait)
        assert store.read(LOCAL, id).protocol.identification.sponsor == f"CHU {wait}"
    go(page, "Identification")
    expect(page.get_by_role("textbox", name="Promoteur", exact=True)).to_have_value("CHU 40")
    expect(page.get_by_text("modifié dans une autre fenêtre")).to_have_count(0)
    page.context.close()


def test_an_example_left_before_it_is_drawn_is_open(server: Server, chromium: Open) -> None:
    page = chromium(server.address)
    press(page, "Ouvrir cet exemple")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Nombre de sujets").click()
    expect(metric(page)).to_be_visible()
    page.context.close()
