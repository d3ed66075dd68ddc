"""The justification of a trial in clusters and periods, said from the fields that a design uses."""

from __future__ import annotations

from stats.formulas.clusters.period_outcomes import PeriodMeans, PeriodOutcome
from stats.text import Text


def justification(opening: Text, design: PeriodOutcome) -> Text:
    """The sentence of a design in clusters and periods, from its opening words and the fields that it uses."""
    margin = design.goal.kind == "non_inferiority"
    key = ("means" if isinstance(design, PeriodMeans) else "proportions", margin)
    cac, iac = getattr(design, "cac", None) is not None, getattr(design, "iac", None) is not None
    parts = [opening, _AIMS[key], _ASSUMED[cac, iac], _RISK_MARGIN if margin else _RISK]
    if getattr(design, "clusters_available", None) is not None:
        parts += [_FIXED_CLUSTERS]
    else:
        parts += [_FIXED_COHORT if design.same_people else _FIXED_MEMBERS]
    return Text(fr="".join(part.fr for part in parts), en="".join(part.en for part in parts))


_AIMS = {
    ("means", False): Text(
        fr=" Pour mettre en évidence une différence de moyennes de {difference} (écart-type total {sd}),",
        en=" To detect a difference in means of {difference} (total standard deviation {sd}),",
    ),
    ("means", True): Text(
        fr=" Pour montrer la non-infériorité avec une marge de {margin}, sous une différence vraie de {difference} "
        "(écart-type total {sd}),",
        en=" To show non-inferiority with a margin of {margin}, under a true difference of {difference} "
        "(total standard deviation {sd}),",
    ),
    ("proportions", False): Text(
        fr=" Pour mettre en évidence une proportion de {p_experimental} avec le dispositif contre {p_control} sans lui,",
        en=" To detect a proportion of {p_experimental} with the device against {p_control} without it,",
    ),
    ("proportions", True): Text(
        fr=" Pour montrer la non-infériorité avec une marge de {margin}, sous des proportions vraies de {p_experimental} avec "
        "le dispositif et {p_control} sans lui,",
        en=" To show non-inferiority with a margin of {margin}, under true proportions of {p_experimental} with the device and "
        "{p_control} without it,",
    ),
}
_ASSUMED = {
    (False, False): Text(
        fr=" avec une corrélation intra-grappe de {icc}", en=" with an intracluster correlation of {icc}"
    ),
    (True, False): Text(
        fr=" avec une corrélation intra-grappe de {icc} et une autocorrélation des grappes de {cac}",
        en=" with an intracluster correlation of {icc} and a cluster autocorrelation of {cac}",
    ),
    (False, True): Text(
        fr=" avec une corrélation intra-grappe de {icc} et une autocorrélation individuelle de {iac}",
        en=" with an intracluster correlation of {icc} and an individual autocorrelation of {iac}",
    ),
    (True, True): Text(
        fr=" avec une corrélation intra-grappe de {icc}, une autocorrélation des grappes de {cac} et une autocorrélation "
        "individuelle de {iac}",
        en=" with an intracluster correlation of {icc}, a cluster autocorrelation of {cac} and an individual autocorrelation "
        "of {iac}",
    ),
}
_RISK = Text(
    fr=", au risque de première espèce {sides} de {alpha} avec une puissance de {target},",
    en=", at a {sides} type I error of {alpha} with a power of {target},",
)
_RISK_MARGIN = Text(
    fr=", au risque de première espèce unilatéral de {alpha} avec une puissance de {target},",
    en=", at a one-sided type I error of {alpha} with a power of {target},",
)
_FIXED_CLUSTERS = Text(
    fr=" {n_total} participants analysables sont nécessaires dans les {n_clusters} grappes disponibles.",
    en=" {n_total} analysable participants are needed in the {n_clusters} clusters available.",
)
_FIXED_MEMBERS = Text(
    fr=" {n_clusters} grappes sont nécessaires, soit {n_total} participants analysables à raison de {cluster_period_size} "
    "par grappe et par période.",
    en=" {n_clusters} clusters are needed, that is {n_total} analysable participants with {cluster_period_size} per "
    "cluster and period.",
)
_FIXED_COHORT = Text(
    fr=" {n_clusters} grappes sont nécessaires, soit {n_total} participants analysables à raison de {cluster_period_size} "
    "par grappe, les mêmes à chaque période.",
    en=" {n_clusters} clusters are needed, that is {n_total} analysable participants with {cluster_period_size} per cluster, "
    "the same people in each period.",
)
