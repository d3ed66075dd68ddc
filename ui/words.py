"""The words of the interface, in both languages."""

from protocols.labels import LABELS
from stats.card import Against, Attained, Endpoint
from stats.quantities import Unit
from stats.text import Text

APP = Text(fr="Preuve", en="Preuve")
TAGLINE = Text(
    fr="Protocoles d'évaluation clinique des dispositifs numériques et à base d'IA",
    en="Clinical-evaluation protocols for digital and AI devices",
)
LANGUAGE = Text(fr="Langue de l'écran", en="Screen language")
DOCUMENT_LANGUAGE = Text(fr="Langue du document", en="Language of the document")

PAGES = {
    "home": Text(fr="Accueil", en="Home"),
    **LABELS,
    "register": Text(fr="Hypothèses et références", en="Assumptions and references"),
    "pilot": Text(fr="Données pilotes", en="Pilot data"),
    "tasks": Text(fr="Qui doit quoi", en="Who owes what"),
    "document": Text(fr="Document et contrôles", en="Document and checks"),
    "versions": Text(fr="Versions et modifications", en="Versions and changes"),
    "glossary": Text(fr="Glossaire", en="Glossary"),
    "review": Text(fr="Relire un dossier", en="Review a dossier"),
}
FRAME_GROUP = Text(fr="Cadrer", en="Framing")
STUDY_GROUP = Text(fr="L'étude", en="The study")
METHOD_GROUP = Text(fr="La méthode", en="The method")
CONDUCT_GROUP = Text(fr="La conduite", en="The conduct")
HELP_GROUP = Text(fr="Aide", en="Help")
FINISH_GROUP = Text(fr="Relire et exporter", en="Check and export")

NO_DRAFT = Text(
    fr="Aucun brouillon n'est ouvert. Commencer par en créer un, ou ouvrir un exemple.",
    en="No draft is open. Start by creating one, or open an example.",
)
GO_HOME = Text(fr="Aller à l'accueil", en="Go to the home page")
OPEN_DRAFT = Text(fr="Brouillon ouvert : {title}", en="Open draft: {title}")
SAVED = Text(fr="Enregistré à {time}", en="Saved at {time}")
UNTITLED = Text(fr="Sans titre", en="Untitled")

NEW = Text(fr="Nouveau protocole", en="New protocol")
NEW_HELP = Text(
    fr="Un brouillon vide, enregistré à chaque réponse.",
    en="An empty draft, saved at each answer.",
)
CREATE = Text(fr="Créer un brouillon vide", en="Create an empty draft")
EXAMPLES = Text(fr="Partir d'un exemple", en="Start from an example")
EXAMPLES_HELP = Text(
    fr="Des études publiées et des situations types, à ouvrir et à modifier ; ce qui y est illustratif est signalé.",
    en="Published studies and typical situations, to open and edit; what is illustrative is said so.",
)
OPEN_EXAMPLE = Text(fr="Ouvrir cet exemple", en="Open this example")
REOPEN = Text(fr="Reprendre un document Preuve", en="Reopen a Preuve document")
REOPEN_HELP = Text(
    fr="Déposer un .docx exporté avec ses données, même retouché dans Word ou LibreOffice, ou un projet .json.",
    en="Drop a .docx exported with its data, even edited in Word or LibreOffice, or a .json project.",
)
REOPEN_NOTE = Text(
    fr="Le brouillon est reconstruit à partir des données du document ; les phrases retouchées dans le traitement de texte "
    "restent dans ce fichier.",
    en="The draft is rebuilt from the data in the document; sentences edited in the word processor stay in that file.",
)
MY_DRAFTS = Text(fr="Mes brouillons", en="My drafts")
NO_DRAFTS = Text(fr="Pas encore de brouillon.", en="No draft yet.")
OPEN = Text(fr="Ouvrir", en="Open")
DELETE = Text(fr="Supprimer", en="Delete")
DELETED = Text(fr="« {title} » a été supprimé.", en="“{title}” was deleted.")
UNDO = Text(fr="Annuler la suppression", en="Undo")
REMOTE = Text(
    fr="Vous n'êtes pas identifié : vos brouillons ne sont gardés que le temps de cette session. Exporter le document pour "
    "conserver votre travail.",
    en="You are not signed in: your drafts are kept for this session only. Export the document to keep your work.",
)

