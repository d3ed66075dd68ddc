"""Two areas under the ROC curve on the same patients: DeLong's paired test, by the exact binormal variance.

Var(A1 - A2) = Var(A1) + Var(A2) - 2 Cov(A1, A2), each from bivariate normal integrals: two scores of one patient are
correlated, by an amount that may differ between diseased and healthy subjects.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.accuracy.paired_scores import PairedScores
from stats.formulas.accuracy.roc_in_r import r_paired_size, r_proc_paired
from stats.formulas.auc_difference import (
    SENTENCES,
    check_areas,
    least_difference,
    power_of_difference,
    trials_of_difference,
)
from stats.formulas.roc import (
    Model,
    auc_covariance,
    auc_variance,
    binormal_estimate_terms,
    delong_paired,
    paired_scores,
)
from stats.goals import Comparison, Equivalence
from stats.quantities import Choice, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class AucPaired(PairedScores):
    """Compare the areas under the ROC curve of two scores computed on the same patients."""

    kind: Literal["auc_paired"] = "auc_paired"
    goal: Comparison
    method: Annotated[
        Literal["delong", "hanley_mcneil", "obuchowski_mcclish"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "delong": Text(
                    fr="test apparié de DeLong, variance et covariance binormales exactes",
                    en="paired DeLong test, exact binormal variance and covariance",
                ),
                "hanley_mcneil": Text(
                    fr="variances de Hanley et McNeil, corrélation binormale des deux aires",
                    en="Hanley and McNeil variances, binormal correlation of the two areas",
                ),
                "obuchowski_mcclish": Text(
                    fr="paramètres binormaux, variances sous H0 et H1 (Obuchowski et McClish, pROC)",
                    en="binormal parameters, variances under H0 and H1 (Obuchowski and McClish, pROC)",
                ),
            },
        ),
    ] = "delong"

    card: ClassVar[Card] = Card(
        title=Text(fr="Deux AUC sur les mêmes patients", en="Two AUCs on the same patients"),
        question=Text(
            fr="Le score du dispositif distingue-t-il mieux les malades des non-malades que le score ou la pratique de "
            "référence, chez les mêmes patients ?",
            en="Does the device's score tell diseased from non-diseased subjects better than the reference score or practice, "
            "in the same patients?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test apparié de DeLong, variance et covariance binormales exactes",
            en="paired DeLong test, exact binormal variance and covariance",
        ),
        limits=Text(
            fr="Deux scores continus pour chaque patient, patients indépendants, maladie établie par une référence sans "
            "erreur, scores à peu près binormaux après une transformation croissante. La corrélation compte beaucoup : "
            "la mesurer sur un jeu pilote et étudier une valeur plus faible. Puissance simulée de 1 point au-dessous à 4 "
            "points au-dessus de celle annoncée (au-dessus quand une AUC est proche de 1 et l'autre non). Pour plusieurs lecteurs, voir les études multi-lecteurs.",
            en="Two continuous scores per patient, independent patients, disease established by an error-free reference, "
            "scores roughly binormal after an increasing transformation. The correlation matters much: measure it on pilot "
            "data and look at a lower value. Simulated power from 1 point below to 4 points above the one announced (above "
            "when one AUC is near 1 and the other is not). For several readers see multi-reader studies.",
        ),
        references=(
            Reference(
                "DeLong ER, DeLong DM, Clarke-Pearson DL. Comparing the areas under two or more correlated receiver "
                "operating characteristic curves: a nonparametric approach. Biometrics 1988;44:837-45",
                "10.2307/2531595",
            ),
            Reference(
                "Hanley JA, McNeil BJ. A method of comparing the areas under receiver operating characteristic curves "
                "derived from the same cases. Radiology 1983;148:839-43",
                "10.1148/radiology.148.3.6878708",
            ),
            Reference(
                "Obuchowski NA, McClish DK. Sample size determination for diagnostic accuracy studies involving binormal "
                "ROC curve indices. Stat Med 1997;16:1529-42",
                "10.1002/(SICI)1097-0258(19970715)16:13<1529::AID-SIM565>3.0.CO;2-H",
            ),
        ),
        measures=(Measure.AUC_DIFFERENCE,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.SAME_PARTICIPANTS,
        direction="higher",
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        check_areas(self.goal, self.auc_experimental, self.auc_control)
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=self.method == "delong")

    def _moments(self, size: Size) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Variances of the two areas and their covariance, by the method chosen."""
        sizes = self.sizes(size)
        if self.method == "obuchowski_mcclish":
            terms = binormal_estimate_terms(self.aucs, self.sd_ratios, self.correlations, self.controls_per_case)
            return terms[0] / sizes[0], terms[1] / sizes[0], terms[2] / sizes[0]
        exact = [auc_variance(auc, *sizes, s) for auc, s in zip(self.aucs, self.sd_ratios, strict=True)]
        covariance = auc_covariance(self.aucs, self.sd_ratios, self.correlations, *sizes)
        if self.method == "delong":
            return exact[0], exact[1], covariance
        model: Model = "hanley_mcneil"
        first, second = (auc_variance(auc, *sizes, model=model) for auc in self.aucs)
        return first, second, covariance * np.sqrt(first * second / (exact[0] * exact[1]))

    def _errors(self, size: Size) -> tuple[FloatArray, FloatArray]:
        """Standard errors of the difference under H1, and as the formula takes it under H0."""
        first, second, covariance = self._moments(size)
        expected = np.sqrt(first + second - 2 * covariance)
        if self.method == "obuchowski_mcclish":
            return expected, np.sqrt(2 * first - 2 * covariance)
        return expected, expected

    def attained(self, size: Size) -> FloatArray:
        expected, under_null = self._errors(size)
        return power_of_difference(self.goal, self.auc_experimental - self.auc_control, expected, under_null)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Correlated normal scores of the same patients and DeLong's paired test."""
        null = self.auc_control + self.goal.tests()[-1].null
        aucs = self.aucs if at == "alternative" else (null, self.auc_control)
        scores = paired_scores(rng, trials, self.whole_sizes(size), aucs, self.sd_ratios, self.correlations)
        return trials_of_difference(self.goal, *delong_paired(*scores))

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.option("method")

    def caution(self) -> Text | None:
        return _CAUTIONS.get(self.method)

    def least_success(self, size: Size) -> Phrase | None:
        return least_difference(self.goal, float(self._errors(size)[1]))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        first, second, covariance = (float(one) for one in self._moments(size))
        return (
            Step(_FIRST, Value(first**0.5)),
            Step(_SECOND, Value(second**0.5)),
            Step(_CORRELATION, Value(covariance / (first * second) ** 0.5)),
            Step(_ERROR, Value(float(self._errors(size)[0])), self.method_text()),
        )

    def sentence(self) -> Text:
        fr, en = SENTENCES[self.goal.kind]
        return Text(
            fr=fr
            + "pour des scores corrélés à {correlation_diseased} chez les malades et {correlation_healthy} chez les "
            "non-malades, {n_total} patients analysables ayant les deux scores sont nécessaires ({n_arms}).",
            en=en + "with scores correlated at {correlation_diseased} among diseased and {correlation_healthy} among "
            "non-diseased subjects, {n_total} analysable patients with both scores are needed ({n_arms}).",
        )

    def r_call(self) -> str | None:
        goal = self.goal
        if isinstance(goal, Equivalence) or self.method == "hanley_mcneil":
            return None
        test = goal.tests()[0]
        difference = self.auc_experimental - self.auc_control - test.null
        write = r_paired_size if self.method == "delong" else r_proc_paired
        return write(self.aucs, self.sd_ratios, self.correlations, difference, test.alpha, self.controls_per_case)


