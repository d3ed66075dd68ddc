"""Readers who read every case in two modalities, aided and unaided: what varies between readers, and how their errors correlate."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from stats.formulas.readers.obuchowski_rockette import RangeRule, Spread, sd_of_range, two_modalities
from stats.formulas.readers.reader_study import RANGE_RULE, ReaderStudy, correlation, spread_of_readers
from stats.formulas.readers.reader_words import NO_CORRELATION, NO_ERROR_LEFT, ONE_OF_TWO, unusual
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

R1 = correlation(
    "Corrélation, même lecteur, deux modalités (r1)",
    "Correlation, same reader, two modalities (r1)",
    "Entre les erreurs d'échantillonnage dues aux cas : Cov1 / Var. Souvent de 0,4 à 0,5.",
    "Between the sampling errors due to the cases: Cov1 / Var. Often 0.4 to 0.5.",
    "r₁",
)
R2 = correlation(
    "Corrélation, deux lecteurs, même modalité (r2)",
    "Correlation, two readers, same modality (r2)",
    "Cov2 / Var. Souvent de 0,3 à 0,4, un peu plus que r3. Un r2 inférieur à r3 compte comme égal à r3.",
    "Cov2 / Var. Often 0.3 to 0.4, a little above r3. An r2 below r3 counts as equal to r3.",
    "r₂",
)
R3 = correlation(
    "Corrélation, deux lecteurs, deux modalités (r3)",
    "Correlation, two readers, two modalities (r3)",
    "Cov3 / Var. Souvent de 0,25 à 0,35 ; r2 - r3 décide de ce que gagnent des lecteurs de plus.",
    "Cov3 / Var. Often 0.25 to 0.35; r2 - r3 decides what additional readers bring.",
    "r₃",
)
_CORRELATIONS = ("correlation_modalities", "correlation_readers", "correlation_both")


class TwoModalities(ReaderStudy):
    """Each reader reads every case in both modalities: aided and unaided, or two techniques."""

    readings_per_case: ClassVar[int] = 2

    sd_reader_modality: Annotated[
        float | None,
        spread_of_readers(
            "Écart-type de l'interaction lecteur × modalité",
            "SD of the reader-by-modality interaction",
            "Racine de Var(TR) d'une étude pilote ou publiée : à quel point le gain varie d'un lecteur à l'autre, au-delà de "
            "l'erreur d'échantillonnage. Souvent de 0 à 0,03. Laisser vide si une étendue est donnée.",
            "Square root of Var(TR) from a pilot or published study: how much the gain varies from one reader to another "
            "beyond sampling error. Often 0 to 0.03. Leave empty when a range is given.",
            "σ_TR",
        ),
    ] = None
    reader_range: Annotated[
        float | None,
        spread_of_readers(
            "Étendue entre lecteurs, si l'écart-type est inconnu",
            "Range between readers, when the SD is unknown",
            "Écart conjecturé entre le meilleur et le moins bon lecteur dans une même modalité : 0,01 à 0,05 faible, 0,1 "
            "moyen, 0,2 grand.",
            "Conjectured gap between the best and the worst reader in one modality: 0.01 to 0.05 small, 0.1 moderate, 0.2 "
            "large.",
            "R_b",
        ),
    ] = None
    reader_correlation: Annotated[
        float,
        correlation(
            "Corrélation des lecteurs d'une modalité à l'autre",
            "Correlation of the readers across modalities",
            "Les bons lecteurs le restent-ils avec le dispositif ? Sert avec l'étendue : Var(TR) = σ_b² (1 - r_b). "
            "0,8 est courant.",
            "Do good readers stay good with the device? Used with the range: Var(TR) = σ_b² (1 - r_b). 0.8 is usual.",
            "r_b",
        ),
    ] = 0.8
    within_reader_range: Annotated[
        float,
        spread_of_readers(
            "Étendue intra-lecteur",
            "Within-reader range",
            "Écart conjecturé entre deux lectures des mêmes cas par le même lecteur ; 0 si elle est déjà comprise dans "
            "l'écart-type donné.",
            "Conjectured gap between two readings of the same cases by the same reader; 0 when the SD given already includes it.",
            "R_w",
            seldom=True,
        ),
    ] = 0.0
    range_rule: Annotated[RangeRule, RANGE_RULE] = "quarter"
    correlation_modalities: Annotated[float | None, R1] = None
    correlation_readers: Annotated[float | None, R2] = None
    correlation_both: Annotated[float | None, R3] = None

    @model_validator(mode="after")
    def _spread_is_known(self) -> Self:
        if (self.sd_reader_modality is None) == (self.reader_range is None):
            raise Refusal(ONE_OF_TWO, "sd_reader_modality" if self.sd_reader_modality is None else "reader_range")
        if not self._without_correlations:
            r1, r2, r3 = self.correlations
            if 1 - r1 - max(r2 - r3, 0.0) <= 1e-6:
                raise Refusal(NO_ERROR_LEFT, "correlation_readers")
        return self

    def idle(self) -> frozenset[str]:
        return super().idle() | ({"reader_correlation"} if self.reader_range is None else frozenset())

    @property
    def _without_correlations(self) -> bool:
        """Whether the components given replace the three correlations."""
        return False

    @property
    def correlations(self) -> tuple[float, float, float]:
        """r1, r2 and r3, all of them given."""
        r1, r2, r3 = self.correlation_modalities, self.correlation_readers, self.correlation_both
        if r1 is None or r2 is None or r3 is None:
            raise Refusal(NO_CORRELATION, next(name for name in _CORRELATIONS if getattr(self, name) is None))
        return r1, r2, r3

    def caution(self) -> Text | None:
        usual, odd = super().caution(), None if self._without_correlations else unusual(self.correlations)
        return Text(fr=f"{usual.fr} {odd.fr}", en=f"{usual.en} {odd.en}") if usual and odd else usual or odd

    @property
    def interaction(self) -> float:
        """Var(TR), with the within-reader variance that a single reading cannot tell apart from it."""
        within = sd_of_range(self.within_reader_range, 2, self.range_rule) ** 2
        if self.reader_range is None:
            return (self.sd_reader_modality or 0.0) ** 2 + within
        between = sd_of_range(self.reader_range, self._count, self.range_rule) ** 2
        return between * (1 - self.reader_correlation) + within

    def spread_with(self, first: FloatArray, second: FloatArray) -> Spread:
        """The spread of the differences, from the error variance of a reader in each modality."""
        return two_modalities((first, second), self.interaction, *self.correlations)

    def r_spread(self, first: str, second: str) -> str:
        """R for the spread, from R for the two error variances of n."""
        r1, r2, r3 = self.correlations
        return (
            f"{{{{ v <- {first}; w <- {second}; c <- max({r2:.12g} * (v + w) - 2 * {r3:.12g} * sqrt(v * w), 0); "
            f"list(b = {2 * self.interaction:.12g}, p = v + w - 2 * {r1:.12g} * sqrt(v * w) - c, c = c) }}}}"
        )
