"""Usability problems: the number of users for which the problems of an interface are seen.

One user meets a problem with probability p; n users show it with probability 1 - (1 - p)^n. When problems differ in how easily
they are met, p follows a beta distribution and the share seen is that of a beta-binomial: fewer problems for as many users.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import betaln

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference
from stats.design import Arm, Design, Size, Step, Truth, Variant
from stats.exhibit import Exhibit
from stats.formulas.feasibility.users import UNIFORM, by_users
from stats.goals import Reach
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.rounding import ceil_
from stats.text import Text
from stats.trials import FloatArray, Trials

_WHOLE = Text(fr="Un nombre entier est attendu.", en="A whole number is expected.")
_TOO_SPREAD = Text(
    fr="Cet écart-type est trop grand pour cette probabilité : il doit rester sous {largest}.",
    en="This standard deviation is too large for this probability: it must stay below {largest}.",
)
_LARGEST_GROUPS = 12


class ProblemDiscovery(Design):
    """See the usability problems of a device among a number of users."""

    kind: Literal["problem_discovery"] = "problem_discovery"
    goal: Reach
    p_problem: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Probabilité qu'un utilisateur rencontre le problème", en="Probability that a user meets the problem"
            ),
            unit=Unit.PROPORTION,
            help=Text(
                fr="0,31 en moyenne dans les études de Nielsen et Landauer ; 0,10 pour un problème d'usage peu fréquent mais grave.",
                en="0.31 on average in the studies of Nielsen and Landauer; 0.10 for an infrequent but serious use problem.",
            ),
            symbol="p",
            ge=1e-4,
            lt=1,
        ),
    ]
    spread: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type de cette probabilité entre problèmes",
                en="Standard deviation of this probability between problems",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="0 si tous les problèmes sont aussi visibles ; souvent 0,1 à 0,2 en pratique, ce qui demande plus d'utilisateurs.",
                en="0 when all problems are equally visible; often 0.1 to 0.2 in practice, which asks for more users.",
            ),
            symbol="s",
            ge=0,
            lt=0.5,
        ),
    ] = 0.0
    problems: Annotated[
        float,
        Quantity(
            label=Text(fr="Nombre de problèmes à découvrir", en="Number of problems to discover"),
            unit=Unit.COUNT,
            help=Text(
                fr="Ne sert que si tous les problèmes doivent être vus : combien l'interface en a.",
                en="Used only when all problems must be seen: how many the interface has.",
            ),
            symbol="K",
            ge=1,
            le=1000,
        ),
    ] = 1.0
    groups: Annotated[
        float,
        Quantity(
            label=Text(fr="Groupes d'utilisateurs distincts", en="Distinct user groups"),
            unit=Unit.COUNT,
            help=Text(
                fr="Profils évalués séparément (patients, soignants, aidants) : la probabilité visée doit tenir dans chacun.",
                en="Profiles assessed apart (patients, clinicians, carers): the target probability must hold in each.",
            ),
            ge=1,
            le=_LARGEST_GROUPS,
        ),
    ] = 1.0
    aim: Annotated[
        Literal["share", "all"],
        Choice(
            label=Text(fr="Ce qui doit être vu", en="What must be seen"),
            options={
                "share": Text(fr="une part des problèmes, en moyenne", en="a share of the problems, on average"),
                "all": Text(fr="tous les problèmes", en="all the problems"),
            },
        ),
    ] = "share"

    unasked: ClassVar[frozenset[str]] = frozenset({"confidence"})
    axes: ClassVar[tuple[Axis, ...]] = (Axis("participants", Text(fr="Utilisateurs", en="Users"), minimum=1),)
    card: ClassVar[Card] = Card(
        title=Text(fr="Découverte de problèmes d'utilisabilité", en="Discovery of usability problems"),
        question=Text(
            fr="Combien d'utilisateurs pour voir les problèmes d'utilisation du dispositif ?",
            en="How many users to see the use problems of the device?",
        ),
        family=Family.FEASIBILITY,
        method=Text(
            fr="probabilité binomiale, ou bêta-binomiale, qu'un problème soit rencontré par au moins un utilisateur",
            en="binomial, or beta-binomial, probability that a problem is met by at least one user",
        ),
        limits=Text(
            fr="Utilisateurs indépendants, tous les problèmes rencontrés reconnus par l'observateur. Une probabilité unique pour tous les "
            "problèmes est optimiste. « Cinq utilisateurs voient 85 % des problèmes » (Nielsen) arrondit 84,4 % à p = 0,31 : viser 85 % en demande 6. Une évaluation sommative (FDA 2016) demande en pratique au moins 15 utilisateurs par "
            "groupe distinct : 15 utilisateurs voient avec une probabilité de 79 % un problème que rencontre un utilisateur sur dix.",
            en="Independent users, every problem met recognised by the observer. One probability for all problems is optimistic. “Five users see 85% of the problems” (Nielsen) rounds 84.4% at p = 0.31: aiming at 85% takes 6. A summative "
            "evaluation (FDA 2016) in practice asks for at least 15 users per distinct group: 15 users show with probability "
            "79% a problem that one user in ten meets.",
        ),
        references=(
            Reference(
                "Nielsen J, Landauer TK. A mathematical model of the finding of usability problems. Proceedings of INTERCHI 1993:206-13",
                "10.1145/169059.169166",
            ),
            Reference(
                "Lewis JR. Sample sizes for usability studies: additional considerations. Hum Factors 1994;36:368-78",
                "10.1177/001872089403600215",
            ),
            Reference("FDA. Applying human factors and usability engineering to medical devices. Guidance, 2016"),
        ),
        measures=(Measure.SHARE_SEEN,),
        endpoint=Endpoint.BINARY,
        against=Against.NOTHING,
        attained=Attained.SHARE,
        share=Text(fr="Part ou probabilité des problèmes vus", en="Share or probability of problems seen"),
    )

    @classmethod
    def decided(cls) -> frozenset[str]:
        return super().decided() | {"groups"}

    @model_validator(mode="after")
    def _possible(self) -> Self:
        for field in ("problems", "groups"):
            if getattr(self, field) != round(getattr(self, field)):
                raise Refusal(_WHOLE, field)
        largest = float(np.sqrt(self.p_problem * (1 - self.p_problem)))
        if self.spread >= 0.99 * largest:
            raise Refusal(_TOO_SPREAD, "spread", largest=Value(largest))
        return self

    def idle(self) -> frozenset[str]:
        return frozenset() if self.aim == "all" else frozenset({"problems"})

    @property
    def _beta(self) -> tuple[float, float]:
        """The parameters of the beta distribution of the probability."""
        total = self.p_problem * (1 - self.p_problem) / self.spread**2 - 1
        return self.p_problem * total, (1 - self.p_problem) * total

    def _seen(self, users: FloatArray) -> FloatArray:
        if self.spread == 0:
            return np.asarray(-np.expm1(users * np.log1p(-self.p_problem)))
        first, second = self._beta
        return np.asarray(-np.expm1(betaln(first, second + users) - betaln(first, second)))

    def attained(self, size: Size) -> FloatArray:
        seen = self._seen(np.asarray(size["participants"], dtype=np.float64) / self.groups)
        return np.asarray(seen**self.problems) if self.aim == "all" else seen

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Problems and users of one group one by one; the estimate is the share seen, or whether all are seen."""
        users, problems = int(np.asarray(size["participants"]) // self.groups), int(self.problems)
        chance = (
            np.full((trials, problems), self.p_problem)
            if self.spread == 0
            else rng.beta(*self._beta, (trials, problems))
        )
        met = np.zeros((trials, problems), dtype=bool)
        for _ in range(users):
            met |= rng.random((trials, problems)) < chance
        every = np.asarray(met.all(axis=1))
        estimate = np.asarray(every if self.aim == "all" else met.mean(axis=1), dtype=np.float64)
        nothing = np.full(trials, np.nan)
        return Trials(estimate, nothing, nothing, nothing, every, np.zeros(trials, dtype=bool))

    @property
    def step(self) -> int:
        return int(self.groups)

    def whole(self, total: float) -> int:
        return int(self.groups) * ceil_(total / self.groups)

    def split(self, total: float) -> tuple[float, ...]:
        return (total / self.groups,) * int(self.groups)

    def arms(self, total: int) -> tuple[Arm, ...]:
        if self.groups == 1:
            return super().arms(total)
        each, more = divmod(total, int(self.groups))
        return tuple(Arm(f"group{k + 1}", _GROUP[k], each + (k < more)) for k in range(int(self.groups)))

    def enrolled(self, total: int, kept: float) -> int:
        return int(self.groups) * ceil_(total / self.groups / kept)

    def variants(self) -> tuple[Variant, ...]:
        if self.spread == 0:
            return ()
        return (Variant(UNIFORM, self.model_copy(update={"spread": 0.0})),)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        users = size["participants"] / self.groups
        return (
            Step(_PER_GROUP, Value(users)),
            Step(_ONE, Value(float(self._seen(np.asarray(users))), Unit.PROPORTION)),
            Step(_FIFTEEN, Value(float(self._seen(np.asarray(15.0))), Unit.PROPORTION), _FDA),
        )

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        each = found.analysed // int(self.groups)
        uniform = self.model_copy(update={"spread": 0.0})._seen if self.spread else None
        return (by_users(each, self.p_problem, self._seen, uniform),)

    def sentence(self) -> Text:
        parts = [_SENTENCES[self.aim]]
        if self.aim == "all":
            parts.insert(0, _PROBLEMS if self.problems > 1 else _ONE_PROBLEM)
        if self.spread:
            parts.append(_SPREAD)
        parts.append(_GROUPS if self.groups > 1 else _ONE_GROUP)
        return Text(fr="".join(one.fr for one in parts), en="".join(one.en for one in parts))

    def r_call(self) -> str | None:
        wanted = f"{{target}}^(1 / {self.problems:g})" if self.aim == "all" else "{target}"
        if self.spread == 0:
            return f"with(list(), {self.groups:g} * log(1 - {wanted}) / log(1 - {self.p_problem:.12g}))"
        first, second = self._beta
        return (
            f"with(list(a = {first:.12g}, b = {second:.12g}), {self.groups:g} * uniroot(function(n) "
            f"1 - exp(lbeta(a, b + n) - lbeta(a, b)) - {wanted}, c(0, 1e8), tol = 1e-9)$root)"
        )


_GROUP = tuple(Text(fr=f"groupe d'utilisateurs {k}", en=f"user group {k}") for k in range(1, _LARGEST_GROUPS + 1))
_PER_GROUP = Text(fr="Utilisateurs par groupe", en="Users per group")
_ONE = Text(fr="Probabilité qu'un problème soit vu", en="Probability that a problem is seen")
_FIFTEEN = Text(fr="La même avec 15 utilisateurs par groupe", en="The same with 15 users per group")
_FDA = Text(fr="usage d'une évaluation sommative", en="usual number of a summative evaluation")
_SENTENCES = {
    "share": Text(
        fr="Pour voir en moyenne {target} des problèmes, chacun étant rencontré par un utilisateur avec une probabilité de {p_problem}",
        en="To see on average {target} of the problems, each met by a user with a probability of {p_problem}",
    ),
    "all": Text(
        fr=" avec une probabilité de {target}, chacun étant rencontré par un utilisateur avec une probabilité de {p_problem}",
        en=" with a probability of {target}, each met by a user with a probability of {p_problem}",
    ),
}
_PROBLEMS = Text(fr="Pour voir les {problems} problèmes", en="To see all {problems} problems")
_ONE_PROBLEM = Text(fr="Pour voir le problème", en="To see the problem")
_SPREAD = Text(
    fr=" (écart-type de {spread} d'un problème à l'autre)", en=" (standard deviation of {spread} between problems)"
)
_ONE_GROUP = Text(fr=", {n_total} utilisateurs sont nécessaires.", en=", {n_total} users are needed.")
_GROUPS = Text(
    fr=", {n_total} utilisateurs sont nécessaires, répartis en {groups} groupes d'utilisateurs distincts.",
    en=", {n_total} users are needed, spread over {groups} distinct user groups.",
)
