"""What a reader study costs by the unit: a reader, a case, a reading. A choice of the team, not an assumption of the design."""

from __future__ import annotations

from typing import Annotated

from stats.frozen import Frozen, declared
from stats.quantities import Quantity, Unit
from stats.text import Text


def _cost(fr: str, en: str, fr_help: str, en_help: str) -> Quantity:
    return Quantity(
        label=Text(fr=fr, en=en), unit=Unit.EUROS, help=Text(fr=fr_help, en=en_help), symbol="c", ge=0, le=1e7
    )


class Costs(Frozen):
    """Unit costs in euros; what is left empty costs nothing."""

    reader: Annotated[
        float | None,
        _cost(
            "Coût par lecteur",
            "Cost per reader",
            "Recruter, former et installer un lecteur, quel que soit le nombre de cas qu'il lit.",
            "Recruiting, training and setting up one reader, whatever the number of cases read.",
        ),
    ] = None
    case: Annotated[
        float | None,
        _cost(
            "Coût par cas",
            "Cost per case",
            "Réunir un cas : examen, anonymisation, vérité établie par les experts.",
            "Gathering one case: examination, de-identification, truth established by the experts.",
        ),
    ] = None
    reading: Annotated[
        float | None,
        _cost(
            "Coût par lecture",
            "Cost per reading",
            "Un lecteur qui lit un cas une fois. Avec et sans le dispositif, chaque cas compte pour deux lectures.",
            "One reader reading one case once. With and without the device, each case counts as two readings.",
        ),
    ] = None

    @classmethod
    def quantities(cls) -> dict[str, Quantity]:
        """The costs, by field."""
        return declared(cls, Quantity)

    @property
    def given(self) -> bool:
        """Whether there is a cost to weigh."""
        return any((self.reader, self.case, self.reading))

    def of(self, readers: float, cases: float, readings: float) -> float:
        """The cost of a study."""
        return readers * (self.reader or 0) + cases * (self.case or 0) + readings * (self.reading or 0)
