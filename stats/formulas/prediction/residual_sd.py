"""What development and validation of a model of a continuous outcome share: the precision of the residual SD."""

from __future__ import annotations

import numpy as np
from scipy.special import chdtri

from stats.quantities import Quantity, Unit
from stats.text import Text

MARGIN_RATIO = Quantity(
    label=Text(fr="Marge multiplicative sur l'écart-type résiduel", en="Multiplicative margin on the residual SD"),
    unit=Unit.NUMBER,
    help=Text(fr="1,1 : écart-type résiduel connu à 10 % près.", en="1.1: residual SD known within 10%."),
    gt=1.001,
    le=2,
)
_LARGEST = 1e9


def size_for_residual_sd(parameters: float, ratio: float, confidence: float) -> float:
    """The size at which no limit of the interval of the residual SD is farther than this ratio (chi-square on n - P - 1)."""
    from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

    tail = (1 - confidence) / 2

    def beyond(freedom: float) -> float:
        low, high = chdtri(freedom, 1 - tail), chdtri(freedom, tail)
        return float(max(np.sqrt(freedom / low), np.sqrt(high / freedom)) - ratio)

    return parameters + 1 + float(brentq(beyond, 0.5, _LARGEST, xtol=1e-9))
