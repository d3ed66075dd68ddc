"""Difference in mean event-free time restricted to a date (RMST) between two arms: a Wald test on Kaplan-Meier areas.

The variance of each area is Greenwood's, in the limit: the integral of (area still to come)^2 x hazard / share at risk.
No proportional hazards are needed; the effect is a number of months.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step, Truth, Variant
from stats.formulas.survival.follow_up_clause import with_follow_up
from stats.formulas.survival.survival_curves import Grid, Watch, Weibull, grid, landmarks
from stats.formulas.survival.two_curves import Order, TwoCurves, root_of_total, worst_caution
from stats.formulas.survival.wald_moments import Moments, moments, off_by, wald_power
from stats.goals import NoEquivalence, OneSided, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_BEYOND = Text(
    fr="L'horizon de la moyenne restreinte dépasse le plus long suivi de l'étude : l'avancer ou allonger l'étude.",
    en="The horizon of the restricted mean lies beyond the longest follow-up of the study: bring it forward or lengthen "
    "the study.",
)
_MARGIN = Text(
    fr="La marge est trop grande : elle autorise toute durée moyenne entre 0 et l'horizon. La réduire.",
    en="The margin is too large: it allows any mean between 0 and the horizon. Reduce it.",
)


@lru_cache(maxsize=256)
def _arm(curve: Weibull, watch: Watch, until: float) -> Moments:
    """Restricted mean of an arm, with the moments of its estimate."""
    over = _over(curve, watch, until)
    survival = np.exp(-curve.cumulative(over.t))
    mean = over.total(survival)
    at_risk = survival * watch.watched(over.t)
    later = np.clip(
        mean - over.running(survival), 0.0, (until - over.t) * survival
    )  # rounding, when hardly any survive
    return moments(over, curve.hazard(over.t), at_risk, later, mean, survival)


def _over(curve: Weibull, watch: Watch, until: float) -> Grid:
    return grid((*watch.breaks, *landmarks(curve)), until, graded=curve.shape != 1)


def restricted_mean(curve: Weibull, until: float) -> float:
    """Mean event-free time up to a date."""
    over = grid(landmarks(curve), until, graded=curve.shape != 1)
    return over.total(np.exp(-curve.cumulative(over.t)))


class RmstDifference(TwoCurves):
    """Compare the mean event-free times of two arms up to a date."""

    kind: Literal["rmst_difference"] = "rmst_difference"
    goal: NoEquivalence
    until: Annotated[
        float,
        Quantity(
            label=Text(fr="Horizon de la moyenne restreinte (τ)", en="Horizon of the restricted mean (τ)"),
            unit=Unit.MONTHS,
            help=Text(
                fr="En mois depuis l'inclusion, fixé au protocole pour sa pertinence clinique, au plus égal au plus long "
                "suivi et de préférence au suivi minimal.",
                en="In months since inclusion, set in the protocol for its clinical relevance, at most the longest "
                "follow-up and preferably the minimum follow-up.",
            ),
            symbol="τ",
            gt=0,
        ),
    ]

    method: Order = "first_order"

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Différence de durées moyennes sans événement restreintes (RMST)",
            en="Difference in restricted mean event-free time (RMST)",
        ),
        question=Text(
            fr="Combien de mois sans événement le dispositif fait-il gagner en moyenne, jusqu'à une date donnée, par "
            "rapport au comparateur ?",
            en="How many event-free months does the device gain on average, up to a given date, against the comparator?",
        ),
        family=Family.SURVIVAL,
        method=Text(
            fr="test de Wald sur la différence des aires sous les courbes de Kaplan-Meier, variance de Greenwood",
            en="Wald test on the difference in areas under the Kaplan-Meier curves, Greenwood's variance",
        ),
        limits=Text(
            fr="Courbes de Weibull (exponentielles si la forme vaut 1), sorties d'étude sans lien avec l'événement. À "
            "petit effectif le test de Wald est trop souvent significatif : risque simulé de 3,4 % pour 2,5 % à 14 "
            "participants par bras, de 6,6 % à 4 par bras. Au-delà du dernier suivi d'un bras, sa courbe est prolongée.",
            en="Weibull curves (exponential when the shape is 1), losses unrelated to the event. In small samples the Wald "
            "test is significant too often: simulated risk of 3.4% for 2.5% with 14 participants per arm, 6.6% with 4 per "
            "arm. Beyond the last follow-up of an arm its curve is extended.",
        ),
        references=(
            Reference(
                "Royston P, Parmar MKB. Restricted mean survival time: an alternative to the hazard ratio for the design "
                "and analysis of randomized trials with a time-to-event outcome. BMC Med Res Methodol 2013;13:152",
                "10.1186/1471-2288-13-152",
            ),
            Reference(
                "Uno H, Claggett B, Tian L, et al. Moving beyond the hazard ratio in quantifying the between-group "
                "difference in survival analysis. J Clin Oncol 2014;32:2380-5",
                "10.1200/JCO.2014.55.2208",
            ),
            Reference(
                "Yung G, Liu Y. Sample size and power for the weighted log-rank test and Kaplan-Meier based tests with "
                "allowance for nonproportional hazards. Biometrics 2020;76:939-50",
                "10.1111/biom.13196",
            ),
        ),
        measures=(Measure.RMST_DIFFERENCE,),
        endpoint=Endpoint.TIME_TO_EVENT,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.until > self.watch.end:
            raise Refusal(_BEYOND, "until")
        control = restricted_mean(self.curves[1], self.until)
        if not 0 < control + self._test.null < self.until:
            raise Refusal(_MARGIN, "goal.margin")
        refuse_wrong_side(self.goal, restricted_mean(self.curves[0], self.until) - control, "survival_experimental")
        return self

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def means(self) -> tuple[Moments, Moments]:
        """Mean and variance of the experimental and of the control arm."""
        experimental, control = self.curves
        return _arm(experimental, self.watch, self.until), _arm(control, self.watch, self.until)

    @property
    def difference(self) -> float:
        """Months gained by the experimental arm."""
        experimental, control = self.means
        return experimental.value - control.value

    def _error(self, size: Size) -> FloatArray:
        experimental, control = self.means
        return np.asarray(np.sqrt(self.per_participant(experimental.variance, control.variance)) / root_of_total(size))

    def attained(self, size: Size) -> FloatArray:
        total = np.asarray(size["participants"], dtype=np.float64)
        corrected = self.method == "corrected"
        return wald_power(self._distance, self._test.sign, self.means, self.share, total, self._test.alpha, corrected)

    @property
    def _distance(self) -> float:
        return self._test.sign * (self.difference - self._test.null)

    def caution(self) -> Text | None:
        if self.method == "corrected":
            return None
        return worst_caution(off_by(self._distance, self._test.sign, self.means, self.share, self._test.alpha))

    def null_curve(self) -> Weibull:
        experimental, control = self.curves
        wanted = restricted_mean(control, self.until) + self._test.null
        if self._test.null == 0:
            return control
        from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

        def slower(log_scale: float) -> Weibull:
            return Weibull(self.until * float(np.exp(log_scale)), experimental.shape)

        return slower(float(brentq(lambda u: restricted_mean(slower(u), self.until) - wanted, -60, 60)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Areas under the Kaplan-Meier curves with Greenwood's variances, Wald test and interval."""
        test, parts = self._test, []
        for experimental, control in self.simulated(size, trials, rng, at):
            (one, one_variance), (two, two_variance) = (
                curve.restricted_mean(self.until) for curve in (experimental, control)
            )
            error, estimate = np.sqrt(one_variance + two_variance), one - two
            failed = error == 0
            safe = np.where(failed, 1.0, error)
            p = np.where(failed, 1.0, Phi(-test.sign * (estimate - test.null) / safe))
            half = z(test.alpha) * error
            parts.append(Trials(estimate, estimate - half, estimate + half, p, p <= test.alpha, failed))
        return Trials.joined(parts)

    def variants(self) -> tuple[Variant, ...]:
        found = self.other_options("method")
        exponential = self.model_dump() | {"shape_control": 1.0, "shape_experimental": 1.0}
        if exponential == self.model_dump():
            return found
        with suppress(ValueError):  # the effect may change side
            return (*found, Variant(_EXPONENTIAL, type(self).model_validate(exponential)))
        return found

    def least_success(self, size: Size) -> Phrase | None:
        test = self._test
        edge = test.null + test.sign * z(test.alpha) * float(self._error(size))
        return Phrase(_AT_LEAST if test.sign > 0 else _AT_MOST, {"edge": Value(edge, Unit.MONTHS)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        experimental, control = self.means
        return (
            Step(_MEANS[0], Value(experimental.value, Unit.MONTHS)),
            Step(_MEANS[1], Value(control.value, Unit.MONTHS)),
            Step(_DIFFERENCE, Value(self.difference, Unit.MONTHS)),
            Step(_SDS[0], Value(float(np.sqrt(experimental.variance)), Unit.MONTHS), _GREENWOOD),
            Step(_SDS[1], Value(float(np.sqrt(control.variance)), Unit.MONTHS), _GREENWOOD),
            Step(_ERROR, Value(float(self._error(size)), Unit.MONTHS)),
        )

    def sentence(self) -> Text:
        return with_follow_up(_SENTENCES[self.goal.kind], self.accrual, self.dropout)


_EXPONENTIAL = Text(fr="Courbes exponentielles", en="Exponential curves")
_MEANS = (
    Text(fr="Durée moyenne restreinte, bras expérimental", en="Restricted mean, experimental arm"),
    Text(fr="Durée moyenne restreinte, bras contrôle", en="Restricted mean, control arm"),
)
_DIFFERENCE = Text(fr="Différence attendue", en="Expected difference")
_SDS = (
    Text(
        fr="Écart type d'un participant, bras expérimental", en="Standard deviation of a participant, experimental arm"
    ),
    Text(fr="Écart type d'un participant, bras contrôle", en="Standard deviation of a participant, control arm"),
)
_GREENWOOD = Text(
    fr="racine de l'intégrale de (aire restante)² × risque / part à risque",
    en="root of the integral of (area to come)² × hazard / share at risk",
)
_ERROR = Text(fr="Erreur type de la différence", en="Standard error of the difference")
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
        fr="Pour mettre en évidence une différence de durées moyennes sans événement restreintes à {until}, avec des "
        "proportions sans événement de {survival_experimental} et {survival_control} à {horizon} dans les bras "
        "expérimental et contrôle, au risque de première espèce {sides} de {alpha} et avec une puissance de {target}, "
        "{n_total} participants sont nécessaires ({n_arms}), ",
        en="To detect a difference in mean event-free time restricted to {until}, with event-free proportions of "
        "{survival_experimental} and {survival_control} at {horizon} in the experimental and control arms, at a {sides} "
        "type I error of {alpha} and with a power of {target}, {n_total} participants are needed ({n_arms}), ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que la durée moyenne sans événement restreinte à {until} n'est pas moins favorable de plus de {margin}, "
        "avec des proportions sans événement de {survival_experimental} et {survival_control} à {horizon} dans les bras "
        "expérimental et contrôle, au risque de première espèce unilatéral de {alpha} et avec une puissance de {target}, "
        "{n_total} participants sont nécessaires ({n_arms}), ",
        en="To show that the mean event-free time restricted to {until} is not worse by more than {margin}, with event-free "
        "proportions of {survival_experimental} and {survival_control} at {horizon} in the experimental and control arms, "
        "at a one-sided type I error of {alpha} and with a power of {target}, {n_total} participants are needed "
        "({n_arms}), ",
    ),
}
