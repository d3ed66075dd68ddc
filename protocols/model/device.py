"""The device: what it is, who uses it, which version is evaluated."""

from __future__ import annotations

from typing import Annotated, Literal

from protocols.model.asking import Ask
from protocols.model.section import Line, Lines, Narrative, NotApplicable, Section
from stats.text import Text

YES_NO = {"yes": Text(fr="Oui", en="Yes"), "no": Text(fr="Non", en="No")}
YesNo = Literal["yes", "no"]

MDR_CLASSES = {
    "I": Text(fr="Classe I", en="Class I"),
    "IIa": Text(fr="Classe IIa", en="Class IIa"),
    "IIb": Text(fr="Classe IIb", en="Class IIb"),
    "III": Text(fr="Classe III", en="Class III"),
    "unknown": Text(fr="À confirmer", en="To be confirmed"),
}
CE_STATUS = {
    "ce_in_purpose": Text(
        fr="Marqué CE, utilisé dans sa destination", en="CE-marked, used within its intended purpose"
    ),
    "ce_off_purpose": Text(
        fr="Marqué CE, utilisé hors de sa destination", en="CE-marked, used outside its intended purpose"
    ),
    "not_ce": Text(fr="Non marqué CE", en="Not CE-marked"),
}
KINDS = {
    "patient_app": Text(
        fr="Application ou programme utilisé par le patient", en="App or programme used by the patient"
    ),
    "diagnostic_ai": Text(
        fr="IA d'aide au diagnostic, au dépistage ou au tri", en="AI for diagnosis, screening or triage"
    ),
    "decision_support": Text(fr="Aide à la décision du professionnel", en="Decision support for professionals"),
    "telemonitoring": Text(fr="Télésurveillance", en="Telemonitoring"),
    "other": Text(fr="Autre dispositif numérique", en="Other digital device"),
}


