"""Harms: what is looked for, declared to whom, within which time."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Safety(Section):
    """Safety, vigilance and device deficiencies."""

    harms: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Événements recherchés et recueil",
                en="Harms looked for and how they are collected",
            ),
            Text(
                fr="Événements attendus, y compris anxiété, faux sentiment de sécurité ou perte de chance ; méthode et périodicité du recueil (systématique ou spontané), dans tous les groupes.",
                en="Expected events, anxiety, false reassurance or delayed care included; method and frequency of collection (systematic or spontaneous), in every group.",
            ),
            shape="narrative",
            example=Text(
                fr="Attendus : anxiété, retard de consultation après un résultat rassurant ; recherchés par les mêmes questions dans les deux groupes à 1, 3 et 6 mois, et recueillis à tout moment s'ils sont signalés.",
                en="Expected: anxiety, delayed consultation after a reassuring result; sought with the same questions in both groups at 1, 3 and 6 months, and recorded at any time when reported.",
            ),
            items=("spirit_2025:17", "mdr_annex_xv:3.14", "iso_14155_annex_a:A.14", "stard_ai:32"),
        ),
    ] = None

    definitions: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Particularités des définitions et imputabilité",
                en="Study-specific definitions and causality",
            ),
            Text(
                fr="Les définitions réglementaires sont imprimées d'office. Ajouter ce qui est propre à l'étude : événements tenus pour critiques, exclusions, personnes qui évaluent le lien, et arbitrage.",
                en="The regulatory definitions are printed by default. Add what is specific to the study: events regarded as critical, exclusions, who assesses the relationship, and adjudication.",
            ),
            shape="narrative",
            example=Text(
                fr="Les hospitalisations programmées avant l'inclusion ne sont pas des événements graves ; l'imputabilité est évaluée par l'investigateur puis par le promoteur, qui retient l'avis le plus défavorable.",
                en="Hospital stays scheduled before enrolment are not serious events; causality is assessed by the investigator, then by the sponsor, who keeps the less favourable opinion.",
            ),
            items=("spirit_2025:17", "mdr_annex_xv:3.14", "iso_14155_annex_a:A.14"),
        ),
    ] = None

    reporting: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Circuit et délais de déclaration",
                en="Reporting and deadlines",
            ),
            Text(
                fr="Les délais réglementaires sont imprimés d'office. Préciser qui déclare, à qui, par quel moyen, et tout délai plus court.",
                en="The regulatory deadlines are printed by default. State who reports, to whom, by which means, and any shorter deadline.",
            ),
            shape="narrative",
            example=Text(
                fr="L'investigateur déclare tout événement grave au promoteur sous 24 heures (formulaire électronique, courriel de secours) ; le responsable de vigilance du promoteur déclare à l'ANSM et tient le tableau cumulatif.",
                en="The investigator reports every serious event to the sponsor within 24 hours (electronic form, backup e-mail); the sponsor's vigilance officer reports to the authority and keeps the cumulative table.",
            ),
            items=(
                "mdr_annex_xv:3.14",
                "iso_14155_annex_a:A.14",
            ),
        ),
    ] = None

    performance_errors: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Erreurs de performance du dispositif",
                en="Performance errors of the device",
            ),
            Text(
                fr="Comment une sortie fausse, une alerte manquée ou une panne est repérée, analysée et corrigée ; si rien n'est prévu, dire pourquoi.",
                en="How a wrong output, a missed alert or a failure is identified, analysed and acted upon; if nothing is planned, say why.",
            ),
            shape="narrative",
            example=Text(
                fr="Chaque faux négatif confirmé est relu par deux experts avec les données d'entrée ; causes classées (acquisition, population, algorithme, usage) ; trois cas de même cause en un mois déclenchent une revue.",
                en="Each confirmed false negative is reviewed by two experts with the input data; causes are classified (acquisition, population, algorithm, use); three cases with one cause in a month trigger a review.",
            ),
            items=("spirit_ai:22", "decide_ai:6", "decide_ai:13"),
        ),
    ] = None

    cybersecurity: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Cybersécurité et disponibilité",
                en="Cybersecurity and availability",
            ),
            Text(
                fr="Incident de sécurité, indisponibilité, procédure de repli.",
                en="Security incident, downtime, fallback procedure.",
            ),
            shape="narrative",
            example=Text(
                fr="En cas d'indisponibilité, le centre revient à la lecture habituelle ; un incident de sécurité est signalé au promoteur le jour même ; durée et effet sur les participants sont consignés.",
                en="In case of downtime the site returns to usual reading; a security incident is reported to the sponsor the same day; its duration and effect on participants are recorded.",
            ),
            needed=False,
            items=(
                "has_ai_grid:4.5",
                "ai_act:15",
            ),
        ),
    ] = None
