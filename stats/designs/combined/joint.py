"""Several endpoints or comparisons on the same participants: all must succeed, or at least one.

Co-primary: each is tested at its full risk and the study succeeds when all do (intersection-union), so the type I
error needs no correction and the power falls below that of the weakest. At least one: the risk is split between the
components (Bonferroni, equal or weighted; Holm's procedure has the same probability of at least one claim).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, SerializeAsAny, field_validator, model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.designs.means.two_means import TwoMeans
from stats.formulas.combinator import Combinator, needed_words, parsed, refuse_without_test, risk_words
from stats.formulas.t_tests import tested
from stats.formulas.together import all_succeed, combined, correlated_noise, linked, none_succeeds
from stats.normal import z
from stats.quantities import Choice, Numbers, Quantity, Series, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

_NOT_NORMAL = Text(
    fr="« {title} » n'a pas de statistique normale : sa corrélation avec les autres ne peut pas être calculée. Choisir une méthode "
    "normale, ou une corrélation nulle (produit des puissances, prudent pour des critères conjoints corrélés positivement).",
    en="“{title}” has no normal statistic, so its correlation with the others cannot be computed. Choose a normal method, or a "
    "correlation of zero (product of the powers, conservative for positively correlated co-primary endpoints).",
)
_OTHER_PEOPLE = Text(
    fr="« {title} » ne porte pas sur les mêmes participants que le premier critère (bras, ratio d'allocation ou grappes différents). "
    "Donner à tous la même répartition.",
    en="“{title}” does not rest on the same participants as the first component (other arms, allocation ratio or clusters). Give all "
    "of them the same split.",
)
_WEIGHTS = Text(
    fr="Les parts du risque alpha doivent être positives, une par critère, et leur somme égale à 1.",
    en="The shares of the alpha risk must be positive, one per component, and sum to 1.",
)
_NO_SPLIT = Text(
    fr="Quand tous les critères doivent réussir, chacun est testé au risque entier : retirer les parts du risque alpha.",
    en="When all components must succeed each is tested at the full risk: remove the shares of alpha.",
)
_ONE_RISK = Text(
    fr="Pour conclure sur au moins un critère, le risque global se répartit : donner à tous le même risque unilatéral.",
    en="To claim at least one component the overall risk is split: give all of them the same one-sided risk.",
)


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
                fr="Corrélation commune, en général celle des critères entre eux chez un même participant. "
                "La corrélation 0 est prudente si tous les critères doivent réussir, optimiste si un seul suffit.",
                en="Common correlation, usually that of the endpoints within a participant. "
                "Zero is conservative when all must succeed, optimistic when one is enough.",
            ),
            symbol="ρ",
            ge=0,
            le=0.99,
        ),
    ]
    rule: Annotated[
        Literal["all", "at_least_one"],
        Choice(
            label=Text(fr="Succès de l'étude", en="Success of the study"),
            options={
                "all": Text(
                    fr="tous les critères (critères principaux conjoints)", en="all components (co-primary endpoints)"
                ),
                "at_least_one": Text(
                    fr="au moins un critère, risque réparti (Bonferroni)",
                    en="at least one component, risk split (Bonferroni)",
                ),
            },
        ),
    ] = "all"
    weights: Annotated[
        Numbers,
        Series(
            label=Text(fr="Parts du risque alpha", en="Shares of the alpha risk"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Si un seul critère suffit : la part de chacun, de somme 1. Vide : parts égales.",
                en="When one is enough: the share of each, summing to 1. Empty: equal shares.",
            ),
            shortest=0,
            longest=8,
            gt=0,
            lt=1,
        ),
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
            fr="loi normale multivariée des statistiques à corrélation commune (produit des puissances si elle est nulle)",
            en="multivariate normal law of the statistics with a common correlation (product of the powers when it is zero)",
        ),
        limits=Text(
            fr="Les critères portent sur les mêmes participants. La corrélation demandée est celle des statistiques ; pour deux "
            "moyennes c'est celle des mesures. Avec des tests t, la loi jointe est approchée par la loi normale aux puissances "
            "marginales exactes. Au moins un critère : la procédure de Holm a la même probabilité d'en établir au moins un. "
            "Les pertes sont les mêmes pour tous les critères.",
            en="The components rest on the same participants. The correlation asked is that of the statistics; for two means it is that "
            "of the measurements. With t tests the joint law is approximated by the normal one at the exact marginal powers. At least "
            "one: Holm's procedure has the same probability of establishing at least one. Losses are the same for all components.",
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
        ),
        measures=(Measure.INNER,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @field_validator("components", mode="before")
    @classmethod
    def _parse_components(cls, value: Any) -> Any:
        return tuple(parsed(one) for one in value) if isinstance(value, list | tuple) else value

    @model_validator(mode="after")
    def _usable(self) -> Self:
        for place, component in enumerate(self.components):
            field, title = f"components.{place}", component.card.title
            refuse_without_test(component, field)
            if self.correlation > 0 and not component.traits.normal:
                raise Refusal(_NOT_NORMAL, field, title=title)
            if any(_people(component, total) != _people(self.lead, total) for total in (40, 1000)):
                raise Refusal(_OTHER_PEOPLE, field, title=title)
        if self.rule == "all":
            if self.weights:
                raise Refusal(_NO_SPLIT, "weights")
            return self
        if len({round(_risk(one), 12) for one in self.components}) > 1:
            raise Refusal(_ONE_RISK, "components")
        if self.weights and (len(self.weights) != len(self.components) or not isclose(sum(self.weights), 1.0)):
            raise Refusal(_WEIGHTS, "weights")
        return self

    @property
    def inner(self) -> Design:
        """The first component, whose hypotheses lead the documents."""
        return self.components[0]

    @property
    def lead(self) -> Design:
        return self.components[0]

    def around(self, lead: Design) -> Design:
        return self.model_copy(update={"components": (lead, *self.components[1:])})

    @property
    def tested(self) -> tuple[Design, ...]:
        """The components, each with the risk at which it is tested."""
        if self.rule == "all":
            return self.components
        return tuple(_at_share(one, share) for one, share in zip(self.components, self.shares, strict=True))

    @property
    def shares(self) -> tuple[float, ...]:
        """How the risk is split; nothing when all must succeed, each at the full risk."""
        if self.rule == "all":
            return ()
        return self.weights or tuple(1 / len(self.components) for _ in self.components)

    @property
    def traits(self) -> Traits:
        each = [one.traits for one in self.components]
        return Traits(
            monotone=all(one.monotone for one in each),
            exact=any(one.exact for one in each),
            losses_inside=any(one.losses_inside for one in each),
        )

    def attained(self, size: Size) -> FloatArray:
        total = np.asarray(size["participants"], dtype=np.float64)
        least = max(one.axes[0].minimum for one in self.components)
        size = {"participants": np.maximum(total, least)}
        every = self.rule == "all"
        if self.correlation > 0:
            margins = np.stack([one.drift(size) - z(_risk(one)) for one in self.tested], axis=-1)
            power = all_succeed(margins, self.correlation) if every else 1 - none_succeeds(margins, self.correlation)
        else:
            powers = np.stack([one.attained(size) for one in self.tested], axis=-1)
            power = powers.prod(axis=-1) if every else 1 - (1 - powers).prod(axis=-1)
        return np.asarray(np.where(total >= least, power, 0.0))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Under the null: all components when one is enough; the first alone, the others true, when all must succeed."""
        every = self.rule == "all"
        truths: list[Truth] = [
            at if place == 0 or not every else "alternative" for place in range(len(self.components))
        ]
        if self.correlation > 0 and all(isinstance(one, TwoMeans) for one in self.components):
            each = self._same_people(size, trials, rng, truths)
        else:
            each = [one.simulate(size, trials, rng, truth) for one, truth in zip(self.tested, truths, strict=True)]
            if self.correlation > 0:
                each = linked(each, self.correlation, rng)
        return combined(each, self.shares)

    def _same_people(self, size: Size, trials: int, rng: np.random.Generator, truths: list[Truth]) -> list[Trials]:
        """Correlated measurements on the same people, each endpoint analysed by its own test."""
        experimental, control = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        count, done = len(self.components), []
        first = correlated_noise((trials, experimental), count, self.correlation, rng)
        second = correlated_noise((trials, control), count, self.correlation, rng)
        for one, truth, treated, compared in zip(self.tested, truths, first, second, strict=True):
            assert isinstance(one, TwoMeans)
            effect = one.effect if truth == "alternative" else one.goal.tests()[-1].null
            data = treated * one.sd + effect, compared * (one.sd_control or one.sd)
            done.append(tested(one.goal, *one.analyse(data)))
        return done

    def variants(self) -> tuple[Variant, ...]:
        found = []
        if self.correlation > 0:
            text = Text(fr="statistiques indépendantes", en="independent statistics")
            found.append(Variant(text, self.model_copy(update={"correlation": 0.0})))
        other = "at_least_one" if self.rule == "all" else "all"
        if other == "all" or len({round(_risk(one), 12) for one in self.components}) == 1:
            label = self.choices()["rule"].options[other]
            found.append(Variant(label, self.model_copy(update={"rule": other, "weights": ()})))
        for place, one in enumerate(self.components, start=1):
            text = Text(fr=f"critère {place} seul, au risque entier", en=f"component {place} alone, at the full risk")
            found.append(Variant(text, one))
        return tuple(found)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        lines = []
        for place, (given, one) in enumerate(zip(self.components, self.tested, strict=True), start=1):
            head = Text(fr=f"Critère {place}", en=f"Component {place}")
            if place > 1:  # those of the first are in the table of assumptions
                for name, quantity in given.quantities().items():
                    if (amount := getattr(given, name)) is not None:
                        lines.append(Step(_titled(head, quantity.label), Value(amount, quantity.unit)))
            lines.append(Step(_titled(head, _RISK), Value(_risk(one), Unit.PROPORTION), given.card.title))
            lines.append(Step(_titled(head, _MARGINAL), Value(float(one.attained(size)), Unit.PROPORTION)))
        joint = Step(_JOINT[self.rule], Value(float(self.attained(size)), Unit.PROPORTION))
        return (*lines, Step(self.quantities()["correlation"].label, Value(self.correlation)), joint)

    def caution(self) -> Text | None:
        return next((said for one in self.components if (said := one.caution())), None)

    def sentence(self) -> Text:
        titles = list(dict.fromkeys(one.card.title for one in self.components))
        named = Text(fr=" », « ".join(one.fr for one in titles), en="”, “".join(one.en for one in titles))
        needed, count, rho = needed_words(self.lead), len(self.components), f"{self.correlation:g}"
        if self.rule == "all":
            alike = len({(type(one.goal), _risk(one)) for one in self.components}) == 1
            risk = risk_words(self.lead) if alike else _OWN_RISK
            return Text(
                fr=f"Pour conclure sur chacun des {count} critères principaux conjoints (« {named.fr} »), chacun testé {risk.fr}, avec "
                f"une puissance globale de {{target}} et une corrélation de {rho.replace('.', ',')} entre les statistiques de test, "
                f"{needed.fr}. Tous les critères devant réussir, le risque de chacun n'est pas réparti.",
                en=f"To claim each of the {count} co-primary endpoints (“{named.en}”), each tested {risk.en}, with an overall power of "
                f"{{target}} and a correlation of {rho} between the test statistics, {needed.en}. As all of them must succeed, the "
                f"risk of each is not split.",
            )
        risk = risk_words(self.lead)
        return Text(
            fr=f"Pour conclure sur au moins un des {count} critères principaux (« {named.fr} »), {risk.fr} réparti entre eux, avec une "
            f"puissance de {{target}} et une corrélation de {rho.replace('.', ',')} entre les statistiques de test, {needed.fr}.",
            en=f"To claim at least one of the {count} primary endpoints (“{named.en}”), {risk.en} split between them, with a power of "
            f"{{target}} and a correlation of {rho} between the test statistics, {needed.en}.",
        )


def _risk(design: Design) -> float:
    return float(design.goal.tests()[0].alpha)


def _at_share(design: Design, share: float) -> Design:
    goal = design.goal.model_copy(update={"alpha": design.goal.alpha * share})
    return design.model_copy(update={"goal": goal})


def _people(design: Design, total: int) -> tuple[Any, ...]:
    """How a total is made up: arms, clusters and the step that keeps them whole."""
    whole = design.whole(total)
    arms = tuple(arm.size for arm in design.arms(whole))
    return whole, design.step, arms, tuple(one.size for one in design.clusters(whole))


def _titled(head: Text, label: Text) -> Text:
    return Text(fr=f"{head.fr}, {label.fr}", en=f"{head.en}, {label.en}")


_RISK = Text(fr="risque unilatéral du test", en="one-sided risk of the test")
_MARGINAL = Text(fr="puissance marginale", en="marginal power")
_OWN_RISK = Text(
    fr="à son propre risque de première espèce ({alpha} pour le premier)",
    en="at its own type I error ({alpha} for the first)",
)
_JOINT = {
    "all": Text(fr="Puissance pour tous les critères", en="Power for all components"),
    "at_least_one": Text(fr="Puissance pour au moins un critère", en="Power for at least one component"),
}
