"""Mean overlap of segmentations (Dice coefficient) against a goal: one-sample t test of the mean overlap per patient.

An overlap near 1 is skewed to the left: the t statistic then spreads more than Student's t. With skewness g and excess
kurtosis k of the overlap and a standardised effect d, the first-order terms of its mean and variance are -g / (2 sqrt(n))
and 1 - g d + d^2 (k + 2) / 4, where the normal distribution has 0 and 1 + d^2 / 2. The default power takes them into
account for a beta-distributed overlap. Several structures of a patient are averaged: the variance is multiplied by
(1 + (m - 1) ICC) / m.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import ndtri, stdtr, stdtrit

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.sd_average import power_between
from stats.goals import NoEquivalence, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_LOWER = Text(
    fr="Un recouvrement est d'autant meilleur qu'il est élevé : choisir « plus élevé » comme sens favorable.",
    en="The higher the overlap, the better: choose “higher” as the favourable direction.",
)
_RANGE = Text(
    fr="La valeur de référence moins la marge sort de l'intervalle ]0 ; 1[ : réduire la marge.",
    en="The goal minus the margin leaves the interval (0, 1): reduce the margin.",
)
_WHOLE = Text(
    fr="Le nombre de structures par patient doit être un nombre entier.",
    en="The number of structures per patient must be a whole number.",
)
_NO_CORRELATION = Text(
    fr="Avec plusieurs structures par patient, indiquer leur corrélation intraclasse (0 : indépendantes, 1 : identiques).",
    en="With several structures per patient, give their intraclass correlation (0: independent, 1: identical).",
)
_TOO_SPREAD = Text(
    fr="Un écart-type de {sd} est impossible pour une grandeur entre 0 et 1 de moyenne {mean} : il doit rester sous {largest}.",
    en="A standard deviation of {sd} is impossible for a quantity between 0 and 1 whose mean is {mean}: it must stay below {largest}.",
)


class SegmentationOverlap(Design):
    """Show that the mean overlap (Dice) of a segmentation with the reference exceeds, or is not below, a goal."""

    kind: Literal["segmentation_overlap"] = "segmentation_overlap"
    goal: NoEquivalence
    overlap_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Recouvrement moyen attendu (Dice)", en="Expected mean overlap (Dice)"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Moyenne entre patients du coefficient de Dice (ou d'un autre indice entre 0 et 1) avec la référence.",
                en="Mean between patients of the Dice coefficient (or another index between 0 and 1) with the reference.",
            ),
            symbol="D₁",
            gt=0,
            lt=1,
        ),
    ]
    overlap_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Recouvrement de référence à dépasser", en="Overlap goal to exceed"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Fixé d'avance et justifié, par exemple le recouvrement publié entre deux experts.",
                en="Set in advance and justified, for example the published overlap between two experts.",
            ),
            symbol="D₀",
            gt=0,
            lt=1,
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type du recouvrement d'une structure", en="Standard deviation of the overlap of a structure"
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Variabilité entre patients pour une structure, d'après un pilote : quelques échecs de segmentation l'augmentent "
                "beaucoup, ne pas les retirer.",
                en="Variability between patients for one structure, from a pilot: a few failed segmentations raise it a lot, do not "
                "remove them.",
            ),
            symbol="σ",
            gt=0,
            lt=0.5,
        ),
    ]
    structures: Annotated[
        float,
        Quantity(
            label=Text(fr="Structures par patient", en="Structures per patient"),
            unit=Unit.COUNT,
            help=Text(
                fr="Nombre de structures segmentées chez chaque patient, dont les recouvrements sont moyennés.",
                en="Number of structures segmented in each patient, whose overlaps are averaged.",
            ),
            symbol="m",
            ge=1,
            le=500,
        ),
    ] = 1.0
    structure_correlation: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Corrélation intraclasse des structures", en="Intraclass correlation of the structures"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Ressemblance des recouvrements d'un même patient ; à donner dès deux structures.",
                en="Likeness of the overlaps of one patient; needed from two structures on.",
            ),
            symbol="ρ",
            ge=0,
            le=1,
        ),
    ] = None
    method: Annotated[
        Literal["skewed", "t"],
        Choice(
            label=Text(fr="Puissance du test t", en="Power of the t test"),
            options={
                "skewed": Text(
                    fr="corrigée de la dissymétrie (loi bêta)", en="corrected for skewness (beta distribution)"
                ),
                "t": Text(fr="t non centré, sans dissymétrie", en="non-central t, without skewness"),
            },
        ),
    ] = "skewed"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Patients segmentés", en="Patients segmented"), minimum=3),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Recouvrement d'une segmentation (Dice)", en="Overlap of a segmentation (Dice)"),
        question=Text(
            fr="La segmentation par l'IA recouvre-t-elle assez bien celle de l'expert, en moyenne par patient ?",
            en="Does the AI segmentation overlap the expert's well enough, on average per patient?",
        ),
        family=Family.AGREEMENT,
        method=Text(
            fr="test t de la moyenne par patient contre une valeur fixe, puissance corrigée de la dissymétrie d'une loi bêta",
            en="t test of the mean per patient against a fixed value, power corrected for the skewness of a beta distribution",
        ),
        limits=Text(
            fr="Une moyenne par patient, référence traitée comme exacte. Près de 1 le recouvrement est dissymétrique : à 34 patients, pour une "
            "référence de 0,90 et un écart-type de 0,06, le test t annonce 0,81 et atteint 0,77, et son risque réel est de 0,042 au lieu "
            "de 0,025. La correction ramène l'écart de puissance à un ou deux points ; le risque réel approché est dans le journal. Pour "
            "comparer l'IA à un second expert chez les mêmes patients, utiliser les moyennes appariées.",
            en="One mean per patient, the reference taken as exact. Near 1 the overlap is skewed: with 34 patients, a goal of 0.90 and a "
            "standard deviation of 0.06, the t test announces 0.81 and reaches 0.77, and its actual risk is 0.042 instead of 0.025. The "
            "correction brings the gap in power to one or two points; the approximate actual risk is in the journal. To compare the AI "
            "with a second expert in the same patients, use paired means.",
        ),
        references=(
            Reference(
                "Zou KH, Warfield SK, Bharatha A, et al. Statistical validation of image segmentation quality based on a spatial "
                "overlap index. Acad Radiol 2004;11:178-89",
                "10.1016/S1076-6332(03)00671-8",
            ),
            Reference(
                "Johnson NJ. Modified t tests and confidence intervals for asymmetrical populations. J Am Stat Assoc "
                "1978;73:536-44",
            ),
        ),
        measures=(Measure.MEAN,),
        endpoint=Endpoint.AGREEMENT,
        against=Against.GOAL,
        direction="higher",
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.structures != round(self.structures):
            raise Refusal(_WHOLE, "structures")
        if self.structures > 1 and self.structure_correlation is None:
            raise Refusal(_NO_CORRELATION, "structure_correlation")
        if self.goal.better != "higher":
            raise Refusal(_LOWER, "goal.better")
        if not 0 < self._null < 1:
            raise Refusal(_RANGE, "goal.margin")
        refuse_wrong_side(self.goal, self.overlap_expected - self.overlap_reference, "overlap_expected")
        for mean in (self.overlap_expected, self._null):
            if self.sd**2 >= mean * (1 - mean):
                largest = float(np.sqrt(mean * (1 - mean)))
                raise Refusal(_TOO_SPREAD, "sd", sd=Value(self.sd), mean=Value(mean), largest=Value(largest))
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _null(self) -> float:
        return self.overlap_reference + self.goal.tests()[0].null

    @property
    def _sd(self) -> float:
        """Standard deviation, between patients, of the mean over the structures."""
        together = 1 + (self.structures - 1) * (self.structure_correlation or 0.0)
        return self.sd * float(np.sqrt(together / self.structures))

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        effect = (self.overlap_expected - self._null) / self._sd
        plain = power_between(n - 1, -np.inf, effect * np.sqrt(n), -stdtrit(n - 1, self.goal.tests()[0].alpha))
        if self.method == "t":
            return plain
        skewness, kurtosis = beta_shape(self.overlap_expected, self._sd)
        spread = (1 - skewness * effect + effect**2 * (kurtosis + 2) / 4) / (1 + effect**2 / 2)
        shift = np.where(
            plain > 0.999999, np.sqrt(n) * effect - z(self.goal.tests()[0].alpha), ndtri(np.minimum(plain, 0.999999))
        )
        return np.asarray(Phi((shift - skewness / (2 * np.sqrt(n))) / np.sqrt(spread)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Beta overlaps of the structures around a beta mean of the patient; t test of the patients' means."""
        n, alpha = int(np.asarray(size["participants"])), self.goal.tests()[0].alpha
        mean = self.overlap_expected if at == "alternative" else self._null
        data = _patients(mean, self.sd, self.structure_correlation or 0.0, int(self.structures), (trials, n), rng)
        estimate, error = data.mean(axis=1), data.std(axis=1, ddof=1) / np.sqrt(n)
        half = -stdtrit(n - 1, alpha) * error
        p = np.asarray(stdtr(n - 1, -(estimate - self._null) / error))
        return Trials(estimate, estimate - half, estimate + half, p, p <= alpha, np.zeros(trials, dtype=bool))

    def null_value(self) -> Value:
        return Value(self.overlap_reference, self.card.meaning.unit)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.card.method if self.method == "skewed" else _PLAIN

    def caution(self) -> Text | None:
        if self.method == "t":
            return _PLAIN
        return _SKEWED if beta_shape(self._null, self._sd)[0] < -0.7 else None

    def _actual_level(self, n: float) -> float:
        """First-order (Edgeworth) level of the t test under the goal, for a beta-distributed mean per patient."""
        alpha = self.goal.tests()[0].alpha
        skewness, density = beta_shape(self._null, self._sd)[0], np.exp(-(z(alpha) ** 2) / 2) / np.sqrt(2 * np.pi)
        return float(alpha - skewness / (6 * np.sqrt(n)) * (2 * z(alpha) ** 2 + 1) * density)

    def least_success(self, size: Size) -> Phrase | None:
        n = float(np.asarray(size["participants"]))
        edge = self._null + float(-stdtrit(n - 1, self.goal.tests()[0].alpha)) * self._sd / np.sqrt(n)
        return Phrase(_LEAST, {"edge": Value(float(edge))})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        return (
            Step(_SD, Value(self._sd), _SD_HOW if self.structures > 1 else None),
            Step(_EFFECT, Value((self.overlap_expected - self._null) / self._sd)),
            Step(_SKEWNESS, Value(beta_shape(self.overlap_expected, self._sd)[0]), _BETA),
            Step(_LEVEL, Value(self._actual_level(size["participants"]), Unit.PROPORTION), _BETA),
        )

    def sentence(self) -> Text:
        return (_SEVERAL if self.structures > 1 else _SENTENCES)[self.goal.kind]

    def r_call(self) -> str | None:
        if self.method == "skewed":
            return None
        d = (self.overlap_expected - self._null) / self._sd
        return (
            f"with(list(), pwr::pwr.t.test(d = {d:.12g}, sig.level = {self.goal.tests()[0].alpha:g}, power = 1 - {{beta}}, "
            'type = "one.sample", alternative = "greater")$n)'
        )


