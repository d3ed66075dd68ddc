"""What the text says of the test beside the calculation: risk, sides, interval, margin; what the title announces; ends of ranges."""

from __future__ import annotations

import re

from protocols.effect import effect_fields, effect_of
from protocols.facts.read import claim_in
from protocols.facts.topics import Known
from protocols.model.design import RANDOMISED
from protocols.model.sizing import Calculation
from protocols.phrases import answer, mentions, says, words
from protocols.protocol import Protocol
from protocols.recruitment import sites
from protocols.stated import decimal, percentages, risks, sentences
from stats.card import Measure
from stats.text import Text

_ONE, _TWO = r"unilat[ée]ra|one[- ]?sided|one[- ]tailed", r"bilat[ée]ra|two[- ]?sided|two[- ]tailed"
_RISK = r"risque|alpha|α|seuil de signif|niveau de signif|significance|type I error|" + _ONE + "|" + _TWO
_NOT_THE_RISK = r"secondaire|secondary|interm[ée]diaire|interim|interaction|sous-groupe|subgroup|normalit|s[ée]lection|soit 2,5|puissance|power"
_READ_ON = r"born|marge|margin|conclu|bound|limit"
_MARGIN = re.compile(r"(?:marge|margin)\b[^.;\d]{0,45}[−-]?(\d+(?:[.,]\d+)?) ?(%|points?)?", re.IGNORECASE)
_LEVEL = (
    r"(?:\bIC|\bCI) ?(?:à )?\d+(?:[.,]\d+)? ?%|(?:confiance|confidence interval)(?: \w+)? (?:à|at|of) \d+(?:[.,]\d+)? ?%|"
    r"\d+(?:[.,]\d+)? ?% (?:\w+-sided )?(?:CI\b|confidence)"
)
_MASKED = r"(double|simple|triple)[- ](aveugle|insu)|(double|single|triple)[- ](blind|mask)"
_OPEN = r"\bouvert\b|open[- ]label"
_SEVERAL = r"multicentri|multi-?cent(re|er)"
_TITLE = {
    "blind": Text(fr="l'aveugle", en="blinding"),
    "open": Text(fr="l'absence d'aveugle", en="the absence of blinding"),
    "claim": Text(fr="la nature de l'hypothèse", en="the nature of the hypothesis"),
    "randomised": Text(fr="la randomisation", en="randomisation"),
    "centres": Text(fr="le nombre de centres", en="the number of centres"),
}


def known(protocol: Protocol) -> Known:
    """Nothing of the risk for a study with looks or several claims, where several levels live side by side."""
    return {**_risk(protocol), **_margin(protocol), **_title(protocol), **_ranges(protocol)}


def _risk(protocol: Protocol) -> Known:
    goal, sizing = protocol.sizing.goal, protocol.sizing
    if sizing.has_looks or sizing.has_claims or goal.kind in (None, "precision", "reach"):
        return {}
    told = " ".join(words(one) + "." for one in (protocol.analysis.primary, protocol.objectives.primary))
    about = [one for one in sentences(told) if mentions(one, _RISK) and not mentions(one, _NOT_THE_RISK)]
    sides = {1: any(mentions(one, _ONE) for one in about), 2: any(mentions(one, _TWO) for one in about)}
    stated = [value for one in about for value in _risks(one)]
    levels = [value for one in sentences(told) if mentions(one, _READ_ON) for value in _levels(one)]
    return {
        "sides_stated": (
            1 if sides == {1: True, 2: False} else 2 if sides == {1: False, 2: True} else 0,
            "analysis.primary",
        ),
        "risks_stated": (tuple(stated), "analysis.primary"),
        "interval_stated": (min(levels, default=None), "analysis.primary"),
    }


def _risks(sentence: str) -> tuple[float, ...]:
    """The risks of a sentence; the level of an interval and a share of people are none."""
    bare = re.sub(
        r"(IC|CI|intervalle|interval|confian\w*|confidence)[^.;%]{0,30}\d+(?:[.,]\d+)? ?%",
        "",
        sentence,
        flags=re.IGNORECASE,
    )
    near = re.findall(rf"(?:{_RISK})[^.;]{{0,45}}", bare, re.IGNORECASE)
    return tuple(value for one in near for value in risks(one) if 0.0005 <= value <= 0.2)


