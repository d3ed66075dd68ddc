"""What designs share that compare two arms by a ratio (rates, risks, odds), tested on its logarithm."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Self

import numpy as np
from pydantic import model_validator

from stats.design import Size, Step, Truth
from stats.goals import AnyComparison, Comparison, Equivalence, OneSided, Superiority, on_log_scale, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Unit, Value
from stats.text import Phrase, Text
from stats.trials import BoolArray, FloatArray, Trials
from stats.two_arms import TwoArms


class RatioArms(TwoArms):
    """Two arms whose ratio is normal on the log scale.

    Power = Phi((sign (log ratio - null) sqrt(N) - z s0) / s1), with s1 and s0 the standard error of the log ratio times
    sqrt(N) at the expected values and under the null; equivalence adds the powers of its two tests, less one.
    """

    goal: Comparison

    @property
    @abstractmethod
    def effect(self) -> float:
        """Logarithm of the expected ratio, experimental over control."""

    @property
    @abstractmethod
    def effect_field(self) -> str:
        """The field to name when the effect lies on the wrong side."""

    @abstractmethod
    def spread(self, null: float | None) -> float:
        """Standard error of the log ratio times sqrt(total): at the expected values (None) or under a null log ratio."""

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self.log_goal, self.effect, self.effect_field)
        return self

    @property
    def log_goal(self) -> AnyComparison:
        """The goal with its margins on the log scale."""
        return on_log_scale(self.goal)

    @property
    def symmetric_goal(self) -> bool:
        """Whether exchanging the arms leaves the question unchanged."""
        return not isinstance(self.goal, Equivalence) or self.goal.margin_lower == self.goal.margin_upper

    def attained(self, size: Size) -> FloatArray:
        total = np.asarray(size["participants"], dtype=np.float64)
        powers = [Phi(self._deviate(test, total)) for test in self.log_goal.tests()]
        return np.asarray(np.maximum(sum(powers) - (len(powers) - 1), 0.0))

    def _deviate(self, test: OneSided, total: FloatArray) -> FloatArray:
        shift = test.sign * (self.effect - test.null) * np.sqrt(total)
        return np.asarray((shift - z(test.alpha) * self.spread(test.null)) / self.spread(None))

    def observed(self, size: Size, deviate: float) -> float | None:
        """With the precision expected under the null boundary."""
        test = self.one_null()
        if test is None:
            return None
        error = self.spread(test.null) / float(np.sqrt(size["participants"]))
        return float(np.exp(np.clip(test.null + test.sign * deviate * error, -700, 700)))

    def whole_sizes(self, size: Size) -> tuple[int, int]:
        """Whole experimental and control sizes of a total."""
        experimental, control = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        return experimental, control

    def true_log_ratio(self, at: Truth) -> float:
        """The log ratio to simulate: expected, or that of the null boundary."""
        return self.effect if at == "alternative" else self.log_goal.tests()[-1].null

    def wald_trials(self, log_ratio: FloatArray, error: FloatArray, failed: BoolArray) -> Trials:
        """Simulated trials judged by the Wald test of the log ratio."""
        tests = self.log_goal.tests()
        log_ratio, error = np.where(failed, 0.0, log_ratio), np.where(failed, 1.0, error)
        p = np.max([Phi(-test.sign * (log_ratio - test.null) / error) for test in tests], axis=0)
        half = z(tests[0].alpha) * error
        claimed = np.asarray((p <= tests[0].alpha) & ~failed)
        return Trials(
            np.exp(log_ratio),
            np.exp(log_ratio - half),
            np.exp(log_ratio + half),
            np.where(failed, 1.0, p),
            claimed,
            failed,
        )

    def least_success(self, size: Size) -> Phrase | None:
        if isinstance(self.goal, Equivalence):
            return None
        test = self.log_goal.tests()[0]
        total = float(np.asarray(size["participants"]))
        edge = np.exp(test.null + test.sign * z(test.alpha) * self.spread(test.null) / np.sqrt(total))
        return Phrase(_AT_LEAST if test.sign > 0 else _AT_MOST, {"edge": Value(float(edge), Unit.EFFECT_RATIO)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        root = max(size["participants"], 1.0) ** 0.5
        null = tuple(
            Step(
                _ERROR_H0,
                Value(self.spread(test.null) / root),
                Text(fr=f"sous un rapport de {_comma(test.null)}", en=f"under a ratio of {np.exp(test.null):.4g}"),
            )
            for test in self.log_goal.tests()
            if abs(self.spread(test.null) - self.spread(None)) > 1e-12
        )
        return (
            Step(_RATIO, Value(float(np.exp(self.effect)), Unit.EFFECT_RATIO)),
            Step(_LOG, Value(self.effect)),
            Step(_ERROR_H1, Value(self.spread(None) / root), _AT_EXPECTED),
            *null,
        )

    @property
    def _sided(self) -> int:
        return self.goal.sides if isinstance(self.goal, Superiority) else 1

    def one_null(self) -> OneSided | None:
        """The single test of the goal; none for an equivalence."""
        tests = self.log_goal.tests()
        return tests[0] if len(tests) == 1 else None


def _comma(log: float) -> str:
    return f"{np.exp(log):.4g}".replace(".", ",")


_RATIO = Text(fr="Rapport attendu", en="Expected ratio")
_LOG = Text(fr="Logarithme du rapport attendu", en="Logarithm of the expected ratio")
_ERROR_H1 = Text(fr="Erreur standard du logarithme du rapport", en="Standard error of the log ratio")
_ERROR_H0 = Text(fr="Erreur standard du logarithme du rapport sous H0", en="Standard error of the log ratio under H0")
_AT_EXPECTED = Text(fr="aux valeurs attendues", en="at the expected values")
_AT_MOST = Text(
    fr="succès si le rapport observé est au plus de {edge} (avec la précision attendue)",
    en="success if the observed ratio is at most {edge} (with the expected precision)",
)
_AT_LEAST = Text(
    fr="succès si le rapport observé est d'au moins {edge} (avec la précision attendue)",
    en="success if the observed ratio is at least {edge} (with the expected precision)",
)
