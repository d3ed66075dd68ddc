"""Agreement of two readers on the same cases: Cohen's kappa."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.estimators import Estimator, Role
from stats.estimate.rates import NO_DATA
from stats.estimate.result import Estimate, Found
from stats.estimate.table import Table, complete
from stats.normal import z
from stats.quantities import Unit
from stats.refusal import Refusal
from stats.text import Text

_KAPPA = Text(fr="Kappa de Cohen", en="Cohen's kappa")
_RAW = Text(fr="Accord brut", en="Raw agreement")


def kappa(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Cohen's kappa of two columns of categories, with its large-sample interval."""
    from statsmodels.stats.inter_rater import cohens_kappa
    from statsmodels.stats.proportion import proportion_confint

    first, second = table.groups(columns["first"]), table.groups(columns["second"])
    kept = complete(first, second)
    levels = sorted(set(first[kept]) | set(second[kept]))
    if kept.sum() < 2 or len(levels) < 2:
        raise Refusal(NO_DATA, "first")
    place = {level: rank for rank, level in enumerate(levels)}
    counts = np.zeros((len(levels), len(levels)))
    np.add.at(counts, ([place[one] for one in first[kept]], [place[one] for one in second[kept]]), 1)
    fit = cohens_kappa(counts)
    value, error = float(fit.kappa), float(fit.std_kappa)

    def bounds(tail: float) -> tuple[float, float]:
        return max(-1.0, value - z(tail) * error), min(1.0, value + z(tail) * error)

    agreed, total = int(np.trace(counts)), int(kept.sum())
    raw = [tuple(float(one) for one in proportion_confint(agreed, total, alpha, "wilson")) for alpha in (0.05, 0.1)]
    low, high = bounds(0.025)
    return Found(
        (
            Estimate(_KAPPA, value, low, high, bounds(0.05), name="kappa"),
            Estimate(
                _RAW, agreed / total, raw[0][0], raw[0][1], (raw[1][0], raw[1][1]), Unit.PROPORTION, name="agreement"
            ),
        ),
        total,
        int((~kept).sum()),
        Text(fr="kappa de Cohen, variance de grand échantillon", en="Cohen's kappa, large-sample variance"),
        (
            Reference(
                "Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychol Bull 1969;72:323-7",
                "10.1037/h0028106",
            ),
        ),
    )


ESTIMATORS = (
    Estimator(
        "kappa",
        Text(fr="L'accord de deux lecteurs (kappa)", en="The agreement of two readers (kappa)"),
        (
            Role("first", Text(fr="Premier lecteur", en="First reader"), "group"),
            Role("second", Text(fr="Second lecteur", en="Second reader"), "group"),
        ),
        kappa,
    ),
)
