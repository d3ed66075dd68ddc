"""Interim looks for efficacy, and for futility when wanted, over any design with a normal statistic.

The combinator only needs the inner design's `drift`: the power is the probability that a Brownian path with that drift
crosses an efficacy boundary before it falls under a futility bound. With a single look it is the inner design itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, SerializeAsAny, ValidationError, field_validator, model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.exhibit import Exhibit
from stats.formulas.combined.futility_scales import Scale, stopping_below
from stats.formulas.combined.futility_spending import futility_spent, futility_words
from stats.formulas.combined.inflation import inflated_drift
from stats.formulas.combined.interim_exhibits import NEVER_FUTILE, Planned
from stats.formulas.combined.interim_limits import (
    FUTILITY_PARAMETERS,
    PARAMETERS,
    refuse_futility,
    refuse_levels,
    refuse_parameters,
)
from stats.formulas.combined.interim_r_call import with_looks
from stats.formulas.combined.interim_words import (
    BETA,
    BOUNDS,
    DELTA,
    DRIFT,
    DRIFT_HOW,
    FUTILITY,
    FUTILITY_GAMMA,
    FUTILITY_RHO,
    FUTILITY_RULE,
    FUTILITY_SCALE,
    FUTILITY_SPENDING,
    FUTILITY_SPENDS,
    GAMMA,
    HSD,
    INFLATION,
    INFLATION_HOW,
    LEVELS,
    NO_FUTILITY,
    NULL_STOP,
    RHO,
    TIMES,
)
from stats.formulas.combined.sequential import (
    NEVER,
    Boundaries,
    beta_spending,
    boundaries,
    crossing,
    expected_information,
    null_spending,
)
from stats.normal import z
from stats.quantities import Numbers, Unit, Value
from stats.refusal import Refusal
from stats.text import LANGUAGES, Text
from stats.trials import FloatArray, Trials

if TYPE_CHECKING:
    from stats.result import SampleSize

# spending functions, whose looks may move; the other boundaries suppose that they take place as planned
_SPENDING = frozenset({"obrien_fleming", "pocock", "hwang_shih_decani", "kim_demets"})
_WITHOUT_FUTILITY: dict[str, Any] = {
    "futility": (),
    "futility_scale": "z",
    "futility_spending": "none",
    "futility_spends": "beta",
    "futility_gamma": None,
    "futility_rho": None,
    "beta": None,
    "null_stop": None,
    "futility_rule": "non_binding",
}


class GroupSequential(Design):
    """Stop early for efficacy, or for futility, at planned looks, without raising the type I error."""

    kind: Literal["group_sequential"] = "group_sequential"
    goal: Any = None
    inner: SerializeAsAny[Design]
    information: tuple[Annotated[float, Field(gt=0, le=1)], ...]
    spending: Annotated[
        Literal[
            "obrien_fleming",
            "pocock",
            "hwang_shih_decani",
            "kim_demets",
            "obrien_fleming_classical",
            "pocock_classical",
            "wang_tsiatis",
            "haybittle_peto",
            "final_only",
            "given_alpha",
            "given_p",
        ],
        BOUNDS,
    ] = "obrien_fleming"
    gamma: Annotated[float | None, GAMMA] = None
    rho: Annotated[float | None, RHO] = None
    delta: Annotated[float | None, DELTA] = None
    levels: Annotated[Numbers, LEVELS] = ()
    futility: Annotated[Numbers, FUTILITY] = ()
    futility_scale: Annotated[Scale, FUTILITY_SCALE] = "z"
    futility_spending: Annotated[
        Literal["none", "obrien_fleming", "pocock", "hwang_shih_decani", "kim_demets"], FUTILITY_SPENDING
    ] = "none"
    futility_spends: Annotated[Literal["beta", "null_stop"], FUTILITY_SPENDS] = "beta"
    futility_gamma: Annotated[float | None, FUTILITY_GAMMA] = None
    futility_rho: Annotated[float | None, FUTILITY_RHO] = None
    beta: Annotated[float | None, BETA] = None
    null_stop: Annotated[float | None, NULL_STOP] = None
    futility_rule: Annotated[Literal["non_binding", "binding"], FUTILITY_RULE] = "non_binding"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants", Text(fr="Participants analysés au maximum", en="Participants analysed at most"), minimum=4
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Analyses intermédiaires", en="Interim looks"),
        question=Text(
            fr="Peut-on conclure plus tôt si l'effet est net, ou s'arrêter s'il est absent, sans gonfler le risque de "
            "première espèce ?",
            en="Can we conclude earlier if the effect is clear, or stop if there is none, without inflating the type I error?",
        ),
        family=Family.COMBINED,
        method=Text(
            fr="plan séquentiel groupé, probabilités par intégration récursive",
            en="group-sequential design, probabilities by recursive integration",
        ),
        limits=Text(
            fr="Le plan sous-jacent doit avoir une statistique normale à accroissements indépendants. "
            "Un comité indépendant voit les résultats intermédiaires. Les bornes sur l'effet supposent la variabilité "
            "prévue ; à l'analyse c'est z qui est comparé à la borne.",
            en="The underlying design needs a normal statistic with independent increments. "
            "An independent committee sees the interim results. The boundaries on the effect assume the planned "
            "variability; at the analysis it is z that is compared with the boundary.",
        ),
        references=(
            Reference(
                "Lan KKG, DeMets DL. Discrete sequential boundaries for clinical trials. Biometrika 1983;70:659-63",
                "10.1093/biomet/70.3.659",
            ),
            Reference(
                "Hwang IK, Shih WJ, De Cani JS. Group sequential designs using a family of type I error probability "
                "spending functions. Stat Med 1990;9:1439-45",
                "10.1002/sim.4780091207",
            ),
            Reference(
                "O'Brien PC, Fleming TR. A multiple testing procedure for clinical trials. Biometrics 1979;35:549-56",
                "10.2307/2530245",
            ),
            Reference(
                "Pocock SJ. Group sequential methods in the design and analysis of clinical trials. Biometrika 1977;64:191-9",
                "10.1093/biomet/64.2.191",
            ),
            Reference(
                "Lan KKG, Wittes J. The B-value: a tool for monitoring data. Biometrics 1988;44:579-85",
                "10.2307/2531870",
            ),
            Reference(
                "Jennison C, Turnbull BW. Group Sequential Methods with Applications to Clinical Trials. Chapman & Hall/CRC 2000"
            ),
        ),
        measures=(Measure.INNER,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @field_validator("information", mode="before")
    @classmethod
    def _as_shares(cls, value: Any) -> Any:
        """Looks given as numbers of participants or events are shares of the last one."""
        counts = isinstance(value, list | tuple) and all(isinstance(one, int | float) and one % 1 == 0 for one in value)
        return tuple(one / value[-1] for one in value) if counts and value and value[-1] > 1 else value

    @field_validator("inner", mode="before")
    @classmethod
    def _parse_inner(cls, value: Any) -> Any:
        from stats.registry import parse

        return parse(value) if isinstance(value, dict) else value

    @model_validator(mode="before")
    @classmethod
    def _spends(cls, data: Any) -> Any:
        """A probability of stopping given alone says that it is what the futility bounds spend."""
        if not isinstance(data, dict) or data.get("null_stop") is None:
            return data
        return {"futility_spends": "null_stop"} | data

    @model_validator(mode="after")
    def _usable(self) -> Self:
        times = self.information
        if not times or times[-1] != 1 or any(b <= a for a, b in zip(times, times[1:], strict=False)):
            raise Refusal(TIMES, "information")
        self.inner.drift({axis.name: 100.0 for axis in self.inner.axes})  # refuses, with its reason, when there is none
        refuse_parameters(self)
        refuse_levels(self)
        refuse_futility(self)
        _ = self.boundaries  # refuses futility bounds that leave no room
        return self

    @property
    def alpha(self) -> float:
        """The one-sided type I error of the whole plan."""
        return float(self.inner.goal.tests()[0].alpha)

    @property
    def traits(self) -> Traits:
        inner = self.inner.traits
        return Traits(arm_symmetric=False, losses_inside=inner.losses_inside)

    @property
    def futility_shape(self) -> float | None:
        """The parameter of the function that spends for futility, when it has one."""
        name = FUTILITY_PARAMETERS.get(self.futility_spending)
        return getattr(self, name) if name else None

    @property
    def boundaries(self) -> Boundaries:
        """Boundaries, one-sided in the claimed direction."""
        name, times, binding = PARAMETERS.get(self.spending), self.information, self.futility_rule == "binding"
        shape = float(getattr(self, name)) if name else None
        if self.futility_spending != "none" and len(times) > 1:
            under_h1 = self.null_stop is None
            spending_of = beta_spending if under_h1 else null_spending
            total = (self.beta if under_h1 else self.null_stop) or 0.0
            spend = self.futility_spending, total, self.futility_shape
            return spending_of(times, self.spending, self.alpha, shape, binding, spend, self.levels)

        def plan(futility: tuple[float, ...]) -> Boundaries:
            return boundaries(times, self.spending, self.alpha, shape, futility, binding, self.levels)

        if self.futility_scale == "z" or not self.futility:
            return plan(self.futility)
        return stopping_below(self.futility_scale, self.futility, self.beta, plan, binding)

    def attained(self, size: Size) -> FloatArray:
        return np.asarray(crossing(self.boundaries, self.path_drift(size)).sum(axis=-1))

    def path_drift(self, size: Size, truth: Design | None = None) -> FloatArray:
        """The drift at which the looks have the power of a maximum size: that of the fixed study, as large as itself times an inflation.

        truth: the same question with other assumptions; the boundaries, on z, depend on none
        """
        axis, inner = self.axes[0], truth or self.inner

        def fixed(total: FloatArray) -> FloatArray:
            return inner.drift({**size, axis.name: total})

        total = np.asarray(size[axis.name], dtype=np.float64)
        return inflated_drift(self.boundaries, self.alpha, total, axis.minimum, fixed)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        plan = self.boundaries
        paths = self.inner.paths(size, self.information, trials, rng, at)
        crossed = paths >= np.array(plan.z)
        low = np.array((*(plan.futility or (-np.inf,) * (len(plan.z) - 1)), np.inf))  # the last look ends the study
        stopped = (crossed | (paths < low)).argmax(axis=1)
        rows = np.arange(trials)
        final, nothing = paths[rows, stopped], np.full(trials, np.nan)
        return Trials(final, nothing, nothing, nothing, np.asarray(crossed[rows, stopped]), np.isnan(final))

    def variants(self) -> tuple[Variant, ...]:
        options = self.choices()["spending"].options
        plain: dict[str, Any] = dict.fromkeys(PARAMETERS.values()) | {"levels": ()}
        changes: list[tuple[Text, dict[str, Any]]] = [
            (options[name], plain | {"spending": name})
            for name in ("obrien_fleming", "pocock", "obrien_fleming_classical", "pocock_classical")
            if name != self.spending
        ]
        if self.spending != "hwang_shih_decani":
            changes.append((HSD, plain | {"spending": "hwang_shih_decani", "gamma": -4.0}))
        if self.boundaries.futility:
            rules = self.choices()["futility_rule"].options
            other = "binding" if self.futility_rule == "non_binding" else "non_binding"
            changes += [
                (rules[other], {"futility_rule": other}),
                (NO_FUTILITY, _WITHOUT_FUTILITY),
            ]
        found = [Variant(label, design) for label, change in changes if (design := self._with(change)) is not None]
        return (*found, Variant(Text(fr="sans analyse intermédiaire", en="without interim look"), self.inner))

    def _with(self, change: dict[str, Any]) -> Self | None:
        """The same looks by another convention, when it leaves room for the futility bounds."""
        fields = {name: getattr(self, name) for name in type(self).model_fields} | change
        try:
            return type(self)(**fields)
        except ValidationError:
            return None

    def method_text(self) -> Text:
        option = self.option("spending")
        rule = self.option("futility_rule")
        fr, en = (f", {rule.fr}", f", {rule.en}") if self.boundaries.futility else ("", "")
        return Text(
            fr=f"{option.fr}{fr}, probabilités par intégration récursive",
            en=f"{option.en}{en}, probabilities by recursive integration",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        drift, power = float(self.path_drift(size)), float(self.attained(size))
        lines = [Step(DRIFT, Value(drift, Unit.STATISTIC), DRIFT_HOW)]
        if 0 < power < 1 and (needed := z(self.alpha) + z(1 - power)) > 0:
            lines.append(Step(INFLATION, Value((drift / needed) ** 2, Unit.EFFECT_RATIO), INFLATION_HOW))
        return tuple(lines)

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        size = {found.axis: float(found.analysed)}
        return Planned(
            boundaries=self.boundaries,
            drift=float(self.path_drift(size)),
            whole=self.inner.whole if found.events is None else ceil,
            most=float(found.analysed) if found.events is None else found.events,
            counts_events=found.events is not None,
            effects=self.effects(size),
            futility_effects=self.futility_effects(size),
            months=tuple(self.inner.month_of(t) for t in self.information),
            accrual=getattr(self.inner, "accrual", None),
            effect_unit=self.inner.null_value().unit,
            futility_spent=futility_spent(self),
            spent_under_null=self.null_stop is not None,
            alpha=self.alpha,
            spends=self.spending in _SPENDING,
            binding=self.futility_rule == "binding",
        ).exhibits()

    @property
    def stops_for_futility(self) -> bool:
        """Whether some look may end the study for futility."""
        return any(one > NEVER_FUTILE for one in self.boundaries.futility)

    def effects(self, size: Mapping[str, float]) -> tuple[float | None, ...]:
        """The observed effect that each efficacy bound asks for, the rest being as planned; None when none reaches it."""
        return self._observed(size, self.boundaries.z)

    def futility_effects(self, size: Mapping[str, float]) -> tuple[float | None, ...]:
        """The observed effect under which each futility bound stops the study."""
        return self._observed(size, self.boundaries.futility)

    def _observed(self, size: Mapping[str, float], bounds: tuple[float, ...]) -> tuple[float | None, ...]:
        total = size["participants"]
        return tuple(
            self.inner.observed({**size, "participants": t * total}, bound)
            for t, bound in zip(self.boundaries.information, bounds, strict=False)
        )

    def expected_size(self, size: Size, at: Truth = "alternative") -> float:
        """Expected number analysed, given the early stops, at the alternative or on the null boundary."""
        drift = self.path_drift(size) if at == "alternative" else 0.0
        return float(np.asarray(size["participants"]) * expected_information(self.boundaries, drift))

    def arms(self, total: int) -> tuple[Arm, ...]:
        return self.inner.arms(total)

    def split(self, total: float) -> tuple[float, ...]:
        return self.inner.split(total)

    def whole(self, total: float) -> int:
        return self.inner.whole(total)

    def enrolled(self, total: int, kept: float) -> int:
        return self.inner.enrolled(total, kept)

    @property
    def step(self) -> int:
        return self.inner.step

    def events(self, size: Mapping[str, float]) -> float | None:
        return self.inner.events(size)

    def sentence(self) -> Text:
        inner, extra = self.inner.sentence(), self.looks_text()
        if extra is None:
            return inner
        return Text(fr=inner.fr + extra.fr, en=inner.en + extra.en)

    def looks_text(self) -> Text | None:
        """That the number is a maximum, how many looks there are and what they may stop; None without any before the end."""
        option, looks = self.option("spending"), len(self.information) - 1
        if not looks:
            return None
        early = sum(bound < NEVER for bound in self.boundaries.z[:-1])
        of_fr, of_en = (" d'efficacité", " for efficacy") if early == looks else ("", "")
        if looks == 1:
            fr, en = f"une analyse intermédiaire{of_fr} est prévue", f"one interim look{of_en} is planned"
        else:
            fr = f"{looks} analyses intermédiaires{of_fr} sont prévues"
            en = f"{looks} interim looks{of_en} are planned"
        extra = Text(
            fr=f" Ce nombre est un maximum : {fr} ({option.fr}).", en=f" This number is a maximum: {en} ({option.en})."
        )
        if not self.boundaries.futility:
            return extra
        how = futility_words(self)
        words = {name: one for name, one in how.values.items() if isinstance(one, Text)}
        kept = {name: f"{{{name}}}" for name in how.values if name not in words}  # numbers are said with the rest
        bounds_fr, bounds_en = (
            how.text[language].format(**kept, **{name: one[language] for name, one in words.items()})
            for language in LANGUAGES
        )
        also_fr, also_en = (" aussi", " also") if early else ("", "")
        return Text(
            fr=f"{extra.fr} L'étude peut{also_fr} s'arrêter pour futilité ({bounds_fr}) ; la puissance en tient compte.",
            en=f"{extra.en} The study may{also_en} stop for futility ({bounds_en}); the power allows for it.",
        )

    def r_call(self) -> str | None:
        call = self.inner.r_call()
        return None if call is None else with_looks(self, call)
