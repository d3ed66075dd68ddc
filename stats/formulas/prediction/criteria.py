"""What a size for developing a prediction model shows: its criteria with the one that binds, and patients against parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np

from stats.exhibit import Column, Exhibit, Line, Mark, Plot
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Phrase, Text

_CRITERION = Column(Text(fr="Critère", en="Criterion"), width=7)
_SIZE = Column(Text(fr="Patients", en="Patients"), Unit.COUNT, 3)
_EVENTS = Column(Text(fr="Événements", en="Events"), Unit.COUNT, 3)
_EVENTS_EACH = Column(Text(fr="Événements par paramètre", en="Events per parameter"), Unit.NUMBER, 3)
_PEOPLE_EACH = Column(Text(fr="Patients par paramètre", en="Patients per parameter"), Unit.NUMBER, 3)
_PARAMETERS = Column(Text(fr="Paramètres candidats", en="Candidate parameters"), Unit.COUNT)
_BINDS = Text(
    fr="En gras, le critère qui impose l'effectif.",
    en="In bold, the criterion that sets the size.",
)
_TEN = Text(
    fr="En gras, le critère qui impose l'effectif. La règle des 10 événements par paramètre, que ces critères remplacent, donnerait {ten} "
    "patients.",
    en="In bold, the criterion that sets the size. The rule of 10 events per parameter, which these criteria replace, would give {ten} "
    "patients.",
)
_FACTOR = Text(fr="facteur de rétrécissement {factor}", en="shrinkage factor {factor}")
_PLAN = Text(fr="ce plan", en="this plan")


def criteria(
    needed: Sequence[tuple[Text, float]], parameters: float, event_share: float | None, rarest: float | None
) -> Exhibit:
    """The size that each criterion of a development asks for, its events and how many per parameter."""
    sizes = [size for _, size in needed]
    share = 1.0 if event_share is None else event_share
    whole = [(label, ceil(size - 1e-9)) for label, size in needed]  # what is printed beside the ratios
    rows = tuple(
        (label, size, *(() if event_share is None else (round(size * share),)), size * share / parameters)
        for label, size in whole
    )
    columns = (_CRITERION, _SIZE, _PEOPLE_EACH) if event_share is None else (_CRITERION, _SIZE, _EVENTS, _EVENTS_EACH)
    ten = None if rarest is None else Phrase(_TEN, {"ten": Value(10 * parameters / rarest, Unit.COUNT)})
    return Exhibit("criteria", _CRITERIA, columns, rows, retained=int(np.argmax(sizes)), note=ten or _BINDS)


def by_parameters(
    size_of: Callable[[float, float], float], parameters: float, factor: float, found: SampleSize
) -> Exhibit:
    """Patients against the number of parameters, for the shrinkage factor of the plan and the usual ones."""
    counts = np.unique(np.round(np.linspace(max(1.0, parameters / 4), 2 * parameters + 2, 12)))
    factors = sorted({round(factor, 4), *(one for one in (0.85, 0.9, 0.95) if abs(one - factor) > 0.004)})
    lines = tuple(
        Line(
            Phrase(_FACTOR, {"factor": Value(one)}),
            tuple((float(count), size_of(float(count), one)) for count in counts),
        )
        for one in factors
    )
    mark = Mark(_PLAN, parameters, float(found.analysed))
    return Exhibit(
        "by-parameters", _BY_PARAMETERS, plot=Plot(_PARAMETERS, _SIZE, lines, _BY_PARAMETERS_ALT, marks=(mark,))
    )


_CRITERIA = Text(fr="Effectif demandé par chaque critère", en="Size that each criterion asks for")
_BY_PARAMETERS = Text(
    fr="Effectif selon le nombre de paramètres candidats", en="Size by number of candidate parameters"
)
_BY_PARAMETERS_ALT = Text(
    fr="L'effectif croît avec le nombre de paramètres et avec le facteur de rétrécissement exigé.",
    en="The size grows with the number of parameters and with the shrinkage factor asked for.",
)
