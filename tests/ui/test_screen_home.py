"""Home: create, open an example, delete and undo, take a document up again, refuse what is not ours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from protocols.drafts import LONGEST_NAME
from protocols.exchange import dumps, example, example_names
from protocols.protocol import SCHEMA_VERSION, Protocol
from templates.compose import export_docx
from tests.ui.screens import Screen
from ui import words
from ui.identity import LOCAL

Open = Callable[..., Screen]


def upload(visitor: Screen, name: str, data: bytes) -> Screen:
    visitor.at.file_uploader[0].upload(name, data, "application/octet-stream")
    return visitor.run()


def listed(visitor: Screen) -> list[str]:
    return [one.title for one in visitor.store.listed(LOCAL)]


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<w:t/>" * 12_000_000)
    return made.getvalue()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_draft_is_empty_and_prints_in_the_language_of_the_screen(screen: Open, language: str) -> None:
    visitor = screen(language).run().press("home.create")
    assert visitor.at.title[0].value == words.PAGES["qualification"][language]
    assert visitor.protocol == Protocol(language=language)


@pytest.mark.parametrize("name", example_names())
def test_an_example_opens_where_the_guide_begins(screen: Open, name: str) -> None:
    visitor = screen().run()
    next(one for one in visitor.at.selectbox if one.key == "home.example").set_value(name)
    visitor.run().press("home.open_example")
    assert visitor.protocol == example(name)
    assert visitor.at.title[0].value == words.PAGES["qualification"]["fr"]


def test_a_deleted_draft_comes_back(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"))
    id = visitor.draft.id
    visitor.go("home").press(f"home.delete.{id}")
    assert listed(visitor) == []
    visitor.go("identification")
    assert words.NO_DRAFT["fr"] in visitor.words()
    visitor.go("home").press("home.undo")
    assert listed(visitor) == ["i-Sleep (exemple)"]
    visitor.press(f"home.open.{id}")
    assert visitor.protocol == example("i_sleep")


def test_many_drafts_stay_within_reach(screen: Open) -> None:
    visitor = screen()
    for number in range(20):
        visitor.store.create(LOCAL, Protocol().changed("identification", "title", f"Étude {number}"))
    visitor.run()
    assert len(visitor.at.button) < 50
    oldest = visitor.store.listed(LOCAL)[-1].id
    visitor.at.toggle(key="home.all").set_value(True)
    visitor.run().press(f"home.open.{oldest}")
    assert visitor.draft.id == oldest


def home(screen: Open, language: str = "fr") -> tuple[Screen, str]:
    """The home page, with one draft on it."""
    visitor = screen(language).open(example("i_sleep")).go("home")
    return visitor, visitor.draft.id


@pytest.mark.parametrize("name", ["Pour le CPP 👩🏽‍⚕️", "*gras* [x](y) {z} <b>", "n" * LONGEST_NAME])
def test_a_draft_is_renamed(screen: Open, name: str) -> None:
    visitor, id = home(screen)
    visitor.press(f"home.more.{id}")
    visitor.at.text_input(key=f"home.name.{id}").set_value(name)
    visitor.press(f"home.rename.{id}")
    assert listed(visitor) == [name]
    assert visitor.protocol == example("i_sleep") and not visitor.errors()
    assert name[:100] in visitor.words().replace("\\", "")
    visitor.press(f"home.more.{id}")
    visitor.at.text_input(key=f"home.name.{id}").set_value("  ")
    visitor.press(f"home.rename.{id}")
    assert listed(visitor) == ["i-Sleep (exemple)"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_name_that_is_too_long_is_refused_with_a_sentence_and_kept_in_its_field(screen: Open, language: str) -> None:
    visitor, id = home(screen, language)
    visitor.press(f"home.more.{id}")
    visitor.at.text_input(key=f"home.name.{id}").set_value("n" * 10_000)
    visitor.press(f"home.rename.{id}")
    assert "200" in visitor.errors() and listed(visitor) == ["i-Sleep (exemple)"]
    assert visitor.at.text_input(key=f"home.name.{id}").value == "n" * 10_000
    visitor.press(f"home.more.{id}")
    assert not visitor.errors()


def test_a_draft_is_duplicated(screen: Open) -> None:
    visitor, id = home(screen)
    visitor.press(f"home.more.{id}").press(f"home.duplicate.{id}")
    assert listed(visitor) == ["Copie de i-Sleep (exemple)", "i-Sleep (exemple)"]
    copy = visitor.store.listed(LOCAL)[0].id
    assert visitor.store.read(LOCAL, copy).protocol == example("i_sleep")
    visitor.store.rename(LOCAL, copy, "n" * LONGEST_NAME)
    visitor.run().press(f"home.more.{copy}").press(f"home.duplicate.{copy}")
    assert len(listed(visitor)) == 3


def test_deleted_drafts_come_back_from_their_list(screen: Open) -> None:
    visitor, id = home(screen)
    other = visitor.store.create(LOCAL, Protocol()).id
    theirs = visitor.store.create("user:autre@exemple.fr", Protocol()).id
    visitor.store.delete("user:autre@exemple.fr", theirs)
    visitor.run().press(f"home.delete.{id}").press(f"home.delete.{other}")
    assert listed(visitor) == []
    assert visitor.at.expander[0].label == words.DELETED_DRAFTS["fr"].format(count="2")
    visitor.press(f"home.restore.{id}")
    assert listed(visitor) == ["i-Sleep (exemple)"] and any(one.key == "home.undo" for one in visitor.at.button)
    visitor.press(f"home.restore.{other}")
    assert len(listed(visitor)) == 2
    assert not visitor.at.expander and not any(one.key == "home.undo" for one in visitor.at.button)


@pytest.mark.parametrize("name", example_names())
@pytest.mark.parametrize("carrier", ["docx", "json"])
def test_an_exported_file_reopens_to_the_same_protocol(screen: Open, name: str, carrier: str) -> None:
    protocol = example(name)
    data = export_docx(protocol) if carrier == "docx" else dumps(protocol).encode()
    visitor = upload(screen().run(), f"projet.{carrier}", data)
    assert not visitor.errors()
    visitor.press("home.reopen")
    assert visitor.protocol == protocol


DOCX = export_docx(example("i_sleep"))
JSON = dumps(example("i_sleep"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vide.json", b""),
        ("vide.docx", b""),
        ("tronque.docx", DOCX[: len(DOCX) // 2]),
        ("sans_donnees.docx", export_docx(example("i_sleep"), with_data=False)),
        ("bombe.docx", bomb()),
        ("image.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("tronque.json", JSON[:200].encode()),
        ("liste.json", b"[1, 2]"),
        ("autre.json", b'{"a": 1}'),
        ("latin.json", JSON.encode("utf-16")),
        ("inconnu.json", JSON.replace('"language"', '"langage"', 1).encode()),
        ("accolade.json", JSON.replace('"language"', '"lang{age"', 1).encode()),
        ("infini.json", JSON.replace("-2.25", "Infinity", 1).encode()),
        ("nul.json", JSON.replace("-2.25", "NaN", 1).encode()),
        ("futur.json", JSON.replace(f'"schema_version": {SCHEMA_VERSION}', '"schema_version": 99', 1).encode()),
        ("profond.json", b'{"schema_version": 1, "a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}"),
        ("texte.json", b"bonjour *monde* <b>"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_file_that_is_not_ours_gets_a_sentence(screen: Open, language: str, name: str, data: bytes) -> None:
    visitor = upload(screen(language).run(), name, data)
    said = visitor.errors()
    assert said.endswith(".") and len(said) > 30
    assert not listed(visitor)
    assert not any(one.key == "home.reopen" for one in visitor.at.button)
