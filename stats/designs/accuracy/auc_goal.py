"""One area under the ROC curve against a fixed goal: DeLong's test, by the exact binormal variance.

The estimate of an area and DeLong's estimate of its standard error go together: near 1 a high estimate comes with a
small error. So the study succeeds from an observed area c, with c - z SE(c) = goal, and the power is
Phi((expected - c) / SE(expected)), less the chance of a perfect separation, which leaves no
standard error. The textbook formula with the variance under H1 alone claims up to 6 points too
much; those with the variance under H0 ask for two to three times the patients that DeLong's test needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import expit

from stats.card import Against, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.accuracy.roc_in_r import r_auc_size
from stats.formulas.cases_and_controls import SD_RATIO, CasesAndControls
from stats.formulas.roc import Model, auc_variance, binormal_scores, delong, least_auc
from stats.goals import NoEquivalence, OneSided, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_LOWER_IS_NOT_BETTER = Text(
    fr="Une AUC plus élevée est toujours favorable : choisir « une valeur plus élevée » comme sens favorable.",
    en="A higher AUC is always favourable: choose “higher” as the favourable direction.",
)
_BELOW_CHANCE = Text(
    fr="La valeur à dépasser (objectif moins la marge) est inférieure à 0,5, l'AUC d'un tirage au sort : réduire la marge.",
    en="The value to exceed (goal minus margin) is below 0.5, the AUC of chance: reduce the margin.",
)
_SKEWED = 0.8  # beyond, DeLong's untransformed test errs too often


class AucGoal(CasesAndControls):
    """Show that the area under the ROC curve of a score exceeds, or is not worse than, a goal set in advance."""

    kind: Literal["auc_goal"] = "auc_goal"
    goal: NoEquivalence
    auc: Annotated[
        float,
        Quantity(
            label=Text(fr="AUC attendue", en="Expected AUC"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Aire sous la courbe ROC plausible dans la population cible (0,5 : hasard, 1 : parfaite), d'après une "
                "validation externe plutôt que les données d'entraînement.",
                en="Plausible area under the ROC curve in the target population (0.5: chance, 1: perfect), from an external "
                "validation rather than the training data.",
            ),
            symbol="A₁",
            gt=0.5,
            lt=1,
        ),
    ]
    auc_goal: Annotated[
        float,
        Quantity(
            label=Text(fr="Objectif d'AUC à dépasser", en="AUC goal to exceed"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Valeur fixée d'avance et justifiée (pratique actuelle, méta-analyse) ; 0,5 pour seulement montrer que "
                "le score fait mieux que le hasard.",
                en="Value set in advance and justified (current practice, meta-analysis); 0.5 only to show that the score "
                "does better than chance.",
            ),
            symbol="A₀",
            ge=0.5,
            lt=1,
        ),
    ]
    sd_ratio: Annotated[float, SD_RATIO] = 1.0
    method: Annotated[
        Literal[
            "delong",
            "delong_logit",
            "binormal",
            "hanley_mcneil",
            "hanley_mcneil_null",
            "obuchowski",
            "obuchowski_null",
        ],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "delong": Text(
                    fr="test de DeLong, erreur standard binormale au seuil de succès",
                    en="DeLong test, binormal standard error at the success threshold",
                ),
                "delong_logit": Text(
                    fr="test de DeLong sur l'échelle logit, erreur standard binormale au seuil de succès",
                    en="DeLong test on the logit scale, binormal standard error at the success threshold",
                ),
                "binormal": Text(
                    fr="test de DeLong, variance binormale exacte sous H1 seulement",
                    en="DeLong test, exact binormal variance under H1 only",
                ),
                "hanley_mcneil": Text(
                    fr="Hanley et McNeil 1982, variance sous H1", en="Hanley and McNeil 1982, variance under H1"
                ),
                "hanley_mcneil_null": Text(
                    fr="Hanley et McNeil 1982, variances sous H0 et H1",
                    en="Hanley and McNeil 1982, variances under H0 and H1",
                ),
                "obuchowski": Text(fr="Obuchowski 1994, variance sous H1", en="Obuchowski 1994, variance under H1"),
                "obuchowski_null": Text(
                    fr="Obuchowski 1994, variances sous H0 et H1 (pROC)",
                    en="Obuchowski 1994, variances under H0 and H1 (pROC)",
                ),
            },
        ),
    ] = "delong"

    card: ClassVar[Card] = Card(
        title=Text(fr="AUC comparée à un objectif", en="AUC against a goal"),
        question=Text(
            fr="Le score du dispositif distingue-t-il les malades des non-malades mieux qu'un objectif fixé d'avance ?",
            en="Does the device's score tell diseased from non-diseased subjects better than a goal set in advance?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test de DeLong de l'aire sous la courbe ROC, erreur standard du modèle binormal",
            en="DeLong test of the area under the ROC curve, standard error from the binormal model",
        ),
        limits=Text(
            fr="Un score continu par patient, patients indépendants, maladie établie par une référence sans erreur, scores à "
            "peu près normaux après une transformation croissante. Puissance simulée à moins de 3 points de celle "
            "annoncée. Le test de DeLong non transformé se trompe trop souvent quand l'AUC est proche de 1 et les malades "
            "peu nombreux : risque unilatéral simulé de 6,2 % pour 2,5 % face à un objectif de 0,85 avec 35 malades et "
            "140 non-malades, contre 3,0 % sur l'échelle logit. Le risque attendu à l'effectif trouvé figure au "
            "journal du calcul. Dans une cohorte, le nombre de malades est aléatoire.",
            en="One continuous score per patient, independent patients, disease established by an error-free reference, "
            "scores roughly normal after an increasing transformation. Simulated power within 3 points of the one "
            "announced. The untransformed DeLong test errs too often when the AUC is near 1 and the diseased are few: "
            "simulated one-sided error of 6.2% for 2.5% against a goal of 0.85 with 35 diseased and 140 non-diseased, "
            "3.0% on the logit scale. The error expected at the size found stands in the journal of the calculation. In "
            "a cohort the number of diseased subjects is random.",
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
            Reference(
                "Pepe MS. The Statistical Evaluation of Medical Tests for Classification and Prediction. Oxford "
                "University Press 2003"
            ),
        ),
        measures=(Measure.AUC,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.GOAL,
        direction="higher",
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.goal.better == "lower":
            raise Refusal(_LOWER_IS_NOT_BETTER, "goal.better")
        if self._null < 0.5 - 1e-12:
            raise Refusal(_BELOW_CHANCE, "goal.margin")
        refuse_wrong_side(self.goal, self.auc - self.auc_goal, "auc")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=self._model == "binormal")

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _null(self) -> float:
        return self.auc_goal + self._test.null

    @property
    def _model(self) -> Model:
        if self.method.startswith("hanley"):
            return "hanley_mcneil"
        return "obuchowski" if self.method.startswith("obuchowski") else "binormal"

    @property
    def _logit(self) -> bool:
        return self.method == "delong_logit"

    def _error(self, auc: float, size: Size, model: Model) -> FloatArray:
        return np.sqrt(auc_variance(auc, *self.sizes(size), self.sd_ratio, model))

    def _edge(self, size: Size) -> FloatArray:
        """The smallest observed area that is a success, at the standard errors expected."""
        return least_auc(self._null, z(self._test.alpha), *self.sizes(size), self.sd_ratio, self._logit)

    def attained(self, size: Size) -> FloatArray:
        expected = self._error(self.auc, size, self._model)
        if self.method.startswith("delong"):
            power = Phi((self.auc - self._edge(size)) / expected) - Phi((self.auc - 1) / expected)
            return np.asarray(np.maximum(power, 0.0))  # an observed area of 1 has no standard error, hence no claim
        variance_at = self._null if self.method.endswith("_null") else self.auc
        critical = z(self._test.alpha) * self._error(variance_at, size, self._model)
        return np.asarray(Phi((self.auc - self._null - critical) / expected))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal scores and DeLong's test; a perfect separation has no estimated error and counts as a failure."""
        truth = self.auc if at == "alternative" else self._null
        scores = binormal_scores(rng, trials, *self.whole_sizes(size), truth, self.sd_ratio)
        auc, variance = delong(*scores)
        failed = variance <= 0
        error, critical = np.sqrt(np.where(failed, 1.0, variance)), z(self._test.alpha)
        if self._logit:
            inside = np.clip(auc, 1e-12, 1 - 1e-12)
            centre, error = np.log(inside / (1 - inside)), error / (inside * (1 - inside))
            shift = centre - np.log(self._null / (1 - self._null))
            lower, upper = (expit(centre + side * critical * error) for side in (-1, 1))
        else:
            shift = auc - self._null
            lower, upper = auc - critical * error, auc + critical * error
        p = np.where(failed, 1.0, Phi(-shift / error))
        return Trials(auc, lower, upper, p, p <= self._test.alpha, failed)

    def null_value(self) -> Value:
        return Value(self.auc_goal, Unit.NUMBER)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.option("method")

    def caution(self) -> Text | None:
        if self.method == "delong":
            return _TOO_OFTEN if self._null >= _SKEWED else None
        return _CAUTIONS.get(self.method)

    def least_success(self, size: Size) -> Phrase | None:
        edge = float(self._edge(size))
        if not np.isfinite(edge):
            return None
        return Phrase(_EDGE, {"edge": Value(edge)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        under_null = self._error(self._null, size, "binormal")
        type_one = Phi((self._null - float(self._edge(size))) / float(under_null))
        return (
            Step(_ERROR, Value(float(self._error(self.auc, size, self._model))), self.method_text()),
            Step(_ERROR_NULL, Value(float(self._error(self._null, size, self._model)))),
            Step(_TYPE_ONE, Value(float(type_one), Unit.PROPORTION), _TYPE_ONE_HOW),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        goal, alpha = self.goal, self._test.alpha
        if self._logit:
            return None
        if self.method == "obuchowski_null" and self._null == 0.5 and goal.kind == "superiority":
            side = "two.sided" if goal.sides == 2 else "one.sided"
            return (
                f"with(pROC::power.roc.test(auc = {self.auc:g}, power = {{target}}, sig.level = {goal.alpha:g}, "
                f'kappa = {self.controls_per_case:.10g}, alternative = "{side}"), ncases + ncontrols)'
            )
        return r_auc_size(self.method, self.auc, self._null, alpha, self.controls_per_case, self.sd_ratio)


_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que l'aire sous la courbe ROC dépasse l'objectif de {auc_goal}, sous une AUC attendue de {auc}, au "
        "risque de première espèce {sides} de {alpha} avec une puissance de {target}, {n_total} sujets analysables sont "
        "nécessaires ({n_arms}).",
        en="To show that the area under the ROC curve exceeds the goal of {auc_goal}, under an expected AUC of {auc}, at a "
        "{sides} type I error of {alpha} with a power of {target}, {n_total} analysable subjects are needed ({n_arms}).",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que l'aire sous la courbe ROC n'est pas inférieure de plus de {margin} à la référence de {auc_goal}, "
        "sous une AUC attendue de {auc}, au risque de première espèce unilatéral de {alpha} avec une puissance de {target}, "
        "{n_total} sujets analysables sont nécessaires ({n_arms}).",
        en="To show that the area under the ROC curve is not lower than the reference of {auc_goal} by more than {margin}, "
        "under an expected AUC of {auc}, at a one-sided type I error of {alpha} with a power of {target}, {n_total} analysable "
        "subjects are needed ({n_arms}).",
    ),
}
_EDGE = Text(
    fr="succès si l'AUC observée atteint {edge} ou mieux (avec les erreurs standards attendues)",
    en="success if the observed AUC reaches {edge} or better (with the standard errors expected)",
)
_ERROR = Text(fr="Erreur standard de l'AUC attendue", en="Standard error at the expected AUC")
_ERROR_NULL = Text(fr="Erreur standard à la valeur à dépasser", en="Standard error at the value to exceed")
_TYPE_ONE = Text(
    fr="Risque de première espèce unilatéral attendu du test de DeLong à cet effectif",
    en="One-sided type I error expected of the DeLong test at this size",
)
_TYPE_ONE_HOW = Text(
    fr="probabilité que l'AUC observée dépasse le seuil de succès quand la vraie AUC est celle de H0, loi normale",
    en="probability that the observed AUC passes the success threshold when the true AUC is that of H0, normal distribution",
)
_TOO_OFTEN = Text(
    fr="L'objectif est proche de 1 : le test de DeLong non transformé se trompe plus souvent qu'annoncé quand les malades sont "
    "peu nombreux. Préférer le test sur l'échelle logit, ou vérifier le risque réel par simulation.",
    en="The goal is near 1: the untransformed DeLong test errs more often than announced when the diseased are few. Prefer "
    "the test on the logit scale, or check the actual error by simulation.",
)
_CONSERVATIVE = Text(
    fr="Formule montrée pour comparaison : elle demande bien plus de sujets que le test de DeLong n'en exige (puissance simulée "
    "de 97 à 98 % pour 80 % annoncés, AUC de 0,92 contre 0,85).",
    en="Formula shown for comparison: it asks for many more subjects than the DeLong test needs (simulated power of 97 to 98% "
    "for 80% announced, AUC of 0.92 against 0.85).",
)
_CAUTIONS = {
    "binormal": Text(
        fr="Formule montrée pour comparaison : la variance sous H1 seule ignore l'asymétrie de l'AUC et promet jusqu'à 6 "
        "points de puissance de trop (74 % simulés pour 80 % annoncés, AUC de 0,92 contre 0,85).",
        en="Formula shown for comparison: the variance under H1 alone ignores the skewness of the AUC and promises up to 6 "
        "points of power too many (74% simulated for 80% announced, AUC of 0.92 against 0.85).",
    ),
    "hanley_mcneil": Text(
        fr="Formule montrée pour comparaison : sa variance est celle de scores exponentiels, plus grande que celle de scores "
        "normaux (puissance simulée de 90 % pour 80 % annoncés, AUC de 0,92 contre 0,85).",
        en="Formula shown for comparison: its variance is that of exponential scores, larger than that of normal scores "
        "(simulated power of 90% for 80% announced, AUC of 0.92 against 0.85).",
    ),
    "obuchowski": Text(
        fr="Formule montrée pour comparaison : sa variance omet la covariance des deux paramètres binormaux et dépasse celle "
        "de DeLong (erreur standard de 0,036 contre 0,029 pour une AUC de 0,85, 60 malades, 140 non-malades).",
        en="Formula shown for comparison: its variance leaves out the covariance of the two binormal parameters and exceeds "
        "DeLong's (standard error of 0.036 against 0.029 for an AUC of 0.85, 60 diseased, 140 non-diseased).",
    ),
    "hanley_mcneil_null": _CONSERVATIVE,
    "obuchowski_null": _CONSERVATIVE,
}
