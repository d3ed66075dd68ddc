"""Reader studies: the Obuchowski-Rockette model with Hillis degrees of freedom, written for the readers' differences.

Each of J readers gives one difference d_j. Its variance has three parts: between readers (true differences vary), private
error (cases read by this reader) and common error c (the same cases for all). Then Var(mean d) = (MS + J c) / J, where
MS = between + private is what the variance of the d_j estimates, and the t statistic has (MS + J c)^2 (J - 1) / MS^2
degrees of freedom (Hillis 2007; Hillis, Obuchowski and Berbaum 2011). With two modalities d_j is a difference in figures
of merit, so between = 2 Var(TR), private + c = 2 Var (1 - r1), c = 2 Var (r2 - r3), never below zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, stdtr, stdtrit

from stats.formulas.clusters.cluster_tests import t_power, z_power
from stats.goals import OneSided
from stats.normal import Phi, z
from stats.trials import FloatArray, Trials

Inference = Literal["random", "fixed_readers", "fixed_cases"]
Degrees = Literal["hillis", "obuchowski_rockette", "normal"]
RangeRule = Literal["quarter", "normal"]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(400)


@dataclass(frozen=True, slots=True)
class Spread:
    """Variance of one reader's difference: between readers, private error, error common to the readers."""

    between: float
    private: FloatArray
    common: FloatArray

    @property
    def mean_square(self) -> FloatArray:
        """What the variance of the readers' differences estimates."""
        return np.asarray(self.between + self.private)

    def kept(self, inference: Inference) -> Spread:
        """The parts that vary from study to study under an inference."""
        if inference == "fixed_readers":
            return Spread(0.0, self.private, self.common)
        return Spread(self.between, self.private, 0 * self.common) if inference == "fixed_cases" else self

    def error_and_df(self, readers: int, inference: Inference, degrees: Degrees) -> tuple[FloatArray, FloatArray]:
        """Standard error of the mean difference, and degrees of freedom (infinite for fixed readers)."""
        kept = self.kept(inference)
        total = kept.mean_square + readers * kept.common
        error = np.sqrt(total / readers)
        if inference == "fixed_readers":
            return error, np.full_like(error, np.inf)
        return error, _degrees(total, kept.mean_square, readers, degrees)


def _degrees(total: FloatArray, mean_square: FloatArray, readers: int, degrees: Degrees) -> FloatArray:
    if degrees != "hillis":
        return np.full_like(total, np.inf if degrees == "normal" else readers - 1.0)
    return np.asarray((total / mean_square) ** 2 * (readers - 1))


def two_modalities(errors: tuple[ArrayLike, ArrayLike], interaction: float, r1: float, r2: float, r3: float) -> Spread:
    """The differences between two modalities read by the same readers on the same cases.

    errors: error variances of one reader's figure of merit in each modality (the model has one; formulas may give two)
    interaction: Var(TR); r1: same reader, two modalities; r2: two readers, same modality; r3: two readers, two modalities
    """
    first, second = (np.asarray(one, dtype=np.float64) for one in errors)
    both, crossed = first + second, np.sqrt(first * second)
    common = np.maximum(r2 * both - 2 * r3 * crossed, 0.0)
    return Spread(2 * interaction, both - 2 * r1 * crossed - common, common)


def against_one(error: ArrayLike, error_alone: ArrayLike, between: float, r_readers: float, r_alone: float) -> Spread:
    """The differences between each reader and a device that reads alone, on the same cases.

    r_readers: correlation of the errors of two readers; r_alone: of a reader and the device
    """
    error, alone = np.asarray(error, dtype=np.float64), np.asarray(error_alone, dtype=np.float64)
    common = error * r_readers - 2 * r_alone * np.sqrt(error * alone) + alone
    return Spread(between, error * (1 - r_readers), np.maximum(common, 0.0))


def power(
    effect: float, spread: Spread, readers: int, inference: Inference, degrees: Degrees, tests: tuple[OneSided, ...]
) -> FloatArray:
    """Power of the test of the mean difference."""
    error, df = spread.error_and_df(readers, inference, degrees)
    if inference == "fixed_readers":
        return z_power(effect, error, tests)
    return t_power(effect, error, np.minimum(df, 1e9), tests)


def critical(alpha: float, df: float) -> float:
    """Critical value, normal for infinite degrees of freedom."""
    return z(alpha) if np.isinf(df) else float(-stdtrit(df, alpha))


def differences(
    rng: np.random.Generator, trials: int, readers: int, effect: float, spread: Spread, case_df: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Readers' differences drawn from the model, with the private and common error estimated from the cases.

    The covariances that a jackknife or DeLong's components estimate on K cases are drawn from their own (Wishart)
    sampling law with `case_df` degrees of freedom, that of normal case contributions.
    """
    private, common = float(spread.private), float(spread.common)
    between = np.sqrt(spread.between + private) * rng.standard_normal((trials, readers))
    observed = effect + between + np.sqrt(common) * rng.standard_normal((trials, 1))
    apart = private * rng.chisquare(case_df * (readers - 1), trials) / (case_df * (readers - 1))
    together = (private + readers * common) * rng.chisquare(case_df, trials) / case_df
    return observed, apart, (together - apart) / readers


def analyse(
    observed: FloatArray,
    private: FloatArray,
    common: FloatArray,
    inference: Inference,
    degrees: Degrees,
    test: OneSided,
) -> Trials:
    """The Obuchowski-Rockette test of simulated studies.

    observed: differences, one row per study and one column per reader; private, common: error variances estimated
    from the cases (a negative common part counts as zero)
    """
    readers = observed.shape[1]
    mean, mean_square = observed.mean(axis=1), observed.var(axis=1, ddof=1)
    common = np.maximum(common, 0.0)
    if inference == "fixed_readers":
        variance, df = private / readers + common, np.full_like(mean, np.inf)
    else:
        total = mean_square + (0.0 if inference == "fixed_cases" else readers * common)
        df = _degrees(total, np.maximum(mean_square, 1e-9 * total + 1e-300), readers, degrees)
        variance = total / readers
    failed = ~(variance > 0)
    error = np.sqrt(np.where(failed, 1.0, variance))
    statistic = test.sign * (mean - test.null) / error
    finite = np.minimum(df, 1e9)
    p = np.where(np.isinf(df), Phi(-statistic), stdtr(finite, -statistic))
    p = np.where(failed, 1.0, p)
    half = np.where(np.isinf(df), z(test.alpha), -stdtrit(finite, test.alpha)) * error
    return Trials(mean, mean - half, mean + half, p, p <= test.alpha, failed)


@lru_cache(maxsize=256)
def expected_range(readers: int) -> float:
    """Expected range of `readers` independent standard normal values, in standard deviations (Tippett's integral)."""
    x = 9 * _NODES
    below = ndtr(x)
    return float(9 * (_WEIGHTS * (1 - below**readers - (1 - below) ** readers)).sum())


def sd_of_range(span: float, readers: int, rule: RangeRule) -> float:
    """Standard deviation behind a range: a quarter of it, or the range over its expectation for normal readers."""
    return span / 4 if rule == "quarter" else span / expected_range(readers)
