"""The application for funding: edition of the call, applicant, amounts, dates. The limits are data/funding/*.yaml."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import Line, NotApplicable, Number, Row, Section, Whole
from stats.text import Text

Edition = Literal["2020_grand_defi", "2021_22", "2023_v3", "dmn_equip"]
EDITIONS = {
    "2020_grand_defi": Text(fr="2020, Grand Défi (dispositifs à base d'IA)", en="2020, Grand Défi (AI devices)"),
    "2021_22": Text(fr="2021-2022 (dispositifs numériques ou IA)", en="2021-2022 (digital or AI devices)"),
    "2023_v3": Text(fr="2023, vague 3, en deux étapes", en="2023, wave 3, in two stages"),
    "dmn_equip": Text(
        fr="Dispositifs numériques et équipements innovants (plus récente)",
        en="Digital devices and innovative equipment (more recent)",
    ),
}
THEMES = {
    "numerique": Text(fr="Dispositif principalement numérique", en="Mainly digital device"),
    "equipement": Text(fr="Équipement innovant pour l'hôpital", en="Innovative hospital equipment"),
}
STAGES = {
    "synopsis": Text(fr="Première étape : synopsis", en="First stage: synopsis"),
    "comments_pending": Text(
        fr="Seconde étape, remarques des experts à traiter", en="Second stage, experts' remarks to be dealt with"
    ),
    "comments_answered": Text(
        fr="Seconde étape, remarques des experts prises en compte", en="Second stage, experts' remarks dealt with"
    ),
}
ROLES = {
    "partner": Text(fr="partenaire", en="partner"),
    "subcontractor": Text(fr="sous-traitant", en="subcontractor"),
}
YES_NO = {"yes": Text(fr="oui", en="yes"), "no": Text(fr="non", en="no")}
YesNo = Literal["yes", "no"]
Euros = Annotated[Number, Field(ge=0, le=1e9)]


class Partner(Row):
    """An organisation that takes part in the funded project beside the applicant."""

    name: Line
    role: Literal["partner", "subcontractor"] = "subcontractor"
    amount: Annotated[Line, Field(max_length=60)] = ""


_PARTNER_ROWS = Rows(
    (
        Column("name", Text(fr="Organisme", en="Organisation"), width=4),
        Column("role", Text(fr="Rôle", en="Role"), ROLES, width=4),
        Column("amount", Text(fr="Montant", en="Amount"), width=3),
    ),
    {"name": "", "role": "subcontractor"},
)


class Funding(Section):
    """The application for funding. Nothing of it is printed in the protocol: the file of the call is another document."""

    edition: Annotated[
        Edition | NotApplicable | None,
        Ask(
            Text(fr="Édition de l'appel Bpifrance", en="Edition of the Bpifrance call"),
            Text(
                fr="Elle décide de toutes les limites. Aucune édition n'est à jour de façon certaine : le cahier des charges fait foi.",
                en="It decides every limit. No edition is certain to be current: only the official specifications are authoritative.",
            ),
            shape="choice",
            options=EDITIONS,
            needed=False,
        ),
    ] = None
    theme: Annotated[
        Literal["numerique", "equipement"] | NotApplicable | None,
        Ask(
            Text(fr="Thématique", en="Theme"),
            Text(
                fr="Seule l'édition « numérique et équipements » en distingue deux, avec des montants différents.",
                en="Only the “digital and equipment” edition has two, with different amounts.",
            ),
            shape="choice",
            options=THEMES,
            needed=False,
        ),
    ] = None
    stage: Annotated[
        Literal["synopsis", "comments_pending", "comments_answered"] | NotApplicable | None,
        Ask(
            Text(fr="Étape de la candidature", en="Stage of the application"),
            Text(
                fr="Depuis 2023, un synopsis est présélectionné, puis le protocole complet tient compte des remarques des experts.",
                en="Since 2023 a synopsis is preselected, then the full protocol takes the experts' remarks into account.",
            ),
            shape="choice",
            options=STAGES,
            needed=False,
        ),
    ] = None
    filing_date: Annotated[
        date | NotApplicable | None,
        Ask(
            Text(fr="Date de dépôt du dossier", en="Date of submission"),
            Text(
                fr="Les échéances de chacun sont comptées à rebours depuis cette date.",
                en="Everyone's due dates are counted back from this date.",
            ),
            shape="date",
            needed=False,
        ),
    ] = None
    start_date: Annotated[
        date | NotApplicable | None,
        Ask(
            Text(fr="Début du projet financé", en="Start of the funded project"),
            Text(
                fr="Les dépenses antérieures au dépôt ne sont en principe pas prises en charge.",
                en="Spending before submission is in principle not covered.",
            ),
            shape="date",
            needed=False,
        ),
    ] = None
    duration_months: Annotated[
        Annotated[Whole, Field(ge=1, le=240)] | NotApplicable | None,
        Ask(
            Text(fr="Durée du projet financé (mois)", en="Duration of the funded project (months)"),
            Text(fr="De la date de début à la remise du rapport.", en="From the start to the final report."),
            shape="number",
            example=Text(fr="36", en="36"),
            needed=False,
        ),
    ] = None
    total_spend: Annotated[
        Euros | NotApplicable | None,
        Ask(
            Text(fr="Dépenses totales du projet (euros)", en="Total spending of the project (euros)"),
            Text(
                fr="Toutes les dépenses du projet d'évaluation, qu'elles soient aidées ou non.",
                en="All spending of the evaluation project, whether supported or not.",
            ),
            shape="number",
            example=Text(fr="1 200 000", en="1,200,000"),
            needed=False,
        ),
    ] = None
    aid_requested: Annotated[
        Euros | NotApplicable | None,
        Ask(
            Text(fr="Aide demandée (euros)", en="Aid requested (euros)"),
            Text(
                fr="Le taux d'aide par taille d'entreprise n'a pas été trouvé dans les sources publiques : à demander à Bpifrance.",
                en="The aid rate by company size was not found in public sources: to be asked of Bpifrance.",
            ),
            shape="number",
            example=Text(fr="600 000", en="600,000"),
            needed=False,
        ),
    ] = None
    applicant_is_manufacturer: Annotated[
        YesNo | NotApplicable | None,
        Ask(
            Text(
                fr="Le porteur est-il le fabricant responsable du marquage CE ?",
                en="Is the applicant the manufacturer responsible for CE marking?",
            ),
            Text(
                fr="Le porteur du dossier n'est pas forcément le promoteur de l'étude : un hôpital peut être promoteur.",
                en="The applicant is not necessarily the sponsor of the study: a hospital may be the sponsor.",
            ),
            shape="choice",
            options=YES_NO,
            needed=False,
        ),
    ] = None
    applicant_french: Annotated[
        YesNo | NotApplicable | None,
        Ask(
            Text(fr="Le porteur est-il une entité de droit français ?", en="Is the applicant a French legal entity?"),
            Text(
                fr="Une filiale immatriculée en France convient ; une société étrangère seule, non.",
                en="A subsidiary registered in France will do; a foreign company alone will not.",
            ),
            shape="choice",
            options=YES_NO,
            needed=False,
        ),
    ] = None
    partners: Annotated[
        Annotated[tuple[Partner, ...], Field(max_length=30)] | NotApplicable,
        Ask(
            Text(fr="Partenaires et sous-traitants", en="Partners and subcontractors"),
            Text(
                fr="Depuis 2023, un seul bénéficiaire : hôpitaux et sociétés de recherche sous contrat sont sous-traitants.",
                en="Since 2023 a single beneficiary: hospitals and contract research organisations are subcontractors.",
            ),
            shape="rows",
            rows=_PARTNER_ROWS,
            needed=False,
        ),
    ] = ()
    ce_expected: Annotated[
        date | NotApplicable | None,
        Ask(
            Text(fr="Date prévue du marquage CE", en="Expected date of CE marking"),
            Text(fr="Pour un dispositif qui n'est pas encore marqué CE.", en="For a device that is not CE marked yet."),
            shape="date",
            needed=False,
        ),
    ] = None
    evaluation_only: Annotated[
        YesNo | NotApplicable | None,
        Ask(
            Text(fr="Le projet est-il exclusivement une évaluation ?", en="Is the project exclusively an evaluation?"),
            Text(
                fr="Ni développement de l'algorithme, ni apprentissage sur de nouvelles données dans les dépenses du projet.",
                en="Neither algorithm development nor learning on new data among the spending of the project.",
            ),
            shape="choice",
            options=YES_NO,
            needed=False,
        ),
    ] = None
