"""The words of the page of endpoints: the library, the endpoints in test order."""

from stats.text import Text

LIBRARY = Text(fr="Bibliothèque de critères", en="Library of endpoints")
LIBRARY_WHY = Text(
    fr="Des critères prêts à l'emploi selon le rôle du dispositif. Une phrase choisie ici reste la vôtre : elle se modifie ensuite.",
    en="Ready endpoints by role of the device. A sentence chosen here becomes yours: edit it afterwards.",
)
ENTRY = Text(fr="Critère proposé", en="Proposed endpoint")
LEVEL = Text(fr="Niveau de preuve : {level}", en="Level of evidence: {level}")
TIMING = Text(fr="Moment : {timing}", en="Time: {timing}")
INSTRUMENT = Text(fr="Instrument : {instrument}", en="Instrument: {instrument}")
ANALYSIS = Text(fr="Analyse suggérée : {analysis}", en="Suggested analysis: {analysis}")
DESIGNS = Text(fr="Plans de calcul possibles : {designs}", en="Possible sample-size designs: {designs}")
MID = Text(
    fr="Différence importante publiée : {value} ; {meaning}.", en="Published important difference: {value}; {meaning}."
)
MID_SOURCE = Text(
    fr="Source : {citation} Vérifié le {date}. Confiance : {confidence}.",
    en="Source: {citation} Checked on {date}. Confidence: {confidence}.",
)
NO_MID = Text(
    fr="Pas de différence importante publiée et vérifiée ici : la justifier avec les cliniciens.",
    en="No important difference published and verified here: justify it with clinicians.",
)
CONFIDENCE = {
    "H": Text(fr="élevée", en="high"),
    "M": Text(fr="moyenne", en="medium"),
    "L": Text(fr="faible, à confirmer dans le texte de la source", en="low, to be confirmed in the text of the source"),
}
USE_PRIMARY = Text(fr="Retenir comme critère principal", en="Use as primary endpoint")
USE_REPLACE = Text(fr="Remplacer le critère principal actuel", en="Replace the present primary endpoint")
USE_FILL = Text(fr="Compléter seulement ce qui est vide", en="Fill in only what is empty")
ADD = Text(fr="Ajouter aux autres critères", en="Add to the other endpoints")
REPLACES = Text(
    fr="Des réponses existent déjà et seraient remplacées : {fields}.",
    en="Answers already given would be replaced: {fields}.",
)
FROM_LIBRARY = Text(
    fr="Le critère principal correspond à la bibliothèque.", en="The primary endpoint matches the library."
)
PRIMARY = Text(fr="Critère de jugement principal", en="Primary endpoint")
ORDER_WHY = Text(
    fr="Les critères secondaires clés sont testés dans l'ordre du tableau, chacun seulement si tous les précédents sont "
    "concluants. Laisser le risque vide pour cette séquence ; le remplir pour réserver une part du risque.",
    en="Key secondary endpoints are tested in the order of the table, each only if all those before it succeed. Leave the risk "
    "empty for this sequence; fill it in to set aside a share of the risk.",
)
RANK = Text(fr="Ordre", en="Order")
EDITED = Text(fr="Critère à modifier", en="Endpoint to edit")
UNNAMED = Text(fr="(sans nom)", en="(unnamed)")
UP = Text(fr="Monter", en="Move up")
DOWN = Text(fr="Descendre", en="Move down")
ADD_ROW = Text(fr="Ajouter un critère", en="Add an endpoint")
REMOVE_ROW = Text(fr="Retirer ce critère", en="Remove this endpoint")
NONE_YET = Text(fr="Aucun autre critère pour l'instant.", en="No other endpoint yet.")
