"""Rules on the references: each cited, each known, each found again by its identifier, none old, none twice."""

from protocols.facts import Facts
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from protocols.rules.size import count
from stats.quantities import Value
from stats.text import LANGUAGES, Text, verbatim

_NAMED = 8


def _listed(names: tuple[str, ...]) -> Text:
    return verbatim(", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else ""))


def _counted(names: tuple[str, ...] | None) -> dict[str, Value | Text] | None:
    return {"count": count(len(names)), "listed": _listed(names)} if names else None


@rule("preuve:REF-01")
def uncited(facts: Facts) -> dict[str, Value | Text] | None:
    """References of the list that no text cites."""
    return _counted(facts.uncited_references)


@rule("preuve:REF-02")
def unknown(facts: Facts) -> dict[str, Value | Text] | None:
    """Keys cited without a reference."""
    return _counted(facts.unknown_citations)


@rule("preuve:REF-03")
def malformed(facts: Facts) -> dict[str, Value | Text] | None:
    """DOIs that are none."""
    return _counted(facts.malformed_dois)


@rule("preuve:REF-04")
def old(facts: Facts) -> dict[str, Value | Text] | None:
    """Assumptions that rest on an old source."""
    if not facts.old_sources:
        return None
    dated = [Text(*(f"{label[x]} ({year})" for x in LANGUAGES)) for label, year in facts.old_sources]
    return {"listed": listing(tuple(dated))}


@rule("preuve:REF-05")
def doubled(facts: Facts) -> dict[str, Value | Text] | None:
    """The same reference twice."""
    return _counted(facts.double_references)
