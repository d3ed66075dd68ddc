"""Words of the table of visits and procedures."""

from stats.text import Text

COURSE = Text(fr="Visites", en="Visits")
GRID = Text(fr="Actes et mesures, par visite", en="Procedures and measurements, by visit")
GRID_HELP = Text(
    fr="Cocher les visites où l'acte a lieu et dire sa nature. La dernière ligne ajoute un acte ; cocher la marge d'une ligne permet de la retirer.",
    en="Tick the visits where the procedure takes place and say its nature. The last line adds a procedure; select a line in the margin to remove it.",
)
VISITS_FIRST = Text(
    fr="Nommer d'abord une visite : elle devient une colonne du tableau.",
    en="Name a visit first: it becomes a column of the table.",
)
SAME_NAME = Text(
    fr="Deux visites portent le même nom : les distinguer, sinon leurs actes se confondent.",
    en="Two visits have the same name: tell them apart, otherwise their procedures are mixed up.",
)
PROCEDURE = Text(fr="Acte ou mesure", en="Procedure")
NATURE = Text(fr="Nature", en="Nature")
MINUTES = Text(fr="Minutes", en="Minutes")
COST = Text(fr="Coût (€)", en="Cost (€)")
REFUSED = Text(fr="{name}, {column} : « {raw} » n'est pas retenu.", en="{name}, {column}: “{raw}” is not accepted.")
WEIGHT = Text(
    fr="Prise de sang, imagerie ou visite de plus peuvent être contraignantes ; un questionnaire est en général léger. Le promoteur l'apprécie, le CPP décide.",
    en="A blood test, imaging or an extra visit may be burdensome; a questionnaire is usually light. The sponsor judges, the ethics committee decides.",
)
ROUTE = Text(fr="Pour le parcours réglementaire : {said}.", en="For the regulatory route: {said}.")
ROUTE_OPEN = Text(
    fr="Pour le parcours réglementaire : le poids d'un acte ajouté reste à préciser.",
    en="For the regulatory route: the weight of an added procedure is still to be specified.",
)
REST = Text(fr="Déroulement pour un participant", en="Course for one participant")
