"""The house: four rooms, one arrow, and nothing heavy where it is not needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("stats", "protocols", "templates", "ui")
DOORS = ("preuve", "streamlit_app")
MAY_IMPORT = {
    "stats": set(),
    "protocols": {"stats"},
    "templates": {"stats", "protocols"},
    "ui": {"stats", "protocols", "templates"},
}
FORBIDDEN = {"stats": {"streamlit", "docx"}, "protocols": {"streamlit", "docx"}, "templates": {"streamlit"}}


def imported(source: str) -> Iterator[str]:
    """The top-level names that a source imports, wherever the import stands, `import_module` of a literal included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else str(node.module).split(".")[0]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and node.args:
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            first = node.args[0]
            if name in ("import_module", "__import__") and isinstance(first, ast.Constant):
                yield str(first.value).split(".")[0]


def sources(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def offences(room: str, source: str) -> set[str]:
    """What a source of a room imports although it may not."""
    names = set(imported(source))
    ours = names & {*ROOMS, *DOORS, "tests", "."}
    return (ours - MAY_IMPORT[room] - {room}) | (names & FORBIDDEN.get(room, set()))


@pytest.mark.parametrize("room", ROOMS)
def test_the_arrow_holds(room: str) -> None:
    assert sources(room)
    broken = {
        str(path.relative_to(ROOT)): found
        for path in sources(room)
        if (found := offences(room, path.read_text("utf-8")))
    }
    assert broken == {}


@pytest.mark.parametrize(
    ("room", "source", "found"),
    [
        ("stats", "import protocols.facts", {"protocols"}),
        ("stats", "def f():\n    from ui import words", {"ui"}),
        ("stats", "import docx", {"docx"}),
        ("protocols", "from streamlit import cache_data", {"streamlit"}),
        ("protocols", "from templates.saying import say", {"templates"}),
        ("protocols", "from . import facts", {"."}),
        ("templates", "import importlib\nimportlib.import_module('ui.words')", {"ui"}),
        ("ui", "import preuve", {"preuve"}),
        ("ui", "import streamlit\nfrom stats.text import Text", set()),
        ("stats", "import numpy\nfrom stats.text import Text", set()),
    ],
)
def test_an_import_against_the_arrow_is_seen(room: str, source: str, found: set[str]) -> None:
    assert offences(room, source) == found


def test_the_model_imports_nothing_that_is_built_on_it() -> None:
    for path in sources("protocols/model"):
        nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
        ours = {str(node.module) for node in nodes if str(node.module).startswith("protocols")}
        assert not {one for one in ours if not one.startswith("protocols.model.")} - {"protocols.cleaning"}, path


def tracked(pattern: str = "") -> list[Path]:
    """The files of the repository, those not committed yet included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / one for one in listed if one.endswith(pattern) and one and (ROOT / one).is_file()]


def test_no_other_code_folder_and_no_other_door() -> None:
    code = {path.relative_to(ROOT) for path in tracked(".py")}
    assert {path.parts[0] for path in code if len(path.parts) > 1} == {*ROOMS, "tests"}
    assert {path.stem for path in code if len(path.parts) == 1} == set(DOORS)


def test_only_the_drafts_know_the_database() -> None:
    for path in sources("protocols"):
        if "drafts" not in path.parts:
            names = path.read_text("utf-8")
            assert "sqlalchemy" not in names and "protocols.drafts" not in names, path


def test_no_pickle_no_eval() -> None:
    for room in ROOMS:
        for path in sources(room):
            text = path.read_text("utf-8")
            assert set(imported(text)).isdisjoint({"pickle", "marshal", "shelve"}), path
            calls = [
                node.func.id
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            ]
            assert set(calls).isdisjoint({"eval", "exec"}), path


def loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_stats_imports_nothing_heavy() -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sources("stats")]
    modules = loaded_by("\n".join(f"import {name.removesuffix('.__init__')}" for name in names))
    assert "stats.designs.means.two_means" in modules and "numpy" in modules
    assert modules.isdisjoint({"scipy.stats", "scipy.optimize", "pandas", "statsmodels", "lifelines", "matplotlib"})


def test_protocols_import_no_word_and_no_page() -> None:
    modules = loaded_by("import protocols.checking, protocols.drafts, protocols.exchange")
    assert "protocols.facts" in modules
    assert modules.isdisjoint({"streamlit", "docx", "jinja2", "templates", "ui", "scipy.stats", "pandas"})
