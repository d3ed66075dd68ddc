"""Two arms of clusters compared on an event rate, with person-years per cluster and Hayes & Bennett's coefficient k.

In an arm of rate L, a cluster of m participants followed y years each has an observed rate of variance
L / (m y) + k^2 L^2: Poisson events around true cluster rates of standard deviation k L.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.formulas.clusters.cluster_levels import METHODS, ClusterLevels
from stats.formulas.clusters.cluster_tests import Summaries
from stats.formulas.clusters.clusters import K
from stats.goals import Comparison
from stats.quantities import Choice, Quantity, Unit
from stats.text import Text
from stats.trials import FloatArray


class ClusterRates(ClusterLevels):
    """Compare event rates between two arms of randomised clusters."""

    kind: Literal["cluster_rates"] = "cluster_rates"
    goal: Comparison
    rate_experimental: Annotated[
        float,
        Quantity(
            label=Text(fr="Taux attendu, bras expérimental", en="Expected rate, experimental arm"),
            unit=Unit.RATE,
            help=Text(
                fr="Nombre d'événements par personne et par année, moyenne des grappes du bras.",
                en="Number of events per person and per year, mean over the clusters of the arm.",
            ),
            symbol="λ_E",
            gt=0,
        ),
    ]
    rate_control: Annotated[
        float,
        Quantity(
            label=Text(fr="Taux attendu, bras contrôle", en="Expected rate, control arm"),
            unit=Unit.RATE,
            help=Text(
                fr="Taux avec le comparateur, d'après un registre ou le système d'information des centres.",
                en="Rate under the comparator, from a registry or the information system of the centres.",
            ),
            symbol="λ_C",
            gt=0,
        ),
    ]
    years: Annotated[
        float,
        Quantity(
            label=Text(fr="Suivi moyen par participant", en="Mean follow-up per participant"),
            unit=Unit.YEARS,
            help=Text(
                fr="Années à risque observées en moyenne par participant : la taille d'une grappe multipliée par ce "
                "suivi donne ses personnes-années.",
                en="Years at risk observed on average per participant: the size of a cluster times this follow-up "
                "gives its person-years.",
            ),
            symbol="y",
            gt=0,
            le=100,
        ),
    ]
    k: Annotated[float, K]
    method: Annotated[
        Literal["t", "welch", "z", "hayes_bennett"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={name: METHODS[name] for name in ("t", "welch", "z", "hayes_bennett")},
        ),
    ] = "t"

    effect_field: ClassVar[str] = "rate_experimental"
    effect_unit: ClassVar[Unit] = Unit.RATE
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Comparaison de deux taux d'événements, randomisation par grappes",
            en="Two event rates, cluster randomised trial",
        ),
        question=Text(
            fr="Quand ce sont des services, des centres ou des praticiens qui sont randomisés, le dispositif fait-il "
            "baisser la fréquence d'événements qui peuvent se répéter (hospitalisations, chutes, consultations) ?",
            en="When wards, centres or practitioners are randomised, does the device reduce the frequency of events "
            "that can recur (admissions, falls, consultations)?",
        ),
        family=Family.CLUSTERS,
        method=Text(
            fr="test t sur les taux de grappes, à (nombre de grappes - 2) degrés de liberté, une variance par bras",
            en="t test on cluster rates, with (number of clusters - 2) degrees of freedom, one variance per arm",
        ),
        limits=Text(
            fr="Événements de Poisson dans chaque grappe : des événements répétés chez les mêmes personnes ajoutent une "
            "variance que k doit inclure. k commun aux deux bras. Avec moins de 5 événements attendus par grappe, ou k "
            "au-delà de 0,5, les taux de grappes sont dissymétriques et le test n'est qu'approché (puissance simulée jusqu'à 1 point au-dessus du calcul). Si les tailles "
            "varient, la formule est prudente pour l'analyse pondérée.",
            en="Poisson events within each cluster: events repeated in the same people add a variance that k must "
            "include. k common to both arms. With fewer than 5 expected events per cluster, or k beyond 0.5, cluster "
            "rates are skewed and the test is approximate (simulated power up to 1 point above the computed one). When sizes vary, the formula is conservative for the "
            "weighted analysis.",
        ),
        references=(
            Reference(
                "Hayes RJ, Bennett S. Simple sample size calculation for cluster-randomized trials. "
                "Int J Epidemiol 1999;28:319-26",
                "10.1093/ije/28.2.319",
            ),
        ),
        measures=(Measure.RATE_DIFFERENCE,),
        endpoint=Endpoint.COUNT,
        against=Against.CLUSTERS,
    )

    @property
    def levels(self) -> tuple[float, float]:
        return self.rate_experimental, self.rate_control

    def parts(self, level: float) -> tuple[float, float]:
        return level / self.years, (self.k * level) ** 2

    def drawn(self, rng: np.random.Generator, level: float, members: FloatArray) -> Summaries:
        time = members * self.years
        shape = 1 / max(self.k, 1e-6) ** 2
        true = rng.gamma(shape, level / shape, members.shape) if self.k > 0 else np.full(members.shape, level)
        events = rng.poisson(true * time)
        return Summaries(events / time, members, events.sum(axis=1) / time.sum(axis=1) / self.years)

    def events(self, size: Mapping[str, float]) -> float | None:
        people = self.split(size["participants"])
        return float(self.years * sum(one * level for one, level in zip(people, self.levels, strict=True)))

    def method_text(self) -> Text:
        return _METHOD_TEXTS.get(self.method, self.card.method)

    def sentence(self) -> Text:
        return self.needed(_OPENINGS[self.goal.kind])


_METHOD_TEXTS = {
    "welch": Text(
        fr="test t de Welch sur les taux de grappes, degrés de liberté de Satterthwaite",
        en="Welch's t test on cluster rates, Satterthwaite's degrees of freedom",
    ),
    "hayes_bennett": Text(
        fr="test t sur les taux de grappes ; nombre de grappes par la formule de Hayes et Bennett",
        en="t test on cluster rates; number of clusters by the formula of Hayes and Bennett",
    ),
}
_OPENINGS = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence entre un taux de {rate_experimental} dans le bras expérimental et de "
        "{rate_control} dans le bras contrôle (suivi moyen {years}, coefficient de variation entre grappes {k}) au "
        "risque de première espèce {sides} de {alpha} avec une puissance de {target}",
        en="To detect a difference between a rate of {rate_experimental} in the experimental arm and {rate_control} in "
        "the control arm (mean follow-up {years}, between-cluster coefficient of variation {k}) at a {sides} type I "
        "error of {alpha} with a power of {target}",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une marge de {margin}, sous des taux vrais de {rate_experimental} dans "
        "le bras expérimental et de {rate_control} dans le bras contrôle (suivi moyen {years}, coefficient de variation "
        "entre grappes {k}), au risque de première espèce unilatéral de {alpha} avec une puissance de {target}",
        en="To show non-inferiority with a margin of {margin}, under true rates of {rate_experimental} in the "
        "experimental arm and {rate_control} in the control arm (mean follow-up {years}, between-cluster coefficient of "
        "variation {k}), at a one-sided type I error of {alpha} with a power of {target}",
    ),
    "equivalence": Text(
        fr="Pour montrer l'équivalence entre -{margin_lower} et +{margin_upper}, sous des taux vrais de "
        "{rate_experimental} dans le bras expérimental et de {rate_control} dans le bras contrôle (suivi moyen {years}, "
        "coefficient de variation entre grappes {k}), par deux tests unilatéraux de risque {alpha} chacun et avec une "
        "puissance de {target}",
        en="To show equivalence between -{margin_lower} and +{margin_upper}, under true rates of {rate_experimental} in "
        "the experimental arm and {rate_control} in the control arm (mean follow-up {years}, between-cluster "
        "coefficient of variation {k}), by two one-sided tests at {alpha} each and with a power of {target}",
    ),
}
