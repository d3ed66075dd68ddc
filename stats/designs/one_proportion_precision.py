"""Precision of one proportion: the size for which its confidence interval is narrow enough.

The width is that of the interval at the expected count, not rounded (the convention of R's presize, printed with the
result). No hypothesis is tested: the claim of a simulated study is that its interval contains the true proportion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.binomial import interval, pmf
from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.goals import Precision
from stats.quantities import Choice, Quantity, Unit, Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class OneProportionPrecision(Design):
    """Estimate a proportion (a sensitivity, a success rate) with a confidence interval of a given full width."""

    kind: Literal["one_proportion_precision"] = "one_proportion_precision"
    goal: Precision
    p_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue", en="Expected proportion"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Valeur plausible d'après la littérature ou un pilote. La plus proche de 0,5 parmi les valeurs "
                "plausibles demande le plus de sujets.",
                en="Plausible value from the literature or a pilot. Among plausible values, the one nearest to 0.5 "
                "asks for most subjects.",
            ),
            symbol="p",
            gt=0,
            lt=1,
        ),
    ]
    interval: Annotated[
        Literal["clopper_pearson", "wilson", "wald"],
        Choice(
            label=Text(fr="Intervalle de confiance", en="Confidence interval"),
            options={
                "clopper_pearson": Text(fr="Clopper-Pearson (exact)", en="Clopper-Pearson (exact)"),
                "wilson": Text(fr="Wilson (score)", en="Wilson (score)"),
                "wald": Text(fr="Wald (approximation normale)", en="Wald (normal approximation)"),
            },
        ),
    ] = "clopper_pearson"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Sujets analysés", en="Subjects analysed"), minimum=1),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'une proportion", en="Precision of a proportion"),
        question=Text(
            fr="Avec quelle précision la sensibilité (ou un taux de succès) du dispositif sera-t-elle connue ?",
            en="How precisely will the sensitivity (or a success rate) of the device be known?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur totale de l'intervalle de Clopper-Pearson au nombre attendu de succès, non arrondi",
            en="full width of the Clopper-Pearson interval at the expected number of successes, not rounded",
        ),
        limits=Text(
            fr="Observations indépendantes (une par patient). La largeur observée varie d'une étude à l'autre : une "
            "fois sur deux environ elle dépasse la largeur annoncée. L'intervalle de Wald couvre trop peu près de 0 "
            "ou de 1.",
            en="Independent observations (one per patient). The observed width varies between studies: about half of "
            "the time it exceeds the width announced. The Wald interval covers too little near 0 or 1.",
        ),
        references=(
            Reference(
                "Clopper CJ, Pearson ES. The use of confidence or fiducial limits. Biometrika 1934;26:404-13",
                "10.1093/biomet/26.4.404",
            ),
            Reference(
                "Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc "
                "1927;22:209-12",
                "10.1080/01621459.1927.10502953",
            ),
            Reference(
                "Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-72",
                "10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E",
            ),
        ),
        measures=(Measure.PROPORTION,),
        endpoint=Endpoint.BINARY,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @property
    def traits(self) -> Traits:
        return Traits()

    def _bounds(self, count: FloatArray, n: FloatArray) -> tuple[FloatArray, FloatArray]:
        return interval(count, n, self.goal.confidence, self.interval)

    def attained(self, size: Size) -> FloatArray:
        """Full width of the interval at the expected count, which is not rounded."""
        n = np.asarray(size["participants"], dtype=np.float64)
        lower, upper = self._bounds(n * self.p_expected, n)
        return np.asarray(upper - lower)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Binomial counts and their intervals; `claimed` says that the interval contains the truth, so that the rate
        of claims is the coverage. There is no null hypothesis: `at` changes nothing, and p is NaN.
        """
        n = int(np.asarray(size["participants"]))
        count = rng.binomial(n, self.p_expected, trials).astype(np.float64)
        lower, upper = self._bounds(count, np.asarray(float(n)))
        covered = (lower <= self.p_expected) & (self.p_expected <= upper)
        return Trials(count / n, lower, upper, np.full(trials, np.nan), covered, np.zeros(trials, dtype=bool))

    def variants(self) -> tuple[Variant, ...]:
        return tuple(
            Variant(text, self.model_copy(update={"interval": name}))
            for name, text in self.choices()["interval"].options.items()
            if name != self.interval
        )

    def method_text(self) -> Text:
        name = _NAMES[self.interval]
        return Text(
            fr=f"largeur totale de l'intervalle de {name} au nombre attendu de succès, non arrondi",
            en=f"full width of the {name} interval at the expected number of successes, not rounded",
        )

    def _over_counts(self, n: float) -> tuple[float, float]:
        """Width and coverage averaged over the binomial count."""
        centre, spread = n * self.p_expected, 10 * np.sqrt(n * self.p_expected * (1 - self.p_expected)) + 30
        count = np.arange(max(0.0, np.floor(centre - spread)), min(n, np.ceil(centre + spread)) + 1)
        weight = pmf(count, n, self.p_expected)
        lower, upper = self._bounds(count, np.asarray(n))
        covered = (lower <= self.p_expected) & (self.p_expected <= upper)
        return float((weight * (upper - lower)).sum()), float((weight * covered).sum())

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = size["participants"]
        lower, upper = self._bounds(np.asarray(n * self.p_expected), np.asarray(n))
        width, coverage = self._over_counts(n)
        return (
            Step(_COUNT, Value(n * self.p_expected), _PRODUCT),
            Step(_LOWER, Value(float(lower), Unit.PROPORTION)),
            Step(_UPPER, Value(float(upper), Unit.PROPORTION)),
            Step(_WIDTH, Value(width, Unit.POINTS), _AVERAGED),
            Step(_COVERAGE, Value(coverage, Unit.PROPORTION), _AVERAGED),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.interval]

    def r_call(self) -> str | None:
        method = "exact" if self.interval == "clopper_pearson" else self.interval
        return (
            f"presize::prec_prop(p = {self.p_expected:g}, conf.width = {{target}}, "
            f'conf.level = {self.goal.confidence:g}, method = "{method}")'
        )


_NAMES = {"clopper_pearson": "Clopper-Pearson", "wilson": "Wilson", "wald": "Wald"}
_SENTENCES = {
    key: Text(
        fr="Pour estimer une proportion attendue de {p_expected} avec un intervalle de confiance de "
        f"{name} à {{confidence}} de largeur totale {{target}} au plus, {{n_total}} sujets analysables sont "
        "nécessaires.",
        en=f"To estimate an expected proportion of {{p_expected}} with a {{confidence}} {name} confidence interval of "
        "full width {target} at most, {n_total} analysable subjects are needed.",
    )
    for key, name in _NAMES.items()
}
_COUNT = Text(fr="Nombre attendu de succès", en="Expected number of successes")
_PRODUCT = Text(fr="sujets × proportion, non arrondi", en="subjects × proportion, not rounded")
_LOWER = Text(fr="Borne inférieure à ce nombre", en="Lower bound at this number")
_UPPER = Text(fr="Borne supérieure à ce nombre", en="Upper bound at this number")
_WIDTH = Text(fr="Largeur moyenne de l'intervalle", en="Average width of the interval")
_COVERAGE = Text(fr="Couverture réelle de l'intervalle", en="Actual coverage of the interval")
_AVERAGED = Text(
    fr="moyenne sur les nombres possibles de succès, loi binomiale",
    en="average over the possible numbers of successes, binomial distribution",
)
