"""The words of the page of funding."""

from stats.text import Text

APPLICATION = Text(fr="Le dossier", en="The application")
CONDITIONS = Text(fr="Conditions de l'édition choisie", en="Conditions of the chosen edition")
COUNTED = Text(
    fr="{met} remplies, {not_met} non remplies, {unknown} à renseigner",
    en="{met} met, {not_met} not met, {unknown} to be answered",
)
CHOOSE_EDITION = Text(
    fr="Choisir l'édition de l'appel : ses conditions s'affichent ici, avec leur source.",
    en="Choose the edition of the call: its conditions appear here, with their source.",
)
SET_ASIDE = Text(fr="Aucun appel visé : {reason}", en="No call aimed at: {reason}")
MET = Text(fr="Conditions remplies ({count})", en="Conditions met ({count})")
KNOW = Text(fr="À savoir sur cette édition", en="To know about this edition")
NEIGHBOURS = Text(fr="Autres sources de financement", en="Other sources of funding")
SHEET = Text(fr="Fiche d'éligibilité (Word)", en="Eligibility sheet (Word)")
SHEET_HELP = Text(
    fr="Conditions, verdicts, sources et pièces à joindre, à faire relire par un juriste. Le protocole n'en contient rien.",
    en="Conditions, verdicts, sources and documents to attach, to be read by a lawyer. Nothing of it is in the protocol.",
)
FILE = Text(fr="eligibilite", en="eligibility")
