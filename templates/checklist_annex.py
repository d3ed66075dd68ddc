"""The annex of the document: for each checklist, what is asked and the section that answers it."""

from __future__ import annotations

from collections.abc import Iterable

from protocols.checklists import Checklist, checklists
from protocols.coverage import ELSEWHERE, Answered, Coverage, Status, coverage, excluded, label_of
from protocols.facts import Size
from protocols.protocol import Protocol
from stats.text import Text
from templates.blocks import (
    Block,
    Blocks,
    CrossRef,
    Heading,
    Inline,
    Inlines,
    Language,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    bullets,
    text,
    walk,
)
from templates.formatting import NO_BREAK, capitalised
from templates.markup import clean
from templates.saying import lowered, words

ANCHOR = "checklists"
_TITLE = Text(fr="Annexe : listes de vérification", en="Annex: checklists")
_LEAD = Text(
    fr="Chaque tableau indique, pour chaque point attendu d'un protocole, la section qui y répond. Les points sont "
    "reformulés ; seul le texte de la source fait foi.",
    en="Each table gives, for every point expected of a protocol, the section that answers it. The points are "
    "paraphrased; only the text of the source is authoritative.",
)
_CAPTION = Text(
    fr="{title} : {covered} points couverts sur {total}",
    en="{title}: {covered} points covered out of {total}",
)
_HEADER = (
    Text(fr="N°", en="No."),
    Text(fr="Point attendu", en="What is expected"),
    Text(fr="Réponse", en="Answer"),
)
_SOURCE = Text(
    fr="{scope}. Source : {ref}. Édition : {edition}.",
    en="{scope}. Source: {ref}. Edition: {edition}.",
)
_SET_ASIDE = Text(
    fr="Les listes suivantes sont sans objet pour cette étude :",
    en="The following checklists do not apply to this study:",
)
_ASIDE = Text(fr="{title} : {reason}", en="{title}: {reason}")
_SECTION = Text(fr="Section ", en="Section ")
_SECTIONS = Text(fr="Sections ", en="Sections ")
_NOT_APPLICABLE = Text(fr="Sans objet : {reason}", en="Not applicable: {reason}")
_TO_FILL = Text(fr="À compléter : {labels}", en="To be completed: {labels}")
_NOTHING = Text(fr="Non traité dans ce protocole", en="Not addressed in this protocol")
_WIDTHS = (2.0, 8.0, 6.0)

Places = dict[str, tuple[tuple[str, str], ...]]  # by item: (chapter, heading) anchors in printing order


def annex(protocol: Protocol, language: Language, blocks: Blocks, size: Size | None = None, level: int = 1) -> Blocks:
    """One table per checklist that concerns the study.

    blocks: of the document that carries the annex, so that its sections can be referred to
    size: the sample size of the protocol when it is already known
    level: of the annex's heading: 1 for a chapter of its own, 2 inside a chapter of appendices
    """
    found = protocol.sample_size() if size is None else size
    places = places_of(blocks)
    head: list[Block] = [
        PageBreak(),
        Heading(level, text(words(_TITLE, language)), ANCHOR),
        Paragraph(text(words(_LEAD, language)), "lead"),
    ]
    for one in coverage(protocol, found):
        head += _one(one, places, language, level + 1)
    aside = [_aside(one, why, language) for one, why in _set_aside(protocol)]
    if aside:
        head += [Paragraph(text(words(_SET_ASIDE, language))), bullets(*aside)]
    return tuple(head)


