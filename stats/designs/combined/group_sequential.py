"""Interim looks for efficacy, and for futility when wanted, over any design with a normal statistic.

The combinator only needs the inner design's `drift`: the power is the probability that a Brownian path with that drift
crosses an efficacy boundary before it falls under a futility bound. With a single look it is the inner design itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil, exp, log
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, SerializeAsAny, ValidationError, field_validator, model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.designs.binary.paired_proportions import PairedProportions
from stats.designs.binary.two_proportions import TwoProportions
from stats.designs.survival.log_rank import LogRank
from stats.exhibit import Exhibit
from stats.formulas.combined.interim_exhibits import Planned
from stats.formulas.combined.interim_words import (
    BETA,
    BOUNDS,
    DELTA,
    DRIFT,
    DRIFT_HOW,
    FUTILITY,
    FUTILITY_COUNT,
    FUTILITY_GAMMA,
    FUTILITY_RULE,
    FUTILITY_SPENDING,
    FUTILITY_TWICE,
    GAMMA,
    HSD,
    INFLATION,
    INFLATION_HOW,
    NO_FUTILITY,
    PARAMETER_NEEDED,
    PARAMETER_NOT_USED,
    RHO,
    TIMES,
)
from stats.formulas.combined.sequential import (
    Boundaries,
    beta_spending,
    boundaries,
    crossing,
    expected_information,
)
from stats.formulas.ratio_arms import RatioArms
from stats.formulas.t_tests import TTest
from stats.goals import on_log_scale
from stats.normal import z
from stats.quantities import Numbers, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

if TYPE_CHECKING:
    from stats.result import SampleSize

_WITHOUT_FUTILITY: dict[str, Any] = {
    "futility": (),
    "futility_spending": "none",
    "futility_gamma": None,
    "beta": None,
    "futility_rule": "non_binding",
}
_SPENDING = frozenset(
    {"obrien_fleming", "pocock", "hwang_shih_decani", "kim_demets"}
)  # the others fix when the looks take place
_PARAMETERS = {"hwang_shih_decani": "gamma", "kim_demets": "rho", "wang_tsiatis": "delta"}


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
        ],
        BOUNDS,
    ] = "obrien_fleming"
    gamma: Annotated[float | None, GAMMA] = None
    rho: Annotated[float | None, RHO] = None
    delta: Annotated[float | None, DELTA] = None
    futility: Annotated[Numbers, FUTILITY] = ()
    futility_spending: Annotated[
        Literal["none", "obrien_fleming", "pocock", "hwang_shih_decani"], FUTILITY_SPENDING
    ] = "none"
    futility_gamma: Annotated[float | None, FUTILITY_GAMMA] = None
    beta: Annotated[float | None, BETA] = None
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
                "Jennison C, Turnbull BW. Group Sequential Methods with Applications to Clinical Trials. Chapman & Hall/CRC 2000"
            ),
        ),
        measures=(Measure.INNER,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @field_validator("inner", mode="before")
    @classmethod
    def _parse_inner(cls, value: Any) -> Any:
        from stats.registry import parse

        return parse(value) if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _usable(self) -> Self:
        times = self.information
        if not times or times[-1] != 1 or any(b <= a for a, b in zip(times, times[1:], strict=False)):
            raise Refusal(TIMES, "information")
        self.inner.drift({axis.name: 100.0 for axis in self.inner.axes})  # refuses, with its reason, when there is none
        spends_beta = self.futility_spending != "none"
        wanted = {name: _PARAMETERS.get(self.spending) == name for name in _PARAMETERS.values()}
        wanted |= {"beta": spends_beta, "futility_gamma": self.futility_spending == "hwang_shih_decani"}
        for name, needed in wanted.items():
            if (getattr(self, name) is None) is needed:
                raise Refusal(PARAMETER_NEEDED if needed else PARAMETER_NOT_USED, name)
        if self.futility and spends_beta:
            raise Refusal(FUTILITY_TWICE, "futility")
        if self.futility and len(self.futility) != len(times) - 1:
            raise Refusal(FUTILITY_COUNT, "futility")
        _ = self.boundaries  # refuses futility bounds that leave no room
        return self

    @property
    def traits(self) -> Traits:
        inner = self.inner.traits
        return Traits(arm_symmetric=False, losses_inside=inner.losses_inside)

    @property
    def boundaries(self) -> Boundaries:
        """Boundaries, one-sided in the claimed direction."""
        name = _PARAMETERS.get(self.spending)
        shape = float(getattr(self, name)) if name else None
        alpha, binding = self.inner.goal.tests()[0].alpha, self.futility_rule == "binding"
        if self.futility_spending != "none" and len(self.information) > 1:
            spend = (self.futility_spending, self.beta or 0.0, self.futility_gamma)
            return beta_spending(self.information, self.spending, alpha, shape, binding, spend)
        return boundaries(self.information, self.spending, alpha, shape, self.futility, binding)

    def attained(self, size: Size) -> FloatArray:
        return np.asarray(crossing(self.boundaries, self.inner.drift(size)).sum(axis=-1))

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
        plain: dict[str, Any] = dict.fromkeys(_PARAMETERS.values())
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
        option = self.choices()["spending"].options[self.spending]
        rule = self.choices()["futility_rule"].options[self.futility_rule]
        fr, en = (f", {rule.fr}", f", {rule.en}") if self.boundaries.futility else ("", "")
        return Text(
            fr=f"{option.fr}{fr}, probabilités par intégration récursive",
            en=f"{option.en}{en}, probabilities by recursive integration",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        drift, alone = float(self.inner.drift(size)), z(self.inner.goal.tests()[0].alpha)
        power = float(self.attained(size))
        lines = [Step(DRIFT, Value(drift, Unit.STATISTIC), DRIFT_HOW)]
        if 0 < power < 1 and (needed := alone + z(1 - power)) > 0:
            lines.append(Step(INFLATION, Value((drift / needed) ** 2, Unit.EFFECT_RATIO), INFLATION_HOW))
        return tuple(lines)

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        size = {found.axis: float(found.analysed)}
        planned = Planned(
            boundaries=self.boundaries,
            drift=float(self.inner.drift(size)),
            whole=self.inner.whole if found.events is None else ceil,
            most=float(found.analysed) if found.events is None else found.events,
            counts_events=found.events is not None,
            effects=lambda bounds: self.effects(size, bounds),
            effect_unit=self.inner.card.meaning.unit,
            alpha=self.inner.goal.tests()[0].alpha,
            spends=self.spending in _SPENDING,
            binding=self.futility_rule == "binding",
        )
        return planned.exhibits()

    def effects(self, size: Mapping[str, float], bounds: tuple[float, ...] | None = None) -> tuple[float, ...]:
        """The observed effect that each bound on z stands for, with the planned variability; empty when unknown."""
        bounds = self.boundaries.z if bounds is None else bounds
        expected, drift = _expected_effect(self.inner), float(self.inner.drift(size))
        if expected is None or drift <= 0:
            return ()
        ratio = self.inner.card.meaning.scale == "ratio"
        null = _on_the_line(self.inner)
        effect = log(expected) if ratio else expected
        reached = [
            null + (effect - null) * bound / (drift * t**0.5)
            for t, bound in zip(self.information, bounds, strict=False)
        ]
        return tuple(exp(max(min(one, 700.0), -700.0)) if ratio else one for one in reached)

    def expected_size(self, size: Size, at: Truth = "alternative") -> float:
        """Expected number analysed, given the early stops, at the alternative or on the null boundary."""
        drift = self.inner.drift(size) if at == "alternative" else 0.0
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
        inner, looks = self.inner.sentence(), len(self.information) - 1
        if not looks:
            return inner
        option = self.choices()["spending"].options[self.spending]
        if looks == 1:
            fr, en = "une analyse intermédiaire d'efficacité est prévue", "one interim look for efficacy is planned"
        else:
            fr = f"{looks} analyses intermédiaires d'efficacité sont prévues"
            en = f"{looks} interim looks for efficacy are planned"
        extra = Text(
            fr=f" Ce nombre est un maximum : {fr} ({option.fr}).", en=f" This number is a maximum: {en} ({option.en})."
        )
        if not self.boundaries.futility:
            return Text(fr=inner.fr + extra.fr, en=inner.en + extra.en)
        rule = self.choices()["futility_rule"].options[self.futility_rule]
        return Text(
            fr=f"{inner.fr}{extra.fr} L'étude peut aussi s'arrêter pour futilité ({rule.fr}) ; la puissance en tient compte.",
            en=f"{inner.en}{extra.en} The study may also stop for futility ({rule.en}); the power allows for it.",
        )

    def r_call(self) -> str | None:
        call = self.inner.r_call()
        if call is None or not call.startswith("rpact::"):
            return None
        times = ", ".join(f"{t:.15g}" for t in self.information)
        name = _PARAMETERS.get(self.spending)
        kind = _RPACT[self.spending] + (f"{getattr(self, name):.10g}" if name else "")
        alpha = self.inner.goal.tests()[0].alpha
        bounds = ", ".join(f"{one:.10g}" for one in self.boundaries.futility)
        futility = f", futilityBounds = c({bounds}), bindingFutility = {str(self.futility_rule == 'binding').upper()}"
        look = (
            f"rpact::getDesignGroupSequential(typeOfDesign = {kind}, informationRates = c({times}), "
            f"sided = 1, alpha = {alpha:g}, beta = {{beta}}{futility if bounds else ''})"
        )
        alone = re.sub(r", (alpha|sided|beta) = [^,)]+", "", call)  # they belong to the sequential design now
        return alone.replace("(", f"(design = {look}, ", 1)


def _expected_effect(inner: Design) -> float | None:
    """The expected effect on the scale of the summary measure, for the designs that have a normal statistic."""
    match inner:
        case TTest():
            return inner.origin + inner.effect
        case TwoProportions():
            return inner.p_experimental - inner.p_control
        case PairedProportions():
            return inner.discordant_experimental - inner.discordant_control
        case LogRank():
            return inner.hazard_ratio
        case RatioArms():
            return exp(inner.effect)
    return None


def _on_the_line(inner: Design) -> float:
    """The null boundary where the statistic is normal: the logarithm for a ratio."""
    goal = on_log_scale(inner.goal) if inner.card.meaning.scale == "ratio" else inner.goal
    return float(goal.tests()[0].null + (inner.origin if isinstance(inner, TTest) else 0.0))


_RPACT = {
    "obrien_fleming": '"asOF"',
    "pocock": '"asP"',
    "hwang_shih_decani": '"asHSD", gammaA = ',
    "kim_demets": '"asKD", gammaA = ',
    "obrien_fleming_classical": '"OF"',
    "pocock_classical": '"P"',
    "wang_tsiatis": '"WT", deltaWT = ',
    "haybittle_peto": '"HP"',
}
