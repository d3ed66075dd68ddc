"""What the sections print of the qualification and of the claim: reasons, maturity, what the claim imposes, joint power."""

from __future__ import annotations

from dataclasses import dataclass

from protocols.claim import KINDS, TWO_TESTS, benefit_of, consequences, joint_table
from protocols.protocol import Protocol
from protocols.qualification import maturity, qualify, source_of
from stats.text import Text
from templates.blocks import Language
from templates.formatting import percent
from templates.markup import Tokens
from templates.provenance import said_provenance
from templates.saying import say, words

_READY = Text(
    fr="Les piliers 1 et 2, la version figée et le système qualité sont documentés.",
    en="Pillars 1 and 2, the frozen version and the quality system are documented.",
)
_LACKING = Text(
    fr="Avant une étude de bénéfice, il reste à établir : {listed}.",
    en="Before a benefit study, it remains to establish: {listed}.",
)


@dataclass(frozen=True, slots=True)
class ImposedRow:
    """One thing that the claim imposes, with its source."""

    kind: str
    statement: str
    source: str


@dataclass(frozen=True, slots=True)
class JointPowerRow:
    """The power of each test and the joint power at each correlation shown."""

    each: str
    joint: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framing:
    """The qualification and the claim as the templates print them."""

    device: bool  # or not yet said: its maturity is printed
    reason: str  # of the qualification by the steps; empty while they do not settle it
    reason_source: str
    maturity: str  # empty when something is missing and no benefit is claimed
    maturity_source: str
    benefit_asked: bool
    reimbursement: bool  # a claim of the reimbursement list: its ASA and comparator are printed
    early_cover: bool
    imposed: tuple[ImposedRow, ...]
    joint: tuple[JointPowerRow, ...]


def framing_of(protocol: Protocol, language: Language, tokens: Tokens) -> Framing:
    """Everything of one rendering, as opaque tokens."""
    outcome, gate, claim = qualify(protocol), maturity(protocol), protocol.claim
    settled = outcome.product_type is not None and outcome.product_type == (
        protocol.qualification.product or outcome.product_type
    )
    lacking = ", ".join(words(one.what, language) for one in gate.lacking)
    said = words(_READY, language) if gate.ready else words(_LACKING, language).format(listed=lacking)
    two = benefit_of(protocol) in TWO_TESTS
    return Framing(
        device=protocol.concerns("device"),
        reason=tokens.short(words(outcome.reason, language)) if settled else "",
        reason_source=tokens.short(said_provenance(outcome.provenance, language)),
        maturity=tokens.short(said) if gate.ready or claim.aim == "benefit" else "",
        maturity_source=tokens.short(said_provenance(source_of("maturity"), language)),
        benefit_asked=claim.aim in (None, "benefit"),
        reimbursement=protocol.concerns("lppr"),
        early_cover=protocol.concerns("pecan"),
        imposed=tuple(
            ImposedRow(
                tokens.short(words(KINDS[one.kind], language)),
                tokens.short(say(one.phrase, language)),
                tokens.short(said_provenance(one.provenance, language)),
            )
            for one in consequences(protocol)
        ),
        joint=_joint(language, tokens) if two else (),
    )


def _joint(language: Language, tokens: Tokens) -> tuple[JointPowerRow, ...]:
    return tuple(
        JointPowerRow(
            tokens.short(percent(row.each, language, 0)),
            tuple(tokens.short(percent(one, language, 0)) for one in row.joint),
        )
        for row in joint_table()
    )
