"""The schedule of visits: procedures in rows, visits in columns, a mark where each takes place, and what the marks mean."""

from __future__ import annotations

from protocols.model.conduct import NATURES, Procedure, Visit
from protocols.protocol import Protocol
from protocols.visits import burden, procedures_of
from stats.text import Text
from templates.blocks import Alignment, Block, Heading, Inlines, Landscape, Language, Paragraph, Run, Table, text
from templates.formatting import integer, number
from templates.markup import Tokens, clean
from templates.saying import words

MARKS = {"added": "?", "usual": "×", "device": "D", "added_light": "+", "added_heavy": "++", "study": "E"}
_CENTRED: tuple[Alignment, ...] = ("center",) * 7
PER_TABLE = len(_CENTRED)  # columns of visits on a page turned sideways
_CAPTION = Text(fr="Calendrier des visites et recueils", en="Schedule of visits and assessments")
_CONTINUED = Text(
    fr="Calendrier des visites et recueils (suite, {part})", en="Schedule of visits and assessments (continued, {part})"
)
_PROCEDURE = Text(fr="Acte ou mesure", en="Procedure or measurement")
_MINUTES = Text(fr="Temps ajouté pour le participant (min)", en="Added time for the participant (min)")
_LEGEND = Text(fr="Légende : {marks}.", en="Key: {marks}.")
_TIMING_LABEL = Text(fr="moment", en="time")
_TIMING_WHY = Text(
    fr="Le moment de la visite et sa fenêtre (« semaine 8, ± 7 jours »). Demandé par : SPIRIT 2025 (18).",
    en="The time of the visit and its window (“week 8, ± 7 days”). Required by: SPIRIT 2025 (18).",
)
_ADDED = Text(
    fr="Actes et mesures ajoutés par la recherche, par participant suivi jusqu'à la fin : {added}{heavy}.",
    en="Procedures and measurements added by the research, per participant followed to the end: {added}{heavy}.",
)
_HEAVY = Text(fr=", dont invasifs ou contraignants : {heavy}", en=", of which invasive or burdensome: {heavy}")
_TIME = Text(
    fr=" Temps ajouté pour le participant : {minutes} minutes environ.",
    en=" Added time for the participant: about {minutes} minutes.",
)
_COST = Text(fr=" Surcoût par participant : {cost} €.", en=" Extra cost per participant: €{cost}.")
_PARTLY = Text(
    fr=" (Actes ajoutés sans cette information, non comptés : {n}.)",
    en=" (Added procedures without this information, not counted: {n}.)",
)


def schedule_table(protocol: Protocol, language: Language, tokens: Tokens) -> str:
    """The schedule under its heading, on pages turned sideways; empty while visits or procedures are missing."""
    visits = [one for one in protocol.conduct.visits if clean(one.name).strip()]
    held = procedures_of(protocol)
    if not visits or not held:
        return ""
    parts = [visits[at : at + PER_TABLE] for at in range(0, len(visits), PER_TABLE)]
    blocks: list[Block] = [Heading(2, text(words(_CAPTION, language)), "schedule")]
    for rank, part in enumerate(parts):
        blocks.append(_table(part, held, rank, language, tokens))
    blocks.append(Paragraph(text(_legend(held, language)), role="note"))
    blocks.append(Paragraph(text(say_burden(protocol, language))))
    return tokens.block(Landscape(tuple(blocks)))


def say_burden(protocol: Protocol, language: Language) -> str:
    """What the research adds for one participant: procedures, minutes, money."""
    found = burden(protocol)
    heavy = words(_HEAVY, language).format(heavy=integer(found.heavy, language)) if found.heavy else ""
    said = words(_ADDED, language).format(added=integer(found.added, language), heavy=heavy)
    for amount, sentence, missing, name in (
        (found.minutes, _TIME, found.untimed, "minutes"),
        (found.cost, _COST, found.unpriced, "cost"),
    ):
        if amount is not None:
            said += words(sentence, language).format(**{name: number(amount, language)})
            said += words(_PARTLY, language).format(n=integer(missing, language)) if missing else ""
    return said


def _table(visits: list[Visit], held: tuple[Procedure, ...], rank: int, language: Language, tokens: Tokens) -> Table:
    caption = (
        words(_CONTINUED, language).format(part=integer(rank + 1, language)) if rank else words(_CAPTION, language)
    )
    rows = [(_user(one.name, tokens), *(text(_mark(one, visit)) for visit in visits)) for one in held]
    minutes = [sum(one.minutes or 0 for one in held if _adds(one) and visit.name in one.visits) for visit in visits]
    if any(minutes):
        rows.append((text(words(_MINUTES, language)), *(text(number(one, language) if one else "") for one in minutes)))
    return Table(
        anchor="visit-schedule" if not rank else f"visit-schedule-{rank + 1}",
        caption=text(caption),
        header=(text(words(_PROCEDURE, language)), *(_head(visit, language, tokens) for visit in visits)),
        rows=tuple(rows),
        alignments=("left", *_CENTRED[: len(visits)]),
        widths=(6.5, *(2.6 for _ in visits)),
    )


def _head(visit: Visit, language: Language, tokens: Tokens) -> Inlines:
    said = clean(visit.timing).strip()
    if said:
        return (*_user(visit.name, tokens), Run("\n"), *_user(said, tokens))
    gap = tokens.cell(tokens.gap(words(_TIMING_LABEL, language), words(_TIMING_WHY, language)))
    return (*_user(visit.name, tokens), Run("\n"), *gap)


def _mark(one: Procedure, visit: Visit) -> str:
    return MARKS[one.nature] if visit.name in one.visits else ""


def _adds(one: Procedure) -> bool:
    return one.nature.startswith("added")


def _legend(held: tuple[Procedure, ...], language: Language) -> str:
    used = [nature for nature in MARKS if any(one.nature == nature for one in held)]
    marks = [f"{MARKS[one]} {words(NATURES[one], language)}" for one in used]
    return words(_LEGEND, language).format(marks=("; " if language == "en" else "\u00a0; ").join(marks))


def _user(typed: str, tokens: Tokens) -> Inlines:
    """What the author typed, printed as typed."""
    return tokens.cell(tokens.short(clean(typed).strip()))
