"""Rules on the application for funding: a condition of the chosen edition is not met. The conditions are data."""

from __future__ import annotations

from dataclasses import fields

from protocols.facts import Facts
from protocols.funding import Outcome, editions
from protocols.funding.eligibility import judge
from protocols.rules.engine import Predicate, rule
from stats.quantities import Value
from stats.text import Text

_NAMES = tuple(one.name for one in fields(Facts) if one.name != "origin")


def _not_met(id: str) -> Predicate:
    """The predicate of one rule: the first condition of the edition that carries this rule and is not met."""

    def predicate(facts: Facts) -> dict[str, Value | Text] | None:
        edition = editions().get(facts.funding_edition or "")
        known = {name: (getattr(facts, name), facts.origin.get(name, "")) for name in _NAMES}
        for criterion in edition.criteria if edition else ():
            found = judge(criterion, known) if criterion.rule == id else None
            if found and found.outcome is Outcome.NOT_MET and found.found is not None:
                return {"asked": found.sentence, "found": found.found}
        return None

    return predicate


for _id in sorted({one.rule for edition in editions().values() for one in edition.criteria if one.rule}):
    rule(_id)(_not_met(_id))