CHOOSE = Text(fr="Choisir…", en="Choose…")
EXAMPLE = Text(fr="Exemple : {example}", en="Example: {example}")
NOT_APPLICABLE_TO = Text(fr="Sans objet : {label}", en="Not applicable: {label}")
REASON = Text(fr="Pourquoi est-ce sans objet ?", en="Why is it not applicable?")
REASON_SHORT = Text(
    fr="Donner la raison en quelques mots : elle sera imprimée.",
    en="Give the reason in a few words: it will be printed.",
)
ONE_PER_LINE = Text(fr="une réponse par ligne", en="one answer per line")
UNDERSTOOD = Text(fr="compris : {value}", en="read as: {value}")
KEPT = Text(
    fr="Cette saisie est gardée ici mais n'entre pas dans le protocole tant qu'elle n'est pas corrigée.",
    en="This entry is kept here but stays out of the protocol until it is corrected.",
)
PROGRESS = Text(fr="Réponses données : {done} sur {total}", en="{done} of {total} answered")
NEXT = Text(fr="Continuer : {page}", en="Continue: {page}")
ROWS_SHOWN = Text(fr="Lignes affichées", en="Rows shown")
ADD_ROW = Text(fr="Ajouter une ligne", en="Add a row")
REMOVE = Text(fr="Retirer", en="Remove")

NOT_A_NUMBER = Text(
    fr="« {raw} » n'est pas un nombre. Écrire par exemple 0,8 ou 12,5.",
    en="“{raw}” is not a number. Write for example 0.8 or 12.5.",
)
NOT_A_LIST = Text(
    fr="« {raw} » n'est pas un nombre. Séparer les valeurs par des points-virgules, par exemple 0,5 ; 0,75.",
    en="“{raw}” is not a number. Separate the values with semicolons, for example 0.5; 0.75.",
)
ABOVE = Text(
    fr="{value} : la valeur doit être strictement supérieure à {bound}.", en="{value}: the value must be above {bound}."
)
AT_LEAST = Text(
    fr="{value} : la valeur doit être d'au moins {bound}.", en="{value}: the value must be at least {bound}."
)
BELOW = Text(
    fr="{value} : la valeur doit être strictement inférieure à {bound}.", en="{value}: the value must be below {bound}."
)
AT_MOST = Text(fr="{value} : la valeur doit être d'au plus {bound}.", en="{value}: the value must be at most {bound}.")
UNITS = {
    Unit.MONTHS: Text(fr="mois", en="months"),
    Unit.YEARS: Text(fr="années", en="years"),
    Unit.EUROS: Text(fr="euros", en="euros"),
}
TOO_LARGE = Text(fr="« {raw} » est trop grand : vérifier la saisie.", en="“{raw}” is too large: check the entry.")
PERCENT_AMBIGUOUS = Text(
    fr="« {raw} » dépasse 1 : pour un pourcentage, écrire {raw} % ; sinon une proportion entre 0 et 1.",
    en="“{raw}” is above 1: for a percentage write {raw}%; otherwise a proportion between 0 and 1.",
)
NOT_A_SHARE = Text(
    fr="« {raw} » est trop grand pour une proportion : écrire par exemple 0,25 ou 25 %.",
    en="“{raw}” is too large for a proportion: write for example 0.25 or 25%.",
)
PERCENT_UNEXPECTED = Text(
    fr="« {raw} » : ce champ attend un nombre sans pourcentage. Un rapport ou un coefficient s'écrit {number} ; sinon, donner la "
    "valeur dans l'unité demandée.",
    en="“{raw}”: this field takes a number without a per cent sign. A ratio or a coefficient is written {number}; otherwise, give "
    "the value in the unit asked for.",
)
WHOLE_NUMBER = Text(fr="« {raw} » : un nombre entier est attendu.", en="“{raw}”: a whole number is expected.")

