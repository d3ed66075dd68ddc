"""What is recorded of a question, a finding or a document to attach: who owes it, for when, how far it is."""

from __future__ import annotations

from datetime import date
from typing import Literal

from protocols.model.section import Line
from stats.frozen import Frozen
from stats.text import Text

Owner = Literal["investigator", "statistician", "economist", "data_protection", "regulatory", "clinical_lead"]
OWNERS: dict[Owner, Text] = {
    "clinical_lead": Text(fr="Responsable clinique", en="Clinical lead"),
    "investigator": Text(fr="Investigateur coordonnateur", en="Coordinating investigator"),
    "statistician": Text(fr="Biostatisticien", en="Biostatistician"),
    "economist": Text(fr="Économiste de la santé", en="Health economist"),
    "data_protection": Text(fr="Délégué à la protection des données", en="Data protection officer"),
    "regulatory": Text(fr="Affaires réglementaires", en="Regulatory affairs"),
}
Status = Literal["todo", "doing", "ready"]


class Task(Frozen):
    """What the team decided of one item; None means the usual owner, the usual date, nothing started.

    It is never printed in the protocol, and it is no answer: the list of changes leaves it out on purpose.
    """

    owner: Owner | None = None
    due: date | None = None
    status: Status | None = None
    expires: date | None = None  # of a document: certificate, audit report, insurance
    note: Line = ""

    @property
    def empty(self) -> bool:
        """Whether nothing differs from what is usual."""
        return self == Task()
