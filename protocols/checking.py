"""What is missing and what a reviewer would note, in one report: the same for the author and for the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from protocols.coverage import Coverage, coverage
from protocols.facts import Size, facts_of
from protocols.protocol import Protocol
from protocols.rules.engine import Outcome, Severity, Verdict, review
from stats.text import Language, Phrase


@dataclass(frozen=True, slots=True)
class Gap:
    """A needed answer that is missing."""

    path: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Report:
    """Gaps, findings, and how many rules could be assessed."""

    gaps: tuple[Gap, ...]
    findings: tuple[Verdict, ...]
    assessed: int
    total: int
    unit: str
    answers: Mapping[str, str]
    coverage: tuple[Coverage, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Nothing missing and nothing blocking."""
        return not self.gaps and all(one.rule.severity is not Severity.BLOCKING for one in self.findings)

    def as_data(self, say: Callable[[Phrase], str], language: Language) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "acceptable": self.acceptable,
            "missing": [{"path": gap.path, "message": say(gap.phrase)} for gap in self.gaps],
            "findings": [
                {
                    "id": one.rule.id,
                    "severity": one.rule.severity.value,
                    "title": one.rule.title[language],
                    "message": say(one.phrase),
                    "fix": one.rule.fix[language],
                    "source": one.rule.source,
                    "where": one.where,
                    "answer": self.answers.get(one.rule.id, ""),
                }
                for one in self.findings
            ],
            "rules": {"assessed": self.assessed, "total": self.total},
            "coverage": [one.as_data(language) for one in self.coverage],
        }


def check(protocol: Protocol) -> Report:
    """Everything a reviewer of this protocol would be told."""
    found = protocol.sample_size()
    verdicts = review(facts_of(protocol, found))
    return Report(
        gaps_of(protocol, found),
        tuple(one for one in verdicts if one.outcome is Outcome.FIRES),
        sum(one.outcome is not Outcome.NOT_ASSESSED for one in verdicts),
        len(verdicts),
        protocol.endpoints.unit or "",
        protocol.answers,
        coverage(protocol, found),
    )


def gaps_of(protocol: Protocol, size: Size | None = None) -> tuple[Gap, ...]:
    """The needed questions without an answer, then what stands in the way of the sample size (when known, given)."""
    gaps = [
        Gap(f"{name}.{field}", Phrase(protocol.questions(name)[field].label))
        for name in protocol.sections()
        for field in protocol.missing(name)
    ]
    found = protocol.sample_size() if size is None else size
    if isinstance(found, tuple):
        gaps += [Gap(f"sizing.{one.field}", one.phrase) for one in found]
    return tuple(gaps)
