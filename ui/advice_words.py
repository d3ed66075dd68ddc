"""The words of the page that helps choose a design."""

from stats.text import Text

INTRO = Text(
    fr="Quelques réponses suffisent pour voir côte à côte les plans qui peuvent répondre. Chaque effectif est calculé avec vos "
    "nombres ; sans eux, la page dit ce qui manque et n'invente aucun effet.",
    en="A few answers are enough to see side by side the designs that can answer. Each size is computed from your numbers; "
    "without them the page says what is missing and invents no effect.",
)
NO_AIM = Text(
    fr="Le but de l'étude n'est pas encore donné : les plans sont rangés comme si un bénéfice était revendiqué.",
    en="The aim of the study is not given yet: designs are ordered as if a benefit were claimed.",
)
AIM = Text(fr="But de l'étude : {aim}.", en="Aim of the study: {aim}.")
SITUATION = Text(fr="La situation", en="The situation")
MEANS = Text(fr="Le critère et les moyens", en="The endpoint and the means")
NUMBERS = Text(fr="Vos quelques nombres", en="Your few numbers")
NUMBERS_HELP = Text(
    fr="Ils passent dans le registre des hypothèses quand un plan est adopté ; leur source reste à y donner.",
    en="They enter the assumption register when a design is adopted; their source remains to be given there.",
)
NO_NUMBERS = Text(
    fr="La nature du critère et le rôle du dispositif disent quels nombres demander.",
    en="The type of endpoint and the role of the device say which numbers to ask for.",
)
IDEAL = Text(fr="L'essai idéal", en="The ideal trial")
SIDE_BY_SIDE = Text(fr="Les plans possibles, côte à côte", en="The possible designs, side by side")
CHOOSE_ROLE = Text(
    fr="Dire ce que fait le dispositif : les plans s'afficheront ici.",
    en="Say what the device does: the designs will appear here.",
)
UNANSWERED = Text(
    fr="Sans réponse encore, donc sans effet sur le tri : {names}.", en="Not answered yet, so without effect: {names}."
)
ADOPT = Text(fr="Adopter ce plan", en="Adopt this design")
ADOPT_AGAIN = Text(fr="Reprendre ce plan", en="Take this design again")
ADOPTED = Text(fr="Plan adopté", en="Design adopted")
STEP = Text(fr="Étape préalable", en="Earlier step")
TOLD = Text(
    fr="Plan adopté : {title}. L'état précédent est gardé à la page Versions. Les hypothèses sans source ressortent au "
    "registre ; l'écart à l'essai idéal est proposé plus bas, à relire.",
    en="Design adopted: {title}. The previous state is kept on the Versions page. Assumptions without a source stand out in the "
    "register; the distance from the ideal trial is proposed below, to be read again.",
)
VERSION = Text(fr="Avant l'adoption : {title}", en="Before adopting: {title}")
CHANGES_ENDPOINT = Text(
    fr="L'adopter change le critère principal : {said}.", en="Adopting it changes the primary endpoint: {said}."
)
MONTHS = Text(fr="mois au total", en="months in all")
MONEY = Text(fr="budget, ordre de grandeur", en="budget, order of magnitude")
CENTRES = Text(fr="centres", en="centres")
GROUPS = Text(fr="services ou centres", en="wards or centres")
UNKNOWN = Text(fr="à préciser", en="to be specified")
BETWEEN = Text(fr="{low} à {high}", en="{low} to {high}")
THOUSANDS = Text(fr="k€", en="k€")
POWERS = Text(
    fr="**Puissance** · {together} pour réussir les deux tests ; {medical} pour le critère médical, {economic} pour le critère économique "
    "(corrélation retenue entre les tests : {rho})",
    en="**Power** · {together} for success on both tests; {medical} for the medical endpoint, {economic} for the economic one "
    "(correlation retained between the tests: {rho})",
)
NEEDS = Text(fr="Pour calculer l'effectif, il manque : {names}.", en="To compute the size, still needed: {names}.")
REFUSED = Text(fr="Effectif non calculable : {reason}", en="The size cannot be computed: {reason}")
SPREAD = Text(
    fr="Ordre de grandeur : de {low} à {high} selon {names}, supposés faute de valeur donnée.",
    en="Order of magnitude: {low} to {high} depending on {names}, assumed for lack of a given value.",
)
ASSUMED = Text(fr="Supposés faute de valeur donnée : {names}.", en="Assumed for lack of a given value: {names}.")
WHY = Text(fr="Pourquoi", en="Why")
BIAS = Text(fr="Biais principal", en="Main bias")
REVIEWER = Text(fr="Le relecteur demandera", en="The reviewer will ask")
CANNOT = Text(fr="Ne montre pas", en="Cannot show")
DISTANCE = Text(fr="Écart à l'essai idéal", en="Distance from the ideal trial")
WHY_NOT = Text(fr="Plans écartés, et pourquoi", en="Designs set aside, and why")
HYPOTHESES = Text(
    fr="Durées, budgets et valeurs supposées : {source} (vérifié le {date}, confiance faible).",
    en="Times, budgets and assumed values: {source} (checked on {date}, low confidence).",
)
JUSTIFY = Text(fr="Le choix, tel qu'il sera imprimé", en="The choice, as it will be printed")
