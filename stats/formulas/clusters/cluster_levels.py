"""Two arms of clusters compared on a level, a proportion or a rate, whose variances follow from the level itself.

The analysis is a t test on cluster proportions or rates with a variance per arm; Hayes & Bennett's formula (Int J
Epidemiol 1999;28:319-26) adds one cluster per arm to the normal one. At equal allocation and sizes the test is Student's.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import model_validator
from scipy.special import stdtrit

from stats.card import Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.clusters.cluster_tests import (
    Spread,
    Summaries,
    compare,
    satterthwaite,
    sizes_drawn,
    summary_variance,
    t_power,
    trials_of,
    z_power,
)
from stats.formulas.clusters.clusters import ClusterArms
from stats.goals import Equivalence, Superiority, refuse_wrong_side
from stats.normal import z
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

METHODS: dict[str, Text] = {
    "t": Text(
        fr="t non centré, (grappes - 2) degrés de liberté", en="non-central t, (clusters - 2) degrees of freedom"
    ),
    "welch": Text(
        fr="t non centré, degrés de liberté de Welch-Satterthwaite",
        en="non-central t, Welch-Satterthwaite degrees of freedom",
    ),
    "z": Text(fr="approximation normale", en="normal approximation"),
    "hayes_bennett": Text(
        fr="Hayes et Bennett : approximation normale, plus une grappe par bras",
        en="Hayes and Bennett: normal approximation, plus one cluster per arm",
    ),
    "pooled": Text(
        fr="t non centré, variance groupée à la proportion moyenne",
        en="non-central t, variance pooled at the mean proportion",
    ),
}
_NORMAL = ("z", "hayes_bennett", "individual")


class ClusterLevels(ClusterArms):
    """A difference of proportions or rates between two arms of randomised clusters."""

    if TYPE_CHECKING:
        method: str

    effect_field: ClassVar[str]
    effect_unit: ClassVar[Unit]
    floor: ClassVar[float] = 0.0
    ceiling: ClassVar[float] = float("inf")

    @property
    @abstractmethod
    def levels(self) -> tuple[float, float]:
        """The expected levels, experimental first."""

    @abstractmethod
    def parts(self, level: float) -> tuple[float, float]:
        """Variance of one member inside its cluster, and variance of the true cluster levels, at a level."""

    @abstractmethod
    def drawn(self, rng: np.random.Generator, level: float, members: FloatArray) -> Summaries:
        """Simulated cluster levels at a level, with the estimated variance of one member."""

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if isinstance(self.goal, Superiority):
            reachable = True
        else:
            reachable = any(self.floor < self.levels[1] + test.null < self.ceiling for test in self.goal.tests())
        if not reachable:
            margin = Value(abs(self.goal.tests()[0].null), self.effect_unit)
            raise Refusal(_BEYOND_CONTROL, "goal", margin=margin)
        refuse_wrong_side(self.goal, self.effect, self.effect_field)
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True)

    @property
    def effect(self) -> float:
        return self.levels[0] - self.levels[1]

    def _variances(self, members: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Variance that one cluster contributes, by arm."""
        first, second = self.levels
        if self.method == "pooled":
            first = second = (first + second) / 2
        return (
            summary_variance(*self.parts(first), members, self.cv_size),
            summary_variance(*self.parts(second), members, self.cv_size),
        )

    def _error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        k, j, members = self.clusters_and_size(size)
        first, second = self._variances(members)
        if self.method == "hayes_bennett":
            return np.sqrt(first / np.maximum(k - 1, 1e-9) + second / np.maximum(j - 1, 1e-9)), k + j - 2
        df = satterthwaite(first / k, second / j, k, j) if self.method == "welch" else k + j - 2
        return np.sqrt(first / k + second / j), np.where(np.minimum(k, j) > 1, df, 0.0)

    def attained(self, size: Size) -> FloatArray:
        error, df = self._error_and_df(size)
        if self.method in _NORMAL:
            return z_power(self.effect, error, self.goal.tests())
        return t_power(self.effect, error, df, self.goal.tests())

    def _truth(self, at: Truth) -> tuple[float, float]:
        first, second = self.levels
        if at == "alternative":
            return first, second
        nulls = [second + test.null for test in reversed(self.goal.tests())]
        return next(null for null in nulls if self.floor < null < self.ceiling), second

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        total = int(np.asarray(size["participants"]))
        first, second = (
            self.drawn(rng, level, sizes_drawn(rng, trials, clusters, arm.size, self.cv_size))
            for arm, clusters, level in zip(self.arms(total), self.cluster_counts(total), self._truth(at), strict=True)
        )
        spread: Spread = "welch" if self.method == "welch" else "separate"
        return trials_of(*compare(first, second, spread), self.goal.tests())

    def variants(self) -> tuple[Variant, ...]:
        options = self.choices()["method"].options
        kept = [name for name in options if name != self.method]
        if not isinstance(self.goal, Superiority):
            kept = [name for name in kept if name != "pooled"]
        return tuple(Variant(options[name], self.model_copy(update={"method": name})) for name in kept)

    def caution(self) -> Text | None:
        if self.method in ("z", "individual"):
            return _FORGETS
        return _UNEQUAL if self.method == "t" and self.allocation != 1 else self.few_clusters

    def least_success(self, size: Size) -> Phrase | None:
        if isinstance(self.goal, Equivalence):
            return None
        error, df = self._error_and_df(size)
        test = self.goal.tests()[0]
        critical = z(test.alpha) if self.method in _NORMAL else float(-stdtrit(df, test.alpha))
        return Phrase(_LEAST, {"edge": Value(float(test.null + test.sign * critical * error), self.effect_unit)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, df = self._error_and_df(size)
        members = self.clusters_and_size(size)[2]
        spreads = (float(np.sqrt(one)) for one in self._variances(members))
        trues = (float(np.sqrt(self.parts(one)[1])) for one in self.levels)
        found = [
            *self.cluster_steps(size),
            Step(_EFFECT, Value(self.effect, self.effect_unit)),
            *(Step(label, Value(one, self.effect_unit)) for label, one in zip(_TRUE, trues, strict=True)),
            *(Step(label, Value(one, self.effect_unit), _SEEN_HOW) for label, one in zip(_SEEN, spreads, strict=True)),
            Step(_ERROR, Value(float(error), self.effect_unit)),
        ]
        if self.method not in _NORMAL:
            found.append(Step(_DF, Value(float(df))))
        return tuple(found)

    def r_call(self) -> str | None:
        if isinstance(self.goal, Equivalence) or self.method in ("welch", "individual"):
            return None
        first, second = self.levels
        if self.method == "pooled":
            first = second = (first + second) / 2
        each = [
            f"{within:.12g} / m + {between * (1 + self.cv_size**2):.12g}"
            for within, between in (self.parts(first), self.parts(second))
        ]
        test = self.goal.tests()[0]
        without = 1 if self.method == "hayes_bennett" else 0
        shift = test.sign * (self.effect - test.null)
        return self.r_search(each[0], each[1], shift, test.alpha, normal=self.method in _NORMAL, without=without)


_BEYOND_CONTROL = Text(
    fr="La marge ({margin}) dépasse ce qui est possible à partir du niveau du bras contrôle : aucun niveau du bras "
    "expérimental ne serait à la limite. Réduire la marge.",
    en="The margin ({margin}) exceeds what is possible from the level of the control arm: no level of the experimental "
    "arm would stand at the limit. Reduce the margin.",
)
_FORGETS = Text(
    fr="Cette formule oublie que la variance entre grappes est estimée : il manque environ une grappe par "
    "bras. À n'utiliser que pour comparer ; préférer la loi t.",
    en="This formula forgets that the variance between clusters is estimated: about one cluster per arm is "
    "missing. For comparison only; prefer the t distribution.",
)
_UNEQUAL = Text(
    fr="À allocation inégale, le test t à variances séparées sur (grappes - 2) degrés de liberté est un peu trop "
    "libéral quand un bras a peu de grappes (à 10 et 5 grappes, un risque unilatéral de 0,025 vaut 0,03). "
    "Préférer les degrés de liberté de Welch.",
    en="At unequal allocation the t test with separate variances on (clusters - 2) degrees of freedom is somewhat too "
    "liberal when an arm has few clusters (with 10 and 5 clusters a one-sided error of 0.025 is 0.03). "
    "Prefer Welch's degrees of freedom.",
)
_LEAST = Text(
    fr="succès si la différence observée atteint {edge} ou mieux (avec la variabilité attendue)",
    en="success if the observed difference reaches {edge} or better (with the expected variability)",
)
_EFFECT = Text(fr="Différence attendue", en="Expected difference")
_TRUE = (
    Text(
        fr="Écart-type entre grappes des vraies valeurs, bras expérimental",
        en="SD of the true cluster values, experimental arm",
    ),
    Text(
        fr="Écart-type entre grappes des vraies valeurs, bras contrôle", en="SD of the true cluster values, control arm"
    ),
)
_SEEN = (
    Text(fr="Écart-type des valeurs observées, bras expérimental", en="SD of the observed values, experimental arm"),
    Text(fr="Écart-type des valeurs observées, bras contrôle", en="SD of the observed values, control arm"),
)
_SEEN_HOW = Text(
    fr="variance entre grappes × (1 + CV²) + variance d'un participant / taille de grappe, racine carrée",
    en="between-cluster variance × (1 + CV²) + variance of one participant / cluster size, square root",
)
_ERROR = Text(fr="Erreur standard de la différence", en="Standard error of the difference")
_DF = Text(fr="Degrés de liberté", en="Degrees of freedom")
