"""What the study is for: the benefit claimed in the words of the call, or another aim."""

from __future__ import annotations

from typing import Annotated, Literal

from protocols.model.asking import Ask
from protocols.model.section import NotApplicable, Section
from stats.text import Text

AIMS = {
    "benefit": Text(
        fr="Démontrer un bénéfice médical ou économique (appel Bpifrance)",
        en="Show a medical or economic benefit (Bpifrance call)",
    ),
    "ce_marking": Text(fr="Obtenir ou étendre le marquage CE", en="Obtain or extend CE marking"),
    "lppr": Text(fr="Inscription à la LPPR", en="Listing on the French reimbursement list (LPPR)"),
    "latm": Text(fr="Inscription à la LATM (télésurveillance)", en="Listing as telemonitoring (LATM)"),
    "pecan": Text(fr="Prise en charge anticipée numérique (PECAN)", en="Early digital cover (PECAN)"),
    "forfait_innovation": Text(fr="Forfait innovation", en="Innovation funding (Forfait innovation)"),
    "phrc_prme": Text(fr="PHRC ou PRME", en="Hospital research programme (PHRC or PRME)"),
    "diag_dm": Text(fr="Diagnostic Dispositif Médical (Bpifrance)", en="Device diagnostic (Bpifrance)"),
    "living_lab": Text(fr="Faisabilité en tiers-lieu d'expérimentation", en="Feasibility in a living lab"),
    "secondary_use": Text(
        fr="Réutilisation de données hospitalières ou du SNDS",
        en="Secondary use of hospital data or national claims data",
    ),
}
BENEFITS = {
    "medical_superiority": Text(fr="Supériorité médicale", en="Medical superiority"),
    "economic_superiority_medical_non_inferiority": Text(
        fr="Supériorité économique et non-infériorité médicale", en="Economic superiority and medical non-inferiority"
    ),
    "economic_and_medical_superiority": Text(
        fr="Supériorité économique et supériorité médicale", en="Economic superiority and medical superiority"
    ),
}
Aim = Literal[
    "benefit", "ce_marking", "lppr", "latm", "pecan", "forfait_innovation", "phrc_prme", "diag_dm", "living_lab", "secondary_use"
]  # fmt: skip
Benefit = Literal[
    "medical_superiority", "economic_superiority_medical_non_inferiority", "economic_and_medical_superiority"
]  # fmt: skip


class Claim(Section):
    """The claim, and what it is for."""

    aim: Annotated[
        Aim | None,
        Ask(
            Text(fr="But de l'étude", en="Aim of the study"),
            Text(
                fr="Il décide des hypothèses, des sections et des contrôles.",
                en="It decides hypotheses, sections and checks.",
            ),
            shape="choice",
            options=AIMS,
        ),
    ] = None
    benefit: Annotated[
        Benefit | NotApplicable | None,
        Ask(
            Text(fr="Nature du bénéfice revendiqué", en="Nature of the benefit claimed"),
            Text(
                fr="Dans les termes de l'appel à projets : chaque nature impose ses hypothèses.",
                en="In the words of the call: each nature imposes its hypotheses.",
            ),
            shape="choice",
            options=BENEFITS,
        ),
    ] = None
