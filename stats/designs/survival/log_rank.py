"""Time to event between two arms: the log-rank test under exponential times, uniform accrual and exponential losses.

The power comes from the expected number of events (Schoenfeld); the number of participants from the average
probability that an event is seen, in closed form. Freedman's and Lachin and Foulkes' formulas are variants. Lakatos'
method follows both arms over time by integration: it is the one that stays right with unequal arms.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.survival.exponential import ExponentialArms
from stats.formulas.survival.follow_up_clause import with_follow_up
from stats.formulas.survival.log_rank_score import log_rank, ordered, score_z
from stats.formulas.survival.survival_curves import Pieces, Watch
from stats.formulas.survival.weighted_log_rank import Comparison, Expected, expected
from stats.goals import (
    WRONG_HAZARD,
    AnyComparison,
    NoEquivalence,
    NonInferiority,
    OneSided,
    on_log_scale,
    refuse_wrong_side,
)
from stats.normal import Phi, z
from stats.quantities import Choice, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_FREEDMAN = Text(
    fr="La formule de Freedman n'existe que pour une supériorité : choisir Schoenfeld ou Lachin-Foulkes.",
    en="Freedman's formula exists for superiority only: choose Schoenfeld or Lachin-Foulkes.",
)

_NORMAL = ("schoenfeld", "lachin_foulkes", "lakatos_null")  # whose statistic has independent increments


class LogRank(ExponentialArms):
    """Compare the times to an event of two independent arms by a log-rank test."""

    kind: Literal["log_rank"] = "log_rank"
    goal: NoEquivalence
    method: Annotated[
        Literal["schoenfeld", "freedman", "lachin_foulkes", "lakatos", "lakatos_null"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "schoenfeld": Text(fr="Schoenfeld", en="Schoenfeld"),
                "freedman": Text(fr="Freedman", en="Freedman"),
                "lachin_foulkes": Text(fr="Lachin et Foulkes", en="Lachin and Foulkes"),
                "lakatos": Text(
                    fr="Lakatos, variance sous l'alternative (bras inégaux)",
                    en="Lakatos, variance under the alternative (unequal arms)",
                ),
                "lakatos_null": Text(
                    fr="Lakatos, variance sous l'hypothèse nulle (1988, SAS)",
                    en="Lakatos, variance under the null hypothesis (1988, SAS)",
                ),
            },
            help=Text(
                fr="À bras inégaux, choisir Lakatos avec la variance sous l'alternative : sa puissance est exacte à moins "
                "d'un point près.",
                en="With unequal arms choose Lakatos with the variance under the alternative: its power is right to "
                "within a point.",
            ),
        ),
    ] = "schoenfeld"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants randomisés, deux bras", en="Participants randomised, both arms"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Comparaison de deux délais jusqu'à événement", en="Comparison of two times to event"),
        question=Text(
            fr="Le dispositif retarde-t-il (ou hâte-t-il, si c'est souhaitable) un événement, par rapport au "
            "comparateur ?",
            en="Does the device delay (or hasten, when that is desirable) an event, against the comparator?",
        ),
        family=Family.SURVIVAL,
        method=Text(
            fr="test du log-rank, nombre d'événements de Schoenfeld, délais et sorties d'étude exponentiels",
            en="log-rank test, Schoenfeld's number of events, exponential times and losses",
        ),
        limits=Text(
            fr="Risques proportionnels et à peu près constants ; sorties d'étude sans lien avec l'événement. À bras "
            "inégaux les formules s'écartent de la puissance réelle (simulée pour un hazard ratio de 0,6 et 80 % "
            "visés) : Schoenfeld 77 % à 1:2 et 83 % à 2:1, Lachin-Foulkes 78 % et 82 %, Freedman 84 % et 78 % ; "
            "davantage à 1:4 ou 4:1. La méthode de Lakatos avec la variance sous l'alternative reste à moins d'un point "
            "(de 1:4 à 4:1) et doit alors être choisie.",
            en="Proportional and roughly constant hazards; losses unrelated to the event. With unequal arms the "
            "formulas depart from the true power (simulated for a hazard ratio of 0.6 and 80% wanted): Schoenfeld "
            "77% at 1:2 and 83% at 2:1, Lachin-Foulkes 78% and 82%, Freedman 84% and 78%; more at 1:4 or 4:1. Lakatos' "
            "method with the variance under the alternative stays within a point (1:4 to 4:1) and must be chosen then.",
        ),
        references=(
            Reference(
                "Schoenfeld DA. Sample-size formula for the proportional-hazards regression model. Biometrics "
                "1983;39:499-503",
                "10.2307/2531021",
            ),
            Reference(
                "Freedman LS. Tables of the number of patients required in clinical trials using the logrank test. "
                "Stat Med 1982;1:121-9",
                "10.1002/sim.4780010204",
            ),
            Reference(
                "Lachin JM, Foulkes MA. Evaluation of sample size and power for analyses of survival. Biometrics "
                "1986;42:507-19",
                "10.2307/2531201",
            ),
            Reference(
                "Lakatos E. Sample sizes based on the log-rank statistic in complex clinical trials. Biometrics "
                "1988;44:229-41",
                "10.2307/2531910",
            ),
        ),
        measures=(Measure.HAZARD_RATIO,),
        endpoint=Endpoint.TIME_TO_EVENT,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if isinstance(self.goal, NonInferiority) and self.method == "freedman":
            raise Refusal(_FREEDMAN, "method")
        refuse_wrong_side(self._log_goal, log(self.hazard_ratio), "hazard_ratio", WRONG_HAZARD)
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True, normal=self.method in _NORMAL, losses_inside=True)

    @property
    def _log_goal(self) -> AnyComparison:
        return on_log_scale(self.goal)

    @property
    def _test(self) -> OneSided:
        return self._log_goal.tests()[0]

    @property
    def _distance(self) -> float:
        """Distance of the expected log hazard ratio from the null one, negative on the wrong side."""
        return self._test.sign * (log(self.hazard_ratio) - self._test.null)

    def _schoenfeld(self, size: Size) -> FloatArray:
        """Inverse standard error of the log hazard ratio from the events of both arms."""
        events = sum(self.arm_events(size, *self.hazards))
        return np.asarray(np.sqrt(events * self.allocation) / (1 + self.allocation))

    def attained(self, size: Size) -> FloatArray:
        critical = z(self._test.alpha)
        if self.method == "schoenfeld":
            return np.asarray(Phi(self._distance * self._schoenfeld(size) - critical))
        if self.method == "freedman":
            ratio, k = self.hazard_ratio, self.allocation
            events = sum(self.arm_events(size, *self.hazards))
            return np.asarray(Phi(self._test.sign * (ratio - 1) / (1 + ratio * k) * np.sqrt(events * k) - critical))
        if self.method in ("lakatos", "lakatos_null"):
            spread = self._lakatos.spread if self.method == "lakatos" else 1.0
            return np.asarray(Phi((self._lakatos_drift(size) - critical) / spread))
        return np.asarray(Phi(self._lachin_foulkes(size)))

    def _lachin_foulkes(self, size: Size) -> FloatArray:
        """The normal deviate of the power: variances from the events of both arms, under H0 and under H1."""
        null, alternative = (
            np.sqrt(sum(1 / one for one in self.arm_events(size, *hazards)))
            for hazards in (self._null_hazards, self.hazards)
        )
        return np.asarray((self._distance - z(self._test.alpha) * null) / alternative)

    @property
    def _lakatos(self) -> Expected:
        """Expected score and variance of one participant, by integration over the follow-up."""
        experimental, control = (Pieces((0.0,), (one,)) for one in self.hazards)
        watch = Watch.uniform(self.accrual, self.follow_up, self.loss)
        share = self.allocation / (1 + self.allocation)
        return expected(Comparison(watch, experimental, control, share, exp(self._test.null)))

    def _lakatos_drift(self, size: Size) -> FloatArray:
        total = np.asarray(size["participants"], dtype=np.float64)
        return np.asarray(self._test.sign * self._lakatos.drift * np.sqrt(total))

    @property
    def _null_hazards(self) -> tuple[float, float]:
        """Hazards on the null boundary with the same average over the participants (Lachin and Foulkes)."""
        experimental, control = self.hazards
        ratio = exp(self._test.null)
        control = (experimental * self.allocation + control) / (1 + ratio * self.allocation)
        return ratio * control, control

    def drift(self, size: Size) -> FloatArray:
        if not self.traits.normal:
            return super().drift(size)
        if self.method == "lakatos_null":
            return self._lakatos_drift(size)
        if self.method == "lachin_foulkes":
            return np.asarray(z(self._test.alpha) + self._lachin_foulkes(size))
        return np.asarray(self._distance * self._schoenfeld(size))

    def observed(self, size: Size, deviate: float) -> float | None:
        if not self.traits.normal:
            return None
        distance = (log(self.hazard_ratio) - self._test.null) * deviate / float(self.drift(size))
        return exp(np.clip(self._test.null + distance, -700, 700))

    def _truth(self, at: Truth) -> float:
        return self.hazard_ratio if at == "alternative" else exp(self._test.null)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """The log-rank test (with an offset under a margin) and the Cox estimate, at the planned end of the study."""
        test, parts = self._test, []
        for cohort in self.cohorts(size, trials, rng, self._truth(at)):
            found = log_rank(ordered(*cohort.seen(), cohort.experimental), test.null)
            failed = found.events == 0
            p = np.where(failed, 1.0, Phi(-test.sign * found.z))
            known = np.isfinite(found.error)  # not when one arm has no event: the interval is then unbounded
            centre, error = np.where(known, found.log_ratio, 0.0), np.where(known, found.error, 0.0)
            with np.errstate(over="ignore"):
                lower = np.where(known, np.exp(centre - z(test.alpha) * error), 0.0)
                upper = np.where(known, np.exp(centre + z(test.alpha) * error), np.inf)
                estimate = np.exp(found.log_ratio)
            parts.append(Trials(estimate, lower, upper, p, p <= test.alpha, failed))
        return Trials.joined(parts)

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        """Log-rank statistics when a fraction of the planned events has occurred; the last one at the planned end."""
        if not self.traits.normal:
            return super().paths(size, information, trials, rng, at)
        test, planned = self._test, self.events({"participants": float(np.asarray(size["participants"]))})
        rows = []
        for cohort in self.cohorts(size, trials, rng, self._truth(at)):
            when = [
                cohort.time_of_event(round(fraction * planned)) if fraction < 1 else None for fraction in information
            ]
            looks = [test.sign * score_z(ordered(*cohort.seen(one), cohort.experimental), test.null) for one in when]
            rows.append(np.stack(looks, axis=1))
        return np.concatenate(rows)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method", without=("freedman",) if isinstance(self.goal, NonInferiority) else ())

    def caution(self) -> Text | None:
        return None if self.allocation == 1 or self.method == "lakatos" else _UNEQUAL

    def method_text(self) -> Text:
        if self.method == "schoenfeld":
            return self.card.method
        option = self.option("method")
        return Text(
            fr=f"test du log-rank, méthode de {option.fr}, délais et sorties d'étude exponentiels",
            en=f"log-rank test, method of {option.en}, exponential times and losses",
        )

    def least_success(self, size: Size) -> Phrase | None:
        test = self._test
        edge = exp(test.null + test.sign * z(test.alpha) / float(self._schoenfeld(size)))
        events = self.events({"participants": float(np.asarray(size["participants"]))})
        values = {"edge": Value(edge, Unit.EFFECT_RATIO), "events": Value(events, Unit.COUNT)}
        return Phrase(_AT_MOST if test.sign < 0 else _AT_LEAST, values)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        hazards = self.hazards
        events = self.events(size)
        average = events / size["participants"]
        months = (*hazards, self.loss) if self.dropout > 0 else hazards
        return (
            *(Step(text, Value(one), _PER_MONTH) for text, one in zip(_HAZARDS, months, strict=False)),
            *(
                Step(text, Value(float(one), Unit.PROPORTION))
                for text, one in zip(_SEEN, self.seen(*hazards), strict=True)
            ),
            Step(_AVERAGE, Value(average, Unit.PROPORTION), _WEIGHTED),
            Step(_EVENTS, Value(events), _TIMES),
            *self._lakatos_steps(),
        )

    def _lakatos_steps(self) -> tuple[Step, ...]:
        if self.method not in ("lakatos", "lakatos_null"):
            return ()
        drift = Step(_DRIFT, Value(self._test.sign * self._lakatos.drift), _BY_ROOT)
        return (drift, Step(_SPREAD, Value(self._lakatos.spread))) if self.method == "lakatos" else (drift,)

    def sentence(self) -> Text:
        return with_follow_up(_SENTENCES[self.goal.kind], self.accrual, self.dropout)

    def r_call(self) -> str | None:
        if self.method in ("lakatos", "lakatos_null"):
            return None
        goal, accrual = self.goal, max(self.accrual, _NO_ACCRUAL)
        hazards = self.hazards[1], exp(self._test.null), self.loss
        control, null, loss = (f"{one:.10g}" for one in hazards)
        sided = goal.sides if goal.kind == "superiority" else 1
        risk = f"alpha = {goal.alpha:g}, sided = {sided}, beta = {{beta}}"
        if self.method == "lachin_foulkes":
            return (
                f"gsDesign::nSurv(lambdaC = {control}, hr = {self.hazard_ratio:g}, hr0 = {null}, eta = {loss}, "
                f"R = {accrual:g}, T = {accrual + self.follow_up:.10g}, minfup = {self.follow_up:g}, "
                f'ratio = {self.allocation:g}, {risk}, method = "LachinFoulkes")'
            )
        return (
            f"rpact::getSampleSizeSurvival(hazardRatio = {self.hazard_ratio:g}, thetaH0 = {null}, lambda2 = {control}, "
            f"accrualTime = {accrual:g}, followUpTime = {self.follow_up:g}, dropoutRate1 = {self.dropout:g}, "
            f"dropoutRate2 = {self.dropout:g}, dropoutTime = {self.horizon:g}, "
            f"allocationRatioPlanned = {self.allocation:g}, {risk}, "
            f'typeOfComputation = "{self.method.title()}")'
        )


_NO_ACCRUAL = 1e-6  # rpact returns NaN at 0
_HAZARDS = (
    Text(fr="Risque instantané, bras expérimental", en="Hazard, experimental arm"),
    Text(fr="Risque instantané, bras contrôle", en="Hazard, control arm"),
    Text(fr="Risque instantané de sortie d'étude", en="Hazard of loss to follow-up"),
)
_PER_MONTH = Text(fr="par mois, -ln(1 - proportion) / horizon", en="per month, -ln(1 - proportion) / horizon")
_SEEN = (
    Text(
        fr="Probabilité d'observer l'événement, bras expérimental",
        en="Probability of seeing the event, experimental arm",
    ),
    Text(fr="Probabilité d'observer l'événement, bras contrôle", en="Probability of seeing the event, control arm"),
)
_AVERAGE = Text(fr="Probabilité moyenne d'observer l'événement", en="Average probability of seeing the event")
_WEIGHTED = Text(fr="moyenne des deux bras selon l'allocation", en="average of both arms by allocation")
_EVENTS = Text(fr="Événements attendus", en="Expected events")
_TIMES = Text(fr="participants × probabilité moyenne", en="participants × average probability")
_DRIFT = Text(
    fr="Espérance de la statistique du log-rank, par racine de participant",
    en="Expected log-rank statistic, per root of a participant",
)
_BY_ROOT = Text(
    fr="score espéré / racine de sa variance nulle, intégrés sur le suivi",
    en="expected score / root of its null variance, integrated over the follow-up",
)
_SPREAD = Text(
    fr="Écart type de la statistique sous l'alternative", en="Standard deviation of the statistic under the alternative"
)
_AT_MOST = Text(
    fr="succès si le hazard ratio observé est au plus de {edge} (avec {events} événements)",
    en="success if the observed hazard ratio is at most {edge} (with {events} events)",
)
_AT_LEAST = Text(
    fr="succès si le hazard ratio observé est d'au moins {edge} (avec {events} événements)",
    en="success if the observed hazard ratio is at least {edge} (with {events} events)",
)
_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence un hazard ratio de {hazard_ratio} par un test du log-rank, avec une proportion "
        "sans événement de {survival_control} à {horizon} dans le bras contrôle, au risque de première espèce "
        "{sides} de {alpha} et avec une puissance de {target}, {n_events} événements sont nécessaires, soit "
        "{n_total} participants ({n_arms}), ",
        en="To detect a hazard ratio of {hazard_ratio} by a log-rank test, with an event-free proportion of "
        "{survival_control} at {horizon} in the control arm, at a {sides} type I error of {alpha} and with a power "
        "of {target}, {n_events} events are needed, that is {n_total} participants ({n_arms}), ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une limite de hazard ratio de {margin}, sous un hazard ratio vrai "
        "de {hazard_ratio} et une proportion sans événement de {survival_control} à {horizon} dans le bras contrôle, "
        "au risque de première espèce unilatéral de {alpha} et avec une puissance de {target}, {n_events} événements "
        "sont nécessaires, soit {n_total} participants ({n_arms}), ",
        en="To show non-inferiority with a hazard-ratio limit of {margin}, under a true hazard ratio of "
        "{hazard_ratio} and an event-free proportion of {survival_control} at {horizon} in the control arm, at a "
        "one-sided type I error of {alpha} and with a power of {target}, {n_events} events are needed, that is "
        "{n_total} participants ({n_arms}), ",
    ),
}
_UNEQUAL = Text(
    fr="À bras inégaux, cette formule s'écarte de la puissance réelle de plusieurs points : choisir la méthode de Lakatos "
    "avec la variance sous l'alternative, ou vérifier par simulation.",
    en="With unequal arms this formula departs from the true power by several points: choose Lakatos' method with the "
    "variance under the alternative, or check by simulation.",
)