def places_of(blocks: Iterable[Block]) -> Places:
    """Where each checklist item is answered: the chapter and the nearest heading above the blocks that carry it."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    headings: set[str] = set()
    chapter = heading = ""
    for block in walk(blocks):
        if isinstance(block, Heading) and block.anchor:
            heading = block.anchor
            headings.add(heading)
            chapter = heading if block.level == 1 else chapter
        for item in getattr(block, "items", ()):
            if heading:
                found.setdefault(item, {})[chapter, heading] = None
    for other in ELSEWHERE:
        if other.anchor in headings:
            for item in other.items:
                found.setdefault(item, {(other.anchor, other.anchor): None})
    return {item: tuple(pairs) for item, pairs in found.items()}


def anchors(pairs: Iterable[tuple[str, str]], most: int = 2) -> tuple[str, ...]:
    """The headings to name: those of one chapter, or the chapter itself when more than `most` of them answer."""
    grouped: dict[str, list[str]] = {}
    for chapter, heading in pairs:
        grouped.setdefault(chapter or heading, []).append(heading)
    named = [one for chapter, inside in grouped.items() for one in ([chapter] if len(inside) > most else inside)]
    return tuple(dict.fromkeys(named))


def _one(found: Coverage, places: Places, language: Language, level: int) -> Blocks:
    listed = found.checklist
    counts = {"covered": str(found.covered), "total": str(len(found.items))}
    source = words(_SOURCE, language).format(
        scope=capitalised(words(listed.scope, language)),
        ref=listed.ref + (f", doi:{listed.doi}" if listed.doi else ""),
        edition=words(listed.edition, language),
    )
    name = listed.name.replace("_", "-")
    table = Table(
        f"checklist-{name}",
        text(words(_CAPTION, language).format(title=words(listed.title, language), **counts)),
        tuple(text(words(one, language)) for one in _HEADER),
        tuple(_row(one, places, language) for one in found.items),
        widths=_WIDTHS,
    )
    note = (Note("info", text(words(listed.note, language))),) if listed.note else ()
    heading = Heading(level, text(words(listed.title, language)), f"checklist-{name}-section")
    return (heading, Paragraph(text(source)), *note, table)


def _row(one: Answered, places: Places, language: Language) -> tuple[Inlines, ...]:
    item = one.item
    number = f"{item.number} [{item.crosswalk}]" if item.crosswalk else item.number
    return text(number), text(words(item.what, language)), tuple(_answer(one, places, language))


def _answer(one: Answered, places: Places, language: Language) -> list[Inline]:
    if one.status is Status.NOT_APPLICABLE:
        reasons = " ".join(_reason(reason, language) for reason in one.reasons)
        return [Run(words(_NOT_APPLICABLE, language).format(reason=reasons))]
    said: list[Inline] = []
    if one.where:
        said += _references(anchors(places.get(one.item.id, ())), language) or [
            Run(capitalised(_labels(one.where, language)))
        ]
    if one.missing:
        line = words(_TO_FILL, language).format(labels=_labels(one.missing, language))
        said.append(Run(("\n" if said else "") + line, italic=True))
    return said or [Run(words(_NOTHING, language), italic=True)]


def _references(named: tuple[str, ...], language: Language) -> list[Inline]:
    if not named:
        return []
    pieces: list[Inline] = [Run(words(_SECTION if len(named) == 1 else _SECTIONS, language))]
    for rank, anchor in enumerate(named):
        pieces += [Run(", "), CrossRef(anchor)] if rank else [CrossRef(anchor)]
    return pieces


def _labels(paths: Iterable[str], language: Language) -> str:
    """The questions in words: what is missing, or printed elsewhere than in this document."""
    said = [lowered(words(label_of(path), language)).rstrip(f"{NO_BREAK}\u202f ?") for path in paths]
    return (f"{NO_BREAK}; " if language == "fr" else "; ").join(dict.fromkeys(said))


def _reason(reason: Text | str, language: Language) -> str:
    return words(reason, language) if isinstance(reason, Text) else clean(reason).strip()


def _set_aside(protocol: Protocol) -> list[tuple[Checklist, Text | str]]:
    return [(one, why) for one in checklists() if (why := excluded(one.when, protocol)) is not None]


def _aside(one: Checklist, why: Text | str, language: Language) -> str:
    return words(_ASIDE, language).format(title=words(one.title, language), reason=_reason(why, language))
