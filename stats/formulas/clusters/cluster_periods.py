"""Trials in clusters over several periods whose correlation between periods is chosen: stepped wedge, crossover.

Variances are those of generalised least squares on cluster-period means, from the total variance of the endpoint
(Hussey and Hughes 2007; Hooper and others 2016; Kasza and others 2019); the analysis simulated estimates them by REML.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.design import Design, Size, Truth, Variant
from stats.formulas.clusters.period_clusters import CAC, FEW, METHODS, PeriodClusters, residual_sd, wald
from stats.formulas.clusters.period_model import (
    cluster_correlation,
    exposure_products,
    information,
    mean_covariance,
    mixed_model,
)
from stats.formulas.clusters.period_r import solved_in_r
from stats.formulas.clusters.period_words import justification
from stats.formulas.t_tests import noncentral_t_power
from stats.normal import Phi, z
from stats.quantities import Choice
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

_NEEDS_CAC = Text(
    fr="Cette structure de corrélation demande l'autocorrélation des grappes (CAC) : rapport de la corrélation entre deux "
    "périodes à la corrélation au sein d'une période.",
    en="This correlation structure needs the cluster autocorrelation (CAC): the ratio of the correlation between two periods "
    "to that within a period.",
)
_NO_CAC = Text(
    fr="La structure échangeable suppose une autocorrélation des grappes de 1 : choisir une autre structure ou vider ce champ.",
    en="The exchangeable structure assumes a cluster autocorrelation of 1: choose another structure or empty this field.",
)

DF_LABELS = {
    "within": Text(
        fr="grappes × périodes - grappes - périodes (strate intra-grappe)",
        en="clusters × periods - clusters - periods (within-cluster stratum)",
    ),
    "clusters": Text(fr="grappes - 2", en="clusters - 2"),
    "between_within": Text(
        fr="grappes - périodes - 1 (« between-within » de SteppedPower)",
        en="clusters - periods - 1 (SteppedPower's between-within)",
    ),
    "containment": Text(
        fr="grappes × périodes - grappes (« containment » de SteppedPower)",
        en="clusters × periods - clusters (SteppedPower's containment)",
    ),
    "residual": Text(
        fr="grappes × périodes - périodes - 1 (« residual » de SteppedPower)",
        en="clusters × periods - periods - 1 (SteppedPower's residual)",
    ),
}


class ClusterPeriods(PeriodClusters):
    """Clusters randomised to sequences of periods with and without the device."""

    correlation: Annotated[
        Literal["exchangeable", "nested_exchangeable", "decay"],
        Choice(
            label=Text(fr="Corrélation au sein d'une grappe", en="Correlation within a cluster"),
            options={
                "exchangeable": Text(
                    fr="échangeable : la même entre toutes les périodes (Hussey et Hughes)",
                    en="exchangeable: the same between all periods (Hussey and Hughes)",
                ),
                "nested_exchangeable": Text(
                    fr="échangeable par blocs : plus faible entre périodes différentes (Hooper et Girling)",
                    en="nested exchangeable: weaker between different periods (Hooper and Girling)",
                ),
                "decay": Text(
                    fr="décroissance à chaque période d'écart (Kasza)", en="decay with each period apart (Kasza)"
                ),
            },
            help=Text(
                fr="La structure échangeable est optimiste quand la pratique évolue d'une période à l'autre.",
                en="The exchangeable structure is optimistic when practice changes from one period to the next.",
            ),
        ),
    ] = "exchangeable"
    cac: Annotated[float | None, CAC] = None
    df: Annotated[
        Literal["within", "clusters", "between_within", "containment", "residual"],
        Choice(
            label=Text(fr="Degrés de liberté de la loi t", en="Degrees of freedom of the t distribution"),
            options=DF_LABELS,
            help=Text(
                fr="Ceux de la strate intra-grappe tiennent le risque à un demi-point près en simulation ; grappes - 2 est "
                "prudent dès qu'il y a plus de deux périodes. Sans effet sur l'approximation normale.",
                en="Those of the within-cluster stratum keep the type I error within half a point in simulation; clusters - 2 "
                "is cautious with more than two periods. No effect on the normal approximation.",
            ),
        ),
    ] = "within"

    @abstractmethod
    def named(self) -> Text:
        """The opening words of the justification, which name the design."""

    @model_validator(mode="after")
    def _correlation_is_described(self) -> Self:
        if self.correlation == "exchangeable" and self.cac is not None:
            raise Refusal(_NO_CAC, "cac")
        if self.correlation != "exchangeable" and self.cac is None:
            raise Refusal(_NEEDS_CAC, "cac")
        return self

    def degrees(self, clusters: FloatArray) -> FloatArray:
        periods = self.layout().shape[1]
        found = {
            "within": clusters * periods - clusters - periods,
            "clusters": clusters - 2,
            "between_within": clusters - periods - 1,
            "containment": clusters * periods - clusters,
            "residual": clusters * periods - periods - 1,
        }
        return np.asarray(found[self.df])

    @property
    def _effects(self) -> FloatArray:
        return cluster_correlation(self.correlation, self.layout().shape[1], 1.0 if self.cac is None else self.cac)

    def standard_error(self, size: Size) -> FloatArray:
        clusters, members = self.shape(size)
        covariance = mean_covariance(self._effects, self.icc, self.own_correlation, members)
        one = information(covariance, exposure_products(self.layout(), self.share))
        return np.asarray(np.sqrt(self.variance / (clusters * one)))

    def attained(self, size: Size) -> FloatArray:
        test = self.goal.tests()[0]
        shift = test.sign * (self.effect - test.null) / self.standard_error(size)
        if self.method == "z":
            return np.asarray(Phi(shift - z(test.alpha)))
        df = self.degrees(self.shape(size)[0])
        power = noncentral_t_power(shift, np.maximum(df, 0.5), test.alpha)
        return np.asarray(np.where(df >= 0.5, power, 0.0))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        clusters, members = (int(np.round(one)) for one in self.shape(size))
        treated = np.repeat(self.layout(), self.counts(clusters), axis=0)
        cells = self.cells(treated, self._effects, self.icc, members, trials, rng, at)
        estimate, error = mixed_model(cells, treated, self.correlation, self.same_people)
        df = np.inf if self.method == "z" else float(self.degrees(np.array(float(clusters))))
        return wald(estimate, error, df, self)

    def variants(self) -> tuple[Variant, ...]:
        found = [] if self.method == "z" else [Variant(METHODS["z"], self.model_copy(update={"method": "z"}))]
        if self.method == "z" or (self.df != "within"):
            found.append(Variant(DF_LABELS["within"], self.model_copy(update={"method": "t", "df": "within"})))
        enough = self.clusters_available is None or self.clusters_available >= FEW
        if enough and self.layout().shape[1] > 2 and (self.method == "z" or self.df != "clusters"):
            found.append(Variant(DF_LABELS["clusters"], self.model_copy(update={"method": "t", "df": "clusters"})))
        if self.correlation != "exchangeable":
            alone = self.model_copy(update={"correlation": "exchangeable", "cac": None})
            found.append(Variant(type(self).choices()["correlation"].options["exchangeable"], alone))
        found += residual_sd(self, self.icc)
        return tuple(one for one in found if _feasible(one.design))

    def r_call(self) -> str | None:
        rows = ", ".join(f"c({', '.join(f'{one:g}' for one in row)})" for row in self.layout())
        periods = self.layout().shape[1]
        between = {
            "exchangeable": f"matrix(1, {periods}, {periods})",
            "nested_exchangeable": f"ifelse(diag({periods}) == 1, 1, {self.cac})",
            "decay": f"ifelse(diag({periods}) == 1, 1, {self.cac}^abs(outer(1:{periods}, 1:{periods}, '-')))",
        }[self.correlation]
        return solved_in_r(
            self,
            {
                "x": f"rbind({rows})",
                "share": f"c({', '.join(repr(float(one)) for one in self.share)})",
                "between": between,
                "own": f"ifelse(diag({periods}) == 1, 1, {self.own_correlation})",
                "v": repr(self.variance),
            },
            "sqrt(v / (k * sum(solve(icc * between + (1 - icc) / m * own) * "
            "crossprod(sqrt(share) * sweep(x, 2, colSums(share * x))))))",
            {
                "within": f"k * {periods} - k - {periods}",
                "clusters": "k - 2",
                "between_within": f"k - {periods} - 1",
                "containment": f"k * {periods} - k",
                "residual": f"k * {periods} - {periods} - 1",
            }[self.df],
        )

    def sentence(self) -> Text:
        return justification(self.named(), self)


def _feasible(design: Design) -> bool:
    assert isinstance(design, ClusterPeriods)
    return design.clusters_available is None or design.clusters_available >= design.fewest
