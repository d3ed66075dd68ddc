"""One rate of events against a goal: exact Poisson test, and normal variants.

The total count over n participants observed a time t each is Poisson with mean n t rate. The exact test rejects beyond
the count whose tail probability at the goal is at most alpha. Its power is a saw in n: the size reported is the one from
which the target holds for every larger size; the first size that touches the target is reported beside it.

.05 against .10 per year, one-sided .025, power .8: first n 248, 273 from which it holds (17 events or fewer, power
.8512, alpha .0242; lrstat 0.2.15 answers 273, but for .005 against .02 over 2 years at .99 it answers the first, 460, and
not 493).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.counts.event_rates import EXPOSURE, rate
from stats.formulas.counts.poisson import interval, largest_low, lower_tail, smallest_high, upper_tail
from stats.goals import NoEquivalence, OneSided, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class OneRate(Design):
    """Show that a rate of events is below (or above) a goal fixed in advance, in a single arm."""

    kind: Literal["one_rate"] = "one_rate"
    goal: NoEquivalence
    rate_expected: Annotated[
        float,
        rate(
            Text(fr="Taux d'événements attendu", en="Expected event rate"),
            Text(
                fr="Nombre moyen d'événements par personne-année avec le dispositif. Pour 5 % par an, indiquer 0,05.",
                en="Mean number of events per person-year with the device. For 5% per year enter 0.05.",
            ),
            "λ₁",
        ),
    ]
    rate_reference: Annotated[
        float,
        rate(
            Text(fr="Taux de référence", en="Goal for the rate"),
            Text(
                fr="Objectif de performance fixé d'avance et justifié (registre, méta-analyse).",
                en="Performance goal set in advance and justified (registry, meta-analysis).",
            ),
            "λ₀",
        ),
    ]
    exposure: Annotated[float, EXPOSURE]
    method: Annotated[
        Literal["exact", "score", "wald", "log"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "exact": Text(fr="loi de Poisson exacte", en="exact Poisson"),
                "score": Text(fr="normale, variance sous H0 (score)", en="normal, variance under H0 (score)"),
                "wald": Text(fr="normale, variance sous H1 (Wald)", en="normal, variance under H1 (Wald)"),
                "log": Text(fr="normale, logarithme du taux", en="normal, log rate"),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés", en="Participants analysed"), minimum=1),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Taux d'événements comparé à une valeur de référence", en="Event rate against a goal"),
        question=Text(
            fr="La fréquence d'un événement (complication, panne, fausse alerte) par an est-elle inférieure à un objectif "
            "fixé d'avance ?",
            en="Is the frequency of an event (complication, failure, false alarm) per year below a goal set in advance?",
        ),
        family=Family.COUNTS,
        method=Text(fr="test exact de Poisson", en="exact Poisson test"),
        limits=Text(
            fr="Événements indépendants et taux constant : des événements répétés chez les mêmes participants rendent "
            "l'effectif trop petit. La référence est traitée comme une constante connue.",
            en="Independent events and a constant rate: repeated events in the same participants make the size too "
            "small. The goal is treated as a known constant.",
        ),
        references=(
            Reference(
                "Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-42",
                "10.1093/biomet/28.3-4.437",
            ),
            Reference(
                "Chernick MR, Liu CY. The saw-toothed behavior of power versus sample size. Am Stat 2002;56:149-55",
                "10.1198/000313002317572835",
            ),
        ),
        measures=(Measure.RATE,),
        endpoint=Endpoint.COUNT,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self._null <= 0:
            raise Refusal(_NEGATIVE, "goal.margin", margin=Value(-self._test.null, Unit.RATE))
        refuse_wrong_side(self.goal, self.rate_expected - self.rate_reference, "rate_expected")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(monotone=self.method != "exact", exact=self.method == "exact")

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _null(self) -> float:
        return self.rate_reference + self._test.null

    def null_value(self) -> Value:
        return Value(self.rate_reference, Unit.RATE)

    def attained(self, size: Size) -> FloatArray:
        time = np.asarray(size["participants"], dtype=np.float64) * self.exposure
        expected, null, test = self.rate_expected, self._null, self._test
        if self.method == "exact":
            if test.sign < 0:
                return lower_tail(largest_low(time * null, test.alpha), time * expected)
            return upper_tail(smallest_high(time * null, test.alpha), time * expected)
        if self.method == "log":
            return np.asarray(Phi(test.sign * log(expected / null) * np.sqrt(time * expected) - z(test.alpha)))
        error = sqrt(null if self.method == "score" else expected)
        return np.asarray(Phi((test.sign * (expected - null) * np.sqrt(time) - z(test.alpha) * error) / sqrt(expected)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Poisson counts and the test named; Wald and logarithm have no value without any event."""
        time = float(np.asarray(size["participants"])) * self.exposure
        truth, test = self.rate_expected if at == "alternative" else self._null, self._test
        count, mean = rng.poisson(time * truth, trials).astype(np.float64), time * self._null
        failed = np.zeros(trials, dtype=bool)
        if self.method == "exact":
            p = upper_tail(count, mean) if test.sign > 0 else lower_tail(count, mean)
        elif self.method == "score":
            p = np.asarray(Phi(-test.sign * (count - mean) / np.sqrt(mean)))
        else:
            failed = count == 0
            seen = np.where(failed, 1.0, count)
            gap = (seen - mean) / np.sqrt(seen) if self.method == "wald" else np.log(seen / mean) * np.sqrt(seen)
            p = np.where(failed, 1.0, Phi(-test.sign * gap))
        lower, upper = interval(count, 1 - 2 * test.alpha, self.method)
        return Trials(count / time, lower / time, upper / time, p, np.asarray(p <= test.alpha), failed)

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.exposure * self.rate_expected

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        if self.method == "exact":
            return self.card.method
        option = self.option("method")
        return Text(fr=f"approximation {option.fr}", en=f"{option.en} approximation")

    def caution(self) -> Text | None:
        return _APPROXIMATE if self.method in ("wald", "log") else None

    def _threshold(self, n: float) -> float:
        """Largest (or smallest) total count that meets the criterion."""
        mean, test = n * self.exposure * self._null, self._test
        if self.method == "exact":
            return float(largest_low(mean, test.alpha) if test.sign < 0 else smallest_high(mean, test.alpha))
        if self.method == "log":
            edge = mean * np.exp(test.sign * z(test.alpha) / np.sqrt(n * self.exposure * self.rate_expected))
        else:
            variance = mean if self.method == "score" else n * self.exposure * self.rate_expected
            edge = mean + test.sign * z(test.alpha) * np.sqrt(variance)
        return float(np.ceil(edge) if test.sign > 0 else np.floor(edge))

    def least_success(self, size: Size) -> Phrase | None:
        n = float(np.asarray(size["participants"]))
        count = self._threshold(n)
        if count < 0:
            return None
        values = {
            "count": Value(count, Unit.COUNT),
            "time": Value(n * self.exposure, Unit.YEARS),
            "rate": Value(count / (n * self.exposure), Unit.RATE),
        }
        return Phrase(_AT_LEAST if self._test.sign > 0 else _AT_MOST, values)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = size["participants"]
        count, mean = self._threshold(n), n * self.exposure * self._null
        alpha = upper_tail(count, mean) if self._test.sign > 0 else lower_tail(count, mean)
        return (
            Step(_TIME, Value(n * self.exposure, Unit.YEARS)),
            Step(_UNDER_H0, Value(mean)),
            Step(_THRESHOLD, Value(max(count, 0.0), Unit.COUNT)),
            Step(_ACTUAL, Value(float(alpha), Unit.PROPORTION), _POISSON),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        test = self._test
        null, expected = self._null * self.exposure, self.rate_expected * self.exposure
        if self.method == "exact":
            if (6 * sqrt(null + expected) / (expected - null)) ** 2 > _R_RANGE:
                return None
            if test.sign < 0:
                power = f"ppois(qpois({test.alpha!r}, n * {null!r}) - 1, n * {expected!r})"
            else:
                power = f"ppois(qpois({test.alpha!r}, n * {null!r}, lower.tail = FALSE), n * {expected!r}, lower.tail = FALSE)"
            return (
                f"with(list(n = 1:{_R_RANGE}), {{{{ power <- {power}; "
                "c(first = which(power >= {target})[1], holds = max(which(power < {target})) + 1) }})"
            )
        critical = f"qnorm(1 - {test.alpha!r})"
        if self.method == "log":
            return (
                f"with(list(m0 = {null!r}, m1 = {expected!r}), "
                f"(({critical} + qnorm({{target}})) / log(m1 / m0))^2 / m1)"
            )
        h0 = "m0" if self.method == "score" else "m1"
        return (
            f"with(list(m0 = {null!r}, m1 = {expected!r}), "
            f"(({critical} * sqrt({h0}) + qnorm({{target}}) * sqrt(m1)) / (m1 - m0))^2)"
        )


_R_RANGE = 200_000
_NEGATIVE = Text(
    fr="La référence moins la marge de {margin} n'est pas un taux positif : réduire la marge ou revoir la référence.",
    en="The goal minus the margin of {margin} is not a positive rate: reduce the margin or revise the goal.",
)
_APPROXIMATE = Text(
    fr="Cette approximation normale est montrée pour comparaison : avec moins d'une vingtaine d'événements attendus, sa "
    "puissance et son risque de première espèce s'écartent de plusieurs points de ceux du test exact.",
    en="This normal approximation is shown for comparison: with fewer than some twenty expected events its power and its "
    "type I error depart by several points from those of the exact test.",
)
_TIME = Text(fr="Temps total observé", en="Total time observed")
_UNDER_H0 = Text(fr="Événements attendus sous H0", en="Events expected under H0")
_THRESHOLD = Text(fr="Seuil de succès (nombre d'événements)", en="Success threshold (number of events)")
_ACTUAL = Text(fr="Risque de première espèce réel à ce seuil", en="Actual type I error at this threshold")
_POISSON = Text(fr="loi de Poisson sous H0", en="Poisson distribution under H0")
_AT_MOST = Text(
    fr="succès si au plus {count} événements sont observés en {time} de suivi cumulé ({rate})",
    en="success if at most {count} events are observed over {time} of cumulated follow-up ({rate})",
)
_AT_LEAST = Text(
    fr="succès si au moins {count} événements sont observés en {time} de suivi cumulé ({rate})",
    en="success if at least {count} events are observed over {time} of cumulated follow-up ({rate})",
)
_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que le taux d'événements est meilleur que la référence de {rate_reference}, sous un taux attendu "
        "de {rate_expected} et une durée d'observation de {exposure} par participant, au risque de première espèce {sides} "
        "de {alpha} avec une puissance de {target}, {n_total} participants analysables sont nécessaires.",
        en="To show that the event rate is better than the goal of {rate_reference}, under an expected rate of "
        "{rate_expected} and an exposure of {exposure} per participant, at a {sides} type I error of {alpha} with a power "
        "of {target}, {n_total} analysable participants are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que le taux d'événements n'est pas moins bon que la référence de {rate_reference} de plus de "
        "{margin}, sous un taux attendu de {rate_expected} et une durée d'observation de {exposure} par participant, au "
        "risque de première espèce unilatéral de {alpha} avec une puissance de {target}, {n_total} participants "
        "analysables sont nécessaires.",
        en="To show that the event rate is not worse than the goal of {rate_reference} by more than {margin}, under an "
        "expected rate of {rate_expected} and an exposure of {exposure} per participant, at a one-sided type I error of "
        "{alpha} with a power of {target}, {n_total} analysable participants are needed.",
    ),
}
