"""The application driven without a browser: one visitor's session on a database of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from protocols.drafts import Draft, DraftStore
from protocols.protocol import Protocol
from ui.identity import LOCAL
from ui.step import ORDER, page_path

PAGES = ("home", *ORDER)
ENTRY = Path(__file__).parents[2] / "streamlit_app.py"


class Screen:
    """A visitor's session: pages, fields by their place in the protocol, and what the page says."""

    def __init__(self, url: str, language: str = "fr") -> None:
        self.store = DraftStore(url)
        self.at = AppTest.from_file(str(ENTRY), default_timeout=60)
        self.at.session_state["preuve.language"] = language

    def open(self, protocol: Protocol, page: str = "identification") -> Screen:
        """A new draft with this protocol, on a page."""
        return self.reopen(self.store.create(LOCAL, protocol).id, page)

    def reopen(self, id: str, page: str = "identification") -> Screen:
        """An existing draft, as after a reload: only the address is known."""
        self.at.query_params["draft"] = id
        return self.go(page)

    def go(self, page: str) -> Screen:
        """Another page, as by a click in the menu."""
        self.at.switch_page(page_path(page))
        return self.run()

    def run(self) -> Screen:
        """Draw the page again; nothing may raise."""
        self.at.run()
        assert not self.at.exception, self.at.exception
        return self

    @property
    def draft(self) -> Draft:
        """The open draft, as it is in the database."""
        return self.store.read(LOCAL, self.at.session_state["preuve.draft"])

    @property
    def protocol(self) -> Protocol:
        return self.draft.protocol

    def widget(self, name: str) -> Any:
        """The widget of a name: the end of its key, after the draft and its generation."""
        found = [one for one in self._widgets() if one.key and one.key.endswith(f".{name}")]
        exact = [one for one in found if one.key.split(".", 2)[-1] == name]
        assert exact, f"no widget {name!r} on this page: {[one.key for one in self._widgets()]}"
        return exact[0]

    def has(self, name: str) -> bool:
        return any(one.key and one.key.split(".", 2)[-1] == name for one in self._widgets())

    def enter(self, name: str, value: Any) -> Screen:
        """Fill one field and leave it."""
        self.widget(name).set_value(value)
        return self.run()

    def press(self, key: str) -> Screen:
        """Click a button, by its whole key or its name."""
        buttons = [one for one in self.at.button if one.key == key or (one.key or "").split(".", 2)[-1] == key]
        assert buttons, f"no button {key!r}: {[one.key for one in self.at.button]}"
        buttons[0].click()
        return self.run()

    def _widgets(self) -> list[Any]:
        at = self.at
        return [
            *at.text_input, *at.text_area, *at.selectbox, *at.radio, *at.checkbox, *at.date_input, *at.button_group,
        ]  # fmt: skip

    def words(self) -> str:
        """Everything the page says, sidebar included, one element a line."""
        at = self.at
        kinds = (at.title, at.subheader, at.markdown, at.caption, at.error, at.warning, at.info, at.success)
        said = [one.value for kind in kinds for one in kind]
        said += [one.label for one in at.metric] + [one.value for one in at.metric]
        said += [one.proto.body for one in at.get("html")]
        return "\n".join(str(one) for one in said)

    def errors(self) -> str:
        """The sentences in red, without Markdown's escapes, with plain spaces."""
        said = "\n".join(one.value for one in self.at.error)
        return said.replace("\\", "").replace("\u00a0", " ")
