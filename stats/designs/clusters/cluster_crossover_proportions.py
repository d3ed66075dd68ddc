"""Cluster crossover with a binary endpoint: wards alternate periods with and without the device, in both orders.

With two periods the variance is 4 variance (1 + (m - 1) icc - m icc cac) / (people) (Giraudeau 2008, Arnup 2017); with more,
generalised least squares on cluster-period means. The variance of one observation is p(1 - p), total.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from stats.card import Card, Endpoint, Measure
from stats.formulas.clusters.period_layouts import CrossoverPeriods, crossover_card
from stats.formulas.clusters.period_outcomes import PeriodProportions


class ClusterCrossoverProportions(CrossoverPeriods, PeriodProportions):
    """Compare proportions between periods with and without the device within the same clusters."""

    kind: Literal["cluster_crossover_proportions"] = "cluster_crossover_proportions"

    card: ClassVar[Card] = crossover_card(Endpoint.BINARY, Measure.RISK_DIFFERENCE)
