"""Several experimental arms against one common control: Dunnett's test, or Bonferroni's correction.

The comparisons share the control and one pooled variance, with N - k - 1 degrees of freedom for k experimental arms.
Power is for one comparison named in advance, for at least one, or for all of them; the joint probabilities are
integrals over the control's mean and the variance (stats/dunnett).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import stdtr, stdtrit

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.formulas.means.dunnett import all_beyond, any_beyond, critical_value, one_level
from stats.formulas.t_tests import METHOD, noncentral_t_power
from stats.goals import NoEquivalence, Superiority, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Numbers, Quantity, Series, Unit, Value
from stats.refusal import Refusal
from stats.rounding import block, whole_arms
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials
from stats.two_arms import CONTROL, SMALLEST_ARM

_MOST = 8


class SeveralMeans(Design):
    """Compare the means of several experimental arms with that of a common control."""

    kind: Literal["several_means"] = "several_means"
    goal: NoEquivalence
    experimental_arms: Annotated[
        float,
        Quantity(
            label=Text(fr="Nombre de bras expérimentaux", en="Number of experimental arms"),
            unit=Unit.COUNT,
            help=Text(fr="Sans compter le bras contrôle.", en="Not counting the control arm."),
            symbol="k",
            ge=2,
            le=_MOST,
        ),
    ]
    difference: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Différence attendue (bras expérimental - contrôle)",
                en="Expected difference (experimental arm - control)",
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Pour le bras désigné d'avance, et pour tous si les autres différences ne sont pas données ; avec son "
                "signe.",
                en="For the arm named in advance, and for all when the other differences are not given; with its sign.",
            ),
            symbol="δ",
        ),
    ]
    other_differences: Annotated[
        Numbers,
        Series(
            label=Text(fr="Différences des autres bras", en="Differences of the other arms"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Une par autre bras expérimental ; vide si toutes sont égales. Pour « au moins un », des zéros donnent "
                "le cas le moins favorable.",
                en="One for each other experimental arm; empty when all are equal. For “at least one”, zeros give the "
                "least favourable case.",
            ),
            symbol="δ_j",
            shortest=0,
            longest=_MOST - 1,
        ),
    ] = ()
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type commun", en="Common standard deviation"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre participants, la même dans tous les bras.",
                en="Between-participant variability, the same in all arms.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    success: Annotated[
        Literal["named", "any", "all"],
        Choice(
            label=Text(fr="Puissance pour", en="Power for"),
            options={
                "named": Text(fr="une comparaison désignée d'avance", en="one comparison named in advance"),
                "any": Text(fr="au moins une comparaison", en="at least one comparison"),
                "all": Text(fr="toutes les comparaisons", en="all comparisons"),
            },
        ),
    ] = "named"
    procedure: Annotated[
        Literal["dunnett", "bonferroni", "none"],
        Choice(
            label=Text(fr="Correction de multiplicité", en="Multiplicity correction"),
            options={
                "dunnett": Text(fr="Dunnett", en="Dunnett"),
                "bonferroni": Text(fr="Bonferroni", en="Bonferroni"),
                "none": Text(
                    fr="sans correction (alpha par comparaison)", en="no adjustment (alpha for each comparison)"
                ),
            },
        ),
    ] = "dunnett"
    variance: Annotated[
        Literal["all", "pair"],
        Choice(
            label=Text(fr="Variance estimée sur", en="Variance estimated from"),
            options={
                "all": Text(fr="tous les bras", en="all arms"),
                "pair": Text(fr="les deux bras comparés", en="the two arms compared"),
            },
        ),
    ] = "all"
    control_ratio: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Taille du contrôle / taille d'un bras expérimental",
                en="Size of control / size of an experimental arm",
            ),
            unit=Unit.RATIO,
            help=Text(
                fr="1 pour des bras égaux ; la racine carrée du nombre de bras expérimentaux donne le plus petit total.",
                en="1 for equal arms; the square root of the number of experimental arms gives the smallest total.",
            ),
            symbol="r",
            ge=0.2,
            le=10,
        ),
    ] = 1.0
    method: Annotated[Literal["t", "z"], METHOD] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, tous bras", en="Participants analysed, all arms"),
            minimum=8,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Plusieurs bras comparés à un même contrôle", en="Several arms against a common control"),
        question=Text(
            fr="Parmi plusieurs versions du dispositif (ou plusieurs stratégies), lesquelles améliorent un score ou une "
            "mesure par rapport au même comparateur ?",
            en="Among several versions of the device (or several strategies), which improve a score or a measurement "
            "against the same comparator?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="tests t à variance commune contre le contrôle, seuil de Dunnett (ou de Bonferroni), puissance par "
            "intégration de la loi conjointe",
            en="t tests with a common variance against the control, Dunnett's critical value (or Bonferroni's), power by "
            "integrating the joint distribution",
        ),
        limits=Text(
            fr="Comparaisons au contrôle seulement, pas entre bras expérimentaux ; même écart-type dans tous les bras. La "
            "valeur de p simulée est celle d'une comparaison, à rapporter au seuil corrigé. Une procédure par étapes "
            "(Holm, Dunnett descendant) gagne un peu de puissance quand plusieurs bras sont efficaces. Sans correction, "
            "le risque global dépasse alpha.",
            en="Comparisons with the control only, not between experimental arms; same standard deviation in all arms. The "
            "simulated p value is that of one comparison, to set against the corrected level. A stepwise procedure (Holm, "
            "step-down Dunnett) gains a little power when several arms work. Without correction the overall risk "
            "exceeds alpha.",
        ),
        references=(
            Reference(
                "Dunnett CW. A multiple comparison procedure for comparing several treatments with a control. J Am Stat "
                "Assoc 1955;50:1096-121",
                "10.1080/01621459.1955.10501294",
            ),
            Reference("Dunnett CW. New tables for multiple comparisons with a control. Biometrics 1964;20:482-91"),
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.SEVERAL_ARMS,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.experimental_arms != round(self.experimental_arms):
            raise Refusal(_WHOLE, "experimental_arms")
        if self.other_differences and len(self.other_differences) != self._arms - 1:
            raise Refusal(_ONE_EACH, "other_differences", needed=Value(self._arms - 1, Unit.COUNT))
        if self.variance == "pair" and (self.success != "named" or self.procedure == "dunnett"):
            raise Refusal(_PAIR_ALONE, "variance")
        refuse_wrong_side(self.goal, self.difference, "difference")
        if self.success == "all":
            for other in self.other_differences:
                refuse_wrong_side(self.goal, other, "other_differences")
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _arms(self) -> int:
        return int(self.experimental_arms)

    @property
    def _differences(self) -> FloatArray:
        return np.array([self.difference, *(self.other_differences or [self.difference] * (self._arms - 1))])

    @property
    def _rho(self) -> float:
        return 1 / (1 + self.control_ratio)

    def _error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        total = np.asarray(size["participants"], dtype=np.float64)
        each = total / (self._arms + self.control_ratio)
        df = total - self._arms - 1 if self.variance == "all" else each * (1 + self.control_ratio) - 2
        return self.sd * np.sqrt((1 + 1 / self.control_ratio) / each), df

    def _critical(self, df: FloatArray | None) -> FloatArray:
        test = self.goal.tests()[0]
        if self.procedure == "dunnett":
            sides = self.goal.sides if isinstance(self.goal, Superiority) else 1
            return critical_value(df, self._arms, self._rho, self.goal.alpha, sides)
        level = test.alpha / (self._arms if self.procedure == "bonferroni" else 1)
        return np.asarray(z(level) if df is None else -stdtrit(df, level))

    def attained(self, size: Size) -> FloatArray:
        error, df = self._error_and_df(size)
        estimable = df >= 1
        df = np.maximum(df, 1.0)
        known = None if self.method == "z" else df
        test = self.goal.tests()[0]
        critical = np.broadcast_to(self._critical(known), np.shape(error))
        shifts = test.sign * (self._differences - test.null) / error[..., None]
        if self.success != "named":
            joint = all_beyond if self.success == "all" else any_beyond
            power = joint(shifts, critical, known, self._rho)
        elif known is None:
            power = np.asarray(Phi(shifts[..., 0] - critical))
        else:
            power = noncentral_t_power(shifts[..., 0], df, one_level(critical, df))
        return np.where(estimable, power, 0.0)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Raw data of every arm. At the null no arm has an effect, but for “all”, where one arm fails and others do not."""
        test = self.goal.tests()[0]
        truth = self._differences if at == "alternative" else np.full(self._arms, test.null)
        if at == "null" and self.success == "all":
            truth[1:] = self._differences[1:]
        sizes = [arm.size for arm in self.arms(int(np.asarray(size["participants"])))]
        means, squares, counted = [], np.zeros(trials), []
        for n, shift in zip(sizes, [*truth, 0.0], strict=True):
            values = rng.standard_normal((trials, n)) * self.sd + shift
            means.append(values.mean(axis=1))
            if self.variance == "all" or len(means) in (1, self._arms + 1):
                squares += values.var(axis=1) * n
                counted.append(n - 1)
        df = float(sum(counted))
        estimates = np.stack(means[:-1], axis=1) - means[-1][:, None]
        errors = np.sqrt(squares / df)[:, None] * np.sqrt(1 / np.array(sizes[:-1]) + 1 / sizes[-1])
        statistics = test.sign * (estimates - test.null) / errors
        critical = float(self._critical(np.asarray(df)))
        judged = {"named": statistics[:, 0], "any": statistics.max(axis=1), "all": statistics.min(axis=1)}[self.success]
        half = critical * errors[:, 0]
        first = estimates[:, 0]
        return Trials(
            first, first - half, first + half, stdtr(df, -judged), judged >= critical, np.zeros(trials, dtype=bool)
        )

    def _each(self, total: float) -> tuple[int, int]:
        """Whole sizes of an experimental arm and of the control that cover a total."""
        each = total / (self._arms + self.control_ratio)
        return whole_arms(max(each, SMALLEST_ARM), max(each * self.control_ratio, SMALLEST_ARM), 1 / self.control_ratio)

    def whole(self, total: float) -> int:
        experimental, control = self._each(total)
        return self._arms * experimental + control

    def enrolled(self, total: int, kept: float) -> int:
        sizes = [arm.size for arm in self.arms(total)]
        experimental, control = whole_arms(sizes[0] / kept, sizes[-1] / kept, 1 / self.control_ratio)
        return self._arms * experimental + control

    def split(self, total: float) -> tuple[float, ...]:
        each = total / (self._arms + self.control_ratio)
        return (*[each] * self._arms, each * self.control_ratio)

    def arms(self, total: int) -> tuple[Arm, ...]:
        parts = block(1 / self.control_ratio)
        if parts is None:
            experimental = round(total / (self._arms + self.control_ratio))
            control = total - self._arms * experimental
        elif total % self.step == 0:
            experimental, control = (part * (total // self.step) for part in parts)
        else:
            experimental, control = self._each(total)
        names = (Arm(f"experimental_{one}", _NAMES[one - 1], experimental) for one in range(1, self._arms + 1))
        return (*names, Arm("control", CONTROL, control))

    @property
    def step(self) -> int:
        parts = block(1 / self.control_ratio)
        return self._arms * parts[0] + parts[1] if parts else 1

    def variants(self) -> tuple[Variant, ...]:
        return tuple(
            Variant(text, self.model_copy(update={field: name}))
            for field in ("procedure", "method", "success")
            for name, text in self.choices()[field].options.items()
            if name != getattr(self, field) and (name != "all" or not self.other_differences)
            if self.variance == "all" or name in ("none", "bonferroni", "t", "z")
        )

    def caution(self) -> Text | None:
        return _NO_CONTROL_OF_RISK if self.procedure == "none" and self.success == "any" else None

    def least_success(self, size: Size) -> Phrase | None:
        error, df = self._error_and_df(size)
        test = self.goal.tests()[0]
        critical = float(self._critical(None if self.method == "z" else df))
        edge = float(test.null + test.sign * critical * error)
        return Phrase(_LEAST, {"edge": Value(edge, Unit.ENDPOINT)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        error, df = self._error_and_df(size)
        known = None if self.method == "z" else df
        critical = self._critical(known)
        return (
            Step(_ERROR, Value(float(error), Unit.ENDPOINT)),
            Step(_DF, Value(float(df))),
            Step(_CORRELATION, Value(self._rho), _CORRELATION_HOW),
            Step(_CRITICAL, Value(float(critical))),
            Step(_LEVEL, Value(float(one_level(critical, known)), Unit.PROPORTION)),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind, self.success]

    def r_call(self) -> str | None:
        """Without a joint law base R gives the number: one comparison, at a level that is known."""
        if self.success != "named" or self.procedure == "dunnett" or self.method == "z":
            return None
        test = self.goal.tests()[0]
        level = test.alpha / (self._arms if self.procedure == "bonferroni" else 1)
        df = "n - k - 1" if self.variance == "all" else "n * (1 + r) / (k + r) - 2"
        return (
            f"with(list(d = {test.sign * (self.difference - test.null):.10g}, s = {self.sd:.10g}, a = {level:.10g}, "
            f"k = {self._arms}, r = {self.control_ratio:.10g}), uniroot(function(n) pt(qt(1 - a, {df}), {df}, "
            "d / s / sqrt((1 + 1 / r) * (k + r) / n), lower.tail = FALSE) - {target}, c(2.2 * (k + r), 60 + 2 * (1 + 1 / r) * "
            "(k + r) * (s / d)^2 * (qnorm(1 - a) + qnorm({target}))^2), tol = 1e-8)$root)"
        )


_NAMES = [Text(fr=f"bras expérimental {one}", en=f"experimental arm {one}") for one in range(1, _MOST + 1)]
_WHOLE = Text(fr="Le nombre de bras doit être entier.", en="The number of arms must be whole.")
_PAIR_ALONE = Text(
    fr="La variance des deux bras comparés ne sert qu'à une comparaison désignée d'avance, sans procédure de Dunnett.",
    en="The variance of the two arms compared serves only one comparison named in advance, without Dunnett's procedure.",
)
_ONE_EACH = Text(
    fr="Il faut une différence pour chaque autre bras expérimental, soit {needed}, ou aucune si toutes sont égales.",
    en="One difference is needed for each other experimental arm, that is {needed}, or none when all are equal.",
)
_NO_CONTROL_OF_RISK = Text(
    fr="Sans correction de multiplicité, conclure dès qu'une comparaison est significative dépasse le risque annoncé.",
    en="Without a multiplicity correction, a claim as soon as one comparison is significant exceeds the stated risk.",
)
_LEAST = Text(
    fr="une comparaison est concluante si la différence observée atteint {edge} ou mieux (avec la variabilité attendue)",
    en="a comparison is conclusive if the observed difference reaches {edge} or better (with the expected variability)",
)
_ERROR = Text(
    fr="Erreur standard d'une différence avec le contrôle", en="Standard error of a difference with the control"
)
_DF = Text(fr="Degrés de liberté", en="Degrees of freedom")
_CORRELATION = Text(fr="Corrélation de deux comparaisons", en="Correlation of two comparisons")
_CORRELATION_HOW = Text(fr="1 / (1 + contrôle / bras)", en="1 / (1 + control / arm)")
_CRITICAL = Text(fr="Valeur critique de chaque comparaison", en="Critical value of each comparison")
_LEVEL = Text(fr="Risque unilatéral de chaque comparaison", en="One-sided level of each comparison")
_CLAIMS = {
    "named": Text(fr="pour une comparaison désignée d'avance", en="for one comparison named in advance"),
    "any": Text(fr="d'au moins une comparaison concluante", en="of at least one conclusive comparison"),
    "all": Text(fr="que toutes les comparaisons soient concluantes", en="of all comparisons being conclusive"),
}
_RISKS = {
    "superiority": Text(
        fr="Pour comparer {experimental_arms} bras expérimentaux à un même contrôle, sous une différence attendue de "
        "{difference} (écart-type {sd}), au risque de première espèce {sides} de {alpha}",
        en="To compare {experimental_arms} experimental arms with a common control, under an expected difference of "
        "{difference} (standard deviation {sd}), at a {sides} type I error of {alpha}",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité, avec une marge de {margin}, de {experimental_arms} bras expérimentaux par "
        "rapport à un même contrôle, sous une différence vraie de {difference} (écart-type {sd}), au risque de première "
        "espèce unilatéral de {alpha}",
        en="To show the non-inferiority, with a margin of {margin}, of {experimental_arms} experimental arms to a common "
        "control, under a true difference of {difference} (standard deviation {sd}), at a one-sided type I error of "
        "{alpha}",
    ),
}
_SENTENCES = {
    (goal, success): Text(
        fr=f"{risk.fr} avec une puissance de {{target}} {claim.fr}, {{n_total}} participants analysables sont nécessaires "
        "({n_arms}).",
        en=f"{risk.en} with a power of {{target}} {claim.en}, {{n_total}} analysable participants are needed ({{n_arms}}).",
    )
    for goal, risk in _RISKS.items()
    for success, claim in _CLAIMS.items()
}
