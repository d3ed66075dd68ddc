"""The words of the page of pilot data, in both languages."""

from stats.text import Text

INTRO = Text(
    fr="Un fichier de données pilotes donne les hypothèses du calcul avec leur incertitude : déposer un CSV, choisir la question, "
    "reporter l'estimation dans le registre des hypothèses.",
    en="A file of pilot data gives the assumptions of the calculation with their uncertainty: drop a CSV, choose the question, "
    "carry the estimate to the assumption register.",
)
PRIVATE = Text(
    fr="Le fichier reste dans la mémoire de cette session. Il n'est ni enregistré avec le brouillon, ni écrit sur le disque, ni "
    "exporté ; il disparaît à la fermeture de l'onglet ou avec le bouton ci-dessous. Seuls les nombres que vous reportez entrent dans "
    "le protocole. Retirer tout de même les noms et les identifiants avant de déposer le fichier.",
    en="The file stays in the memory of this session. It is neither saved with the draft, nor written to disk, nor exported; it "
    "vanishes when the tab is closed or with the button below. Only the numbers you carry over enter the protocol. Remove names "
    "and identifiers before dropping the file all the same.",
)
DROP = Text(
    fr="Fichier CSV (une ligne par patient, cas ou lecture)", en="CSV file (one row per patient, case or reading)"
)
READING = Text(fr="Lecture du fichier…", en="Reading the file…")
EXAMINING = Text(fr="Examen des colonnes : {done} sur {total}", en="Examining the columns: {done} of {total}")
FORGET = Text(fr="Oublier ce fichier", en="Forget this file")
FORGOTTEN = Text(fr="Le fichier a été oublié.", en="The file was forgotten.")
READ = Text(
    fr="Lignes : {rows}, colonnes : {columns}, cellules vides : {missing}.",
    en="Rows: {rows}, columns: {columns}, empty cells: {missing}.",
)
HEADLESS = Text(
    fr="La première ligne contient des valeurs, pas des noms de colonnes : elle est comptée parmi les données et les colonnes sont "
    "numérotées. Ajouter une ligne de noms au fichier pour les reconnaître.",
    en="The first line holds values, not column names: it is counted among the data and the columns are numbered. Add a line of names "
    "to the file to tell them apart.",
)
COLUMNS = Text(fr="Colonnes du fichier", en="Columns of the file")
COLUMN = Text(fr="Colonne", en="Column")
CONTENT = Text(fr="Contenu", en="Content")
EMPTY = Text(fr="Cellules vides", en="Empty cells")
MORE_COLUMNS = Text(fr="Les {count} premières colonnes.", en="The first {count} columns.")
KINDS = {
    "number": Text(fr="nombres", en="numbers"),
    "yes": Text(fr="deux valeurs", en="two values"),
    "one": Text(fr="une seule valeur", en="a single value"),
    "arm": Text(fr="quelques groupes", en="a few groups"),
    "group": Text(fr="groupes", en="groups"),
    "date": Text(fr="dates", en="dates"),
    "other": Text(fr="texte", en="text"),
}
SHOW_ROWS = Text(fr="Montrer les 5 premières lignes", en="Show the first 5 rows")

QUESTION = Text(fr="Que voulez-vous estimer ?", en="What do you want to estimate?")
NO_COLUMN = Text(
    fr="Aucune colonne de ce fichier ne convient pour « {role} » : il y faut {kind}.",
    en="No column of this file suits “{role}”: it takes {kind}.",
)
EXPECTED = {
    "number": Text(fr="une colonne de nombres", en="a column of numbers"),
    "yes": Text(fr="une colonne de deux valeurs (oui ou non)", en="a column of two values (yes or no)"),
    "group": Text(fr="une colonne dont les valeurs se répètent", en="a column whose values repeat"),
    "arm": Text(fr="une colonne de deux à huit valeurs", en="a column of two to eight values"),
    "measure": Text(fr="une colonne de nombres ou de deux valeurs", en="a column of numbers or of two values"),
    "name": Text(fr="une colonne qui nomme", en="a column of names"),
}
OFFERED = Text(
    fr="Il faut {kind} : seules les colonnes qui conviennent sont proposées. Le contenu reconnu dans chacune se lit plus haut, sous "
    "« Colonnes du fichier ».",
    en="It takes {kind}: only the columns that suit are offered. What was recognised in each is listed above, under “Columns of the "
    "file”.",
)
YES_IS = Text(fr="Valeur qui compte comme oui : {role}", en="Value that counts as yes: {role}")
TIME = Text(fr="Unité de temps du fichier", en="Unit of time of the file")
TIMES = {
    "days": Text(fr="jours", en="days"),
    "weeks": Text(fr="semaines", en="weeks"),
    "months": Text(fr="mois", en="months"),
    "years": Text(fr="années", en="years"),
}
IN_TIME = Text(fr="{label} ({unit})", en="{label} ({unit})")
OPTION_HELP = Text(
    fr="Facultatif, dans l'unité de temps du fichier. Pour une courbe : à défaut, la date du troisième quartile des suivis.",
    en="Optional, in the unit of time of the file. For a curve: otherwise the third quartile of follow-up.",
)
CHOOSE_COLUMNS = Text(fr="Choisir les colonnes pour voir l'estimation.", en="Choose the columns to see the estimate.")
FAILED = Text(
    fr="Ce calcul n'a pas abouti sur ces données : vérifier les colonnes choisies et leurs valeurs extrêmes.",
    en="This calculation did not succeed on these data: check the columns chosen and their extreme values.",
)

