"""Results as plain data and plain lines, for the door of scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stats.estimate.result import Found
from stats.exhibit import Cell, Exhibit, Words
from stats.explore import why_other_tools_differ
from stats.quantities import Value
from stats.result import SampleSize
from stats.text import Language, Phrase, Text
from templates.saying import say, say_value


def size_data(found: SampleSize, language: Language) -> dict[str, Any]:
    """A sample size as plain data, with its journal, its variants and its references."""
    extra = getattr(found.design, "boundaries", None)
    return {
        "kind": found.design.kind,
        "design": found.design.model_dump(mode="json"),
        "target": found.target,
        "measure": found.design.card.attained.value,
        "axis": found.axis,
        "exact": found.exact,
        "analysed": found.analysed,
        "arms": {arm.name: arm.size for arm in found.arms},
        "first": found.first,
        "attained": found.attained,
        "analysed_at_80": found.at_80,
        "analysed_at_90": found.at_90,
        "events": found.events,
        "flow": found.flow.model_dump(mode="json"),
        "enrolled": found.enrolled,
        "clusters": {arm.name: arm.size for arm in found.clusters},
        "enrolled_arms": {arm.name: arm.size for arm in found.enrolled_arms},
        "enrolment": found.enrolment.model_dump(mode="json"),
        "boundaries": None
        if extra is None
        else {"information": extra.information, "z": extra.z, "alpha_spent": extra.spent},
        "least_success": None if found.least_success is None else say(found.least_success, language),
        "method": found.design.method_text()[language],
        "steps": [
            {"label": step.label[language], "value": step.value.value, "said": say_value(step.value, language)}
            for step in found.steps
        ],
        "exhibits": [_exhibit(one, language) for one in found.design.exhibits(found)],
        "variants": [
            {"label": one.label[language], "analysed": one.analysed, "enrolled": one.enrolled}
            for one in why_other_tools_differ(found)
        ],
        "references": [{"citation": one.citation, "doi": one.doi} for one in found.design.card.references],
        "r_call": found.r_call,
    }


def _exhibit(exhibit: Exhibit, language: Language) -> dict[str, Any]:
    """A table of a design as plain data: numbers as they are, words in one language."""

    def spoken(said: Words) -> str:
        return say(said if isinstance(said, Phrase) else Phrase(said), language)

    def cell(one: Cell) -> Any:
        return spoken(one) if isinstance(one, (Text, Phrase)) else one

    return {
        "name": exhibit.name,
        "title": spoken(exhibit.title),
        "columns": [{"label": one.label[language], "unit": one.unit.value} for one in exhibit.columns],
        "rows": [[cell(one) for one in row] for row in exhibit.rows],
        "note": spoken(exhibit.note) if exhibit.note else None,
    }


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
        "missing": found.missing,
        "method": found.method[language],
        "references": [{"citation": one.citation, "doi": one.doi} for one in found.references],
        "caution": None if found.caution is None else found.caution[language],
    }


def found_lines(found: Found, language: Language) -> Iterator[str]:
    """What an estimator of pilot data found, line by line."""
    colon = " : " if language == "fr" else ": "
    for one in found.estimates:
        label = f"{one.label[language]}, {one.group}" if one.group else one.label[language]
        value, low, high = (say_value(Value(end, one.unit), language) for end in (one.value, one.low, one.high))
        known = one.low == one.low and one.low < one.high
        cautious = "" if one.cautious is None else say_value(Value(one.cautious, one.unit), language)
        prudent = (
            f" ({'valeur prudente' if language == 'fr' else 'cautious value'}{colon}{cautious})" if cautious else ""
        )
        yield f"{label}{colon}{value}{f' [{low} ; {high}]' if known else ''}{prudent}"
    yield f"n = {found.used} ({'écartées' if language == 'fr' else 'left out'}{colon}{found.missing})"
    yield f"{'Méthode' if language == 'fr' else 'Method'}{colon}{found.method[language]}"
    if found.caution is not None:
        yield found.caution[language]