_FIRST = Text(fr="Erreur standard de la première AUC", en="Standard error of the first AUC")
_SECOND = Text(fr="Erreur standard de la seconde AUC", en="Standard error of the second AUC")
_CORRELATION = Text(fr="Corrélation des deux AUC estimées", en="Correlation of the two estimated AUCs")
_ERROR = Text(fr="Erreur standard de la différence", en="Standard error of the difference")
_CAUTIONS = {
    "hanley_mcneil": Text(
        fr="Formule montrée pour comparaison : ses variances sont celles de scores exponentiels, plus grandes que celles de "
        "scores normaux quand l'AUC dépasse 0,8 environ.",
        en="Formula shown for comparison: its variances are those of exponential scores, larger than those of normal scores "
        "when the AUC exceeds about 0.8.",
    ),
    "obuchowski_mcclish": Text(
        fr="Formule montrée pour comparaison : telle que la code pROC, sa variance omet la covariance des deux paramètres "
        "binormaux et, sous H0, donne aux deux scores la variance du premier. La puissance simulée du test de DeLong est de "
        "89 à 96 % pour 80 % annoncés, mais de 75 % pour 90 % quand les deux AUC ont des variances très différentes.",
        en="Formula shown for comparison: as coded in pROC, its variance leaves out the covariance of the two binormal "
        "parameters and, under H0, gives both scores the variance of the first. The simulated power of the DeLong test is 89 "
        "to 96% for 80% announced, but 75% for 90% when the two AUCs have very different variances.",
    ),
}
