"""The words of the page of objectives: the estimand, its events, the form of accuracy studies."""

from stats.text import Text

QUESTION = Text(fr="La question, en une phrase", en="The question, in one sentence")
QUESTION_WHY = Text(
    fr="Cette phrase se compose de vos réponses et s'imprime dans le protocole. Ce qui manque est entre crochets.",
    en="This sentence is composed of your answers and printed in the protocol. What is missing stands between brackets.",
)
EVENTS = Text(fr="Que peut-il arriver pendant l'étude ?", en="What can happen during the study?")
EVENTS_WHY = Text(
    fr="Pour chaque événement : peut-il survenir ? à quelle fréquence ? que veut-on savoir alors ? La perte de vue et la donnée "
    "manquante n'en sont pas : elles se traitent à la page Analyse statistique.",
    en="For each event: can it happen? how often? what do we want to know then? Loss to follow-up and missing data are not among "
    "them: they are handled on the Statistical analysis page.",
)
TO_EXAMINE = Text(fr="Événements à examiner", en="Events to consider")
CAN_HAPPEN = Text(fr="Peut survenir", en="Can happen")
CANNOT_HAPPEN = Text(fr="Ne peut pas survenir", en="Cannot happen")
ALL_EXAMINED = Text(
    fr="Tous les événements propres aux dispositifs numériques ont été examinés.",
    en="Every event of digital devices has been considered.",
)
NOT_AN_EVENT = Text(
    fr="Cette ligne nomme {named} : ce n'est pas un événement intercurrent. Décrire sa conduite à la page Analyse statistique et "
    "compter les pertes dans le nombre de sujets, puis retirer la ligne.",
    en="This row names {named}: this is not an intercurrent event. Describe its handling on the Statistical analysis page and "
    "count the losses in the sample size, then remove the row.",
)
RANGE_REVERSED = Text(
    fr="La fourchette est inversée ou ne contient pas la part attendue : vérifier les trois valeurs.",
    en="The range is reversed or does not hold the expected share: check the three values.",
)
CALCULATION = Text(fr="Ce que cela change dans le calcul", en="What this changes in the calculation")
NOTHING_CHANGES = Text(
    fr="Donner la part attendue des événements, et dire si l'effet attendu en tient déjà compte : les hypothèses du calcul seront "
    "comparées aux stratégies.",
    en="Give the expected share of the events, and say whether the expected effect already allows for it: the assumptions of the "
    "calculation will be compared with the strategies.",
)
SIZE_NOW = Text(fr="Inclusions avec les hypothèses actuelles", en="Enrolments with the present assumptions")
SIZE_THEN = Text(fr="Inclusions avec les hypothèses proposées", en="Enrolments with the proposed assumptions")
ADOPT = Text(fr="Appliquer ces valeurs au calcul", en="Apply these values to the calculation")
STRATEGIES = Text(fr="Les cinq stratégies en clair", en="The five strategies in plain words")
ACCURACY = Text(fr="La question de performance", en="The accuracy question")
ACCURACY_WHY = Text(
    fr="Une étude de performance ne compare pas des traitements : elle compare un test à une référence. Ce formulaire remplace "
    "l'estimand.",
    en="An accuracy study compares no treatments: it compares a test with a reference standard. This form replaces the estimand.",
)
INDEX_TEST = Text(fr="Test étudié", en="Index test")
INDEX_TEST_WHY = Text(
    fr="Le résultat du dispositif qui est jugé, sa version et son seuil figés, sur quel examen.",
    en="The result of the device that is judged, its version and threshold fixed, on which examination.",
)
PEOPLE = Text(fr="Population à laquelle la performance s'applique", en="Population to which the performance applies")
REFERENCE = Text(
    fr="La référence est décrite une seule fois, à la page Plan de l'étude : {said}",
    en="The reference standard is described once, on the Study design page: {said}",
)
REFERENCE_MISSING = Text(fr="elle reste à décrire.", en="it remains to be described.")
OTHER_EVENTS = Text(fr="Événements déclarés pour cette étude", en="Events declared for this study")
