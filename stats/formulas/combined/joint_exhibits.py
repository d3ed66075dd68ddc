"""What several claims show of their own: the power of each and of the whole, and what their correlation changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from stats.exhibit import Cell, Column, Exhibit, Line, Mark, Plot, Words, neat
from stats.explore import enrolled_with
from stats.formulas.combined import joint_words as said
from stats.formulas.combined.dependence import alike, matrix_of, possible
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Phrase, Text

if TYPE_CHECKING:
    from stats.designs.combined.joint import Joint

_CORRELATIONS = (0.0, 0.2, 0.5, 0.8)
_DRAWN_TO = 0.95


def joint_exhibits(joint: Joint, found: SampleSize) -> tuple[Exhibit, ...]:
    """Both tables, then what each claim shows of its own."""
    own: dict[str, Exhibit] = {}
    for place, one in enumerate(joint.components):
        for shown in one.exhibits(found):
            name = f"{shown.name}-{place + 1}" if shown.name in own else shown.name
            own[name] = _of(joint, place, replace(shown, name=name))
    correlated = all(one.traits.normal for one in joint.components)  # otherwise the correlation can only be zero
    moved: tuple[Exhibit, ...] = ()
    if correlated:
        moved = _by_case(joint, found) if joint.correlations else (_by_correlation(joint, found),)
    return (_powers(joint, found), *moved, *own.values())


def _of(joint: Joint, place: int, shown: Exhibit) -> Exhibit:
    """What a claim shows of its own, with the claim in its titles."""

    def titled(title: Words) -> Phrase:
        text, values = (title.text, title.values) if isinstance(title, Phrase) else (title, {})
        under = Text(fr=f"{text.fr}, {{claim}}", en=f"{text.en}, {{claim}}")
        return Phrase(under, {**values, "claim": said.mention(place + 1, joint.name(place))})

    return replace(shown, title=titled(shown.title), plot_title=titled(shown.plot_title) if shown.plot_title else None)


def _powers(joint: Joint, found: SampleSize) -> Exhibit:
    size = {found.axis: float(found.analysed)}
    after, split = joint.outcomes(size), joint.procedure != "full"
    alone = [one.attained(size) for one in joint.components]
    rows: list[tuple[Cell, ...]] = []
    for place, (before, power) in enumerate(zip(alone, after.each, strict=True)):
        rows.append((said.numbered(place + 1, joint.called(place)), neat(before), neat(power)))
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
    drawn_at = np.linspace(min(0.0, joint.correlation), _DRAWN_TO, 20)
    rows: list[tuple[Cell, ...]] = []
    for rho in listed:
        there = joint.with_correlation(rho)
        powers, enrolled = there.outcomes(size), enrolled_with(there, found.target, found.flow, {})
        rows.append((rho, neat(powers.every), neat(powers.some), enrolled))
    drawn = [joint.with_correlation(float(rho)).outcomes(size) for rho in drawn_at]
    every, some = ([float(getattr(one, name)) for one in drawn] for name in ("every", "some"))
    ends = {"every_low": every[0], "every_high": every[-1], "some_low": some[0], "some_high": some[-1]}
    values = {name: Value(neat(one), Unit.PROPORTION) for name, one in ends.items()}
    values |= {"low": Value(float(drawn_at[0])), "high": Value(_DRAWN_TO)}
    powered = Column(_POWER, Unit.PROPORTION)
    return Exhibit(
        name="correlation",
        title=_BY_CORRELATION,
        columns=(Column(_RHO), *_EFFECT),
        rows=tuple(rows),
        retained=listed.index(joint.correlation),
        plot=Plot(
            Column(joint.quantities()["correlation"].label),
            powered,
            (
                Line(said.RULES["all"], tuple(zip(map(float, drawn_at), every, strict=True))),
                Line(said.RULES["at_least_one"], tuple(zip(map(float, drawn_at), some, strict=True))),
            ),
            Phrase(_ALT, values | {"n": Value(found.analysed, Unit.COUNT)}),
            (Mark(Phrase(_RETAINED, {"rho": Value(joint.correlation)}), x=joint.correlation, y=found.attained),),
        ),
        plot_title=_CURVES,
    )


def _by_case(joint: Joint, found: SampleSize) -> tuple[Exhibit, Exhibit]:
    """The correlations given by pair, and what the powers and the size would be with other ones."""
    count, matrix = len(joint.components), matrix_of(joint.pairs)
    names = [said.numbered(place + 1, joint.called(place)) for place in range(count)]
    retained = Exhibit(
        name="correlations",
        title=_MATRIX,
        columns=(Column(_CLAIM, width=8), *(Column(said.claim(place)) for place in range(1, count + 1))),
        rows=tuple((name, *map(float, row)) for name, row in zip(names, matrix, strict=True)),
    )
    least, most = min(joint.pairs), max(joint.pairs)
    cases: list[tuple[Words, Joint]] = [(_NONE, joint.with_correlation(0.0)), (_AS_GIVEN, joint)]
    for label, rho in ((_ALL_LEAST, least), (_ALL_MOST, most)):
        if rho != 0 and possible(alike(rho, count)):
            cases.append((Phrase(label, {"rho": Value(rho)}), joint.with_correlation(rho)))
    size = {found.axis: float(found.analysed)}
    rows: list[tuple[Cell, ...]] = []
    for said_of, there in cases:
        powers = there.outcomes(size)
        enrolled = found.enrolled if there is joint else enrolled_with(there, found.target, found.flow, {})
        rows.append((said_of, neat(powers.every), neat(powers.some), enrolled))
    return retained, Exhibit(
        name="correlation",
        title=_BY_CORRELATION,
        columns=(Column(_CASE, width=8), *_EFFECT),
        rows=tuple(rows),
        retained=1,
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
    fr="Sans procédure, conclure sur un seul critère ne maîtriserait pas le risque de première espèce : cette puissance n'est pas donnée.",
    en="Without a procedure, claiming a single endpoint would not control the type I error: that power is not given.",
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
_EFFECT = (
    Column(said.JOINT["all"], Unit.PROPORTION),
    Column(said.JOINT["at_least_one"], Unit.PROPORTION),
    Column(_ENROLLED, Unit.COUNT),
)
_MATRIX = Text(
    fr="Corrélations retenues entre les statistiques de test", en="Correlations retained between the test statistics"
)
_CASE = Text(fr="Corrélations", en="Correlations")
_NONE = Text(fr="toutes nulles", en="all zero")
_AS_GIVEN = Text(fr="celles retenues", en="those retained")
_ALL_LEAST = Text(fr="toutes égales à la plus petite ({rho})", en="all equal to the smallest ({rho})")
_ALL_MOST = Text(fr="toutes égales à la plus grande ({rho})", en="all equal to the largest ({rho})")
_RETAINED = Text(fr="retenue : {rho}", en="retained: {rho}")
_ALT = Text(
    fr="Courbes pour {n} participants analysés : de la corrélation {low} à {high}, la probabilité d'établir tous les critères passe de "
    "{every_low} à {every_high}, celle d'en établir au moins un de {some_low} à {some_high}.",
    en="Curves for {n} participants analysed: from a correlation of {low} to {high}, the probability of establishing all endpoints goes "
    "from {every_low} to {every_high}, that of establishing at least one from {some_low} to {some_high}.",
)
