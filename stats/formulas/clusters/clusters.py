"""What every parallel cluster randomised design shares: clusters beside people, rounding to whole clusters, losses.

The searched size is people, over both arms. Either the clusters have a given size and their number follows, or their
number is fixed and their size follows: power then has a ceiling, however many members each cluster gives.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import model_validator

from stats.card import Axis
from stats.design import Arm, Size, Step
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.rounding import block, ceil_, whole_arms
from stats.text import Text
from stats.trials import FloatArray
from stats.two_arms import CONTROL, EXPERIMENTAL, TwoArms

FEWEST = 2  # clusters of an arm: a variance needs two
FEW = 10  # clusters of an arm below which the methods are fragile

ICC = Quantity(
    label=Text(fr="Corrélation intra-grappe (ICC)", en="Intracluster correlation (ICC)"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Part de la variance totale due aux différences entre grappes. Souvent 0,01 à 0,05 pour un critère de "
        "patient, davantage pour un critère de pratique. La prendre d'une étude comparable, avec son intervalle.",
        en="Share of the total variance that lies between clusters. Often 0.01 to 0.05 for a patient outcome, "
        "more for a process outcome. Take it from a comparable study, with its interval.",
    ),
    symbol="ρ",
    ge=0,
    lt=1,
)
K = Quantity(
    label=Text(fr="Coefficient de variation entre grappes (k)", en="Between-cluster coefficient of variation (k)"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Écart-type des vraies valeurs des grappes, divisé par leur moyenne, dans chaque bras. Rarement au-delà "
        "de 0,5 ; 0,25 est courant.",
        en="Standard deviation of the true cluster values divided by their mean, within each arm. Seldom above 0.5; "
        "0.25 is common.",
    ),
    symbol="k",
    ge=0,
    le=2,
)

CV_SIZE = Quantity(
    label=Text(fr="Coefficient de variation de la taille des grappes", en="Coefficient of variation of cluster sizes"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Écart-type des tailles divisé par leur moyenne : 0 si elles sont égales, souvent 0,4 à 0,7 pour des centres "
        "ou des cabinets.",
        en="Standard deviation of the sizes over their mean: 0 when they are equal, often 0.4 to 0.7 for centres or "
        "practices.",
    ),
    symbol="CV",
    ge=0,
    le=2,
)
DIFFERENCE = Quantity(
    label=Text(fr="Différence attendue (expérimental - contrôle)", en="Expected difference (experimental - control)"),
    unit=Unit.ENDPOINT,
    help=Text(
        fr="Différence des moyennes, avec son signe : négative si le dispositif fait baisser le score. "
        "Prendre la plus petite différence cliniquement pertinente et réaliste.",
        en="Difference in means, with its sign: negative when the device lowers the score. "
        "Use the smallest difference that is clinically relevant and realistic.",
    ),
    symbol="δ",
)

INDIVIDUAL = Text(
    fr="effectif d'une randomisation individuelle × effet de plan",
    en="size of an individually randomised trial × design effect",
)


class ClusterArms(TwoArms):
    """Clusters randomised to an experimental or a control arm; the allocation is that of the clusters."""

    cluster_size: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Participants analysés par grappe (moyenne)", en="Participants analysed per cluster (mean)"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Nombre moyen de participants par grappe dans l'analyse, pertes déduites. Laisser vide si le nombre "
                "de grappes est fixé.",
                en="Mean number of participants per cluster in the analysis, after losses. Leave empty when the number "
                "of clusters is fixed.",
            ),
            symbol="m",
            ge=1,
            le=1_000_000,
        ),
    ] = None
    clusters_available: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Nombre total de grappes, s'il est fixé", en="Total number of clusters, when it is fixed"),
            unit=Unit.COUNT,
            help=Text(
                fr="Les deux bras ensemble. La taille des grappes est alors calculée. Laisser vide si leur taille est "
                "donnée.",
                en="Both arms together. The cluster size is then computed. Leave empty when the size is given.",
            ),
            symbol="K",
            ge=4,
            le=100_000,
        ),
    ] = None
    cv_size: Annotated[float, CV_SIZE] = 0.0

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )

    @model_validator(mode="after")
    def _one_is_given(self) -> Self:
        if (self.cluster_size is None) == (self.clusters_available is None):
            raise Refusal(_ONE_OF_TWO, "cluster_size" if self.cluster_size is None else "clusters_available")
        if self.clusters_available is not None:
            if self.clusters_available != round(self.clusters_available):
                raise Refusal(_WHOLE_CLUSTERS, "clusters_available")
            if min(self._fixed) < FEWEST:
                raise Refusal(_TOO_FEW, "clusters_available")
        return self

    @property
    def _fixed(self) -> tuple[int, int]:
        """Clusters by arm, experimental first, when their total is fixed."""
        total = round(self.clusters_available or 0)
        control = round(total / (1 + self.allocation))
        return total - control, control

    def clusters_and_size(self, size: Size) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Clusters of the experimental and of the control arm, and mean members per cluster; fractional."""
        total = np.asarray(size["participants"], dtype=np.float64)
        if self.cluster_size is None:
            first, second = (np.full_like(total, one) for one in self._fixed)
            return first, second, total / (first + second)
        control = total / self.cluster_size / (1 + self.allocation)
        return total / self.cluster_size - control, control, np.full_like(total, self.cluster_size)

    def cluster_counts(self, total: float) -> tuple[int, int]:
        """Whole clusters by arm of a whole total of participants."""
        if self.cluster_size is None:
            return self._fixed
        clusters = max(round(total / self.cluster_size), 2 * FEWEST)
        control = min(max(round(clusters / (1 + self.allocation)), FEWEST), clusters - FEWEST)
        return clusters - control, control

    def _whole_clusters(self, total: float) -> tuple[int, int]:
        assert self.cluster_size is not None
        experimental, control = (max(one / self.cluster_size, FEWEST) for one in super().split(total))
        return whole_arms(experimental, control, self.allocation)

    def clusters(self, total: int) -> tuple[Arm, ...]:
        experimental, control = self.cluster_counts(total)
        return Arm("experimental", EXPERIMENTAL, experimental), Arm("control", CONTROL, control)

    def sizes(self, size: Size) -> tuple[FloatArray, FloatArray]:
        first, second, members = self.clusters_and_size(size)
        return first * members, second * members

    def split(self, total: float) -> tuple[float, ...]:
        experimental, control = self.sizes({"participants": total})
        return float(experimental), float(control)

    def arms(self, total: int) -> tuple[Arm, ...]:
        return self._people(total, total)

    def _people(self, total: int, analysed: int) -> tuple[Arm, ...]:
        experimental, control = self.cluster_counts(analysed)
        second = round(total * control / (experimental + control))
        return Arm("experimental", EXPERIMENTAL, total - second), Arm("control", CONTROL, second)

    def whole(self, total: float) -> int:
        """Whole clusters per arm, by the allocation block; or whole members per cluster when clusters are fixed."""
        if self.cluster_size is None:
            clusters = sum(self._fixed)
            return clusters * max(ceil_(total / clusters), 1)
        return ceil_(self.cluster_size * sum(self._whole_clusters(total)))

    @property
    def step(self) -> int:
        if self.cluster_size is None:
            return sum(self._fixed)
        return ceil_(self.cluster_size * sum(block(self.allocation) or (1, 1)))

    def enrolled(self, total: int, kept: float) -> int:
        """Members are lost inside clusters: each enrols its analysed members divided by the share kept."""
        if kept >= 1:
            return total
        clusters = sum(self.cluster_counts(total))
        members = total / clusters if self.cluster_size is None else self.cluster_size
        return clusters * ceil_(members / kept)

    def enrolled_arms(self, enrolled: int, analysed: int) -> tuple[Arm, ...]:
        return self._people(enrolled, analysed)

    @property
    def few_clusters(self) -> Text | None:
        """A warning when the fixed clusters are fewer than ten per arm."""
        return _FEW if self.clusters_available is not None and min(self._fixed) < FEW else None

    def no_size(self) -> Text | None:
        return _ADD_CLUSTERS if self.cluster_size is None else None

    def needed(self, opening: Text) -> Text:
        """The sentence that begins with the question and ends with clusters and participants."""
        ending = _NEEDED_FIXED if self.cluster_size is None else _NEEDED
        varying = _VARYING if self.cv_size > 0 else None
        return Text(
            fr=opening.fr + ending.fr + (varying.fr if varying else ""),
            en=opening.en + ending.en + (varying.en if varying else ""),
        )

    def r_search(
        self, first: str, second: str, shift: float, alpha: float, *, normal: bool = False, without: int = 0
    ) -> str:
        """R that searches the total; `first` and `second` are R for the variance of a summary, with m its size.

        without: clusters of each arm that the method does not count
        """
        if self.cluster_size is None:
            k, j = self._fixed
            experimental, control, members = f"{k}", f"{j}", f"n / {k + j}"
            low, high = f"{(k + j) * 1e-3:.12g}", f"{100 * (k + j)}"
        else:
            m, r = f"{self.cluster_size:.12g}", f"{self.allocation:.12g}"
            experimental, control, members = f"n / {m} * {r} / (1 + {r})", f"n / {m} / (1 + {r})", m
            fewest = 1.05 * without * (1 + max(self.allocation, 1 / self.allocation))
            low, high = f"{max(2.2, fewest) * self.cluster_size:.12g}", f"{100 * self.cluster_size:.12g}"
        shift_over_error = f"shift / sqrt(v(m(n)) / (k(n) - {without}) + w(m(n)) / (j(n) - {without}))"
        t_test = (
            f"pt(qt(a, k(n) + j(n) - 2, lower.tail = FALSE), k(n) + j(n) - 2, {shift_over_error}, lower.tail = FALSE)"
        )
        power = f"pnorm({shift_over_error} - qnorm(a, lower.tail = FALSE))" if normal else t_test
        return (
            f"with(list(a = {alpha:.12g}, shift = {shift:.12g}, v = function(m) {first}, w = function(m) {second}, "
            f"m = function(n) {members}, k = function(n) {experimental}, j = function(n) {control}), "
            f'uniroot(function(n) {power} - {{target}}, c({low}, {high}), extendInt = "upX", tol = 1e-9)$root)'
        )

    def cluster_steps(self, size: Size) -> tuple[Step, ...]:
        """Clusters by arm and members per cluster, with a warning below ten clusters per arm."""
        first, second, members = (float(one) for one in self.clusters_and_size(size))
        warning = _FEW if min(first, second) < FEW - 1e-9 else None
        return (
            Step(_MEMBERS, Value(members)),
            Step(_CLUSTERS_E, Value(first), warning),
            Step(_CLUSTERS_C, Value(second), warning),
        )


