"""What is measured in the periods of a cluster trial: a mean or a proportion, with the data a simulation generates."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import betaincinv, ndtr

from stats.design import Design, Truth
from stats.goals import NoEquivalence, refuse_wrong_side
from stats.quantities import Choice, Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

_COHORT_NEEDS = Text(
    fr="Cohorte fermée : indiquer l'autocorrélation individuelle (corrélation de deux mesures d'une même personne à deux "
    "périodes, une fois la grappe prise en compte).",
    en="Closed cohort: enter the individual autocorrelation (correlation of two measurements of the same person in two "
    "periods, the cluster being accounted for).",
)
_COHORT_ONLY = Text(
    fr="L'autocorrélation individuelle n'a de sens que pour une cohorte fermée : choisir la cohorte ou vider ce champ.",
    en="The individual autocorrelation only has a meaning for a closed cohort: choose the cohort or empty this field.",
)
_BEYOND_RANGE = Text(
    fr="À la limite de la marge, la proportion du bras expérimental sortirait de l'intervalle de 0 à 1 : réduire la marge "
    "ou revoir la proportion du bras contrôle.",
    en="At the limit of the margin the experimental proportion would leave the range from 0 to 1: reduce the margin or "
    "revise the control proportion.",
)
_NO_VARIANCE = Text(
    fr="Les proportions attendues sont toutes 0 ou 1 : le critère n'aurait aucune variabilité. Indiquer des proportions "
    "strictement comprises entre 0 et 1 dans un bras au moins.",
    en="The expected proportions are all 0 or 1: the endpoint would have no variability. Enter a proportion strictly "
    "between 0 and 1 in at least one arm.",
)
_TABLE = np.linspace(-8, 8, 2001)


class PeriodOutcome(Design):
    """What a period outcome provides: its effect, its total variance, and simulated cluster-period means."""

    goal: NoEquivalence

    @property
    @abstractmethod
    def effect(self) -> float:
        """Experimental minus control."""

    @property
    @abstractmethod
    def variance(self) -> float:
        """Total variance of one measurement, between and within clusters."""

    @property
    def variances(self) -> tuple[float, float, float]:
        """Total variance at baseline, with the device, and without it."""
        return (self.variance,) * 3

    @property
    def same_people(self) -> bool:
        """Whether the same people are measured in each period."""
        return False

    @property
    def own_correlation(self) -> float:
        """Correlation of one person's deviations between two periods, 0 when people are new in each."""
        return 0.0

    @abstractmethod
    def cells(
        self,
        treated: FloatArray,
        effects: FloatArray,
        icc: float,
        members: int,
        trials: int,
        rng: np.random.Generator,
        at: Truth,
    ) -> FloatArray:
        """Simulated cluster-period means, (trials, clusters, periods), for an exposure (clusters, periods)."""

    def _true_effect(self, at: Truth) -> float:
        return self.effect if at == "alternative" else self.goal.tests()[0].null


class PeriodMeans(PeriodOutcome):
    """A continuous endpoint, measured on new people or on the same ones in each period."""

    difference: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Différence attendue (expérimental - contrôle)", en="Expected difference (experimental - control)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Différence des moyennes, avec son signe : négative si le dispositif fait baisser le score. "
                "Prendre la plus petite différence cliniquement pertinente et réaliste.",
                en="Difference in means, with its sign: negative when the device lowers the score. "
                "Use the smallest difference that is clinically relevant and realistic.",
            ),
            symbol="δ",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type total", en="Total standard deviation"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité totale d'une mesure au cours d'une période, entre grappes et à l'intérieur des grappes. "
                "Ce n'est pas l'écart-type résiduel d'un modèle mixte, qui est plus petit.",
                en="Total variability of one measurement within a period, between and within clusters. "
                "It is not the residual standard deviation of a mixed model, which is smaller.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    sampling: Annotated[
        Literal["cross_sectional", "cohort"],
        Choice(
            label=Text(fr="Personnes mesurées à chaque période", en="People measured in each period"),
            options={
                "cross_sectional": Text(
                    fr="nouvelles à chaque période (coupes transversales répétées)",
                    en="new in each period (repeated cross-sections)",
                ),
                "cohort": Text(
                    fr="les mêmes à chaque période (cohorte fermée)", en="the same in each period (closed cohort)"
                ),
            },
        ),
    ] = "cross_sectional"
    iac: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Autocorrélation individuelle (cohorte fermée)", en="Individual autocorrelation (closed cohort)"
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Corrélation de deux mesures d'une même personne à deux périodes, la grappe étant prise en compte. "
                "Vide si les personnes sont nouvelles à chaque période.",
                en="Correlation of two measurements of the same person in two periods, the cluster being accounted for. "
                "Empty when people are new in each period.",
            ),
            symbol="π",
            ge=0,
            lt=1,
        ),
    ] = None

    @model_validator(mode="after")
    def _cohort_is_described(self) -> Self:
        refuse_wrong_side(self.goal, self.difference, "difference")
        if self.sampling == "cohort" and self.iac is None:
            raise Refusal(_COHORT_NEEDS, "iac")
        if self.sampling != "cohort" and self.iac is not None:
            raise Refusal(_COHORT_ONLY, "iac")
        return self

    @property
    def effect(self) -> float:
        return self.difference

    @property
    def variance(self) -> float:
        return self.sd**2

    @property
    def same_people(self) -> bool:
        return self.sampling == "cohort"

    @property
    def own_correlation(self) -> float:
        return self.iac or 0.0

    def cells(
        self,
        treated: FloatArray,
        effects: FloatArray,
        icc: float,
        members: int,
        trials: int,
        rng: np.random.Generator,
        at: Truth,
    ) -> FloatArray:
        # the mean of `members` normal deviations is drawn at once: it has exactly that distribution
        shape = (trials, *treated.shape)
        within = (1 - icc) / members
        shared = rng.standard_normal(shape) @ (np.sqrt(icc) * _root(effects)).T
        own = np.sqrt(within * (1 - self.own_correlation)) * rng.standard_normal(shape)
        if self.own_correlation:
            own += np.sqrt(within * self.own_correlation) * rng.standard_normal((*shape[:2], 1))
        return np.asarray(self.sd * (shared + own) + self._true_effect(at) * treated)


