"""Numbers, dates and lists as a French or British reader expects them; the language is always an argument.

Nothing here depends on the process locale. Spaces inside a number never break a line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal, SupportsFloat

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from templates.blocks import Language

NO_BREAK, NARROW = "\u00a0", "\u202f"
_LOCALE = {"fr": "fr_FR", "en": "en_GB"}
_THRESHOLDS = tuple(Decimal(limit) for limit in ("0.001", "0.01", "0.025", "0.05"))
Number = int | float | Decimal | SupportsFloat


def _decimal(value: Number) -> Decimal:
    """The value as it is printed by Python: 0.1 is one tenth, not its binary neighbour."""
    try:
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not a number.") from error
    if not exact.is_finite():
        raise ValueError(f"{value!r} cannot be printed as a number.")
    return exact


def _rounded(exact: Decimal, digits: int) -> Decimal:
    result = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return result if result else abs(result)


def _written(exact: Decimal, language: Language, digits: int) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(exact, format=pattern, locale=_LOCALE[language])).replace("-", "\u2212")


def _shortest(exact: Decimal, significant: int = 10) -> Decimal:
    """At most ``significant`` digits, without trailing zeros: 0.1 + 0.2 is 0.3."""
    if not exact:
        return Decimal(0)
    return _rounded(exact, max(0, significant - 1 - exact.adjusted())).normalize()


def number(value: Number, language: Language, digits: int | None = None) -> str:
    """A number with ``digits`` decimals, rounded half away from zero; without ``digits``, as few as it needs.

    ``number(12500.5, "fr")`` is "12 500,5". Not a number or infinite: ValueError.
    """
    exact = _decimal(value)
    if digits is not None:
        return _written(_rounded(exact, digits), language, digits)
    short = _shortest(exact)
    exponent = short.as_tuple().exponent
    return _written(short, language, max(0, -exponent) if isinstance(exponent, int) else 0)


def integer(value: Number, language: Language) -> str:
    """A whole number with grouped thousands; a fractional value is a ValueError, never rounded here."""
    exact = _decimal(value)
    if exact != exact.to_integral_value():
        raise ValueError(f"{value!r} is not a whole number.")
    return _written(exact, language, 0)


def percent(proportion: Number, language: Language, digits: int | None = None) -> str:
    """A proportion (0.85) as a percentage: "85 %" in French, "85%" in English; ``digits`` counts its decimals."""
    written = number(_decimal(proportion) * 100, language, digits)
    return written + (f"{NO_BREAK}%" if language == "fr" else "%")


def quantity(count: Number, language: Language, one: str, many: str) -> str:
    """A count with its noun: "1 participant", "284 participants"; French zero is singular."""
    exact = _decimal(count)
    singular = exact < 2 if language == "fr" else exact == 1
    return f"{number(exact, language)}{NO_BREAK}{one if singular else many}"


def p_value(value: Number, language: Language) -> str:
    """A p-value with its relation: "= 0,034", "< 0,001", "> 0,999".

    Three decimals, and a fourth when three would print a usual threshold that the value is not: 0.0499 stays
    below 0.05. Outside [0, 1]: ValueError.
    """
    exact = _decimal(value)
    if not 0 <= exact <= 1:
        raise ValueError(f"{value!r} is not a p-value.")
    if exact < _THRESHOLDS[0]:
        return f"<{NO_BREAK}{_written(_THRESHOLDS[0], language, 3)}"
    if exact > Decimal("0.999"):
        return f">{NO_BREAK}{_written(Decimal('0.999'), language, 3)}"
    digits = next(d for d in range(3, 12) if d == 11 or _faithful(exact, d))
    return f"={NO_BREAK}{_written(_rounded(exact, digits), language, digits)}"


def _faithful(exact: Decimal, digits: int) -> bool:
    rounded = _rounded(exact, digits)
    return all((rounded < limit) == (exact < limit) and (rounded > limit) == (exact > limit) for limit in _THRESHOLDS)


def interval(
    low: Number,
    high: Number,
    language: Language,
    digits: int | None = None,
    scale: Literal["number", "percent"] = "number",
) -> str:
    """Two bounds: "[0,12 ; 0,34]" in French, "0.12 to 0.34" in English; bounds in the wrong order: ValueError."""
    if _decimal(low) > _decimal(high):
        raise ValueError(f"The interval {low!r} to {high!r} is upside down.")
    write = percent if scale == "percent" else number
    first, last = write(low, language, digits), write(high, language, digits)
    return f"[{first}{NO_BREAK}; {last}]" if language == "fr" else f"{first} to {last}"


def confidence_interval(level: Number, bounds: str, language: Language) -> str:
    """An interval with its level: "IC à 95 % [0,12 ; 0,34]", "95% CI 0.12 to 0.34"."""
    share = percent(level, language)
    return f"IC à {share} {bounds}" if language == "fr" else f"{share} CI {bounds}"


def date(value: dt.date, language: Language) -> str:
    """A day in words: "22 novembre 2026", "1er janvier 2026", "22 November 2026"."""
    first = language == "fr" and value.day == 1
    day = "1er" if first else str(value.day)
    return f"{day}{NO_BREAK}{format_date(value, 'LLLL y' if language == 'en' else 'MMMM y', locale=_LOCALE[language])}"


def listing(words: Sequence[str], language: Language, last: Literal["and", "or"] = "and") -> str:
    """Words joined as in a sentence: "a, b et c", "a, b or c"; none gives an empty string."""
    if not words:
        return ""
    return str(format_list(list(words), style="standard" if last == "and" else "or", locale=_LOCALE[language]))


def capitalised(said: str) -> str:
    """The same words at the start of a line; the rest keeps its case."""
    return said[:1].upper() + said[1:]


def parted(parts: Iterable[str], language: Language) -> str:
    """Parts that may hold commas, separated by semicolons with the spacing of the language."""
    return (" ; " if language == "fr" else "; ").join(parts)


_WIDE_BEFORE = re.compile(r"[ \u00a0\u202f](?=[:%€»](?:[\s.,)\]]|$))")
_NARROW_BEFORE = re.compile(r"[ \u00a0\u202f](?=[;!?]+(?:[\s)\]»]|$))")
_AFTER_QUOTE = re.compile(r"«[ \u00a0\u202f]")


def french_spacing(words: str) -> str:
    """Fixed French text with its spaces made non-breaking, where a space is already typed.

    U+00A0 before : % € » and after «, U+202F before ; ! ?. No space is ever added, so times (10:30), addresses
    and what the author typed keep their characters.
    """
    words = _NARROW_BEFORE.sub(NARROW, words)
    words = _WIDE_BEFORE.sub(NO_BREAK, words)
    return _AFTER_QUOTE.sub(f"«{NO_BREAK}", words)
