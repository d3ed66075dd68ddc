"""Stepped wedge with a binary endpoint: the same model on cluster-period proportions, identity scale.

The variance of one observation is p(1 - p), total; the simulation draws binary data with beta-distributed rates.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from stats.card import Card, Endpoint, Measure
from stats.formulas.clusters.period_layouts import SteppedPeriods, stepped_card
from stats.formulas.clusters.period_outcomes import PeriodProportions


class SteppedWedgeProportions(SteppedPeriods, PeriodProportions):
    """Compare proportions with and without the device when clusters adopt it in randomised order."""

    kind: Literal["stepped_wedge_proportions"] = "stepped_wedge_proportions"

    card: ClassVar[Card] = stepped_card(Endpoint.BINARY, Measure.RISK_DIFFERENCE)
