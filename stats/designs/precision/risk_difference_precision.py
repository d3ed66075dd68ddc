"""Precision of a difference of two proportions: the size for which its confidence interval is narrow enough.

The width is that of the interval at the expected counts, not rounded (the convention of R's presize). With an assurance it is
the quantile of the observed width over both binomial counts, taken as continuous.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.precision.difference_interval import bounds
from stats.formulas.precision.observed_rates import assured
from stats.goals import Precision
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials
from stats.two_arms import TwoArms

_NO_ASSURANCE = Text(
    fr="L'assurance sur la largeur est calculée pour les intervalles de Newcombe, d'Agresti-Caffo et de Wald : choisir l'un d'eux.",
    en="The assurance on the width is computed for the Newcombe, Agresti-Caffo and Wald intervals: choose one of them.",
)


class RiskDifferencePrecision(TwoArms):
    """Estimate a difference of two independent proportions with a confidence interval of a given full width."""

    kind: Literal["risk_difference_precision"] = "risk_difference_precision"
    goal: Precision
    p_experimental: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue, bras expérimental", en="Expected proportion, experimental arm"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part attendue de succès (ou d'événements) dans le bras expérimental. Plus proche de 0,5, elle demande plus de "
                "participants.",
                en="Expected share of successes (or events) in the experimental arm. Nearer to 0.5 it asks for more participants.",
            ),
            symbol="p_E",
            gt=0,
            lt=1,
        ),
    ]
    p_control: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue, bras contrôle", en="Expected proportion, control arm"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part attendue de succès (ou d'événements) dans le bras contrôle.",
                en="Expected share of successes (or events) in the control arm.",
            ),
            symbol="p_C",
            gt=0,
            lt=1,
        ),
    ]
    interval: Annotated[
        Literal["newcombe", "agresti_caffo", "score", "miettinen_nurminen", "wald"],
        Choice(
            label=Text(fr="Intervalle de confiance", en="Confidence interval"),
            options={
                "newcombe": Text(fr="Newcombe (score hybride)", en="Newcombe (hybrid score)"),
                "agresti_caffo": Text(fr="Agresti-Caffo", en="Agresti-Caffo"),
                "score": Text(fr="score (test de score inversé)", en="score (inverted score test)"),
                "miettinen_nurminen": Text(
                    fr="Miettinen-Nurminen (score, facteur N / (N - 1))",
                    en="Miettinen-Nurminen (score, factor N / (N - 1))",
                ),
                "wald": Text(fr="Wald (approximation normale)", en="Wald (normal approximation)"),
            },
        ),
    ] = "newcombe"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'une différence de proportions", en="Precision of a difference of proportions"),
        question=Text(
            fr="Avec quelle précision l'écart de taux de succès entre le dispositif et le comparateur sera-t-il connu ?",
            en="How precisely will the difference in success rates between the device and the comparator be known?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur totale de l'intervalle de Newcombe de la différence, aux nombres attendus de succès, non arrondis",
            en="full width of Newcombe's interval of the difference, at the expected numbers of successes, not rounded",
        ),
        limits=Text(
            fr="Deux bras indépendants, une observation par participant. Sans assurance, la largeur observée dépasse la largeur annoncée "
            "une fois sur deux environ. Avec une assurance, les nombres de succès sont traités comme continus : la probabilité simulée "
            "de tenir la largeur va de 1 point de moins que celle voulue à 5 points de plus, et jusqu'à 11 points de plus près de 0,5 "
            "avec 30 participants par bras. L'intervalle de Wald couvre trop peu avec peu de participants ou près de 0 et de 1.",
            en="Two independent arms, one observation per participant. Without assurance, the observed width exceeds the width announced "
            "about half of the time. With an assurance, the numbers of successes are taken as continuous: the simulated probability of "
            "keeping the width lies between 1 point below the one wanted and 5 points above, up to 11 points above near 0.5 with 30 "
            "participants per arm. The Wald interval covers too little with few participants, or near 0 and 1.",
        ),
        references=(
            Reference(
                "Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven methods. "
                "Stat Med 1998;17:873-90",
                "10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I",
            ),
            Reference(
                "Agresti A, Caffo B. Simple and effective confidence intervals for proportions and differences of proportions result "
                "from adding two successes and two failures. Am Stat 2000;54:280-8",
                "10.1080/00031305.2000.10474560",
            ),
            Reference(
                "Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-26",
                "10.1002/sim.4780040211",
            ),
        ),
        measures=(Measure.RISK_DIFFERENCE,),
        endpoint=Endpoint.BINARY,
        against=Against.OTHER_ARM,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.goal.assurance is not None and self.interval in ("score", "miettinen_nurminen"):
            raise Refusal(_NO_ASSURANCE, "goal.assurance")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True)

    def _bounds(self, p: FloatArray, q: FloatArray, n: FloatArray, m: FloatArray) -> tuple[FloatArray, FloatArray]:
        return bounds(self.interval, p, q, n, m, self.goal.confidence)

    def _width(self, p: FloatArray, q: FloatArray, n: FloatArray, m: FloatArray) -> FloatArray:
        lower, upper = self._bounds(p, q, n, m)
        return np.asarray(upper - lower)

    def attained(self, size: Size) -> FloatArray:
        """Full width at the expected counts, or the width not exceeded with the assurance asked."""
        sizes = self.sizes(size)
        if self.goal.assurance is not None:
            return assured(self._width, sizes, (self.p_experimental, self.p_control), self.goal.assurance)
        return self._width(np.asarray(self.p_experimental), np.asarray(self.p_control), *sizes)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Binomial counts and their interval; `claimed` says that it contains the true difference."""
        n, m = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        p, q = rng.binomial(n, self.p_experimental, trials) / n, rng.binomial(m, self.p_control, trials) / m
        lower, upper = self._bounds(p, q, np.asarray(float(n)), np.asarray(float(m)))
        truth = self.p_experimental - self.p_control
        covered = (lower <= truth) & (truth <= upper)
        return Trials(p - q, lower, upper, np.full(trials, np.nan), covered, np.zeros(trials, dtype=bool))

    def variants(self) -> tuple[Variant, ...]:
        refused = () if self.goal.assurance is None else ("score", "miettinen_nurminen")
        return self.other_options("interval", without=refused)

    def method_text(self) -> Text:
        name = self.option("interval")
        if self.goal.assurance is not None:
            return Text(
                fr=f"largeur totale de l'intervalle de la différence, {name.fr}, quantile sur les deux nombres de succès",
                en=f"full width of the interval of the difference, {name.en}, quantile over both numbers of successes",
            )
        return Text(
            fr=f"largeur totale de l'intervalle de la différence, {name.fr}, aux nombres attendus de succès, non arrondis",
            en=f"full width of the interval of the difference, {name.en}, at the expected numbers of successes, not rounded",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, m = self.sizes(size)
        lower, upper = self._bounds(np.asarray(self.p_experimental), np.asarray(self.p_control), n, m)
        return (
            Step(_GAP, Value(self.p_experimental - self.p_control, Unit.POINTS)),
            Step(_EXPERIMENTAL, Value(float(n) * self.p_experimental)),
            Step(_CONTROL, Value(float(m) * self.p_control)),
            Step(_LOWER, Value(float(lower), Unit.POINTS)),
            Step(_UPPER, Value(float(upper), Unit.POINTS)),
        )

    def sentence(self) -> Text:
        return _SENTENCE if self.goal.assurance is None else _ASSURED

    def r_call(self) -> str | None:
        if self.goal.assurance is not None or self.interval == "miettinen_nurminen":
            return None
        p, q, r, level = self.p_experimental, self.p_control, self.allocation, self.goal.confidence
        if self.interval == "wald":
            return (
                f"with(list(p = {p:.12g}, q = {q:.12g}, r = {r:.12g}, z = qnorm({(1 + level) / 2:.12g})), "
                "(2 * z / {target})^2 * (1 + r) * (p * (1 - p) / r + q * (1 - q)))"
            )
        name = {"newcombe": "newcombe", "agresti_caffo": "ac", "score": "mn"}[self.interval]
        return (
            f"presize::prec_riskdiff(p1 = {p:.12g}, p2 = {q:.12g}, r = {r:.12g}, conf.width = {{target}}, conf.level = {level:g}, "
            f'method = "{name}")$ntot'
        )


_GAP = Text(fr="Différence attendue", en="Expected difference")
_EXPERIMENTAL = Text(fr="Nombre attendu de succès, bras expérimental", en="Expected successes, experimental arm")
_CONTROL = Text(fr="Nombre attendu de succès, bras contrôle", en="Expected successes, control arm")
_LOWER = Text(fr="Borne inférieure à ces nombres", en="Lower bound at these numbers")
_UPPER = Text(fr="Borne supérieure à ces nombres", en="Upper bound at these numbers")
_SENTENCE = Text(
    fr="Pour estimer la différence entre des proportions attendues de {p_experimental} et {p_control} avec un intervalle de confiance à "
    "{confidence} de largeur totale {target} au plus, {n_total} participants analysables sont nécessaires ({n_arms}).",
    en="To estimate the difference between expected proportions of {p_experimental} and {p_control} with a {confidence} confidence "
    "interval of full width {target} at most, {n_total} analysable participants are needed ({n_arms}).",
)
_ASSURED = Text(
    fr="Pour estimer la différence entre des proportions attendues de {p_experimental} et {p_control} avec un intervalle de confiance à "
    "{confidence} dont la largeur totale ne dépasse pas {target} avec une probabilité de {assurance}, {n_total} participants analysables "
    "sont nécessaires ({n_arms}).",
    en="To estimate the difference between expected proportions of {p_experimental} and {p_control} with a {confidence} confidence "
    "interval whose full width does not exceed {target} with probability {assurance}, {n_total} analysable participants are needed "
    "({n_arms}).",
)
