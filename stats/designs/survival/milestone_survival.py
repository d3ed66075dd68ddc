"""Difference in event-free survival at one date between two arms: Kaplan-Meier estimates, Greenwood's variance.

Everyone need not be followed to the date: losses and late inclusions are censored. Without any censoring before the
date the method is the unpooled comparison of two proportions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import log
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step, Truth, Variant
from stats.formulas.survival.follow_up_clause import with_follow_up
from stats.formulas.survival.kaplan_meier import Curves
from stats.formulas.survival.survival_curves import Watch, Weibull, grid, landmarks
from stats.formulas.survival.two_curves import TwoCurves, root_of_total, worst_caution
from stats.formulas.survival.wald_moments import Moments, moments, off_by, wald_power
from stats.goals import NoEquivalence, NonInferiority, OneSided, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import BoolArray, FloatArray, Trials

_NOBODY = Text(
    fr="Personne n'est suivi au-delà de cette date : l'horizon doit précéder la fin du plus long suivi.",
    en="Nobody is followed beyond this date: the horizon must come before the end of the longest follow-up.",
)
_MARGIN = Text(
    fr="La marge est trop grande : elle autorise toute survie entre 0 et 1. La réduire.",
    en="The margin is too large: it allows any survival between 0 and 1. Reduce it.",
)
_NO_MARGIN = Text(
    fr="La marge est une différence de survies : la transformation log-log ne s'applique qu'à une supériorité.",
    en="The margin is a difference in survival: the log-log transformation applies to superiority only.",
)


@lru_cache(maxsize=256)
def _arm(curve: Weibull, watch: Watch, date: float) -> Moments:
    """Survival of an arm at the date, with the moments of its estimate."""
    over = grid((*watch.breaks, *landmarks(curve)), date, graded=curve.shape != 1)
    at_risk = np.exp(-curve.cumulative(over.t)) * watch.watched(over.t)
    survival = float(np.exp(-curve.cumulative(np.array(date))))
    return moments(over, curve.hazard(over.t), at_risk, np.full_like(over.t, survival), survival, None)


class MilestoneSurvival(TwoCurves):
    """Compare the event-free proportions of two arms at one date, by Kaplan-Meier."""

    kind: Literal["milestone_survival"] = "milestone_survival"
    goal: NoEquivalence
    method: Annotated[
        Literal["plain", "corrected", "log_log"],
        Choice(
            label=Text(fr="Échelle du test et puissance", en="Scale of the test and power"),
            options={
                "plain": Text(fr="Différence de survies", en="Difference in survival"),
                "corrected": Text(
                    fr="Différence de survies, puissance corrigée (Edgeworth)",
                    en="Difference in survival, corrected power (Edgeworth)",
                ),
                "log_log": Text(fr="Transformation log(-log)", en="log(-log) transformation"),
            },
            help=Text(
                fr="La transformation tient mieux son risque de première espèce quand la survie est proche de 0 ou de 1.",
                en="The transformation keeps its type I error better when survival is close to 0 or 1.",
            ),
        ),
    ] = "plain"

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Différence de survie sans événement à une date", en="Difference in event-free survival at a date"
        ),
        question=Text(
            fr="À une date donnée, davantage de patients sont-ils sans événement avec le dispositif, même si tous n'ont pas "
            "été suivis jusque-là ?",
            en="At a given date, are more patients event-free with the device, even though not all have been followed that "
            "far?",
        ),
        family=Family.SURVIVAL,
        method=Text(
            fr="test de Wald sur la différence des survies de Kaplan-Meier à la date, variance de Greenwood",
            en="Wald test on the difference in Kaplan-Meier survival at the date, Greenwood's variance",
        ),
        limits=Text(
            fr="Courbes de Weibull jusqu'à la date (leur forme ne compte que s'il y a des censures avant elle), sorties "
            "d'étude sans lien avec l'événement. Seule la date choisie compte. À petit effectif le test de Wald est trop "
            "souvent significatif : 3,4 % simulés pour 2,5 % à 20 participants par bras. Quand les survies dépassent 0,95, "
            "la formule est prudente : 84 % simulés (87 % sur l'échelle log-log) pour 80 % visés à 0,96 contre 0,99.",
            en="Weibull curves up to the date (their shape matters only with censoring before it), losses unrelated to the "
            "event. Only the chosen date counts. In small samples the Wald test is significant too often: 3.4% simulated "
            "for 2.5% with 20 participants per arm. With survival beyond 0.95 the formula is cautious: 84% simulated (87% "
            "on the log-log scale) for 80% wanted at 0.96 against 0.99.",
        ),
        references=(
            Reference(
                "Klein JP, Logan B, Harhoff M, Andersen PK. Analyzing survival curves at a fixed point in time. Stat Med "
                "2007;26:4505-19",
                "10.1002/sim.2864",
            ),
            Reference(
                "Yung G, Liu Y. Sample size and power for the weighted log-rank test and Kaplan-Meier based tests with "
                "allowance for nonproportional hazards. Biometrics 2020;76:939-50",
                "10.1111/biom.13196",
            ),
        ),
        measures=(Measure.SURVIVAL_DIFFERENCE,),
        endpoint=Endpoint.TIME_TO_EVENT,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.horizon > self.follow_up and self.horizon >= self.watch.end:
            raise Refusal(_NOBODY, "horizon")
        if isinstance(self.goal, NonInferiority) and self.method == "log_log":
            raise Refusal(_NO_MARGIN, "method")
        if not 0 < self.survival_control + self._test.null < 1:
            raise Refusal(_MARGIN, "goal.margin")
        refuse_wrong_side(self.goal, self.survival_experimental - self.survival_control, "survival_experimental")
        return self

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _both(self) -> tuple[Moments, Moments]:
        experimental, control = self.curves
        return _arm(experimental, self.watch, self.horizon), _arm(control, self.watch, self.horizon)

    @property
    def _arms(self) -> tuple[Moments, Moments]:
        """The arms on the scale of the test; the delta method gives the variances of the log-log scale."""
        if self.method != "log_log":
            return self._both
        one, two = (
            arm._replace(value=-log(-log(arm.value)), variance=arm.variance / (arm.value * log(arm.value)) ** 2)
            for arm in self._both
        )
        return one, two

    @property
    def _distance(self) -> float:
        experimental, control = self._arms
        return self._test.sign * (experimental.value - control.value - self._test.null)

    def _error(self, size: Size) -> FloatArray:
        experimental, control = self._arms
        return np.asarray(np.sqrt(self.per_participant(experimental.variance, control.variance)) / root_of_total(size))

    def attained(self, size: Size) -> FloatArray:
        total = np.asarray(size["participants"], dtype=np.float64)
        corrected = self.method == "corrected"
        return wald_power(self._distance, self._test.sign, self._arms, self.share, total, self._test.alpha, corrected)

    def caution(self) -> Text | None:
        if self.method != "plain":
            return None
        return worst_caution(off_by(self._distance, self._test.sign, self._arms, self.share, self._test.alpha))

    def null_curve(self) -> Weibull:
        if self._test.null == 0:
            return self.curves[1]
        wanted = self.survival_control + self._test.null
        return Weibull.through(wanted, self.horizon, self.shape_experimental)

    def _estimate(self, curves: Curves) -> tuple[FloatArray, FloatArray, FloatArray, BoolArray]:
        """Survival, its value and variance on the scale of the test, and whether the scale exists."""
        survival, log_variance = curves.at(self.horizon)
        if self.method != "log_log":
            return survival, survival, survival**2 * log_variance, np.ones(len(survival), dtype=bool)
        inside = (survival > 0) & (survival < 1)
        log = np.log(np.where(inside, survival, 0.5))
        return survival, -np.log(-log), log_variance / log**2, inside

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Kaplan-Meier survival at the date with Greenwood's variance, Wald test on the chosen scale."""
        test, parts = self._test, []
        for pair in self.simulated(size, trials, rng, at):
            (one, value, variance, known), (two, other, spread, right) = (self._estimate(curves) for curves in pair)
            error = np.sqrt(variance + spread)
            failed = ~known | ~right | (error == 0)
            statistic = (value - other - test.null) / np.where(failed, 1.0, error)
            p = np.where(failed, 1.0, Phi(-test.sign * statistic))
            logs = [curves.at(self.horizon) for curves in pair]
            half = z(test.alpha) * np.sqrt(sum(survival**2 * log for survival, log in logs))
            estimate = one - two
            parts.append(Trials(estimate, estimate - half, estimate + half, p, p <= test.alpha, failed))
        return Trials.joined(parts)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method", without=("log_log",) if isinstance(self.goal, NonInferiority) else ())

    def method_text(self) -> Text:
        return _LOG_LOG if self.method == "log_log" else self.card.method

    def least_success(self, size: Size) -> Phrase | None:
        if self.method == "log_log":
            return None
        test = self._test
        edge = test.null + test.sign * z(test.alpha) * float(self._error(size))
        return Phrase(_AT_LEAST if test.sign > 0 else _AT_MOST, {"edge": Value(edge, Unit.POINTS)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        reached = float(self.watch.watched(np.array(self.horizon)))
        return (
            Step(_REACHED, Value(reached, Unit.PROPORTION), _UNLESS),
            *(
                Step(text, Value(float(np.sqrt(arm.variance))), _GREENWOOD)
                for text, arm in zip(_SDS, self._both, strict=True)
            ),
            Step(_LOG_ERROR if self.method == "log_log" else _ERROR, Value(float(self._error(size)))),
        )

    def r_call(self) -> str | None:
        if self.method != "plain" or self.dropout > 0 or self.horizon > self.follow_up:
            return None
        test, e, c, k = self._test, self.survival_experimental, self.survival_control, self.allocation
        return (
            f"with(list(e = {e:.10g}, c = {c:.10g}, k = {k:.10g}, null = {test.null:.10g}), (1 + k) * "
            f"(qnorm(1 - {test.alpha:.10g}) + qnorm({{target}}))^2 * (e * (1 - e) / k + c * (1 - c)) / (e - c - null)^2)"
        )

    def sentence(self) -> Text:
        return with_follow_up(_SENTENCES[self.goal.kind], self.accrual, self.dropout)


_LOG_LOG = Text(
    fr="test de Wald sur la différence des log(-log) des survies de Kaplan-Meier à la date, variance de Greenwood",
    en="Wald test on the difference in log(-log) Kaplan-Meier survival at the date, Greenwood's variance",
)
_REACHED = Text(fr="Part non censurée avant la date", en="Share not censored before the date")
_UNLESS = Text(
    fr="1 - part censurée avant la date par une sortie ou la fin de l'étude",
    en="1 - share censored before the date by a loss or the end of the study",
)
_SDS = (
    Text(
        fr="Écart type d'un participant, bras expérimental", en="Standard deviation of a participant, experimental arm"
    ),
    Text(fr="Écart type d'un participant, bras contrôle", en="Standard deviation of a participant, control arm"),
)
_GREENWOOD = Text(
    fr="survie × racine de l'intégrale de risque / part à risque",
    en="survival × root of the integral of hazard / share at risk",
)
_ERROR = Text(fr="Erreur type de la différence", en="Standard error of the difference")
_LOG_ERROR = Text(
    fr="Erreur type de la différence, échelle log(-log)", en="Standard error of the difference, log(-log) scale"
)
_AT_LEAST = Text(
    fr="succès si la différence observée est d'au moins {edge}",
    en="success if the observed difference is at least {edge}",
)
_AT_MOST = Text(
    fr="succès si la différence observée est d'au plus {edge}",
    en="success if the observed difference is at most {edge}",
)
_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence de survie sans événement à {horizon}, de {survival_experimental} dans le "
        "bras expérimental contre {survival_control} dans le bras contrôle (Kaplan-Meier), au risque de première espèce "
        "{sides} de {alpha} et avec une puissance de {target}, {n_total} participants sont nécessaires ({n_arms}), ",
        en="To detect a difference in event-free survival at {horizon}, {survival_experimental} in the experimental arm "
        "against {survival_control} in the control arm (Kaplan-Meier), at a {sides} type I error of {alpha} and with a "
        "power of {target}, {n_total} participants are needed ({n_arms}), ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que la survie sans événement à {horizon} (Kaplan-Meier) n'est pas moins bonne de plus de {margin}, "
        "avec {survival_experimental} dans le bras expérimental et {survival_control} dans le bras contrôle, au risque de "
        "première espèce unilatéral de {alpha} et avec une puissance de {target}, {n_total} participants sont nécessaires "
        "({n_arms}), ",
        en="To show that event-free survival at {horizon} (Kaplan-Meier) is not worse by more than {margin}, with "
        "{survival_experimental} in the experimental arm and {survival_control} in the control arm, at a one-sided type I "
        "error of {alpha} and with a power of {target}, {n_total} participants are needed ({n_arms}), ",
    ),
}
