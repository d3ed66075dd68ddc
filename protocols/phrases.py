"""Looking for a few words in what the author wrote: named, affirmed, or declared not applicable."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import combining, normalize

from protocols.model.section import NotApplicable, is_empty

_NO = re.compile(r"\b(aucune?|pas d[e']|sans|ni|no|not|none|without|never|jamais)\b[^.;\n]{0,60}$", re.IGNORECASE)


def words(value: Any) -> str:
    """What was written, with plain spaces; nothing for a missing or inapplicable answer."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def plainly(text: str) -> str:
    """Lower case, without accents."""
    bare = normalize("NFKD", text.casefold())
    return "".join(char for char in bare if not combining(char))


def says(text: str, pattern: str) -> bool:
    """Whether a text affirms something: the pattern occurs and no negation stands just before it."""
    return any(not _NO.search(text[: found.start()]) for found in re.finditer(pattern, text, re.IGNORECASE))


def mentions(text: str, pattern: str) -> bool:
    """Whether a text names something, affirmed or not."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def given(value: Any) -> bool | None:
    """True when answered, False when declared not applicable, None when nothing was said."""
    return False if isinstance(value, NotApplicable) else None if is_empty(value) else True


def answer(protocol: Any, path: str) -> str:
    """The words of a field, `section.field`; nothing when it is missing, inapplicable, or no text."""
    section, name = path.split(".")
    return words(getattr(getattr(protocol, section), name))