ESTIMATES = Text(fr="Estimations", en="Estimates")
ESTIMATE = Text(fr="Estimation", en="Estimate")
VALUE = Text(fr="Valeur", en="Value")
INTERVAL = Text(fr="Intervalle à 95 %", en="95% interval")
PLAUSIBLE = Text(fr="Plage à 90 %", en="90% range")
CAUTIOUS = Text(fr="Valeur prudente", en="Cautious value")
NOT_REACHED = Text(fr="non atteint", en="not reached")
USED = Text(
    fr="Lignes analysées : {used}, écartées (valeur manquante) : {missing}.",
    en="Rows analysed: {used}, left out (missing value): {missing}.",
)
SAMPLES = Text(fr="Effectifs : {samples}.", en="Counts: {samples}.")
METHOD = Text(fr="Méthode : {method}.", en="Method: {method}.")
REFERENCE = Text(fr="Référence : {reference}", en="Reference: {reference}")

CARRY = Text(fr="Reporter dans le registre des hypothèses", en="Carry to the assumption register")
CARRY_HELP = Text(
    fr="Pour chaque estimation, l'hypothèse du plan choisi qu'elle documente. La plage à 90 %, la source « étude pilote » et une "
    "citation sont écrites avec la valeur.",
    en="For each estimate, the assumption of the chosen design that it documents. The 90% range, the source “pilot study” and a "
    "citation are written with the value.",
)
NO_DESIGN = Text(
    fr="Le plan de calcul n'est pas encore choisi : il dit quelles hypothèses sont à documenter. L'estimation reste ici pendant ce "
    "temps.",
    en="No sample-size design is chosen yet: it says which assumptions are to be documented. The estimate stays here meanwhile.",
)
ESTIMATED = Text(fr="{label} : {value}", en="{label}: {value}")
NOWHERE = Text(fr="Ne pas reporter", en="Do not carry over")
NOW = Text(fr="{label} (actuellement {value})", en="{label} (now {value})")
SIGN_KEPT = Text(
    fr="Le calcul conjoint compte la corrélation des deux critères quand chacun évolue dans son sens favorable. Les deux ont le même "
    "sens favorable : la valeur estimée est reportée telle quelle.",
    en="The joint calculation counts the correlation of the two endpoints when each moves in its favourable direction. Both have "
    "the same favourable direction: the estimate is carried over as it is.",
)
SIGN_TURNED = Text(
    fr="Le calcul conjoint compte la corrélation des deux critères quand chacun évolue dans son sens favorable. Ici l'un doit monter "
    "et l'autre baisser : le signe change, {value} est reporté. Une valeur négative veut dire que les participants qui vont mieux "
    "coûtent plus cher, ou plus généralement qu'un critère s'améliore quand l'autre se dégrade.",
    en="The joint calculation counts the correlation of the two endpoints when each moves in its favourable direction. Here one must "
    "rise and the other fall: the sign changes, {value} is carried over. A negative value means that participants who do better "
    "cost more, or more generally that one endpoint improves when the other worsens.",
)
ONE_PAIR = Text(
    fr="Le calcul prend une seule corrélation pour tous les critères : cette estimation n'en documente que deux.",
    en="The calculation takes one correlation for all endpoints: this estimate documents two of them only.",
)
TURNED = Text(fr="signe changé (sens favorables opposés)", en="sign changed (opposite favourable directions)")
NO_SLOT = Text(
    fr="{label} : aucune hypothèse de ce plan ne lui correspond.",
    en="{label}: no assumption of this design matches it.",
)
WHICH = Text(fr="Valeur reportée", en="Value carried over")
OBSERVED = Text(fr="observée : {value}", en="observed: {value}")
PRUDENT = Text(fr="prudente : {value}", en="cautious: {value}")
WRITE = Text(fr="Écrire dans le registre", en="Write to the register")
TWICE = Text(
    fr="Deux estimations sont reportées dans « {label} » : n'en garder qu'une.",
    en="Two estimates are carried to “{label}”: keep only one.",
)
OUT = Text(fr="« {label} » : {reason}. Rien n'a été écrit.", en="“{label}”: {reason}. Nothing was written.")
WRITTEN = Text(
    fr="Hypothèses écrites dans le registre ({count}) : {labels}. L'état d'avant est gardé sur la page des versions.",
    en="{count} assumption(s) written to the register: {labels}. The state before is kept on the versions page.",
)
WRITTEN_NO_VERSION = Text(
    fr="Hypothèses écrites dans le registre ({count}) : {labels}.",
    en="{count} assumption(s) written to the register: {labels}.",
)
BEFORE = Text(fr="Avant les données pilotes", en="Before the pilot data")
BEFORE_NOTE = Text(
    fr="Enregistrée automatiquement avant le report d'estimations.",
    en="Saved automatically before estimates were carried over.",
)
CITATION = Text(fr="{counts} ; {method} (fichier du {day})", en="{counts}; {method} (file of {day})")
UPPER = Text(fr="valeur prudente retenue", en="cautious value kept")
FROM_PILOT = Text(fr="Estimer à partir de données pilotes", en="Estimate from pilot data")
