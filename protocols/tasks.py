"""Who owes what, and when: the open questions, the findings without an answer, the documents to attach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from protocols.checking import gaps_of
from protocols.facts import Size, facts_of
from protocols.funding import Outcome, eligibility
from protocols.funding.documents import documents_of
from protocols.funding.editions import Attached
from protocols.funding.known import answered
from protocols.model.asking import Ask
from protocols.model.tasks import OWNERS, Owner, Status, Task
from protocols.protocol import Protocol
from protocols.rules.engine import Verdict, findings
from stats.text import Phrase, Text

Kind = Literal["question", "finding", "document"]
_FILE = Path(__file__).parent / "data" / "owners.yaml"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that someone owes.

    id: path of the question, id of the rule, or "document:" and its id; label: what is owed
    owner, due: those of the team, else the usual ones (no date while the filing date is not known)
    path: the field where to act, empty for a document
    """

    id: str
    kind: Kind
    label: Phrase
    owner: Owner
    due: date | None
    status: Status = "todo"
    expires: date | None = None
    note: str = ""
    path: str = ""
    ask: Ask | None = None
    verdict: Verdict | None = None
    attached: Attached | None = None

    def expired(self, on: date) -> bool:
        """Whether the document is out of date that day."""
        return self.expires is not None and self.expires < on

    def done(self, on: date) -> bool:
        """A document that is ready and still valid; a question or a finding leaves the list when it is answered."""
        return self.status == "ready" and not self.expired(on)

    def late(self, today: date) -> bool:
        """Still owed after its date."""
        return self.due is not None and self.due < today and not self.done(today)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one owner is: what is answered or ready, out of everything asked of them."""

    owner: Owner
    done: int
    total: int
    late: int


def items_of(protocol: Protocol, size: Size | None = None) -> tuple[Item, ...]:
    """Everything still owed, and every document whatever its status, the earliest date first.

    size: the sample size of the protocol when it is already known
    """
    found = protocol.sample_size() if size is None else size
    told = (*_questions(protocol, found), *_findings(protocol, found), *_documents(protocol))
    return tuple(sorted(told, key=lambda one: (one.due or date.max, one.kind, one.id)))


def progress_of(protocol: Protocol, items: Sequence[Item], today: date) -> tuple[Progress, ...]:
    """The progress of each owner who has something to do, in the order of `OWNERS`."""
    on = reference_day(protocol, today)
    done: dict[Owner, int] = dict.fromkeys(OWNERS, 0)
    for path in _answered_paths(protocol):
        done[_task(protocol, path).owner or usual(path)[0]] += 1
    for id, _ in ((id, answer) for id, answer in protocol.answers.items() if answer.strip()):
        done[_task(protocol, id).owner or "statistician"] += 1
    total = dict(done)
    late: dict[Owner, int] = dict.fromkeys(OWNERS, 0)
    for one in items:
        total[one.owner] += 1
        done[one.owner] += one.done(on)
        late[one.owner] += one.late(today)
    return tuple(Progress(owner, done[owner], total[owner], late[owner]) for owner in OWNERS if total[owner])


def reference_day(protocol: Protocol, today: date) -> date:
    """The day a document must still be valid: that of the filing, or today when it is past or unknown."""
    filing: date | None = answered(protocol.funding.filing_date)
    return max(filing, today) if filing else today


def days_left(protocol: Protocol, today: date) -> int | None:
    """Days until the application is filed (below zero: it is past); None while the date is unknown."""
    filing: date | None = answered(protocol.funding.filing_date)
    return None if filing is None else (filing - today).days


def assigned(protocol: Protocol, id: str, **changes: Any) -> Protocol:
    """The same protocol with some of the decisions on one item changed. Raises pydantic's ValidationError."""
    task = Task.model_validate(_task(protocol, id).model_dump() | changes)
    others = {key: one for key, one in protocol.tasks.items() if key != id}
    tasks = others if task.empty else others | {id: task}
    return type(protocol).model_validate(
        protocol.model_dump() | {"tasks": {key: one.model_dump() for key, one in tasks.items()}}
    )


def usual(path: str) -> tuple[Owner, int]:
    """Who usually owes the answer of a field, and how many days before filing: the longest path that fits."""
    paths = _owners()["paths"]
    parts = path.split(".")
    found = next((name for n in range(len(parts), 0, -1) if (name := ".".join(parts[:n])) in paths), None)
    entry = paths[found] if found else _owners()["default"]
    return entry["owner"], entry["days_before"]


def _questions(protocol: Protocol, size: Size) -> Iterable[Item]:
    sections, seen = protocol.sections(), set()
    for gap in gaps_of(protocol, size):
        name, _, field = gap.path.partition(".")
        ask = protocol.questions(name).get(field) if name in sections else None
        seen.add(gap.path)
        yield _item(protocol, gap.path, "question", gap.phrase, usual(gap.path), path=gap.path, ask=ask)
    for judged in eligibility(protocol).of(Outcome.UNKNOWN):
        name, _, field = judged.where.partition(".")
        asked = protocol.questions(name).get(field) if name in sections else None
        if asked and judged.where not in seen:
            seen.add(judged.where)
            told = Phrase(asked.label)
            yield _item(protocol, judged.where, "question", told, usual(judged.where), path=judged.where, ask=asked)


def _findings(protocol: Protocol, size: Size) -> Iterable[Item]:
    for verdict in findings(facts_of(protocol, size)):
        id = verdict.rule.id
        if protocol.answers.get(id, "").strip():
            continue
        owner = usual(verdict.where)[0] if verdict.where else "statistician"
        days = _owners()["findings"]["days_before"]
        yield _item(
            protocol, id, "finding", Phrase(verdict.rule.title), (owner, days), path=verdict.where, verdict=verdict
        )


def _documents(protocol: Protocol) -> Iterable[Item]:
    for one in documents_of(protocol):
        usually = (one.owner, one.days_before)
        yield _item(protocol, f"document:{one.id}", "document", Phrase(one.title), usually, attached=one)


def _item(protocol: Protocol, id: str, kind: Kind, label: Phrase, usually: tuple[Owner, int], **more: Any) -> Item:
    task, (owner, days) = _task(protocol, id), usually
    filing: date | None = answered(protocol.funding.filing_date)
    due = task.due or (filing - timedelta(days=days) if filing and filing.toordinal() > days else None)
    status = task.status or "todo"
    return Item(id, kind, label, task.owner or owner, due, status, task.expires, task.note, **more)


def _answered_paths(protocol: Protocol) -> Iterable[str]:
    """The needed questions that concern the study and have their answer."""
    for name, section in protocol.sections().items():
        missing = set(protocol.missing(name))
        for field, ask in section.asks().items():
            if ask.needed and protocol.concerns(ask.asked_if) and field not in missing:
                yield f"{name}.{field}"


def _task(protocol: Protocol, id: str) -> Task:
    return protocol.tasks.get(id, Task())


@cache
def _owners() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read


STATUSES: dict[Status, Text] = {
    "todo": Text(fr="à faire", en="to do"),
    "doing": Text(fr="en cours", en="in progress"),
    "ready": Text(fr="prêt", en="ready"),
}
EXPIRED = Text(fr="périmé", en="expired")
KINDS: dict[Kind, Text] = {
    "question": Text(fr="Question", en="Question"),
    "finding": Text(fr="Constat", en="Finding"),
    "document": Text(fr="Pièce", en="Document"),
}
