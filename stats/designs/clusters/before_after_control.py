"""Parallel clusters with a baseline period and a continuous endpoint: analysis of covariance on cluster means."""

from __future__ import annotations

from typing import ClassVar, Literal

from stats.card import Card, Endpoint, Measure
from stats.formulas.clusters.before_after import BeforeAfterClusters, before_after_card
from stats.formulas.clusters.period_outcomes import PeriodMeans


class BeforeAfterControl(BeforeAfterClusters, PeriodMeans):
    """Compare means between clusters with and without the device, given those of a common baseline period."""

    kind: Literal["before_after_control"] = "before_after_control"

    card: ClassVar[Card] = before_after_card(Endpoint.CONTINUOUS, Measure.MEAN_DIFFERENCE)
