"""From the question of the draft to the design that is solved: other claims, interim looks, a revision of the size, beliefs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from protocols.model.sizing import Assumption, Calculation, Interim, OtherClaim, Sizing
from stats.design import Design
from stats.formulas.combined.interim_limits import in_use
from stats.formulas.combined.joint_words import headed
from stats.quantities import Unit
from stats.refusal import Problem, Refusal, problems
from stats.registry import design_class
from stats.text import Phrase, Text

WITH_SHARES = frozenset({"bonferroni", "holm", "fallback", "graphical"})  # procedures that start from shares
LISTS = {
    "shares": "weights",
    "transitions": "transitions",
}  # of a procedure: their names in the draft and in the design
_RATIO = "allocation"
MOST_UNCERTAIN = 3  # assumptions that assurance averages over
_NO_LOOK = Text(
    fr="Indiquer au moins une analyse intermédiaire, en part de l'information finale (par exemple 50 %).",
    en="Enter at least one interim look, as a share of the final information (for example 50%).",
)
_LOOKS_UNORDERED = Text(
    fr="Les analyses se suivent : chaque part doit être plus grande que la précédente (par exemple 33 % ; 67 %). L'analyse finale, à "
    "100 %, s'ajoute d'elle-même.",
    en="Looks follow one another: each share must be larger than the one before (for example 33%; 67%). The final analysis, at 100%, "
    "is added by itself.",
)
_NO_CLAIM = Text(
    fr="Ajouter au moins un autre critère principal.",
    en="Add at least one other primary endpoint.",
)
_NO_RANGE = Text(
    fr="L'assurance moyenne la puissance sur les plages plausibles : donner une plage à une, deux ou trois hypothèses (bouton à "
    "côté de chacune).",
    en="Assurance averages the power over the plausible ranges: give a range to one, two or three assumptions (button beside "
    "each).",
)
_TOO_MANY_RANGES = Text(
    fr="L'assurance moyenne la puissance sur une, deux ou trois hypothèses : choisir les plus incertaines parmi celles qui ont une plage.",
    en="Assurance averages the power over one, two or three assumptions: choose the most uncertain among those with a range.",
)
_NO_CORRELATION = Text(
    fr="Donner la corrélation entre les critères ; 0 est prudent quand tous doivent réussir et qu'elle ne peut pas être négative.",
    en="Enter the correlation between the endpoints; 0 is conservative when all must succeed and it cannot be negative.",
)


def combined(sizing: Sizing, first: Design) -> Design | tuple[Problem, ...]:
    """The design to solve around the primary question; what the combination refuses is said with the field at fault."""
    if sizing.extension == "none":
        return first
    return {
        "interim": _looked_at,
        "reestimation": _reestimated,
        "others": _joined,
        "assurance": _believed,
        "interim_assurance": _looked_at_and_believed,
    }[sizing.extension](sizing, first)


def _looked_at(sizing: Sizing, first: Design) -> Design | tuple[Problem, ...]:
    interim = sizing.interim
    if not interim.looks:
        return (Problem("interim.looks", Phrase(_NO_LOOK)),)
    if any(after <= before for before, after in pairwise((*interim.looks, 1.0))):
        return (Problem("interim.looks", Phrase(_LOOKS_UNORDERED)),)
    data: dict[str, Any] = {"inner": first, "information": (*interim.looks, 1.0)}
    used = looks_in_use(interim)
    data |= {name: one for name, one in interim.given(design_class("group_sequential")).items() if name in used}
    if "beta" in used and "beta" not in data and (usual := usual_beta(sizing)) is not None:
        data["beta"] = usual
    return _built("group_sequential", data, "interim")


def looks_in_use(interim: Interim) -> frozenset[str]:
    """The fields of interim looks that play a role under the choices made; what was typed in another stays in the draft, unused."""
    return in_use(interim.chosen(design_class("group_sequential")), bool(interim.lists.get("futility")))


def usual_beta(sizing: Sizing) -> float | None:
    """The type II error that futility spends when none is given: one minus the power aimed at; an assurance is no power."""
    if sizing.has_beliefs or sizing.target is None or not 0.5 <= sizing.target < 1:
        return None
    return round(1 - sizing.target, 10)


def _reestimated(sizing: Sizing, first: Design) -> Design | tuple[Problem, ...]:
    """The plausible range of what is re-estimated is that of the register: it is typed once."""
    from stats.designs.combined.blinded_reestimation import RANGED, nuisance_range

    data: dict[str, Any] = {"inner": first}
    if (name := RANGED.get(first.kind)) and (line := sizing.assumptions.get(name)) and line.plausible:
        data["plausible"] = nuisance_range(first, *line.plausible)
    return _built(
        "blinded_reestimation", data | sizing.reestimation.given(design_class("blinded_reestimation")), "reestimation"
    )


def beside(sizing: Sizing) -> tuple[Design, ...] | tuple[Problem, ...]:
    """The questions of the other claims, in order, or all that they and their correlation lack."""
    if not sizing.others:
        return (Problem("others", Phrase(_NO_CLAIM)),)
    asked, wrong = list[Design](), list[Problem]()
    for place, claim in enumerate(sizing.others):
        found = _in_the_same_arms(sizing, claim).question(claim.better)
        if isinstance(found, tuple):
            wrong += [Problem(f"others.{place}.{one.field}", _of_claim(place + 2, claim, one.phrase)) for one in found]
        else:
            asked.append(found)
    if sizing.correlation.value is None and not correlations_of(sizing):
        wrong.append(Problem("correlation", Phrase(_NO_CORRELATION)))
    return tuple(wrong) or tuple(asked)


def _joined(sizing: Sizing, first: Design) -> Design | tuple[Problem, ...]:
    others = beside(sizing)
    if wrong := tuple(one for one in others if isinstance(one, Problem)):
        return wrong
    ratio = _ratio(sizing) if _ratio_of(sizing) is None and _RATIO in sizing.quantities() else None
    components = (first.model_copy(update={_RATIO: ratio.value}) if ratio else first, *others)
    pairs = correlations_of(sizing)
    data: dict[str, Any] = {"components": components, "rule": sizing.rule}
    data |= {"correlations": pairs} if pairs else {"correlation": sizing.correlation.value}
    return _built("joint", data | _procedure(sizing), "others")


def _of_claim(place: int, claim: OtherClaim, phrase: Phrase) -> Phrase:
    """What a claim lacks, with the claim: two may ask for a standard deviation."""
    label = phrase.values.get("label")
    if not isinstance(label, Text):
        return phrase
    return Phrase(phrase.text, {**phrase.values, "label": headed(place, label, claim.name)})


def correlations_of(sizing: Sizing) -> tuple[float, ...]:
    """The correlations by pair, from three claims up; those of two claims are one common correlation."""
    return sizing.correlations if len(sizing.others) > 1 else ()


def shared(sizing: Sizing, claim: Calculation) -> frozenset[str]:
    """What a claim does not say because the first question asks it for both: its participants are in the same arms."""
    both = _RATIO in sizing.quantities() and _RATIO in claim.quantities()
    return frozenset({_RATIO} if both and _ratio_of(claim) is None else ())


def _in_the_same_arms(sizing: Sizing, claim: OtherClaim) -> OtherClaim:
    """The claim with the allocation ratio of the others, where it gives none."""
    ratio = _ratio(sizing)
    if ratio is None or not shared(sizing, claim):
        return claim
    return claim.model_copy(update={"assumptions": {**claim.assumptions, _RATIO: ratio}})


def _ratio(sizing: Sizing) -> Assumption | None:
    """The allocation ratio of the study: that of the first claim that gives one, for claims change places."""
    return next((line for one in (sizing, *sizing.others) if (line := _ratio_of(one)) is not None), None)


def _ratio_of(asked: Calculation) -> Assumption | None:
    line = asked.assumptions.get(_RATIO)
    return None if line is None or line.value is None or _RATIO not in asked.quantities() else line


def procedure_of(sizing: Sizing) -> str:
    """The procedure chosen, or the usual one: none when all claims must succeed, Bonferroni when one is enough."""
    return sizing.procedure or ("full" if sizing.rule == "all" else "bonferroni")


def lists_of(sizing: Sizing) -> tuple[str, ...]:
    """The lists that the procedure uses; what was typed for another stays in the draft, unused."""
    name = procedure_of(sizing)
    return (*(("shares",) if name in WITH_SHARES else ()), *(("transitions",) if name == "graphical" else ()))


def _procedure(sizing: Sizing) -> dict[str, Any]:
    return {"procedure": procedure_of(sizing)} | {LISTS[one]: getattr(sizing, one) for one in lists_of(sizing)}


def ranged(sizing: Sizing) -> dict[str, tuple[float, float]]:
    """The assumptions that assurance can average over: those with a plausible range, unless the team decides on them."""
    decided = (Unit.COUNT, Unit.RATIO)
    return {
        name: line.plausible
        for name, quantity in sizing.quantities().items()
        if quantity.unit not in decided
        and (line := sizing.assumptions.get(name)) is not None
        and line.plausible
        and line.source != "decision"
    }


def averaged(sizing: Sizing) -> dict[str, tuple[float, float]]:
    """The assumptions averaged over, with their range: those chosen, or all that can be."""
    ranges = ranged(sizing)
    return {name: ranges[name] for name in sizing.uncertain if name in ranges} or ranges


def _believed(sizing: Sizing, first: Design) -> Design | tuple[Problem, ...]:
    chosen = averaged(sizing)
    if not 1 <= len(chosen) <= MOST_UNCERTAIN:
        return (Problem("extension", Phrase(_TOO_MANY_RANGES if chosen else _NO_RANGE)),)
    return _built("assurance", {"inner": first, "beliefs": chosen}, "extension")


def _looked_at_and_believed(sizing: Sizing, first: Design) -> Design | tuple[Problem, ...]:
    plan = _looked_at(sizing, first)
    found = _believed(sizing, first if isinstance(plan, tuple) else plan)
    if isinstance(plan, tuple):
        return (*plan, *(found if isinstance(found, tuple) else ()))
    return found


def _built(kind: str, data: dict[str, Any], field: str) -> Design | tuple[Problem, ...]:
    try:
        return design_class(kind).model_validate(data)
    except (ValidationError, Refusal) as error:
        return tuple(Problem(f"{field}.{one.field}" if one.field else field, one.phrase) for one in problems(error))
