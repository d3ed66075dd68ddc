"""Weighted kappa of two raters on ordered categories, against a goal.

Large-sample variance of Fleiss, Cohen and Everitt. By default the test is on Fisher's transformation of kappa, with the
variance estimated, which keeps its level where the plain test does not. The other test takes its standard error under the
goal: the observed table is mixed with independence until its weighted kappa is the goal. The joint table is that
of two correlated normal judgements cut into the categories, so that disagreements fall beside the diagonal, or a mixture of
certain agreement and of independence, whose disagreements fall anywhere.
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
    LOWER,
    NEGATIVE,
    agreement_weights,
    draw,
    fisher_test,
    goal_test,
    joint,
    kappa_and_variance,
    moved,
    power_against_goal,
)
from stats.goals import NoEquivalence, refuse_wrong_side
from stats.normal import z
from stats.quantities import Choice, Numbers, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class WeightedKappa(Design):
    """Show that the agreement of two raters on ordered categories exceeds a goal, by the weighted kappa."""

    kind: Literal["weighted_kappa"] = "weighted_kappa"
    goal: NoEquivalence
    kappa_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Kappa pondéré attendu", en="Expected weighted kappa"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Avec les poids choisis, d'après un pilote ou la littérature, sur la même population de cas. Le kappa à poids "
                "quadratiques est en général plus élevé que le kappa à poids linéaires.",
                en="With the weights chosen, from a pilot or the literature, on the same population of cases. Kappa with quadratic "
                "weights is usually higher than with linear ones.",
            ),
            symbol="κ₁",
            gt=0,
            lt=1,
        ),
    ]
    kappa_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Kappa pondéré de référence à dépasser", en="Weighted kappa goal to exceed"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Fixé d'avance et justifié, par exemple l'accord publié entre deux lecteurs experts, avec les mêmes poids.",
                en="Set in advance and justified, for example the published agreement of two expert readers, with the same weights.",
            ),
            symbol="κ₀",
            ge=0,
            lt=1,
        ),
    ]
    categories: Annotated[Numbers, CATEGORIES]
    categories_second: Annotated[Numbers, CATEGORIES_SECOND] = ()
    weights: Annotated[
        Literal["linear", "quadratic"],
        Choice(
            label=Text(fr="Poids des désaccords", en="Weights of the disagreements"),
            options={
                "linear": Text(fr="linéaires", en="linear"),
                "quadratic": Text(fr="quadratiques", en="quadratic"),
            },
        ),
    ] = "quadratic"
    model: Annotated[
        Literal["latent", "mixture"],
        Choice(
            label=Text(fr="Modèle des lectures", en="Model of the readings"),
            options={
                "latent": Text(
                    fr="deux jugements normaux corrélés, coupés en catégories",
                    en="two correlated normal judgements, cut into categories",
                ),
                "mixture": Text(
                    fr="accord certain ou réponses indépendantes", en="certain agreement or independent answers"
                ),
            },
        ),
    ] = "latent"
    method: Annotated[
        Literal["fisher", "null_variance"],
        Choice(
            label=Text(fr="Test", en="Test"),
            options={
                "fisher": Text(
                    fr="transformation de Fisher, variance estimée", en="Fisher's transformation, estimated variance"
                ),
                "null_variance": Text(
                    fr="sans transformation, variance sous les deux hypothèses",
                    en="no transformation, variance under both hypotheses",
                ),
            },
        ),
    ] = "fisher"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Cas lus par les deux lecteurs", en="Cases read by both raters"), minimum=5),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Accord de deux lecteurs sur des stades (kappa pondéré)",
            en="Agreement of two raters on grades (weighted kappa)",
        ),
        question=Text(
            fr="L'IA attribue-t-elle les stades de gravité comme un lecteur expert, au-delà d'un accord fixé d'avance ?",
            en="Does the AI grade severity as an expert reader does, beyond an agreement set in advance?",
        ),
        family=Family.AGREEMENT,
        method=Text(
            fr="test normal sur la transformation de Fisher du kappa pondéré, variance de Fleiss, Cohen et Everitt estimée",
            en="normal test on Fisher's transformation of the weighted kappa, estimated variance of Fleiss, Cohen and Everitt",
        ),
        limits=Text(
            fr="Un cas par patient, deux lectures indépendantes. Approximation de grands échantillons : avec la transformation de "
            "Fisher, le risque unilatéral simulé va de 0,017 à 0,034 pour 0,025, et la puissance simulée va "
            "d'un point au-dessous à six points au-dessus de celle annoncée. Sans transformation, l'intervalle usuel atteint un risque de 0,06. Le kappa pondéré dépend des fréquences et du nombre de catégories. "
            "Le modèle des lectures change l'effectif : comparer les deux.",
            en="One case per patient, two independent readings. A large-sample approximation: with Fisher's transformation the "
            "simulated one-sided risk ranges from 0.017 to 0.034 for 0.025, and the simulated power lies "
            "between one point below and six points above that announced. Without it, the usual interval reaches a risk of 0.06. Weighted kappa depends on the frequencies and the number of "
            "categories. The model of the readings changes the size: compare both.",
        ),
        references=(
            Reference(
                "Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychol Bull "
                "1969;72:323-7",
                "10.1037/h0028106",
            ),
            Reference(
                "Cohen J. Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit. Psychol "
                "Bull 1968;70:213-20",
                "10.1037/h0026256",
            ),
        ),
        measures=(Measure.KAPPA,),
        endpoint=Endpoint.AGREEMENT,
        against=Against.GOAL,
        direction="higher",
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.goal.better != "higher":
            raise Refusal(LOWER, "goal.better")
        if self._null < 0:
            raise Refusal(NEGATIVE, "goal.margin")
        refuse_wrong_side(self.goal, self.kappa_expected - self.kappa_reference, "kappa_expected")
        self._table(self.kappa_expected)
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _null(self) -> float:
        return self.kappa_reference + self.goal.tests()[0].null

    @property
    def _weights(self) -> FloatArray:
        return agreement_weights(len(self.categories), self.weights)

    def _table(self, kappa: float) -> FloatArray:
        return joint(self.categories, self.categories_second, kappa, self.weights, self.model)

    def _variances(self) -> tuple[float, float]:
        """For one case, at the expected kappa and under the goal."""
        table = self._table(self.kappa_expected)
        under = moved(table, self.kappa_expected, self._null)
        return tuple(float(kappa_and_variance(one, self._weights)[1]) for one in (table, under))  # type: ignore[return-value]

    def attained(self, size: Size) -> FloatArray:
        gap, (variance, under) = self.kappa_expected - self._null, self._variances()
        if self.method == "fisher":
            gap = float(np.arctanh(self.kappa_expected) - np.arctanh(self._null))
            variance = under = variance / (1 - self.kappa_expected**2) ** 2
        return power_against_goal(size["participants"], gap, variance, under, self.goal.tests()[0].alpha)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Multinomial tables; at the null, those of the same model with the weighted kappa of the goal."""
        n = int(np.asarray(size["participants"]))
        counts = draw(self._table(self.kappa_expected if at == "alternative" else self._null), n, trials, rng)
        test = fisher_test if self.method == "fisher" else goal_test
        return test(counts, self._weights, self._null, self.goal.tests()[0].alpha)

    def null_value(self) -> Value:
        return Value(self.kappa_reference)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method") + (() if self.categories_second else self.other_options("model"))

    def method_text(self) -> Text:
        return self.card.method if self.method == "fisher" else _NULL_METHOD

    def caution(self) -> Text | None:
        return _CONSERVATIVE if self.method == "null_variance" and self.model == "latent" else None

    def least_success(self, size: Size) -> Phrase | None:
        if self.method == "fisher":
            return None
        error = np.sqrt(self._variances()[1] / float(np.asarray(size["participants"])))
        edge = self._null + z(self.goal.tests()[0].alpha) * float(error)
        return Phrase(_LEAST, {"edge": Value(edge)}) if edge < 1 else None

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        expected, under = (float(np.sqrt(one / size["participants"])) for one in self._variances())
        return (
            Step(_AGREED, Value(float(np.trace(self._table(self.kappa_expected))), Unit.PROPORTION)),
            Step(_ERROR, Value(expected)),
            Step(_ERROR_NULL, Value(under)),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        size, table = len(self.categories), self._table(self.kappa_expected)
        alpha, fisher = self.goal.tests()[0].alpha, self.method == "fisher"
        matrices = ", ".join(
            f"{name} = matrix(c({', '.join(f'{value:.12g}' for value in one.T.ravel())}), {size})"
            for name, one in (
                ("p1", table),
                ("p0", moved(table, self.kappa_expected, self._null)),
                ("w", self._weights),
            )
        )
        return (
            f"with(list({matrices}, v = function(p, w, a = c(w %*% colSums(p)), b = c(t(w) %*% rowSums(p)), o = sum(w * p), "
            "e = sum(a * rowSums(p))) (sum(p * (w * (1 - e) - outer(a, b, '+') * (1 - o))^2) - (o * e - 2 * e + o)^2) / (1 - e)^4), "
            + (
                f"((qnorm({1 - alpha:.12g}) + qnorm(1 - {{beta}})) / (atanh({self.kappa_expected:.12g}) - atanh({self._null:.12g})))^2 "
                f"* v(p1, w) / (1 - {self.kappa_expected:.12g}^2)^2)"
                if fisher
                else f"((qnorm({1 - alpha:.12g}) * sqrt(v(p0, w)) + qnorm(1 - {{beta}}) * sqrt(v(p1, w))) / "
                f"{self.kappa_expected - self._null:.12g})^2)"
            )
        )


_NULL_METHOD = Text(
    fr="test normal sur le kappa pondéré, variance de Fleiss, Cohen et Everitt sous les deux hypothèses",
    en="normal test on the weighted kappa, variance of Fleiss, Cohen and Everitt under both hypotheses",
)
_CONSERVATIVE = Text(
    fr="Quand les désaccords sont entre catégories voisines, ce test est très prudent : risque unilatéral simulé de 0,008 au lieu de "
    "0,025 à 252 cas. La transformation de Fisher demande moins de cas.",
    en="When disagreements are between neighbouring categories, this test is very cautious: simulated one-sided risk of 0.008 instead "
    "of 0.025 at 252 cases. Fisher's transformation asks for fewer cases.",
)
_LEAST = Text(
    fr="succès si le kappa pondéré observé atteint {edge} (avec les fréquences attendues)",
    en="success if the observed weighted kappa reaches {edge} (with the expected frequencies)",
)
_AGREED = Text(fr="Accord brut attendu", en="Expected raw agreement")
_ERROR = Text(fr="Erreur standard du kappa attendu", en="Standard error of the expected kappa")
_ERROR_NULL = Text(fr="Erreur standard sous l'hypothèse nulle", en="Standard error under the null hypothesis")
_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que le kappa pondéré dépasse {kappa_reference}, sous un kappa pondéré attendu de {kappa_expected}, au risque de "
        "première espèce {sides} de {alpha} avec une puissance de {target}, {n_total} cas analysables lus par les deux lecteurs sont "
        "nécessaires.",
        en="To show that the weighted kappa exceeds {kappa_reference}, under an expected weighted kappa of {kappa_expected}, at a "
        "{sides} type I error of {alpha} with a power of {target}, {n_total} analysable cases read by both raters are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que le kappa pondéré n'est pas inférieur à {kappa_reference} de plus de {margin}, sous un kappa pondéré attendu "
        "de {kappa_expected}, au risque de première espèce unilatéral de {alpha} avec une puissance de {target}, {n_total} cas "
        "analysables lus par les deux lecteurs sont nécessaires.",
        en="To show that the weighted kappa is not below {kappa_reference} by more than {margin}, under an expected weighted kappa of "
        "{kappa_expected}, at a one-sided type I error of {alpha} with a power of {target}, {n_total} analysable cases read by both "
        "raters are needed.",
    ),
}
