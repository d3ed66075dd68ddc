"""What follows the sentence of a design: the saw-tooth of exact tests, enrolment, the number planned by the author."""

from __future__ import annotations

from protocols.sheet import attained_with
from stats.card import Attained
from stats.flow import Flow
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Text
from templates.blocks import Language
from templates.counted import of_people, people_of
from templates.formatting import integer, listing
from templates.saying import filled, inner_of, say_arms, say_value, target_unit

_SAW_TOOTH = Text(
    fr="Le test étant discret, sa puissance évolue en dents de scie lorsque l'effectif augmente : {first} est le premier "
    "effectif qui atteint {target}, mais la puissance redescend sous cette valeur pour certains effectifs supérieurs ; "
    "elle s'y maintient à partir de {analysed}, effectif retenu.",
    en="Because the test is discrete, its power follows a saw-tooth as the sample size grows: {first} is the first size that "
    "reaches {target}, but power falls back below it for some larger sizes; from {analysed} onwards it stays at or above "
    "the target, and this is the size retained.",
)
_NO_TOOTH = Text(
    fr="Le test étant discret, sa puissance évolue en dents de scie ; il a été vérifié qu'à partir de {analysed} elle ne "
    "redescend plus sous {target}.",
    en="Because the test is discrete, its power follows a saw-tooth; it was checked that from {analysed} onwards it no longer "
    "falls below {target}.",
)
_ENROLLED = Text(
    fr="Avec {losses}, {enrolled} {people} seront inclus{arms}.",
    en="Allowing for {losses}, {enrolled} {people} will be enrolled{arms}.",
)
_NOTHING_LOST = Text(
    fr="Aucune perte n'est prévue entre l'inclusion et l'analyse : {enrolled} {people} seront inclus.",
    en="No loss is expected between enrolment and analysis: {enrolled} {people} will be enrolled.",
)
_INSIDE = Text(
    fr="{enrolled} {people} seront inclus : les sorties d'étude sont déjà comptées dans ce calcul et aucune autre majoration "
    "n'est appliquée.",
    en="{enrolled} {people} will be enrolled: losses to follow-up are already part of this calculation and no further "
    "inflation is applied.",
)
_ATTRITION = Text(
    fr="{attrition} {of_people} sans mesure du critère principal",
    en="{attrition} {of_people} without the primary outcome",
)
_UNEVALUABLE = Text(fr="{unevaluable} de données d'entrée inexploitables", en="{unevaluable} of unusable input data")
_PREVALENCE = Text(
    fr="Les cas étant recrutés parmi tous les patients, avec une prévalence de {prevalence}{losses}, {enrolled} inclusions "
    "sont prévues : c'est le plus petit nombre pour lequel la cible est atteinte en moyenne sur le nombre aléatoire de "
    "cas. À titre de repère, {expected} inclusions donneraient {analysed} cas analysables en moyenne ; il en faudrait "
    "{assured_80} pour les obtenir avec une probabilité de 80 %, et {assured_90} avec une probabilité de 90 %.",
    en="Cases being recruited among all patients, with a prevalence of {prevalence}{losses}, {enrolled} enrolments are "
    "planned: the smallest number for which the target is met on average over the random number of cases. For "
    "comparison, {expected} enrolments would give {analysed} analysable cases on average; {assured_80} would be needed "
    "to obtain them with a probability of 80%, and {assured_90} with a probability of 90%.",
)
_SCREENED = Text(
    fr="Avec {screening_failure} d'échecs à la sélection, {screened} personnes devront être sélectionnées.",
    en="With {screening_failure} of screening failures, {screened} people will have to be screened.",
)
_PLANNED = {
    1: Text(
        fr="Le promoteur prévoit d'inclure {planned} {people}, soit {gap} de plus que le nombre calculé.",
        en="The sponsor plans to enrol {planned} {people}, {gap} more than the number calculated.",
    ),
    0: Text(
        fr="Le promoteur prévoit d'inclure {planned} {people}, soit le nombre calculé.",
        en="The sponsor plans to enrol {planned} {people}, which is the number calculated.",
    ),
    -1: Text(
        fr="Le promoteur prévoit d'inclure {planned} {people}, soit {gap} de moins que le nombre calculé.",
        en="The sponsor plans to enrol {planned} {people}, {gap} fewer than the number calculated.",
    ),
}
_POWER_THEN = Text(
    fr="La puissance attendue serait alors de {attained}, pour une cible de {target}.",
    en="The expected power would then be {attained}, against a target of {target}.",
)
_WIDTH_THEN = Text(
    fr="La largeur attendue de l'intervalle serait alors de {attained}, pour une cible de {target}.",
    en="The expected width of the interval would then be {attained}, against a target of {target}.",
)

