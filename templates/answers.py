"""What the author answered, field by field, as opaque tokens; what she has not, as gaps that name who asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from protocols.model.asking import Ask
from protocols.model.section import NotApplicable, Section, is_empty
from stats.text import Text
from templates.blocks import Block, Blocks, Inline, Language, ListBlock, Paragraph, Run, bullets, plain_text
from templates.formatting import NO_BREAK, date, number
from templates.markup import Tokens, clean, narrative
from templates.saying import lowered, words
from templates.table_rows import said_row

CHECKLISTS = {
    "spirit_2025": Text(fr="SPIRIT 2025", en="SPIRIT 2025"),
    "spirit_ai": Text(fr="SPIRIT-AI", en="SPIRIT-AI"),
    "stard_ai": Text(fr="STARD-AI", en="STARD-AI"),
    "decide_ai": Text(fr="DECIDE-AI", en="DECIDE-AI"),
    "cheers_2022": Text(fr="CHEERS 2022", en="CHEERS 2022"),
    "has_ai_grid": Text(fr="grille IA de la HAS", en="HAS AI grid"),
    "ai_act": Text(fr="règlement (UE) 2024/1689", en="Regulation (EU) 2024/1689"),
    "ich_e9_r1": Text(fr="ICH E9(R1)", en="ICH E9(R1)"),
    "iso_14155_annex_a": Text(fr="ISO 14155:2020, annexe A", en="ISO 14155:2020, Annex A"),
    "mdr_annex_xv": Text(fr="règlement (UE) 2017/745, annexe XV", en="Regulation (EU) 2017/745, Annex XV"),
}
_ASKED_BY = Text(fr="Demandé par : {items}.", en="Required by: {items}.")
_EXAMPLE = Text(fr="Exemple : {example}.", en="Example: {example}.")
_NOT_APPLICABLE = Text(fr="Sans objet : {reason}", en="Not applicable: {reason}")


@dataclass(frozen=True, slots=True)
class Answer:
    """One field as a template prints it.

    token: the value where it stands alone on its line (paragraphs, lists) or in a sentence (short values)
    inline: the same in one cell or sentence; brief: its first paragraph only, for the synopsis; items: checklist items answered (none while the field is a gap)
    """

    token: str
    inline: str
    given: bool
    items: tuple[str, ...]
    label: str
    brief: str = ""

    def __str__(self) -> str:
        return self.token


class Answers:
    """The answers of one section; a template that names an unknown field fails."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.__dict__.update(answers)

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.__dict__.values())


def items_mark(*answers: Answer) -> str:
    """The attributes of a block that prints these answers; nothing while none of them is given."""
    items = dict.fromkeys(item for answer in answers for item in answer.items)
    return f'{{items="{" ".join(items)}"}}' if items else ""


def asked_by(items: tuple[str, ...], language: Language) -> str:
    """Checklist items in words: "SPIRIT 2025 (1a) ; ISO 14155:2020, annexe A (A.1)"."""
    grouped: dict[str, list[str]] = {}
    for item in items:
        checklist, _, number_ = item.partition(":")
        grouped.setdefault(checklist, []).append(number_)
    between = f"{NO_BREAK}; " if language == "fr" else "; "
    return between.join(
        f"{CHECKLISTS[name][language] if name in CHECKLISTS else name} ({', '.join(numbers)})"
        for name, numbers in grouped.items()
    )


def gap_comment(ask: Ask, language: Language) -> str:
    """What a Word comment says beside a placeholder: who asks, why, and an example."""
    parts = [words(ask.why, language)]
    if ask.items:
        parts.append(words(_ASKED_BY, language).format(items=asked_by(ask.items, language)))
    if ask.example:
        parts.append(words(_EXAMPLE, language).format(example=words(ask.example, language).rstrip(".")))
    return " ".join(parts)


def answers_of(section: Section, tokens: Tokens, language: Language, asks: Mapping[str, Ask] | None = None) -> Answers:
    """Every field of a section; `asks` as they are put to this study."""
    asked = section.asks() if asks is None else asks
    return Answers({name: _answer(getattr(section, name), ask, tokens, language) for name, ask in asked.items()})


def _answer(value: Any, ask: Ask, tokens: Tokens, language: Language) -> Answer:
    label = words(ask.label, language)
    if is_empty(value) or not _printable(value):
        gap = tokens.gap(lowered(label), gap_comment(ask, language))
        return Answer(gap, gap, False, (), label, gap)
    if isinstance(value, NotApplicable):
        said = tokens.short(words(_NOT_APPLICABLE, language).format(reason=clean(value.not_applicable).strip()))
        return Answer(said, said, True, ask.items, label, said)
    if ask.shape == "narrative":
        blocks = tuple(narrative(value, ask.items))
        inline, brief = (tokens.inline(flat(part)) for part in (blocks, _first(blocks)))
        return Answer(tokens.block(blocks), inline, True, ask.items, label, brief)
    if ask.shape in ("lines", "rows"):
        said_rows = value if ask.shape == "lines" else [said_row(one, ask, language) for one in value]
        listed = bullets(*(line for one in said_rows if (line := clean(one).strip())))
        inline = tokens.inline(flat((listed,)))
        return Answer(tokens.block(listed), inline, True, ask.items, label, inline)
    said = tokens.short(_short(value, ask, language))
    return Answer(said, said, True, ask.items, label, said)


def _first(blocks: Blocks) -> Blocks:
    """The first paragraph, with the list it announces."""
    announces = isinstance(blocks[0], Paragraph) and plain_text(blocks[0]).rstrip().endswith(":")
    return blocks[: 2 if announces else 1]


def _printable(value: Any) -> bool:
    """Whether something is left of a value once control characters and blanks are gone."""
    if isinstance(value, str):
        return bool(clean(value).strip())
    if isinstance(value, tuple):
        return any(not isinstance(one, str) or _printable(one) for one in value)
    return True


def _short(value: Any, ask: Ask, language: Language) -> str:
    if ask.shape == "choice":
        return words(ask.options[value], language) if value in ask.options else str(value)
    if isinstance(value, dt.date):
        return date(value, language)
    if ask.shape == "number":
        return number(value, language)
    return clean(str(value)).strip()


def flat(blocks: Blocks) -> tuple[Inline, ...]:
    """Paragraphs and lists on successive lines, for a table cell."""
    pieces: list[Inline] = []
    for block in blocks:
        for line in _lines(block):
            pieces += [Run("\n"), *line] if pieces else line
    return tuple(pieces)


def _lines(block: Block) -> Iterator[tuple[Inline, ...]]:
    if isinstance(block, Paragraph):
        yield block.content
    elif isinstance(block, ListBlock):
        for rank, entry in enumerate(block.entries, start=1):
            yield (Run(f"{rank}. " if block.ordered else f"•{NO_BREAK}"), *entry.content)
            if entry.nested:
                yield from _lines(entry.nested)