class PeriodProportions(PeriodOutcome):
    """A binary endpoint, observed on new people in each period."""

    p_experimental: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue, avec le dispositif", en="Expected proportion, with the device"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Proportion du critère dans les périodes ou les grappes avec le dispositif.",
                en="Proportion with the endpoint in the periods or clusters with the device.",
            ),
            symbol="p_E",
            ge=0,
            le=1,
        ),
    ]
    p_control: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue, sans le dispositif", en="Expected proportion, without the device"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Proportion du critère avec la pratique habituelle, d'après la littérature ou un registre récent.",
                en="Proportion with the endpoint under usual practice, from the literature or a recent registry.",
            ),
            symbol="p_C",
            ge=0,
            le=1,
        ),
    ]
    binomial_variance: Annotated[
        Literal["each_arm", "midpoint", "control"],
        Choice(
            label=Text(fr="Variance du critère binaire", en="Variance of the binary endpoint"),
            options={
                "each_arm": Text(
                    fr="celle de chaque bras, p_E q_E et p_C q_C", en="that of each arm, p_E q_E and p_C q_C"
                ),
                "midpoint": Text(fr="à la proportion moyenne des deux bras", en="at the mean proportion of both arms"),
                "control": Text(fr="celle du bras contrôle, p_C q_C", en="that of the control arm, p_C q_C"),
            },
        ),
    ] = "each_arm"

    @model_validator(mode="after")
    def _proportions_have_a_meaning(self) -> Self:
        refuse_wrong_side(self.goal, self.effect, "p_experimental")
        if not 0 <= self.p_control + self.goal.tests()[0].null <= 1:
            raise Refusal(_BEYOND_RANGE, "goal.margin")
        if self.variance <= 0:
            raise Refusal(_NO_VARIANCE, "p_control")
        return self

    @property
    def effect(self) -> float:
        return self.p_experimental - self.p_control

    @property
    def variance(self) -> float:
        _, with_device, without = self.variances
        return (with_device + without) / 2

    @property
    def variances(self) -> tuple[float, float, float]:
        if self.binomial_variance == "each_arm":
            without = self.p_control * (1 - self.p_control)
            return without, self.p_experimental * (1 - self.p_experimental), without
        rate = self.p_control if self.binomial_variance == "control" else (self.p_experimental + self.p_control) / 2
        return (rate * (1 - rate),) * 3

    def cells(
        self,
        treated: FloatArray,
        effects: FloatArray,
        icc: float,
        members: int,
        trials: int,
        rng: np.random.Generator,
        at: Truth,
    ) -> FloatArray:
        # cluster-period rates follow a beta distribution with the intracluster correlation; normal scores tie the periods
        scores = rng.standard_normal((trials, *treated.shape)) @ _root(effects).T
        with_device = float(np.clip(self.p_control + self._true_effect(at), 0, 1))
        on = treated > 0
        rates = np.empty_like(scores)
        rates[:, on] = np.interp(scores[:, on], _TABLE, _beta_scores(with_device, icc))
        rates[:, ~on] = np.interp(scores[:, ~on], _TABLE, _beta_scores(self.p_control, icc))
        return rng.binomial(members, rates) / members


def _beta_scores(rate: float, icc: float) -> FloatArray:
    """Cluster rates at normal scores: the quantiles of a beta distribution of mean `rate` and correlation `icc`."""
    if icc <= 0 or rate in (0.0, 1.0):
        return np.full(_TABLE.shape, rate)
    size = (1 - icc) / icc
    quantiles: Any = betaincinv(rate * size, (1 - rate) * size, ndtr(_TABLE))
    return np.asarray(np.clip(np.nan_to_num(quantiles, nan=0.0), 0, 1))


def _root(effects: FloatArray) -> FloatArray:
    """A square root of a correlation matrix that may be singular."""
    values, vectors = np.linalg.eigh(effects)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
