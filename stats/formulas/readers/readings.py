"""Right and wrong readings of the same cases by several readers in two modalities, simulated from latent scores.

A reading is right when a normal score falls below the quantile of the reader's proportion. Scores share a part of the
case, of the case in the modality, and of the case with the reader; the shares are set so that the readings, not the
scores, have the correlations asked.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from stats.formulas.roc import both_beyond
from stats.trials import FloatArray

Pair = tuple[float, float]
_LARGEST = 0.999


def latent_correlations(p: Pair, r1: float, r2: float, r3: float) -> tuple[float, float, float]:
    """Correlations of the scores of two readings: same reader, same modality, neither the same."""
    crossed = _latent(p[0], p[1], r3)
    same_reader = max(_latent(p[0], p[1], r1), crossed)
    middle = sum(p) / 2
    same_modality = max(_latent(middle, middle, r2), crossed)
    return min(same_reader, _LARGEST - same_modality + crossed), same_modality, crossed


def _latent(p: float, q: float, wanted: float) -> float:
    """Correlation of two normal scores whose dichotomies have the correlation wanted (bisection)."""
    first, second, scale = float(ndtri(p)), float(ndtri(q)), float(np.sqrt(p * (1 - p) * q * (1 - q)))
    low, high = 0.0, _LARGEST
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if both_beyond(first, second, middle) < wanted * scale else (low, middle)
    return low


def draw_readings(
    rng: np.random.Generator,
    trials: int,
    cases: int,
    readers: int,
    p: Pair,
    latent: tuple[float, float, float],
    spread: float,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Readings (1 right, 0 wrong) in the two modalities: studies, cases, readers; and, by study, the mean difference that
    all possible readers would show on its cases.

    spread: standard deviation of the reader-by-modality interaction, on the scale of the proportions
    """
    r1, r2, r3 = latent
    shape, case = (trials, cases, readers), (trials, cases, 1)
    common = np.sqrt(r3) * rng.standard_normal(case, dtype=np.float32)
    own = np.sqrt(r1 - r3) * rng.standard_normal(shape, dtype=np.float32)
    left = np.sqrt(max(1 - r1 - r2 + r3, 0.0))
    both, expected = [], []
    for proportion in p:
        true = proportion + spread * rng.standard_normal((trials, 1, readers))
        edge = ndtri(np.clip(true, 1e-4, 1 - 1e-4)).astype(np.float32)
        shared = common + np.sqrt(r2 - r3) * rng.standard_normal(case, dtype=np.float32)
        score = shared + own + left * rng.standard_normal(shape, dtype=np.float32)
        both.append((score < edge).astype(np.float32))
        expected.append(ndtr((ndtri(proportion) - shared) / np.sqrt(1 - r2)).mean(axis=(1, 2)))
    return both[0], both[1], np.asarray(expected[0] - expected[1], dtype=np.float64)


def draw_device_and_panel(
    rng: np.random.Generator,
    trials: int,
    cases: int,
    readers: int,
    p: Pair,
    correlations: Pair,
    spread: float,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Readings of a device (one column) and of the readers of a panel; and, by study, the mean difference between the
    device's answers and those of all possible readers on its cases.

    correlations: of two readers, of a reader and the device; spread: standard deviation of the readers' proportions
    """
    panel = _latent(p[1], p[1], correlations[0])
    share = min(_latent(p[0], p[1], correlations[1]) / np.sqrt(max(panel, 1e-12)), 1.0)
    case = rng.standard_normal((trials, cases, 1), dtype=np.float32)
    score = share * case + np.sqrt(1 - share**2) * rng.standard_normal((trials, cases, 1), dtype=np.float32)
    device = (score < ndtri(p[0])).astype(np.float32)
    true = np.clip(p[1] + spread * rng.standard_normal((trials, 1, readers)), 1e-4, 1 - 1e-4)
    shared = np.sqrt(panel) * case
    own = np.sqrt(1 - panel) * rng.standard_normal((trials, cases, readers), dtype=np.float32)
    read = (shared + own < ndtri(true)).astype(np.float32)
    expected = ndtr((ndtri(p[1]) - shared) / np.sqrt(1 - panel)).mean(axis=(1, 2))
    return device, read, np.asarray(device.mean(axis=(1, 2)) - expected, dtype=np.float64)


def summarise(first: FloatArray, second: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Each reader's difference, and the error variance of a difference, private and common, from the covariances of
    the readings between cases; a device alone has one column of readings.
    """
    apart = (first - second).astype(np.float64)
    cases, readers = apart.shape[1:]
    observed = apart.mean(axis=1)
    apart -= observed[:, None, :]
    single = (apart**2).sum(axis=(1, 2)) / (cases - 1) / readers
    together = (apart.sum(axis=2) ** 2).sum(axis=1) / (cases - 1)
    shared = (together - readers * single) / (readers * (readers - 1))
    return observed, (single - shared) / cases, shared / cases
