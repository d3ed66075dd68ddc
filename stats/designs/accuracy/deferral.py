"""An algorithm that may defer to a human or return an indeterminate output: accuracy among its answers, and coverage.

Two claims, both needed, each at the full one-sided risk (intersection-union): the accuracy among the answered cases
exceeds its goal, and the share of cases answered exceeds a floor, so that accuracy is not bought by answering the easy
cases only. The number answered a is binomial (n, coverage); given a, the right answers are binomial (a, accuracy). So

    power = sum over a >= r(n) of P(a) P(right answers >= s(a) | a),

with r and s the thresholds of the exact binomial tests: the two claims share the number answered, and more answers help
both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.accuracy import random_counts as rc
from stats.formulas.binomial import critical_count, interval, upper_tail
from stats.goals import Superiority
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_R_LIMIT = 3000  # the R expression tabulates the power up to this total


def _rate(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, gt=0, lt=1)


class Deferral(Design):
    """Show that accuracy among the answered cases and the share answered both exceed their goals."""

    kind: Literal["deferral"] = "deferral"
    goal: Superiority
    accuracy: Annotated[
        float,
        _rate(
            Text(fr="Exactitude attendue parmi les cas répondus", en="Expected accuracy among answered cases"),
            Text(
                fr="Part de réponses justes quand l'algorithme répond ; les cas différés ou indéterminés n'y comptent pas.",
                en="Share of right answers when the algorithm answers; deferred or indeterminate cases do not count.",
            ),
            "p₁",
        ),
    ]
    accuracy_goal: Annotated[
        float,
        _rate(
            Text(fr="Exactitude à dépasser", en="Accuracy goal to exceed"),
            Text(
                fr="Objectif parmi les cas répondus, fixé d'avance et justifié.",
                en="Goal among the answered cases, set in advance and justified.",
            ),
            "p₀",
        ),
    ]
    deferred: Annotated[
        float,
        _rate(
            Text(fr="Part de cas différés ou indéterminés", en="Share of deferred or indeterminate cases"),
            Text(
                fr="Part attendue de tous les cas inclus, au seuil d'abstention figé.",
                en="Expected share of all enrolled cases, at the locked abstention threshold.",
            ),
            "d",
        ),
    ]
    coverage_floor: Annotated[
        float,
        _rate(
            Text(fr="Couverture minimale à dépasser", en="Coverage floor to exceed"),
            Text(
                fr="Part minimale de cas répondus en dessous de laquelle l'algorithme ne serait pas utile.",
                en="Smallest share of answered cases below which the algorithm would not be useful.",
            ),
            "c₀",
        ),
    ]
    test: Annotated[
        Literal["exact", "normal"],
        Choice(
            label=Text(fr="Test de chaque critère", en="Test of each criterion"),
            options={
                "exact": Text(fr="binomial exact", en="exact binomial"),
                "normal": Text(fr="score (approximation normale)", en="score (normal approximation)"),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Cas analysés, répondus ou non", en="Cases analysed, answered or not"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Algorithme qui peut s'abstenir : exactitude et couverture",
            en="Algorithm that may defer: accuracy and coverage",
        ),
        question=Text(
            fr="Quand l'algorithme répond, est-il assez exact, et répond-il assez souvent ?",
            en="When the algorithm answers, is it accurate enough, and does it answer often enough?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="deux tests binomiaux exacts, tous deux nécessaires, puissance moyennée sur le nombre aléatoire de cas répondus",
            en="two exact binomial tests, both needed, power averaged over the random number of answered cases",
        ),
        limits=Text(
            fr="L'exactitude parmi les cas répondus n'est pas celle de la filière : les cas différés sont souvent les plus "
            "difficiles et leur prise en charge doit être décrite et mesurée. Compter une sortie indéterminée comme une "
            "erreur est une autre question, celle d'une proportion sur tous les cas. Un cas par patient, seuils figés.",
            en="Accuracy among answered cases is not that of the pathway: deferred cases are often the hardest, and what "
            "becomes of them must be described and measured. Counting an indeterminate output as an error is another "
            "question, that of a proportion over all cases. One case per patient, locked thresholds.",
        ),
        references=(
            Reference(
                "Berger RL. Multiparameter hypothesis testing and acceptance sampling. Technometrics 1982;24:295-300"
            ),
            Reference(
                "Shinkins B, Thompson M, Mallett S, Perera R. Diagnostic accuracy studies: how to report and analyse "
                "inconclusive test results. BMJ 2013;346:f2778",
                "10.1136/bmj.f2778",
            ),
            Reference(
                "Chernick MR, Liu CY. The saw-toothed behavior of power versus sample size. Am Stat 2002;56:149-55",
                "10.1198/000313002317572835",
            ),
        ),
        measures=(Measure.PROPORTION,),
        endpoint=Endpoint.DETECTION,
        against=Against.GOAL,
        direction="higher",
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.goal.better != "higher":
            raise Refusal(_HIGHER, "goal.better")
        if self.accuracy - self.accuracy_goal <= 1e-12:
            raise Refusal(
                _BELOW,
                "accuracy",
                expected=Value(self.accuracy, Unit.PROPORTION),
                goal=Value(self.accuracy_goal, Unit.PROPORTION),
            )
        if 1 - self.deferred - self.coverage_floor <= 1e-12:
            raise Refusal(
                _UNCOVERED,
                "deferred",
                answered=Value(1 - self.deferred, Unit.PROPORTION),
                floor=Value(self.coverage_floor, Unit.PROPORTION),
            )
        return self

    @property
    def traits(self) -> Traits:
        return Traits(monotone=self.test != "exact", exact=self.test == "exact")

    @property
    def _alpha(self) -> float:
        return self.goal.tests()[0].alpha

    @property
    def _coverage(self) -> rc.Against:
        return rc.Against(1 - self.deferred, self.coverage_floor, self._alpha)

    @property
    def _accuracy(self) -> rc.Against:
        return rc.Against(self.accuracy, self.accuracy_goal, self._alpha)

    def attained(self, size: Size) -> FloatArray:
        return self._powers(np.asarray(size["participants"], dtype=np.float64)).both

    def _powers(self, n: FloatArray) -> rc.Averages:
        """Power for the coverage, for the accuracy, for both."""
        if self.test == "exact":
            return rc.enough(np.floor(n + 1e-9).astype(np.int64), 1 - self.deferred, self._coverage, self._accuracy)
        return rc.normal_enough(n, 1 - self.deferred, self._coverage, self._accuracy)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Right, wrong and deferred cases; at the null boundary accuracy is at its goal and every case is answered."""
        n = int(np.asarray(size["participants"]))
        answered, accuracy = (1 - self.deferred, self.accuracy) if at == "alternative" else (1.0, self.accuracy_goal)
        shares = [answered * accuracy, answered * (1 - accuracy), 1 - answered]
        counts = rng.multinomial(n, shares, trials).astype(np.float64)
        right, given = counts[:, 0], counts[:, 0] + counts[:, 1]
        p = np.maximum(self._p(right, given, self._accuracy), self._p(given, np.full(trials, float(n)), self._coverage))
        failed = given < 1
        p = np.where(failed, 1.0, p)
        method = "clopper_pearson" if self.test == "exact" else "wilson"
        lower, upper = interval(right, np.maximum(given, 1.0), 1 - 2 * self._alpha, method)
        return Trials(right / np.maximum(given, 1.0), lower, upper, p, (p <= self._alpha) & ~failed, failed)

    def _p(self, count: FloatArray, among: FloatArray, one: rc.Against) -> FloatArray:
        if self.test == "exact":
            return upper_tail(count, among, one.goal)
        error = np.sqrt(one.goal * (1 - one.goal) * np.maximum(among, 1.0))
        return np.asarray(Phi(-(count - among * one.goal) / error))

    def null_value(self) -> Value:
        return Value(self.accuracy_goal, Unit.PROPORTION)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("test")

    def method_text(self) -> Text:
        return self.card.method if self.test == "exact" else _SCORE

    def caution(self) -> Text | None:
        return None if self.test == "exact" else _SMOOTH

    def _needed(self, among: float, one: rc.Against) -> float:
        if self.test == "exact":
            return float(critical_count(among, one.goal, one.alpha))
        return float(np.ceil(among * one.goal + z(one.alpha) * np.sqrt(among * one.goal * (1 - one.goal)) - 1e-9))

    def least_success(self, size: Size) -> Phrase | None:
        n = float(np.asarray(size["participants"]))
        given = float(np.rint(n * (1 - self.deferred)))
        answered, right = self._needed(n, self._coverage), self._needed(given, self._accuracy)
        if answered > n or right > given:
            return None
        values = {"n": n, "answered": answered, "given": given, "right": right}
        return Phrase(_LEAST, {name: Value(one, Unit.COUNT) for name, one in values.items()})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = float(size["participants"])
        coverage, accuracy, _ = (float(one) for one in self._powers(np.asarray(n)))
        return (
            Step(_ANSWERED, Value(n * (1 - self.deferred))),
            Step(_ASSURED, Value(rc.assured(int(n), 1 - self.deferred, 0.9), Unit.COUNT)),
            Step(_POWER_ACCURACY, Value(accuracy, Unit.PROPORTION), _AVERAGED),
            Step(_POWER_COVERAGE, Value(coverage, Unit.PROPORTION)),
            Step(_OVERALL, Value((1 - self.deferred) * self.accuracy, Unit.PROPORTION), _OVERALL_HOW),
        )

    def sentence(self) -> Text:
        return _SENTENCE

    def r_call(self) -> str | None:
        if self.test == "normal" or self.attained({"participants": np.asarray(_R_LIMIT)}) < 0.999:
            return None
        return (
            f"with(list(a = {self._alpha:g}, w = {1 - self.deferred:.10g}, w0 = {self.coverage_floor:.10g}, "
            f"p = {self.accuracy:.10g}, p0 = {self.accuracy_goal:.10g}), {{{{ k <- 0:{_R_LIMIT}; n <- 2:{_R_LIMIT}; "
            "x <- pbinom(qbinom(a, k, p0, lower.tail = FALSE), k, p, lower.tail = FALSE); "
            "y <- sapply(n, function(m) sum((dbinom(0:m, m, w) * x[1:(m + 1)])[0:m > qbinom(a, m, w0, lower.tail = FALSE)])); "
            "n[max(which(y < {target}))] + 1 }})"
        )


