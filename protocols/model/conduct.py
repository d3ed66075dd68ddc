"""How the study runs for one participant: visits, care, adherence, exits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import Line, Narrative, NotApplicable, Section
from stats.frozen import Frozen
from stats.text import Text

USUAL = {
    "usual": Text(fr="soin courant", en="usual care"),
    "added": Text(fr="ajouté par la recherche", en="added by the research"),
}


class Visit(Frozen):
    """One visit or assessment, when it takes place, what is done, and whether the research adds it."""

    name: Line
    timing: Line = ""
    procedures: Line = ""
    added: Literal["usual", "added"] = "added"


_VISIT_ROWS = Rows(
    (
        Column("name", Text(fr="Visite ou recueil", en="Visit or assessment")),
        Column("timing", Text(fr="Moment", en="Time"), width=2),
        Column("procedures", Text(fr="Actes et mesures", en="Procedures and measurements"), width=4),
        Column("added", Text(fr="Nature", en="Nature"), USUAL, width=2),
    ),
    {"name": ""},
)


class Conduct(Section):
    """Course of the study, follow-up and withdrawals."""

    visits: Annotated[
        Annotated[tuple[Visit, ...], Field(max_length=100)],
        Ask(
            Text(
                fr="Calendrier des visites et recueils",
                en="Schedule of visits and assessments",
            ),
            Text(
                fr="Une ligne par visite ou recueil : moment, actes, et s'ils sont du soin courant ou ajoutés par la recherche. Le tableau imprimé en découle.",
                en="One row per visit or assessment: time, procedures, and whether they are usual care or added by the research. The printed table follows.",
            ),
            shape="rows",
            rows=_VISIT_ROWS,
            items=("spirit_2025:18", "mdr_annex_xv:3.6.5", "iso_14155_annex_a:A.6.4"),
        ),
    ] = ()

    discontinuation: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Arrêt ou adaptation de l'intervention pour un participant",
                en="Stopping or adapting the intervention for a participant",
            ),
            Text(
                fr="Les critères qui font arrêter ou modifier l'usage du dispositif chez un participant : un oubli fréquent.",
                en="The criteria for stopping or modifying use of the device in one participant: a frequent omission.",
            ),
            shape="narrative",
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
            items=("spirit_2025:15c", "decide_ai:10"),
        ),
    ] = None

    concomitant: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Soins concomitants permis ou interdits",
                en="Concomitant care permitted or prohibited",
            ),
            Text(
                fr="Ce que les participants peuvent ou ne peuvent pas recevoir par ailleurs : un oubli fréquent.",
                en="What participants may or may not receive besides: a frequent omission.",
            ),
            shape="narrative",
            items=("spirit_2025:15d", "mdr_annex_xv:3.6.2", "iso_14155_annex_a:A.6.2"),
        ),
    ] = None

    providers: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Centres et intervenants : conditions de participation",
                en="Sites and providers: conditions to take part",
            ),
            Text(
                fr="Équipement, compétence et formation exigés des centres et de ceux qui délivrent l'intervention ; courbe d'apprentissage.",
                en="Equipment, skills and training required of sites and of those who deliver the intervention; learning curve.",
            ),
            shape="narrative",
            items=("spirit_2025:14b", "spirit_ai:9", "spirit_ai:11a(iv)", "mdr_annex_xv:3.1.3", "decide_ai:3"),
        ),
    ] = None

    retention: Annotated[
        Narrative | None,
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
                fr="Comptes, licences, versions installées, appareils prêtés et rendus : qui a eu accès à quoi, quand.",
                en="Accounts, licences, installed versions, devices lent and returned: who had access to what, when.",
            ),
            shape="narrative",
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
            needed=False,
        ),
    ] = None
