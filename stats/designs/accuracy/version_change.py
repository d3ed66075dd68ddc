"""An updated algorithm against the locked version on the same cases: accuracy kept, and few regressions.

A regression is a case that the locked version had right and the update has wrong. Two claims, both needed, each at the full
one-sided risk: the accuracy of the update is not worse by more than a margin (or is better), and the share of regressions
among all cases is below a limit. Write e and c for the shares newly right and newly wrong: the accuracy changes by e - c
whatever the common share, and the regressions are c. The claims share their data and fewer regressions help both:

- exact: power summed over the trinomial outcomes (stats/version_flips.py), score test of the difference (McNemar, or Tango
  with a margin), exact binomial test of the regressions
- normal: bivariate normal, correlation (e c + c (1 - c)) / sqrt((e + c - (e - c)^2) c (1 - c)); it smooths the few
  regressions there are
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas import nam
from stats.formulas.accuracy import version_flips as flips
from stats.formulas.binomial import upper_tail
from stats.formulas.bivariate_normal import both_below
from stats.goals import NoEquivalence, NonInferiority, OneSided, Superiority, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_R_LIMIT = 3000  # the R expression tabulates the power up to this total


def _share(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, gt=0, lt=1)


class VersionChange(Design):
    """Show that an update keeps (or improves) accuracy and that its regressions stay below a limit."""

    kind: Literal["version_change"] = "version_change"
    goal: NoEquivalence
    newly_right: Annotated[
        float,
        _share(
            Text(fr="Cas nouvellement justes", en="Cases newly right"),
            Text(
                fr="Part de tous les cas, faux avec la version verrouillée et justes avec la mise à jour.",
                en="Share of all cases, wrong with the locked version and right with the update.",
            ),
            "e",
        ),
    ]
    newly_wrong: Annotated[
        float,
        _share(
            Text(fr="Régressions (cas nouvellement faux)", en="Regressions (cases newly wrong)"),
            Text(
                fr="Part de tous les cas, justes avec la version verrouillée et faux avec la mise à jour.",
                en="Share of all cases, right with the locked version and wrong with the update.",
            ),
            "c",
        ),
    ]
    regression_limit: Annotated[
        float,
        _share(
            Text(fr="Limite de régressions", en="Limit of regressions"),
            Text(
                fr="Plus grande part de régressions acceptable, parmi tous les cas : l'étude doit montrer qu'elle est plus "
                "basse.",
                en="Largest acceptable share of regressions, among all cases: the study must show that it is lower.",
            ),
            "c₀",
        ),
    ]
    test: Annotated[
        Literal["exact", "normal"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "exact": Text(
                    fr="régressions : binomial exact ; puissance sommée sur les issues",
                    en="regressions: exact binomial; power summed over the outcomes",
                ),
                "normal": Text(
                    fr="score pour les deux critères (loi normale bivariée)",
                    en="score for both criteria (bivariate normal)",
                ),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Cas analysés par les deux versions", en="Cases analysed by both versions"),
            minimum=2,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Mise à jour d'un algorithme comparée à sa version verrouillée",
            en="Updated algorithm against its locked version",
        ),
        question=Text(
            fr="Sur les mêmes cas, la mise à jour est-elle au moins aussi exacte que la version verrouillée, sans casser "
            "trop de cas qui étaient justes ?",
            en="On the same cases, is the update at least as accurate as the locked version, without breaking too many "
            "cases that were right?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test du score de la différence appariée (McNemar, ou Tango avec une marge) et test binomial exact de la part "
            "de régressions, tous deux nécessaires",
            en="score test of the paired difference (McNemar, or Tango with a margin) and exact binomial test of the share of "
            "regressions, both needed",
        ),
        limits=Text(
            fr="Les cas n'ont servi ni à entraîner ni à choisir la mise à jour. Une régression compte de la même façon quelle "
            "que soit sa gravité : définir à part celles qui ne sont pas acceptables du tout. La limite porte sur tous les "
            "cas, et non sur les seuls cas justes auparavant. Le test du score de la différence peut dépasser légèrement son "
            "risque avec moins d'une dizaine de cas discordants.",
            en="The cases served neither to train nor to choose the update. A regression counts the same however serious: "
            "define apart those that are not acceptable at all. The limit bears on all cases, not on those formerly right "
            "only. The score test of the difference may slightly exceed its risk with fewer than about ten discordant cases.",
        ),
        references=(
            Reference(
                "Yan S, Xiong Y, Kundu K, et al. Positive-congruent training: towards regression-free model updates. "
                "CVPR 2021:14299-308"
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
            Reference(
                "Berger RL. Multiparameter hypothesis testing and acceptance sampling. Technometrics 1982;24:295-300"
            ),
        ),
        measures=(Measure.PAIRED_RISK_DIFFERENCE,),
        endpoint=Endpoint.BINARY,
        against=Against.SAME_PARTICIPANTS,
        direction="higher",
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.goal.better != "higher":
            raise Refusal(_HIGHER, "goal.better")
        if self.newly_right + self.newly_wrong > 1 + 1e-12:
            raise Refusal(_TOO_MANY, "newly_right", total=Value(self.newly_right + self.newly_wrong, Unit.PROPORTION))
        if isinstance(self.goal, NonInferiority) and self.goal.margin >= 1:
            raise Refusal(_MARGIN_TOO_WIDE, "goal", margin=Value(self.goal.margin, Unit.POINTS))
        if self.regression_limit - self.newly_wrong <= 1e-12:
            raise Refusal(
                _BEYOND_LIMIT,
                "newly_wrong",
                expected=Value(self.newly_wrong, Unit.PROPORTION),
                limit=Value(self.regression_limit, Unit.PROPORTION),
            )
        refuse_wrong_side(self.goal, self.newly_right - self.newly_wrong, "newly_right")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(monotone=self.test != "exact", exact=self.test == "exact")

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _claims(self) -> flips.Claims:
        return flips.Claims(self._test.null, self.regression_limit, self._test.alpha)

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        if self.test == "exact":
            return flips.both(_whole(n), self.newly_right, self.newly_wrong, self._claims)
        return np.asarray(self._powers(n, self.newly_right, self.newly_wrong)[2])

    def _powers(self, n: FloatArray, e: float, c: float) -> FloatArray:
        """Powers for the accuracy, for the regressions, for both."""
        if self.test == "exact":
            return flips.powers(_whole(n), e, c, self._claims)
        critical, limit = z(self._test.alpha), self.regression_limit
        variance, own = e + c - (e - c) ** 2, c * (1 - c)
        null = float(nam.variance(e, c, self._test.null))
        accuracy = ((e - c - self._test.null) * np.sqrt(n) - critical * np.sqrt(null)) / np.sqrt(variance)
        kept = ((limit - c) * np.sqrt(n) - critical * np.sqrt(limit * (1 - limit))) / np.sqrt(own)
        correlation = (e * c + own) / np.sqrt(variance * own)
        return np.stack([Phi(accuracy), Phi(kept), both_below(accuracy, kept, min(float(correlation), 0.99))])

    def _boundary(self, n: int) -> tuple[float, float]:
        """Shares newly right and wrong at the null boundary where a wrong claim is most likely.

        Either regressions are at their limit and every other case becomes right, or the accuracy is at its null value
        with the most likely shares.
        """
        at_limit = (1 - self.regression_limit, self.regression_limit)
        e, c = (float(one) for one in nam.restricted(self.newly_right, self.newly_wrong, self._test.null))
        if c <= 0 or e + c >= 1:
            return at_limit
        size = np.asarray(float(n))
        kept = float(self._powers(size, self.newly_right, self.regression_limit)[1])
        return (e, c) if float(self._powers(size, e, c)[2]) >= kept else at_limit

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        n = int(np.asarray(size["participants"]))
        e, c = (self.newly_right, self.newly_wrong) if at == "alternative" else self._boundary(n)
        counts = rng.multinomial(n, [e, c, max(1 - e - c, 0.0)], trials).astype(np.float64)
        x, y = counts[:, 0], counts[:, 1]
        accuracy = np.asarray(Phi(-nam.statistic("score", x, y, n, self._test.null)))
        if self.test == "exact":
            few = upper_tail(n - y, n, 1 - self.regression_limit)
        else:
            error = np.sqrt(n * self.regression_limit * (1 - self.regression_limit))
            few = np.asarray(Phi((y - n * self.regression_limit) / error))
        failed = np.isnan(accuracy)
        p = np.where(failed, 1.0, np.maximum(np.where(failed, 1.0, accuracy), few))
        lower, upper = nam.interval("score", x, y, n, self._test.alpha)
        return Trials((x - y) / n, lower, upper, p, (p <= self._test.alpha) & ~failed, failed)

    def variants(self) -> tuple[Variant, ...]:
        from stats.registry import parse

        alone = parse(
            {
                "kind": "paired_proportions",
                "goal": self.goal.model_dump(),
                "discordant_experimental": self.newly_right,
                "discordant_control": self.newly_wrong,
            }
        )
        return (*self.other_options("test"), Variant(_ALONE, alone))

    def method_text(self) -> Text:
        return self.card.method if self.test == "exact" else _NORMAL

    def caution(self) -> Text | None:
        return None if self.test == "exact" else _SMOOTH

    def _most(self, n: float) -> float:
        """The largest number of regressions that meets the claim."""
        if self.test == "exact":
            return float(flips.most_regressions(np.asarray(n), self._claims))
        spread = z(self._test.alpha) * np.sqrt(n * self.regression_limit * (1 - self.regression_limit))
        return float(np.floor(n * self.regression_limit - spread + 1e-9))

    def least_success(self, size: Size) -> Phrase | None:
        n = float(np.asarray(size["participants"]))
        most = self._most(n)
        if most < 0:
            return None
        wrong = min(float(np.rint(n * self.newly_wrong)), most)
        right = float(flips.least_gains(np.asarray(wrong), np.asarray(n), self._claims))
        values = {"n": n, "most": most, "wrong": wrong, "right": right}
        return Phrase(_LEAST, {name: Value(one, Unit.COUNT) for name, one in values.items()})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = float(size["participants"])
        accuracy, kept, _ = (float(one) for one in self._powers(np.asarray(n), self.newly_right, self.newly_wrong))
        return (
            Step(_EFFECT, Value(self.newly_right - self.newly_wrong, Unit.POINTS)),
            Step(_EXPECTED, Value(n * self.newly_wrong)),
            Step(_MOST, Value(max(self._most(n), 0.0), Unit.COUNT)),
            Step(_POWER_ACCURACY, Value(accuracy, Unit.PROPORTION)),
            Step(_POWER_KEPT, Value(kept, Unit.PROPORTION)),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        if self.test != "exact" or not isinstance(self.goal, Superiority):
            return None
        if self.attained({"participants": np.asarray(_R_LIMIT)}) < 0.999:
            return None
        return (
            f"with(list(a = {self._test.alpha:g}, e = {self.newly_right:.10g}, c0 = {self.newly_wrong:.10g}, "
            f"m = {self.regression_limit:.10g}), {{{{ n <- 2:{_R_LIMIT}; q <- qnorm(1 - a)^2; "
            "f <- function(k) {{ y <- 0:k; y <- y[pbinom(y, k, m) <= a]; x <- ceiling(y + (q + sqrt(q^2 + 8 * q * y)) / 2); "
            "sum(dbinom(y, k, c0) * pbinom(x - 1, k - y, e / (1 - c0), lower.tail = FALSE)) }}; "
            "n[max(which(sapply(n, f) < {target}))] + 1 }})"
        )


def _whole(n: FloatArray) -> flips.Counts:
    return np.asarray(np.floor(n + 1e-9).astype(np.int64))


_HIGHER = Text(
    fr="L'exactitude est meilleure quand elle est plus élevée : choisir ce sens favorable.",
    en="Accuracy is better when higher: choose that favourable direction.",
)
_TOO_MANY = Text(
    fr="Les cas nouvellement justes et nouvellement faux font {total} ensemble : ils ne peuvent pas dépasser 100 %.",
    en="Cases newly right and newly wrong add up to {total}: they cannot exceed 100%.",
)
_MARGIN_TOO_WIDE = Text(
    fr="La marge de {margin} couvre toutes les différences possibles. Réduire la marge.",
    en="The margin of {margin} covers every possible difference. Reduce the margin.",
)
_BEYOND_LIMIT = Text(
    fr="La part de régressions attendue ({expected}) doit être inférieure à la limite ({limit}). Revoir l'une ou l'autre.",
    en="The expected share of regressions ({expected}) must be below the limit ({limit}). Revise one or the other.",
)
_ALONE = Text(fr="exactitude seule, sans limite de régressions", en="accuracy alone, without a limit of regressions")
_NORMAL = Text(
    fr="test du score de la différence appariée et test du score de la part de régressions, tous deux nécessaires",
    en="score test of the paired difference and score test of the share of regressions, both needed",
)
_SMOOTH = Text(
    fr="L'approximation normale lisse les quelques régressions attendues et peut s'écarter de plusieurs points de la "
    "puissance exacte. Préférer la méthode exacte.",
    en="The normal approximation smooths the few regressions expected and may be several points off the exact power. Prefer "
    "the exact method.",
)
_LEAST = Text(
    fr="sur {n} cas, succès si au plus {most} régressions sont observées et, avec {wrong} régressions, si au moins {right} "
    "cas deviennent justes",
    en="out of {n} cases, success if at most {most} regressions are observed and, with {wrong} regressions, at least {right} "
    "cases become right",
)
_EFFECT = Text(fr="Variation attendue de l'exactitude", en="Expected change of accuracy")
_EXPECTED = Text(fr="Régressions attendues", en="Regressions expected")
_MOST = Text(fr="Régressions au plus pour conclure", en="Regressions at most for a claim")
_POWER_ACCURACY = Text(fr="Puissance pour l'exactitude seule", en="Power for the accuracy alone")
_POWER_KEPT = Text(fr="Puissance pour les régressions seules", en="Power for the regressions alone")
_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que la mise à jour est plus exacte que la version verrouillée et que la part de régressions est "
        "inférieure à {regression_limit}, avec {newly_right} de cas nouvellement justes et {newly_wrong} de cas nouvellement "
        "faux, chaque critère étant testé au risque de première espèce {sides} de {alpha} et les deux étant nécessaires, "
        "{n_total} cas analysables par les deux versions donnent une puissance de {target}.",
        en="To show that the update is more accurate than the locked version and that the share of regressions is below "
        "{regression_limit}, with {newly_right} of cases newly right and {newly_wrong} newly wrong, each criterion being "
        "tested at a {sides} type I error of {alpha} and both being needed, {n_total} cases analysable by both versions give "
        "a power of {target}.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que l'exactitude de la mise à jour n'est pas inférieure de plus de {margin} à celle de la version "
        "verrouillée et que la part de régressions est inférieure à {regression_limit}, avec {newly_right} de cas "
        "nouvellement justes et {newly_wrong} de cas nouvellement faux, chaque critère étant testé au risque de première "
        "espèce unilatéral de {alpha} et les deux étant nécessaires, {n_total} cas analysables par les deux versions donnent "
        "une puissance de {target}.",
        en="To show that the accuracy of the update is not lower than that of the locked version by more than {margin} and "
        "that the share of regressions is below {regression_limit}, with {newly_right} of cases newly right and "
        "{newly_wrong} newly wrong, each criterion being tested at a one-sided type I error of {alpha} and both being "
        "needed, {n_total} cases analysable by both versions give a power of {target}.",
    ),
}