def _levels(sentence: str) -> tuple[float, ...]:
    return tuple(value for one in re.findall(_LEVEL, sentence) for value in percentages(one) if 0.7 <= value < 1)


def _margin(protocol: Protocol) -> Known:
    goal, sizing = protocol.sizing.goal, protocol.sizing
    held = [one for one in (goal.margin, goal.margin_lower, goal.margin_upper) if one]
    if goal.kind not in ("non_inferiority", "equivalence", "superiority_by_margin") or not held:
        return {}
    known: Known = {}
    told = ("analysis.primary", "objectives.primary", "analysis.multiplicity", "identification.title")
    for path in told:
        said = [decimal(one) for one, _ in _MARGIN.findall(answer(protocol, path))]
        others = [one for claim in sizing.calculations()[1:] for one in (claim.goal.margin,) if one]
        if said and not any(
            abs(one * scale - each) < 1e-6 for one in said for scale in (1, 0.01, 100) for each in (*held, *others)
        ):
            known["margin_stated"] = (said[0], path)
            break
    else:
        known["margin_stated"] = (0.0, "analysis.primary")
    model = sizing.chosen_design()
    control = sizing.assumptions.get("auc_control")
    if model and {Measure.AUC, Measure.AUC_DIFFERENCE} & set(model.card.measures) and control and control.value:
        known["auc_kept"] = (
            goal.margin / (control.value - 0.5) if goal.margin and control.value > 0.5 else None,
            "sizing.goal.margin",
        )
    return known


def _title(protocol: Protocol) -> Known:
    """What the title announces and the plan denies."""
    title, plan = words(protocol.identification.title), protocol.plan
    if not title:
        return {}
    blinding, goal = words(plan.blinding), protocol.sizing.goal.kind
    masked = mentions(blinding, r"aveugle|insu\b|blind|mask")
    opened = mentions(blinding, r"(essai|[ée]tude) (est )?(ouvert|en ouvert)|open[- ]label|^ouvert")
    claim, plural = claim_in(title), sites(protocol) or plan.sites
    apart = {
        "blind": says(title, _MASKED) and (opened or (bool(blinding) and not masked)),
        "open": mentions(title, _OPEN) and mentions(blinding[:60], r"double[- ](aveugle|insu|blind)") and not opened,
        "claim": claim is not None and goal in ("superiority", "non_inferiority", "equivalence") and claim != goal,
        "randomised": plan.type is not None
        and plan.type not in RANDOMISED
        and mentions(title, r"(?<!non )(?<!non-)\brandomi[sz]")
        and mentions(title, r"essai|trial"),
        "centres": plural == 1 and mentions(title, _SEVERAL),
    }
    return {"title_against": (tuple(_TITLE[name] for name, wrong in apart.items() if wrong), "identification.title")}


def _ranges(protocol: Protocol) -> Known:
    """Assumptions set at the end of their own plausible range that gives the smaller size."""
    found: list[Text] = []
    calculations = protocol.sizing.calculations()
    for claim in calculations:
        if (model := claim.chosen_design()) is None:
            continue
        asked = claim.quantities()
        for name, line in claim.assumptions.items():
            ends = line.plausible
            if name not in asked or ends is None or line.value is None or line.value not in ends:
                continue
            if name.startswith("sd") or name in ("cv", "cv_control", "icc", "dispersion"):
                hopeful = line.value == ends[0]
            else:
                hopeful = name in effect_fields(model)[:1] and _hopeful(claim, name, line.value, ends)
            if hopeful:
                found.append(asked[name].label)
    sizing = protocol.sizing
    shared = sizing.correlation if sizing.has_claims and not sizing.correlations else None
    known: Known = (
        {"hopeful": (tuple(found), "sizing.assumptions")} if any(one.assumptions for one in calculations) else {}
    )
    if shared is not None and shared.value is not None:
        known["correlation_assumed"] = (shared.value if shared.plausible is None else 0.0, "sizing.correlation")
    return known


def _hopeful(claim: Calculation, name: str, value: float, ends: tuple[float, float]) -> bool:
    """Whether the value lies at the end of its range where the effect is larger."""
    model = claim.chosen_design()
    assert model is not None
    values = {one: line.value for one, line in claim.assumptions.items()}
    other = ends[1] if value == ends[0] else ends[0]
    here, there = (effect_of(model, values | {name: one}) for one in (value, other))
    return here is not None and there is not None and abs(here) > abs(there)
