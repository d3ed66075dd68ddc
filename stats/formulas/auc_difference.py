"""What the comparisons of two areas under ROC curves share: their goals, the power of DeLong's test, its outcome."""

from __future__ import annotations

import numpy as np

from stats.goals import AnyComparison, Equivalence, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_LOWER_IS_NOT_BETTER = Text(
    fr="Une AUC plus élevée est toujours favorable : choisir « une valeur plus élevée » comme sens favorable.",
    en="A higher AUC is always favourable: choose “higher” as the favourable direction.",
)
_OUT_OF_RANGE = Text(
    fr="L'AUC du comparateur à la marge près sort de l'intervalle ]0 ; 1[ : réduire la marge.",
    en="The comparator's AUC shifted by the margin leaves the interval (0, 1): reduce the margin.",
)

AUC_EXPERIMENTAL = Quantity(
    label=Text(fr="AUC attendue du score expérimental", en="Expected AUC of the experimental score"),
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
)
AUC_CONTROL = Quantity(
    label=Text(fr="AUC attendue du comparateur", en="Expected AUC of the comparator"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Aire sous la courbe ROC de la pratique ou du score de référence, dans la même population.",
        en="Area under the ROC curve of current practice or of the reference score, in the same population.",
    ),
    symbol="A₂",
    ge=0.5,
    lt=1,
)


def check_direction(goal: AnyComparison) -> None:
    """A lower area is never favourable."""
    if goal.better == "lower":
        raise Refusal(_LOWER_IS_NOT_BETTER, "goal.better")


def check_areas(goal: AnyComparison, experimental: float, control: float) -> None:
    """Refuse a direction, a margin or an effect that has no meaning for two areas."""
    check_direction(goal)
    if any(not 0 < control + test.null < 1 for test in goal.tests()):
        raise Refusal(_OUT_OF_RANGE, "goal")
    refuse_wrong_side(goal, experimental - control, "auc_experimental")


def power_of_difference(
    goal: AnyComparison, difference: float, error: FloatArray, error_null: FloatArray | None = None
) -> FloatArray:
    """Power of the normal test(s) of a difference; error_null: standard error that the formula takes under H0."""
    under_null = error if error_null is None else error_null
    tests = goal.tests()
    powers = [Phi((test.sign * (difference - test.null) - z(test.alpha) * under_null) / error) for test in tests]
    return np.asarray(np.maximum(sum(powers) - (len(powers) - 1), 0.0))


def trials_of_difference(goal: AnyComparison, difference: FloatArray, variance: FloatArray) -> Trials:
    """DeLong's test of simulated trials; a variance of zero cannot be tested and counts as no claim."""
    failed = variance <= 0
    error = np.sqrt(np.where(failed, 1.0, variance))
    tests = goal.tests()
    p = np.max([Phi(-test.sign * (difference - test.null) / error) for test in tests], axis=0)
    p = np.where(failed, 1.0, p)
    half = z(tests[0].alpha) * error
    return Trials(difference, difference - half, difference + half, p, p <= tests[0].alpha, failed)


def least_difference(goal: AnyComparison, error: float) -> Phrase | None:
    """The smallest observed difference that is a success, at the standard error expected."""
    if isinstance(goal, Equivalence):
        return None
    test = goal.tests()[0]
    return Phrase(_EDGE, {"edge": Value(test.null + test.sign * z(test.alpha) * error)})


_EDGE = Text(
    fr="succès si la différence d'AUC observée atteint {edge} ou mieux (avec l'erreur standard attendue)",
    en="success if the observed difference in AUC reaches {edge} or better (with the standard error expected)",
)

SENTENCES = {
    "superiority": (
        "Pour mettre en évidence une différence d'aires sous la courbe ROC ({auc_experimental} contre {auc_control}), au "
        "risque de première espèce {sides} de {alpha} avec une puissance de {target}, ",
        "To detect a difference in areas under the ROC curve ({auc_experimental} against {auc_control}), at a {sides} type "
        "I error of {alpha} with a power of {target}, ",
    ),
    "non_inferiority": (
        "Pour montrer que l'aire sous la courbe ROC n'est pas inférieure de plus de {margin} à celle du comparateur, sous des "
        "AUC attendues de {auc_experimental} et {auc_control}, au risque de première espèce unilatéral de {alpha} avec une "
        "puissance de {target}, ",
        "To show that the area under the ROC curve is not lower than the comparator's by more than {margin}, under expected "
        "AUCs of {auc_experimental} and {auc_control}, at a one-sided type I error of {alpha} with a power of {target}, ",
    ),
    "equivalence": (
        "Pour montrer que la différence d'aires sous la courbe ROC est comprise entre -{margin_lower} et +{margin_upper}, "
        "sous des AUC attendues de {auc_experimental} et {auc_control}, par deux tests unilatéraux de risque {alpha} chacun "
        "et avec une puissance de {target}, ",
        "To show that the difference in areas under the ROC curve lies between -{margin_lower} and +{margin_upper}, under "
        "expected AUCs of {auc_experimental} and {auc_control}, by two one-sided tests at {alpha} each and with a power of "
        "{target}, ",
    ),
}
