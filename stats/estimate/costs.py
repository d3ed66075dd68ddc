"""Costs and effects of the same patients: mean cost and its spread in each arm, their correlation within arms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.enough import enough, varied
from stats.estimate.estimators import GROUP, Estimator, Role
from stats.estimate.result import Estimate, Found, Picture, counted
from stats.estimate.spread import cloud, histogram, pearson
from stats.estimate.table import Table, complete
from stats.quantities import Unit
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

_DRAWS = 1_000
_ROWS = 5_000  # beyond, a random part is resampled
_MEAN = Text(fr="Coût moyen", en="Mean cost")
_SD = Text(fr="Écart-type du coût", en="Standard deviation of the cost")
_CV = Text(fr="Coefficient de variation des coûts", en="Coefficient of variation of costs")
_RHO = Text(fr="Corrélation entre coût et effet", en="Correlation of cost and effect")
_NEGATIVE = Text(fr="Un coût est négatif : vérifier cette colonne.", en="A cost is negative: check this column.")


def costs(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Mean, standard deviation and coefficient of variation by bootstrap, in each group; correlation with an effect within groups."""
    cost, group = table.numbers(columns["cost"]), table.grouped(columns.get("group"))
    effect = table.measured(columns["effect"]) if columns.get("effect") else np.zeros(table.rows)
    kept = complete(cost, effect, group)
    if (cost[kept] < 0).any():
        raise Refusal(_NEGATIVE, "cost")
    parts = {level: cost[kept & group.of(rank)] for rank, level in enumerate(group.labels)}
    parts = {level: one for level, one in parts.items() if len(one)} or {"": cost[kept]}
    estimates: list[Estimate] = []
    for level, values in parts.items():
        enough(len(values), 5, columns["cost"])
        varied(values, columns["cost"])
        estimates += _of_group(values, level)
    picture = Picture("histogram", tuple(histogram(one, level, cost[kept]) for level, one in parts.items()))
    if columns.get("effect"):
        varied(effect[kept], columns["effect"])
        codes, name = group.codes[kept], "correlation_cost_effect"
        estimates.append(pearson(cost[kept], effect[kept], codes, _RHO, columns["effect"], name))
        picture = Picture("costs_effects", (cloud(effect[kept], cost[kept]),))
    return Found(
        tuple(estimates),
        int(kept.sum()),
        int((~kept).sum()),
        Text(fr="intervalles par bootstrap (percentiles)", en="bootstrap intervals (percentiles)"),
        (Reference("Efron B, Tibshirani RJ. An Introduction to the Bootstrap. Chapman & Hall 1993"),),
        None,
        picture,
        {level: counted(len(one)) for level, one in parts.items() if level},
    )


def _of_group(values: FloatArray, level: str) -> list[Estimate]:
    samples = _resampled(values)
    means, spreads = samples.mean(axis=1), samples.std(axis=1, ddof=1)
    mean, spread, rows = float(values.mean()), float(values.std(ddof=1)), len(values)
    return [
        _estimate(_MEAN, mean, means, Unit.EUROS, rows, "mean_cost", level),
        _estimate(_SD, spread, spreads, Unit.EUROS, rows, "sd_cost", level),
        _estimate(_CV, spread / mean, spreads / means, Unit.NUMBER, rows, "cv", level),
    ]


def _resampled(values: FloatArray) -> FloatArray:
    """Bootstrap samples; those of a large table are drawn from a random part of it, and their spread is scaled back."""
    rng = np.random.default_rng(20_261_122)
    kept = values if len(values) <= _ROWS else rng.choice(values, _ROWS, replace=False)
    return np.asarray(kept[rng.integers(0, len(kept), (_DRAWS, len(kept)))])


def _estimate(label: Text, value: float, drawn: FloatArray, unit: Unit, rows: int, name: str, level: str) -> Estimate:
    shrink = float(np.sqrt(min(1.0, _ROWS / rows)))
    around = value + (drawn - drawn.mean()) * shrink if shrink < 1 else drawn
    low, high, first, last = (float(one) for one in np.quantile(around, (0.025, 0.975, 0.05, 0.95)))
    return Estimate(label, value, low, high, (first, last), unit, name=name, group=level)


ESTIMATORS = (
    Estimator(
        "costs",
        Text(fr="Des coûts, et leur corrélation avec un effet", en="Costs, and their correlation with an effect"),
        (
            Role("cost", Text(fr="Coût par patient", en="Cost per patient"), "number"),
            Role(
                "effect",
                Text(fr="Effet du même patient (facultatif)", en="Effect of the same patient (optional)"),
                "measure",
                optional=True,
            ),
            Role("group", GROUP, "arm", optional=True),
        ),
        costs,
    ),
)
