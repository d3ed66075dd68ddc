"""What every design with an experimental and a control arm shares: allocation, split, rounding per arm."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from stats.design import Arm, Design, Size
from stats.quantities import Quantity, Unit
from stats.rounding import block, whole_arms
from stats.text import Text
from stats.trials import FloatArray

EXPERIMENTAL = Text(fr="bras expérimental", en="experimental arm")
CONTROL = Text(fr="bras contrôle", en="control arm")
SMALLEST_ARM = 2  # a variance needs two


class TwoArms(Design):
    """A comparison of an experimental arm with a control arm; participants are the total over both."""

    allocation: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Ratio d'allocation (expérimental / contrôle)", en="Allocation ratio (experimental / control)"
            ),
            unit=Unit.RATIO,
            help=Text(
                fr="1 pour deux bras égaux ; 2 pour deux participants expérimentaux pour un contrôle.",
                en="1 for equal arms; 2 for two experimental participants per control.",
            ),
            symbol="r",
            ge=0.05,
            le=20,
        ),
    ] = 1.0

    def sizes(self, size: Size) -> tuple[FloatArray, FloatArray]:
        """Experimental and control sizes of a total, fractional."""
        total = np.asarray(size["participants"], dtype=np.float64)
        control = total / (1 + self.allocation)
        return total - control, control

    def split(self, total: float) -> tuple[float, ...]:
        control = total / (1 + self.allocation)
        return total - control, control

    def _rounded_up(self, total: float) -> tuple[int, int]:
        experimental, control = self.split(total)
        return whole_arms(max(experimental, SMALLEST_ARM), max(control, SMALLEST_ARM), self.allocation)

    def arms(self, total: int) -> tuple[Arm, ...]:
        parts = block(self.allocation)
        if parts is None:
            control = round(total / (1 + self.allocation))
            control = max(min(max(control, SMALLEST_ARM), total - SMALLEST_ARM), 0)
            sizes = total - control, control
        elif total % sum(parts):
            sizes = self._rounded_up(total)
        else:
            sizes = parts[0] * (total // sum(parts)), parts[1] * (total // sum(parts))
        return Arm("experimental", EXPERIMENTAL, sizes[0]), Arm("control", CONTROL, sizes[1])

    def whole(self, total: float) -> int:
        return sum(self._rounded_up(total))

    def enrolled(self, total: int, kept: float) -> int:
        experimental, control = (arm.size for arm in self.arms(total))
        return sum(whole_arms(experimental / kept, control / kept, self.allocation))

    @property
    def step(self) -> int:
        parts = block(self.allocation)
        return sum(parts) if parts else 1
