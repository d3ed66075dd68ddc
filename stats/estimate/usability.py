"""How often a user meets a usability problem, from who met what in a first evaluation.

The share of users who met each problem, averaged over the problems seen, is too high with few users: problems that nobody met are
not in it. Lewis (2001) averages two corrections, that of normalisation, (p - 1/n)(1 - 1/n), and that of Good and Turing,
p / (1 + problems met once / problems met).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stats.card import Reference
from stats.estimate.enough import enough
from stats.estimate.estimators import Estimator, Role
from stats.estimate.result import Estimate, Found
from stats.estimate.table import Table
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text

_LEAST = 0.001  # a correction that reaches zero says only that the problems are rare
_ADJUSTED = Text(
    fr="Probabilité qu'un utilisateur rencontre un problème, corrigée (Lewis)",
    en="Probability that a user meets a problem, adjusted (Lewis)",
)
_RAW = Text(fr="Part observée, trop haute avec peu d'utilisateurs", en="Share observed, too high with few users")
_SEEN = Text(fr="Part des problèmes déjà vus, estimée", en="Share of the problems already seen, estimated")
_TOTAL = Text(fr="Problèmes que l'interface aurait en tout", en="Problems that the interface would hold in all")
_METHOD = Text(
    fr="moyenne de la normalisation et de la correction de Good et Turing (Lewis 2001)",
    en="mean of the normalisation and of the Good-Turing correction (Lewis 2001)",
)
_SAMPLE = Text(
    fr="{users} utilisateurs, {problems} problèmes distincts rencontrés {met} fois",
    en="{users} users, {problems} distinct problems met {met} times",
)
_TOO_FEW = Text(
    fr="{users} utilisateur(s) et {problems} problème(s) distinct(s) : il faut au moins deux utilisateurs et deux problèmes rencontrés. Une "
    "ligne dit qu'un utilisateur a rencontré un problème ; un utilisateur qui n'en a rencontré aucun a une ligne au problème vide.",
    en="{users} user(s) and {problems} distinct problem(s): at least two users and two problems met are needed. A row says that a user met "
    "a problem; a user who met none has a row with an empty problem.",
)
_RARE = Text(
    fr="Presque tous les problèmes n'ont été rencontrés qu'une fois : beaucoup restent à voir, et cette estimation est très incertaine.",
    en="Almost all the problems were met only once: many remain to be seen, and this estimate is very uncertain.",
)
_LEWIS = Reference(
    "Lewis JR. Evaluation of procedures for adjusting problem-discovery rates estimated from small samples. Int J Hum Comput Interact "
    "2001;13:445-79",
    "10.1207/S15327590IJHC1304_06",
)


def usability(table: Table, columns: Mapping[str, str], options: Mapping[str, float]) -> Found:
    """The probability that a user meets a problem, one row per user and problem met."""
    user, problem = table.groups(columns["participant"]), table.groups(columns["problem"])
    known = user.codes >= 0
    enough(int(known.sum()), 2, columns["participant"])
    met = known & (problem.codes >= 0)
    pairs = np.unique(np.stack([user.codes[met], problem.codes[met]]), axis=1)
    times = np.bincount(pairs[1])[np.unique(pairs[1])] if pairs.size else np.zeros(0)
    users, problems = len(np.unique(user.codes[known])), len(times)
    counts = {"users": Value(users, Unit.COUNT), "problems": Value(problems, Unit.COUNT)}
    if users < 2 or problems < 2:
        raise Refusal(_TOO_FEW, columns["problem"], **counts)
    raw, once = float(times.mean() / users), float((times == 1).mean())
    adjusted = max(((raw - 1 / users) * (1 - 1 / users) + raw / (1 + once)) / 2, _LEAST)
    seen = 1 - (1 - adjusted) ** users
    return Found(
        (
            _alone(_ADJUSTED, adjusted, "p_problem"),
            _alone(_RAW, raw, "p_problem_observed"),
            _alone(_SEEN, seen, "share_seen"),
            _alone(_TOTAL, float(round(problems / seen)), "problems_in_all", Unit.COUNT),
        ),
        int(known.sum()),
        int((~known).sum()),
        _METHOD,
        (_LEWIS,),
        _RARE if once > 0.8 else None,
        samples={"": Phrase(_SAMPLE, counts | {"met": Value(pairs.shape[1], Unit.COUNT)})},
    )


def _alone(label: Text, value: float, name: str, unit: Unit = Unit.PROPORTION) -> Estimate:
    none = np.nan, np.nan
    return Estimate(label, value, *none, none, unit, name=name)


ESTIMATORS = (
    Estimator(
        "usability",
        Text(
            fr="La probabilité qu'un utilisateur rencontre un problème d'utilisation",
            en="The probability that a user meets a usability problem",
        ),
        (
            Role("participant", Text(fr="Utilisateur", en="User"), "name"),
            Role("problem", Text(fr="Problème rencontré (vide : aucun)", en="Problem met (empty: none)"), "name"),
        ),
        usability,
    ),
)
