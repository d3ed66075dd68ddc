"""Parallel clusters with a baseline period and a binary endpoint: analysis of covariance on cluster proportions."""

from __future__ import annotations

from typing import ClassVar, Literal

from stats.card import Card, Endpoint, Measure
from stats.formulas.clusters.before_after import BeforeAfterClusters, before_after_card
from stats.formulas.clusters.period_outcomes import PeriodProportions


class BeforeAfterControlProportions(BeforeAfterClusters, PeriodProportions):
    """Compare proportions between clusters with and without the device, given those of a common baseline period."""

    kind: Literal["before_after_control_proportions"] = "before_after_control_proportions"

    card: ClassVar[Card] = before_after_card(Endpoint.BINARY, Measure.RISK_DIFFERENCE)
