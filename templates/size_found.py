"""From a sample size (or what stands in its way) to its words."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from math import ceil

from protocols.model.sizing import NO_VALUE
from protocols.protocol import Protocol
from stats.card import Endpoint, Family
from stats.goals import GOAL_LABELS
from stats.quantities import Unit
from stats.refusal import Problem
from stats.result import SampleSize
from stats.text import Text
from templates.blocks import Figure, Language
from templates.charts import power_figure, tornado_figure
from templates.claim_rows import assumptions_of, claims_of, margin_reason, procedure_of
from templates.claim_words import claim_words_of
from templates.counted import people_first, people_of
from templates.effect_words import limits, said_by
from templates.exhibits import exhibit_blocks
from templates.justification import sentences_of
from templates.looks_rows import futility_of, look_words
from templates.markup import Tokens, clean, narrative
from templates.revision_rows import revision_of
from templates.saying import (
    goal_words,
    inner_of,
    looks_of,
    lowered,
    say,
    say_arms,
    say_clusters,
    target_unit,
    words,
)
from templates.size_rows import Rows, any_answer
from templates.size_words import SizeWords
from templates.what_if import grid_of, swings_of

_SIZE_WHY = Text(
    fr="Le protocole justifie le nombre de sujets par toutes ses hypothèses. Demandé par : SPIRIT 2025 (19) ; règlement (UE) "
    "2017/745, annexe XV (3.7) ; ISO 14155:2020, annexe A (A.7).",
    en="The protocol justifies the sample size with every assumption. Required by: SPIRIT 2025 (19); Regulation (EU) 2017/745, "
    "Annex XV (3.7); ISO 14155:2020, Annex A (A.7).",
)
_PLANNED = Text(fr="motif de l'écart avec le nombre calculé", en="reason for departing from the number calculated")
_PLANNED_WHY = Text(
    fr="Dire pourquoi le nombre prévu n'est pas le nombre calculé (faisabilité, arrondi, critère secondaire).",
    en="Say why the planned number is not the calculated one (feasibility, rounding, secondary endpoint).",
)


def size_words(
    protocol: Protocol,
    size: SampleSize | tuple[Problem, ...],
    language: Language,
    tokens: Tokens,
    items: tuple[str, ...],
    explored: bool = True,
) -> SizeWords:
    """The words of a sample size; while it is not found, gaps that say why and the assumptions given so far."""
    rows = Rows(protocol, language, tokens)
    if isinstance(size, SampleSize):
        return _found(protocol, size, rows, items, explored)
    return SizeWords(
        found=False,
        kind="none",
        said_by="none",
        goal="none",
        items="",
        problems=tuple(_problem(one, rows) for one in size),
        assumptions=assumptions_of(rows),
    )


def _problem(problem: Problem, rows: Rows) -> str:
    """What stands in the way, visible in the text; who asks for it, in the comment."""
    asked = problem.phrase.values.get("label")
    if problem.phrase.text is NO_VALUE and isinstance(asked, Text):
        said = words(asked, rows.language)  # the gap itself says that it is to be filled in
    else:
        said = say(problem.phrase, rows.language, rows.unit).rstrip(".")
    return rows.tokens.gap(lowered(said), words(_SIZE_WHY, rows.language))


def _found(protocol: Protocol, found: SampleSize, rows: Rows, items: tuple[str, ...], explored: bool) -> SizeWords:
    language, tokens, design = rows.language, rows.tokens, found.design
    inner, unit = inner_of(design), rows.unit
    goal = {name: tokens.short(said) for name, said in goal_words(design, language, unit).items()}
    bounded = limits(inner, rows)
    sentences = sentences_of(found, protocol, language)
    level = getattr(inner.goal, "confidence", None) or 1 - 2 * inner.goal.tests()[0].alpha
    size = SizeWords(
        found=True,
        kind=design.kind,
        said_by=said_by(design.kind, inner.kind),
        inner_said_by=said_by(inner.kind),
        plan_said_by=said_by(getattr(design, "inner", design).kind, inner.kind),
        measure=rows.words(inner.card.meaning.label),
        no_effect=bounded["no_effect"],
        limit=bounded.get("limit", ""),
        limit_lower=bounded.get("limit_lower", ""),
        limit_upper=bounded.get("limit_upper", ""),
        goal=inner.goal.kind,
        items=f'{{items="{" ".join(items)}"}}',
        problems=(),
        assumptions=assumptions_of(rows, design, found.flow),
        planned_reason=_planned_reason(protocol, found, rows),
        planned=rows.count(planned) if (planned := protocol.sizing.planned) not in (None, found.enrolled) else "",
        a=rows.named(design),
        choices={name: str(getattr(inner, name)) for name in type(inner).choices()},
        goal_label=rows.words(GOAL_LABELS[inner.goal.kind]),
        alpha=goal.get("alpha", ""),
        sides=goal.get("sides", ""),
        two_sided=getattr(inner.goal, "sides", 1) == 2,
        better=getattr(inner.goal, "better", "higher"),
        confidence="" if "confidence" in inner.unasked else rows.value(level, Unit.PROPORTION),
        margin=goal.get("margin", ""),
        margin_lower=goal.get("margin_lower", ""),
        margin_upper=goal.get("margin_upper", ""),
        margin_reason=margin_reason(inner_of(found.design), protocol.sizing, rows),
        target=rows.value(found.target, target_unit(design)),
        attained=rows.value(found.attained, target_unit(design)),
        powered=found.measures_power,
        share=rows.words(share) if (share := design.card.share) else "",
        share_inside=tokens.short(lowered(words(share, language))) if share else "",
        exact=found.first is not None and not design.traits.chosen,
        sentences=tuple(tokens.short(one) for one in sentences),
        analysed=rows.count(found.analysed),
        enrolled=rows.count(found.enrolled),
        arms=tokens.short(say_arms(found.arms, language)) if len(found.arms) > 1 else "",
        clusters=tokens.short(say_clusters(found, language)) if found.clusters else "",
        assurance=goal.get("assurance", ""),
        events="" if found.events is None else rows.count(_events(found, found.events)),
        at_80="" if found.at_80 is None else rows.count(found.at_80),
        at_90="" if found.at_90 is None else rows.count(found.at_90),
        success=tokens.short(say(found.least_success, language, unit) + ".") if found.least_success else "",
        method=rows.words(design.method_text()),
        inner_method=rows.words(inner.method_text()),
        limits=rows.words(design.card.limits),
        caution=rows.words(caution) if (caution := design.caution() or inner.caution()) else "",
        steps=rows.steps(found),
        claims=claims_of(found, rows),
        other_claims=claim_words_of(found, rows),
        procedure=procedure_of(found, rows),
        revision=revision_of(found, rows),
        looks=look_words(found, rows),
        looks_method=rows.words(looks.method_text()) if (looks := looks_of(design)) else "",
        futility=futility_of(found, rows),
        all_claims=getattr(design, "rule", "all") == "all",
        inner_kind=inner.kind,
        r_call=tokens.short(found.r_call) if found.r_call else "",
        people=tokens.short(people_of(design, language)),
        people_first=tokens.short(people_first(design, language)),
        software=tokens.short(f"Preuve, NumPy {version('numpy')}, SciPy {version('scipy')}"),
    )
    return _explored(size, protocol, found, rows) if explored else size


def _events(found: SampleSize, expected: float) -> int:
    """An expected number of events in whole events; the number that a survival test needs is rounded up."""
    card = inner_of(found.design).card
    needed = card.endpoint is Endpoint.TIME_TO_EVENT and card.family is not Family.PREDICTION
    return ceil(expected - 1e-9 * max(1.0, expected)) if needed else round(expected)


def _explored(size: SizeWords, protocol: Protocol, found: SampleSize, rows: Rows) -> SizeWords:
    """The same with the sizes under other assumptions and conventions, and their figures: the slow part."""
    language, tokens, unit = rows.language, rows.tokens, rows.unit
    grid, swings = grid_of(found, protocol.sizing), swings_of(found, protocol.sizing)
    shown = exhibit_blocks(found, language, unit, protocol.sizing.costs)
    return replace(
        size,
        others=rows.others(found),
        grid=rows.grid(grid) if grid and any_answer(grid) else None,
        swings=rows.swings(swings),
        swings_declared=swings.declared,
        exhibits=tokens.block(shown) if shown else "",
        power_figure=_figure(power_figure(found, language, unit), tokens),
        tornado_figure=_figure(tornado_figure(found, swings, language, unit), tokens),
    )


def _figure(figure: Figure | None, tokens: Tokens) -> str:
    return tokens.block(figure) if figure else ""


def _planned_reason(protocol: Protocol, found: SampleSize, rows: Rows) -> str:
    sizing = protocol.sizing
    if sizing.planned is None or (sizing.planned == found.enrolled and not clean(sizing.planned_reason).strip()):
        return ""
    if clean(sizing.planned_reason).strip():
        return rows.tokens.block(narrative(sizing.planned_reason))
    return rows.tokens.gap(_PLANNED[rows.language], words(_PLANNED_WHY, rows.language))
