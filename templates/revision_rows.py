"""What may change a study under way, as tokens: a blinded revision of its size, a stop for futility."""

from __future__ import annotations

from stats.designs.combined.blinded_reestimation import BlindedReestimation
from stats.designs.means.two_means import TwoMeans
from stats.quantities import Unit
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.solver import solve
from templates.saying import looks_of, say_range
from templates.size_rows import Rows
from templates.size_words import RevisionWords


def revision_of(found: SampleSize, rows: Rows) -> RevisionWords | None:
    """The revision of the design found; nothing for a design whose size does not change."""
    design = found.design
    if not isinstance(design, BlindedReestimation):
        return None
    means = isinstance(design.inner, TwoMeans)
    unit = Unit.ENDPOINT if means else Unit.PROPORTION
    cap = design.whole(design.largest * found.analysed)
    fixed, mean = _fixed(found), design.totals(float(found.analysed), design.planned)[0]
    unrevised = float(design.inner.attained({found.axis: float(found.analysed)}))
    return RevisionWords(
        means=means,
        adjusted=means and design.variance == "adjusted",
        decreases=design.bounds == "both",
        first=rows.count(design.whole(design.share_first * found.analysed)),
        share=rows.value(design.share_first, Unit.PROPORTION),
        planned=rows.value(design.planned, unit),
        plausible=rows.tokens.short(say_range(*design.range, unit, rows.language, rows.unit)),
        ranged=bool(design.plausible),
        factor=rows.value(design.largest, Unit.NUMBER),
        cap=rows.count(cap),
        cap_enrolled=rows.count(design.enrolled(cap, found.flow.kept)),
        fixed=rows.count(fixed),
        smaller=fixed is not None and found.analysed < fixed,
        mean=rows.count(round(mean)),
        unrevised=rows.value(unrevised, Unit.PROPORTION),
    )


def futility_of(found: SampleSize, rows: Rows) -> str:
    """Whether the futility bounds bind; nothing for a design that does not stop for futility."""
    looks = looks_of(found.design)
    if looks is None or not looks.stops_for_futility:
        return ""
    return rows.words(looks.option("futility_rule"))


def _fixed(found: SampleSize) -> int | None:
    """The same study without revision."""
    try:
        return (
            solve(found.design.inner, found.target).analysed if isinstance(found.design, BlindedReestimation) else None
        )
    except Refusal:
        return None
