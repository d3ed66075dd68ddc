"""A source of the data files in the language of the reader: the data cite in French, titles of French documents are kept."""

from __future__ import annotations

import re
from functools import cache

from templates.blocks import Language
from templates.formatting import french_spacing

_MONTHS = {
    "janvier": "January", "février": "February", "mars": "March", "avril": "April", "mai": "May", "juin": "June", "juillet": "July",
    "août": "August", "septembre": "September", "octobre": "October", "novembre": "November", "décembre": "December",
}  # fmt: skip
# Whole phrases, the longer before those that they contain; then words and links between numbers.
_PHRASES = {
    "Appel Bpifrance, données à vérifier, consultées le": "Bpifrance call, data to be checked, consulted on",
    "source et confiance de chaque limite sur la page Financement": "source and confidence of each limit on the Funding page",
    "Appel à projets Bpifrance": "Bpifrance call for projects",
    "appels à projets DMN": "calls for projects on digital medical devices",
    "durée de 12 à 48 mois": "duration of 12 to 48 months",
    "pages publiques du programme et foire aux questions": "public pages of the programme and frequently asked questions",
    "Pages du programme et presse": "Pages of the programme and press",
    "prix, durée et livrable non trouvés": "price, duration and deliverable not found",
    "pages du programme": "pages of the programme",
    "attendu des dossiers": "expected of applications",
    "texte de 2021": "text of 2021",
    "cahier des charges de l'appel": "specifications of the call",
    "page de l'appel": "page of the call",
    "appel équipement": "equipment call",
    "texte coupé": "text cut short",
    "clôture du": "closing on",
    "dernière clôture le": "last closing on",
    "Appel Tiers-lieux d'expérimentation": "Call “Tiers-lieux d'expérimentation”",
    "vagues 2022 à 2024": "waves of 2022 to 2024",
    "questions fréquentes": "frequently asked questions",
    "seuil de moitié déduit": "threshold of one half inferred",
    "(priorité)": "(priority)",
    ", imagerie": ", imaging",
    "plan de financement parmi les critères": "funding plan among the criteria",
    "qualité du protocole parmi les critères": "quality of the protocol among the criteria",
    "effet d'incitation des aides d'État (règle générale)": "incentive effect of State aid (general rule)",
    "matrice du Forfait innovation": "template of the Forfait innovation",
    "matrice de dépôt d'octobre 2020": "application template of October 2020",
    "confiance haute, vérifié le": "high confidence, checked on",
    "confiance moyenne, vérifié le": "medium confidence, checked on",
    "taux vérifiés le": "rates checked on",
    "vérifié le": "checked on",
    "confiance moyenne": "medium confidence",
    "confiance faible": "low confidence",
    "relue le": "reviewed on",
    "relus le": "reviewed on",
    "relu le": "reviewed on",
    "à vérifier dans l'édition en cours": "to be checked in the current edition",
    "à confirmer sur la liste en vigueur": "to be confirmed on the list in force",
    "hypothèses de planification à confirmer au dépôt": "planning assumptions to be confirmed at submission",
    "Hypothèse de planification": "Planning assumption",
    "déclencheurs à vérifier": "triggers to be checked",
    "format à confirmer": "format to be confirmed",
    "les autres à vérifier sur": "the others to be checked on",
    "à vérifier": "to be checked",
    "Durées additionnées": "Durations added up",
    "délais réglementaires": "regulatory time limits",
    "cohérence interne du protocole": "internal consistency of the protocol",
    "Cohérence interne du dossier": "Internal consistency of the file",
    "Cohérence interne du budget": "Internal consistency of the budget",
    "Cohérence interne du calendrier": "Internal consistency of the calendar",
    "Contrôle de faisabilité": "Feasibility check",
    "Modèle Poisson-gamma": "Poisson-gamma model",
    "seuil de 10 %": "threshold of 10%",
    "Seuils de la maison (protocols/data/references.yaml)": "Thresholds of Preuve",
    "Convention de la maison (Preuve)": "Convention of Preuve",
    "demande de justifier la pertinence actuelle de chaque valeur sans fixer de délai": (
        "asks for the current relevance of each value, without a time limit"
    ),
    "CONSORT, extension non-infériorité": "CONSORT, extension to non-inferiority trials",
    "CONSORT, extension aux études pilotes": "CONSORT, extension to pilot studies",
    "choix de la marge de non-infériorité": "choice of the non-inferiority margin",
    "conservation d'au moins la moitié de l'effet": "at least half of the effect kept",
    "CONSORT non-infériorité": "CONSORT for non-inferiority trials",
    "essais en grappes": "cluster trials",
    "critères principaux conjoints": "co-primary endpoints",
    "calcul de Preuve": "calculated by Preuve",
    "sous-groupes": "subgroups",
    "lignes directrices sur la multiplicité": "guideline on multiplicity",
    "références numérotées dans l'ordre de citation": "references numbered in the order of citation",
    "syntaxe du DOI": "syntax of a DOI",
    "Déclaration d'Helsinki": "Declaration of Helsinki",
    "par analogie": "by analogy",
    "prises comme référence la plus proche": "taken as the closest reference",
    "programme voisin": "neighbouring programme",
    "lecture usuelle pour la validation rétrospective d'un logiciel": "usual reading for the retrospective validation of software",
    "recherches exclues": "research excluded",
    "qualification des essais sans acte ajouté non publiée": "classification of trials without added procedures not published",
    "sur le dossier de demande d'avis": "on the application for an opinion",
    "dossier de demande d'avis": "application for an opinion",
    "pour les premières pièces": "for the first documents",
    "Arrêté du": "Order of",
    "arrêté du": "order of",
    "Arrêté de": "Order of",
    "délibérations du": "deliberations of",
    "délibération du": "deliberation of",
    ", texte à relire": ", text to be read again",
    ", à relire": ", to be read again",
    "mise à jour du": "updated on",
    "demande d'autorisation recherche": "request for authorisation, research",
    "demande d'autorisation": "request for authorisation",
    "recherches internes": "internal research",
    "et méthodologies voisines": "and related methodologies",
    "Loi Informatique et Libertés": "French Data Protection Act",
    "Plateforme des données de santé": "Health Data Hub",
    "exemples d'actes contraignants": "examples of burdensome procedures",
    "document de cas de l'ANSM": "case document of ANSM",
    "ordonnance": "Ordinance",
    "guichet innovation et orientation": "innovation and guidance desk",
    "Composition usuelle du dossier de CPP": "Usual contents of an ethics committee (CPP) file",
    "de mémoire": "from memory",
    "Portail SI RIPH2G": "SI RIPH2G portal",
    "Recherche sans résultat": "Searched without result",
    "Liste officielle non trouvée": "Official list not found",
    "liste officielle non trouvée": "official list not found",
    "pièce usuelle d'un consortium": "usual document of a consortium",
    "pièce usuelle": "usual document",
    "Note de travail": "Working note",
    "Non vue pour cette édition": "Not seen for this edition",
    "pour l'édition": "for the edition",
    "Minima réglementaires des RIPH et des études de performances": "Statutory minima of research on humans and of performance studies",
    "supposés identiques pour les dispositifs": "taken to be the same for devices",
    "Remboursement de la télésurveillance de l'insuffisance cardiaque depuis": "Reimbursement of telemonitoring of heart failure since",
    "page secondaire": "secondary page",
    "Liste des activités de télésurveillance médicale": "List of medical telemonitoring activities",
    "principes d'évaluation de la télésurveillance": "principles for the evaluation of telemonitoring",
    "évaluation des dispositifs médicaux numériques": "evaluation of digital medical devices",
    "cadre en construction pour les outils des professionnels": "framework under construction for the tools of professionals",
    "premier livrable prévu au deuxième trimestre 2026": "first deliverable planned for the second quarter of 2026",
    "doctrine de la CNEDiMTS et guide 2021": "doctrine of CNEDiMTS and guide of 2021",
    "doctrine de la CEESP": "doctrine of CEESP",
    "guide de dépôt CNEDiMTS, version d'": "CNEDiMTS submission guide, version of ",
    "guide de dépôt LPPR (CNEDiMTS)": "LPPR submission guide (CNEDiMTS)",
    "guide des dispositifs connectés": "guide on connected devices",
    "guide du développement clinique des dispositifs": "guide on the clinical development of devices",
    "guide du dispositif médical": "guide on medical devices",
    "guide méthodologique CNEDiMTS du": "CNEDiMTS methodological guide of",
    "guide méthodologique CNEDiMTS": "CNEDiMTS methodological guide",
    "guide de 2020": "guide of 2020",
    "macro-critères": "main criteria",
    "indicateurs proposés par Preuve": "indicators proposed by Preuve",
    "Code de la santé publique": "Public Health Code",
    "et code de la sécurité sociale": "and Social Security Code",
    "code de la sécurité sociale": "Social Security Code",
    "CSP, art.": "Public Health Code, art.",
    "CSS, ": "Social Security Code, ",
    "RGPD": "GDPR",
    "et suivants": "et seq.",
    "règlement (UE)": "Regulation (EU)",
    "Règlement (UE)": "Regulation (EU)",
    "annexe ": "Annex ",
    "règle 11": "Rule 11",
    "rév.": "rev.",
    "pilier": "pillar",
    "domaine ": "domain ",
    "Appel Bpifrance": "Bpifrance call",
    "appel Bpifrance": "Bpifrance call",
    "éditions": "editions",
    "édition": "edition",
    " vague ": " wave ",
    "délais": "time limits",
    "démarches": "procedures",
}  # fmt: skip
_ALL = re.compile("|".join(re.escape(one) for one in sorted(_PHRASES, key=len, reverse=True)))
_DATE = re.compile(rf"\b(\d{{1,2}} )?({'|'.join(_MONTHS)})\b(?= \d{{4}})")
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_TO = re.compile(r"(?<=\d|[a-z]) à (?=\d|R\.)")
_AND = re.compile(r" et (?=[\dA-Z°])")


@cache
def said_source(source: str, language: Language) -> str:
    """A source as it is printed in a language, with the spacing of that language."""
    if language == "fr":
        return french_spacing(source)
    said = _ALL.sub(lambda found: _PHRASES[found[0]], source)
    said = _DATE.sub(lambda found: f"{found[1] or ''}{_MONTHS[found[2]]}", said)
    said = _NUMERIC_DATE.sub(_written, said)
    return _AND.sub(" and ", _TO.sub(" to ", said)).replace(" ; ", "; ")


def _written(found: re.Match[str]) -> str:
    return f"{int(found[1])} {list(_MONTHS.values())[int(found[2]) - 1]} {found[3]}"
