"""Running the rules: a rule that lacks an input is "not assessed", never "passed"."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from protocols import rules
from protocols.facts import Facts
from stats.quantities import Value
from stats.text import Phrase, Text

DATA = Path(__file__).parents[1] / "data" / "rules"  # one file per topic


class Severity(StrEnum):
    """How a reviewer would react."""

    BLOCKING = "blocking"
    MAJOR = "major"
    MINOR = "minor"
    ADVICE = "advice"


class Outcome(StrEnum):
    """What a rule says of a study."""

    FIRES = "fires"
    SILENT = "silent"
    NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class RuleText:
    """The data of a rule: what is said, why, what to do, on whose authority."""

    id: str
    severity: Severity
    title: Text
    message: Text
    fix: Text
    source: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one rule, with the values its message names."""

    rule: RuleText
    outcome: Outcome
    values: Mapping[str, Value | Text] = field(default_factory=dict)
    where: str = ""  # path of the field where the author can act

    @property
    def phrase(self) -> Phrase:
        """The message with its values."""
        return Phrase(self.rule.message, self.values)


Predicate = Callable[[Facts], Mapping[str, Value | Text] | None]
_PREDICATES: dict[str, Predicate] = {}


def rule(id: str) -> Callable[[Predicate], Predicate]:
    """Register the predicate of a rule: it returns the values of the message when the rule fires, else None."""

    def register(predicate: Predicate) -> Predicate:
        if id in _PREDICATES:
            raise ValueError(f"two predicates for {id}")
        _PREDICATES[id] = predicate
        return predicate

    return register


@cache
def texts() -> dict[str, RuleText]:
    """The data of every rule, by id."""
    loaded = [yaml.safe_load(path.read_text(encoding="utf-8"))["rules"] for path in sorted(DATA.glob("*.yaml"))]
    return {one["id"]: _rule_text(one) for rules_of_topic in loaded for one in rules_of_topic}


@cache
def predicates() -> dict[str, Predicate]:
    """Every registered predicate; the modules of this folder are imported here, loudly."""
    for module in pkgutil.iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return dict(_PREDICATES)


def review(facts: Facts) -> tuple[Verdict, ...]:
    """Every rule applied to the facts, the gravest findings first."""
    order = list(Severity)
    verdicts = [_verdict(text, predicates()[id], facts) for id, text in texts().items()]
    return tuple(sorted(verdicts, key=lambda one: order.index(one.rule.severity)))


def findings(facts: Facts) -> tuple[Verdict, ...]:
    """The rules that fire, the gravest first."""
    return tuple(one for one in review(facts) if one.outcome is Outcome.FIRES)


def _verdict(text: RuleText, predicate: Predicate, facts: Facts) -> Verdict:
    where = next((facts.origin[name] for name in text.needs if name in facts.origin), "")
    if any(getattr(facts, name) is None for name in text.needs):
        return Verdict(text, Outcome.NOT_ASSESSED, where=where)
    values = predicate(facts)
    if values is None:
        return Verdict(text, Outcome.SILENT, where=where)
    return Verdict(text, Outcome.FIRES, values, where)


def _rule_text(data: dict[str, Any]) -> RuleText:
    def text(key: str) -> Text:
        return Text(**data[key])

    return RuleText(
        data["id"],
        Severity(data["severity"]),
        text("title"),
        text("message"),
        text("fix"),
        data["source"],
        tuple(data["needs"]),
    )
