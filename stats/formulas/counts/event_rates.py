"""Two arms compared by a rate of events: the rates, the time each participant is observed, and the sentences."""

from __future__ import annotations

from math import log
from typing import Annotated, NamedTuple

import numpy as np

from stats.formulas.ratio_arms import RatioArms
from stats.quantities import Quantity, Unit
from stats.text import Text
from stats.trials import FloatArray

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)


def rate(label: Text, help: Text, symbol: str) -> Quantity:
    """A rate of events per person-year."""
    return Quantity(label=label, unit=Unit.RATE, help=help, symbol=symbol, gt=0)


def years(label: Text, help: Text, symbol: str, zero: bool = False) -> Quantity:
    """A duration in years, that may be zero or not."""
    return Quantity(label, Unit.YEARS, help, symbol, gt=None if zero else 0.0, ge=0.0 if zero else None)


EXPOSURE = years(
    Text(fr="Durée d'observation par participant", en="Exposure per participant"),
    Text(
        fr="Temps pendant lequel les événements de chaque participant sont comptés, en années. Avec des inclusions "
        "étalées et une date de fin commune, durée d'observation du dernier inclus.",
        en="Time during which the events of each participant are counted, in years. With staggered inclusions and a "
        "common end of study, exposure of the last participant included.",
    ),
    "t",
)
ACCRUAL = years(
    Text(fr="Durée des inclusions, si la date de fin est commune", en="Accrual period, if the study end is common"),
    Text(
        fr="0 si chaque participant est observé la même durée. Sinon durée des inclusions, supposées uniformes, en "
        "années : les premiers inclus sont observés plus longtemps.",
        en="0 when each participant is observed for the same time. Otherwise the accrual period, assumed uniform, in "
        "years: the first included are observed for longer.",
    ),
    "a",
    zero=True,
)
DROPOUT = Quantity(
    label=Text(fr="Taux de sortie d'étude", en="Dropout rate"),
    unit=Unit.RATE,
    help=Text(
        fr="Sorties par personne-année (risque constant). Les événements d'avant la sortie comptent : ne pas déclarer "
        "ces pertes une seconde fois.",
        en="Dropouts per person-year (constant hazard). Events before dropout count: do not declare these losses "
        "a second time.",
    ),
    symbol="η",
    ge=0,
)


class FollowUp(NamedTuple):
    """Time observed: uniform from `shortest` to `shortest + accrual`, cut by an exponential dropout."""

    shortest: float
    accrual: float = 0.0
    dropout: float = 0.0

    def grid(self) -> tuple[FloatArray, FloatArray]:
        """Times t and weights w such that, for a smooth h with h(0) = 0, E h(T) = sum of w h'(t).

        E h(T) is the integral of h'(t) P(T > t), by Gauss-Legendre quadrature on both pieces.
        """
        times, weights = [], []
        for start, width in ((0.0, self.shortest), (self.shortest, self.accrual)):
            if width > 0:
                t = start + width * (_NODES + 1) / 2
                present = 1.0 if start == 0 else (self.shortest + self.accrual - t) / self.accrual
                times.append(t)
                weights.append(width / 2 * _WEIGHTS * present * np.exp(-self.dropout * t))
        return np.concatenate(times), np.concatenate(weights)

    @property
    def constant(self) -> bool:
        """Whether every participant is observed the same time."""
        return self.accrual == 0 and self.dropout == 0

    def moments(self) -> tuple[float, float]:
        """E T and E T^2."""
        t, w = self.grid()
        return float(w.sum()), float((2 * w * t).sum())

    def draw(self, trials: int, n: int, rng: np.random.Generator) -> FloatArray:
        """Times observed, (trials, n), or (trials, 1) when they are all the same."""
        if self.constant:
            return np.full((trials, 1), self.shortest)
        until_end = self.shortest + self.accrual * rng.random((trials, n))
        if self.dropout == 0:
            return until_end
        return np.minimum(until_end, rng.standard_exponential((trials, n)) / self.dropout)


class RateArms(RatioArms):
    """An experimental and a control arm with their rates of events per person-year."""

    rate_experimental: Annotated[
        float,
        rate(
            Text(fr="Taux d'événements attendu, bras expérimental", en="Expected event rate, experimental arm"),
            Text(
                fr="Nombre moyen d'événements par personne-année avec le dispositif. Pour 2 événements en 6 mois, "
                "indiquer 4.",
                en="Mean number of events per person-year with the device. For 2 events in 6 months enter 4.",
            ),
            "λ_E",
        ),
    ]
    rate_control: Annotated[
        float,
        rate(
            Text(fr="Taux d'événements attendu, bras contrôle", en="Expected event rate, control arm"),
            Text(
                fr="Nombre moyen d'événements par personne-année avec le comparateur, d'après la littérature ou un "
                "registre récent.",
                en="Mean number of events per person-year with the comparator, from the literature or a recent registry.",
            ),
            "λ_C",
        ),
    ]

    @property
    def effect(self) -> float:
        return log(self.rate_experimental / self.rate_control)

    @property
    def effect_field(self) -> str:
        return "rate_experimental"


def sentences(test: Text, more: Text) -> dict[str, Text]:
    """The justification for each goal; `test` names the analysis, `more` what else is assumed ("" is not allowed)."""
    need_fr = "{n_total} participants analysables sont nécessaires ({n_arms})."
    need_en = "{n_total} analysable participants are needed ({n_arms})."
    return {
        "superiority": Text(
            fr="Pour mettre en évidence une différence entre un taux d'événements de {rate_experimental} dans le bras "
            f"expérimental et de {{rate_control}} dans le bras contrôle {test.fr}, {more.fr}, au risque de première "
            f"espèce {{sides}} de {{alpha}} avec une puissance de {{target}}, {need_fr}",
            en="To detect a difference between an event rate of {rate_experimental} in the experimental arm and "
            f"{{rate_control}} in the control arm {test.en}, {more.en}, at a {{sides}} type I error of {{alpha}} with "
            f"a power of {{target}}, {need_en}",
        ),
        "non_inferiority": Text(
            fr="Pour montrer la non-infériorité avec une limite de {margin} sur le rapport des taux d'événements, sous "
            "des taux vrais de {rate_experimental} dans le bras expérimental et de {rate_control} dans le bras "
            f"contrôle, {test.fr}, {more.fr}, au risque de première espèce unilatéral de {{alpha}} avec une puissance "
            f"de {{target}}, {need_fr}",
            en="To show non-inferiority with a limit of {margin} on the rate ratio, under true event rates of "
            f"{{rate_experimental}} in the experimental arm and {{rate_control}} in the control arm, {test.en}, "
            f"{more.en}, at a one-sided type I error of {{alpha}} with a power of {{target}}, {need_en}",
        ),
        "equivalence": Text(
            fr="Pour montrer que le rapport des taux d'événements reste entre 1/{margin_lower} et {margin_upper}, sous "
            "des taux vrais de {rate_experimental} dans le bras expérimental et de {rate_control} dans le bras "
            f"contrôle, {test.fr}, {more.fr}, par deux tests unilatéraux de risque {{alpha}} chacun et avec une "
            f"puissance de {{target}}, {need_fr}",
            en="To show that the rate ratio stays between 1/{margin_lower} and {margin_upper}, under true event rates "
            f"of {{rate_experimental}} in the experimental arm and {{rate_control}} in the control arm, {test.en}, "
            f"{more.en}, by two one-sided tests at {{alpha}} each and with a power of {{target}}, {need_en}",
        ),
    }
