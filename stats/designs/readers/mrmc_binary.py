"""Several readers, many cases, two modalities: difference in a reader-averaged proportion (sensitivity, specificity).

Obuchowski-Rockette model with the variance of a proportion: one reader's error variance over K cases is p (1 - p) / K, and
the correlations r1, r2, r3 are those of two readings (right or wrong) of the same case. The analysis is that of the
areas, with the covariances of the readings in place of those of DeLong; it is simulated from the readings themselves.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Truth
from stats.formulas.readers.lesions import LESION_ICC, LESIONS, check_lesions, per_case
from stats.formulas.readers.obuchowski_rockette import Spread
from stats.formulas.readers.reader_proportions import OPENINGS, Draw, ProportionsRead, check_proportions
from stats.formulas.readers.reader_study import (
    HILLIS_2007,
    HILLIS_2011,
    INFERENCE_METHODS,
    OBUCHOWSKI_ROCKETTE,
    ReaderStudy,
    in_points,
)
from stats.formulas.readers.reader_words import READ_BY
from stats.formulas.readers.readings import Pair, draw_readings, latent_correlations
from stats.formulas.readers.two_readings import R1, R2, R3, TwoModalities
from stats.quantities import Choice, Quantity, Unit
from stats.text import Text
from stats.trials import Trials

_SPREADS = TwoModalities.quantities()


class MrmcBinary(ProportionsRead, TwoModalities):
    """Compare the reader-averaged proportion of correct readings of two modalities on the same cases."""

    kind: Literal["mrmc_binary"] = "mrmc_binary"
    p_experimental: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Sensibilité (ou spécificité) moyenne attendue avec le dispositif",
                en="Expected mean sensitivity (or specificity) with the device",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Moyenne sur les lecteurs de la proportion de lectures correctes parmi les cas comptés (les malades pour une "
                "sensibilité, les non-malades pour une spécificité).",
                en="Mean over the readers of the proportion of correct readings among the cases counted (the diseased for a "
                "sensitivity, the non-diseased for a specificity).",
            ),
            symbol="p₁",
            gt=0,
            lt=1,
        ),
    ]
    p_control: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Sensibilité (ou spécificité) moyenne attendue sans le dispositif",
                en="Expected mean sensitivity (or specificity) without the device",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="La même moyenne sur les mêmes lecteurs, sans aide ou avec la technique de référence.",
                en="The same mean over the same readers, unaided or with the reference technique.",
            ),
            symbol="p₂",
            gt=0,
            lt=1,
        ),
    ]
    sd_reader_modality: Annotated[float | None, in_points(_SPREADS["sd_reader_modality"])] = None
    reader_range: Annotated[float | None, in_points(_SPREADS["reader_range"])] = None
    within_reader_range: Annotated[float, in_points(_SPREADS["within_reader_range"])] = 0.0
    correlation_modalities: Annotated[float, R1]
    correlation_readers: Annotated[float, R2]
    correlation_both: Annotated[float, R3]
    lesions: Annotated[float, LESIONS] = 1.0
    lesion_icc: Annotated[float | None, LESION_ICC] = None
    variance_model: Annotated[
        Literal["own", "mean"],
        Choice(
            label=Text(fr="Variance d'une proportion", en="Variance of a proportion"),
            options={
                "own": Text(fr="celle de chaque modalité", en="that of each modality"),
                "mean": Text(
                    fr="la même pour les deux, à la proportion moyenne (MRMCsamplesize)",
                    en="the same for both, at the mean proportion (MRMCsamplesize)",
                ),
            },
        ),
    ] = "own"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Cas analysés, lus par tous les lecteurs", en="Cases analysed, read by all readers"),
            4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Étude multi-lecteurs multi-cas (MRMC), sensibilité ou spécificité avec et sans le dispositif",
            en="Multi-reader multi-case study (MRMC), sensitivity or specificity with and without the device",
        ),
        question=Text(
            fr="En moyenne, les lecteurs donnent-ils plus souvent la bonne réponse avec l'aide du dispositif que sans elle, "
            "chacun lisant tous les cas dans les deux conditions ?",
            en="On average, do readers give the right answer more often with the device's help than without it, each of them "
            "reading every case in both conditions?",
        ),
        family=Family.READERS,
        method=INFERENCE_METHODS["random"],
        limits=Text(
            fr="Plan entièrement croisé, une réponse par lecteur, cas et modalité, cas indépendants. "
            "L'effectif est celui des cas comptés : les malades pour une sensibilité ; indiquer la prévalence pour les trouver. "
            "Le nombre de lecteurs plafonne la puissance. Puissance simulée à 3 points près de celle annoncée. Le test n'est "
            "sûr qu'avec 10 erreurs de lecture attendues ou plus par lecteur et modalité : au-delà, le risque unilatéral de 0,025 "
            "vaut 0,025 à 0,034 (surtout avec 5 lecteurs ou une marge) ; au-dessous, avec une marge et des proportions de 0,9 à "
            "0,95, il atteint 0,04 à 0,07.",
            en="Fully crossed, one answer per reader, case and modality, independent cases. The size is "
            "that of the cases counted: the diseased for a sensitivity; enter the prevalence to find them. The number of "
            "readers caps power. Simulated power within 3 points of the one announced. The test is safe only with 10 or more "
            "reading errors expected per reader and modality: above, the one-sided error of 0.025 is 0.025 to 0.034 (mostly "
            "with 5 readers or a margin); below, with a margin and proportions of 0.9 to 0.95, it reaches 0.04 to 0.07.",
        ),
        references=(
            HILLIS_2011,
            HILLIS_2007,
            OBUCHOWSKI_ROCKETTE,
            Reference(
                "Chen W, Petrick NA, Sahiner B. Hypothesis testing in noninferiority and equivalence MRMC ROC studies. Acad "
                "Radiol 2012;19:1158-65",
                "10.1016/j.acra.2012.04.011",
            ),
        ),
        measures=(Measure.PAIRED_RISK_DIFFERENCE,),
        endpoint=Endpoint.DETECTION,
        against=Against.SAME_PARTICIPANTS,
        direction="higher",
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        both = {"correlation_modalities": self.correlation_modalities, "correlation_both": self.correlation_both}
        check_lesions(self.lesions, self.lesion_icc)
        check_proportions(self.goal, self.p_experimental, self.p_control, both)
        return self

    def spread(self, size: Size) -> Spread:
        cases = np.asarray(size["participants"], dtype=np.float64)
        first, second = self._case_variances
        return self.spread_with(first / cases, second / cases)

    @property
    def _case_variances(self) -> tuple[float, float]:
        """Variance of one case, in each modality."""
        middle = (self.p_experimental + self.p_control) / 2
        pair = (middle, middle) if self.variance_model == "mean" else (self.p_experimental, self.p_control)
        share = per_case(self.lesions, self.lesion_icc)
        return share * pair[0] * (1 - pair[0]), share * pair[1] * (1 - pair[1])

    def answers(self, p: Pair) -> Draw:
        r1, r2, r3 = self.correlation_modalities, self.correlation_readers, self.correlation_both
        latent = latent_correlations(p, r1, max(r2, r3), r3)
        spread = 0.0 if self.inference == "fixed_readers" else self.interaction**0.5
        return lambda rng, count, cases, readers: draw_readings(rng, count, cases, readers, p, latent, spread)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Several lesions of one case are not drawn: the readers' proportions come from the model."""
        one = ProportionsRead if self.lesions == 1 else ReaderStudy
        return one.simulate(self, size, trials, rng, at)

    def units(self, cases: float) -> float:
        return self.lesions * cases

    def sentence(self) -> Text:
        opening, read = OPENINGS[self.goal.kind], READ_BY[self.inference]
        return Text(
            fr=opening.fr + "chaque cas doit être lu avec et sans le dispositif par " + read.fr + ".",
            en=opening.en + "each case must be read with and without the device by " + read.en + ".",
        )

    def r_call(self) -> str | None:
        first, second = (f"{one:.15g} / n" for one in self._case_variances)
        return self.r_power(self.r_spread(first, second))
