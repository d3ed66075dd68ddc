"""Words of the page of the legal route."""

from stats.text import Text

LEAD = Text(
    fr="Neuf questions décident de la qualification. Celles qui ont déjà leur réponse ailleurs sont montrées avec leur page.",
    en="Nine questions decide the category. Those already answered elsewhere are shown with their page.",
)
ELSEWHERE = Text(fr="Déjà répondu ailleurs", en="Already answered elsewhere")
NOT_YET = Text(fr="sans réponse", en="not answered")
NOT_USED = Text(fr="Sans effet sur le résultat ici : {names}.", en="Without effect on the outcome here: {names}.")
HERE = Text(fr="Les questions de cette page", en="The questions of this page")
OUTCOME = Text(fr="Résultat", en="Outcome")
EXPECTED = Text(fr="Qualification attendue : {name}", en="Expected category: {name}")
CONFIRM = Text(fr="À confirmer : {name}", en="To be confirmed: {name}")
OPEN = Text(fr="Il reste à répondre : {names}.", en="Still to be answered: {names}.")
POSSIBLE = Text(fr="Encore possibles : {names}.", en="Still possible: {names}.")
ETHICS, AUTHORITY, SPONSOR, CONSENT, INSURANCE, DATA = (
    Text(fr="CPP", en="Ethics committee"),
    Text(fr="ANSM", en="Authority"),
    Text(fr="Promoteur habituel", en="Usual sponsor"),
    Text(fr="Accord des participants", en="Participants' agreement"),
    Text(fr="Assurance", en="Insurance"),
    Text(fr="CNIL", en="Data protection"),
)
NO_INSURANCE = Text(
    fr="Pas d'assurance propre à la recherche, à confirmer", en="No research insurance, to be confirmed"
)
LOW = Text(
    fr="minima : {victim} M€ par victime, {protocol} M€ par protocole, {year} M€ par année",
    en="minima: {victim} million euros per victim, {protocol} per protocol, {year} per year",
)
CLUSTERS = Text(
    fr="Essai en grappes sans consentement individuel : une investigation de dispositif l'attend en principe. Demander tôt l'avis d'un CPP.",
    en="Cluster trial without individual consent: a device investigation normally expects it. Ask an ethics committee early.",
)
DETAILS = Text(fr="Délais, dépôts et pièces du dossier", en="Time limits, filing and documents")
DAYS = Text(fr="{days} jours", en="{days} days")
DATA_PART = Text(fr="Protection des données", en="Data protection")
NUMBERS_PART = Text(fr="Promoteur, identifiants, assurance et dates", en="Sponsor, identifiers, insurance and dates")
FILE = Text(fr="Pièces du dossier destiné au CPP", en="Documents of the file for the ethics committee")
