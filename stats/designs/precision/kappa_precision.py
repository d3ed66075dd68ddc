"""Precision of a kappa, weighted or not: width of its large-sample interval (Fleiss, Cohen and Everitt).

The joint table of the two raters is modelled from the shares of the categories: without weights, certain agreement mixed
with independence (with two categories, the only possible table); with weights, two correlated normal judgements cut into
ordered categories. With assurance, the spread of the estimated standard error is taken by the delta method.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.agreement.kappa import (
    CATEGORIES,
    CATEGORIES_SECOND,
    agreement_weights,
    draw,
    joint,
    kappa_and_variance,
    variance_spread,
)
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Numbers, Quantity, Unit, Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class KappaPrecision(Design):
    """Estimate a kappa, weighted or not, with a confidence interval of a given full width."""

    kind: Literal["kappa_precision"] = "kappa_precision"
    goal: Precision
    kappa_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Kappa attendu", en="Expected kappa"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Accord plausible d'après un pilote ou la littérature. Une valeur plus faible demande en général plus de cas.",
                en="Plausible agreement from a pilot or the literature. A lower value usually asks for more cases.",
            ),
            symbol="κ",
            ge=0,
            lt=1,
        ),
    ]
    categories: Annotated[Numbers, CATEGORIES]
    categories_second: Annotated[Numbers, CATEGORIES_SECOND] = ()
    weights: Annotated[
        Literal["none", "linear", "quadratic"],
        Choice(
            label=Text(fr="Poids des désaccords", en="Weights of the disagreements"),
            options={
                "none": Text(fr="aucun (kappa de Cohen)", en="none (Cohen's kappa)"),
                "linear": Text(fr="linéaires", en="linear"),
                "quadratic": Text(fr="quadratiques", en="quadratic"),
            },
        ),
    ] = "none"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Cas lus par les deux lecteurs", en="Cases read by both raters"), minimum=5),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'un kappa", en="Precision of a kappa"),
        question=Text(
            fr="Avec quelle précision l'accord entre l'IA et un lecteur sera-t-il connu ?",
            en="How precisely will the agreement between the AI and a reader be known?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur de l'intervalle normal du kappa, variance de Fleiss, Cohen et Everitt",
            en="width of the normal interval of kappa, variance of Fleiss, Cohen and Everitt",
        ),
        limits=Text(
            fr="Un cas par patient, deux lectures indépendantes. Approximation de grands échantillons : prudence sous 50 cas, ou si une "
            "catégorie rare réunit moins de 5 cas. Sans assurance, la largeur observée dépasse la largeur annoncée une fois sur deux "
            "environ.",
            en="One case per patient, two independent readings. A large-sample approximation: be careful below 50 cases, or when a "
            "rare category holds fewer than 5 cases. Without assurance, the observed width exceeds the width announced about half of "
            "the time.",
        ),
        references=(
            Reference(
                "Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychol Bull "
                "1969;72:323-7",
                "10.1037/h0028106",
            ),
            Reference(
                "Sim J, Wright CC. The kappa statistic in reliability studies: use, interpretation, and sample size requirements. "
                "Phys Ther 2005;85:257-68",
                "10.1093/ptj/85.3.257",
            ),
        ),
        measures=(Measure.KAPPA,),
        endpoint=Endpoint.AGREEMENT,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        self._table()
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _weights(self) -> FloatArray:
        return agreement_weights(len(self.categories), self.weights)

    @property
    def _z(self) -> float:
        return z((1 - self.goal.confidence) / 2)

    def _table(self) -> FloatArray:
        model: Literal["latent", "mixture"] = "mixture" if self.weights == "none" else "latent"
        return joint(self.categories, self.categories_second, self.kappa_expected, self.weights, model)

    def attained(self, size: Size) -> FloatArray:
        """Width at the expected variance, or the width not exceeded with the assurance asked."""
        root = np.sqrt(np.asarray(size["participants"], dtype=np.float64))
        table = self._table()
        error = float(np.sqrt(kappa_and_variance(table, self._weights)[1]))
        width = error / root
        if self.goal.assurance is not None:
            width = width + z(1 - self.goal.assurance) * variance_spread(table, self._weights) / root**2
        return np.asarray(2 * self._z * width)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Multinomial tables and their intervals; `claimed` says that the interval contains the true kappa."""
        n = int(np.asarray(size["participants"]))
        kappa, variance = kappa_and_variance(draw(self._table(), n, trials, rng) / n, self._weights)
        failed = ~np.isfinite(kappa)
        half = self._z * np.sqrt(variance / n)
        with np.errstate(invalid="ignore"):
            covered = (np.abs(kappa - self.kappa_expected) <= half) & ~failed
        return Trials(kappa, kappa - half, kappa + half, np.full(trials, np.nan), covered, failed)

    def variants(self) -> tuple[Variant, ...]:
        if self.categories_second or len(self.categories) == 2:
            return ()
        return self.other_options("weights")

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        table = self._table()
        error = float(np.sqrt(kappa_and_variance(table, self._weights)[1] / size["participants"]))
        return (
            Step(_AGREED, Value(float(np.trace(table)), Unit.PROPORTION)),
            Step(_ERROR, Value(error)),
            Step(_RARE, Value(float(table.sum(axis=1).min() * size["participants"]))),
        )

    def sentence(self) -> Text:
        return _SENTENCE if self.goal.assurance is None else _ASSURED

    def r_call(self) -> str | None:
        if self.goal.assurance is not None:
            return None
        size = len(self.categories)
        table, weights = (
            f"matrix(c({', '.join(f'{value:.12g}' for value in one.T.ravel())}), {size})"
            for one in (self._table(), self._weights)
        )
        return (
            f"with(list(p = {table}, w = {weights}), with(list(a = c(w %*% colSums(p)), b = c(t(w) %*% rowSums(p)), o = sum(w * p)), "
            "with(list(e = sum(a * rowSums(p))), 4 * "
            f"qnorm({(1 + self.goal.confidence) / 2:.12g})^2 * (sum(p * (w * (1 - e) - outer(a, b, '+') * (1 - o))^2) - "
            "(o * e - 2 * e + o)^2) / (1 - e)^4 / {target}^2)))"
        )


_AGREED = Text(fr="Accord brut attendu", en="Expected raw agreement")
_ERROR = Text(fr="Erreur standard du kappa", en="Standard error of kappa")
_RARE = Text(fr="Cas attendus dans la catégorie la plus rare", en="Expected cases in the rarest category")
_SENTENCE = Text(
    fr="Pour estimer un kappa attendu de {kappa_expected} avec un intervalle de confiance à {confidence} de largeur totale attendue "
    "{target} au plus, {n_total} cas analysables lus par les deux lecteurs sont nécessaires.",
    en="To estimate an expected kappa of {kappa_expected} with a {confidence} confidence interval of expected full width {target} at "
    "most, {n_total} analysable cases read by both raters are needed.",
)
_ASSURED = Text(
    fr="Pour estimer un kappa attendu de {kappa_expected} avec un intervalle de confiance à {confidence} dont la largeur totale ne "
    "dépasse pas {target} avec une probabilité de {assurance}, {n_total} cas analysables lus par les deux lecteurs sont nécessaires.",
    en="To estimate an expected kappa of {kappa_expected} with a {confidence} confidence interval whose full width does not exceed "
    "{target} with probability {assurance}, {n_total} analysable cases read by both raters are needed.",
)
