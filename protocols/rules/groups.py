"""Rules on clusters, counts and covariates: what makes participants vary together, or more than assumed."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share
from protocols.rules.size import count
from stats.quantities import Value

FEW_CLUSTERS = 10  # by arm
_LARGE_REDUCTION = 0.2


@rule("stats:CLUS-01")
def clusters_ignored(facts: Facts) -> dict[str, Value] | None:
    """Groups are randomised and the calculation counts individuals as if they stood alone."""
    return {} if facts.clusters_randomised and facts.design_clustered is False else None


@rule("stats:CLUS-02")
def unequal_clusters_ignored(facts: Facts) -> dict[str, Value] | None:
    """Nothing is said of how much the sizes of clusters vary."""
    return {} if facts.cluster_cv_given is False else None


@rule("stats:CLUS-03")
def few_clusters(facts: Facts) -> dict[str, Value] | None:
    """Fewer than ten clusters in an arm."""
    fewest = facts.n_clusters_smallest or 0
    return {"clusters": count(fewest), "limit": count(FEW_CLUSTERS)} if fewest < FEW_CLUSTERS else None


@rule("stats:COUNT-01")
def counts_as_poisson(facts: Facts) -> dict[str, Value] | None:
    """Counts sized as if their variance were their mean."""
    return {} if facts.overdispersion is False else None


@rule("stats:SS-19")
def reduction_without_evidence(facts: Facts) -> dict[str, Value] | None:
    """Covariates are expected to explain much of the variance and nothing supports it."""
    reduction = facts.variance_reduction or 0.0
    unsupported = reduction > _LARGE_REDUCTION and facts.variance_reduction_documented is False
    return {"reduction": share(reduction)} if unsupported else None
