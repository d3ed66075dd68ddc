"""Two independent samples by ranks: Wilcoxon-Mann-Whitney test, probability of superiority, no ties.

theta is the probability that a participant of the experimental arm does better than one of the control arm.
- noether: total N = (z + z)^2 / (12 c (1 - c) (theta - 1/2)^2), variance under H0 only, with c the share of one arm
- shift: variances under H0, (N + 1) / (12 n m), and under H1, ((N - 2) xi + theta (1 - theta)) / (n m), when the arms
  are two normal distributions one shift apart: xi = P(X < Y, X' < Y) - theta^2 by Owen's function
- t_normal, t_least: the t test's size for the same shift, over the relative efficiency of ranks, 3 / pi for normal data,
  0.864 for the least favourable distribution

d = 0.5, power .8: t test 64 per arm, 67 (t_normal), 69 (noether), 74 (t_least); simulated .802 at 67, .810 at 69.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import pi, sqrt
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import model_validator
from scipy.special import ndtri, owens_t

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.t_tests import noncentral_t_power
from stats.goals import OneSided, Superiority, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials
from stats.two_arms import TwoArms

_RELATIVE = {"t_normal": 3 / pi, "t_least": 108 / 125}  # efficiency of ranks against the t test


class RankSum(TwoArms):
    """Compare two arms by the ranks of a continuous outcome, without assuming its distribution."""

    kind: Literal["rank_sum"] = "rank_sum"
    goal: Superiority
    p_superiority: Annotated[
        float,
        Quantity(
            label=Text(fr="Probabilité de supériorité attendue", en="Expected probability of superiority"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Probabilité qu'un participant du bras expérimental ait une valeur plus élevée qu'un participant du bras "
                "contrôle ; 50 % sans effet. Une différence d'un demi-écart-type correspond à 64 %.",
                en="Probability that a participant of the experimental arm has a higher value than one of the control arm; "
                "50% without effect. A difference of half a standard deviation corresponds to 64%.",
            ),
            symbol="θ",
            gt=0,
            lt=1,
        ),
    ]
    method: Annotated[
        Literal["noether", "shift", "t_normal", "t_least"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "noether": Text(fr="Noether, variance sous H0", en="Noether, variance under H0"),
                "shift": Text(
                    fr="variances sous H0 et H1, décalage de lois normales",
                    en="variances under H0 and H1, shift of normal distributions",
                ),
                "t_normal": Text(
                    fr="test t, efficacité relative 3/π (lois normales)",
                    en="t test, relative efficiency 3/π (normal data)",
                ),
                "t_least": Text(
                    fr="test t, efficacité relative minimale 0,864", en="t test, least relative efficiency 0.864"
                ),
            },
        ),
    ] = "noether"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Comparaison de deux groupes par les rangs", en="Comparison of two groups by ranks"),
        question=Text(
            fr="Les participants du bras expérimental ont-ils le plus souvent un meilleur résultat que ceux du comparateur, "
            "pour un critère dont la distribution est asymétrique ?",
            en="Do participants of the experimental arm mostly do better than those of the comparator, for an endpoint with a "
            "skewed distribution?",
        ),
        family=Family.RANKS,
        method=Text(
            fr="test de Wilcoxon-Mann-Whitney, formule de Noether", en="Wilcoxon-Mann-Whitney test, Noether's formula"
        ),
        limits=Text(
            fr="Un résultat par participant, sans ex aequo ; avec des catégories, choisir le critère ordinal. Le test compare des "
            "rangs, non des médianes ni des moyennes. La formule de Noether demande quelques participants de trop quand "
            "l'effet est grand.",
            en="One outcome per participant, without ties; with categories choose the ordinal outcome. The test compares ranks, "
            "neither medians nor means. Noether's formula asks for a few participants too many when the effect is large.",
        ),
        references=(
            Reference(
                "Noether GE. Sample size determination for some common nonparametric tests. J Am Stat Assoc 1987;82:645-7",
                "10.1080/01621459.1987.10478478",
            ),
            Reference(
                "Lehmann EL. Nonparametrics: statistical methods based on ranks. Holden-Day, San Francisco, 1975"
            ),
        ),
        measures=(Measure.PROBABILITY_OF_SUPERIORITY,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self.goal, self.p_superiority - 0.5, "p_superiority")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True)

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def standardised(self) -> float:
        """Shift of two normal distributions with this probability of superiority, in standard deviations."""
        return float(sqrt(2) * ndtri(self.p_superiority))

    def null_value(self) -> Value:
        return Value(0.5, Unit.PROPORTION)

    def attained(self, size: Size) -> FloatArray:
        test, shift = self._test, self._test.sign * (self.p_superiority - 0.5)
        n, m = self.sizes(size)
        if self.method == "noether":
            return np.asarray(Phi(shift * np.sqrt(12 * n * m / (n + m)) - z(test.alpha)))
        if self.method == "shift":
            null, expected = np.sqrt((n + m + 1) / (12 * n * m)), _error(self.p_superiority, n, m)
            return np.asarray(Phi((shift - z(test.alpha) * null) / expected))
        n, m = (_RELATIVE[self.method] * one for one in (n, m))
        df = np.maximum(n + m - 2, 0.5)
        return noncentral_t_power(abs(self.standardised) / np.sqrt(1 / n + 1 / m), df, test.alpha)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Two normal samples one shift apart, and the Wilcoxon-Mann-Whitney test in its normal form, without continuity
        correction; the interval takes its variance at the estimate.
        """
        n, m = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        values = rng.standard_normal((trials, n + m))
        if at == "alternative":
            values[:, :n] += self.standardised
        order = np.argsort(values, axis=1)
        ranks = (order < n) @ np.arange(1.0, n + m + 1)
        estimate = np.asarray((ranks - n * (n + 1) / 2) / (n * m))
        p = np.asarray(Phi(-self._test.sign * (estimate - 0.5) / sqrt((n + m + 1) / (12 * n * m))))
        half = z(self._test.alpha) * _error(np.clip(estimate, 0.5 / (n * m), 1 - 0.5 / (n * m)), n, m)
        lower, upper = np.maximum(estimate - half, 0.0), np.minimum(estimate + half, 1.0)
        return Trials(estimate, lower, upper, p, np.asarray(p <= self._test.alpha), np.zeros(trials, dtype=bool))

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        if self.method == "noether":
            return self.card.method
        option = self.option("method")
        return Text(fr=f"test de Wilcoxon-Mann-Whitney ({option.fr})", en=f"Wilcoxon-Mann-Whitney test ({option.en})")

    def least_success(self, size: Size) -> Phrase | None:
        n, m = self.sizes(size)
        edge = 0.5 + self._test.sign * z(self._test.alpha) * float(np.sqrt((n + m + 1) / (12 * n * m)))
        return Phrase(_AT_LEAST if self._test.sign > 0 else _AT_MOST, {"edge": Value(edge, Unit.PROPORTION)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, m = self.sizes(size)
        return (
            Step(_SHIFT, Value(self.standardised), _SHIFT_HOW),
            Step(_ERROR_H0, Value(float(np.sqrt((n + m + 1) / (12 * n * m))), Unit.POINTS), _ERROR_H0_HOW),
            Step(_ERROR_H1, Value(float(_error(self.p_superiority, n, m)), Unit.POINTS), _ERROR_H1_HOW),
        )

    def sentence(self) -> Text:
        return _SENTENCE

    def r_call(self) -> str | None:
        critical = f"qnorm(1 - {self._test.alpha!r})"
        if self.method == "noether":
            return (
                f"with(list(p = {self.p_superiority!r}, a = {self.allocation!r}), "
                f"({critical} + qnorm({{target}}))^2 * (1 + a)^2 / (12 * a * (p - 0.5)^2))"
            )
        if self.method in _RELATIVE and self.allocation == 1:
            return (
                f"with(list(d = {abs(self.standardised)!r}), 2 * power.t.test(delta = d, power = {{target}}, "
                f'sig.level = {self._test.alpha!r}, alternative = "one.sided", tol = 1e-10)$n / {_RELATIVE[self.method]!r})'
            )
        return None


def _error(theta: ArrayLike, n: ArrayLike, m: ArrayLike) -> FloatArray:
    """Standard error of the estimated probability of superiority of two normal distributions one shift apart."""
    theta, n, m = (np.asarray(one, dtype=np.float64) for one in (theta, n, m))
    shared = theta - 2 * owens_t(ndtri(theta), 1 / sqrt(3)) - theta**2
    return np.asarray(np.sqrt(((n + m - 2) * shared + theta * (1 - theta)) / (n * m)))


_SHIFT = Text(fr="Différence standardisée correspondante", en="Corresponding standardised difference")
_SHIFT_HOW = Text(fr="deux lois normales de même écart-type", en="two normal distributions with one standard deviation")
_ERROR_H0 = Text(fr="Erreur standard sous H0", en="Standard error under H0")
_ERROR_H0_HOW = Text(fr="racine de (N + 1) / (12 × n × m)", en="square root of (N + 1) / (12 × n × m)")
_ERROR_H1 = Text(fr="Erreur standard sous H1", en="Standard error under H1")
_ERROR_H1_HOW = Text(fr="décalage de deux lois normales", en="shift of two normal distributions")
_AT_LEAST = Text(
    fr="succès si la probabilité de supériorité observée atteint {edge}",
    en="success if the observed probability of superiority reaches {edge}",
)
_AT_MOST = Text(
    fr="succès si la probabilité de supériorité observée est au plus de {edge}",
    en="success if the observed probability of superiority is at most {edge}",
)
_SENTENCE = Text(
    fr="Pour mettre en évidence une différence par un test de Wilcoxon-Mann-Whitney, avec une probabilité de {p_superiority} "
    "qu'un participant du bras expérimental ait une valeur plus élevée qu'un participant du bras contrôle, au risque de "
    "première espèce {sides} de {alpha} avec une puissance de {target}, {n_total} participants analysables sont "
    "nécessaires ({n_arms}).",
    en="To detect a difference by a Wilcoxon-Mann-Whitney test, with a probability of {p_superiority} that a participant of "
    "the experimental arm has a higher value than one of the control arm, at a {sides} type I error of {alpha} with a power "
    "of {target}, {n_total} analysable participants are needed ({n_arms}).",
)