_SHARE_THEN = Text(
    fr="La valeur attendue serait alors de {attained}, pour une cible de {target}.",
    en="The expected value would then be {attained}, against a target of {target}.",
)
_THEN = {Attained.POWER: _POWER_THEN, Attained.WIDTH: _WIDTH_THEN, Attained.SHARE: _SHARE_THEN}


def saw_tooth_sentences(found: SampleSize, language: Language, endpoint_unit: str = "") -> tuple[str, ...]:
    """For an exact test: the first size that touches the target, and the one from which it holds; a plan chosen at each size has no teeth."""
    if found.first is None or found.design.traits.chosen:
        return ()
    values = {
        "first": integer(found.first, language),
        "analysed": integer(found.analysed, language),
        "target": say_value(Value(found.target, target_unit(found.design)), language, endpoint_unit),
    }
    return (filled(_SAW_TOOTH if found.first < found.analysed else _NO_TOOTH, values, language),)


def enrolment_sentences(found: SampleSize, language: Language) -> tuple[str, ...]:
    """From analysed to enrolled and screened."""
    said = [_enrolled(found, language)]
    if found.flow.screening_failure > 0:
        values = flow_rates(found.flow, language) | {"screened": integer(found.enrolment.screened, language)}
        said.append(filled(_SCREENED, values, language))
    return tuple(said)


def _losses(found: SampleSize, language: Language) -> str:
    flow = found.flow
    rates = flow_rates(flow, language) | {"of_people": of_people(found.design, language)}
    parts = [text for text, rate in ((_ATTRITION, flow.attrition), (_UNEVALUABLE, flow.unevaluable)) if rate > 0]
    return listing([filled(text, rates, language) for text in parts], language)


def _enrolled(found: SampleSize, language: Language) -> str:
    losses, enrolment = _losses(found, language), found.enrolment
    values = flow_rates(found.flow, language) | {
        "losses": losses,
        "people": people_of(found.design, language),
        "enrolled": integer(found.enrolled, language),
        "analysed": integer(found.analysed, language),
        "arms": f" ({say_arms(found.enrolled_arms, language)})" if len(found.enrolled_arms) > 1 else "",
    }
    if found.flow.prevalence is not None:
        values["losses"] = f"{' et ' if language == 'fr' else ' and '}{losses}" if losses else ""
        for name in ("expected", "assured_80", "assured_90"):
            values[name] = integer(getattr(enrolment, name) or 0, language)
        return filled(_PREVALENCE, values, language)
    if losses:
        return filled(_ENROLLED, values, language)
    counted = found.design.traits.losses_inside and getattr(inner_of(found.design), "dropout", 0) > 0
    return filled(_INSIDE if counted else _NOTHING_LOST, values, language)


def planned_sentences(
    found: SampleSize, planned: int | None, language: Language, endpoint_unit: str = ""
) -> tuple[str, ...]:
    """The number the author plans, compared with the number calculated; with fewer, what power is left."""
    if planned is None:
        return ()
    gap = planned - found.enrolled
    values = {
        "planned": integer(planned, language),
        "gap": integer(abs(gap), language),
        "people": people_of(found.design, language),
    }
    said = [filled(_PLANNED[(gap > 0) - (gap < 0)], values, language)]
    if gap < 0 and (attained := attained_with(found, planned)) is not None:
        unit = target_unit(found.design)
        values = {
            "attained": say_value(Value(attained, unit), language, endpoint_unit),
            "target": say_value(Value(found.target, unit), language, endpoint_unit),
        }
        said.append(filled(_THEN[found.design.card.attained], values, language))
    return tuple(said)


def flow_rates(flow: Flow, language: Language) -> dict[str, str]:
    """The rates of the flow, printed."""
    return {
        name: say_value(Value(rate, Unit.PROPORTION), language)
        for name in Flow.model_fields
        if (rate := getattr(flow, name)) is not None
    }
