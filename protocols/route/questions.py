"""The nine questions, each answered where it is asked: this section, the device, its qualification, the table of visits."""

from __future__ import annotations

from dataclasses import dataclass

from protocols.model.device import CE_STATUS, MDR_CLASSES, YES_NO
from protocols.model.qualification import PRODUCTS
from protocols.model.route import DATA_SOURCES, EVALUATES, INTERVENTIONS, OBJECTIVES
from protocols.protocol import Protocol
from protocols.qualification import product_type
from protocols.visits import extra_procedures
from stats.text import Text

EXTRA = {
    "none": Text(fr="Aucun acte ajouté", en="No added procedure"),
    "light": Text(fr="Actes ajoutés légers", en="Light added procedures"),
    "invasive_or_burdensome": Text(
        fr="Actes ajoutés invasifs ou contraignants", en="Invasive or burdensome added procedures"
    ),
}
QUESTIONS: dict[str, tuple[Text, dict[str, Text], str]] = {  # label, options, field where it is answered
    "product_type": (Text(fr="Nature du produit", en="Nature of the product"), PRODUCTS, "qualification.product"),
    "data_source": (Text(fr="Données de l'étude", en="Data of the study"), DATA_SOURCES, "route.data_source"),
    "evaluates_device": (
        Text(fr="Évaluation du dispositif", en="Evaluation of the device"), EVALUATES, "route.evaluates_device",
    ),
    "ce_status": (Text(fr="Marquage CE et usage", en="CE marking and use"), CE_STATUS, "device.ce_status"),
    "objective": (Text(fr="But réglementaire", en="Regulatory aim"), OBJECTIVES, "route.objective"),
    "mdr_class": (Text(fr="Classe du dispositif", en="Class of the device"), MDR_CLASSES, "device.mdr_class"),
    "invasive_device": (Text(fr="Dispositif invasif", en="Invasive device"), YES_NO, "route.invasive_device"),
    "extra_procedures": (Text(fr="Actes ajoutés", en="Added procedures"), EXTRA, "conduct.procedures"),
    "intervention": (
        Text(fr="Risque ajouté à la prise en charge", en="Risk added to care"), INTERVENTIONS, "route.intervention",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the nine questions: its answer (None while it has none) and the field where it is given."""

    id: str
    label: Text
    answer: str | None
    said: Text | None
    path: str

    @property
    def elsewhere(self) -> bool:
        """Asked on another page."""
        return not self.path.startswith("route.")


def answers_of(protocol: Protocol) -> dict[str, str | None]:
    """The answers by question, each read where it is typed."""
    route, device = protocol.route, protocol.device
    return {
        "product_type": product_type(protocol),
        "data_source": route.data_source,
        "evaluates_device": route.evaluates_device,
        "ce_status": device.ce_status,
        "objective": "conformity" if protocol.claim.aim == "ce_marking" else route.objective,
        "mdr_class": None if device.mdr_class == "unknown" else device.mdr_class,
        "invasive_device": route.invasive_device,
        "extra_procedures": extra_procedures(protocol),
        "intervention": route.intervention,
    }


def answered(protocol: Protocol) -> tuple[Answered, ...]:
    """The nine questions in order, with their answers."""
    given = answers_of(protocol)
    found = []
    for name, (label, options, path) in QUESTIONS.items():
        answer = given[name]
        where = "claim.aim" if name == "objective" and protocol.claim.aim == "ce_marking" else path
        found.append(Answered(name, label, answer, options[answer] if answer else None, where))
    return tuple(found)
