"""Two arms of clusters compared on a mean: superiority, non-inferiority or equivalence.

With k_e and k_c clusters of m members, total standard deviation s and intracluster correlation r, the difference has
variance s^2 (1 + ((1 + cv^2) m - 1) r) / m (1 / k_e + 1 / k_c) (Donner & Klar 2000; Eldridge et al. 2006 for sizes of
coefficient of variation cv). The test has k_e + k_c - 2 degrees of freedom: clusters, not people, are independent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import stdtrit

from stats.card import Against, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.clusters.cluster_tests import (
    Summaries,
    compare,
    sizes_drawn,
    summary_variance,
    t_power,
    trials_of,
    z_power,
)
from stats.formulas.clusters.clusters import DIFFERENCE, ICC, INDIVIDUAL, ClusterArms
from stats.goals import Comparison, Equivalence, refuse_wrong_side
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class ClusterMeans(ClusterArms):
    """Compare the means of a continuous endpoint between two arms of randomised clusters."""

    kind: Literal["cluster_means"] = "cluster_means"
    goal: Comparison
    difference: Annotated[float, DIFFERENCE]
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type total", en="Total standard deviation"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre tous les participants, grappes confondues : la variance entre grappes y est "
                "comprise. Ce n'est pas l'écart-type résiduel d'un modèle mixte.",
                en="Variability between all participants across clusters: the between-cluster variance is part of it. "
                "It is not the residual standard deviation of a mixed model.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    icc: Annotated[float, ICC]
    method: Annotated[
        Literal["t", "taylor", "z", "individual"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "t": Text(
                    fr="t non centré, tailles inégales selon Eldridge", en="non-central t, unequal sizes by Eldridge"
                ),
                "taylor": Text(
                    fr="t non centré, tailles inégales selon van Breukelen (efficacité relative)",
                    en="non-central t, unequal sizes by van Breukelen (relative efficiency)",
                ),
                "z": Text(fr="approximation normale", en="normal approximation"),
                "individual": INDIVIDUAL,
            },
        ),
    ] = "t"

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Comparaison de deux moyennes, randomisation par grappes", en="Two means, cluster randomised trial"
        ),
        question=Text(
            fr="Quand ce sont des services, des centres ou des praticiens qui sont randomisés, le dispositif "
            "améliore-t-il en moyenne un score ou une mesure ?",
            en="When wards, centres or practitioners are randomised, does the device improve a score or a measurement "
            "on average?",
        ),
        family=Family.CLUSTERS,
        method=Text(
            fr="test t sur les moyennes de grappes, pondérées par l'inverse de leur variance estimée si les tailles "
            "diffèrent, à (nombre de grappes - 2) degrés de liberté",
            en="t test on cluster means, weighted by the inverse of their estimated variance when sizes differ, with "
            "(number of clusters - 2) degrees of freedom",
        ),
        limits=Text(
            fr="Écart-type total et ICC communs aux deux bras, une mesure par participant, sans ajustement. Si les "
            "tailles varient, l'effet de plan d'Eldridge est prudent pour cette analyse (à CV 0,6, ICC 0,05 et 20 par "
            "grappe : 30,0 grappes par bras, contre 27,9 selon van Breukelen ; l'écart de puissance est d'environ 3 "
            "points). Au-dessous de 10 grappes par bras, le résultat dépend beaucoup de l'ICC supposée.",
            en="Total standard deviation and correlation common to both arms, one measurement per participant, no "
            "adjustment. When sizes vary, Eldridge's design effect is conservative for this analysis (at CV 0.6, ICC "
            "0.05 and 20 per cluster: 30.0 clusters per arm, against 27.9 by van Breukelen; about 3 points of power). "
            "Below 10 clusters per arm the result depends heavily on the assumed correlation.",
        ),
        references=(
            Reference(
                "Donner A, Klar N. Design and analysis of cluster randomization trials in health research. "
                "London: Arnold; 2000"
            ),
            Reference(
                "Eldridge SM, Ashby D, Kerry S. Sample size for cluster randomized trials: effect of coefficient of "
                "variation of cluster size and analysis method. Int J Epidemiol 2006;35:1292-300",
                "10.1093/ije/dyl129",
            ),
            Reference(
                "van Breukelen GJP, Candel MJJM. Calculating sample sizes for cluster randomized trials: we can keep it "
                "simple and efficient! J Clin Epidemiol 2012;65:1212-8",
                "10.1016/j.jclinepi.2012.06.002",
            ),
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.CLUSTERS,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True)

    @property
    def _components(self) -> tuple[float, float]:
        """Variance within and between clusters."""
        return self.sd**2 * (1 - self.icc), self.sd**2 * self.icc

    def _error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        first, second, members = self.clusters_and_size(size)
        each = summary_variance(*self._components, members, self.cv_size, weighted=self.method == "taylor")
        df = first + second - 2
        if self.method == "individual":  # the degrees of freedom of independent participants
            df = (first + second) * self.sd**2 / each - 2
        return np.sqrt(each * (1 / first + 1 / second)), df

    def attained(self, size: Size) -> FloatArray:
        error, df = self._error_and_df(size)
        if self.method == "z":
            return z_power(self.difference, error, self.goal.tests())
        return t_power(self.difference, error, df, self.goal.tests())

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        total = int(np.asarray(size["participants"]))
        people, counts = self.arms(total), self.cluster_counts(total)
        difference = self.difference if at == "alternative" else self.goal.tests()[-1].null
        within, between = self._components
        values, sizes, squares, spare = [], [], np.zeros(trials), np.zeros(trials)
        for arm, clusters, mean in zip(people, counts, (difference, 0.0), strict=True):
            members = sizes_drawn(rng, trials, clusters, arm.size, self.cv_size)
            noise = np.sqrt(between + within / members)  # of a cluster mean; its members vary independently of it
            values.append(mean + noise * rng.standard_normal((trials, clusters)))
            sizes.append(members)
            free = members.sum(axis=1) - clusters
            squares += within * np.where(free > 0, rng.chisquare(np.maximum(free, 1.0)), 0.0)
            spare += free
        pooled = squares / np.maximum(spare, 1.0)
        first, second = (Summaries(value, number, pooled) for value, number in zip(values, sizes, strict=True))
        return trials_of(*compare(first, second, "common"), self.goal.tests())

    def variants(self) -> tuple[Variant, ...]:
        options = self.choices()["method"].options
        kept = ("t", "taylor", "z", "individual") if self.cv_size > 0 else ("t", "z", "individual")
        return tuple(
            Variant(options[name], self.model_copy(update={"method": name})) for name in kept if name != self.method
        )

    def caution(self) -> Text | None:
        return _NORMAL if self.method in ("z", "individual") else self.few_clusters

    def least_success(self, size: Size) -> Phrase | None:
        if isinstance(self.goal, Equivalence):
            return None
        error, df = self._error_and_df(size)
        test = self.goal.tests()[0]
        critical = z(test.alpha) if self.method == "z" else float(-stdtrit(df, test.alpha))
        return Phrase(_LEAST, {"edge": Value(float(test.null + test.sign * critical * error), Unit.ENDPOINT)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, df = self._error_and_df(size)
        members = float(self.clusters_and_size(size)[2])
        each = summary_variance(*self._components, members, self.cv_size, weighted=self.method == "taylor")
        return (
            *self.cluster_steps(size),
            Step(_EFFECT, Value(float(each) * members / self.sd**2), _EFFECT_HOW[self.method]),
            Step(_ERROR, Value(float(error), Unit.ENDPOINT), _ERROR_HOW),
            Step(_DF, Value(float(df)), _DF_INDIVIDUAL if self.method == "individual" else _DF_HOW),
        )

    def sentence(self) -> Text:
        return self.needed(_OPENINGS[self.goal.kind])

    def r_call(self) -> str | None:
        if isinstance(self.goal, Equivalence) or self.method == "individual":
            return None
        rho, spread = f"{self.icc:.12g}", f"{self.sd**2:.12g}"
        each = f"{spread} * ((1 - {rho}) / m + {rho} * {1 + self.cv_size**2:.12g})"
        if self.method == "taylor":
            share = f"(m * {rho} / (1 + (m - 1) * {rho}))"
            each = f"{spread} * ((1 - {rho}) / m + {rho}) / (1 - {self.cv_size**2:.12g} * {share} * (1 - {share}))"
        test = self.goal.tests()[0]
        shift = test.sign * (self.difference - test.null)
        return self.r_search(each, each, shift, test.alpha, normal=self.method == "z")


_OPENINGS = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence de moyennes de {difference} (écart-type total {sd}, corrélation "
        "intra-grappe {icc}) au risque de première espèce {sides} de {alpha} avec une puissance de {target}",
        en="To detect a difference in means of {difference} (total standard deviation {sd}, intracluster correlation "
        "{icc}) at a {sides} type I error of {alpha} with a power of {target}",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une marge de {margin}, sous une différence vraie de {difference} "
        "(écart-type total {sd}, corrélation intra-grappe {icc}), au risque de première espèce unilatéral de {alpha} "
        "avec une puissance de {target}",
        en="To show non-inferiority with a margin of {margin}, under a true difference of {difference} (total standard "
        "deviation {sd}, intracluster correlation {icc}), at a one-sided type I error of {alpha} with a power of "
        "{target}",
    ),
    "equivalence": Text(
        fr="Pour montrer l'équivalence entre -{margin_lower} et +{margin_upper}, sous une différence vraie de "
        "{difference} (écart-type total {sd}, corrélation intra-grappe {icc}), par deux tests unilatéraux de risque "
        "{alpha} chacun et avec une puissance de {target}",
        en="To show equivalence between -{margin_lower} and +{margin_upper}, under a true difference of {difference} "
        "(total standard deviation {sd}, intracluster correlation {icc}), by two one-sided tests at {alpha} each and "
        "with a power of {target}",
    ),
}
_LEAST = Text(
    fr="succès si la différence observée atteint {edge} ou mieux (avec l'écart-type et l'ICC attendus)",
    en="success if the observed difference reaches {edge} or better (with the expected standard deviation and correlation)",
)
_NORMAL = Text(
    fr="Cette formule oublie que la variance entre grappes est estimée : il manque environ une grappe par "
    "bras. À 25 grappes par bras pour une puissance visée de 80 %, la puissance simulée est de 79 %. À n'utiliser que "
    "pour comparer ; préférer la loi t.",
    en="This formula forgets that the variance between clusters is estimated: about one cluster per arm is "
    "missing. With 25 clusters per arm for a target power of 80%, simulated power is 79%. For comparison only; "
    "prefer the t distribution.",
)
_EFFECT = Text(fr="Effet de plan", en="Design effect")
_ELDRIDGE = Text(
    fr="1 + ((1 + CV²) m - 1) ICC, avec m participants par grappe", en="1 + ((1 + CV²) m - 1) ICC, with m per cluster"
)
_EFFECT_HOW = {
    "t": _ELDRIDGE,
    "z": _ELDRIDGE,
    "individual": _ELDRIDGE,
    "taylor": Text(
        fr="(1 + (m - 1) ICC) / (1 - CV² λ (1 - λ)), λ = m ICC / (1 + (m - 1) ICC)",
        en="(1 + (m - 1) ICC) / (1 - CV² λ (1 - λ)), λ = m ICC / (1 + (m - 1) ICC)",
    ),
}
_ERROR = Text(fr="Erreur standard de la différence", en="Standard error of the difference")
_ERROR_HOW = Text(
    fr="écart-type total × racine de (effet de plan × (1 / participants expérimentaux + 1 / participants contrôles))",
    en="total SD × square root of (design effect × (1 / experimental participants + 1 / control participants))",
)
_DF = Text(fr="Degrés de liberté", en="Degrees of freedom")
_DF_INDIVIDUAL = Text(fr="participants / effet de plan - 2", en="participants / design effect - 2")
_DF_HOW = Text(fr="nombre total de grappes - 2", en="total number of clusters - 2")
