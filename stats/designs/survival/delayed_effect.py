"""Time to event between two arms when the effect sets in after a delay: hazard ratio 1 until then, constant later.

Power of the log-rank test, or of a test that weighs late events more, by Lakatos' integral under non-proportional
hazards. A delay costs twice: the early events carry no effect and dilute it.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Variant
from stats.formulas.survival.changing_hazards import LAKATOS, YUNG_LIU, ChangingHazards, Variance, exponent
from stats.formulas.survival.exponential import ExponentialArms
from stats.formulas.survival.follow_up_clause import with_follow_up
from stats.formulas.survival.survival_curves import Pieces, Watch
from stats.formulas.survival.weighted_log_rank import Weight
from stats.goals import Superiority
from stats.quantities import Choice, Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text

_TOO_LATE = Text(
    fr="L'effet n'apparaîtrait qu'après la fin du suivi : aucun effectif ne peut le montrer. Allonger le suivi ou revoir "
    "le délai d'action.",
    en="The effect would set in after the end of follow-up: no sample size can show it. Lengthen the follow-up or revise "
    "the delay.",
)


class DelayedEffect(ChangingHazards, ExponentialArms):
    """Compare two times to event when the device needs some time to act."""

    kind: Literal["delayed_effect"] = "delayed_effect"
    goal: Superiority
    delay: Annotated[
        float,
        Quantity(
            label=Text(fr="Délai d'action du dispositif", en="Delay before the device acts"),
            unit=Unit.MONTHS,
            help=Text(
                fr="En mois depuis l'inclusion : jusque-là les deux bras ont le même risque, ensuite le hazard ratio "
                "attendu s'applique. 0 : risques proportionnels.",
                en="In months since inclusion: until then both arms have the same hazard, afterwards the expected hazard "
                "ratio applies. 0: proportional hazards.",
            ),
            symbol="L",
            ge=0,
        ),
    ]
    test: Annotated[
        Literal["log_rank", "fleming_harrington", "after_delay"],
        Choice(
            label=Text(fr="Test", en="Test"),
            options={
                "log_rank": Text(fr="Log-rank", en="Log-rank"),
                "fleming_harrington": Text(
                    fr="Log-rank pondéré de Fleming-Harrington", en="Fleming-Harrington weighted log-rank"
                ),
                "after_delay": Text(
                    fr="Log-rank limité aux événements survenus après le délai",
                    en="Log-rank on the events after the delay only",
                ),
            },
            help=Text(
                fr="Un test pondéré doit être choisi au protocole avec une justification : il perd de la puissance si "
                "l'effet est immédiat, et l'effet estimé reste à définir.",
                en="A weighted test must be chosen in the protocol with a reason: it loses power when the effect is "
                "immediate, and the effect estimated remains to be defined.",
            ),
        ),
    ] = "log_rank"
    rho: Annotated[float, exponent("exposant ρ", "exponent ρ", "ρ")] = 0.0
    gamma: Annotated[float, exponent("exposant γ", "exponent γ", "γ")] = 1.0
    method: Variance = "lakatos"

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Comparaison de deux délais jusqu'à événement, effet retardé",
            en="Comparison of two times to event, delayed effect",
        ),
        question=Text(
            fr="Le dispositif retarde-t-il un événement, sachant que son effet n'apparaît qu'après quelques mois "
            "d'utilisation ?",
            en="Does the device delay an event, knowing that its effect appears only after some months of use?",
        ),
        family=Family.SURVIVAL,
        method=Text(
            fr="test du log-rank (pondéré ou non), score espéré et variance par intégration sous risques non "
            "proportionnels (Lakatos)",
            en="log-rank test (weighted or not), expected score and variance by integration under non-proportional "
            "hazards (Lakatos)",
        ),
        limits=Text(
            fr="Risque constant dans le bras contrôle, effet nul puis constant. La puissance dépend du délai supposé : le "
            "faire varier. Puissance calculée à moins d'un point de la puissance simulée dès une centaine de participants.",
            en="Constant hazard in the control arm, effect absent then constant. Power depends on the delay assumed: vary "
            "it. Computed power within a point of the simulated one from a hundred participants on.",
        ),
        references=(
            Reference(*LAKATOS),
            Reference(*YUNG_LIU),
            Reference(
                "Fleming TR, Harrington DP, O'Sullivan M. Supremum versions of the log-rank and generalized Wilcoxon "
                "statistics. J Am Stat Assoc 1987;82:312-20",
                "10.1080/01621459.1987.10478435",
            ),
        ),
        measures=(Measure.HAZARD_RATIO,),
        endpoint=Endpoint.TIME_TO_EVENT,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.delay >= self.watch.end:
            raise Refusal(_TOO_LATE, "delay")
        self.refuse_null("hazard_ratio")
        return self

    @property
    def watch(self) -> Watch:
        return Watch.uniform(self.accrual, self.follow_up, self.loss)

    @property
    def curves(self) -> tuple[Pieces, Pieces]:
        after, base = self.hazards
        if self.delay == 0:
            return Pieces((0.0,), (after,)), Pieces((0.0,), (base,))
        return Pieces((0.0, self.delay), (base, after)), Pieces((0.0,), (base,))

    @property
    def weight(self) -> Weight:
        if self.test == "fleming_harrington":
            return Weight(self.rho, self.gamma)
        return Weight(since=self.delay) if self.test == "after_delay" else Weight()

    @property
    def under_alternative(self) -> bool:
        return self.method == "lakatos"

    def variants(self) -> tuple[Variant, ...]:
        tests = self.other_options("test")
        other = "lakatos_null" if self.under_alternative else "lakatos"
        convention = Variant(self.choices()["method"].options[other], self.model_copy(update={"method": other}))
        at_once = Variant(_AT_ONCE, self.model_copy(update={"delay": 0.0}))
        return (*tests, convention, *((at_once,) if self.delay > 0 else ()))

    def sentence(self) -> Text:
        return with_follow_up(_SENTENCE, self.accrual, self.dropout, _TESTS[self.test])


_AT_ONCE = Text(fr="Effet immédiat (sans délai)", en="Immediate effect (no delay)")
_TESTS = {
    "log_rank": Text(fr="un test du log-rank", en="a log-rank test"),
    "fleming_harrington": Text(
        fr="un test du log-rank pondéré de Fleming-Harrington ({rho}, {gamma})",
        en="a Fleming-Harrington ({rho}, {gamma}) weighted log-rank test",
    ),
    "after_delay": Text(
        fr="un test du log-rank limité aux événements postérieurs au délai d'action",
        en="a log-rank test on the events after the delay",
    ),
}
_SENTENCE = Text(
    fr="Pour mettre en évidence, par [test], un hazard ratio de {hazard_ratio} apparaissant {delay} après "
    "l'inclusion, avec une proportion sans événement de {survival_control} à {horizon} dans le bras "
    "contrôle, au risque de première espèce {sides} de {alpha} et avec une puissance de {target}, "
    "{n_total} participants sont nécessaires ({n_arms}, {n_events} événements attendus), ",
    en="To detect, by [test], a hazard ratio of {hazard_ratio} that sets in {delay} after inclusion, with an "
    "event-free proportion of {survival_control} at {horizon} in the control arm, at a {sides} type I "
    "error of {alpha} and with a power of {target}, {n_total} participants are needed ({n_arms}, "
    "{n_events} events expected), ",
)
