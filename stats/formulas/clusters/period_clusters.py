"""Clusters and people of a trial followed over periods: which is searched, rounding, arms, losses inside clusters.

The searched size is people: clusters x periods x members of a cluster in a period when people are new in each period,
clusters x members when the same people are measured throughout. Either the members are given and the number of clusters
follows, or the number of clusters is fixed and the members follow: power may then have a ceiling.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import stdtr, stdtrit

from stats.card import Axis, Traits
from stats.design import ANALYSED, Arm, Size, Step, Variant
from stats.formulas.clusters.period_outcomes import PeriodMeans, PeriodOutcome, PeriodProportions
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.rounding import ceil_
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

FEW = 10  # clusters of a whole trial below which no method is safe

_WITH = Text(fr="groupe observé avec le dispositif", en="group observed with the device")
_WITHOUT = Text(fr="groupe observé sans le dispositif", en="group observed without the device")
CLUSTERS = Text(fr="Grappes", en="Clusters")

_ONE_OF = Text(
    fr="Indiquer soit le nombre de participants par grappe et par période, soit le nombre de grappes disponibles : "
    "l'un des deux, pas les deux.",
    en="Enter either the number of participants per cluster and period or the number of clusters available: "
    "one of the two, not both.",
)
_WHOLE = Text(fr="Un nombre entier est attendu.", en="A whole number is expected.")
_TOO_FEW = Text(
    fr="Il faut au moins {least} grappes pour ce plan et cette méthode.",
    en="This design and this method need at least {least} clusters.",
)
METHODS = {
    "t": Text(fr="loi t non centrée", en="non-central t"),
    "z": Text(fr="approximation normale", en="normal approximation"),
}

ICC = Quantity(
    label=Text(fr="Corrélation intra-grappe (ICC)", en="Intracluster correlation (ICC)"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Corrélation de deux mesures de personnes différentes d'une même grappe à la même période. Souvent 0,01 à 0,05 "
        "pour un critère de patient, davantage pour un critère de pratique.",
        en="Correlation of two measurements of different people of one cluster in the same period. Often 0.01 to 0.05 "
        "for a patient outcome, more for a process outcome.",
    ),
    symbol="ρ",
    ge=0,
    lt=1,
)
MEMBERS = Quantity(
    label=Text(
        fr="Participants analysés par grappe et par période", en="Participants analysed per cluster and per period"
    ),
    unit=Unit.COUNT,
    help=Text(
        fr="Nombre de personnes analysées dans chaque grappe à chaque période, pertes déduites. Laisser vide si le nombre "
        "de grappes est fixé.",
        en="People analysed in each cluster in each period, after losses. Leave empty when the number of clusters is fixed.",
    ),
    symbol="m",
    ge=1,
    le=1_000_000,
)
AVAILABLE = Quantity(
    label=Text(fr="Nombre total de grappes, s'il est fixé", en="Total number of clusters, when it is fixed"),
    unit=Unit.COUNT,
    help=Text(
        fr="Toutes séquences ou tous bras réunis. Le nombre de participants par grappe et par période est alors calculé. "
        "Laisser vide si ce nombre est donné.",
        en="All sequences or arms together. The number of participants per cluster and period is then computed. "
        "Leave empty when that number is given.",
    ),
    symbol="K",
    ge=2,
    le=100_000,
)
CAC = Quantity(
    label=Text(fr="Autocorrélation des grappes (CAC)", en="Cluster autocorrelation (CAC)"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Rapport de la corrélation entre personnes de deux périodes différentes à la corrélation au sein d'une période. "
        "Avec une décroissance, entre deux périodes qui se suivent. Souvent 0,6 à 0,9 ; vide si les périodes sont "
        "échangeables.",
        en="Ratio of the correlation between people of two different periods to the correlation within a period. "
        "With a decay, between two consecutive periods. Often 0.6 to 0.9; empty when periods are exchangeable.",
    ),
    symbol="CAC",
    ge=0,
    le=1,
)


def refuse_fractions(**counts: float | None) -> None:
    """Refuse a count that is not whole, naming its field."""
    for name, value in counts.items():
        if value is not None and value != int(value):
            raise Refusal(_WHOLE, name)


class PeriodClusters(PeriodOutcome):
    """Clusters randomised to sequences of periods; people are the searched size."""

    icc: Annotated[float, ICC]
    cluster_period_size: Annotated[float | None, MEMBERS] = None
    clusters_available: Annotated[float | None, AVAILABLE] = None
    method: Annotated[Literal["t", "z"], Choice(label=Text(fr="Méthode", en="Method"), options=METHODS)] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(
                fr="Participants analysés, toutes grappes et périodes",
                en="Participants analysed, all clusters and periods",
            ),
            minimum=4,
        ),
    )

    @abstractmethod
    def layout(self) -> FloatArray:
        """Exposure of each sequence in each period: 1 with the device, 0 without; (sequences, periods)."""

    @abstractmethod
    def degrees(self, clusters: FloatArray) -> FloatArray:
        """Degrees of freedom of the t test for a number of clusters."""

    @abstractmethod
    def standard_error(self, size: Size) -> FloatArray:
        """Standard error of the treatment effect."""

    @property
    def weights(self) -> tuple[int, ...]:
        """Clusters of each sequence in the smallest group that respects their ratio."""
        return (1,) * len(self.layout())

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=not isinstance(self, PeriodProportions) or self.binomial_variance != "control")

    @model_validator(mode="after")
    def _clusters_have_a_meaning(self) -> Self:
        refuse_fractions(cluster_period_size=self.cluster_period_size, clusters_available=self.clusters_available)
        if (self.cluster_period_size is None) == (self.clusters_available is None):
            raise Refusal(_ONE_OF, "cluster_period_size" if self.clusters_available is None else "clusters_available")
        if self.clusters_available is not None and self.clusters_available < self.fewest:
            raise Refusal(_TOO_FEW, "clusters_available", least=Value(self.fewest, Unit.COUNT))
        return self

    @property
    def fewest(self) -> int:
        """The fewest clusters that make the trial: one per sequence, and a degree of freedom."""
        number = len(self.layout())
        if self.method == "t" and self.layout().shape[1] > 1:
            while float(self.degrees(np.array(float(number)))) < 1:
                number += 1
        return number

    @property
    def appearances(self) -> int:
        """People that one place in a cluster stands for: one per period, or the same one throughout."""
        return 1 if self.same_people else self.layout().shape[1]

    def shape(self, size: Size) -> tuple[FloatArray, FloatArray]:
        """Clusters and members of a cluster in a period, for a number of people; fractional."""
        people = np.asarray(size["participants"], dtype=np.float64) / self.appearances
        if self.clusters_available is not None:
            clusters = np.full(people.shape, float(self.clusters_available))
            return clusters, people / clusters
        members = np.full(people.shape, float(self.cluster_period_size or 1))
        return people / members, members

    def counts(self, clusters: int) -> tuple[int, ...]:
        """Clusters in each sequence, as near to their ratio as can be, at least one in each."""
        weights = np.asarray(self.weights)
        ideal = clusters * weights / weights.sum()
        found = np.maximum(np.floor(ideal + 1e-9), 1).astype(int)
        while found.sum() < clusters:
            found[int(np.argmax(ideal - found))] += 1
        while found.sum() > clusters:
            found[int(np.argmax(found - ideal - 10 * (found == 1)))] -= 1
        return tuple(int(one) for one in found)

    @property
    def share(self) -> FloatArray:
        """Share of the clusters in each sequence."""
        if self.clusters_available is None:
            return np.asarray(self.weights) / sum(self.weights)
        return np.asarray(self.counts(int(self.clusters_available))) / self.clusters_available

    def whole(self, total: float) -> int:
        clusters, members = (float(one) for one in self.shape({"participants": total}))
        if self.clusters_available is not None:
            return int(clusters) * max(ceil_(members), 1) * self.appearances
        group = sum(self.weights)
        groups = max(ceil_(clusters / group), ceil_(self.fewest / group))
        return groups * group * int(members) * self.appearances

    @property
    def step(self) -> int:
        if self.clusters_available is not None:
            return int(self.clusters_available) * self.appearances
        return sum(self.weights) * int(self.cluster_period_size or 1) * self.appearances

    def _whole_clusters(self, total: int) -> int:
        return round(float(self.shape({"participants": total})[0]))

    def clusters(self, total: int) -> tuple[Arm, ...]:
        return (Arm("clusters", CLUSTERS, self._whole_clusters(total)),)

    def arms(self, total: int) -> tuple[Arm, ...]:
        return self._split(total, self._whole_clusters(total))

    def _split(self, people: int, clusters: int) -> tuple[Arm, ...]:
        if self.same_people:
            return (Arm("all", ANALYSED, people),)
        exposed = float((np.asarray(self.counts(clusters)) @ self.layout()).sum()) / (clusters * self.appearances)
        first = round(people * exposed)
        return Arm("experimental", _WITH, first), Arm("control", _WITHOUT, people - first)

    def enrolled(self, total: int, kept: float) -> int:
        members = round(float(self.shape({"participants": total})[1]))
        return self._whole_clusters(total) * ceil_(members / kept) * self.appearances

    def enrolled_arms(self, enrolled: int, analysed: int) -> tuple[Arm, ...]:
        return self._split(enrolled, self._whole_clusters(analysed))

    def caution(self) -> Text | None:
        if self.clusters_available is not None and self.clusters_available < FEW:
            return _FEW_CLUSTERS
        return _NORMAL if self.method == "z" else None

    def _edge(self, size: Size) -> float:
        test = self.goal.tests()[0]
        df = float(self.degrees(self.shape(size)[0]))
        critical = z(test.alpha) if self.method == "z" else float(-stdtrit(df, test.alpha))
        return float(test.null + test.sign * critical * self.standard_error(size))

    def least_success(self, size: Size) -> Phrase | None:
        return Phrase(_EDGE, {"edge": Value(self._edge(size), self.card.margin_unit)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        clusters, members = (float(one) for one in self.shape(size))
        error = float(self.standard_error(size))
        alone = self.variance * 4 / (clusters * members * self.appearances)
        own_unit = Unit.ENDPOINT if isinstance(self, PeriodMeans) else Unit.NUMBER
        found = [
            Step(CLUSTERS, Value(clusters, Unit.COUNT), _FEW_HERE if clusters < FEW else None),
            Step(MEMBERS.label, Value(members, Unit.COUNT)),
            Step(_TOTAL_SD, Value(float(np.sqrt(self.variance)), own_unit)),
            Step(_ERROR, Value(error, self.card.margin_unit)),
            Step(_DESIGN_EFFECT, Value(error**2 / alone), _AGAINST_INDIVIDUAL),
        ]
        if self.method == "t":
            found.append(Step(_DEGREES, Value(float(self.degrees(np.array(clusters))))))
        return tuple(found)


def wald(estimate: FloatArray, error: FloatArray, df: float, design: PeriodOutcome) -> Trials:
    """Trials of a Wald test of the design's goal, by the t distribution (normal when df is infinite)."""
    test = design.goal.tests()[0]
    with np.errstate(divide="ignore", invalid="ignore"):  # clusters that are all alike
        statistic = test.sign * (estimate - test.null) / error
    finite = np.isfinite(df)
    p = stdtr(df, -statistic) if finite else Phi(-statistic)
    half = (float(-stdtrit(df, test.alpha)) if finite else z(test.alpha)) * error
    failed = ~np.isfinite(statistic)
    return Trials(estimate, estimate - half, estimate + half, p, (p <= test.alpha) & ~failed, failed)


