"""A planted fault is told where it lies, in both languages, and its correction silences it."""

from __future__ import annotations

from collections.abc import Callable

from protocols.protocol import Protocol
from protocols.rules.engine import Verdict
from stats.text import LANGUAGES
from templates.saying import say


def assert_told_then_silenced(
    found: Callable[[Protocol], dict[str, Verdict]], id: str, planted: Protocol, mended: Protocol
) -> None:
    """found: the findings of a draft, by rule."""
    told = found(planted)
    assert id in told
    assert told[id].where.split(".")[0] in planted.sections() | {"sizing": planted.sizing}
    assert len({say(told[id].phrase, language) for language in LANGUAGES}) == 2
    assert id not in found(mended)
