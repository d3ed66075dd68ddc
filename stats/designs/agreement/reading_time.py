"""Reading or turnaround time with and without AI on the same cases: ratio of geometric means, paired t test on logarithms.

Times are log-normal: a coefficient of variation CV is a standard deviation sqrt(ln(1 + CV^2)) of the logarithm, s. With a
correlation r between both readings of a case the log ratio has standard deviation s sqrt(2 (1 - r)). When several fixed
readers read all cases, their log ratios are averaged by case: the variance is multiplied by (1 + (R - 1) q) / R, where q is
the correlation of the log ratios of two readers on one case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import stdtr, stdtrit

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth
from stats.formulas.sd_average import power_between
from stats.goals import Comparison, Equivalence, OneSided, on_log_scale, refuse_wrong_side
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_WHOLE = Text(
    fr="Le nombre de lecteurs doit être un nombre entier.", en="The number of readers must be a whole number."
)
_NO_CORRELATION = Text(
    fr="Avec plusieurs lecteurs, indiquer la corrélation de leurs gains de temps sur un même cas (0 : aucune, 1 : mêmes gains).",
    en="With several readers, give the correlation of their time savings on one case (0: none, 1: the same savings).",
)


class ReadingTime(Design):
    """Compare reading times with and without AI on the same cases, by the ratio of their geometric means."""

    kind: Literal["reading_time"] = "reading_time"
    goal: Comparison
    ratio: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Rapport des temps attendu (avec IA / sans IA)", en="Expected ratio of times (with / without AI)"
            ),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="Rapport des moyennes géométriques : 0,8 pour un temps réduit de 20 %.",
                en="Ratio of geometric means: 0.8 for a time cut by 20%.",
            ),
            symbol="R",
            gt=0,
            le=100,
        ),
    ]
    cv: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Coefficient de variation du temps entre cas",
                en="Coefficient of variation of the time between cases",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Écart-type divisé par la moyenne, pour un lecteur et une condition ; souvent 0,4 à 0,8.",
                en="Standard deviation over mean, for one reader and one condition; often 0.4 to 0.8.",
            ),
            symbol="CV",
            gt=0,
            le=10,
        ),
    ]
    correlation: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Corrélation des deux lectures d'un cas (logarithmes)",
                en="Correlation of both readings of a case (logarithms)",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Un cas difficile est long à lire dans les deux conditions. En l'absence de données, 0,5 ou moins.",
                en="A difficult case is slow to read in both conditions. Without data, 0.5 or less.",
            ),
            symbol="ρ",
            gt=-1,
            lt=1,
        ),
    ]
    readers: Annotated[
        float,
        Quantity(
            label=Text(fr="Lecteurs qui lisent tous les cas", en="Readers who read all cases"),
            unit=Unit.COUNT,
            help=Text(
                fr="Chaque lecteur lit chaque cas avec et sans IA. La conclusion porte sur ces lecteurs.",
                en="Each reader reads each case with and without AI. The conclusion is about these readers.",
            ),
            ge=1,
            le=100,
        ),
    ] = 1.0
    reader_correlation: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Corrélation des gains de deux lecteurs sur un cas",
                en="Correlation of the savings of two readers on a case",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Corrélation des logarithmes des rapports de temps de deux lecteurs ; à donner dès deux lecteurs.",
                en="Correlation of the log ratios of times of two readers; needed from two readers on.",
            ),
            symbol="ρ_L",
            ge=0,
            le=1,
        ),
    ] = None

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Cas lus avec et sans IA", en="Cases read with and without AI"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Temps de lecture avec et sans IA", en="Reading time with and without AI"),
        question=Text(
            fr="L'IA fait-elle gagner du temps de lecture (ou n'en fait-elle pas perdre) sur les mêmes cas ?",
            en="Does the AI save reading time (or at least not lose any) on the same cases?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="test t apparié sur les logarithmes des temps, puissance par la loi t non centrée",
            en="paired t test on the logarithms of the times, power from the non-central t distribution",
        ),
        limits=Text(
            fr="Temps à peu près log-normaux, lectures dans un ordre tiré au sort et séparées d'un délai d'oubli. Le résultat est un rapport "
            "de moyennes géométriques, proche du rapport des médianes, et non une différence de minutes. Les lecteurs sont considérés "
            "comme fixes : pour conclure à d'autres lecteurs, il faut une étude à lecteurs et cas multiples.",
            en="Roughly log-normal times, readings in a random order separated by a wash-out. The result is a ratio of geometric means, "
            "close to the ratio of medians, not a difference in minutes. Readers are taken as fixed: to generalise to other readers, "
            "a multi-reader multi-case study is needed.",
        ),
        references=(
            Reference(
                "Julious SA. Sample sizes for clinical trials with normal data. Stat Med 2004;23:1921-86",
                "10.1002/sim.1783",
            ),
            Reference(
                "Phillips KF. Power of the two one-sided tests procedure. J Pharmacokinet Biopharm 1990;18:137-44",
                "10.1007/BF01063556",
            ),
        ),
        measures=(Measure.MEAN_RATIO,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.SAME_PARTICIPANTS,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.readers != round(self.readers):
            raise Refusal(_WHOLE, "readers")
        if self.readers > 1 and self.reader_correlation is None:
            raise Refusal(_NO_CORRELATION, "reader_correlation")
        refuse_wrong_side(on_log_scale(self.goal), float(np.log(self.ratio)), "ratio")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True)

    @property
    def _tests(self) -> tuple[OneSided, ...]:
        return on_log_scale(self.goal).tests()

    @property
    def _sd_log(self) -> float:
        return float(np.sqrt(np.log1p(self.cv**2)))

    @property
    def _sd_ratio(self) -> float:
        """Standard deviation of the log ratio of one reader."""
        return self._sd_log * float(np.sqrt(2 * (1 - self.correlation)))

    @property
    def _sd(self) -> float:
        """Standard deviation, between cases, of the log ratio averaged over the readers."""
        together = 1 + (self.readers - 1) * (self.reader_correlation or 0.0)
        return self._sd_ratio * float(np.sqrt(together / self.readers))

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        effect, error, tests = np.log(self.ratio), self._sd / np.sqrt(n), self._tests
        critical = -stdtrit(n - 1, tests[0].alpha)
        if len(tests) == 1:
            return power_between(n - 1, -np.inf, tests[0].sign * (effect - tests[0].null) / error, critical)
        lower, upper = ((one.null - effect) / error for one in tests)
        return power_between(n - 1, lower, upper, critical)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Log times of each reader with and without AI, averaged by case, then the one-sample t test of their differences."""
        n, tests, q = int(np.asarray(size["participants"])), self._tests, self.reader_correlation or 0.0
        truth = float(np.log(self.ratio)) if at == "alternative" else tests[-1].null
        level = self._sd_log * np.sqrt(2 * (1 + self.correlation))
        shared, mean_with, mean_without = rng.standard_normal((trials, n)), np.zeros((trials, n)), np.zeros((trials, n))
        for _ in range(int(self.readers)):
            saving = self._sd_ratio * (np.sqrt(q) * shared + np.sqrt(1 - q) * rng.standard_normal((trials, n)))
            both = level * rng.standard_normal((trials, n))
            mean_with += (both + saving) / 2 + truth
            mean_without += (both - saving) / 2
        data = (mean_with - mean_without) / self.readers
        estimate, error = data.mean(axis=1), data.std(axis=1, ddof=1) / np.sqrt(n)
        p = np.max([stdtr(n - 1, -one.sign * (estimate - one.null) / error) for one in tests], axis=0)
        half = -stdtrit(n - 1, tests[0].alpha) * error
        middle, lower, upper = (np.exp(estimate + shift) for shift in (0.0, -half, half))
        return Trials(middle, lower, upper, p, p <= tests[0].alpha, np.zeros(trials, dtype=bool))

    def least_success(self, size: Size) -> Phrase | None:
        if isinstance(self.goal, Equivalence):
            return None
        n, test = float(np.asarray(size["participants"])), self._tests[0]
        edge = np.exp(test.null + test.sign * float(-stdtrit(n - 1, test.alpha)) * self._sd / np.sqrt(n))
        return Phrase(_LEAST, {"edge": Value(float(edge), Unit.EFFECT_RATIO)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        return (
            Step(_SD_LOG, Value(self._sd_log), _SD_LOG_HOW),
            Step(_SD_RATIO, Value(self._sd_ratio), _SD_RATIO_HOW),
            *((Step(_SD_MEAN, Value(self._sd), _SD_MEAN_HOW),) if self.readers > 1 else ()),
            Step(_READINGS, Value(2 * self.readers * size["participants"], Unit.COUNT)),
        )

    def sentence(self) -> Text:
        return (_SEVERAL if self.readers > 1 else _ONE_READER)[self.goal.kind]

    def r_call(self) -> str | None:
        if isinstance(self.goal, Equivalence):
            return None
        test = self._tests[0]
        d = test.sign * (float(np.log(self.ratio)) - test.null) / self._sd
        return (
            f"with(list(), pwr::pwr.t.test(d = {d:.12g}, sig.level = {test.alpha:g}, power = 1 - {{beta}}, "
            'type = "one.sample", alternative = "greater")$n)'
        )


_LEAST = Text(
    fr="succès si le rapport observé atteint {edge} ou mieux (avec la variabilité attendue)",
    en="success if the observed ratio reaches {edge} or better (with the expected variability)",
)
_SD_LOG = Text(fr="Écart-type du logarithme du temps", en="Standard deviation of the log time")
_SD_LOG_HOW = Text(fr="racine de ln(1 + CV²)", en="square root of ln(1 + CV²)")
_SD_RATIO = Text(
    fr="Écart-type du logarithme du rapport, un lecteur", en="Standard deviation of the log ratio, one reader"
)
_SD_RATIO_HOW = Text(fr="fois racine de 2 (1 - ρ)", en="times square root of 2 (1 - ρ)")
_SD_MEAN = Text(fr="Le même, moyenne des lecteurs", en="The same, mean of the readers")
_SD_MEAN_HOW = Text(
    fr="fois racine de (1 + (lecteurs - 1) ρ_L) / lecteurs", en="times square root of (1 + (readers - 1) ρ_L) / readers"
)
_READINGS = Text(fr="Nombre total de lectures", en="Total number of readings")
_BASE_FR = "(coefficient de variation {cv}, corrélation {correlation} entre les deux lectures)"
_BASE_EN = "(coefficient of variation {cv}, correlation {correlation} between both readings)"
_ALONE = ("cas analysables lus avec et sans IA", "analysable cases read with and without AI")
_TOGETHER = (
    "cas analysables lus avec et sans IA par chacun des {readers} lecteurs",
    "analysable cases read with and without AI by each of the {readers} readers",
)


def _sentences(cases: tuple[str, str]) -> dict[str, Text]:
    tail_fr, tail_en = f"{{n_total}} {cases[0]} sont nécessaires.", f"{{n_total}} {cases[1]} are needed."
    return {
        "superiority": Text(
            fr=f"Pour mettre en évidence un rapport des temps avec IA sur sans IA de {{ratio}} {_BASE_FR}, au risque de première espèce "
            f"{{sides}} de {{alpha}} avec une puissance de {{target}}, {tail_fr}",
            en=f"To detect a ratio of times with over without AI of {{ratio}} {_BASE_EN}, at a {{sides}} type I error of {{alpha}} with a "
            f"power of {{target}}, {tail_en}",
        ),
        "non_inferiority": Text(
            fr=f"Pour montrer la non-infériorité du temps avec IA avec une marge de {{margin}} sur le rapport des temps, sous un rapport vrai de "
            f"{{ratio}} {_BASE_FR}, au risque de première espèce unilatéral de {{alpha}} avec une puissance de {{target}}, {tail_fr}",
            en=f"To show non-inferiority of the time with AI with a margin of {{margin}} on the ratio of times, under a true ratio of "
            f"{{ratio}} {_BASE_EN}, at a one-sided type I error of {{alpha}} with a power of {{target}}, {tail_en}",
        ),
        "equivalence": Text(
            fr=f"Pour montrer que le rapport des temps avec IA sur sans IA reste entre 1/{{margin_lower}} et {{margin_upper}}, sous un rapport "
            f"vrai de {{ratio}} {_BASE_FR}, par deux tests unilatéraux de risque {{alpha}} chacun et avec une puissance de {{target}}, {tail_fr}",
            en=f"To show that the ratio of times with over without AI stays between 1/{{margin_lower}} and {{margin_upper}}, under a true "
            f"ratio of {{ratio}} {_BASE_EN}, by two one-sided tests at {{alpha}} each and with a power of {{target}}, {tail_en}",
        ),
    }


_ONE_READER, _SEVERAL = _sentences(_ALONE), _sentences(_TOGETHER)
