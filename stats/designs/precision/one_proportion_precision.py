"""Precision of one proportion: the size for which its confidence interval is narrow enough.

The width is that of the interval at the expected count, not rounded (the convention of R's presize, printed with the
result). With an assurance it is the exact quantile of the observed width over the binomial count, a saw in n: the size
reported is the one from which the target holds for every larger size. No hypothesis is tested: the claim of a simulated
study is that its interval contains the true proportion.

Of a finite population of N, n people know as much as n (N - 1) / (N - n) of an infinite one (Krejcie and Morgan 1970).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import model_validator

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.binomial import interval
from stats.formulas.precision.proportion_width import (
    NAMES,
    IntervalName,
    at_expected_count,
    averaged,
    of,
    with_assurance,
)
from stats.goals import Precision
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

_ALL = 1e9  # what the whole population is worth: no width is left


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
    population: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Taille de la population, si elle est finie", en="Size of the population, when it is finite"),
            unit=Unit.COUNT,
            help=Text(
                fr="Pour une enquête qui tire au sort dans une liste fermée (les utilisateurs d'un service) et ne conclut que "
                "pour elle. Laisser vide si l'on veut conclure pour d'autres patients.",
                en="For a survey that samples a closed list (the users of a service) and concludes for that list alone. Leave "
                "empty to conclude for other patients.",
            ),
            symbol="N",
            ge=10,
        ),
    ] = None
    interval: IntervalName = "clopper_pearson"

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
            fr="Observations indépendantes (une par patient). Sans assurance, la largeur observée dépasse la "
            "largeur annoncée une fois sur deux environ. L'intervalle de Wald couvre trop peu près de 0 "
            "ou de 1.",
            en="Independent observations (one per patient). Without assurance, the observed width exceeds the "
            "width announced about half of the time. The Wald interval covers too little near 0 or 1.",
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
                'Agresti A, Coull BA. Approximate is better than "exact" for interval estimation of binomial proportions. '
                "Am Stat 1998;52:119-26",
                "10.1080/00031305.1998.10480550",
            ),
            Reference(
                "Krejcie RV, Morgan DW. Determining sample size for research activities. Educ Psychol Meas 1970;30:607-10",
                "10.1177/001316447003000308",
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

    @model_validator(mode="after")
    def _one_correction(self) -> Self:
        if self.population is not None and self.goal.assurance is not None:
            raise Refusal(_NO_ASSURANCE, "population")
        return self

    def _worth(self, n: ArrayLike) -> FloatArray:
        """The size of a sample of an infinite population that would know as much."""
        n = np.asarray(n, dtype=np.float64)
        if self.population is None:
            return n
        left = np.maximum(self.population - n, 1e-9)
        return np.asarray(np.minimum(n * np.maximum((self.population - 1) / left, 1.0), _ALL))

    @property
    def traits(self) -> Traits:
        assured = self.goal.assurance is not None
        return Traits(monotone=not assured, exact=assured)

    def _bounds(self, count: FloatArray, n: FloatArray) -> tuple[FloatArray, FloatArray]:
        return interval(count, n, self.goal.confidence, self.interval)

    def attained(self, size: Size) -> FloatArray:
        """Full width at the expected count, which is not rounded, or the width not exceeded with the assurance asked."""
        n, goal = size["participants"], self.goal
        if goal.assurance is None:
            return at_expected_count(self._worth(n), self.p_expected, goal.confidence, self.interval)
        return with_assurance(n, self.p_expected, goal.confidence, self.interval, goal.assurance)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Binomial counts and their intervals; `claimed` says that the interval contains the truth, so that the rate
        of claims is the coverage. There is no null hypothesis: `at` changes nothing, and p is NaN.
        """
        n, truth = int(np.asarray(size["participants"])), self.p_expected
        if self.population is None:
            count = rng.binomial(n, truth, trials).astype(np.float64)
        else:
            total = round(self.population)
            successes = round(total * truth)
            count, truth = rng.hypergeometric(successes, total - successes, n, trials).astype(float), successes / total
        worth = self._worth(n)
        lower, upper = self._bounds(count / n * worth, worth)
        covered = (lower <= truth) & (truth <= upper)
        return Trials(count / n, lower, upper, np.full(trials, np.nan), covered, np.zeros(trials, dtype=bool))

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("interval")

    def method_text(self) -> Text:
        name = NAMES[self.interval]
        if self.goal.assurance is not None:
            return Text(
                fr=f"largeur totale de l'intervalle {of(name)}, quantile exact sur le nombre de succès (loi binomiale)",
                en=f"full width of the {name} interval, exact quantile over the number of successes (binomial)",
            )
        return Text(
            fr=f"largeur totale de l'intervalle {of(name)} au nombre attendu de succès, non arrondi",
            en=f"full width of the {name} interval at the expected number of successes, not rounded",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = size["participants"]
        worth = self._worth(n)
        lower, upper = self._bounds(worth * self.p_expected, worth)
        if self.population is not None:
            return (
                Step(_WORTH, Value(float(worth), Unit.COUNT), _WORTH_HOW),
                Step(_LOWER, Value(float(lower), Unit.PROPORTION)),
                Step(_UPPER, Value(float(upper), Unit.PROPORTION)),
            )
        width, coverage = averaged(n, self.p_expected, self.goal.confidence, self.interval)
        return (
            Step(_COUNT, Value(n * self.p_expected), _PRODUCT),
            Step(_LOWER, Value(float(lower), Unit.PROPORTION)),
            Step(_UPPER, Value(float(upper), Unit.PROPORTION)),
            Step(_WIDTH, Value(width, Unit.POINTS), _AVERAGED),
            Step(_COVERAGE, Value(coverage, Unit.PROPORTION), _AVERAGED),
        )

    def sentence(self) -> Text:
        said = (_SENTENCES if self.goal.assurance is None else _ASSURED)[self.interval]
        return said if self.population is None else Text(fr=said.fr + _FINITE.fr, en=said.en + _FINITE.en)

    def r_call(self) -> str | None:
        if self.goal.assurance is not None or self.population is not None:
            return None
        method = {"clopper_pearson": "exact", "agresti_coull": "agresti-coull"}.get(self.interval, self.interval)
        return (
            f"presize::prec_prop(p = {self.p_expected:g}, conf.width = {{target}}, "
            f'conf.level = {self.goal.confidence:g}, method = "{method}")'
        )


_SENTENCES = {
    key: Text(
        fr="Pour estimer une proportion attendue de {p_expected} avec un intervalle de confiance "
        f"{of(name)} à {{confidence}} de largeur totale {{target}} au plus, {{n_total}} sujets "
        "analysables sont nécessaires.",
        en=f"To estimate an expected proportion of {{p_expected}} with a {{confidence}} {name} confidence interval of "
        "full width {target} at most, {n_total} analysable subjects are needed.",
    )
    for key, name in NAMES.items()
}
_ASSURED = {
    key: Text(
        fr="Pour estimer une proportion attendue de {p_expected} avec un intervalle de confiance "
        f"{of(name)} à {{confidence}} dont la largeur totale ne dépasse pas {{target}} avec une "
        "probabilité de {assurance}, {n_total} sujets analysables sont nécessaires.",
        en=f"To estimate an expected proportion of {{p_expected}} with a {{confidence}} {name} confidence interval whose "
        "full width does not exceed {target} with probability {assurance}, {n_total} analysable subjects are needed.",
    )
    for key, name in NAMES.items()
}
_FINITE = Text(
    fr=" Cet effectif tient compte d'une population finie de {population} personnes : la conclusion ne vaut que pour elle.",
    en=" This size allows for a finite population of {population} people: the conclusion holds for that population alone.",
)
_NO_ASSURANCE = Text(
    fr="La population finie n'est prise en compte que pour la largeur attendue : retirer l'assurance, ou laisser vide.",
    en="A finite population is allowed for with the expected width only: remove the assurance, or leave empty.",
)
_WORTH = Text(
    fr="Taille d'échantillon équivalente dans une population infinie",
    en="Equivalent sample size in an infinite population",
)
_WORTH_HOW = Text(fr="n (N - 1) / (N - n)", en="n (N - 1) / (N - n)")
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
