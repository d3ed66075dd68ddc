"""Stepped wedge with a continuous endpoint: clusters receive the device one group after the other.

Linear mixed model on cluster-period means, fixed period effects, with the variance of generalised least squares
(Hussey and Hughes 2007), weaker correlation between periods (Hooper 2016), decaying correlation (Kasza 2019). The
standard deviation is the total one; programs that ask for the residual one give other numbers.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from stats.card import Card, Endpoint, Measure
from stats.formulas.clusters.period_layouts import SteppedPeriods, stepped_card
from stats.formulas.clusters.period_outcomes import PeriodMeans


class SteppedWedge(SteppedPeriods, PeriodMeans):
    """Compare means with and without the device when clusters adopt it in randomised order."""

    kind: Literal["stepped_wedge"] = "stepped_wedge"

    card: ClassVar[Card] = stepped_card(Endpoint.CONTINUOUS, Measure.MEAN_DIFFERENCE)
