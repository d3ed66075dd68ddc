"""The words of what is built on the primary question: interim looks, a revision of the size, other claims, assurance."""

from stats.text import Text

TITLE = Text(
    fr="Analyses intermédiaires, révision de l'effectif, autres critères principaux, assurance",
    en="Interim looks, revision of the size, other primary claims, assurance",
)
CHOICE = Text(fr="Prolongement du calcul", en="Extension of the calculation")
CHOICE_HELP = Text(
    fr="Regarder les résultats avant la fin ; revoir l'effectif en aveugle si la variabilité n'est pas celle prévue ; revendiquer plusieurs critères, par exemple économique et médical ; ou viser une "
    "probabilité de succès qui tient compte de l'incertitude sur les hypothèses.",
    en="Look at the results before the end; revise the size in a blinded manner if the variability is not the one planned; claim several endpoints, such as an economic and a medical one; or aim at a probability "
    "of success that takes account of how uncertain the assumptions are.",
)
EXTENSIONS = {
    "none": Text(fr="Aucun : un critère, une analyse finale", en="None: one endpoint, one final analysis"),
    "interim": Text(fr="Des analyses intermédiaires", en="Interim looks"),
    "reestimation": Text(
        fr="Une révision de l'effectif en aveugle, en cours d'étude",
        en="A blinded revision of the size during the study",
    ),
    "others": Text(
        fr="D'autres critères principaux (appel : économique et médical)",
        en="Other primary claims (call: economic and medical)",
    ),
    "assurance": Text(
        fr="L'assurance : la puissance moyenne sur les plages plausibles",
        en="Assurance: the power averaged over the plausible ranges",
    ),
}
LOOKS = Text(
    fr="Analyses intermédiaires, en part de l'information finale",
    en="Interim looks, as shares of the final information",
)
LOOKS_HELP = Text(
    fr="Par exemple 50 % : une analyse quand la moitié des participants (ou des événements) est évaluée. L'analyse finale s'ajoute d'elle-même.",
    en="For example 50%: one look when half of the participants (or events) have been assessed. The final analysis is added by itself.",
)
REVISION_NOTE = Text(
    fr="Une partie des participants évaluée, l'écart-type (ou la proportion globale) est estimé sans connaître les bras, et l'effectif est "
    "recalculé une fois. Personne ne voit de différence entre les bras : ni arrêt, ni correction du risque. Possible aussi dans un essai "
    "ouvert, si le statisticien qui ré-estime ne reçoit que des données réunies.",
    en="Once part of the participants have been assessed, the standard deviation (or the overall proportion) is estimated without knowing "
    "the arms, and the size is computed again, once. Nobody sees a difference between arms: no stopping, no adjustment of the risk. Also "
    "possible in an open-label trial, if the statistician who re-estimates receives pooled data only.",
)
REVISION_RANGED = Text(
    fr="Plage plausible prise au registre, hypothèse « {label} » : {low} à {high}.",
    en="Plausible range taken from the register, assumption “{label}”: {low} to {high}.",
)
REVISION_NO_RANGE = Text(
    fr="Donner une plage plausible à l'hypothèse « {label} » (bouton à côté de sa valeur) : elle dit ce que la révision protège. En son "
    "absence, une plage de convention est prise autour de la valeur.",
    en="Give a plausible range to the assumption “{label}” (button beside its value): it says what the revision protects against. Without "
    "it, a conventional range around the value is taken.",
)
CLAIM = Text(fr="Critère principal {place}", en="Primary endpoint {place}")
CLAIM_NAME = Text(fr="Nom du critère", en="Name of the endpoint")
CLAIM_UNIT = Text(fr="Unité", en="Unit")
CLAIM_BETTER = Text(fr="Sens favorable", en="Favourable direction")
CLAIM_BETTER_HELP = Text(
    fr="Le sens dans lequel le dispositif doit faire mieux.", en="The direction in which the device must do better."
)
CLAIM_KIND = Text(fr="Plan de calcul", en="Sample-size design")
CLAIM_KIND_HELP = Text(
    fr="Sur les mêmes participants et les mêmes bras que le premier critère.",
    en="On the same participants and the same arms as the first endpoint.",
)
ADD_CLAIM = Text(fr="Ajouter un critère principal", en="Add a primary endpoint")
REMOVE_CLAIM = Text(fr="Retirer ce critère", en="Remove this endpoint")
ASSURANCE_NOTE = Text(
    fr="La cible de puissance devient une assurance : la probabilité de réussir, moyennée sur les plages plausibles d'une à trois "
    "hypothèses. Elle a un plafond, affiché dans le journal du calcul.",
    en="The power target becomes an assurance: the probability of success averaged over the plausible ranges of one to three "
    "assumptions. It has a ceiling, shown in the journal of the calculation.",
)
ORDER = Text(
    fr="Ordre des tests : {order}. Il est fixé avant toute donnée ; le premier critère est celui de la page Critères de jugement.",
    en="Order of the tests: {order}. It is fixed before any data; the first is the endpoint of the Endpoints page.",
)
ECONOMIC_CLAIMED = Text(
    fr="Le bénéfice revendiqué est aussi économique : l'effectif doit aussi reposer sur un coût.",
    en="The benefit claimed is also economic: the size must rest on a cost too.",
)
ADD_ECONOMIC = Text(
    fr="Ajouter le critère économique (différence de coûts, supériorité)",
    en="Add the economic endpoint (cost difference, superiority)",
)
SET_NON_INFERIORITY = Text(
    fr="Le bénéfice revendiqué comporte une non-infériorité médicale : choisir l'objectif de non-infériorité pour le critère "
    "principal, avec sa marge.",
    en="The benefit claimed includes medical non-inferiority: choose the non-inferiority goal for the primary endpoint, with its "
    "margin.",
)
COST = Text(fr="Coût total par participant", en="Total cost per participant")