class Device(Section):
    """Identification of the device and, for AI, of the algorithm under evaluation."""

    name: Annotated[
        Line | None,
        Ask(
            Text(fr="Nom du dispositif", en="Name of the device"),
            Text(
                fr="Nom commercial ou de projet, identique dans tout le dossier.",
                en="Trade or project name, the same throughout.",
            ),
            items=("mdr_annex_xv:3.2", "iso_14155_annex_a:A.2"),
        ),
    ] = None
    manufacturer: Annotated[
        Line | None,
        Ask(
            Text(fr="Fabricant", en="Manufacturer"),
            Text(
                fr="La personne morale responsable du marquage CE.", en="The legal entity responsible for CE marking."
            ),
            items=("mdr_annex_xv:3.2", "iso_14155_annex_a:A.2"),
        ),
    ] = None
    kind: Annotated[
        Literal["patient_app", "diagnostic_ai", "decision_support", "telemonitoring", "other"] | None,
        Ask(
            Text(fr="Type de dispositif", en="Type of device"),
            Text(fr="Il oriente les questions et les contrôles.", en="It directs the questions and the checks."),
            shape="choice",
            options=KINDS,
        ),
    ] = None
    intended_purpose: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Finalité prévue (destination)", en="Intended purpose"),
            Text(
                fr="Indication, population, utilisateur et environnement, dans les termes de la notice.",
                en="Indication, population, user and environment, in the words of the instructions for use.",
            ),
            shape="narrative",
            items=(
                "spirit_ai:6a(i)",
                "mdr_annex_xv:3.2",
                "iso_14155_annex_a:A.2",
                "stard_ai:3",
                "decide_ai:2",
                "has_ai_grid:1.1",
                "has_ai_grid:1.2",
            ),
        ),
    ] = None
    description: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Description et fonctionnement", en="Description and operation"),
            Text(
                fr="Ce que fait le dispositif, pour qui, à quel moment du parcours ; ses entrées et ses sorties.",
                en="What the device does, for whom, at which point of the pathway; its inputs and outputs.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:15a",
                "spirit_ai:11a(v)",
                "mdr_annex_xv:3.2",
                "mdr_annex_xv:3.6.2",
                "iso_14155_annex_a:A.2",
                "stard_ai:15a",
                "has_ai_grid:1.4",
            ),
        ),
    ] = None
    version: Annotated[
        Line | None,
        Ask(
            Text(fr="Version évaluée", en="Version under evaluation"),
            Text(
                fr="La version exacte du logiciel, figée avant la première inclusion : sans elle les résultats ne décrivent "
                "aucun dispositif.",
                en="The exact software version, frozen before the first enrolment: without it the results describe no device.",
            ),
            example=Text(fr="2.1.0", en="2.1.0"),
            items=(
                "spirit_ai:11a(i)",
                "mdr_annex_xv:3.2",
                "iso_14155_annex_a:A.2",
                "decide_ai:4",
                "has_ai_grid:3.2",
            ),
        ),
    ] = None
    frozen: Annotated[
        YesNo | None,
        Ask(
            Text(fr="La version est-elle figée pendant l'étude ?", en="Is the version frozen during the study?"),
            Text(
                fr="Une mise à jour en cours d'étude change le dispositif évalué.",
                en="An update during the study changes the device under evaluation.",
            ),
            shape="choice",
            options=YES_NO,
            items=(
                "spirit_ai:11a(i)",
                "decide_ai:4",
                "has_ai_grid:3.2",
            ),
        ),
    ] = None
    uses_ai: Annotated[
        YesNo | None,
        Ask(
            Text(
                fr="Le dispositif repose-t-il sur un algorithme entraîné (IA) ?",
                en="Does the device rest on a trained algorithm (AI)?",
            ),
            Text(
                fr="Si oui, l'algorithme et ses données sont décrits.",
                en="If so, the algorithm and its data are described.",
            ),
            shape="choice",
            options=YES_NO,
        ),
    ] = None
    features: Annotated[
        Lines,
        Ask(
            Text(fr="Fonctions évaluées", en="Features under evaluation"),
            Text(
                fr="La liste des fonctions du dispositif que l'étude couvre, une par ligne.",
                en="The features of the device that the study covers, one per line.",
            ),
            shape="lines",
            items=("mdr_annex_xv:3.18", "iso_14155_annex_a:A.2"),
        ),
    ] = ()
    features_not_covered: Annotated[
        Lines | NotApplicable,
        Ask(
            Text(fr="Fonctions présentes mais non évaluées", en="Features present but not evaluated"),
            Text(
                fr="Celles que l'étude ne couvre pas, une par ligne ; « sans objet » s'il n'y en a pas.",
                en="Those the study does not cover, one per line; “not applicable” if there are none.",
            ),
            shape="lines",
            items=("mdr_annex_xv:3.18",),
        ),
    ] = ()
    users: Annotated[
        Line | None,
        Ask(
            Text(fr="Utilisateurs et formation", en="Users and training"),
            Text(
                fr="Qui utilise le dispositif, avec quelle formation.", en="Who uses the device, with which training."
            ),
            items=(
                "spirit_ai:11a(iv)",
                "mdr_annex_xv:3.2",
                "iso_14155_annex_a:A.2",
                "stard_ai:15d",
                "decide_ai:2",
                "has_ai_grid:1.3",
                "ai_act:4",
            ),
        ),
    ] = None
    mdr_class: Annotated[
        Literal["I", "IIa", "IIb", "III", "unknown"] | None,
        Ask(
            Text(fr="Classe (règlement 2017/745)", en="Class (Regulation 2017/745)"),
            Text(
                fr="La classe décide de la procédure auprès de l'ANSM.",
                en="The class decides the procedure with the authority.",
            ),
            shape="choice",
            options=MDR_CLASSES,
            items=(
                "mdr_annex_xv:3.2",
                "ai_act:6",
            ),
        ),
    ] = None
    ce_status: Annotated[
        Literal["ce_in_purpose", "ce_off_purpose", "not_ce"] | None,
        Ask(
            Text(fr="Statut du marquage CE", en="CE-marking status"),
            Text(
                fr="Avec la classe, il détermine la catégorie réglementaire de l'étude.",
                en="With the class, it determines the regulatory category of the study.",
            ),
            shape="choice",
            options=CE_STATUS,
            items=("mdr_annex_xv:3.2",),
        ),
    ] = None
