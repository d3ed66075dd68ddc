"""The algorithm and its data: what was trained, on what, frozen when, watched how."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.device import YES_NO, YesNo
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Algorithm(Section):
    """Data, algorithm and versions (AI or software)."""

    model: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Algorithme et tâche",
                en="Algorithm and task",
            ),
            Text(
                fr="Type de modèle, tâche (classer, mesurer, prédire, recommander), entrées et sorties. « Sans objet », avec la raison, si rien n'est appris à partir de données.",
                en="Type of model, task (classify, measure, predict, recommend), inputs and outputs. “Not applicable”, with the reason, if nothing is learnt from data.",
            ),
            shape="narrative",
            example=Text(
                fr="Réseau de neurones convolutif de classification : à partir d'un ECG de 10 secondes à 12 dérivations, il rend un score de 0 à 1 et une classe (FEVG abaissée, non abaissée, tracé non analysable).",
                en="Convolutional neural network for classification: from a 10-second 12-lead ECG it returns a score from 0 to 1 and a class (reduced ejection fraction, not reduced, unreadable trace).",
            ),
            items=(
                "spirit_ai:11a(v)",
                "spirit_ai:6a(i)",
                "iso_14155_annex_a:A.2",
                "stard_ai:15a",
                "decide_ai:4",
            ),
        ),
    ] = None

    training_data: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Données d'entraînement",
                en="Training data",
            ),
            Text(
                fr="Origine, période, effectifs, annotation, partition (entraînement, réglage, test), représentativité de la population visée, biais connus.",
                en="Origin, period, numbers, annotation, split (training, tuning, test), representativeness of the target population, known biases.",
            ),
            shape="narrative",
            example=Text(
                fr="Clichés de 12 400 patients de quatre centres, 2015 à 2021, annotés par deux radiologues avec arbitrage par un troisième ; partition par patient en entraînement (70 %), réglage (15 %) et test interne (15 %) ; les plus de 80 ans y sont sous-représentés.",
                en="Images of 12,400 patients from four sites, 2015 to 2021, annotated by two radiologists with a third to adjudicate; split by patient into training (70%), tuning (15%) and internal test (15%); people over 80 are under-represented.",
            ),
            items=("stard_ai:12", "stard_ai:15b"),
        ),
    ] = None

    independence: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Indépendance des données d'étude",
                en="Independence of the study data",
            ),
            Text(
                fr="Ce qui prouve qu'aucun patient ni aucun centre de l'étude n'a servi à l'entraînement ou au réglage.",
                en="What proves that no patient and no site of the study served training or tuning.",
            ),
            shape="narrative",
            example=Text(
                fr="Aucun des centres de l'étude n'a fourni de données au développement ; l'absence de patient commun est vérifiée par comparaison d'identifiants hachés, avant l'analyse, par une personne indépendante du fabricant.",
                en="No site of the study provided data for development; the absence of a shared patient is verified before the analysis by comparing hashed identifiers, by a person independent of the manufacturer.",
            ),
            items=("stard_ai:15b",),
        ),
    ] = None

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
                "spirit_ai:11a(ii)",
                "spirit_ai:11a(iii)",
                "spirit_ai:10(ii)",
                "stard_ai:11",
                "stard_ai:13",
                "stard_ai:14",
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
            shape="narrative",
            example=Text(
                fr="Score de 0,42, choisi sur les données de réglage pour une sensibilité de 90 %, figé le 3 mars 2026, avant toute extraction des données de l'étude.",
                en="Score of 0.42, chosen on the tuning data for a sensitivity of 90%, fixed on 3 March 2026, before any extraction of the study data.",
            ),
            items=("stard_ai:15c",),
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
            shape="choice",
            example=Text(
                fr="Oui",
                en="Yes",
            ),
            options=YES_NO,
            items=("stard_ai:15c",),
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
            items=("spirit_ai:11a(iv)",),
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
            shape="narrative",
            example=Text(
                fr="Sexe, âge (moins de 65 ans, 65 ans ou plus), centre, modèle d'appareil, phototype ; le plus petit groupe attendu, les phototypes V et VI, compte environ 40 participants : son estimation sera imprécise.",
                en="Sex, age (under 65, 65 or over), site, model of equipment, skin phototype; the smallest group expected, phototypes V and VI, has about 40 participants: its estimate will be imprecise.",
            ),
            items=(
                "stard_ai:23",
                "stard_ai:28",
                "stard_ai:29",
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
            items=("decide_ai:11",),
        ),
    ] = None
