"""What the algorithm learnt: model and task, data, independence of the study, choice of the model."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Learning(Section):
    """Model, training data and development."""

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
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="Réseau de neurones convolutif de classification : à partir d'un ECG de 10 secondes à 12 dérivations, il rend un score de 0 à 1 et une classe (FEVG abaissée, non abaissée, tracé non analysable).",
                en="Convolutional neural network for classification: from a 10-second 12-lead ECG it returns a score from 0 to 1 and a class (reduced ejection fraction, not reduced, unreadable trace).",
            ),
            items=(
                "spirit_ai:6a(i)",
                "spirit_ai:11a(v)",
                "iso_14155_annex_a:A.2",
                "stard_ai:15a",
                "decide_ai:4",
                "has_ai_grid:2.4",
                "has_ai_grid:3.1",
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
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="Clichés de 12 400 patients de quatre centres, 2015 à 2021, annotés par deux radiologues avec arbitrage par un troisième ; partition par patient en entraînement (70 %), réglage (15 %) et test interne (15 %) ; les plus de 80 ans y sont sous-représentés.",
                en="Images of 12,400 patients from four sites, 2015 to 2021, annotated by two radiologists with a third to adjudicate; split by patient into training (70%), tuning (15%) and internal test (15%); people over 80 are under-represented.",
            ),
            items=(
                "stard_ai:12",
                "stard_ai:15b",
                "stard_ai:28",
                "decide_ai:4",
                "has_ai_grid:2.1",
                "has_ai_grid:2.2",
                "has_ai_grid:2.3",
                "has_ai_grid:2.4",
                "ai_act:10",
            ),
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
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="Aucun des centres de l'étude n'a fourni de données au développement ; l'absence de patient commun est vérifiée par comparaison d'identifiants hachés, avant l'analyse, par une personne indépendante du fabricant.",
                en="No site of the study provided data for development; the absence of a shared patient is verified before the analysis by comparing hashed identifiers, by a person independent of the manufacturer.",
            ),
            items=(
                "stard_ai:15b",
                "stard_ai:29",
                "has_ai_grid:2.2",
                "has_ai_grid:4.3",
            ),
        ),
    ] = None

    selection: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Apprentissage, choix du modèle et performances obtenues",
                en="Learning, choice of the model and performance obtained",
            ),
            Text(
                fr="Type d'apprentissage, modèles essayés, critère de choix, validation croisée, puis performances déjà obtenues "
                "avec leur intervalle et leur jeu de données.",
                en="Type of learning, models tried, criterion of choice, cross-validation, then performance already obtained with "
                "its interval and data set.",
            ),
            asked_if="ai",
            shape="narrative",
            example=Text(
                fr="Apprentissage supervisé ; trois architectures comparées par validation croisée à cinq blocs sur l'aire sous la "
                "courbe ; test interne : aire 0,91 (IC à 95 % 0,89 à 0,93).",
                en="Supervised learning; three architectures compared by five-fold cross-validation on the area under the curve; "
                "internal test: area 0.91 (95% CI 0.89 to 0.93).",
            ),
            items=("has_ai_grid:3.1", "has_ai_grid:3.3", "has_ai_grid:4.1"),
        ),
    ] = None
