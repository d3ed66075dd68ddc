"""Kappa of two raters against a goal, for 2 to 5 categories.

Cantor: the large-sample variance of Fleiss, Cohen and Everitt under both hypotheses. With two categories the margins and
kappa fix the joint table; with more it is a mixture of certain agreement and of independence (common correlation), or the
table whose variance is largest (Flack). Common correlation: the goodness-of-fit test of Donner and Eliasziw, whose cells
are the agreements in each category and the disagreements.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.agreement.kappa import (
    CATEGORIES,
    CATEGORIES_SECOND,
    NEGATIVE,
    SAME_MARGINS,
    draw,
    goal_test,
    kappa_and_variance,
    largest_variance,
    margins,
    mixture,
    power_against_goal,
    refuse_impossible,
)
from stats.goals import NoEquivalence, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Numbers, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class CohenKappa(Design):
    """Show that the agreement of two raters (AI and reader) exceeds a goal set in advance, by Cohen's kappa."""

    kind: Literal["cohen_kappa"] = "cohen_kappa"
    goal: NoEquivalence
    kappa_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Kappa attendu", en="Expected kappa"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Accord plausible d'après un pilote ou la littérature, sur la même population de cas.",
                en="Plausible agreement from a pilot or the literature, on the same population of cases.",
            ),
            symbol="κ₁",
            gt=0,
            lt=1,
        ),
    ]
    kappa_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Kappa de référence à dépasser", en="Kappa goal to exceed"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Fixé d'avance et justifié, par exemple l'accord publié entre deux lecteurs experts.",
                en="Set in advance and justified, for example the published agreement of two expert readers.",
            ),
            symbol="κ₀",
            ge=0,
            lt=1,
        ),
    ]
    categories: Annotated[Numbers, CATEGORIES]
    categories_second: Annotated[Numbers, CATEGORIES_SECOND] = ()
    method: Annotated[
        Literal["cantor", "largest_variance", "common_correlation"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "cantor": Text(
                    fr="variance de Fleiss sous les deux hypothèses (Cantor)",
                    en="Fleiss variance under both hypotheses (Cantor)",
                ),
                "largest_variance": Text(
                    fr="variance la plus défavorable pour ces parts (Flack)",
                    en="largest variance for these shares (Flack)",
                ),
                "common_correlation": Text(
                    fr="test d'ajustement, corrélation commune (Donner-Eliasziw)",
                    en="goodness of fit, common correlation (Donner-Eliasziw)",
                ),
            },
        ),
    ] = "cantor"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Cas lus par les deux lecteurs", en="Cases read by both raters"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Accord de deux lecteurs (kappa)", en="Agreement of two raters (kappa)"),
        question=Text(
            fr="L'IA classe-t-elle les cas comme un lecteur expert, au-delà d'un accord fixé d'avance ?",
            en="Does the AI classify the cases as an expert reader does, beyond an agreement set in advance?",
        ),
        family=Family.AGREEMENT,
        method=Text(
            fr="test normal sur le kappa de Cohen, variance de Fleiss, Cohen et Everitt sous les deux hypothèses",
            en="normal test on Cohen's kappa, variance of Fleiss, Cohen and Everitt under both hypotheses",
        ),
        limits=Text(
            fr="Un cas par patient, deux lectures indépendantes. L'erreur standard du test est prise sous l'hypothèse nulle aux "
            "fréquences observées ; la puissance simulée est alors inférieure d'environ un point à celle annoncée. L'intervalle "
            "usuel, d'erreur standard estimée, conclut plus souvent (risque simulé 0,057 au lieu de 0,05 à 141 cas). Le kappa "
            "dépend des fréquences des catégories : elles doivent être celles de la population visée.",
            en="One case per patient, two independent readings. The standard error of the test is taken under the null hypothesis "
            "at the observed frequencies; the simulated power is then about one point below that announced. The usual interval, "
            "with an estimated standard error, claims more often (simulated risk 0.057 instead of 0.05 at 141 cases). Kappa depends "
            "on the frequencies of the categories: they must be those of the target population.",
        ),
        references=(
            Reference(
                "Cantor AB. Sample-size calculations for Cohen's kappa. Psychol Methods 1996;1:150-3",
                "10.1037/1082-989X.1.2.150",
            ),
            Reference(
                "Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychol Bull "
                "1969;72:323-7",
                "10.1037/h0028106",
            ),
            Reference(
                "Flack VF, Afifi AA, Lachenbruch PA, Schouten HJA. Sample size determinations for the two rater kappa "
                "statistic. Psychometrika 1988;53:321-5",
            ),
            Reference(
                "Donner A, Eliasziw M. A goodness-of-fit approach to inference procedures for the kappa statistic. Stat Med "
                "1992;11:1511-9",
                "10.1002/sim.4780111109",
            ),
        ),
        measures=(Measure.KAPPA,),
        endpoint=Endpoint.AGREEMENT,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not 0 <= self._null < 1:
            raise Refusal(NEGATIVE, "goal.margin")
        refuse_wrong_side(self.goal, self.kappa_expected - self.kappa_reference, "kappa_expected")
        first, second = margins(self.categories, self.categories_second)
        unequal = not np.allclose(first, second, atol=1e-9)
        if unequal and (self.method == "common_correlation" or (self.method == "cantor" and len(first) > 2)):
            raise Refusal(SAME_MARGINS, "categories_second")
        self._table(self.kappa_expected), self._table(self._null)
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _null(self) -> float:
        return self.kappa_reference + self.goal.tests()[0].null

    def _table(self, kappa: float) -> FloatArray:
        """The joint table of the two raters with this kappa."""
        first, second = margins(self.categories, self.categories_second)
        field = "categories_second" if self.categories_second else "kappa_expected"
        if self.method != "largest_variance":
            return refuse_impossible(mixture(first, second, kappa), kappa, field)
        found = largest_variance(tuple(first), tuple(second), kappa)
        return refuse_impossible(np.full((1, 1), -1.0) if found is None else found, kappa, field)

    def _variance(self, kappa: float) -> float:
        return float(kappa_and_variance(self._table(kappa), np.eye(len(self.categories)))[1])

    def _cells(self, kappa: float) -> FloatArray:
        """Probabilities of an agreement in each category, then of a disagreement (common correlation)."""
        agreed = np.diag(self._table(kappa))
        return np.append(agreed, 1 - agreed.sum())

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        alpha = self.goal.tests()[0].alpha
        if self.method == "common_correlation":
            expected, null = self._cells(self.kappa_expected), self._cells(self._null)
            return np.asarray(Phi(np.sqrt(n * ((expected - null) ** 2 / null).sum()) - z(alpha)))
        gap = self.kappa_expected - self._null
        return power_against_goal(n, gap, self._variance(self.kappa_expected), self._variance(self._null), alpha)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Multinomial tables; the test of the goal with its standard error under the goal, or the goodness of fit."""
        n = int(np.asarray(size["participants"]))
        counts = draw(self._table(self.kappa_expected if at == "alternative" else self._null), n, trials, rng)
        alpha, sign = self.goal.tests()[0].alpha, self.goal.tests()[0].sign
        if self.method != "common_correlation":
            return goal_test(counts, np.eye(len(self.categories)), self._null, alpha, sign)
        return goodness_of_fit(counts, self._null, alpha, sign)

    def null_value(self) -> Value:
        return Value(self.kappa_reference)

    def variants(self) -> tuple[Variant, ...]:
        if self.categories_second:
            return ()
        return self.other_options("method", without=("largest_variance",) if len(self.categories) == 2 else ())

    def method_text(self) -> Text:
        return self.option("method") if self.method != "cantor" else self.card.method

    def caution(self) -> Text | None:
        return _GOODNESS if self.method == "common_correlation" and len(self.categories) > 2 else None

    def least_success(self, size: Size) -> Phrase | None:
        if self.method == "common_correlation":
            return None
        n = float(np.asarray(size["participants"]))
        test = self.goal.tests()[0]
        edge = self._null + test.sign * z(test.alpha) * float(np.sqrt(self._variance(self._null) / n))
        return Phrase(_LEAST, {"edge": Value(edge)}) if -1 < edge < 1 else None

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        first, second = margins(self.categories, self.categories_second)
        chance = float(first @ second)
        return (
            Step(_CHANCE, Value(chance, Unit.PROPORTION), _CHANCE_HOW),
            Step(_AGREED, Value(chance + (1 - chance) * self.kappa_expected, Unit.PROPORTION)),
            Step(_SPREAD, Value(float(np.sqrt(self._variance(self.kappa_expected) / size["participants"])))),
            Step(_SPREAD_NULL, Value(float(np.sqrt(self._variance(self._null) / size["participants"])))),
        )

    def sentence(self) -> Text:
        return (_SENTENCES if self.goal.better == "higher" else _BELOW)[self.goal.kind]

    def r_call(self) -> str | None:
        alpha, gap = self.goal.tests()[0].alpha, self.kappa_expected - self._null
        if self.method == "common_correlation":
            cells = ", ".join(
                f"{name} = c({', '.join(f'{one:.12g}' for one in self._cells(kappa))})"
                for name, kappa in (("p1", self.kappa_expected), ("p0", self._null))
            )
            return f"with(list({cells}), (qnorm({1 - alpha:.12g}) + qnorm(1 - {{beta}}))^2 / sum((p1 - p0)^2 / p0))"
        tables = ", ".join(
            f"{name} = matrix(c({', '.join(f'{one:.12g}' for one in self._table(kappa).T.ravel())}), {len(self.categories)})"
            for name, kappa in (("p1", self.kappa_expected), ("p0", self._null))
        )
        return (
            f"with(list({tables}, v = function(p, o = sum(diag(p)), e = sum(rowSums(p) * colSums(p))) "
            '(sum(p * (diag(nrow(p)) * (1 - e) - outer(colSums(p), rowSums(p), "+") * (1 - o))^2) '
            f"- (o * e - 2 * e + o)^2) / (1 - e)^4), ((qnorm({1 - alpha:.12g}) * sqrt(v(p0)) + "
            f"qnorm(1 - {{beta}}) * sqrt(v(p1))) / {gap:.12g})^2)"
        )


def goodness_of_fit(counts: FloatArray, goal: float, alpha: float, sign: int = 1) -> Trials:
    """Signed root of the chi-square of Donner and Eliasziw: agreements by category and disagreements, common margins."""
    n = counts.sum((-1, -2))[:, None]
    shares = (counts.sum(-1) + counts.sum(-2)) / (2 * n)
    agreed = np.einsum("tii->ti", counts)
    cells = np.concatenate([agreed, n - agreed.sum(-1, keepdims=True)], axis=1)
    expected = n * (shares**2 + goal * shares * (1 - shares))
    expected = np.concatenate([expected, n - expected.sum(-1, keepdims=True)], axis=1)
    chance = (shares**2).sum(-1)
    failed = chance >= 1 - 1e-12
    with np.errstate(all="ignore"):
        square = np.nansum(np.where(expected > 0, (cells - expected) ** 2 / expected, 0.0), axis=1)
        kappa = np.where(failed, np.nan, 1 - cells[:, -1] / n[:, 0] / (1 - chance))
        p = np.where(failed, 1.0, Phi(-sign * np.sign(kappa - goal) * np.sqrt(square)))
        variance = kappa_and_variance(counts / n[..., None], np.eye(counts.shape[-1]))[1]
        spread = z(alpha) * np.sqrt(variance / n[:, 0])  # the interval printed is that of Fleiss et al.
    return Trials(kappa, kappa - spread, kappa + spread, p, (p <= alpha) & ~failed, failed)


_GOODNESS = Text(
    fr="Au-delà de deux catégories, ce test à un degré de liberté conclut trop souvent : risque simulé de 0,035 au lieu de 0,025 "
    "à quatre catégories et 90 cas. Il est montré pour comparaison avec kappaSize.",
    en="Beyond two categories, this test with one degree of freedom claims too often: simulated risk of 0.035 instead of 0.025 "
    "with four categories and 90 cases. It is shown for comparison with kappaSize.",
)
_LEAST = Text(
    fr="succès si le kappa observé atteint {edge} ou mieux (avec les fréquences attendues)",
    en="success if the observed kappa reaches {edge} or better (with the expected frequencies)",
)
_CHANCE = Text(fr="Accord attendu par hasard", en="Agreement expected by chance")
_CHANCE_HOW = Text(
    fr="somme sur les catégories des produits des parts des deux lecteurs",
    en="sum over the categories of the products of both raters' shares",
)
_AGREED = Text(fr="Accord brut attendu", en="Expected raw agreement")
_SPREAD = Text(fr="Erreur standard du kappa attendu", en="Standard error of the expected kappa")
_SPREAD_NULL = Text(fr="Erreur standard sous l'hypothèse nulle", en="Standard error under the null hypothesis")
_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que le kappa dépasse {kappa_reference}, sous un kappa attendu de {kappa_expected}, au risque de première "
        "espèce {sides} de {alpha} avec une puissance de {target}, {n_total} cas analysables lus par les deux lecteurs sont "
        "nécessaires.",
        en="To show that kappa exceeds {kappa_reference}, under an expected kappa of {kappa_expected}, at a {sides} type I error of "
        "{alpha} with a power of {target}, {n_total} analysable cases read by both raters are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que le kappa n'est pas inférieur à {kappa_reference} de plus de {margin}, sous un kappa attendu de "
        "{kappa_expected}, au risque de première espèce unilatéral de {alpha} avec une puissance de {target}, {n_total} cas "
        "analysables lus par les deux lecteurs sont nécessaires.",
        en="To show that kappa is not below {kappa_reference} by more than {margin}, under an expected kappa of {kappa_expected}, "
        "at a one-sided type I error of {alpha} with a power of {target}, {n_total} analysable cases read by both raters are "
        "needed.",
    ),
}
_BELOW = {  # a kappa that is wanted low: two raters who should not agree, or a goal to be refuted
    "superiority": Text(
        fr="Pour montrer que le kappa est inférieur à {kappa_reference}, sous un kappa attendu de {kappa_expected}, au risque de première "
        "espèce {sides} de {alpha} avec une puissance de {target}, {n_total} cas analysables lus par les deux lecteurs sont "
        "nécessaires.",
        en="To show that kappa is below {kappa_reference}, under an expected kappa of {kappa_expected}, at a {sides} type I error of "
        "{alpha} with a power of {target}, {n_total} analysable cases read by both raters are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que le kappa n'est pas supérieur à {kappa_reference} de plus de {margin}, sous un kappa attendu de "
        "{kappa_expected}, au risque de première espèce unilatéral de {alpha} avec une puissance de {target}, {n_total} cas "
        "analysables lus par les deux lecteurs sont nécessaires.",
        en="To show that kappa is not above {kappa_reference} by more than {margin}, under an expected kappa of {kappa_expected}, at a "
        "one-sided type I error of {alpha} with a power of {target}, {n_total} analysable cases read by both raters are needed.",
    ),
}
