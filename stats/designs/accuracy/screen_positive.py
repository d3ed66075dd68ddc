"""Two screening tests on everybody, the reference only for people positive on at least one: relative detection.

Double negatives are not verified, so neither sensitivity can be estimated, but their ratio can: the cases detected by
the experimental test over those detected by the standard (relative detection, rTPR), and likewise the false positives
(rFPR). Schatzkin 1987; Alonzo, Pepe & Moskowitz 2002. Per person screened, with p1, p2 the shares of cases detected by
each test and p11 by both,

    n = (z_a + z_b)^2 (p1 + p2 - 2 p11) / (p1 p2) / (log(p1 / p2) - log(null))^2

The two ratios are read on different people and their logarithms have no covariance (each is free of scale), so with a
limit on the false positives the power is a product, each test at the full risk.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.accuracy import screen_positive_words as words
from stats.formulas.accuracy.paired_ratio import Positives, interval, positives, statistic
from stats.goals import NoEquivalence, NonInferiority, OneSided, on_log_scale, refuse_wrong_side
from stats.normal import Phi
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_FAR = 50.0  # ratio of a criterion that is never missed, to simulate the other at its boundary


def _share(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, gt=0, lt=1)


def _ratio(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.EFFECT_RATIO, help=help, symbol=symbol, gt=0, le=100)


def _overlap(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, ge=0, lt=1)


class ScreenPositive(Design):
    """Compare two screening tests on the same people by the cases they detect."""

    kind: Literal["screen_positive"] = "screen_positive"
    goal: NoEquivalence
    detection_control: Annotated[
        float,
        _share(
            Text(fr="Cas détectés par le test standard", en="Cases detected by the standard test"),
            Text(
                fr="Part des personnes dépistées : prévalence × sensibilité, par exemple 0,5 % pour 5 cas pour 1 000.",
                en="Share of the people screened: prevalence × sensitivity, for example 0.5% for 5 cases per 1,000.",
            ),
            "p_C",
        ),
    ]
    relative_detection: Annotated[
        float,
        _ratio(
            Text(fr="Rapport de détection attendu (rTPR)", en="Expected relative detection (rTPR)"),
            Text(
                fr="Cas détectés par le test expérimental, divisés par ceux du test standard : le rapport des sensibilités.",
                en="Cases detected by the experimental test over those of the standard test: the ratio of sensitivities.",
            ),
            "rTPR",
        ),
    ]
    overlap_cases: Annotated[
        float,
        _overlap(
            Text(fr="Cas positifs aux deux tests", en="Cases positive on both tests"),
            Text(
                fr="Part des cas détectés par au moins un test qui le sont par les deux. Plus elle est faible, plus "
                "l'effectif est grand : choix prudent, une valeur basse.",
                en="Share of the cases detected by at least one test that are detected by both. The lower, the larger the "
                "size: a low value is a conservative choice.",
            ),
            "o₁",
        ),
    ]
    false_positives_control: Annotated[
        float,
        _share(
            Text(fr="Faux positifs du test standard", en="Share of false positives, standard test"),
            Text(
                fr="Part des personnes dépistées positives au test standard sans avoir la maladie.",
                en="Share of the people screened who are positive on the standard test without the disease.",
            ),
            "f_C",
        ),
    ]
    relative_false_positives: Annotated[
        float,
        _ratio(
            Text(fr="Rapport de faux positifs attendu (rFPR)", en="Expected relative false positives (rFPR)"),
            Text(
                fr="Faux positifs du test expérimental, divisés par ceux du test standard.",
                en="Those of the experimental test over those of the standard test.",
            ),
            "rFPR",
        ),
    ]
    overlap_false_positives: Annotated[
        float,
        _overlap(
            Text(fr="Faux positifs aux deux tests", en="Part of the false positives on both tests"),
            Text(
                fr="Part des faux positifs d'au moins un test qui le sont aux deux. Elle décide du nombre d'examens de "
                "référence.",
                en="Share of the false positives of at least one test that are so on both. It decides how many reference "
                "examinations are needed.",
            ),
            "o₀",
        ),
    ]
    false_positive_limit: Annotated[
        float | None,
        _ratio(
            Text(fr="Limite du rapport de faux positifs", en="Limit of the relative false positives"),
            Text(
                fr="Vide : les faux positifs sont décrits. Sinon, le rapport doit aussi être démontré inférieur à cette "
                "limite, par exemple 1,2, au même risque unilatéral.",
                en="Empty: false positives are described. Otherwise the ratio must also be shown below this limit, for "
                "example 1.2, at the same one-sided risk.",
            ),
            "rFPR₀",
        ),
    ] = None
    method: Annotated[
        Literal["score", "wald"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "score": Text(
                    fr="score du rapport apparié (McNemar sans marge)",
                    en="score of the paired ratio (McNemar without margin)",
                ),
                "wald": Text(fr="logarithme du rapport (Wald)", en="log ratio (Wald)"),
            },
        ),
    ] = "score"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Personnes dépistées analysées", en="People screened and analysed"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Deux tests de dépistage, seuls les positifs étant vérifiés",
            en="Two screening tests, only positives being verified",
        ),
        question=Text(
            fr="Chez les mêmes personnes dépistées, le dispositif détecte-t-il plus de cas que le test standard (ou pas "
            "moins), l'examen de référence étant réservé aux positifs ?",
            en="In the same people screened, does the device detect more cases than the standard test (or not fewer), the "
            "reference examination being kept for positives?",
        ),
        family=Family.ACCURACY,
        method=words.METHODS["score", False],
        limits=words.LIMITS,
        references=(
            Reference(
                "Alonzo TA, Pepe MS, Moskowitz CS. Sample size calculations for comparative studies of medical tests for "
                "detecting presence of disease. Stat Med 2002;21:835-52",
                "10.1002/sim.1058",
            ),
            Reference(
                "Schatzkin A, Connor RJ, Taylor PR, Bunnag B. Comparing new and old screening tests when a reference "
                "procedure cannot be performed on all screenees. Am J Epidemiol 1987;125:672-8",
                "10.1093/oxfordjournals.aje.a114580",
            ),
            Reference(
                "Chock C, Irwig L, Berry G, Glasziou P. Comparing dichotomous screening tests when individuals negative on "
                "both tests are not verified. J Clin Epidemiol 1997;50:1211-7",
                "10.1016/s0895-4356(97)00122-4",
            ),
            Reference(
                "Nam JM, Blackwelder WC. Analysis of the ratio of marginal probabilities in a matched-pair setting. Stat "
                "Med 2002;21:689-99"
            ),
        ),
        measures=(Measure.RELATIVE_DETECTION,),
        endpoint=Endpoint.DETECTION,
        against=Against.SAME_PARTICIPANTS,
        direction="higher",
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.goal.better != "higher":
            raise Refusal(words.HIGHER, "goal.better")
        pairs = ((self._cases, "overlap_cases"), (self._false, "overlap_false_positives"))
        ratios = (self.relative_detection, self.relative_false_positives)
        for (one, field), ratio in zip(pairs, ratios, strict=True):
            if min(one) < -1e-12:
                raise Refusal(words.OVERLAP, field, largest=Value(min(ratio, 1 / ratio), Unit.PROPORTION))
        everyone = self._cases.either + self._false.either
        if everyone > 1 + 1e-12:
            raise Refusal(words.TOO_MANY, "false_positives_control", total=Value(everyone, Unit.PROPORTION))
        refuse_wrong_side(on_log_scale(self.goal), log(self.relative_detection), "relative_detection")
        limit = self.false_positive_limit
        if limit is not None and self.relative_false_positives >= limit * (1 - 1e-12):
            raise Refusal(
                words.BEYOND_LIMIT,
                "false_positive_limit",
                expected=Value(self.relative_false_positives, Unit.EFFECT_RATIO),
                limit=Value(limit, Unit.EFFECT_RATIO),
            )
        return self

    @property
    def _cases(self) -> Positives:
        return positives(self.detection_control, self.relative_detection, self.overlap_cases)

    @property
    def _false(self) -> Positives:
        return positives(self.false_positives_control, self.relative_false_positives, self.overlap_false_positives)

    @property
    def _detection_test(self) -> OneSided:
        return on_log_scale(self.goal).tests()[0]

    @property
    def _limit_test(self) -> OneSided | None:
        if self.false_positive_limit is None:
            return None
        return OneSided(log(self.false_positive_limit), -1, self._detection_test.alpha)

    def _powers(self, size: Mapping[str, object]) -> tuple[FloatArray, FloatArray]:
        """Power for the detection, and for the limit of the false positives (1 when there is none)."""
        n = np.asarray(size["participants"], dtype=np.float64)
        detection, limit = self._cases.power(n, self._detection_test, self.method), self._limit_test
        return detection, np.ones_like(n) if limit is None else self._false.power(n, limit, self.method)

    def attained(self, size: Size) -> FloatArray:
        detection, limit = self._powers(size)
        return np.asarray(detection * limit)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Everybody has both tests; only the six cells with a positive are verified and used.

        At the null boundary the criterion with fewer discordant people is at its boundary, the other one never missed.
        """
        n, test, limit = int(np.asarray(size["participants"])), self._detection_test, self._limit_test
        cases, false = self._at_null() if at == "null" else (self._cases, self._false)
        cells = np.maximum([*cases, *false], 0.0)
        counts = rng.multinomial(n, [*cells, max(1 - cells.sum(), 0.0)], trials).astype(np.float64)
        a, b, c, f, g, h = counts[:, :6].T
        p = Phi(-test.sign * statistic(self.method, a, b, c, test.null))
        if limit is not None:
            p = np.maximum(p, Phi(-limit.sign * statistic(self.method, f, g, h, limit.null)))
        failed = np.isnan(p)
        p = np.where(failed, 1.0, p)
        return Trials(*interval(self.method, a, b, c, test.alpha), p, (p <= test.alpha) & ~failed, failed)

    def _at_null(self) -> tuple[Positives, Positives]:
        cases, false, limit = self._cases, self._false, self._limit_test
        if limit is None:
            return cases.at(exp(self._detection_test.null)), false
        if cases.first + cases.second <= false.first + false.second:
            far = exp(limit.null) / _FAR
            return cases.at(exp(self._detection_test.null)), positives(false.either / (1 + far), far, 0.0)
        return positives(cases.either / (1 + _FAR), _FAR, 0.0), false.at(exp(limit.null))

    def variants(self) -> tuple[Variant, ...]:
        found = self.other_options("method")
        if self.false_positive_limit is None:
            return found
        return (*found, Variant(words.UNLIMITED, self.model_copy(update={"false_positive_limit": None})))

    def method_text(self) -> Text:
        return words.METHODS[self.method, self.false_positive_limit is not None]

    def caution(self) -> Text | None:
        margin = isinstance(self.goal, NonInferiority) or self.false_positive_limit is not None
        return words.ANTICONSERVATIVE if self.method == "wald" and margin else None

    def least_success(self, size: Size) -> Phrase | None:
        if self.false_positive_limit is not None:
            return None
        n, test, cases = float(np.asarray(size["participants"])), self._detection_test, self._cases
        both, discordant = np.rint(n * cases.both), np.rint(n * (cases.first + cases.second))
        first = np.arange(discordant + 1)
        seen = statistic(self.method, np.full_like(first, both), first, discordant - first, test.null)
        claimed = first[Phi(-seen) <= test.alpha]
        if not len(claimed):
            return None
        values = {"both": both, "discordant": discordant, "count": claimed.min()}
        return Phrase(words.LEAST, {name: Value(float(count), Unit.COUNT) for name, count in values.items()})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, cases, false = size["participants"], self._cases, self._false
        steps = [
            Step(words.DETECTED_CONTROL, Value(n * cases.control)),
            Step(words.DETECTED_EXPERIMENTAL, Value(n * cases.experimental)),
            Step(words.DETECTED_EITHER, Value(n * cases.either)),
            Step(words.DISCORDANT, Value(n * (cases.first + cases.second))),
            Step(words.FALSE_EITHER, Value(n * false.either)),
            Step(words.VERIFIED, Value(n * (cases.either + false.either)), words.VERIFIED_HOW),
        ]
        if self.method == "wald":
            steps.append(Step(words.ERROR, Value((cases.log_variance / n) ** 0.5), words.ERROR_HOW))
        if self.false_positive_limit is not None:
            for label, power in zip((words.POWER_DETECTION, words.POWER_LIMIT), self._powers(size), strict=True):
                steps.append(Step(label, Value(float(power), Unit.PROPORTION)))
        return tuple(steps)

    def sentence(self) -> Text:
        parts = (
            words.CLAIM[self.goal.kind],
            words.LIMIT if self.false_positive_limit is not None else words.NO_LIMIT,
            words.RISK["non_inferiority" if isinstance(self.goal, NonInferiority) else "superiority"],
        )
        return Text(
            fr=words.SENTENCE.fr % tuple(one.fr for one in parts), en=words.SENTENCE.en % tuple(one.en for one in parts)
        )

    def r_call(self) -> str | None:
        wald = self.method == "wald"
        criteria = [(self._cases, self._detection_test), (self._false, self._limit_test)]
        calls = [
            f"f({one.both:.12g}, {one.first:.12g}, {one.second:.12g}, {exp(test.null):.12g}, {test.sign}, n)"
            for one, test in criteria
            if test is not None
        ]
        body = words.R_WALD if wald else words.R_SCORE
        return (
            f"with(list(k = qnorm(1 - {self._detection_test.alpha:.12g})), {{{{ f <- function(a, b, c, r, s, n) {body}; "
            f"uniroot(function(n) {' * '.join(calls)} - {{target}}, c(1, 1e9), tol = 1e-6)$root }}}})"
        )
