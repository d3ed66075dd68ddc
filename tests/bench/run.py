"""`make bench`: every design, ours against the peers, the documents; one machine, one run, medians, ratios printed.

Each question is new to the program: what earlier ones left in memory is emptied. About three minutes on two quiet cores;
without R, the lines of R are skipped and say so.
"""

from __future__ import annotations

import os
import platform
import time

import numpy
import scipy

from tests.bench.designs import table
from tests.bench.documents import documents
from tests.bench.families import headlines


def main() -> None:
    """Everything, in one run."""
    started = time.perf_counter()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, NumPy {numpy.__version__}, SciPy {scipy.__version__}"
    )
    for title, part in (("Designs", table), ("Against the peers", headlines), ("Documents", documents)):
        print(f"\n{title}")
        part()
    print(f"\n{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
