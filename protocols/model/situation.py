"""The situation of the device in care: what the advisor needs to propose designs."""

from __future__ import annotations

from typing import Annotated, Literal

from protocols.model.asking import Ask
from protocols.model.section import Section
from stats.text import Text

ROLES = {
    "detects": Text(fr="Détecte (lésion, maladie)", en="Detects (a lesion, a disease)"),
    "triages": Text(fr="Trie ou priorise", en="Triages or prioritises"),
    "measures": Text(fr="Mesure ou segmente", en="Measures or segments"),
    "predicts": Text(fr="Prédit un risque ou une évolution", en="Predicts a risk or a course"),
    "recommends": Text(fr="Recommande une décision", en="Recommends a decision"),
    "treats": Text(fr="Traite ou rééduque", en="Treats or rehabilitates"),
    "monitors": Text(fr="Surveille à distance", en="Monitors remotely"),
    "organises": Text(fr="Organise les soins", en="Organises care"),
}
Role = Literal["detects", "triages", "measures", "predicts", "recommends", "treats", "monitors", "organises"]


class Situation(Section):
    """The device in the care pathway."""

    role: Annotated[
        Role | None,
        Ask(
            Text(fr="Rôle du dispositif", en="Role of the device"),
            Text(
                fr="Ce que le dispositif fait pour le patient ou le soignant ; c'est la première clé du choix du plan.",
                en="What the device does for the patient or the professional; it is the first key to the design.",
            ),
            shape="choice",
            options=ROLES,
        ),
    ] = None
