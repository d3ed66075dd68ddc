"""What the comparisons of two scores computed on the same patients share: expected areas, spreads, correlations."""

from __future__ import annotations

from typing import Annotated

from stats.formulas.auc_difference import AUC_CONTROL, AUC_EXPERIMENTAL
from stats.formulas.cases_and_controls import SD_RATIO, CasesAndControls
from stats.quantities import Quantity, Unit
from stats.text import Text


def _correlation(fr: str, en: str, symbol: str) -> Quantity:
    return Quantity(
        label=Text(fr=f"Corrélation des deux scores chez les {fr}", en=f"Correlation of the two scores among the {en}"),
        unit=Unit.NUMBER,
        help=Text(
            fr="Corrélation des rangs ou de Pearson entre les deux scores des mêmes patients, séparément chez les malades et "
            "chez les non-malades, dans un jeu pilote où les deux ont été calculés. Le plus souvent de 0,4 à 0,6 ; 0 est "
            "prudent.",
            en="Rank or Pearson correlation between the two scores of the same patients, separately among diseased and "
            "non-diseased subjects, in pilot data where both were computed. Mostly 0.4 to 0.6; 0 is cautious.",
        ),
        symbol=symbol,
        ge=-0.9,
        le=0.98,
    )


CORRELATION_DISEASED = _correlation("malades", "diseased", "r_D")
CORRELATION_HEALTHY = _correlation("non-malades", "non-diseased", "r_N")


class PairedScores(CasesAndControls):
    """Two binormal scores of the same diseased and healthy subjects."""

    auc_experimental: Annotated[float, AUC_EXPERIMENTAL]
    auc_control: Annotated[float, AUC_CONTROL]
    correlation_diseased: Annotated[float, CORRELATION_DISEASED]
    correlation_healthy: Annotated[float, CORRELATION_HEALTHY]
    sd_ratio: Annotated[float, SD_RATIO] = 1.0
    sd_ratio_control: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Rapport des écarts-types du comparateur, s'il diffère",
                en="Ratio of standard deviations of the comparator, if different",
            ),
            unit=Unit.RATIO,
            help=Text(
                fr="Laisser vide si les deux scores ont le même rapport d'écarts-types entre malades et non-malades.",
                en="Leave empty when both scores have the same ratio of standard deviations, diseased to non-diseased.",
            ),
            symbol="s₂",
            ge=0.2,
            le=5,
        ),
    ] = None

    @property
    def aucs(self) -> tuple[float, float]:
        return self.auc_experimental, self.auc_control

    @property
    def sd_ratios(self) -> tuple[float, float]:
        return self.sd_ratio, self.sd_ratio_control or self.sd_ratio

    @property
    def correlations(self) -> tuple[float, float]:
        return self.correlation_diseased, self.correlation_healthy
