"""Counts of events: the rate, and how much more than a Poisson law they vary (negative binomial dispersion)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.estimators import Estimator, Option, Role
from stats.estimate.rates import NO_DATA
from stats.estimate.result import Curve, Estimate, Found, Picture
from stats.estimate.table import Table, complete
from stats.normal import z
from stats.quantities import Unit
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

_RATE = Text(fr="Taux d'événements", en="Event rate")
_SAME = Text(
    fr="Suivi de chaque patient, s'il n'y a pas de colonne de durée",
    en="Follow-up of each patient, without a time column",
)
_DISPERSION = Text(fr="Surdispersion (k)", en="Overdispersion (k)")
_NOT_COUNTS = Text(
    fr="Cette colonne doit contenir des nombres entiers positifs ou nuls d'événements.",
    en="This column must hold whole numbers of events, zero or more.",
)
_POISSON = Text(
    fr="Aucune surdispersion n'est visible dans ces données. Sur un petit pilote, cela ne prouve pas son absence : garder une valeur "
    "prudente.",
    en="No overdispersion is visible in these data. In a small pilot this does not prove there is none: keep a cautious value.",
)


def counts(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """Rate and dispersion of a negative binomial law by maximum likelihood, with follow-up when it varies."""
    events = table.numbers(columns["events"])
    time = (
        table.numbers(columns["time"]) if columns.get("time") else np.full(table.rows, options.get("follow_up") or 1.0)
    )
    kept = complete(events, time)
    events, time = events[kept], time[kept]
    if len(events) < 3 or events.sum() == 0 or (time <= 0).any():
        raise Refusal(NO_DATA, "events")
    if (events < 0).any() or (events != np.round(events)).any():
        raise Refusal(_NOT_COUNTS, "events")
    rate, rate_error, dispersion, spread = _fit(events, time)

    def bounds(tail: float) -> tuple[float, float]:
        return rate * float(np.exp(-z(tail) * rate_error)), rate * float(np.exp(z(tail) * rate_error))

    def spread_bounds(tail: float) -> tuple[float, float]:
        if dispersion <= 0 or spread is None:
            return 0.0, dispersion
        half = z(tail) * spread / dispersion
        return dispersion * float(np.exp(-half)), dispersion * float(np.exp(half))

    wide, high = bounds(0.025), spread_bounds(0.025)
    return Found(
        (
            Estimate(_RATE, rate, *wide, bounds(0.05), Unit.RATE, name="rate"),
            Estimate(_DISPERSION, dispersion, *high, spread_bounds(0.05), name="dispersion"),
        ),
        len(events),
        int((~kept).sum()),
        Text(fr="loi binomiale négative, maximum de vraisemblance", en="negative binomial law, maximum likelihood"),
        (
            Reference(
                "Lawless JF. Negative binomial and mixed Poisson regression. Can J Stat 1987;15:209-25",
                "10.2307/3314912",
            ),
        ),
        _POISSON if dispersion <= 1e-6 else None,
        Picture("histogram", (_histogram(events),)),
    )


def _fit(events: FloatArray, time: FloatArray) -> tuple[float, float, float, float | None]:
    """Rate, standard error of its logarithm, dispersion, its standard error (none on the boundary)."""
    from statsmodels.discrete.discrete_model import NegativeBinomial

    rate = float(events.sum() / time.sum())
    mean = rate * time
    moment = float((((events - mean) ** 2) - mean).sum() / (mean**2).sum())
    if moment > 0:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            start = np.array([np.log(rate), max(moment, 1e-3)])
            fit = NegativeBinomial(events, np.ones((len(events), 1)), exposure=time).fit(
                start_params=start, disp=False, maxiter=500
            )
        dispersion = float(fit.params[1])
        if np.isfinite(dispersion) and dispersion > 1e-6 and np.isfinite(fit.bse).all():
            return float(np.exp(fit.params[0])), float(fit.bse[0]), dispersion, float(fit.bse[1])
    return rate, float(1 / np.sqrt(events.sum())), 0.0, None


def _histogram(events: FloatArray) -> Curve:
    top = int(min(events.max(), 60))
    observed = np.bincount(np.minimum(events, top).astype(int), minlength=top + 1)
    return Curve("", np.arange(top + 1, dtype=np.float64), observed.astype(np.float64))


ESTIMATORS = (
    Estimator(
        "counts",
        Text(
            fr="Un nombre d'événements par patient (taux, surdispersion)",
            en="A number of events per patient (rate, overdispersion)",
        ),
        (
            Role("events", Text(fr="Nombre d'événements", en="Number of events"), "number"),
            Role(
                "time",
                Text(fr="Durée de suivi (facultatif)", en="Follow-up time (optional)"),
                "number",
                optional=True,
                time=Unit.YEARS,
            ),
        ),
        counts,
        (Option("follow_up", _SAME, Unit.YEARS),),
    ),
)
