"""The table of a study with several primary claims: each with its hypotheses, its risk and its own power."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

from protocols.combining import correlations_of, shared
from protocols.model.sizing import Calculation, OtherClaim
from stats.design import Design
from stats.designs.combined.joint import Joint
from stats.flow import Flow
from stats.formulas.combined.dependence import paired
from stats.formulas.combined.joint_journal import own_risks
from stats.formulas.combined.joint_words import BY
from stats.goals import GOAL_LABELS
from stats.quantities import Unit
from stats.result import SampleSize
from stats.text import Text, verbatim
from templates.effect_words import limits
from templates.formatting import capitalised, parted
from templates.markup import clean, narrative
from templates.saying import inner_of, words
from templates.size_rows import Rows, bold
from templates.size_words import AssumptionRow, ClaimRow, ProcedureWords

_CLAIM = Text(fr="critère {place}", en="endpoint {place}")
_SHARED = Text(fr="Communes à tous les critères", en="Shared by all endpoints")
_MARGIN = Text(fr="justification de la marge", en="justification of the margin")
_MARGIN_WHY = Text(
    fr="La plus grande perte cliniquement acceptable et ce qui la fonde : effet établi du comparateur, avis des cliniciens et des "
    "patients. Demandé par : SPIRIT 2025 (19).",
    en="The largest clinically acceptable loss and its basis: established effect of the comparator, view of clinicians and "
    "patients. Required by: SPIRIT 2025 (19).",
)
_MARGINED = ("superiority_by_margin", "non_inferiority", "equivalence")
_PAIR = Text(
    fr="Corrélation entre les statistiques de test : {first}, {second}",
    en="Correlation between the test statistics: {first}, {second}",
)
_BETWEEN = Text(fr="{} à {}", en="{} to {}")


def claims_of(found: SampleSize, rows: Rows) -> tuple[ClaimRow, ...]:
    """The claims in order, the primary endpoint first; nothing for a study with a single one."""
    joint = found.design
    if not isinstance(joint, Joint):
        return ()
    lines = []
    for place, given in enumerate(joint.components):
        own = rows_at(rows, place)
        bounded = limits(given, own)
        limit = parted(
            (bounded[name] for name in ("limit", "limit_lower", "limit_upper") if name in bounded), rows.language
        )
        lines.append(
            ClaimRow(
                name=rows.tokens.short(claim_name(rows, place)),
                goal=rows.words(GOAL_LABELS[given.goal.kind]),
                measure=rows.words(given.card.meaning.label),
                limit=limit or bounded["no_effect"],
                risk=_risk(joint, place, rows),
                margin_reason=margin_reason(given, claim, rows) if (claim := _claim(rows, place)) else "",
            )
        )
    return tuple(lines)


def procedure_of(found: SampleSize, rows: Rows) -> ProcedureWords | None:
    """The procedure in the words of the design, its numbers, and the power of the whole; nothing for a single claim."""
    joint = found.design
    if not isinstance(joint, Joint):
        return None
    powers, count = joint.outcomes({found.axis: float(found.analysed)}), len(joint.components)
    named = tuple(rows.tokens.short(claim_name(rows, place)) for place in range(count))
    shares = tuple(rows.value(share, Unit.PROPORTION) for share in joint.shares)
    cells = tuple(rows.value(one, Unit.PROPORTION) for one in joint.transitions)
    return ProcedureWords(
        name=joint.procedure,
        by=rows.words(BY[joint.procedure]) if joint.procedure in BY else "",
        confidence=rows.value(1 - 2 * joint.risks(0)[0], Unit.PROPORTION) if _whole(joint) else "",
        risks=rows.tokens.short(words(listed, rows.language)) if (listed := own_risks(joint)) else "",
        names=named,
        shares=shares,
        transitions=tuple(
            (name, cells[count * place : count * (place + 1)]) for place, name in enumerate(named) if cells
        ),
        every=rows.value(float(powers.every), Unit.PROPORTION),
        some=rows.value(float(powers.some), Unit.PROPORTION),
    )


def _whole(joint: Joint) -> bool:
    """Whether every claim is tested at the same risk, whatever the others give."""
    return joint.procedure == "full" and joint.alike


def margin_reason(design: Design, asked: Calculation, rows: Rows) -> str:
    """Why the margin of a claim is what it is, a gap while it is not said; nothing for a goal without a margin."""
    if design.goal.kind not in _MARGINED:
        return ""
    if clean(asked.goal.margin_reason).strip():
        return rows.tokens.block(narrative(asked.goal.margin_reason))
    return rows.tokens.gap(_MARGIN[rows.language], words(_MARGIN_WHY, rows.language))


def _risk(joint: Joint, place: int, rows: Rows) -> str:
    """The one-sided risk of a claim, or the smallest and the largest it may have."""
    least, most = joint.risks(place)
    if isclose(least, most):
        return rows.value(most, Unit.PROPORTION)
    said = _BETWEEN[rows.language].split("{}")
    return said[0] + rows.value(least, Unit.PROPORTION) + said[1] + rows.value(most, Unit.PROPORTION)


def assumptions_of(rows: Rows, design: Design | None = None, flow: Flow | None = None) -> tuple[AssumptionRow, ...]:
    """The register; with several claims the lines stand under the name of each, then those that all of them share.

    design, flow: what was solved; without them, what was typed so far
    """
    sizing = rows.protocol.sizing
    if len(sizing.calculations()) == 1:
        inner = inner_of(design) if design else None
        return (
            *rows.register(type(inner) if inner else sizing.chosen_design(), inner, sizing.assumptions),
            *rows.losses(flow),
        )
    lines: list[AssumptionRow] = []
    for place, claim in enumerate(sizing.calculations()):
        given = design.components[place] if isinstance(design, Joint) else None
        known = shared(sizing, claim) if place else frozenset[str]()
        listed = rows_at(rows, place).register(claim.chosen_design(), given, claim.assumptions, known)
        lines += [_group(rows, claim_name(rows, place)), *listed] if listed else []
    return (*lines, _group(rows, _SHARED[rows.language]), *_correlations(rows), *rows.losses(flow))


def _correlations(rows: Rows) -> list[AssumptionRow]:
    """The common correlation, or that of each pair of claims by their names, with the same source."""
    sizing, quantity = rows.protocol.sizing, Joint.quantities()["correlation"]
    line, pairs = sizing.correlation, paired(1 + len(sizing.others))
    given = correlations_of(sizing)
    if len(given) != len(pairs):
        return [rows.assumption(quantity, line.value, line, by_default=False)]
    line = line.model_copy(update={"low": None, "high": None})  # the range is that of the common one
    lines = []
    for (first, second), value in zip(pairs, given, strict=True):
        named = _PAIR[rows.language].format(first=claim_name(rows, first), second=claim_name(rows, second))
        asked = replace(quantity, label=verbatim(named, 200))
        lines.append(rows.assumption(asked, value, line, by_default=False))
    return lines


def _group(rows: Rows, said: str) -> AssumptionRow:
    """The name of a claim, alone on its line."""
    nothing, said = rows.tokens.short(""), capitalised(said)
    return AssumptionRow(bold(rows.tokens.short(said)), nothing, nothing, nothing)


def rows_at(rows: Rows, place: int) -> Rows:
    """Rows that print the unit of the endpoint at this place."""
    claim = _claim(rows, place)
    return rows if claim is None else rows.with_unit(clean(claim.unit).strip())


def claim_name(rows: Rows, place: int) -> str:
    claim = _claim(rows, place)
    typed = rows.protocol.endpoints.name if place == 0 else claim.name if claim else ""
    return clean(typed or "").strip() or _CLAIM[rows.language].format(place=place + 1)


def _claim(rows: Rows, place: int) -> OtherClaim | None:
    others = rows.protocol.sizing.others
    return others[place - 1] if 0 < place <= len(others) else None
