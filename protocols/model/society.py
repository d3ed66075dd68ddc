"""Environment, participation of patients, access: short questions, beside those of the conduct (involvement, exclusion)."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Line, Narrative, NotApplicable, Section
from stats.text import Text


class Society(Section):
    """Environment, participation and access."""

    association: Annotated[
        Line | NotApplicable | None,
        Ask(
            Text(fr="Association ou patients associés", en="Patient association or patients involved"),
            Text(
                fr="Le nom de l'association et des étapes où elle intervient ; leur rôle est décrit avec la conduite de l'étude.",
                en="The name of the association and the steps it takes part in; their role is described with the conduct.",
            ),
            example=Text(
                fr="Association Exemple Insomnie : conception, note d'information, restitution",
                en="Exemple Insomnia association: design, information sheet, reporting back",
            ),
            needed=False,
        ),
    ] = None
    footprint: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Empreinte numérique et matérielle", en="Digital and material footprint"),
            Text(
                fr="Calcul (entraînement, inférence), hébergement, appareils fournis et leur fin de vie : le principe « ne pas "
                "causer de préjudice important » (règlement (UE) 2020/852, article 17) est demandé par les financeurs publics.",
                en="Computing (training, inference), hosting, devices supplied and their end of life: public funders ask for the "
                "“do no significant harm” principle (Regulation (EU) 2020/852, Article 17).",
            ),
            shape="narrative",
            example=Text(
                fr="Une inférence de 2 secondes par examen sur le serveur existant de l'hôpital, sans matériel neuf ; 40 "
                "tablettes prêtées, reconditionnées puis rendues.",
                en="A 2-second inference per examination on the existing hospital server, without new hardware; 40 tablets lent, "
                "refurbished and then returned.",
            ),
        ),
    ] = None
    travel: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Déplacements évités ou ajoutés", en="Travel avoided or added"),
            Text(
                fr="Ceux des patients, des aidants et de l'équipe, par le dispositif et par l'étude elle-même ; comment ils sont "
                "comptés.",
                en="Those of patients, carers and staff, due to the device and to the study itself; how they are counted.",
            ),
            shape="narrative",
            example=Text(
                fr="Deux consultations à distance remplacent deux trajets de 35 km en moyenne ; l'étude n'ajoute aucun déplacement.",
                en="Two remote visits replace two journeys of 35 km on average; the study adds no travel.",
            ),
            needed=False,
        ),
    ] = None
    accessibility: Annotated[
        Line | NotApplicable | None,
        Ask(
            Text(fr="Accessibilité de l'interface", en="Accessibility of the interface"),
            Text(
                fr="Niveau atteint (RGAA 4, WCAG 2.1 AA), audit daté, défauts connus.",
                en="Level reached (RGAA 4, WCAG 2.1 AA), dated audit, known defects.",
            ),
            example=Text(
                fr="Conforme à 82 % au RGAA 4.1 (audit externe de mars 2026), corrections prévues avant l'inclusion",
                en="82% conformity with RGAA 4.1 (external audit, March 2026), corrections planned before enrolment",
            ),
        ),
    ] = None
    languages: Annotated[
        Line | NotApplicable | None,
        Ask(
            Text(fr="Langues et niveau de lecture", en="Languages and reading level"),
            Text(
                fr="Langues du dispositif et des documents, facilité de lecture, interprète.",
                en="Languages of the device and documents, ease of reading, interpreter.",
            ),
            example=Text(
                fr="Français, anglais, arabe ; notice en « facile à lire et à comprendre »",
                en="French, English, Arabic; leaflet in easy-to-read language",
            ),
            needed=False,
        ),
    ] = None
    equity: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Équité de l'inclusion", en="Equity of inclusion"),
            Text(
                fr="Les groupes souvent absents des études (âge, territoire, précarité, handicap), et ce qui est fait pour les "
                "inclure et les compter.",
                en="The groups often absent from studies (age, place, deprivation, disability), and what is done to include and "
                "count them.",
            ),
            shape="narrative",
            example=Text(
                fr="Trois centres sur neuf en zone sous-dotée ; âge, niveau d'études et commune des personnes non incluses "
                "relevés dans le registre de présélection.",
                en="Three of nine sites in underserved areas; age, education and municipality of people not enrolled recorded in "
                "the screening log.",
            ),
        ),
    ] = None
