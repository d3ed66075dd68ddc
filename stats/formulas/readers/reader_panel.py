"""What the comparisons of a device alone with a panel of readers share: how the readers differ and agree."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from stats.formulas.readers.obuchowski_rockette import RangeRule, sd_of_range
from stats.formulas.readers.reader_study import RANGE_RULE, ReaderStudy, correlation, spread_of_readers
from stats.formulas.readers.reader_words import ONE_OF_TWO
from stats.refusal import Refusal
from stats.text import Text


class Panel(ReaderStudy):
    """A device that reads alone, and readers who all read the same cases once."""

    sd_readers: Annotated[
        float | None,
        spread_of_readers(
            "Écart-type entre lecteurs",
            "SD between readers",
            "Écart-type des vraies performances des lecteurs (AUC ou proportion), erreur d'échantillonnage déduite. Souvent de 0,02 à 0,05. Laisser vide si "
            "une étendue est donnée.",
            "Standard deviation of the readers' true performances (AUC or proportion), sampling error removed. Often 0.02 to 0.05. Leave empty when a range "
            "is given.",
            "σ_R",
        ),
    ] = None
    reader_range: Annotated[
        float | None,
        spread_of_readers(
            "Étendue entre lecteurs, si l'écart-type est inconnu",
            "Range between readers, when the SD is unknown",
            "Écart conjecturé entre le meilleur et le moins bon lecteur : 0,05 faible, 0,1 moyen, 0,2 grand.",
            "Conjectured gap between the best and the worst reader: 0.05 small, 0.1 moderate, 0.2 large.",
            "R_b",
        ),
    ] = None
    range_rule: Annotated[RangeRule, RANGE_RULE] = "quarter"
    correlation_readers: Annotated[
        float,
        correlation(
            "Corrélation des erreurs de deux lecteurs",
            "Correlation of the errors of two readers",
            "Cov2 / Var : les mêmes cas sont difficiles pour tous. Souvent de 0,3 à 0,5.",
            "Cov2 / Var: the same cases are difficult for all. Often 0.3 to 0.5.",
            "r₂",
        ),
    ]
    correlation_alone: Annotated[
        float,
        correlation(
            "Corrélation des erreurs d'un lecteur et du dispositif",
            "Correlation of the errors of a reader and of the device",
            "Le plus souvent plus faible qu'entre deux lecteurs : 0,1 à 0,4. 0 est prudent.",
            "Mostly lower than between two readers: 0.1 to 0.4. 0 is cautious.",
            "r_D",
        ),
    ]

    @model_validator(mode="after")
    def _panel_is_known(self) -> Self:
        if (self.sd_readers is None) == (self.reader_range is None):
            raise Refusal(ONE_OF_TWO, "sd_readers" if self.sd_readers is None else "reader_range")
        if self.correlation_alone**2 > self.correlation_readers + (1 - self.correlation_readers) / self.readers:
            raise Refusal(_TOO_ALIKE, "correlation_alone")
        return self

    @property
    def between(self) -> float:
        """Variance of the readers' true performances."""
        if self.reader_range is None:
            return (self.sd_readers or 0.0) ** 2
        return sd_of_range(self.reader_range, round(self.readers), self.range_rule) ** 2


_TOO_ALIKE = Text(
    fr="Le dispositif ne peut pas être à ce point corrélé à chacun des lecteurs quand ils le sont si peu entre eux : baisser cette "
    "corrélation.",
    en="The device cannot be this correlated with each reader when the readers are so little correlated among themselves: lower "
    "this correlation.",
)
