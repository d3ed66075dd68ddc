"""Checks marked `tools` need Chromium, LibreOffice or R. Without the tool they skip; where PREUVE_REQUIRE_TOOLS is set
(as .ci/run does) such a skip is a failure."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    outcome = yield
    report: pytest.TestReport = outcome.get_result()
    if report.skipped and item.get_closest_marker("tools") and os.environ.get("PREUVE_REQUIRE_TOOLS"):
        report.outcome = "failed"
        report.longrepr = f"a required tool is missing: {report.longrepr}"
