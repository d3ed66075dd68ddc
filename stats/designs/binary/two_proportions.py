"""Two independent proportions: superiority, by a margin or not, non-inferiority or equivalence on the risk difference.

score (default): the critical value rests on the variance at the rates restricted by the null value, the power on the
variance at the expected rates: chi-square pooled under H0, Farrington-Manning for a margin, two such tests for
equivalence. Power = Phi((|p_E - p_C - null| - z s0) / s1).

Where programs disagree (10.1002/sim.4780091208 is followed here):
- .97 v .97, margin .03, power .9: Farrington-Manning 755 per arm, Wald 680; .85 v .85, margin .10: 276 and 268
- .2 v .3, power .9: chi-square 392 per arm, Fleiss corrected 412
- .65 v .40, power .8, Fisher: 70 + 70 here (each side at alpha / 2); lrstat 139 with a two-sided ordering
- epiR 2.0.57 epi.sscc(fleiss = TRUE) puts the total in the per-arm correction: 804 instead of 824 for .2 v .3
- .2 v .3, power .8: pooled under both hypotheses (local alternatives, Stata's artbin before version 2 and many textbooks) 295 per
  arm, chi-square 294, Cohen's arcsine (pwr) 292
- epiR epi.ssequb halves beta at a true difference that is not 0; here the power of both tests is added up
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import asin, sqrt
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.binary import fisher
from stats.formulas.binary.farrington_manning import restricted
from stats.formulas.binary.risk_difference import Table, interval, p_value, statistic
from stats.formulas.binary.two_proportion_words import (
    ACTUAL,
    ACTUAL_HOW,
    ARCSINE,
    BEFORE,
    BEFORE_HOW,
    BEYOND_CONTROL,
    CHI_SQUARE,
    EFFECT,
    ERROR_H0,
    ERROR_H1,
    ERROR_H1_HOW,
    LEAST,
    MARGIN_TOO_WIDE,
    METHODS,
    MOST,
    NULL,
    RATE_C,
    RATE_E,
    RATE_HOW,
    SENTENCES,
    UNSUITED,
)
from stats.goals import (
    ComparisonWithMargin,
    Equivalence,
    NonInferiority,
    OneSided,
    Superiority,
    SuperiorityByMargin,
    refuse_wrong_side,
)
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials
from stats.two_arms import TwoArms

_MARGIN_METHODS = ("score", "unpooled")


def _rate(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, gt=0, lt=1)


class TwoProportions(TwoArms):
    """Compare the proportions of a binary endpoint between two independent arms, by their difference."""

    kind: Literal["two_proportions"] = "two_proportions"
    goal: ComparisonWithMargin
    p_experimental: Annotated[
        float,
        _rate(
            Text(fr="Proportion attendue, bras expérimental", en="Expected proportion, experimental arm"),
            Text(
                fr="Proportion du critère avec le dispositif. Si un résultat manquant compte comme un échec, "
                "la baisser d'autant plutôt que de compter des pertes.",
                en="Proportion with the endpoint under the device. If a missing outcome counts as a failure, "
                "lower it accordingly rather than counting losses.",
            ),
            "p_E",
        ),
    ]
    p_control: Annotated[
        float,
        _rate(
            Text(fr="Proportion attendue, bras contrôle", en="Expected proportion, control arm"),
            Text(
                fr="Proportion du critère avec le comparateur, d'après la littérature ou un registre récent.",
                en="Proportion with the endpoint under the comparator, from the literature or a recent registry.",
            ),
            "p_C",
        ),
    ]
    method: Annotated[
        Literal["score", "unpooled", "continuity", "fisher", "local", "arcsine"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "score": Text(
                    fr="score : khi-deux groupé, Farrington-Manning avec une marge",
                    en="score: pooled chi-square, Farrington-Manning with a margin",
                ),
                "unpooled": Text(fr="Wald, variance non groupée", en="Wald, unpooled variance"),
                "continuity": Text(
                    fr="khi-deux avec correction de continuité (Fleiss)",
                    en="chi-square with continuity correction (Fleiss)",
                ),
                "fisher": Text(fr="test exact de Fisher", en="Fisher's exact test"),
                "local": Text(
                    fr="khi-deux, variance groupée sous les deux hypothèses (alternatives locales)",
                    en="chi-square, variance pooled under both hypotheses (local alternatives)",
                ),
                "arcsine": Text(
                    fr="transformation arc sinus, h de Cohen (pwr)", en="arcsine transformation, Cohen's h (pwr)"
                ),
            },
        ),
    ] = "score"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Comparaison de deux proportions", en="Comparison of two proportions"),
        question=Text(
            fr="Le dispositif change-t-il la proportion de patients qui atteignent le critère, par rapport au "
            "comparateur ?",
            en="Does the device change the proportion of patients who meet the endpoint, against the comparator?",
        ),
        family=Family.BINARY,
        method=CHI_SQUARE,
        limits=Text(
            fr="Un résultat par participant, participants indépendants. L'approximation normale demande environ "
            "5 événements et 5 non-événements attendus par bras ; en deçà, préférer le test exact.",
            en="One outcome per participant, independent participants. The normal approximation needs about "
            "5 expected events and 5 non-events per arm; below that prefer the exact test.",
        ),
        references=(
            Reference(
                "Farrington CP, Manning G. Test statistics and sample size formulae for comparative binomial trials. "
                "Stat Med 1990;9:1447-54",
                "10.1002/sim.4780091208",
            ),
            Reference(
                "Fleiss JL, Tytun A, Ury HK. A simple approximation for calculating sample sizes for comparing "
                "independent proportions. Biometrics 1980;36:343-6",
                "10.2307/2529990",
            ),
            Reference(
                "Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-26",
                "10.1002/sim.4780040211",
            ),
        ),
        measures=(Measure.RISK_DIFFERENCE,),
        endpoint=Endpoint.BINARY,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if not isinstance(self.goal, Superiority) and self.method not in _MARGIN_METHODS:
            raise Refusal(UNSUITED, "method", method=self.option("method"))
        for test in self.goal.tests():
            if abs(test.null) >= 1:
                raise Refusal(MARGIN_TOO_WIDE, "goal", margin=Value(abs(test.null), Unit.POINTS))
        null = self.goal.tests()[0].null
        if isinstance(self.goal, NonInferiority | SuperiorityByMargin) and not 0 < self.p_control + null < 1:
            raise Refusal(
                BEYOND_CONTROL,
                "goal",
                margin=Value(self.goal.margin, Unit.POINTS),
                control=Value(self.p_control, Unit.PROPORTION),
            )
        refuse_wrong_side(self.goal, self.p_experimental - self.p_control, "p_experimental")
        return self

    @property
    def traits(self) -> Traits:
        exact, goal = self.method == "fisher", self.goal
        equivalence = isinstance(goal, Equivalence)
        return Traits(
            monotone=not exact,
            arm_symmetric=not isinstance(goal, Equivalence) or goal.margin_lower == goal.margin_upper,
            exact=exact,
            normal=self.method not in ("continuity", "fisher") and not equivalence,
        )

    @property
    def _difference(self) -> float:
        return self.p_experimental - self.p_control

    def _spread(self, null: float | None) -> float:
        """sqrt(total) times the standard error, at the expected rates (None) or at the rates restricted by `null`."""
        return _spread(self.p_experimental, self.p_control, self.allocation, null)

    def attained(self, size: Size) -> FloatArray:
        if self.method == "fisher":
            return self._exact(np.asarray(size["participants"]))
        total = np.asarray(size["participants"], dtype=np.float64)
        total = self._uncorrected(total) if self.method == "continuity" else total
        powers = [Phi(self._score(test, total)) for test in self.goal.tests()]
        return np.asarray(np.maximum(sum(powers) - (len(powers) - 1), 0.0))

    def _score(self, test: OneSided, total: FloatArray) -> FloatArray:
        """The normal deviate of the power of one one-sided test."""
        if self.method == "arcsine":
            distance = abs(asin(sqrt(self.p_experimental)) - asin(sqrt(self.p_control)))
            return np.asarray(2 * distance * np.sqrt(self.allocation * total) / (1 + self.allocation) - z(test.alpha))
        h1 = self._spread(test.null if self.method == "local" else None)
        h0 = h1 if self.method == "unpooled" else self._spread(test.null)
        shift = test.sign * (self._difference - test.null) * np.sqrt(total)
        return np.asarray((shift - z(test.alpha) * h0) / h1)

    def _uncorrected(self, total: FloatArray) -> FloatArray:
        """The total whose Fleiss-corrected size is `total`.

        Fleiss, Tytun & Ury: control arm m' = m / 4 (1 + sqrt(1 + 2 c / m))^2 with c = (k + 1) / (k |difference|). As
        2 sqrt(m') = sqrt(m) + sqrt(m + 2 c), squaring the last root gives m = m' (1 - c / (2 m'))^2, for m' > c / 2.
        """
        control = total / (1 + self.allocation)
        shift = (self.allocation + 1) / (self.allocation * abs(self._difference)) / 2
        return np.asarray(total * np.maximum(1 - shift / control, 0.0) ** 2)

    def _exact(self, total: FloatArray) -> FloatArray:
        """Power of Fisher's test; a total that the ratio does not divide gives its odd participant to one arm."""
        flip = self.goal.tests()[0].sign < 0
        p, q = self.p_experimental, self.p_control
        rates = (1 - p, 1 - q) if flip else (p, q)
        alpha = self.goal.tests()[0].alpha
        whole, place = np.unique(np.floor(np.atleast_1d(total) + 1e-9), return_inverse=True)
        experimental = np.rint(whole * self.allocation / (1 + self.allocation))
        powers = [fisher.power(int(n), int(m - n), *rates, alpha) for n, m in zip(experimental, whole, strict=True)]
        return np.asarray(np.asarray(powers)[place].reshape(np.shape(total)))

    def drift(self, size: Size) -> FloatArray:
        if not self.traits.normal:
            return super().drift(size)
        test = self.goal.tests()[0]
        return np.asarray(z(test.alpha) + self._score(test, np.asarray(size["participants"], dtype=np.float64)))

    def observed(self, size: Size, deviate: float) -> float | None:
        """With the control arm at its expected rate."""
        if not self.traits.normal:
            return None
        (n, m), test = self.split(float(np.asarray(size["participants"]))), self.goal.tests()[0]
        rates = np.linspace(_EDGE, 1 - _EDGE, 4001)[:: test.sign]
        reached = test.sign * statistic(
            self.method, Table(rates * n, n, np.full_like(rates, self.p_control * m), m), test.null
        )
        if not reached[0] <= deviate <= reached[-1]:
            return None
        return float(np.interp(deviate, reached, rates)) - self.p_control

    def _truth(self, at: Truth) -> tuple[float, float]:
        """Rates to simulate. At the null boundary the control rate is kept when a rate is left for the other arm."""
        if at == "alternative":
            return self.p_experimental, self.p_control
        null = self.goal.tests()[-1].null
        if 0 < self.p_control + null < 1:
            return self.p_control + null, self.p_control
        p, q = restricted(self.p_experimental, self.p_control, self.allocation, null)
        return float(p), float(q)

    def _sizes(self, size: Size) -> tuple[int, int]:
        experimental, control = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        return experimental, control

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        (n, m), (p, q) = self._sizes(size), self._truth(at)
        x, y = (rng.binomial(k, rate, trials).astype(np.float64) for k, rate in ((n, p), (m, q)))
        table = Table(x, n, y, m)
        tests = self.goal.tests()
        p_values = np.stack([p_value(self.method, table, test) for test in tests])
        failed = np.asarray(np.isnan(p_values).any(axis=0))
        p_values = np.where(np.isnan(p_values), 1.0, p_values)
        lower, upper = interval(self.method, table, tests[0].alpha)
        claimed = np.asarray((p_values <= tests[0].alpha).all(axis=0) & ~failed)
        return Trials(table.difference, lower, upper, p_values.max(axis=0), claimed, failed)

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        if not self.traits.normal:
            return super().paths(size, information, trials, rng, at)
        (n, m), (p, q) = self._sizes(size), self._truth(at)
        test = self.goal.tests()[0]
        seen, counts, looks = (0, 0), (np.zeros(trials), np.zeros(trials)), []
        for fraction in information:
            now = max(1, round(fraction * n)), max(1, round(fraction * m))
            counts = (
                counts[0] + rng.binomial(now[0] - seen[0], p, trials),
                counts[1] + rng.binomial(now[1] - seen[1], q, trials),
            )
            seen = now
            looks.append(test.sign * statistic(self.method, Table(counts[0], now[0], counts[1], now[1]), test.null))
        return np.nan_to_num(np.stack(looks, axis=1))  # no information yet: no evidence

    def variants(self) -> tuple[Variant, ...]:
        unsuited = self.choices()["method"].options.keys() - _MARGIN_METHODS
        return self.other_options("method", without=() if isinstance(self.goal, Superiority) else unsuited)

    def method_text(self) -> Text:
        return METHODS[self.method, self.goal.kind]

    def caution(self) -> Text | None:
        return ARCSINE if self.method == "arcsine" else None

    def least_success(self, size: Size) -> Phrase | None:
        if isinstance(self.goal, Equivalence):
            return None
        (n, m), test = self._sizes(size), self.goal.tests()[0]
        control = float(np.rint(m * self.p_control))
        counts = np.arange(n + 1.0)
        p = p_value(self.method, Table(counts, n, np.full(n + 1, control), m), test)
        claimed = counts[p <= test.alpha]
        if not len(claimed):
            return None
        count = claimed.min() if test.sign > 0 else claimed.max()
        return Phrase(
            LEAST if test.sign > 0 else MOST,
            {
                "count": Value(float(count), Unit.COUNT),
                "n": Value(n, Unit.COUNT),
                "rate": Value(float(count / n), Unit.PROPORTION),
                "control_count": Value(control, Unit.COUNT),
                "control_n": Value(m, Unit.COUNT),
            },
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        total = size["participants"]
        steps = [Step(EFFECT, Value(self._difference, Unit.POINTS))]
        if self.method == "fisher":
            return (*steps, Step(ACTUAL, Value(self._exact_alpha(total), Unit.PROPORTION), ACTUAL_HOW))
        if self.method == "continuity":
            total = float(self._uncorrected(np.asarray(total)))
            steps.append(Step(BEFORE, Value(total), BEFORE_HOW))
        if self.method not in ("unpooled", "arcsine"):
            steps += [one for test in self.goal.tests() for one in self._null_steps(test, total)]
        if self.method in ("local", "arcsine"):
            return tuple(steps)
        return (*steps, Step(ERROR_H1, Value(self._spread(None) / max(total, 1.0) ** 0.5, Unit.POINTS), ERROR_H1_HOW))

    def _null_steps(self, test: OneSided, total: float) -> tuple[Step, ...]:
        p, q = restricted(self.p_experimental, self.p_control, self.allocation, test.null)
        error = self._spread(test.null) / max(total, 1.0) ** 0.5
        return (
            Step(NULL, Value(test.null, Unit.POINTS)),
            Step(RATE_E, Value(float(p), Unit.PROPORTION), RATE_HOW),
            Step(RATE_C, Value(float(q), Unit.PROPORTION), RATE_HOW),
            Step(ERROR_H0, Value(error, Unit.POINTS)),
        )

    def _exact_alpha(self, total: float) -> float:
        n, m = self._sizes({"participants": total})
        common, _ = restricted(self.p_experimental, self.p_control, self.allocation, 0.0)
        return fisher.power(n, m, float(common), float(common), self.goal.tests()[0].alpha)

    def sentence(self) -> Text:
        return SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        if self.method != "score" or isinstance(self.goal, Equivalence):
            return None
        sided = self.goal.sides if isinstance(self.goal, Superiority) else 1
        return (
            f"rpact::getSampleSizeRates(pi1 = {self.p_experimental:g}, pi2 = {self.p_control:g}, "
            f"thetaH0 = {self.goal.tests()[0].null:g}, alpha = {self.goal.alpha:g}, sided = {sided}, beta = {{beta}}, "
            f"allocationRatioPlanned = {self.allocation:g})"
        )


@lru_cache(maxsize=4096)
def _spread(p: float, q: float, ratio: float, null: float | None) -> float:
    if null is not None:
        p, q = (float(rate) for rate in restricted(p, q, ratio, null))
    return float(np.sqrt((1 + ratio) * (p * (1 - p) / ratio + q * (1 - q))))


_EDGE = 1e-6  # the rates looked at stay that far from 0 and 1
