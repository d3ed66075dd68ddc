"""What the study is for: the benefit claimed in the words of the call, or another aim."""

from __future__ import annotations

from datetime import date
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
TARGETS = {
    "lppr": Text(fr="Inscription à la LPPR", en="Listing on the French reimbursement list (LPPR)"),
    "latm_generic": Text(fr="LATM, ligne générique existante", en="Telemonitoring list (LATM), existing generic line"),
    "latm_brand": Text(fr="LATM, nom de marque", en="Telemonitoring list (LATM), brand name"),
    "pecan": Text(fr="Prise en charge anticipée numérique (PECAN)", en="Early digital cover (PECAN)"),
    "hospital": Text(
        fr="Achat hospitalier, financé par les séjours (GHS)", en="Hospital purchase, paid within hospital stays (GHS)"
    ),
    "act": Text(fr="Création ou modification d'un acte", en="Creation or change of a procedure code"),
    "none": Text(fr="Aucune voie visée à ce stade", en="No route sought at this stage"),
}
ASA = {
    "I": Text(fr="ASA I, majeure", en="ASA I, major"),
    "II": Text(fr="ASA II, importante", en="ASA II, important"),
    "III": Text(fr="ASA III, modérée", en="ASA III, moderate"),
    "IV": Text(fr="ASA IV, mineure", en="ASA IV, minor"),
    "V": Text(fr="ASA V, absence d'amélioration", en="ASA V, no improvement"),
}
ASA_COMPARATORS = {
    "protocol": Text(fr="Celui du protocole", en="That of the protocol"),
    "other": Text(fr="Un autre, non étudié ici", en="Another one, not studied here"),
}
Target = Literal["lppr", "latm_generic", "latm_brand", "pecan", "hospital", "act", "none"]
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
            asked_if="benefit",
        ),
    ] = None
    target: Annotated[
        Target | NotApplicable | None,
        Ask(
            Text(fr="Voie d'accès au marché visée en France", en="Market-access route sought in France"),
            Text(
                fr="La preuve attendue n'est pas la même pour chaque voie ; les résultats doivent justifier l'usage en "
                "pratique. Pour la télésurveillance, dire quelle ligne de la LATM.",
                en="Each route expects its own proof; the results must justify use in practice. For telemonitoring, say "
                "which line of the list.",
            ),
            shape="choice",
            options=TARGETS,
        ),
    ] = None
    asa: Annotated[
        Literal["I", "II", "III", "IV", "V"] | NotApplicable | None,
        Ask(
            Text(
                fr="Amélioration du service attendu revendiquée (ASA)",
                en="Improvement in expected benefit claimed (ASA)",
            ),
            Text(
                fr="De I (majeure) à V (absence), toujours par rapport à un comparateur explicite.",
                en="From I (major) to V (none), always against an explicit comparator.",
            ),
            shape="choice",
            options=ASA,
            asked_if="lppr",
            needed=False,
        ),
    ] = None
    asa_comparator: Annotated[
        Literal["protocol", "other"] | NotApplicable | None,
        Ask(
            Text(fr="Comparateur de l'ASA", en="Comparator of the ASA"),
            Text(
                fr="Il doit être le comparateur du protocole : une ASA ne se démontre pas contre un autre.",
                en="It must be the comparator of the protocol: an ASA cannot be shown against another.",
            ),
            shape="choice",
            options=ASA_COMPARATORS,
            asked_if="lppr",
            needed=False,
        ),
    ] = None
    pecan_start: Annotated[
        date | NotApplicable | None,
        Ask(
            Text(fr="Début prévu de la PECAN", en="Planned start of the early cover (PECAN)"),
            Text(
                fr="Le dossier d'inscription pérenne se dépose dans les six mois (dispositif thérapeutique) ou les neuf "
                "mois (télésurveillance) qui suivent.",
                en="The file for permanent listing is due within the following six months (therapeutic device) or nine "
                "months (telemonitoring).",
            ),
            shape="date",
            asked_if="pecan",
            needed=False,
        ),
    ] = None
