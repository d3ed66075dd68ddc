"""Predictive values of a test against goals, in a cohort of consecutive patients.

The positive predictive value is a proportion among the test positives, whose number K is itself random: binomial with
the positivity rate q = prevalence × sensitivity + (1 - prevalence) × (1 - specificity). The power of the test is
averaged over K. Given K, true positives and true negatives are independent, so the joint power of both claims is the
average of the product.
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
from stats.goals import NoEquivalence
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


def _proportion(label: Text, help: Text, symbol: str, whole: bool = False) -> Quantity:
    return Quantity(
        label=label,
        unit=Unit.PROPORTION,
        help=help,
        symbol=symbol,
        gt=0,
        lt=None if whole else 1,
        le=1 if whole else None,
    )


_GOAL_HELP = Text(
    fr="Objectif fixé d'avance et justifié. À renseigner si cette valeur prédictive fait partie de ce qui est démontré.",
    en="Goal set in advance and justified. Fill in when this predictive value is part of the claim.",
)


class PredictiveValues(Design):
    """Show that the positive, the negative or both predictive values exceed goals, in consecutive patients."""

    kind: Literal["predictive_values"] = "predictive_values"
    goal: NoEquivalence
    which: Annotated[
        Literal["ppv", "npv", "both"],
        Choice(
            label=Text(fr="Valeur prédictive à démontrer", en="Predictive value to show"),
            options={
                "ppv": Text(fr="positive (VPP)", en="positive (PPV)"),
                "npv": Text(fr="négative (VPN)", en="negative (NPV)"),
                "both": Text(fr="les deux ensemble", en="both together"),
            },
        ),
    ] = "ppv"
    prevalence: Annotated[
        float,
        _proportion(
            Text(fr="Prévalence dans la cohorte", en="Prevalence in the cohort"),
            Text(
                fr="Part de malades parmi les patients consécutifs. Les valeurs prédictives en dépendent : celle d'une étude "
                "cas-témoins ne convient pas.",
                en="Share of diseased among consecutive patients. Predictive values depend on it: that of a case-control "
                "study will not do.",
            ),
            "π",
        ),
    ]
    sensitivity: Annotated[
        float,
        _proportion(
            Text(fr="Sensibilité attendue", en="Expected sensitivity"),
            Text(
                fr="Au seuil de décision figé avant l'étude.",
                en="At the decision threshold fixed before the study.",
            ),
            "Se",
            whole=True,
        ),
    ]
    specificity: Annotated[
        float,
        _proportion(
            Text(fr="Spécificité attendue", en="Expected specificity"),
            Text(
                fr="Au seuil de décision figé avant l'étude.",
                en="At the decision threshold fixed before the study.",
            ),
            "Sp",
            whole=True,
        ),
    ]
    ppv_goal: Annotated[
        float | None, _proportion(Text(fr="Objectif de VPP à dépasser", en="PPV goal to exceed"), _GOAL_HELP, "VPP₀")
    ] = None
    npv_goal: Annotated[
        float | None, _proportion(Text(fr="Objectif de VPN à dépasser", en="NPV goal to exceed"), _GOAL_HELP, "VPN₀")
    ] = None
    method: Annotated[
        Literal["exact", "score", "score_fixed"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "exact": Text(
                    fr="binomiale exacte, moyenne sur le nombre de tests positifs",
                    en="exact binomial, averaged over the number of test positives",
                ),
                "score": Text(
                    fr="normale (score), moyenne sur le nombre de tests positifs",
                    en="normal (score), averaged over the number of test positives",
                ),
                "score_fixed": Text(
                    fr="normale (score), nombre de tests positifs égal à son espérance",
                    en="normal (score), number of test positives taken at its expectation",
                ),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Patients consécutifs analysés", en="Consecutive patients analysed"),
            minimum=2,
            maximum=5_000_000,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Valeurs prédictives comparées à des objectifs", en="Predictive values against goals"),
        question=Text(
            fr="Quand le dispositif répond positif (ou négatif), a-t-il raison assez souvent pour décider sur sa réponse ?",
            en="When the device answers positive (or negative), is it right often enough to act on its answer?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test binomial exact parmi les tests positifs (négatifs), puissance moyenne sur leur nombre aléatoire",
            en="exact binomial test among test positives (negatives), power averaged over their random number",
        ),
        limits=Text(
            fr="Patients consécutifs et indépendants, maladie vérifiée chez tous, quel que soit le résultat du test ; seuil figé "
            "avant l'étude. Les valeurs prédictives ne valent que pour la prévalence étudiée. Deux valeurs démontrées "
            "ensemble se testent chacune au risque plein : les deux doivent réussir.",
            en="Consecutive, independent patients, disease verified in all of them whatever the test says; threshold fixed before "
            "the study. Predictive values hold only for the prevalence studied. Two values shown together are each tested "
            "at the full error: both must succeed.",
        ),
        references=(
            Reference(
                "Pepe MS. The Statistical Evaluation of Medical Tests for Classification and Prediction. Oxford "
                "University Press 2003"
            ),
            Reference(
                "Chernick MR, Liu CY. The saw-toothed behavior of power versus sample size. Am Stat 2002;56:149-55",
                "10.1198/000313002317572835",
            ),
        ),
        measures=(Measure.PREDICTIVE_VALUES,),
        endpoint=Endpoint.DETECTION,
        against=Against.GOAL,
        direction="higher",
    )

    @model_validator(mode="after")
    def _meaningful(self) -> Self:
        if self.goal.better == "lower":
            raise Refusal(_LOWER_IS_NOT_BETTER, "goal.better")
        for name in self._claims:
            goal = getattr(self, f"{name}_goal")
            if goal is None:
                raise Refusal(_NO_GOAL, f"{name}_goal")
            if goal + self._shift <= 0:
                raise Refusal(_OUT_OF_RANGE, "goal.margin")
            if self._expected[name] - goal - self._shift <= 1e-12:
                raise Refusal(
                    _MISSED,
                    f"{name}_goal",
                    name=_NAMES[name],
                    value=Value(self._expected[name], Unit.PROPORTION),
                    bound=Value(goal + self._shift, Unit.PROPORTION),
                )
        return self

    @property
    def traits(self) -> Traits:
        return Traits(monotone=self.method != "exact", exact=self.method == "exact")

    @property
    def _claims(self) -> tuple[str, ...]:
        return ("ppv", "npv") if self.which == "both" else (self.which,)

    @property
    def _shift(self) -> float:
        return self.goal.tests()[0].null

    @property
    def _alpha(self) -> float:
        return self.goal.tests()[0].alpha

    @property
    def _positive(self) -> float:
        """The positivity rate of the test."""
        return self.prevalence * self.sensitivity + (1 - self.prevalence) * (1 - self.specificity)

    @property
    def _expected(self) -> dict[str, float]:
        true_positive, true_negative = self.prevalence * self.sensitivity, (1 - self.prevalence) * self.specificity
        values = {"ppv": true_positive / self._positive, "npv": true_negative / (1 - self._positive)}
        return {name: min(value, 1.0) for name, value in values.items()}

    def _null(self, name: str) -> float:
        return float(getattr(self, f"{name}_goal")) + self._shift

    def _power(self, name: str, count: FloatArray) -> FloatArray:
        """Power of the score test of one claim for a number of test positives (or negatives)."""
        p1, p0 = self._expected[name], self._null(name)
        gain = (p1 - p0) * np.sqrt(count) - z(self._alpha) * np.sqrt(p0 * (1 - p0))
        return np.asarray(np.where(count > 0, Phi(gain / np.sqrt(max(p1 * (1 - p1), 1e-300))), 0.0))

    def _claimed(self, positives: FloatArray, negatives: FloatArray) -> FloatArray:
        power = np.ones(np.broadcast_shapes(positives.shape, negatives.shape))
        for name in self._claims:
            power = power * self._power(name, positives if name == "ppv" else negatives)
        return power

    def _exact(self, total: rc.Counts) -> FloatArray:
        tests = {name: rc.Against(self._expected[name], self._null(name), self._alpha) for name in self._claims}
        first, second = (tests.get(name, next(iter(tests.values()))) for name in ("ppv", "npv"))
        powers = rc.averaged(total, self._positive, first, second)
        return powers.both if len(tests) == 2 else powers.first if "ppv" in tests else powers.second

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        if self.method == "score_fixed":
            return self._claimed(n * self._positive, n * (1 - self._positive))
        if self.method == "exact":
            return self._exact(np.round(n).astype(np.int64))
        positives, weight = rc.normal_counts(n, self._positive)
        return np.asarray((weight * self._claimed(positives, n[..., None] - positives)).sum(axis=-1))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Consecutive patients, their disease, their test, and the test of each claim among positives and negatives.

        At the null the first value claimed lies at its boundary and the positivity rate is unchanged.
        """
        n = int(np.asarray(size["participants"]))
        positives, right = self._table(n, trials, rng, at)
        counts = {"ppv": positives, "npv": n - positives}
        p = np.zeros(trials)
        for name in self._claims:
            p = np.maximum(p, self._p_value(right[name], counts[name], self._null(name)))
        first = self._claims[0]
        failed = counts[first] == 0
        whole = np.maximum(counts[first], 1).astype(np.float64)
        method = "clopper_pearson" if self.method == "exact" else "wilson"
        lower, upper = interval(np.where(failed, 0, right[first]), whole, 1 - 2 * self._alpha, method)
        return Trials(right[first] / whole, lower, upper, p, p <= self._alpha, failed)

    def _table(
        self, n: int, trials: int, rng: np.random.Generator, at: Truth
    ) -> tuple[FloatArray, dict[str, FloatArray]]:
        """Test positives, with the right answers among positives and among negatives."""
        if at == "alternative":
            diseased = rng.binomial(n, self.prevalence, trials)
            found = rng.binomial(diseased, self.sensitivity)
            cleared = rng.binomial(n - diseased, self.specificity)
            positives = found + (n - diseased) - cleared
            return positives.astype(np.float64), {"ppv": found.astype(np.float64), "npv": cleared.astype(np.float64)}
        truth = self._expected | {self._claims[0]: self._null(self._claims[0])}
        positives = rng.binomial(n, self._positive, trials)
        right = {"ppv": rng.binomial(positives, truth["ppv"]), "npv": rng.binomial(n - positives, truth["npv"])}
        return positives.astype(np.float64), {name: one.astype(np.float64) for name, one in right.items()}

    def _p_value(self, right: FloatArray, count: FloatArray, null: float) -> FloatArray:
        if self.method == "exact":
            return upper_tail(right, count, null)
        whole = np.maximum(count, 1)
        shift = (right / whole - null) / np.sqrt(null * (1 - null) / whole)
        return np.asarray(np.where(count > 0, Phi(-shift), 1.0))

    def null_value(self) -> Value:
        return Value(float(getattr(self, f"{self._claims[0]}_goal")), Unit.PROPORTION)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.card.method if self.method == "exact" else self.option("method")

    def caution(self) -> Text | None:
        return _FIXED if self.method == "score_fixed" else None

    def least_success(self, size: Size) -> Phrase | None:
        if self.which == "both":
            return None
        share = self._positive if self.which == "ppv" else 1 - self._positive
        count = float(np.round(np.asarray(size["participants"]) * share))
        needed = float(critical_count(count, self._null(self.which), self._alpha))
        if needed > count:
            return None
        text = _LEAST_POSITIVE if self.which == "ppv" else _LEAST_NEGATIVE
        return Phrase(text, {"count": Value(needed, Unit.COUNT), "n": Value(count, Unit.COUNT)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, expected = np.asarray(size["participants"], dtype=np.float64), self._expected
        alone = tuple(
            Step(_POWERS[name], Value(float(self.model_copy(update={"which": name}).attained(size)), Unit.PROPORTION))
            for name in self._claims
            if self.which == "both"
        )
        return (
            Step(_RATE, Value(self._positive, Unit.PROPORTION), _RATE_HOW),
            Step(_POSITIVES, Value(float(n) * self._positive)),
            *(Step(_VALUES[name], Value(expected[name], Unit.PROPORTION)) for name in self._claims),
            *alone,
        )

    def sentence(self) -> Text:
        fr, en = _CLAIMS[self.which]
        margin_fr, margin_en = ("", "")
        if self.goal.kind == "non_inferiority":
            margin_fr, margin_en = " à {margin} près", " within {margin}"
        sided = ("{sides} de {alpha}", "{sides} type I error of {alpha}")
        if self.goal.kind == "non_inferiority":
            sided = ("unilatéral de {alpha}", "one-sided type I error of {alpha}")
        return Text(
            fr=f"Pour montrer que {fr}{margin_fr}, sous une sensibilité de {{sensitivity}}, une spécificité de "
            f"{{specificity}} et une prévalence de {{prevalence}}, au risque de première espèce {sided[0]} avec une puissance "
            "de {target}, {n_total} patients consécutifs analysables sont nécessaires.",
            en=f"To show that {en}{margin_en}, under a sensitivity of {{sensitivity}}, a specificity of {{specificity}} and a "
            f"prevalence of {{prevalence}}, at a {sided[1]} with a power of {{target}}, {{n_total}} analysable consecutive "
            "patients are needed.",
        )

    def r_call(self) -> str | None:
        if self.method != "score_fixed" or self.which == "both" or self._expected[self.which] >= 1:
            return None
        share = self._positive if self.which == "ppv" else 1 - self._positive
        return (
            f"with(rpact::getSampleSizeRates(groups = 1, thetaH0 = {self._null(self.which):.12g}, "
            f"pi1 = {self._expected[self.which]:.12g}, alpha = {self._alpha:g}, sided = 1, beta = {{beta}}, "
            f"normalApproximation = TRUE), nFixed / {share:.12g})"
        )


_NAMES = {
    "ppv": Text(fr="valeur prédictive positive", en="positive predictive value"),
    "npv": Text(fr="valeur prédictive négative", en="negative predictive value"),
}
_CLAIMS = {
    "ppv": (
        "la valeur prédictive positive dépasse l'objectif de {ppv_goal}",
        "the positive predictive value exceeds the goal of {ppv_goal}",
    ),
    "npv": (
        "la valeur prédictive négative dépasse l'objectif de {npv_goal}",
        "the negative predictive value exceeds the goal of {npv_goal}",
    ),
    "both": (
        "les valeurs prédictives positive et négative dépassent leurs objectifs de {ppv_goal} et {npv_goal}",
        "the positive and negative predictive values exceed their goals of {ppv_goal} and {npv_goal}",
    ),
}
_LOWER_IS_NOT_BETTER = Text(
    fr="Une valeur prédictive plus élevée est toujours favorable : choisir « une valeur plus élevée » comme sens favorable.",
    en="A higher predictive value is always favourable: choose “higher” as the favourable direction.",
)
_NO_GOAL = Text(
    fr="Il manque l'objectif de cette valeur prédictive : le renseigner, ou ne pas la démontrer.",
    en="The goal of this predictive value is missing: fill it in, or leave it out of the claim.",
)
_OUT_OF_RANGE = Text(
    fr="L'objectif moins la marge doit rester au-dessus de 0 : réduire la marge.",
    en="The goal minus the margin must stay above 0: reduce the margin.",
)
_MISSED = Text(
    fr="La {name} attendue, {value} d'après la sensibilité, la spécificité et la prévalence, ne dépasse pas {bound} : revoir "
    "l'objectif ou les performances attendues.",
    en="The expected {name}, {value} from sensitivity, specificity and prevalence, does not exceed {bound}: revise the goal or "
    "the expected performance.",
)
_FIXED = Text(
    fr="Formule montrée pour comparaison : elle oublie que le nombre de tests positifs est aléatoire et se contente d'une "
    "approximation normale, souvent optimiste quand ce nombre est petit.",
    en="Formula shown for comparison: it forgets that the number of test positives is random and rests on a normal "
    "approximation, often optimistic when that number is small.",
)
_LEAST_POSITIVE = Text(
    fr="succès si au moins {count} tests positifs sur {n} sont de vrais positifs (au nombre attendu de tests positifs)",
    en="success if at least {count} test positives out of {n} are true positives (at the expected number of test positives)",
)
_LEAST_NEGATIVE = Text(
    fr="succès si au moins {count} tests négatifs sur {n} sont de vrais négatifs (au nombre attendu de tests négatifs)",
    en="success if at least {count} test negatives out of {n} are true negatives (at the expected number of test negatives)",
)
_RATE = Text(fr="Taux de tests positifs attendu", en="Expected positivity rate")
_RATE_HOW = Text(
    fr="prévalence × sensibilité + (1 - prévalence) × (1 - spécificité)",
    en="prevalence × sensitivity + (1 - prevalence) × (1 - specificity)",
)
_POSITIVES = Text(fr="Nombre attendu de tests positifs", en="Expected number of test positives")
_VALUES = {
    "ppv": Text(fr="Valeur prédictive positive attendue", en="Expected positive predictive value"),
    "npv": Text(fr="Valeur prédictive négative attendue", en="Expected negative predictive value"),
}
_POWERS = {
    "ppv": Text(fr="Puissance pour la seule VPP", en="Power for the PPV alone"),
    "npv": Text(fr="Puissance pour la seule VPN", en="Power for the NPV alone"),
}
