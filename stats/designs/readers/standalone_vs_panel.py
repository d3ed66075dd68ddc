"""A device that reads alone against the average of a panel of readers, on the same cases: difference in AUC.

Single-modality Obuchowski-Rockette analysis of the differences between the device and each reader (Hillis 2007; RJafroc's
1T-RRRC): the device is one and fixed, the readers are a sample. One reader's difference has three parts: the readers differ
(SD of their true areas), each has its own error, and the cases and the device's error are common to all.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Truth
from stats.formulas.readers.obuchowski_rockette import Spread, against_one, analyse
from stats.formulas.readers.reader_areas import AUC_SENTENCES, AreasRead
from stats.formulas.readers.reader_panel import Panel
from stats.formulas.readers.reader_scores import device_and_panel
from stats.formulas.readers.reader_study import HILLIS_2007, INFERENCE_METHODS, OBUCHOWSKI_ROCKETTE
from stats.formulas.readers.reader_words import READ_BY
from stats.quantities import Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import Trials


class StandaloneVsPanel(AreasRead, Panel):
    """Compare the AUC of a device reading alone with the mean AUC of a panel of readers, on the same cases."""

    kind: Literal["standalone_vs_panel"] = "standalone_vs_panel"
    auc_experimental: Annotated[
        float,
        Quantity(
            label=Text(fr="AUC attendue du dispositif seul", en="Expected AUC of the device alone"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Aire sous la courbe ROC du dispositif sans lecteur, d'après une validation externe.",
                en="Area under the ROC curve of the device without a reader, from an external validation.",
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
                fr="AUC moyenne attendue des lecteurs du panel", en="Expected mean AUC of the readers of the panel"
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Moyenne des aires sous la courbe ROC des lecteurs, chacun lisant seul, sans consensus.",
                en="Mean of the readers' areas under the ROC curve, each reading alone, without consensus.",
            ),
            symbol="A₂",
            ge=0.5,
            lt=1,
        ),
    ]
    error_variance_alone: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Variance d'erreur de l'AUC du dispositif, étude pilote",
                en="Error variance of the device's AUC, pilot study",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Au même nombre de cas pilotes. Laisser vide si elle est celle d'un lecteur, ou si elle est calculée.",
                en="At the same number of pilot cases. Leave empty when it is that of a reader, or when it is computed.",
            ),
            symbol="σ²_D",
            gt=0,
            le=0.25,
        ),
    ] = None

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Dispositif seul contre la moyenne d'un panel de lecteurs (AUC)",
            en="Stand-alone device against the average of a reader panel (AUC)",
        ),
        question=Text(
            fr="Le dispositif, sans lecteur, distingue-t-il les malades des non-malades au moins aussi bien que la moyenne d'un "
            "panel de lecteurs, sur les mêmes cas ?",
            en="Does the device, without a reader, tell diseased from non-diseased subjects at least as well as the average of a "
            "panel of readers, on the same cases?",
        ),
        family=Family.READERS,
        method=INFERENCE_METHODS["random"],
        limits=Text(
            fr="Un dispositif dont la réponse ne varie pas pour un même cas, des lecteurs qui lisent chacun tous les cas, seuls. "
            "Le nombre de lecteurs plafonne la puissance : leur moyenne n'est connue qu'à leur écart-type près. Scores simulés, "
            "covariances estimées par DeLong : puissance à 2 points près de celle annoncée ; risque unilatéral de 0,025 simulé "
            "de 0,025 à 0,034, jusqu'à 0,039 avec 20 malades.",
            en="A device whose answer does not vary on one case, readers who each read every case alone. The number of readers "
            "caps power: their mean is known only to within their standard deviation. Scores simulated, covariances estimated by "
            "DeLong: power within 2 points of the one announced; one-sided error of 0.025 simulated at 0.025 to 0.034, up to "
            "0.039 with 20 diseased.",
        ),
        references=(
            HILLIS_2007,
            OBUCHOWSKI_ROCKETTE,
            Reference(
                "Chakraborty DP. Observer performance methods for diagnostic imaging: foundations, modeling, and applications "
                "with R-based examples. CRC Press 2017"
            ),
        ),
        measures=(Measure.AUC_DIFFERENCE,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.SAME_PARTICIPANTS,
        direction="higher",
    )

    @model_validator(mode="after")
    def _not_alone(self) -> Self:
        if self.error_variance_alone is not None and self.error_variance is None:
            raise Refusal(_ALONE_GOES_WITH, "error_variance_alone")
        return self

    @property
    def _pilot(self) -> tuple[float, float] | None:
        """Error variance times cases, of the device and of a reader, when a pilot study gives them."""
        if self.error_variance is None or self.pilot_cases is None:
            return None
        alone = self.error_variance_alone or self.error_variance
        return alone * self.pilot_cases, self.error_variance * self.pilot_cases

    def spread(self, size: Size) -> Spread:
        if self._pilot is not None:
            cases = np.asarray(size["participants"], dtype=np.float64)
            alone, error = (one / cases for one in self._pilot)
        else:
            alone, error = self.errors(size)
        return against_one(error, alone, self.between, self.correlation_readers, self.correlation_alone)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Scores of the device and of every reader on every case, and the analysis with DeLong's covariances; with a
        pilot variance, whose scores are unknown, the areas drawn from the model.
        """
        if self._pilot is not None:
            return super().simulate(size, trials, rng, at)
        first = self.auc_experimental if at == "alternative" else self.auc_control + self._test.null
        read = device_and_panel(
            rng,
            trials,
            round(self.readers),
            self.whole_sizes(size),
            (first, self.auc_control),
            self.sd_ratio,
            (self.correlation_readers, self.correlation_alone),
            0.0 if self.inference == "fixed_readers" else self.between,
            self.inference == "fixed_cases",
        )
        return analyse(*read, self.inference, self.method, self._test)

    def sentence(self) -> Text:
        opening, read = AUC_SENTENCES[self.goal.kind], READ_BY[self.inference]
        return Text(
            fr=opening.fr + "chaque cas doit être analysé par le dispositif seul et lu par " + read.fr + " ({n_arms}).",
            en=opening.en + "each case must be analysed by the device alone and read by " + read.en + " ({n_arms}).",
        )

    def r_call(self) -> str | None:
        alone, error = self.r_errors() if self._pilot is None else (f"{one:.12g} / n" for one in self._pilot)
        r2, r = self.correlation_readers, self.correlation_alone
        return self.r_power(
            f"{{{{ v <- {alone}; w <- {error}; list(b = {self.between:.12g}, p = w * {1 - r2:.12g}, "
            f"c = w * {r2:.12g} - 2 * {r:.12g} * sqrt(v * w) + v) }}}}"
        )


_ALONE_GOES_WITH = Text(
    fr="La variance d'erreur du dispositif accompagne celle d'un lecteur et le nombre de cas de l'étude pilote.",
    en="The error variance of the device goes with that of a reader and the number of cases of the pilot study.",
)
