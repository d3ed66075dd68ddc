"""The journal and the sentence of a study with several primary claims."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose
from typing import TYPE_CHECKING

from stats.design import Step
from stats.exhibit import neat
from stats.formulas.combined import joint_words as said
from stats.formulas.combined.combinator import needed_words, risk_words
from stats.formulas.combined.dependence import paired
from stats.formulas.combined.together import risk_of
from stats.quantities import Unit, Value
from stats.text import Text, spelled

if TYPE_CHECKING:
    from stats.designs.combined.joint import Joint


def journal(joint: Joint, size: Mapping[str, float]) -> tuple[Step, ...]:
    """Each component with its risk and its own power, the correlation, then the power of the whole: assumptions have their table."""
    found, lines = joint.outcomes(size), []
    after = said.AFTER if joint.procedure != "full" else None
    for place, one in enumerate(joint.components, start=1):
        name = joint.name(place - 1)
        least, most = joint.risks(place - 1)
        labels = [(said.RISK, most)] if isclose(least, most) else [(said.RISK_LEAST, least), (said.RISK_MOST, most)]
        for label, risk in labels:
            lines.append(Step(said.headed(place, label, name), Value(risk, Unit.PROPORTION), one.card.title))
        power = Value(neat(found.each[place - 1]), Unit.PROPORTION)
        lines.append(Step(said.headed(place, said.MARGINAL, name), power, after))
    if joint.correlations:
        for pair, rho in zip(paired(len(joint.components)), joint.correlations, strict=True):
            lines.append(Step(said.pair_of(*pair), Value(rho)))
    else:
        lines.append(Step(joint.quantities()["correlation"].label, Value(joint.correlation)))
    powers = {"at_least_one": found.some, "all": found.every}
    shown = [name for name in powers if name != joint.rule and joint.procedure != "full"] + [joint.rule]
    how = said.PROCEDURES[joint.procedure] if joint.procedure != "full" else None
    lines += [Step(said.JOINT[name], Value(float(powers[name]), Unit.PROPORTION), how) for name in shown]
    return tuple(lines)


def _correlation_words(joint: Joint) -> Text:
    """The correlations retained; beyond three pairs, their range: the assumptions list them."""
    given = [_written(one) for one in joint.pairs]
    if not joint.correlations or len(set(given)) == 1:
        return Text(fr=f"une corrélation de {given[0].fr}", en=f"a correlation of {given[0].en}")
    if len(given) > 3:
        low, high = (_written(one) for one in (min(joint.pairs), max(joint.pairs)))
        return Text(
            fr=f"des corrélations de {low.fr} à {high.fr} selon la paire de critères",
            en=f"correlations from {low.en} to {high.en} by pair of endpoints",
        )
    placed = list(zip(given, paired(3), strict=True))
    fr = [f"{one.fr} (critères {first + 1} et {second + 1})" for one, (first, second) in placed]
    en = [f"{one.en} (endpoints {first + 1} and {second + 1})" for one, (first, second) in placed]
    return Text(
        fr=f"des corrélations de {', '.join(fr[:-1])} et {fr[-1]}",
        en=f"correlations of {', '.join(en[:-1])} and {en[-1]}",
    )


def _written(number: float) -> Text:
    """A number inside a sentence, with the decimal sign of each language."""
    said = f"{number:g}".replace("-", "\u2212")
    return Text(fr=said.replace(".", ","), en=said)


def own_risks(joint: Joint) -> Text | None:
    """The risk of each claim, as its goal gives it; nothing when all have the same, or share one."""
    if joint.procedure != "full" or len({(type(one.goal), risk_of(one)) for one in joint.components}) == 1:
        return None
    places: dict[tuple[float, int], list[str]] = {}
    for place, one in enumerate(joint.components, start=1):
        places.setdefault((one.goal.alpha, getattr(one.goal, "sides", 1)), []).append(str(place))
    fr, en = [], []
    for (alpha, sides), listed in places.items():
        many, percent = "s" if len(listed) > 1 else "", _written(100 * alpha)
        fr.append(f"critère{many} {' et '.join(listed)} : {percent.fr}\u00a0% {said.SIDED[sides].fr}")
        en.append(f"endpoint{many} {' and '.join(listed)}: {percent.en}% {said.SIDED[sides].en}")
    return Text(fr=" ; ".join(fr), en="; ".join(en))


def _quoted(joint: Joint, place: int) -> Text:
    """The name of a claim, or the title of its design, inside a template."""
    if not joint.name(place):
        return joint.components[place].card.title
    name = joint.name(place).replace("{", "{{").replace("}", "}}")
    return Text(fr=name, en=name)


def sentence_of(joint: Joint) -> Text:
    """What is claimed, at which risk and by which procedure, and who is needed."""
    titles = list(dict.fromkeys(_quoted(joint, place) for place in range(len(joint.components))))
    named = Text(fr=" », « ".join(one.fr for one in titles), en="”, “".join(one.en for one in titles))
    needed, count, bound = needed_words(joint.lead), spelled(len(joint.components)), _correlation_words(joint)
    tail = Text(
        fr=f"{bound.fr} entre les statistiques de test, {needed.fr}",
        en=f"{bound.en} between the test statistics, {needed.en}",
    )
    if joint.procedure == "full":
        risk, listed = risk_words(joint.lead), own_risks(joint)
        if listed:
            risk = Text(
                fr=f"à son propre risque de première espèce ({listed.fr})", en=f"at its own type I error ({listed.en})"
            )
        return Text(
            fr=f"Pour conclure sur chacun des {count.fr} critères principaux conjoints (« {named.fr} »), chacun testé {risk.fr}, avec "
            f"une puissance globale de {{target}} et {tail.fr}. Tous les critères devant réussir, le risque de chacun n'est pas "
            f"réparti.",
            en=f"To claim each of the {count.en} co-primary endpoints (“{named.en}”), each tested {risk.en}, with an overall power of "
            f"{{target}} and {tail.en}. As all of them must succeed, the risk of each is not split.",
        )
    risk, by = risk_words(joint.lead), said.BY[joint.procedure]
    which = Text("chacun", "each") if joint.rule == "all" else Text("au moins un", "at least one")
    return Text(
        fr=f"Pour conclure sur {which.fr} des {count.fr} critères principaux (« {named.fr} »), {risk.fr} au total, maîtrisé {by.fr}, "
        f"avec une puissance de {{target}} et {tail.fr}.",
        en=f"To claim {which.en} of the {count.en} primary endpoints (“{named.en}”), {risk.en} overall, controlled {by.en}, with a "
        f"power of {{target}} and {tail.en}.",
    )
