"""Numbers that the author states in her own words: shares, amounts in euros, counts, delays; each text sentence by sentence."""

from __future__ import annotations

import re

_COUNTS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "one": 1, "two": 2,
    "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30,
}  # fmt: skip
COUNT = rf"\b(\d+|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"  # a whole number, in figures or in words
_END = re.compile(r"(?<!\d)[.;]|[.;](?!\d)")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?%")
_DECIMAL = re.compile(r"(?<![\d.,])0[.,]\d+(?! ?%)(?![\d.,]*\d)")
_FRACTIONS = (
    (r"deux tiers|two[- ]thirds", 2 / 3),
    (r"(?:un|premier|le) tiers|(?:one|a|first)[- ]third", 1 / 3),
    (r"trois quarts|three[- ]quarters", 0.75),
    (r"(?:un|premier|le) quart\b|(?:one|a|first)[- ]quarter", 0.25),
    (r"moiti[ée]|mi-parcours|half", 0.5),
)
_DAYS = {"jour": 1.0, "day": 1.0, "semaine": 7.0, "week": 7.0, "mois": 30.0, "month": 30.0}
_DELAY = re.compile(rf"{COUNT} (jour|day|semaine|week|mois|month)s?\b", re.IGNORECASE)
_MONTHS = {"mois": 1.0, "month": 1.0, "an": 12.0, "année": 12.0, "year": 12.0}
_SPAN = re.compile(rf"{COUNT}[ -](mois|month|années?|ans?|year)s?\b", re.IGNORECASE)
_EURO = r"(\d[\d ]*(?:[.,]\d+)*) ?(?:€|euros?\b)"


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; the point of a decimal number ends none."""
    return tuple(one.strip() for one in _END.split(text) if one.strip())


def counted(said: str) -> int:
    """A whole number in figures or in words."""
    return int(said) if said.isdigit() else _COUNTS[said.lower()]


def percentages(text: str) -> tuple[float, ...]:
    """Percentages, as proportions."""
    return tuple(decimal(one) / 100 for one in _PERCENT.findall(text))


def risks(text: str) -> tuple[float, ...]:
    """Risks written as percentages or as decimals, as proportions, in their order."""
    found = [(one.start(), decimal(one[1]) / 100) for one in _PERCENT.finditer(text)]
    found += [(one.start(), decimal(one[0])) for one in _DECIMAL.finditer(text)]
    return tuple(value for _, value in sorted(found))


def fractions(text: str) -> tuple[float, ...]:
    """Percentages and fractions in words (half, two thirds), as proportions."""
    worded = tuple(value for pattern, value in _FRACTIONS if re.search(pattern, text, re.IGNORECASE))
    return (*percentages(text), *worded)


def delays(text: str) -> tuple[float, ...]:
    """Delays in days."""
    return tuple(counted(count) * _DAYS[unit.lower()] for count, unit in _DELAY.findall(text))


def months(text: str) -> tuple[float, ...]:
    """Durations of at least a month, in months."""
    return tuple(counted(count) * _MONTHS[unit.lower().removesuffix("s") if unit.lower() != "mois" else "mois"]
                 for count, unit in _SPAN.findall(text))  # fmt: skip


def euros(text: str, before: str = "", after: str = "") -> tuple[float, ...]:
    """Amounts in euros, between two patterns."""
    return tuple(amount(one) for one in re.findall(before + _EURO + after, text, re.IGNORECASE))


def amount(said: str) -> float:
    """A number written with spaces or commas between thousands, and with a decimal comma or point."""
    whole = said.replace(" ", "")
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", whole)
    return float(whole.replace(",", "") if grouped else whole.replace(",", "."))


def decimal(said: str) -> float:
    """A number written with a decimal comma or point, and nothing between thousands."""
    return float(said.replace(",", "."))
