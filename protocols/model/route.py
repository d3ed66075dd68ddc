"""The questions that decide the legal route of the study, its data-protection route, its identifiers and its insurance."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from protocols.model.asking import Ask
from protocols.model.device import YES_NO, YesNo
from protocols.model.section import Line, NotApplicable, Number, Section
from stats.refusal import Refusal
from stats.text import Text

DATA_SOURCES = {
    "existing_only": Text(fr="Uniquement des données déjà recueillies", en="Only data already collected"),
    "prospective": Text(fr="Des données recueillies pour l'étude", en="Data collected for the study"),
}
EVALUATES = {
    "yes": Text(
        fr="Oui : sécurité, performances ou bénéfice clinique", en="Yes: safety, performance or clinical benefit"
    ),
    "no": Text(fr="Non : la question porte sur autre chose", en="No: the question is something else"),
    "satisfaction_or_shs": Text(
        fr="Non : enquête de satisfaction ou sciences humaines et sociales",
        en="No: satisfaction survey or social sciences",
    ),
}
OBJECTIVES = {
    "conformity": Text(
        fr="Oui : marquage CE, conformité ou suivi clinique après commercialisation",
        en="Yes: CE marking, conformity or post-market clinical follow-up",
    ),
    "other": Text(
        fr="Non : autre but (soin, remboursement, recherche)", en="No: another aim (care, reimbursement, research)"
    ),
}
INTERVENTIONS = {
    "none": Text(fr="Aucun : la prise en charge n'est pas modifiée", en="None: care is not changed"),
    "minimal": Text(fr="Minime", en="Minimal"),
    "more_than_minimal": Text(fr="Plus que minime", en="More than minimal"),
}
CONSENTS = {
    "written": Text(fr="Consentement écrit", en="Written consent"),
    "express": Text(fr="Consentement exprès, oral ou électronique", en="Express consent, oral or electronic"),
    "non_opposition": Text(fr="Information et non-opposition", en="Information and non-opposition"),
    "none": Text(
        fr="Aucun accord individuel (information collective)", en="No individual agreement (collective information)"
    ),
}
SNDS = {
    "none": Text(fr="Aucune", en="No such data"),
    "pmsi": Text(fr="PMSI seul (séjours hospitaliers)", en="PMSI only (hospital stays)"),
    "snds": Text(fr="Base principale du SNDS", en="Main national claims database (SNDS)"),
}
PLACES = {
    "eu": Text(fr="Établi dans l'Union européenne", en="Established in the European Union"),
    "representative": Text(
        fr="Établi ailleurs, avec un représentant légal dans l'Union",
        en="Established elsewhere, with a legal representative in the Union",
    ),
    "outside": Text(
        fr="Établi ailleurs, sans représentant légal", en="Established elsewhere, without a legal representative"
    ),
}
_RCB = re.compile(r"\d{4}-A\d{5}-\d{2}")  # the patterns are those of data/route/requirements.yaml; a test holds it
_CIV = re.compile(r"CIV-\S{4,}")
_NOT_RCB = Text(
    fr="Un numéro ID-RCB s'écrit AAAA-A00000-00, par exemple 2021-A01709-32. Vérifier les chiffres et les tirets.",
    en="A national number (ID-RCB) is written YYYY-A00000-00, for example 2021-A01709-32. Check digits and hyphens.",
)
_NOT_CIV = Text(
    fr="Un numéro européen d'investigation commence par « CIV- », suivi de son code.",
    en="A European investigation number starts with “CIV-”, followed by its code.",
)


def _rcb(value: str) -> str:
    if not _RCB.fullmatch(value.strip()):
        raise Refusal(_NOT_RCB, "route.id_rcb")
    return value.strip()


def _civ(value: str) -> str:
    if not _CIV.fullmatch(value.strip()):
        raise Refusal(_NOT_CIV, "route.civ_id")
    return value.strip()


Millions = Annotated[Number, Field(ge=0, le=10_000)]


class Route(Section):
    """Legal route of the study."""

    data_source: Annotated[
        Literal["existing_only", "prospective"] | None,
        Ask(
            Text(fr="Données de l'étude", en="Data of the study"),
            Text(
                fr="L'étude n'utilise-t-elle que des données déjà recueillies, sans contact avec les personnes ni changement de soins ?",
                en="Does the study only use data already collected, without contact with people or change of care?",
            ),
            shape="choice",
            options=DATA_SOURCES,
        ),
    ] = None
    evaluates_device: Annotated[
        Literal["yes", "no", "satisfaction_or_shs"] | None,
        Ask(
            Text(fr="L'étude évalue-t-elle le dispositif ?", en="Does the study evaluate the device?"),
            Text(
                fr="Une étude de la sécurité, des performances ou du bénéfice clinique d'un dispositif est une investigation clinique (règlement (UE) 2017/745), pas une recherche impliquant la personne humaine.",
                en="A study of the safety, performance or clinical benefit of a device is a clinical investigation (Regulation (EU) 2017/745), not research under the French law on human participants.",
            ),
            shape="choice",
            options=EVALUATES,
            items=("mdr_annex_xv:3.12", "iso_14155_annex_a:A.12"),
        ),
    ] = None
    objective: Annotated[
        Literal["conformity", "other"] | None,
        Ask(
            Text(
                fr="L'étude sert-elle au marquage CE, à la conformité ou au suivi après commercialisation ?",
                en="Does the study serve CE marking, conformity or post-market follow-up?",
            ),
            Text(
                fr="Le but sépare les catégories 1 à 4.1, portées par le fabricant, des catégories 4.2 à 4.4, surtout académiques.",
                en="The aim separates categories 1 to 4.1, run by the manufacturer, from 4.2 to 4.4, mainly academic.",
            ),
            shape="choice",
            options=OBJECTIVES,
            needed=False,
        ),
    ] = None
    invasive_device: Annotated[
        YesNo | None,
        Ask(
            Text(fr="Le dispositif est-il invasif ?", en="Is the device invasive?"),
            Text(fr="Un logiciel seul ne l'est pas.", en="Stand-alone software is not."),
            shape="choice",
            options=YES_NO,
            needed=False,
        ),
    ] = None
    intervention: Annotated[
        Literal["none", "minimal", "more_than_minimal"] | None,
        Ask(
            Text(fr="Risque ajouté à la prise en charge habituelle", en="Risk added to usual care"),
            Text(
                fr="Ce que l'étude change aux soins (tirage au sort, intervention, arrêt d'un soin), et avec quel risque ou quelle contrainte.",
                en="What the study changes in care (randomisation, intervention, withholding care), and with which risk or constraint.",
            ),
            shape="choice",
            options=INTERVENTIONS,
            needed=False,
        ),
    ] = None
    individual_consent: Annotated[
        Literal["written", "express", "non_opposition", "none"] | None,
        Ask(
            Text(fr="Forme de l'accord des participants", en="Form of the participants' agreement"),
            Text(
                fr="Une investigation de dispositif attend un consentement individuel, y compris dans un essai en grappes ; sa forme décide aussi de la méthodologie de référence de la CNIL.",
                en="A device investigation expects individual consent, cluster trials included; its form also decides the CNIL reference methodology.",
            ),
            shape="choice",
            options=CONSENTS,
            needed=False,
        ),
    ] = None
    sponsor_place: Annotated[
        Literal["eu", "representative", "outside"] | None,
        Ask(
            Text(fr="Établissement du promoteur", en="Place of the sponsor"),
            Text(
                fr="Le promoteur est établi dans l'Union ou y a un représentant légal (CSP, art. L. 1121-1). Il peut être différent du fabricant et du demandeur de l'aide.",
                en="The sponsor is established in the Union or has a legal representative there (Public Health Code, L. 1121-1). It may differ from the manufacturer and from the applicant.",
            ),
            shape="choice",
            options=PLACES,
        ),
    ] = None
    snds: Annotated[
        Literal["none", "pmsi", "snds"] | None,
        Ask(
            Text(fr="Données de l'assurance maladie (SNDS, PMSI)", en="National claims data (SNDS, PMSI)"),
            Text(
                fr="Leur usage, seul ou apparié aux données de l'étude, change la formalité auprès de la CNIL.",
                en="Their use, alone or linked to the study data, changes the formality with CNIL.",
            ),
            shape="choice",
            options=SNDS,
        ),
    ] = None
    identifying: Annotated[
        YesNo | None,
        Ask(
            Text(
                fr="NIR, voix, image ou vidéo identifiante, ou autre écart à une méthodologie de référence ?",
                en="Social security number, identifying voice, image or video, or another departure from a reference methodology?",
            ),
            Text(
                fr="Un seul de ces éléments fait sortir des méthodologies de référence : une autorisation est alors à prévoir.",
                en="Any one of them leaves the reference methodologies: an authorisation must then be planned.",
            ),
            shape="choice",
            options=YES_NO,
        ),
    ] = None
    genetic: Annotated[
        YesNo | None,
        Ask(
            Text(fr="Données génétiques ?", en="Genetic data?"),
            Text(fr="Elles demandent un consentement (MR-001).", en="They require consent (MR-001)."),
            shape="choice",
            options=YES_NO,
            needed=False,
        ),
    ] = None
    outside_eu: Annotated[
        YesNo | None,
        Ask(
            Text(
                fr="Transfert de données hors de l'Union européenne ?",
                en="Data transferred outside the European Union?",
            ),
            Text(
                fr="Hébergement, assistance ou analyse à distance compris.",
                en="Hosting, remote support or analysis included.",
            ),
            shape="choice",
            options=YES_NO,
            needed=False,
        ),
    ] = None
    own_patients: Annotated[
        YesNo | None,
        Ask(
            Text(
                fr="Recherche de l'équipe de soins sur ses propres patients, pour son usage exclusif ?",
                en="Research by the care team on its own patients, for its exclusive use?",
            ),
            Text(
                fr="Elle est alors interne, sans formalité auprès de la CNIL ; la transmission à un industriel l'exclut.",
                en="It is then internal, without formality with CNIL; passing data to a company rules it out.",
            ),
            shape="choice",
            options=YES_NO,
            needed=False,
        ),
    ] = None
    id_rcb: Annotated[
        Annotated[Line, AfterValidator(_rcb)] | NotApplicable | None,
        Ask(
            Text(fr="Numéro ID-RCB", en="National number (ID-RCB)"),
            Text(
                fr="Obtenu sur le site de l'ANSM avant le dépôt au CPP.",
                en="Obtained on the authority's site before filing.",
            ),
            example=Text(fr="2021-A01709-32", en="2021-A01709-32"),
            needed=False,
        ),
    ] = None
    civ_id: Annotated[
        Annotated[Line, AfterValidator(_civ)] | NotApplicable | None,
        Ask(
            Text(fr="Numéro européen (CIV-ID)", en="European number (CIV-ID)"),
            Text(
                fr="Attribué lors de l'enregistrement de l'investigation par l'autorité.",
                en="Given when the authority registers the investigation.",
            ),
            example=Text(fr="CIV-26-01-000000", en="CIV-26-01-000000"),
            needed=False,
        ),
    ] = None
    insurance_victim: Annotated[
        Millions | NotApplicable | None,
        Ask(
            Text(fr="Garantie par victime (M€)", en="Cover per victim (million euros)"),
            Text(fr="Montant inscrit au contrat, en millions d'euros.", en="Amount in the policy, in million euros."),
            shape="number",
            needed=False,
        ),
    ] = None
    insurance_protocol: Annotated[
        Millions | NotApplicable | None,
        Ask(
            Text(fr="Garantie par protocole (M€)", en="Cover per protocol (million euros)"),
            Text(fr="Montant inscrit au contrat, en millions d'euros.", en="Amount in the policy, in million euros."),
            shape="number",
            needed=False,
        ),
    ] = None
    insurance_year: Annotated[
        Millions | NotApplicable | None,
        Ask(
            Text(fr="Garantie par année d'assurance (M€)", en="Cover per insurance year (million euros)"),
            Text(fr="Montant inscrit au contrat, en millions d'euros.", en="Amount in the policy, in million euros."),
            shape="number",
            needed=False,
        ),
    ] = None
    insurance_claims: Annotated[
        Annotated[Number, Field(ge=0, le=100)] | NotApplicable | None,
        Ask(
            Text(fr="Réclamations couvertes après la fin (années)", en="Claims covered after the end (years)"),
            Text(fr="Durée inscrite au contrat.", en="Duration in the policy."),
            shape="number",
            needed=False,
        ),
    ] = None
    filing_date: Annotated[
        date | NotApplicable | None,
        Ask(
            Text(fr="Dépôt prévu du dossier (CPP, ANSM)", en="Planned filing (ethics committee, authority)"),
            Text(fr="Les délais d'instruction en partent.", en="The time limits of assessment run from it."),
            shape="date",
            needed=False,
        ),
    ] = None
    first_inclusion: Annotated[
        date | NotApplicable | None,
        Ask(
            Text(fr="Première inclusion prévue", en="Planned first enrolment"),
            Text(
                fr="Elle vient après les avis et autorisations requis.",
                en="It comes after the opinions and authorisations.",
            ),
            shape="date",
            needed=False,
        ),
    ] = None
