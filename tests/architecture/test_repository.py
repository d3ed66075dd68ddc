"""The repository: files one can read, words that serve, requirements that can be trusted, nothing left over."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import median

import pytest

from stats.text import Text
from tests.architecture.test_rooms import ROOT, tracked
from ui import words

LONGEST, MEDIAN, LONGEST_DOOR = 450, 150, 80
TEXTUAL = (
    ".py",
    ".md",
    ".json",
    ".yaml",
    ".yml",
    ".toml",
    ".txt",
    ".lock",
    ".csv",
    ".R",
    ".cfg",
    ".sh",
    "Makefile",
    "run",
)


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_files_stay_readable() -> None:
    lengths = {str(path.relative_to(ROOT)): lines(path) for path in tracked(".py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert median(lengths.values()) < MEDIAN


def test_the_door_for_people_is_thin() -> None:
    assert lines(ROOT / "streamlit_app.py") < LONGEST_DOOR


def test_every_word_of_the_interface_is_used() -> None:
    declared = {
        name for name, value in vars(words).items() if isinstance(value, Text | dict) and not name.startswith("__")
    }
    assert len(declared) > 20
    used: set[str] = set()
    for path in (*(ROOT / "ui").rglob("*.py"), ROOT / "streamlit_app.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "words":
                used.add(node.attr)
            elif isinstance(node, ast.ImportFrom) and node.module == "ui.words":
                used |= {alias.name for alias in node.names}
            elif path.name == "words.py" and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(node.id)
    assert declared - used == set()


def pins(path: Path) -> dict[str, str]:
    """Name to version of each requirement of a file, every one of which must be pinned."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        line = line.split("#")[0].strip().rstrip("\\").strip()
        if not line or line.startswith(("--hash", "-r")):
            continue
        match = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([\w.!+]+)(?:\s*;.*)?", line)
        assert match, f"{path.name}: not pinned: {line}"
        found[re.sub(r"[-_.]+", "-", match[1]).lower()] = match[2]
    return found


def test_requirements_are_pinned_and_locked() -> None:
    direct, locked = pins(ROOT / "requirements.txt"), pins(ROOT / "requirements.lock")
    assert direct
    assert {package: locked.get(package) for package in direct} == direct


def test_the_two_locks_agree() -> None:
    runtime, dev = pins(ROOT / "requirements.lock"), pins(ROOT / "requirements-dev.lock")
    assert {package: dev.get(package) for package in runtime} == runtime


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_is_hashed_and_names_no_index(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    for block in filter(str.strip, blocks):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host|file:", text)


def test_no_path_of_one_machine_and_nothing_left_to_do() -> None:
    machine = re.compile("/" + "(work|root|home)/[a-z]")
    left = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|X" + r"XX)\b(?!\\b)")
    found = []
    for path in tracked():
        if path.name.endswith(TEXTUAL) or path.suffix == "":
            try:
                text = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
            found += [
                f"{path.relative_to(ROOT)}: {match[0]}" for match in (*machine.finditer(text), *left.finditer(text))
            ]
    assert found == []


def test_no_secret_no_draft_no_build_is_tracked() -> None:
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    assert not [
        name
        for name in names
        if re.search(r"\.(sqlite|db|pyc|pem|key|env)$|__pycache__|secrets\.toml|^data/|^out/", name)
    ]
