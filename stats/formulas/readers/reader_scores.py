"""Scores that several readers give to the same cases, simulated one by one, and DeLong's covariances of their areas.

Scores are binormal. Those of one case share a part common to all readings, one with the readings of the same modality
and one with those of the same reader; the shares are set so that the areas, not the scores, have the correlations asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from scipy.special import ndtr, ndtri

from stats.formulas.roc import auc_covariance, auc_variance, placements
from stats.trials import FloatArray

Pair = tuple[float, float]
Sizes = tuple[int, int]  # diseased, healthy
Compared = tuple[FloatArray, FloatArray, FloatArray]  # readers' differences, private and common error variances
_LARGEST = 0.999
_CELLS = 3_000_000


def latent_correlation(aucs: Pair, wanted: float, sizes: Sizes, sd_ratio: float) -> float:
    """Correlation of two scores whose empirical areas have the correlation wanted (bisection)."""
    ratios = sd_ratio, sd_ratio
    scale = float(np.prod([auc_variance(auc, *sizes, sd_ratio) for auc in aucs])) ** 0.5
    low, high = 0.0, _LARGEST
    for _ in range(30):
        middle = (low + high) / 2
        reached = float(auc_covariance(aucs, ratios, (middle, middle), *sizes)) >= wanted * scale
        low, high = (low, middle) if reached else (middle, high)
    return low if wanted > 0 else 0.0


def in_blocks(trials: int, cells: int, one: Callable[[int], Compared]) -> Compared:
    """Trials simulated a few at a time, to bound the memory."""
    parts = [one(count) for count in _counts(trials, max(1, _CELLS // cells))]
    observed, private, common = (np.concatenate(part) for part in zip(*parts, strict=True))
    return observed, private, common


def _counts(trials: int, block: int) -> Iterator[int]:
    for start in range(0, trials, block):
        yield min(block, trials - start)


def two_modalities_read(
    rng: np.random.Generator,
    trials: int,
    readers: int,
    sizes: Sizes,
    aucs: Pair,
    sd_ratio: float,
    correlations: tuple[float, float, float],
    interaction: float,
    same_cases: bool,
) -> Compared:
    """Readers' differences between two modalities, with their error variances estimated by DeLong's components.

    correlations: of the areas: r1 same reader, r2 same modality, r3 neither; interaction: Var(TR), on the scale of areas
    same_cases: the difference on these very cases is the one tested, so their own part is taken off
    """
    middle, (r1, r2, r3) = sum(aucs) / 2, correlations
    none = latent_correlation(aucs, r3, sizes, sd_ratio)
    modality = max(latent_correlation((middle, middle), r2, sizes, sd_ratio), none)
    reader = min(max(latent_correlation(aucs, r1, sizes, sd_ratio), none), _LARGEST - modality + none)
    cases = sum(sizes)
    left, spread = np.sqrt(1 - reader - modality + none), interaction**0.5

    def one(count: int) -> Compared:
        common = np.sqrt(none) * rng.standard_normal((count, 1, cases))
        own = np.sqrt(reader - none) * rng.standard_normal((count, readers, cases))
        scores, expected = [], []
        for auc in aucs:
            shared = common + np.sqrt(modality - none) * rng.standard_normal((count, 1, cases))
            noise = own + left * rng.standard_normal((count, readers, cases))
            true = auc + spread * rng.standard_normal((count, readers, 1))
            scores.append(_placed(shared + noise, true, sizes, sd_ratio))
            if same_cases:
                expected.append(_expected(shared[:, 0, :], auc, sizes, sd_ratio, 1 - modality))
        found = compare(scores[0], scores[1], sizes)
        if same_cases:
            found[0][:] += (aucs[0] - aucs[1] - expected[0] + expected[1])[:, None]
        return found

    return in_blocks(trials, 2 * readers * cases, one)


def device_and_panel(
    rng: np.random.Generator,
    trials: int,
    readers: int,
    sizes: Sizes,
    aucs: Pair,
    sd_ratio: float,
    correlations: Pair,
    between: float,
    same_cases: bool,
) -> Compared:
    """Differences between a device and each reader of a panel, with their error variances by DeLong's components.

    correlations: of the areas: of two readers, of a reader and the device; between: variance of the readers' areas
    """
    panel = latent_correlation((aucs[1], aucs[1]), correlations[0], sizes, sd_ratio)
    alone = latent_correlation(aucs, correlations[1], sizes, sd_ratio)
    share = min(alone / np.sqrt(max(panel, 1e-12)), 1.0)
    cases = sum(sizes)

    def one(count: int) -> Compared:
        case = rng.standard_normal((count, 1, cases))
        device = share * case + np.sqrt(1 - share**2) * rng.standard_normal((count, 1, cases))
        shared = np.sqrt(panel) * case
        noise = np.sqrt(1 - panel) * rng.standard_normal((count, readers, cases))
        true = aucs[1] + np.sqrt(between) * rng.standard_normal((count, readers, 1))
        first = _placed(device, np.full((count, 1, 1), aucs[0]), sizes, sd_ratio)
        found = compare(first, _placed(shared + noise, true, sizes, sd_ratio), sizes)
        if same_cases:
            ours = placements(first[:, 0, : sizes[0]], first[:, 0, sizes[0] :])[0].mean(axis=1)
            theirs = _expected(shared[:, 0, :], aucs[1], sizes, sd_ratio, 1 - panel)
            found[0][:] += (aucs[0] - aucs[1] - ours + theirs)[:, None]
        return found

    return in_blocks(trials, (readers + 1) * cases, one)


def _placed(score: FloatArray, auc: FloatArray, sizes: Sizes, sd_ratio: float) -> FloatArray:
    """Standard scores turned into those of readers of given areas: the diseased come first."""
    placed, n = score.copy(), sizes[0]
    shift = ndtri(np.clip(auc, 0.01, 0.9999)) * np.sqrt(1 + sd_ratio**2)
    placed[:, :, :n] = placed[:, :, :n] * sd_ratio + shift
    return placed


def _expected(shared: FloatArray, auc: float, sizes: Sizes, sd_ratio: float, left: float) -> FloatArray:
    """Mean area of all possible readers on given cases, by study."""
    n = sizes[0]
    shift = float(ndtri(auc)) * np.sqrt(1 + sd_ratio**2)
    spread = np.sqrt(left * (1 + sd_ratio**2))
    apart = shift + sd_ratio * shared[:, :n, None] - shared[:, None, n:]
    return np.asarray(ndtr(apart / spread).mean(axis=(1, 2)))


def compare(first: FloatArray, second: FloatArray, sizes: Sizes) -> Compared:
    """Each reader's difference in empirical areas, and its error variance, private and common, by DeLong's components.

    first, second: scores (studies, readers, cases), the diseased first; one row of readers stands for all
    """
    one, other = _components(first, sizes), _components(second, sizes)
    private, common = np.zeros(len(first)), np.zeros(len(first))
    for a, b in zip(one, other, strict=True):
        apart = a - b
        readers, k = apart.shape[1:]
        centred = apart - apart.mean(axis=2, keepdims=True)
        single = np.einsum("trk,trk->t", centred, centred) / (k - 1) / readers
        together = (centred.sum(axis=1) ** 2).sum(axis=1) / (k - 1)
        shared = (together - readers * single) / (readers * (readers - 1))
        private, common = private + (single - shared) / k, common + shared / k
    return (one[0] - other[0]).mean(axis=2), private, common


def _components(scores: FloatArray, sizes: Sizes) -> tuple[FloatArray, FloatArray]:
    trials, readers, cases = scores.shape
    rows = scores.reshape(trials * readers, cases)
    diseased, healthy = placements(rows[:, : sizes[0]], rows[:, sizes[0] :])
    return diseased.reshape(trials, readers, -1), healthy.reshape(trials, readers, -1)
