"""The primary claims after the first, in words: what is tested and by which analysis."""

from __future__ import annotations

from stats.design import Design
from stats.designs.combined.joint import Joint
from stats.goals import sign
from stats.quantities import Unit
from stats.result import SampleSize
from stats.text import Text
from templates.claim_rows import claim_name, rows_at
from templates.effect_words import limits
from templates.saying import words
from templates.size_rows import Rows
from templates.size_words import ClaimWords

_WITHIN = Text(
    fr="H0 : {measure} hors de l'intervalle de {low} à {high} ; H1 : {measure} dans cet intervalle",
    en="H0: {measure} outside the interval from {low} to {high}; H1: {measure} within it",
)
_TESTED = {
    1: Text(
        fr="H0 : {measure} ≤ {limit} ; H1 : {measure} > {limit}",
        en="H0: {measure} ≤ {limit}; H1: {measure} > {limit}",
    ),
    -1: Text(
        fr="H0 : {measure} ≥ {limit} ; H1 : {measure} < {limit}",
        en="H0: {measure} ≥ {limit}; H1: {measure} < {limit}",
    ),
}
_VALUED = Text(fr="{measure} (un QALY valant {value})", en="{measure} (one QALY being worth {value})")


def claim_words_of(found: SampleSize, rows: Rows) -> tuple[ClaimWords, ...]:
    """One entry per claim after the first; nothing for a study with a single one."""
    if not isinstance(found.design, Joint):
        return ()
    others = list(enumerate(found.design.components))[1:]
    return tuple(_said(design, rows_at(rows, place), claim_name(rows, place)) for place, design in others)


def _said(design: Design, rows: Rows, name: str) -> ClaimWords:
    bounded = limits(design, rows)
    if design.goal.kind == "equivalence":
        text, values = _WITHIN, {"low": bounded["limit_lower"], "high": bounded["limit_upper"]}
    else:
        text, values = _TESTED[sign(design.goal.better)], {"limit": bounded.get("limit", bounded["no_effect"])}
    measure = words(design.card.meaning.label, rows.language)
    if (value := getattr(design, "willingness_to_pay", None)) is not None:
        said = rows.value(value, Unit.EUROS)
        measure = words(_VALUED, rows.language).format(measure=measure, value=said)
    return ClaimWords(
        name=rows.tokens.short(name),
        tested=words(text, rows.language)
        .format(measure=measure, **values)
        .replace("H0", "**H~0~**")
        .replace("H1", "**H~1~**"),
        method=rows.words(_test_of(design)),
    )


def _test_of(design: Design) -> Text:
    """The test of a claim, without the formula of its power."""
    said = design.method_text()
    return Text(fr=said.fr.partition(", puissance")[0], en=said.en.partition(", power")[0])
