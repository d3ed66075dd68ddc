"""Clusters in two parallel arms, measured before and after the device is introduced in one of them.

The cluster means of the two periods have correlation r = (icc cac + (1 - icc) iac / m) / (icc + (1 - icc) / m). Analysis
of covariance on cluster means divides the variance of the follow-up means by 1 / (1 - r^2) (Teerenstra 2012, Hooper 2018),
differences of differences multiply it by 2 (1 - r). The power of the analysis of covariance by the t distribution is
exact for normal cluster means: it is averaged over the chance imbalance of the baseline means between arms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Arm, Size, Step, Truth, Variant
from stats.formulas.clusters.period_clusters import CAC, METHODS, PeriodClusters, residual_sd, wald
from stats.formulas.clusters.period_layouts import BINARY_LIMITS
from stats.formulas.clusters.period_r import ANCOVA_T, solved_in_r
from stats.formulas.clusters.period_words import justification
from stats.formulas.t_tests import noncentral_t_power
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.rounding import block
from stats.text import Text
from stats.trials import FloatArray, Trials
from stats.two_arms import CONTROL, EXPERIMENTAL

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)
_ANALYSES = {
    "ancova": Text(
        fr="analyse de covariance sur les moyennes de grappe, ajustée sur la période initiale",
        en="analysis of covariance on cluster means, adjusted for the baseline period",
    ),
    "change": Text(
        fr="différence des différences (évolution de chaque grappe)", en="difference in differences (cluster changes)"
    ),
    "follow_up": Text(
        fr="moyennes de la période finale seules, sans ajustement", en="means of the follow-up period only, unadjusted"
    ),
}
_NO_BLOCK = Text(
    fr="Le ratio de grappes doit être simple (par exemple 1, 2, 0,5 ou 1,5).",
    en="The ratio of clusters must be simple (for example 1, 2, 0.5 or 1.5).",
)


class BeforeAfterClusters(PeriodClusters):
    """Clusters randomised to the device or not, observed in a baseline and in a follow-up period."""

    cac: Annotated[float, CAC]
    allocation: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Ratio de grappes (expérimental / contrôle)", en="Ratio of clusters (experimental / control)"
            ),
            unit=Unit.RATIO,
            help=Text(
                fr="1 pour autant de grappes dans chaque bras ; 2 pour deux grappes expérimentales pour une grappe contrôle.",
                en="1 for as many clusters in each arm; 2 for two experimental clusters per control cluster.",
            ),
            symbol="r",
            ge=0.1,
            le=10,
        ),
    ] = 1.0
    analysis: Annotated[
        Literal["ancova", "change", "follow_up"],
        Choice(label=Text(fr="Analyse", en="Analysis"), options=_ANALYSES),
    ] = "ancova"

    @model_validator(mode="after")
    def _ratio_is_simple(self) -> Self:
        if block(self.allocation) is None:
            raise Refusal(_NO_BLOCK, "allocation")
        return self

    def layout(self) -> FloatArray:
        return np.array([[0.0, 1.0], [0.0, 0.0]])

    @property
    def weights(self) -> tuple[int, ...]:
        return block(self.allocation) or (1, 1)

    def degrees(self, clusters: FloatArray) -> FloatArray:
        return np.asarray(clusters - (3 if self.analysis == "ancova" else 2))

    def _mean_variance(self, members: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Variance of a cluster mean in one period, for a total variance of 1, and the correlation of two periods."""
        own = (1 - self.icc) / members
        variance = self.icc + own
        return variance, (self.icc * self.cac + own * self.own_correlation) / variance

    def standard_error(self, size: Size) -> FloatArray:
        clusters, members = self.shape(size)
        variance, r = self._mean_variance(members)
        before, *after = self.variances
        slope = {"change": np.ones_like(r), "follow_up": np.zeros_like(r)}.get(
            self.analysis, r * sum(share * (one / before) ** 0.5 for share, one in zip(self.share, after, strict=True))
        )
        arms = [
            (one + slope**2 * before - 2 * slope * r * (one * before) ** 0.5) / share
            for share, one in zip(self.share, after, strict=True)
        ]
        return np.asarray(np.sqrt(variance * sum(arms) / clusters))

    def attained(self, size: Size) -> FloatArray:
        test = self.goal.tests()[0]
        shift = test.sign * (self.effect - test.null) / self.standard_error(size)
        if self.method == "z":
            return np.asarray(Phi(shift - z(test.alpha)))
        df = self.degrees(self.shape(size)[0])
        power = (_ancova_power if self.analysis == "ancova" else noncentral_t_power)(
            shift, np.maximum(df, 0.5), test.alpha
        )
        return np.asarray(np.where(df >= 0.5, power, 0.0))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        clusters, members = (int(np.round(one)) for one in self.shape(size))
        counts = self.counts(clusters)
        treated = np.repeat(self.layout(), counts, axis=0)
        effects = np.array([[1.0, self.cac], [self.cac, 1.0]])
        cells = self.cells(treated, effects, self.icc, members, trials, rng, at)
        estimate, error = _analysed(cells, counts[0], self.analysis)
        return wald(estimate, error, np.inf if self.method == "z" else float(self.degrees(np.array(clusters))), self)

    def clusters(self, total: int) -> tuple[Arm, ...]:
        first, second = self.counts(self._whole_clusters(total))
        return Arm("experimental", EXPERIMENTAL, first), Arm("control", CONTROL, second)

    def _split(self, people: int, clusters: int) -> tuple[Arm, ...]:
        first = round(people * self.counts(clusters)[0] / clusters)
        return Arm("experimental", EXPERIMENTAL, first), Arm("control", CONTROL, people - first)

    def variants(self) -> tuple[Variant, ...]:
        method = "z" if self.method == "t" else "t"
        found = [Variant(METHODS[method], self.model_copy(update={"method": method}))]
        found += [
            Variant(text, self.model_copy(update={"analysis": name}))
            for name, text in _ANALYSES.items()
            if name != self.analysis
        ]
        found += residual_sd(self, self.icc)
        return tuple(found)

    def method_text(self) -> Text:
        return _ANALYSES[self.analysis]

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        r = float(self._mean_variance(self.shape(size)[1])[1])
        text = Text(
            fr="Corrélation des moyennes de grappe avant et après", en="Correlation of cluster means, before and after"
        )
        return (*super().steps(size), Step(text, Value(r)))

    def r_call(self) -> str | None:
        if len(set(self.variances)) > 1:
            return None
        r = f"((icc * {self.cac} + (1 - icc) / m * {self.own_correlation}) / (icc + (1 - icc) / m))"
        factor = {"ancova": f"1 - {r}^2", "change": f"2 * (1 - {r})", "follow_up": "1"}[self.analysis]
        first, second = (float(one) for one in self.share)
        return solved_in_r(
            self,
            {"v": repr(self.variance)},
            f"sqrt(v * (icc + (1 - icc) / m) * ({factor}) / k * (1 / {first!r} + 1 / {second!r}))",
            "k - 3" if self.analysis == "ancova" else "k - 2",
            ANCOVA_T if self.analysis == "ancova" else None,
        )

    def sentence(self) -> Text:
        return justification(_OPENING, self)