_ONE_OF_TWO = Text(
    fr="Donner soit la taille moyenne des grappes, soit leur nombre total s'il est fixé : l'un des deux, pas les deux.",
    en="Give either the mean cluster size or the total number of clusters when it is fixed: one of the two, not both.",
)
_WHOLE_CLUSTERS = Text(
    fr="Le nombre total de grappes est un nombre entier.", en="The total number of clusters is a whole number."
)
_TOO_FEW = Text(
    fr="Chaque bras doit avoir au moins deux grappes : avec ce ratio d'allocation, il faut plus de grappes.",
    en="Each arm needs at least two clusters: with this allocation ratio, more clusters are needed.",
)
_FEW = Text(
    fr="Moins de 10 grappes par bras : le résultat dépend beaucoup de l'ICC supposée, un déséquilibre entre bras est "
    "probable et le test porte sur peu de degrés de liberté. Ajouter des grappes si possible.",
    en="Fewer than 10 clusters per arm: the result depends heavily on the assumed correlation, imbalance between arms "
    "is likely and the test has few degrees of freedom. Add clusters if possible.",
)
_ADD_CLUSTERS = Text(
    fr="Avec ce nombre de grappes, aucun effectif par grappe n'atteint la cible de {target} : même avec {largest} "
    "participants en tout, on n'obtient que {best}. Ajouter des grappes ; agrandir celles-ci ne suffit pas.",
    en="With this number of clusters no cluster size reaches the target of {target}: even with {largest} participants "
    "in all, only {best} is obtained. Add clusters; enlarging these is not enough.",
)
_MEMBERS = Text(fr="Participants analysés par grappe", en="Participants analysed per cluster")
_CLUSTERS_E = Text(fr="Grappes, bras expérimental", en="Clusters, experimental arm")
_CLUSTERS_C = Text(fr="Grappes, bras contrôle", en="Clusters, control arm")
_NEEDED = Text(
    fr=", {n_clusters} grappes ({n_cluster_arms}) de {cluster_size} participants analysables en moyenne sont "
    "nécessaires, soit {n_total} participants analysables.",
    en=", {n_clusters} clusters ({n_cluster_arms}) of {cluster_size} analysable participants on average are needed, "
    "that is {n_total} analysable participants.",
)
_NEEDED_FIXED = Text(
    fr=", les {n_clusters} grappes disponibles ({n_cluster_arms}) doivent fournir {n_total} participants analysables, "
    "répartis également entre elles.",
    en=", the {n_clusters} clusters available ({n_cluster_arms}) must provide {n_total} analysable participants, "
    "evenly spread among them.",
)
_VARYING = Text(
    fr=" Le coefficient de variation de la taille des grappes est supposé égal à {cv_size}.",
    en=" The coefficient of variation of cluster sizes is assumed to be {cv_size}.",
)
