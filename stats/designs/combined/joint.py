"""Several endpoints or comparisons on the same participants: all must succeed, or at least one.

Co-primary: each is tested at its full risk and the study succeeds when all do (intersection-union), so the type I
error needs no correction and the power falls below that of the weakest. Otherwise a procedure controls the overall
risk: fixed shares (Bonferroni), shares that an established claim passes on (Holm, fallback, any graph), an order
(fixed sequence), or Hochberg's steps. Each claim then has its own power, beside those of all and of at least one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, SerializeAsAny, StringConstraints, field_validator, model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.designs.means.two_means import TwoMeans
from stats.exhibit import Exhibit
from stats.formulas.combined import joint_words as said
from stats.formulas.combined.combinator import Combinator, parsed
from stats.formulas.combined.dependence import AT_ONCE, FAR, Pairs, alike, shared
from stats.formulas.combined.joint_exhibits import joint_exhibits
from stats.formulas.combined.joint_journal import journal, sentence_of
from stats.formulas.combined.joint_limits import (
    MOST,
    refuse_components,
    refuse_correlations,
    refuse_names,
    refuse_procedure,
)
from stats.formulas.combined.procedures import Outcomes, Procedure, outcomes, stacked
from stats.formulas.combined.together import (
    all_succeed,
    combined,
    correlated_noise,
    linked,
    none_succeeds,
    risk_of,
    ruled,
)
from stats.formulas.t_tests import tested
from stats.goals import sign
from stats.normal import Phi, Phi_inverse, z
from stats.quantities import Choice, Numbers, Quantity, Series, Unit
from stats.result import SampleSize
from stats.text import LANGUAGES, Text
from stats.trials import FloatArray, Trials

_Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=said.LONGEST)]


class Joint(Combinator):
    """One study, several tests on the same participants."""

    kind: Literal["joint"] = "joint"
    components: Annotated[tuple[SerializeAsAny[Design], ...], Field(min_length=2, max_length=8)]
    correlation: Annotated[
        float,
        Quantity(
            label=Text(fr="Corrélation entre les statistiques de test", en="Correlation between the test statistics"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Commune à toutes les paires, en général celle des critères entre eux chez un même participant, chacun compté dans son "
                "sens favorable. Si tous les critères doivent réussir, 0 est prudent tant que la corrélation ne peut pas être négative ; "
                "négative, elle abaisse la puissance. Si un seul critère suffit, 0 est optimiste.",
                en="Common to all pairs, usually that of the endpoints within a participant, each counted in its favourable direction. When "
                "all must succeed, zero is conservative as long as the correlation cannot be negative; a negative one lowers the "
                "power. When one is enough, zero is optimistic.",
            ),
            symbol="ρ",
            ge=-0.99,
            le=0.99,
        ),
    ]
    correlations: Annotated[
        Numbers,
        Series(
            label=Text(fr="Corrélations par paire de critères", en="Correlations by pair of endpoints"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Quand elles diffèrent d'une paire à l'autre : 1 et 2 ; 1 et 3 ; ... puis 2 et 3, et ainsi de suite (trois valeurs pour trois "
                "critères, six pour quatre). Elles remplacent la corrélation commune. Vide : la corrélation commune.",
                en="When they differ from one pair to the next: 1 and 2; 1 and 3; ... then 2 and 3, and so on (three values for three endpoints, "
                "six for four). They replace the common correlation. Empty: the common correlation.",
            ),
            shortest=0,
            longest=28,
            ge=-0.99,
            le=0.99,
        ),
    ] = ()
    rule: Annotated[
        Literal["all", "at_least_one"],
        Choice(label=Text(fr="Succès de l'étude", en="Success of the study"), options=said.RULES),
    ] = "all"
    procedure: Annotated[
        Literal["full", "bonferroni", "holm", "hochberg", "fixed_sequence", "fallback", "graphical"],
        Choice(
            label=Text(fr="Maîtrise du risque alpha", en="Control of the alpha risk"),
            options=said.PROCEDURES,
            help=Text(
                fr="Aucune correction si tous les critères sont exigés. Sinon, la procédure dit quels critères sont établis, sans "
                "dépasser le risque global.",
                en="No correction when all endpoints are required. Otherwise the procedure says which are established, within "
                "the overall risk.",
            ),
        ),
    ] = "full"
    weights: Annotated[
        Numbers,
        Series(
            label=Text(fr="Parts du risque alpha", en="Shares of the alpha risk"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="La part de départ de chaque critère, de somme 1 (Bonferroni, Holm, repli, graphique). Vide : parts égales.",
                en="The first share of each endpoint, summing to 1 (Bonferroni, Holm, fallback, graphical). Empty: equal shares.",
            ),
            shortest=0,
            longest=8,
            ge=0,
            le=1,
        ),
    ] = ()
    transitions: Annotated[
        Numbers,
        Series(
            label=Text(fr="Transitions entre critères", en="Transitions between endpoints"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Procédure graphique, ligne par ligne : la fraction de sa part que chaque critère, une fois établi, passe à chacun "
                "des autres (0 à lui-même). Deux critères qui se transmettent tout : 0 % ; 100 % ; 100 % ; 0 %.",
                en="Graphical procedure, row by row: the fraction of its share that each endpoint, once established, passes to each "
                "other (0 to itself). Two endpoints that pass everything: 0%; 100%; 100%; 0%.",
            ),
            shortest=0,
            longest=25,
            ge=0,
            le=1,
        ),
    ] = ()

    names: Annotated[
        tuple[_Name, ...],
        Field(max_length=8, description="What the author calls each claim; the numbers do not use them."),
    ] = ()

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés", en="Participants analysed"), minimum=4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Critères principaux multiples", en="Multiple primary endpoints"),
        question=Text(
            fr="L'étude peut-elle réussir sur plusieurs critères à la fois, ou sur l'un d'eux au moins ?",
            en="Can the study succeed on several endpoints at once, or on at least one of them?",
        ),
        family=Family.COMBINED,
        method=Text(
            fr="loi normale multivariée des statistiques (produit des puissances si elles sont indépendantes)",
            en="multivariate normal distribution of the statistics (product of the powers when they are independent)",
        ),
        limits=Text(
            fr="Les critères portent sur les mêmes participants. La corrélation demandée est celle des statistiques ; pour deux "
            "moyennes c'est celle des mesures, chacune dans son sens favorable. Une corrélation négative abaisse la probabilité que tous "
            "réussissent. Avec des tests t, la loi jointe est approchée par la loi normale aux puissances "
            "marginales exactes. Holm et Bonferroni ont la même probabilité d'établir au moins un critère. La procédure de Hochberg "
            "suppose des statistiques à dépendance non négative. L'ordre (hiérarchique, repli) est celui des critères et se fixe avant "
            "les données. Les pertes sont les mêmes pour tous les critères.",
            en="The endpoints rest on the same participants. The correlation asked is that of the statistics; for two means it is that "
            "of the measurements, each in its favourable direction. A negative correlation lowers the probability that all "
            "succeed. With t tests the joint distribution is approximated by the normal one at the exact marginal powers. Holm and "
            "Bonferroni have the same probability of establishing at least one. Hochberg's procedure assumes non-negatively dependent "
            "statistics. The order (fixed sequence, fallback) is that of the endpoints, fixed before the data. Losses are the same "
            "for all endpoints.",
        ),
        references=(
            Reference(
                "Sugimoto T, Sozu T, Hamasaki T. A convenient formula for sample size calculations in clinical trials with multiple "
                "co-primary continuous endpoints. Pharm Stat 2012;11:118-28",
                "10.1002/pst.505",
            ),
            Reference(
                "Sozu T, Sugimoto T, Hamasaki T, Evans SR. Sample Size Determination in Clinical Trials with Multiple Endpoints. "
                "Springer 2015"
            ),
            Reference("Holm S. A simple sequentially rejective multiple test procedure. Scand J Stat 1979;6:65-70"),
            Reference(
                "Hochberg Y. A sharper Bonferroni procedure for multiple tests of significance. Biometrika 1988;75:800-2",
                "10.1093/biomet/75.4.800",
            ),
            Reference(
                "Bretz F, Maurer W, Brannath W, Posch M. A graphical approach to sequentially rejective multiple test procedures. "
                "Stat Med 2009;28:586-604",
                "10.1002/sim.3495",
            ),
        ),
        measures=(Measure.INNER,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @field_validator("components", mode="before")
    @classmethod
    def _parse_components(cls, value: Any) -> Any:
        return tuple(parsed(one) for one in value) if isinstance(value, list | tuple) else value

    @model_validator(mode="before")
    @classmethod
    def _left_unsaid(cls, data: Any) -> Any:
        """When none is named: the full risk if all must succeed, Bonferroni if one is enough; pairs need no common correlation."""
        if isinstance(data, dict) and "procedure" not in data:
            data = data | {"procedure": "full" if data.get("rule", "all") == "all" else "bonferroni"}
        if isinstance(data, dict) and data.get("correlations") and "correlation" not in data:
            data = data | {"correlation": 0.0}
        return data

    @model_validator(mode="after")
    def _usable(self) -> Self:
        refuse_correlations(self)
        refuse_names(self)
        refuse_components(self)
        refuse_procedure(self)
        return self

    @property
    def pairs(self) -> Pairs:
        """The correlation of every pair of components: 1-2, 1-3, ..., 2-3, ..."""
        return self.correlations or alike(self.correlation, len(self.components))

    @property
    def correlated(self) -> bool:
        return any(self.pairs)

    @property
    def alike(self) -> bool:
        """Whether every component has the same one-sided risk, which can then be split."""
        return len({round(risk_of(one), 12) for one in self.components}) == 1

    @property
    def inner(self) -> Design:
        """The first component, whose hypotheses lead the documents."""
        return self.components[0]

    @property
    def lead(self) -> Design:
        return self.components[0]

    def around(self, lead: Design) -> Design:
        return self.model_copy(update={"components": (lead, *self.components[1:])})

    def named(self, names: Sequence[str]) -> Self:
        """The same study whose tables and figures call its claims by these names; an empty one leaves the title of the design."""
        return self.model_copy(update={"names": tuple(said.shortened(one) for one in names)})

    def name(self, place: int) -> str:
        """The name of a component given by its author, empty when it has none."""
        return self.names[place] if self.names else ""

    def called(self, place: int) -> Text:
        """What a component is called: its name, else the title of its design."""
        return said.called(self.components[place].card.title, self.name(place))

    @property
    def shares(self) -> tuple[float, ...]:
        """How the risk is split before any claim is established; nothing when each keeps its full risk."""
        if self.procedure == "full":
            return ()
        count = len(self.components)
        if self.procedure == "fixed_sequence":
            return (1.0, *(0.0 for _ in range(count - 1)))
        return self.weights or tuple(1 / count for _ in range(count))

    @property
    def stepwise(self) -> Procedure:
        """The procedure in its steps; for components tested at their full risk there is none."""
        assert self.procedure != "full"
        count = len(self.components)
        rows = tuple(self.transitions[count * i : count * (i + 1)] for i in range(count))
        return Procedure(self.procedure, self.shares, rows if self.transitions else ())

    def risks(self, place: int) -> tuple[float, float]:
        """The smallest and the largest one-sided risk at which a component may be tested."""
        risk = risk_of(self.components[place])
        levels = (1.0,) if self.procedure == "full" else self.stepwise.levels(place)
        return levels[0] * risk, levels[-1] * risk

    @property
    def traits(self) -> Traits:
        each = [one.traits for one in self.components]
        return Traits(
            monotone=all(one.monotone for one in each),
            exact=any(one.exact for one in each),
            losses_inside=any(one.losses_inside for one in each),
        )

    def attained(self, size: Size) -> FloatArray:
        if self.procedure not in ("full", "bonferroni"):
            found = self.outcomes(size)
            return found.every if self.rule == "all" else found.some
        total, least = self._total(size)
        size = {"participants": np.maximum(total, least)}
        margins = self._margins(size)
        power = self._every(margins) if self.rule == "all" else self._some(margins)
        return np.asarray(np.where(total >= least, power, 0.0))

    def outcomes(self, size: Size) -> Outcomes:
        """The power for all components, for at least one, and of each under the procedure."""
        total, least = self._total(size)
        size = {"participants": np.maximum(total, least)}
        if self.procedure in ("full", "bonferroni"):
            margins = self._margins(size)
            each = tuple(np.asarray(one) for one in np.moveaxis(Phi(margins), -1, 0))
            found = Outcomes(self._every(margins), self._some(margins), each)
        else:
            found = self._step_by_step(size)
        enough = total >= least
        cut = [np.asarray(np.where(enough, one, 0.0)) for one in (found.every, found.some, *found.each)]
        return Outcomes(cut[0], cut[1], tuple(cut[2:]))

    def _total(self, size: Size) -> tuple[FloatArray, float]:
        """The participants asked, and the fewest with which every component can be analysed."""
        least = max(one.axes[0].minimum for one in self.components)
        return np.asarray(size["participants"], dtype=np.float64), float(least)

    def _margin(self, place: int, share: float, size: Size) -> FloatArray:
        """How far the statistic of a component is expected beyond its limit, at a share of the risk."""
        one = _at_share(self.components[place], share)
        return one.drift(size) - z(risk_of(one)) if self.correlated else Phi_inverse(one.attained(size))

    def _margins(self, size: Size) -> FloatArray:
        shares = self.shares or tuple(1.0 for _ in self.components)
        return np.stack([self._margin(place, share, size) for place, share in enumerate(shares)], axis=-1)

    def _every(self, margins: FloatArray) -> FloatArray:
        return all_succeed(margins, self.pairs) if self.correlated else Phi(margins).prod(axis=-1)

    def _some(self, margins: FloatArray) -> FloatArray:
        none = none_succeeds(margins, self.pairs) if self.correlated else Phi(-margins).prod(axis=-1)
        return np.asarray(1 - none)

    def _step_by_step(self, size: Size) -> Outcomes:
        known: dict[tuple[int, float], FloatArray] = {}
        common, total, count = shared(self.pairs), np.asarray(size["participants"]), len(self.components)
        if total.ndim and total.size * common.weights.size > AT_ONCE:
            least = [self._margin(place, self.stepwise.levels(place)[0], size) for place in range(count)]
            sure = np.min(least, axis=0) > FAR
            each = [self._step_by_step({"participants": one}) for one in total[~sure]]
            return stacked(each, ~sure)

        def chance(place: int, share: float) -> FloatArray:
            key = place, round(share, 12)
            if key not in known:
                never = np.full(total.shape, -np.inf)
                known[key] = common.given(self._margin(*key, size) if share > 0 else never, place)
            return known[key]

        return outcomes(self.stepwise, chance, lambda given: np.asarray(given @ common.weights))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Under the null: all components when one is enough; the first alone, the others true, when all must succeed."""
        every = self.rule == "all"
        truths: list[Truth] = [
            at if place == 0 or not every else "alternative" for place in range(len(self.components))
        ]
        each = self.simulate_each(size, trials, rng, truths)
        if self.procedure == "full":
            return combined(each)
        return ruled(each, self.stepwise, risk_of(self.lead), every)

    def simulate_each(self, size: Size, trials: int, rng: np.random.Generator, truths: list[Truth]) -> list[Trials]:
        """The test of each component at its full risk on the same trials, before the procedure."""
        if self.correlated and all(isinstance(one, TwoMeans) for one in self.components):
            return self._same_people(size, trials, rng, truths)
        each = [one.simulate(size, trials, rng, truth) for one, truth in zip(self.components, truths, strict=True)]
        return linked(each, self.pairs, rng) if self.correlated else each

    def _same_people(self, size: Size, trials: int, rng: np.random.Generator, truths: list[Truth]) -> list[Trials]:
        """Correlated measurements on the same people, each endpoint analysed by its own test."""
        experimental, control = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        done: list[Trials] = []
        first = correlated_noise((trials, experimental), self.pairs, rng)
        second = correlated_noise((trials, control), self.pairs, rng)
        for one, truth, treated, compared in zip(self.components, truths, first, second, strict=True):
            assert isinstance(one, TwoMeans)
            effect = one.effect if truth == "alternative" else one.goal.tests()[-1].null
            side = sign(one.goal.better) * sign(self.lead.goal.better)  # correlated each in its favourable direction
            data = side * treated * one.sd + effect, side * compared * (one.sd_control or one.sd)
            done.append(tested(one.goal, *one.analyse(data)))
        return done

    def variants(self) -> tuple[Variant, ...]:
        found = []
        if self.correlated:
            found.append(Variant(said.INDEPENDENT, self.with_correlation(0.0)))
        if self.rule == "at_least_one" or self.procedure != "full":
            found.append(self._other(said.RULES["all"], rule="all", procedure="full"))
        if self.alike:
            few = len(self.components) <= MOST
            for name in ("bonferroni", "hochberg", "fixed_sequence") if few else ("bonferroni",):
                label = Text(*(f"{said.RULES['at_least_one'][x]}, {said.PROCEDURES[name][x]}" for x in LANGUAGES))
                found.append(self._other(label, rule="at_least_one", procedure=name))
        alone = [Variant(said.alone(place + 1, self.name(place)), one) for place, one in enumerate(self.components)]
        return (*(one for one in found if one.design != self), *alone)

    def with_correlation(self, common: float) -> Self:
        """The same study with one correlation for every pair."""
        return self.model_copy(update={"correlation": common, "correlations": ()})

    def _other(self, label: Text, **changed: str) -> Variant:
        return Variant(label, self.model_copy(update={**changed, "weights": (), "transitions": ()}))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        return journal(self, size)

    def caution(self) -> Text | None:
        if self.procedure == "hochberg" and min(self.pairs) < 0:
            return said.NEGATIVE_HOCHBERG
        return next((words for one in self.components if (words := one.caution())), None)

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        return joint_exhibits(self, found)

    def sentence(self) -> Text:
        return sentence_of(self)


def _at_share(design: Design, share: float) -> Design:
    goal = design.goal.model_copy(update={"alpha": design.goal.alpha * share})
    return design.model_copy(update={"goal": goal})
