"""Two independent proportions by their odds ratio: superiority, non-inferiority or equivalence.

- wald (default): log odds ratio of a logistic regression, variance 1 / (n p (1 - p)) summed over the arms at the expected
  rates (Wang, Chow & Li 2002; TrialSize RelativeRisk.*, which are odds ratios in spite of their name)
- score: critical value with the variance at the most likely rates under the null odds ratio, which keep the total number of
  successes; the test is Miettinen & Nurminen's score test, the pooled chi-square for superiority (lrstat, nullVariance = TRUE)

.15 v .30, power .8: 251.3 (wald), 235.4 (score; simulated .797 at 236); the chi-square formula says 240.9.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import Annotated, ClassVar, Literal

import numpy as np
from numpy.typing import ArrayLike

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Variant
from stats.formulas.binary.proportion_ratio import Counts, ProportionRatioArms, restricted_odds
from stats.quantities import Choice
from stats.text import Text
from stats.trials import FloatArray


class OddsRatio(ProportionRatioArms):
    """Compare the proportions of a binary endpoint between two independent arms, by their odds ratio."""

    kind: Literal["odds_ratio"] = "odds_ratio"
    method: Annotated[
        Literal["wald", "score"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "wald": Text(fr="régression logistique (Wald)", en="logistic regression (Wald)"),
                "score": Text(fr="score, variance sous H0", en="score, variance under H0"),
            },
        ),
    ] = "wald"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Odds ratio de deux bras", en="Odds ratio of two arms"),
        question=Text(
            fr="Le dispositif change-t-il les chances d'atteindre le critère, dans une analyse par régression logistique ?",
            en="Does the device change the odds of meeting the endpoint, in an analysis by logistic regression?",
        ),
        family=Family.BINARY,
        method=Text(
            fr="test de Wald de l'odds ratio dans une régression logistique",
            en="Wald test of the odds ratio in a logistic regression",
        ),
        limits=Text(
            fr="Un résultat par participant, régression sans covariable : un ajustement change l'odds ratio visé. L'approximation "
            "normale demande environ 10 événements et 10 non-événements attendus par bras ; à bras inégaux, Wald s'écarte de 1 à 3 points. L'odds ratio d'un critère fréquent "
            "est bien plus éloigné de 1 que le risque relatif.",
            en="One outcome per participant, regression without covariates: adjusting changes the odds ratio aimed at. The normal "
            "approximation needs about 10 expected events and 10 non-events per arm; with unequal arms Wald is 1 to 3 points off. The odds ratio of a frequent endpoint lies "
            "much further from 1 than the risk ratio.",
        ),
        references=(
            Reference(
                "Wang H, Chow SC, Li G. On sample size calculation based on odds ratio in clinical trials. J Biopharm Stat "
                "2002;12:471-83"
            ),
            Reference(
                "Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-26",
                "10.1002/sim.4780040211",
            ),
        ),
        measures=(Measure.ODDS_RATIO,),
        endpoint=Endpoint.BINARY,
        against=Against.OTHER_ARM,
    )

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=self.symmetric_goal, normal=self.one_null() is not None)

    def log_ratio(self, p: ArrayLike, q: ArrayLike) -> FloatArray:
        p, q = np.asarray(p), np.asarray(q)
        return np.asarray(np.log(p / (1 - p)) - np.log(q / (1 - q)))

    def restricted(self, p: ArrayLike, q: ArrayLike, k: float, ratio: ArrayLike) -> tuple[FloatArray, FloatArray]:
        return restricted_odds(p, q, k, ratio)

    def _boundary(self, null: float) -> tuple[float, float]:
        odds = exp(null) * self.p_control / (1 - self.p_control)
        return odds / (1 + odds), self.p_control

    def spread(self, null: float | None) -> float:
        """Of the log odds ratio."""
        p, q = self.p_experimental, self.p_control
        if null is not None and self.method == "score":
            p, q = self.null_rates(null)
        return sqrt((1 + self.allocation) * (1 / (self.allocation * p * (1 - p)) + 1 / (q * (1 - q))))

    def statistic(self, seen: Counts, null: ArrayLike) -> FloatArray:
        ratio = np.exp(np.asarray(null, dtype=np.float64))
        a, b, k = seen.x / seen.n, seen.y / seen.m, seen.n / seen.m
        if self.method == "score":
            p, q = restricted_odds(a, b, k, ratio)
            variance = 1 / (seen.n * p * (1 - p)) + 1 / (seen.m * q * (1 - q))
            usable = (seen.x + seen.y > 0) & (seen.x + seen.y < seen.n + seen.m)
            return np.asarray(np.where(usable, seen.n * (a - p) * np.sqrt(variance), np.nan))
        variance = 1 / (seen.n * a * (1 - a)) + 1 / (seen.m * b * (1 - b))
        usable = (seen.x > 0) & (seen.y > 0) & (seen.x < seen.n) & (seen.y < seen.m)
        return np.asarray(np.where(usable, (self.log_ratio(a, b) - np.log(ratio)) / np.sqrt(variance), np.nan))

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.card.method if self.method == "wald" else _SCORE

    def caution(self) -> Text | None:
        return _SCORE_OPTIMISTIC if self.method == "score" else None

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        test = self.one_null()
        if test is None:
            return None
        h0, h1 = self.spread(test.null), self.spread(None)
        return (
            f"with(list(s0 = {h0!r}, s1 = {h1!r}), ((qnorm(1 - {test.alpha!r}) * s0 + qnorm({{target}}) * s1) / "
            f"(qlogis({self.p_experimental!r}) - qlogis({self.p_control!r}) - {test.null!r}))^2)"
        )


_SCORE = Text(
    fr="test du score de l'odds ratio (Miettinen-Nurminen), khi-deux de Pearson pour une supériorité",
    en="score test of the odds ratio (Miettinen-Nurminen), Pearson's chi-square for superiority",
)
_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence un odds ratio différent de 1, sous des proportions de {p_experimental} dans le bras "
        "expérimental et de {p_control} dans le bras contrôle, au risque de première espèce {sides} de {alpha} avec une "
        "puissance de {target}, {n_total} participants analysables sont nécessaires ({n_arms}).",
        en="To detect an odds ratio different from 1, under proportions of {p_experimental} in the experimental arm and "
        "{p_control} in the control arm, at a {sides} type I error of {alpha} with a power of {target}, {n_total} analysable "
        "participants are needed ({n_arms}).",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une limite de {margin} sur l'odds ratio, sous des proportions vraies de "
        "{p_experimental} dans le bras expérimental et de {p_control} dans le bras contrôle, au risque de première espèce "
        "unilatéral de {alpha} avec une puissance de {target}, {n_total} participants analysables sont nécessaires ({n_arms}).",
        en="To show non-inferiority with a limit of {margin} on the odds ratio, under true proportions of {p_experimental} in "
        "the experimental arm and {p_control} in the control arm, at a one-sided type I error of {alpha} with a power of "
        "{target}, {n_total} analysable participants are needed ({n_arms}).",
    ),
    "equivalence": Text(
        fr="Pour montrer que l'odds ratio reste entre 1/{margin_lower} et {margin_upper}, sous des proportions vraies de "
        "{p_experimental} dans le bras expérimental et de {p_control} dans le bras contrôle, par deux tests unilatéraux de "
        "risque {alpha} chacun et avec une puissance de {target}, {n_total} participants analysables sont nécessaires "
        "({n_arms}).",
        en="To show that the odds ratio stays between 1/{margin_lower} and {margin_upper}, under true proportions of "
        "{p_experimental} in the experimental arm and {p_control} in the control arm, by two one-sided tests at {alpha} each "
        "and with a power of {target}, {n_total} analysable participants are needed ({n_arms}).",
    ),
}
_SCORE_OPTIMISTIC = Text(
    fr="La formule du score est optimiste de 2 points environ quand les bras sont inégaux et les proportions proches de 1 (ou de 0), "
    "ou avec moins de 15 participants par bras. Vérifier par simulation.",
    en="The score formula is about 2 points optimistic when the arms are unequal and the proportions close to 1 (or to 0), or with "
    "fewer than 15 participants per arm. Check by simulation.",
)
