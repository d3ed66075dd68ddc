"""Two Weibull curves read at one horizon, with inclusions and losses: what the Kaplan-Meier designs share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Axis, Traits
from stats.design import Size, Truth
from stats.formulas.survival.kaplan_meier import Curves, kaplan_meier
from stats.formulas.survival.survival_curves import Grid, Watch, Weibull, grid, landmarks, monthly, rows_at_once
from stats.quantities import Choice, Quantity, Unit
from stats.text import Text
from stats.trials import FloatArray
from stats.two_arms import TwoArms


def _survival(fr: str, en: str, symbol: str) -> Quantity:
    return Quantity(
        label=Text(
            fr=f"Proportion sans événement à l'horizon, bras {fr}", en=f"Event-free proportion at the horizon, {en} arm"
        ),
        unit=Unit.PROPORTION,
        help=Text(
            fr="Lue sur une courbe de Kaplan-Meier publiée ou un registre, ou visée, au temps choisi comme horizon.",
            en="Read on a published Kaplan-Meier curve or in a registry, or aimed at, at the time chosen as horizon.",
        ),
        symbol=symbol,
        gt=0,
        lt=1,
    )


def _shape(fr: str, en: str, symbol: str) -> Quantity:
    return Quantity(
        label=Text(fr=f"Forme de la courbe (Weibull), bras {fr}", en=f"Shape of the curve (Weibull), {en} arm"),
        unit=Unit.NUMBER,
        help=Text(
            fr="1 : risque constant ; en dessous de 1 les événements sont surtout précoces, au-dessus surtout tardifs.",
            en="1: constant hazard; below 1 events come mostly early, above mostly late.",
        ),
        symbol=symbol,
        ge=0.2,
        le=10,
    )


def _months(fr: str, en: str, help_fr: str, help_en: str, symbol: str, positive: bool) -> Quantity:
    label, help = Text(fr=fr, en=en), Text(fr=help_fr, en=help_en)
    return Quantity(label, Unit.MONTHS, help, symbol, gt=0.0 if positive else None, ge=None if positive else 0.0)


Order = Annotated[
    Literal["first_order", "corrected"],
    Choice(
        label=Text(fr="Calcul de la puissance", en="Computation of power"),
        options={
            "first_order": Text(fr="Premier ordre (lrstat, npsurvSS)", en="First order (lrstat, npsurvSS)"),
            "corrected": Text(
                fr="Corrigée de l'asymétrie et de la variance estimée (Edgeworth)",
                en="Corrected for skewness and for the estimated variance (Edgeworth)",
            ),
        },
        help=Text(
            fr="Le test est le même. À bras inégaux ou quand les événements sont rares, la correction compte.",
            en="The test is the same. With unequal arms or rare events the correction matters.",
        ),
    ),
]
ONE_POINT = 0.01


def worst_caution(off: float) -> Text | None:
    """What to say when the first-order power is off by more than a point at 80 %."""
    if abs(off) <= ONE_POINT:
        return None
    return _OPTIMISTIC if off < 0 else _CAUTIOUS


_OPTIMISTIC = Text(
    fr="L'estimation est asymétrique et varie avec son erreur type : la puissance réelle est inférieure de plus d'un point à "
    "celle que donne la formule. Choisir la puissance corrigée.",
    en="The estimate is skewed and varies with its standard error: the true power is more than a point below that of the "
    "formula. Choose the corrected power.",
)
_CAUTIOUS = Text(
    fr="L'estimation est asymétrique et varie avec son erreur type : la puissance réelle dépasse de plus d'un point celle que "
    "donne la formule. La puissance corrigée est plus juste.",
    en="The estimate is skewed and varies with its standard error: the true power is more than a point above that of the "
    "formula. The corrected power is closer.",
)


class TwoCurves(TwoArms):
    """Two arms whose curves are Weibull; they may cross."""

    survival_control: Annotated[float, _survival("contrôle", "control", "S_C")]
    survival_experimental: Annotated[float, _survival("expérimental", "experimental", "S_E")]
    horizon: Annotated[
        float,
        _months(
            "Horizon de ces proportions",
            "Horizon of these proportions",
            "Temps depuis l'inclusion, en mois.",
            "Time since inclusion, in months.",
            "t",
            True,
        ),
    ]
    accrual: Annotated[
        float,
        _months(
            "Durée des inclusions",
            "Accrual period",
            "En mois, à rythme constant. 0 si chacun est suivi exactement la durée de suivi.",
            "In months, at a constant rate. 0 when everyone is followed for exactly the follow-up.",
            "A",
            False,
        ),
    ]
    follow_up: Annotated[
        float,
        _months(
            "Suivi minimal",
            "Minimum follow-up",
            "En mois, de la dernière inclusion à l'analyse finale.",
            "In months, from the last inclusion to the final analysis.",
            "F",
            True,
        ),
    ]
    dropout: Annotated[
        float,
        Quantity(
            label=Text(fr="Perdus de vue à l'horizon", en="Lost to follow-up by the horizon"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part des participants perdus de vue avant l'horizon en l'absence d'événement, identique dans les "
                "deux bras.",
                en="Share of participants lost before the horizon in the absence of an event, the same in both arms.",
            ),
            symbol="d",
            ge=0,
            lt=1,
        ),
    ] = 0.0
    shape_control: Annotated[float, _shape("contrôle", "control", "k_C")] = 1.0
    shape_experimental: Annotated[float, _shape("expérimental", "experimental", "k_E")] = 1.0

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants randomisés, deux bras", en="Participants randomised, both arms"),
            minimum=4,
        ),
    )

    @property
    def traits(self) -> Traits:
        return Traits(monotone=getattr(self, "method", "") != "corrected", arm_symmetric=True, losses_inside=True)

    @property
    def watch(self) -> Watch:
        """Inclusions, end of study and losses."""
        return Watch.uniform(self.accrual, self.follow_up, monthly(self.dropout, self.horizon))

    @property
    def curves(self) -> tuple[Weibull, Weibull]:
        """Times to event of the experimental and of the control arm."""
        return (
            Weibull.through(self.survival_experimental, self.horizon, self.shape_experimental),
            Weibull.through(self.survival_control, self.horizon, self.shape_control),
        )

    def over(self, end: float) -> Grid:
        """Times that integrate any function of both curves up to a date."""
        return grid(
            (*self.watch.breaks, *landmarks(*self.curves)),
            end,
            graded=not self.shape_control == self.shape_experimental == 1,
        )

    def events(self, size: Mapping[str, float]) -> float:
        over = self.over(self.watch.end)
        watched = self.watch.watched(over.t)
        seen = (over.total(one.hazard(over.t) * np.exp(-one.cumulative(over.t)) * watched) for one in self.curves)
        return float(sum(n * share for n, share in zip(self.sizes(size), seen, strict=True)))

    def null_curve(self) -> Weibull:
        """The experimental curve on the null boundary."""
        raise NotImplementedError

    def simulated(
        self, size: Size, trials: int, rng: np.random.Generator, at: Truth
    ) -> Iterator[tuple[Curves, Curves]]:
        """Kaplan-Meier curves of the experimental and of the control arm, block after block."""
        first, second = (max(arm.size, 1) for arm in self.arms(int(np.asarray(size["participants"]))))
        experimental, control = self.curves
        truth = experimental if at == "alternative" else self.null_curve()
        watch, most = self.watch, rows_at_once(first + second)
        for done in range(0, trials, most):
            rows = min(most, trials - done)
            pair = []
            for curve, count in ((truth, first), (control, second)):
                times = curve.times(rng.standard_exponential((rows, count)))
                censored = np.minimum(watch.limits((rows, count), rng), watch.lost((rows, count), rng))
                pair.append(kaplan_meier(np.minimum(times, censored), times <= censored))
            yield pair[0], pair[1]

    @property
    def share(self) -> float:
        """Share of the participants in the experimental arm."""
        return self.allocation / (1 + self.allocation)

    def per_participant(self, experimental: float, control: float) -> float:
        """Variance of a difference times the total, from the variances of one participant in each arm."""
        return experimental / self.share + control / (1 - self.share)


def root_of_total(size: Size) -> FloatArray:
    """Square root of the number of participants."""
    return np.asarray(np.sqrt(np.asarray(size["participants"], dtype=np.float64)))
