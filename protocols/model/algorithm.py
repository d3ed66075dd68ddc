"""The algorithm in use: its inputs and outputs, threshold, oversight, watch; what it learnt is in `algorithm_learning`."""

from __future__ import annotations

from typing import Annotated

from protocols.model.algorithm_learning import Learning
from protocols.model.asking import Ask
from protocols.model.device import YES_NO, YesNo
from protocols.model.section import Narrative, NotApplicable
from stats.text import Text


class Algorithm(Learning):
    """Data, algorithm and versions (AI or software)."""

    input_handling: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Acquisition et qualité des données d'entrée",
                en="Acquisition and quality of input data",
            ),
            Text(
                fr="Matériel, format, prétraitement, contrôle de qualité, et conduite à tenir devant une entrée inexploitable.",
                en="Hardware, format, preprocessing, quality control, and what is done with an unusable input.",
            ),
            shape="narrative",
            example=Text(
                fr="Fichiers DICOM natifs de deux modèles d'appareil, sans conversion ; contrôle automatique de la netteté ; une image refusée est reprise une fois, puis comptée comme un échec du dispositif.",
                en="Native DICOM files from two models of equipment, without conversion; automatic check of sharpness; a rejected image is retaken once, then counted as a failure of the device.",
            ),
            items=(
                "spirit_ai:10(ii)",
                "spirit_ai:11a(ii)",
                "spirit_ai:11a(iii)",
                "stard_ai:11",
                "stard_ai:13",
                "stard_ai:14",
                "stard_ai:19",
                "decide_ai:4",
                "has_ai_grid:2.5",
                "has_ai_grid:2.6",
                "has_ai_grid:2.7",
            ),
        ),
    ] = None

    output_use: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Sortie et usage dans la décision",
                en="Output and use in the decision",
            ),
            Text(
                fr="Ce que voit l'utilisateur, comment la sortie entre dans la décision, qui peut passer outre.",
                en="What the user sees, how the output enters the decision, who can override it.",
            ),
            shape="narrative",
            example=Text(
                fr="Un score et une alerte s'affichent dans le dossier au moment de la relecture ; le médecin décide seul de l'examen complémentaire et peut écarter l'alerte en indiquant un motif.",
                en="A score and an alert are displayed in the record at the time of reading; the physician alone decides on the further test and may dismiss the alert, giving a reason.",
            ),
            items=(
                "spirit_ai:11a(v)",
                "spirit_ai:11a(vi)",
                "stard_ai:3",
                "decide_ai:4",
                "decide_ai:5",
                "has_ai_grid:1.4",
                "has_ai_grid:1.5",
                "ai_act:13",
            ),
        ),
    ] = None

    threshold: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Seuil de décision", en="Decision threshold"),
            Text(
                fr="La valeur du seuil, sur quelles données il a été choisi et quand il a été figé.",
                en="The value of the threshold, on which data it was chosen and when it was fixed.",
            ),
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="Score de 0,42, choisi sur les données de réglage pour une sensibilité de 90 %, figé le 3 mars 2026, avant toute extraction des données de l'étude.",
                en="Score of 0.42, chosen on the tuning data for a sensitivity of 90%, fixed on 3 March 2026, before any extraction of the study data.",
            ),
            items=(
                "stard_ai:15c",
                "has_ai_grid:4.2",
            ),
        ),
    ] = None

    threshold_fixed: Annotated[
        YesNo | NotApplicable | None,
        Ask(
            Text(fr="Le seuil est-il figé avant l'étude ?", en="Is the threshold fixed before the study?"),
            Text(
                fr="Un seuil choisi sur les données de l'étude surestime la performance.",
                en="A threshold chosen on the study data overestimates performance.",
            ),
            asked_if="ai",
            shape="choice",
            example=Text(
                fr="Oui",
                en="Yes",
            ),
            options=YES_NO,
            items=(
                "stard_ai:15c",
                "has_ai_grid:4.2",
            ),
        ),
    ] = None

    oversight: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Contrôle humain",
                en="Human oversight",
            ),
            Text(
                fr="Qui surveille, comment l'utilisateur est alerté d'une sortie douteuse, comment le biais d'automatisation est limité.",
                en="Who supervises, how the user is warned of a doubtful output, how automation bias is limited.",
            ),
            shape="narrative",
            example=Text(
                fr="Chaque sortie est relue par un radiologue, qui rend d'abord sa propre lecture ; une confiance faible est signalée ; la part des alertes suivies à tort est mesurée pour repérer un biais d'automatisation.",
                en="Each output is reviewed by a radiologist, who first gives their own reading; low confidence is flagged; the share of alerts wrongly followed is measured to detect automation bias.",
            ),
            items=(
                "spirit_ai:11a(iv)",
                "spirit_ai:11a(vi)",
                "decide_ai:6",
                "has_ai_grid:1.5",
                "ai_act:14",
            ),
        ),
    ] = None

    fairness: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Sous-groupes à surveiller",
                en="Subgroups to watch",
            ),
            Text(
                fr="Âge, sexe, centre, matériel, phototype, gravité : les groupes où la performance pourrait différer, et l'effectif attendu dans le plus petit.",
                en="Age, sex, site, hardware, skin type, severity: the groups where performance could differ, and the number expected in the smallest.",
            ),
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="Sexe, âge (moins de 65 ans, 65 ans ou plus), centre, modèle d'appareil, phototype ; le plus petit groupe attendu, les phototypes V et VI, compte environ 40 participants : son estimation sera imprécise.",
                en="Sex, age (under 65, 65 or over), site, model of equipment, skin phototype; the smallest group expected, phototypes V and VI, has about 40 participants: its estimate will be imprecise.",
            ),
            items=(
                "stard_ai:23",
                "stard_ai:28",
                "stard_ai:29",
                "decide_ai:8",
                "has_ai_grid:2.3",
                "has_ai_grid:4.3",
                "ai_act:10",
            ),
        ),
    ] = None

    drift: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Dérive et mises à jour",
                en="Drift and updates",
            ),
            Text(
                fr="Comment une dérive serait détectée, et conduite à tenir si un correctif de sécurité s'impose pendant l'étude ; réapprentissage éventuel, et qui le décide.",
                en="How a drift would be detected, and what is done if a security fix is required during the study; any re-training, and who decides it.",
            ),
            shape="narrative",
            example=Text(
                fr="Le taux d'alertes et de tracés refusés est suivi chaque mois par centre ; aucune mise à jour n'est prévue ; un correctif de sécurité indispensable est documenté, vérifié sur un jeu de référence et déclaré comme une modification du protocole.",
                en="The rate of alerts and of rejected traces is followed monthly by site; no update is planned; an indispensable security fix is documented, verified on a reference set and declared as an amendment.",
            ),
            items=(
                "decide_ai:11",
                "has_ai_grid:3.4",
                "has_ai_grid:4.4",
            ),
        ),
    ] = None

    explanation: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Explication donnée à l'utilisateur et au patient",
                en="Explanation given to the user and the patient",
            ),
            Text(
                fr="Ce qui aide à comprendre une sortie (score de confiance, zone désignée, variables qui pèsent), à qui c'est "
                "montré, et les limites annoncées.",
                en="What helps to understand an output (confidence, area shown, variables that weigh), to whom it is shown, and "
                "the limits announced.",
            ),
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="La zone suspecte est entourée et un niveau de confiance en trois classes est affiché au radiologue ; le "
                "patient est informé de l'usage d'une IA ; la notice donne les performances par sous-groupe.",
                en="The suspicious area is outlined and a three-level confidence is shown to the radiologist; the patient is told "
                "that AI is used; the instructions give performance by subgroup.",
            ),
            items=("has_ai_grid:4.7", "ai_act:13"),
        ),
    ] = None

    robustness: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Robustesse et conduite en cas d'anomalie", en="Robustness and conduct when something fails"),
            Text(
                fr="Essais face à des entrées dégradées, atypiques ou hostiles ; détection d'une anomalie ou d'une panne, mode "
                "dégradé, retour au soin habituel.",
                en="Tests with degraded, atypical or hostile inputs; detection of an anomaly or failure, degraded mode, return to "
                "usual care.",
            ),
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="Sensibilité vérifiée avec bruit ajouté et compression ; en cas de panne, un message remplace le résultat et "
                "la lecture se poursuit sans le logiciel ; l'incident est déclaré dans les 24 heures.",
                en="Sensitivity checked with added noise and compression; on failure a message replaces the result and reading "
                "goes on without the software; the incident is reported within 24 hours.",
            ),
            items=("has_ai_grid:4.5", "has_ai_grid:4.6", "ai_act:15"),
        ),
    ] = None

    logs: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Journaux d'événements", en="Event logs"),
            Text(
                fr="Ce qui est enregistré à chaque usage (version, entrée, sortie, décision contraire de l'utilisateur), la durée "
                "de conservation et qui y accède.",
                en="What is recorded at each use (version, input, output, override by the user), how long it is kept and who has "
                "access.",
            ),
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="Version, horodatage, identifiant de l'examen, score et avis écarté avec son motif ; conservés 15 ans par le "
                "promoteur, consultables par le moniteur.",
                en="Version, time stamp, examination identifier, score and advice overridden with its reason; kept 15 years by "
                "the sponsor, open to the monitor.",
            ),
            items=("ai_act:12",),
        ),
    ] = None
