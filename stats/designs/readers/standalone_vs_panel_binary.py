"""A device that reads alone against the average of a panel of readers, on the same cases: difference in a proportion.

The single-modality Obuchowski-Rockette analysis of standalone_vs_panel with the variance of a proportion: the error variance
over K cases is p (1 - p) / K and the correlations are those of two readings (right or wrong) of one case.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Size
from stats.formulas.readers.obuchowski_rockette import Spread, against_one
from stats.formulas.readers.reader_panel import Panel
from stats.formulas.readers.reader_proportions import OPENINGS, Draw, ProportionsRead, check_proportions
from stats.formulas.readers.reader_study import HILLIS_2007, INFERENCE_METHODS, OBUCHOWSKI_ROCKETTE, in_points
from stats.formulas.readers.reader_words import READ_BY
from stats.formulas.readers.readings import Pair, draw_device_and_panel
from stats.goals import NonInferiority
from stats.quantities import Quantity, Unit
from stats.text import Text

_SPREADS = Panel.quantities()


class StandaloneVsPanelBinary(ProportionsRead, Panel):
    """Compare the proportion of right answers of a device reading alone with the mean of a panel of readers."""

    kind: Literal["standalone_vs_panel_binary"] = "standalone_vs_panel_binary"
    p_experimental: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Sensibilité (ou spécificité) attendue du dispositif seul",
                en="Expected sensitivity (or specificity) of the device alone",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Au seuil verrouillé du dispositif, parmi les cas comptés (les malades pour une sensibilité, les "
                "non-malades pour une spécificité).",
                en="At the locked threshold of the device, among the cases counted (the diseased for a sensitivity, the "
                "non-diseased for a specificity).",
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
                fr="Sensibilité (ou spécificité) moyenne attendue des lecteurs",
                en="Expected mean sensitivity (or specificity) of the readers",
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Moyenne sur les lecteurs du panel, chacun lisant seul, sans consensus.",
                en="Mean over the readers of the panel, each reading alone, without consensus.",
            ),
            symbol="p₂",
            gt=0,
            lt=1,
        ),
    ]
    sd_readers: Annotated[float | None, in_points(_SPREADS["sd_readers"])] = None
    reader_range: Annotated[float | None, in_points(_SPREADS["reader_range"])] = None

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(
                fr="Cas analysés par le dispositif et lus par tous les lecteurs",
                en="Cases analysed by the device and read by all readers",
            ),
            4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Dispositif seul contre la moyenne d'un panel de lecteurs (sensibilité ou spécificité)",
            en="Stand-alone device against the average of a reader panel (sensitivity or specificity)",
        ),
        question=Text(
            fr="Le dispositif, sans lecteur, donne-t-il la bonne réponse au moins aussi souvent que la moyenne d'un panel de "
            "lecteurs, sur les mêmes cas ?",
            en="Does the device, without a reader, give the right answer at least as often as the average of a panel of readers, "
            "on the same cases?",
        ),
        family=Family.READERS,
        method=INFERENCE_METHODS["random"],
        limits=Text(
            fr="Un dispositif dont la réponse ne varie pas pour un même cas, une réponse par lecteur et par cas, cas indépendants. "
            "L'effectif est celui des cas comptés : les malades pour une sensibilité. Le nombre de lecteurs plafonne la "
            "puissance. Sensibilité et spécificité sont deux critères : conclure sur une seule ne suffit pas, un seuil échange "
            "l'une contre l'autre. Réponses "
            "simulées : puissance à 1 point près de celle annoncée et risque unilatéral de 0,025 de 0,026 à 0,033 avec 10 réponses fausses attendues ou plus par lecteur, 2 points de moins et 0,038 avec 8, 0,042 avec 3.",
            en="A device whose answer does not vary on one case, one answer per reader and case, independent cases. The size is "
            "that of the cases counted: the diseased for a sensitivity. The number of readers caps power. Sensitivity and "
            "specificity are two endpoints: one alone proves little, since a threshold trades one for the other. Answers simulated: power within "
            "1 point of the one announced and one-sided error of 0.025 at 0.026 to 0.033 with 10 or more wrong answers expected per reader, 2 points below and 0.038 with 8, 0.042 with 3.",
        ),
        references=(
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
        alone = {"correlation_alone": self.correlation_alone}
        check_proportions(self.goal, self.p_experimental, self.p_control, alone)
        return self

    def spread(self, size: Size) -> Spread:
        cases = np.asarray(size["participants"], dtype=np.float64)
        alone, error = (p * (1 - p) / cases for p in (self.p_experimental, self.p_control))
        return against_one(error, alone, self.between, self.correlation_readers, self.correlation_alone)

    def caution(self) -> Text | None:
        return super().caution() or (_MARGIN if isinstance(self.goal, NonInferiority) else None)

    def answers(self, p: Pair) -> Draw:
        agreement = self.correlation_readers, self.correlation_alone
        between = 0.0 if self.inference == "fixed_readers" else self.between**0.5
        return lambda rng, count, cases, readers: draw_device_and_panel(
            rng, count, cases, readers, p, agreement, between
        )

    def sentence(self) -> Text:
        opening, read = OPENINGS[self.goal.kind], READ_BY[self.inference]
        return Text(
            fr=opening.fr + "chaque cas doit être analysé par le dispositif seul et lu par " + read.fr + ".",
            en=opening.en + "each case must be analysed by the device alone and read by " + read.en + ".",
        )

    def r_call(self) -> str | None:
        alone, error = (f"{p * (1 - p):.15g} / n" for p in (self.p_experimental, self.p_control))
        r2, r = self.correlation_readers, self.correlation_alone
        return self.r_power(
            f"{{{{ v <- {alone}; w <- {error}; list(b = {self.between:.12g}, p = w * {1 - r2:.12g}, "
            f"c = w * {r2:.12g} - 2 * {r:.12g} * sqrt(v * w) + v) }}}}"
        )


_MARGIN = Text(
    fr="Avec une marge, la puissance simulée est inférieure de 1 à 2 points au calcul pour une dizaine de lecteurs. Viser une "
    "puissance plus élevée, ou vérifier par simulation.",
    en="With a margin the simulated power is 1 to 2 points below the calculation for about ten readers. Aim at a higher power, or "
    "check by simulation.",
)
