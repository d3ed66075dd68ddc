"""Counts of events: the rate, and how much more than a Poisson law they vary (negative binomial dispersion)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.enough import enough
from stats.estimate.estimators import Estimator, Option, Role
from stats.estimate.result import Curve, Estimate, Found, Picture, counted
from stats.estimate.table import Table, complete
from stats.normal import z
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

_CLASSES = 40  # bars of the figure, at most
_MEANS = 500  # expected counts that the fitted law is averaged over
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
_NO_TIME = Text(
    fr="Une durée de suivi est négative ou nulle : vérifier cette colonne, ou vider les cellules des patients sans suivi.",
    en="A follow-up time is negative or zero: check this column, or empty the cells of patients without follow-up.",
)
_NO_EVENT = Text(
    fr="Aucun événement chez {n} patients : ni taux ni surdispersion ne s'estiment. Prendre un taux publié.",
    en="No event in {n} patients: neither a rate nor overdispersion can be estimated. Take a published rate.",
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
    enough(len(events), 3, columns["events"])
    if (time <= 0).any():
        raise Refusal(_NO_TIME, columns.get("time", ""))
    if (events < 0).any() or (events != np.round(events)).any():
        raise Refusal(_NOT_COUNTS, "events")
    if events.sum() == 0:
        raise Refusal(_NO_EVENT, columns["events"], n=Value(len(events), Unit.COUNT))
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
        Picture("counts", _histogram(events, rate * time, dispersion)),
        {"": counted(len(events), int(events.sum()))},
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


def _histogram(events: FloatArray, mean: FloatArray, dispersion: float) -> tuple[Curve, Curve]:
    """How many participants had so many events, and how many the fitted law expects, in the same classes."""
    from scipy.stats import nbinom, poisson

    width = max(1, int(np.ceil((events.max() + 1) / _CLASSES)))
    edges = np.arange(0, events.max() + width + 1, width)
    observed, _ = np.histogram(events, edges)
    some = mean if len(mean) <= _MEANS else np.quantile(mean, (np.arange(_MEANS) + 0.5) / _MEANS)
    below = edges[:, None] - 1
    law = nbinom(1 / dispersion, 1 / (1 + dispersion * some)) if dispersion > 0 else poisson(some)
    expected = len(events) * np.diff(law.cdf(below).mean(axis=1))
    middle = edges[:-1] + (width - 1) / 2
    return Curve("observed", middle, observed.astype(np.float64)), Curve("fitted", middle, expected)


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
