"""What the comparison of two tests on the same patients says: refusals, steps, sentences."""

from __future__ import annotations

from stats.text import Text

HIGHER = Text(
    fr="Sensibilité et spécificité sont meilleures quand elles sont plus élevées : choisir ce sens favorable.",
    en="Sensitivity and specificity are better when higher: choose that favourable direction.",
)
TOO_WIDE = Text(
    fr="La marge de {margin} couvre toutes les différences possibles. Réduire la marge.",
    en="The margin of {margin} covers every possible difference. Reduce the margin.",
)
NO_MARGIN = Text(
    fr="L'objectif est une supériorité de la sensibilité, sans marge : indiquer celle de la non-infériorité de la "
    "spécificité, ou changer ce qui est à montrer sur la spécificité.",
    en="The goal is a superior sensitivity, without a margin: enter that of the non-inferior specificity, or change the "
    "claim on the specificity.",
)
IDLE_MARGIN = Text(
    fr="Cette marge ne sert qu'à la non-infériorité de la spécificité : l'effacer, ou choisir la non-infériorité.",
    en="This margin only serves the non-inferiority of the specificity: clear it, or choose non-inferiority.",
)
IMPOSSIBLE = Text(
    fr="Avec ces deux taux, la corrélation ne peut aller que de {lowest} à {highest}.",
    en="With these two rates the correlation can only lie between {lowest} and {highest}.",
)
ANTICONSERVATIVE = Text(
    fr="Avec une marge, le test de Wald dépasse son risque quand les discordants sont peu nombreux (Nam 1997) : 0,027 simulé "
    "pour 0,025 avec 80 discordants chez les malades, 0,04 avec 5. Préférer le score.",
    en="With a margin the Wald test exceeds its risk when discordant people are few (Nam 1997): simulated 0.027 for 0.025 "
    "with 80 discordant diseased people, 0.04 with 5. Prefer the score.",
)
INDEPENDENT = Text(
    fr="résultats indépendants à statut connu (prudent)", en="results independent given the status (conservative)"
)
DISEASED = Text(fr="groupe des malades", en="diseased group")
HEALTHY = Text(fr="groupe des non-malades", en="non-diseased group")
SHARES = {
    ("diseased", "experimental"): Text(
        fr="Malades détectés par le seul test expérimental", en="Diseased detected by the experimental test only"
    ),
    ("diseased", "control"): Text(
        fr="Malades détectés par le seul comparateur", en="Diseased detected by the comparator only"
    ),
    ("healthy", "experimental"): Text(
        fr="Non-malades négatifs au seul test expérimental", en="Non-diseased negative by the experimental test only"
    ),
    ("healthy", "control"): Text(
        fr="Non-malades négatifs au seul comparateur", en="Non-diseased negative by the comparator only"
    ),
}
FROM_CORRELATION = Text(fr="p (1 - q) - φ √(p (1 - p) q (1 - q))", en="p (1 - q) - φ √(p (1 - p) q (1 - q))")
PAIRS = {
    "diseased": Text(fr="Discordants attendus chez les malades", en="Discordant people expected, diseased"),
    "healthy": Text(fr="Discordants attendus chez les non-malades", en="Discordant people expected, non-diseased"),
}
POWER_SENSITIVITY = Text(fr="Puissance pour la sensibilité seule", en="Power for the sensitivity alone")
POWER_SPECIFICITY = Text(fr="Puissance pour la spécificité seule", en="Power for the specificity alone")
AVERAGED = Text(
    fr="moyenne sur le nombre de malades, binomial", en="averaged over the binomial number of diseased people"
)
ASSURED_80 = Text(fr="Malades inclus avec une probabilité de 80 %", en="Diseased people included with 80% probability")
ASSURED_90 = Text(fr="Malades inclus avec une probabilité de 90 %", en="Diseased people included with 90% probability")
LEAST = {
    1: Text(
        fr="avec {people_diseased} malades dont {pairs_diseased} discordants, succès à partir de {count_diseased} détectés "
        "par le seul test expérimental",
        en="with {people_diseased} diseased of whom {pairs_diseased} discordant, success from {count_diseased} detected by "
        "the experimental test only",
    ),
    2: Text(
        fr="avec {people_diseased} malades dont {pairs_diseased} discordants et {people_healthy} non-malades dont "
        "{pairs_healthy} discordants, succès à partir de {count_diseased} malades et {count_healthy} non-malades bien "
        "classés par le seul test expérimental",
        en="with {people_diseased} diseased of whom {pairs_diseased} discordant and {people_healthy} non-diseased of whom "
        "{pairs_healthy} discordant, success from {count_diseased} diseased and {count_healthy} non-diseased classified "
        "right by the experimental test only",
    ),
}
_TESTS = {
    ("score", 1): (
        "test de McNemar (ou du score de Tango avec une marge) sur la sensibilité",
        "McNemar's test (Tango's score test with a margin) of the sensitivity",
    ),
    ("score", 2): (
        "test de McNemar (ou du score de Tango avec une marge) pour chaque critère, tous deux nécessaires",
        "McNemar's test (Tango's score test with a margin) for each criterion, both needed",
    ),
    ("wald", 1): (
        "test de Wald de la différence appariée de sensibilité",
        "Wald test of the paired difference in sensitivity",
    ),
    ("wald", 2): (
        "test de Wald de chaque différence appariée, tous deux nécessaires",
        "Wald test of each paired difference, both needed",
    ),
}
_SAMPLES = {
    "cohort": (
        "puissance moyennée sur le nombre aléatoire de malades",
        "power averaged over the random number of diseased people",
    ),
    "enriched": (
        "nombres de malades et de non-malades fixés d'avance",
        "numbers of diseased and non-diseased people fixed in advance",
    ),
}
METHODS = {
    (method, count, sampling): Text(fr=f"{test[0]}, {sample[0]}", en=f"{test[1]}, {sample[1]}")
    for (method, count), test in _TESTS.items()
    for sampling, sample in _SAMPLES.items()
}
SENTENCE = Text(
    fr="Pour montrer, sur les mêmes patients, que la sensibilité du test expérimental ({sensitivity_experimental} attendue) "
    "%s celle du comparateur ({sensitivity_control})%s, avec une corrélation des deux résultats de {correlation_diseased} "
    "chez les malades et de {correlation_healthy} chez les non-malades, %s, %s donnent une puissance de {target}.",
    en="To show, in the same patients, that the sensitivity of the experimental test ({sensitivity_experimental} expected) "
    "%s that of the comparator ({sensitivity_control})%s, with a correlation of the two results of {correlation_diseased} "
    "in the diseased and {correlation_healthy} in the non-diseased, %s, %s give a power of {target}.",
)
SENSITIVITY = {
    "superiority": Text(fr="dépasse", en="exceeds"),
    "non_inferiority": Text(
        fr="n'est pas inférieure, avec une marge de {margin}, à", en="is not inferior, with a margin of {margin}, to"
    ),
}
SPECIFICITY = {
    "same_margin": Text(
        fr=" et que sa spécificité ({specificity_experimental}) n'est pas inférieure à celle du comparateur ({specificity_control}), "
        "avec la même marge",
        en=" and that its specificity ({specificity_experimental}) is not inferior to that of the comparator "
        "({specificity_control}), with the same margin",
    ),
    "non_inferior": Text(
        fr=" et que sa spécificité ({specificity_experimental}) n'est pas inférieure à celle du comparateur ({specificity_control}), "
        "avec une marge de {specificity_margin}",
        en=" and that its specificity ({specificity_experimental}) is not inferior to that of the comparator "
        "({specificity_control}), with a margin of {specificity_margin}",
    ),
    "superior": Text(
        fr=" et que sa spécificité ({specificity_experimental}) dépasse celle du comparateur ({specificity_control})",
        en=" and that its specificity ({specificity_experimental}) exceeds that of the comparator ({specificity_control})",
    ),
    "none": Text(
        fr=", les spécificités attendues étant de {specificity_experimental} et {specificity_control}",
        en=", the expected specificities being {specificity_experimental} and {specificity_control}",
    ),
}
RISK = {
    ("superiority", 1): Text(
        fr="au risque de première espèce {sides} de {alpha}", en="at a {sides} type I error of {alpha}"
    ),
    ("superiority", 2): Text(
        fr="chaque critère étant testé au risque de première espèce {sides} de {alpha} et les deux étant nécessaires",
        en="each criterion being tested at a {sides} type I error of {alpha} and both being needed",
    ),
    ("non_inferiority", 1): Text(
        fr="au risque de première espèce unilatéral de {alpha}", en="at a one-sided type I error of {alpha}"
    ),
    ("non_inferiority", 2): Text(
        fr="chaque critère étant testé au risque de première espèce unilatéral de {alpha} et les deux étant nécessaires",
        en="each criterion being tested at a one-sided type I error of {alpha} and both being needed",
    ),
}
PEOPLE = {
    "cohort": Text(
        fr="{n_total} participants analysables recrutés consécutivement, avec une prévalence de {share_diseased},",
        en="{n_total} analysable consecutive participants, with a prevalence of {share_diseased},",
    ),
    "enriched": Text(
        fr="{n_total} participants analysables, dont {share_diseased} de malades,",
        en="{n_total} analysable participants, {share_diseased} of them diseased,",
    ),
}
