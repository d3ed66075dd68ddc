"""Seeing a rare event: the size for which an event of a given probability is seen at least a given number of times.

One event at least: 1 - (1 - p)^n, of which the rule of three is the limit (3 / n at 95 %). The same size is the one from
which fewer events would exclude this probability at that confidence (exact one-sided upper bound).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import betaincc, betaincinv, gammainc

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Design, Size, Step, Truth, Variant
from stats.exhibit import Column, Exhibit, Line, Mark, Plot
from stats.formulas.binomial import upper_tail
from stats.goals import Reach
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.text import Text
from stats.trials import FloatArray, Trials

_WHOLE = Text(
    fr="Le nombre de cas à observer est un nombre entier.", en="The number of cases to see is a whole number."
)


class RareEvent(Design):
    """See a rare event at least once, or a given number of times, with a given probability."""

    kind: Literal["rare_event"] = "rare_event"
    goal: Reach
    p_event: Annotated[
        float,
        Quantity(
            label=Text(fr="Probabilité de l'événement par patient", en="Probability of the event per patient"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Plus petite fréquence que l'étude ne doit pas laisser passer inaperçue, par exemple 1 %.",
                en="Smallest frequency that the study must not let go unnoticed, for example 1%.",
            ),
            symbol="p",
            ge=1e-7,
            lt=1,
        ),
    ]
    cases: Annotated[
        float,
        Quantity(
            label=Text(fr="Nombre de cas à observer au moins", en="Number of cases to see at least"),
            unit=Unit.COUNT,
            help=Text(
                fr="1 pour voir l'événement au moins une fois ; 3 pour pouvoir le décrire. Accepter x cas et exclure quand même "
                "cette fréquence revient à demander x + 1.",
                en="1 to see the event at least once; 3 to be able to describe it. Accepting x cases and still excluding this "
                "frequency amounts to asking for x + 1.",
            ),
            symbol="x",
            ge=1,
            le=1000,
        ),
    ] = 1.0
    method: Annotated[
        Literal["binomial", "poisson"],
        Choice(
            label=Text(fr="Loi du nombre de cas", en="Distribution of the number of cases"),
            options={
                "binomial": Text(fr="binomiale (exacte)", en="binomial (exact)"),
                "poisson": Text(fr="Poisson (règle de trois)", en="Poisson (rule of three)"),
            },
        ),
    ] = "binomial"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Patients exposés et suivis", en="Patients exposed and followed"), minimum=1),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Détection d'un événement rare", en="Detection of a rare event"),
        question=Text(
            fr="Combien de patients pour voir au moins une fois un événement rare, ou pour l'exclure s'il n'apparaît pas ?",
            en="How many patients to see a rare event at least once, or to exclude it when it does not appear?",
        ),
        family=Family.FEASIBILITY,
        method=Text(
            fr="probabilité binomiale exacte d'observer au moins ce nombre de cas",
            en="exact binomial probability of seeing at least this number of cases",
        ),
        limits=Text(
            fr="Patients indépendants, de même risque, événement toujours reconnu quand il survient. Si une part r seulement des "
            "événements est reconnue, donner p × r. La règle de trois (Poisson) arrondit -ln(0,05) = 2,996 à 3 ; elle demande un peu plus "
            "de patients que la loi binomiale. La même formule donne la taille d'un pilote qui doit révéler au moins une fois un problème de faisabilité "
            "(Viechtbauer 2015 : 59 participants pour un problème de probabilité 5 %, confiance 95 %).",
            en="Independent patients of equal risk, event always recognised when it occurs. If only a share r of events is recognised, "
            "give p × r. The rule of three (Poisson) rounds -ln(0.05) = 2.996 to 3; it asks for a few more patients than the binomial. The same formula "
            "sizes a pilot that must reveal a feasibility problem at least once (Viechtbauer 2015: 59 participants for a problem of probability 5%, "
            "confidence 95%).",
        ),
        references=(
            Reference(
                "Hanley JA, Lippman-Hand A. If nothing goes wrong, is everything all right? Interpreting zero numerators. JAMA "
                "1983;249:1743-5",
                "10.1001/jama.1983.03330370053031",
            ),
            Reference(
                "Viechtbauer W, Smits L, Kotz D, et al. A simple formula for the calculation of sample size in pilot studies. J Clin Epidemiol "
                "2015;68:1375-9",
                "10.1016/j.jclinepi.2015.04.014",
            ),
            Reference(
                "Clopper CJ, Pearson ES. The use of confidence or fiducial limits. Biometrika 1934;26:404-13",
                "10.1093/biomet/26.4.404",
            ),
        ),
        measures=(Measure.EVENTS_SEEN,),
        endpoint=Endpoint.BINARY,
        against=Against.NOTHING,
        attained=Attained.SHARE,
        share=Text(fr="Probabilité d'observer l'événement", en="Probability of seeing the event"),
    )

    @model_validator(mode="after")
    def _whole_cases(self) -> Self:
        if self.cases != round(self.cases):
            raise Refusal(_WHOLE, "cases")
        return self

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        if self.method == "poisson":
            return np.asarray(gammainc(self.cases, n * self.p_event))
        if self.cases == 1:
            return np.asarray(-np.expm1(n * np.log1p(-self.p_event)))
        return np.asarray(
            np.where(n < self.cases, 0.0, upper_tail(self.cases, np.maximum(n, self.cases), self.p_event))
        )

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Patients one by one; the estimate is whether enough of them had the event, `claimed` says the same."""
        n = int(np.asarray(size["participants"]))
        if n * self.p_event < 1e4 and n < 20_000:
            seen = np.concatenate(
                [(rng.random((min(200, trials - k), n)) < self.p_event).sum(axis=1) for k in range(0, trials, 200)]
            )
        else:
            seen = rng.binomial(n, self.p_event, trials)
        enough = seen >= self.cases
        nothing = np.full(trials, np.nan)
        return Trials(enough.astype(np.float64), nothing, nothing, nothing, enough, np.zeros(trials, dtype=bool))

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.p_event

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        if self.method == "binomial":
            return self.card.method
        return Text(
            fr="probabilité de Poisson d'observer au moins ce nombre de cas (règle de trois)",
            en="Poisson probability of seeing at least this number of cases (rule of three)",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, confidence = size["participants"], self.goal.confidence
        allowed = np.arange(0, min(3, int(n)))
        bounds = betaincinv(allowed + 1, n - allowed, confidence)
        return (
            Step(_NONE, Value(1 - float(np.asarray(self.attained(size))), Unit.PROPORTION)),
            *(
                Step(_BOUNDS[x], Value(float(bound), Unit.PROPORTION), _UPPER)
                for x, bound in zip(allowed, bounds, strict=True)
            ),
        )

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        n, confidence = float(found.analysed), self.goal.confidence
        cases = [x for x in range(int(max(4, min(self.cases + 2, 12)))) if x < n]
        bounds = betaincinv(np.add(cases, 1), n - np.asarray(cases), confidence)
        fewer = [float(betaincc(x + 1.0, n - x, self.p_event)) for x in cases]
        rows = tuple((float(x), float(bound), chance) for x, bound, chance in zip(cases, bounds, fewer, strict=True))
        sizes = np.unique(np.round(np.geomspace(max(n / 6, 10), 4 * n, 40)))
        lines = tuple(
            Line(label, tuple(zip(sizes.tolist(), betaincinv(x + 1, sizes - x, confidence).tolist(), strict=True)))
            for x, label in enumerate(_CURVES)
        )
        marks = (Mark(_PLAN, x=n), Mark(_FREQUENCY, y=self.p_event))
        plot = Plot(_PATIENTS, _BOUND, lines, _CURVE_ALT, marks)
        retained = int(self.cases) - 1 if self.cases <= len(cases) else None
        return (Exhibit("cases", _CASES, (_SEEN, _BOUND, _FEWER), rows, retained, _CASES_NOTE, plot, _CURVE),)

    def sentence(self) -> Text:
        return _ONCE if self.cases == 1 else _SEVERAL

    def r_call(self) -> str | None:
        tail = (
            f"ppois({self.cases - 1:g}, n * {self.p_event:.12g}, lower.tail = FALSE)"
            if self.method == "poisson"
            else f"pbeta({self.p_event:.12g}, {self.cases:g}, n - {self.cases:g} + 1)"
        )
        return f"with(list(), uniroot(function(n) {tail} - {{target}}, c({self.cases:g}, 1e9), tol = 1e-9)$root)"


_NONE = Text(fr="Probabilité d'en voir moins à cet effectif", en="Probability of seeing fewer at this size")
_BOUNDS = (
    Text(fr="Borne supérieure de la fréquence si aucun cas", en="Upper bound of the frequency with no case"),
    Text(fr="Borne supérieure de la fréquence si un cas", en="Upper bound of the frequency with one case"),
    Text(fr="Borne supérieure de la fréquence si deux cas", en="Upper bound of the frequency with two cases"),
)
_PLAN = Text(fr="ce plan", en="this plan")
_FREQUENCY = Text(fr="fréquence à exclure", en="frequency to exclude")
_PATIENTS = Column(Text(fr="Patients exposés et suivis", en="Patients exposed and followed"), Unit.COUNT)
_SEEN = Column(Text(fr="Cas observés", en="Cases seen"), Unit.COUNT, 3)
_BOUND = Column(Text(fr="Borne supérieure de la fréquence", en="Upper bound of the frequency"), Unit.PROPORTION)
_FEWER = Column(
    Text(
        fr="Probabilité d'en voir autant ou moins à la fréquence prévue",
        en="Probability of that many or fewer at the planned frequency",
    ),
    Unit.PROPORTION,
    6,
)
_CURVES = (
    Text(fr="aucun cas", en="no case"),
    Text(fr="un cas", en="one case"),
    Text(fr="deux cas", en="two cases"),
    Text(fr="trois cas", en="three cases"),
)
_CASES = Text(
    fr="Ce que l'étude dira selon le nombre de cas observés", en="What the study will say by number of cases seen"
)
_CASES_NOTE = Text(
    fr="En gras, le plus grand nombre de cas qui exclut encore la fréquence prévue (borne unilatérale exacte, Clopper-Pearson).",
    en="In bold, the largest number of cases that still excludes the planned frequency (exact one-sided bound, Clopper-Pearson).",
)
_CURVE = Text(
    fr="Borne supérieure de la fréquence selon l'effectif et le nombre de cas",
    en="Upper bound of the frequency by size and number of cases",
)
_CURVE_ALT = Text(
    fr="La borne supérieure diminue quand l'effectif augmente et croît avec le nombre de cas observés.",
    en="The upper bound falls as the size grows and rises with the number of cases seen.",
)
_UPPER = Text(
    fr="borne unilatérale exacte (Clopper-Pearson) au niveau de confiance",
    en="exact one-sided bound (Clopper-Pearson) at the confidence level",
)
_ONCE = Text(
    fr="Pour observer au moins une fois, avec une probabilité de {target}, un événement de probabilité {p_event} par patient, {n_total} "
    "patients exposés et suivis sont nécessaires.",
    en="To see at least once, with a probability of {target}, an event of probability {p_event} per patient, {n_total} patients exposed "
    "and followed are needed.",
)
_SEVERAL = Text(
    fr="Pour observer au moins {cases} cas, avec une probabilité de {target}, d'un événement de probabilité {p_event} par patient, {n_total} "
    "patients exposés et suivis sont nécessaires.",
    en="To see at least {cases} cases, with a probability of {target}, of an event of probability {p_event} per patient, {n_total} patients "
    "exposed and followed are needed.",
)
