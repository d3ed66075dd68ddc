"""What reader studies of a proportion share: what is possible, how they are simulated, the warning on rare outcomes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping

import numpy as np

from stats.design import Size, Step, Truth
from stats.formulas.readers.obuchowski_rockette import analyse
from stats.formulas.readers.reader_study import ReaderStudy
from stats.formulas.readers.readings import Pair, summarise
from stats.goals import AnyComparison, refuse_wrong_side
from stats.quantities import Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.text import Text
from stats.trials import FloatArray, Trials

# right answers of each side in so many trials, and the difference of the readers' chances on these very cases
Draw = Callable[[np.random.Generator, int, int, int], tuple[FloatArray, FloatArray, FloatArray]]
_CELLS = 4_000_000  # readings held at once


class ProportionsRead(ReaderStudy):
    """Compare proportions of right answers, of which at least one is averaged over readers."""

    p_experimental: float
    p_control: float

    @property
    def effect(self) -> float:
        return self.p_experimental - self.p_control

    def case_df(self, total: int) -> float:
        return total - 1.0

    @abstractmethod
    def answers(self, p: Pair) -> Draw:
        """How right and wrong answers to the same cases are drawn, at true proportions."""

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Right and wrong answers to the same cases, and the Obuchowski-Rockette test with their covariances."""
        cases, readers = int(np.asarray(size["participants"])), round(self.readers)
        p = self.p_experimental if at == "alternative" else self.p_control + self._test.null, self.p_control
        draw, block, parts = self.answers(p), max(1, _CELLS // (cases * readers)), []
        for start in range(0, trials, block):
            first, second, of_these = draw(rng, min(block, trials - start), cases, readers)
            observed, private, common = summarise(first, second)
            if self.inference == "fixed_cases":  # the difference on these very cases is the one tested
                observed += (p[0] - p[1] - of_these)[:, None]
            parts.append(analyse(observed, private, common, self.inference, self.method, self._test))
        return Trials.joined(parts)

    def units(self, cases: float) -> float:
        """What is read in so many cases: cases, or lesions."""
        return cases

    def warning(self, found: SampleSize) -> Text | None:
        few = _expected(self.units(found.analysed), self.p_experimental, self.p_control) < _ENOUGH
        return _TOO_FEW_CASES if few else None

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        expected = _expected(self.units(float(np.asarray(size["participants"]))), self.p_experimental, self.p_control)
        return (Step(_ERRORS, Value(expected), _FEW_ERRORS if expected < _ENOUGH else None), *super().steps(size))


def check_proportions(goal: AnyComparison, experimental: float, control: float, correlations: dict[str, float]) -> None:
    """Refuse an effect on the wrong side, a margin out of range, or readings more alike than their proportions allow.

    correlations: by field, between readings of the first and of the second proportion
    """
    refuse_wrong_side(goal, experimental - control, "p_experimental")
    if not 0 < control + goal.tests()[0].null < 1:
        raise Refusal(_OUT_OF_RANGE, "goal")
    low, high = sorted((experimental, control))
    largest = (low * (1 - high) / (high * (1 - low))) ** 0.5  # right together as often as possible
    for name, value in correlations.items():
        if value > largest - 1e-9:
            raise Refusal(_TOO_ALIKE, name)


def _expected(cases: float, *proportions: float) -> float:
    return cases * min(min(p, 1 - p) for p in proportions)


_ENOUGH = 10  # errors expected
_ERRORS = Text(
    fr="Lectures du résultat le plus rare attendues, par lecteur et modalité",
    en="Readings of the rarer outcome expected, per reader and modality",
)
_FEW_ERRORS = Text(
    fr="moins de 10 : le test est trop libéral, surtout avec une marge ; prévoir plus de cas que le nombre calculé",
    en="fewer than 10: the test is too liberal, mostly with a margin; plan for more cases than computed",
)
_TOO_FEW_CASES = Text(
    fr="Attention : avec le plan retenu, moins de 10 lectures du résultat le plus rare (en général, les erreurs) sont attendues par "
    "lecteur et modalité ; le test est alors trop libéral. Prévoir plus de cas que le nombre calculé.",
    en="Caution: with the plan retained, fewer than 10 readings of the rarer outcome (mostly the errors) are expected per reader and "
    "modality; the test is then too liberal. Plan for more cases than computed.",
)
_OUT_OF_RANGE = Text(
    fr="La proportion du comparateur à la marge près sort de l'intervalle ]0 ; 1[ : réduire la marge.",
    en="The comparator's proportion shifted by the margin leaves the interval (0, 1): reduce the margin.",
)
_TOO_ALIKE = Text(
    fr="Deux proportions aussi différentes ne peuvent pas être aussi corrélées : baisser cette corrélation.",
    en="Two proportions this different cannot be this correlated: lower this correlation.",
)
OPENINGS = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence de proportions de lectures correctes ({p_experimental} contre {p_control}, "
        "moyennes sur les lecteurs), au risque de première espèce {sides} de {alpha} avec une puissance de {target}, ",
        en="To detect a difference in the proportion of correct readings ({p_experimental} against {p_control}, averaged over "
        "the readers), at a {sides} type I error of {alpha} with a power of {target}, ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que la proportion de lectures correctes n'est pas inférieure de plus de {margin} à celle du "
        "comparateur, sous des proportions attendues de {p_experimental} et {p_control} (moyennes sur les lecteurs), au risque "
        "de première espèce unilatéral de {alpha} avec une puissance de {target}, ",
        en="To show that the proportion of correct readings is not lower than the comparator's by more than {margin}, under "
        "expected proportions of {p_experimental} and {p_control} (averaged over the readers), at a one-sided type I error of "
        "{alpha} with a power of {target}, ",
    ),
}
