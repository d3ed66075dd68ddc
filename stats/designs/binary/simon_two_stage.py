"""Two-stage design of one proportion with a stop for futility (Simon 1989): optimal, minimax or in between.

Between both lie the admissible designs of Jung, Lee, Kim and George (2004): each has the smallest weighted sum of the
maximum size and of the expected size under H0 for some range of the weight.

The size searched is the maximum number of participants. What a size attains is the power of the most powerful
two-stage design that observes at most that many, so it never falls; at the size of the Simon design that answers the
target (`power`, set by the solver), it is the power of that very design. Every probability is an exact sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.exhibit import Cell, Column, Exhibit
from stats.formulas.binary.operating import operating_exhibit
from stats.formulas.binary.two_stage_words import WEIGHT_NEEDED, WEIGHT_NOT_USED, sentence_by
from stats.formulas.binary.two_stages import LARGEST, Plan, Plans, claim, expected_size, plans, weight_between
from stats.formulas.binomial import interval, upper_tail
from stats.goals import OneSided, Superiority, refuse_wrong_side
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text, verbatim
from stats.trials import FloatArray, Trials

if TYPE_CHECKING:
    from stats.result import SampleSize

_BELOW = 1e-9


class SimonTwoStage(Design):
    """Show in one group that a success rate exceeds a reference, stopping early when it looks hopeless."""

    kind: Literal["simon_two_stage"] = "simon_two_stage"
    goal: Superiority
    p_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue", en="Expected proportion"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Taux de succès jugé intéressant, que le dispositif devrait atteindre.",
                en="Success rate worth pursuing, which the device should reach.",
            ),
            symbol="p₁",
            gt=0,
            lt=1,
        ),
    ]
    p_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion jugée insuffisante", en="Proportion judged insufficient"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Taux de succès à partir duquel le dispositif n'a plus d'intérêt, fixé d'avance et justifié.",
                en="Success rate at which the device is of no interest, set in advance and justified.",
            ),
            symbol="p₀",
            gt=0,
            lt=1,
        ),
    ]
    power: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Puissance du plan à deux étapes", en="Power of the two-stage design"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Laisser vide : les seuils sont choisis pour la puissance visée par le calcul.",
                en="Leave empty: the thresholds are chosen for the power that the calculation aims at.",
            ),
            symbol="1-β",
            gt=0,
            lt=1,
            seldom=True,
        ),
    ] = None
    criterion: Annotated[
        Literal["optimal", "minimax", "admissible"],
        Choice(
            label=Text(fr="Critère de Simon", en="Simon's criterion"),
            options={
                "optimal": Text(
                    fr="optimal (effectif moyen minimal sous H0)", en="optimal (smallest expected size under H0)"
                ),
                "minimax": Text(fr="minimax (effectif maximal minimal)", en="minimax (smallest maximum size)"),
                "admissible": Text(
                    fr="admissible de Jung (compromis pondéré entre les deux)",
                    en="admissible, Jung (weighted compromise between both)",
                ),
            },
        ),
    ] = "optimal"
    weight: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Poids de l'effectif maximal", en="Weight of the maximum size"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Seulement pour le critère admissible. 1 redonne le plan minimax, 0 le plan optimal ; le tableau des plans "
                "admissibles donne l'intervalle de poids de chacun.",
                en="For the admissible criterion only. 1 gives the minimax design, 0 the optimal one; the table of admissible "
                "designs gives the range of weights of each.",
            ),
            symbol="q",
            ge=0,
            le=1,
        ),
    ] = None

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants", Text(fr="Participants analysés, au maximum", en="Participants analysed, at most"), minimum=2
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Plan de Simon en deux étapes", en="Simon's two-stage design"),
        question=Text(
            fr="Dans un seul groupe, le taux de succès dépasse-t-il une valeur insuffisante, avec un arrêt précoce pour "
            "futilité ?",
            en="In one group, does the success rate exceed an insufficient value, with an early stop for futility?",
        ),
        family=Family.BINARY,
        method=Text(
            fr="plan de Simon en deux étapes, probabilités binomiales exactes",
            en="Simon's two-stage design, exact binomial probabilities",
        ),
        limits=Text(
            fr="Un seul groupe, réponse connue avant d'ouvrir la seconde étape, nombres de participants respectés à chaque "
            "étape. La proportion observée et son intervalle usuel sont biaisés par l'arrêt possible : les estimer par une "
            "méthode à deux étapes. L'effectif maximal du plan optimal peut baisser quand la puissance monte. Plans étudiés "
            f"jusqu'à {LARGEST} participants.",
            en="One group, response known before the second stage opens, numbers of participants kept at each stage. The "
            "observed proportion and its usual interval are biased by the possible stop: estimate them by a two-stage "
            "method. The maximum size of the optimal design can fall as the power rises. Designs are studied up to "
            f"{LARGEST} participants.",
        ),
        references=(
            Reference(
                "Simon R. Optimal two-stage designs for phase II clinical trials. Control Clin Trials 1989;10:1-10",
                "10.1016/0197-2456(89)90015-9",
            ),
            Reference(
                "Jung SH, Carey M, Kim KM. Graphical search for two-stage designs for phase II clinical trials. "
                "Control Clin Trials 2001;22:367-72"
            ),
            Reference(
                "Jung SH, Lee T, Kim KM, George SL. Admissible two-stage designs for phase II cancer clinical trials. "
                "Stat Med 2004;23:561-9",
                "10.1002/sim.1600",
            ),
        ),
        measures=(Measure.PROPORTION,),
        endpoint=Endpoint.BINARY,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self.goal, self.p_expected - self.p_reference, "p_expected")
        if (self.weight is None) is (self.criterion == "admissible"):
            raise Refusal(WEIGHT_NOT_USED if self.weight is not None else WEIGHT_NEEDED, "weight")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(exact=True, chosen=True)

    def aimed(self, target: float) -> Self:
        return self.model_copy(update={"power": target})

    @classmethod
    def decided(cls) -> frozenset[str]:
        return super().decided() | {"power", "weight"}

    def idle(self) -> frozenset[str]:
        return frozenset({"power"})  # the target of the calculation, already said

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    def _favourable(self, p: float) -> float:
        """The probability of the outcome counted as a response: failures are counted when lower is better."""
        return p if self._test.sign > 0 else 1 - p

    @property
    def _plans(self) -> Plans:
        return plans(self._favourable(self.p_reference), self._favourable(self.p_expected), self._test.alpha)

    def _answer(self, criterion: str) -> Plan | None:
        """The design of a criterion for the power aimed at."""
        if self.power is None:
            return None
        if criterion == "admissible":
            return self._plans.weighted(self.power, self.weight or 0.0)
        return self._plans.minimax(self.power) if criterion == "minimax" else self._plans.optimal(self.power)

    def plan(self, size: float) -> Plan | None:
        """The two-stage design that a maximum size stands for; None when no threshold meets alpha."""
        largest, answer = min(int(size), LARGEST), self._answer(self.criterion)
        if answer is not None and largest == answer.n:
            return answer
        found: Plan | None = None
        for one in self._plans.best(largest):
            barred = one is None or (answer is not None and largest < answer.n and one.power >= (self.power or 1))
            if not barred and one is not None and (found is None or one.power > found.power):
                found = one
        return found

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        whole = np.clip(np.floor(n), 0, LARGEST).astype(int)
        best = self._plans.best(max(int(whole.max(initial=2)), 2))
        powers = np.array([0.0 if one is None else one.power for one in best])
        answer = self._answer(self.criterion)
        if answer is None or self.power is None:
            return np.asarray(np.maximum.accumulate(powers)[whole])
        below = np.maximum.accumulate(np.where(powers < self.power, powers, 0.0))[whole]
        reached = np.where(whole < answer.n, below, np.maximum.accumulate(powers)[whole])
        return np.asarray(np.where(whole == answer.n, answer.power, reached))

    def attained_if(self, truth: Design, size: Size) -> FloatArray:
        """The plan was chosen for the proportion expected: another one does not change its thresholds."""
        if not isinstance(truth, SimonTwoStage) or truth.p_reference != self.p_reference:
            return truth.attained(size)
        plan = self.plan(float(np.asarray(size["participants"])))
        return np.zeros(()) if plan is None else claim(plan, self._favourable(truth.p_expected))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        truth = self._favourable(self.p_expected if at == "alternative" else self.p_reference)
        plan = self.plan(float(np.asarray(size["participants"])))
        if plan is None:
            nothing = np.zeros(trials)
            return Trials(nothing, nothing, nothing + 1, nothing + 1, nothing > 0, nothing > 0)
        responses = (rng.random((trials, plan.n)) < truth).cumsum(axis=1)
        early, final = responses[:, plan.n1 - 1], responses[:, -1]
        goes_on = early > plan.r1
        count = np.where(goes_on, final, early).astype(np.float64)
        seen = np.where(goes_on, plan.n, plan.n1)
        lower, upper = interval(count, seen, 1 - 2 * self._test.alpha, "clopper_pearson")
        rate = count / seen
        if self._test.sign < 0:
            rate, lower, upper = 1 - rate, 1 - upper, 1 - lower
        return Trials(
            rate,
            lower,
            upper,
            self._p_value(plan, early, final, goes_on),
            goes_on & (final > plan.r),
            np.zeros(trials, dtype=bool),
        )

    def _p_value(self, plan: Plan, early: FloatArray, final: FloatArray, goes_on: np.ndarray) -> FloatArray:
        """Probability under H0 of a result as good, a trial that goes on being better than one that stops."""
        p0 = self._favourable(self.p_reference)
        ended = claim(plan, p0, np.arange(plan.n + 1) - 1)
        first = plan._replace(r1=-1, n1=plan.n1, n=plan.n1)  # P(X1 >= x)
        stopped = claim(first, p0, np.arange(plan.n1 + 1) - 1)
        return np.asarray(np.where(goes_on, ended[final], stopped[early]))

    def null_value(self) -> Value:
        return Value(self.p_reference, Unit.PROPORTION)

    def no_size(self) -> Text | None:
        return Text(
            fr=f"Aucun plan de Simon d'au plus {LARGEST} participants n'atteint {{target}} : la proportion attendue est trop "
            "proche de la référence. Choisir le test exact en une étape, ou revoir les hypothèses. (Recherche jusqu'à "
            "{largest} : {best}.)",
            en=f"No Simon design of at most {LARGEST} participants reaches {{target}}: the expected proportion is too close "
            "to the reference. Choose the exact single-stage test, or revise the assumptions. (Searched up to {largest}: "
            "{best}.)",
        )

    def variants(self) -> tuple[Variant, ...]:
        return tuple(
            Variant(text, self.model_copy(update={"criterion": name, "weight": None}))
            for name, text in self.choices()["criterion"].options.items()
            if name not in (self.criterion, "admissible")  # those are a table of their own
        )

    def _observed(self, responses: int, size: int) -> int:
        """The count as observed: events rather than their absence when lower is better."""
        return responses if self._test.sign > 0 else size - responses

    def least_success(self, size: Size) -> Phrase | None:
        plan = self.plan(float(np.asarray(size["participants"])))
        if plan is None:
            return None
        values = {
            "early": Value(self._observed(plan.r1 + 1, plan.n1), Unit.COUNT),
            "first": Value(plan.n1, Unit.COUNT),
            "count": Value(self._observed(plan.r + 1, plan.n), Unit.COUNT),
            "n": Value(plan.n, Unit.COUNT),
        }
        return Phrase(_AT_LEAST if self._test.sign > 0 else _AT_MOST, values)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        plan = self.plan(size["participants"])
        if plan is None:
            return ()
        others = (name for name in ("minimax", "optimal") if name != self.criterion)
        beside = ((name, self._answer(name)) for name in others)
        return (
            Step(_RISK, Value(plan.risk, Unit.PROPORTION)),
            Step(_POWER, Value(plan.power, Unit.PROPORTION)),
            *(Step(_other(name, one), Value(one.expected), _OTHER_HOW) for name, one in beside if one is not None),
        )

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        plan = self.plan(float(found.analysed))
        if plan is None:
            return ()
        first = plan._replace(r=plan.r1, n=plan.n1)
        stages = Exhibit(
            "stages",
            _STAGES,
            (Column(_STAGE), Column(_SEEN, Unit.COUNT), Column(_STOP, Unit.COUNT), Column(_GO, Unit.COUNT)),
            tuple(
                (name, float(one.n), float(one.r), float(one.r + 1))
                for name, one in ((_INTERIM, first), (_FINAL, plan))
            ),
            note=_COUNTED if self._test.sign < 0 else None,
        )
        columns = (
            (_SUCCESS, lambda p: float(claim(plan, self._favourable(p)))),
            (_EARLY, lambda p: float(1 - upper_tail(plan.r1 + 1, plan.n1, self._favourable(p)))),
            (_MEAN, lambda p: expected_size(plan, self._favourable(p))),
        )
        return (
            stages,
            *self._admissible(),
            operating_exhibit(_OPERATING, self.p_reference, self.p_expected, columns, _OPERATING_ALT),
        )

    def _admissible(self) -> tuple[Exhibit, ...]:
        """The designs from minimax to optimal and the weights for which each is the best, when the power aimed at is known."""
        hull = self._plans.admissible(self.power) if self.power is not None else ()
        if len(hull) < 2:
            return ()
        weights = (1.0, *(weight_between(a, b) for a, b in pairwise(hull)), 0.0)
        used = self._answer(self.criterion)
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                _MINIMAX if k == 0 else _OPTIMAL if k == len(hull) - 1 else _BETWEEN,
                verbatim(f"{one.r1}/{one.n1}"),
                verbatim(f"{one.r}/{one.n}"),
                *(one.expected, one.stopping, low, high),
            )
            for k, (one, high, low) in enumerate(zip(hull, weights, weights[1:], strict=False))
        )
        retained = hull.index(used) if used in hull else None
        return (Exhibit("admissible", _ADMISSIBLE, _ADMISSIBLE_COLUMNS, rows, retained, _ADMISSIBLE_NOTE),)

    def sentence(self) -> Text:
        return sentence_by(self.criterion)

    def r_call(self) -> str | None:
        p0, p1 = self._favourable(self.p_reference), self._favourable(self.p_expected)
        return f"clinfun::ph2simon({p0:g}, {p1:g}, {self._test.alpha:g}, {{beta}}, nmax = {LARGEST})"


def _other(criterion: str, plan: Plan) -> Text:
    numbers = f"r1/n1 = {plan.r1}/{plan.n1}, r/n = {plan.r}/{plan.n}"
    return Text(fr=f"Plan {criterion} pour comparaison : {numbers}", en=f"The {criterion} design beside it: {numbers}")


_STAGES = Text(fr="Les deux étapes et leurs seuils", en="Both stages and their thresholds")
_STAGE = Text(fr="Étape", en="Stage")
_INTERIM = Text(fr="première étape (r1/n1)", en="first stage (r1/n1)")
_FINAL = Text(fr="analyse finale (r/n)", en="final analysis (r/n)")
_SEEN = Text(fr="Participants analysés, cumulés", en="Participants analysed, cumulative")
_STOP = Text(fr="Arrêt ou échec jusqu'à (réponses favorables)", en="Stop or fail up to (favourable responses)")
_GO = Text(fr="Poursuite ou succès à partir de", en="Go on or succeed from")
_COUNTED = Text(
    fr="Une réponse favorable est ici l'absence d'événement.", en="A favourable response is here the absence of event."
)
_ADMISSIBLE = Text(
    fr="Plans admissibles, du plan minimax au plan optimal", en="Admissible designs, from minimax to optimal"
)
_MINIMAX, _BETWEEN, _OPTIMAL = (
    Text(fr=fr, en=en) for fr, en in (("minimax", "minimax"), ("intermédiaire", "in between"), ("optimal", "optimal"))
)
_ADMISSIBLE_COLUMNS = (
    Column(Text(fr="Plan", en="Design")),
    Column(Text(fr="Première étape (r1/n1)", en="First stage (r1/n1)")),
    Column(Text(fr="Au total (r/n)", en="In all (r/n)")),
    Column(Text(fr="Effectif moyen sous H0", en="Expected size under H0")),
    Column(
        Text(fr="Probabilité d'arrêt précoce sous H0", en="Probability of early stopping under H0"), Unit.PROPORTION
    ),
    Column(Text(fr="Poids, borne basse", en="Weight, lower end")),
    Column(Text(fr="Poids, borne haute", en="Weight, upper end")),
)
_ADMISSIBLE_NOTE = Text(
    fr="Le poids est celui de l'effectif maximal, face à l'effectif moyen sous H0. Un plan est admissible quand aucun autre n'a "
    "une somme pondérée plus petite pour un poids de son intervalle (Jung et al. 2004).",
    en="The weight is that of the maximum size, against the expected size under H0. A design is admissible when no other has "
    "a smaller weighted sum for a weight in its range (Jung et al. 2004).",
)
_OPERATING = Text(
    fr="Probabilité de succès, probabilité d'arrêt précoce et effectif moyen selon la proportion réelle",
    en="Probability of success, probability of early stopping and expected size by true proportion",
)
_OPERATING_ALT = Text(
    fr="Quand la proportion réelle devient plus favorable, la probabilité de succès croît et celle d'un arrêt précoce baisse.",
    en="As the true proportion becomes more favourable, the probability of success rises and that of an early stop falls.",
)
_SUCCESS = Column(Text(fr="Probabilité de succès", en="Probability of success"), Unit.PROPORTION)
_EARLY = Column(Text(fr="Probabilité d'arrêt précoce", en="Probability of early stopping"), Unit.PROPORTION)
_MEAN = Column(Text(fr="Effectif moyen", en="Expected size"))
_RISK = Text(fr="Risque de première espèce réel", en="Actual type I error")
_POWER = Text(fr="Puissance de ce plan", en="Power of this design")
_OTHER_HOW = Text(fr="effectif moyen de ce plan sous H0", en="expected size of that design under H0")
_AT_LEAST = Text(
    fr="poursuite si au moins {early} réponses favorables sur {first} sont observées, succès si au moins {count} sur {n} le "
    "sont au total",
    en="go on if at least {early} favourable results out of {first} are observed, success if at least {count} out of {n} "
    "are in all",
)
_AT_MOST = Text(
    fr="poursuite si au plus {early} événements sur {first} sont observés, succès si au plus {count} sur {n} le sont au total",
    en="go on if at most {early} events out of {first} are observed, success if at most {count} out of {n} are in all",
)
