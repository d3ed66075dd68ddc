"""Precision of a difference in means between two arms: the size for which its t interval is narrow enough.

The width is 2 t S. At the expected standard deviations it is that of R's presize (Satterthwaite's degrees of freedom, or a
pooled variance); with an assurance it is the exact quantile over both estimated variances, one integral over their ratio.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import stdtrit

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.precision.mean_width import TwoMeansWidth
from stats.formulas.t_tests import two_sample_t
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials
from stats.two_arms import SMALLEST_ARM, TwoArms

_NO_ASSURANCE = Text(
    fr="Une assurance sur la largeur suppose des écarts-types estimés : choisir l'intervalle de Welch ou de Student.",
    en="An assurance on the width supposes estimated standard deviations: choose Welch's or Student's interval.",
)


class MeanDifferencePrecision(TwoArms):
    """Estimate the difference in means between two arms with a confidence interval of a given full width."""

    kind: Literal["mean_difference_precision"] = "mean_difference_precision"
    goal: Precision
    sd: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type (commun, ou du bras expérimental)", en="Standard deviation (common, or experimental arm)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre participants du critère, pas l'erreur standard. Parmi les valeurs plausibles, la plus grande "
                "demande le plus de participants.",
                en="Variability of the endpoint between participants, not the standard error. Among plausible values, the largest "
                "asks for most participants.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    sd_control: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type du bras contrôle, s'il diffère", en="Standard deviation of the control arm, if different"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Laisser vide pour un écart-type commun aux deux bras.",
                en="Leave empty for a standard deviation common to both arms.",
            ),
            symbol="σ_C",
            gt=0,
        ),
    ] = None
    method: Annotated[
        Literal["welch", "pooled", "z"],
        Choice(
            label=Text(fr="Intervalle de confiance", en="Confidence interval"),
            options={
                "welch": Text(fr="Welch (variances inégales)", en="Welch (unequal variances)"),
                "pooled": Text(fr="Student (variance commune)", en="Student (pooled variance)"),
                "z": Text(fr="approximation normale", en="normal approximation"),
            },
        ),
    ] = "welch"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'une différence de moyennes", en="Precision of a difference in means"),
        question=Text(
            fr="Avec quelle précision l'écart moyen entre le dispositif et le comparateur sera-t-il connu ?",
            en="How precisely will the mean difference between the device and the comparator be known?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur totale de l'intervalle de Welch de la différence de moyennes, aux écarts-types attendus",
            en="full width of Welch's interval of the difference in means, at the expected standard deviations",
        ),
        limits=Text(
            fr="Critère à peu près normal ou effectif suffisant, deux bras indépendants, une mesure par participant. Sans assurance, la "
            "largeur observée dépasse la largeur annoncée une fois sur deux environ. L'intervalle de Student couvre trop ou trop peu "
            "quand les écarts-types et les effectifs diffèrent à la fois.",
            en="Roughly normal endpoint or a large enough sample, two independent arms, one measurement per participant. Without "
            "assurance, the observed width exceeds the width announced about half of the time. Student's interval covers too much or "
            "too little when both standard deviations and sizes differ.",
        ),
        references=(
            Reference(
                "Kupper LL, Hafner KB. How appropriate are popular sample size formulas? Am Stat 1989;43:101-5",
                "10.1080/00031305.1989.10475628",
            ),
            Reference(
                "Satterthwaite FE. An approximate distribution of estimates of variance components. Biometrics Bull 1946;2:110-4",
                "10.2307/3002019",
            ),
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.goal.assurance is not None and self.method == "z":
            raise Refusal(_NO_ASSURANCE, "goal.assurance")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True)

    @property
    def _sds(self) -> tuple[float, float]:
        return self.sd, self.sd_control or self.sd

    def _width(self, size: Size) -> TwoMeansWidth:
        least = SMALLEST_ARM * (1 + self.allocation) / min(self.allocation, 1.0)
        sizes = self.sizes({"participants": np.maximum(np.asarray(size["participants"], dtype=np.float64), least)})
        return TwoMeansWidth(sizes, self._sds, self.goal.confidence, self.method == "pooled")

    def attained(self, size: Size) -> FloatArray:
        """Full width of the interval, in the unit of the endpoint; no arm counts fewer than two participants."""
        if self.method == "z":
            return np.asarray(2 * z((1 - self.goal.confidence) / 2) * self._error(size))
        width = self._width(size)
        return width.expected() if self.goal.assurance is None else width.assured(self.goal.assurance)

    def _error(self, size: Size) -> FloatArray:
        first, second = self._width(size).sizes
        return np.asarray(np.sqrt(self._sds[0] ** 2 / first + self._sds[1] ** 2 / second))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal measurements and the interval named; `claimed` says that it contains the true difference, 0 here."""
        first, second = (
            rng.standard_normal((trials, arm.size)) * sd
            for arm, sd in zip(self.arms(int(np.asarray(size["participants"]))), self._sds, strict=True)
        )
        estimate, error, df = two_sample_t(first, second, self.method == "pooled")
        high = (1 + self.goal.confidence) / 2
        half = (z(1 - high) if self.method == "z" else stdtrit(df, high)) * error
        covered = np.abs(estimate) <= half
        nothing = np.zeros(trials, dtype=bool)
        return Trials(estimate, estimate - half, estimate + half, np.full(trials, np.nan), covered, nothing)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method", without=() if self.goal.assurance is None else ("z",))

    def method_text(self) -> Text:
        name = self.option("method")
        if self.goal.assurance is not None:
            return Text(
                fr=f"largeur totale de l'intervalle de {name.fr}, quantile exact sur les deux variances estimées",
                en=f"full width of the {name.en} interval, exact quantile over both estimated variances",
            )
        return Text(
            fr=f"largeur totale de l'intervalle, {name.fr}, aux écarts-types attendus",
            en=f"full width of the interval, {name.en}, at the expected standard deviations",
        )

    def caution(self) -> Text | None:
        if self.method == "z":
            return _NORMAL
        return _UNEQUAL if self.method == "pooled" and self._sds[0] != self._sds[1] else None

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        width = self._width(size)
        return (
            Step(_ERROR, Value(float(self._error(size)), Unit.ENDPOINT)),
            Step(_AT_EXPECTED, Value(float(width.expected()), Unit.ENDPOINT), _T),
            Step(_AVERAGE, Value(float(width.average()), Unit.ENDPOINT), _T),
            Step(_ASSURED_90, Value(float(width.assured(0.9)), Unit.ENDPOINT), _T),
        )

    def sentence(self) -> Text:
        return _sentence(self.sd_control is not None, self.goal.assurance is not None)

    def r_call(self) -> str | None:
        if self.goal.assurance is not None:
            return None
        level, (first, second), r = (1 + self.goal.confidence) / 2, self._sds, self.allocation
        known = f"list(s = c({first:.12g}, {second:.12g}), r = {r:.12g})"
        if self.method == "z":
            return f"with({known}, (2 * qnorm({level:.12g}) / {{target}})^2 * (1 + r) * (s[1]^2 / r + s[2]^2))"
        inside = (
            "with(list(v = sum((n - 1) * s^2) / (sum(n) - 2) / n, d = sum(n) - 2)"
            if self.method == "pooled"
            else "with(list(v = s^2 / n, d = sum(s^2 / n)^2 / sum(s^4 / n^2 / (n - 1)))"
        )
        return (
            f"with({known}, uniroot(function(N) with(list(n = N / (1 + r) * c(r, 1)), {inside}, "
            f"2 * qt({level:.12g}, d) * sqrt(sum(v)))) - {{target}}, c(2 * (1 + r) / min(r, 1), 1e8), tol = 1e-9)$root)"
        )


