"""Which designs can answer in a situation, in which order, and why the others are set aside."""

from __future__ import annotations

from protocols.advice.catalogue import Entry, entries, roles
from protocols.advice.numbers import MARGINS
from protocols.claim import TWO_TESTS
from protocols.protocol import Protocol

MOST, FEWEST = 5, 2  # designs shown side by side
FEWEST_CENTRES = 4  # to randomise centres in parallel
_INDIVIDUAL = frozenset({"parallel_rct", "adjusted_rct", "non_inferiority_rct", "economic_rct", "crossover"})
_CLUSTERS = frozenset({"cluster_rct", "cluster_crossover", "stepped_wedge"})
_READERS = frozenset({"reader_study", "reader_study_auc", "reading_time"})
_READING = frozenset({"detects", "triages", "measures", "predicts"})  # devices whose answers are right or wrong
_PERFORMANCE_AIMS = ("ce_marking", "diag_dm", "living_lab")
Set = tuple[list[Entry], list[tuple[Entry, str]]]


def sought(protocol: Protocol) -> bool:
    """Whether a benefit is claimed (performance is then an earlier step)."""
    return protocol.claim.aim not in (*_PERFORMANCE_AIMS, "secondary_use")


def non_inferior(protocol: Protocol) -> bool:
    """Whether the medical claim is a non-inferiority."""
    return sought(protocol) and "non_inferiority" in str(protocol.claim.benefit or "")


def two_claims(protocol: Protocol) -> bool:
    """Whether an economic claim is made beside the medical one."""
    return sought(protocol) and protocol.claim.benefit in TWO_TESTS


def matched(protocol: Protocol) -> Set:
    """The designs to show, in order, then those set aside with the name of the reason."""
    kept: list[Entry] = []
    aside: list[tuple[Entry, str]] = []
    for entry in _candidates(protocol):
        reason = _reason(entry, protocol)
        if reason:
            aside.append((entry, reason))
        else:
            kept.append(entry)
    for name in _steps(protocol):
        entry = entries()[name]
        if len(kept) < FEWEST and entry not in kept and (entry.early or not _reason(entry, protocol)):
            kept.append(entry)
    aside += [(entry, "too_many") for entry in kept[MOST:]]
    return kept[:MOST], [one for one in aside if one[0] not in kept[:MOST]]


def _steps(protocol: Protocol) -> tuple[str, ...]:
    """The earlier steps that complete a lone design, in order."""
    role = protocol.situation.role or "detects"
    return (*(roles()[role].performance if role in _READING else ()), "early_feasibility")


def _candidates(protocol: Protocol) -> list[Entry]:
    role = roles()[protocol.situation.role or "detects"]
    names = list(role.benefit if sought(protocol) else role.performance)
    if _existing(protocol) and sought(protocol):
        names += role.performance
    if protocol.claim.aim == "secondary_use":
        lists = role.performance, role.benefit
        names = [*lists[0], *lists[1]] if protocol.situation.role in _READING else [*lists[1], *lists[0]]
    if non_inferior(protocol):
        names.insert(0, "non_inferiority_rct")
    if two_claims(protocol):
        names.insert(0, "economic_rct")
    if protocol.claim.aim == "living_lab" or protocol.device.frozen == "no":
        names.insert(0, "early_feasibility")
    return [entries()[name] for name in dict.fromkeys(names)]


def _existing(protocol: Protocol) -> bool:
    return protocol.route.data_source == "existing_only" or protocol.claim.aim == "secondary_use"


def _reason(entry: Entry, protocol: Protocol) -> str:
    """The name of the reason why a design cannot be used; "" when it can."""
    if _existing(protocol) and not entry.existing:
        return "existing_data"
    endpoint = protocol.endpoints.type
    if endpoint and "any" not in entry.sized and endpoint not in entry.sized:
        return "not_an_endpoint"
    if entry.beside and non_inferior(protocol) and endpoint and endpoint not in MARGINS:
        return "not_an_endpoint"
    if entry.id in _INDIVIDUAL:
        return _individual(entry, protocol) or _half(entry, protocol)
    if entry.id in _CLUSTERS:
        return _clusters(entry, protocol)
    return _other(entry, protocol)


def _individual(entry: Entry, protocol: Protocol) -> str:
    situation = protocol.situation
    if situation.randomisable == "nothing":
        return "nothing_randomisable"
    if situation.contamination == "yes" and situation.user != "patient":
        return "carry_over" if entry.id == "crossover" else "contamination"
    if situation.randomisable not in (None, "patient"):
        return "patients_not_randomisable"
    if entry.id == "crossover" and situation.contamination != "no":
        return "carry_over"
    if entry.id == "non_inferiority_rct" and not non_inferior(protocol) and situation.comparator != "other_device":
        return "no_margin_sought"
    return "margin_sought" if entry.id == "parallel_rct" and non_inferior(protocol) else ""


def _half(entry: Entry, protocol: Protocol) -> str:
    """A design of the medical claim alone, where both claims can be tested together."""
    both = entries()["economic_rct"]
    return "half_a_claim" if entry != both and two_claims(protocol) and not _reason(both, protocol) else ""


def _clusters(entry: Entry, protocol: Protocol) -> str:
    situation, sites = protocol.situation, protocol.plan.sites
    if situation.randomisable == "nothing":
        return "nothing_randomisable"
    taught = situation.contamination == "yes" and situation.user != "patient"
    if situation.randomisable == "patient" and not taught:
        return "individual_possible"
    if entry.id == "cluster_crossover":
        if situation.contamination == "yes" and situation.randomisable != "period":  # the author alternates periods
            return "carry_over"
        return "periods_not_alternated" if situation.randomisable == "professional" else ""
    few = sites is not None and sites < FEWEST_CENTRES and situation.randomisable != "professional"
    return "too_few_centres" if few else ""


def _other(entry: Entry, protocol: Protocol) -> str:
    situation = protocol.situation
    if entry.id == "controlled_before_after" and situation.randomisable not in (None, "nothing"):
        return "randomisation_possible"
    if entry.id == "target_trial" and not _existing(protocol):
        return "no_existing_data"
    if entry.id == "external_validation" and situation.role != "predicts" and not _existing(protocol):
        return "no_existing_data"
    if entry.id in _READERS and situation.user in ("none", "patient"):
        return "no_reader"
    if entry.id == "autonomous_vs_panel" and situation.user not in (None, "none"):
        return "reader_present"
    marketed = protocol.device.ce_status in ("ce_in_purpose", "ce_off_purpose")
    return "not_marketed" if entry.id == "follow_up" and not marketed else ""
