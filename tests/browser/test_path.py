"""The main job in a real browser: from nothing to a Word document, and back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import expect

from protocols.drafts import DraftStore
from protocols.exchange import example
from templates.reading.reopening import protocol_of
from tests.browser.conftest import Server
from tests.browser.walking import choose, download, fill, go, metric, press, settled, take
from ui.identity import LOCAL

pytestmark = pytest.mark.tools
Open = Callable[..., Any]


def test_a_newcomer_goes_from_nothing_to_a_word_document(server: Server, chromium: Open, tmp_path: Path) -> None:
    page = chromium(server.address)
    press(page, "Créer un brouillon vide")
    go(page, "Identification")
    fill(page, "Titre court ou acronyme", "ESSAI & <b>A</b>")
    expect(page.get_by_text("Brouillon ouvert : ESSAI & <b>A</b>")).to_be_visible()
    go(page, "Critères de jugement")
    fill(page, "Critère de jugement principal", "Sensibilité")
    choose(page, "Sens favorable", "plus élevée")
    go(page, "Nombre de sujets")
    choose(page, "Ce que l'on mesure", "Oui ou non")
    choose(page, "Comparé à quoi", "Une valeur fixée")
    take(page, "La sensibilité (ou un taux de succès) du dispositif dépasse-t-elle")
    choose(page, "Objectif statistique", "Supériorité")
    fill(page, "Puissance visée", "80 %")
    fill(page, "Proportion attendue", "0,8")
    fill(page, "Valeur de référence à dépasser", "0,65")
    expect(page.get_by_text("compris : 65 %")).to_be_visible()
    expect(metric(page)).to_have_text("79")  # exact binomial
    expect(page.get_by_text("valeur de référence de 65 %").first).to_be_visible()
    go(page, "Document et contrôles")
    file = download(page, "Protocole Word (avec données)", tmp_path)
    texts = [one.text for one in docx.Document(str(file)).paragraphs]
    assert any("65" in one and "80" in one for one in texts)
    reopened = protocol_of(file.read_bytes())
    assert reopened.identification.short_title == "ESSAI & <b>A</b>"
    assert reopened.sizing.assumptions["p_reference"].value == 0.65
    page.context.close()


def test_an_example_is_changed_translated_edited_elsewhere_and_taken_up_again(
    server: Server, chromium: Open, tmp_path: Path
) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    page = chromium(server.address)
    choose(page, "Partir d'un exemple", "i-Sleep")
    press(page, "Ouvrir cet exemple")
    expect(page.get_by_role("heading", level=1, name="Qualification et maturité")).to_be_visible()
    go(page, "Nombre de sujets")
    expect(metric(page)).to_have_text("160")
    curve = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
    expect(curve).to_be_visible()
    before = curve.screenshot()
    fill(page, "Différence attendue (expérimental - contrôle)", "-4,5")
    expect(metric(page)).to_have_text("44")
    expect(page.get_by_text("34 participants analysables").first).to_be_visible()
    page.wait_for_function("() => document.readyState === 'complete'")
    assert curve.screenshot() != before
    go(page, "Document et contrôles")
    page.get_by_role("radio", name="English").last.or_(page.get_by_role("button", name="English").last).first.click(
        delay=50
    )
    expect(page.get_by_text("Full title")).to_be_visible()
    file = download(page, "Protocole Word (avec données)", tmp_path)
    edited = edited_in_libreoffice(file, tmp_path)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Accueil").click(delay=50)
    page.locator("input[type=file]").set_input_files(edited)
    expect(page.get_by_text("Le brouillon est reconstruit")).to_be_visible()
    page.locator(".st-key-home-reopen button").click(delay=50)
    expect(page.get_by_role("heading", level=1, name="Qualification et maturité")).to_be_visible()
    go(page, "Nombre de sujets")
    expect(metric(page)).to_have_text("44")
    fill(page, "Différence attendue (expérimental - contrôle)", "-2,25")
    expect(metric(page)).to_have_text("160")
    page.context.close()


def edited_in_libreoffice(file: Path, folder: Path) -> Path:
    """The document with a word changed, saved by LibreOffice."""
    document = docx.Document(str(file))
    next(one for one in document.paragraphs if len(one.runs) == 1 and one.text).runs[0].text += " edited"
    document.save(str(folder / "changed.docx"))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
    done = subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(folder / "changed.docx")], capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return folder / "out" / "changed.docx"


def test_a_killed_server_loses_at_most_the_keystroke_in_flight(chromium: Open, tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    try:
        page = chromium(server.address)
        press(page, "Créer un brouillon vide")
        go(page, "Identification")
        fill(page, "Titre court ou acronyme", "AVANT-PANNE")
        fill(page, "Promoteur", "CHU d'Exemple")
        page.get_by_label("Code du protocole", exact=True).press_sequentially("C-2026")
        server.kill()
        server.start()
        page.reload()
        expect(page.get_by_label("Promoteur", exact=True)).to_have_value("CHU d'Exemple")
        expect(page.get_by_label("Titre court ou acronyme", exact=True)).to_have_value("AVANT-PANNE")
        settled(page)
        fill(page, "Code du protocole", "C-2026")
        page.context.close()
        assert DraftStore(server.database).listed(LOCAL)[0].title == "AVANT-PANNE"
    finally:
        server.kill()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_decimal_comma_means_the_same_in_any_browser(server: Server, chromium: Open, language: str) -> None:
    store = DraftStore(server.database)
    id = store.create(LOCAL, example("ai_ecg")).id
    page = chromium(f"{server.address}/sizing?draft={id}", language)
    label = {"fr": "Risque de première espèce", "en": "Type I error"}[language]
    expect(metric(page)).to_have_text("327")
    settled(page)
    fill(page, label, "0,025")
    expect(page.get_by_text({"fr": "compris : 2,5 %", "en": "read as: 2.5%"}[language])).to_be_visible()
    assert store.read(LOCAL, id).protocol.sizing.goal.alpha == 0.025
    page.context.close()
