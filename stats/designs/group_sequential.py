"""Interim looks for efficacy over any design with a normal statistic (Lan-DeMets spending).

The combinator only needs the inner design's `drift`: the power is the probability that a Brownian path with that drift
crosses a boundary. With a single look it is the inner design itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, SerializeAsAny, field_validator, model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.quantities import Choice, Unit, Value
from stats.refusal import Refusal
from stats.sequential import Boundaries, boundaries, crossing
from stats.text import Text
from stats.trials import FloatArray, Trials

_TIMES = Text(
    fr="Les fractions d'information doivent être croissantes, entre 0 et 1, et finir à 1 (par exemple 0,5 et 1).",
    en="Information fractions must increase, lie between 0 and 1, and end at 1 (for example 0.5 and 1).",
)


class GroupSequential(Design):
    """Stop early for efficacy at planned looks, without raising the type I error."""

    kind: Literal["group_sequential"] = "group_sequential"
    goal: Any = None
    inner: SerializeAsAny[Design]
    information: tuple[Annotated[float, Field(gt=0, le=1)], ...]
    spending: Annotated[
        Literal["obrien_fleming", "pocock"],
        Choice(
            label=Text(fr="Fonction de dépense du risque alpha", en="Alpha spending function"),
            options={
                "obrien_fleming": Text(fr="de type O'Brien-Fleming", en="O'Brien-Fleming type"),
                "pocock": Text(fr="de type Pocock", en="Pocock type"),
            },
        ),
    ] = "obrien_fleming"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants", Text(fr="Participants analysés au maximum", en="Participants analysed at most"), minimum=4
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Analyses intermédiaires d'efficacité", en="Interim looks for efficacy"),
        question=Text(
            fr="Peut-on conclure plus tôt si l'effet est net, sans gonfler le risque de première espèce ?",
            en="Can we conclude earlier if the effect is clear, without inflating the type I error?",
        ),
        family=Family.COMBINED,
        method=Text(
            fr="dépense du risque alpha de Lan-DeMets, probabilités par intégration récursive",
            en="Lan-DeMets alpha spending, probabilities by recursive integration",
        ),
        limits=Text(
            fr="Le plan sous-jacent doit avoir une statistique normale à accroissements indépendants. "
            "Un comité indépendant voit les résultats intermédiaires.",
            en="The underlying design needs a normal statistic with independent increments. "
            "An independent committee sees the interim results.",
        ),
        references=(
            Reference(
                "Lan KKG, DeMets DL. Discrete sequential boundaries for clinical trials. Biometrika 1983;70:659-63",
                "10.1093/biomet/70.3.659",
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
            raise Refusal(_TIMES, "information")
        self.inner.drift({axis.name: 100.0 for axis in self.inner.axes})  # refuses, with its reason, when there is none
        return self

    @property
    def traits(self) -> Traits:
        inner = self.inner.traits
        return Traits(arm_symmetric=False, losses_inside=inner.losses_inside)

    @property
    def boundaries(self) -> Boundaries:
        """Efficacy boundaries, one-sided in the claimed direction."""
        return boundaries(self.information, self.spending, self.inner.goal.tests()[0].alpha)

    def attained(self, size: Size) -> FloatArray:
        return np.asarray(crossing(self.boundaries, self.inner.drift(size)).sum(axis=-1))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        paths = self.inner.paths(size, self.information, trials, rng, at)
        crossed = paths >= np.array(self.boundaries.z)
        stopped = np.where(crossed.any(axis=1), crossed.argmax(axis=1), len(self.information) - 1)
        final = paths[np.arange(trials), stopped]
        nothing = np.full(trials, np.nan)
        claimed = np.asarray(crossed.any(axis=1))
        return Trials(final, nothing, nothing, nothing, claimed, np.isnan(final))

    def variants(self) -> tuple[Variant, ...]:
        options = self.choices()["spending"].options
        others = tuple(
            Variant(text, self.model_copy(update={"spending": name}))
            for name, text in options.items()
            if name != self.spending
        )
        return (*others, Variant(Text(fr="sans analyse intermédiaire", en="without interim look"), self.inner))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        plan, drift = self.boundaries, float(self.inner.drift(size))
        stops = np.cumsum(crossing(plan, drift))
        lines: list[Step] = []
        for t, bound, spent, power in zip(plan.information, plan.z, plan.spent, stops, strict=True):
            share = f"{100 * t:g}"
            look = Text(fr=f"à {share} % de l'information", en=f"at {share}% of the information")
            lines += [
                Step(Text(fr=f"Borne z {look.fr}", en=f"z boundary {look.en}"), Value(bound)),
                Step(Text(fr=f"Risque alpha dépensé {look.fr}", en=f"Alpha spent {look.en}"), Value(spent)),
                Step(
                    Text(fr=f"Puissance cumulée {look.fr}", en=f"Cumulative power {look.en}"),
                    Value(float(power), Unit.PROPORTION),
                ),
            ]
        return (*lines, Step(_EXPECTED_SIZE, Value(self.expected_size(size), Unit.COUNT)))

    def expected_size(self, size: Size) -> float:
        """Expected number analysed at the alternative, given the early stops."""
        stops = crossing(self.boundaries, self.inner.drift(size))[..., :-1]
        saved = 1 - np.array(self.information[:-1])
        return float(np.asarray(size["participants"]) * (1 - (stops * saved).sum(axis=-1)))

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
            fr=f" Ce nombre est un maximum : {fr}, avec une dépense du risque alpha {option.fr}.",
            en=f" This number is a maximum: {en}, with {option.en} alpha spending.",
        )
        return Text(fr=inner.fr + extra.fr, en=inner.en + extra.en)

    def r_call(self) -> str | None:
        call = self.inner.r_call()
        if call is None:
            return None
        times = ", ".join(f"{t:g}" for t in self.information)
        kind = "asOF" if self.spending == "obrien_fleming" else "asP"
        alpha = self.inner.goal.tests()[0].alpha
        look = (
            f'rpact::getDesignGroupSequential(typeOfDesign = "{kind}", informationRates = c({times}), '
            f"sided = 1, alpha = {alpha:g}, beta = {{beta}})"
        )
        alone = re.sub(r", (alpha|sided|beta) = [^,)]+", "", call)  # they belong to the sequential design now
        return alone.replace("(", f"(design = {look}, ", 1)


_EXPECTED_SIZE = Text(
    fr="Nombre moyen analysé sous l'hypothèse retenue", en="Average number analysed under the alternative"
)
