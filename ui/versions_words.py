"""Words of the page of versions and changes."""

from __future__ import annotations

from stats.text import Text

SAVE_VERSION = Text(fr="Enregistrer une version", en="Save a version")
SAVE_VERSION_HELP = Text(
    fr="Chaque réponse est déjà enregistrée. Une version garde l'état du protocole à un moment qui compte : envoi au CPP, "
    "relecture, dépôt de dossier.",
    en="Each answer is already saved. A version keeps the state of the protocol at a moment that matters: sent to the ethics "
    "committee, reviewed, submitted.",
)
SAVE = Text(fr="Enregistrer", en="Save")
VERSION_NAME = Text(fr="Nom de la version", en="Name of the version")
VERSION_NAME_EXAMPLE = Text(fr="v0.2 envoyée au CPP", en="v0.2 sent to the ethics committee")
VERSION_NOTE = Text(fr="Note (facultative)", en="Note (optional)")
VERSION_NOTE_EXAMPLE = Text(
    fr="Pourquoi cette version, à qui elle a été remise", en="Why this version, who received it"
)
NOTE = Text(fr="Note", en="Note")
VERSION_SAVED = Text(fr="La version « {name} » est enregistrée.", en="Version “{name}” is saved.")
VERSION_DELETED = Text(fr="La version « {name} » a été supprimée.", en="Version “{name}” was deleted.")
VERSION_RESTORED = Text(
    fr="« {name} » est de nouveau l'état présent. Ce qui était là auparavant est gardé comme version, en tête de liste.",
    en="“{name}” is the present state again. What was there before is kept as a version, at the top of the list.",
)
VERSIONS_SAVED = Text(fr="Versions enregistrées", en="Saved versions")
NO_VERSIONS = Text(fr="Pas encore de version.", en="No version yet.")
ALL_VERSIONS = Text(fr="Afficher toutes les versions ({count})", en="Show all versions ({count})")
BEFORE_RESTORE = Text(fr="Avant restauration de « {name} »", en="Before restoring “{name}”")
LOOK = Text(fr="Voir", en="View")
CLOSE = Text(fr="Fermer", en="Close")
SAVED_ON = Text(fr="Enregistrée le", en="Saved on")
ANSWERED = Text(fr="Questions nécessaires répondues", en="Needed questions answered")
OUT_OF = Text(fr="{done} sur {total}", en="{done} of {total}")
TO_CORRECT = Text(fr="Saisies à corriger", en="Entries to correct")
NOTHING_YET = Text(fr="non renseigné", en="not filled in")
WHAT_CHANGED = Text(fr="Ce qui a changé", en="What changed")
COMPARE_FROM = Text(fr="De", en="From")
COMPARE_TO = Text(fr="À", en="To")
PRESENT = Text(fr="État présent", en="Present state")
NOTHING_TO_COMPARE = Text(
    fr="Enregistrer une première version : ce qui change ensuite apparaîtra ici, question par question.",
    en="Save a first version: what changes afterwards will appear here, question by question.",
)
SAME_STATE = Text(fr="Choisir deux états différents.", en="Choose two different states.")
NO_CHANGE = Text(fr="Aucune réponse ne diffère entre ces deux états.", en="No answer differs between these two states.")
CHANGES_COUNT = Text(
    fr="Réponses modifiées : {count}. Les passages modifiés sont en gras ; […] remplace un passage trop long.",
    en="{count} answer(s) changed. Changed passages are in bold; […] stands for a passage too long to show.",
)
AMENDMENT_IN = {
    "fr": Text(fr="Tableau des modifications en français (Word)", en="Table of amendments in French (Word)"),
    "en": Text(fr="Tableau des modifications en anglais (Word)", en="Table of amendments in English (Word)"),
}
AMENDMENT_HELP = Text(
    fr="Section, avant, après, et une colonne vide pour le motif de chaque modification.",
    en="Section, before, after, and an empty column for the reason for each change.",
)
AMENDMENT_FILE = Text(fr="modifications", en="amendments")
