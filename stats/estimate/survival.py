"""Time to an event: Kaplan-Meier, median, restricted mean, Weibull; through lifelines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from stats.card import Reference
from stats.estimate.enough import enough
from stats.estimate.estimators import GROUP, Estimator, Option, Role
from stats.estimate.result import Curve, Estimate, Found, Picture, counted
from stats.estimate.table import Table, complete
from stats.formulas.survival.kaplan_meier import kaplan_meier
from stats.normal import z
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

_POINTS = 400
_NEGATIVE = Text(
    fr="Une durée est négative ou nulle : vérifier les dates dont elle est calculée.",
    en="A duration is negative or zero: check the dates it is computed from.",
)
_NO_EVENT = Text(
    fr="Aucun événement chez {n} patients : la courbe reste à 100 %. Vérifier la valeur qui compte comme événement, ou prendre un délai "
    "publié.",
    en="No event in {n} patients: the curve stays at 100%. Check the value that counts as an event, or take a published time.",
)
_AT = Text(fr="Part sans événement à la date choisie", en="Share without event at the date chosen")
_MEDIAN = Text(fr="Médiane du délai", en="Median time")
_RMST = Text(fr="Durée moyenne restreinte à la date choisie", en="Mean time restricted to the date chosen")
_SHAPE = Text(fr="Forme de la loi de Weibull (1 : risque constant)", en="Weibull shape (1: constant hazard)")
_EARLY = Text(
    fr="La date choisie dépasse le suivi observé : la courbe y est prolongée à sa dernière valeur.",
    en="The date chosen is beyond the follow-up observed: the curve is extended at its last value.",
)


def survival(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Kaplan-Meier with Greenwood's log-log interval, the median, the restricted mean and a Weibull fit, in each group."""
    time, event = table.numbers(columns["time"]), table.yes(columns["event"])
    group = table.grouped(columns.get("group"))
    kept = complete(time, event, group)
    enough(int(kept.sum()), 2, columns["time"])
    if event[kept].sum() < 1:
        raise Refusal(_NO_EVENT, columns["event"], n=Value(int(kept.sum()), Unit.COUNT))
    if (time[kept] <= 0).any():
        raise Refusal(_NEGATIVE, "time")
    horizon = options.get("horizon") or float(np.quantile(time[kept], 0.75))
    shown = _round_dates(float(time[kept].max()))
    estimates: list[Estimate] = []
    curves, samples, short = [], {}, False
    for rank, level in enumerate(group.labels):
        rows = kept & group.of(rank)
        if rows.sum() < 2:
            continue
        found, curve = _group(time[rows], event[rows], horizon, shown, level)
        estimates += found
        curves.append(curve)
        samples[level] = counted(int(rows.sum()), int(event[rows].sum()))
        short = short or bool(time[rows].max() < horizon)
    return Found(
        tuple(estimates),
        int(kept.sum()),
        int((~kept).sum()),
        _method(horizon),
        (
            Reference(
                "Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457-81",
                "10.1080/01621459.1958.10501452",
            ),
        ),
        _EARLY if short else None,
        Picture("survival", tuple(curves)),
        samples,
    )


def _method(horizon: float) -> Text:
    date = f"{horizon:.4g}"
    return Text(
        fr=f"Kaplan-Meier lu à {date.replace('.', ',')} mois, intervalle log-log ; moyenne restreinte ; loi de Weibull au "
        "maximum de vraisemblance",
        en=f"Kaplan-Meier read at {date} months, log-log interval; restricted mean; Weibull by maximum likelihood",
    )


def _group(
    time: FloatArray, event: FloatArray, horizon: float, shown: FloatArray, name: str
) -> tuple[list[Estimate], Curve]:
    from lifelines import KaplanMeierFitter

    dates, seen, weights = _together(time, event)
    fits = {level: KaplanMeierFitter(alpha=1 - level).fit(dates, seen, weights=weights) for level in (0.95, 0.90)}
    fit = fits[0.95]
    at = float(fit.predict(horizon))
    wide, narrow = (_band(fits[level], horizon) for level in (0.95, 0.90))
    found = [Estimate(_AT, at, *wide, narrow, Unit.PROPORTION, name="survival", group=name)]
    median = float(fit.median_survival_time_)
    if np.isfinite(median):
        low, high = _median_band(fits[0.95])
        narrow = _median_band(fits[0.90])
        found.append(Estimate(_MEDIAN, median, low, high, narrow, Unit.MONTHS, name="median", group=name))
    mean, error = _restricted_mean(time, event, horizon)
    found.append(
        Estimate(
            _RMST, mean, mean - z(0.025) * error, mean + z(0.025) * error,
            (mean - z(0.05) * error, mean + z(0.05) * error), Unit.MONTHS, name="rmst", group=name,
        )
    )  # fmt: skip
    shape = _weibull(dates, seen, weights, name) if event.sum() >= 5 else None
    return found + ([shape] if shape else []), _curve(fit, time, shown, name)


