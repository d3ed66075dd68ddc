"""Time to an event that another event can forestall (competing risk): cause-specific log-rank test or Gray's test.

The cause-specific test asks whether the device acts on the event itself; Gray's test (the Fine-Gray model without
covariates) asks whether fewer patients end up having it. Hazards are constant; power by integration over the follow-up,
or from the number of events (Schoenfeld; Latouche for the subdistribution).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import exp, log, log1p
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.survival.changing_hazards import LAKATOS
from stats.formulas.survival.follow_up_clause import with_follow_up
from stats.formulas.survival.gray import ExpectedGray, expected_gray, gray
from stats.formulas.survival.log_rank_score import log_rank, ordered
from stats.formulas.survival.survival_curves import TOO_EXTREME, Pieces, Watch, monthly, rows_at_once
from stats.formulas.survival.weighted_log_rank import Comparison, Expected, expected, ratio_trials
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
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import BoolArray, FloatArray, Trials
from stats.two_arms import TwoArms

_TOO_MANY = Text(
    fr="L'événement et l'événement concurrent ne peuvent pas toucher à eux deux tous les participants à l'horizon : leur somme "
    "doit rester inférieure à 1.",
    en="The event and the competing event cannot together reach every participant by the horizon: their sum must stay below 1.",
)
_NO_MARGIN = Text(
    fr="Le test de Gray ne se prête ici qu'à une supériorité : pour une marge, choisir le log-rank cause-spécifique.",
    en="Gray's test serves superiority only here: for a margin choose the cause-specific log-rank test.",
)


def _share(fr: str, en: str, help_fr: str, help_en: str, symbol: str, ge: float | None = None) -> Quantity:
    gt = 0 if ge is None else None
    return Quantity(Text(fr=fr, en=en), Unit.PROPORTION, Text(fr=help_fr, en=help_en), symbol, gt=gt, ge=ge, lt=1)


def _months(fr: str, en: str, help_fr: str, help_en: str, symbol: str, ge: float | None = None) -> Quantity:
    gt = 0 if ge is None else None
    return Quantity(Text(fr=fr, en=en), Unit.MONTHS, Text(fr=help_fr, en=help_en), symbol, gt=gt, ge=ge)


class CompetingRisks(TwoArms):
    """Compare two arms on an event in the presence of a competing one."""

    kind: Literal["competing_risks"] = "competing_risks"
    goal: NoEquivalence
    hazard_ratio: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Hazard ratio cause-spécifique attendu (expérimental / contrôle)",
                en="Expected cause-specific hazard ratio (experimental / control)",
            ),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="Rapport des risques instantanés de l'événement parmi ceux qui n'ont encore eu aucun des deux.",
                en="Ratio of the hazards of the event among those who have had neither event yet.",
            ),
            symbol="HR",
            gt=0,
        ),
    ]
    incidence_control: Annotated[
        float,
        _share(
            "Incidence cumulée de l'événement à l'horizon, bras contrôle",
            "Cumulative incidence of the event at the horizon, control arm",
            "Part des participants ayant eu l'événement à l'horizon, l'événement concurrent étant pris en compte (Aalen-Johansen "
            "et non 1 - Kaplan-Meier).",
            "Share of participants with the event by the horizon, accounting for the competing event (Aalen-Johansen, not "
            "1 - Kaplan-Meier).",
            "I_C",
        ),
    ]
    competing_control: Annotated[
        float,
        _share(
            "Incidence cumulée de l'événement concurrent à l'horizon, bras contrôle",
            "Cumulative incidence of the competing event at the horizon, control arm",
            "Part des participants ayant eu d'abord l'événement concurrent (un décès d'autre cause, par exemple).",
            "Share of participants with the competing event first (a death from another cause, for example).",
            "J_C",
        ),
    ]
    horizon: Annotated[
        float,
        _months(
            "Horizon de ces incidences",
            "Horizon of these incidences",
            "Temps depuis l'inclusion, en mois.",
            "Time since inclusion, in months.",
            "t",
        ),
    ]
    accrual: Annotated[
        float,
        _months(
            "Durée des inclusions",
            "Accrual period",
            "En mois, à rythme constant. 0 si chacun est suivi exactement la durée de suivi.",
            "In months, at a constant rate. 0 when everyone is followed for exactly the follow-up.",
            "A",
            ge=0,
        ),
    ]
    follow_up: Annotated[
        float,
        _months(
            "Suivi minimal",
            "Minimum follow-up",
            "En mois, de la dernière inclusion à l'analyse finale.",
            "In months, from the last inclusion to the final analysis.",
            "F",
        ),
    ]
    competing_ratio: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Hazard ratio de l'événement concurrent (expérimental / contrôle)",
                en="Hazard ratio of the competing event (experimental / control)",
            ),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="1 si le dispositif n'agit pas sur l'événement concurrent.",
                en="1 when the device does not act on the competing event.",
            ),
            symbol="HR_2",
            gt=0,
        ),
    ] = 1.0
    dropout: Annotated[
        float,
        _share(
            "Perdus de vue à l'horizon",
            "Lost to follow-up by the horizon",
            "Part des participants perdus de vue avant l'horizon en l'absence des deux événements, identique dans les deux bras.",
            "Share of participants lost before the horizon in the absence of both events, the same in both arms.",
            "d",
            ge=0,
        ),
    ] = 0.0
    test: Annotated[
        Literal["cause_specific", "gray"],
        Choice(
            label=Text(fr="Test", en="Test"),
            options={
                "cause_specific": Text(fr="Log-rank cause-spécifique", en="Cause-specific log-rank"),
                "gray": Text(
                    fr="Test de Gray (incidences cumulées, Fine-Gray)",
                    en="Gray's test (cumulative incidences, Fine-Gray)",
                ),
            },
        ),
    ] = "cause_specific"
    method: Annotated[
        Literal["integral", "events"],
        Choice(
            label=Text(fr="Calcul de la puissance", en="Computation of power"),
            options={
                "integral": Text(fr="Intégration sur le suivi", en="Integration over the follow-up"),
                "events": Text(
                    fr="Nombre d'événements (Schoenfeld, Latouche)", en="Number of events (Schoenfeld, Latouche)"
                ),
            },
        ),
    ] = "integral"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants randomisés, deux bras", en="Participants randomised, both arms"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Comparaison de deux délais avec un événement concurrent",
            en="Comparison of two times with a competing event",
        ),
        question=Text(
            fr="Le dispositif évite-t-il un événement que d'autres issues (un décès d'autre cause) peuvent empêcher d'observer ?",
            en="Does the device prevent an event that other outcomes (a death from another cause) can keep from being seen?",
        ),
        family=Family.SURVIVAL,
        method=Text(
            fr="log-rank cause-spécifique ou test de Gray, score espéré et variance par intégration, risques constants",
            en="cause-specific log-rank or Gray's test, expected score and variance by integration, constant hazards",
        ),
        limits=Text(
            fr="Risques cause-spécifiques constants, sorties d'étude sans lien avec les événements. Sous ces hypothèses le "
            "hazard ratio de sous-distribution varie avec le temps : la formule de Latouche prend celui de l'horizon. Par "
            "intégration, puissance à moins d'un point et demi de la puissance simulée ; par le nombre d'événements, plusieurs "
            "points d'écart à bras inégaux.",
            en="Constant cause-specific hazards, losses unrelated to the events. Under these assumptions the subdistribution "
            "hazard ratio changes with time: Latouche's formula takes that of the horizon. By integration, power within a "
            "point and a half of the simulated one; from the number of events, several points off with unequal arms.",
        ),
        references=(
            Reference(
                "Gray RJ. A class of K-sample tests for comparing the cumulative incidence of a competing risk. Ann Stat "
                "1988;16:1141-54",
                "10.1214/aos/1176350951",
            ),
            Reference(
                "Fine JP, Gray RJ. A proportional hazards model for the subdistribution of a competing risk. J Am Stat Assoc "
                "1999;94:496-509",
                "10.1080/01621459.1999.10474144",
            ),
            Reference(
                "Latouche A, Porcher R, Chevret S. Sample size formula for proportional hazards modelling of competing risks. "
                "Stat Med 2004;23:3263-74",
                "10.1002/sim.1915",
            ),
            Reference(*LAKATOS),
        ),
        measures=(Measure.HAZARD_RATIO, Measure.SUBDISTRIBUTION_HAZARD_RATIO),
        endpoint=Endpoint.TIME_TO_EVENT,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.incidence_control + self.competing_control >= 1:
            raise Refusal(_TOO_MANY, "competing_control")
        if isinstance(self.goal, NonInferiority) and self.test == "gray":
            raise Refusal(_NO_MARGIN, "test")
        effect = log(self.hazard_ratio) if self.test == "cause_specific" else self._gray.log_ratio
        if not np.isfinite([effect, self._expected.spread, self._gray.variance]).all():
            raise Refusal(TOO_EXTREME, "hazard_ratio")
        refuse_wrong_side(self._log_goal, effect, "hazard_ratio", WRONG_HAZARD)
        return self

    @property
    def traits(self) -> Traits:
        return Traits(losses_inside=True)

    @property
    def _log_goal(self) -> AnyComparison:
        return on_log_scale(self.goal)

    @property
    def _test(self) -> OneSided:
        return self._log_goal.tests()[0]

    @property
    def share(self) -> float:
        """Share of the participants in the experimental arm."""
        return self.allocation / (1 + self.allocation)

    @property
    def watch(self) -> Watch:
        """Inclusions, end of study and losses."""
        return Watch.uniform(self.accrual, self.follow_up, monthly(self.dropout, self.horizon))

    @property
    def hazards(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Monthly hazards of the event and of the competing event, in the experimental and in the control arm."""
        either = self.incidence_control + self.competing_control
        total = monthly(either, self.horizon)
        control = total * self.incidence_control / either, total * self.competing_control / either
        return (self.hazard_ratio * control[0], self.competing_ratio * control[1]), control

    def _incidence(self, arm: tuple[float, float]) -> float:
        """Cumulative incidence of the event at the horizon."""
        return arm[0] / sum(arm) * -float(np.expm1(-sum(arm) * self.horizon))

    @property
    def subdistribution_ratio(self) -> float:
        """Subdistribution hazard ratio at the horizon."""
        experimental, control = self.hazards
        return log1p(-self._incidence(experimental)) / log1p(-self._incidence(control))

    @cached_property
    def _expected(self) -> Expected:
        (one, other), (two, rival) = self.hazards
        event = Pieces((0.0,), (one,)), Pieces((0.0,), (two,))
        competing = Pieces((0.0,), (other,)), Pieces((0.0,), (rival,))
        return expected(Comparison(self.watch, *event, self.share, exp(self._test.null), competing=competing))

    @cached_property
    def _gray(self) -> ExpectedGray:
        with np.errstate(all="ignore"):
            return expected_gray(self.watch, *self.hazards, self.share)

    def _unit(self) -> tuple[float, float]:
        """Expected statistic of one participant, positive in the claimed direction, and the spread of the statistic."""
        sign = self._test.sign
        if self.method == "events":
            ratio = self.hazard_ratio if self.test == "cause_specific" else self.subdistribution_ratio
            seen = self.events({"participants": 1.0})
            return sign * (log(ratio) - self._test.null) * float(np.sqrt(seen * self.share * (1 - self.share))), 1.0
        if self.test == "gray":
            return sign * self._gray.score / float(np.sqrt(self._gray.variance)), 1.0
        return sign * self._expected.drift, self._expected.spread

    def attained(self, size: Size) -> FloatArray:
        drift, spread = self._unit()
        root = np.sqrt(np.asarray(size["participants"], dtype=np.float64))
        return np.asarray(Phi((drift * root - z(self._test.alpha)) / spread))

    def events(self, size: Mapping[str, float]) -> float:
        return float(sum(n * seen for n, seen in zip(self.sizes(size), self._expected.events, strict=True)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Both events and the losses, then the named test; the ratio is that of Cox, or one step from 1 for Gray."""
        first, second = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        experimental, control = self.hazards
        if at == "null":
            same = control[1] if self.test == "gray" else experimental[1]
            experimental = control[0] * exp(self._test.null), same
        total = np.repeat([sum(experimental), sum(control)], [first, second])
        part = np.repeat([experimental[0] / sum(experimental), control[0] / sum(control)], [first, second])
        parts, most, watch = [], rows_at_once(first + second), self.watch
        for done in range(0, trials, most):
            shape = min(most, trials - done), first + second
            times = rng.standard_exponential(shape) / total
            which = rng.random(shape) < part
            censored = np.minimum(watch.limits(shape, rng), watch.lost(shape, rng))
            seen, left = times <= censored, np.minimum(times, censored)
            parts.append(self._analysed(left, seen & which, seen & ~which, first))
        return Trials.joined(parts)

    def _analysed(self, times: FloatArray, event: BoolArray, competing: BoolArray, first: int) -> Trials:
        if self.test == "cause_specific":
            cox = log_rank(ordered(times.astype(np.float32), event, first), self._test.null)
            return ratio_trials(cox.log_ratio, cox.error, cox.z, cox.events == 0, self._test)
        found = gray(times, event, competing, first)
        failed = (found.variance <= 0) | (found.information <= 0)
        error = np.sqrt(np.where(failed, 1.0, found.variance))
        information = np.where(failed, 1.0, found.information)
        unbounded = np.where(failed, np.inf, error / information)
        return ratio_trials(found.score / information, unbounded, found.score / error, failed, self._test)

    def caution(self) -> Text | None:
        if self.method == "integral" or (self.allocation == 1 and self.test == "cause_specific"):
            return None
        return _BY_EVENTS

    def variants(self) -> tuple[Variant, ...]:
        found = []
        for name in ("test", "method"):
            for value, text in self.choices()[name].options.items():
                if value == getattr(self, name) or (value == "gray" and isinstance(self.goal, NonInferiority)):
                    continue
                try:
                    changed = type(self).model_validate(self.model_dump() | {name: value})
                except ValueError:  # the two tests can see effects in opposite directions
                    continue
                found.append(Variant(text, changed))
        return tuple(found)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        experimental, control = self.hazards
        drift, spread = self._unit()
        return (
            Step(_CONTROL[0], Value(control[0]), _PER_MONTH),
            Step(_CONTROL[1], Value(control[1]), _PER_MONTH),
            Step(_INCIDENCE, Value(self._incidence(experimental), Unit.PROPORTION)),
            Step(_SUBDISTRIBUTION, Value(self.subdistribution_ratio, Unit.EFFECT_RATIO), _LOGS),
            Step(_EVENTS, Value(self.events(size))),
            Step(_DRIFT, Value(drift)),
            Step(_SPREAD, Value(spread)),
        )

    def sentence(self) -> Text:
        return with_follow_up(_SENTENCES[self.goal.kind], self.accrual, self.dropout, _TESTS[self.test])


_BY_EVENTS = Text(
    fr="La formule du nombre d'événements s'écarte de la puissance réelle de plusieurs points à bras inégaux ou, pour le test "
    "de Gray, quand l'effet est marqué : choisir l'intégration sur le suivi.",
    en="The number-of-events formula departs from the true power by several points with unequal arms or, for Gray's test, "
    "with a marked effect: choose integration over the follow-up.",
)
_CONTROL = (
    Text(fr="Risque instantané de l'événement, bras contrôle", en="Hazard of the event, control arm"),
    Text(
        fr="Risque instantané de l'événement concurrent, bras contrôle", en="Hazard of the competing event, control arm"
    ),
)
_PER_MONTH = Text(
    fr="par mois, -ln(1 - somme des incidences) / horizon, partagé selon les incidences",
    en="per month, -ln(1 - sum of the incidences) / horizon, shared by the incidences",
)
_INCIDENCE = Text(
    fr="Incidence cumulée de l'événement à l'horizon, bras expérimental",
    en="Cumulative incidence of the event at the horizon, experimental arm",
)
_SUBDISTRIBUTION = Text(
    fr="Hazard ratio de sous-distribution à l'horizon", en="Subdistribution hazard ratio at the horizon"
)
_LOGS = Text(
    fr="rapport des ln(1 - incidence cumulée) des deux bras", en="ratio of ln(1 - cumulative incidence) of both arms"
)
_EVENTS = Text(fr="Événements d'intérêt attendus", en="Expected events of interest")
_DRIFT = Text(
    fr="Espérance de la statistique du test, par racine de participant",
    en="Expected test statistic, per root of a participant",
)
_SPREAD = Text(
    fr="Écart type de la statistique sous l'alternative", en="Standard deviation of the statistic under the alternative"
)
_TESTS = {
    "cause_specific": Text(fr="un test du log-rank cause-spécifique", en="a cause-specific log-rank test"),
    "gray": Text(fr="un test de Gray", en="Gray's test"),
}
_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence, par [test], un hazard ratio cause-spécifique de {hazard_ratio} "
        "({competing_ratio} pour l'événement concurrent), avec dans le bras contrôle des incidences "
        "cumulées à {horizon} de {incidence_control} pour l'événement et {competing_control} pour "
        "l'événement concurrent, au risque de première espèce {sides} de {alpha} et avec une puissance de "
        "{target}, {n_total} participants sont nécessaires ({n_arms}, {n_events} événements d'intérêt "
        "attendus), ",
        en="To detect, by [test], a cause-specific hazard ratio of {hazard_ratio} ({competing_ratio} for the "
        "competing event), with cumulative incidences at {horizon} in the control arm of "
        "{incidence_control} for the event and {competing_control} for the competing event, at a {sides} "
        "type I error of {alpha} and with a power of {target}, {n_total} participants are needed "
        "({n_arms}, {n_events} events of interest expected), ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer, par [test], la non-infériorité avec une limite de hazard ratio cause-spécifique de "
        "{margin}, sous un hazard ratio vrai de {hazard_ratio} ({competing_ratio} pour l'événement "
        "concurrent), avec dans le bras contrôle des incidences cumulées à {horizon} de "
        "{incidence_control} pour l'événement et {competing_control} pour l'événement concurrent, au "
        "risque de première espèce unilatéral de {alpha} et avec une puissance de {target}, {n_total} "
        "participants sont nécessaires ({n_arms}, {n_events} événements d'intérêt attendus), ",
        en="To show, by [test], non-inferiority with a cause-specific hazard-ratio limit of {margin}, under "
        "a true hazard ratio of {hazard_ratio} ({competing_ratio} for the competing event), with "
        "cumulative incidences at {horizon} in the control arm of {incidence_control} for the event and "
        "{competing_control} for the competing event, at a one-sided type I error of {alpha} and with a "
        "power of {target}, {n_total} participants are needed ({n_arms}, {n_events} events of interest "
        "expected), ",
    ),
}
