"""Assurance: the power of a design averaged over what is believed of its assumptions.

The average is a Gauss-Hermite sum over the prior. Where the inner design has a normal statistic, the part of the power
that a drift linear in the deviations gives is integrated exactly and only the rest is summed, so that a large study,
whose power is nearly a step, is right too. Where the claim would be false the power of a normal design is that of its
drift (tiny), that of a test of one proportion or one rate is its exact risk, that of another design counts as zero. As the size grows the assurance tends to a ceiling: the prior
probability that the claim is true.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import SerializeAsAny, ValidationInfo, WithJsonSchema, field_serializer, field_validator, model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.designs.combined.group_sequential import GroupSequential
from stats.exhibit import Exhibit, cut
from stats.formulas.combined.assurance_exhibits import assurance_exhibits
from stats.formulas.combined.averaged import Claimed, averaged
from stats.formulas.combined.combinator import Combinator, needed_words, parsed, refuse_without_test, risk_words
from stats.formulas.combined.priors import (
    Belief,
    chance_of_truth,
    check,
    design_at,
    rule,
    shifted,
    stated,
    stratified,
)
from stats.formulas.combined.sequential import crossing
from stats.normal import Phi, z
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.text import Phrase, Text, verbatim
from stats.trials import FloatArray, Trials

_UNKNOWN = Text(
    fr="Hypothèse inconnue du plan sous-jacent : {field}. Hypothèses possibles : {known}.",
    en="Unknown assumption of the inner design: {field}. Possible ones: {known}.",
)
_CHOSEN = Text(
    fr="« {title} » se choisit pour l'effet attendu : moyenner sa puissance changerait le plan avec l'hypothèse, et l'assurance serait "
    "trop belle. Lire le tableau de ses caractéristiques selon la vraie valeur, ou prendre un bras avec loi a priori.",
    en="“{title}” is chosen for the expected effect: averaging its power would change the plan with the assumption, and the assurance "
    "would be too good. Read the table of its characteristics by true value, or take a single arm with a prior.",
)
_TOO_MANY = Text(
    fr="Donner une plage plausible à une, deux ou trois hypothèses du plan sous-jacent.",
    en="Give a plausible range to one, two or three assumptions of the inner design.",
)
_DRAWS = 200
_BELIEFS_SCHEMA = {
    "type": "object",
    "label": {
        "fr": "Plages plausibles des hypothèses incertaines du plan sous-jacent",
        "en": "Plausible ranges of the uncertain assumptions of the inner design",
    },
    "help": {
        "fr": "Pour chaque hypothèse incertaine, l'intervalle qui a 90 % de chances de la contenir : par exemple "
        '"difference": [0.1, 0.5]. Ou sa loi : {"mean": 0.3, "sd": 0.12} ; {"median": 0.75, "sd": 0.2}, écart-type sur l\'échelle '
        'log ou logit ; {"beta": [12, 8]} pour une proportion.',
        "en": "For each uncertain assumption, the interval that has a 90% chance of containing it: for example "
        '"difference": [0.1, 0.5]. Or its law: {"mean": 0.3, "sd": 0.12}; {"median": 0.75, "sd": 0.2}, standard deviation on the '
        'log or logit scale; {"beta": [12, 8]} for a proportion.',
    },
    "minProperties": 1,
    "maxProperties": 3,
    "additionalProperties": {
        "anyOf": [
            {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
            {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": {
                    "mean": {"type": "number"},
                    "median": {"type": "number"},
                    "sd": {"type": "number", "exclusiveMinimum": 0},
                    "beta": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
                },
            },
        ]
    },
}


class Assurance(Combinator):
    """Choose a size for the probability of success, not for the power at one hoped value."""

    kind: Literal["assurance"] = "assurance"
    inner: SerializeAsAny[Design]
    beliefs: Annotated[tuple[Belief, ...], WithJsonSchema(_BELIEFS_SCHEMA)]

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés", en="Participants analysed"), minimum=4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Assurance (puissance moyenne)", en="Assurance (expected power)"),
        question=Text(
            fr="Quelle est la probabilité de réussir l'étude, compte tenu de l'incertitude sur nos hypothèses ?",
            en="What is the probability that the study succeeds, given how uncertain our assumptions are?",
        ),
        family=Family.COMBINED,
        method=Text(
            fr="puissance moyenne sur la loi a priori des hypothèses incertaines, par quadrature de Gauss-Hermite",
            en="power averaged over the prior of the uncertain assumptions, by Gauss-Hermite quadrature",
        ),
        limits=Text(
            fr="La plage plausible est lue comme un intervalle central à 90 % d'une loi normale (échelle logit pour une proportion, "
            "logarithmique pour un rapport, un écart-type, un taux ou une durée, naturelle sinon), les hypothèses étant "
            "indépendantes. L'assurance a un plafond, la probabilité a priori que l'effet soit du bon côté : aucun effectif ne le "
            "dépasse. L'analyse finale reste celle du plan sous-jacent, la loi a priori n'y entre pas. Avec des analyses "
            "intermédiaires, l'effectif maximal, les bornes sur z et la part d'information de chaque analyse restent ceux du plan, quelle "
            "que soit la valeur vraie. Du mauvais côté, la puissance compte pour zéro si la statistique du plan n'est pas normale (sauf pour "
            "un bras comparé à une valeur de référence, où le risque exact est compté) : l'assurance est alors sous-estimée, d'au plus le "
            "risque de première espèce fois la probabilité de ce côté.",
            en="The plausible range is read as the central 90% interval of a normal distribution (logit scale for a proportion, "
            "log scale for a ratio, a standard deviation, a rate or a duration, natural scale otherwise), the assumptions being "
            "independent. Assurance has a ceiling, the prior probability that the effect is on the right side: no size "
            "exceeds it. The final analysis remains that of the inner design, the prior plays no part in it. With interim looks, the "
            "maximum size, the boundaries on z and the share of information of each look remain those of the plan, whatever the true value. "
            "On the wrong side the power counts as zero unless the statistic is normal (except for one arm against a reference, where the "
            "exact risk is counted): the assurance is then understated, by at most the type I error times the probability of that side.",
        ),
        references=(
            Reference(
                "O'Hagan A, Stevens JW, Campbell MJ. Assurance in clinical trial design. Pharm Stat 2005;4:187-201",
                "10.1002/pst.175",
            ),
            Reference(
                "Spiegelhalter DJ, Freedman LS. A predictive approach to selecting the size of a clinical trial, based on "
                "subjective clinical opinion. Stat Med 1986;5:1-13",
                "10.1002/sim.4780050103",
            ),
        ),
        measures=(Measure.INNER,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @field_validator("inner", mode="before")
    @classmethod
    def _parse_inner(cls, value: Any) -> Any:
        return parsed(value)

    @field_validator("beliefs", mode="before")
    @classmethod
    def _parse_beliefs(cls, value: Any, known: ValidationInfo) -> Any:
        if not isinstance(value, Mapping):
            return value
        inner = known.data.get("inner")
        quantities = _asked(inner).quantities() if isinstance(inner, Design) else {}
        return tuple(_believed(name, one, quantities.get(name)) for name, one in value.items())

    @field_serializer("beliefs")
    def _dump_beliefs(self, beliefs: tuple[Belief, ...]) -> dict[str, Any]:
        return {one.field: {"beta": one.beta} if one.beta else (one.low, one.high) for one in beliefs}

    @model_validator(mode="after")
    def _usable(self) -> Self:
        refuse_without_test(self.question, "inner")
        if self.question.traits.chosen:
            raise Refusal(_CHOSEN, "inner", title=self.question.card.title)
        names = [one.field for one in self.beliefs]
        if not 1 <= len(names) <= 3 or len(set(names)) < len(names):
            raise Refusal(_TOO_MANY, "beliefs")
        for belief in self.beliefs:
            if belief.field not in self.question.quantities():
                known = ", ".join(self.question.quantities())
                raise Refusal(_UNKNOWN, "beliefs", field=verbatim(belief.field), known=verbatim(known, 500))
            check(self.question, belief)
        return self

    @property
    def looks(self) -> GroupSequential | None:
        """The plan of interim looks around the question, when there is one: it stays as it is, whatever the truth."""
        return self.inner if isinstance(self.inner, GroupSequential) else None

    @property
    def question(self) -> Design:
        """The design that holds the assumptions."""
        return _asked(self.inner)

    @property
    def lead(self) -> Design:
        return self.inner

    def around(self, lead: Design) -> Design:
        """The plausible range of an assumption moves with its value; `lead`: the question with that value."""
        moved = tuple(shifted(one, self.question, lead) for one in self.beliefs)
        return self.model_copy(update={"inner": self._asking(lead), "beliefs": moved})

    def _asking(self, question: Design) -> Design:
        return self.looks.model_copy(update={"inner": question}) if self.looks else question

    @property
    def traits(self) -> Traits:
        inner = self.inner.traits
        return Traits(monotone=inner.monotone, exact=inner.exact, losses_inside=inner.losses_inside)

    @property
    def ceiling(self) -> float:
        """The limit of the assurance as the size grows: the prior probability that the claim is true."""
        return chance_of_truth(self.question, self.beliefs)

    def attained(self, size: Size) -> FloatArray:
        total = np.asarray(size["participants"], dtype=np.float64)
        possible = total >= self.inner.axes[0].minimum
        total = np.maximum(total, self.inner.axes[0].minimum)
        with np.errstate(all="ignore"):
            average = self.averaged(total, self._claimed) if self.question.traits.normal else self._summed(total)
        return np.asarray(np.where(possible, np.clip(average, 0.0, 1.0), 0.0))

    def averaged(self, total: FloatArray, claimed: Claimed) -> FloatArray:
        """The chance of an outcome of a normal statistic, averaged over the prior."""
        return averaged(self.question, self.beliefs, total, self._drift, claimed)

    def _summed(self, total: FloatArray) -> FloatArray:
        points, weights = rule(len(self.beliefs), len(self.beliefs))
        average = np.zeros_like(total)
        for point, weight in zip(points, weights, strict=True):
            there = design_at(self.question, self.beliefs, point)[0]
            if there is not None:
                average += weight * np.nan_to_num(there.attained({"participants": total}))
        return average

    def _drift(self, truth: Design, total: FloatArray) -> FloatArray:
        size = {"participants": total}
        return self.looks.path_drift(size, truth) if self.looks else np.asarray(truth.drift(size))

    def _claimed(self, drift: FloatArray, spread: FloatArray | float = 0.0) -> FloatArray:
        if self.looks:
            return np.asarray(crossing(self.looks.boundaries, drift, spread).sum(axis=-1))
        critical = z(self.question.goal.tests()[0].alpha)
        return np.asarray(Phi((drift - critical) / np.sqrt(1 + np.square(spread))))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        if at == "null":
            return self.inner.simulate(size, trials, rng, at)
        draws = min(_DRAWS, trials)
        counts = np.full(draws, trials // draws) + (np.arange(draws) < trials % draws)
        parts = []
        for point, count in zip(stratified(draws, len(self.beliefs), rng), counts, strict=True):
            truth = design_at.__wrapped__(self.question, self.beliefs, point)[0]
            parts.append(
                _nothing(int(count)) if truth is None else self._asking(truth).simulate(size, int(count), rng, at)
            )
        return Trials.joined(parts)

    def variants(self) -> tuple[Variant, ...]:
        certain = Variant(_CERTAIN, self.inner)
        if not self.looks:
            return (certain,)
        return (certain, Variant(_WITHOUT_LOOKS, self.model_copy(update={"inner": self.question})))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        lines = []
        for belief in self.beliefs:
            quantity = self.question.quantities()[belief.field]
            for text, bound in ((_LOW, belief.low), (_HIGH, belief.high)):
                label = Text(fr=f"{quantity.label.fr}, {text.fr}", en=f"{quantity.label.en}, {text.en}")
                lines.append(Step(label, Value(bound, quantity.unit)))
        power, reached = float(self.inner.attained(size)), float(self.attained(size))
        share = Step(_NORMALISED, Value(reached / self.ceiling, Unit.PROPORTION), _WHY_NORMALISED)
        return (
            *lines,
            Step(_CEILING, Value(cut(self.ceiling), Unit.PROPORTION), _WHY_CEILING),
            Step(_POWER, Value(power, Unit.PROPORTION)),
            Step(_ASSURANCE, Value(reached, Unit.PROPORTION)),
            *((share,) if 0 < self.ceiling < 1 - 1e-3 else ()),
        )

    def method_text(self) -> Text:
        if not self.looks:
            return self.card.method
        looks = self.looks.method_text()
        return Text(fr=f"{self.card.method.fr} ; {looks.fr}", en=f"{self.card.method.en}; {looks.en}")

    def no_size(self) -> Text | None:
        if self.ceiling > 1 - 1e-6:  # it stops nobody: the general words apply
            return None
        share = _percent(self.ceiling)
        return Text(
            fr=f"Aucun effectif n'atteint l'assurance de {{target}} : elle est plafonnée à {share.replace('.', ',')} %, probabilité a "
            "priori que l'effet soit du bon côté ({best} au plus grand nombre étudié, {largest}). Viser moins, ou réduire "
            "l'incertitude par une étude pilote.",
            en=f"No size reaches the assurance of {{target}}: its ceiling is {share}%, the prior probability that the effect is "
            "on the right side ({best} at the largest size studied, {largest}). Aim lower, or reduce the uncertainty by a pilot "
            "study.",
        )

    def least_success(self, size: Size) -> Phrase | None:
        return self.inner.least_success(size)

    def caution(self) -> Text | None:
        return self.inner.caution()

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        return assurance_exhibits(self, found)

    def sentence(self) -> Text:
        labels = [self.question.quantities()[one.field].label for one in self.beliefs]
        uncertain = Text(fr=" », « ".join(one.fr for one in labels), en="”, “".join(one.en for one in labels))
        risk, needed, title = risk_words(self.question), needed_words(self.inner), self.question.card.title
        looks = self.looks.looks_text() if self.looks else None
        looks_fr, looks_en = (looks.fr, looks.en) if looks else ("", "")
        return Text(
            fr=f"Analyse prévue : « {title.fr} ». Pour que la probabilité de conclure {risk.fr}, moyennée sur l'incertitude des "
            f"hypothèses (« {uncertain.fr} »), soit de {{target}}, {needed.fr}.{looks_fr} Cette assurance ne peut pas dépasser "
            f"{_percent(self.ceiling).replace('.', ',')} %, quel que soit l'effectif.",
            en=f"Planned analysis: “{title.en}”. For the probability of the claim {risk.en}, averaged over the uncertainty of "
            f"the assumptions (“{uncertain.en}”), to be {{target}}, {needed.en}.{looks_en} This assurance cannot exceed "
            f"{_percent(self.ceiling)}%, whatever the size.",
        )


def _asked(design: Design) -> Design:
    return design.inner if isinstance(design, GroupSequential) else design


def _believed(name: str, said: Any, quantity: Quantity | None) -> Any:
    """A belief from plain data: the two ends of a range, or a law."""
    if isinstance(said, list | tuple) and len(said) == 2:
        return {"field": name, "low": said[0], "high": said[1]}
    return stated(name, said, quantity) if isinstance(said, Mapping) else said


def _percent(share: float) -> str:
    return f"{100 * cut(share):.6g}"


def _nothing(count: int) -> Trials:
    """Trials whose claim would be false: none succeeds."""
    unknown, never = np.full(count, np.nan), np.zeros(count, dtype=bool)
    return Trials(unknown, unknown, unknown, unknown, never, never)


_CERTAIN = Text(
    fr="puissance aux valeurs retenues, sans leur incertitude",
    en="power at the values retained, without their uncertainty",
)
_WITHOUT_LOOKS = Text(fr="assurance sans analyse intermédiaire", en="assurance without interim look")
_LOW = Text(fr="bas de la plage plausible (5 %)", en="low end of the plausible range (5%)")
_HIGH = Text(fr="haut de la plage plausible (95 %)", en="high end of the plausible range (95%)")
_CEILING = Text(fr="Plafond de l'assurance", en="Ceiling of the assurance")
_WHY_CEILING = Text(
    fr="probabilité a priori que l'effet soit du bon côté, limite quand l'effectif croît",
    en="prior probability that the effect is on the right side, limit as the size grows",
)
_POWER = Text(fr="Puissance aux valeurs retenues", en="Power at the values retained")
_ASSURANCE = Text(fr="Assurance (puissance moyenne)", en="Assurance (expected power)")
_NORMALISED = Text(fr="Assurance normalisée", en="Normalised assurance")
_WHY_NORMALISED = Text(
    fr="assurance rapportée à son plafond (Grieve) : chance de réussir si l'effet est du bon côté",
    en="assurance over its ceiling (Grieve): chance of success if the effect is on the right side",
)
