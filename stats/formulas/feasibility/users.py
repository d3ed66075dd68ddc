"""Share of use problems seen by number of users: the problems aimed at, and rarer ones that the same users may miss."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from stats.exhibit import Column, Exhibit, Line, Mark, Plot
from stats.quantities import Unit
from stats.text import Text
from stats.trials import FloatArray

Seen = Callable[[FloatArray], FloatArray]

UNIFORM = Text(fr="même probabilité pour tous les problèmes", en="same probability for all problems")
_USUAL = (5, 8, 10, 15, 20, 30)
_PLAN = Text(fr="ce plan", en="this plan")
_THESE = Text(fr="problèmes visés", en="problems aimed at")
_USERS = Column(Text(fr="Utilisateurs par groupe", en="Users per group"), Unit.COUNT, 3)
_SEEN = Column(
    Text(fr="Part des problèmes visés qui est vue", en="Share of the problems aimed at that is seen"), Unit.PROPORTION
)
_CHANCE = Column(Text(fr="Probabilité d'être vu", en="Probability of being seen"), Unit.PROPORTION)
_RARE = {
    0.1: Column(Text(fr="Problème d'un utilisateur sur dix", en="Problem of one user in ten"), Unit.PROPORTION),
    0.05: Column(Text(fr="Problème d'un utilisateur sur vingt", en="Problem of one user in twenty"), Unit.PROPORTION),
    0.02: Column(
        Text(fr="Problème d'un utilisateur sur cinquante", en="Problem of one user in fifty"), Unit.PROPORTION
    ),
    0.01: Column(Text(fr="Problème d'un utilisateur sur cent", en="Problem of one user in a hundred"), Unit.PROPORTION),
}
_SEEN_TITLE = Text(
    fr="Part des problèmes d'utilisation vue, selon le nombre d'utilisateurs",
    en="Share of the use problems seen, by number of users",
)
_SEEN_CURVE = Text(fr="Problèmes vus selon le nombre d'utilisateurs", en="Problems seen by number of users")
_SEEN_NOTE = Text(
    fr="En gras, ce plan. Un problème rare mais grave peut échapper à un effectif qui montre la plupart des autres : les dernières colonnes "
    "donnent la probabilité d'en voir un. Une évaluation sommative (FDA 2016) prévoit en pratique 15 utilisateurs par groupe.",
    en="In bold, this plan. A problem that is rare but serious can escape a number of users that shows most others: the last columns give the "
    "probability of seeing one. A summative evaluation (FDA 2016) in practice plans 15 users per group.",
)
_SEEN_ALT = Text(
    fr="La part des problèmes vus croît vite avec les premiers utilisateurs puis plafonne ; le plan est signalé.",
    en="The share of problems seen rises fast with the first users and then levels off; the plan is marked.",
)


def _shown(share: ArrayLike) -> float:
    """A share to a tenth of a per cent, never rounded to certainty."""
    return min(round(float(np.asarray(share)), 3), 0.999)


def _alone(p: float) -> Seen:
    """How a problem of this probability is seen."""
    return lambda users: np.asarray(-np.expm1(users * np.log1p(-p)))


def by_users(each: int, p: float, seen: Seen, uniform: Seen | None) -> Exhibit:
    """The share seen by `each` users of a group and by usual numbers of them; beside, two problems rarer than those aimed at.

    p: mean probability that a user meets a problem aimed at
    """
    beside = {one: column for one, column in _RARE.items() if one < p or one == min(_RARE)}
    rare = dict(list(beside.items())[:2])
    users = sorted({*_USUAL, each})
    rows = tuple(
        (float(n), _shown(seen(np.asarray(float(n)))), *(_shown(_alone(one)(np.asarray(n))) for one in rare))
        for n in users
    )
    along = np.arange(1.0, max(30.0, 1.5 * each) + 1, max(1.0, each // 30))
    rarer = [(column.label, _alone(one)) for one, column in rare.items()]
    curves = [(_THESE, seen), *([(UNIFORM, uniform)] if uniform else []), *rarer]
    lines = tuple(
        Line(label, tuple(zip(along.tolist(), curve(along).tolist(), strict=True))) for label, curve in curves
    )
    plot = Plot(_USERS, _CHANCE, lines, _SEEN_ALT, (Mark(_PLAN, float(each), float(seen(np.asarray(float(each))))),))
    columns = (_USERS, _SEEN, *rare.values())
    return Exhibit("users", _SEEN_TITLE, columns, rows, users.index(each), _SEEN_NOTE, plot, _SEEN_CURVE)
