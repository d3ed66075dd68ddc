"""Time to event between two arms with hazards, hazard ratio and inclusions that change by periods.

Power of the log-rank test, weighted or not, by Lakatos' integral: the hazards are constant on pieces, so is the rate of
inclusion, and the losses are exponential.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from stats.card import Against, Card, Endpoint, Family, Measure, Reference
from stats.design import Variant
from stats.formulas.survival.changing_hazards import LAKATOS, YUNG_LIU, ChangingHazards, Variance, exponent
from stats.formulas.survival.survival_curves import Pieces, Watch, monthly
from stats.formulas.survival.weighted_log_rank import Weight
from stats.goals import NoEquivalence
from stats.quantities import Choice, Numbers, Quantity, Series, Unit
from stats.refusal import Refusal
from stats.text import Text

_YEAR = 12.0
_FIRST = Text(
    fr="La première période commence à 0 et les suivantes dans l'ordre croissant, par exemple 0 ; 6 ; 12.",
    en="The first period starts at 0 and the next ones in increasing order, for example 0; 6; 12.",
)
_AS_MANY = Text(
    fr="Il faut autant de valeurs que de périodes de risque.", en="As many values as periods of hazard are needed."
)
_AS_MANY_RATES = Text(
    fr="Il faut autant de rythmes d'inclusion que de périodes d'inclusion.",
    en="As many accrual rates as accrual periods are needed.",
)


class LogRankPiecewise(ChangingHazards):
    """Compare two times to event when hazards, their ratio or the inclusions change over time."""

    kind: Literal["log_rank_piecewise"] = "log_rank_piecewise"
    goal: NoEquivalence
    starts: Annotated[
        Numbers,
        Series(
            label=Text(fr="Débuts des périodes de risque", en="Starts of the periods of hazard"),
            unit=Unit.MONTHS,
            help=Text(
                fr="En mois depuis l'inclusion, le premier à 0. La dernière période n'a pas de fin.",
                en="In months since inclusion, the first at 0. The last period has no end.",
            ),
            symbol="t_i",
            ge=0,
        ),
    ]
    control_hazards: Annotated[
        Numbers,
        Series(
            label=Text(fr="Risques instantanés du bras contrôle, par mois", en="Hazards of the control arm, per month"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Un par période : -ln(1 - part des participants encore à risque qui ont l'événement) / durée en mois.",
                en="One per period: -ln(1 - share of the participants still at risk who have the event) / months.",
            ),
            symbol="λ_i",
            gt=0,
        ),
    ]
    hazard_ratios: Annotated[
        Numbers,
        Series(
            label=Text(
                fr="Hazard ratios attendus (expérimental / contrôle)",
                en="Expected hazard ratios (experimental / control)",
            ),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="Un par période ; 1 tant que le dispositif n'agit pas encore.",
                en="One per period; 1 as long as the device does not act yet.",
            ),
            symbol="HR_i",
            gt=0,
        ),
    ]
    accrual_durations: Annotated[
        Numbers,
        Series(
            label=Text(fr="Durées des périodes d'inclusion", en="Lengths of the accrual periods"),
            unit=Unit.MONTHS,
            help=Text(
                fr="En mois, dans l'ordre. Une seule période de 0 si chacun est suivi exactement la durée de suivi.",
                en="In months, in order. A single period of 0 when everyone is followed for exactly the follow-up.",
            ),
            symbol="A_i",
            ge=0,
        ),
    ]
    accrual_rates: Annotated[
        Numbers,
        Series(
            label=Text(fr="Rythmes d'inclusion", en="Accrual rates"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Participants par mois dans chaque période ; seuls leurs rapports comptent (par exemple 1 ; 4).",
                en="Participants per month in each period; only their ratios matter (for example 1; 4).",
            ),
            symbol="g_i",
            gt=0,
        ),
    ]
    follow_up: Annotated[
        float,
        Quantity(
            label=Text(fr="Suivi minimal", en="Minimum follow-up"),
            unit=Unit.MONTHS,
            help=Text(
                fr="En mois, de la dernière inclusion à l'analyse finale.",
                en="In months, from the last inclusion to the final analysis.",
            ),
            symbol="F",
            gt=0,
        ),
    ]
    dropout: Annotated[
        float,
        Quantity(
            label=Text(fr="Perdus de vue en 12 mois", en="Lost to follow-up in 12 months"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part des participants perdus de vue en 12 mois en l'absence d'événement, identique dans les deux bras.",
                en="Share of participants lost in 12 months in the absence of an event, the same in both arms.",
            ),
            symbol="d",
            ge=0,
            lt=1,
        ),
    ] = 0.0
    test: Annotated[
        Literal["log_rank", "fleming_harrington"],
        Choice(
            label=Text(fr="Test", en="Test"),
            options={
                "log_rank": Text(fr="Log-rank", en="Log-rank"),
                "fleming_harrington": Text(
                    fr="Log-rank pondéré de Fleming-Harrington", en="Fleming-Harrington weighted log-rank"
                ),
            },
        ),
    ] = "log_rank"
    rho: Annotated[float, exponent("exposant ρ", "exponent ρ", "ρ")] = 0.0
    gamma: Annotated[float, exponent("exposant γ", "exponent γ", "γ")] = 1.0
    method: Variance = "lakatos"

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Comparaison de deux délais jusqu'à événement, risques et inclusions par périodes",
            en="Comparison of two times to event, hazards and accrual by periods",
        ),
        question=Text(
            fr="Le dispositif retarde-t-il un événement dont la fréquence change avec le temps, ou avec un effet qui "
            "change, ou des inclusions qui s'accélèrent ?",
            en="Does the device delay an event whose frequency changes over time, or with an effect that changes, or "
            "with an accrual that speeds up?",
        ),
        family=Family.SURVIVAL,
        method=Text(
            fr="test du log-rank (pondéré ou non), score espéré et variance par intégration, risques constants par "
            "périodes (Lakatos)",
            en="log-rank test (weighted or not), expected score and variance by integration, hazards constant by periods "
            "(Lakatos)",
        ),
        limits=Text(
            fr="Risques constants dans chaque période, sorties d'étude exponentielles sans lien avec l'événement. Quand le "
            "hazard ratio change, l'effet estimé par un modèle de Cox est une moyenne qui dépend du suivi. Puissance "
            "calculée à moins d'un point de la puissance simulée dès une centaine de participants.",
            en="Hazards constant in each period, exponential losses unrelated to the event. When the hazard ratio changes, "
            "the effect that a Cox model estimates is an average that depends on follow-up. Computed power within a point "
            "of the simulated one from a hundred participants on.",
        ),
        references=(Reference(*LAKATOS), Reference(*YUNG_LIU)),
        measures=(Measure.HAZARD_RATIO,),
        endpoint=Endpoint.TIME_TO_EVENT,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        if self.starts[0] != 0 or any(one >= two for one, two in zip(self.starts, self.starts[1:], strict=False)):
            raise Refusal(_FIRST, "starts")
        for name in ("control_hazards", "hazard_ratios"):
            if len(getattr(self, name)) != len(self.starts):
                raise Refusal(_AS_MANY, name)
        if len(self.accrual_rates) != len(self.accrual_durations):
            raise Refusal(_AS_MANY_RATES, "accrual_rates")
        self.refuse_null("hazard_ratios")
        return self

    @property
    def watch(self) -> Watch:
        periods = [one for one in zip(self.accrual_durations, self.accrual_rates, strict=True) if one[0] > 0]
        durations, rates = tuple(one[0] for one in periods), tuple(one[1] for one in periods)
        return Watch(self.follow_up, monthly(self.dropout, _YEAR), durations, rates)

    @property
    def curves(self) -> tuple[Pieces, Pieces]:
        experimental = tuple(h * ratio for h, ratio in zip(self.control_hazards, self.hazard_ratios, strict=True))
        return Pieces(self.starts, experimental), Pieces(self.starts, self.control_hazards)

    @property
    def weight(self) -> Weight:
        return Weight(self.rho, self.gamma) if self.test == "fleming_harrington" else Weight()

    @property
    def under_alternative(self) -> bool:
        return self.method == "lakatos"

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("test") + self.other_options("method")

    def sentence(self) -> Text:
        start, named = _SENTENCES[self.goal.kind], _TESTS[self.test]
        return Text(
            fr=start.fr.replace("[test]", named.fr) + _PERIODS.fr, en=start.en.replace("[test]", named.en) + _PERIODS.en
        )


_TESTS = {
    "log_rank": Text(fr="un test du log-rank", en="a log-rank test"),
    "fleming_harrington": Text(
        fr="un test du log-rank pondéré de Fleming-Harrington ({rho}, {gamma})",
        en="a Fleming-Harrington ({rho}, {gamma}) weighted log-rank test",
    ),
}
_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence, par [test], des hazard ratios de {hazard_ratios} dans les périodes commençant à "
        "{starts}, au risque de première espèce {sides} de {alpha} et avec une puissance de {target}, {n_total} "
        "participants sont nécessaires ({n_arms}), soit {n_events} événements attendus. ",
        en="To detect, by [test], hazard ratios of {hazard_ratios} in the periods that start at {starts}, at a {sides} "
        "type I error of {alpha} and with a power of {target}, {n_total} participants are needed ({n_arms}), with "
        "{n_events} events expected. ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer par [test] la non-infériorité avec une limite de hazard ratio de {margin}, sous des hazard ratios "
        "vrais de {hazard_ratios} dans les périodes commençant à {starts}, au risque de première espèce unilatéral de "
        "{alpha} et avec une puissance de {target}, {n_total} participants sont nécessaires ({n_arms}), soit {n_events} "
        "événements attendus. ",
        en="To show by [test] non-inferiority with a hazard-ratio limit of {margin}, under true hazard ratios of "
        "{hazard_ratios} in the periods that start at {starts}, at a one-sided type I error of {alpha} and with a power of "
        "{target}, {n_total} participants are needed ({n_arms}), with {n_events} events expected. ",
    ),
}
_PERIODS = Text(
    fr="Le risque instantané du bras contrôle y est de {control_hazards} par mois, les inclusions durent "
    "{accrual_durations} à des rythmes dans les rapports {accrual_rates}, et le suivi se poursuit {follow_up} après la "
    "dernière, avec {dropout} de perdus de vue en 12 mois.",
    en="The hazard of the control arm is {control_hazards} per month there, accrual lasts {accrual_durations} at rates in "
    "the ratios {accrual_rates}, and follow-up goes on for {follow_up} after the last inclusion, with {dropout} lost to "
    "follow-up in 12 months.",
)
