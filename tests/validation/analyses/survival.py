"""Times to an event: log-rank and its weights, Cox, Kaplan-Meier summaries, Gray. The data are real ones of lifelines."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.datasets import load_lung, load_rossi, load_waltons
from lifelines.statistics import logrank_test
from lifelines.utils import restricted_mean_survival_time

from stats.formulas.survival.gray import gray
from stats.formulas.survival.kaplan_meier import kaplan_meier
from stats.formulas.survival.log_rank_score import log_rank, ordered, score_z
from stats.formulas.survival.weighted_log_rank import Weight, weighted_z
from tests.validation.analyses.row import Analysis

WEIGHTS = ((1, 0), (0, 1), (1, 1))


class Data(NamedTuple):
    """Times, events and arms, the first arm first; ties broken once, so that every convention agrees."""

    times: np.ndarray
    event: np.ndarray
    arm: np.ndarray

    @property
    def first(self) -> int:
        return int(self.arm.sum())


@cache
def _real(name: str) -> Data:
    data = load_rossi() if name == "rossi" else load_waltons()
    columns = ("week", "arrest") if name == "rossi" else ("T", "E")
    arm = np.asarray(data["fin"] == 1 if name == "rossi" else data["group"] == "miR-137", dtype=bool)
    order = np.argsort(~arm, kind="stable")
    times = np.asarray(data[columns[0]], dtype=float) + np.random.default_rng(5).uniform(0, 0.5, len(data))
    return Data(times[order].astype(np.float32), np.asarray(data[columns[1]], dtype=bool)[order], arm[order])


def _lifelines(data: Data, **more: object) -> float:
    first = data.first
    split = (data.times[:first], data.times[first:], data.event[:first], data.event[first:])
    return float(logrank_test(*split, **more).test_statistic)


def _ours(name: str) -> list[float]:
    data = _real(name)
    found = log_rank(ordered(data.times[None], data.event[None], data.first))
    return [float(one[0]) for one in (found.z, found.log_ratio, found.error)]


def _cox(name: str) -> list[float]:
    data = _real(name)
    table = pd.DataFrame({"t": data.times, "e": data.event, "arm": data.arm.astype(float)})
    found = CoxPHFitter().fit(table, "t", "e")
    return [float(found.params_["arm"]), float(found.standard_errors_["arm"])]


def _offset() -> list[float]:
    """The score of the Cox model at a hazard ratio of 1.3, event by event."""
    times, event, arm = _real("rossi")
    score = information = 0.0
    for i in np.flatnonzero(event):
        risk = times >= times[i]
        share = 1.3 * (risk & arm).sum() / (1.3 * (risk & arm).sum() + (risk & ~arm).sum())
        score, information = score + arm[i] - share, information + share * (1 - share)
    return [score / np.sqrt(information)]


def _at_margin() -> list[float]:
    data = _real("rossi")
    return [float(score_z(ordered(data.times[None], data.event[None], data.first), np.log(1.3))[0])]


def _weighted() -> list[float]:
    data = _real("waltons")
    risk, times = ordered(data.times[None], data.event[None], data.first), np.sort(data.times)[None]
    return [float(weighted_z(risk, times, Weight(*one))[0]) ** 2 for one in WEIGHTS]


def _fleming_harrington() -> list[float]:
    return [_lifelines(_real("waltons"), weightings="fleming-harrington", p=p, q=q) for p, q in WEIGHTS]


def _lung(sex: int) -> tuple[np.ndarray, np.ndarray]:
    data = load_lung()
    one = data[data["sex"] == sex]
    return np.asarray(one["time"], dtype=float), np.asarray(one["status"], dtype=bool)


def _milestones() -> list[float]:
    """Survival at 180 and 365 days and its standard error, men then women."""
    found = []
    for sex in (1, 2):
        times, event = _lung(sex)
        curve = kaplan_meier(times[None], event[None])
        for date in (180, 365):
            survival, variance = curve.at(date)
            found += [float(survival[0]), float(survival[0] * np.sqrt(variance[0]))]
    return found


def _restricted_means(errors: bool) -> list[float]:
    both = [kaplan_meier(t[None], e[None]).restricted_mean(365) for t, e in (_lung(1), _lung(2))]
    return [float(np.sqrt(one[1][0])) if errors else float(one[0][0]) for one in both]


def _lifelines_means() -> list[float]:
    curves = [KaplanMeierFitter().fit(*_lung(sex)) for sex in (1, 2)]
    return [float(restricted_mean_survival_time(one, t=365)) for one in curves]


# forty participants, 24 of the first arm: time, and 1 for the event of interest, 2 for the competing one
TIMES = np.array(
    [1.6, 9.9, 2.2, 12.7, 0.4, 5.8, 7.1, 18.3, 3.3, 4.9, 15.2, 6.6, 11.4, 0.9, 8.7, 13.8, 19.6, 2.9, 10.5, 16.9]
    + [5.1, 14.4, 7.8, 17.5, 1.1, 3.8, 6.2, 0.7, 9.2, 4.4, 12.1, 2.5, 8.1, 5.5, 10.9, 1.9, 7.4, 15.8, 3.1, 11.9]
)
CAUSES = np.array([1, 0, 2, 1, 2, 1, 0, 0, 2, 1, 1, 2, 0, 1, 2, 1, 0, 2, 1, 0, 2, 0, 1, 0]
                  + [1, 1, 2, 1, 1, 1, 0, 1, 2, 1, 1, 2, 1, 0, 1, 0])  # fmt: skip


def _gray() -> list[float]:
    of = {one: np.equal(CAUSES, one)[None] for one in (1, 2)}
    both = [gray(TIMES[None], of[one], of[3 - one], 24) for one in (1, 2)]
    return [float(one.score[0] ** 2 / one.variance[0]) for one in both]


SURVIVAL = (
    *(
        row
        for name in ("rossi", "waltons")
        for row in (
            Analysis(f"Log-rank, {name}", "lifelines logrank_test", lambda name=name: _ours(name)[0] ** 2,
                     lambda name=name: _lifelines(_real(name)), 1e-4),
            Analysis(f"Cox log hazard ratio and its error, {name}", "lifelines CoxPHFitter",
                     lambda name=name: _ours(name)[1:], lambda name=name: _cox(name), 1e-4),
        )
    ),
    Analysis("Log-rank against a hazard ratio of 1.3", "the score of the Cox model, by hand", _at_margin, _offset, 1e-4),
    Analysis("Fleming-Harrington (1,0), (0,1), (1,1)", "lifelines logrank_test", _weighted, _fleming_harrington, 1e-3),
    Analysis(
        "Kaplan-Meier at 180 and 365 days, Greenwood", "R survival 3.5-3 survfit", _milestones,
        lambda: [0.6444650015, 0.04078642509, 0.3360878346, 0.04342358884,
                 0.8424017056, 0.03868095893, 0.5264630302, 0.05973685399], 1e-9,
    ),
    Analysis("Restricted mean to 365 days", "lifelines restricted_mean_survival_time",
             lambda: _restricted_means(False), _lifelines_means, 1e-4),
    Analysis("Standard error of the restricted mean", "R survival 3.5-3 survfit, rmean",
             lambda: _restricted_means(True), lambda: [10.35822649, 10.79132398], 1e-6),
    Analysis("Gray's test, two causes", "cmprsk 2.2-12 cuminc", _gray, lambda: [3.943107745980, 0.600337276222], 1e-6),
)  # fmt: skip
