"""The words of the page on economics and organisation, and of the page on society."""

from stats.text import Text

PART = Text(fr="Partie de la page", en="Part of the page")
PARTS = {
    "frame": Text(fr="Cadre", en="Frame"),
    "costs": Text(fr="Coûts et résultats", en="Costs and outcomes"),
    "analysis": Text(fr="Effectif et analyse", en="Size and analysis"),
    "organisation": Text(fr="Impact organisationnel", en="Organisational impact"),
}
NONE_PLANNED = Text(
    fr="Aucune évaluation économique n'est prévue : ces questions sont sans objet. Les réponses déjà données sont conservées.",
    en="No economic evaluation is planned: these questions do not apply. Answers already given are kept.",
)
PROPOSAL = Text(
    fr="Repère : {said}. Source : {source}. Vérifié le {date}, {confidence}.",
    en="Reference: {said}. Source: {source}. Checked on {date}, {confidence}.",
)
TAKE_RATE = Text(fr="Reprendre {rate} %", en="Take {rate}%")
TAKE_VALUES = Text(fr="Ajouter les trois valeurs d'étude", en="Add the three study values")
OUTSIDE = Text(
    fr="Une utilité est hors des valeurs possibles de l'EQ-5D-5L en France (de {low} à {high}). Elle est conservée : la corriger "
    "ou vérifier l'échelle.",
    en="A utility is outside the possible values of the EQ-5D-5L in France ({low} to {high}). It is kept: correct it or check the "
    "scale.",
)
SUGGESTED = Text(fr="Indicateurs prêts à ajouter", en="Ready indicators to add")
SUGGESTED_FOR = Text(
    fr="Proposés selon le rôle du dispositif ; à adapter au parcours de soins.",
    en="Proposed by role of the device; to be adapted to the care pathway.",
)
INDICATORS = Text(
    fr="macro-critères de la HAS, indicateurs proposés par Preuve", en="HAS macro-criteria, indicators by Preuve"
)
INVOLVEMENT = Text(
    fr="Ces deux questions sont aussi posées à la page « Déroulement et suivi » ; la réponse est la même.",
    en="These two questions are also asked on the page “Conduct and follow-up”; the answer is the same.",
)