def _together(time: FloatArray, event: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Dates, kinds of exit, and how many participants share them."""
    dates, place = np.unique(time, return_inverse=True)
    counts = np.bincount(2 * place + event.astype(np.int64), minlength=2 * len(dates))
    held = np.flatnonzero(counts)
    return dates[held // 2], (held % 2).astype(np.float64), counts[held].astype(np.float64)


def _restricted_mean(time: FloatArray, event: FloatArray, horizon: float) -> tuple[float, float]:
    """Area under the curve up to a date and its standard error (lifelines integrates numerically, and warns)."""
    mean, variance = kaplan_meier(time[None, :], event[None, :] == 1).restricted_mean(horizon)
    return float(mean[0]), float(np.sqrt(variance[0]))


def _band(fit: Any, at: float) -> tuple[float, float]:
    bounds = fit.confidence_interval_survival_function_
    row = bounds.loc[:at].iloc[-1]
    return float(row.iloc[0]), float(row.iloc[1])


def _median_band(fit: Any) -> tuple[float, float]:
    """The dates at which the band crosses one half. Where the curve has fallen to zero its band is undefined, not zero."""
    falling = fit.survival_function_.to_numpy(dtype=np.float64)[:, 0] > 0
    dates = fit.survival_function_.index.to_numpy(dtype=np.float64)[falling]
    bounds = fit.confidence_interval_survival_function_.to_numpy(dtype=np.float64)[falling]
    low, high = (dates[bounds[:, side] <= 0.5] for side in (0, 1))
    return float(low[0]) if len(low) else float("inf"), float(high[0]) if len(high) else float("inf")


def _weibull(time: FloatArray, event: FloatArray, weights: FloatArray, name: str) -> Estimate | None:
    import warnings

    from lifelines import WeibullFitter
    from lifelines.exceptions import ConvergenceError

    if len(np.unique(time)) < 2:
        return None  # one date for everybody has no shape
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = WeibullFitter().fit(time, event, weights=weights)
    except (ConvergenceError, ValueError):
        return None
    value, error = float(fit.rho_), float(fit.summary.loc["rho_", "se(coef)"])
    return Estimate(
        _SHAPE, value, max(0.0, value - z(0.025) * error), value + z(0.025) * error,
        (max(0.0, value - z(0.05) * error), value + z(0.05) * error), name="shape", group=name,
    )  # fmt: skip


def _round_dates(last: float) -> FloatArray:
    """About six round dates up to the last follow-up, at which the numbers at risk are counted."""
    size = 10 ** np.floor(np.log10(last / 6))
    step = next(size * one for one in (1, 2, 2.5, 5, 10) if size * one >= last / 7)
    return np.asarray(np.round(np.arange(0, last + step / 1e6, step), 10), dtype=np.float64)


def _curve(fit: Any, time: FloatArray, dates: FloatArray, name: str) -> Curve:
    x = fit.survival_function_.index.to_numpy(dtype=np.float64)
    y = fit.survival_function_.to_numpy(dtype=np.float64)[:, 0]
    bounds = fit.confidence_interval_survival_function_.to_numpy(dtype=np.float64)
    kept = np.unique(np.linspace(0, len(x) - 1, min(_POINTS, len(x))).astype(int))
    at_risk = tuple((float(date), int((time >= date).sum())) for date in dates)
    return Curve(name, x[kept], y[kept], bounds[kept, 0], bounds[kept, 1], at_risk)


ESTIMATORS = (
    Estimator(
        "survival",
        Text(fr="Un délai jusqu'à un événement (Kaplan-Meier)", en="A time to an event (Kaplan-Meier)"),
        (
            Role("time", Text(fr="Durée de suivi", en="Follow-up time"), "number", time=Unit.MONTHS),
            Role("event", Text(fr="Événement observé (oui ou non)", en="Event observed (yes or no)"), "yes"),
            Role("group", GROUP, "arm", optional=True),
        ),
        survival,
        (
            Option(
                "horizon", Text(fr="Date à laquelle lire la courbe", en="Date at which the curve is read"), Unit.MONTHS
            ),
        ),
    ),
)
