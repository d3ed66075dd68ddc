"""Rules on several primary claims, and on several arms sized without adjustment."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share, shares
from protocols.rules.size import count
from stats.quantities import Value
from stats.text import Text

_SLACK = 0.005
_PROCEDURES = {
    "full": Text(fr="chacun au risque entier", en="each at the full risk"),
    "bonferroni": Text(fr="Bonferroni", en="the Bonferroni procedure"),
    "holm": Text(fr="Holm", en="the Holm procedure"),
    "hochberg": Text(fr="Hochberg", en="the Hochberg procedure"),
    "fixed_sequence": Text(fr="hiérarchique", en="a fixed sequence"),
    "fallback": Text(fr="repli", en="the fallback procedure"),
    "graphical": Text(fr="graphique", en="a graphical procedure"),
}
_SUCCESS = {
    "all": Text(fr="tous les critères", en="every endpoint"),
    "at_least_one": Text(fr="au moins un critère", en="at least one endpoint"),
}


@rule("stats:MULT-01")
def any_without_control(facts: Facts) -> dict[str, Value] | None:
    """Several primary claims, one is enough, and each is tested at the full risk."""
    several = (facts.n_primary or 0) > 1 and facts.success_rule == "at_least_one"
    return {"claims": count(facts.n_primary)} if several and facts.multiplicity_method == "full" else None


@rule("stats:MULT-02")
def joint_power_short(facts: Facts) -> dict[str, Value] | None:
    """All claims are required, and the power for all of them is below the target."""
    required = facts.success_rule == "all" or facts.both_claims_required is True
    joint, target = facts.joint_power or 0.0, facts.power or 0.0
    short = required and (facts.n_primary or 0) > 1 and joint < target - _SLACK
    return {"joint": share(joint), "target": share(target)} if short else None


@rule("preuve:MULT-08")
def comparisons_without_adjustment(facts: Facts) -> dict[str, Value] | None:
    """Several arms against a control, sized without adjustment while one comparison is enough."""
    several = (facts.n_comparisons or 0) > 1 and not facts.comparisons_all_required
    return {"comparisons": count(facts.n_comparisons)} if several and facts.comparisons_method == "none" else None


@rule("preuve:MULT-09")
def needless_bonferroni(facts: Facts) -> dict[str, Value] | None:
    """All claims are required and the risk is divided between them: the size is larger than it need be."""
    required = (facts.n_primary or 0) > 1 and facts.success_rule == "all"
    return {"claims": count(facts.n_primary)} if required and facts.multiplicity_method == "bonferroni" else None


@rule("preuve:MULT-10")
def other_procedure(facts: Facts) -> dict[str, Text] | None:
    """The analysis section names another procedure than the calculation."""
    stated, sized = facts.procedures_stated or (), facts.multiplicity_method or ""
    if sized in stated or sized not in _PROCEDURES:
        return None
    return {"stated": _PROCEDURES[stated[0]], "sized": _PROCEDURES[sized]}


@rule("preuve:MULT-11")
def split_above_the_risk(facts: Facts) -> dict[str, Value | Text] | None:
    """The parts of the risk written in the text add up to more than the overall risk."""
    parts, alpha = facts.risk_split or (), facts.alpha or 0.0
    total, most = sum(parts), alpha * (2 if facts.sided == 1 else 1)  # the text may be two-sided where the test is not
    return {"parts": shares(parts), "total": share(total), "alpha": share(alpha)} if total > most + 1e-6 else None


@rule("preuve:MULT-12")
def power_of_one_claim(facts: Facts) -> dict[str, Value] | None:
    """All claims are required and the power written is that of one of them."""
    stated, joint = facts.power_stated or 0.0, facts.joint_power or 0.0
    required = facts.success_rule == "all" or facts.both_claims_required is True
    above = (
        required and stated > max(joint, facts.power or 0.0) + _SLACK
    )  # stats:MULT-02 says that the target is missed
    return {"stated": share(stated), "joint": share(joint)} if above else None


@rule("preuve:MULT-13")
def several_announced(facts: Facts) -> dict[str, Value] | None:
    """The text announces several primary endpoints, the calculation has one."""
    return {} if facts.several_announced and facts.several_sized is False else None


@rule("preuve:MULT-22")
def one_announced(facts: Facts) -> dict[str, Value] | None:
    """The text speaks of a single primary endpoint, the calculation has several."""
    return {} if facts.one_announced and facts.several_sized else None


@rule("preuve:MULT-14")
def other_rule_of_success(facts: Facts) -> dict[str, Text] | None:
    """One endpoint is enough in one place, all are required in the other."""
    stated, sized = facts.success_stated or "", facts.success_rule or ""
    return {"stated": _SUCCESS[stated], "sized": _SUCCESS[sized]} if stated != sized and sized in _SUCCESS else None


@rule("preuve:POWER-04")
def power_above_the_target(facts: Facts) -> dict[str, Value] | None:
    """The text states a higher power than the one that the calculation aims at."""
    stated, target = facts.power_stated or 0.0, facts.power or 0.0
    alone = facts.several_sized is False
    return {"stated": share(stated), "target": share(target)} if alone and stated > target + _SLACK else None
