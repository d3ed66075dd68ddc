"""Numbers as people type them: comma or point, spaces, per cent. A browser's number field turns 0,025 into 25."""

from __future__ import annotations

import re
from decimal import Decimal

from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import verbatim
from ui import words

_SPACES = re.compile(r"(?<=\d)[\s\u2019'](?=\d{3}(?!\d))")  # between thousands; elsewhere a space is a slip
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_PERCENT_UNITS = (Unit.PROPORTION, Unit.POINTS)
_EUROS = re.compile(r"\s*(€|euros?|eur)$", re.IGNORECASE)  # the field says its unit; many write it again
_LONGEST = 40  # characters; no quantity of a protocol needs more
_LARGEST = 1e12


def parse(raw: str, unit: Unit = Unit.NUMBER) -> float | None:
    """The number a person meant; None for an empty entry. Proportions may be typed as 0,8 or 80 %, amounts with their euros.

    Raises Refusal with a sentence that quotes the entry.
    """
    text = raw.strip().translate(_MINUS)
    if not text:
        return None
    quoted = verbatim(raw, 40)
    if unit is Unit.EUROS:
        text = _EUROS.sub("", text)
    per_cent = text.endswith("%")
    text = _decimal_point(_SPACES.sub("", text.removesuffix("%").rstrip()))
    if len(text) > _LONGEST or not _PLAIN.fullmatch(text):
        raise Refusal(words.NOT_A_NUMBER, raw=quoted)
    if abs(Decimal(text)) > _LARGEST:
        raise Refusal(words.TOO_LARGE, raw=quoted)
    value = float(Decimal(text).scaleb(-2) if per_cent else text)
    if per_cent and unit not in _PERCENT_UNITS:
        raise Refusal(words.PERCENT_UNEXPECTED, raw=quoted, number=Value(value, Unit.NUMBER))
    if not per_cent and unit in _PERCENT_UNITS and abs(value) > 1:
        raise Refusal(words.PERCENT_AMBIGUOUS if abs(value) <= 100 else words.NOT_A_SHARE, raw=quoted)
    return value


def parse_whole(raw: str) -> int | None:
    """A whole number; None for an empty entry."""
    value = parse(raw)
    if value is None:
        return None
    if value != int(value):
        raise Refusal(words.WHOLE_NUMBER, raw=verbatim(raw, 40))
    return int(value)


def parse_list(raw: str, unit: Unit = Unit.NUMBER) -> tuple[float, ...]:
    """The numbers of a list; an empty entry is an empty list.

    Separated by semicolons, new lines or slashes, or by commas that cannot be decimal: after a percent sign, before a space.
    """
    pieces = re.split(r"[;\n/]|,(?=\s)|(?<=%),", raw)
    try:
        found = [parse(one, unit) for one in pieces]
    except Refusal as error:
        if error.phrase.text is words.NOT_A_NUMBER:
            raise Refusal(words.NOT_A_LIST, raw=verbatim(raw, 40)) from None
        raise
    return tuple(one for one in found if one is not None)


def _decimal_point(text: str) -> str:
    """Comma or point as the decimal mark; with both, the last one is the decimal mark."""
    if "," in text and "." in text:
        thousands = "." if text.rfind(",") > text.rfind(".") else ","
        text = text.replace(thousands, "")
    return text.replace(",", ".") if text.count(",") == 1 else text
