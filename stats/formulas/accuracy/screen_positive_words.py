"""What the comparison of two screening tests, verified in positives only, says: refusals, steps, sentences."""

from __future__ import annotations

from stats.text import Text

HIGHER = Text(
    fr="Détecter plus de cas est favorable : choisir « plus élevé » comme sens favorable.",
    en="Detecting more cases is favourable: choose “higher” as the favourable direction.",
)
OVERLAP = Text(
    fr="Avec ce rapport attendu, au plus {largest} des positifs d'au moins un test peuvent l'être aux deux.",
    en="With this expected ratio, at most {largest} of the positives of at least one test can be positive on both.",
)
TOO_MANY = Text(
    fr="Les cas et les faux positifs font ensemble {total} des personnes dépistées : ils ne peuvent pas dépasser 100 %. "
    "Les exprimer en parts de toutes les personnes dépistées.",
    en="Cases and false positives add up to {total} of the people screened: they cannot exceed 100%. Express them as shares "
    "of all people screened.",
)
BEYOND_LIMIT = Text(
    fr="Le rapport de faux positifs attendu, {expected}, n'est pas sous la limite de {limit} : aucun effectif ne permet de "
    "le démontrer. Revoir l'un ou l'autre.",
    en="The expected relative false positives, {expected}, are not below the limit of {limit}: no sample size can show it. "
    "Revise one or the other.",
)
LIMITS = Text(
    fr="Les deux tests sont lus chez tous, en aveugle l'un de l'autre, et toute personne positive à l'un au moins a l'examen "
    "de référence. Les cas négatifs aux deux tests restent inconnus : ni sensibilité ni spécificité ne peuvent être "
    "publiées, seulement leurs rapports. Sous une quarantaine de cas discordants attendus, le test du score est prudent : "
    "simulé 0,82 pour 0,80 avec 40, 0,84 avec 9.",
    en="Both tests are read in all, each blind to the other, and whoever is positive on at least one has the reference "
    "examination. Cases negative on both tests stay unknown: neither sensitivity nor specificity can be reported, only "
    "their ratios. Below about forty discordant cases expected the score test is conservative: simulated 0.82 for 0.80 with "
    "40, 0.84 with 9.",
)
_TESTS = {
    "wald": (
        "test de Wald du logarithme du rapport de détection apparié",
        "Wald test of the log of the paired relative detection",
    ),
    "score": (
        "test du score du rapport de détection apparié (McNemar sans marge)",
        "score test of the paired relative detection (McNemar without margin)",
    ),
}
METHODS = {
    (method, limited): Text(
        fr=fr + (", et du rapport de faux positifs, tous deux nécessaires" if limited else ""),
        en=en + (", and of the relative false positives, both needed" if limited else ""),
    )
    for method, (fr, en) in _TESTS.items()
    for limited in (False, True)
}
UNLIMITED = Text(fr="sans limite sur les faux positifs", en="without a limit on the false positives")
DETECTED_CONTROL = Text(fr="Cas détectés par le test standard, attendus", en="Cases detected by the standard, expected")
DETECTED_EXPERIMENTAL = Text(
    fr="Cas détectés par le test expérimental, attendus", en="Cases detected by the experimental test, expected"
)
DETECTED_EITHER = Text(
    fr="Cas détectés par au moins un test, attendus", en="Cases detected by at least one test, expected"
)
DISCORDANT = Text(fr="Cas détectés par un seul test, attendus", en="Cases detected by one test only, expected")
FALSE_EITHER = Text(fr="Faux positifs à au moins un test, attendus", en="Expected false positives on at least one test")
VERIFIED = Text(fr="Personnes ayant l'examen de référence", en="People having the reference examination")
VERIFIED_HOW = Text(fr="cas et faux positifs d'au moins un test", en="cases and false positives of at least one test")
ERROR = Text(
    fr="Erreur standard du logarithme du rapport de détection", en="Standard error of the log relative detection"
)
ERROR_HOW = Text(
    fr="√((p_E + p_C - 2 p_EC) / (n p_E p_C)), par la méthode delta",
    en="√((p_E + p_C - 2 p_EC) / (n p_E p_C)), by the delta method",
)
POWER_DETECTION = Text(fr="Puissance pour la détection seule", en="Power for the detection alone")
POWER_LIMIT = Text(fr="Puissance pour les faux positifs seuls", en="Power for the false positives alone")
LEAST = Text(
    fr="avec {both} cas détectés par les deux tests et {discordant} par un seul, succès à partir de {count} détectés par le "
    "seul test expérimental",
    en="with {both} cases detected by both tests and {discordant} by one only, success from {count} detected by the "
    "experimental test only",
)
SENTENCE = Text(
    fr="Pour montrer, chez les mêmes personnes dépistées, que le test expérimental %s (rapport de détection attendu "
    "de {relative_detection}, {detection_control} de cas détectés par le test standard, {overlap_cases} des cas détectés "
    "l'étant par les deux tests)%s, l'examen de référence étant réservé aux personnes positives à au moins un test, %s avec "
    "une puissance de {target}, {n_total} personnes dépistées analysables sont nécessaires.",
    en="To show, in the same people screened, that the experimental test %s (expected relative detection of "
    "{relative_detection}, {detection_control} of cases detected by the standard test, {overlap_cases} of the cases "
    "detected being so by both tests)%s, the reference examination being kept for people positive on at least one test, %s "
    "with a power of {target}, {n_total} analysable people screened are needed.",
)
CLAIM = {
    "superiority": Text(fr="détecte plus de cas que le test standard", en="detects more cases than the standard test"),
    "non_inferiority": Text(
        fr="ne détecte pas moins de cas que le test standard, avec une limite de non-infériorité de {margin} sur le rapport",
        en="detects no fewer cases than the standard test, with a non-inferiority limit of {margin} on the ratio",
    ),
}
LIMIT = Text(
    fr=" et que le rapport de faux positifs, attendu à {relative_false_positives}, est inférieur à {false_positive_limit}",
    en=" and that the relative false positives, expected at {relative_false_positives}, are below {false_positive_limit}",
)
NO_LIMIT = Text(
    fr=", le rapport de faux positifs attendu étant de {relative_false_positives}",
    en=", the expected relative false positives being {relative_false_positives}",
)
RISK = {
    "superiority": Text(
        fr="au risque de première espèce {sides} de {alpha}", en="at a {sides} type I error of {alpha}"
    ),
    "non_inferiority": Text(
        fr="au risque de première espèce unilatéral de {alpha}", en="at a one-sided type I error of {alpha}"
    ),
}
ANTICONSERVATIVE = Text(
    fr="Contre une limite autre que 1, le test de Wald du logarithme du rapport dépasse son risque : 0,030 simulé pour 0,025 "
    "avec 59 cas discordants attendus, 0,050 avec 6, et l'effectif est trop petit. Préférer le test du score.",
    en="Against a limit other than 1 the Wald test of the log ratio exceeds its risk: simulated 0.030 for 0.025 with 59 "
    "discordant cases expected, 0.050 with 6, and the size is too small. Prefer the score test.",
)
R_WALD = "pnorm(s * (log((a + b) / (a + c)) - log(r)) * sqrt(n * (a + b) * (a + c) / (b + c)) - k)"
R_SCORE = (
    "{{ t <- a + b + c; m <- b + (2 - r^2) * c - (r^2 - 1) * a; "
    "y <- (m + sqrt(m^2 + 4 * (1 + r) * t * c * (r - 1))) / (2 * (1 + r) * t); x <- (y + r - 1) / r; "
    "d <- a + b - r * (a + c); pnorm((s * d * sqrt(n) - k * sqrt(t * ((1 - r)^2 * (1 - x - y) + x + r^2 * y))) / "
    "sqrt((1 - r)^2 * a + b + r^2 * c - d^2)) }}"
)