_OPENING = Text(
    fr="Essai en grappes à deux bras parallèles avec une période initiale.",
    en="Parallel-arm cluster randomised trial with a baseline period.",
)


def _ancova_power(shift: FloatArray, df: FloatArray, alpha: float) -> FloatArray:
    """Power of a one-sided analysis of covariance with one normal covariate, averaged over its imbalance.

    Given the covariate, the non-centrality is shift cos(angle) where tan^2(angle) = F / (df + 1) and F, the squared
    imbalance of the covariate over its variance, follows Fisher's distribution with 1 and df + 1 degrees of freedom:
    the angle has a density proportional to cos^df.
    """
    shift, df = np.asarray(shift)[..., None], np.asarray(df)[..., None]
    high = np.minimum(np.pi / 2, 9 / np.sqrt(df))
    angle = high / 2 * (_NODES + 1)
    weight = _WEIGHTS * np.cos(angle) ** df
    power = noncentral_t_power(shift * np.cos(angle), np.broadcast_to(df, angle.shape), alpha)
    return np.asarray((weight * power).sum(axis=-1) / weight.sum(axis=-1))


def _analysed(cells: FloatArray, experimental: int, analysis: str) -> tuple[FloatArray, FloatArray]:
    """Effect and standard error by the analysis named; cells are (trials, clusters, 2), experimental clusters first."""
    arms = cells[:, :experimental], cells[:, experimental:]
    number = [arm.shape[1] for arm in arms]
    spread = 1 / number[0] + 1 / number[1]
    gap = arms[0].mean(axis=1) - arms[1].mean(axis=1)
    centred = np.concatenate([arm - arm.mean(axis=1, keepdims=True) for arm in arms], axis=1)
    before, after = centred[..., 0], centred[..., 1]
    if analysis != "ancova":
        change = 1.0 if analysis == "change" else 0.0
        residual = ((after - change * before) ** 2).sum(axis=1) / (sum(number) - 2)
        return gap[:, 1] - change * gap[:, 0], np.sqrt(residual * spread)
    squares = np.maximum((before**2).sum(axis=1), 1e-300)
    slope = (before * after).sum(axis=1) / squares
    residual = ((after - slope[:, None] * before) ** 2).sum(axis=1) / (sum(number) - 3)
    return gap[:, 1] - slope * gap[:, 0], np.sqrt(residual * (spread + gap[:, 0] ** 2 / squares))


