"""The words of the page of assumptions and references, in both languages."""

from stats.text import Text

INTRO = Text(
    fr="Chaque hypothèse du calcul, sa plage et ce qui la fonde. Un relecteur commence par celles qui sont signalées.",
    en="Every assumption of the calculation, its range and what supports it. A reviewer starts with those flagged.",
)
ASSUMPTIONS = Text(fr="Hypothèses du calcul", en="Assumptions of the calculation")
NO_DESIGN = Text(
    fr="Le plan de calcul n'est pas choisi : il dit quelles hypothèses sont à documenter.",
    en="No sample-size design is chosen: it says which assumptions are to be documented.",
)
COLUMNS = {
    "label": Text(fr="Hypothèse", en="Assumption"),
    "value": Text(fr="Valeur", en="Value"),
    "range": Text(fr="Plage plausible", en="Plausible range"),
    "source": Text(fr="Source", en="Source"),
    "year": Text(fr="Année", en="Year"),
    "citation": Text(fr="Référence", en="Citation"),
    "state": Text(fr="À revoir", en="To review"),
}
WEAKNESSES = {
    "unsourced": Text(fr="sans source", en="no source"),
    "uncited": Text(fr="sans référence", en="no citation"),
    "no_range": Text(fr="sans plage", en="no range"),
    "outside": Text(fr="valeur hors de sa plage", en="value outside its range"),
}
NOT_GIVEN = Text(fr="non renseignée", en="not given")
OPTIONAL = Text(fr="facultative", en="optional")
SHARED = Text(fr="Communes à tous les critères", en="Shared by all endpoints")
OF_CLAIM = Text(fr="{claim} : {label}", en="{claim}: {label}")
OLD = Text(fr="source de plus de {years} ans", en="source over {years} years old")
FLAGGED = Text(fr="Hypothèses à revoir : {count} sur {total}.", en="{count} assumption(s) out of {total} to review.")
MISSING = Text(
    fr="Hypothèses nécessaires au calcul et encore à renseigner : {count}.",
    en="{count} assumption(s) needed by the calculation are still to be given.",
)
ALL_DOCUMENTED = Text(
    fr="Toutes les hypothèses renseignées ont une source et une plage.",
    en="Every assumption given has a source and a range.",
)
LIMITS = Text(
    fr="Une source est signalée comme ancienne au-delà de : {listed}. {source}. Vérifié le {day}, {confidence} : à "
    "discuter avec le biostatisticien.",
    en="A source is flagged as old beyond: {listed}. {source}. Checked on {day}, {confidence}: to be discussed with "
    "the biostatistician.",
)
YEARS = Text(fr="{source} {years} ans", en="{source} {years} years")
EDIT = Text(fr="Hypothèse à documenter", en="Assumption to document")
YEAR = Text(fr="Année de la source", en="Year of the source")
YEAR_HELP = Text(
    fr="Année de publication, ou de recueil des données. Laissée vide, c'est celle de la référence citée.",
    en="Year of publication, or of data collection. Left empty, it is that of the reference cited.",
)
CITE = Text(fr="Citer une référence de la liste", en="Cite a reference of the list")
CITE_HELP = Text(
    fr="Ajoute sa marque [@clé] à la fin de la référence de l'hypothèse.",
    en="Adds its mark [@key] at the end of the citation of the assumption.",
)