DESIGN = Text(fr="Que voulez-vous montrer ?", en="What do you want to show?")
OTHER_DESIGN = Text(fr="Choisir une autre question", en="Choose another question")
QUESTION = Text(fr="Question", en="Question")
MEASURED = Text(fr="Ce que l'on mesure sur chaque participant", en="What is measured on each participant")
ENDPOINTS = {
    Endpoint.BINARY: Text(
        fr="Oui ou non : succès, événement, bonne réponse", en="Yes or no: success, event, correct answer"
    ),
    Endpoint.DETECTION: Text(
        fr="Une détection, jugée par un test de référence (sensibilité, spécificité)",
        en="A detection, judged by a reference standard (sensitivity, specificity)",
    ),
    Endpoint.DIAGNOSTIC_SCORE: Text(
        fr="Un score ou une probabilité de maladie (courbe ROC)", en="A score or probability of disease (ROC curve)"
    ),
    Endpoint.CONTINUOUS: Text(fr="Un score, une mesure, une durée", en="A score, a measurement, a duration"),
    Endpoint.ORDINAL: Text(fr="Des catégories ordonnées, des rangs", en="Ordered categories, ranks"),
    Endpoint.COUNT: Text(fr="Un nombre d'événements sur une période", en="A number of events over a period"),
    Endpoint.TIME_TO_EVENT: Text(fr="Un délai jusqu'à un événement", en="A time to an event"),
    Endpoint.AGREEMENT: Text(
        fr="La concordance de deux lectures ou de deux méthodes", en="The agreement of two readings or two methods"
    ),
}
AGAINST = Text(fr="Comparé à quoi", en="Compared with what")
AGAINSTS = {
    Against.NOTHING: Text(fr="Rien : estimer, avec quelle précision", en="Nothing: estimate, how precisely"),
    Against.GOAL: Text(fr="Une valeur fixée à l'avance", en="A value set in advance"),
    Against.SAME_PARTICIPANTS: Text(
        fr="Un comparateur sur les mêmes patients ou cas", en="A comparator on the same patients or cases"
    ),
    Against.OTHER_ARM: Text(fr="Un autre groupe de patients", en="Another group of patients"),
    Against.SEVERAL_ARMS: Text(fr="Plusieurs bras ou plusieurs facteurs", en="Several arms or several factors"),
    Against.CLUSTERS: Text(
        fr="Des services, centres ou praticiens tirés au sort", en="Randomised wards, centres or practitioners"
    ),
}
ANY = Text(fr="Tous", en="Any")
OWN_WORDS = Text(fr="Avec vos mots (facultatif)", en="In your own words (optional)")
OWN_WORDS_HELP = Text(
    fr="Par exemple : lésions par patient, délai, avant et après, plusieurs centres, marge.",
    en="For example: lesions per patient, time, before and after, several centres, margin.",
)
QUESTIONS_FOUND = Text(fr="Questions correspondantes : {count}", en="Matching questions: {count}")
NO_QUESTION = Text(
    fr="Aucune question ne correspond. Retirer un filtre ou essayer un autre mot.",
    en="No question matches. Remove a filter or try another word.",
)
LIMITS = Text(fr="Limites de ce calcul", en="Limits of this calculation")
SELDOM = Text(fr="Hypothèses et conventions plus rares", en="Less usual assumptions and conventions")
POWER = Text(fr="Puissance visée", en="Target power")
POWER_HELP = Text(
    fr="Probabilité de conclure si l'effet attendu est vrai : 80 % au moins, 90 % pour une étude pivot.",
    en="Probability of success if the expected effect is true: at least 80%, 90% for a pivotal study.",
)
WIDTH = Text(fr="Largeur totale maximale de l'intervalle", en="Largest full width of the interval")
SHARE = Text(fr="Probabilité ou part visée", en="Target probability or share")
SHARE_HELP = Text(
    fr="Probabilité d'observer ce qui est cherché (souvent 95 %), ou facteur de rétrécissement d'un modèle (souvent 0,9).",
    en="Probability of observing what is looked for (often 95%), or shrinkage factor of a model (often 0.9).",
)
WIDTH_HELP = Text(
    fr="De la borne basse à la borne haute, dans l'unité de ce qui est estimé : 0,10 (ou 10 %) pour ± 5 points.",
    en="From lower to upper bound, in the unit of what is estimated: 0.10 (or 10%) for ± 5 points.",
)
TARGETS = {
    Attained.POWER: (POWER, POWER_HELP),
    Attained.WIDTH: (WIDTH, WIDTH_HELP),
    Attained.SHARE: (SHARE, SHARE_HELP),
}
LIST_HELP = Text(fr="Valeurs séparées par des points-virgules.", en="Values separated by semicolons.")
CONFIDENCE = Text(fr="Niveau de confiance", en="Confidence level")
ASSUMPTIONS = Text(fr="Hypothèses cliniques", en="Clinical assumptions")
LOSSES = Text(fr="De l'inclusion à l'analyse", en="From enrolment to analysis")
REGISTER = Text(fr="Plage, source et référence", en="Range, source and citation")
NO_SOURCE = Text(fr="Source à indiquer", en="Source missing")
RANGE_HELP = Text(
    fr="Bornes d'une plage plausible (intervalle central à 90 %) : elles font bouger l'effectif dans l'analyse de sensibilité.",
    en="Bounds of a plausible range (central 90% interval): they move the size in the sensitivity analysis.",
)
RANGE_REVERSED = Text(
    fr="Plage plausible : la valeur basse ({low}) doit être inférieure à la valeur haute ({high}). En l'état, la plage n'est pas utilisée.",
    en="Plausible range: the low value ({low}) must be below the high value ({high}). As it stands, the range is not used.",
)
SOURCE_HELP = Text(
    fr="D'où vient cette valeur : un évaluateur le demandera toujours.",
    en="Where the value comes from: a reviewer always asks.",
)
METHOD_HELP = Text(
    fr="La méthode par défaut est celle que nous recommandons ; les autres reproduisent des calculs publiés.",
    en="The default method is the one we recommend; the others reproduce published calculations.",
)
LOW = Text(fr="Valeur plausible basse", en="Low plausible value")
HIGH = Text(fr="Valeur plausible haute", en="High plausible value")
SOURCE = Text(fr="Source", en="Source")
RANGE_AND_SOURCE = Text(fr="Plage et source", en="Range and source")
CITATION = Text(fr="Référence", en="Citation")
PLANNED = Text(fr="Nombre d'inclusions finalement prévu", en="Number of enrolments finally planned")
PLANNED_HELP = Text(
    fr="À remplir s'il diffère du calcul (arrondi, contrainte) ; la relecture le compare au nombre nécessaire.",
    en="Fill in if it differs from the calculation (rounding, constraint); the review compares it with the number needed.",
)
PLANNED_REASON = Text(fr="Raison de cet écart", en="Reason for the difference")
NOT_YET = Text(fr="Le nombre de sujets apparaîtra ici.", en="The sample size will appear here.")
MISSING = Text(fr="À compléter ou à corriger :", en="To complete or correct:")
TO_ENROL = Text(fr="Participants à inclure", en="Participants to enrol")
TO_ANALYSE = Text(fr="Participants analysés", en="Participants analysed")
REACHED_POWER = Text(fr="Puissance atteinte", en="Power reached")
CLUSTERS = Text(fr="Grappes (services, centres)", en="Clusters (wards, centres)")
REACHED_ASSURANCE = Text(fr="Assurance atteinte", en="Assurance reached")
REACHED_WIDTH = Text(fr="Largeur attendue", en="Expected width")
REACHED = {Attained.POWER: REACHED_POWER, Attained.WIDTH: REACHED_WIDTH}
EVENTS = Text(fr="Événements attendus", en="Expected events")
AT_80_90 = Text(fr="Analysés pour 80 % / 90 % de puissance", en="Analysed for 80% / 90% power")
AT_80_90_ASSURANCE = Text(fr="Analysés pour 80 % / 90 % d'assurance", en="Analysed for 80% / 90% assurance")
CALCULATION = Text(fr="Détail du calcul", en="Details of the calculation")
OTHER_TOOLS = Text(fr="Pourquoi un autre logiciel donne un autre nombre", en="Why other software gives another number")
TOO_LONG = Text(fr="non recalculé (calcul exact trop long)", en="not recomputed (exact calculation too long)")
NO_SIZE = Text(fr="aucun effectif", en="no size")
EXHIBITS = Text(fr="Tableaux et figures qui seront imprimés", en="Tables and figures that will be printed")
PRINTED = Text(fr="La phrase qui sera imprimée", en="The sentence that will be printed")
R_CALL = Text(fr="Même calcul avec R", en="The same calculation in R")
SIMULATE = Text(fr="Vérifier par simulation", en="Check by simulation")
COMPUTING = Text(fr="Calcul en cours…", en="Computing…")
SIMULATING = Text(fr="Simulation en cours…", en="Simulating…")
CANCEL = Text(fr="Arrêter", en="Stop")
SIMULATED = Text(
    fr="{trials} essais simulés : puissance {power} (± {error}), risque de première espèce {alpha} (± {alpha_error}).",
    en="{trials} simulated trials: power {power} (± {error}), type I error {alpha} (± {alpha_error}).",
)
SIMULATED_COVERAGE = Text(
    fr="{trials} échantillons simulés : l'intervalle contient la vraie valeur dans {power} des cas (± {error}).",
    en="{trials} simulated samples: the interval contains the true value in {power} of cases (± {error}).",
)
SIMULATED_SHARE = Text(
    fr="{trials} études simulées : valeur moyenne obtenue {power}.",
    en="{trials} simulated studies: mean value obtained {power}.",
)
SIMULATIONS = {
    Attained.POWER: SIMULATED,
    Attained.WIDTH: SIMULATED_COVERAGE,
    Attained.SHARE: SIMULATED_SHARE,
}
FINDINGS = Text(fr="Ce que relèverait un évaluateur", en="What a reviewer would note")
NO_FINDING = Text(
    fr="Aucune règle ne se déclenche parmi celles qui ont pu être vérifiées.",
    en="No rule fires among those that could be assessed.",
)
ASSESSED = Text(
    fr="Règles vérifiées : {assessed} sur {total} ; les autres manquent d'information.",
    en="{assessed} of {total} rules assessed; the others lack information.",
)
TYPED_STAYS = Text(
    fr="Les titres et les textes fixes suivent la langue du document ; ce que vous avez écrit reste comme vous l'avez écrit.",
    en="Headings and fixed texts follow the language of the document; what you wrote stays as you wrote it.",
)
YOUR_ANSWER = Text(fr="Votre réponse à l'évaluateur", en="Your answer to the reviewer")
WHOLE = Text(fr="Tout le document", en="The whole document")
TO_DO = Text(fr="À faire : {fix}", en="To do: {fix}")
SEVERITIES = {
    "blocking": Text(fr="bloquant", en="blocking"),
    "major": Text(fr="majeur", en="major"),
    "minor": Text(fr="mineur", en="minor"),
    "advice": Text(fr="conseil", en="advice"),
}

