"""Which clusters have the device in which periods: stepped wedge and cluster crossover, with their cards."""

from __future__ import annotations

from typing import Annotated, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.formulas.clusters.cluster_periods import ClusterPeriods
from stats.formulas.clusters.period_clusters import refuse_fractions
from stats.quantities import Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

_REFERENCES = (
    Reference(
        "Hussey MA, Hughes JP. Design and analysis of stepped wedge cluster randomized trials. "
        "Contemp Clin Trials 2007;28:182-91",
        "10.1016/j.cct.2006.05.007",
    ),
    Reference(
        "Hooper R, Teerenstra S, de Hoop E, Eldridge S. Sample size calculation for stepped wedge and other longitudinal "
        "cluster randomised trials. Stat Med 2016;35:4718-28",
        "10.1002/sim.7028",
    ),
    Reference(
        "Kasza J, Hemming K, Hooper R, Matthews JNS, Forbes AB. Impact of non-uniform correlation structure on sample size "
        "and power in multiple-period cluster randomised trials. Stat Methods Med Res 2019;28:703-16",
        "10.1177/0962280217734981",
    ),
)
_METHOD = Text(
    fr="modèle linéaire mixte sur les moyennes par grappe et période (effets fixes de période, effets aléatoires de grappe, "
    "REML), test de Wald par la loi t ; erreur standard des moindres carrés généralisés",
    en="linear mixed model on cluster-period means (fixed period effects, random cluster effects, REML), Wald t test; "
    "standard error of generalised least squares",
)
_COMMON_LIMITS = Text(
    fr="Même nombre de participants dans chaque grappe à chaque période, effet immédiat et identique partout, écart-type total "
    "(et non résiduel). Un effet qui varie d'une grappe à l'autre, ou des effectifs inégaux, font perdre de la puissance. "
    "Puissance simulée à moins de 1,5 point du calcul au-delà de 10 grappes ; risque unilatéral simulé jusqu'à 3,0 % pour "
    "2,5 % avec 6 à 12 grappes. ",
    en="Equal numbers of participants in each cluster and period, an immediate effect that is the same everywhere, the total "
    "(not residual) standard deviation. An effect that varies between clusters, or unequal numbers, lose power. Simulated power "
    "within 1.5 points of the computed one beyond 10 clusters; simulated one-sided type I error up to 3.0% for 2.5% with 6 to "
    "12 clusters. ",
)
BINARY_LIMITS = Text(
    fr="Le critère binaire est traité comme une différence de proportions, de variance p(1 - p). Au-delà de 0,9 avec moins de "
    "20 personnes par grappe et par période, la puissance simulée dépasse le calcul de 3 à 4 points. ",
    en="The binary endpoint is handled as a difference in proportions, with variance p(1 - p). Beyond 0.9 with fewer than 20 "
    "people per cluster and period, simulated power exceeds the computed one by 3 to 4 points. ",
)


def _limits(own: Text, endpoint: Endpoint) -> Text:
    parts = [own, _COMMON_LIMITS, *([BINARY_LIMITS] if endpoint is Endpoint.BINARY else [])]
    return Text(fr="".join(part.fr for part in parts).strip(), en="".join(part.en for part in parts).strip())


class SteppedPeriods(ClusterPeriods):
    """Sequences of clusters that start without the device and receive it one after the other."""

    sequences: Annotated[
        float,
        Quantity(
            label=Text(fr="Séquences (vagues de déploiement)", en="Sequences (deployment waves)"),
            unit=Unit.COUNT,
            help=Text(
                fr="Nombre de vagues : à chaque étape, les grappes d'une vague reçoivent le dispositif. "
                "L'ordre des grappes est tiré au sort.",
                en="Number of waves: at each step the clusters of one wave receive the device. "
                "The order of the clusters is randomised.",
            ),
            symbol="S",
            ge=2,
            le=40,
        ),
    ]
    baseline_periods: Annotated[
        float,
        Quantity(
            label=Text(fr="Périodes avant le premier déploiement", en="Periods before the first deployment"),
            unit=Unit.COUNT,
            help=Text(
                fr="Périodes pendant lesquelles aucune grappe n'a le dispositif, 1 en général.",
                en="Periods in which no cluster has the device, usually 1.",
            ),
            symbol="b",
            ge=0,
            le=20,
        ),
    ] = 1.0
    final_periods: Annotated[
        float,
        Quantity(
            label=Text(fr="Périodes après le dernier déploiement", en="Periods after the last deployment"),
            unit=Unit.COUNT,
            help=Text(
                fr="Périodes pendant lesquelles toutes les grappes ont le dispositif, 1 en général.",
                en="Periods in which every cluster has the device, usually 1.",
            ),
            symbol="f",
            ge=0,
            le=20,
        ),
    ] = 1.0

    @model_validator(mode="after")
    def _waves_make_periods(self) -> Self:
        refuse_fractions(
            sequences=self.sequences, baseline_periods=self.baseline_periods, final_periods=self.final_periods
        )
        if self.layout().shape[1] < 2:
            raise Refusal(_ONE_PERIOD, "baseline_periods")
        return self

    def layout(self) -> FloatArray:
        sequences, before, after = int(self.sequences), int(self.baseline_periods), int(self.final_periods)
        period = np.arange(before + sequences - 1 + after)
        return np.asarray(period >= before + np.arange(sequences)[:, None], dtype=np.float64)

    def named(self) -> Text:
        return _STEPPED


_ONE_PERIOD = Text(
    fr="Ce plan n'a qu'une période : ajouter une période avant le premier déploiement ou après le dernier.",
    en="This design has a single period: add a period before the first deployment or after the last.",
)
_STEPPED = Text(
    fr="Essai en grappes à déploiement échelonné (stepped wedge) en {sequences} séquences.",
    en="Stepped-wedge cluster randomised trial in {sequences} sequences.",
)


