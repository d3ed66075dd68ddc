"""A single-arm proportion against a goal, when a fixed number of sites contribute and differ from one another.

With k sites, n participants in all, a coefficient of variation cv of the site sizes and an intraclass correlation ICC of
two participants of the same site, the variance of the observed proportion is p (1 - p) DE / n with

    DE = 1 + ((1 + cv^2) n / k - 1) ICC,

so that it never falls below p (1 - p) ICC (1 + cv^2) / k: past some size only more sites help, and no number of
participants may reach the target. A standard deviation s of the site logits is turned into the ICC by integration (.3 at
p = .9: .0082). The test estimates the variance between sites; its degrees of freedom are k - 1 when sites are equal, fewer
otherwise (stats/rao_scott.py). Simulated, its risk is .017 to .031 for .025 (5 to 30 sites, cv up to 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import expit

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.formulas.accuracy import rao_scott, site_sizes
from stats.goals import NoEquivalence, OneSided, refuse_wrong_side
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials


class OneProportionSites(Design):
    """Show that a proportion exceeds, or is not worse than, a fixed goal across sites that differ."""

    kind: Literal["one_proportion_sites"] = "one_proportion_sites"
    goal: NoEquivalence
    p_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Proportion attendue", en="Expected proportion"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Moyenne sur l'ensemble des participants, tous centres confondus.",
                en="Average over all participants, all sites together.",
            ),
            symbol="p₁",
            gt=0,
            lt=1,
        ),
    ]
    p_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Valeur de référence à dépasser", en="Performance goal to exceed"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Objectif de performance fixé d'avance et justifié (pratique actuelle, méta-analyse).",
                en="Performance goal set in advance and justified (current practice, meta-analysis).",
            ),
            symbol="p₀",
            gt=0,
            lt=1,
        ),
    ]
    sites: Annotated[
        float,
        Quantity(
            label=Text(fr="Nombre de centres", en="Number of sites"),
            unit=Unit.COUNT,
            help=Text(
                fr="Centres qui incluent effectivement ; leur nombre est fixé par la faisabilité.",
                en="Sites that do enrol; their number is set by feasibility.",
            ),
            symbol="k",
            ge=2,
            le=1000,
        ),
    ]
    heterogeneity: Annotated[
        float,
        Quantity(
            label=Text(fr="Hétérogénéité entre centres", en="Heterogeneity between sites"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Corrélation intra-centre (souvent 0,005 à 0,05), ou écart-type des logits des centres (0,3 : avec 90 % "
                "en moyenne, 95 % des centres entre 84 % et 94 %), selon l'échelle choisie.",
                en="Within-site correlation (often 0.005 to 0.05), or standard deviation of the site logits (0.3: with 90% "
                "on average, 95% of sites between 84% and 94%), on the scale chosen.",
            ),
            symbol="τ",
            ge=0,
            le=3,
        ),
    ]
    scale: Annotated[
        Literal["icc", "logit_sd"],
        Choice(
            label=Text(fr="Échelle de l'hétérogénéité", en="Scale of the heterogeneity"),
            options={
                "icc": Text(fr="corrélation intra-centre (ICC)", en="within-site correlation (ICC)"),
                "logit_sd": Text(
                    fr="écart-type entre centres, sur l'échelle logit",
                    en="between-site standard deviation, logit scale",
                ),
            },
        ),
    ] = "icc"
    sites_cv: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Coefficient de variation des tailles de centre", en="Coefficient of variation of site sizes"
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Écart-type du nombre de participants par centre divisé par sa moyenne ; 0 pour des centres égaux, "
                "souvent 0,5 à 1.",
                en="Standard deviation of the number of participants per site over its mean; 0 for equal sites, often "
                "0.5 to 1.",
            ),
            symbol="CV",
            ge=0,
            le=2,
        ),
    ] = 0.0
    method: Annotated[
        Literal["t", "z"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "t": Text(
                    fr="score de Rao et Scott entre centres, loi de Student",
                    en="Rao-Scott score between sites, Student's t",
                ),
                "z": Text(fr="même test, quantiles normaux", en="same test, normal quantiles"),
            },
        ),
    ] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, tous centres", en="Participants analysed, all sites"),
            minimum=2,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Proportion comparée à une valeur de référence, plusieurs centres",
            en="Proportion against a performance goal, several sites",
        ),
        question=Text(
            fr="Dans une étude à un seul bras menée dans plusieurs centres qui diffèrent, le dispositif dépasse-t-il un "
            "objectif fixé d'avance ?",
            en="In a single-arm study run in several sites that differ, does the device exceed a goal set in advance?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test du score de Rao et Scott, variance estimée entre centres",
            en="Rao-Scott score test, variance estimated between sites",
        ),
        limits=Text(
            fr="La puissance plafonne : quand aucun effectif n'atteint la cible, ce sont des centres qu'il faut ajouter, "
            "pas des participants. La taille d'un centre ne doit pas dépendre de sa performance. Avec moins d'une dizaine "
            "de centres l'hétérogénéité est estimée avec peu de précision et la loi de Student coûte cher ; avec des "
            "centres très inégaux (CV de 1), la puissance simulée s'écarte du calcul jusqu'à 6 points, au-dessus.",
            en="Power has a ceiling: when no size reaches the target, sites must be added, not participants. The size of a "
            "site must not depend on its performance. With fewer than about ten sites the heterogeneity is estimated with "
            "little precision and Student's t is costly; with very unequal sites (CV of 1) the simulated power departs from "
            "the calculation by up to 6 points, above it.",
        ),
        references=(
            Reference(
                "Rao JNK, Scott AJ. A simple method for the analysis of clustered binary data. Biometrics 1992;48:577-85",
                "10.2307/2532311",
            ),
            Reference(
                "Bell RM, McCaffrey DF. Bias reduction in standard errors for linear regression with multi-stage samples. "
                "Surv Methodol 2002;28:169-81"
            ),
            Reference(
                "Eldridge SM, Ashby D, Kerry S. Sample size for cluster randomized trials: effect of coefficient of "
                "variation of cluster size and analysis method. Int J Epidemiol 2006;35:1292-300",
                "10.1093/ije/dyl129",
            ),
        ),
        measures=(Measure.PROPORTION,),
        endpoint=Endpoint.BINARY,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if not 0 < self._null < 1:
            raise Refusal(_OUT_OF_RANGE, "goal")
        if self.sites != round(self.sites):
            raise Refusal(_WHOLE, "sites")
        if self.scale == "icc" and self.heterogeneity >= 1:
            raise Refusal(_ICC, "heterogeneity")
        if self.sites_cv > 0.9 * (self.sites - 1) ** 0.5:
            raise Refusal(_TOO_UNEQUAL, "sites_cv", sites=Value(self.sites, Unit.COUNT))
        refuse_wrong_side(self.goal, self.p_expected - self.p_reference, "p_expected")
        return self

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    @property
    def _null(self) -> float:
        return self.p_reference + self._test.null

    @property
    def icc(self) -> float:
        """Correlation of two participants of the same site, at the expected proportion."""
        if self.scale == "icc" or self.heterogeneity <= 0:
            return self.heterogeneity
        return site_sizes.icc_of_logit_sd(self.p_expected, self.heterogeneity)

    @property
    def degrees(self) -> float:
        """Degrees of freedom of the variance estimated between sites."""
        return float(rao_scott.satterthwaite(np.asarray(site_sizes.shares(int(self.sites), self.sites_cv))))

    def design_effect(self, n: FloatArray) -> FloatArray:
        """By how much the differences between sites multiply the variance of n participants."""
        return np.maximum(1 + ((1 + self.sites_cv**2) * n / self.sites - 1) * self.icc, 1.0)

    @property
    def _ceiling(self) -> float:
        """Independent participants that an unlimited number in these sites is worth."""
        return self.sites / ((1 + self.sites_cv**2) * self.icc) if self.icc > 0 else inf

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        return self._power(n / self.design_effect(n))

    def _power(self, effective: FloatArray) -> FloatArray:
        return rao_scott.power(self._named, self.p_expected, self._null, effective, self.degrees, self._test.alpha)

    @property
    def _named(self) -> str:
        return "z" if self.method == "z" else "rao_scott"

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        n, sites = int(np.asarray(size["participants"])), int(self.sites)
        truth = self.p_expected if at == "alternative" else self._null
        units = np.broadcast_to(site_sizes.sizes(n, sites, self.sites_cv), (trials, sites))
        if self.scale == "icc":
            right = rao_scott.beta_binomial(units, truth, self.heterogeneity, rng)
        else:
            centre = site_sizes.logit_centre(truth, self.heterogeneity)
            own = expit(centre + self.heterogeneity * rng.standard_normal((trials, sites)))
            right = rng.binomial(units.astype(np.int64), own).astype(np.float64)
        return rao_scott.analysed(self._named, right, units, self._null, self._test.sign, self._test.alpha, few=True)

    def null_value(self) -> Value:
        return Value(self.p_reference, Unit.PROPORTION)

    def clusters(self, total: int) -> tuple[Arm, ...]:
        return (Arm("sites", _SITES, int(self.sites)),)

    @property
    def traits(self) -> Traits:
        return Traits()

    def variants(self) -> tuple[Variant, ...]:
        found = self.other_options("method")
        if self.heterogeneity == 0:
            return found
        return (*found, Variant(_IGNORED, self.model_copy(update={"heterogeneity": 0.0, "method": "z"})))

    def method_text(self) -> Text:
        return self.card.method if self.method == "t" else _NORMAL

    def caution(self) -> Text | None:
        return _FEW if self.method == "z" and self.degrees < 30 else None

    def least_success(self, size: Size) -> Phrase | None:
        n = np.asarray(size["participants"], dtype=np.float64)
        effective = float(n / self.design_effect(n))
        test = self._test
        edge = rao_scott.edge(self._named, self.p_expected, self._null, effective, self.degrees, test.alpha, test.sign)
        return Phrase(_LEAST, {"edge": Value(edge, Unit.PROPORTION)}) if 0 < edge < 1 else None

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = np.asarray(size["participants"], dtype=np.float64)
        effect = float(self.design_effect(n))
        steps = [
            Step(_ICC_STEP, Value(self.icc)),
            Step(_PER_SITE, Value(float(n) / self.sites)),
            Step(_EFFECT, Value(effect), _EFFECT_HOW),
            Step(_EFFECTIVE, Value(float(n) / effect)),
            Step(_DEGREES, Value(self.degrees)),
        ]
        if self._ceiling < inf:
            best = float(self._power(np.asarray(self._ceiling)))
            steps.append(Step(_BEST, Value(best, Unit.PROPORTION), _BEST_HOW))
        return tuple(steps)

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind, self.scale]

    def r_call(self) -> str | None:
        given = (
            f"with(list(a = {self._test.alpha:g}, p = {self.p_expected:.10g}, g = {self._null:.10g}, k = {self.sites:g}, "
            f"r = {self.icc:.12g}, v = {self.sites_cv:.10g}, f = {self.degrees:.12g}), "
        )
        if self.method == "z":
            tail = "pnorm(x - qnorm(1 - a) * sqrt(g * (1 - g) / (p * (1 - p))))"
        else:
            tail = "pt(qt(1 - a, f) * sqrt(g * (1 - g) / (p * (1 - p))), f, ncp = x, lower.tail = FALSE)"
        return (
            f"{given}uniroot(function(n) {{{{ x <- abs(p - g) * sqrt(n / (1 + ((1 + v^2) * n / k - 1) * r) / "
            f"(p * (1 - p))); {tail} - {{target}} }}}}, c(k, 1e7), tol = 1e-9)$root)"
        )


_OUT_OF_RANGE = Text(
    fr="La référence moins la marge sort de l'intervalle ]0 ; 1[ : réduire la marge ou revoir la référence.",
    en="The reference minus the margin leaves the interval (0, 1): reduce the margin or revise the reference.",
)
_WHOLE = Text(fr="Le nombre de centres est un nombre entier.", en="The number of sites is a whole number.")
_ICC = Text(
    fr="Une corrélation intra-centre est inférieure à 1. Pour un écart-type sur l'échelle logit, choisir cette échelle.",
    en="A within-site correlation is below 1. For a standard deviation on the logit scale, choose that scale.",
)
_TOO_UNEQUAL = Text(
    fr="Avec {sites} centres, les tailles ne peuvent pas varier autant : réduire le coefficient de variation.",
    en="With {sites} sites the sizes cannot vary that much: lower the coefficient of variation.",
)
_SITES = Text(fr="centres", en="sites")
_IGNORED = Text(
    fr="centres supposés identiques (hétérogénéité ignorée)", en="sites taken as identical (heterogeneity ignored)"
)
_NORMAL = Text(
    fr="test du score avec effet de centre, quantiles normaux", en="score test with site effect, normal quantiles"
)
_FEW = Text(
    fr="Avec moins d'une trentaine de centres, les quantiles normaux donnent un risque réel supérieur au risque annoncé : "
    "retenir la loi de Student.",
    en="With fewer than about thirty sites, normal quantiles give an actual risk above the stated one: keep Student's t.",
)
_LEAST = Text(
    fr="succès si la proportion observée atteint {edge} ou mieux (avec l'hétérogénéité attendue)",
    en="success if the observed proportion reaches {edge} or better (with the expected heterogeneity)",
)
_ICC_STEP = Text(fr="Corrélation intra-centre (ICC)", en="Within-site correlation (ICC)")
_PER_SITE = Text(fr="Participants par centre, en moyenne", en="Participants per site, on average")
_EFFECT = Text(fr="Effet de centre sur la variance", en="Effect of sites on the variance")
_EFFECT_HOW = Text(fr="1 + ((1 + CV²) n / k - 1) ICC", en="1 + ((1 + CV²) n / k - 1) ICC")
_EFFECTIVE = Text(fr="Participants indépendants équivalents", en="Equivalent independent participants")
_DEGREES = Text(fr="Degrés de liberté entre centres", en="Degrees of freedom between sites")
_BEST = Text(fr="Puissance la plus élevée possible avec ces centres", en="Highest power possible with these sites")
_BEST_HOW = Text(
    fr="quel que soit le nombre de participants ; au-delà, ajouter des centres",
    en="whatever the number of participants; beyond it, add sites",
)


def _sentences(scale_fr: str, scale_en: str) -> dict[str, Text]:
    end_fr = (
        f"avec {{sites}} centres (coefficient de variation des tailles {{sites_cv}}, {scale_fr} de {{heterogeneity}}), "
    )
    end_en = f"with {{sites}} sites (coefficient of variation of sizes {{sites_cv}}, {scale_en} of {{heterogeneity}}), "
    return {
        "superiority": Text(
            fr="Pour montrer que la proportion est meilleure que la valeur de référence de {p_reference}, sous une "
            f"proportion attendue de {{p_expected}}, {end_fr}au risque de première espèce {{sides}} de {{alpha}} avec une "
            "puissance de {target}, {n_total} participants analysables sont nécessaires.",
            en="To show that the proportion is better than the performance goal of {p_reference}, under an expected "
            f"proportion of {{p_expected}}, {end_en}at a {{sides}} type I error of {{alpha}} with a power of {{target}}, "
            "{n_total} analysable participants are needed.",
        ),
        "non_inferiority": Text(
            fr="Pour montrer que la proportion n'est pas moins bonne que la référence de {p_reference} de plus de {margin}, "
            f"sous une proportion attendue de {{p_expected}}, {end_fr}au risque de première espèce unilatéral de {{alpha}} "
            "avec une puissance de {target}, {n_total} participants analysables sont nécessaires.",
            en="To show that the proportion is not worse than the reference of {p_reference} by more than {margin}, under "
            f"an expected proportion of {{p_expected}}, {end_en}at a one-sided type I error of {{alpha}} with a power of "
            "{target}, {n_total} analysable participants are needed.",
        ),
    }


_SCALES = {
    "icc": _sentences("corrélation intra-centre", "within-site correlation"),
    "logit_sd": _sentences(
        "écart-type entre centres sur l'échelle logit", "between-site standard deviation on the logit scale"
    ),
}
_SENTENCES = {(goal, scale): text for scale, texts in _SCALES.items() for goal, text in texts.items()}
