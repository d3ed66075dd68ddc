"""Words of the page on centres, calendar and budget."""

from stats.text import Text

FORECAST = Text(fr="Prévision des inclusions", en="Forecast of enrolment")
CHANCE = Text(fr="Probabilité de finir à temps", en="Probability of finishing in time")
CHANCE_HELP = Text(
    fr="Probabilité d'inclure {n} participants en {months} mois avec les centres décrits.",
    en="Probability of enrolling {n} participants in {months} months with the centres described.",
)
MEDIAN = Text(fr="Inclusions terminées (médiane)", en="Enrolment complete (median)")
MEDIAN_BETWEEN = Text(fr="huit fois sur dix : {early} à {late}", en="eight times in ten: {early} to {late}")
NEEDED = Text(fr="Centres pour 80 % / 90 %", en="Centres for 80% / 90%")
NEEDED_NOW = Text(fr="{centres} décrits", en="{centres} described")
NONE = Text(fr="aucun nombre", en="no number")
FUNDED = Text(
    fr="Le projet financé laisse {months} mois aux inclusions : probabilité {chance} de les terminer dans ce temps.",
    en="The funded project leaves {months} months for enrolment: probability {chance} of completing it in that time.",
)
SLOWER = Text(
    fr="Si tous les rythmes ne sont que de 75 % de ceux annoncés : {three_quarters}. S'ils sont de 50 % : {half}.",
    en="If all rates are only 75% of those announced: {three_quarters}. If they are 50%: {half}.",
)
METHOD = Text(
    fr="Modèle Poisson-gamma : Anisimov et Fedorov, Stat Med 2007;26:4958-75, doi:10.1002/sim.2956. Centres indépendants, "
    "ouverture uniforme entre les deux mois, rythme tiré une fois par centre autour du rythme annoncé.",
    en="Poisson-gamma model: Anisimov and Fedorov, Stat Med 2007;26:4958-75, doi:10.1002/sim.2956. Independent centres, "
    "opening uniform between the two months, rate drawn once for each centre around the announced one.",
)
NOT_YET = Text(
    fr="La prévision s'affiche dès que sont connus : un centre avec son rythme, la durée des inclusions (page Plan) et le "
    "nombre de participants (page Taille de l'étude).",
    en="The forecast appears once these are known: a centre with its rate, the recruitment period (Design page) and the "
    "number of participants (Sample size page).",
)
QUICK = Text(
    fr="Sans centre décrit, l'étude compte {sites} centres à {rate} inclusions par mois (page Plan). Décrire les centres donne "
    "une probabilité.",
    en="Without a centre described, the study counts {sites} sites at {rate} enrolments a month (Design page). Describing the "
    "centres gives a probability.",
)
CALENDAR = Text(fr="Calendrier du projet", en="Calendar of the project")
CALENDAR_FROM = Text(
    fr="Durées réglementaires : hypothèses de planification relues le 22 novembre 2026, confiance moyenne, à confirmer auprès "
    "de l'ANSM, du CPP et de la CNIL au moment du dépôt.",
    en="Regulatory durations: planning assumptions checked on 22 November 2026, medium confidence, to be confirmed with ANSM, "
    "the CPP and CNIL at the time of submission.",
)
TOTAL_DURATION = Text(
    fr="Durée totale, du lancement au rapport : {months} mois.",
    en="Total duration, from launch to report: {months} months.",
)
TOTAL_FUNDED = Text(
    fr="Durée totale, du lancement au rapport : {months} mois, pour un projet financé de {funded} mois.",
    en="Total duration, from launch to report: {months} months, for a funded project of {funded} months.",
)
NO_CALENDAR = Text(
    fr="Le calendrier s'affiche dès que la durée des inclusions et le suivi sont connus (page Plan).",
    en="The calendar appears once the recruitment period and the follow-up are known (Design page).",
)
MONEY = Text(fr="Budget", en="Budget")
ITEM, BASIS, AMOUNT = Text(fr="Poste", en="Item"), Text(fr="Base", en="Basis"), Text(fr="Montant", en="Amount")
PLAUSIBLE = Text(
    fr="Coût par participant plausible ? {each}, repère de {low} à {high}. {source}, relu le {day}, confiance faible : à "
    "confirmer auprès du financeur.",
    en="Is the cost per participant plausible? {each}, landmark {low} to {high}. {source}, checked on {day}, low confidence: to "
    "be confirmed with the funder.",
)
FRENCH = Text(
    fr="Part des inclusions attendues en France : {share}.", en="Share of the expected enrolments in France: {share}."
)
