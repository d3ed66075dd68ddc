"""Size of a pilot that estimates a standard deviation: how far the estimate may be from the truth.

The pooled variance follows a chi-square on n - k degrees of freedom. Either the full width of the interval of the SD,
divided by the SD, or how far its one-sided upper limit lies above it (Browne 1995), which is what protects the main trial.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import chdtri

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.exhibit import Exhibit
from stats.formulas.feasibility.pilot_rules import rules
from stats.goals import Precision
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.rounding import ceil_
from stats.text import Text
from stats.trials import FloatArray, Trials

_WHOLE = Text(fr="Le nombre de groupes est un nombre entier.", en="The number of groups is a whole number.")
_NO_ASSURANCE = Text(
    fr="La largeur relative ne varie pas d'une étude à l'autre : laisser l'assurance vide.",
    en="The relative width does not vary between studies: leave the assurance empty.",
)


class PilotSize(Design):
    """Estimate a standard deviation in a pilot, to size the main study."""

    kind: Literal["pilot_size"] = "pilot_size"
    goal: Precision
    groups: Annotated[
        float,
        Quantity(
            label=Text(fr="Groupes du pilote", en="Groups of the pilot"),
            unit=Unit.COUNT,
            help=Text(
                fr="2 si le pilote a les deux bras de la future étude : l'écart-type est commun aux bras.",
                en="2 when the pilot has both arms of the future study: the standard deviation is pooled over arms.",
            ),
            symbol="k",
            ge=1,
            le=4,
        ),
    ]
    bound: Annotated[
        Literal["interval", "upper"],
        Choice(
            label=Text(fr="Ce qui doit être étroit", en="What must be narrow"),
            options={
                "interval": Text(
                    fr="largeur totale de l'intervalle bilatéral de l'écart-type",
                    en="full width of the two-sided interval of the SD",
                ),
                "upper": Text(
                    fr="excès de la borne supérieure unilatérale sur l'écart-type (Browne)",
                    en="excess of the one-sided upper limit over the SD (Browne)",
                ),
            },
        ),
    ] = "interval"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants du pilote", en="Participants of the pilot"), minimum=3),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Taille d'une étude pilote", en="Size of a pilot study"),
        question=Text(
            fr="Combien de participants au pilote pour connaître la variabilité du critère avant l'étude principale ?",
            en="How many pilot participants to know the variability of the endpoint before the main study?",
        ),
        family=Family.FEASIBILITY,
        method=Text(
            fr="intervalle exact de l'écart-type (loi du khi-deux), rapporté à l'écart-type",
            en="exact interval of the standard deviation (chi-square distribution), relative to the standard deviation",
        ),
        limits=Text(
            fr="Mesures à peu près normales, même écart-type dans les groupes. La largeur est une fraction de l'écart-type : 0,5 veut dire la "
            "moitié. Repères : 12 par groupe (Julious), 70 au total pour un critère continu (Teare), 55 au moins pour une borne à 80 % "
            "(Sim et Lewis). Un pilote n'a pas à montrer un effet, et l'effet qu'il observe ne doit pas fixer celui de l'étude.",
            en="Roughly normal readings, same standard deviation in the groups. The width is a fraction of the standard deviation: 0.5 means "
            "half of it. Rules of thumb: 12 per group (Julious), 70 in all for a continuous endpoint (Teare), at least 55 for an 80% limit "
            "(Sim and Lewis). A pilot need not show an effect, and the effect it sees must not set that of the study.",
        ),
        references=(
            Reference(
                "Browne RH. On the use of a pilot sample for sample size determination. Stat Med 1995;14:1933-40",
                "10.1002/sim.4780141709",
            ),
            Reference(
                "Julious SA. Sample size of 12 per group rule of thumb for a pilot study. Pharm Stat 2005;4:287-91",
                "10.1002/pst.185",
            ),
            Reference(
                "Sim J, Lewis M. The size of a pilot study for a clinical trial should be calculated in relation to considerations of "
                "precision and efficiency. J Clin Epidemiol 2012;65:301-8",
                "10.1016/j.jclinepi.2011.07.011",
            ),
            Reference(
                "Whitehead AL, Julious SA, Cooper CL, Campbell MJ. Estimating the sample size for a pilot randomised trial to minimise the overall "
                "trial sample size for the external pilot and main trial for a continuous outcome variable. Stat Methods Med Res 2016;25:1057-73",
                "10.1177/0962280215588241",
            ),
            Reference(
                "Cocks K, Torgerson DJ. Sample size calculations for pilot randomized trials: a confidence interval approach. J Clin Epidemiol "
                "2013;66:197-201",
                "10.1016/j.jclinepi.2012.09.002",
            ),
            Reference(
                "Teare MD, Dimairo M, Shephard N, et al. Sample size requirements to estimate key design parameters from external pilot "
                "randomised controlled trials: a simulation study. Trials 2014;15:264",
                "10.1186/1745-6215-15-264",
            ),
        ),
        measures=(Measure.RELATIVE_SD,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.groups != round(self.groups):
            raise Refusal(_WHOLE, "groups")
        if self.goal.assurance is not None:
            raise Refusal(_NO_ASSURANCE, "goal.assurance")
        return self

    def _limits(self, n: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Lower and upper limits of the true SD, in multiples of the observed one."""
        freedom = np.maximum(n - self.groups, 1e-3)
        tail = 1 - self.goal.confidence
        if self.bound == "upper":
            return np.ones(np.shape(n)), np.asarray(np.sqrt(freedom / chdtri(freedom, 1 - tail)))
        return (
            np.asarray(np.sqrt(freedom / chdtri(freedom, tail / 2))),
            np.asarray(np.sqrt(freedom / chdtri(freedom, 1 - tail / 2))),
        )

    def attained(self, size: Size) -> FloatArray:
        lower, upper = self._limits(np.asarray(size["participants"], dtype=np.float64))
        return np.asarray(np.minimum(upper - lower, 1e12))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal readings of each group and the interval of the pooled SD; `claimed` says that it contains the truth."""
        n = int(np.asarray(size["participants"]))
        squares = np.zeros(trials)
        for arm in self.arms(n):
            readings = rng.standard_normal((trials, arm.size))
            squares += readings.var(axis=1) * arm.size
        sd = np.sqrt(squares / (n - self.groups))
        lower, upper = (float(one) for one in self._limits(np.asarray(float(n))))
        lowest = np.zeros(trials) if self.bound == "upper" else sd * lower
        covered = (lowest <= 1) & (sd * upper >= 1)
        return Trials(sd, lowest, sd * upper, np.full(trials, np.nan), covered, np.zeros(trials, dtype=bool))

    @property
    def step(self) -> int:
        return int(self.groups)

    def least(self) -> float:
        return 2 * self.groups

    def whole(self, total: float) -> int:
        return int(self.groups) * ceil_(total / self.groups)

    def split(self, total: float) -> tuple[float, ...]:
        return (total / self.groups,) * int(self.groups)

    def arms(self, total: int) -> tuple[Arm, ...]:
        if self.groups == 1:
            return super().arms(total)
        each, more = divmod(total, int(self.groups))
        return tuple(Arm(f"group{k + 1}", _GROUP[k], each + (k < more)) for k in range(int(self.groups)))

    def enrolled(self, total: int, kept: float) -> int:
        return int(self.groups) * ceil_(total / self.groups / kept)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("bound")

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        freedom = size["participants"] - self.groups
        upper = float(np.sqrt(freedom / chdtri(freedom, 0.8)))
        return (
            Step(_FREEDOM, Value(freedom), _LESS),
            Step(_FACTOR, Value(upper), _BROWNE),
            Step(_INFLATION, Value(upper**2), _SQUARE),
        )

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        return (rules(found.analysed, int(self.groups)),)

    def sentence(self) -> Text:
        said, groups = _SENTENCES[self.bound], _GROUPS if self.groups > 1 else _ONE_GROUP
        return Text(fr=said.fr + groups.fr, en=said.en + groups.en)

    def r_call(self) -> str | None:
        level = self.goal.confidence
        width = (
            f"sqrt(d / qchisq({1 - level:.12g}, d)) - 1"
            if self.bound == "upper"
            else f"sqrt(d / qchisq({(1 - level) / 2:.12g}, d)) - sqrt(d / qchisq({(1 + level) / 2:.12g}, d))"
        )
        return f"with(list(), {self.groups:g} + uniroot(function(d) log(({width}) / {{target}}), c(0.5, 1e8), tol = 1e-9)$root)"


_GROUP = tuple(Text(fr=f"groupe {k}", en=f"group {k}") for k in range(1, 5))
_FREEDOM = Text(fr="Degrés de liberté", en="Degrees of freedom")
_LESS = Text(fr="participants moins groupes", en="participants minus groups")
_FACTOR = Text(
    fr="Borne supérieure à 80 %, en écarts-types observés", en="80% upper limit, in observed standard deviations"
)
_BROWNE = Text(
    fr="facteur par lequel multiplier l'écart-type du pilote (Browne)",
    en="factor by which to multiply the pilot SD (Browne)",
)
_INFLATION = Text(fr="Inflation correspondante de l'étude principale", en="Matching inflation of the main study")
_SQUARE = Text(fr="carré de ce facteur", en="square of this factor")
_SENTENCES = {
    "interval": Text(
        fr="Pour estimer l'écart-type du critère, par un intervalle de confiance à {confidence} dont la largeur totale ne dépasse pas "
        "{target} fois l'écart-type, ",
        en="To estimate the standard deviation of the endpoint, by a {confidence} confidence interval whose full width does not "
        "exceed {target} times the standard deviation, ",
    ),
    "upper": Text(
        fr="Pour que la borne supérieure unilatérale à {confidence} de l'écart-type ne dépasse pas la valeur estimée de plus de {target} "
        "fois cette valeur, ",
        en="For the one-sided {confidence} upper limit of the standard deviation not to exceed its estimate by more than {target} "
        "times that value, ",
    ),
}
_GROUPS = Text(
    fr="{n_total} participants analysables sont nécessaires, en {groups} groupes de même taille.",
    en="{n_total} analysable participants are needed, in {groups} groups of equal size.",
)
_ONE_GROUP = Text(
    fr="{n_total} participants analysables sont nécessaires, en un seul groupe.",
    en="{n_total} analysable participants are needed, in a single group.",
)
