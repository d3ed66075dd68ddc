"""Ethics, consent and regulatory framework."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Ethics(Section):
    """Ethics, consent and regulatory framework."""

    route: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Précisions sur le cadre réglementaire", en="Details on the regulatory framework"),
            Text(
                fr="La qualification, l'avis et les autorisations s'impriment d'après la page « Parcours réglementaire » : n'ajouter que ce qu'elle ne dit pas (réponse de l'ANSM ou d'un CPP, étude hors de France, motifs).",
                en="The category, opinion and authorisations are printed from the page “Regulatory route”: only add what it does not say (answer of the authority or of a committee, study outside France, reasons).",
            ),
            shape="narrative",
            example=Text(
                fr="Le dispositif, marqué CE, est utilisé dans sa destination et l'étude n'ajoute que des questionnaires : elle relèverait d'une investigation clinique de catégorie 4.1 (code de la santé publique, article R. 1125-1), soumise à l'avis d'un CPP. Cette qualification est à confirmer auprès de l'ANSM.",
                en="The device is CE marked and used within its intended purpose, and the study adds questionnaires only: in France it is expected to be a category 4.1 clinical investigation (Public Health Code, Article R. 1125-1), subject to the opinion of an ethics committee. To be confirmed with the authority.",
            ),
            items=("mdr_annex_xv:3.12", "iso_14155_annex_a:A.12"),
            needed=False,
        ),
    ] = None

    approval: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Avis éthique", en="Ethics approval"),
            Text(
                fr="Comité saisi ou à saisir, calendrier, numéro national (ID-RCB) ; s'il n'est pas requis, dire pourquoi.",
                en="Committee approached or to be approached, timing, national number; if approval is not required, say why.",
            ),
            shape="narrative",
            example=Text(
                fr="Le dossier est déposé auprès d'un comité de protection des personnes désigné par tirage au sort, après obtention du numéro ID-RCB. Aucune inclusion n'a lieu avant l'avis favorable, dont la référence et la date seront reportées ici.",
                en="The file is submitted to an ethics committee drawn by lot, once the national number has been obtained. No one is enrolled before its favourable opinion, whose reference and date will be entered here.",
            ),
            items=("spirit_2025:30", "mdr_annex_xv:3.12", "iso_14155_annex_a:A.12", "stard_ai:6", "decide_ai:III"),
        ),
    ] = None

    consent: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Information et consentement", en="Information and consent"),
            Text(
                fr="Qui informe, avec quel document, quel délai de réflexion, quelle trace du consentement ou de la non-opposition, et ce que devient le recueil en cas de retrait.",
                en="Who informs, with which document, how much time for reflection, how consent or non-opposition is recorded, and what happens to the data on withdrawal.",
            ),
            shape="narrative",
            example=Text(
                fr="L'investigateur informe le patient en consultation et lui remet la note d'information. Après un délai d'au moins 48 heures, le consentement est signé en deux exemplaires, dont un remis au patient. En cas de retrait, le recueil s'arrête et les données déjà recueillies sont conservées, sauf opposition.",
                en="The investigator informs the patient during a visit and hands over the information sheet. After at least 48 hours, the consent form is signed in two copies, one of them for the patient. On withdrawal, collection stops and the data already collected are kept, unless the patient objects.",
            ),
            items=("spirit_2025:32a", "mdr_annex_xv:3.13", "iso_14155_annex_a:A.13"),
        ),
    ] = None

    later_use: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Utilisation ultérieure des données", en="Later use of the data"),
            Text(
                fr="Consentement ou non-opposition à d'autres recherches, y compris l'amélioration de l'algorithme : l'oubli le plus fréquent (81 % des protocoles).",
                en="Consent or non-opposition to other research, including improvement of the algorithm: the most frequent omission (81% of protocols).",
            ),
            shape="narrative",
            example=Text(
                fr="Le formulaire de consentement comporte une case facultative autorisant la réutilisation des données pseudonymisées pour d'autres recherches sur la même pathologie, et une case distincte pour l'amélioration de l'algorithme par le fabricant. Ce choix peut être modifié à tout moment.",
                en="The consent form has an optional box allowing reuse of the pseudonymised data for other research on the same condition, and a separate box for improvement of the algorithm by the manufacturer. This choice may be changed at any time.",
            ),
            items=("spirit_2025:32b",),
        ),
    ] = None

    vulnerable: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Personnes vulnérables", en="Vulnerable people"),
            Text(
                fr="Mineurs, majeurs protégés ou hors d'état de consentir, femmes enceintes, personnes en situation de dépendance : sont-elles incluses, pourquoi, avec quelles garanties ?",
                en="Minors, adults under protection or unable to consent, pregnant women, people in a dependent position: are they included, why, and with which safeguards?",
            ),
            shape="narrative",
            example=Text(
                fr="Les mineurs, les majeurs protégés et les personnes privées de liberté ne sont pas inclus. Les patients suivis par un investigateur sont informés par un autre professionnel, afin que le refus reste libre.",
                en="Minors, adults under legal protection and people deprived of liberty are not included. Patients followed by an investigator are informed by another professional, so that they remain free to decline.",
            ),
            items=("mdr_annex_xv:3.6.3", "iso_14155_annex_a:A.13", "iso_14155_annex_a:A.15"),
        ),
    ] = None

    insurance: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Assurance et indemnisation", en="Insurance and compensation"),
            Text(
                fr="Assureur, numéro et durée du contrat, montants garantis, démarche d'un participant qui subit un dommage.",
                en="Insurer, policy number and period, amounts covered, what a participant who suffers harm should do.",
            ),
            shape="narrative",
            example=Text(
                fr="Le promoteur a souscrit auprès de l'assureur X (contrat n° à reporter) une assurance de responsabilité civile couvrant l'étude, dont l'attestation est jointe au dossier. Les réclamations sont couvertes pendant au moins dix ans après la fin de l'étude.",
                en="The sponsor has taken out with insurer X (policy number to be entered) liability insurance covering the study; the certificate is attached. Claims are covered for at least ten years after the end of the study.",
            ),
            items=("spirit_2025:34", "iso_14155_annex_a:A.12"),
        ),
    ] = None

    after: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Prise en charge après l'étude", en="Care after the study"),
            Text(
                fr="Accès au dispositif, suivi médical et accompagnement après la participation, dans chaque groupe : un oubli fréquent (60 % des protocoles).",
                en="Access to the device, medical follow-up and support after participation, in each group: a frequent omission (60% of protocols).",
            ),
            shape="narrative",
            example=Text(
                fr="À la fin de sa participation, le patient reprend son suivi habituel. L'accès au dispositif est maintenu sans frais pendant six mois dans le groupe expérimental et proposé au groupe contrôle. Le médecin traitant reçoit un compte rendu avec l'accord du patient.",
                en="At the end of participation, patients return to their usual follow-up. Access to the device continues free of charge for six months in the experimental group and is offered to the control group. The general practitioner receives a report if the patient agrees.",
            ),
            items=("spirit_2025:34", "mdr_annex_xv:3.16"),
        ),
    ] = None