DOUBT = Text(fr="Et si le relecteur n'y croit qu'à moitié ?", en="What if the reviewer believes half of it?")
NOT_SOLVED = Text(
    fr="Le nombre de sujets n'est pas encore calculable : compléter la page « {page} ».",
    en="The sample size cannot be computed yet: complete the “{page}” page.",
)
HALF = Text(
    fr="Si le relecteur ne croit qu'à la moitié de l'effet, {planned} inclusions ne donnent plus que {power} de puissance (au "
    "lieu de {now}) ; il en faudrait {needed}.",
    en="If the reviewer believes only half of the effect, {planned} enrolments give only {power} power (instead of {now}); it "
    "would take {needed}.",
)
HALF_EACH = Text(
    fr="Si le relecteur ne croit qu'à la moitié de l'effet attendu sur chaque critère, {planned} inclusions ne donnent plus que {power} "
    "de puissance (au lieu de {now}) ; il en faudrait {needed}.",
    en="If the reviewer believes only half of the effect expected on each endpoint, {planned} enrolments give only {power} power "
    "(instead of {now}); it would take {needed}.",
)
HALF_LOST = Text(
    fr="Si le relecteur ne croit qu'à la moitié de l'effet, l'étude ne peut plus conclure : l'effet attendu ne franchit plus la "
    "limite à dépasser, quel que soit l'effectif.",
    en="If the reviewer believes only half of the effect, the study can no longer conclude: the expected effect no longer passes "
    "the limit, whatever the size.",
)
NO_EFFECT = Text(
    fr="Ce plan ne repose sur aucun effet attendu (il vise une précision, une concordance ou une performance sans comparateur) : "
    "il n'y a pas d'effet à diviser par deux. Restent les hypothèses, une à une.",
    en="This design rests on no expected effect (it aims at a precision, an agreement or a performance without comparator): there "
    "is no effect to halve. The assumptions remain, one by one.",
)
NIL_EFFECT = Text(
    fr="Aucune différence n'est attendue : c'est la marge, et non l'effet, que le relecteur discutera.",
    en="No difference is expected: the reviewer will discuss the margin, not the effect.",
)
LISTS = Text(
    fr="Les hypothèses en liste n'ont pas de plage : elles ne sont pas déplacées ici.",
    en="Assumptions given as lists have no range: they are not moved here.",
)
APPROACHED = Text(
    fr="Calculé par la formule la plus proche : le test exact demanderait plusieurs minutes.",
    en="Computed by the nearest formula: the exact test would take minutes.",
)
NO_ENDS = Text(
    fr="Aucune plage plausible n'est donnée : impossible de dire ce que vaut le plan au bord de chacune.",
    en="No plausible range is given: nothing can be said of the design at the end of each.",
)
BELIEF = Text(fr="Ce que croit le relecteur", en="What the reviewer believes")
AT_PLANNED = Text(fr="Obtenu avec {planned} inclusions", en="Attained with {planned} enrolments")
NEEDED = Text(fr="Inclusions nécessaires", en="Enrolments needed")
AS_WRITTEN = Text(fr="Les hypothèses telles qu'écrites", en="The assumptions as written")
SHARE = Text(fr="{share} de l'effet attendu", en="{share} of the expected effect")
SHARE_EACH = Text(
    fr="{share} de l'effet attendu sur chaque critère", en="{share} of the effect expected on each endpoint"
)
END = Text(fr="{label} : {value}", en="{label}: {value}")
TOGETHER = Text(fr="Toutes au bord défavorable à la fois", en="All at their less favourable end at once")
NO_NUMBER = Text(fr="aucun effectif ne suffit", en="no size is enough")
NOTHING = Text(fr="impossible", en="impossible")
SCALE = Text(
    fr="Un rapport (hazard ratio, rapport de cotes) est réduit sur l'échelle logarithmique : la moitié de 0,64 est 0,80.",
    en="A ratio (hazard ratio, odds ratio) is reduced on the log scale: half of 0.64 is 0.80.",
)

REFERENCES = Text(fr="Références", en="References")
HOW_TO_CITE = Text(
    fr="Pour citer, écrire la clé entre crochets dans n'importe quelle réponse, par exemple [@{key}] : le document imprime son "
    "numéro, dans l'ordre de première citation (style Vancouver).",
    en="To cite, write the key in brackets in any answer, for instance [@{key}]: the document prints its number, in order of "
    "first citation (Vancouver style).",
)
IMPORT = Text(fr="Ajouter ou importer des références", en="Add or import references")
PASTE = Text(fr="Coller du RIS, du BibTeX ou une liste de DOI", en="Paste RIS, BibTeX or a list of DOIs")
UPLOAD = Text(fr="Ou déposer un fichier .ris, .bib ou .txt", en="Or drop a .ris, .bib or .txt file")
ADD = Text(fr="Ajouter à la liste", en="Add to the list")
FREE = Text(fr="Ou écrire une référence en toutes lettres", en="Or write one reference in full")
NONE_YET = Text(fr="Aucune référence pour l'instant.", en="No reference yet.")
KEY = Text(fr="Clé", en="Key")
PRINTED = Text(fr="Telle qu'elle sera imprimée", en="As it will be printed")
CITED_IN = Text(fr="Citée dans", en="Cited in")
NOWHERE = Text(fr="nulle part", en="nowhere")
FILTER = Text(fr="Chercher dans les références", en="Search the references")
PAGE = Text(fr="Page", en="Page")
EDIT_REFERENCE = Text(fr="Référence à modifier", en="Reference to edit")
DELETE = Text(fr="Retirer cette référence", en="Remove this reference")
STILL_CITED = Text(
    fr="Elle est citée dans : {listed}. Sans elle, le document imprimera un emplacement à compléter.",
    en="It is cited in: {listed}. Without it, the document will print a placeholder.",
)
UNKNOWN_KEYS = Text(fr="Clés citées sans référence : {listed}.", en="Keys cited without a reference: {listed}.")
TAKEN = Text(fr="Cette clé est déjà celle d'une autre référence.", en="This key already belongs to another reference.")
FIELDS = {
    "key": KEY,
    "type": Text(fr="Type de document", en="Type of document"),
    "authors": Text(fr="Auteurs, un par ligne (« Nom, Prénom »)", en="Authors, one a line (“Family, Given”)"),
    "title": Text(fr="Titre", en="Title"),
    "container": Text(fr="Revue ou ouvrage", en="Journal or book"),
    "publisher": Text(fr="Éditeur ou organisme", en="Publisher or body"),
    "year": Text(fr="Année", en="Year"),
    "volume": Text(fr="Volume", en="Volume"),
    "issue": Text(fr="Numéro", en="Issue"),
    "pages": Text(fr="Pages", en="Pages"),
    "doi": Text(fr="DOI", en="DOI"),
    "pmid": Text(fr="PMID", en="PMID"),
    "url": Text(fr="Adresse", en="Address"),
    "accessed": Text(fr="Consultée le (AAAA-MM-JJ)", en="Accessed on (YYYY-MM-DD)"),
    "text": Text(
        fr="Texte libre, imprimé tant que le titre est vide", en="Free text, printed while the title is empty"
    ),
}
