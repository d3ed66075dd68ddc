"""Numbers that the text gives beside those of the calculation: participants, spread, effect, losses, centres, times, versions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from protocols.effect import effect_fields
from protocols.facts.topics import Known
from protocols.phrases import answer, mentions, words
from protocols.protocol import Protocol
from protocols.recruitment import sites
from protocols.stated import COUNT, amount, counted, delays, sentences
from stats.result import SampleSize

_NUMBER = r"([−-]?\d[\d ]*(?:[.,]\d+)?)"
_PEOPLE = (
    r"(?:patients?|patientes|participants?|participantes|sujets|adultes|enfants|femmes|hommes|cas\b|examens|personnes|volontaires|"
    r"inclusions|subjects|adults|children|women|men|cases|exams|people|volunteers)"
)
_COUNTED = re.compile(rf"(?<!\d)(\d[\d ]*) (?:\w+ )?{_PEOPLE}", re.IGNORECASE)
_ENROLLED = re.compile(
    r"\b(?:chez|inclu\w*|recrut\w+|enr[ôo]l\w+|randomis\w+|in|among|enrol\w*|recruit\w*|[ée]chantillon de|sample of) (?:les |the )?"
    rf"(\d[\d ]*) (?:\w+ )?{_PEOPLE}",
    re.IGNORECASE,
)
_COMPUTED = r"calcul|il faut|n[ée]cessaire|required|needed|must be"
_SPREAD = re.compile(
    rf"(?:[ée]carts?[- ]types?|standard deviation|\bSD)(?: \w+)? ?(?:de |d'|of |[=:(] ?|est de |is ){_NUMBER}",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    rf"(?:d[ée]tecter|mettre en [ée]vidence|montrer|detect|show|demonstrate)\b[^.;\d]{{0,20}}(?:diff[ée]rence|difference)[^.;\d−-]{{0,25}}{_NUMBER}",
    re.IGNORECASE,
)
_OTHER_EFFECT = r"minimal|important|pertinen|relevant|publi|au lieu|instead|autre|other|secondaire|secondary"
_LOST = re.compile(
    r"(\d+(?:[.,]\d+)?) ?% (?:de |d'|of )?(?:\w+ )?(?:perdu|perte|sorti|abandon|attrition|drop-?out|lost|loss|sans mesure|sans [ée]valuation|"
    r"donn[ée]es manquantes|missing|withdraw)",
    re.IGNORECASE,
)
_PUBLISHED = r"publi|essais|literature|litt[ée]rature|trials|ailleurs|elsewhere|jusqu'à|up to|borne|au plus|at most|d[ée]passe|exceed"
_PLACES = re.compile(
    rf"(?<!et )(?<!-){COUNT} (?:\w+ )?(?:centres|h[ôo]pitaux|cabinets|services|sites|[ée]tablissements|CHU|hospitals|centers|practices|"
    r"clinics|wards)\b",
    re.IGNORECASE,
)
_UNIT = r"(?:jour|day|semaine|week|mois|month)s?\b"
_AT = re.compile(
    rf"(?:\b(?:à|at)\s|^)(?=\d|[a-z])({COUNT} {_UNIT})|({COUNT} {_UNIT}) (?:apr[èe]s|after)", re.IGNORECASE
)
_OTHER_SOFTWARE = r"\biOS|android|windows|navigateur|browser|CTCAE|MedDRA|questionnaire|protocol"
_VERSION = re.compile(r"\bv(?:ersion)? ?(\d+(?:\.\d+)+)", re.IGNORECASE)


def known(protocol: Protocol) -> Known:
    """What the words say of the numbers, when they say something."""
    return {
        **_people(protocol),
        **_assumed(protocol),
        **_lost(protocol),
        **_where(protocol),
        **_when(protocol),
        **_version(protocol),
    }


def _people(protocol: Protocol) -> Known:
    """Participants announced in the title and the objective, or as the result of the calculation, in place of those planned."""
    found = protocol.sample_size()
    if not isinstance(found, SampleSize):
        return {}
    arms = (*found.arms, *found.enrolled_arms, *found.clusters)
    right = {found.analysed, found.enrolled, protocol.sizing.planned, found.first, *(arm.size for arm in arms)}
    for path in ("objectives.primary", "identification.title"):
        said = [int(amount(one)) for one in _ENROLLED.findall(answer(protocol, path))]
        if said and not right & set(said):
            return {"people_stated": (max(said), path)}
    reason = words(protocol.sizing.planned_reason)
    told = [
        int(amount(one)) for each in sentences(reason) if mentions(each, _COMPUTED) for one in _COUNTED.findall(each)
    ]
    every = {int(amount(one)) for one in re.findall(r"(?<![\d.,])(\d[\d ]*)(?![\d,])", reason)}
    return {"people_stated": (max(told) if told and not right & every else 0, "sizing.planned_reason")}


def _assumed(protocol: Protocol) -> Known:
    """A standard deviation or a difference to detect that is not that of the calculation."""
    sizing = protocol.sizing
    told = [words(one) for one in (sizing.planned_reason, protocol.analysis.primary, protocol.objectives.primary)]
    lines = [
        (name, one)
        for claim in sizing.calculations()
        for name, one in claim.assumptions.items()
        if name in claim.quantities()
    ]
    spreads = {
        value for name, one in lines if name.startswith("sd") for value in (one.value, one.low, one.high) if value
    }
    effect = set(effect_fields(model)) if (model := sizing.chosen_design()) else set()
    single = len(effect) == 1 and "difference" in effect
    effects = {
        abs(value)
        for name, one in lines
        if single and name in effect
        for value in (one.value, one.low, one.high)
        if value
    }
    around = [one for text in told for one in sentences(text) if not mentions(one, _OTHER_EFFECT)]
    known: Known = {}
    for fact, held, pattern in (("spread_stated", spreads, _SPREAD), ("effect_stated", effects, _EFFECT)):
        said = [abs(_signed(one)) for text in around for one in pattern.findall(text)]
        if held and around:
            known[fact] = (said[0] if said and not _any_near(said, held) else 0.0, "sizing.planned_reason")
    return known


def _lost(protocol: Protocol) -> Known:
    """Losses announced in the words, none of them that of the calculation."""
    sizing = protocol.sizing
    lines = [*sizing.flow.values(), *(one for name, one in sizing.assumptions.items() if name == "dropout")]
    held = {value for one in lines for value in (one.value, one.low, one.high) if value is not None}
    told = (
        protocol.conduct.retention,
        sizing.planned_reason,
        protocol.analysis.sensitivity,
        protocol.conduct.adherence,
    )
    around = [one for text in told for one in sentences(words(text)) if not mentions(one, _PUBLISHED)]
    said = [amount(one) / 100 for text in around for one in _LOST.findall(text)]
    if not around or not held:
        return {}
    return {"losses_stated": (max(said) if said and not _any_near(said, held) else 0.0, "conduct.retention")}


def _where(protocol: Protocol) -> Known:
    """Centres counted in the first words of the setting or in the title."""
    planned = {protocol.plan.sites, sites(protocol)} - {None}
    if not planned:
        return {}
    for path in ("plan.setting", "identification.title"):
        text = next(iter(sentences(answer(protocol, path))), "")
        said = [counted(one) for one in _PLACES.findall(text)]
        if said and not planned & {*said, sum(said)}:
            return {"sites_stated": (sum(said), path)}
    return {"sites_stated": (0, "plan.setting")}


def _when(protocol: Protocol) -> Known:
    """When the endpoint is measured, in days, and when the objective says it is."""
    timing = words(protocol.endpoints.timing)
    measured = _times(timing)
    others = [one.timing + " " + one.name for one in protocol.sizing.others] if protocol.sizing.has_claims else []
    known: Known = {"endpoint_days": (min(measured, default=None), "endpoints.timing")}
    said = _times(words(protocol.objectives.primary))
    every = [*delays(timing), *(one for text in others for one in delays(text))]
    if measured and said:
        apart = [one for one in said if not any(abs(one - other) <= 0.15 * other for other in every)]
        known["objective_days"] = (apart[0] if len(apart) == len(said) else 0.0, "objectives.primary")
    return known


def _version(protocol: Protocol) -> Known:
    """A version of the device, in what is done with it, other than the one declared."""
    device = protocol.device
    declared = re.search(r"\d+(?:\.\d+)*", device.version or "")
    if declared is None:
        return {}
    name = re.escape((device.name or "").split("(")[0].strip()) or "logiciel"
    ours = rf"logiciel|programme|application|plateforme|dispositif|algorithme|software|app\b|platform|device|algorithm|{name}"
    told = (
        "plan.experimental",
        "objectives.primary",
        "objectives.treatments",
        "identification.title",
        "algorithm.model",
    )
    for path in told:
        for one in sentences(answer(protocol, path)):
            named = ((found[1], one[max(0, found.start() - 40) : found.start()]) for found in _VERSION.finditer(one))
            said = next(
                (v for v, before in named if mentions(before, ours) and not mentions(before, _OTHER_SOFTWARE)), None
            )
            if said is not None and not _same(said, declared[0]):
                return {"version_stated": (said, path)}
    return {"version_stated": ("", "device.version")}


def _same(said: str, declared: str) -> bool:
    one, other = said.split("."), declared.split(".")
    return all(left == right for left, right in zip(one, other, strict=False))


def _times(text: str) -> list[float]:
    return [days for found in _AT.finditer(text) for days in delays(found[0])]


def _any_near(said: Iterable[float], held: Iterable[float]) -> bool:
    return any(abs(one - abs(other)) <= 1e-6 + 0.005 * abs(other) for one in said for other in held)


def _signed(said: str) -> float:
    return amount(said.replace("−", "-").replace(" ", ""))
