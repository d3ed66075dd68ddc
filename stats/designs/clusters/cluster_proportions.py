"""Two arms of clusters compared on a proportion: intracluster correlation, or Hayes & Bennett's coefficient k.

In an arm of proportion p, one cluster of m members has an observed proportion of variance
p (1 - p) (1 + (m - 1) r) / m. With the coefficient k, r = k^2 p / (1 - p): the true cluster proportions have standard
deviation k p. Hayes & Bennett's own formula keeps p (1 - p) / m + k^2 p^2, slightly larger, and adds a cluster per arm.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Variant
from stats.designs.binary.two_proportions import TwoProportions
from stats.formulas.clusters.cluster_levels import METHODS, ClusterLevels
from stats.formulas.clusters.cluster_tests import Summaries
from stats.formulas.clusters.clusters import ICC, INDIVIDUAL, K
from stats.goals import Comparison, Superiority
from stats.quantities import Choice, Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray


def _rate(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, gt=0, lt=1)


class ClusterProportions(ClusterLevels):
    """Compare the proportions of a yes/no endpoint between two arms of randomised clusters."""

    kind: Literal["cluster_proportions"] = "cluster_proportions"
    goal: Comparison
    p_experimental: Annotated[
        float,
        _rate(
            Text(fr="Proportion attendue, bras expérimental", en="Expected proportion, experimental arm"),
            Text(
                fr="Proportion de participants avec le critère, moyenne des grappes du bras.",
                en="Proportion of participants with the endpoint, mean over the clusters of the arm.",
            ),
            "p_E",
        ),
    ]
    p_control: Annotated[
        float,
        _rate(
            Text(fr="Proportion attendue, bras contrôle", en="Expected proportion, control arm"),
            Text(
                fr="Proportion du critère avec le comparateur, d'après la littérature ou un registre récent.",
                en="Proportion with the endpoint under the comparator, from the literature or a recent registry.",
            ),
            "p_C",
        ),
    ]
    icc: Annotated[float | None, ICC] = None
    k: Annotated[float | None, K] = None
    method: Annotated[
        Literal["t", "welch", "z", "hayes_bennett", "pooled", "individual"],
        Choice(label=Text(fr="Méthode", en="Method"), options={**METHODS, "individual": INDIVIDUAL}),
    ] = "t"

    effect_field: ClassVar[str] = "p_experimental"
    effect_unit: ClassVar[Unit] = Unit.POINTS
    ceiling: ClassVar[float] = 1.0
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Comparaison de deux proportions, randomisation par grappes",
            en="Two proportions, cluster randomised trial",
        ),
        question=Text(
            fr="Quand ce sont des services, des centres ou des praticiens qui sont randomisés, le dispositif change-t-il "
            "la proportion de patients qui atteignent le critère ?",
            en="When wards, centres or practitioners are randomised, does the device change the proportion of patients "
            "who meet the endpoint?",
        ),
        family=Family.CLUSTERS,
        method=Text(
            fr="test t sur les proportions de grappes, à (nombre de grappes - 2) degrés de liberté, une variance par bras",
            en="t test on cluster proportions, with (number of clusters - 2) degrees of freedom, one variance per arm",
        ),
        limits=Text(
            fr="ICC sur l'échelle des proportions (modèle bêta-binomial), pas celui d'un modèle logistique ; ICC ou k "
            "commun aux deux bras. Près de 0 ou de 1, les proportions de grappes sont dissymétriques et le test n'est "
            "qu'approché (97 %, 11 grappes de 40 par bras, marge de 4 points : un risque unilatéral de 0,025 vaut "
            "0,031). Si les tailles varient, l'effet de plan d'Eldridge est prudent (environ 2 points de puissance à "
            "CV 0,4). La formule de Hayes et Bennett est prudente d'environ 1 point.",
            en="Correlation on the proportion scale (beta-binomial model), not that of a logistic model; correlation or "
            "k common to both arms. Near 0 or 1 cluster proportions are skewed and the test is approximate (97%, 11 "
            "clusters of 40 per arm, margin of 4 points: a one-sided error of 0.025 is 0.031). When sizes vary, "
            "Eldridge's design effect is conservative (about 2 points of power at CV 0.4). The formula of Hayes and "
            "Bennett is conservative by about 1 point.",
        ),
        references=(
            Reference(
                "Hayes RJ, Bennett S. Simple sample size calculation for cluster-randomized trials. "
                "Int J Epidemiol 1999;28:319-26",
                "10.1093/ije/28.2.319",
            ),
            Reference(
                "Eldridge SM, Ashby D, Kerry S. Sample size for cluster randomized trials: effect of coefficient of "
                "variation of cluster size and analysis method. Int J Epidemiol 2006;35:1292-300",
                "10.1093/ije/dyl129",
            ),
            Reference(
                "Donner A, Klar N. Design and analysis of cluster randomization trials in health research. "
                "London: Arnold; 2000"
            ),
        ),
        measures=(Measure.RISK_DIFFERENCE,),
        endpoint=Endpoint.BINARY,
        against=Against.CLUSTERS,
    )

    @model_validator(mode="after")
    def _one_correlation(self) -> Self:
        if (self.icc is None) == (self.k is None):
            raise Refusal(_ICC_OR_K, "icc" if self.icc is None else "k")
        if self.k is not None and max(self._correlation(one) for one in self.levels) >= 1:
            raise Refusal(_K_TOO_LARGE, "k")
        if self.method == "pooled" and not isinstance(self.goal, Superiority):
            raise Refusal(_POOLED, "method")
        if self.method == "individual" and self.icc is None:
            raise Refusal(_ICC_FOR_EFFECT, "icc")
        return self

    @property
    def levels(self) -> tuple[float, float]:
        return self.p_experimental, self.p_control

    def _correlation(self, p: float) -> float:
        return (self.k or 0.0) ** 2 * p / (1 - p) if self.icc is None else self.icc

    def parts(self, level: float) -> tuple[float, float]:
        member, rho = level * (1 - level), self._correlation(level)
        return member * (1.0 if self.method == "hayes_bennett" else 1 - rho), member * rho

    def attained(self, size: Size) -> FloatArray:
        if self.method != "individual":
            return super().attained(size)
        total = np.asarray(size["participants"], dtype=np.float64)
        first, second, members = self.clusters_and_size(size)
        alone = TwoProportions(
            goal=self.goal,
            p_experimental=self.p_experimental,
            p_control=self.p_control,
            allocation=float(np.max(first / second)),
        )
        effect = 1 + ((1 + self.cv_size**2) * members - 1) * (self.icc or 0.0)
        return alone.attained({"participants": total / effect})

    def variants(self) -> tuple[Variant, ...]:
        offered = super().variants()
        return offered if self.icc is not None else tuple(one for one in offered if one.label != INDIVIDUAL)

    def drawn(self, rng: np.random.Generator, level: float, members: FloatArray) -> Summaries:
        rho = min(self._correlation(level), 0.999)
        if rho > 1e-9:
            shape = (1 - rho) / rho
            true = rng.beta(level * shape, (1 - level) * shape, members.shape)
        else:
            true = np.full(members.shape, level)
        seen = rng.binomial(members.astype(np.int64), true) / members
        spare = np.maximum(members.sum(axis=1) - members.shape[1], 1.0)
        return Summaries(seen, members, (members * seen * (1 - seen)).sum(axis=1) / spare)

    def method_text(self) -> Text:
        return _METHOD_TEXTS.get(self.method, self.card.method)

    def sentence(self) -> Text:
        opening, spread = _OPENINGS[self.goal.kind], _SPREADS["icc" if self.k is None else "k"]
        return self.needed(
            Text(fr=opening.fr.replace("[]", spread.fr), en=opening.en.replace("[]", spread.en)),
        )


_METHOD_TEXTS = {
    "welch": Text(
        fr="test t de Welch sur les proportions de grappes, degrés de liberté de Satterthwaite",
        en="Welch's t test on cluster proportions, Satterthwaite's degrees of freedom",
    ),
    "individual": Text(
        fr="test du khi-deux corrigé de l'effet de plan, ou test t sur les proportions de grappes ; effectif d'une randomisation "
        "individuelle multiplié par l'effet de plan",
        en="chi-square test corrected for the design effect, or t test on cluster proportions; size of an individually randomised "
        "trial multiplied by the design effect",
    ),
    "hayes_bennett": Text(
        fr="test t sur les proportions de grappes ; nombre de grappes par la formule de Hayes et Bennett",
        en="t test on cluster proportions; number of clusters by the formula of Hayes and Bennett",
    ),
}
_ICC_OR_K = Text(
    fr="Donner soit la corrélation intra-grappe (ICC), soit le coefficient de variation entre grappes (k) : l'un des "
    "deux, pas les deux.",
    en="Give either the intracluster correlation (ICC) or the between-cluster coefficient of variation (k): one of the "
    "two, not both.",
)
_K_TOO_LARGE = Text(
    fr="Avec ces proportions, un coefficient k aussi grand est impossible : les vraies proportions des grappes "
    "varieraient plus qu'entre 0 et 1. Réduire k, ou compter l'événement contraire.",
    en="With these proportions such a large coefficient k is impossible: true cluster proportions would vary more than "
    "between 0 and 1. Reduce k, or count the opposite event.",
)
_ICC_FOR_EFFECT = Text(
    fr="L'effet de plan se calcule avec la corrélation intra-grappe (ICC) : la donner à la place de k, ou choisir une autre méthode.",
    en="The design effect rests on the intracluster correlation (ICC): give it instead of k, or choose another method.",
)
_POOLED = Text(
    fr="La variance groupée suppose des proportions égales : elle ne convient qu'à une supériorité. Choisir la loi t.",
    en="The pooled variance assumes equal proportions: it suits superiority only. Choose the t distribution.",
)
_SPREADS = {
    "icc": Text(fr="(corrélation intra-grappe {icc})", en="(intracluster correlation {icc})"),
    "k": Text(fr="(coefficient de variation entre grappes {k})", en="(between-cluster coefficient of variation {k})"),
}
_OPENINGS = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence entre une proportion de {p_experimental} dans le bras expérimental et "
        "de {p_control} dans le bras contrôle [] au risque de première espèce {sides} de {alpha} avec une puissance de "
        "{target}",
        en="To detect a difference between a proportion of {p_experimental} in the experimental arm and {p_control} in "
        "the control arm [] at a {sides} type I error of {alpha} with a power of {target}",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une marge de {margin}, sous des proportions vraies de {p_experimental} "
        "dans le bras expérimental et de {p_control} dans le bras contrôle [], au risque de première espèce unilatéral "
        "de {alpha} avec une puissance de {target}",
        en="To show non-inferiority with a margin of {margin}, under true proportions of {p_experimental} in the "
        "experimental arm and {p_control} in the control arm [], at a one-sided type I error of {alpha} with a power of "
        "{target}",
    ),
    "equivalence": Text(
        fr="Pour montrer l'équivalence entre -{margin_lower} et +{margin_upper}, sous des proportions vraies de "
        "{p_experimental} dans le bras expérimental et de {p_control} dans le bras contrôle [], par deux tests "
        "unilatéraux de risque {alpha} chacun et avec une puissance de {target}",
        en="To show equivalence between -{margin_lower} and +{margin_upper}, under true proportions of {p_experimental} "
        "in the experimental arm and {p_control} in the control arm [], by two one-sided tests at {alpha} each and with "
        "a power of {target}",
    ),
}
