"""One proportion against a fixed reference by Bayes: success when its posterior probability is high enough.

The prior is beta(a, b); after x responses out of n the posterior is beta(a + x, b + n - x). Success is
P(p > p0 | data) >= threshold. The smallest x that meets it is a fixed count at each n, so the power at the expected
proportion and the type I error at the reference are exact binomial tails, with the shape of a saw in n. The type I
error is a result here, not a constraint: it is printed, and said when it can exceed alpha.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import betainc, betaincinv

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.exhibit import Column, Exhibit
from stats.formulas.binary.operating import operating_exhibit
from stats.formulas.binomial import upper_tail
from stats.goals import NoEquivalence, OneSided, refuse_wrong_side
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import BoolArray, FloatArray, Trials

if TYPE_CHECKING:
    from stats.result import SampleSize

_OUT_OF_RANGE = Text(
    fr="La référence moins la marge sort de l'intervalle ]0 ; 1[ : réduire la marge ou revoir la référence.",
    en="The reference minus the margin leaves the interval (0, 1): reduce the margin or revise the reference.",
)
_NO_DATA = Text(
    fr="La loi a priori atteint déjà le seuil sans aucune donnée : le succès serait acquis d'avance. Choisir une loi a priori "
    "moins favorable, ou un seuil plus élevé.",
    en="The prior already meets the threshold without any data: success would be settled in advance. Choose a less "
    "favourable prior, or a higher threshold.",
)
_PRIOR_HELP = Text(
    fr="1 et 1 : loi uniforme. 0,5 et 0,5 : loi de Jeffreys. Une loi informative se justifie par des données antérieures : "
    "a succès sur a + b participants.",
    en="1 and 1: uniform. 0.5 and 0.5: Jeffreys. An informative prior must be justified by earlier data: a successes out "
    "of a + b participants.",
)
_CHECKED = 2000  # sizes over which the type I error is looked at


class OneProportionBayes(Design):
    """Show in one group that a proportion exceeds a reference with a high posterior probability."""

    kind: Literal["one_proportion_bayes"] = "one_proportion_bayes"
    goal: NoEquivalence
    p_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue", en="Expected proportion"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Valeur plausible d'après la littérature ou un pilote, à laquelle la puissance est calculée.",
                en="Plausible value from the literature or a pilot, at which power is computed.",
            ),
            symbol="p₁",
            gt=0,
            lt=1,
        ),
    ]
    p_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Valeur de référence à dépasser", en="Performance goal to exceed"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Objectif de performance fixé d'avance et justifié (pratique actuelle, méta-analyse).",
                en="Performance goal set in advance and justified (current practice, meta-analysis).",
            ),
            symbol="p₀",
            gt=0,
            lt=1,
        ),
    ]
    prior_a: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Premier paramètre de la loi a priori bêta (succès)",
                en="First parameter of the beta prior (successes)",
            ),
            unit=Unit.NUMBER,
            help=_PRIOR_HELP,
            symbol="a",
            gt=0,
            le=10_000,
        ),
    ] = 1.0
    prior_b: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Second paramètre de la loi a priori bêta (échecs)",
                en="Second parameter of the beta prior (failures)",
            ),
            unit=Unit.NUMBER,
            help=_PRIOR_HELP,
            symbol="b",
            gt=0,
            le=10_000,
        ),
    ] = 1.0
    threshold: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Seuil de probabilité a posteriori", en="Posterior probability threshold"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Probabilité exigée pour conclure, par exemple 0,975. Vide : 1 moins le risque de première espèce "
                "unilatéral.",
                en="Probability required for the claim, for example 0.975. Empty: 1 minus the one-sided type I error.",
            ),
            symbol="γ",
            ge=0.5,
            lt=1,
        ),
    ] = None
    rule: Annotated[
        Literal["posterior", "calibrated"],
        Choice(
            label=Text(fr="Règle de décision", en="Decision rule"),
            options={
                "posterior": Text(
                    fr="seuil de probabilité a posteriori seul", en="posterior probability threshold alone"
                ),
                "calibrated": Text(
                    fr="seuil relevé à chaque effectif pour que le risque de première espèce ne dépasse pas alpha",
                    en="threshold raised at each size so that the type I error does not exceed alpha",
                ),
            },
        ),
    ] = "posterior"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Sujets analysés", en="Subjects analysed"), minimum=1),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Proportion comparée à une référence, analyse bayésienne",
            en="Proportion against a goal, Bayesian analysis",
        ),
        question=Text(
            fr="Au vu des données et des connaissances antérieures, est-il très probable que le taux de succès dépasse "
            "l'objectif ?",
            en="Given the data and earlier knowledge, is it very probable that the success rate exceeds the goal?",
        ),
        family=Family.BINARY,
        method=Text(
            fr="probabilité a posteriori (modèle bêta-binomial), puissance et risque de première espèce exacts",
            en="posterior probability (beta-binomial model), exact power and type I error",
        ),
        limits=Text(
            fr="Un seul groupe, observations indépendantes. Le risque de première espèce n'est pas garanti par la règle : "
            "il dépend de la loi a priori et de l'effectif. Une loi a priori favorable l'augmente. La règle calibrée le "
            "borne, mais une loi a priori informative n'y apporte alors plus rien par rapport au test exact.",
            en="One group, independent observations. The type I error is not guaranteed by the rule: it depends on the prior "
            "and on the size. A favourable prior raises it. The calibrated rule bounds it, but an informative prior then "
            "brings nothing over the exact test.",
        ),
        references=(
            Reference(
                "Gentile S, Sambucini V. Frequentist and Bayesian sample size determination for single-arm clinical trials "
                "based on a binary response variable. Open J Stat 2024;14:90-105",
                "10.4236/ojs.2024.141004",
            ),
            Reference(
                "Food and Drug Administration. Guidance for the use of Bayesian statistics in medical device clinical "
                "trials. Rockville: FDA, 2010"
            ),
        ),
        measures=(Measure.PROPORTION,),
        endpoint=Endpoint.BINARY,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if not 0 < self._null < 1:
            raise Refusal(_OUT_OF_RANGE, "goal")
        refuse_wrong_side(self.goal, self.p_expected - self.p_reference, "p_expected")
        if self.rule == "posterior" and self._before >= self._required:
            raise Refusal(_NO_DATA, "prior_a")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(monotone=False, exact=True)

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _null(self) -> float:
        return self.p_reference + self._test.null

    @property
    def _required(self) -> float:
        return 1 - self._test.alpha if self.threshold is None else self.threshold

    @property
    def _prior(self) -> tuple[float, float]:
        """The prior of the proportion counted as favourable."""
        return (self.prior_a, self.prior_b) if self._test.sign > 0 else (self.prior_b, self.prior_a)

    def _favourable(self, p: float) -> float:
        """The probability of the outcome whose excess is claimed: failures are counted when lower is better."""
        return p if self._test.sign > 0 else 1 - p

    @property
    def _before(self) -> float:
        """Prior probability that the favourable proportion exceeds its reference."""
        return float(self._probability(np.zeros(()), np.zeros(())))

    def _probability(self, count: FloatArray, n: FloatArray) -> FloatArray:
        """Posterior probability that the favourable proportion exceeds its reference."""
        a, b = self._prior
        return np.asarray(betainc(b + n - count, a + count, 1 - self._favourable(self._null)))

    def _meets(self, count: FloatArray, n: FloatArray) -> BoolArray:
        enough = self._probability(count, n) >= self._required
        if self.rule == "calibrated":
            enough &= upper_tail(count, n, self._favourable(self._null)) <= self._test.alpha
        return np.asarray(enough)

    def needed(self, n: FloatArray) -> FloatArray:
        """Smallest favourable count that meets the rule at each size; n + 1 when none does."""
        n = np.asarray(n, dtype=np.float64)
        low, high = np.full(n.shape, -1.0), n + 1
        while np.any(high - low > 1):
            middle = np.floor((low + high) / 2)
            enough = self._meets(np.clip(middle, 0, n), n) & (high - low > 1)
            low, high = np.where(enough | (high - low <= 1), low, middle), np.where(enough, middle, high)
        return high

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        return upper_tail(self.needed(n), n, self._favourable(self.p_expected))

    def type_one_error(self, size: Size) -> FloatArray:
        """Probability of success at the reference."""
        n = np.asarray(size["participants"], dtype=np.float64)
        return upper_tail(self.needed(n), n, self._favourable(self._null))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        n = int(np.asarray(size["participants"]))
        truth = self.p_expected if at == "alternative" else self._null
        count = rng.binomial(n, truth, trials).astype(np.float64)
        favourable = count if self._test.sign > 0 else n - count
        a, b = self.prior_a + count, self.prior_b + n - count
        tail = 1 - self._required
        return Trials(
            a / (a + b),
            np.asarray(betaincinv(a, b, tail)),
            np.asarray(betaincinv(a, b, 1 - tail)),
            1 - self._probability(favourable, np.asarray(n, dtype=np.float64)),
            self._meets(favourable, np.asarray(n, dtype=np.float64)),
            np.zeros(trials, dtype=bool),
        )

    def null_value(self) -> Value:
        return Value(self.p_reference, Unit.PROPORTION)

    def variants(self) -> tuple[Variant, ...]:
        options = self.choices()["rule"].options
        rules: list[tuple[Text, Mapping[str, object]]] = [
            (text, {"rule": name}) for name, text in options.items() if name != self.rule
        ]
        return tuple(Variant(text, self.model_copy(update=change)) for text, change in [*rules, *self._priors()])

    def _priors(self) -> list[tuple[Text, Mapping[str, object]]]:
        known = (_UNIFORM, 1.0), (_JEFFREYS, 0.5)
        return [
            (text, {"prior_a": one, "prior_b": one})
            for text, one in known
            if (self.prior_a, self.prior_b) != (one, one)
        ]

    def caution(self) -> Text | None:
        if self.rule == "calibrated":
            return None
        worst = _worst_risk(self)
        if worst <= self._test.alpha * 1.02:
            return None
        fr, en = f"{100 * worst:.2g}".replace(".", ","), f"{100 * worst:.2g}"
        return Text(
            fr=f"Cette règle ne garantit pas le risque de première espèce : selon l'effectif, il atteint {fr} %. Sa valeur à "
            "l'effectif retenu est donnée dans les étapes du calcul. La règle calibrée le borne.",
            en=f"This rule does not guarantee the type I error: depending on the size it reaches {en}%. Its value at the size "
            "found is given in the steps of the calculation. The calibrated rule bounds it.",
        )

    def least_success(self, size: Size) -> Phrase | None:
        n = float(np.asarray(size["participants"]))
        needed = float(self.needed(np.asarray(n, dtype=np.float64)))
        higher = self._test.sign > 0
        count = needed if higher else n - needed
        return Phrase(
            _AT_LEAST if higher else _AT_MOST,
            {
                "count": Value(count, Unit.COUNT),
                "n": Value(n, Unit.COUNT),
                "rate": Value(count / n, Unit.PROPORTION),
                "probability": Value(
                    float(self._probability(np.asarray(needed, dtype=np.float64), np.asarray(n, dtype=np.float64))),
                    Unit.PROPORTION,
                ),
            },
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, (a, b) = np.asarray(size["participants"], dtype=np.float64), self._prior
        needed = float(self.needed(n))
        return (
            Step(_EFFECTIVE, Value(a + b), _EFFECTIVE_HOW),
            Step(_BEFORE, Value(self._before, Unit.PROPORTION)),
            Step(_REQUIRED, Value(self._required, Unit.PROPORTION)),
            Step(_COUNT, Value(needed if self._test.sign > 0 else float(n) - needed, Unit.COUNT)),
            Step(_RISK, Value(float(self.type_one_error(size)), Unit.PROPORTION), _RISK_HOW),
        )

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        n = np.asarray(found.analysed, dtype=np.float64)
        needed = self.needed(n)
        success = ((_SUCCESS, lambda p: float(upper_tail(needed, n, self._favourable(p)))),)
        return (operating_exhibit(_OPERATING, self._null, self.p_expected, success, _OPERATING_ALT, _OPERATING_NOTE),)

    def sentence(self) -> Text:
        shown, calibrated = f"{100 * self._required:.8g}", self.rule == "calibrated"
        asked = _SENTENCES[self.goal.kind]
        fr, en = (_BOUNDED.fr, _BOUNDED.en) if calibrated else ("", "")
        return Text(
            fr=f"Pour montrer, avec une probabilité a posteriori d'au moins {shown.replace('.', ',')} %{fr}, {asked.fr}",
            en=f"To show, with a posterior probability of at least {shown}%{en}, {asked.en}",
        )

    def r_call(self) -> str | None:
        if self.rule == "calibrated":
            return None
        (a, b), p0, p1 = self._prior, self._favourable(self._null), self._favourable(self.p_expected)
        return (
            f"with(list(n = 1:3000), {{{{ r <- sapply(n, function(m) {{{{ x <- 0:m; "
            f"min(c(x[pbeta({p0:g}, {a:g} + x, {b:g} + m - x, lower.tail = FALSE) >= {self._required:g}], m + 1)) }}}}); "
            f"power <- pbinom(r - 1, n, {p1:g}, lower.tail = FALSE); "
            f"c(first = which(power >= {{target}})[1], holds = max(which(power < {{target}})) + 1) }}}})"
        )


@lru_cache(maxsize=64)
def _worst_risk(design: OneProportionBayes) -> float:
    """The largest type I error over the sizes from 10 to two thousand."""
    return float(design.type_one_error({"participants": np.arange(10, _CHECKED)}).max())


_UNIFORM = Text(fr="loi a priori uniforme, bêta(1, 1)", en="uniform prior, beta(1, 1)")
_JEFFREYS = Text(fr="loi a priori de Jeffreys, bêta(0,5 ; 0,5)", en="Jeffreys prior, beta(0.5, 0.5)")
_EFFECTIVE = Text(fr="Effectif équivalent de la loi a priori", en="Effective sample size of the prior")
_EFFECTIVE_HOW = Text(
    fr="a + b : participants que vaut la loi a priori", en="a + b: participants that the prior is worth"
)
_BEFORE = Text(
    fr="Probabilité a priori que la proportion soit meilleure que la référence",
    en="Prior probability that the proportion is better than the reference",
)
_REQUIRED = Text(fr="Probabilité a posteriori exigée", en="Posterior probability required")
_COUNT = Text(fr="Seuil de succès (nombre observé)", en="Success threshold (observed count)")
_RISK = Text(fr="Risque de première espèce réel à cet effectif", en="Actual type I error at this size")
_RISK_HOW = Text(
    fr="probabilité de succès si la proportion vaut la référence", en="probability of success at the reference"
)
_OPERATING = Text(
    fr="Caractéristiques opérationnelles : probabilité de succès selon la proportion réelle",
    en="Operating characteristics: probability of success by true proportion",
)
_OPERATING_ALT = Text(
    fr="La probabilité de succès croît quand la proportion réelle devient plus favorable.",
    en="The probability of success rises as the true proportion becomes more favourable.",
)
_OPERATING_NOTE = Text(
    fr="Sous l'hypothèse nulle, cette probabilité est le risque de première espèce ; en gras, la proportion attendue, où elle est la puissance.",
    en="Under the null hypothesis this probability is the type I error; in bold, the expected proportion, where it is the power.",
)
_SUCCESS = Column(Text(fr="Probabilité de succès", en="Probability of success"), Unit.PROPORTION)
_AT_LEAST = Text(
    fr="succès si au moins {count} réponses favorables sur {n} sont observées ({rate}), soit une probabilité a posteriori de "
    "{probability}",
    en="success if at least {count} favourable results out of {n} are observed ({rate}), a posterior probability of "
    "{probability}",
)
_AT_MOST = Text(
    fr="succès si au plus {count} événements sur {n} sont observés ({rate}), soit une probabilité a posteriori de "
    "{probability}",
    en="success if at most {count} events out of {n} are observed ({rate}), a posterior probability of {probability}",
)
_BOUNDED = Text(
    fr=" et un risque de première espèce unilatéral borné à {alpha}",
    en=" and a one-sided type I error of at most {alpha}",
)
_NEEDED = Text(
    fr="sous une proportion attendue de {p_expected} et une loi a priori bêta de paramètres {prior_a} et {prior_b}, avec une "
    "puissance de {target}, {n_total} participants analysables sont nécessaires.",
    en="under an expected proportion of {p_expected} and a beta prior of parameters {prior_a} and {prior_b}, with a power of "
    "{target}, {n_total} analysable participants are needed.",
)
_SENTENCES = {
    "superiority": Text(
        fr=f"que la proportion est meilleure que la valeur de référence de {{p_reference}}, {_NEEDED.fr}",
        en=f"that the proportion is better than the performance goal of {{p_reference}}, {_NEEDED.en}",
    ),
    "non_inferiority": Text(
        fr="que la proportion n'est pas moins bonne que la référence "
        f"de {{p_reference}} de plus de {{margin}}, {_NEEDED.fr}",
        en="that the proportion is not worse than the reference of "
        f"{{p_reference}} by more than {{margin}}, {_NEEDED.en}",
    ),
}
