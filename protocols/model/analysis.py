"""The statistical analysis plan in the protocol."""

from __future__ import annotations

from typing import Annotated, Literal

from protocols.model.asking import Ask
from protocols.model.section import Line, Narrative, NotApplicable, Section
from stats.text import Text

SETS = {
    "itt": Text(fr="Intention de traiter (tous les randomisés)", en="Intention to treat (all randomised)"),
    "all_evaluable": Text(
        fr="Tous les sujets, selon l'intention de diagnostiquer", en="All subjects, by intention to diagnose"
    ),
    "per_protocol": Text(fr="Per protocole", en="Per protocol"),
}
MISSING = {
    "multiple_imputation": Text(fr="Imputation multiple", en="Multiple imputation"),
    "mmrm": Text(fr="Modèle mixte pour mesures répétées", en="Mixed model for repeated measures"),
    "failure": Text(fr="Donnée manquante comptée comme un échec", en="Missing outcome counted as a failure"),
    "complete_case": Text(fr="Cas complets seulement", en="Complete cases only"),
    "locf": Text(fr="Dernière observation reportée", en="Last observation carried forward"),
    "none": Text(fr="Aucune méthode prévue", en="No method planned"),
}
_INTERIM_ITEMS = ("spirit_2025:28b", "mdr_annex_xv:3.7", "iso_14155_annex_a:A.7")
_INTERIM_COMMITTEE = Ask(
    Text(
        fr="Comité des analyses intermédiaires, charte et accès aux résultats",
        en="Committee of the interim analyses, charter and access to results",
    ),
    Text(
        fr="Le protocole imprime lui-même les analyses intermédiaires du calcul : nombre, moments, règles d'arrêt. Reste à dire quel comité les examine et selon quelle charte, qui prépare les résultats, qui les voit et qui décide de l'arrêt.",
        en="The protocol itself prints the interim analyses of the calculation: number, times, stopping rules. Still to be said: which committee examines them and under which charter, who prepares the results, who sees them and who decides to stop.",
    ),
    shape="narrative",
    example=Text(
        fr="Le comité de surveillance indépendant examine les résultats selon une charte signée avant la première inclusion. Ils sont préparés par un statisticien sans autre rôle dans l'étude ; ni le promoteur ni les investigateurs ne les voient. Le promoteur décide de l'arrêt sur la recommandation du comité.",
        en="The independent data monitoring committee examines the results under a charter signed before the first enrolment. They are prepared by a statistician with no other part in the study; neither the sponsor nor the investigators see them. The sponsor decides to stop on the recommendation of the committee.",
    ),
    items=_INTERIM_ITEMS,
)


class Analysis(Section):
    """How the data will be analysed."""

    population: Annotated[
        Literal["itt", "all_evaluable", "per_protocol"] | None,
        Ask(
            Text(fr="Population de l'analyse principale", en="Set for the primary analysis"),
            Text(
                fr="L'analyse principale d'un essai randomisé de supériorité porte sur tous les randomisés.",
                en="The primary analysis of a randomised superiority trial includes all randomised participants.",
            ),
            shape="choice",
            options=SETS,
            items=("spirit_2025:27b", "mdr_annex_xv:3.7", "iso_14155_annex_a:A.7", "decide_ai:V"),
        ),
    ] = None
    primary: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Analyse du critère principal", en="Analysis of the primary endpoint"),
            Text(
                fr="Le modèle ou le test, les covariables, l'intervalle de confiance : les mêmes que dans le calcul d'effectif.",
                en="The model or test, the covariates, the confidence interval: the same as in the sample size.",
            ),
            shape="narrative",
            items=("spirit_2025:27a", "mdr_annex_xv:3.7", "iso_14155_annex_a:A.7", "stard_ai:18", "decide_ai:V"),
        ),
    ] = None
    missing_data: Annotated[
        Literal["multiple_imputation", "mmrm", "failure", "complete_case", "locf", "none"] | NotApplicable | None,
        Ask(
            Text(fr="Données manquantes", en="Missing data"),
            Text(
                fr="Inclure davantage de patients rend de la puissance, pas l'absence de biais : une méthode est nécessaire.",
                en="Enrolling more restores power, not the absence of bias: a method is needed.",
            ),
            shape="choice",
            options=MISSING,
            items=("spirit_2025:27c", "mdr_annex_xv:3.7", "iso_14155_annex_a:A.7", "stard_ai:20"),
        ),
    ] = None
    sensitivity: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Analyses de sensibilité", en="Sensitivity analyses"),
            Text(
                fr="Ce qui vérifie que la conclusion ne tient pas à une hypothèse (données manquantes non aléatoires, sites).",
                en="What checks that the conclusion does not hang on one assumption (data missing not at random, sites).",
            ),
            shape="narrative",
            items=("spirit_2025:27d", "mdr_annex_xv:3.7", "iso_14155_annex_a:A.7", "stard_ai:21"),
        ),
    ] = None
    subgroups: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Sous-groupes prévus", en="Planned subgroups"),
            Text(
                fr="Âge, sexe, centre, matériel d'acquisition : annoncés à l'avance.",
                en="Age, sex, site, acquisition hardware: announced in advance.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:27d",
                "mdr_annex_xv:3.7",
                "iso_14155_annex_a:A.7",
                "stard_ai:21",
                "stard_ai:23",
                "decide_ai:VIII",
            ),
        ),
    ] = None
    interim: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Analyses intermédiaires", en="Interim analyses"),
            Text(
                fr="Prévues ou non ; si oui, règles d'arrêt et comité indépendant. L'oubli le plus fréquent.",
                en="Planned or not; if so, stopping rules and independent committee. The most frequent omission.",
            ),
            shape="narrative",
            items=_INTERIM_ITEMS,
            instead=(("looks", _INTERIM_COMMITTEE),),
        ),
    ] = None
    multiplicity: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Multiplicité des critères secondaires et des autres comparaisons",
                en="Multiplicity of the secondary endpoints and other comparisons",
            ),
            Text(
                fr="Comment le risque d'erreur est maîtrisé sur les critères secondaires que l'on veut revendiquer (ordre de test, "
                "correction) et entre plusieurs bras ; ceux qui restent descriptifs. La procédure de plusieurs critères principaux "
                "vient du calcul d'effectif et s'imprime d'elle-même : ne pas la récrire.",
                en="How the error rate is controlled over the secondary endpoints to be claimed (testing order, adjustment) and "
                "between several arms; which ones stay descriptive. The procedure of several primary endpoints comes from the "
                "sample size and prints by itself: do not write it again.",
            ),
            shape="narrative",
            items=("mdr_annex_xv:3.7", "iso_14155_annex_a:A.7"),
        ),
    ] = None
    software: Annotated[
        Line | None,
        Ask(
            Text(fr="Logiciel d'analyse", en="Analysis software"),
            Text(fr="Nom et version.", en="Name and version."),
            example=Text(fr="R 4.4 ou ultérieure", en="R 4.4 or later"),
            needed=False,
        ),
    ] = None
