"""What a design built on others takes from the one that leads it: its participants, arms, clusters and losses."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from stats.card import Attained
from stats.design import Arm, Design
from stats.goals import Superiority
from stats.refusal import Refusal
from stats.text import Text

_NO_TEST = Text(
    fr="« {title} » n'a pas d'hypothèse à tester (précision, ou plan déjà combiné) : il ne peut pas être combiné ici. "
    "Choisir un plan qui vise une puissance.",
    en="“{title}” has no hypothesis to test (precision, or a design already combined), so it cannot be combined here. "
    "Choose a design that aims at a power.",
)


class Combinator(Design):
    """A design without a goal of its own."""

    goal: Any = None

    @property
    @abstractmethod
    def lead(self) -> Design:
        """The design whose participants are counted."""

    @abstractmethod
    def around(self, lead: Design) -> Design:
        """The same with another leading design: an assumption of it has changed."""

    def arms(self, total: int) -> tuple[Arm, ...]:
        return self.lead.arms(total)

    def split(self, total: float) -> tuple[float, ...]:
        return self.lead.split(total)

    def whole(self, total: float) -> int:
        return self.lead.whole(total)

    def clusters(self, total: int) -> tuple[Arm, ...]:
        return self.lead.clusters(total)

    def enrolled(self, total: int, kept: float) -> int:
        return self.lead.enrolled(total, kept)

    def enrolled_arms(self, enrolled: int, analysed: int) -> tuple[Arm, ...]:
        return self.lead.enrolled_arms(enrolled, analysed)

    @property
    def step(self) -> int:
        return self.lead.step

    def events(self, size: Mapping[str, float]) -> float | None:
        return self.lead.events(size)


def parsed(value: Any) -> Any:
    """A design inside another, from plain data."""
    from stats.registry import parse

    return parse(value) if isinstance(value, dict) else value


def refuse_without_test(design: Design, field: str) -> None:
    """Refuse a design that does not aim at the power of a test."""
    if design.card.attained is not Attained.POWER or not hasattr(design.goal, "tests"):
        raise Refusal(_NO_TEST, field, title=design.card.title)


def risk_words(design: Design) -> Text:
    """The type I error of a design, with the placeholders of its goal."""
    if isinstance(design.goal, Superiority):
        return Text(fr="au risque de première espèce {sides} de {alpha}", en="at a {sides} type I error of {alpha}")
    return Text(fr="au risque de première espèce unilatéral de {alpha}", en="at a one-sided type I error of {alpha}")


def needed_words(design: Design) -> Text:
    """Who is needed, with the arms when there are several."""
    if len(design.arms(design.whole(100))) > 1:
        return Text(
            fr="{n_total} participants analysables sont nécessaires ({n_arms})",
            en="{n_total} analysable participants are needed ({n_arms})",
        )
    return Text(
        fr="{n_total} participants analysables sont nécessaires", en="{n_total} analysable participants are needed"
    )
