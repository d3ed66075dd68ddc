"""Two proportions on the same participants (pairs): McNemar's test, non-inferiority by Nam's and Tango's score test.

Write e and c for the shares of pairs where only the experimental, only the control succeeds, d = e - c, s = e + c.

- score, superiority: Connor 1987, n = (z_a sqrt(s) + z_b sqrt(s - d^2))^2 / d^2; 311.0 pairs for .20 v .10, power .9
- miettinen: Miettinen 1968, 303.6 pairs for the same question. McNemar's statistic T = (X - Y) / sqrt(M) has, given the
  number M of discordant pairs, mean sqrt(M) d / s and variance 1 - d^2 / s^2; as M is binomial (n, s), sqrt(M) has
  mean near sqrt(n s) and variance near (1 - s) / 4. So T has mean d sqrt(n / s), variance 1 - d^2 (3 + s) / (4 s^2),
  and n = (z_a s + z_b sqrt(s^2 - d^2 (3 + s) / 4))^2 / (s d^2).
- exact: the conditional binomial test on the discordant pairs, power summed over their number; 0.887 at 312 pairs
- score with a margin: Nam 1997, the variance under H0 is that of the restricted shares; 697.0 pairs for .08 v .08,
  margin .05, power .9 (exact power of the test at 697: 0.904), wald: 672.5

Wald with a margin is anticonservative (Nam 1997). Connor is conservative with few discordant pairs: .06 v .02, 391
pairs for .8, simulated 0.827; Miettinen asks for 369. exact2x2 1.7.0 powerPaired2x2 needs errbound = 1e-10: its default
cuts the sum short, .331 instead of .871 at 12 pairs, .8 v .05.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas import nam
from stats.formulas.binomial import critical_count, pmf, upper_tail
from stats.goals import NoEquivalence, NonInferiority, OneSided, Superiority, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_WIDE = 8.0  # standard deviations of the number of discordant pairs: what is beyond has a probability below 1e-14


def _share(label: Text, symbol: str) -> Quantity:
    return Quantity(
        label=label,
        unit=Unit.PROPORTION,
        help=Text(
            fr="Part de tous les participants, pas seulement des discordants. À défaut de pilote, deux lectures "
            "indépendantes donnent une borne : p_E (1 - p_C) et p_C (1 - p_E).",
            en="Share of all participants, not only of the discordant ones. Without a pilot, two independent readings "
            "give a bound: p_E (1 - p_C) and p_C (1 - p_E).",
        ),
        symbol=symbol,
        gt=0,
        lt=1,
    )


class PairedProportions(Design):
    """Compare two proportions read on the same participants, by their difference."""

    kind: Literal["paired_proportions"] = "paired_proportions"
    goal: NoEquivalence
    discordant_experimental: Annotated[
        float,
        _share(Text(fr="Discordants, expérimental seul positif", en="Discordant, experimental alone positive"), "p_10"),
    ]
    discordant_control: Annotated[
        float,
        _share(Text(fr="Discordants, contrôle seul positif", en="Discordant, control alone positive"), "p_01"),
    ]
    method: Annotated[
        Literal["score", "wald", "miettinen", "exact"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "score": Text(
                    fr="score : McNemar (Connor), Nam et Tango avec une marge",
                    en="score: McNemar (Connor), Nam and Tango with a margin",
                ),
                "wald": Text(fr="Wald, variance sous H1", en="Wald, variance under H1"),
                "miettinen": Text(fr="McNemar, effectif de Miettinen", en="McNemar, Miettinen's size"),
                "exact": Text(fr="McNemar exact (conditionnel)", en="exact (conditional) McNemar"),
            },
        ),
    ] = "score"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés (paires)", en="Participants analysed (pairs)"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Comparaison de deux proportions appariées", en="Comparison of two paired proportions"),
        question=Text(
            fr="Sur les mêmes patients, le dispositif est-il plus souvent juste (plus sensible, plus spécifique) "
            "que le comparateur, ou pas moins ?",
            en="In the same patients, is the device right more often (more sensitive, more specific) than the "
            "comparator, or not less often?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test de McNemar sans correction de continuité, effectif selon Connor",
            en="McNemar's test without continuity correction, size after Connor",
        ),
        limits=Text(
            fr="Chaque patient reçoit les deux lectures et compte une fois ; la taille dépend surtout des "
            "discordants, souvent mal connus. Avec moins d'une dizaine de discordants attendus, préférer le test "
            "exact.",
            en="Each patient has both readings and counts once; the size depends mostly on the discordant pairs, "
            "which are often poorly known. With fewer than about ten discordant pairs expected, prefer the exact "
            "test.",
        ),
        references=(
            Reference(
                "Connor RJ. Sample size for testing differences in proportions for the paired-sample design. "
                "Biometrics 1987;43:207-11",
                "10.2307/2531961",
            ),
            Reference(
                "Miettinen OS. The matched pairs design in the case of all-or-none responses. Biometrics 1968;24:339-52"
            ),
            Reference(
                "Nam JM. Establishing equivalence of two treatments and sample size requirements in matched-pairs "
                "design. Biometrics 1997;53:1422-30",
                "10.2307/2533508",
            ),
            Reference(
                "Tango T. Equivalence test and confidence interval for the difference in proportions for the "
                "paired-sample design. Stat Med 1998;17:891-908"
            ),
        ),
        measures=(Measure.PAIRED_RISK_DIFFERENCE,),
        endpoint=Endpoint.BINARY,
        against=Against.SAME_PARTICIPANTS,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self._discordant > 1 + 1e-12:
            raise Refusal(_TOO_MANY, "discordant_control", total=Value(self._discordant, Unit.PROPORTION))
        if isinstance(self.goal, NonInferiority):
            if self.method in ("miettinen", "exact"):
                raise Refusal(_UNSUITED, "method", method=self.option("method"))
            if self.goal.margin >= 1:
                raise Refusal(_MARGIN_TOO_WIDE, "goal", margin=Value(self.goal.margin, Unit.POINTS))
        refuse_wrong_side(self.goal, self._difference, "discordant_experimental")
        return self

    @property
    def traits(self) -> Traits:
        exact = self.method == "exact"
        return Traits(monotone=not exact, arm_symmetric=True, exact=exact, normal=not exact)

    @property
    def _difference(self) -> float:
        return self.discordant_experimental - self.discordant_control

    @property
    def _discordant(self) -> float:
        return self.discordant_experimental + self.discordant_control

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _null_variance(self) -> float:
        return _null_variance(self.discordant_experimental, self.discordant_control, self._test.null)

    @property
    def _variance(self) -> float:
        return self._discordant - self._difference**2

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        if self.method == "exact":
            return self._exact(np.floor(n + 1e-9))
        return np.asarray(Phi(self._score(n)))

    def _score(self, n: FloatArray) -> FloatArray:
        """The normal deviate of the power."""
        critical, s = z(self._test.alpha), self._discordant
        if self.method == "miettinen":
            d = self._test.sign * self._difference
            return np.asarray((d * np.sqrt(n * s) - critical * s) / np.sqrt(s * s - d * d * (3 + s) / 4))
        null = self._variance if self.method == "wald" else self._null_variance
        shift = self._test.sign * (self._difference - self._test.null) * np.sqrt(n)
        return np.asarray((shift - critical * np.sqrt(null)) / np.sqrt(self._variance))

    def _exact(self, n: FloatArray) -> FloatArray:
        """Sum over the number m of discordant pairs of P(M = m) P(X >= r(m)), r(m) from the binomial (m, 1/2) test."""
        s = self._discordant
        favourable = (self.discordant_experimental if self._test.sign > 0 else self.discordant_control) / s
        reach = _WIDE * np.sqrt(n * s * (1 - s)) + 8
        low, high = np.maximum(np.floor(n * s - reach), 0), np.minimum(np.ceil(n * s + reach), n)
        pairs = np.arange(low.min(), high.max() + 1)
        rejects = upper_tail(critical_count(pairs, 0.5, self._test.alpha), pairs, favourable)
        flat = [
            (pmf(pairs[a:b], one, s) * rejects[a:b]).sum()
            for one, a, b in zip(
                n.ravel(),
                (low - pairs[0]).astype(int).ravel(),
                (high - pairs[0]).astype(int).ravel() + 1,
                strict=True,
            )
        ]
        return np.asarray(flat).reshape(n.shape)

    def drift(self, size: Size) -> FloatArray:
        if not self.traits.normal:
            return super().drift(size)
        return np.asarray(z(self._test.alpha) + self._score(np.asarray(size["participants"], dtype=np.float64)))

    def observed(self, size: Size, deviate: float) -> float | None:
        """With the discordant pairs at their expected share."""
        if not self.traits.normal:
            return None
        gap = self.discordant_experimental - self.discordant_control - self._test.null
        return float(self._test.null + gap * deviate / self.drift(size))

    def _shares(self, at: Truth) -> list[float]:
        """Shares to simulate; at the null boundary, the ones most like the expected shares."""
        e, c = self.discordant_experimental, self.discordant_control
        if at == "null":
            e, c = (float(share) for share in nam.restricted(e, c, self._test.null))
        return [e, c, max(1 - e - c, 0.0)]

    def _statistic(self, x: FloatArray, y: FloatArray, n: float) -> FloatArray:
        method = "wald" if self.method == "wald" else "score"
        return np.asarray(self._test.sign * nam.statistic(method, x, y, n, self._test.null))

    def _p(self, x: FloatArray, y: FloatArray, n: float) -> FloatArray:
        """One-sided p value in the claimed direction; NaN when the statistic has no standard error."""
        if self.method == "exact":
            return upper_tail(x if self._test.sign > 0 else y, x + y, 0.5)
        return np.asarray(Phi(-self._statistic(x, y, n)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        n = int(np.asarray(size["participants"]))
        counts = rng.multinomial(n, self._shares(at), trials).astype(np.float64)
        x, y = counts[:, 0], counts[:, 1]
        p = self._p(x, y, n)
        failed = np.isnan(p)
        p = np.where(failed, 1.0, p)
        # McNemar's test, exact or not, is reported with Tango's interval
        lower, upper = nam.interval("wald" if self.method == "wald" else "score", x, y, n, self._test.alpha)
        return Trials((x - y) / n, lower, upper, p, (p <= self._test.alpha) & ~failed, failed)

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        if not self.traits.normal:
            return super().paths(size, information, trials, rng, at)
        n, seen, counts, looks = int(np.asarray(size["participants"])), 0, np.zeros((trials, 3)), []
        for fraction in information:
            now = max(1, round(fraction * n))
            counts = counts + rng.multinomial(now - seen, self._shares(at), trials)
            seen = now
            looks.append(self._statistic(counts[:, 0], counts[:, 1], now))
        return np.nan_to_num(np.stack(looks, axis=1))  # no information yet: no evidence

    def variants(self) -> tuple[Variant, ...]:
        unsuited = self.choices()["method"].options.keys() - _MARGIN_METHODS
        return self.other_options("method", without=() if isinstance(self.goal, Superiority) else unsuited)

    def method_text(self) -> Text:
        return _METHODS[self.method, self.goal.kind]

    def least_success(self, size: Size) -> Phrase | None:
        n = int(np.asarray(size["participants"]))
        pairs = float(np.rint(n * self._discordant))
        favourable = np.arange(pairs + 1)
        x, y = (favourable, pairs - favourable) if self._test.sign > 0 else (pairs - favourable, favourable)
        claimed = favourable[self._p(x, y, n) <= self._test.alpha]
        if not len(claimed):
            return None
        return Phrase(
            _LEAST if self._test.sign > 0 else _LEAST_LOWER,
            {
                "n": Value(n, Unit.COUNT),
                "pairs": Value(pairs, Unit.COUNT),
                "count": Value(float(claimed.min()), Unit.COUNT),
            },
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = size["participants"]
        steps = [
            Step(_DISCORDANT, Value(self._discordant, Unit.PROPORTION)),
            Step(_PAIRS, Value(n * self._discordant)),
            Step(_EFFECT, Value(self._difference, Unit.POINTS)),
        ]
        if self.method == "exact":
            return tuple(steps)
        if self.method != "wald":
            steps.append(Step(_ERROR_H0, Value((self._null_variance / n) ** 0.5, Unit.POINTS), _RESTRICTED))
        return (*steps, Step(_ERROR_H1, Value((self._variance / n) ** 0.5, Unit.POINTS), _EXPECTED))

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        if self.method != "score" or not isinstance(self.goal, Superiority):
            return None
        discordant = self.discordant_experimental + self.discordant_control
        difference = self.discordant_experimental - self.discordant_control
        return (
            f"with(list(s = {discordant:g}, d = {difference:g}), "
            f"ceiling((qnorm(1 - {self.goal.tests()[0].alpha:g}) * sqrt(s) + qnorm({{target}}) * sqrt(s - d^2))^2 / d^2))"
        )


@lru_cache(maxsize=4096)
def _null_variance(e: float, c: float, null: float) -> float:
    return float(nam.variance(e, c, null))


_MARGIN_METHODS = ("score", "wald")
_TOO_MANY = Text(
    fr="Les deux parts de discordants font {total} ensemble : elles ne peuvent pas dépasser 100 %. Les exprimer "
    "en parts de tous les participants.",
    en="The two discordant shares add up to {total}: they cannot exceed 100%. Express them as shares of all "
    "participants.",
)
_UNSUITED = Text(
    fr="« {method} » ne convient qu'à une supériorité. Avec une marge, choisir le score (Nam, Tango) ou Wald.",
    en="“{method}” only suits superiority. With a margin choose the score (Nam, Tango) or Wald method.",
)
_MARGIN_TOO_WIDE = Text(
    fr="La marge de {margin} couvre toutes les différences possibles. Réduire la marge.",
    en="The margin of {margin} covers every possible difference. Reduce the margin.",
)
_DISCORDANT = Text(fr="Part de paires discordantes", en="Share of discordant pairs")
_PAIRS = Text(fr="Paires discordantes attendues", en="Expected discordant pairs")
_EFFECT = Text(fr="Différence attendue des proportions", en="Expected difference in proportions")
_ERROR_H0 = Text(fr="Erreur standard de la différence sous H0", en="Standard error of the difference under H0")
_RESTRICTED = Text(
    fr="aux parts de discordants les plus vraisemblables sous H0", en="at the discordant shares most likely under H0"
)
_ERROR_H1 = Text(fr="Erreur standard de la différence sous H1", en="Standard error of the difference under H1")
_EXPECTED = Text(fr="aux parts de discordants attendues", en="at the expected discordant shares")
_LEAST = Text(
    fr="sur {n} participants, si {pairs} sont discordants, succès à partir de {count} où l'expérimental seul est "
    "positif",
    en="out of {n} participants, if {pairs} are discordant, success from {count} where only the experimental is "
    "positive",
)
_LEAST_LOWER = Text(
    fr="sur {n} participants, si {pairs} sont discordants, succès à partir de {count} où le contrôle seul est positif",
    en="out of {n} participants, if {pairs} are discordant, success from {count} where only the control is positive",
)
_METHODS = {
    ("score", "superiority"): PairedProportions.card.method,
    ("score", "non_inferiority"): Text(
        fr="test du score de Tango contre la marge, effectif selon Nam (variance au maximum de vraisemblance "
        "sous la marge)",
        en="Tango's score test against the margin, size after Nam (variance at the maximum likelihood under the "
        "margin)",
    ),
    ("wald", "superiority"): Text(
        fr="test de Wald sur la différence appariée, variance sous H1",
        en="Wald test of the paired difference, variance under H1",
    ),
    ("wald", "non_inferiority"): Text(
        fr="test de Wald de la différence appariée contre la marge, variance sous H1",
        en="Wald test of the paired difference against the margin, variance under H1",
    ),
    ("miettinen", "superiority"): Text(
        fr="test de McNemar sans correction de continuité, effectif selon Miettinen",
        en="McNemar's test without continuity correction, size after Miettinen",
    ),
    ("exact", "superiority"): Text(
        fr="test de McNemar exact (binomial sur les paires discordantes), puissance sommée sur leur nombre",
        en="exact McNemar test (binomial on the discordant pairs), power summed over their number",
    ),
}
_SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence une différence entre deux proportions appariées, avec "
        "{discordant_experimental} de participants positifs par la seule méthode expérimentale et "
        "{discordant_control} par la seule méthode contrôle, au risque de première espèce {sides} de {alpha} "
        "avec une puissance de {target}, {n_total} participants analysables par les deux méthodes sont nécessaires.",
        en="To detect a difference between two paired proportions, with {discordant_experimental} of "
        "participants positive by the experimental method only and {discordant_control} by the control method "
        "only, at a {sides} type I error of {alpha} with a power of {target}, {n_total} participants analysable "
        "by both methods are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer la non-infériorité avec une marge de {margin} sur la différence de deux proportions "
        "appariées, avec {discordant_experimental} de participants positifs par la seule méthode expérimentale "
        "et {discordant_control} par la seule méthode contrôle, au risque de première espèce unilatéral de "
        "{alpha} avec une puissance de {target}, {n_total} participants analysables par les deux méthodes sont "
        "nécessaires.",
        en="To show non-inferiority with a margin of {margin} on the difference of two paired proportions, with "
        "{discordant_experimental} of participants positive by the experimental method only and "
        "{discordant_control} by the control method only, at a one-sided type I error of {alpha} with a power of "
        "{target}, {n_total} participants analysable by both methods are needed.",
    ),
}
