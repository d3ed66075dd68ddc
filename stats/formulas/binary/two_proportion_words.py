"""What is said of two proportions: methods, sentences, steps and refusals."""

from __future__ import annotations

from stats.text import Text

CHI_SQUARE = Text(
    fr="test du khi-deux de Pearson sans correction de continuité, variance groupée sous H0",
    en="Pearson's chi-square test without continuity correction, variance pooled under H0",
)
ARCSINE = Text(
    fr="L'arc sinus donne ici un effectif pour comparaison : le test prévu est celui du khi-deux, dont la puissance peut être plus basse "
    "de plus d'un point quand les deux proportions sont éloignées ou extrêmes.",
    en="The arcsine gives a size for comparison only: the test planned is the chi-square test, whose power may be more than one point "
    "lower when the two proportions are far apart or extreme.",
)
UNSUITED = Text(
    fr="« {method} » ne convient qu'à une supériorité. Avec une marge, choisir le score (Farrington-Manning) ou Wald.",
    en="“{method}” only suits superiority. With a margin choose the score (Farrington-Manning) or Wald method.",
)
MARGIN_TOO_WIDE = Text(
    fr="La marge de {margin} couvre toutes les différences possibles : une différence de proportions reste "
    "strictement entre -100 et +100 points. Réduire la marge.",
    en="The margin of {margin} covers every possible difference: a difference of proportions stays strictly between "
    "-100 and +100 points. Reduce the margin.",
)
BEYOND_CONTROL = Text(
    fr="Avec une proportion de {control} dans le bras contrôle, une perte de {margin} sort de l'intervalle ]0 ; 1[ : "
    "aucun résultat ne pourrait être inférieur. Réduire la marge ou revoir la proportion du bras contrôle.",
    en="With a proportion of {control} in the control arm, a loss of {margin} leaves the interval (0, 1): no "
    "result could be inferior. Reduce the margin or revise the proportion of the control arm.",
)
EFFECT = Text(fr="Différence attendue des proportions", en="Expected difference in proportions")
NULL = Text(fr="Différence sous H0", en="Difference under H0")
RATE_E = Text(fr="Proportion du bras expérimental sous H0", en="Proportion in the experimental arm under H0")
RATE_C = Text(fr="Proportion du bras contrôle sous H0", en="Proportion in the control arm under H0")
RATE_HOW = Text(
    fr="maximum de vraisemblance sous la contrainte de H0 ; proportion commune quand la différence est nulle",
    en="maximum likelihood under the constraint of H0; the pooled proportion when the difference is zero",
)
ERROR_H0 = Text(fr="Erreur standard de la différence sous H0", en="Standard error of the difference under H0")
ERROR_H1 = Text(fr="Erreur standard de la différence sous H1", en="Standard error of the difference under H1")
ERROR_H1_HOW = Text(fr="aux proportions attendues", en="at the expected proportions")
BEFORE = Text(fr="Total avant correction de continuité", en="Total before the continuity correction")
BEFORE_HOW = Text(
    fr="total dont la taille corrigée (Fleiss, Tytun et Ury) est celle retenue",
    en="total whose corrected size (Fleiss, Tytun and Ury) is the one retained",
)
ACTUAL = Text(fr="Risque de première espèce réel, par côté", en="Actual type I error, per side")
ACTUAL_HOW = Text(
    fr="test de Fisher, les deux bras à la proportion commune attendue",
    en="Fisher's test, both arms at the expected pooled proportion",
)
LEAST = Text(
    fr="si le bras contrôle observe {control_count} sur {control_n}, succès à partir de {count} sur {n} ({rate}) "
    "dans le bras expérimental",
    en="if the control arm observes {control_count} out of {control_n}, success from {count} out of {n} ({rate}) "
    "in the experimental arm",
)
MOST = Text(
    fr="si le bras contrôle observe {control_count} sur {control_n}, succès jusqu'à {count} sur {n} ({rate}) "
    "dans le bras expérimental",
    en="if the control arm observes {control_count} out of {control_n}, success up to {count} out of {n} "
    "({rate}) in the experimental arm",
)
METHODS = {
    ("score", "superiority"): CHI_SQUARE,
    ("score", "non_inferiority"): Text(
        fr="test du score de Farrington-Manning, variance au maximum de vraisemblance sous la marge",
        en="Farrington-Manning score test, variance at the maximum likelihood under the margin",
    ),
    ("score", "equivalence"): Text(
        fr="deux tests unilatéraux du score de Farrington-Manning, un par limite d'équivalence",
        en="two one-sided Farrington-Manning score tests, one per equivalence limit",
    ),
    ("unpooled", "superiority"): Text(
        fr="test de Wald sur la différence, variance non groupée", en="Wald test of the difference, unpooled variance"
    ),
    ("unpooled", "non_inferiority"): Text(
        fr="test de Wald de la différence contre la marge, variance non groupée",
        en="Wald test of the difference against the margin, unpooled variance",
    ),
    ("unpooled", "equivalence"): Text(
        fr="deux tests unilatéraux de Wald, un par limite d'équivalence, variance non groupée",
        en="two one-sided Wald tests, one per equivalence limit, unpooled variance",
    ),
    ("score", "superiority_by_margin"): Text(
        fr="test du score de Farrington-Manning, variance au maximum de vraisemblance sous la marge de supériorité",
        en="Farrington-Manning score test, variance at the maximum likelihood under the superiority margin",
    ),
    ("unpooled", "superiority_by_margin"): Text(
        fr="test de Wald de la différence contre la marge de supériorité, variance non groupée",
        en="Wald test of the difference against the superiority margin, unpooled variance",
    ),
    ("local", "superiority"): Text(
        fr="test du khi-deux de Pearson sans correction de continuité ; variance groupée sous les deux hypothèses dans le calcul",
        en="Pearson's chi-square test without continuity correction; variance pooled under both hypotheses in the calculation",
    ),
    ("arcsine", "superiority"): Text(
        fr="test du khi-deux de Pearson sans correction de continuité ; effectif d'après la transformation arc sinus (h de Cohen)",
        en="Pearson's chi-square test without continuity correction; size from the arcsine transformation (Cohen's h)",
    ),
    ("continuity", "superiority"): Text(
        fr="test du khi-deux avec correction de continuité de Yates, effectif corrigé selon Fleiss, Tytun et Ury",
        en="chi-square test with Yates' continuity correction, size corrected after Fleiss, Tytun and Ury",
    ),
    ("fisher", "superiority"): Text(
        fr="test exact de Fisher, puissance par énumération des résultats possibles",
        en="Fisher's exact test, power by enumeration of the possible outcomes",
    ),
}
SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence entre une proportion de {p_experimental} dans le bras "
        "expérimental et de {p_control} dans le bras contrôle au risque de première espèce {sides} de {alpha} "
        "avec une puissance de {target}, {n_total} participants analysables sont nécessaires ({n_arms}).",
        en="To detect a difference between a proportion of {p_experimental} in the experimental arm and "
        "{p_control} in the control arm at a {sides} type I error of {alpha} with a power of {target}, {n_total} "
        "analysable participants are needed ({n_arms}).",
    ),
    "superiority_by_margin": Text(
        fr="Pour montrer une supériorité de plus de {margin} sur la différence des proportions, sous des proportions vraies de "
        "{p_experimental} dans le bras expérimental et de {p_control} dans le bras contrôle, au risque de première espèce "
        "unilatéral de {alpha} avec une puissance de {target}, {n_total} participants analysables sont nécessaires ({n_arms}).",
        en="To show superiority by more than {margin} on the difference in proportions, under true proportions of "
        "{p_experimental} in the experimental arm and {p_control} in the control arm, at a one-sided type I error of {alpha} "
        "with a power of {target}, {n_total} analysable participants are needed ({n_arms}).",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une marge de {margin} sur la différence des proportions, sous des "
        "proportions vraies de {p_experimental} dans le bras expérimental et de {p_control} dans le bras contrôle, au "
        "risque de première espèce unilatéral de {alpha} avec une puissance de {target}, {n_total} participants "
        "analysables sont nécessaires ({n_arms}).",
        en="To show non-inferiority with a margin of {margin} on the difference in proportions, under true "
        "proportions of {p_experimental} in the experimental arm and {p_control} in the control arm, at a "
        "one-sided type I error of {alpha} with a power of {target}, {n_total} analysable participants are "
        "needed ({n_arms}).",
    ),
    "equivalence": Text(
        fr="Pour montrer que la différence des proportions reste entre -{margin_lower} et +{margin_upper}, sous des "
        "proportions vraies de {p_experimental} dans le bras expérimental et de {p_control} dans le bras "
        "contrôle, par deux tests unilatéraux de risque {alpha} chacun et avec une puissance de {target}, "
        "{n_total} participants analysables sont nécessaires ({n_arms}).",
        en="To show that the difference in proportions stays between -{margin_lower} and +{margin_upper}, under true "
        "proportions of {p_experimental} in the experimental arm and {p_control} in the control arm, by two one-sided "
        "tests at {alpha} each and with a power of {target}, {n_total} analysable participants are needed ({n_arms}).",
    ),
}