def stepped_card(endpoint: Endpoint, measure: Measure) -> Card:
    """The card of a stepped wedge with one endpoint."""
    binary = endpoint is Endpoint.BINARY
    return Card(
        title=Text(fr="Déploiement échelonné (stepped wedge), proportions", en="Stepped wedge, proportions")
        if binary
        else Text(fr="Déploiement échelonné (stepped wedge), moyennes", en="Stepped wedge, means"),
        question=Text(
            fr="Le dispositif, déployé service après service dans un ordre tiré au sort, améliore-t-il la proportion de "
            "patients qui atteignent le critère ?"
            if binary
            else "Le dispositif, déployé service après service dans un ordre tiré au sort, améliore-t-il en moyenne un score ou "
            "une mesure ?",
            en="Does the device, deployed ward after ward in randomised order, improve the proportion of patients who meet the "
            "endpoint?"
            if binary
            else "Does the device, deployed ward after ward in randomised order, improve a score or a measurement on average?",
        ),
        family=Family.CLUSTERS,
        method=_METHOD,
        limits=_limits(_STEPPED_LIMITS, endpoint),
        references=(
            *_REFERENCES,
            Reference(
                "Woertman W, de Hoop E, Moerbeek M, et al. Stepped wedge designs could reduce the required sample size in "
                "cluster randomized trials. J Clin Epidemiol 2013;66:752-8",
                "10.1016/j.jclinepi.2013.01.009",
            ),
        ),
        measures=(measure,),
        endpoint=endpoint,
        against=Against.CLUSTERS,
    )


_STEPPED_LIMITS = Text(
    fr="Toutes les grappes reçoivent le dispositif : l'effet est confondu avec le temps, que le modèle doit ajuster, et les "
    "patients inclus après le tirage au sort exposent à un biais de recrutement. ",
    en="Every cluster receives the device: the effect is confounded with time, which the model must adjust for, and patients "
    "included after randomisation expose to recruitment bias. ",
)


class CrossoverPeriods(ClusterPeriods):
    """Two sequences of clusters that alternate with and without the device, in opposite orders."""

    periods: Annotated[
        float,
        Quantity(
            label=Text(fr="Périodes", en="Periods"),
            unit=Unit.COUNT,
            help=Text(
                fr="Chaque grappe alterne d'une période à l'autre, avec puis sans le dispositif ou l'inverse. "
                "2 pour le plan croisé simple, davantage pour des alternances répétées.",
                en="Each cluster alternates from one period to the next, with then without the device or the reverse. "
                "2 for the simple crossover, more for repeated switches.",
            ),
            symbol="T",
            ge=2,
            le=60,
        ),
    ] = 2.0

    @model_validator(mode="after")
    def _periods_are_whole(self) -> Self:
        refuse_fractions(periods=self.periods)
        return self

    def layout(self) -> FloatArray:
        first = (np.arange(int(self.periods)) + 1) % 2
        return np.array([first, 1 - first], dtype=np.float64)

    def named(self) -> Text:
        return _CROSSOVER


_CROSSOVER = Text(
    fr="Essai croisé en grappes à {periods} périodes.", en="Cluster crossover trial over {periods} periods."
)


def crossover_card(endpoint: Endpoint, measure: Measure) -> Card:
    """The card of a cluster crossover with one endpoint."""
    binary = endpoint is Endpoint.BINARY
    return Card(
        title=Text(fr="Essai croisé en grappes, proportions", en="Cluster crossover, proportions")
        if binary
        else Text(fr="Essai croisé en grappes, moyennes", en="Cluster crossover, means"),
        question=Text(
            fr="Dans des services qui alternent périodes avec et sans le dispositif, celui-ci améliore-t-il la proportion de "
            "patients qui atteignent le critère ?"
            if binary
            else "Dans des services qui alternent périodes avec et sans le dispositif, celui-ci améliore-t-il en moyenne un "
            "score ou une mesure ?",
            en="In wards that alternate periods with and without the device, does it improve the proportion of patients who "
            "meet the endpoint?"
            if binary
            else "In wards that alternate periods with and without the device, does it improve a score or a measurement on "
            "average?",
        ),
        family=Family.CLUSTERS,
        method=_METHOD,
        limits=_limits(_CROSSOVER_LIMITS, endpoint),
        references=(
            Reference(
                "Giraudeau B, Ravaud P, Donner A. Sample size calculation for cluster randomized cross-over trials. "
                "Stat Med 2008;27:5578-85",
                "10.1002/sim.3383",
            ),
            Reference(
                "Arnup SJ, McKenzie JE, Hemming K, Pilcher D, Forbes AB. Understanding the cluster randomised crossover "
                "design: a graphical illustration of the components of variation and a sample size tutorial. "
                "Trials 2017;18:381",
                "10.1186/s13063-017-2113-2",
            ),
            *_REFERENCES[1:],
        ),
        measures=(measure,),
        endpoint=endpoint,
        against=Against.CLUSTERS,
    )


_CROSSOVER_LIMITS = Text(
    fr="Le dispositif doit pouvoir être retiré sans effet rémanent d'une période à la suivante. L'ICC seul ne suffit pas : la "
    "corrélation entre périodes (CAC) gouverne le nombre de grappes, et la supposer de 1 est optimiste. ",
    en="It must be possible to withdraw the device without carry-over from one period to the next. The ICC alone is not enough: "
    "the correlation between periods (CAC) governs the number of clusters, and assuming it to be 1 is optimistic. ",
)