def before_after_card(endpoint: Endpoint, measure: Measure) -> Card:
    """The card of a controlled before-after trial in clusters with one endpoint."""
    binary = endpoint is Endpoint.BINARY
    return Card(
        title=Text(
            fr="Grappes avec période initiale (avant-après contrôlé), proportions",
            en="Clusters with a baseline period (controlled before-after), proportions",
        )
        if binary
        else Text(
            fr="Grappes avec période initiale (avant-après contrôlé), moyennes",
            en="Clusters with a baseline period (controlled before-after), means",
        ),
        question=Text(
            fr="Après une période d'observation commune, une plus grande part des patients atteint-elle le critère dans les "
            "services équipés du dispositif, compte tenu de leur niveau initial ?",
            en="After a common observation period, do more patients reach the endpoint in the wards equipped with the device, "
            "given their initial level?",
        )
        if binary
        else Text(
            fr="Après une période d'observation commune, les services équipés du dispositif ont-ils en moyenne un meilleur score "
            "que les autres, compte tenu de leur niveau initial ?",
            en="After a common observation period, do the wards equipped with the device have a better score on average than "
            "the others, given their initial level?",
        ),
        family=Family.CLUSTERS,
        method=_ANALYSES["ancova"],
        limits=_BINARY if binary else _LIMITS,
        references=(
            Reference(
                "Teerenstra S, Eldridge S, Graff M, de Hoop E, Borm GF. A simple sample size formula for analysis of covariance "
                "in cluster randomized trials. Stat Med 2012;31:2169-78",
                "10.1002/sim.5352",
            ),
            Reference(
                "Hooper R, Forbes A, Hemming K, Takeda A, Beresford L. Analysis of cluster randomised trials with an "
                "assessment of outcome at baseline. BMJ 2018;360:k1121",
                "10.1136/bmj.k1121",
            ),
        ),
        measures=(measure,),
        endpoint=endpoint,
        against=Against.CLUSTERS,
    )


_LIMITS = Text(
    fr="Grappes randomisées après la période initiale ou avant elle, même nombre de participants dans chaque grappe à chaque "
    "période, écart-type total (et non résiduel). Sans randomisation, l'effet n'est pas protégé des différences d'évolution "
    "entre services. Le test t est exact pour des moyennes de grappe normales.",
    en="Clusters randomised before or after the baseline period, equal numbers of participants in each cluster and period, the "
    "total (not residual) standard deviation. Without randomisation the effect is not protected from different trends between "
    "wards. The t test is exact for normal cluster means.",
)
_BINARY = Text(fr=f"{_LIMITS.fr} {BINARY_LIMITS.fr}".strip(), en=f"{_LIMITS.en} {BINARY_LIMITS.en}".strip())
