"""Precision of one area under the ROC curve: the size for which its confidence interval is narrow enough.

The width is that of the interval at the expected area, with the expected standard error. With an assurance, the standard
error is raised by what DeLong's estimate of it varies between studies: each subject moves both parts of the estimate, by
an amount whose variance is an integral over the binormal model. No hypothesis is tested.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np
from scipy.special import expit, logit

from stats.card import Against, Attained, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.accuracy.roc_in_r import r_width_size
from stats.formulas.cases_and_controls import SD_RATIO, CasesAndControls
from stats.formulas.roc import Model, auc_variance, binormal_scores, delong, delong_expected, spread_of_estimate
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class AucPrecision(CasesAndControls):
    """Estimate the area under the ROC curve of a score with a confidence interval of a given full width."""

    kind: Literal["auc_precision"] = "auc_precision"
    goal: Precision
    auc: Annotated[
        float,
        Quantity(
            label=Text(fr="AUC attendue", en="Expected AUC"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Aire sous la courbe ROC plausible dans la population cible (0,5 : hasard, 1 : parfaite). Parmi les valeurs "
                "plausibles, la plus faible demande le plus de sujets.",
                en="Plausible area under the ROC curve in the target population (0.5: chance, 1: perfect). Among plausible "
                "values the lowest asks for most subjects.",
            ),
            symbol="A",
            ge=0.5,
            lt=1,
        ),
    ]
    sd_ratio: Annotated[float, SD_RATIO] = 1.0
    method: Annotated[
        Literal["delong", "delong_logit", "hanley_mcneil", "obuchowski"],
        Choice(
            label=Text(fr="Intervalle de confiance", en="Confidence interval"),
            options={
                "delong": Text(
                    fr="DeLong, erreur standard du modèle binormal exact",
                    en="DeLong, standard error from the exact binormal model",
                ),
                "delong_logit": Text(
                    fr="DeLong sur l'échelle logit, erreur standard du modèle binormal exact",
                    en="DeLong on the logit scale, standard error from the exact binormal model",
                ),
                "hanley_mcneil": Text(
                    fr="erreur standard de Hanley et McNeil 1982 (presize)",
                    en="Hanley and McNeil 1982 standard error (presize)",
                ),
                "obuchowski": Text(fr="erreur standard d'Obuchowski 1994", en="Obuchowski 1994 standard error"),
            },
        ),
    ] = "delong"

    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'une AUC", en="Precision of an AUC"),
        question=Text(
            fr="Avec quelle précision l'aire sous la courbe ROC du score sera-t-elle connue ?",
            en="How precisely will the area under the ROC curve of the score be known?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur totale de l'intervalle de DeLong à l'AUC attendue, erreur standard du modèle binormal exact",
            en="full width of the DeLong interval at the expected AUC, standard error from the exact binormal model",
        ),
        limits=Text(
            fr="Un score continu par patient, patients indépendants, maladie établie par une référence sans erreur, scores à "
            "peu près normaux après une transformation croissante. Sans assurance, la largeur observée dépasse celle "
            "annoncée environ une fois sur deux ; avec une assurance, la probabilité simulée de la tenir est celle voulue ou jusqu'à 6 "
            "points de plus. Près de 1 et avec peu de malades, l'intervalle de DeLong non transformé "
            "couvre trop peu (84 % simulés pour 95 %, AUC de 0,95, 21 malades et 21 non-malades) : préférer l'échelle logit. "
            "MRMCsamplesize (sampleSize_Standalone) ajoute un terme de puissance à cette question de précision et donne "
            "deux fois plus de sujets (215 malades au lieu de 105 pour une AUC de 0,9 à plus ou moins 0,05).",
            en="One continuous score per patient, independent patients, disease established by an error-free reference, "
            "scores roughly normal after an increasing transformation. Without an assurance the observed width exceeds the "
            "one announced about half of the time; with an assurance, the simulated probability of keeping it is the one wanted or up "
            "to 6 points more. Near 1 and with few diseased, the untransformed DeLong interval covers "
            "too little (84% simulated for 95%, AUC of 0.95, 21 diseased and 21 non-diseased): prefer the logit scale. MRMCsamplesize "
            "(sampleSize_Standalone) adds a power term to this question of precision and gives twice as many subjects "
            "(215 diseased instead of 105 for an AUC of 0.9 within plus or minus 0.05).",
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
            Reference(
                "Obuchowski NA. Computing sample size for receiver operating characteristic studies. Invest Radiol "
                "1994;29:238-43",
                "10.1097/00004424-199402000-00020",
            ),
        ),
        measures=(Measure.AUC,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=self.method.startswith("delong"))

    @property
    def _critical(self) -> float:
        return z((1 - self.goal.confidence) / 2)

    def _bounds(self, auc: FloatArray, variance: FloatArray) -> tuple[FloatArray, FloatArray]:
        half = self._critical * np.sqrt(variance)
        if self.method == "delong_logit":
            inside = np.clip(auc, 1e-12, 1 - 1e-12)
            half = half / (inside * (1 - inside))
            return np.asarray(expit(logit(inside) - half)), np.asarray(expit(logit(inside) + half))
        return auc - half, auc + half

    def _by_formula(self, auc: FloatArray, sizes: tuple[FloatArray, FloatArray]) -> FloatArray:
        """The variance by Hanley and McNeil's or Obuchowski's formula at an observed area."""
        model: Model = "hanley_mcneil" if self.method == "hanley_mcneil" else "obuchowski"
        return auc_variance(auc, *sizes, model=model)

    def _interval(self, size: Size) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Bounds of the expected interval, and by how much it is widened for the assurance."""
        sizes, assurance = self.sizes(size), self.goal.assurance
        quantile = 0.0 if assurance is None else z(1 - assurance)
        if self.method.startswith("delong"):
            variance = delong_expected(self.auc, *sizes, self.sd_ratio)
            wider = 1 + quantile * spread_of_estimate(self.auc, *sizes, self.sd_ratio) / 2
        else:  # the formula is a function of the observed area alone: wide intervals come with low areas
            error = np.sqrt(auc_variance(self.auc, *sizes, self.sd_ratio))
            low = np.asarray(np.maximum(self.auc - quantile * error, 0.5))
            variance = self._by_formula(np.asarray(self.auc), sizes)
            wider = np.sqrt(self._by_formula(low, sizes) / variance)
        lower, upper = self._bounds(np.broadcast_to(np.asarray(self.auc), variance.shape), variance)
        return lower, upper, np.asarray(wider)

    def attained(self, size: Size) -> FloatArray:
        lower, upper, wider = self._interval(size)
        return np.asarray((upper - lower) * wider)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal scores and the interval; `claimed` says that it contains the true area. There is no null hypothesis."""
        sizes = self.whole_sizes(size)
        auc, variance = delong(*binormal_scores(rng, trials, *sizes, self.auc, self.sd_ratio))
        if not self.method.startswith("delong"):
            whole = np.asarray(float(sizes[0])), np.asarray(float(sizes[1]))
            variance = self._by_formula(np.minimum(auc, 1 - 1e-12), whole)
        failed = (variance <= 0) | (auc >= 1)
        lower, upper = self._bounds(auc, np.where(failed, 1.0, variance))
        covered = ~failed & (lower <= self.auc) & (self.auc <= upper)
        return Trials(auc, lower, upper, np.full(trials, np.nan), covered, failed)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        name = self.option("method")
        return Text(
            fr=f"largeur totale de l'intervalle à l'AUC attendue, {name.fr}",
            en=f"full width of the interval at the expected AUC, {name.en}",
        )

    def caution(self) -> Text | None:
        return None if self.method.startswith("delong") else _CAUTION

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        lower, upper, wider = (float(one) for one in self._interval(size))
        expected = np.sqrt(auc_variance(self.auc, *self.sizes(size), self.sd_ratio))
        assured = () if self.goal.assurance is None else (Step(_WIDER, Value(wider), _WIDER_HOW),)
        return (
            Step(_ERROR, Value(float(expected))),
            Step(_LOWER, Value(lower)),
            Step(_UPPER, Value(upper)),
            *assured,
        )

    def sentence(self) -> Text:
        return _SENTENCE if self.goal.assurance is None else _ASSURED

    def r_call(self) -> str | None:
        if self.goal.assurance is not None or self.method == "delong_logit":
            return None
        return r_width_size(self.method, self.auc, self._critical, self.controls_per_case, self.sd_ratio)


_SENTENCE = Text(
    fr="Pour estimer une aire sous la courbe ROC attendue de {auc} avec un intervalle de confiance à {confidence} de largeur "
    "totale {target} au plus, {n_total} sujets analysables sont nécessaires ({n_arms}).",
    en="To estimate an expected area under the ROC curve of {auc} with a {confidence} confidence interval of full width "
    "{target} at most, {n_total} analysable subjects are needed ({n_arms}).",
)
_ASSURED = Text(
    fr="Pour estimer une aire sous la courbe ROC attendue de {auc} avec un intervalle de confiance à {confidence} dont la "
    "largeur totale ne dépasse pas {target} avec une probabilité de {assurance}, {n_total} sujets analysables sont "
    "nécessaires ({n_arms}).",
    en="To estimate an expected area under the ROC curve of {auc} with a {confidence} confidence interval whose full width "
    "does not exceed {target} with a probability of {assurance}, {n_total} analysable subjects are needed ({n_arms}).",
)
_ERROR = Text(
    fr="Erreur standard de l'AUC, modèle binormal exact", en="Standard error of the AUC, exact binormal model"
)
_WIDER = Text(
    fr="Élargissement de cet intervalle pour l'assurance voulue",
    en="Widening of this interval for the assurance wanted",
)
_WIDER_HOW = Text(
    fr="d'après la variation de l'erreur standard estimée d'une étude à l'autre",
    en="from the variation of the estimated standard error between studies",
)
_LOWER = Text(fr="Borne inférieure attendue", en="Expected lower bound")
_UPPER = Text(fr="Borne supérieure attendue", en="Expected upper bound")
_CAUTION = Text(
    fr="Formule montrée pour comparaison : pour des scores normaux, cette erreur standard dépasse le plus souvent celle de "
    "l'intervalle de DeLong, et le nombre de sujets avec elle.",
    en="Formula shown for comparison: for normal scores this standard error mostly exceeds that of the DeLong interval, and the "
    "number of subjects with it.",
)
