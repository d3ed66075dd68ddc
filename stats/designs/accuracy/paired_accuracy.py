"""Two tests on the same patients (AI and comparator): their sensitivities and their specificities together.

The two results of a patient are paired, diseased and non-diseased people are different people. With e, c the shares of
a group where only the experimental, only the control test is right, and p, q its two rates (sensitivities, or
specificities), the correlation phi of the two results in that group gives

    e = p (1 - q) - phi sqrt(p (1 - p) q (1 - q)),   c = e - (p - q)

so that phi = 0, independence given disease, is a conservative choice: .9 v .8 gives .18 and .08, and Connor's 269.0
diseased people for a power of .9 (two-sided .05). Each criterion has McNemar's test (Connor 1987) or, with a margin,
Tango's score test (Nam 1997), at the full risk; the claim needs both (Berger 1982). Given the number of diseased people
the tests are independent: the power is a product, averaged over the binomial number of cases in a cohort (its normal
approximation: within 0.0005 of the sum from about 15 cases).

The goal is that of the sensitivity; the specificity has its claim, at the same one-sided risk, and may have its margin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.formulas import nam
from stats.formulas.accuracy import paired_accuracy_words as words
from stats.formulas.accuracy.discordant import Criterion, at_boundary, discordant_shares, possible_correlations
from stats.formulas.accuracy.random_counts import assured, normal_counts
from stats.goals import NoEquivalence, NonInferiority, Superiority, refuse_wrong_side
from stats.normal import Phi
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.rounding import ceil_
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_CERTAIN = [0.6, 0.0, 0.4]  # shares of a criterion that is never missed, to simulate the other at its boundary


def _rate(label: Text, symbol: str) -> Quantity:
    help = Text(
        fr="Valeur plausible sur la population cible, au seuil de décision figé.",
        en="Plausible value in the target population, at the locked decision threshold.",
    )
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, gt=0, lt=1)


def _correlation(label: Text, symbol: str) -> Quantity:
    help = Text(
        fr="Coefficient phi des deux résultats dans ce groupe, tiré d'une étude pilote. 0 : résultats indépendants à statut "
        "connu, choix prudent. Deux tests qui se trompent sur les mêmes patients ont une corrélation positive, qui réduit "
        "les discordants et l'effectif.",
        en="Phi coefficient of the two results in this group, from a pilot study. 0: results independent given the status, a "
        "conservative choice. Two tests that fail on the same patients have a positive correlation, which lowers the "
        "discordant shares and the size.",
    )
    return Quantity(label=label, unit=Unit.NUMBER, help=help, symbol=symbol, gt=-1, lt=1)


class PairedAccuracy(Design):
    """Compare two tests on the same patients by sensitivity and specificity."""

    kind: Literal["paired_accuracy"] = "paired_accuracy"
    goal: NoEquivalence
    sensitivity_experimental: Annotated[
        float, _rate(Text(fr="Sensibilité, test expérimental", en="Sensitivity, experimental test"), "Se_E")
    ]
    sensitivity_control: Annotated[
        float, _rate(Text(fr="Sensibilité, comparateur", en="Sensitivity, comparator"), "Se_C")
    ]
    specificity_experimental: Annotated[
        float, _rate(Text(fr="Spécificité, test expérimental", en="Specificity, experimental test"), "Sp_E")
    ]
    specificity_control: Annotated[
        float, _rate(Text(fr="Spécificité, comparateur", en="Specificity, comparator"), "Sp_C")
    ]
    share_diseased: Annotated[
        float,
        Quantity(
            label=Text(fr="Part de malades parmi les participants", en="Share of diseased participants"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Prévalence dans une cohorte consécutive, ou part choisie dans un échantillon enrichi. Elle est comptée "
                "ici : ne pas la saisir une seconde fois parmi les pertes.",
                en="Prevalence in a consecutive cohort, or the share chosen in an enriched sample. It is counted here: do "
                "not enter it again among the losses.",
            ),
            symbol="π",
            gt=0,
            lt=1,
        ),
    ]
    correlation_diseased: Annotated[
        float,
        _correlation(
            Text(fr="Corrélation des deux résultats chez les malades", en="Correlation of the results in the diseased"),
            "φ₁",
        ),
    ] = 0.0
    correlation_healthy: Annotated[
        float,
        _correlation(
            Text(
                fr="Corrélation des deux résultats chez les non-malades",
                en="Correlation of the results in the non-diseased",
            ),
            "φ₀",
        ),
    ] = 0.0
    specificity_claim: Annotated[
        Literal["non_inferior", "superior", "none"],
        Choice(
            label=Text(fr="À montrer sur la spécificité", en="Claim on the specificity"),
            options={
                "non_inferior": Text(fr="non-infériorité", en="non-inferiority"),
                "superior": Text(fr="supériorité", en="superiority"),
                "none": Text(fr="rien : sensibilité seule", en="none: sensitivity alone"),
            },
            help=Text(
                fr="L'objectif (supériorité ou non-infériorité) est celui de la sensibilité. Les deux critères sont testés "
                "au même risque unilatéral et sont tous deux nécessaires.",
                en="The goal (superiority or non-inferiority) is that of the sensitivity. Both criteria are tested at the "
                "same one-sided risk and both are needed.",
            ),
        ),
    ] = "non_inferior"
    specificity_margin: Annotated[
        float | None,
        Quantity(
            label=Text(fr="Marge propre à la spécificité", en="Margin of the specificity"),
            unit=Unit.POINTS,
            help=Text(
                fr="Plus grande perte de spécificité acceptable. Vide : la marge de l'objectif. À renseigner si l'objectif "
                "est une supériorité de la sensibilité.",
                en="Largest acceptable loss of specificity. Empty: the margin of the goal. Fill in when the goal is a "
                "superior sensitivity.",
            ),
            symbol="Δ_Sp",
            gt=0,
            lt=1,
        ),
    ] = None
    sampling: Annotated[
        Literal["cohort", "enriched"],
        Choice(
            label=Text(fr="Recrutement", en="Sampling"),
            options={
                "cohort": Text(
                    fr="cohorte consécutive (nombre de malades aléatoire)",
                    en="consecutive cohort (random number of diseased people)",
                ),
                "enriched": Text(
                    fr="échantillon enrichi ou stratifié (nombres fixés)",
                    en="enriched or stratified sample (numbers fixed by design)",
                ),
            },
        ),
    ] = "cohort"
    method: Annotated[
        Literal["score", "miettinen", "wald"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "score": Text(fr="score : McNemar (Connor), Tango (Nam)", en="score: McNemar (Connor), Tango (Nam)"),
                "miettinen": Text(
                    fr="score, McNemar selon Miettinen pour une supériorité",
                    en="score, McNemar after Miettinen for superiority",
                ),
                "wald": Text(fr="Wald, variance sous H1", en="Wald, variance under H1"),
            },
        ),
    ] = "score"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, malades et non-malades", en="Participants analysed, diseased or not"),
            minimum=2,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Sensibilité et spécificité de deux tests sur les mêmes patients",
            en="Sensitivity and specificity of two tests on the same patients",
        ),
        question=Text(
            fr="Sur les mêmes patients, le dispositif est-il plus sensible que le comparateur (ou pas moins) sans perdre en "
            "spécificité ?",
            en="In the same patients, is the device more sensitive than the comparator (or not less) without losing "
            "specificity?",
        ),
        family=Family.ACCURACY,
        method=Text(
            fr="test de McNemar ou du score de Tango pour chaque critère, tous deux nécessaires (intersection-union)",
            en="McNemar's or Tango's score test for each criterion, both needed (intersection-union)",
        ),
        limits=Text(
            fr="Les deux tests sont lus chez tous, en aveugle l'un de l'autre, à seuil figé, et le statut de référence est connu "
            "de tous. L'effectif dépend surtout des parts de discordants, donc des corrélations supposées. Sous une vingtaine de "
            "discordants attendus dans un groupe, la formule est prudente : simulé 0,82 pour 0,80 avec 16 discordants, 0,59 "
            "pour 0,51 avec 8. Le risque reste tenu, sauf pour Wald (0,027 pour 0,025).",
            en="Both tests are read in all, each blind to the other, at a locked threshold, and the reference status is known "
            "in all. The size depends mostly on the discordant shares, hence on the assumed correlations. Below about twenty "
            "discordant people expected in a group the formula is conservative: simulated 0.82 for 0.80 with 16 discordant, "
            "0.59 for 0.51 with 8. The type I error holds, except for Wald (0.027 for 0.025).",
        ),
        references=(
            Reference(
                "Connor RJ. Sample size for testing differences in proportions for the paired-sample design. "
                "Biometrics 1987;43:207-11",
                "10.2307/2531961",
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
        measures=(Measure.PAIRED_SENSITIVITY_SPECIFICITY,),
        endpoint=Endpoint.DETECTION,
        against=Against.SAME_PARTICIPANTS,
        direction="higher",
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.goal.better != "higher":
            raise Refusal(words.HIGHER, "goal.better")
        if isinstance(self.goal, NonInferiority) and self.goal.margin >= 1:
            raise Refusal(words.TOO_WIDE, "goal", margin=Value(self.goal.margin, Unit.POINTS))
        if self.specificity_claim != "non_inferior" and self.specificity_margin is not None:
            raise Refusal(words.IDLE_MARGIN, "specificity_margin")
        if self.specificity_claim == "non_inferior" and self._specificity_margin is None:
            raise Refusal(words.NO_MARGIN, "specificity_margin")
        for p, q, phi, field in self._groups:
            lowest, highest = possible_correlations(p, q)
            if not lowest - 1e-9 <= phi <= highest + 1e-9:
                raise Refusal(words.IMPOSSIBLE, field, lowest=Value(lowest), highest=Value(highest))
        refuse_wrong_side(
            self.goal, self.sensitivity_experimental - self.sensitivity_control, "sensitivity_experimental"
        )
        if self._specificity_goal is not None:
            loss = self.specificity_experimental - self.specificity_control
            refuse_wrong_side(self._specificity_goal, loss, "specificity_experimental")
        return self

    @property
    def _groups(self) -> tuple[tuple[float, float, float, str], ...]:
        """Rates of both tests, their correlation and its field: among the diseased, among the others."""
        diseased = (self.sensitivity_experimental, self.sensitivity_control, self.correlation_diseased)
        healthy = (self.specificity_experimental, self.specificity_control, self.correlation_healthy)
        return (*diseased, "correlation_diseased"), (*healthy, "correlation_healthy")

    @property
    def _specificity_margin(self) -> float | None:
        if self.specificity_margin is None and isinstance(self.goal, NonInferiority):
            return self.goal.margin
        return self.specificity_margin

    @property
    def _specificity_goal(self) -> NoEquivalence | None:
        alpha = self.goal.tests()[0].alpha
        if self.specificity_claim == "superior":
            return Superiority(alpha=alpha, sides=1, better="higher")
        if self.specificity_claim == "none" or self._specificity_margin is None:
            return None
        return NonInferiority(alpha=alpha, margin=self._specificity_margin, better="higher")

    @property
    def _shares(self) -> tuple[tuple[float, float], ...]:
        """Discordant shares: among the diseased, among the others."""
        return tuple(discordant_shares(p, q, phi) for p, q, phi, _ in self._groups)

    @property
    def _criteria(self) -> tuple[Criterion, ...]:
        """The sensitivity and, when it is part of the claim, the specificity."""
        goals = (self.goal, self._specificity_goal)
        return tuple(
            Criterion(*shares, goal.tests()[0]) for shares, goal in zip(self._shares, goals, strict=True) if goal
        )

    def attained(self, size: Size) -> FloatArray:
        return self._power(np.asarray(size["participants"], dtype=np.float64), self._criteria)

    def _power(self, n: FloatArray, criteria: tuple[Criterion | None, ...]) -> FloatArray:
        """Power of the criteria given (diseased first), all needed, at totals that may be fractional."""

        def claim(diseased: FloatArray, healthy: FloatArray) -> FloatArray:
            won = [
                one.power(people, self.method)
                for one, people in zip(criteria, (diseased, healthy), strict=False)
                if one is not None
            ]
            return np.asarray(np.prod(np.stack(np.broadcast_arrays(*won)), axis=0))

        if self.sampling == "enriched":
            return claim(n * self.share_diseased, n * (1 - self.share_diseased))
        diseased, weight = normal_counts(n, self.share_diseased)
        return np.asarray((weight * claim(diseased, n[..., None] - diseased)).sum(axis=-1))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Both tests on each person of each group; p is the larger of the two.

        At the null boundary the criterion with fewer people is at its boundary and the other one never missed.
        """
        n = int(np.asarray(size["participants"]))
        if self.sampling == "cohort":
            diseased = rng.binomial(n, self.share_diseased, trials)
        else:
            diseased = np.full(trials, self.arms(n)[0].size)
        alpha, criteria = self.goal.tests()[0].alpha, self._criteria
        bound = 0 if len(criteria) == 1 or self.share_diseased <= 0.5 else 1
        p, failed, first = np.zeros(trials), np.zeros(trials, dtype=np.bool_), None
        for place, (one, people) in enumerate(zip(criteria, (diseased, n - diseased), strict=False)):
            shares = one.shares
            if at == "null":
                shares = at_boundary(one) if place == bound else _CERTAIN
            counts = rng.multinomial(people, shares).astype(np.float64)
            x, y, m = counts[:, 0], counts[:, 1], np.maximum(people, 1).astype(np.float64)
            seen = np.asarray(Phi(-nam.statistic(self._analysis, x, y, m, one.test.null)))
            failed |= np.isnan(seen) | (people < 1)
            p = np.maximum(p, np.where(np.isnan(seen), 1.0, seen))
            first = (x, y, m) if first is None else first
        assert first is not None
        x, y, m = first
        lower, upper = nam.interval(self._analysis, x, y, m, alpha)  # the estimate reported is the sensitivity's
        p = np.where(failed, 1.0, p)
        return Trials((x - y) / m, lower, upper, p, (p <= alpha) & ~failed, failed)

    @property
    def _analysis(self) -> str:
        return "wald" if self.method == "wald" else "score"

    def variants(self) -> tuple[Variant, ...]:
        methods = [name for name in self.choices()["method"].options if name != self.method]
        if all(one.test.null for one in self._criteria):
            methods = [name for name in methods if name != "miettinen"]
        changes: list[tuple[Text, dict[str, object]]] = [
            (self.choices()["method"].options[name], {"method": name}) for name in methods
        ]
        other = "enriched" if self.sampling == "cohort" else "cohort"
        changes.append((self.choices()["sampling"].options[other], {"sampling": other}))
        if self.correlation_diseased or self.correlation_healthy:
            changes.append((words.INDEPENDENT, {"correlation_diseased": 0.0, "correlation_healthy": 0.0}))
        return tuple(Variant(label, self.model_copy(update=change)) for label, change in changes)

    def method_text(self) -> Text:
        return words.METHODS[self._analysis, len(self._criteria), self.sampling]

    def caution(self) -> Text | None:
        margin = any(one.test.null for one in self._criteria)
        return words.ANTICONSERVATIVE if self.method == "wald" and margin else None

    def arms(self, total: int) -> tuple[Arm, ...]:
        diseased = int(np.floor(total * self.share_diseased + 0.5))
        return Arm("diseased", words.DISEASED, diseased), Arm("healthy", words.HEALTHY, total - diseased)

    def split(self, total: float) -> tuple[float, ...]:
        return total * self.share_diseased, total * (1 - self.share_diseased)

    def enrolled(self, total: int, kept: float) -> int:
        if self.sampling == "cohort":
            return self.whole(total / kept)
        return sum(ceil_(arm.size / kept) for arm in self.arms(total))

    def least_success(self, size: Size) -> Phrase | None:
        values: dict[str, Value | Text] = {}
        groups = self.arms(int(np.asarray(size["participants"])))
        for one, arm in zip(self._criteria, groups, strict=False):
            pairs = float(np.rint(arm.size * one.discordant))
            right = np.arange(pairs + 1)
            seen = nam.statistic(self._analysis, right, pairs - right, max(arm.size, 1), one.test.null)
            claimed = right[Phi(-seen) <= one.test.alpha]
            if not len(claimed):
                return None
            counts = {"people": arm.size, "pairs": pairs, "count": float(claimed.min())}
            values |= {f"{name}_{arm.name}": Value(count, Unit.COUNT) for name, count in counts.items()}
        return Phrase(words.LEAST[len(self._criteria)], values)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, criteria = float(size["participants"]), self._criteria
        steps = []
        for name, (e, c), people in zip(("diseased", "healthy"), self._shares, self.split(n), strict=True):
            steps += [
                Step(words.SHARES[name, "experimental"], Value(e, Unit.PROPORTION), words.FROM_CORRELATION),
                Step(words.SHARES[name, "control"], Value(c, Unit.PROPORTION), words.FROM_CORRELATION),
                Step(words.PAIRS[name], Value(people * (e + c))),
            ]
        if len(criteria) == 2:
            alone = self._power(np.asarray(n), criteria[:1]), self._power(np.asarray(n), (None, criteria[1]))
            how = words.AVERAGED if self.sampling == "cohort" else None
            for label, power in zip((words.POWER_SENSITIVITY, words.POWER_SPECIFICITY), alone, strict=True):
                steps.append(Step(label, Value(float(power), Unit.PROPORTION), how))
        if self.sampling == "cohort":
            for label, assurance in ((words.ASSURED_80, 0.8), (words.ASSURED_90, 0.9)):
                steps.append(Step(label, Value(assured(int(n), self.share_diseased, assurance), Unit.COUNT)))
        return tuple(steps)

    def sentence(self) -> Text:
        specificity: str = self.specificity_claim
        if specificity == "non_inferior" and self.specificity_margin is None:
            specificity = "same_margin"
        parts = (
            words.SENSITIVITY[self.goal.kind],
            words.SPECIFICITY[specificity],
            words.RISK[self.goal.kind, len(self._criteria)],
            words.PEOPLE[self.sampling],
        )
        return Text(
            fr=words.SENTENCE.fr % tuple(one.fr for one in parts), en=words.SENTENCE.en % tuple(one.en for one in parts)
        )

    def r_call(self) -> str | None:
        if self.method == "miettinen":
            return None
        criteria = self._criteria
        null = "v" if self.method == "wald" else "2 * q + s - s^2"
        power = (
            "f <- function(m, e, c, s) {{ b <- -e - c + (2 - e + c) * s; v <- e + c - (e - c)^2; "
            "q <- (sqrt(b^2 + 8 * c * s * (1 - s)) - b) / 4; "
            f"ifelse(m > 0, pnorm(((e - c - s) * sqrt(m) - qnorm(1 - a) * sqrt({null})) / sqrt(v)), 0) }}}}; "
        )
        given = f"with(list(a = {self.goal.tests()[0].alpha:.10g}, w = {self.share_diseased:.10g}), {{{{ {power}"
        calls = [f"{one.experimental:.10g}, {one.control:.10g}, {one.test.null:.10g})" for one in criteria]
        if self.sampling == "enriched":
            product = " * ".join(f"f(n * {w}, {call}" for w, call in zip(("w", "(1 - w)"), calls, strict=False))
            return f"{given}uniroot(function(n) {product} - {{target}}, c(2, 1e8), tol = 1e-9)$root }}}})"
        product = "f(0:m, " + calls[0] + (f" * f(m:0, {calls[1]}" if len(calls) == 2 else "")
        return (
            f"{given}g <- function(m) sum(dbinom(0:m, m, w) * {product}); low <- 1; high <- 2; "
            "while (g(high) < {target}) high <- 2 * high; "
            "while (high - low > 1) {{ m <- (low + high) %/% 2; if (g(m) < {target}) low <- m else high <- m }}; high }})"
        )
