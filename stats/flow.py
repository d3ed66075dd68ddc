"""From participants analysed to participants enrolled and screened: every loss is counted once, in its order.

A rate divides: 200 analysable at 20 % missing outcomes need 200 / (1 - 0.2) = 250, not 240. Losses apply to the
rounded number of each arm. When the analysis needs cases, their number among those enrolled is random: the enrolment
reported reaches the target on average over it, and enrolments that give the cases with 80 and 90 % assurance stand
beside it.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import Annotated

import numpy as np

from stats.design import Design, Step
from stats.formulas.binomial import pmf, upper_tail
from stats.frozen import Frozen, declared
from stats.quantities import Quantity, Unit, Value
from stats.refusal import NoSolution, Refusal
from stats.text import Text

_CASES_TWICE = Text(
    fr="Ce plan compte déjà la prévalence, ou la part de cas, dans ses hypothèses : laisser vide ici.",
    en="This design already counts the prevalence, or the share of cases, in its assumptions: leave empty here.",
)
_LOSSES_TWICE = Text(
    fr="Ce plan compte déjà les perdus de vue par un risque instantané de sortie : ne pas les compter une seconde fois "
    "dans les pertes. Laisser ce taux à zéro.",
    en="This design already counts losses through a dropout hazard: do not count them a second time. Leave this rate at zero.",
)
_TOO_RARE = Text(
    fr="La prévalence et les pertes laissent trop peu de cas analysables : il faudrait plus de {limit} inclusions.",
    en="Prevalence and losses leave too few analysable cases: more than {limit} enrolments would be needed.",
)
_LARGEST_ENROLMENT = 5_000_000


def _rate(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, ge=0, lt=1)


class Flow(Frozen):
    """Losses between screening and analysis, as proportions."""

    attrition: Annotated[
        float,
        _rate(
            Text(fr="Critère principal manquant (perdus de vue)", en="Primary outcome missing (lost to follow-up)"),
            Text(
                fr="Part des participants inclus sans mesure du critère principal. Pour une application utilisée "
                "seul, les essais publiés perdent souvent 30 à 40 %.",
                en="Share of enrolled participants without the primary outcome. For a self-used app, published trials "
                "often lose 30 to 40%.",
            ),
            "d",
        ),
    ] = 0.0
    unevaluable: Annotated[
        float,
        _rate(
            Text(fr="Données d'entrée inexploitables", en="Unusable input data"),
            Text(
                fr="Part des examens que le dispositif ne peut pas traiter. Laisser 0 si un échec compte comme une erreur "
                "du dispositif : c'est alors la performance attendue qui baisse.",
                en="Share of examinations the device cannot process. Leave 0 if a failure counts as an error of the device: "
                "the expected performance then falls instead.",
            ),
            "u",
        ),
    ] = 0.0
    prevalence: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Prévalence des cas dans la population incluse", en="Prevalence of cases among those enrolled"
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="À renseigner si l'effectif calculé est un nombre de cas (malades) recrutés parmi tous les patients.",
                en="Fill in when the size is a number of cases (diseased) found among all patients enrolled.",
            ),
            symbol="π",
            gt=0,
            le=1,
        ),
    ] = None
    screening_failure: Annotated[
        float,
        _rate(
            Text(fr="Échecs à la sélection", en="Screening failures"),
            Text(
                fr="Part des personnes sélectionnées qui ne seront pas incluses.",
                en="Share of people screened who will not be enrolled.",
            ),
            "s",
        ),
    ] = 0.0

    @property
    def kept(self) -> float:
        """Share of enrolled participants (or cases) who are analysed."""
        return (1 - self.attrition) * (1 - self.unevaluable)

    @classmethod
    def quantities(cls) -> dict[str, Quantity]:
        """The rates, by field."""
        return declared(cls, Quantity)


class Enrolment(Frozen):
    """How many to enrol and to screen so that the analysis has its size."""

    enrolled: int
    screened: int
    expected: int | None = None  # cases / (prevalence x kept): right on average, short half of the time
    assured_80: int | None = None  # the cases are reached with 80 % probability
    assured_90: int | None = None


def enrol(design: Design, flow: Flow, analysed: int, target: float) -> Enrolment:
    """Enrolment that leaves `analysed` participants (or cases) for the analysis of `design`.

    Raises Refusal when the design already counts losses, NoSolution when cases are too rare.
    """
    if design.traits.losses_inside and flow.attrition > 0:
        raise Refusal(_LOSSES_TWICE, "attrition")
    if flow.prevalence is None:
        enrolled = design.enrolled(analysed, flow.kept)
        return Enrolment(enrolled=enrolled, screened=_divide(enrolled, 1 - flow.screening_failure))
    if design.counts_prevalence():
        raise Refusal(_CASES_TWICE, "prevalence")
    share = flow.prevalence * flow.kept
    if analysed / share > _LARGEST_ENROLMENT:
        raise NoSolution(_TOO_RARE, "prevalence", limit=Value(_LARGEST_ENROLMENT, Unit.COUNT))
    enrolled = design.whole(_enrolment_for_average(design, analysed, share, target))
    return Enrolment(
        enrolled=enrolled,
        screened=_divide(enrolled, 1 - flow.screening_failure),
        expected=_divide(analysed, share),
        assured_80=_assured(analysed, share, 0.8),
        assured_90=_assured(analysed, share, 0.9),
    )


def _divide(count: float, share: float) -> int:
    return ceil(count / share - 1e-9 * count)


def _assured(cases: int, share: float, assurance: float) -> int:
    """Smallest enrolment that yields `cases` with probability `assurance`."""
    low, high = cases - 1, _divide(cases, share) + int(10 * sqrt(cases) / share) + 10
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if upper_tail(cases, middle, share) >= assurance else (middle, high)
    return high


def _enrolment_for_average(design: Design, cases: int, share: float, target: float) -> int:
    """Smallest enrolment at which `attained`, averaged over the binomial number of cases, meets the target."""
    axis, rising = design.axes[0], design.card.rising
    width = int(8 * sqrt(cases)) + 20
    number = np.arange(max(axis.minimum, cases - width), cases + 2 * width)
    attained = design.attained({axis.name: number})

    def met(enrolled: int) -> bool:
        weight = np.where(number <= enrolled, pmf(np.minimum(number, enrolled), enrolled, share), 0.0)
        average = float((weight * attained).sum()) + (0.0 if rising else float(1 - weight.sum()))
        return average >= target if rising else average <= target

    low, high = cases - 1, _divide(cases, share) + int(6 * sqrt(cases) / share) + 10
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if met(middle) else (middle, high)
    return high


def flow_steps(design: Design, flow: Flow, analysed: int, enrolment: Enrolment) -> tuple[Step, ...]:
    """The journal lines that lead from the analysed number to the enrolled one."""
    steps: list[Step] = []
    if flow.prevalence is not None:
        for count, text in (
            (enrolment.expected, _EXPECTED),
            (enrolment.assured_80, _ASSURED_80),
            (enrolment.assured_90, _ASSURED_90),
        ):
            steps.append(Step(text, Value(float(count or 0), Unit.COUNT)))
        steps.append(Step(_ENROLLED, Value(enrolment.enrolled, Unit.COUNT), _AVERAGED))
    elif flow.kept < 1:
        steps.append(Step(_KEPT, Value(flow.kept, Unit.PROPORTION), _KEPT_HOW))
        steps.append(
            Step(
                _ENROLLED,
                Value(enrolment.enrolled, Unit.COUNT),
                _DIVIDED if len(design.arms(analysed)) > 1 else _DIVIDED_ALONE,
            )
        )
    if flow.screening_failure > 0:
        steps.append(Step(_SCREENED, Value(enrolment.screened, Unit.COUNT), _SCREENED_HOW))
    return tuple(steps)


_KEPT = Text(fr="Part des inclus qui seront analysés", en="Share of those enrolled who are analysed")
_KEPT_HOW = Text(
    fr="(1 - critère manquant) × (1 - données inexploitables)", en="(1 - outcome missing) × (1 - unusable data)"
)
_ENROLLED = Text(fr="Nombre à inclure", en="Number to enrol")
_DIVIDED = Text(
    fr="effectif de chaque groupe divisé par cette part, arrondi au supérieur",
    en="size of each group divided by this share, rounded up",
)
_DIVIDED_ALONE = Text(
    fr="effectif analysé divisé par cette part, arrondi au supérieur",
    en="number analysed divided by this share, rounded up",
)
_AVERAGED = Text(
    fr="plus petit nombre d'inclusions qui atteint la cible en moyenne sur le nombre aléatoire de cas",
    en="smallest enrolment that meets the target on average over the random number of cases",
)
_EXPECTED = Text(
    fr="Inclusions donnant ce nombre de cas en moyenne", en="Enrolment giving this number of cases on average"
)
_ASSURED_80 = Text(
    fr="Inclusions donnant ce nombre de cas avec une probabilité de 80 %",
    en="Enrolment giving this number of cases with 80% assurance",
)
_ASSURED_90 = Text(
    fr="Inclusions donnant ce nombre de cas avec une probabilité de 90 %",
    en="Enrolment giving this number of cases with 90% assurance",
)
_SCREENED = Text(fr="Personnes à sélectionner", en="People to screen")
_SCREENED_HOW = Text(fr="inclusions / (1 - échecs à la sélection)", en="enrolment / (1 - screening failures)")
