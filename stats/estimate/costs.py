"""Costs and effects of the same patients: mean cost, its coefficient of variation, their correlation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.enough import enough, varied
from stats.estimate.estimators import Estimator, Role
from stats.estimate.result import Estimate, Found, Picture
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
    """Mean, standard deviation and coefficient of variation by bootstrap; correlation with an effect when there is one."""
    cost = table.numbers(columns["cost"])
    effect = table.numbers(columns["effect"]) if columns.get("effect") else np.zeros(table.rows)
    kept = complete(cost, effect)
    values, missing = cost[kept], int((~kept).sum())
    enough(len(values), 5, columns["cost"])
    varied(values, columns["cost"])
    if (values < 0).any():
        raise Refusal(_NEGATIVE, "cost")
    samples = _resampled(values)
    estimates = [
        _estimate(_MEAN, values.mean(), samples.mean(axis=1), Unit.EUROS, len(values), "mean_cost"),
        _estimate(_SD, values.std(ddof=1), samples.std(axis=1, ddof=1), Unit.EUROS, len(values), "sd_cost"),
        _estimate(
            _CV,
            values.std(ddof=1) / values.mean(),
            samples.std(axis=1, ddof=1) / samples.mean(axis=1),
            Unit.NUMBER,
            len(values),
            "cv",
        ),
    ]
    picture = Picture("histogram", (histogram(values, "", values),))
    if columns.get("effect"):
        varied(effect[kept], columns["effect"])
        estimates += pearson(values, effect[kept], missing, _RHO).estimates
        picture = Picture("costs_effects", (cloud(effect[kept], values),))
    return Found(
        tuple(estimates),
        len(values),
        missing,
        Text(fr="intervalles par bootstrap (percentiles)", en="bootstrap intervals (percentiles)"),
        (Reference("Efron B, Tibshirani RJ. An Introduction to the Bootstrap. Chapman & Hall 1993"),),
        None,
        picture,
    )


def _resampled(values: FloatArray) -> FloatArray:
    """Bootstrap samples; those of a large table are drawn from a random part of it, and their spread is scaled back."""
    rng = np.random.default_rng(20_261_122)
    kept = values if len(values) <= _ROWS else rng.choice(values, _ROWS, replace=False)
    return np.asarray(kept[rng.integers(0, len(kept), (_DRAWS, len(kept)))])


def _estimate(label: Text, value: float, drawn: FloatArray, unit: Unit, rows: int, name: str) -> Estimate:
    shrink = float(np.sqrt(min(1.0, _ROWS / rows)))
    around = value + (drawn - drawn.mean()) * shrink if shrink < 1 else drawn
    low, high, first, last = (float(one) for one in np.quantile(around, (0.025, 0.975, 0.05, 0.95)))
    return Estimate(label, float(value), low, high, (first, last), unit, name=name)


ESTIMATORS = (
    Estimator(
        "costs",
        Text(fr="Des coûts, et leur corrélation avec un effet", en="Costs, and their correlation with an effect"),
        (
            Role("cost", Text(fr="Coût par patient", en="Cost per patient"), "number"),
            Role(
                "effect",
                Text(fr="Effet du même patient (facultatif)", en="Effect of the same patient (optional)"),
                "number",
                optional=True,
            ),
        ),
        costs,
    ),
)
