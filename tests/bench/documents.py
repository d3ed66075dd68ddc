"""Protocols to Word, the review of one, the advisor, a crowded recruitment, and the command line."""

from __future__ import annotations

import subprocess
import sys

from protocols.advice import advise
from protocols.exchange import example, example_names
from protocols.review import review
from stats.recruitment import Forecast, Site
from templates.compose import export_docx
from templates.reading.dossier import open_dossier
from tests.bench.timing import forget, seconds, shown


def documents() -> None:
    """One line per example, then one per task."""
    for name in example_names():
        print(
            f"{'protocol to .docx, ' + name:<52}{shown(seconds(lambda _, n=name: export_docx(example(n), 'fr'), 3)):>12}"
        )
    exported = export_docx(example("i_sleep"), "fr")
    crowd = Forecast(tuple(Site(50, 1.0 + k / 100, 0.4, 0, 6) for k in range(200)))
    for task, work in (
        ("synopsis to .docx", lambda _: export_docx(example("i_sleep"), "fr", kind="synopsis")),
        ("review of an exported protocol", lambda _: review(open_dossier(exported))),
        ("advice on a claim", lambda _: advise(example("music_game"))),
        ("recruitment forecast, 10,000 centres", lambda _: crowd.month(100_000, 0.5)),
    ):
        print(f"{task:<52}{shown(seconds(work, 3, forget)):>12}")
    spent = seconds(
        lambda _: subprocess.run([sys.executable, "preuve.py", "--help"], capture_output=True, check=True), 3
    )
    print(f"{'preuve.py --help':<52}{shown(spent):>12}")
