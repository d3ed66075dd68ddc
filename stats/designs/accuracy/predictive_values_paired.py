"""Predictive values of two tests on the same consecutive patients, by their ratio (Moskowitz & Pepe 2006).

The positive predictive values of two tests are read on overlapping sets of patients: those positive on each. With T the
result (1 or 0) and D the disease, one patient moves log PPV by T D / P(T = 1, D = 1) - T / P(T = 1), whose mean is zero.
So n times the variance of log (PPV_E / PPV_C) is the mean, over the eight cells of results and disease, of the squared
difference of these two terms; likewise for the negative predictive values with 1 - T and 1 - D. The analysis is the Wald
test of the log ratio with this variance at the observed shares. Both claimed together: the two statistics are correlated,
and the power is a bivariate normal probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.accuracy import paired_accuracy_words
from stats.formulas.accuracy import predictive_words as words
from stats.formulas.accuracy.discordant import discordant_shares, possible_correlations
from stats.formulas.bivariate_normal import both_below
from stats.goals import NoEquivalence, NonInferiority, OneSided, on_log_scale, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

_EXPERIMENTAL = np.array([1, 1, 0, 0, 1, 1, 0, 0])  # results in the eight cells: diseased, then healthy
_CONTROL = np.array([1, 0, 1, 0, 1, 0, 1, 0])
_DISEASED = np.array([1, 1, 1, 1, 0, 0, 0, 0])


def _rate(fr: str, en: str, symbol: str) -> Quantity:
    return Quantity(label=Text(fr=fr, en=en), unit=Unit.PROPORTION, help=words.RATE_HELP, symbol=symbol, gt=0, lt=1)


def _correlation(fr: str, en: str, symbol: str) -> Quantity:
    return Quantity(label=Text(fr=fr, en=en), unit=Unit.NUMBER, help=words.CORRELATION_HELP, symbol=symbol, gt=-1, lt=1)


class PredictiveValuesPaired(Design):
    """Compare the predictive values of two tests on the same patients."""

    kind: Literal["predictive_values_paired"] = "predictive_values_paired"
    goal: NoEquivalence
    which: Annotated[
        Literal["ppv", "npv", "both"],
        Choice(
            label=Text(fr="Valeur prédictive comparée", en="Predictive value compared"),
            options={
                "ppv": Text(fr="positive (VPP)", en="positive (PPV)"),
                "npv": Text(fr="négative (VPN)", en="negative (NPV)"),
                "both": Text(fr="les deux ensemble", en="both together"),
            },
        ),
    ] = "ppv"
    prevalence: Annotated[float, _rate("Prévalence dans la cohorte", "Prevalence in the cohort", "π")]
    sensitivity_experimental: Annotated[
        float, _rate("Sensibilité, test expérimental", "Sensitivity, experimental test", "Se_E")
    ]
    sensitivity_control: Annotated[float, _rate("Sensibilité, comparateur", "Sensitivity, comparator", "Se_C")]
    specificity_experimental: Annotated[
        float, _rate("Spécificité, test expérimental", "Specificity, experimental test", "Sp_E")
    ]
    specificity_control: Annotated[float, _rate("Spécificité, comparateur", "Specificity, comparator", "Sp_C")]
    correlation_diseased: Annotated[
        float,
        _correlation(
            "Corrélation des deux résultats chez les malades", "Correlation of the results in the diseased", "φ₁"
        ),
    ] = 0.0
    correlation_healthy: Annotated[
        float,
        _correlation(
            "Corrélation des deux résultats chez les non-malades",
            "Correlation of the results in the non-diseased",
            "φ₀",
        ),
    ] = 0.0

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Patients consécutifs analysés", en="Consecutive patients analysed"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Valeurs prédictives de deux tests sur les mêmes patients",
            en="Predictive values of two tests on the same patients",
        ),
        question=Text(
            fr="Sur les mêmes patients, un résultat du dispositif prédit-il mieux la maladie (ou son absence) que celui du "
            "comparateur, ou pas moins bien ?",
            en="In the same patients, does a result of the device predict disease (or its absence) better than that of the "
            "comparator, or no worse?",
        ),
        family=Family.ACCURACY,
        method=words.METHOD,
        limits=words.LIMITS,
        references=(
            Reference(
                "Moskowitz CS, Pepe MS. Comparing the predictive values of diagnostic tests: sample size and analysis for "
                "paired study designs. Clin Trials 2006;3:272-9"
            ),
            Reference(
                "Wang W, Davis CS, Soong SJ. Comparison of predictive values of two diagnostic tests from the same sample "
                "of subjects using weighted least squares. Stat Med 2006;25:2215-29",
                "10.1002/sim.2332",
            ),
        ),
        measures=(Measure.RELATIVE_PREDICTIVE_VALUES,),
        endpoint=Endpoint.DETECTION,
        against=Against.SAME_PARTICIPANTS,
        direction="higher",
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.goal.better != "higher":
            raise Refusal(words.HIGHER, "goal.better")
        for p, q, phi, field in self._groups:
            lowest, highest = possible_correlations(p, q)
            if not lowest - 1e-9 <= phi <= highest + 1e-9:
                impossible = paired_accuracy_words.IMPOSSIBLE
                raise Refusal(impossible, field, lowest=Value(lowest), highest=Value(highest))
        goal = on_log_scale(self.goal)
        for name in self._claims:
            field = "specificity_experimental" if name == "ppv" else "sensitivity_experimental"
            refuse_wrong_side(goal, float(_log_ratio(self._cells, name)), field)
            if isinstance(goal, NonInferiority) and float(_log_ratio(self._worst(name, 1.0), name)) > -goal.margin:
                raise Refusal(words.TOO_WIDE[name], "goal", margin=Value(exp(goal.margin), Unit.EFFECT_RATIO))
        return self

    @property
    def _claims(self) -> tuple[str, ...]:
        return ("ppv", "npv") if self.which == "both" else (self.which,)

    @property
    def _groups(self) -> tuple[tuple[float, float, float, str], ...]:
        return (
            (
                self.sensitivity_experimental,
                self.sensitivity_control,
                self.correlation_diseased,
                "correlation_diseased",
            ),
            (self.specificity_experimental, self.specificity_control, self.correlation_healthy, "correlation_healthy"),
        )

    @property
    def _cells(self) -> FloatArray:
        """Shares of the eight cells: diseased (both positive, experimental alone, control alone, none), then healthy."""
        parts = []
        for (p, q, phi, _), group in zip(self._groups, (self.prevalence, 1 - self.prevalence), strict=True):
            e, c = discordant_shares(p, q, phi)
            both = p - e
            parts += [group * np.array([both, e, c, 1 - both - e - c])]
        healthy = parts[1][[3, 2, 1, 0]]  # right answers of healthy people are negative results
        return np.asarray(np.maximum(np.concatenate([parts[0], healthy]), 0.0))

    @property
    def _test(self) -> OneSided:
        return on_log_scale(self.goal).tests()[0]

    def attained(self, size: Size) -> FloatArray:
        n, cells = np.asarray(size["participants"], dtype=np.float64), self._cells
        moves = [_influence(cells, name) for name in self._claims]
        spread = [np.sqrt((cells * one**2).sum()) for one in moves]
        deviates = [
            (float(_log_ratio(cells, name)) - self._test.null) * np.sqrt(n) / sd - z(self._test.alpha)
            for name, sd in zip(self._claims, spread, strict=True)
        ]
        if len(deviates) == 1:
            return np.asarray(Phi(deviates[0]))
        correlation = float((cells * moves[0] * moves[1]).sum() / (spread[0] * spread[1]))
        return both_below(deviates[0], deviates[1], float(np.clip(correlation, -0.99, 0.99)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Consecutive patients with both results and their disease; each ratio by its Wald test, all needed."""
        n = int(np.asarray(size["participants"]))
        cells = self._at_null() if at == "null" else self._cells
        seen = rng.multinomial(n, cells / cells.sum(), trials) / n
        p, failed, reported = np.zeros(trials), np.zeros(trials, dtype=np.bool_), []
        for name in self._claims:
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio, moves = _log_ratio(seen, name), _influence(seen, name)
                error = np.sqrt((seen * moves**2).sum(axis=-1) / n)
                missing = ~(np.isfinite(ratio) & (error > 1e-12))
                one = Phi(-(ratio - self._test.null) / error)
            failed |= missing
            p = np.maximum(p, np.where(missing, 1.0, one))
            reported.append((np.where(missing, 0.0, ratio), np.where(missing, 0.0, error)))
        middle, half = reported[0][0], z(self._test.alpha) * reported[0][1]
        p = np.where(failed, 1.0, p)
        claimed = (p <= self._test.alpha) & ~failed
        return Trials(np.exp(middle), np.exp(middle - half), np.exp(middle + half), p, claimed, failed)

    def _at_null(self) -> FloatArray:
        """Cells where the first ratio claimed lies at its boundary."""
        name, low, high = self._claims[0], 0.0, 1.0
        for _ in range(60):
            part = (low + high) / 2
            above = float(_log_ratio(self._worst(name, part), name)) > self._test.null
            low, high = (part, high) if above else (low, part)
        return self._worst(name, (low + high) / 2)

    def _worst(self, name: str, part: float) -> FloatArray:
        """Cells when a part of the right answers of the experimental test, which make its value, are lost.

        For the PPV healthy people negative on it become positive, for the NPV diseased people positive become negative.
        """
        cells = self._cells
        taken, given = ((6, 7), (4, 5)) if name == "ppv" else ((0, 1), (2, 3))
        for source, target in zip(taken, given, strict=True):
            cells[target] += part * cells[source]
            cells[source] *= 1 - part
        return cells

    def variants(self) -> tuple[Variant, ...]:
        if not (self.correlation_diseased or self.correlation_healthy):
            return ()
        change = {"correlation_diseased": 0.0, "correlation_healthy": 0.0}
        return (Variant(paired_accuracy_words.INDEPENDENT, self.model_copy(update=change)),)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, cells, steps = float(size["participants"]), self._cells, []
        for name in self._claims:
            experimental, control = (float(one) for one in _values(cells, name))
            error = float(np.sqrt((cells * _influence(cells, name) ** 2).sum() / n))
            steps += [
                Step(words.VALUE[name, "experimental"], Value(experimental, Unit.PROPORTION)),
                Step(words.VALUE[name, "control"], Value(control, Unit.PROPORTION)),
                Step(words.RATIO[name], Value(exp(float(_log_ratio(cells, name))), Unit.EFFECT_RATIO)),
                Step(words.ERROR[name], Value(error), words.ERROR_HOW),
            ]
        if len(self._claims) == 2:
            for name in self._claims:
                alone = self.model_copy(update={"which": name}).attained(size)
                steps.append(Step(words.POWER[name], Value(float(alone), Unit.PROPORTION)))
        return tuple(steps)

    def sentence(self) -> Text:
        margin = isinstance(self.goal, NonInferiority)
        parts = words.CLAIM[self.which, margin], words.RISK[margin]
        return Text(
            fr=words.SENTENCE.fr % tuple(one.fr for one in parts), en=words.SENTENCE.en % tuple(one.en for one in parts)
        )

    def r_call(self) -> str | None:
        if self.which == "both":
            return None
        cells = ", ".join(f"{one:.12g}" for one in self._cells)
        sides = "(1 - e), (1 - k), 1 - y" if self.which == "npv" else "e, k, y"
        e, k, y = sides.replace("(", "").replace(")", "").split(", ")
        return (
            f"with(list(p = c({cells}), e = c(1, 1, 0, 0, 1, 1, 0, 0), k = rep(c(1, 0), 4), y = rep(1:0, each = 4)), "
            f"{{{{ i <- function(t, d) t * d / sum(p * t * d) - t / sum(p * t); v <- function(t, d) sum(p * t * d) / sum(p * t); "
            f"d <- {y}; r <- log(v({e}, d) / v({k}, d)) - {self._test.null:.12g}; "
            f"(qnorm(1 - {self._test.alpha:.12g}) + qnorm({{target}}))^2 * sum(p * (i({e}, d) - i({k}, d))^2) / r^2 }}}})"
        )


def _sides(name: str) -> tuple[FloatArray, FloatArray, FloatArray]:
    """In each cell: the result of each test that is predicted from, and the state it predicts."""
    if name == "ppv":
        return _EXPERIMENTAL, _CONTROL, _DISEASED
    return 1 - _EXPERIMENTAL, 1 - _CONTROL, 1 - _DISEASED


def _values(cells: FloatArray, name: str) -> tuple[FloatArray, FloatArray]:
    """The predictive values of both tests."""
    *results, state = _sides(name)
    first, second = ((cells @ (one * state)) / (cells @ one) for one in results)
    return np.asarray(first), np.asarray(second)


def _log_ratio(cells: FloatArray, name: str) -> FloatArray:
    first, second = _values(cells, name)
    return np.asarray(np.log(first / second))


def _influence(cells: FloatArray, name: str) -> FloatArray:
    """What one patient of each cell moves the log ratio by."""
    *results, state = _sides(name)
    first, second = (
        one * state / (cells @ (one * state))[..., None] - one / (cells @ one)[..., None] for one in results
    )
    return np.asarray(first - second)
