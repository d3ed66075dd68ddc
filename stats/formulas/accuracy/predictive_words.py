"""What the comparison of predictive values on the same patients says: refusals, steps, sentences."""

from __future__ import annotations

from stats.text import Text

RATE_HELP = Text(
    fr="Valeur plausible parmi des patients consécutifs, au seuil de décision figé avant l'étude.",
    en="Plausible value among consecutive patients, at the decision threshold locked before the study.",
)
CORRELATION_HELP = Text(
    fr="Coefficient phi des deux résultats dans ce groupe, tiré d'une étude pilote. 0 : résultats indépendants à statut "
    "connu, choix prudent ; deux tests qui se trompent sur les mêmes patients ont une corrélation positive.",
    en="Phi coefficient of the two results in this group, from a pilot study. 0: results independent given the status, a "
    "conservative choice; two tests that fail on the same patients have a positive correlation.",
)
HIGHER = Text(
    fr="Une valeur prédictive plus élevée est toujours favorable : choisir « plus élevé » comme sens favorable.",
    en="A higher predictive value is always favourable: choose “higher” as the favourable direction.",
)
METHOD = Text(
    fr="test de Wald du logarithme du rapport apparié de valeurs prédictives (Moskowitz et Pepe)",
    en="Wald test of the log of the paired relative predictive values (Moskowitz and Pepe)",
)
LIMITS = Text(
    fr="Patients consécutifs, les deux tests lus chez tous en aveugle l'un de l'autre, maladie vérifiée chez tous. Les valeurs "
    "prédictives ne valent que pour la prévalence étudiée ; une VPN proche de 1 ne laisse qu'un rapport proche de 1. La formule "
    "est prudente : simulé 0,82 à 0,84 pour 0,80 avec 240 à 930 patients, 0,57 pour 0,50 avec 26. Le risque est tenu, sauf "
    "pour la non-infériorité de la VPN (0,030 simulé pour 0,025 avec 315 patients).",
    en="Consecutive patients, both tests read in all and each blind to the other, disease verified in all. Predictive values "
    "hold only for the prevalence studied; an NPV close to 1 leaves a ratio close to 1. The formula is conservative: simulated "
    "0.82 to 0.84 for 0.80 with 240 to 930 patients, 0.57 for 0.50 with 26. The type I error holds, except for a non-inferior "
    "NPV (simulated 0.030 for 0.025 with 315 patients).",
)
_NAMES = {"ppv": ("VPP", "PPV"), "npv": ("VPN", "NPV")}
VALUE = {
    (name, test): Text(fr=f"{fr} attendue, {said[0]}", en=f"Expected {en}, {said[1]}")
    for name, (fr, en) in _NAMES.items()
    for test, said in {
        "experimental": ("test expérimental", "experimental test"),
        "control": ("comparateur", "comparator"),
    }.items()
}
RATIO = {name: Text(fr=f"Rapport de {fr} attendu", en=f"Expected relative {en}") for name, (fr, en) in _NAMES.items()}
ERROR = {
    name: Text(fr=f"Erreur standard du logarithme du rapport de {fr}", en=f"Standard error of the log relative {en}")
    for name, (fr, en) in _NAMES.items()
}
ERROR_HOW = Text(fr="méthode delta sur les huit cases du tableau", en="delta method on the eight cells of the table")
POWER = {
    name: Text(fr=f"Puissance pour la seule {fr}", en=f"Power for the {en} alone") for name, (fr, en) in _NAMES.items()
}
_CLAIMS = {
    "ppv": (
        "la valeur prédictive positive du test expérimental",
        "the positive predictive value of the experimental test",
    ),
    "npv": (
        "la valeur prédictive négative du test expérimental",
        "the negative predictive value of the experimental test",
    ),
    "both": (
        "chacune des valeurs prédictives, positive et négative, du test expérimental",
        "each predictive value, positive and negative, of the experimental test",
    ),
}
CLAIM = {
    (which, margin): Text(
        fr=f"{fr} n'est pas inférieure à celle du comparateur, avec une limite de {{margin}} sur le rapport"
        if margin
        else f"{fr} dépasse celle du comparateur",
        en=f"{en} is not inferior to that of the comparator, with a limit of {{margin}} on the ratio"
        if margin
        else f"{en} exceeds that of the comparator",
    )
    for which, (fr, en) in _CLAIMS.items()
    for margin in (False, True)
}
RISK = {
    False: Text(fr="au risque de première espèce {sides} de {alpha}", en="at a {sides} type I error of {alpha}"),
    True: Text(fr="au risque de première espèce unilatéral de {alpha}", en="at a one-sided type I error of {alpha}"),
}
SENTENCE = Text(
    fr="Pour montrer, sur les mêmes patients, que %s, sous des sensibilités de {sensitivity_experimental} et "
    "{sensitivity_control}, des spécificités de {specificity_experimental} et {specificity_control} (test expérimental puis "
    "comparateur), une corrélation des résultats de {correlation_diseased} chez les malades et {correlation_healthy} chez les "
    "non-malades et une prévalence de {prevalence}, %s avec une puissance de {target}, {n_total} patients consécutifs "
    "analysables sont nécessaires.",
    en="To show, in the same patients, that %s, under sensitivities of {sensitivity_experimental} and {sensitivity_control}, "
    "specificities of {specificity_experimental} and {specificity_control} (experimental test, then comparator), a correlation "
    "of the results of {correlation_diseased} in the diseased and {correlation_healthy} in the non-diseased and a prevalence "
    "of {prevalence}, %s with a power of {target}, {n_total} analysable consecutive patients are needed.",
)
TOO_WIDE = {
    "ppv": Text(
        fr="À cette prévalence, même un test positif chez tous les non-malades respecterait la limite de {margin} : elle ne "
        "démontre rien. La réduire.",
        en="At this prevalence even a test positive in all non-diseased people would meet the limit of {margin}: it shows "
        "nothing. Reduce it.",
    ),
    "npv": Text(
        fr="À cette prévalence, même un test négatif chez tous les malades respecterait la limite de {margin} : elle ne "
        "démontre rien. La réduire, ou comparer les sensibilités.",
        en="At this prevalence even a test negative in all diseased people would meet the limit of {margin}: it shows "
        "nothing. Reduce it, or compare the sensitivities.",
    ),
}
