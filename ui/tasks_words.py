"""The words of the page of who owes what."""

from stats.text import Text

NO_DATE = Text(
    fr="La date de dépôt n'est pas connue : sans elle, aucune échéance n'est proposée. La renseigner sur la page Financement.",
    en="The date of submission is not known: without it no due date is proposed. Enter it on the Funding page.",
)
LEFT = Text(fr="Avant le dépôt du {date}", en="Before the submission of {date}")
WEEKS = Text(fr="{weeks} semaines ({days} jours)", en="{weeks} weeks ({days} days)")
PAST = Text(fr="dépassé de {days} jours", en="{days} days past")
LATE = Text(fr="{count} en retard", en="{count} late")
PROGRESS = Text(fr="{owner} : {done} sur {total}", en="{owner}: {done} of {total}")
FILTER = Text(fr="Afficher ce que doit", en="Show what is owed by")
SHOW = Text(fr="Montrer", en="Show")
SHOWN = {
    "open": Text(fr="Ce qui reste dû", en="What is still owed"),
    "late": Text(fr="En retard seulement", en="Late only"),
    "all": Text(fr="Tout, pièces prêtes comprises", en="Everything, with documents that are ready"),
}
PAGE = Text(fr="Éléments {first} à {last} sur {total}", en="Items {first} to {last} of {total}")
NOTHING = Text(fr="Rien à montrer ici.", en="Nothing to show here.")
OWNER = Text(fr="Responsable", en="Owner")
DUE = Text(fr="Échéance", en="Due date")
STATUS = Text(fr="Situation", en="Status")
EXPIRES = Text(fr="Fin de validité", en="Valid until")
GO = Text(fr="Ouvrir le champ", en="Open the field")
LATE_BADGE = Text(fr="en retard", en="late")
QUESTIONNAIRE = Text(fr="Questionnaire Word", en="Word questionnaire")
QUESTIONNAIRE_HELP = Text(
    fr="Les questions, constats et pièces de ce responsable, à lui envoyer ; un à trois feuillets le plus souvent.",
    en="The questions, findings and documents of this owner, to send to them; one to three pages most of the time.",
)
NO_MODEL = Text(
    fr="La répartition proposée par défaut est une habitude de travail, à adapter à l'équipe.",
    en="The default distribution is a working habit, to be adapted to the team.",
)
FILE = Text(fr="questions", en="questions")
