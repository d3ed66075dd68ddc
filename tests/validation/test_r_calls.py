"""The R expression printed with a sample size, run by R, gives that sample size."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from stats.registry import parse
from stats.result import SampleSize
from stats.solver import solve
from tests.stats.examples import examples as example_designs

PACKAGES = ("rpact", "pwr", "pROC", "epiR", "Hmisc")  # presize and gsDesign are not in Debian
RUNNABLE = ("with(", "stats::", *(f"{name}::" for name in PACKAGES))


def _cases() -> list[tuple[str, SampleSize]]:
    found = [
        (f"{kind}: {one.name}", solve(parse(one.design), one.target))
        for kind, examples in example_designs().items()
        for one in examples
    ]
    return [(name, one) for name, one in found if one.r_call and one.r_call.startswith(RUNNABLE)]


def _script(cases: list[tuple[str, SampleSize]]) -> str:
    lines = ["suppressPackageStartupMessages(library(rpact))"]
    for index, (_, found) in enumerate(cases):
        lines.append(
            f"r <- suppressWarnings({found.r_call}); "
            "n <- if (is.numeric(r)) r else if (!is.null(r$maxNumberOfSubjects)) r$maxNumberOfSubjects else r$nFixed; "
            f'cat("{index}", format(max(n), digits = 12), "\\n")'
        )
    return "\n".join(lines)


def _absent() -> str:
    """Why the check cannot run here; empty when it can."""
    if shutil.which("Rscript") is None:
        return "R is not installed"
    known = subprocess.run(
        ["Rscript", "-e", "cat(rownames(installed.packages()))"], capture_output=True, text=True, check=True
    ).stdout.split()
    missing = [name for name in PACKAGES if name not in known]
    return f"R packages not installed: {', '.join(missing)}" if missing else ""


@pytest.mark.tools
def test_r_gives_the_same_size() -> None:
    if why := _absent():
        pytest.skip(why)
    cases = _cases()
    done = subprocess.run(
        ["Rscript", "-"], input=_script(cases), capture_output=True, text=True, timeout=300, check=True
    )
    values = {int(one[1]): float(one[2]) for one in re.finditer(r"^(\d+) +(\S+)", done.stdout, re.MULTILINE)}
    assert len(values) == len(cases) > 15
    for index, (name, found) in enumerate(cases):
        # rpact multiplies the fixed size by the normal inflation factor: half a participant over t-based designs
        slack = 0.5 if name.startswith("group_sequential") else 0.01
        assert values[index] == pytest.approx(found.exact, abs=slack, rel=1e-4) or values[index] == found.analysed, name
