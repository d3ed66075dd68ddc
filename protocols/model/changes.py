"""Amendments, deviations, stopping."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, Section
from stats.text import Text


class Changes(Section):
    """Amendments, deviations, stopping and end of study."""

    amendments: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Modifications du protocole", en="Protocol amendments"),
            Text(
                fr="Qui propose, qui décide, qui est informé et comment ; ce qui est substantiel, y compris pour le logiciel (version, seuil, correctif).",
                en="Who proposes, who decides, who is told and how; what is substantial, including for the software (version, threshold, patch).",
            ),
            shape="narrative",
            example=Text(
                fr="Le comité de pilotage décide des modifications, sur proposition du promoteur. Celles qui touchent le critère principal, l'effectif, l'éligibilité ou la version du logiciel sont substantielles et soumises au CPP. Les centres sont avertis par écrit sous cinq jours ouvrés, le registre public est mis à jour et, au besoin, les participants sont informés de nouveau.",
                en="The steering committee decides on amendments proposed by the sponsor. Those that affect the primary endpoint, the sample size, eligibility or the software version are substantial and submitted to the ethics committee. Sites are told in writing within five working days, the public registry is updated and, where needed, participants are informed again.",
            ),
            items=("spirit_2025:31", "mdr_annex_xv:3.9", "iso_14155_annex_a:A.9"),
        ),
    ] = None

    deviations: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Écarts au protocole", en="Protocol deviations"),
            Text(
                fr="Comment les écarts sont repérés, classés, déclarés et corrigés, et à partir de quand un centre est suspendu. Aucune dérogation n'est accordée : le document le dit déjà.",
                en="How deviations are detected, classified, reported and corrected, and when a site is suspended. No waiver is granted: the document already says so.",
            ),
            shape="narrative",
            example=Text(
                fr="Les écarts sont consignés dans le cahier d'observation et classés mineurs ou majeurs par le promoteur. Un écart majeur (consentement, éligibilité, critère principal, version du logiciel) lui est signalé sous 24 heures et donne lieu à une action corrective ; deux écarts majeurs de même nature suspendent les inclusions du centre.",
                en="Deviations are recorded in the case report form and classified as minor or major by the sponsor. A major deviation (consent, eligibility, primary endpoint, software version) is reported within 24 hours and leads to corrective action; two major deviations of the same kind suspend enrolment at the site.",
            ),
            items=("mdr_annex_xv:3.10", "iso_14155_annex_a:A.10"),
        ),
    ] = None

    stopping: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Suspension, arrêt et fin de l'étude", en="Suspension, stopping and end of study"),
            Text(
                fr="Critères de suspension ou d'arrêt de l'étude ou d'un centre, qui décide, conditions de reprise, conséquences pour les participants, définition de la fin de l'étude. L'arrêt pour un participant est une autre question.",
                en="Criteria for suspending or stopping the study or a site, who decides, conditions for resuming, consequences for participants, definition of the end of the study. Stopping for one participant is another question.",
            ),
            shape="narrative",
            example=Text(
                fr="Le promoteur suspend l'étude en cas d'événement grave imputé au dispositif ou de défectuosité pouvant en provoquer un, jusqu'à l'analyse de sa cause. Il peut l'arrêter sur recommandation du comité de surveillance. Le suivi des participants déjà inclus est maintenu. La fin de l'étude est la dernière visite du dernier participant.",
                en="The sponsor suspends the study after a serious event attributed to the device, or a deficiency that could cause one, until its cause has been analysed. It may stop the study on the advice of the monitoring committee. Participants already enrolled continue to be followed. The study ends with the last visit of the last participant.",
            ),
            items=("mdr_annex_xv:3.15", "iso_14155_annex_a:A.16"),
        ),
    ] = None
