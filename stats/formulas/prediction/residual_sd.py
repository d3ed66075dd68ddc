"""What development and validation of a model of a continuous outcome share: the precision of the residual SD."""

from __future__ import annotations

import numpy as np
from scipy.special import chdtri

from stats.quantities import Quantity, Unit
from stats.text import Text

MARGIN_RATIO = Quantity(
    label=Text(fr="Marge multiplicative sur l'écart-type résiduel", en="Multiplicative margin on the residual SD"),
    unit=Unit.EFFECT_RATIO,
    help=Text(fr="1,1 : écart-type résiduel connu à 10 % près.", en="1.1: residual SD known within 10%."),
    gt=1.001,
    le=2,
)
_LARGEST = 1e9


def residual_sd_ratio(freedom: float, confidence: float) -> float:
    """Largest ratio between the residual SD and a limit of its interval, by the chi-square."""
    tail = (1 - confidence) / 2
    low, high = chdtri(freedom, 1 - tail), chdtri(freedom, tail)
    return float(max(np.sqrt(freedom / low), np.sqrt(high / freedom)))


def size_for_residual_sd(parameters: float, ratio: float, confidence: float) -> float:
    """The size at which no limit of the interval of the residual SD is farther than this ratio (n - P - 1 degrees of freedom)."""
    from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

    found = brentq(lambda freedom: residual_sd_ratio(freedom, confidence) - ratio, 0.5, _LARGEST, xtol=1e-9)
    return parameters + 1 + float(found)
