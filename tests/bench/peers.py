"""The peers in R: one process, that times itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).with_name("peers.R")


class Name(NamedTuple):
    """What is measured (solve, grid, simulate), on which design, by which program."""

    part: str
    kind: str
    program: str


def in_r(sizes: dict[str, int]) -> tuple[dict[Name, float], list[str]]:
    """Seconds of one solve, point or trial; and why some could not be measured."""
    if shutil.which("Rscript") is None:
        return {}, ["R is not installed: its lines are skipped"]
    given = [f"{kind}={size}" for kind, size in sizes.items()]
    done = subprocess.run(
        ["Rscript", str(SCRIPT), *given], capture_output=True, text=True, env=os.environ | {"TZ": "UTC"}
    )
    found, absent = {}, []
    for line in done.stdout.splitlines():
        name, value, why = (line.split("\t") + [""])[:3]
        part, kind, program = name.split(" ", 2)
        if value == "-":
            absent.append(f"{name}: skipped, {why.strip()}")
        else:
            found[Name(part, kind, program)] = float(value)
    if done.returncode:
        absent.append(f"R stopped: {done.stderr.strip().splitlines()[-1]}")
    return found, absent
