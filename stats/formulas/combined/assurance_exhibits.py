"""What assurance shows of its own: the prior of each uncertain assumption, and power against assurance along the size."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stats.exhibit import Cell, Column, Exhibit, Line, Mark, Plot, cut, neat
from stats.formulas.combined.priors import law_of, values_at
from stats.formulas.combined.sequential import crossing, expected_information, expected_share, giving_up
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Phrase, Text

if TYPE_CHECKING:
    from stats.designs.combined.assurance import Assurance

_LISTED = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
_POINTS = 40


@lru_cache(maxsize=64)
def assurance_exhibits(design: Assurance, found: SampleSize) -> tuple[Exhibit, ...]:
    """The prior, the curves, then what the inner design shows of its own, and how its looks end over the prior.

    Remembered: a page draws them again at every edit.
    """
    ends = (_ends(design, found),) if design.looks else ()
    return (_priors(design), _curves(design, found), *design.inner.exhibits(found), *ends)


def _priors(design: Assurance) -> Exhibit:
    middle = values_at(design.question, design.beliefs, (0.0,) * len(design.beliefs))
    rows: list[tuple[Cell, ...]] = []
    for one in design.beliefs:
        quantity = design.question.quantities()[one.field]
        ends = (one.low, float(f"{middle[one.field]:.4g}"), one.high)
        said = (Phrase(_VALUE, {"value": Value(value, quantity.unit)}) for value in ends)
        rows.append((quantity.label, *said, law_of(one, quantity)))
    return Exhibit(
        name="priors",
        title=_PRIORS,
        columns=(Column(_ASSUMPTION, width=7), Column(_LOW), Column(_MEDIAN), Column(_HIGH), Column(_LAW, width=5)),
        rows=tuple(rows),
        note=_MIDDLE,
    )


def _curves(design: Assurance, found: SampleSize) -> Exhibit:
    low = max(found.analysed // 4, design.inner.axes[0].minimum)
    drawn = np.unique([design.whole(n) for n in np.linspace(low, _LISTED[-1] * found.analysed, _POINTS)])
    listed = np.unique([found.analysed, *(design.whole(share * found.analysed) for share in _LISTED)])
    listed = listed[listed >= low]
    powers, assured = _both(design, listed)
    rows = tuple((float(n), neat(power), neat(one)) for n, power, one in zip(listed, powers, assured, strict=True))
    lines = tuple(
        Line(label, tuple((float(n), float(y)) for n, y in zip(drawn, curve, strict=True)))
        for label, curve in zip((_POWER, _ASSURANCE), _both(design, drawn), strict=True)
    )
    ceiling, retained = Value(cut(design.ceiling), Unit.PROPORTION), Value(found.analysed, Unit.COUNT)
    last = {"power": lines[0].points[-1][1], "assurance": lines[1].points[-1][1]}
    values = {name: Value(neat(one), Unit.PROPORTION) for name, one in last.items()}
    sized = Column(design.inner.axes[0].label, Unit.COUNT)
    return Exhibit(
        name="assurance",
        title=_CURVES,
        columns=(sized, Column(_POWER, Unit.PROPORTION), Column(_ASSURANCE, Unit.PROPORTION)),
        rows=rows,
        retained=int(np.searchsorted(listed, found.analysed)),
        note=Phrase(_NOTE, {"ceiling": ceiling}),
        plot=Plot(
            sized,
            Column(_PROBABILITY, Unit.PROPORTION),
            lines,
            Phrase(_ALT, values | {"n": Value(float(drawn[-1]), Unit.COUNT), "ceiling": ceiling}),
            (
                Mark(Phrase(_CEILING, {"ceiling": ceiling}), y=design.ceiling),
                Mark(Phrase(_RETAINED, {"n": retained}), x=float(found.analysed)),
            ),
        ),
    )


def _ends(design: Assurance, found: SampleSize) -> Exhibit:
    """How the study ends at each look, averaged over the prior, beside what is expected at the values retained."""
    assert design.looks is not None
    plan, size = design.looks.boundaries, np.asarray(float(found.analysed))
    drift = design.looks.path_drift({found.axis: size})
    claims = design.averaged(size, lambda drift, spread=0.0: crossing(plan, drift, spread))
    stops = design.averaged(size, lambda drift, spread=0.0: giving_up(plan, drift, spread))
    columns = [
        (Column(_INFORMATION, Unit.PROPORTION), plan.information),
        (Column(_CLAIM, Unit.PROPORTION), crossing(plan, drift)),
        (Column(_MEAN_CLAIM, Unit.PROPORTION), claims),
    ]
    if design.looks.stops_for_futility:
        columns += [
            (Column(_STOP, Unit.PROPORTION), (*giving_up(plan, drift), None)),
            (Column(_MEAN_STOP, Unit.PROPORTION), (*stops, None)),
        ]
    heads, cells = zip(*columns, strict=True)
    most = float(found.analysed)
    values = {
        "mean": Value(most * float(expected_share(plan, claims, stops)), Unit.COUNT),
        "under": Value(most * float(expected_information(plan, drift)), Unit.COUNT),
        "most": Value(most, Unit.COUNT),
    }
    rows = tuple(tuple(None if one is None else neat(one) for one in row) for row in zip(*cells, strict=True))
    return Exhibit("looks-averaged", _ENDS, heads, rows, note=Phrase(_MEAN, values))


def _both(design: Assurance, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    size = {"participants": sizes.astype(np.float64)}
    return np.asarray(design.inner.attained(size)), np.asarray(design.attained(size))


_VALUE = Text(fr="{value}", en="{value}")
_PRIORS = Text(
    fr="Loi a priori des hypothèses incertaines, lue sur leur plage plausible",
    en="Prior of the uncertain assumptions, read from their plausible range",
)
_ASSUMPTION = Text(fr="Hypothèse", en="Assumption")
_LOW = Text(fr="Quantile à 5 %", en="5% quantile")
_MEDIAN = Text(fr="Médiane", en="Median")
_HIGH = Text(fr="Quantile à 95 %", en="95% quantile")
_LAW = Text(fr="Loi", en="Distribution")
_MIDDLE = Text(
    fr="La médiane est le milieu de la plage sur l'échelle de la loi : elle diffère de la valeur retenue quand la plage n'est pas centrée "
    "sur cette valeur.",
    en="The median is the middle of the range on the scale of the distribution: it differs from the value retained when the range is not centred "
    "on that value.",
)
_CURVES = Text(fr="Puissance et assurance selon l'effectif", en="Power and assurance by size")
_POWER = Text(fr="Puissance aux valeurs retenues", en="Power at the values retained")
_ASSURANCE = Text(fr="Assurance", en="Assurance")
_PROBABILITY = Text(fr="Probabilité de réussir", en="Probability of success")
_NOTE = Text(
    fr="L'assurance ne dépasse pas {ceiling}, probabilité a priori que l'effet soit du bon côté : au-delà, seule une incertitude moindre "
    "l'améliore, par exemple après une étude pilote.",
    en="The assurance does not exceed {ceiling}, the prior probability that the effect is on the right side: beyond, only less "
    "uncertainty improves it, for example after a pilot study.",
)
_CEILING = Text(fr="plafond : {ceiling}", en="ceiling: {ceiling}")
_RETAINED = Text(fr="effectif retenu : {n}", en="size retained: {n}")
_ALT = Text(
    fr="Jusqu'à {n} participants analysés, la puissance aux valeurs retenues monte à {power}, l'assurance à {assurance}, sous son "
    "plafond de {ceiling}.",
    en="Up to {n} participants analysed, the power at the values retained rises to {power}, the assurance to {assurance}, below its "
    "ceiling of {ceiling}.",
)
_ENDS = Text(
    fr="Issue de l'étude à chaque analyse, en moyenne sur la loi a priori",
    en="How the study ends at each analysis, averaged over the prior",
)
_INFORMATION = Text(fr="Information recueillie", en="Information collected")
_CLAIM = Text(fr="Conclure, valeurs retenues", en="Claim, values retained")
_MEAN_CLAIM = Text(fr="Conclure, en moyenne", en="Claim, averaged")
_STOP = Text(fr="Arrêt pour futilité, valeurs retenues", en="Stop for futility, values retained")
_MEAN_STOP = Text(fr="Arrêt pour futilité, en moyenne", en="Stop for futility, averaged")
_MEAN = Text(
    fr="Nombre moyen de participants analysés : {mean} compte tenu de l'incertitude, {under} aux valeurs retenues, pour un maximum de "
    "{most}. La somme de la colonne « Conclure, en moyenne » est l'assurance.",
    en="Average number of participants analysed: {mean} given the uncertainty, {under} at the values retained, out of at most {most}. "
    "The column “Claim, averaged” adds up to the assurance.",
)
