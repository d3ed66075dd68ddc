"""Blinded re-estimation of a nuisance parameter: an internal pilot around a comparison of two means or two proportions.

Part of the participants in, the variance (or the overall rate) is estimated without breaking the blind and the total is set again in
proportion: planned total times variance seen over variance assumed, between bounds fixed in advance. The participants that a size counts
are those of the initial plan. For means the power is exact by quadrature; for proportions it is the power at each total averaged over
the rate seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import SerializeAsAny, field_validator, model_validator
from scipy.special import ndtri

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.designs.binary.two_proportions import TwoProportions
from stats.designs.means.two_means import TwoMeans
from stats.exhibit import Exhibit
from stats.formulas.combined.combinator import Combinator, parsed
from stats.formulas.combined.internal_pilot import Pilot
from stats.formulas.combined.reestimated_trials import reestimated_means, reestimated_rates
from stats.formulas.combined.reestimation_exhibits import Revision
from stats.formulas.combined.reestimation_words import (
    BOUNDS,
    CAP,
    FIRST,
    FIXED,
    LARGEST,
    PLAUSIBLE,
    RANGE,
    RATE,
    SD,
    SHARE_FIRST,
    UNREVISED,
    UNSUITED,
    VARIANCE,
)
from stats.goals import NonInferiority, Superiority
from stats.quantities import Numbers, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

RANGED = {
    "two_means": "sd",
    "two_proportions": "p_control",
}  # the assumption whose plausible range gives that of the nuisance
if TYPE_CHECKING:
    from stats.result import SampleSize

_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
_CHANCES = (0.05, 0.5, 0.95)
_SEED = 2004
TRIALS = 40_000  # of a simulated type I error: a Monte Carlo standard error below 0.001


class BlindedReestimation(Combinator):
    """Set the size again during the study from a variance or an overall rate seen without breaking the blind."""

    kind: Literal["blinded_reestimation"] = "blinded_reestimation"
    inner: SerializeAsAny[Design]
    share_first: Annotated[float, SHARE_FIRST] = 0.5
    largest: Annotated[float, LARGEST] = 2.0
    bounds: Annotated[Literal["increase", "both"], BOUNDS] = "increase"
    variance: Annotated[Literal["lumped", "adjusted"], VARIANCE] = "lumped"
    plausible: Annotated[Numbers, PLAUSIBLE] = ()

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants", Text(fr="Participants du plan initial", en="Participants of the initial plan"), minimum=12
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Ré-estimation en aveugle de l'effectif", en="Blinded sample size re-estimation"),
        question=Text(
            fr="Que se passe-t-il si l'écart-type, ou la proportion globale, n'est pas celui prévu, et que l'effectif est revu en cours "
            "d'étude sans lever l'aveugle ?",
            en="What happens if the standard deviation, or the overall proportion, is not the one planned, and the size is revised during "
            "the study without breaking the blind?",
        ),
        family=Family.COMBINED,
        method=Text(
            fr="étude pilote interne en aveugle (Kieser et Friede) : effectif proportionnel à la variance observée, entre deux bornes",
            en="blinded internal pilot (Kieser and Friede): size in proportion to the variance observed, between two bounds",
        ),
        limits=Text(
            fr="Aucune différence entre bras n'est vue : ni arrêt, ni effet ré-estimé. La différence visée ne change pas. Pour les moyennes, "
            "puissance et risque de première espèce exacts (données normales, même variance) ; en non-infériorité avec un petit pilote ce "
            "risque dépasse un peu le risque nominal, le calcul le donne. L'effectif initial tient compte de la révision : il peut être un peu "
            "plus petit que sans elle. Pour les proportions, approximation : puissance à chaque effectif, "
            "moyennée sur la proportion globale observée. Le plafond peut laisser l'étude sous la puissance visée : voir la puissance "
            "au haut de la plage plausible.",
            en="No difference between arms is seen: no stopping, no re-estimated effect. The difference aimed at does not change. For means, "
            "power and type I error are exact (normal data, same variance); for non-inferiority with a small pilot that error slightly exceeds "
            "the nominal one, the calculation gives it. The initial size takes the revision into account: it may be slightly smaller than "
            "without it. For proportions, an approximation: the power at each size averaged over the "
            "overall proportion observed. The cap may leave the study below the power aimed at: see the power at the top of the plausible range.",
        ),
        references=(
            Reference(
                "Kieser M, Friede T. Simple procedures for blinded sample size adjustment that do not affect the type I error rate. Stat "
                "Med 2003;22:3571-81",
                "10.1002/sim.1585",
            ),
            Reference(
                "Friede T, Kieser M. Sample size recalculation for binary data in internal pilot study designs. Pharm Stat 2004;3:269-79",
                "10.1002/pst.140",
            ),
            Reference(
                "Lu K. Distribution of the two-sample t-test statistic following blinded sample size re-estimation. Pharm Stat "
                "2016;15:208-15",
                "10.1002/pst.1737",
            ),
            Reference(
                "Baumann L, Pilz M, Kieser M. blindrecalc: an R package for blinded sample size recalculation. R J 2022;14:137-45",
                "10.32614/RJ-2022-001",
            ),
        ),
        measures=(Measure.INNER,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @field_validator("inner", mode="before")
    @classmethod
    def _parse_inner(cls, value: Any) -> Any:
        return parsed(value)

    @model_validator(mode="after")
    def _usable(self) -> Self:
        inner = self.inner
        means = isinstance(inner, TwoMeans) and inner.sd_control is None and inner.method == "t"
        rates = isinstance(inner, TwoProportions) and inner.method == "score"
        answered = (Superiority, NonInferiority) if means else (Superiority,)
        if not (means or rates) or not isinstance(inner.goal, answered):
            raise Refusal(UNSUITED, "inner")
        low, high = self.range
        possible = low > 0 if means else all(self._rates(one) is not None for one in (low, high))
        if not low < high or not possible:
            raise Refusal(RANGE, "plausible")
        return self

    @property
    def lead(self) -> Design:
        return self.inner

    def around(self, lead: Design) -> Design:
        return self.model_copy(update={"inner": lead})

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=False)

    @property
    def planned(self) -> float:
        """The nuisance parameter assumed: the standard deviation, or the overall proportion."""
        inner = self.inner
        if isinstance(inner, TwoMeans):
            return inner.sd
        assert isinstance(inner, TwoProportions)
        return (inner.allocation * inner.p_experimental + inner.p_control) / (1 + inner.allocation)

    @property
    def range(self) -> tuple[float, float]:
        """The plausible range of the nuisance parameter; when none is given, a fifth less and a quarter more of the variance's root."""
        if self.plausible:
            return self.plausible[0], self.plausible[-1]
        planned = self.planned
        if isinstance(self.inner, TwoMeans):
            return 0.8 * planned, 1.25 * planned
        assert isinstance(self.inner, TwoProportions)
        room = min(
            planned,
            1 - planned,
            self.inner.p_experimental,
            1 - self.inner.p_experimental,
            self.inner.p_control,
            1 - self.inner.p_control,
        )
        return planned - room / 3, planned + room / 3

    def _rates(self, overall: float) -> tuple[float, float] | None:
        """The rates of the two arms when the overall proportion is another, the difference being the one expected."""
        inner = self.inner
        assert isinstance(inner, TwoProportions)
        control = overall - (inner.p_experimental - inner.p_control) * inner.allocation / (1 + inner.allocation)
        pair = control + inner.p_experimental - inner.p_control, control
        return pair if all(0 < one < 1 for one in pair) else None

    @property
    def _added(self) -> float:
        """What the expected difference adds to the variance of all values."""
        inner = self.inner
        assert isinstance(inner, TwoMeans)
        return inner.difference**2 * inner.allocation / (1 + inner.allocation) ** 2

    def revised(self, seen: FloatArray, plan: FloatArray) -> FloatArray:
        """The final total for a variance seen: p (1 - p) for proportions."""
        if isinstance(self.inner, TwoMeans):
            assumed = self.inner.sd**2
            if self.variance == "adjusted":
                seen = seen - self._added
        else:
            assumed = self.planned * (1 - self.planned)
        low = 1.0 if self.bounds == "increase" else self.share_first
        return np.asarray(plan * np.clip(seen / assumed, low, max(self.largest, low)))

    def attained(self, size: Size) -> FloatArray:
        return self.rejection(size["participants"], self.planned)

    def rejection(self, planned: ArrayLike, nuisance: float) -> FloatArray:
        """Probability of the claim for planned totals, when the nuisance parameter is `nuisance`."""
        if isinstance(self.inner, TwoMeans):
            return self._pilot(nuisance).rejection(planned, self.revised)
        totals, weights = self._totals_by_rate(np.asarray(planned, dtype=np.float64), nuisance)
        design = self._there(nuisance)
        return np.asarray((weights * design.attained({"participants": totals})).sum(axis=-1))

    def _pilot(self, sd: float, at: Truth = "alternative") -> Pilot:
        inner = self.inner
        assert isinstance(inner, TwoMeans)
        test, ratio = inner.goal.tests()[0], inner.allocation
        effect = inner.difference if at == "alternative" else test.null
        distance = test.sign * (effect - test.null)
        return Pilot(self.share_first, ratio / (1 + ratio) ** 2, effect, distance, sd, test.alpha)

    def _there(self, overall: float) -> Design:
        pair = self._rates(overall)
        assert pair is not None
        return self.inner.model_copy(update={"p_experimental": pair[0], "p_control": pair[1]})

    def _totals_by_rate(self, plan: FloatArray, overall: float) -> tuple[FloatArray, FloatArray]:
        """Final totals and their weights: the overall rate of the pilot is close to normal."""
        seen = self._rate_seen(plan[..., None], overall, _POINTS)
        return self.revised(seen * (1 - seen), plan[..., None]), np.asarray(_WEIGHTS / _WEIGHTS.sum())

    def _rate_seen(self, plan: FloatArray, overall: float, deviations: FloatArray) -> FloatArray:
        pair = self._rates(overall)
        assert pair is not None and isinstance(self.inner, TwoProportions)
        ratio = self.inner.allocation
        each = (ratio * pair[0] * (1 - pair[0]) + pair[1] * (1 - pair[1])) / (1 + ratio)
        return np.asarray(np.clip(overall + deviations * np.sqrt(each / (self.share_first * plan)), 0.0, 1.0))

    def totals(self, planned: float, nuisance: float) -> tuple[float, tuple[float, ...]]:
        """Expected final total, and its 5 %, 50 % and 95 % quantiles."""
        if isinstance(self.inner, TwoMeans):
            pilot = self._pilot(nuisance)
            return pilot.expected(planned, self.revised), tuple(pilot.totals(planned, self.revised, _CHANCES))
        plan = np.asarray(float(planned))
        each, weights = self._totals_by_rate(plan, nuisance)
        seen = self._rate_seen(plan, nuisance, ndtri(np.linspace(0.0005, 0.9995, 1000)))
        spread = np.quantile(self.revised(seen * (1 - seen), plan), _CHANCES)
        return float((each * weights).sum()), tuple(float(one) for one in spread)

    def error(self, planned: float, nuisance: float) -> float:
        """Type I error, one-sided, when the nuisance parameter is `nuisance`: exact for means, simulated for proportions."""
        return _error(self, float(planned), float(nuisance))

    def simulated_error(self, planned: float, overall: float) -> float:
        """The same by raw data: both arms at the overall proportion, a seed fixed so that the protocol prints the same number."""
        assert isinstance(self.inner, TwoProportions)
        alike = self.inner.model_copy(update={"p_experimental": overall, "p_control": overall})
        rng, total = np.random.default_rng(_SEED), self.inner.whole(planned)
        trials = reestimated_rates(alike, total, self.share_first, self.revised, TRIALS, rng, "alternative")
        return round(float(trials.claimed.mean()), 4)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Raw data: the pilot, the blinded variance, the total set again, the others, the named test on all."""
        total = int(np.asarray(size["participants"]))
        if isinstance(self.inner, TwoMeans):
            return reestimated_means(self.inner, total, self.share_first, self.largest, self.revised, trials, rng, at)
        assert isinstance(self.inner, TwoProportions)
        return reestimated_rates(self.inner, total, self.share_first, self.revised, trials, rng, at)

    def variants(self) -> tuple[Variant, ...]:
        found = []
        for name in ("bounds", "variance") if isinstance(self.inner, TwoMeans) else ("bounds",):
            options = self.choices()[name].options
            other = next(one for one in options if one != getattr(self, name))
            found.append(Variant(options[other], self.model_copy(update={name: other})))
        return (*found, Variant(FIXED, self.inner))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        total = float(size["participants"])
        return (
            Step(FIRST, Value(float(self.whole(self.share_first * total)), Unit.COUNT)),
            Step(CAP, Value(float(self.whole(self.largest * total)), Unit.COUNT)),
            Step(UNREVISED, Value(float(self.inner.attained({"participants": total})), Unit.PROPORTION)),
        )

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        total = float(found.analysed)
        return Revision(
            self.planned,
            self.range,
            isinstance(self.inner, TwoMeans),
            found.target,
            self.largest * total,
            powers=lambda one: (
                float(self.rejection(total, one)),
                float(self._fixed(one).attained({found.axis: total})),
            ),
            totals=lambda one: self.totals(total, one),
            error=lambda one: self.error(total, one),
        ).exhibits()

    def _fixed(self, nuisance: float) -> Design:
        return (
            self.inner.model_copy(update={"sd": nuisance})
            if isinstance(self.inner, TwoMeans)
            else self._there(nuisance)
        )

    def sentence(self) -> Text:
        inner, sort = self.inner.sentence(), self.option("bounds")
        what = SD if isinstance(self.inner, TwoMeans) else RATE
        return Text(
            fr=f"{inner.fr} Ce nombre est l'effectif initial. Quand {{share_first}} de ces participants auront été évalués, il sera revu une "
            f"fois, en aveugle, d'après la valeur observée ({what.fr.lower()} ; {sort.fr}), sans dépasser {{largest}} fois l'effectif initial.",
            en=f"{inner.en} This number is the initial size. When {{share_first}} of these participants have been assessed, it will be revised "
            f"once, in a blinded manner, from the value observed ({what.en.lower()}; {sort.en}), up to {{largest}} times the initial size.",
        )


@lru_cache(maxsize=256)
def _error(design: BlindedReestimation, planned: float, nuisance: float) -> float:
    if isinstance(design.inner, TwoMeans):
        return float(design._pilot(nuisance, "null").rejection(planned, design.revised))
    return design.simulated_error(planned, nuisance)


def nuisance_range(inner: Design, low: float, high: float) -> tuple[float, float]:
    """The plausible range of the nuisance parameter from that of the assumption that gives it (`RANGED`).

    The standard deviation is itself; the control proportion moves the overall proportion, the difference staying as expected.
    """
    if not isinstance(inner, TwoProportions):
        return low, high
    added = (inner.p_experimental - inner.p_control) * inner.allocation / (1 + inner.allocation)
    return low + added, high + added
