"""The outline of the protocol, its figures, its tables of rows; and the synopsis."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from protocols.exchange import example
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from templates import compose as composing
from templates.blocks import Figure, Heading, Landscape, Table, gaps_of, plain_inlines, plain_text, walk
from templates.charts.schema import ranks_of
from templates.compose import MissingSection, compose, export_docx, outline, section, titles
from templates.formatting import integer
from templates.planning import steps_of
from templates.word.figures import draw
from tests.templates.cases import ALL, completed, finished_examples, found_of, protocol_of, retyped
from tests.templates.test_sections import HOSTILE, LANGUAGES, printed

PROTOCOLS = {name: completed(example(name)) for name in finished_examples()}


def figure(protocol: Protocol, anchor: str, language: str = "fr") -> Figure:
    blocks = walk(compose(protocol, language=language).blocks)  # type: ignore[arg-type]
    return next(one for one in blocks if isinstance(one, Figure) and one.anchor == anchor)


def test_the_outline_has_24_sections_in_the_order_of_the_map() -> None:
    names = list(outline())
    assert len(names) == len(set(names)) == 24
    assert names[0] == "identification" and names[-1] == "appendices"
    assert names[4:6] == ["algorithm", "rationale"] and names[13:15] == ["sample_size", "analysis"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_section_opens_with_its_title(language: str) -> None:
    document = compose(PROTOCOLS["i_sleep"], language=language)  # type: ignore[arg-type]
    heads = [plain_text(one) for one in walk(document.blocks) if isinstance(one, Heading) and one.level == 1]
    expected = [said[language].replace("\u00a0", " ") for said in titles().values()]  # type: ignore[index]
    assert [head.replace("\u00a0", " ") for head in heads] == expected


def test_a_section_without_a_file_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "outline", lambda kind="protocol": ("identification", "nowhere"))
    with pytest.raises(MissingSection, match="nowhere.*templates/fr/nowhere.md"):
        compose(Protocol(), language="fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_apply_says_why(language: str) -> None:
    protocol = PROTOCOLS["ai_ecg"]
    for field in ("allocation", "concealment", "unblinding"):
        protocol = protocol.changed("plan", field, None)
    said = {"fr": "Sans objet\u00a0: ", "en": "Not applicable: "}[language]
    text = "\n".join(plain_text(one) for one in section(protocol, "allocation", language))  # type: ignore[arg-type]
    assert text.count(said) == 3


def test_rows_of_a_table_keep_their_words_and_ask_for_what_is_missing() -> None:
    procedures = [{"name": HOSTILE, "nature": "usual", "visits": [HOSTILE]}, {"name": "ISI", "visits": ["V2"]}]
    protocol = PROTOCOLS["i_sleep"].changed("conduct", "visits", [{"name": HOSTILE}, {"name": "V2", "timing": "M1"}])
    document = compose(protocol.changed("conduct", "procedures", procedures), language="fr")
    turned = next(one for one in document.blocks if isinstance(one, Landscape))
    table = next(one for one in turned.blocks if isinstance(one, Table))
    assert plain_inlines(table.header[1], "fr") == HOSTILE + "\n[À compléter\u00a0: moment]"
    assert plain_inlines(table.header[2], "fr") == "V2\nM1"
    cells = [[plain_inlines(cell, "fr") for cell in row] for row in table.rows]
    assert cells == [[HOSTILE, "×", ""], ["ISI", "", "?"]]
    assert "moment" in {gap.label for gap in gaps_of(document.blocks)}


def test_without_visits_the_schedule_is_asked_for() -> None:
    document = compose(PROTOCOLS["i_sleep"].changed("conduct", "visits", []), language="fr")
    assert not any(isinstance(one, Landscape) for one in document.blocks)
    assert any("visites et recueils" in gap.label for gap in gaps_of(document.blocks))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", finished_examples())
def test_the_schema_shows_the_numbers_of_the_protocol(name: str, language: str) -> None:
    protocol = PROTOCOLS[name]
    found = protocol.sample_size()
    assert not isinstance(found, tuple)
    drawn = figure(protocol, "figure-schema", language)
    inside = json.dumps(drawn.spec, ensure_ascii=False)
    whole = protocol.plan.type in (
        "cluster_crossover",
        "accuracy",
    )  # crossed: one group, two orders; accuracy: one group
    shown = () if whole else found.enrolled_arms
    sizes = [found.enrolled] + [arm.size for arm in shown if len(shown) > 1]
    for size in (integer(one, language) for one in sizes):  # type: ignore[arg-type]
        assert f"n\u00a0=\u00a0{size}" in inside and size in drawn.alt
    assert draw(drawn.spec, language, "Arial")[:4] == b"\x89PNG"  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ("randomised_parallel", "accuracy", "paired_accuracy", "single_arm"))
def test_each_type_of_study_has_its_schema(kind: str) -> None:
    protocol = Protocol().changed("plan", "type", kind)
    ranks = ranks_of(protocol, protocol.sample_size(), "fr")
    assert len(ranks) >= 3
    two = [rank for rank in ranks if len(rank) == 2]
    assert len(two) == (0 if kind == "single_arm" else 1)
    assert ("Randomisation" in {box.title for rank in ranks for box in rank}) == (kind == "randomised_parallel")
    assert not ranks_of(Protocol(), (), "fr")


def test_what_was_typed_stays_inside_its_box() -> None:
    protocol = retyped(PROTOCOLS["i_sleep"].model_copy(update={"references": ()}), HOSTILE * 20)
    ranks = ranks_of(protocol, protocol.sample_size(), "fr")
    assert all(len(line) <= 62 and len(box.lines) <= 4 for rank in ranks for box in rank for line in box.lines)
    draw(figure(protocol, "figure-schema").spec, "fr", "Arial")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_follows_the_plan(language: str) -> None:
    protocol = PROTOCOLS["i_sleep"]
    steps = steps_of(protocol, language)  # type: ignore[arg-type]
    study = [step for step in steps if step.phase == "study"]
    assert [(step.start, step.end) for step in study] == [(6, 18), (6, 30)]
    assert (steps[-1].start, steps[-1].end) == (30, 36) and all(step.basis for step in steps)
    assert draw(figure(protocol, "figure-gantt", language).spec, language, "Arial")[:4] == b"\x89PNG"  # type: ignore[arg-type]


def test_a_single_measurement_has_no_follow_up_and_an_unknown_plan_no_calendar() -> None:
    assert [step.label for step in steps_of(PROTOCOLS["ai_ecg"], "fr") if step.phase == "study"] == ["Inclusions"]
    assert steps_of(Protocol(), "fr") == ()


def test_the_lead_times_say_what_they_rest_on() -> None:
    told = Path(__file__).resolve().parents[2] / "protocols" / "data" / "route" / "lead_times.yaml"
    read = yaml.safe_load(told.read_text(encoding="utf-8"))
    for step in (*read["steps"], read["closeout"]):
        assert {"id", "fr", "en", "basis_fr", "basis_en", "source", "confidence"} < set(step)
        assert ("days" in step) != ("months" in step)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_the_synopsis_holds_the_same_facts(name: str, language: str) -> None:
    protocol, found = protocol_of(name), found_of(name)
    document = compose(protocol, "synopsis", language, found)  # type: ignore[arg-type]
    text = printed(document)
    for said in (protocol.identification.title, protocol.endpoints.name, protocol.device.name):
        assert said and said in text
    assert integer(found.enrolled, language) in text  # type: ignore[arg-type]
    assert gaps_of(document.blocks) == () and document.brief
    assert not re.search(r"\{|\}|\bNone\b|\bnan\b|\*\*", text)


def test_both_synopses_have_the_same_rows() -> None:
    for protocol in (*PROTOCOLS.values(), Protocol()):
        tables = [compose(protocol, "synopsis", language).blocks for language in ("fr", "en")]
        assert len({len(table[0].rows) for table in tables if isinstance(table[0], Table)}) == 1


def test_a_hostile_synopsis_is_printed_literally() -> None:
    text = printed(compose(retyped(PROTOCOLS["i_sleep"], HOSTILE), "synopsis", "fr"))
    assert text.count("{{ 7*7 }} {% raw %} <b>gras</b> | # x ") > 20


def test_an_empty_synopsis_asks() -> None:
    assert len(gaps_of(compose(Protocol(), "synopsis", "fr").blocks)) > 20


@pytest.mark.tools
def test_the_synopsis_has_two_to_four_pages(tmp_path: Path) -> None:
    missing = [tool for tool in ("soffice", "pdfinfo") if not shutil.which(tool)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    files = []
    for name, protocol in PROTOCOLS.items():
        for language in LANGUAGES:
            files.append(tmp_path / f"{name}-{language}.docx")
            files[-1].write_bytes(export_docx(protocol, language, kind="synopsis"))  # type: ignore[arg-type]
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *map(str, files)], check=True, capture_output=True, timeout=180
    )
    for file in files:
        told = subprocess.run(["pdfinfo", str(file.with_suffix(".pdf"))], capture_output=True, check=True, timeout=60)
        pages = re.search(r"Pages:\s+(\d+)", told.stdout.decode())
        assert pages and 2 <= int(pages[1]) <= 4, (file.name, pages and pages[1])


def test_a_reason_stands_for_the_features_left_out() -> None:
    reason = NotApplicable(not_applicable="toutes sont évaluées")
    text = printed(compose(PROTOCOLS["i_sleep"].changed("device", "features_not_covered", reason), language="fr"))
    assert "Sans objet\u00a0: toutes sont évaluées" in text
