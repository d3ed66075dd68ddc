"""Participants randomised one by one, treated in groups (or by therapists) in the experimental arm only.

With k groups of m and a correlation r inside groups, the mean of the experimental arm has variance
s^2 (r + (1 - r) / m) / k, that of n independent controls s_C^2 / n (Moerbeek & Wong 2008; Roberts & Roberts 2005). The two
variances rest on k - 1 and n - 1 degrees of freedom: the test is Welch's on group means and single controls.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import stdtrit

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Arm, Size, Step, Truth, Variant
from stats.formulas.clusters.cluster_tests import (
    Summaries,
    compare,
    satterthwaite,
    sizes_drawn,
    summary_variance,
    t_power,
    trials_of,
    z_power,
)
from stats.formulas.clusters.clusters import CV_SIZE, DIFFERENCE, FEWEST, ICC
from stats.goals import Comparison, Equivalence, refuse_wrong_side
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.rounding import ceil_
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials
from stats.two_arms import CONTROL, EXPERIMENTAL, TwoArms


class PartiallyNested(TwoArms):
    """Compare two means when only the experimental arm is treated in groups; participants are randomised singly."""

    kind: Literal["partially_nested"] = "partially_nested"
    goal: Comparison
    difference: Annotated[float, DIFFERENCE]
    sd: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type total (commun, ou du bras expérimental)", en="Total SD (common, or experimental arm)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre tous les participants du bras, groupes confondus : la variance entre groupes y est "
                "comprise.",
                en="Variability between all participants of the arm across groups: the between-group variance is part "
                "of it.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    sd_control: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Écart-type du bras contrôle, s'il diffère", en="SD of the control arm, if different"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Laisser vide si l'écart-type total est le même dans les deux bras.",
                en="Leave empty when the total standard deviation is the same in both arms.",
            ),
            symbol="σ_C",
            gt=0,
        ),
    ] = None
    icc: Annotated[float, ICC]
    cluster_size: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Participants analysés par groupe ou thérapeute (moyenne)",
                en="Participants analysed per group or therapist (mean)",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Dans le bras expérimental, pertes déduites. Laisser vide si le nombre de groupes est fixé.",
                en="In the experimental arm, after losses. Leave empty when the number of groups is fixed.",
            ),
            symbol="m",
            ge=1,
            le=1_000_000,
        ),
    ] = None
    clusters_available: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Nombre de groupes ou de thérapeutes, s'il est fixé", en="Number of groups or therapists, when fixed"
            ),
            unit=Unit.COUNT,
            help=Text(
                fr="Dans le bras expérimental. La taille des groupes est alors calculée.",
                en="In the experimental arm. The size of the groups is then computed.",
            ),
            symbol="K",
            ge=2,
            le=100_000,
        ),
    ] = None
    cv_size: Annotated[float, CV_SIZE] = 0.0
    method: Annotated[
        Literal["welch", "t", "z"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "welch": Text(
                    fr="t non centré, degrés de liberté de Satterthwaite",
                    en="non-central t, Satterthwaite degrees of freedom",
                ),
                "t": Text(
                    fr="t non centré, (groupes + contrôles - 2) degrés de liberté",
                    en="non-central t, (groups + controls - 2) degrees of freedom",
                ),
                "z": Text(fr="approximation normale (Moerbeek et Wong)", en="normal approximation (Moerbeek and Wong)"),
            },
        ),
    ] = "welch"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Comparaison de deux moyennes, groupes dans un seul bras (essai partiellement emboîté)",
            en="Two means, groups in one arm only (partially nested trial)",
        ),
        question=Text(
            fr="Les participants sont randomisés un par un, mais le dispositif est délivré en groupes ou par des "
            "thérapeutes qui suivent chacun plusieurs participants : améliore-t-il en moyenne un score ?",
            en="Participants are randomised one by one, but the device is delivered in groups or by therapists who "
            "each follow several participants: does it improve a score on average?",
        ),
        family=Family.CLUSTERS,
        method=Text(
            fr="test t de Welch entre moyennes de groupes et participants contrôles, degrés de liberté de Satterthwaite "
            "(modèle mixte partiellement emboîté)",
            en="Welch's t test between group means and single controls, Satterthwaite degrees of freedom (partially "
            "nested mixed model)",
        ),
        limits=Text(
            fr="Contrôles indépendants, ICC dans le bras expérimental seulement, une mesure par participant, sans "
            "ajustement. Si les groupes sont de tailles inégales, l'effet de plan d'Eldridge est prudent pour l'analyse "
            "pondérée. À 5 groupes la puissance simulée est de 79 % pour 80 % calculés et le risque unilatéral de 0,025 vaut "
            "0,028 à 0,029 ; à 8 groupes l'écart disparaît. Au-dessous de 5 groupes, ne pas s'y fier.",
            en="Independent controls, correlation in the experimental arm only, one measurement per participant, no "
            "adjustment. When groups differ in size, Eldridge's design effect is conservative for the weighted "
            "analysis. With 5 groups simulated power is 79% for 80% computed and the one-sided error of 0.025 is 0.028 to "
            "0.029; with 8 groups the gap vanishes. Below 5 groups, do not rely on it.",
        ),
        references=(
            Reference(
                "Moerbeek M, Wong WK. Sample size formulae for trials comparing group and individual treatments in a "
                "multilevel model. Stat Med 2008;27:2850-64",
                "10.1002/sim.3115",
            ),
            Reference(
                "Roberts C, Roberts SA. Design and analysis of clinical trials with clustering effects due to "
                "treatment. Clin Trials 2005;2:152-62",
            ),
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if (self.cluster_size is None) == (self.clusters_available is None):
            raise Refusal(_ONE_OF_TWO, "cluster_size" if self.cluster_size is None else "clusters_available")
        if self.clusters_available is not None and self.clusters_available != round(self.clusters_available):
            raise Refusal(_WHOLE_GROUPS, "clusters_available")
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    def _groups(self, size: Size) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Groups, members per group and controls; fractional."""
        experimental, control = self.sizes(size)
        if self.cluster_size is None:
            groups = np.full_like(experimental, round(self.clusters_available or 0))
            return groups, experimental / groups, control
        return experimental / self.cluster_size, np.full_like(experimental, self.cluster_size), control

    def _variances(self, members: FloatArray, control: FloatArray, groups: FloatArray) -> tuple[FloatArray, FloatArray]:
        within, between = self.sd**2 * (1 - self.icc), self.sd**2 * self.icc
        first = summary_variance(within, between, members, self.cv_size) / groups
        return first, (self.sd_control or self.sd) ** 2 / control

    def _error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        groups, members, control = self._groups(size)
        first, second = self._variances(members, control, groups)
        df = groups + control - 2 if self.method == "t" else satterthwaite(first, second, groups, control)
        return np.sqrt(first + second), np.where((groups > 1) & (control > 1), df, 0.0)

    def attained(self, size: Size) -> FloatArray:
        error, df = self._error_and_df(size)
        if self.method == "z":
            return z_power(self.difference, error, self.goal.tests())
        return t_power(self.difference, error, df, self.goal.tests())

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        total = int(np.asarray(size["participants"]))
        (experimental, control), groups = (arm.size for arm in self.arms(total)), self._count(total)
        difference = self.difference if at == "alternative" else self.goal.tests()[-1].null
        within, between = self.sd**2 * (1 - self.icc), self.sd**2 * self.icc
        members = sizes_drawn(rng, trials, groups, experimental, self.cv_size)
        noise = np.sqrt(between + within / members)  # of a group mean; its members vary independently of it
        free = members.sum(axis=1) - groups
        spare = np.where(free > 0, rng.chisquare(np.maximum(free, 1.0)) / np.maximum(free, 1.0), 0.0)
        first = Summaries(difference + noise * rng.standard_normal((trials, groups)), members, within * spare)
        single = (self.sd_control or self.sd) * rng.standard_normal((trials, control))
        second = Summaries(single, np.ones_like(single), np.zeros(trials))
        return trials_of(*compare(first, second, "welch"), self.goal.tests())

    def _count(self, total: float) -> int:
        """Whole groups of a whole total."""
        if self.cluster_size is None:
            return round(self.clusters_available or 0)
        room = int((total - 2) / self.cluster_size + 1e-9)  # two controls at least
        return max(min(round(self.split(total)[0] / self.cluster_size), room), FEWEST)

    def _parts(self, groups: int, members: float) -> tuple[int, int]:
        """People of the experimental and of the control arm."""
        experimental = ceil_(groups * members)
        return experimental, max(ceil_(groups * members / self.allocation), 2)

    def whole(self, total: float) -> int:
        """Whole groups (or whole members per group), and controls rounded up."""
        experimental = self.split(total)[0]
        if self.cluster_size is None:
            groups = self._count(total)
            return sum(self._parts(groups, max(ceil_(experimental / groups), 1)))
        return sum(self._parts(max(ceil_(experimental / self.cluster_size), FEWEST), self.cluster_size))

    @property
    def step(self) -> int:
        return sum(self._parts(1, self.cluster_size) if self.cluster_size else self._parts(self._count(0), 1))

    def arms(self, total: int) -> tuple[Arm, ...]:
        groups = self._count(total)
        experimental = self.split(total)[0]
        members = max(round(experimental / groups), 1) if self.cluster_size is None else self.cluster_size
        people = min(ceil_(groups * members), total - 2)
        return Arm("experimental", EXPERIMENTAL, people), Arm("control", CONTROL, total - people)

    def clusters(self, total: int) -> tuple[Arm, ...]:
        return (Arm("experimental", EXPERIMENTAL, self._count(total)),)

    def enrolled(self, total: int, kept: float) -> int:
        """Members are lost inside groups; controls one by one."""
        if kept >= 1:
            return total
        return sum(self._enrolled_parts(total, kept))

    def _enrolled_parts(self, total: int, kept: float) -> tuple[int, int]:
        experimental, control = (arm.size for arm in self.arms(total))
        groups = self._count(total)
        members = self.cluster_size or experimental / groups
        return groups * ceil_(members / kept), ceil_(control / kept)

    def enrolled_arms(self, enrolled: int, analysed: int) -> tuple[Arm, ...]:
        """The split of `enrolled` that one share kept explains; in proportion when none does."""
        if enrolled == analysed:
            return self.arms(analysed)
        low, high = 1e-6, 1.0
        for _ in range(60):  # the enrolled total falls as the share kept grows
            middle = (low + high) / 2
            low, high = (middle, high) if sum(self._enrolled_parts(analysed, middle)) >= enrolled else (low, middle)
        experimental, control = self._enrolled_parts(analysed, low)
        if experimental + control != enrolled:
            experimental = round(enrolled * self.split(1.0)[0])
        return Arm("experimental", EXPERIMENTAL, experimental), Arm("control", CONTROL, enrolled - experimental)

    def no_size(self) -> Text | None:
        return _ADD_GROUPS if self.cluster_size is None else None

    def variants(self) -> tuple[Variant, ...]:
        options = self.choices()["method"].options
        return tuple(
            Variant(options[name], self.model_copy(update={"method": name})) for name in options if name != self.method
        )

    def caution(self) -> Text | None:
        if self.method != "welch":
            return _FORGETS
        return _FEW if (self.clusters_available or 0) < _ENOUGH else None

    def least_success(self, size: Size) -> Phrase | None:
        if isinstance(self.goal, Equivalence):
            return None
        error, df = self._error_and_df(size)
        test = self.goal.tests()[0]
        critical = z(test.alpha) if self.method == "z" else float(-stdtrit(df, test.alpha))
        return Phrase(_LEAST, {"edge": Value(float(test.null + test.sign * critical * error), Unit.ENDPOINT)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        groups, members, control = self._groups(size)
        first, second = self._variances(members, control, groups)
        error, df = self._error_and_df(size)
        return (
            Step(_GROUPS, Value(float(groups)), _FEW if groups < 5 else None),
            Step(_MEMBERS, Value(float(members))),
            Step(_CONTROLS, Value(float(control))),
            Step(_ERROR_E, Value(float(np.sqrt(first)), Unit.ENDPOINT), _ERROR_HOW),
            Step(_ERROR_C, Value(float(np.sqrt(second)), Unit.ENDPOINT)),
            Step(_ERROR, Value(float(error), Unit.ENDPOINT)),
            *(() if self.method == "z" else (Step(_DF, Value(float(df))),)),
        )

    def sentence(self) -> Text:
        opening, ending = _OPENINGS[self.goal.kind], _NEEDED_FIXED if self.cluster_size is None else _NEEDED
        return Text(fr=opening.fr + ending.fr, en=opening.en + ending.en)

    def r_call(self) -> str | None:
        if isinstance(self.goal, Equivalence):
            return None
        share = self.allocation / (1 + self.allocation)
        if self.cluster_size is None:
            fixed = self._count(0)
            groups, members, span = f"{fixed}", f"(n * {share:.12g} / {fixed})", (0.01 * fixed, 100.0 * fixed)
        else:
            m = f"{self.cluster_size:.12g}"
            groups, members = f"(n * {share:.12g} / {m})", m
            span = (1.1 * self.cluster_size / share, 50 * self.cluster_size / share)
        control = f"(n * {1 - share:.12g})"
        v = f"{self.sd**2:.12g} * ({self.icc * (1 + self.cv_size**2):.12g} + {1 - self.icc:.12g} / {members}) / {groups}"
        w = f"{(self.sd_control or self.sd) ** 2:.12g} / {control}"
        df = f"({v} + {w})^2 / (({v})^2 / ({groups} - 1) + ({w})^2 / ({control} - 1))"
        df = f"{groups} + {control} - 2" if self.method == "t" else df
        t_test = "pt(qt(a, df(n), lower.tail = FALSE), df(n), shift / error(n), lower.tail = FALSE)"
        power = "pnorm(shift / error(n) - qnorm(a, lower.tail = FALSE))" if self.method == "z" else t_test
        test = self.goal.tests()[0]
        return (
            f"with(list(a = {test.alpha:.12g}, shift = {test.sign * (self.difference - test.null):.12g}, "
            f"error = function(n) sqrt({v} + {w}), df = function(n) {df}), uniroot(function(n) {power} - {{target}}, "
            f'c({max(span[0], 2.2 / (1 - share)):.12g}, {span[1]:.12g}), extendInt = "upX", tol = 1e-9)$root)'
        )


_ONE_OF_TWO = Text(
    fr="Donner soit la taille moyenne des groupes, soit leur nombre s'il est fixé : l'un des deux, pas les deux.",
    en="Give either the mean group size or the number of groups when it is fixed: one of the two, not both.",
)
_WHOLE_GROUPS = Text(fr="Le nombre de groupes est un nombre entier.", en="The number of groups is a whole number.")
_ADD_GROUPS = Text(
    fr="Avec ce nombre de groupes, aucun effectif n'atteint la cible de {target} : même avec {largest} participants en "
    "tout, on n'obtient que {best}. Ajouter des groupes (ou des thérapeutes) ; agrandir ceux-ci ne suffit pas.",
    en="With this number of groups no size reaches the target of {target}: even with {largest} participants in all, "
    "only {best} is obtained. Add groups (or therapists); enlarging these is not enough.",
)
_ENOUGH = 8
_FEW = Text(
    fr="Au-dessous de 8 groupes, la variance entre groupes sera mal estimée et le résultat dépend beaucoup de l'ICC supposée. Avec "
    "5 groupes, la puissance simulée est inférieure de 1 à 2 points au calcul et le risque unilatéral atteint 0,029 pour 0,025. "
    "Ajouter des groupes si possible.",
    en="With fewer than 8 groups the between-group variance will be poorly estimated and the result rests much on the assumed "
    "correlation. With 5 groups the simulated power is 1 to 2 points below the calculation and the one-sided error reaches "
    "0.029 for 0.025. Add groups if possible.",
)
_FORGETS = Text(
    fr="Cette méthode oublie que la variance entre groupes est estimée sur quelques groupes : avec 8 groupes de 10 et un "
    "ICC de 0,2, elle annonce 85 % quand la puissance simulée est de 80 %. À n'utiliser que pour comparer ; préférer "
    "Satterthwaite.",
    en="This method forgets that the between-group variance is estimated on a few groups: with 8 groups of 10 and a "
    "correlation of 0.2 it announces 85% where simulated power is 80%. For comparison only; prefer Satterthwaite.",
)
_LEAST = Text(
    fr="succès si la différence observée atteint {edge} ou mieux (avec les écarts-types et l'ICC attendus)",
    en="success if the observed difference reaches {edge} or better (with the expected SDs and correlation)",
)
_GROUPS = Text(fr="Groupes, bras expérimental", en="Groups, experimental arm")
_MEMBERS = Text(fr="Participants analysés par groupe", en="Participants analysed per group")
_CONTROLS = Text(fr="Participants contrôles", en="Control participants")
_ERROR_E = Text(fr="Erreur standard de la moyenne expérimentale", en="Standard error of the experimental mean")
_ERROR_HOW = Text(
    fr="écart-type × racine de ((ICC (1 + CV²) + (1 - ICC) / m) / groupes)",
    en="SD × square root of ((ICC (1 + CV²) + (1 - ICC) / m) / groups)",
)
_ERROR_C = Text(fr="Erreur standard de la moyenne contrôle", en="Standard error of the control mean")
_ERROR = Text(fr="Erreur standard de la différence", en="Standard error of the difference")
_DF = Text(fr="Degrés de liberté", en="Degrees of freedom")
_NEEDED = Text(
    fr=", {n_total} participants analysables sont nécessaires ({n_arms}), le bras expérimental étant réparti en "
    "{n_clusters} groupes de {cluster_size} en moyenne.",
    en=", {n_total} analysable participants are needed ({n_arms}), the experimental arm being treated in {n_clusters} "
    "groups of {cluster_size} on average.",
)
_NEEDED_FIXED = Text(
    fr=", {n_total} participants analysables sont nécessaires ({n_arms}), le bras expérimental étant réparti dans les "
    "{n_clusters} groupes disponibles.",
    en=", {n_total} analysable participants are needed ({n_arms}), the experimental arm being treated in the "
    "{n_clusters} groups available.",
)
_OPENINGS = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence de moyennes de {difference} (écart-type total {sd}, corrélation "
        "intra-groupe {icc} dans le bras expérimental) au risque de première espèce {sides} de {alpha} avec une "
        "puissance de {target}",
        en="To detect a difference in means of {difference} (total standard deviation {sd}, correlation within groups "
        "{icc} in the experimental arm) at a {sides} type I error of {alpha} with a power of {target}",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une marge de {margin}, sous une différence vraie de {difference} "
        "(écart-type total {sd}, corrélation intra-groupe {icc} dans le bras expérimental), au risque de première espèce "
        "unilatéral de {alpha} avec une puissance de {target}",
        en="To show non-inferiority with a margin of {margin}, under a true difference of {difference} (total standard "
        "deviation {sd}, correlation within groups {icc} in the experimental arm), at a one-sided type I error of "
        "{alpha} with a power of {target}",
    ),
    "equivalence": Text(
        fr="Pour montrer l'équivalence entre -{margin_lower} et +{margin_upper}, sous une différence vraie de "
        "{difference} (écart-type total {sd}, corrélation intra-groupe {icc} dans le bras expérimental), par deux tests "
        "unilatéraux de risque {alpha} chacun et avec une puissance de {target}",
        en="To show equivalence between -{margin_lower} and +{margin_upper}, under a true difference of {difference} "
        "(total standard deviation {sd}, correlation within groups {icc} in the experimental arm), by two one-sided "
        "tests at {alpha} each and with a power of {target}",
    ),
}
