"""Protocols to Word, and the command line."""

from __future__ import annotations

import subprocess
import sys

from protocols.exchange import example, example_names
from templates.compose import export_docx
from tests.bench.timing import seconds, shown


def documents() -> None:
    """One line per published example."""
    for name in example_names():
        print(
            f"{'protocol to .docx, ' + name:<52}{shown(seconds(lambda _, n=name: export_docx(example(n), 'fr'), 3)):>12}"
        )
    spent = seconds(
        lambda _: subprocess.run([sys.executable, "preuve.py", "--help"], capture_output=True, check=True), 3
    )
    print(f"{'preuve.py --help':<52}{shown(spent):>12}")