GAPS = Text(fr="Ce qu'il reste à renseigner", en="What is still to be filled in")
SEARCH = Text(fr="Chercher un terme", en="Search a term")
HERE = Text(fr="La réponse attendue est ici.", en="The answer is expected here.")
NO_GAPS = Text(fr="Toutes les questions nécessaires ont une réponse.", en="Every needed question has an answer.")
PREVIEW_SECTION = Text(fr="Section à relire", en="Section to preview")
EXPORT_WORD = Text(fr="Protocole Word (avec données)", en="Word protocol (with data)")
EXPORT_WORD_HELP = Text(
    fr="Le projet voyage dans le document : le déposer sur la page d'accueil permet de reprendre. Les manques sont en "
    "commentaires.",
    en="The project travels inside the document: drop it on the home page to continue. Gaps are Word comments.",
)
EXPORT_CLEAN = Text(fr="Protocole Word (sans données)", en="Word protocol (without data)")
EXPORT_CLEAN_HELP = Text(
    fr="Pour un envoi extérieur : ne contient pas le projet Preuve.",
    en="For sending out: does not carry the Preuve project.",
)
EXPORT_SYNOPSIS = Text(fr="Synopsis Word", en="Word synopsis")
EXPORT_SYNOPSIS_HELP = Text(
    fr="Deux à quatre pages, selon les rubriques du modèle MDCG 2024-3, tirées des mêmes réponses que le protocole.",
    en="Two to four pages, with the rows of the MDCG 2024-3 template, from the same answers as the protocol.",
)
EXPORT_JSON = Text(fr="Projet (.json)", en="Project (.json)")
ALL_DRAFTS = Text(fr="Afficher tous les brouillons ({count})", en="Show all drafts ({count})")
NOT_SAVED = Text(fr="Dernière saisie non enregistrée", en="Last entry not saved")
WITHOUT_DATA = Text(fr="sans-donnees", en="without-data")
STALE_RELOAD = Text(fr="Recharger la version la plus récente", en="Reload the latest version")
MORE = Text(fr="Renommer, dupliquer", en="Rename, duplicate")
DRAFT_NAME = Text(fr="Nom du brouillon", en="Name of the draft")
DRAFT_NAME_HELP = Text(
    fr="Pour s'y retrouver ici ; il n'est pas imprimé. Laisser vide pour reprendre le titre court du protocole.",
    en="To find it here; it is not printed. Leave empty to go back to the short title of the protocol.",
)
RENAME = Text(fr="Renommer", en="Rename")
DUPLICATE = Text(fr="Dupliquer", en="Duplicate")
DUPLICATE_HELP = Text(
    fr="Un second brouillon avec les mêmes réponses ; les versions enregistrées restent avec le premier.",
    en="A second draft with the same answers; the saved versions stay with the first one.",
)
COPY_OF = Text(fr="Copie de {title}", en="Copy of {title}")
DELETED_DRAFTS = Text(fr="Brouillons supprimés ({count})", en="Deleted drafts ({count})")
DELETED_DRAFTS_HELP = Text(
    fr="Un brouillon supprimé est gardé {days} jours avec ses versions, puis effacé définitivement.",
    en="A deleted draft is kept for {days} days with its versions, then erased for good.",
)
KEPT_UNTIL = Text(fr="gardé jusqu'au {date}", en="kept until {date}")
RESTORE = Text(fr="Restaurer", en="Restore")