def _sentence(two: bool, assured: bool) -> Text:
    spread = (
        ("écarts-types attendus {sd} et {sd_control}", "expected standard deviations {sd} and {sd_control}")
        if two
        else ("écart-type attendu {sd}", "expected standard deviation {sd}")
    )
    kept = (
        (
            "dont la largeur totale ne dépasse pas {target} avec une probabilité de {assurance}",
            "whose full width does not exceed {target} with probability {assurance}",
        )
        if assured
        else ("de largeur totale {target} au plus", "of full width {target} at most")
    )
    return Text(
        fr=f"Pour estimer une différence de moyennes ({spread[0]}) avec un intervalle de confiance à {{confidence}} {kept[0]}, "
        "{n_total} participants analysables sont nécessaires ({n_arms}).",
        en=f"To estimate a difference in means ({spread[1]}) with a {{confidence}} confidence interval {kept[1]}, {{n_total}} "
        "analysable participants are needed ({n_arms}).",
    )


_NORMAL = Text(
    fr="L'approximation normale ignore que les écarts-types sont estimés : l'intervalle t est plus large, de 7 % avec 10 participants par "
    "bras et de 2 % avec 30.",
    en="The normal approximation ignores that standard deviations are estimated: the t interval is wider, by 7% with 10 participants "
    "per arm and by 2% with 30.",
)
_UNEQUAL = Text(
    fr="Une variance commune est supposée alors que les écarts-types diffèrent : si les bras sont inégaux, la couverture n'est pas celle "
    "annoncée. Préférer l'intervalle de Welch.",
    en="A common variance is supposed although the standard deviations differ: with unequal arms the coverage is not the one "
    "announced. Prefer Welch's interval.",
)
_ERROR = Text(fr="Erreur standard de la différence", en="Standard error of the difference")
_AT_EXPECTED = Text(fr="Largeur aux écarts-types attendus", en="Width at the expected standard deviations")
_AVERAGE = Text(fr="Largeur moyenne", en="Average width")
_ASSURED_90 = Text(
    fr="Largeur non dépassée avec une probabilité de 90 %", en="Width not exceeded with a probability of 90%"
)
_T = Text(fr="intervalle t", en="t interval")
