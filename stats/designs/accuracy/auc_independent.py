"""Two areas under the ROC curve in two independent groups of patients: DeLong's test, exact binormal variances.

Each group has its diseased and healthy subjects, in the same ratio; the variances of the two areas add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Size, Step, Truth, Variant
from stats.formulas.accuracy.roc_in_r import r_independent_size
from stats.formulas.auc_difference import (
    AUC_CONTROL,
    AUC_EXPERIMENTAL,
    SENTENCES,
    check_areas,
    least_difference,
    power_of_difference,
    trials_of_difference,
)
from stats.formulas.cases_and_controls import CONTROLS_PER_CASE, SD_RATIO, SMALLEST_GROUP
from stats.formulas.roc import Model, auc_variance, binormal_scores, delong
from stats.goals import Comparison, Equivalence
from stats.quantities import Choice, Quantity, Unit, Value
from stats.rounding import LARGEST_BLOCK, block, ceil_
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials
from stats.two_arms import TwoArms

_CELLS = (
    ("experimental_diseased", Text(fr="groupe expérimental, malades", en="experimental group, diseased")),
    ("experimental_healthy", Text(fr="groupe expérimental, non-malades", en="experimental group, non-diseased")),
    ("control_diseased", Text(fr="groupe contrôle, malades", en="control group, diseased")),
    ("control_healthy", Text(fr="groupe contrôle, non-malades", en="control group, non-diseased")),
)


class AucIndependent(TwoArms):
    """Compare the areas under the ROC curve of two scores, each computed in its own group of patients."""

    kind: Literal["auc_independent"] = "auc_independent"
    goal: Comparison
    auc_experimental: Annotated[float, AUC_EXPERIMENTAL]
    auc_control: Annotated[float, AUC_CONTROL]
    controls_per_case: Annotated[float, CONTROLS_PER_CASE] = 1.0
    sd_ratio: Annotated[float, SD_RATIO] = 1.0
    sd_ratio_control: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Rapport des écarts-types dans le groupe contrôle, s'il diffère",
                en="Ratio of standard deviations in the control group, if different",
            ),
            unit=Unit.RATIO,
            help=Text(
                fr="Laisser vide si le rapport entre malades et non-malades est le même dans les deux groupes.",
                en="Leave empty when the ratio, diseased to non-diseased, is the same in both groups.",
            ),
            symbol="s₂",
            ge=0.2,
            le=5,
        ),
    ] = None
    method: Annotated[
        Literal["delong", "hanley_mcneil", "obuchowski"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "delong": Text(
                    fr="test de DeLong, variances binormales exactes", en="DeLong test, exact binormal variances"
                ),
                "hanley_mcneil": Text(fr="variances de Hanley et McNeil 1982", en="Hanley and McNeil 1982 variances"),
                "obuchowski": Text(fr="variances d'Obuchowski 1994", en="Obuchowski 1994 variances"),
            },
        ),
    ] = "delong"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(
                fr="Patients analysés, deux groupes, malades et non-malades",
                en="Patients analysed, both groups, diseased and non-diseased",
            ),
            minimum=8,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Deux AUC dans deux groupes indépendants", en="Two AUCs in two independent groups"),
        question=Text(
            fr="Le score du dispositif distingue-t-il mieux les malades des non-malades que le score de référence, chacun "
            "étant mesuré chez d'autres patients ?",
            en="Does the device's score tell diseased from non-diseased subjects better than the reference score, each being "
            "measured in other patients?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test de DeLong pour deux courbes indépendantes, variances binormales exactes",
            en="DeLong test for two independent curves, exact binormal variances",
        ),
        limits=Text(
            fr="Un score continu par patient, patients indépendants, maladie établie par une référence sans erreur, scores à "
            "peu près binormaux après une transformation croissante. Puissance simulée de 1 point au-dessous à 4 points "
            "au-dessus de celle annoncée (au-dessus quand une AUC est proche de 1 et l'autre non). Avec une dizaine de malades "
            "dans un groupe et une AUC de 0,96, le test se trompe trop souvent : risque simulé de 4,5 % pour 2,5 %. Si les deux scores "
            "peuvent être calculés chez les mêmes patients, la comparaison appariée demande bien moins de patients.",
            en="One continuous score per patient, independent patients, disease established by an error-free reference, "
            "scores roughly binormal after an increasing transformation. Simulated power from 1 point below to 4 points "
            "above the one announced (above when one AUC is near 1 and the other is not). With some ten diseased "
            "subjects in a group and an AUC of 0.96 the test errs too often: simulated error of 4.5% for 2.5%. When both scores can be "
            "computed in the same patients, the paired comparison asks for far fewer patients.",
        ),
        references=(
            Reference(
                "DeLong ER, DeLong DM, Clarke-Pearson DL. Comparing the areas under two or more correlated receiver "
                "operating characteristic curves: a nonparametric approach. Biometrics 1988;44:837-45",
                "10.2307/2531595",
            ),
            Reference(
                "Hanley JA, McNeil BJ. The meaning and use of the area under a receiver operating characteristic (ROC) "
                "curve. Radiology 1982;143:29-36",
                "10.1148/radiology.143.1.7063747",
            ),
        ),
        measures=(Measure.AUC_DIFFERENCE,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.OTHER_ARM,
        direction="higher",
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        check_areas(self.goal, self.auc_experimental, self.auc_control)
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=self.method == "delong")

    @property
    def _sd_ratios(self) -> tuple[float, float]:
        return self.sd_ratio, self.sd_ratio_control or self.sd_ratio

    @property
    def _blocks(self) -> tuple[int, ...] | None:
        """The smallest numbers in the four cells that respect both ratios; None when they make too large a block."""
        groups, subjects = block(self.allocation), block(1 / self.controls_per_case)
        if groups is None or subjects is None:
            return None
        parts = tuple(one * other for one in groups for other in subjects)
        return parts if sum(parts) <= LARGEST_BLOCK else None

    def split(self, total: float) -> tuple[float, ...]:
        experimental, control = super().split(total)
        share = 1 / (1 + self.controls_per_case)
        return experimental * share, experimental * (1 - share), control * share, control * (1 - share)

    def _cells(self, needed: tuple[float, ...]) -> tuple[int, ...]:
        parts = self._blocks
        if parts is None:
            return tuple(ceil_(one) for one in needed)
        times = max(ceil_(one / part) for one, part in zip(needed, parts, strict=True))
        return tuple(times * part for part in parts)

    def _rounded_cells(self, total: float) -> tuple[int, ...]:
        return self._cells(tuple(max(one, SMALLEST_GROUP) for one in self.split(total)))

    def whole(self, total: float) -> int:
        return sum(self._rounded_cells(total))

    def arms(self, total: int) -> tuple[Arm, ...]:
        parts = self._blocks
        if parts is not None:
            cells = self._rounded_cells(total) if total % sum(parts) else [one * total // sum(parts) for one in parts]
        else:  # each cell rounded down, then the largest remainders up, to the total
            exact = self.split(total)
            cells = [max(int(one), SMALLEST_GROUP) for one in exact]
            order = sorted(range(4), key=lambda place: cells[place] - exact[place])
            for place in range(max(total - sum(cells), 0)):
                cells[order[place % 4]] += 1
        return tuple(Arm(name, label, size) for (name, label), size in zip(_CELLS, cells, strict=True))

    def enrolled(self, total: int, kept: float) -> int:
        return sum(self._cells(tuple(arm.size / kept for arm in self.arms(total))))

    @property
    def step(self) -> int:
        parts = self._blocks
        return sum(parts) if parts else 1

    def _variances(self, size: Size) -> tuple[FloatArray, FloatArray]:
        model: Model = "binormal" if self.method == "delong" else self.method
        variances = []
        for auc, s, group in zip(
            (self.auc_experimental, self.auc_control), self._sd_ratios, self.sizes(size), strict=True
        ):
            cases = group / (1 + self.controls_per_case)
            variances.append(auc_variance(auc, cases, group - cases, s, model))
        return variances[0], variances[1]

    def _error(self, size: Size) -> FloatArray:
        return np.asarray(np.sqrt(sum(self._variances(size))))

    def attained(self, size: Size) -> FloatArray:
        return power_of_difference(self.goal, self.auc_experimental - self.auc_control, self._error(size))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal scores in both groups and DeLong's test of the difference of two independent areas."""
        cells = [arm.size for arm in self.arms(int(np.asarray(size["participants"])))]
        first = self.auc_experimental if at == "alternative" else self.auc_control + self.goal.tests()[-1].null
        one = delong(*binormal_scores(rng, trials, cells[0], cells[1], first, self._sd_ratios[0]))
        other = delong(*binormal_scores(rng, trials, cells[2], cells[3], self.auc_control, self._sd_ratios[1]))
        return trials_of_difference(self.goal, one[0] - other[0], one[1] + other[1])

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.option("method")

    def caution(self) -> Text | None:
        return None if self.method == "delong" else _CAUTION

    def least_success(self, size: Size) -> Phrase | None:
        return least_difference(self.goal, float(self._error(size)))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        first, second = (float(one) for one in self._variances(size))
        return (
            Step(_FIRST, Value(first**0.5), self.method_text()),
            Step(_SECOND, Value(second**0.5)),
            Step(_ERROR, Value((first + second) ** 0.5)),
        )

    def sentence(self) -> Text:
        fr, en = SENTENCES[self.goal.kind]
        return Text(
            fr=fr + "{n_total} patients analysables sont nécessaires dans deux groupes indépendants ({n_arms}).",
            en=en + "{n_total} analysable patients are needed in two independent groups ({n_arms}).",
        )

    def r_call(self) -> str | None:
        goal = self.goal
        if isinstance(goal, Equivalence):
            return None
        test = goal.tests()[0]
        return r_independent_size(
            self.method,
            (self.auc_experimental, self.auc_control),
            self._sd_ratios,
            self.auc_experimental - self.auc_control - test.null,
            test.alpha,
            (self.allocation, self.controls_per_case),
        )


_FIRST = Text(fr="Erreur standard de l'AUC expérimentale", en="Standard error of the experimental AUC")
_SECOND = Text(fr="Erreur standard de l'AUC du comparateur", en="Standard error of the comparator's AUC")
_ERROR = Text(fr="Erreur standard de la différence", en="Standard error of the difference")
_CAUTION = Text(
    fr="Formule montrée pour comparaison : pour des scores normaux sa variance dépasse le plus souvent celle du test de DeLong, "
    "qui a alors plus de puissance qu'annoncé.",
    en="Formula shown for comparison: for normal scores its variance mostly exceeds that of the DeLong test, which then has more "
    "power than announced.",
)
