"""Sensitivity and specificity, each against its goal, both needed: intersection-union test, no division of alpha.

Each criterion is tested at the full one-sided risk; the claim needs both, so the risk of a wrong claim is at most alpha
(Berger 1982). Diseased and non-diseased people are different people: given their numbers the two tests are independent
and the power is a product. With 140 diseased (.90 v .80) and 200 non-diseased (.85 v .75), one-sided .025:
.8944 x .9280 = .8300.

- enriched sampling: both numbers are fixed by the design
- cohort: the number of diseased people is binomial (participants, prevalence) and the power is averaged over it. The
  average smooths the teeth of the saw, but not all of them when that number hardly varies, so the size reported is the
  one from which the target always holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.formulas.accuracy import random_counts as rc
from stats.formulas.binomial import critical_count, interval, upper_tail
from stats.goals import Superiority
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.rounding import ceil_
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_R_LIMIT = 3000  # the R expression tabulates the power up to this total


def _rate(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, gt=0, lt=1)


_EXPECTED = Text(
    fr="Valeur plausible sur la population cible, au seuil de décision figé.",
    en="Plausible value in the target population, at the locked decision threshold.",
)
_GOAL = Text(
    fr="Objectif de performance fixé d'avance et justifié (pratique actuelle, méta-analyse).",
    en="Performance goal set in advance and justified (current practice, meta-analysis).",
)


class SensitivitySpecificity(Design):
    """Show that sensitivity and specificity both exceed their goals."""

    kind: Literal["sensitivity_specificity"] = "sensitivity_specificity"
    goal: Superiority
    sensitivity: Annotated[float, _rate(Text(fr="Sensibilité attendue", en="Expected sensitivity"), _EXPECTED, "Se₁")]
    sensitivity_goal: Annotated[
        float, _rate(Text(fr="Sensibilité à dépasser", en="Sensitivity goal to exceed"), _GOAL, "Se₀")
    ]
    specificity: Annotated[float, _rate(Text(fr="Spécificité attendue", en="Expected specificity"), _EXPECTED, "Sp₁")]
    specificity_goal: Annotated[
        float, _rate(Text(fr="Spécificité à dépasser", en="Specificity goal to exceed"), _GOAL, "Sp₀")
    ]
    share_diseased: Annotated[
        float,
        _rate(
            Text(fr="Part de malades parmi les participants", en="Share of diseased participants"),
            Text(
                fr="Prévalence dans une cohorte consécutive, ou part choisie dans un échantillon enrichi ou stratifié. "
                "Elle est comptée ici : ne pas la saisir une seconde fois parmi les pertes.",
                en="Prevalence in a consecutive cohort, or the share chosen in an enriched or stratified sample. It is "
                "counted here: do not enter it again among the losses.",
            ),
            "π",
        ),
    ]
    sampling: Annotated[
        Literal["cohort", "enriched"],
        Choice(
            label=Text(fr="Recrutement", en="Sampling"),
            options={
                "cohort": Text(
                    fr="cohorte consécutive (nombre de malades aléatoire)",
                    en="consecutive cohort (random number of diseased people)",
                ),
                "enriched": Text(
                    fr="échantillon enrichi ou stratifié (nombres fixés)",
                    en="enriched or stratified sample (numbers fixed by design)",
                ),
            },
        ),
    ] = "cohort"
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
        Axis(
            "participants",
            Text(fr="Participants analysés, malades et non-malades", en="Participants analysed, diseased or not"),
            minimum=2,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Sensibilité et spécificité comparées à leurs objectifs",
            en="Sensitivity and specificity against their goals",
        ),
        question=Text(
            fr="Le dispositif dépasse-t-il à la fois un objectif de sensibilité et un objectif de spécificité ?",
            en="Does the device exceed both a sensitivity goal and a specificity goal?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="deux tests binomiaux exacts, tous deux nécessaires (intersection-union)",
            en="two exact binomial tests, both needed (intersection-union)",
        ),
        limits=Text(
            fr="Une observation par personne, seuil de décision figé, statut de référence connu pour tous. Un "
            "échantillon enrichi ne permet pas d'estimer les valeurs prédictives et peut surestimer la performance si "
            "les cas choisis sont plus tranchés que ceux de la pratique. La prévalence supposée d'une cohorte décide "
            "de l'effectif : prévoir une règle d'arrêt sur le nombre de malades inclus si elle est mal connue.",
            en="One observation per person, locked decision threshold, reference status known for all. An enriched "
            "sample cannot estimate predictive values, and may overstate performance when the cases chosen are more "
            "clear-cut than those of practice. The assumed prevalence of a cohort drives the size: plan to stop on the "
            "number of diseased people enrolled when it is poorly known.",
        ),
        references=(
            Reference(
                "Berger RL. Multiparameter hypothesis testing and acceptance sampling. Technometrics 1982;24:295-300"
            ),
            Reference(
                "Flahault A, Cadilhac M, Thomas G. Sample size calculation should be performed for design accuracy in "
                "diagnostic test studies. J Clin Epidemiol 2005;58:859-62",
                "10.1016/j.jclinepi.2004.12.009",
            ),
            Reference(
                "Chernick MR, Liu CY. The saw-toothed behavior of power versus sample size. Am Stat 2002;56:149-55",
                "10.1198/000313002317572835",
            ),
        ),
        measures=(Measure.SENSITIVITY_SPECIFICITY,),
        endpoint=Endpoint.DETECTION,
        against=Against.GOAL,
        direction="higher",
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.goal.better != "higher":
            raise Refusal(_HIGHER, "goal.better")
        for field, one in zip(("sensitivity", "specificity"), self._criteria, strict=True):
            if one.expected - one.goal <= 1e-12:
                raise Refusal(
                    _BELOW[field],
                    field,
                    expected=Value(one.expected, Unit.PROPORTION),
                    goal=Value(one.goal, Unit.PROPORTION),
                )
        return self

    @property
    def traits(self) -> Traits:
        return Traits(monotone=self.test != "exact", exact=self.test == "exact")

    @property
    def _criteria(self) -> tuple[rc.Against, rc.Against]:
        alpha = self.goal.tests()[0].alpha
        return (
            rc.Against(self.sensitivity, self.sensitivity_goal, alpha),
            rc.Against(self.specificity, self.specificity_goal, alpha),
        )

    def attained(self, size: Size) -> FloatArray:
        return self._powers(np.asarray(size["participants"], dtype=np.float64))[2]

    def _powers(self, n: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Power of the sensitivity, of the specificity, of both."""
        if self.test == "exact":
            return self._exact(np.floor(n + 1e-9).astype(np.int64))
        first, second = self._criteria
        if self.sampling == "enriched":
            diseased = n * self.share_diseased
            powers = rc.score_power(diseased, first), rc.score_power(n - diseased, second)
            return *powers, np.asarray(powers[0] * powers[1])
        count, weight = rc.normal_counts(n, self.share_diseased)
        one, other = rc.score_power(count, first), rc.score_power(n[..., None] - count, second)
        return tuple(np.asarray((weight * each).sum(axis=-1)) for each in (one, other, one * other))  # type: ignore[return-value]

    def _exact(self, n: rc.Counts) -> tuple[FloatArray, FloatArray, FloatArray]:
        first, second = self._criteria
        if self.sampling == "enriched":
            diseased = self._diseased(n)
            powers = rc.exact_power(diseased, first), rc.exact_power(n - diseased, second)
            return *powers, np.asarray(powers[0] * powers[1])
        return rc.averaged(n, self.share_diseased, first, second)

    def _diseased(self, n: rc.Counts) -> rc.Counts:
        """The whole number of diseased people nearest to their share."""
        return np.asarray(np.floor(n * self.share_diseased + 0.5).astype(np.int64))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """At the null boundary the criterion with fewer people is at its goal and the other one never errs."""
        n = int(np.asarray(size["participants"]))
        if self.sampling == "cohort":
            diseased = rng.binomial(n, self.share_diseased, trials).astype(np.float64)
        else:
            diseased = np.full(trials, float(self._diseased(np.asarray(n))))
        truths = (self.sensitivity, self.specificity)
        if at == "null":
            truths = (self.sensitivity_goal, 1.0) if self.share_diseased <= 0.5 else (1.0, self.specificity_goal)
        people = (diseased, n - diseased)
        right = [
            rng.binomial(m.astype(np.int64), truth).astype(np.float64) for m, truth in zip(people, truths, strict=True)
        ]
        p = np.max([self._p(x, m, one) for x, m, one in zip(right, people, self._criteria, strict=True)], axis=0)
        failed = np.minimum(*people) < 1
        lower, upper = interval(right[0], np.maximum(diseased, 1.0), 1 - 2 * self.goal.tests()[0].alpha, self._interval)
        p = np.where(failed, 1.0, p)
        seen = right[0] / np.maximum(diseased, 1.0)  # the estimate reported is that of the sensitivity
        return Trials(seen, lower, upper, p, (p <= self.goal.tests()[0].alpha) & ~failed, failed)

    @property
    def _interval(self) -> str:
        return "clopper_pearson" if self.test == "exact" else "wilson"

    def _p(self, right: FloatArray, people: FloatArray, one: rc.Against) -> FloatArray:
        if self.test == "exact":
            return upper_tail(right, people, one.goal)
        error = np.sqrt(one.goal * (1 - one.goal) * np.maximum(people, 1.0))
        return np.asarray(Phi(-(right - people * one.goal) / error))

    def null_value(self) -> Value:
        return Value(self.sensitivity_goal, Unit.PROPORTION)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("test") + self.other_options("sampling")

    def method_text(self) -> Text:
        test = self.card.method if self.test == "exact" else _SCORE
        how = _METHODS[self.sampling]
        return Text(fr=f"{test.fr}, {how.fr}", en=f"{test.en}, {how.en}")

    def caution(self) -> Text | None:
        return None if self.test == "exact" else _SMOOTH

    def arms(self, total: int) -> tuple[Arm, ...]:
        diseased = int(self._diseased(np.asarray(total)))
        return Arm("diseased", _DISEASED, diseased), Arm("healthy", _HEALTHY, total - diseased)

    def enrolled(self, total: int, kept: float) -> int:
        if self.sampling == "cohort":
            return self.whole(total / kept)
        return sum(ceil_(arm.size / kept) for arm in self.arms(total))

    def split(self, total: float) -> tuple[float, ...]:
        return total * self.share_diseased, total * (1 - self.share_diseased)

    def _needed(self, people: float, one: rc.Against) -> float:
        """Right answers needed among a number of people."""
        if self.test == "exact":
            return float(critical_count(people, one.goal, one.alpha))
        return float(np.ceil(people * one.goal + z(one.alpha) * np.sqrt(people * one.goal * (1 - one.goal)) - 1e-9))

    def least_success(self, size: Size) -> Phrase | None:
        people = [float(arm.size) for arm in self.arms(int(np.asarray(size["participants"])))]
        needed = [self._needed(m, one) for m, one in zip(people, self._criteria, strict=True)]
        if any(count > m for count, m in zip(needed, people, strict=True)):
            return None
        names = ("diseased", "healthy", "positive", "negative")
        return Phrase(
            _LEAST, {name: Value(count, Unit.COUNT) for name, count in zip(names, (*people, *needed), strict=True)}
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = float(size["participants"])
        sensitivity, specificity, _ = (float(one) for one in self._powers(np.asarray(n)))
        how = _AVERAGED if self.sampling == "cohort" else None
        steps = [
            Step(_POWER_SENSITIVITY, Value(sensitivity, Unit.PROPORTION), how),
            Step(_POWER_SPECIFICITY, Value(specificity, Unit.PROPORTION), how),
        ]
        if self.sampling == "cohort":
            for label, assurance in ((_ASSURED_80, 0.8), (_ASSURED_90, 0.9)):
                steps.append(Step(label, Value(rc.assured(int(n), self.share_diseased, assurance), Unit.COUNT)))
        return tuple(steps)

    def sentence(self) -> Text:
        return _SENTENCES[self.sampling]

    def r_call(self) -> str | None:
        given = (
            f"with(list(a = {self.goal.tests()[0].alpha:g}, w = {self.share_diseased:.10g}, se = {self.sensitivity:.10g}, "
            f"se0 = {self.sensitivity_goal:.10g}, sp = {self.specificity:.10g}, sp0 = {self.specificity_goal:.10g}), "
        )
        if self.test == "normal":
            power = "pnorm(((p - g) * sqrt(m) - qnorm(1 - a) * sqrt(g * (1 - g))) / sqrt(p * (1 - p)))"
            if self.sampling == "cohort":
                return None
            return (
                f"{given}{{{{ f <- function(m, p, g) {power}; uniroot(function(n) f(n * w, se, se0) * "
                "f(n * (1 - w), sp, sp0) - {target}, c(2, 1e8), tol = 1e-9)$root }})"
            )
        if self.attained({"participants": np.asarray(_R_LIMIT)}) < 0.999:
            return None
        head = (
            f"{given}{{{{ k <- 0:{_R_LIMIT}; n <- 2:{_R_LIMIT}; "
            "f <- function(p, g) pbinom(qbinom(a, k, g, lower.tail = FALSE), k, p, lower.tail = FALSE); "
            "x <- f(se, se0); y <- f(sp, sp0); "
        )
        if self.sampling == "cohort":
            power = "sapply(n, function(m) sum(dbinom(0:m, m, w) * x[1:(m + 1)] * y[(m + 1):1]))"
        else:
            power = "x[floor(n * w + 0.5) + 1] * y[n - floor(n * w + 0.5) + 1]"
        return head + f"n[max(which({power} < {{target}}))] + 1 }}}})"


_HIGHER = Text(
    fr="Sensibilité et spécificité sont meilleures quand elles sont plus élevées : choisir ce sens favorable.",
    en="Sensitivity and specificity are better when higher: choose that favourable direction.",
)
_BELOW = {
    "sensitivity": Text(
        fr="La sensibilité attendue ({expected}) doit dépasser son objectif ({goal}). Revoir l'une ou l'autre.",
        en="The expected sensitivity ({expected}) must exceed its goal ({goal}). Revise one or the other.",
    ),
    "specificity": Text(
        fr="La spécificité attendue ({expected}) doit dépasser son objectif ({goal}). Revoir l'une ou l'autre.",
        en="The expected specificity ({expected}) must exceed its goal ({goal}). Revise one or the other.",
    ),
}
_DISEASED = Text(fr="groupe des malades", en="diseased group")
_HEALTHY = Text(fr="groupe des non-malades", en="non-diseased group")
_SCORE = Text(
    fr="deux tests du score, tous deux nécessaires (intersection-union)",
    en="two score tests, both needed (intersection-union)",
)
_SMOOTH = Text(
    fr="L'approximation normale lisse la loi binomiale : à 111 malades et 258 non-malades elle annonce 80 % là où le test "
    "du score, discret, atteint 77 % (0,90 contre 0,80 et 0,85 contre 0,75). Préférer le test exact.",
    en="The normal approximation smooths the binomial distribution: with 111 diseased and 258 non-diseased people it "
    "announces 80% where the discrete score test reaches 77% (0.90 v 0.80 and 0.85 v 0.75). Prefer the exact test.",
)
_METHODS = {
    "cohort": Text(
        fr="puissance moyennée sur le nombre aléatoire de malades",
        en="power averaged over the random number of diseased people",
    ),
    "enriched": Text(
        fr="nombres de malades et de non-malades fixés d'avance",
        en="numbers of diseased and non-diseased people fixed in advance",
    ),
}
_LEAST = Text(
    fr="avec {diseased} malades et {healthy} non-malades, succès à partir de {positive} vrais positifs et "
    "{negative} vrais négatifs",
    en="with {diseased} diseased and {healthy} non-diseased people, success from {positive} true positives and "
    "{negative} true negatives",
)
_POWER_SENSITIVITY = Text(fr="Puissance pour la sensibilité seule", en="Power for the sensitivity alone")
_POWER_SPECIFICITY = Text(fr="Puissance pour la spécificité seule", en="Power for the specificity alone")
_AVERAGED = Text(
    fr="moyenne sur le nombre de malades, binomial", en="averaged over the binomial number of diseased people"
)
_ASSURED_80 = Text(fr="Malades inclus avec une probabilité de 80 %", en="Diseased people included with 80% probability")
_ASSURED_90 = Text(fr="Malades inclus avec une probabilité de 90 %", en="Diseased people included with 90% probability")
_SENTENCES = {
    "cohort": Text(
        fr="Pour montrer que la sensibilité dépasse {sensitivity_goal} et que la spécificité dépasse "
        "{specificity_goal}, sous une sensibilité attendue de {sensitivity}, une spécificité attendue de {specificity} "
        "et une prévalence de {share_diseased}, chaque critère étant testé au risque de première espèce {sides} de "
        "{alpha} et les deux étant nécessaires, {n_total} participants analysables recrutés consécutivement donnent "
        "une puissance de {target}, moyennée sur le nombre aléatoire de malades.",
        en="To show that sensitivity exceeds {sensitivity_goal} and that specificity exceeds {specificity_goal}, under "
        "an expected sensitivity of {sensitivity}, an expected specificity of {specificity} and a prevalence of "
        "{share_diseased}, each criterion being tested at a {sides} type I error of {alpha} and both being needed, "
        "{n_total} analysable consecutive participants give a power of {target}, averaged over the random number of "
        "diseased people.",
    ),
    "enriched": Text(
        fr="Pour montrer que la sensibilité dépasse {sensitivity_goal} et que la spécificité dépasse "
        "{specificity_goal}, sous une sensibilité attendue de {sensitivity} et une spécificité attendue de "
        "{specificity}, chaque critère étant testé au risque de première espèce {sides} de {alpha} et les deux étant "
        "nécessaires, {n_total} participants analysables, dont {share_diseased} de malades, donnent une puissance de "
        "{target}.",
        en="To show that sensitivity exceeds {sensitivity_goal} and that specificity exceeds {specificity_goal}, under "
        "an expected sensitivity of {sensitivity} and an expected specificity of {specificity}, each criterion being "
        "tested at a {sides} type I error of {alpha} and both being needed, {n_total} analysable participants, "
        "{share_diseased} of them diseased, give a power of {target}.",
    ),
}
