"""One proportion against a fixed reference (performance goal): exact binomial test, score and Wald variants.

The exact test rejects when the count reaches the smallest r with P(X >= r | boundary) <= alpha. Its power has the
shape of a saw in n: the size reported is the one from which the target holds for every larger size; the first size
that touches the target is reported beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.binomial import critical_count, interval, upper_tail
from stats.goals import NoEquivalence, OneSided, refuse_wrong_side
from stats.normal import Phi, Phi_inverse, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_OUT_OF_RANGE = Text(
    fr="La référence moins la marge sort de l'intervalle ]0 ; 1[ : réduire la marge ou revoir la référence.",
    en="The reference minus the margin leaves the interval (0, 1): reduce the margin or revise the reference.",
)


class OneProportion(Design):
    """Show that a proportion (a sensitivity, a success rate) exceeds, or is not worse than, a fixed reference."""

    kind: Literal["one_proportion"] = "one_proportion"
    goal: NoEquivalence
    p_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue", en="Expected proportion"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Valeur plausible d'après la littérature ou un pilote, sur la population cible.",
                en="Plausible value from the literature or a pilot, in the target population.",
            ),
            symbol="p₁",
            gt=0,
            lt=1,
        ),
    ]
    p_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Valeur de référence à dépasser", en="Performance goal to exceed"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Objectif de performance fixé d'avance et justifié (pratique actuelle, méta-analyse).",
                en="Performance goal set in advance and justified (current practice, meta-analysis).",
            ),
            symbol="p₀",
            gt=0,
            lt=1,
        ),
    ]
    method: Annotated[
        Literal["exact", "score", "wald"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "exact": Text(fr="binomiale exacte", en="exact binomial"),
                "score": Text(fr="normale, variance sous H0 (score)", en="normal, variance under H0 (score)"),
                "wald": Text(fr="normale, variance sous H1 (Wald)", en="normal, variance under H1 (Wald)"),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Sujets analysés", en="Subjects analysed"), minimum=1),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Proportion comparée à une valeur de référence", en="Proportion against a performance goal"),
        question=Text(
            fr="La sensibilité (ou un taux de succès) du dispositif dépasse-t-elle un objectif fixé d'avance ?",
            en="Does the sensitivity (or a success rate) of the device exceed a goal set in advance?",
        ),
        family=Family.ACCURACY,
        method=Text(fr="test binomial exact", en="exact binomial test"),
        limits=Text(
            fr="Observations indépendantes (une par patient), seuil de décision figé avant l'étude. "
            "La référence est traitée comme une constante connue. C'est aussi le plan exact à une étape d'A'Hern pour un bras "
            "unique (phase II) : les programmes de ce plan (clinfun) annoncent le premier effectif qui atteint la puissance, imprimé "
            "ici à côté de celui à partir duquel elle se maintient.",
            en="Independent observations (one per patient), decision threshold fixed before the study. "
            "The reference is treated as a known constant. This is also A'Hern's exact single-stage design for one arm (phase II): "
            "programs for that design (clinfun) announce the first size that reaches the power, printed here beside the size from "
            "which it holds.",
        ),
        references=(
            Reference(
                "Chernick MR, Liu CY. The saw-toothed behavior of power versus sample size. Am Stat 2002;56:149-55",
                "10.1198/000313002317572835",
            ),
            Reference(
                "A'Hern RP. Sample size tables for exact single-stage phase II designs. Stat Med 2001;20:859-66",
                "10.1002/sim.721",
            ),
            Reference(
                "Clopper CJ, Pearson ES. The use of confidence or fiducial limits. Biometrika 1934;26:404-13",
                "10.1093/biomet/26.4.404",
            ),
        ),
        measures=(Measure.PROPORTION,),
        endpoint=Endpoint.BINARY,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if not 0 < self._null < 1:
            raise Refusal(_OUT_OF_RANGE, "goal")
        refuse_wrong_side(self.goal, self.p_expected - self.p_reference, "p_expected")
        return self

    @property
    def traits(self) -> Traits:
        exact = self.method == "exact"
        return Traits(monotone=not exact, exact=exact, normal=not exact, everywhere=True)

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _null(self) -> float:
        return self.p_reference + self._test.null

    def _favourable(self, p: float) -> float:
        """The probability of the outcome whose excess is claimed: failures are counted when lower is better."""
        return p if self._test.sign > 0 else 1 - p

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        p1, p0, alpha = self._favourable(self.p_expected), self._favourable(self._null), self._test.alpha
        if self.method == "exact":
            return upper_tail(critical_count(n, p0, alpha), n, p1)
        null_variance = p0 * (1 - p0) if self.method == "score" else p1 * (1 - p1)
        return np.asarray(Phi(((p1 - p0) * np.sqrt(n) - z(alpha) * np.sqrt(null_variance)) / np.sqrt(p1 * (1 - p1))))

    def drift(self, size: Size) -> FloatArray:
        if not self.traits.normal:
            return super().drift(size)
        return np.asarray(z(self._test.alpha) + Phi_inverse(self.attained(size)))

    def observed(self, size: Size, deviate: float) -> float | None:
        if not self.traits.normal:
            return None
        null, spread = self._null, deviate**2 / float(np.asarray(size["participants"]))
        if self.method == "score":
            reached = null + self._test.sign * np.sign(deviate) * np.sqrt(spread * null * (1 - null))
        else:  # the root of (p - null)^2 = spread p (1 - p)
            middle, width = 2 * null + spread, 1 + spread
            way = self._test.sign * np.sign(deviate)
            reached = (middle + way * np.sqrt(np.maximum(middle**2 - 4 * width * null**2, 0.0))) / (2 * width)
        return float(reached) if 0 < reached < 1 else None

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        if not self.traits.normal:
            return super().paths(size, information, trials, rng, at)
        n, truth = (
            int(np.asarray(size["participants"])),
            self._favourable(self.p_expected if at == "alternative" else self._null),
        )
        seen, count, looks = 0, np.zeros(trials), []
        for fraction in information:
            now = max(1, round(fraction * n))
            count = count + rng.binomial(now - seen, truth, trials)
            seen = now
            looks.append(self._deviates(count / now, now))
        return np.stack(looks, axis=1)

    def _deviates(self, rate: FloatArray, n: int) -> FloatArray:
        """The normal statistic of the rates of favourable outcomes observed."""
        p0 = self._favourable(self._null)
        variance = p0 * (1 - p0) if self.method == "score" else np.maximum(rate * (1 - rate), 1e-12)
        return np.asarray((rate - p0) / np.sqrt(variance / n))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        n = int(np.asarray(size["participants"]))
        truth = self.p_expected if at == "alternative" else self._null
        count = rng.binomial(n, truth, trials).astype(np.float64)
        favourable = count if self._test.sign > 0 else n - count
        p0 = self._favourable(self._null)
        if self.method == "exact":
            p = upper_tail(favourable, n, p0)
            method = "clopper_pearson"
        else:
            p = np.asarray(Phi(-self._deviates(favourable / n, n)))
            method = "wilson" if self.method == "score" else "wald"
        lower, upper = interval(count, n, 1 - 2 * self._test.alpha, method)
        return Trials(count / n, lower, upper, p, p <= self._test.alpha, np.zeros(trials, dtype=bool))

    def null_value(self) -> Value:
        return Value(self.p_reference, Unit.PROPORTION)

    def variants(self) -> tuple[Variant, ...]:
        options = self.choices()["method"].options
        return tuple(
            Variant(text, self.model_copy(update={"method": name}))
            for name, text in options.items()
            if name != self.method
        )

    def method_text(self) -> Text:
        if self.method == "exact":
            return self.card.method
        option = self.option("method")
        return Text(fr=f"approximation {option.fr}", en=f"{option.en} approximation")

    def caution(self) -> Text | None:
        return _WALD if self.method == "wald" else None

    def _threshold(self, n: float) -> float:
        p0 = self._favourable(self._null)
        if self.method == "exact":
            return float(critical_count(n, p0, self._test.alpha))
        p1 = self._favourable(self.p_expected)
        variance = p0 * (1 - p0) if self.method == "score" else p1 * (1 - p1)
        return float(np.ceil(n * p0 + z(self._test.alpha) * np.sqrt(n * variance)))

    def least_success(self, size: Size) -> Phrase | None:
        n = float(np.asarray(size["participants"]))
        needed = self._threshold(n)
        values = {"n": Value(n, Unit.COUNT)}
        if self._test.sign > 0:
            return Phrase(
                Text(
                    fr="succès si au moins {count} réponses favorables sur {n} sont observées ({rate})",
                    en="success if at least {count} favourable results out of {n} are observed ({rate})",
                ),
                values | {"count": Value(needed, Unit.COUNT), "rate": Value(needed / n, Unit.PROPORTION)},
            )
        return Phrase(
            Text(
                fr="succès si au plus {count} événements sur {n} sont observés ({rate})",
                en="success if at most {count} events out of {n} are observed ({rate})",
            ),
            values | {"count": Value(n - needed, Unit.COUNT), "rate": Value(1 - needed / n, Unit.PROPORTION)},
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = size["participants"]
        needed = self._threshold(n)
        alpha = upper_tail(needed, n, self._favourable(self._null))
        count = needed if self._test.sign > 0 else n - needed
        return (
            Step(
                Text(fr="Seuil de succès (nombre observé)", en="Success threshold (observed count)"),
                Value(count, Unit.COUNT),
            ),
            Step(
                Text(fr="Risque de première espèce réel à ce seuil", en="Actual type I error at this threshold"),
                Value(float(alpha), Unit.PROPORTION),
                Text(fr="loi binomiale sous H0", en="binomial distribution under H0"),
            ),
        )

    def sentence(self) -> Text:
        said, named = _SENTENCES[self.goal.kind], _SINGLE_STAGE
        single_stage = self.method == "exact" and self.goal.kind == "superiority" and self.goal.sides == 1
        return Text(fr=said.fr + named.fr, en=said.en + named.en) if single_stage else said

    def r_call(self) -> str | None:
        goal, test = self.goal, self._test
        p0, p1 = self._favourable(self._null), self._favourable(self.p_expected)
        if self.method == "exact":
            return (
                f"with(list(n = 1:20000), {{{{ r <- qbinom({test.alpha:g}, n, {p0:g}, lower.tail = FALSE) + 1; "
                f"power <- pbinom(r - 1, n, {p1:g}, lower.tail = FALSE); "
                f"c(first = which(power >= {{target}})[1], holds = max(which(power < {{target}})) + 1) }}}})"
            )
        if self.method == "wald":
            return None
        sided = goal.sides if goal.kind == "superiority" else 1
        return (
            f"rpact::getSampleSizeRates(groups = 1, thetaH0 = {self._null:g}, pi1 = {self.p_expected:g}, "
            f"alpha = {goal.alpha:g}, sided = {sided}, beta = {{beta}}, normalApproximation = TRUE)"
        )


_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que la proportion est meilleure que la valeur de référence de {p_reference}, sous une "
        "proportion attendue de {p_expected}, au risque de première espèce {sides} de {alpha} avec une puissance de "
        "{target}, {n_total} participants analysables sont nécessaires.",
        en="To show that the proportion is better than the performance goal of {p_reference}, under an expected "
        "proportion of {p_expected}, at a {sides} type I error of {alpha} with a power of {target}, {n_total} analysable "
        "subjects are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que la proportion n'est pas moins bonne que la référence de {p_reference} de plus de {margin}, sous "
        "une proportion attendue de {p_expected}, au risque de première espèce unilatéral de {alpha} avec une puissance de "
        "{target}, {n_total} participants analysables sont nécessaires.",
        en="To show that the proportion is not worse than the reference of {p_reference} by more than {margin}, under an "
        "expected proportion of {p_expected}, at a one-sided type I error of {alpha} with a power of {target}, {n_total} "
        "analysable participants are needed.",
    ),
}

_SINGLE_STAGE = Text(
    fr=" Le test est binomial exact, en une seule étape (plan d'A'Hern).",
    en=" The test is exact binomial, in a single stage (A'Hern's design).",
)
_WALD = Text(
    fr="La formule de Wald est montrée pour comparaison : elle sous-estime l'effectif dès que la proportion s'éloigne de 50 %.",
    en="Wald's formula is shown for comparison: it understates the size as soon as the proportion moves away from 50%.",
)
