"""The interim looks of a calculation, as tokens: planned looks with their boundaries, or the first of two stages."""

from __future__ import annotations

from math import ceil

from stats.designs.binary.simon_two_stage import SimonTwoStage
from stats.designs.combined.group_sequential import GroupSequential
from stats.formulas.combined.futility_spending import futility_words
from stats.formulas.combined.sequential import NEVER
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Text, spelled
from templates.formatting import integer, listing
from templates.saying import looks_of, say, say_value
from templates.size_rows import Rows
from templates.size_words import LookWords

_ONE = Text(fr="une", en="one")  # analysis


def look_words(found: SampleSize, rows: Rows) -> LookWords | None:
    """The looks before the final analysis; nothing for a design that has none."""
    design, plan = found.design, looks_of(found.design)
    if plan is not None and len(plan.information) > 1:
        return _planned(plan, found, rows)
    return _first_stage(design, found, rows) if isinstance(design, SimonTwoStage) else None


def _planned(design: GroupSequential, found: SampleSize, rows: Rows) -> LookWords:
    shares, language = design.information[:-1], rows.language
    most, whole = (found.analysed, design.inner.whole) if found.events is None else (found.events, ceil)
    said = [say_value(Value(one, Unit.PROPORTION), language) for one in shares]
    counts = [integer(whole(one * most), language) for one in shares]
    return LookWords(
        several=len(shares) > 1,
        count=rows.words(spelled(len(shares)) if len(shares) > 1 else _ONE),
        shares=rows.tokens.short(listing(said, language)),
        counts=rows.tokens.short(listing(counts, language)),
        events=found.events is not None,
        early=any(bound < NEVER for bound in design.boundaries.z[:-1]),
        bounds=rows.words(design.option("spending")),
    )


def _first_stage(design: SimonTwoStage, found: SampleSize, rows: Rows) -> LookWords | None:
    plan = design.plan(float(found.analysed))
    if plan is None:
        return None
    return LookWords(
        several=False,
        count=rows.words(_ONE),
        shares="",
        counts=rows.count(plan.n1),
        events=False,
        early=False,
        bounds="",
        stop=rows.count(plan.r1),
    )


def futility_of(found: SampleSize, rows: Rows) -> str:
    """Whether the futility bounds bind and what they spend; nothing for a design that does not stop for futility."""
    plan = looks_of(found.design)
    if plan is None or not plan.stops_for_futility:
        return ""
    return rows.tokens.short(say(futility_words(plan), rows.language))