def residual_sd(design: PeriodOutcome, icc: float) -> list[Variant]:
    """The same plan when the standard deviation given is taken as the residual one, as some programs do."""
    share = (1 - icc) * (1 - design.own_correlation)
    if not isinstance(design, PeriodMeans) or share == 1:
        return []
    return [Variant(_RESIDUAL_SD, design.model_copy(update={"sd": float(design.sd / np.sqrt(share))}))]


_RESIDUAL_SD = Text(
    fr="écart-type lu comme résiduel (sigma de SteppedPower et de swCRTdesign)",
    en="standard deviation read as the residual one (sigma of SteppedPower and swCRTdesign)",
)
_FEW_HERE = Text(
    fr="moins de 10 grappes : composantes de variance mal estimées, équilibre des grappes fragile",
    en="fewer than 10 clusters: variance components poorly estimated, balance of clusters fragile",
)
_FEW_CLUSTERS = Text(
    fr="Moins de 10 grappes : les composantes de variance sont mal estimées, la randomisation n'équilibre pas les grappes et "
    "une seule grappe atypique change la conclusion. Ce nombre suppose le modèle exact ; ajouter des grappes, ou prévoir un "
    "test de permutation.",
    en="Fewer than 10 clusters: variance components are poorly estimated, randomisation does not balance clusters and a single "
    "unusual cluster changes the conclusion. This number assumes that the model is exact; add clusters, or plan a permutation "
    "test.",
)
_NORMAL = Text(
    fr="L'approximation normale suppose les composantes de variance connues. Estimées, le risque unilatéral de 2,5 % devient en "
    "simulation 4,3 % avec 10 grappes et 2 périodes, 3,6 % avec 6 grappes et 7 périodes, 3,0 % avec 12 grappes et 5 périodes, "
    "2,6 % avec 32 grappes. Comparaison seulement, préférer la loi t.",
    en="The normal approximation takes the variance components as known. Once they are estimated, a one-sided type I error of 2.5% "
    "becomes by simulation 4.3% with 10 clusters and 2 periods, 3.6% with 6 clusters and 7 periods, 3.0% with 12 clusters and "
    "5 periods, 2.6% with 32 clusters. For comparison only, prefer the t distribution.",
)
_EDGE = Text(
    fr="succès si la différence estimée atteint {edge} ou mieux (avec les variances et corrélations attendues)",
    en="success if the estimated difference reaches {edge} or better (with the expected variances and correlations)",
)
_TOTAL_SD = Text(fr="Écart-type total", en="Total standard deviation")
_ERROR = Text(fr="Erreur standard de l'effet", en="Standard error of the effect")
_DESIGN_EFFECT = Text(fr="Effet de plan", en="Design effect")
_AGAINST_INDIVIDUAL = Text(
    fr="variance rapportée à celle d'un essai individuel à deux bras égaux de même effectif",
    en="variance over that of an individually randomised trial with two equal arms and as many people",
)
_DEGREES = Text(fr="Degrés de liberté", en="Degrees of freedom")
