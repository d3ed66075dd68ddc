"""An ordered outcome between two arms: common (proportional) odds ratio.

Categories are listed from the lowest to the highest value; the odds ratio is that of lying in a higher category,
experimental over control, the same at every cut. With p the shares averaged over the arms by allocation, the score test
of the proportional odds model is the Wilcoxon-Mann-Whitney test with ties:
- whitehead: log odds ratio times sqrt(V), V = n_E n_C / (3 N) (1 - sum p^3) (Whitehead 1993; Hmisc posamsize)
- information: the same with V = n_E n_C N / (3 (N + 1)^2) (1 - sum p^3) (Hmisc popower)
- ridits: difference of the mean ridits, with its variance under H0 only (Zhao, Rahardja & Qu 2008; samplesize)
- wilcoxon: variances under H0 and under H1 (lrstat getDesignTwoOrdinal)

Where programs disagree:
- control shares .1 .2 .3 .4 and odds ratio 1.5 of a higher category: 652.0; of a lower category: 625.8. Hmisc takes the
  shares averaged over both arms (`shares_of`): 636.6 for the same numbers
- whitehead holds near an odds ratio of 1 and is optimistic far from it: 652.0 against 655.8 (wilcoxon) above
- lrstat getDesignTwoOrdinal calls its alpha two-sided but uses it on one side: ask for .025
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import log
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.goals import OneSided, Superiority, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Numbers, Quantity, Series, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials
from stats.two_arms import TwoArms

_FAR = 3.0  # odds ratio beyond which Whitehead's formula drifts
_TYPED = 0.0051  # shares typed with two or three digits


class OrdinalShift(TwoArms):
    """Compare the distribution of an ordered outcome between two arms, by a common odds ratio."""

    kind: Literal["ordinal_shift"] = "ordinal_shift"
    goal: Superiority
    shares: Annotated[
        Numbers,
        Series(
            label=Text(fr="Répartition entre les catégories", en="Shares of the categories"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Proportion attendue de chaque catégorie, de la plus basse à la plus haute ; leur somme est 1.",
                en="Expected share of each category, from the lowest to the highest; they add up to 1.",
            ),
            symbol="p",
            shortest=2,
            ge=0,
            lt=1,
        ),
    ]
    odds_ratio: Annotated[
        float,
        Quantity(
            label=Text(fr="Odds ratio d'une catégorie plus élevée", en="Odds ratio of a higher category"),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="Cotes de se trouver dans une catégorie plus élevée, expérimental / contrôle. Supérieur à 1 si le "
                "dispositif déplace vers le haut de l'échelle ; inférieur à 1 s'il déplace vers le bas.",
                en="Odds of lying in a higher category, experimental / control. Above 1 when the device shifts towards "
                "the top of the scale; below 1 when it shifts towards the bottom.",
            ),
            symbol="OR",
            gt=0,
        ),
    ]
    shares_of: Annotated[
        Literal["control", "average"],
        Choice(
            label=Text(fr="Répartition indiquée", en="Shares given"),
            options={
                "control": Text(fr="celle du bras contrôle", en="those of the control arm"),
                "average": Text(fr="moyenne des deux bras", en="average of both arms"),
            },
        ),
    ] = "control"
    method: Annotated[
        Literal["whitehead", "information", "ridits", "wilcoxon"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "whitehead": Text(fr="Whitehead", en="Whitehead"),
                "information": Text(
                    fr="Whitehead, information avec (N + 1)²", en="Whitehead, information with (N + 1)²"
                ),
                "ridits": Text(fr="Wilcoxon, variance sous H0 (Zhao)", en="Wilcoxon, variance under H0 (Zhao)"),
                "wilcoxon": Text(fr="Wilcoxon, variances sous H0 et H1", en="Wilcoxon, variances under H0 and H1"),
            },
        ),
    ] = "whitehead"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Critère ordinal, déplacement entre deux bras", en="Ordinal outcome, shift between two arms"),
        question=Text(
            fr="Le dispositif déplace-t-il les patients vers de meilleures catégories d'une échelle ordonnée, par rapport "
            "au comparateur ?",
            en="Does the device shift patients towards better categories of an ordered scale, against the comparator?",
        ),
        family=Family.RANKS,
        method=Text(
            fr="test du score du modèle à cotes proportionnelles (Wilcoxon-Mann-Whitney avec ex aequo), formule de Whitehead",
            en="score test of the proportional odds model (Wilcoxon-Mann-Whitney with ties), Whitehead's formula",
        ),
        limits=Text(
            fr="Odds ratio supposé le même à chaque seuil de l'échelle. Un résultat par participant. La formule de Whitehead "
            "convient à un odds ratio entre 0,4 et 2,5 environ ; au-delà, préférer les variances sous H0 et H1.",
            en="Odds ratio assumed the same at each cut of the scale. One outcome per participant. Whitehead's formula suits "
            "an odds ratio between about 0.4 and 2.5; beyond, prefer the variances under H0 and H1.",
        ),
        references=(
            Reference(
                "Whitehead J. Sample size calculations for ordered categorical data. Stat Med 1993;12:2257-71",
                "10.1002/sim.4780122404",
            ),
            Reference(
                "Zhao YD, Rahardja D, Qu Y. Sample size calculation for the Wilcoxon-Mann-Whitney test adjusting for ties. "
                "Stat Med 2008;27:462-8",
                "10.1002/sim.2912",
            ),
        ),
        measures=(Measure.COMMON_ODDS_RATIO,),
        endpoint=Endpoint.ORDINAL,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        total = sum(self.shares)
        if abs(total - 1) > _TYPED:
            raise Refusal(_NOT_ONE, "shares", total=Value(total, Unit.PROPORTION))
        refuse_wrong_side(self.goal, log(self.odds_ratio), "odds_ratio")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=self.shares_of == "average")

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def arms_shares(self) -> tuple[FloatArray, FloatArray]:
        """Shares of the categories in the experimental and the control arm."""
        return _arms_shares(self.shares, self.shares_of == "average", self.odds_ratio, self.allocation)

    @property
    def average(self) -> FloatArray:
        """Shares averaged over the arms by allocation."""
        experimental, control = self.arms_shares
        return np.asarray((self.allocation * experimental + control) / (1 + self.allocation))

    @property
    def efficiency(self) -> float:
        """Information kept by the categories, against an outcome without ties: 1 - sum of the cubed average shares."""
        return float(1 - (self.average**3).sum())

    def _ridits(self) -> tuple[float, float, float]:
        """Difference of the mean ridits, and its standard errors times sqrt(total), under H0 and H1."""
        ridit = np.cumsum(self.average) - self.average / 2
        means, variances = [], []
        for share in self.arms_shares:
            means.append(float((ridit * share).sum()))
            variances.append(float((ridit**2 * share).sum()) - means[-1] ** 2)
        r = self.allocation / (1 + self.allocation)
        null = self.efficiency / 12 / (r * (1 - r))
        return means[0] - means[1], null**0.5, (variances[0] / r + variances[1] / (1 - r)) ** 0.5

    def attained(self, size: Size) -> FloatArray:
        total, test = np.asarray(size["participants"], dtype=np.float64), self._test
        if self.method in ("whitehead", "information"):
            information = self._information(total)
            return np.asarray(Phi(test.sign * log(self.odds_ratio) * np.sqrt(information) - z(test.alpha)))
        shift, null, expected = self._ridits()
        error = expected if self.method == "wilcoxon" else null
        return np.asarray(Phi((test.sign * shift * np.sqrt(total) - z(test.alpha) * null) / error))

    def _information(self, total: FloatArray) -> FloatArray:
        """Information on the log odds ratio."""
        experimental, control = self.sizes({"participants": total})
        seen = total + 1 if self.method == "information" else total
        return np.asarray(experimental * control * total / (3 * seen**2) * self.efficiency)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Multinomial tables, and the Wilcoxon-Mann-Whitney test with its variance corrected for ties; the odds ratio is
        Whitehead's estimate, score over information.
        """
        n, m = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        experimental, control = self.arms_shares
        if at == "null":
            experimental = control
        x = rng.multinomial(n, experimental, trials).astype(np.float64)
        y = rng.multinomial(m, control, trials).astype(np.float64)
        below = np.cumsum(y, axis=1) - y
        excess = (x * (below + y / 2)).sum(axis=1) - n * m / 2
        total, ties = n + m, x + y
        variance = n * m / (12 * total * (total - 1)) * (total**3 - (ties**3).sum(axis=1))
        failed = np.asarray(variance <= 0)
        error = np.sqrt(np.where(failed, 1.0, variance))
        p = np.where(failed, 1.0, Phi(-self._test.sign * excess / error))
        information = n * m * total / (3 * (total + 1) ** 2) * np.maximum(1 - ((ties / total) ** 3).sum(axis=1), 1e-12)
        estimate, half = 2 * excess / (total + 1) / information, z(self._test.alpha) / np.sqrt(information)
        with np.errstate(over="ignore"):
            low, middle, high = (np.exp(estimate + shift) for shift in (-half, 0.0, half))
        return Trials(middle, low, high, p, np.asarray((p <= self._test.alpha) & ~failed), failed)

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def caution(self) -> Text | None:
        far = abs(log(self.odds_ratio)) > log(_FAR)
        return _TOO_FAR if far and self.method in ("whitehead", "information") else None

    def method_text(self) -> Text:
        return _METHODS.get(self.method, self.card.method)

    def least_success(self, size: Size) -> Phrase | None:
        total = np.asarray(size["participants"], dtype=np.float64)
        edge = np.exp(self._test.sign * z(self._test.alpha) / np.sqrt(float(self._information(total))))
        return Phrase(_AT_LEAST if self._test.sign > 0 else _AT_MOST, {"edge": Value(float(edge), Unit.EFFECT_RATIO)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        shift, _, _ = self._ridits()
        total = np.asarray(size["participants"], dtype=np.float64)
        return (
            Step(_LOG, Value(log(self.odds_ratio))),
            Step(_EFFICIENCY, Value(self.efficiency), _CUBES),
            Step(_SUPERIORITY, Value(0.5 + shift, Unit.PROPORTION), _HALF),
            Step(_SCORE, Value(float(self._information(total)))),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.shares_of]

    def r_call(self) -> str | None:
        if self.method not in ("whitehead", "ridits"):
            return None
        p = ", ".join(f"{one:.12g}" for one in self.average)
        if self.method == "whitehead":
            return (
                f"Hmisc::posamsize(c({p}), odds.ratio = {self.odds_ratio!r}, "
                f"fraction = {self.allocation / (1 + self.allocation)!r}, alpha = {2 * self._test.alpha!r}, "
                "power = {target})$n"
            )
        return (
            f"with(list(p = c({p}), a = {self.allocation!r}, d = {self._ridits()[0]!r}), "
            f"(qnorm(1 - {self._test.alpha!r}) + qnorm({{target}}))^2 * (1 + a)^2 * (1 - sum(p^3)) / (12 * a * d^2))"
        )


@lru_cache(maxsize=1024)
def _arms_shares(shares: Numbers, averaged: bool, ratio: float, k: float) -> tuple[FloatArray, FloatArray]:
    """Shares of the experimental and the control arm, from those of the control arm or averaged over both."""
    given = np.asarray(shares) / sum(shares)
    above = np.cumsum(given[::-1])[::-1][1:]  # P(higher than each category but the last)
    if averaged:
        # k ratio s / (1 + (ratio - 1) s) + s = (1 + k) above, a quadratic in the control share s
        b, c = 1 + k * ratio - (1 + k) * above * (ratio - 1), -(1 + k) * above
        above = -2 * c / (b + np.sqrt(b * b - 4 * (ratio - 1) * c))
    higher = ratio * above / (1 + (ratio - 1) * above)
    experimental, control = (np.maximum(-np.diff(np.concatenate([[1.0], one, [0.0]])), 0.0) for one in (higher, above))
    return experimental / experimental.sum(), control / control.sum()


_NOT_ONE = Text(
    fr="La somme des proportions est de {total} : elle doit être de 100 %. Vérifier chaque catégorie.",
    en="The shares add up to {total}: they must add up to 100%. Check each category.",
)
_TOO_FAR = Text(
    fr="Pour un odds ratio aussi éloigné de 1, la formule de Whitehead s'écarte de la puissance réelle de plusieurs points : "
    "préférer les variances sous H0 et H1.",
    en="For an odds ratio this far from 1, Whitehead's formula departs from the true power by several points: prefer the "
    "variances under H0 and H1.",
)
_LOG = Text(fr="Logarithme de l'odds ratio", en="Log odds ratio")
_EFFICIENCY = Text(
    fr="Efficacité par rapport à un critère sans ex aequo", en="Efficiency against an outcome without ties"
)
_CUBES = Text(
    fr="1 - somme des cubes des proportions moyennes des deux bras",
    en="1 - sum of the cubed shares averaged over the arms",
)
_SUPERIORITY = Text(fr="Probabilité de supériorité", en="Probability of superiority")
_HALF = Text(fr="les ex aequo comptent pour moitié", en="ties count for one half")
_SCORE = Text(fr="Information sur le logarithme de l'odds ratio", en="Information on the log odds ratio")
_AT_LEAST = Text(
    fr="succès si l'odds ratio observé est d'au moins {edge} (avec la répartition attendue)",
    en="success if the observed odds ratio is at least {edge} (with the expected shares)",
)
_AT_MOST = Text(
    fr="succès si l'odds ratio observé est au plus de {edge} (avec la répartition attendue)",
    en="success if the observed odds ratio is at most {edge} (with the expected shares)",
)
_METHODS = {
    "information": Text(
        fr="test du score du modèle à cotes proportionnelles, information de Whitehead avec (N + 1)²",
        en="score test of the proportional odds model, Whitehead's information with (N + 1)²",
    ),
    "ridits": Text(
        fr="test de Wilcoxon-Mann-Whitney avec ex aequo, variance sous H0 (Zhao, Rahardja et Qu)",
        en="Wilcoxon-Mann-Whitney test with ties, variance under H0 (Zhao, Rahardja and Qu)",
    ),
    "wilcoxon": Text(
        fr="test de Wilcoxon-Mann-Whitney avec ex aequo, variances sous H0 et sous H1",
        en="Wilcoxon-Mann-Whitney test with ties, variances under H0 and under H1",
    ),
}
_WHOSE = {
    "control": Text(
        fr="avec la répartition attendue dans le bras contrôle", en="with the shares expected in the control arm"
    ),
    "average": Text(
        fr="avec la répartition attendue en moyenne des deux bras",
        en="with the shares expected on average over both arms",
    ),
}
_SENTENCES = {
    key: Text(
        fr="Pour mettre en évidence un déplacement du critère ordinal, avec un odds ratio commun de {odds_ratio} d'une "
        f"catégorie plus élevée, {whose.fr}, au risque de première espèce {{sides}} de {{alpha}} avec une puissance de "
        "{target}, {n_total} participants analysables sont nécessaires ({n_arms}).",
        en="To detect a shift of the ordinal outcome, with a common odds ratio of {odds_ratio} of a higher category, "
        f"{whose.en}, at a {{sides}} type I error of {{alpha}} with a power of {{target}}, {{n_total}} analysable "
        "participants are needed ({n_arms}).",
    )
    for key, whose in _WHOSE.items()
}
