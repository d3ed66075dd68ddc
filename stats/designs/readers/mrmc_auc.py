"""Several readers, many cases, two modalities: difference in reader-averaged AUC, fully crossed.

Obuchowski-Rockette analysis; see stats.formulas.readers.obuchowski_rockette for the variance of the mean difference. The error variance of
one reader's AUC comes from a pilot study, scaled by the number of cases, or from a formula for the expected areas.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Truth
from stats.formulas.readers.lesions import LESION_ICC, LESIONS, check_lesions, per_case
from stats.formulas.readers.obuchowski_rockette import Spread, analyse
from stats.formulas.readers.pseudovalues import RESIDUAL, VARIANCE_BY_CASE, refuse_two_sources
from stats.formulas.readers.reader_areas import AUC_SENTENCES, AreasRead
from stats.formulas.readers.reader_scores import two_modalities_read
from stats.formulas.readers.reader_study import (
    HILLIS_2007,
    HILLIS_2011,
    INFERENCE_METHODS,
    OBUCHOWSKI_ROCKETTE,
)
from stats.formulas.readers.reader_words import READ_BY
from stats.formulas.readers.two_readings import TwoModalities
from stats.quantities import Quantity, Unit
from stats.text import Text
from stats.trials import Trials


class MrmcAuc(AreasRead, TwoModalities):
    """Compare the reader-averaged AUC of two modalities read by the same readers on the same cases."""

    kind: Literal["mrmc_auc"] = "mrmc_auc"
    auc_experimental: Annotated[
        float,
        Quantity(
            label=Text(
                fr="AUC moyenne attendue des lecteurs avec le dispositif",
                en="Expected mean AUC of the readers with the device",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Moyenne sur les lecteurs de l'aire sous la courbe ROC, avec l'aide (ou la nouvelle technique). Un gain "
                "de 0,03 à 0,06 est courant.",
                en="Mean over the readers of the area under the ROC curve, aided (or with the new technique). A gain of 0.03 "
                "to 0.06 is usual.",
            ),
            symbol="A₁",
            gt=0.5,
            lt=1,
        ),
    ]
    auc_control: Annotated[
        float,
        Quantity(
            label=Text(
                fr="AUC moyenne attendue des lecteurs sans le dispositif",
                en="Expected mean AUC of the readers without the device",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Moyenne sur les mêmes lecteurs sans aide (ou avec la technique de référence).",
                en="Mean over the same readers unaided (or with the reference technique).",
            ),
            symbol="A₂",
            ge=0.5,
            lt=1,
        ),
    ]
    variance_by_case: Annotated[float | None, VARIANCE_BY_CASE] = None
    variance_residual: Annotated[float | None, RESIDUAL] = None
    lesions: Annotated[float, LESIONS] = 1.0
    lesion_icc: Annotated[float | None, LESION_ICC] = None

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Étude multi-lecteurs multi-cas (MRMC), AUC avec et sans le dispositif",
            en="Multi-reader multi-case study (MRMC), AUC with and without the device",
        ),
        question=Text(
            fr="Les lecteurs distinguent-ils mieux les malades des non-malades avec l'aide du dispositif que sans elle, chacun "
            "lisant tous les cas dans les deux conditions ?",
            en="Do readers tell diseased from non-diseased subjects better with the device's help than without it, each of "
            "them reading every case in both conditions?",
        ),
        family=Family.READERS,
        method=INFERENCE_METHODS["random"],
        limits=Text(
            fr="Plan entièrement croisé, deux modalités, une lecture par cas et modalité. Le nombre de lecteurs plafonne la "
            "puissance ; avec 2 ou 3 lecteurs, elle peut même baisser quand les cas augmentent. Scores simulés, covariances "
            "estimées par DeLong : puissance à 2 points près de celle annoncée, jusqu'à 7 points de plus quand l'AUC passe de 0,90 à "
            "0,96 ; risque unilatéral de 0,025 simulé de 0,023 à 0,035, mais 0,048 pour une marge à une AUC de 0,95 sur 80 "
            "cas. Lecteurs et cas sont à tirer de la population visée ; séparer les deux lectures par une période d'oubli "
            "d'au moins quatre semaines.",
            en="Fully crossed, two modalities, one reading per case and modality. The number of readers caps power; with 2 or 3 "
            "readers it can even fall as cases are added. Scores simulated, covariances estimated by DeLong: power within 2 "
            "points of the one announced, up to 7 points more when the AUC goes from 0.90 to 0.96; one-sided error of 0.025 "
            "simulated at 0.023 to 0.035, but 0.048 for a margin at an AUC of 0.95 with 80 cases. Readers and cases are to be "
            "drawn from the target population; separate the two readings by a washout of at least four weeks.",
        ),
        references=(
            HILLIS_2011,
            HILLIS_2007,
            OBUCHOWSKI_ROCKETTE,
            Reference(
                "Obuchowski NA. Computing sample size for receiver operating characteristic studies. Invest Radiol "
                "1994;29:238-43",
                "10.1097/00004424-199402000-00020",
            ),
        ),
        measures=(Measure.AUC_DIFFERENCE,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.SAME_PARTICIPANTS,
        direction="higher",
    )

    @model_validator(mode="after")
    def _one_source_of_error(self) -> Self:
        given = (self.error_variance, self.correlation_modalities, self.correlation_readers, self.correlation_both)
        refuse_two_sources((self.variance_by_case, self.variance_residual), given)
        check_lesions(self.lesions, self.lesion_icc, self.from_pilot)
        return self

    @property
    def _without_correlations(self) -> bool:
        return self.variance_by_case is not None or self.variance_residual is not None

    @property
    def _pseudovalues(self) -> tuple[float, float] | None:
        """Private and common variances of a difference, times the cases, from the components of an analysis of pseudovalues."""
        if self.variance_by_case is None or self.variance_residual is None:
            return None
        common = max(self.variance_by_case, 0.0)
        return 2 * (self.variance_by_case + self.variance_residual - common), 2 * common

    @property
    def from_pilot(self) -> bool:
        return super().from_pilot or self._pseudovalues is not None

    def spread(self, size: Size) -> Spread:
        if self._pseudovalues is not None:
            cases = np.asarray(size["participants"], dtype=np.float64)
            private, common = self._pseudovalues
            return Spread(2 * self.interaction, private / cases, common / cases)
        if self.error_variance is not None and self.pilot_cases is not None:
            given = self.error_variance * self.pilot_cases / np.asarray(size["participants"], dtype=np.float64)
            return self.spread_with(given, given)
        share = per_case(self.lesions, self.lesion_icc)
        return self.spread_with(*(share * one for one in self.errors(size)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Scores of every reader on every case, and the analysis with DeLong's covariances; with a pilot variance, whose
        scores are unknown, the readers' areas drawn from the model.
        """
        if self.from_pilot or self.lesions > 1:
            return super().simulate(size, trials, rng, at)
        first = self.auc_experimental if at == "alternative" else self.auc_control + self._test.null
        r1, r2, r3 = self.correlations
        read = two_modalities_read(
            rng,
            trials,
            round(self.readers),
            self.whole_sizes(size),
            (first, self.auc_control),
            self.sd_ratio,
            (r1, max(r2, r3), r3),
            0.0 if self.inference == "fixed_readers" else self.interaction,
            self.inference == "fixed_cases",
        )
        return analyse(*read, self.inference, self.method, self._test)

    def sentence(self) -> Text:
        opening, read = AUC_SENTENCES[self.goal.kind], READ_BY[self.inference]
        return Text(
            fr=opening.fr + "chaque cas doit être lu avec et sans le dispositif par " + read.fr + " ({n_arms}).",
            en=opening.en + "each case must be read with and without the device by " + read.en + " ({n_arms}).",
        )

    def r_call(self) -> str | None:
        if self._pseudovalues is not None:
            private, common = self._pseudovalues
            spread = f"list(b = {2 * self.interaction:.12g}, p = {private:.12g} / n, c = {common:.12g} / n)"
            return self.r_power(spread)
        if self.error_variance is not None and self.pilot_cases is not None:
            given = f"{self.error_variance * self.pilot_cases:.12g} / n"
            return self.r_power(self.r_spread(given, given))
        share, terms = per_case(self.lesions, self.lesion_icc), self.r_errors()
        return self.r_power(self.r_spread(*(f"{share:.15g} * ({one})" for one in terms) if share != 1 else terms))
