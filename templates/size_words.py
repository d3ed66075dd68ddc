"""The sample size as the sections print it: every value an opaque token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """One line of the register of assumptions."""

    label: str
    value: str
    plausible: str
    source: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of the journal of the calculation."""

    label: str
    value: str
    how: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    """The number another convention gives."""

    label: str
    analysed: str
    enrolled: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One of several primary claims: what is tested and at which risk."""

    name: str
    goal: str
    measure: str
    limit: str  # of the null hypothesis
    risk: str
    margin_reason: str  # of a claim after the first


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A primary claim after the first: its null and alternative hypotheses, and its analysis."""

    name: str
    tested: str
    method: str


@dataclass(frozen=True, slots=True)
class ProcedureWords:
    """How the risk of several claims is controlled, and the power of the whole at the size retained."""

    name: str  # as the design calls it
    by: str  # inside a sentence
    risks: str  # of each claim, when they differ
    confidence: str  # of the intervals, when every claim keeps the same full risk
    names: tuple[str, ...]  # of the claims, in order
    shares: tuple[str, ...]
    transitions: tuple[tuple[str, tuple[str, ...]], ...]  # of a graph: a claim, and what it passes to each
    every: str
    some: str


@dataclass(frozen=True, slots=True)
class RevisionWords:
    """A blinded revision of the size: when, from what, by which rule, up to where."""

    means: bool  # a standard deviation is re-estimated; otherwise an overall proportion
    adjusted: bool  # what the expected difference adds to the variance is taken away
    decreases: bool
    first: str
    share: str
    planned: str  # the value assumed
    plausible: str
    ranged: bool
    factor: str
    cap: str
    cap_enrolled: str
    fixed: str  # analysable participants of a size that is not revised, for the same power
    smaller: bool  # the initial size is below that one
    mean: str  # final size expected at the value assumed
    unrevised: str  # power of the initial size if the revision did not take place


@dataclass(frozen=True, slots=True)
class LookWords:
    """The interim looks of the calculation: how many, when, and what may stop the study there."""

    several: bool
    count: str
    shares: str  # of the final information, of each look
    counts: str  # participants analysed, or events, at each look
    events: bool
    early: bool  # some look may claim efficacy
    bounds: str  # the shape of the efficacy boundaries
    stop: str = ""  # favourable responses, at most, that end a first stage


@dataclass(frozen=True, slots=True)
class SwingRow:
    """One assumption at both ends of its range, with the numbers to enrol."""

    label: str
    low: str
    at_low: str
    high: str
    at_high: str


@dataclass(frozen=True, slots=True)
class GridWords:
    """The sensitivity table: labels, column heads, and rows of a head and cells; ``declared`` by plausible ranges."""

    rows_label: str
    columns_label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    declared: bool
    by: str  # the convention used, when it is not that of the design
    unanswered: bool  # a cell has no size


@dataclass(frozen=True, slots=True)
class SizeWords:
    """Everything about the sample size; when it is not found, ``problems`` holds the gaps that say why."""

    found: bool
    kind: str
    said_by: str  # the file of templates/<language>/designs that words the hypotheses and the analysis
    goal: str
    items: str
    problems: tuple[str, ...]
    assumptions: tuple[AssumptionRow, ...]
    planned_reason: str = ""
    planned: str = ""  # when it is not the number calculated
    a: Mapping[str, str] = field(default_factory=dict)  # the assumptions by field, for hypotheses in words
    inner_said_by: str = ""
    plan_said_by: str = ""  # of what an assurance averages: the question, or the looks around it
    measure: str = ""  # the summary measure, its value without effect, and the limits that a margin makes
    no_effect: str = ""
    limit: str = ""
    limit_lower: str = ""
    limit_upper: str = ""
    assurance: str = ""
    clusters: str = ""
    choices: Mapping[str, str] = field(
        default_factory=dict
    )  # the conventions chosen, by field, as the design names them
    goal_label: str = ""
    alpha: str = ""
    sides: str = ""
    two_sided: bool = False
    better: str = "higher"
    confidence: str = ""
    margin: str = ""
    margin_lower: str = ""
    margin_upper: str = ""
    margin_reason: str = ""
    target: str = ""
    attained: str = ""
    powered: bool = True
    share: str = ""  # what is to be reached without a test, named
    share_inside: str = ""  # the same inside a sentence
    exact: bool = False
    sentences: tuple[str, ...] = ()
    analysed: str = ""
    enrolled: str = ""
    arms: str = ""
    events: str = ""
    at_80: str = ""
    at_90: str = ""
    success: str = ""
    method: str = ""
    inner_method: str = ""
    limits: str = ""
    caution: str = ""
    steps: tuple[StepRow, ...] = ()
    others: tuple[OtherRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    other_claims: tuple[ClaimWords, ...] = ()
    procedure: ProcedureWords | None = None
    revision: RevisionWords | None = None
    looks: LookWords | None = None
    looks_method: str = ""  # of the interim looks, when there are some
    futility: str = ""  # whether the bounds bind and what they spend, when some look may stop for futility
    all_claims: bool = True  # the study succeeds when all of them do, rather than one
    inner_kind: str = ""
    grid: GridWords | None = None
    swings: tuple[SwingRow, ...] = ()
    swings_declared: bool = False
    power_figure: str = ""
    exhibits: str = ""  # what the design shows of its own: tables and figures
    tornado_figure: str = ""
    r_call: str = ""
    software: str = ""
    people: str = ""  # what is counted: participants, cases, patients, users
    people_first: str = ""  # the same at the start of a label
