"""Precision of a proportion in the smallest subgroup: how many to enrol so that each subgroup is known well enough.

In a cohort the number of participants of a subgroup is random, binomial: it falls short of its expectation half of the
time, so an assurance that the smallest subgroup reaches its number can be asked. Enrolment by quota fixes the number of each
subgroup; the random number is then that of the people met before the smallest quota is full.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.formulas.binomial import interval, upper_tail
from stats.formulas.precision.proportion_width import (
    NAMES,
    IntervalName,
    at_expected_count,
    averaged,
    of,
    with_assurance,
)
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Numbers, Quantity, Series, Unit, Value
from stats.refusal import Refusal
from stats.rounding import ceil_
from stats.text import Text
from stats.trials import FloatArray, Trials

_OVERLAP = Text(
    fr="Des sous-groupes inclus par quotas ne se recouvrent pas : la somme de leurs parts ne peut pas dépasser 100 %.",
    en="Subgroups enrolled by quota do not overlap: their shares cannot sum to more than 100%.",
)
_FIXED = Text(
    fr="Avec des quotas ou une stratification, la taille du sous-groupe est fixée : laisser vide l'assurance sur cette taille.",
    en="With quotas or stratification, the size of the subgroup is fixed: leave the assurance on this size empty.",
)


class SubgroupPrecision(Design):
    """Estimate a proportion in every subgroup of a population, the smallest one within a given full width."""

    kind: Literal["subgroup_precision"] = "subgroup_precision"
    goal: Precision
    p_expected: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Proportion attendue dans le plus petit sous-groupe",
                en="Expected proportion in the smallest subgroup",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Sensibilité, spécificité ou taux de succès plausible dans ce sous-groupe. La valeur la plus proche de 0,5 "
                "demande le plus de participants.",
                en="Plausible sensitivity, specificity or success rate in this subgroup. The value nearest to 0.5 asks for "
                "most participants.",
            ),
            symbol="p",
            gt=0,
            lt=1,
        ),
    ]
    shares: Annotated[
        Numbers,
        Series(
            label=Text(fr="Part de chaque sous-groupe", en="Share of each subgroup"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part de chaque sous-groupe (sexe, âge, phototype, site) parmi les participants éligibles : 0,6 ; 0,3 ; 0,1. La "
                "plus petite détermine l'effectif. Pour une sensibilité, parts parmi les malades.",
                en="Share of each subgroup (sex, age, skin type, site) among eligible participants: 0.6, 0.3, 0.1. The "
                "smallest determines the size. For a sensitivity, shares among the diseased.",
            ),
            symbol="π",
            gt=0,
            le=1,
        ),
    ]
    sampling: Annotated[
        Literal["cohort", "quota", "stratified"],
        Choice(
            label=Text(fr="Inclusion des sous-groupes", en="Enrolment of the subgroups"),
            options={
                "cohort": Text(
                    fr="cohorte : la taille de chaque sous-groupe est aléatoire",
                    en="cohort: the size of each subgroup is random",
                ),
                "quota": Text(
                    fr="quotas : le même nombre dans chaque sous-groupe", en="quota: the same number in each subgroup"
                ),
                "stratified": Text(
                    fr="strates : nombre fixé, proportionnel à la part de chaque sous-groupe",
                    en="strata: fixed number, proportional to the share of each subgroup",
                ),
            },
        ),
    ] = "cohort"
    size_assurance: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Assurance que le plus petit sous-groupe atteigne sa taille (cohorte)",
                en="Assurance that the smallest subgroup reaches its size (cohort)",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Vide : taille atteinte en moyenne, une fois sur deux elle est moindre. Sinon, probabilité que la cohorte "
                "contienne ce nombre de participants du sous-groupe, par exemple 0,9.",
                en="Empty: size reached on average, half of the time it is smaller. Otherwise the probability that the cohort "
                "contains this number of participants of the subgroup, for example 0.9.",
            ),
            ge=0.5,
            lt=1,
        ),
    ] = None
    interval: IntervalName = "clopper_pearson"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, tous sous-groupes", en="Participants analysed, all subgroups"),
            minimum=1,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'une proportion par sous-groupe", en="Precision of a proportion by subgroup"),
        question=Text(
            fr="La performance du dispositif sera-t-elle connue assez précisément dans le sous-groupe le plus rare ?",
            en="Will the performance of the device be known precisely enough in the rarest subgroup?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur totale de l'intervalle de Clopper-Pearson dans le plus petit sous-groupe",
            en="full width of the Clopper-Pearson interval in the smallest subgroup",
        ),
        limits=Text(
            fr="Observations indépendantes (une par patient). L'effectif garantit une précision dans chaque sous-groupe, pas la "
            "comparaison des sous-groupes entre eux, qui en demande bien plus. Dans une cohorte, l'assurance sur la taille vaut pour "
            "le plus petit sous-groupe ; si plusieurs sont presque aussi rares, la probabilité que tous l'atteignent est moindre.",
            en="Independent observations (one per patient). The size secures the precision in each subgroup, not the comparison "
            "between subgroups, which asks for many more. In a cohort, the assurance on the size holds for the smallest "
            "subgroup; when several are almost as rare, the probability that all of them reach it is lower.",
        ),
        references=(
            Reference(
                "Clopper CJ, Pearson ES. The use of confidence or fiducial limits. Biometrika 1934;26:404-13",
                "10.1093/biomet/26.4.404",
            ),
            Reference(
                "Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-72",
                "10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E",
            ),
        ),
        measures=(Measure.PROPORTION,),
        endpoint=Endpoint.DETECTION,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.sampling != "cohort":
            if sum(self.shares) > 1 + 1e-6:
                raise Refusal(_OVERLAP, "shares")
            if self.size_assurance is not None:
                raise Refusal(_FIXED, "size_assurance")
        return self

    @property
    def _exact(self) -> bool:
        return self.goal.assurance is not None or self.size_assurance is not None

    @property
    def traits(self) -> Traits:
        return Traits(monotone=self.goal.assurance is None, exact=self._exact)

    @property
    def _smallest(self) -> float:
        """Share of those analysed who are in the smallest subgroup."""
        if self.sampling == "quota":
            return 1 / len(self.shares)
        return min(self.shares) / (sum(self.shares) if self.sampling == "stratified" else 1)

    def _number(self, size: Size) -> FloatArray:
        """Participants of the smallest subgroup: expected, fixed, or reached with the assurance asked."""
        total = np.asarray(size["participants"], dtype=np.float64)
        if self.size_assurance is not None:
            return _reached(total, self._smallest, self.size_assurance)
        number = total * self._smallest
        return np.floor(number + 1e-9) if self._exact else number

    def attained(self, size: Size) -> FloatArray:
        """Full width in the smallest subgroup; 1 when nobody of it is there."""
        number, goal = self._number(size), self.goal
        some = np.maximum(number, 1.0) if self._exact else number
        if goal.assurance is None:
            width = at_expected_count(some, self.p_expected, goal.confidence, self.interval)
        else:
            width = with_assurance(some, self.p_expected, goal.confidence, self.interval, goal.assurance)
        return np.asarray(np.where(number > 0, width, np.maximum(width, 1.0)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Size of the smallest subgroup, its count and its interval; `claimed` says that it contains the truth.

        A study without anyone in the subgroup has no estimate: it is a failure.
        """
        total = int(np.asarray(size["participants"]))
        if self.sampling == "cohort":
            number = rng.binomial(total, self._smallest, trials).astype(np.float64)
        else:
            number = np.full(trials, float(min(arm.size for arm in self.arms(total))))
        failed = number < 1
        some = np.where(failed, 1.0, number)
        count = rng.binomial(some.astype(np.int64), self.p_expected).astype(np.float64)
        lower, upper = interval(count, some, self.goal.confidence, self.interval)
        lower, upper = np.where(failed, 0.0, lower), np.where(failed, 1.0, upper)
        covered = ~failed & (lower <= self.p_expected) & (self.p_expected <= upper)
        return Trials(np.where(failed, np.nan, count / some), lower, upper, np.full(trials, np.nan), covered, failed)

    @property
    def step(self) -> int:
        return len(self.shares) if self.sampling == "quota" else 1

    def whole(self, total: float) -> int:
        if self.sampling == "quota":
            return self.step * max(ceil_(total / self.step), 1)
        if self.sampling == "stratified":
            return sum(self._strata(total))
        return super().whole(total)

    def _strata(self, total: float) -> list[int]:
        """Each stratum rounded up; the smallest number that whole strata can hold."""
        return [ceil_(total * share / sum(self.shares)) for share in self.shares]

    def arms(self, total: int) -> tuple[Arm, ...]:
        if self.sampling == "cohort":
            return super().arms(total)
        if self.sampling == "quota":
            sizes = [total // self.step + (place < total % self.step) for place in range(self.step)]
        else:
            sizes = self._shared_out(total)
        return tuple(Arm(f"subgroup_{place}", _label(place), size) for place, size in enumerate(sizes, start=1))

    def _shared_out(self, total: int) -> list[int]:
        """A whole total over the strata: each its whole part, the rest to the smallest strata first."""
        exact = [total * share / sum(self.shares) for share in self.shares]
        sizes = [int(one + 1e-9) for one in exact]
        for place in sorted(range(len(sizes)), key=lambda one: (sizes[one] >= exact[one] - 1e-9, self.shares[one])):
            if sum(sizes) < total:
                sizes[place] += 1
        return sizes

    def split(self, total: float) -> tuple[float, ...]:
        if self.sampling == "cohort":
            return super().split(total)
        if self.sampling == "quota":
            return (total / self.step,) * self.step
        return tuple(total * share / sum(self.shares) for share in self.shares)

    def variants(self) -> tuple[Variant, ...]:
        by_sampling = sum(self.shares) <= 1 and self.size_assurance is None
        return self.other_options("interval") + (self.other_options("sampling") if by_sampling else ())

    def method_text(self) -> Text:
        name = NAMES[self.interval]
        return Text(
            fr=f"largeur totale de l'intervalle {of(name)} dans le plus petit sous-groupe",
            en=f"full width of the {name} interval in the smallest subgroup",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        number = max(int(np.ceil(float(self._number(size)) - 1e-9)), 1)
        share, total = min(self.shares), size["participants"]
        width, coverage = averaged(number, self.p_expected, self.goal.confidence, self.interval)
        expected = self.split(total) if self.sampling != "cohort" else [total * one for one in self.shares]
        met = (_MET_80, _MET_90) if self.sampling != "cohort" else (_ENROLLED_80, _ENROLLED_90)
        return (
            Step(_SHARE, Value(share, Unit.PROPORTION)),
            Step(_NUMBER, Value(number, Unit.COUNT)),
            *(Step(_label(place), Value(float(one)), _EXPECTED) for place, one in enumerate(expected, start=1)),
            Step(_WIDTH, Value(width, Unit.POINTS), _AVERAGED),
            Step(_COVERAGE, Value(coverage, Unit.PROPORTION), _AVERAGED),
            Step(met[0], Value(enrolment_for(number, share, 0.8), Unit.COUNT)),
            Step(met[1], Value(enrolment_for(number, share, 0.9), Unit.COUNT)),
        )

    def sentence(self) -> Text:
        return _sentence(self.interval, self.sampling, self.goal.assurance is not None, self.size_assurance is not None)


def _reached(total: FloatArray, share: float, assurance: float) -> FloatArray:
    """The number that a binomial subgroup of the total reaches with this probability."""
    mean, spread = total * share, np.sqrt(total * share * (1 - share))
    low = np.maximum(np.floor(mean - z(1 - assurance) * spread - z(1 - assurance) ** 2) - 6, 0.0)
    high = np.minimum(np.ceil(mean + 2 * spread) + 6, total + 1)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        enough = upper_tail(middle, total, share) >= assurance
        low, high = np.where(enough, middle, low), np.where(enough, high, middle)
    return np.asarray(low)


def enrolment_for(number: int, share: float, assurance: float) -> int:
    """Smallest number of people among whom `number` belong to a subgroup of this share, with probability `assurance`."""
    low, high = number - 1, int(np.ceil(number / share + 10 * np.sqrt(number) / share)) + 10
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if upper_tail(number, middle, share) >= assurance else (middle, high)
    return high


def _label(place: int) -> Text:
    return Text(fr=f"sous-groupe {place}", en=f"subgroup {place}")


def _sentence(name: str, sampling: str, assured: bool, sized: bool) -> Text:
    kept = (
        (
            "dont la largeur totale ne dépasse pas {target} avec une probabilité de {assurance}",
            "whose full width does not exceed {target} with probability {assurance}",
        )
        if assured
        else ("de largeur totale {target} au plus", "of full width {target} at most")
    )
    how = {
        "cohort": (
            "{n_total} participants analysables, tous sous-groupes confondus, sont nécessaires",
            "{n_total} analysable participants over all subgroups are needed",
        ),
        "quota": (
            "{n_total} participants analysables sont nécessaires, en nombre égal dans chaque sous-groupe ({n_arms})",
            "{n_total} analysable participants are needed, in equal numbers in each subgroup ({n_arms})",
        ),
        "stratified": (
            "{n_total} participants analysables sont nécessaires, par strates proportionnelles ({n_arms})",
            "{n_total} analysable participants are needed, in proportional strata ({n_arms})",
        ),
    }[sampling]
    reached = (
        (
            ", nombre pour lequel le plus petit sous-groupe atteint sa taille avec une probabilité de {size_assurance}",
            ", a number with which the smallest subgroup reaches its size with probability {size_assurance}",
        )
        if sized
        else ("", "")
    )
    called = NAMES[name]
    return Text(
        fr="Pour estimer une proportion attendue de {p_expected} dans le plus petit sous-groupe avec un intervalle de confiance "
        f"{of(called)} à {{confidence}} {kept[0]}, {how[0]}{reached[0]}.",
        en=f"To estimate an expected proportion of {{p_expected}} in the smallest subgroup with a {{confidence}} {called} confidence "
        f"interval {kept[1]}, {how[1]}{reached[1]}.",
    )


_SHARE = Text(fr="Part du plus petit sous-groupe", en="Share of the smallest subgroup")
_NUMBER = Text(fr="Nombre à atteindre dans le plus petit sous-groupe", en="Number to reach in the smallest subgroup")
_EXPECTED = Text(fr="participants attendus", en="participants expected")
_WIDTH = Text(fr="Largeur moyenne de l'intervalle à ce nombre", en="Average width of the interval at this number")
_COVERAGE = Text(
    fr="Couverture réelle de l'intervalle à ce nombre", en="Actual coverage of the interval at this number"
)
_AVERAGED = Text(
    fr="moyenne sur les nombres possibles de succès, loi binomiale",
    en="average over the possible numbers of successes, binomial distribution",
)
_ENROLLED_80 = Text(
    fr="Participants donnant ce nombre avec une probabilité de 80 %",
    en="Participants giving this number with 80% assurance",
)
_ENROLLED_90 = Text(
    fr="Participants donnant ce nombre avec une probabilité de 90 %",
    en="Participants giving this number with 90% assurance",
)
_MET_80 = Text(
    fr="Personnes éligibles à rencontrer pour remplir le plus petit sous-groupe, avec une probabilité de 80 %",
    en="Eligible people to meet before the smallest subgroup is full, with 80% assurance",
)
_MET_90 = Text(
    fr="Personnes éligibles à rencontrer pour remplir le plus petit sous-groupe, avec une probabilité de 90 %",
    en="Eligible people to meet before the smallest subgroup is full, with 90% assurance",
)
