"""The R expression that gives the number of people of a trial in clusters and periods, in base R."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.formulas.clusters.period_clusters import PeriodClusters

_T = "pt(qt(1 - alpha, df(k)), df(k), effect / {error}, lower.tail = FALSE)"
_Z = "pnorm(effect / {error} - qnorm(1 - alpha))"
ANCOVA_T = (
    "integrate(function(a) cos(a)^df(k) * pt(qt(1 - alpha, df(k)), df(k), effect / {error} * cos(a), lower.tail = FALSE), "
    "0, pi / 2, rel.tol = 1e-9)$value / integrate(function(a) cos(a)^df(k), 0, pi / 2, rel.tol = 1e-9)$value"
)


def solved_in_r(design: PeriodClusters, given: Mapping[str, str], error: str, df: str, power: str | None = None) -> str:
    """The people that reach {target}, solved by uniroot.

    given: R values by name; error: the standard error in R, from k clusters and m members of a cluster in a period;
    df: degrees of freedom in R, from k; power: another power than that of Student's or the normal test
    """
    test = design.goal.tests()[0]
    people = design.appearances
    if design.clusters_available is None:
        members = f"{design.cluster_period_size or 1:g}"
        sizes = f"k = n / ({members} * {people}), m = {members}"
        least = f"1.0001 * {members} * {people} * {_fewest(design)!r}"
    else:
        sizes = f"k = {design.clusters_available:g}, m = n / ({design.clusters_available:g} * {people})"
        least = "1e-3"
    shared = {
        **given,
        "icc": repr(design.icc),
        "effect": repr(abs(design.effect - test.null)),
        "alpha": repr(test.alpha),
        "df": f"function(k) {df}",
    }
    chosen = _Z if design.method == "z" else power or _T
    listed = ", ".join(f"{name} = {value}" for name, value in shared.items())
    reached = chosen.format(error=error)
    return (
        f"with(list({listed}), exp(uniroot(function(u) with(list(n = exp(u)), with(list({sizes}), {reached} - {{target}})), "
        f"log(c({least}, 1e8)), tol = 1e-12, maxiter = 10000)$root))"
    )


def _fewest(design: PeriodClusters) -> float:
    """The fractional number of clusters that leaves one degree of freedom (or any, for the normal test)."""
    if design.method == "z":
        return 1e-3
    first, second = (float(design.degrees(np.array(one))) for one in (0.0, 1.0))
    return (1 - first) / (second - first)
