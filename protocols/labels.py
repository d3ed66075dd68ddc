"""What each part of a protocol is called: the pages, the list of changes and the gaps say it alike."""

from stats.text import Text

LABELS = {
    "qualification": Text(fr="Qualification et maturité", en="Qualification and maturity"),
    "claim": Text(fr="Revendication", en="Claim"),
    "situation": Text(fr="Choix du plan", en="Choice of design"),
    "identification": Text(fr="Identification", en="Identification"),
    "background": Text(fr="Contexte et justification", en="Background and rationale"),
    "device": Text(fr="Dispositif", en="Device"),
    "algorithm": Text(fr="Données et algorithme", en="Data and algorithm"),
    "objectives": Text(fr="Objectifs et estimand", en="Objectives and estimand"),
    "plan": Text(fr="Plan de l'étude", en="Study design"),
    "population": Text(fr="Population", en="Population"),
    "endpoints": Text(fr="Critères de jugement", en="Endpoints"),
    "conduct": Text(fr="Déroulement et suivi", en="Conduct and follow-up"),
    "sizing": Text(fr="Nombre de sujets", en="Sample size"),
    "analysis": Text(fr="Analyse statistique", en="Statistical analysis"),
    "human_factors": Text(fr="Facteurs humains", en="Human factors"),
    "economics": Text(fr="Économie et organisation", en="Economics and organisation"),
    "society": Text(fr="Société et environnement", en="Society and environment"),
    "recruitment": Text(fr="Recrutement et calendrier", en="Recruitment and calendar"),
    "safety": Text(fr="Sécurité et vigilance", en="Safety and vigilance"),
    "data": Text(fr="Données et protection", en="Data and protection"),
    "governance": Text(fr="Gouvernance et monitoring", en="Governance and monitoring"),
    "route": Text(fr="Parcours réglementaire", en="Regulatory route"),
    "ethics": Text(fr="Éthique et réglementation", en="Ethics and regulation"),
    "changes": Text(fr="Modifications et arrêt", en="Amendments and stopping"),
    "transparency": Text(fr="Transparence et diffusion", en="Transparency and dissemination"),
    "funding": Text(fr="Financement", en="Funding"),
}
