"""What an estimator of pilot data found, as plain data and plain lines, for the door of scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stats.estimate.result import Found
from stats.quantities import Value
from stats.text import Language
from templates.saying import say, say_value


def found_data(found: Found, question: str, language: Language) -> dict[str, Any]:
    """What an estimator of pilot data found, as plain data; an unknown bound is None."""

    def number(value: float | None) -> float | None:
        return None if value is None or abs(value) == float("inf") or value != value else value

    return {
        "question": question,
        "estimates": [
            {
                "name": one.name,
                "label": one.label[language],
                "group": one.group,
                "unit": one.unit.value,
                "value": number(one.value),
                "low": number(one.low),
                "high": number(one.high),
                "plausible": [number(end) for end in one.plausible],
                "cautious": number(one.cautious),
            }
            for one in found.estimates
        ],
        "used": found.used,
        "samples": {group: say(one, language) for group, one in found.samples.items()},
        "missing": found.missing,
        "method": found.method[language],
        "references": [{"citation": one.citation, "doi": one.doi} for one in found.references],
        "caution": None if found.caution is None else found.caution[language],
    }


def found_lines(found: Found, language: Language) -> Iterator[str]:
    """What an estimator of pilot data found, line by line."""
    colon, between = (" : ", " ; ") if language == "fr" else (": ", ", ")
    for one in found.estimates:
        label = f"{one.label[language]}, {one.group}" if one.group else one.label[language]
        value, low, high = (say_value(Value(end, one.unit), language) for end in (one.value, one.low, one.high))
        known = one.low == one.low and one.low < one.high
        cautious = "" if one.cautious is None else say_value(Value(one.cautious, one.unit), language)
        prudent = (
            f" ({'valeur prudente' if language == 'fr' else 'cautious value'}{colon}{cautious})" if cautious else ""
        )
        yield f"{label}{colon}{value}{f' [{low}{between}{high}]' if known else ''}{prudent}"
    yield f"{say(found.sample(), language)} ({'lignes écartées' if language == 'fr' else 'rows left out'}{colon}{found.missing})"
    for group, sample in found.samples.items():
        if group:
            yield f"{group}{colon}{say(sample, language)}"
    yield f"{'Méthode' if language == 'fr' else 'Method'}{colon}{found.method[language]}"
    if found.caution is not None:
        yield found.caution[language]
