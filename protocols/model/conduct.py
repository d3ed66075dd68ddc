"""How the study runs for one participant: visits, care, adherence, exits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import Line, Lines, Narrative, NotApplicable, Number, Row, Section
from stats.text import Text

NATURES = {
    "added": Text(fr="ajouté par la recherche, poids à préciser", en="added by the research, weight to be specified"),
    "usual": Text(fr="soin courant", en="usual care"),
    "device": Text(fr="usage du dispositif évalué", en="use of the device under evaluation"),
    "added_light": Text(fr="ajouté, léger", en="added, light"),
    "added_heavy": Text(fr="ajouté, invasif ou contraignant", en="added, invasive or burdensome"),
    "study": Text(fr="opération de l'étude, sans le participant", en="study operation, without the participant"),
}
ADDED = frozenset({"added", "added_light", "added_heavy"})


class Visit(Row):
    """One visit or assessment, and when it takes place."""

    name: Line
    timing: Line = ""


class Procedure(Row):
    """One procedure, its nature, the visits where it takes place (by name), and what it costs in time and money.

    minutes: of the participant's time, each time; cost: in euros, each time
    """

    name: Line
    nature: Literal["added", "usual", "device", "added_light", "added_heavy", "study"] = "added"
    visits: Lines = ()
    minutes: Annotated[Number, Field(ge=0, le=10_000)] | None = None
    cost: Annotated[Number, Field(ge=0, le=1_000_000)] | None = None


_VISIT_ROWS = Rows(
    (
        Column("name", Text(fr="Visite ou recueil", en="Visit or assessment")),
        Column("timing", Text(fr="Moment et fenêtre", en="Time and window"), width=3),
    ),
    {"name": ""},
)
_PROCEDURE_ROWS = Rows(
    (
        Column("name", Text(fr="Acte ou mesure", en="Procedure or measurement"), width=4),
        Column("nature", Text(fr="Nature", en="Nature"), NATURES, width=3),
        Column("visits", Text(fr="Visites", en="Visits"), width=4, plain=False),
        Column(
            "minutes", Text(fr="Minutes pour le participant", en="Minutes for the participant"), width=2, plain=False
        ),
        Column("cost", Text(fr="Coût unitaire (€)", en="Unit cost (€)"), width=2, plain=False),
    ),
    {"name": ""},
)


class Conduct(Section):
    """Course of the study, follow-up and withdrawals."""

    visits: Annotated[
        Annotated[tuple[Visit, ...], Field(max_length=100)],
        Ask(
            Text(
                fr="Visites et recueils",
                en="Visits and assessments",
            ),
            Text(
                fr="Une ligne par visite ou recueil, avec son moment et sa fenêtre. Ce sont les colonnes du calendrier imprimé.",
                en="One row per visit or assessment, with its time and window. They are the columns of the printed schedule.",
            ),
            shape="rows",
            example=Text(fr="Mesure principale ; semaine 8 (± 7 jours)", en="Primary measurement; week 8 (± 7 days)"),
            rows=_VISIT_ROWS,
            items=("spirit_2025:18", "mdr_annex_xv:3.6.5", "iso_14155_annex_a:A.6.4"),
        ),
    ] = ()

    procedures: Annotated[
        Annotated[tuple[Procedure, ...], Field(max_length=200)],
        Ask(
            Text(fr="Actes et mesures", en="Procedures and measurements"),
            Text(
                fr="Une ligne par acte : les visites où il a lieu, et s'il relève du soin courant ou est ajouté par la recherche. De ce seul tableau découlent le calendrier imprimé, la contrainte pour le participant, les surcoûts et la qualification réglementaire.",
                en="One row per procedure: the visits where it takes place, and whether it is usual care or added by the research. This one table gives the printed schedule, the burden on the participant, the extra cost and the legal route.",
            ),
            shape="rows",
            example=Text(
                fr="Questionnaire de qualité de vie ; ajouté, léger ; inclusion et semaine 8 ; 10 minutes",
                en="Quality-of-life questionnaire; added, light; enrolment and week 8; 10 minutes",
            ),
            rows=_PROCEDURE_ROWS,
            items=("spirit_2025:18", "mdr_annex_xv:3.6.5", "iso_14155_annex_a:A.6.4"),
        ),
    ] = ()

    discontinuation: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Arrêt ou adaptation de l'intervention pour un participant",
                en="Stopping or adapting the intervention for a participant",
            ),
            Text(
                fr="Les critères qui font arrêter ou modifier l'usage du dispositif chez un participant : un oubli fréquent (28 % des protocoles).",
                en="The criteria for stopping or modifying use of the device in one participant: a frequent omission (28% of protocols).",
            ),
            shape="narrative",
            example=Text(
                fr="L'usage est suspendu à la demande du participant, en cas d'aggravation jugée liée au dispositif ou d'apparition d'un critère de non-inclusion ; le participant reste suivi jusqu'à la dernière mesure.",
                en="Use is suspended at the participant's request, for a worsening judged related to the device, or when an exclusion criterion appears; the participant is followed until the last measurement.",
            ),
            items=("spirit_2025:15b", "mdr_annex_xv:3.15", "iso_14155_annex_a:A.6.3"),
        ),
    ] = None

    adherence: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Usage réel et adhésion",
                en="Actual use and adherence",
            ),
            Text(
                fr="Comment l'usage est soutenu (rappels, assistance) et mesuré (connexions, séances).",
                en="How use is supported (reminders, help) and measured (logins, sessions).",
            ),
            shape="narrative",
            example=Text(
                fr="Rappel automatique après sept jours sans connexion, assistance téléphonique ; l'usage est mesuré par les journaux du dispositif : nombre de séances terminées et semaines d'usage.",
                en="Automatic reminder after seven days without login, telephone help; use is measured from the device logs: number of sessions completed and weeks of use.",
            ),
            items=("spirit_2025:15c", "decide_ai:10"),
        ),
    ] = None

    concomitant: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Soins concomitants permis ou interdits",
                en="Concomitant care permitted or prohibited",
            ),
            Text(
                fr="Ce que les participants peuvent ou ne peuvent pas recevoir par ailleurs : un oubli fréquent (28 % des protocoles).",
                en="What participants may or may not receive besides: a frequent omission (28% of protocols).",
            ),
            shape="narrative",
            example=Text(
                fr="Tous les traitements habituels sont permis et recueillis ; le recours à un autre programme numérique de même indication est déconseillé jusqu'à la mesure principale et consigné s'il survient.",
                en="All usual treatments are permitted and recorded; another digital programme with the same indication is discouraged until the primary measurement and recorded if it occurs.",
            ),
            items=("spirit_2025:15d", "mdr_annex_xv:3.6.2", "iso_14155_annex_a:A.6.2"),
        ),
    ] = None

    providers: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Centres et intervenants : conditions de participation",
                en="Sites and providers: requirements",
            ),
            Text(
                fr="Équipement, compétence et formation exigés des centres et de ceux qui délivrent l'intervention ; courbe d'apprentissage.",
                en="Equipment, skills and training required of sites and of those who deliver the intervention; learning curve.",
            ),
            shape="narrative",
            example=Text(
                fr="Au moins 100 patients éligibles par an, connexion sécurisée, un référent formé par centre (deux heures et cinq cas d'essai réussis) ; les cinq premiers participants de chaque centre sont décrits à part.",
                en="At least 100 eligible patients a year, a secure connection, one trained referent per site (two hours and five test cases passed); the first five participants of each site are described separately.",
            ),
            items=("spirit_2025:14b", "spirit_ai:9", "spirit_ai:11a(iv)", "mdr_annex_xv:3.1.3", "decide_ai:3"),
        ),
    ] = None

    retention: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Maintien dans l'étude et données après un arrêt",
                en="Retention and data after stopping",
            ),
            Text(
                fr="Ce qui est fait pour garder les participants, et les données recueillies chez ceux qui arrêtent le dispositif.",
                en="What is done to keep participants, and the data still collected from those who stop using the device.",
            ),
            shape="narrative",
            example=Text(
                fr="Questionnaires courts, deux relances puis un appel ; un participant qui cesse d'utiliser le dispositif reste suivi selon le même calendrier, sauf s'il retire son consentement.",
                en="Short questionnaires, two reminders then a call; a participant who stops using the device is followed on the same schedule unless they withdraw consent.",
            ),
            items=("spirit_2025:25b", "mdr_annex_xv:3.15", "iso_14155_annex_a:A.6.3"),
        ),
    ] = None

    device_accountability: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Traçabilité et accès au dispositif",
                en="Device accountability and access",
            ),
            Text(
                fr="Pour un logiciel : comptes, licences, versions installées, appareils prêtés et rendus : qui a eu accès à quoi, quand.",
                en="For software: accounts, licences, installed versions, devices lent and returned: who had access to what, when.",
            ),
            shape="narrative",
            example=Text(
                fr="Comptes nominatifs ouverts à la randomisation et fermés à la dernière visite ; version, date d'activation et appareil prêté sont consignés dans un registre tenu par centre.",
                en="Personal accounts opened at randomisation and closed at the last visit; version, activation date and lent equipment are recorded in a log kept by each site.",
            ),
            items=(
                "mdr_annex_xv:3.11",
                "iso_14155_annex_a:A.11",
            ),
        ),
    ] = None

    patient_involvement: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Participation des patients et du public",
                en="Patient and public involvement",
            ),
            Text(
                fr="Leur rôle dans la conception, la conduite et la diffusion ; dire franchement s'il n'y en a pas.",
                en="Their part in design, conduct and reporting; say plainly if there is none.",
            ),
            shape="narrative",
            example=Text(
                fr="Deux représentants d'une association de patients ont relu la note d'information et choisi les critères secondaires ; ils siègent au comité de pilotage et participent à la restitution.",
                en="Two representatives of a patient association reviewed the information sheet and chose the secondary outcomes; they sit on the steering committee and take part in reporting back.",
            ),
            items=("spirit_2025:11", "decide_ai:VI", "cheers_2022:21"),
        ),
    ] = None

    inclusion_digital: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Exclusion numérique",
                en="Digital exclusion",
            ),
            Text(
                fr="Les personnes que l'outil numérique pourrait écarter, et ce qui est prévu pour elles.",
                en="The people whom the digital tool could leave out, and what is planned for them.",
            ),
            shape="narrative",
            example=Text(
                fr="Les personnes sans connexion ou peu à l'aise avec l'outil reçoivent une tablette et une aide téléphonique ; leur nombre et les motifs de refus sont consignés.",
                en="People without a connection or ill at ease with the tool receive a tablet and telephone help; their number and the reasons for refusal are recorded.",
            ),
            needed=False,
        ),
    ] = None
