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
                fr="Type de modèle, tâche (classer, mesurer, prédire, recommander), entrées et sorties. Réponse « sans objet » si le dispositif n'apprend pas de données.",
                en="Type of model, task (classify, measure, predict, recommend), inputs and outputs. “Not applicable” if the device learns from no data.",
            ),
            shape="narrative",
            items=("spirit_ai:6a(i)", "spirit_ai:11a(v)", "iso_14155_annex_a:A.2", "stard_ai:15a", "decide_ai:4"),
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
                fr="Origine, période, effectifs, critères de sélection, représentativité de la population visée.",
                en="Origin, period, numbers, selection, representativeness of the target population.",
            ),
            shape="narrative",
            items=("stard_ai:11", "stard_ai:12", "stard_ai:15b", "stard_ai:28", "decide_ai:4"),
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
            items=("stard_ai:15b", "stard_ai:29"),
        ),
    ] = None

    input_handling: Annotated[
        Narrative | None,
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
            items=(
                "spirit_ai:11a(ii)",
                "spirit_ai:11a(iii)",
                "stard_ai:13",
                "stard_ai:14",
                "stard_ai:19",
                "decide_ai:4",
            ),
        ),
    ] = None

    output_use: Annotated[
        Narrative | None,
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
            items=("spirit_ai:11a(v)", "spirit_ai:11a(vi)", "stard_ai:3", "decide_ai:4", "decide_ai:5"),
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
            options=YES_NO,
            items=("stard_ai:15c",),
        ),
    ] = None

    oversight: Annotated[
        Narrative | None,
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
            items=("spirit_ai:11a(iv)", "spirit_ai:11a(vi)", "decide_ai:6"),
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
            items=("stard_ai:23", "decide_ai:8"),
        ),
    ] = None

    drift: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Dérive et mises à jour",
                en="Drift and updates",
            ),
            Text(
                fr="Comment une dérive serait détectée, et ce qui se passe si une mise à jour de sécurité s'impose pendant l'étude.",
                en="How a drift would be detected, and what happens if a security update is required during the study.",
            ),
            shape="narrative",
            items=("decide_ai:11",),
        ),
    ] = None
