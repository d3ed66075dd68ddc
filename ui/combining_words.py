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
    "interim_assurance": Text(
        fr="Des analyses intermédiaires et l'assurance ensemble",
        en="Interim looks and assurance together",
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
    fr="Plage plausible prise au registre, hypothèse « {label} » : {plausible}.",
    en="Plausible range taken from the register, assumption “{label}”: {plausible}.",
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
CLAIM_MEASURE = Text(fr="Nature, moment et définition du critère", en="Type, time and definition of the endpoint")
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
    "hypothèses. Elle a un plafond, affiché avec le résultat.",
    en="The power target becomes an assurance: the probability of success averaged over the plausible ranges of one to three "
    "assumptions. It has a ceiling, shown with the result.",
)
ASSURANCE_TARGET = Text(fr="Assurance visée", en="Target assurance")
ASSURANCE_TARGET_HELP = Text(
    fr="Probabilité de réussir l'étude, moyennée sur les plages plausibles. Elle reste sous son plafond, souvent bien au-dessous de 90 %.",
    en="Probability that the study succeeds, averaged over the plausible ranges. It stays below its ceiling, often well under 90%.",
)
UNCERTAIN = Text(fr="Hypothèses incertaines", en="Uncertain assumptions")
UNCERTAIN_HELP = Text(
    fr="Les plus incertaines parmi celles qui ont une plage plausible, trois au plus. Une valeur choisie par l'équipe n'est pas "
    "incertaine : lui donner cette source la retire de la liste.",
    en="The most uncertain among those with a plausible range, three at most. A value chosen by the team is not uncertain: giving it "
    "this source removes it from the list.",
)
PAIR = Text(fr="{first} et {second}", en="{first} and {second}")
PAIRS_ORDER = Text(
    fr="Facultatif : une corrélation par paire, à la place de la corrélation commune. Dans cet ordre : {pairs}.",
    en="Optional: one correlation per pair instead of the common one. In this order: {pairs}.",
)
ORDER = Text(fr="Les critères principaux, dans l'ordre", en="The primary endpoints, in order")
ORDER_TESTED = Text(
    fr="Les tests suivent cet ordre, fixé avant toute donnée.",
    en="The tests follow this order, fixed before any data.",
)
ORDER_LEADS = Text(
    fr="Avec cette procédure, l'ordre ne change pas l'effectif ; le premier critère mène le protocole.",
    en="With this procedure the order does not change the size; the first endpoint leads the protocol.",
)
ORDER_FIRST = Text(
    fr="Le premier est celui de la page Critères de jugement. Le déplacer emporte tout ce qui a été saisi pour lui ; les objectifs, "
    "l'estimand et l'analyse, rédigés pour le premier critère, sont alors à relire.",
    en="The first is that of the Endpoints page. Moving it takes along all that was typed for it; the objectives, the estimand and the "
    "analysis, written for the first endpoint, are then to be read again.",
)
MOVES = Text(fr="Change la place de : {name}", en="Changes the place of: {name}")
CALL_CHOICE = Text(fr="Revendication de l'appel à projets", en="Claim of the call for projects")
CALL_CHOICE_HELP = Text(
    fr="Le choix est noté à la page Revendication et met en place le calcul : critères, objectifs, règle de succès. Rien de ce qui "
    "est saisi n'est perdu ; les nombres restent à donner.",
    en="The choice is recorded on the Claim page and sets up the calculation: endpoints, goals, rule of success. Nothing typed is "
    "lost; the numbers remain to be given.",
)
CALL_NONE = Text(fr="Aucune, ou pas encore choisie", en="None, or not chosen yet")
CALL_LACKS = Text(
    fr="La revendication est « {claim} ». Il manque au calcul : {gaps}",
    en="The claim is “{claim}”. The calculation lacks: {gaps}",
)
SET_UP = Text(fr="Mettre en place ce calcul", en="Set up this calculation")
SET_UP_HELP = Text(
    fr="Ajoute ou complète les critères, leurs objectifs et la règle de succès. Ce qui est déjà saisi reste ; les nombres restent à donner.",
    en="Adds or completes the endpoints, their goals and the rule of success. What is already typed stays; the numbers remain to be given.",
)
CALL_SET = Text(
    fr="Le calcul suit la revendication « {claim} ».",
    en="The calculation follows the claim “{claim}”.",
)
CALL_FIRST = Text(
    fr="Choisir d'abord la question du critère médical ; le critère économique, déjà mis en place, se remplit ensuite plus bas.",
    en="First choose the question of the medical endpoint; the economic endpoint, already set up, is then filled in below.",
)
