"""What several claims show of their own: the power of each and of the whole, and what their correlation changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stats.exhibit import Cell, Column, Exhibit, Line, Mark, Plot, neat
from stats.explore import enrolled_with
from stats.formulas.combined import joint_words as said
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Phrase, Text

if TYPE_CHECKING:
    from stats.designs.combined.joint import Joint

_CORRELATIONS = (0.0, 0.2, 0.5, 0.8)
_DRAWN = np.linspace(0, 0.95, 20)


def joint_exhibits(joint: Joint, found: SampleSize) -> tuple[Exhibit, ...]:
    """Both tables, then what each claim shows of its own."""
    own: dict[str, Exhibit] = {}
    for one in joint.components:
        own |= {shown.name: shown for shown in one.exhibits(found) if shown.name not in own}
    correlated = all(one.traits.normal for one in joint.components)  # otherwise the correlation can only be zero
    return (_powers(joint, found), *((_by_correlation(joint, found),) if correlated else ()), *own.values())


def _powers(joint: Joint, found: SampleSize) -> Exhibit:
    size = {found.axis: float(found.analysed)}
    after, split = joint.outcomes(size), joint.procedure != "full"
    alone = [one.attained(size) for one in joint.components]
    rows: list[tuple[Cell, ...]] = []
    for place, (one, before, power) in enumerate(zip(joint.components, alone, after.each, strict=True), start=1):
        rows.append((said.numbered(place, one.card.title), neat(before), neat(power)))
    together = joint.model_copy(update={"procedure": "full", "weights": (), "transitions": ()}).outcomes(size)
    rows.append((said.JOINT["all"], neat(together.every), neat(after.every)))
    rows.append((said.JOINT["at_least_one"], None if split else neat(together.some), neat(after.some)))
    columns = (
        Column(_CLAIM, width=8),
        Column(_ALONE, Unit.PROPORTION),
        Column(_AFTER, Unit.PROPORTION),
    )
    return Exhibit(
        name="joint-powers",
        title=Phrase(_POWERS, {"n": Value(found.analysed, Unit.COUNT)}),
        columns=columns if split else columns[:2],
        rows=tuple(rows if split else [row[:2] for row in rows]),
        retained=len(rows) - (2 if joint.rule == "all" else 1),
        note=_UNCONTROLLED if split else None,
    )


def _by_correlation(joint: Joint, found: SampleSize) -> Exhibit:
    size = {found.axis: float(found.analysed)}
    listed = sorted({*_CORRELATIONS, joint.correlation})
    rows: list[tuple[Cell, ...]] = []
    for rho in listed:
        there = joint.model_copy(update={"correlation": rho})
        powers, enrolled = there.outcomes(size), enrolled_with(there, found.target, found.flow, {})
        rows.append((rho, neat(powers.every), neat(powers.some), enrolled))
    drawn = [joint.model_copy(update={"correlation": float(rho)}).outcomes(size) for rho in _DRAWN]
    every, some = ([float(getattr(one, name)) for one in drawn] for name in ("every", "some"))
    ends = {"every_low": every[0], "every_high": every[-1], "some_low": some[0], "some_high": some[-1]}
    values = {name: Value(neat(one), Unit.PROPORTION) for name, one in ends.items()}
    powered = Column(_POWER, Unit.PROPORTION)
    return Exhibit(
        name="correlation",
        title=_BY_CORRELATION,
        columns=(
            Column(_RHO),
            Column(said.JOINT["all"], Unit.PROPORTION),
            Column(said.JOINT["at_least_one"], Unit.PROPORTION),
            Column(_ENROLLED, Unit.COUNT),
        ),
        rows=tuple(rows),
        retained=listed.index(joint.correlation),
        plot=Plot(
            Column(joint.quantities()["correlation"].label),
            powered,
            (
                Line(said.RULES["all"], tuple(zip(map(float, _DRAWN), every, strict=True))),
                Line(said.RULES["at_least_one"], tuple(zip(map(float, _DRAWN), some, strict=True))),
            ),
            Phrase(_ALT, values | {"n": Value(found.analysed, Unit.COUNT)}),
            (Mark(Phrase(_RETAINED, {"rho": Value(joint.correlation)}), x=joint.correlation),),
        ),
        plot_title=_CURVES,
    )


_POWERS = Text(
    fr="Puissance de chaque critère et de l'ensemble, pour {n} participants analysés",
    en="Power of each endpoint and of the whole, for {n} participants analysed",
)
_CLAIM = Text(fr="Critère", en="Endpoint")
_ALONE = Text(fr="Puissance, chacun au risque entier", en="Power, each at its full risk")
_AFTER = Text(fr="Puissance après la procédure", en="Power after the procedure")
_POWER = Text(fr="Puissance", en="Power")
_UNCONTROLLED = Text(
    fr="Sans procédure, la puissance pour au moins un critère n'a pas de sens : le risque de première espèce ne serait pas maîtrisé.",
    en="Without a procedure the power for at least one endpoint has no meaning: the type I error would not be controlled.",
)
_BY_CORRELATION = Text(
    fr="Puissance et effectif selon la corrélation entre les statistiques de test",
    en="Power and size by correlation between the test statistics",
)
_CURVES = Text(
    fr="Puissance selon la corrélation entre les statistiques de test, à l'effectif retenu",
    en="Power by correlation between the test statistics, at the size retained",
)
_RHO = Text(fr="Corrélation", en="Correlation")
_ENROLLED = Text(fr="Participants à inclure pour la cible", en="Participants to enrol for the target")
_RETAINED = Text(fr="corrélation retenue : {rho}", en="correlation retained: {rho}")
_ALT = Text(
    fr="Courbes pour {n} participants analysés : de la corrélation 0 à 0,95, la probabilité d'établir tous les critères passe de "
    "{every_low} à {every_high}, celle d'en établir au moins un de {some_low} à {some_high}.",
    en="Curves for {n} participants analysed: from a correlation of 0 to 0.95, the probability of establishing all endpoints goes "
    "from {every_low} to {every_high}, that of establishing at least one from {some_low} to {some_high}.",
)
