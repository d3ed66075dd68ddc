"""A stranger's file is opened by a process of its own: little memory, little time, no answer but bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from templates.reading.refused import Refused

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEMORY = 15, 1 << 30
_START = (
    "import sys; sys.path.insert(0, {root!r})\n"
    "try:\n"
    " import resource\n"
    " resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))\n"
    " resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))\n"
    " resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    "except ImportError: pass\n"  # not on Windows: the time limit remains
    "from {module} import main\n"
    "sys.stdout.buffer.write(main(sys.stdin.buffer.read()))"
)


def limited(module: str, data: bytes, seconds: int = SECONDS, memory: int = MEMORY) -> bytes:
    """What ``main(data)`` of one of our modules answers, run apart; Refused when it fails or exceeds its limits."""
    code = _START.format(root=str(ROOT), memory=memory, seconds=seconds, module=module)
    try:
        done = subprocess.run([sys.executable, "-I", "-c", code], input=data, capture_output=True, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise too_much() from error
    if done.returncode:
        raise too_much()
    return done.stdout


def too_much() -> Refused:
    """The refusal of a file that cannot be opened within the limits."""
    return Refused(
        fr="Ce fichier n'a pas pu être lu dans les limites de temps et de mémoire permises, ou il est abîmé : "
        "ouvrez-le dans Word, enregistrez-le de nouveau, puis recommencez.",
        en="This file could not be read within the time and memory allowed, or it is damaged: "
        "open it in Word, save it again, then try again.",
    )
