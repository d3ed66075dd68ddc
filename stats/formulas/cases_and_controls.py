"""What every design on diseased and healthy subjects shares: their ratio, their split, their rounding."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from stats.card import Axis
from stats.design import Arm, Design, Size
from stats.quantities import Quantity, Unit
from stats.rounding import block, whole_arms
from stats.text import Text
from stats.trials import FloatArray

DISEASED = Text(fr="malades", en="diseased")
HEALTHY = Text(fr="non-malades", en="non-diseased")
SMALLEST_GROUP = 2  # a variance needs two

CONTROLS_PER_CASE = Quantity(
    label=Text(fr="Non-malades par malade", en="Non-diseased per diseased subject"),
    unit=Unit.RATIO,
    help=Text(
        fr="1 pour autant de malades que de non-malades. Dans une cohorte de patients consécutifs : "
        "(1 - prévalence) / prévalence, par exemple 4 pour une prévalence de 20 %.",
        en="1 for as many diseased as non-diseased subjects. In a consecutive cohort: "
        "(1 - prevalence) / prevalence, for example 4 for a prevalence of 20%.",
    ),
    symbol="κ",
    ge=0.01,
    le=1000,
)
SD_RATIO = Quantity(
    label=Text(
        fr="Rapport des écarts-types du score (malades / non-malades)",
        en="Ratio of the standard deviations of the score (diseased / non-diseased)",
    ),
    unit=Unit.EFFECT_RATIO,
    help=Text(
        fr="1 si le score varie autant chez les malades que chez les non-malades ; souvent de 1 à 1,5, car les malades "
        "sont plus hétérogènes. Ne sert qu'au modèle binormal exact.",
        en="1 when the score varies as much among diseased as among non-diseased subjects; often 1 to 1.5, because the "
        "diseased are more heterogeneous. Used by the exact binormal model only.",
    ),
    symbol="s",
    ge=0.2,
    le=5,
    seldom=True,
)


class CasesAndControls(Design):
    """A study of diseased and healthy subjects; participants are the total over both."""

    controls_per_case: Annotated[float, CONTROLS_PER_CASE] = 1.0

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Sujets analysés, malades et non-malades", en="Subjects analysed, diseased and non-diseased"),
            minimum=4,
        ),
    )

    def sizes(self, size: Size) -> tuple[FloatArray, FloatArray]:
        """Diseased and healthy subjects of a total, fractional."""
        total = np.asarray(size["participants"], dtype=np.float64)
        cases = total / (1 + self.controls_per_case)
        return cases, total - cases

    def whole_sizes(self, size: Size) -> tuple[int, int]:
        """Diseased and healthy subjects of a whole total."""
        cases, controls = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        return cases, controls

    def split(self, total: float) -> tuple[float, ...]:
        cases = total / (1 + self.controls_per_case)
        return cases, total - cases

    def _rounded_up(self, total: float) -> tuple[int, int]:
        cases, controls = (max(one, SMALLEST_GROUP) for one in self.split(total))
        return whole_arms(cases, controls, 1 / self.controls_per_case)

    def arms(self, total: int) -> tuple[Arm, ...]:
        parts = block(1 / self.controls_per_case)
        if parts is None:
            cases = min(max(round(self.split(total)[0]), SMALLEST_GROUP), total - SMALLEST_GROUP)
            sizes = cases, total - cases
        elif total % sum(parts):
            sizes = self._rounded_up(total)
        else:
            sizes = parts[0] * (total // sum(parts)), parts[1] * (total // sum(parts))
        return Arm("diseased", DISEASED, sizes[0]), Arm("healthy", HEALTHY, sizes[1])

    def whole(self, total: float) -> int:
        return sum(self._rounded_up(total))

    def enrolled(self, total: int, kept: float) -> int:
        cases, controls = (arm.size for arm in self.arms(total))
        return sum(whole_arms(cases / kept, controls / kept, 1 / self.controls_per_case))

    @property
    def step(self) -> int:
        parts = block(1 / self.controls_per_case)
        return sum(parts) if parts else 1
