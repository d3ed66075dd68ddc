"""A proportion, or one in each group, with Wilson's interval."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.enough import enough
from stats.estimate.estimators import GROUP, OUTCOME, Estimator, Role
from stats.estimate.result import Curve, Estimate, Found, Picture, counted
from stats.estimate.table import Table, complete
from stats.quantities import Unit
from stats.text import Text

_RATE = Text(fr="Proportion", en="Proportion")
_FEW = Text(
    fr="Moins de cinq événements, ou moins de cinq non-événements : l'intervalle est large, ne pas retenir la valeur observée seule.",
    en="Fewer than five events, or fewer than five non-events: the interval is wide, do not keep the observed value alone.",
)


def proportion(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """The share of "yes" in a column, overall or in each group."""
    from statsmodels.stats.proportion import proportion_confint

    outcome = table.yes(columns["outcome"])
    group = table.grouped(columns.get("group"))
    kept = complete(outcome, group)
    enough(int(kept.sum()), 1, columns["outcome"])
    estimates, few, samples = [], False, {}
    for rank, level in enumerate(group.labels):
        values = outcome[kept & group.of(rank)]
        if not len(values):
            continue
        count, total = int(values.sum()), len(values)
        few = few or min(count, total - count) < 5
        low, high = proportion_confint(count, total, 0.05, "wilson")
        plausible = proportion_confint(count, total, 0.10, "wilson")
        estimates.append(
            Estimate(
                _RATE,
                count / total,
                float(low),
                float(high),
                (float(plausible[0]), float(plausible[1])),
                Unit.PROPORTION,
                name="proportion",
                group=level,
            )
        )
        samples[level] = counted(total, count)
    return Found(
        tuple(estimates),
        int(kept.sum()),
        int((~kept).sum()),
        Text(fr="proportion observée, intervalle de Wilson", en="observed proportion, Wilson interval"),
        (
            Reference(
                "Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-12",
                "10.1080/01621459.1927.10502953",
            ),
        ),
        _FEW if few else None,
        _picture(estimates),
        samples=samples,
    )


def _picture(found: list[Estimate]) -> Picture:
    values, low, high = (np.array([getattr(one, end) for one in found]) for end in ("value", "low", "high"))
    curve = Curve("", np.arange(len(found), dtype=np.float64), values, low, high)
    return Picture("proportions", (curve,), tuple(one.group for one in found))


ESTIMATORS = (
    Estimator(
        "proportion",
        Text(
            fr="Une proportion (un taux de succès, d'erreurs, d'événements)",
            en="A proportion (success, error, event rate)",
        ),
        (Role("outcome", OUTCOME, "yes"), Role("group", GROUP, "arm", optional=True)),
        proportion,
    ),
)