def beta_shape(mean: float, sd: float) -> tuple[float, float]:
    """Skewness and excess kurtosis of a beta distribution with this mean and standard deviation."""
    total = mean * (1 - mean) / sd**2 - 1
    a, b = mean * total, (1 - mean) * total
    skewness = 2 * (b - a) * np.sqrt(total + 1) / ((total + 2) * np.sqrt(a * b))
    kurtosis = 6 * ((a - b) ** 2 * (total + 1) - a * b * (total + 2)) / (a * b * (total + 2) * (total + 3))
    return float(skewness), float(kurtosis)


def _patients(
    mean: float, sd: float, icc: float, structures: int, shape: tuple[int, int], rng: np.random.Generator
) -> FloatArray:
    """Means over the structures: a beta level per patient with variance icc sd^2, then beta structures around it."""
    level = np.full(shape, mean)
    if icc > 0:
        total = mean * (1 - mean) / (icc * sd**2) - 1
        level = rng.beta(mean * total, (1 - mean) * total, shape)
    if icc >= 1:
        return level
    total = (mean * (1 - mean) - icc * sd**2) / ((1 - icc) * sd**2) - 1
    level = np.clip(level, 1e-9, 1 - 1e-9)
    data = np.zeros(shape)
    for _ in range(structures):
        data += rng.beta(level * total, (1 - level) * total)
    return data / structures


