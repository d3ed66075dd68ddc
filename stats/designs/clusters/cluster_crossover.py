"""Cluster crossover with a continuous endpoint: wards alternate periods with and without the device, in both orders.

With two periods the variance is 4 variance (1 + (m - 1) icc - m icc cac) / (people) (Giraudeau 2008, Arnup 2017); with more,
generalised least squares on cluster-period means. The standard deviation is the total one.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from stats.card import Card, Endpoint, Measure
from stats.formulas.clusters.period_layouts import CrossoverPeriods, crossover_card
from stats.formulas.clusters.period_outcomes import PeriodMeans


class ClusterCrossover(CrossoverPeriods, PeriodMeans):
    """Compare means between periods with and without the device within the same clusters."""

    kind: Literal["cluster_crossover"] = "cluster_crossover"

    card: ClassVar[Card] = crossover_card(Endpoint.CONTINUOUS, Measure.MEAN_DIFFERENCE)
