"""The estimand as one sentence, and what each strategy does to the calculation, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from protocols.intercurrent import Adjustment, changing, ignored_events, listed, proposal
from protocols.model.objectives import MEASURES, STRATEGIES
from protocols.protocol import Protocol
from stats.quantities import Value
from stats.text import Text
from templates.blocks import Language
from templates.formatting import capitalised, listing
from templates.markup import Tokens, clean
from templates.saying import lowered, say_value, words

MEANING = {
    "treatment_policy": Text(
        fr="on garde la mesure telle qu'elle est, que l'événement soit survenu ou non",
        en="the measurement is kept as it is, whether the event happened or not",
    ),
    "composite": Text(
        fr="l'événement fait partie du critère : il compte comme un échec",
        en="the event is part of the endpoint: it counts as a failure",
    ),
    "hypothetical": Text(
        fr="on estime ce qui se serait passé si l'événement n'avait pas eu lieu",
        en="what would have happened without the event is estimated",
    ),
    "while_on_treatment": Text(
        fr="on ne retient que ce qui est mesuré avant l'événement",
        en="only what is measured before the event is kept",
    ),
    "principal_stratum": Text(
        fr="on ne s'intéresse qu'aux personnes chez qui l'événement ne surviendrait dans aucun groupe",
        en="only people in whom the event would happen in neither group are of interest",
    ),
}
CHANGES = {
    "treatment_policy": Text(
        fr="Ceux chez qui l'événement survient diluent l'effet : l'effet attendu est multiplié par la part non concernée.",
        en="Those with the event dilute the effect: the expected effect is multiplied by the share not concerned.",
    ),
    "composite": Text(
        fr="Le taux de succès attendu baisse de la part concernée ; l'effectif n'est pas augmenté une seconde fois.",
        en="The expected success rate falls by the share concerned; the size is not inflated a second time.",
    ),
    "hypothetical": Text(
        fr="L'effet attendu est celui d'un usage complet, mais les mesures postérieures à l'événement sont remplacées par un "
        "modèle : la part concernée est à compter comme un critère manquant.",
        en="The expected effect is that of full use, but measurements after the event are replaced by a model: count the share "
        "concerned as a missing outcome.",
    ),
    "while_on_treatment": Text(
        fr="Le suivi utile est plus court : l'effet et sa variance sont ceux de cette période.",
        en="The useful follow-up is shorter: the effect and its variance are those of that period.",
    ),
    "principal_stratum": Text(
        fr="Le nombre de sujets porte sur cette seule part de la population, que l'on ne sait pas identifier à l'avance.",
        en="The sample size bears on that share of the population alone, which cannot be identified in advance.",
    ),
}
_LEAD = Text(
    fr="Dans la population de l'estimand, l'étude estime la grandeur suivante : {measure}, pour le critère {endpoint}, {timing}, "
    "entre les conditions comparées",
    en="In the population of the estimand, the study estimates the following: {measure}, for the endpoint {endpoint}, {timing}, "
    "between the conditions compared",
)
_PARTS = {
    "treatment_policy": Text(
        fr="que surviennent ou non les événements suivants : {events}",
        en="whether or not these events happen: {events}",
    ),
    "composite": Text(fr="en comptant comme un échec : {events}", en="counting as a failure: {events}"),
    "hypothetical": Text(
        fr="comme si l'on pouvait éviter : {events}", en="as if the following could be prevented: {events}"
    ),
    "while_on_treatment": Text(
        fr="d'après ce qui est mesuré avant : {events}", en="from what is measured before: {events}"
    ),
    "principal_stratum": Text(
        fr="chez les seules personnes qui ne connaîtraient pas : {events}",
        en="only in people who would not experience: {events}",
    ),
}
_UNKNOWN = {
    "measure": Text(fr="[mesure de l'effet à préciser]", en="[summary measure to be stated]"),
    "endpoint": Text(fr="[critère à préciser]", en="[endpoint to be stated]"),
    "timing": Text(fr="[moment à préciser]", en="[time to be stated]"),
}
_QUOTED = Text(fr="« {said} »", en="“{said}”")
_ALLOWED = Text(
    fr="Les hypothèses du calcul tiennent déjà compte de ces événements : l'effet attendu est celui d'une analyse conduite avec "
    "ces stratégies.",
    en="The assumptions of the calculation already allow for these events: the expected effect is that of an analysis by these "
    "strategies.",
)
_IGNORED = Text(
    fr="Les hypothèses du calcul ne tiennent pas encore compte de : {events}.",
    en="The assumptions of the calculation do not yet allow for: {events}.",
)
_PROPOSED = Text(
    fr="Valeurs proposées : {values}.",
    en="Proposed values: {values}.",
)
_CHANGE = Text(fr="{label}, {after} au lieu de {before}", en="{label}, {after} instead of {before}")
_BY_HAND = Text(
    fr="Sur cette échelle, la dilution se calcule avec le biostatisticien, par simulation.",
    en="On this scale the dilution is to be worked out with the biostatistician, by simulation.",
)


@dataclass(frozen=True, slots=True)
class EstimandWords:
    """What the document prints beside the table of events: as opaque tokens, empty when there is nothing to say."""

    sentence: str
    strategies: tuple[str, ...]
    calculation: str


def estimand_words(protocol: Protocol, language: Language, tokens: Tokens) -> EstimandWords:
    """The sentence, the strategies used, and whether the calculation reflects them."""
    used = dict.fromkeys(one.strategy for one in listed(protocol))
    told = calculation(protocol, language)
    return EstimandWords(
        tokens.short(sentence(protocol, language)),
        tuple(tokens.short(strategy(name, language)) for name in used),
        tokens.short(told) if told else "",
    )


def sentence(protocol: Protocol, language: Language) -> str:
    """The estimand as one sentence, what is missing between square brackets."""
    endpoints, measure = protocol.endpoints, protocol.objectives.measure
    unknown = {name: words(text, language) for name, text in _UNKNOWN.items()}
    name, timing = (clean(one or "").strip() for one in (endpoints.name, endpoints.timing))
    said = words(_LEAD, language).format(
        measure=lowered(words(MEASURES[measure], language)) if measure else unknown["measure"],
        endpoint=words(_QUOTED, language).format(said=name) if name else unknown["endpoint"],
        timing=lowered(timing.rstrip(".")) or unknown["timing"],
    )
    parts = []
    for key, text in _PARTS.items():
        events = [
            lowered(clean(one.event).strip().rstrip("."))
            for one in listed(protocol)
            if one.strategy == key and clean(one.event).strip()
        ]
        if events:
            parts.append(words(text, language).format(events=between(language).join(events)))
    return f"{between(language).join([said, *parts])}."


def between(language: Language) -> str:
    """What separates members that may hold commas."""
    return "\u00a0; " if language == "fr" else "; "


def strategy(name: str, language: Language) -> str:
    """A strategy in plain words, and what it changes in the calculation."""
    label = words(STRATEGIES[name], language)
    colon = "\u00a0: " if language == "fr" else ": "
    return f"{capitalised(label)}{colon}{words(MEANING[name], language)}. {words(CHANGES[name], language)}"


def calculation(protocol: Protocol, language: Language) -> str:
    """Whether the assumptions allow for the events that change the calculation, and the values proposed if not."""
    changed, ignored = changing(protocol), ignored_events(protocol)
    if not ignored:
        return words(_ALLOWED, language) if changed and all(one.accounted == "yes" for one in changed) else ""
    events = listing([lowered(clean(one.event).strip()) for one in ignored], language)
    found = proposal(protocol)
    tail = words(_BY_HAND, language)
    if found.computed:
        values = between(language).join(change_words(one, protocol, language) for one in found.adjustments)
        tail = words(_PROPOSED, language).format(values=values)
    return f"{words(_IGNORED, language).format(events=events)} {tail}"


def change_words(one: Adjustment, protocol: Protocol, language: Language) -> str:
    """One proposed value beside the present one."""
    unit = protocol.endpoints.unit or ""
    return words(_CHANGE, language).format(
        label=lowered(words(one.label, language)),
        after=say_value(Value(one.after, one.unit), language, unit),
        before=say_value(Value(one.before, one.unit), language, unit),
    )