_PLAIN = Text(
    fr="test t de la moyenne par patient contre une valeur fixe, puissance par la loi t non centrée",
    en="t test of the mean per patient against a fixed value, power from the non-central t distribution",
)
_SKEWED = Text(
    fr="Le recouvrement attendu est très dissymétrique : le test t conclut trop souvent aux petits effectifs (0,042 au lieu de 0,025 à 34 "
    "patients pour une référence de 0,90 et un écart-type de 0,06, 0,055 à 24 patients pour un écart-type de 0,08). Lire le risque réel "
    "approché dans le journal ; prévoir plus de patients ou un risque alpha plus faible.",
    en="The expected overlap is very skewed: the t test claims too often at small sizes (0.042 instead of 0.025 with 34 patients for a "
    "goal of 0.90 and a standard deviation of 0.06, 0.055 with 24 patients for a standard deviation of 0.08). Read the approximate "
    "actual risk in the journal; plan more patients or a smaller alpha.",
)
_LEAST = Text(
    fr="succès si le recouvrement moyen observé atteint {edge} (avec l'écart-type attendu)",
    en="success if the observed mean overlap reaches {edge} (with the expected standard deviation)",
)
_SD = Text(fr="Écart-type de la moyenne par patient", en="Standard deviation of the mean per patient")
_SD_HOW = Text(
    fr="écart-type × racine de (1 + (structures - 1) ρ) / structures",
    en="standard deviation × square root of (1 + (structures - 1) ρ) / structures",
)
_EFFECT = Text(fr="Effet standardisé", en="Standardised effect")
_SKEWNESS = Text(fr="Coefficient de dissymétrie", en="Skewness")
_BETA = Text(fr="pour une loi bêta", en="for a beta distribution")
_LEVEL = Text(fr="Risque de première espèce réel, approché", en="Actual type I error, approximate")
_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que le recouvrement moyen dépasse {overlap_reference}, sous un recouvrement attendu de {overlap_expected} "
        "(écart-type {sd}), au risque de première espèce {sides} de {alpha} et avec une "
        "puissance de {target}, {n_total} patients analysables sont nécessaires.",
        en="To show that the mean overlap exceeds {overlap_reference}, under an expected overlap of {overlap_expected} (standard "
        "deviation {sd}), at a {sides} type I error of {alpha} and with a power of "
        "{target}, {n_total} analysable patients are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que le recouvrement moyen n'est pas inférieur à {overlap_reference} de plus de {margin}, sous un recouvrement "
        "attendu de {overlap_expected} (écart-type {sd}), au risque de première espèce "
        "unilatéral de {alpha} et avec une puissance de {target}, {n_total} patients analysables sont nécessaires.",
        en="To show that the mean overlap is not below {overlap_reference} by more than {margin}, under an expected overlap of "
        "{overlap_expected} (standard deviation {sd}), at a one-sided type I error of "
        "{alpha} and with a power of {target}, {n_total} analysable patients are needed.",
    ),
}
_SEVERAL = {
    kind: Text(
        fr=text.fr.replace("{sd})", "{sd} pour une structure, {structures} structures par patient)"),
        en=text.en.replace("{sd})", "{sd} for one structure, {structures} structures per patient)"),
    )
    for kind, text in _SENTENCES.items()
}
_PLAIN = Text(
    fr="La puissance de la loi t suppose un recouvrement symétrique : elle annonce jusqu'à 4 points de trop à une trentaine de "
    "patients. Préférer le calcul qui tient compte de la dissymétrie.",
    en="The power from the t distribution assumes a symmetric overlap: it announces up to 4 points too many with about thirty "
    "patients. Prefer the calculation that allows for skewness.",
)
