"""Two arms measured at several visits: the last visit, the mean over visits, or the slope.

Each participant is summarised by a contrast c'y over the visits, c'V c its variance, V from the standard deviation and
the correlation structure; the baseline may be ignored, subtracted or adjusted for (Frison and Pocock 1992). Complete
data: the t test (or analysis of covariance) of the contrast, which is the mixed model with unstructured covariance.
With dropout, retained shares enter the information of that model (Lu, Luo and Chen 2008; with method t, the
estimated correlations too: see stats/visits). A slope is the least squares
line of each participant; `sd_slope` adds random slopes: Diggle's and Edland's formulas (R longpower).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.formulas.means.adjustment import adjusted_power, least_squares, mean_inflation
from stats.formulas.means.visits import (
    CORRELATIONS,
    RETAINED,
    STRUCTURE,
    VISITS,
    after_baseline,
    contrast,
    correlation_matrix,
    error_with_dropout,
    is_possible,
    listed_length,
    sequential_regressions,
    summary_variance,
)
from stats.formulas.t_tests import (
    BOTH_ARMS,
    METHOD,
    Analysed,
    Samples,
    TTest,
    claim_power,
    rpact_means,
    sentences,
    tested,
    two_sample_t,
)
from stats.goals import Comparison, refuse_wrong_side
from stats.quantities import Choice, Numbers, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials
from stats.two_arms import TwoArms


class RepeatedMeasures(TTest, TwoArms):
    """Compare two arms on a continuous endpoint measured at several visits."""

    kind: Literal["repeated_measures"] = "repeated_measures"
    goal: Comparison
    target: Annotated[
        Literal["last", "mean", "slope"],
        Choice(
            label=Text(fr="Ce qui est comparé", en="What is compared"),
            options={
                "last": Text(fr="la dernière visite", en="the last visit"),
                "mean": Text(fr="la moyenne des visites", en="the mean over visits"),
                "slope": Text(fr="la pente (évolution par mois)", en="the slope (change per month)"),
            },
        ),
    ] = "last"
    difference: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Différence attendue (expérimental - contrôle)", en="Expected difference (experimental - control)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Différence à la dernière visite, en moyenne sur les visites, ou de pente par mois, selon ce qui est "
                "comparé ; avec son signe.",
                en="Difference at the last visit, on average over the visits, or in slope per month, according to what is "
                "compared; with its sign.",
            ),
            symbol="δ",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type à une visite", en="Standard deviation at one visit"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre participants à une visite, la même à toutes. Avec des pentes aléatoires, celle qui "
                "reste à la date 0.",
                en="Between-participant variability at one visit, the same at all. With random slopes, the one that is "
                "left at time 0.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    visits: Annotated[Numbers, VISITS]
    structure: Annotated[
        Literal["compound_symmetry", "ar1", "toeplitz", "unstructured"],
        STRUCTURE,
    ] = "compound_symmetry"
    correlation: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Corrélation de deux visites (voisines si AR(1))",
                en="Correlation of two visits (neighbours if AR(1))",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Entre deux visites d'un même participant. Vide si les corrélations sont données en liste.",
                en="Between two visits of a participant. Empty when the correlations are listed.",
            ),
            symbol="ρ",
            ge=0,
            lt=1,
        ),
    ] = None
    correlations: Annotated[
        Numbers,
        CORRELATIONS,
    ] = ()
    baseline: Annotated[
        Literal["none", "change", "covariate"],
        Choice(
            label=Text(fr="Valeur initiale", en="Baseline value"),
            options={
                "covariate": Text(fr="covariable du modèle", en="covariate in the model"),
                "change": Text(fr="soustraite (variation)", en="subtracted (change)"),
                "none": Text(fr="non utilisée", en="not used"),
            },
        ),
    ] = "covariate"
    sd_slope: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type des pentes entre participants", en="Between-participant standard deviation of the slopes"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Par mois ; 0 si les participants évoluent en parallèle. Réservé à la comparaison des pentes.",
                en="Per month; 0 when participants evolve in parallel. Only for the comparison of slopes.",
            ),
            symbol="σ_b",
            ge=0,
        ),
    ] = 0.0
    retained: Annotated[
        Numbers,
        RETAINED,
    ] = ()
    method: Annotated[Literal["t", "z"], METHOD] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants", Text(fr="Participants inclus, deux bras", en="Participants included, both arms"), minimum=6
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Deux bras suivis à plusieurs visites (mesures répétées)", en="Two arms followed over several visits"
        ),
        question=Text(
            fr="Au fil des visites, le dispositif améliore-t-il un score ou une mesure par rapport au comparateur : à la "
            "dernière visite, en moyenne, ou dans son évolution ?",
            en="Over the visits, does the device improve a score or a measurement against the comparator: at the last "
            "visit, on average, or in its course?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="modèle mixte pour mesures répétées (bras par visite, covariance non structurée), test t du contraste entre "
            "bras, puissance par la loi t non centrée",
            en="mixed model for repeated measures (arm by visit, unstructured covariance), t test of the contrast between "
            "arms, power from the non-central t distribution",
        ),
        limits=Text(
            fr="Même écart-type à toutes les visites ; sorties d'étude définitives et ignorables (données manquantes au "
            "hasard), identiques dans les deux bras. Avec des sorties, puissance à moins d'un point de la simulation dès "
            "12 participants par bras. La pente est celle de la droite de chaque "
            "participant ; un modèle à pente fixe gagne un peu de puissance si les corrélations sont exactes.",
            en="Same standard deviation at all visits; study withdrawals are final and ignorable (missing at random) and "
            "alike in both arms. With dropout, the power is within one point of the simulation from 12 participants per arm "
            "on. The slope is that of each participant's line; a model with a straight mean gains a little "
            "power when its correlations are right.",
        ),
        references=(
            Reference(
                "Frison L, Pocock SJ. Repeated measures in clinical trials: analysis using mean summary statistics and its "
                "implications for design. Stat Med 1992;11:1685-704",
                "10.1002/sim.4780111304",
            ),
            Reference(
                "Lu K, Luo X, Chen PY. Sample size estimation for repeated measures analysis in randomized clinical trials "
                "with missing data. Int J Biostat 2008;4:Article 9",
                "10.2202/1557-4679.1098",
            ),
            Reference("Diggle PJ, Heagerty P, Liang KY, Zeger SL. Analysis of Longitudinal Data. 2nd ed. Oxford 2002"),
        ),
        measures=(Measure.MEAN_DIFFERENCE, Measure.SLOPE_DIFFERENCE),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if any(b <= a for a, b in zip(self.visits, self.visits[1:], strict=False)):
            raise Refusal(_ORDER, "visits")
        if self.baseline != "none" and self.visits[0] == 0:
            raise Refusal(_BASELINE_TWICE, "visits")
        if self.target == "slope" and len(self.visits) < 2:
            raise Refusal(_TWO_VISITS, "visits")
        if self.target == "slope" and self.baseline == "change":
            raise Refusal(_SLOPE_OF_CHANGE, "baseline")
        if self.sd_slope > 0 and self.target != "slope":
            raise Refusal(_ONLY_SLOPES, "sd_slope")
        needed = listed_length(self.structure, self._measured)
        if len(self.correlations) != needed:
            raise Refusal(_LISTED, "correlations", needed=Value(needed, Unit.COUNT))
        if (self.correlation is None) != (self.structure in ("toeplitz", "unstructured")):
            raise Refusal(_ONE_CORRELATION, "correlation")
        if not all(map(is_possible, (self._correlations(), self._covariance(), self._analysed_covariance()))):
            raise Refusal(_IMPOSSIBLE, "correlations" if needed else "correlation")
        if self.retained and len(self.retained) != len(self.visits):
            raise Refusal(_ONE_SHARE, "retained", needed=Value(len(self.visits), Unit.COUNT))
        if any(b > a for a, b in zip(self.retained, self.retained[1:], strict=False)):
            raise Refusal(_DECREASING, "retained")
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True, losses_inside=bool(self.retained))

    @property
    def effect(self) -> float:
        return self.difference

    @property
    def _measured(self) -> int:
        """Number of visits whose correlations matter, the baseline included when it is used."""
        return len(self.visits) + (self.baseline != "none")

    def _correlations(self) -> FloatArray:
        return correlation_matrix(self.structure, self._measured, self.correlation or 0.0, self.correlations)

    def _covariance(self) -> FloatArray:
        """Covariance of the measurements, baseline first when it is used."""
        times = np.array([0.0] * (self.baseline != "none") + list(self.visits))
        return np.asarray(self.sd**2 * self._correlations() + self.sd_slope**2 * np.outer(times, times))

    def _analysed_covariance(self) -> FloatArray:
        """Covariance of the visits once the baseline is subtracted, adjusted for, or ignored."""
        return after_baseline(self._covariance(), self.baseline)

    @property
    def _contrast(self) -> FloatArray:
        return contrast(self.target, self.visits)

    @property
    def _seen(self) -> FloatArray:
        return np.array(self.retained or [1.0] * len(self.visits))

    @property
    def _adjusted(self) -> bool:
        return self.baseline == "covariate"

    @property
    def sd_summary(self) -> float:
        """Standard deviation of the summary of a participant without dropout, after the baseline."""
        return sqrt(self.summary_variance(np.ones(len(self.visits))))

    def summary_variance(self, seen: FloatArray) -> float:
        """Variance of the summary per participant of an arm, for shares seen at each visit."""
        return summary_variance(self._analysed_covariance(), self._contrast, seen)

    def _balanced(self, size: Size) -> tuple[FloatArray, FloatArray]:
        arms = self.sizes(size)
        if self.retained and self.method == "t":
            return error_with_dropout(
                self._analysed_covariance(), self._contrast, self._seen, int(self._adjusted), arms
            )
        spread = sqrt(self.summary_variance(self._seen)) * np.sqrt(1 / arms[0] + 1 / arms[1])
        return spread, arms[0] + arms[1] - 2 - self._adjusted

    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        error, df = self._balanced(size)
        imbalance = float(self._adjusted and self.method == "t" and not self.retained)
        return error * np.sqrt(mean_inflation(df, imbalance)), df

    def attained(self, size: Size) -> FloatArray:
        error, df = self._balanced(size)
        if self.method == "z":
            return claim_power(self.goal, self.difference, error, None)
        if self._adjusted and not self.retained:
            return adjusted_power(self.goal, self.difference, error, df, 1.0)
        power = claim_power(self.goal, self.difference, error, np.maximum(df, 1.0))
        return np.where(df >= 1, power, 0.0)

    def _profile(self, effect: float) -> FloatArray:
        """Differences at each visit that make up the effect."""
        times = np.array(self.visits)
        return effect * {"last": times / times[-1] if times[-1] else times + 1, "mean": np.ones(len(times))}.get(
            self.target, times
        )

    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        """Measurements of each arm, baseline first when it is used."""
        factor = np.linalg.cholesky(self._covariance())
        used = int(self.baseline != "none")
        data = []
        for arm, shift in zip(self.arms(int(np.asarray(size["participants"]))), (effect, 0.0), strict=True):
            values = rng.standard_normal((trials, arm.size, self._measured)) @ factor.T
            values[:, :, used:] += self._profile(shift)
            data.append(values)
        return tuple(data)

    def analyse(self, data: Samples) -> Analysed:
        """Complete data: the summaries of the participants, compared or adjusted."""
        if self.baseline == "none":
            return two_sample_t(data[0] @ self._contrast, data[1] @ self._contrast)
        summaries = [one[:, :, 1:] @ self._contrast for one in data]
        if self.baseline == "change":
            whole = self._contrast.sum()
            return two_sample_t(*(one - whole * raw[:, :, 0] for one, raw in zip(summaries, data, strict=True)))
        return least_squares(summaries[0], data[0][:, :, :1], summaries[1], data[1][:, :, :1])

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        if not self.retained:
            return super().simulate(size, trials, rng, at)
        data = self.sample(size, trials, rng, self._true_effect(at))
        values = np.concatenate(data, axis=1) / self.sd
        arm = np.repeat([1.0, 0.0], [one.shape[1] for one in data])
        leaves = rng.random(values.shape[:2])  # seen at a visit when below the share still followed
        seen = leaves[:, :, None] < self._seen
        used = int(self.baseline != "none")
        analysed = values[:, :, used:] - (values[:, :, :1] if self.baseline == "change" else 0.0)
        covariate = values[:, :, 0] - values[:, :, 0].mean(axis=1, keepdims=True) if self._adjusted else None
        (estimate, error, df), failed = sequential_regressions(analysed, seen, arm, covariate, self._contrast)
        done = tested(self.goal, estimate * self.sd, error * self.sd, df)
        return Trials(done.estimate, done.lower, done.upper, done.p, done.claimed & ~failed, failed)

    def variants(self) -> tuple[Variant, ...]:
        others = [one for one in self.choices()["baseline"].options if one != self.baseline]
        if self.target == "slope" or self.structure in ("toeplitz", "unstructured") or self.visits[0] == 0:
            return super().variants()  # another use of the baseline would need other correlations
        options = self.choices()["baseline"].options
        return (
            *super().variants(),
            *(Variant(_baseline_text(options[one]), self.model_copy(update={"baseline": one})) for one in others),
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        inflation = self.summary_variance(self._seen) / self.sd_summary**2
        return (
            Step(_SUMMARY, Value(self.sd_summary, Unit.ENDPOINT), _SUMMARY_HOW[self.baseline]),
            *((Step(_DROPOUT, Value(inflation)),) if self.retained else ()),
            *super().steps(size),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.target][self.goal.kind]

    def r_call(self) -> str | None:
        if self.method == "t" and (self._adjusted or self.retained):
            return None
        sd = sqrt(self.summary_variance(self._seen))
        return rpact_means(self.goal, self.difference, sd, normal=self.method == "z", allocation=self.allocation)


def _baseline_text(option: Text) -> Text:
    return Text(fr=f"valeur initiale : {option.fr}", en=f"baseline value: {option.en}")


_ORDER = Text(
    fr="Les dates des visites doivent être croissantes et distinctes.",
    en="The times of the visits must increase.",
)
_BASELINE_TWICE = Text(
    fr="La visite d'inclusion (date 0) est à la fois une mesure analysée et une valeur initiale : la retirer de la liste, ou "
    "choisir de ne pas utiliser la valeur initiale.",
    en="The baseline visit (time 0) is both a measurement analysed and a baseline value: remove it from the list, or choose "
    "not to use the baseline value.",
)
_TWO_VISITS = Text(fr="Une pente demande au moins deux visites.", en="A slope needs at least two visits.")
_SLOPE_OF_CHANGE = Text(
    fr="Soustraire la valeur initiale ne change pas une pente : l'ajouter aux visites (date 0), ou la prendre en covariable.",
    en="Subtracting the baseline value does not change a slope: add it to the visits (time 0), or use it as a covariate.",
)
_ONLY_SLOPES = Text(
    fr="L'écart-type des pentes ne sert qu'à la comparaison des pentes : le laisser à 0.",
    en="The standard deviation of the slopes serves only the comparison of slopes: leave it at 0.",
)
_ONE_CORRELATION = Text(
    fr="La corrélation de deux visites est demandée par la symétrie composée et l'AR(1), et seulement par elles.",
    en="The correlation of two visits is asked by compound symmetry and AR(1), and only by them.",
)
_LISTED = Text(
    fr="Cette structure demande une liste de {needed} corrélations (vide si 0), valeur initiale comprise si elle sert.",
    en="This structure needs a list of {needed} correlations (empty when 0), the baseline included when it is used.",
)
_IMPOSSIBLE = Text(
    fr="Aucune série de mesures ne peut avoir ensemble ces corrélations et ces écarts-types : les vérifier.",
    en="No set of measurements can have these correlations and standard deviations together: check them.",
)
_ONE_SHARE = Text(
    fr="Il faut une part encore suivie pour chaque visite analysée, soit {needed} valeurs.",
    en="One share still followed is needed for each visit analysed: {needed} values.",
)
_DECREASING = Text(
    fr="La part encore suivie ne peut pas augmenter d'une visite à l'autre.",
    en="The share still followed cannot increase from one visit to the next.",
)
_SUMMARY = Text(
    fr="Écart-type du résumé comparé, sans sortie d'étude", en="Standard deviation of the summary compared, no dropout"
)
_SUMMARY_HOW = {
    "none": Text(fr="valeur initiale non utilisée", en="baseline value not used"),
    "change": Text(fr="valeur initiale soustraite", en="baseline value subtracted"),
    "covariate": Text(fr="résiduel, après ajustement sur la valeur initiale", en="residual, after baseline adjustment"),
}
_DROPOUT = Text(fr="Inflation de la variance par les sorties d'étude", en="Variance inflation from dropout")


def _sentences(fr: str, en: str) -> dict[str, Text]:
    return sentences(
        Text(
            fr=f"une différence {fr} de {{difference}} (écart-type {{sd}} à chaque visite)",
            en=f"a difference of {{difference}} {en} (standard deviation {{sd}} at each visit)",
        ),
        Text(
            fr=f"une différence vraie {fr} de {{difference}} (écart-type {{sd}} à chaque visite)",
            en=f"a true difference of {{difference}} {en} (standard deviation {{sd}} at each visit)",
        ),
        BOTH_ARMS,
    )


_SENTENCES = {
    "last": _sentences("à la dernière visite", "at the last visit"),
    "mean": _sentences("en moyenne sur les visites", "on average over the visits"),
    "slope": _sentences("de pente par mois", "in slope per month"),
}
