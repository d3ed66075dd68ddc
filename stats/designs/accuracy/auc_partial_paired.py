"""Two partial areas under the ROC curve on the same patients, between two false positive rates.

The test compares the empirical partial areas by the variance of their components, patient by patient; its variance
under the binormal model is integrated. The method of Obuchowski and McClish, as coded in pROC, is the other choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step, Truth, Variant
from stats.formulas.accuracy.paired_scores import PairedScores
from stats.formulas.accuracy.partial_auc import component_covariances, empirical_components, partial_area
from stats.formulas.accuracy.roc_in_r import r_proc_paired
from stats.formulas.auc_difference import (
    check_direction,
    least_difference,
    power_of_difference,
    trials_of_difference,
)
from stats.formulas.roc import binormal_estimate_terms, paired_scores
from stats.goals import NoEquivalence, refuse_wrong_side
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_RATE_HELP = Text(
    fr="Borne de la zone du plan ROC qui compte pour la décision, en taux de faux positifs (1 - spécificité).",
    en="Bound of the part of the ROC plane that matters for the decision, as a false positive rate (1 - specificity).",
)


class AucPartialPaired(PairedScores):
    """Compare the partial areas under the ROC curve of two scores computed on the same patients."""

    kind: Literal["auc_partial_paired"] = "auc_partial_paired"
    goal: NoEquivalence
    fpr_from: Annotated[
        float,
        Quantity(
            label=Text(fr="Taux de faux positifs, de", en="False positive rate, from"),
            unit=Unit.PROPORTION,
            help=_RATE_HELP,
            ge=0,
            lt=1,
        ),
    ] = 0.0
    fpr_to: Annotated[
        float,
        Quantity(
            label=Text(fr="Taux de faux positifs, à", en="False positive rate, to"),
            unit=Unit.PROPORTION,
            help=_RATE_HELP,
            gt=0,
            le=1,
        ),
    ]
    difference: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Différence d'AUC partielles, si elle est fixée", en="Difference in partial AUCs, if fixed"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Laisser vide : elle découle des deux courbes. À renseigner seulement pour retenir une valeur arrondie.",
                en="Leave empty: it follows from the two curves. Fill in only to keep a rounded value.",
            ),
            symbol="δ",
            gt=-1,
            lt=1,
        ),
    ] = None
    method: Annotated[
        Literal["empirical", "obuchowski_mcclish"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "empirical": Text(
                    fr="AUC partielles empiriques, variance de leurs composantes sous le modèle binormal",
                    en="empirical partial AUCs, variance of their components under the binormal model",
                ),
                "obuchowski_mcclish": Text(
                    fr="paramètres binormaux, variances sous H0 et H1 (Obuchowski et McClish, pROC)",
                    en="binormal parameters, variances under H0 and H1 (Obuchowski and McClish, pROC)",
                ),
            },
        ),
    ] = "empirical"

    card: ClassVar[Card] = Card(
        title=Text(fr="Deux AUC partielles sur les mêmes patients", en="Two partial AUCs on the same patients"),
        question=Text(
            fr="Dans la zone de spécificité utile, le score du dispositif distingue-t-il mieux les malades que le score de "
            "référence, chez les mêmes patients ?",
            en="In the range of specificity that matters, does the device's score find the diseased better than the reference "
            "score, in the same patients?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test apparié des AUC partielles empiriques, variance de leurs composantes sous le modèle binormal",
            en="paired test of the empirical partial AUCs, variance of their components under the binormal model",
        ),
        limits=Text(
            fr="Deux scores continus pour chaque patient, patients indépendants, maladie établie par une référence sans "
            "erreur, scores à peu près binormaux. Zone fixée avant l'étude. Approximation normale de grands échantillons : "
            "puissance simulée de 76 % pour 80 % annoncés avec 39 malades et 39 non-malades (taux de 0,1 à 0,4), de 79 % avec "
            "100 et 100. Vérifier par simulation quand la zone contient moins de 20 non-malades. pROC compare les AUC "
            "partielles par rééchantillonnage, non par une formule.",
            en="Two continuous scores per patient, independent patients, disease established by an error-free reference, "
            "scores roughly binormal. Range fixed before the study. Large-sample normal approximation: "
            "simulated power of 76% for 80% announced with 39 diseased and 39 non-diseased (rates 0.1 to 0.4), of 79% with 100 "
            "and 100. Check by simulation when the range holds fewer than 20 non-diseased subjects. pROC compares partial AUCs by resampling, "
            "not by a formula.",
        ),
        references=(
            Reference(
                "DeLong ER, DeLong DM, Clarke-Pearson DL. Comparing the areas under two or more correlated receiver "
                "operating characteristic curves: a nonparametric approach. Biometrics 1988;44:837-45",
                "10.2307/2531595",
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
        check_direction(self.goal)
        if self.fpr_to <= self.fpr_from:
            raise Refusal(_NO_RANGE, "fpr_to")
        null = partial_area(self.auc_control, self.sd_ratios[1], self._rates) + self.goal.tests()[0].null
        if not 0 < null < self.fpr_to - self.fpr_from:
            raise Refusal(_MARGIN_TOO_LARGE, "goal.margin")
        refuse_wrong_side(self.goal, self._difference, "auc_experimental" if self.difference is None else "difference")
        return self

    @property
    def _rates(self) -> tuple[float, float]:
        return self.fpr_from, self.fpr_to

    @property
    def _areas(self) -> tuple[float, float]:
        first, second = (partial_area(auc, s, self._rates) for auc, s in zip(self.aucs, self.sd_ratios, strict=True))
        return first, second

    @property
    def _difference(self) -> float:
        first, second = self._areas
        return first - second if self.difference is None else self.difference

    def _errors(self, size: Size) -> tuple[FloatArray, FloatArray]:
        """Standard errors of the difference under H1, and as the formula takes it under H0."""
        cases, controls = self.sizes(size)
        model = self.aucs, self.sd_ratios, self.correlations
        if self.method == "obuchowski_mcclish":
            first, second, covariance = binormal_estimate_terms(*model, self.controls_per_case, self._rates)
            return np.sqrt((first + second - 2 * covariance) / cases), np.sqrt(2 * (first - covariance) / cases)
        diseased, healthy = component_covariances(*model, self._rates)
        parts = [one[0, 0] + one[1, 1] - 2 * one[0, 1] for one in (diseased, healthy)]
        expected = np.sqrt(parts[0] / cases + parts[1] / controls)
        return expected, expected

    def attained(self, size: Size) -> FloatArray:
        return power_of_difference(self.goal, self._difference, *self._errors(size))

    def _true_aucs(self, at: Truth) -> tuple[float, float]:
        """At the null, the full area of the experimental score that puts its partial area at the boundary."""
        if at == "alternative":
            return self.aucs
        from scipy.optimize import brentq

        null = self._areas[1] + self.goal.tests()[0].null
        root = brentq(lambda auc: partial_area(auc, self.sd_ratios[0], self._rates) - null, 1e-6, 1 - 1e-9)
        return float(root), self.auc_control

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Correlated normal scores of the same patients, their empirical partial areas and the paired test."""
        scores = paired_scores(
            rng, trials, self.whole_sizes(size), self._true_aucs(at), self.sd_ratios, self.correlations
        )
        one, other = (empirical_components(*score, self._rates) for score in scores)
        diseased, healthy = one[1] - other[1], one[2] - other[2]
        n, m = diseased.shape[1], healthy.shape[1]
        variance = diseased.var(axis=1, ddof=1) / n + healthy.var(axis=1, ddof=1) / m
        return trials_of_difference(self.goal, one[0] - other[0], variance)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.option("method")

    def caution(self) -> Text | None:
        return _CAUTIONS.get(self.method)

    def least_success(self, size: Size) -> Phrase | None:
        return least_difference(self.goal, float(self._errors(size)[1]))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        first, second = self._areas
        return (
            Step(_FIRST, Value(first)),
            Step(_SECOND, Value(second)),
            Step(_ERROR, Value(float(self._errors(size)[0])), self.method_text()),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        if self.method != "obuchowski_mcclish":
            return None
        test = self.goal.tests()[0]
        return r_proc_paired(
            self.aucs,
            self.sd_ratios,
            self.correlations,
            self._difference - test.null,
            test.alpha,
            self.controls_per_case,
            self._rates,
        )


_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence d'AUC partielles entre les taux de faux positifs de {fpr_from} et {fpr_to} "
        "(AUC complètes de {auc_experimental} contre {auc_control}), au risque de première espèce {sides} de {alpha} avec une "
        "puissance de {target}, {n_total} patients analysables ayant les deux scores sont nécessaires ({n_arms}).",
        en="To detect a difference in partial AUCs between false positive rates of {fpr_from} and {fpr_to} (full AUCs of "
        "{auc_experimental} against {auc_control}), at a {sides} type I error of {alpha} with a power of {target}, {n_total} "
        "analysable patients with both scores are needed ({n_arms}).",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que l'AUC partielle entre les taux de faux positifs de {fpr_from} et {fpr_to} n'est pas inférieure de "
        "plus de {margin} à celle du comparateur (AUC complètes de {auc_experimental} et {auc_control}), au risque de "
        "première espèce unilatéral de {alpha} avec une puissance de {target}, {n_total} patients analysables ayant les deux "
        "scores sont nécessaires ({n_arms}).",
        en="To show that the partial AUC between false positive rates of {fpr_from} and {fpr_to} is not lower than the "
        "comparator's by more than {margin} (full AUCs of {auc_experimental} and {auc_control}), at a one-sided type I error "
        "of {alpha} with a power of {target}, {n_total} analysable patients with both scores are needed ({n_arms}).",
    ),
}
_NO_RANGE = Text(
    fr="La fin de la zone doit dépasser son début, en taux de faux positifs.",
    en="The end of the range must exceed its start, as false positive rates.",
)
_MARGIN_TOO_LARGE = Text(
    fr="La marge dépasse l'AUC partielle du comparateur : la réduire. Une AUC partielle vaut au plus la largeur de la zone.",
    en="The margin exceeds the comparator's partial AUC: reduce it. A partial AUC is at most the width of the range.",
)
_FIRST = Text(fr="AUC partielle expérimentale", en="Experimental partial AUC")
_SECOND = Text(fr="AUC partielle du comparateur", en="Comparator's partial AUC")
_ERROR = Text(fr="Erreur standard de la différence", en="Standard error of the difference")
_CAUTIONS = {
    "empirical": Text(
        fr="Formule de grands échantillons : la puissance simulée est inférieure de 2 points avec une centaine de malades et de "
        "4 points avec une quarantaine. Viser une puissance plus élevée, ou vérifier par simulation.",
        en="Large-sample formula: the simulated power is 2 points lower with about a hundred diseased and 4 points lower with "
        "about forty. Aim at a higher power, or check by simulation.",
    ),
    "obuchowski_mcclish": Text(
        fr="Formule montrée pour comparaison : telle que la code pROC, sa variance omet la covariance des deux paramètres "
        "binormaux et, sous H0, donne aux deux scores la variance du premier.",
        en="Formula shown for comparison: as coded in pROC, its variance leaves out the covariance of the two binormal "
        "parameters and, under H0, gives both scores the variance of the first.",
    ),
}
