"""What a study sets out to show: the goal carries the risk, its sides, the margin and the favourable direction."""

from __future__ import annotations

from math import log
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from stats.frozen import Frozen
from stats.quantities import Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text

Better = Literal["higher", "lower"]

_ALPHA = Quantity(
    label=Text(fr="Risque de première espèce (alpha)", en="Type I error (alpha)"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Probabilité acceptée de conclure à tort. Usage : 0,05 bilatéral pour une supériorité, "
        "0,025 unilatéral pour une non-infériorité ou chaque test d'une équivalence.",
        en="Accepted probability of a wrong claim. Usual: 0.05 two-sided for superiority, "
        "0.025 one-sided for non-inferiority or for each test of equivalence.",
    ),
    symbol="α",
    gt=0,
    lt=0.5,
)
_MARGIN = Quantity(
    label=Text(fr="Marge de non-infériorité", en="Non-inferiority margin"),
    unit=Unit.ENDPOINT,
    help=Text(
        fr="Plus grande perte cliniquement acceptable, toujours positive, dans l'unité de l'effet.",
        en="Largest clinically acceptable loss, always positive, in the unit of the effect.",
    ),
    symbol="Δ",
    gt=0,
)

_CONFIDENCE = Quantity(
    label=Text(fr="Niveau de confiance", en="Confidence level"),
    unit=Unit.PROPORTION,
    help=Text(fr="Niveau de l'intervalle, en général 0,95.", en="Level of the interval, usually 0.95."),
    gt=0.5,
    lt=1,
)


_SUPERIORITY_MARGIN = Quantity(
    label=Text(fr="Marge de supériorité", en="Superiority margin"),
    unit=Unit.ENDPOINT,
    help=Text(
        fr="Gain que l'effet doit dépasser pour conclure, toujours positif, dans l'unité de l'effet.",
        en="Gain that the effect must exceed, always positive, in the unit of the effect.",
    ),
    symbol="Δ",
    gt=0,
)


class OneSided(NamedTuple):
    """One one-sided test: reject when `sign * (effect - null)` is large, at level `alpha`."""

    null: float
    sign: int
    alpha: float


class Superiority(Frozen):
    """Show that the experimental arm is better (two-sided 0.05 unless the author says otherwise)."""

    kind: Literal["superiority"] = "superiority"
    alpha: Annotated[float, _ALPHA] = 0.05
    sides: Literal[1, 2] = 2
    better: Better

    def tests(self) -> tuple[OneSided, ...]:
        return (OneSided(0.0, sign(self.better), self.alpha / self.sides),)


class SuperiorityByMargin(Frozen):
    """Show that the experimental arm is better by more than a margin (one-sided 0.025)."""

    kind: Literal["superiority_by_margin"] = "superiority_by_margin"
    alpha: Annotated[float, _ALPHA] = 0.025
    margin: Annotated[float, _SUPERIORITY_MARGIN]
    better: Better

    def tests(self) -> tuple[OneSided, ...]:
        direction = sign(self.better)
        return (OneSided(direction * self.margin, direction, self.alpha),)


class NonInferiority(Frozen):
    """Show that the experimental arm is not worse by more than a margin (one-sided 0.025)."""

    kind: Literal["non_inferiority"] = "non_inferiority"
    alpha: Annotated[float, _ALPHA] = 0.025
    margin: Annotated[float, _MARGIN]
    better: Better

    def tests(self) -> tuple[OneSided, ...]:
        direction = sign(self.better)
        return (OneSided(-direction * self.margin, direction, self.alpha),)


class Equivalence(Frozen):
    """Show that the difference lies between two margins (two one-sided tests, 0.025 each)."""

    kind: Literal["equivalence"] = "equivalence"
    alpha: Annotated[float, _ALPHA] = 0.025
    margin_lower: Annotated[float, _MARGIN]
    margin_upper: Annotated[float, _MARGIN]
    better: Better = "higher"

    def tests(self) -> tuple[OneSided, ...]:
        return (OneSided(-self.margin_lower, 1, self.alpha), OneSided(self.margin_upper, -1, self.alpha))


class Precision(Frozen):
    """Estimate a quantity with an interval of a given width: no hypothesis is tested."""

    kind: Literal["precision"] = "precision"
    confidence: Annotated[float, _CONFIDENCE] = 0.95
    assurance: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Assurance sur la largeur", en="Assurance on the width"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Vide : la largeur attendue ne dépasse pas la cible. Sinon, probabilité que la largeur observée ne "
                "la dépasse pas, par exemple 0,9.",
                en="Empty: the expected width does not exceed the target. Otherwise the probability that the observed "
                "width does not exceed it, for example 0.9.",
            ),
            ge=0.5,
            lt=1,
        ),
    ] = None


class Reach(Frozen):
    """Reach a probability or a share (an event seen, overfitting limited): no hypothesis is tested."""

    kind: Literal["reach"] = "reach"
    confidence: Annotated[float, _CONFIDENCE] = 0.95


