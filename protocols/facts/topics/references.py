"""What the references of a protocol say of themselves: cited or not, known or not, doubled, malformed, old."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.model.references import DOI, bare_doi, keyed
from protocols.protocol import Protocol
from protocols.references.ageing import old_sources
from protocols.references.cited import cited_in
from protocols.references.merging import doubles_in
from protocols.register import register_of


def known(protocol: Protocol) -> Known:
    """Nothing is known while nothing is listed and nothing is cited."""
    listed, cited = keyed(protocol.references), cited_in(protocol)
    unknown = [key for key in cited if key not in listed]
    found: Known = {}
    if listed or cited:
        found["unknown_citations"] = (tuple(unknown), cited[unknown[0]][0] if unknown else "references")
    if any(one.line.given for one in register_of(protocol)):
        found["old_sources"] = (old_sources(protocol), "sizing.assumptions")
    if not listed:
        return found
    keys = list(listed)
    return found | {
        "uncited_references": (tuple(key for key in keys if key not in cited), "references"),
        "malformed_dois": (
            tuple(one.doi for one in listed.values() if one.doi and not DOI.fullmatch(bare_doi(one.doi) or "")),
            "references",
        ),
        "double_references": (tuple(keys[place] for place in doubles_in(listed.values())), "references"),
    }
