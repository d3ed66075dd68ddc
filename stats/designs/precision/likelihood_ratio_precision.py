"""Precision of a likelihood ratio of a diagnostic test: the size for which its confidence interval is narrow enough.

The interval is normal on the log scale (Simel 1991), with half-length h = z sqrt((1 - a) / (a n1) + (1 - b) / (b n0)), so that the
full width on the ratio scale is 2 LR sinh(h). The numbers of diseased and of non-diseased are those expected at the prevalence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.precision.observed_rates import assured
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.text import Text
from stats.trials import FloatArray, Trials

_STEEPEST = 600.0  # half-length beyond which the width is not told apart from infinity
_BOUNDLESS = 1e15


class LikelihoodRatioPrecision(Design):
    """Estimate a positive or negative likelihood ratio with a confidence interval of a given full width."""

    kind: Literal["likelihood_ratio_precision"] = "likelihood_ratio_precision"
    goal: Precision
    sensitivity: Annotated[
        float,
        Quantity(
            label=Text(fr="Sensibilité attendue", en="Expected sensitivity"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part attendue de tests positifs parmi les malades.",
                en="Expected share of positive tests among the diseased.",
            ),
            symbol="Se",
            gt=0,
            lt=1,
        ),
    ]
    specificity: Annotated[
        float,
        Quantity(
            label=Text(fr="Spécificité attendue", en="Expected specificity"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part attendue de tests négatifs parmi les non-malades. Pour un rapport positif, plus elle est proche de 1, plus "
                "l'intervalle est large.",
                en="Expected share of negative tests among the non-diseased. For a positive ratio, the nearer to 1, the wider the "
                "interval.",
            ),
            symbol="Sp",
            gt=0,
            lt=1,
        ),
    ]
    prevalence: Annotated[
        float,
        Quantity(
            label=Text(fr="Part de malades parmi les participants", en="Share of diseased among participants"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Prévalence attendue dans la cohorte ; 0,5 pour autant de malades que de non-malades recrutés séparément. Ne pas "
                "déclarer cette prévalence une seconde fois dans les pertes.",
                en="Expected prevalence in the cohort; 0.5 for as many diseased as non-diseased recruited separately. Do not declare "
                "this prevalence a second time among the losses.",
            ),
            symbol="π",
            gt=0,
            lt=1,
        ),
    ]
    ratio: Annotated[
        Literal["positive", "negative"],
        Choice(
            label=Text(fr="Rapport estimé", en="Ratio estimated"),
            options={
                "positive": Text(fr="positif : Se / (1 - Sp)", en="positive: Se / (1 - Sp)"),
                "negative": Text(fr="négatif : (1 - Se) / Sp", en="negative: (1 - Se) / Sp"),
            },
        ),
    ] = "positive"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, malades et non-malades", en="Participants analysed, diseased and not"),
            minimum=2,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'un rapport de vraisemblance", en="Precision of a likelihood ratio"),
        question=Text(
            fr="Avec quelle précision saura-t-on de combien un résultat du dispositif change la probabilité de maladie ?",
            en="How precisely will it be known by how much a result of the device changes the probability of disease?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur totale de l'intervalle du rapport de vraisemblance, normal sur l'échelle logarithmique (Simel), aux nombres "
            "attendus",
            en="full width of the interval of the likelihood ratio, normal on the log scale (Simel), at the expected numbers",
        ),
        limits=Text(
            fr="Un résultat par patient, patients indépendants, maladie établie par une référence sans erreur. Approximation de grands "
            "échantillons : il faut au moins cinq résultats attendus au numérateur et au dénominateur ; sans aucun faux positif, le "
            "rapport positif n'a pas d'intervalle. Sans assurance, la largeur observée dépasse la largeur annoncée une fois sur deux "
            "environ. Avec une assurance, le nombre de malades est pris à sa valeur attendue : la probabilité simulée de tenir la largeur est "
            "celle voulue à 1 point près, mais 4 points de moins avec 15 malades attendus. presize (prec_pos_lr, prec_neg_lr) ignore le niveau de confiance demandé et répond toujours à 95 %.",
            en="One result per patient, independent patients, disease established by an error-free reference. A large-sample "
            "approximation: at least five results must be expected in the numerator and in the denominator; without any false "
            "positive the positive ratio has no interval. Without assurance, the observed width exceeds the width announced about half "
            "of the time. With an assurance, the number of diseased is taken at its expected value: the simulated probability of keeping "
            "the width is the one wanted within 1 point, but 4 points lower with 15 expected diseased. presize (prec_pos_lr, prec_neg_lr) ignores the confidence level asked and always answers at 95%.",
        ),
        references=(
            Reference(
                "Simel DL, Samsa GP, Matchar DB. Likelihood ratios with confidence: sample size estimation for diagnostic test "
                "studies. J Clin Epidemiol 1991;44:763-70",
                "10.1016/0895-4356(91)90128-V",
            ),
        ),
        measures=(Measure.LIKELIHOOD_RATIO,),
        endpoint=Endpoint.DETECTION,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _rates(self) -> tuple[float, float]:
        """Share of the result among the diseased and among the others: its quotient is the ratio."""
        if self.ratio == "positive":
            return self.sensitivity, 1 - self.specificity
        return 1 - self.sensitivity, self.specificity

    @property
    def _value(self) -> float:
        return self._rates[0] / self._rates[1]

    def _half(self, a: FloatArray, b: FloatArray, diseased: FloatArray, others: FloatArray) -> FloatArray:
        """Half-length of the interval on the log scale."""
        error = np.sqrt((1 - a) / (a * diseased) + (1 - b) / (b * others))
        return np.asarray(np.minimum(z((1 - self.goal.confidence) / 2) * error, _STEEPEST))

    def _width(self, a: FloatArray, b: FloatArray, diseased: FloatArray, others: FloatArray) -> FloatArray:
        """Width for observed shares; a study without any result in one of them has no interval, hence a boundless width."""
        none = (a * diseased < 0.5) | (b * others < 0.5)
        a, b = np.where(none, 0.5, a), np.where(none, 0.5, b)
        width = 2 * a / b * np.sinh(self._half(a, b, diseased, others))
        return np.asarray(np.where(none, _BOUNDLESS / (diseased + others), width))

    def _sizes(self, size: Size) -> tuple[FloatArray, FloatArray]:
        total = np.asarray(size["participants"], dtype=np.float64)
        return total * self.prevalence, total * (1 - self.prevalence)

    def attained(self, size: Size) -> FloatArray:
        """Full width on the ratio scale at the expected numbers, or not exceeded with the assurance asked."""
        sizes = self._sizes(size)
        if self.goal.assurance is not None:
            return assured(self._width, sizes, self._rates, self.goal.assurance)
        a, b = (np.asarray(one) for one in self._rates)
        return np.asarray(2 * self._value * np.sinh(self._half(a, b, *sizes)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """A cohort with a random number of diseased, and the interval; `claimed` says that it contains the true ratio.

        Without any result in the numerator or in the denominator there is no interval: a failure.
        """
        total = int(np.asarray(size["participants"]))
        diseased = rng.binomial(total, self.prevalence, trials)
        first, second = rng.binomial(diseased, self._rates[0]), rng.binomial(total - diseased, self._rates[1])
        failed = (first == 0) | (second == 0)
        n, m = (np.maximum(one, 1).astype(np.float64) for one in (diseased, total - diseased))
        a, b = np.where(failed, 0.5, first / n), np.where(failed, 0.5, second / m)
        seen, factor = a / b, np.exp(self._half(a, b, n, m))
        lower, upper = np.where(failed, 0.0, seen / factor), np.where(failed, np.inf, seen * factor)
        covered = ~failed & (lower <= self._value) & (self._value <= upper)
        return Trials(np.where(failed, np.nan, seen), lower, upper, np.full(trials, np.nan), covered, failed)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("ratio")

    def method_text(self) -> Text:
        if self.goal.assurance is None:
            return self.card.method
        return Text(
            fr="largeur totale de l'intervalle du rapport de vraisemblance, normal sur l'échelle logarithmique (Simel), quantile sur les "
            "nombres de résultats",
            en="full width of the interval of the likelihood ratio, normal on the log scale (Simel), quantile over the numbers of "
            "results",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        sizes = self._sizes(size)
        a, b = (np.asarray(one) for one in self._rates)
        half = float(self._half(a, b, *sizes))
        return (
            Step(_RATIO, Value(self._value, Unit.EFFECT_RATIO)),
            Step(_DISEASED, Value(float(sizes[0]))),
            Step(_NUMERATOR, Value(float(sizes[0] * a))),
            Step(_DENOMINATOR, Value(float(sizes[1] * b))),
            Step(_LOWER, Value(self._value / float(np.exp(half)), Unit.EFFECT_RATIO)),
            Step(_UPPER, Value(self._value * float(np.exp(half)), Unit.EFFECT_RATIO)),
        )

    def sentence(self) -> Text:
        return _sentence(self.ratio == "positive", self.goal.assurance is not None)

    def r_call(self) -> str | None:
        if self.goal.assurance is not None:
            return None
        a, b = self._rates
        return (
            f"with(list(a = {a:.12g}, b = {b:.12g}, s = {self.prevalence:.12g}), "
            f"(qnorm({(1 + self.goal.confidence) / 2:.12g}) / asinh({{target}} * b / a / 2))^2 * "
            "((1 - a) / (a * s) + (1 - b) / (b * (1 - s))))"
        )


def _sentence(positive: bool, with_assurance: bool) -> Text:
    name = ("positif", "positive") if positive else ("négatif", "negative")
    kept = (
        (
            "dont la largeur totale ne dépasse pas {target} avec une probabilité de {assurance}",
            "whose full width does not exceed {target} with probability {assurance}",
        )
        if with_assurance
        else ("de largeur totale {target} au plus", "of full width {target} at most")
    )
    return Text(
        fr=f"Pour estimer le rapport de vraisemblance {name[0]} (sensibilité attendue {{sensitivity}}, spécificité attendue "
        f"{{specificity}}) avec un intervalle de confiance à {{confidence}} {kept[0]}, {{n_total}} participants analysables, dont une "
        "part de {prevalence} de malades, sont nécessaires.",
        en=f"To estimate the {name[1]} likelihood ratio (expected sensitivity {{sensitivity}}, expected specificity {{specificity}}) with "
        f"a {{confidence}} confidence interval {kept[1]}, {{n_total}} analysable participants are needed, of whom a share of "
        "{prevalence} diseased.",
    )


_RATIO = Text(fr="Rapport de vraisemblance attendu", en="Expected likelihood ratio")
_DISEASED = Text(fr="Nombre attendu de malades", en="Expected number of diseased")
_NUMERATOR = Text(
    fr="Résultats attendus chez les malades (numérateur)", en="Results expected in the diseased (numerator)"
)
_DENOMINATOR = Text(
    fr="Résultats attendus chez les non-malades (dénominateur)", en="Results expected in the non-diseased (denominator)"
)
_LOWER = Text(fr="Borne inférieure à ces nombres", en="Lower bound at these numbers")
_UPPER = Text(fr="Borne supérieure à ces nombres", en="Upper bound at these numbers")
