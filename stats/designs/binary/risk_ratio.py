"""Two independent proportions by their ratio (relative risk): superiority, non-inferiority or equivalence.

- score (default): p_E - r p_C over its standard error at the most likely rates under the null ratio r (Farrington &
  Manning 1990); power = Phi((|p_E - r p_C| sqrt(N) - z s0) / s1). With r = 1 it is the pooled chi-square test
- wald: log risk ratio, variance (1 - p_E) / x_E + (1 - p_C) / x_C at the expected rates
- null_variance: log risk ratio, variance at the most likely rates under H0 for the critical value

Where programs disagree: rpact (riskRatio = TRUE) and lrstat getDesignRiskRatioFM are the score; lrstat getDesignRiskRatio
is null_variance or wald by its option nullVariance.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, sqrt
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Variant
from stats.formulas.binary.proportion_ratio import Counts, ProportionRatioArms, restricted_risks
from stats.goals import NonInferiority, OneSided
from stats.normal import z
from stats.quantities import Choice, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray


class RiskRatio(ProportionRatioArms):
    """Compare the proportions of a binary endpoint between two independent arms, by their ratio."""

    kind: Literal["risk_ratio"] = "risk_ratio"
    method: Annotated[
        Literal["score", "wald", "null_variance"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "score": Text(fr="score (Farrington-Manning)", en="score (Farrington-Manning)"),
                "wald": Text(fr="logarithme du risque relatif (Wald)", en="log risk ratio (Wald)"),
                "null_variance": Text(
                    fr="logarithme du risque relatif, variance sous H0", en="log risk ratio, variance under H0"
                ),
            },
        ),
    ] = "score"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Risque relatif de deux bras", en="Risk ratio of two arms"),
        question=Text(
            fr="De quel facteur le dispositif change-t-il le risque d'un événement, par rapport au comparateur ?",
            en="By which factor does the device change the risk of an event, against the comparator?",
        ),
        family=Family.BINARY,
        method=Text(
            fr="test du score du risque relatif (Farrington-Manning), khi-deux de Pearson pour une supériorité",
            en="score test of the risk ratio (Farrington-Manning), Pearson's chi-square for superiority",
        ),
        limits=Text(
            fr="Un résultat par participant. L'approximation normale demande environ 5 événements attendus par bras. À bras inégaux "
            "et proportions élevées, Wald s'écarte de 2 points (0,85 contre 0,90, marge 1,15, 1:2 : 0,78 simulé pour 0,80). Le risque "
            "relatif du succès n'est pas l'inverse de celui de l'échec : nommer l'événement compté.",
            en="One outcome per participant. The normal approximation needs about 5 expected events per arm. With unequal "
            "arms and high rates Wald is 2 points off (0.85 against 0.90, margin 1.15, 1:2: simulated 0.78 for 0.80). The risk ratio of "
            "success is not the inverse of that of failure: name the event that is counted.",
        ),
        references=(
            Reference(
                "Farrington CP, Manning G. Test statistics and sample size formulae for comparative binomial trials. "
                "Stat Med 1990;9:1447-54",
                "10.1002/sim.4780091208",
            ),
            Reference(
                "Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-26",
                "10.1002/sim.4780040211",
            ),
        ),
        measures=(Measure.RISK_RATIO,),
        endpoint=Endpoint.BINARY,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        null = self.log_goal.tests()[0].null
        if isinstance(self.goal, NonInferiority) and self.p_control * exp(null) >= 1:
            raise Refusal(
                _BEYOND_ONE,
                "goal.margin",
                margin=Value(self.goal.margin, Unit.EFFECT_RATIO),
                control=Value(self.p_control, Unit.PROPORTION),
            )
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=self.symmetric_goal, normal=self.one_null() is not None)

    def log_ratio(self, p: ArrayLike, q: ArrayLike) -> FloatArray:
        return np.asarray(np.log(np.asarray(p) / np.asarray(q)))

    def restricted(self, p: ArrayLike, q: ArrayLike, k: float, ratio: ArrayLike) -> tuple[FloatArray, FloatArray]:
        return restricted_risks(p, q, k, ratio)

    def _boundary(self, null: float) -> tuple[float, float]:
        p = self.p_control * exp(null)
        return (p, self.p_control) if p < 1 else self.null_rates(null)

    def spread(self, null: float | None) -> float:
        """Of the log risk ratio."""
        under_null = null is not None and self.method != "wald"
        p, q = self.null_rates(null) if under_null and null is not None else (self.p_experimental, self.p_control)
        return sqrt((1 + self.allocation) * ((1 - p) / (p * self.allocation) + (1 - q) / q))

    def _deviate(self, test: OneSided, total: FloatArray) -> FloatArray:
        if self.method != "score":
            return super()._deviate(test, total)
        p, q, ratio = self.p_experimental, self.p_control, exp(test.null)
        null, expected = _spreads(p, q, self.allocation, ratio)
        return np.asarray((test.sign * (p - ratio * q) * np.sqrt(total) - z(test.alpha) * null) / expected)

    def statistic(self, seen: Counts, null: ArrayLike) -> FloatArray:
        ratio = np.exp(np.asarray(null, dtype=np.float64))
        a, b, k = seen.x / seen.n, seen.y / seen.m, seen.n / seen.m
        if self.method == "score":
            p, q = restricted_risks(a, b, k, ratio)
            error = np.sqrt(p * (1 - p) / seen.n + ratio**2 * q * (1 - q) / seen.m)
            return np.asarray(np.where(error > 1e-12, (a - ratio * b) / error, np.nan))
        p, q = (a, b) if self.method == "wald" else restricted_risks(a, b, k, ratio)
        variance = (1 - p) / (seen.n * p) + (1 - q) / (seen.m * q)
        usable = (seen.x > 0) & (seen.y > 0) & (variance > 1e-15)
        return np.asarray(np.where(usable, np.log(a / b / ratio) / np.sqrt(variance), np.nan))

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return _METHODS.get(self.method, self.card.method)

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        test = self.one_null()
        if test is None:
            return None
        if self.method == "score":
            return (
                f"rpact::getSampleSizeRates(riskRatio = TRUE, thetaH0 = {exp(test.null)!r}, pi1 = {self.p_experimental!r}, "
                f"pi2 = {self.p_control!r}, alpha = {test.alpha!r}, sided = 1, beta = {{beta}}, "
                f"allocationRatioPlanned = {self.allocation!r})"
            )
        h0, h1 = self.spread(test.null), self.spread(None)
        return (
            f"with(list(s0 = {h0!r}, s1 = {h1!r}), ((qnorm(1 - {test.alpha!r}) * s0 + qnorm({{target}}) * s1) / "
            f"(log({self.p_experimental!r} / {self.p_control!r}) - {test.null!r}))^2)"
        )


@lru_cache(maxsize=4096)
def _spreads(p: float, q: float, k: float, ratio: float) -> tuple[float, float]:
    """sqrt(total) times the standard error of p_E - ratio p_C, at the rates under the ratio and at the expected rates."""
    first, second = restricted_risks(p, q, k, ratio)
    null, expected = (
        float(np.sqrt((1 + k) * (a * (1 - a) / k + ratio**2 * b * (1 - b)))) for a, b in ((first, second), (p, q))
    )
    return null, expected


_BEYOND_ONE = Text(
    fr="Avec une proportion de {control} dans le bras contrôle, un risque {margin} fois plus grand dépasse 100 % : aucun "
    "résultat ne pourrait être inférieur. Réduire la marge, ou compter l'événement contraire.",
    en="With a proportion of {control} in the control arm, a risk {margin} times larger exceeds 100%: no result could be "
    "inferior. Reduce the margin, or count the opposite event.",
)
_METHODS = {
    "wald": Text(fr="test de Wald du logarithme du risque relatif", en="Wald test of the log risk ratio"),
    "null_variance": Text(
        fr="test du logarithme du risque relatif, variance au maximum de vraisemblance sous H0",
        en="test of the log risk ratio, variance at the maximum likelihood under H0",
    ),
}
_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence un risque relatif différent de 1, sous des proportions de {p_experimental} dans le bras "
        "expérimental et de {p_control} dans le bras contrôle, au risque de première espèce {sides} de {alpha} avec une "
        "puissance de {target}, {n_total} participants analysables sont nécessaires ({n_arms}).",
        en="To detect a risk ratio different from 1, under proportions of {p_experimental} in the experimental arm and "
        "{p_control} in the control arm, at a {sides} type I error of {alpha} with a power of {target}, {n_total} analysable "
        "participants are needed ({n_arms}).",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une limite de {margin} sur le risque relatif, sous des proportions vraies de "
        "{p_experimental} dans le bras expérimental et de {p_control} dans le bras contrôle, au risque de première espèce "
        "unilatéral de {alpha} avec une puissance de {target}, {n_total} participants analysables sont nécessaires ({n_arms}).",
        en="To show non-inferiority with a limit of {margin} on the risk ratio, under true proportions of {p_experimental} in "
        "the experimental arm and {p_control} in the control arm, at a one-sided type I error of {alpha} with a power of "
        "{target}, {n_total} analysable participants are needed ({n_arms}).",
    ),
    "equivalence": Text(
        fr="Pour montrer que le risque relatif reste entre 1/{margin_lower} et {margin_upper}, sous des proportions vraies de "
        "{p_experimental} dans le bras expérimental et de {p_control} dans le bras contrôle, par deux tests unilatéraux de "
        "risque {alpha} chacun et avec une puissance de {target}, {n_total} participants analysables sont nécessaires "
        "({n_arms}).",
        en="To show that the risk ratio stays between 1/{margin_lower} and {margin_upper}, under true proportions of "
        "{p_experimental} in the experimental arm and {p_control} in the control arm, by two one-sided tests at {alpha} each "
        "and with a power of {target}, {n_total} analysable participants are needed ({n_arms}).",
    ),
}