COVERAGE = Text(fr="Couverture des listes de vérification", en="Coverage of the checklists")
COVERED = Text(fr="{title} : {covered} points couverts sur {total}", en="{title}: {covered} of {total} points covered")
REVIEW_HELP = Text(
    fr="Déposer un ou plusieurs documents exportés par Preuve avec leurs données. Chaque nombre du texte est comparé aux "
    "données, chaque calcul refait, chaque règle vérifiée.",
    en="Drop one or several documents exported by Preuve with their data. Every number in the text is compared with the "
    "data, every calculation redone, every rule checked.",
)
REVIEW_PRIVATE = Text(
    fr="Les fichiers restent dans la mémoire de cette session : rien n'est enregistré, tout est effacé à la fermeture.",
    en="The files stay in the memory of this session: nothing is saved, everything is erased on closing.",
)
REVIEW_DROP = Text(fr="Documents à relire", en="Documents to review")
REVIEW_PURGE = Text(fr="Effacer ces fichiers maintenant", en="Erase these files now")
REVIEW_QUESTIONS = Text(fr="Questions à poser", en="Questions to ask")
REVIEW_FINDINGS = Text(fr="Constats ({count})", en="Findings ({count})")
REVIEW_MISSING = Text(fr="Réponses manquantes ({count})", en="Missing answers ({count})")
REVIEW_REPORT = Text(fr="Rapport de relecture", en="Review report")
REVIEW_COPY = Text(fr="Copie annotée", en="Annotated copy")
REVIEW_SECTION = Text(fr="Section : {heading}", en="Section: {heading}")
REVIEW_RUNNING = Text(fr="Relecture de {name}…", en="Reviewing {name}…")
REVIEW_FAILED = Text(fr="{name} : {reason}", en="{name}: {reason}")