GOALS = (Superiority, SuperiorityByMargin, NonInferiority, Equivalence, Precision, Reach)
Comparison = Annotated[Superiority | NonInferiority | Equivalence, Field(discriminator="kind")]
NoEquivalence = Annotated[Superiority | NonInferiority, Field(discriminator="kind")]
AnyComparison = Superiority | SuperiorityByMargin | NonInferiority | Equivalence
ComparisonWithMargin = Annotated[AnyComparison, Field(discriminator="kind")]

GOAL_LABELS: dict[str, Text] = {
    "superiority": Text(fr="Supériorité", en="Superiority"),
    "superiority_by_margin": Text(fr="Supériorité d'au moins une marge", en="Superiority by a margin"),
    "non_inferiority": Text(fr="Non-infériorité", en="Non-inferiority"),
    "equivalence": Text(fr="Équivalence", en="Equivalence"),
    "precision": Text(fr="Précision d'une estimation", en="Precision of an estimate"),
    "reach": Text(fr="Niveau à atteindre, sans test", en="Level to reach, without a test"),
}


def sign(better: Better) -> int:
    """+1 when a higher value is favourable, -1 when a lower one is."""
    return 1 if better == "higher" else -1


_RATIO_MARGIN = Text(
    fr="L'effet est un rapport : la marge est une limite strictement supérieure à 1, par exemple 1,3.",
    en="The effect is a ratio: the margin is a limit strictly greater than 1, for example 1.3.",
)
_MARGINS = ("margin", "margin_lower", "margin_upper")


def on_log_scale(goal: AnyComparison) -> AnyComparison:
    """The goal of a ratio with its margins on the log scale, where the limits of both directions are symmetric.

    A margin of 1.3 allows a ratio up to 1.3 when lower is better, down to 1 / 1.3 when higher is better; an
    equivalence lies between 1 / margin_lower and margin_upper. Raises Refusal when a margin is not above 1.
    """
    changes = {}
    for name in _MARGINS:
        margin = getattr(goal, name, None)
        if margin is None:
            continue
        if margin <= 1:
            raise Refusal(_RATIO_MARGIN, f"goal.{name}")
        changes[name] = log(margin)
    return goal.model_copy(update=changes) if changes else goal


_ZERO = Text(
    fr="L'effet attendu est nul : aucun effectif ne permet de démontrer une supériorité. "
    "Indiquer la plus petite différence cliniquement pertinente.",
    en="The expected effect is zero: no sample size can show superiority. "
    "Enter the smallest clinically relevant difference.",
)
_NOT_BEYOND = Text(
    fr="L'effet attendu ne dépasse pas la marge de supériorité : aucun effectif ne permettrait de conclure. "
    "Réduire la marge ou revoir l'effet attendu.",
    en="The expected effect does not exceed the superiority margin: no sample size would support the claim. "
    "Reduce the margin or revise the expected effect.",
)
_WRONG_WAY = Text(
    fr="L'effet attendu est défavorable au dispositif, vu le sens favorable choisi. Vérifier le signe et l'ordre des valeurs (laquelle "
    "est celle du dispositif), ou le sens favorable du critère.",
    en="The expected effect goes against the device, given the favourable direction chosen. Check the sign and the order of the values "
    "(which one is that of the device), or the favourable direction of the endpoint.",
)
WRONG_HAZARD = Text(
    fr="Ce hazard ratio est défavorable au dispositif, vu le sens favorable choisi. Pour un délai, ce sens est celui de l'événement : un "
    "événement à éviter est favorable « plus bas » (hazard ratio inférieur à 1, délai plus long) ; un événement souhaité, « plus "
    "élevé » (hazard ratio supérieur à 1, délai plus court).",
    en="This hazard ratio goes against the device, given the favourable direction chosen. For a time to event this direction is that of "
    "the event: an event to be avoided is favourable when “lower” (hazard ratio below 1, longer time); an event that is wished, when "
    "“higher” (hazard ratio above 1, shorter time).",
)
BEYOND_MARGIN = Text(
    fr="L'effet attendu est déjà au-delà de la marge : l'hypothèse nulle serait vraie. "
    "Élargir la marge si elle se justifie cliniquement, ou revoir l'effet attendu.",
    en="The expected effect already lies beyond the margin: the null hypothesis would be true. "
    "Widen the margin if that is clinically justified, or revise the expected effect.",
)


def refuse_wrong_side(goal: AnyComparison, effect: float, field: str, wrong_way: Text = _WRONG_WAY) -> None:
    """Refuse an expected effect that lies in the null hypothesis.

    `effect` is experimental minus control (or its logarithm for ratios), on the scale of the margin.
    wrong_way: what is said of an effect against the device
    Raises Refusal naming `field`.
    """
    for test in goal.tests():
        if test.sign * (effect - test.null) > 1e-12:
            continue
        if isinstance(goal, Superiority):
            raise Refusal(_ZERO if abs(effect) <= 1e-12 else wrong_way, field)
        raise Refusal(_NOT_BEYOND if isinstance(goal, SuperiorityByMargin) else BEYOND_MARGIN, field)
