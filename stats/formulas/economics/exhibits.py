"""What economic designs show of their own: acceptability along the willingness to pay, and what the skewness of costs changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stats.exhibit import Cell, Column, Exhibit, Line, Mark, Plot, neat
from stats.explore import enrolled_with
from stats.formulas.economics.euros import SHAPE
from stats.normal import Phi
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Phrase, Text

if TYPE_CHECKING:
    from stats.designs.economics.cost_difference import CostDifference
    from stats.designs.economics.net_benefit import NetBenefit

_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
_DRAWN = np.linspace(0, 2, 41)
_VARIED = (0.5, 0.75, 1.0, 1.25, 1.5)
_FIRST_ORDER = 0.05  # beyond, a term of first order says nothing


def along_the_threshold(design: NetBenefit, found: SampleSize) -> Exhibit:
    """Net benefit, acceptability and power at the size found, for other values of a QALY."""
    worth, alone = design.willingness_to_pay, found.design == design
    rows: list[tuple[Cell, ...]] = []
    for share in _SHARES:
        there = design.model_copy(update={"willingness_to_pay": share * worth})
        benefit, acceptable, power = _at(there, found)
        enrolled = (
            enrolled_with(design, found.target, found.flow, {"willingness_to_pay": share * worth}) if alone else None
        )
        rows.append((share * worth, benefit, neat(acceptable), neat(power), _NEVER if enrolled is None else enrolled))
    curves = [_at(design.model_copy(update={"willingness_to_pay": float(x) * worth}), found) for x in _DRAWN]
    over = [float(x) * worth for x in _DRAWN]
    columns = (
        Column(_WORTH, Unit.EUROS),
        Column(_BENEFIT, Unit.EUROS),
        Column(_ACCEPTABLE, Unit.PROPORTION, 5),
        Column(_POWER, Unit.PROPORTION),
        Column(_ENROLLED, Unit.COUNT),
    )
    ends = {"low": curves[0][1], "high": curves[-1][1]}
    return Exhibit(
        name="acceptability",
        title=Phrase(_BY_WORTH, {"n": Value(found.analysed, Unit.COUNT)}),
        columns=columns if alone else columns[:4],
        rows=tuple(rows if alone else [row[:4] for row in rows]),
        retained=_SHARES.index(1.0),
        note=_READ,
        plot=Plot(
            Column(design.quantities()["willingness_to_pay"].label, Unit.EUROS),
            Column(_PROBABILITY, Unit.PROPORTION),
            (
                Line(_ACCEPTABLE, tuple((x, one[1]) for x, one in zip(over, curves, strict=True))),
                Line(_POWER, tuple((x, one[2]) for x, one in zip(over, curves, strict=True))),
            ),
            Phrase(
                _ALT,
                {name: Value(neat(one), Unit.PROPORTION) for name, one in ends.items()}
                | {"top": Value(over[-1], Unit.EUROS)},
            ),
            (Mark(Phrase(_RETAINED, {"worth": Value(worth, Unit.EUROS)}), x=worth),),
        ),
        plot_title=_CURVE,
    )


def _at(design: NetBenefit, found: SampleSize) -> tuple[float, float, float]:
    """Expected net benefit, probability of a positive one if the trial observes it, power."""
    size = {found.axis: float(found.analysed)}
    error = float(design.error_and_df(size)[0])
    return design.effect, float(Phi(design.effect / error)), float(design.attained(size))


def by_skewness(design: CostDifference, found: SampleSize) -> Exhibit:
    """Power and type I error at the size found with skewed costs, for other coefficients of variation."""
    size = {found.axis: float(found.analysed)}
    alone = found.design == design
    rows: list[tuple[Cell, ...]] = []
    for share in _VARIED:
        if share * max(design.cv, design.cv_control or 0.0) > design.quantities()["cv"].upper:
            continue
        control = None if design.cv_control is None else share * design.cv_control
        varied = {"cv": share * design.cv, "cv_control": control}
        there = design.model_copy(update=varied)
        plain = there.model_copy(update={"method": "t"})
        shaped = [plain.model_copy(update={"cost_shape": shape}) for shape in SHAPE.options]
        powers = [_near(float(one.skewed_power(size)), float(plain.attained(size))) for one in shaped]
        risks = [_near(float(one.type_one_error(size)), design.goal.tests()[0].alpha) for one in shaped]
        enrolled = enrolled_with(there, found.target, found.flow, {}) if alone else None
        rows.append((there.cv, neat(plain.attained(size)), *powers, *risks, *((enrolled,) if alone else ())))
    columns = (
        Column(_CV),
        Column(_POWER_PLAIN, Unit.PROPORTION),
        Column(_POWER_GAMMA, Unit.PROPORTION),
        Column(_POWER_LOG, Unit.PROPORTION),
        Column(_RISK_GAMMA, Unit.PROPORTION),
        Column(_RISK_LOG, Unit.PROPORTION),
        Column(_ENROLLED, Unit.COUNT),
    )
    return Exhibit(
        name="skewness",
        title=Phrase(_BY_SKEWNESS, {"n": Value(found.analysed, Unit.COUNT)}),
        columns=columns if alone else columns[:-1],
        rows=tuple(rows),
        retained=next(place for place, row in enumerate(rows) if row[0] == design.cv),
        note=_FIRST,
    )


def _near(corrected: float, plain: float) -> float | None:
    return neat(corrected) if abs(corrected - plain) <= _FIRST_ORDER else None


_NEVER = Text(fr="aucun effectif", en="no size")
_WORTH = Text(fr="Valeur d'un QALY", en="Value of one QALY")
_BENEFIT = Text(fr="Bénéfice net attendu", en="Expected net benefit")
_ACCEPTABLE = Text(fr="Probabilité d'être efficient", en="Probability of being cost-effective")
_POWER = Text(fr="Puissance", en="Power")
_PROBABILITY = Text(fr="Probabilité", en="Probability")
_ENROLLED = Text(fr="Participants à inclure pour la cible", en="Participants to enrol for the target")
_BY_WORTH = Text(
    fr="Efficience selon la disposition à payer, pour {n} participants analysés",
    en="Cost-effectiveness by willingness to pay, for {n} participants analysed",
)
_CURVE = Text(
    fr="Courbe d'acceptabilité attendue et puissance selon la disposition à payer",
    en="Expected acceptability curve and power by willingness to pay",
)
_READ = Text(
    fr="La probabilité d'être efficient est celle que donnerait la courbe d'acceptabilité si l'essai observait les différences attendues ; la "
    "puissance est la probabilité que le test conclue.",
    en="The probability of being cost-effective is that of the acceptability curve if the trial observed the differences expected; the power "
    "is the probability that the test concludes.",
)
_RETAINED = Text(fr="valeur retenue : {worth}", en="value retained: {worth}")
_ALT = Text(
    fr="De 0 à {top} par QALY, la probabilité d'être efficient passe de {low} à {high}.",
    en="From 0 to {top} per QALY, the probability of being cost-effective goes from {low} to {high}.",
)
_CV = Text(fr="Coefficient de variation", en="Coefficient of variation")
_POWER_PLAIN = Text(fr="Puissance, coûts symétriques", en="Power, symmetric costs")
_POWER_GAMMA = Text(fr="Puissance, loi gamma", en="Power, gamma")
_POWER_LOG = Text(fr="Puissance, loi log-normale", en="Power, log-normal")
_RISK_GAMMA = Text(fr="Risque unilatéral, loi gamma", en="One-sided risk, gamma")
_RISK_LOG = Text(fr="Risque unilatéral, loi log-normale", en="One-sided risk, log-normal")
_BY_SKEWNESS = Text(
    fr="Sensibilité à la dispersion et à l'asymétrie des coûts, pour {n} participants analysés",
    en="Sensitivity to the spread and the skewness of costs, for {n} participants analysed",
)
_FIRST = Text(
    fr="Développement au premier ordre en l'asymétrie du test t ; un tiret signale une asymétrie trop forte pour lui, à simuler.",
    en="First-order expansion of the t test in the skewness; a dash marks a skewness too strong for it, to be simulated.",
)
