"""Edits since the export, as remarks: a number that differs from the data first, then loaded words, then the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from protocols.comparing import Difference, Swap, numbers, plain, swaps
from protocols.passages import Passage
from protocols.protocol import Protocol
from protocols.remarks import Kind, Remark
from protocols.rules.engine import Severity
from protocols.stated import COUNT
from stats.result import SampleSize
from stats.text import Phrase, Text, verbatim

_LOADED = re.compile(
    r"unilat|bilat|one-sided|two-sided|\bone\b|\btwo\b|sup[ée]rior|inf[ée]rior|[ée]quivalen|marge|margin|randomis|aveugle|blind|"
    r"ouvert|\bopen\b|per protocol|intention|contr[ôo]l|exp[ée]riment|\bpas\b|\bnot\b|\bnon\b|version|"
    r"contraign|binding|futilit|\bfix(e|es|ed)\b|al[ée]atoire|random|crois[ée]|crossed|bonferroni|\bholm\b|hochberg|pocock|brien|"
    r"au moins|at least|\btous\b|\ball\b|chacun|\beach\b|€|euros?\b|\bmois\b|months?\b|\bann[ée]es?\b|years?\b",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\b(avant|apr[èe]s|before|after|positive|n[ée]gative)\b", re.IGNORECASE)
_ARTICLES = frozenset({"un", "une", "one"})
_COUNT_WORD = re.compile(rf"(?:{COUNT})\b", re.IGNORECASE)
_DESIGN = re.compile(
    r"interm[ée]diaire|interim|futilit|pilot|unilat|bilat|one-sided|two-sided|crit[èe]res? (de jugement )?principa|primary (endpoint|outcome)|"
    r"randomis|aveugle|blind|marge\b|margin|effectif|sample size",
    re.IGNORECASE,
)
_POINTS = ("point", "points")  # percentage points, or those of a score


def remarks_of(
    edited: Sequence[Difference], exported: Sequence[Passage], protocol: Protocol, found: SampleSize | object
) -> tuple[Remark, ...]:
    """One remark for each edit, several for a passage where several numbers differ."""
    known = numbers(" ".join(one.text for one in exported))
    counts, shares = _keys(protocol, found)
    told: list[Remark] = []
    for each in edited:
        if each.before and each.after:
            told += _changed(each, counts, shares)
        elif each.before:
            told.append(_removed(each))
        else:
            told.append(_added(each, known))
    return tuple(told)


def _changed(each: Difference, counts: frozenset[float], shares: frozenset[float]) -> Iterator[Remark]:
    before, after = each.before[0], each.after[0]
    apart = swaps(before.text, after.text)
    counted = False
    for swap in apart:
        for held, said in swap.numbers:
            counted = True
            text = _NUMBER if held and said else _LOST if held else _NEW
            phrase = Phrase(text, {"held": verbatim(held), "said": verbatim(said)})
            severity = Severity.BLOCKING if _is_key(held, swap, counts, shares) else Severity.MAJOR
            yield Remark(Kind.NUMBER, "text:NUMBER", severity, _NUMBER_TITLE, phrase, _NUMBER_FIX).at(
                after.place, "", _around(after.text, said), after.heading
            )
    worded = [one for one in apart if not one.numbers]
    if worded or not counted:
        loaded = any(_weighs(one) for one in worded)
        severity = Severity.MAJOR if loaded else Severity.MINOR
        held = " … ".join(one.held for one in map(_with_next, worded) if one.held)
        said = " … ".join(one.said for one in map(_with_next, worded) if one.said)
        phrase = Phrase(_CHANGED, {"held": verbatim(held or "∅", 160), "said": verbatim(said or "∅", 160)})
        yield Remark(Kind.EDIT, "text:CHANGED", severity, _CHANGED_TITLE, phrase, _CHANGED_FIX).at(
            after.place, "", _around(after.text, said.split(" … ")[0]), after.heading
        )


def _weighs(swap: Swap) -> bool:
    """Whether words that changed can change the conclusion: a hypothesis, a mask, an order, a number written in letters."""
    words = f"{swap.held} {swap.said}"
    spelled = {one.lower() for one in _COUNT_WORD.findall(words)} - _ARTICLES
    return bool(spelled or _LOADED.search(words) or _ORDER.search(words))


def _with_next(swap: Swap) -> Swap:
    """A word added or removed, with the one that follows: « non contraignante » became « contraignante »."""
    if (swap.held and swap.said) or not swap.following:
        return swap
    return replace(swap, held=f"{swap.held} {swap.following}".strip(), said=f"{swap.said} {swap.following}".strip())


def _around(text: str, words: str) -> str:
    """The part of a passage around some of its words."""
    line = plain(text)
    start = max(0, line.find(words) - 120)
    return ("…" if start else "") + line[start : start + 240]


def _removed(each: Difference) -> Remark:
    words = {"held": verbatim(" / ".join(one.text for one in each.before), 200)}
    made = Remark(Kind.EDIT, "text:REMOVED", Severity.MAJOR, _REMOVED_TITLE, Phrase(_REMOVED, words), _REMOVED_FIX)
    return made.at(place=each.anchor, heading=each.before[0].heading)


def _added(each: Difference, known: frozenset[str]) -> Remark:
    said = " / ".join(one.text for one in each.after)
    new = sorted(one for one in numbers(said) - known if len(one) > 1)
    severity = Severity.MAJOR if new or _DESIGN.search(said) else Severity.MINOR
    first = each.after[0]
    if new:
        words = {"said": verbatim(said, 200), "listed": verbatim(", ".join(new))}
        phrase = Phrase(_ADDED_NUMBERS, words)
    else:
        phrase = Phrase(_ADDED, {"said": verbatim(said, 200)})
    return Remark(Kind.EDIT, "text:ADDED", severity, _ADDED_TITLE, phrase, _CHANGED_FIX).at(
        first.place, "", first.text[:240], first.heading
    )


def _is_key(held: str, swap: Swap, counts: frozenset[float], shares: frozenset[float]) -> bool:
    """Whether the number that the data give is one on which the sample size rests."""
    value = _value(held)
    if value is None:
        return False
    words = swap.held.split()
    following = words[words.index(held) + 1] if held in words[:-1] else swap.following
    among = shares if following == "%" else shares | counts if following in _POINTS else counts
    return round(value, 6) in among


def _value(written: str) -> float | None:
    """A number as written in French or English; None for an empty one."""
    whole = written.replace(" ", "")
    whole = whole.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", whole) else whole.replace(",", ".")
    return float(whole) if whole else None


def _keys(protocol: Protocol, found: SampleSize | object) -> tuple[frozenset[float], frozenset[float]]:
    """The counts and the percentages of the sample size: those on which the conclusion of the review rests."""
    goal, sizing = protocol.sizing.goal, protocol.sizing
    assumed = [one for claim in sizing.calculations() for one in claim.assumptions.values()]
    amounts = [sizing.target, goal.alpha, goal.margin, goal.margin_lower, goal.margin_upper, goal.confidence]
    amounts += [one.value for one in (*assumed, *sizing.flow.values())]
    amounts += sizing.interim.looks if sizing.has_looks else []
    listed = [value for one in assumed for value in one.values]
    amounts += [*listed, goal.assurance]
    amounts += [0.05, 0.025] if goal.alpha is None else []
    shares = {round(abs(100 * one), 6) for one in amounts if one}
    counts = {float(sizing.planned)} if sizing.planned else set()
    counts |= {round(abs(one), 6) for one in (goal.margin, goal.margin_lower, goal.margin_upper) if one}
    counts |= {round(abs(one.value), 6) for one in assumed if one.value and one.value != 1}
    counts |= {round(abs(one), 6) for one in listed}
    if isinstance(found, SampleSize):
        arms = (*found.arms, *found.enrolled_arms, *found.clusters)
        counts |= {float(one) for one in (found.analysed, found.enrolled, *(arm.size for arm in arms))}
    return frozenset(counts), frozenset(shares)


_NUMBER_TITLE = Text(fr="Nombre différent des données", en="Number that differs from the data")
_NUMBER = Text(
    fr="Le document dit {said}, les données donnent {held}.", en="The document says {said}, the data give {held}."
)
_LOST = Text(
    fr="Le nombre {held}, que donnent les données, a été retiré de ce passage.",
    en="The number {held}, given by the data, was removed from this passage.",
)
_NEW = Text(
    fr="Le document dit {said} ; les données ne donnent aucun nombre à cet endroit.",
    en="The document says {said}; the data give no number at this place.",
)
_NUMBER_FIX = Text(
    fr="Indiquer lequel des deux nombres est le bon et mettre le texte et les données en accord.",
    en="State which of the two numbers is right and make the text and the data agree.",
)
_CHANGED_TITLE = Text(fr="Passage modifié depuis l'export", en="Passage changed since the export")
_CHANGED = Text(fr="« {held} » est devenu « {said} ».", en="“{held}” became “{said}”.")
_CHANGED_FIX = Text(
    fr="Vérifier que la modification n'entre pas en contradiction avec le reste du protocole, et la reporter dans le projet.",
    en="Check that the change does not contradict the rest of the protocol, and enter it in the project.",
)
_REMOVED_TITLE = Text(fr="Passage retiré depuis l'export", en="Passage removed since the export")
_REMOVED = Text(fr="Ce passage manque : « {held} ».", en="This passage is missing: “{held}”.")
_REMOVED_FIX = Text(
    fr="Indiquer pourquoi il a été retiré, ou le rétablir.", en="Say why it was removed, or restore it."
)
_ADDED_TITLE = Text(fr="Passage ajouté depuis l'export", en="Passage added since the export")
_ADDED = Text(fr="Ce passage a été ajouté : « {said} ».", en="This passage was added: “{said}”.")
_ADDED_NUMBERS = Text(
    fr="Ce passage a été ajouté et cite des nombres absents des données ({listed}) : « {said} ».",
    en="This passage was added and cites numbers absent from the data ({listed}): “{said}”.",
)