_HIGHER = Text(
    fr="Exactitude et couverture sont meilleures quand elles sont plus élevées : choisir ce sens favorable.",
    en="Accuracy and coverage are better when higher: choose that favourable direction.",
)
_BELOW = Text(
    fr="L'exactitude attendue ({expected}) doit dépasser son objectif ({goal}). Revoir l'une ou l'autre.",
    en="The expected accuracy ({expected}) must exceed its goal ({goal}). Revise one or the other.",
)
_UNCOVERED = Text(
    fr="La couverture attendue ({answered}) doit dépasser le minimum ({floor}). Réduire la part de cas différés ou le minimum.",
    en="The expected coverage ({answered}) must exceed its floor ({floor}). Lower the share of deferred cases or the floor.",
)
_SCORE = Text(
    fr="deux tests du score, tous deux nécessaires, puissance moyennée sur le nombre aléatoire de cas répondus",
    en="two score tests, both needed, power averaged over the random number of answered cases",
)
_SMOOTH = Text(
    fr="L'approximation normale lisse la loi binomiale ; près de 0 ou de 1 elle peut s'écarter de plusieurs points. "
    "Préférer le test exact.",
    en="The normal approximation smooths the binomial distribution; near 0 or 1 it may be several points off. Prefer the "
    "exact test.",
)
_LEAST = Text(
    fr="succès si au moins {answered} cas sur {n} sont répondus et, pour {given} cas répondus, au moins {right} sont justes",
    en="success if at least {answered} cases out of {n} are answered and, with {given} answered, at least {right} are right",
)
_ANSWERED = Text(fr="Cas répondus attendus", en="Answered cases expected")
_ASSURED = Text(fr="Cas répondus avec une probabilité de 90 %", en="Cases answered with 90% probability")
_POWER_ACCURACY = Text(fr="Puissance pour l'exactitude seule", en="Power for the accuracy alone")
_AVERAGED = Text(
    fr="moyenne sur le nombre de cas répondus, binomial", en="averaged over the binomial number of answered cases"
)
_POWER_COVERAGE = Text(fr="Puissance pour la couverture seule", en="Power for the coverage alone")
_OVERALL = Text(fr="Part de réponses justes parmi tous les cas", en="Share of right answers among all cases")
_OVERALL_HOW = Text(fr="si un cas différé comptait comme une erreur", en="if a deferred case counted as an error")
_SENTENCE = Text(
    fr="Pour montrer que l'exactitude parmi les cas répondus dépasse {accuracy_goal} et que la couverture dépasse "
    "{coverage_floor}, sous une exactitude attendue de {accuracy} et une part attendue de cas différés ou indéterminés de "
    "{deferred}, chaque critère étant testé au risque de première espèce {sides} de {alpha} et les deux étant nécessaires, "
    "{n_total} cas analysables donnent une puissance de {target}, moyennée sur le nombre aléatoire de cas répondus.",
    en="To show that accuracy among the answered cases exceeds {accuracy_goal} and that coverage exceeds {coverage_floor}, "
    "under an expected accuracy of {accuracy} and an expected share of deferred or indeterminate cases of {deferred}, each "
    "criterion being tested at a {sides} type I error of {alpha} and both being needed, {n_total} analysable cases give a "
    "power of {target}, averaged over the random number of answered cases.",
)
