"""What cannot be right in the rows of centres: one sentence each, for the page."""

from __future__ import annotations

from protocols.model.recruitment import Centre
from protocols.protocol import Protocol
from protocols.recruitment import listed, sites
from stats.quantities import Unit, Value
from stats.text import Phrase, Text, verbatim

MANY_CENTRES = 500
_NO_RATE = Text(
    fr="{name} : le rythme d'inclusion manque ; ce centre ne compte pas dans la prévision.",
    en="{name}: the enrolment rate is missing; this centre does not count in the forecast.",
)
_ZERO = Text(
    fr="{name} : un rythme de 0 n'apporte aucune inclusion ; retirer le centre ou corriger son rythme.",
    en="{name}: a rate of 0 brings no enrolment; remove the centre or correct its rate.",
)
_RANGE = Text(
    fr="{name} : la fourchette doit aller du minimum au maximum et contenir le rythme attendu ; elle est laissée de côté.",
    en="{name}: the range must run from low to high and hold the expected rate; it is left aside.",
)
_HALF = Text(
    fr="{name} : il manque une borne de la fourchette ; le rythme est tenu pour certain.",
    en="{name}: one bound of the range is missing; the rate is taken as certain.",
)
_LATE = Text(
    fr="{name} : ouvrir au mois {opens} alors que les inclusions durent {months} n'apporte rien ; avancer l'ouverture ou "
    "prolonger les inclusions.",
    en="{name}: opening at month {opens} when enrolment lasts {months} brings nothing; open earlier or extend enrolment.",
)
_ORDER = Text(
    fr="{name} : l'ouverture au plus tard précède l'ouverture au plus tôt ; la plus précoce est retenue.",
    en="{name}: the latest opening comes before the earliest; the earliest is used.",
)
_MANY = Text(
    fr="{centres} centres sont prévus : vérifier ce nombre. Chacun demande une convention et une mise en place.",
    en="{centres} centres are planned: check this number. Each needs an agreement and a set-up visit.",
)


def oddities(protocol: Protocol) -> tuple[Phrase, ...]:
    """The sentences, in the order of the rows."""
    said = [phrase for one in listed(protocol) for phrase in _of(one, protocol.plan.recruitment_months)]
    total = sites(protocol) or 0
    if listed(protocol) and total > MANY_CENTRES:
        said.append(Phrase(_MANY, {"centres": Value(total, Unit.COUNT)}))
    return tuple(said)


def opens_too_late(centre: Centre, months: float | None) -> bool:
    """Whether a centre opens when enrolment is over."""
    return months is not None and centre.opens is not None and centre.opens >= months


def _of(one: Centre, months: float | None) -> list[Phrase]:
    name = verbatim(one.name)
    said: list[Phrase] = []
    if one.rate is None:
        said.append(Phrase(_NO_RATE, {"name": name}))
    elif one.rate == 0:
        said.append(Phrase(_ZERO, {"name": name}))
    if (one.low is None) != (one.high is None):
        said.append(Phrase(_HALF, {"name": name}))
    elif one.low is not None and one.high is not None and one.rate is not None and not one.low <= one.rate <= one.high:
        said.append(Phrase(_RANGE, {"name": name}))
    if opens_too_late(one, months):
        values: dict[str, Value | Text] = {
            "name": name,
            "opens": Value(one.opens or 0.0),
            "months": Value(months or 0.0, Unit.MONTHS),
        }
        said.append(Phrase(_LATE, values))
    if one.opens_late is not None and one.opens is not None and one.opens_late < one.opens:
        said.append(Phrase(_ORDER, {"name": name}))
    return said
