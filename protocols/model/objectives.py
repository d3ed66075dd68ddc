"""What the study sets out to show, and the estimand (ICH E9(R1)) it targets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticKnownError

from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import Line, Lines, Narrative, NotApplicable, Row, Section
from stats.measures import MEANINGS, Measure
from stats.text import Text

MEASURES = {measure.value: meaning.label for measure, meaning in MEANINGS.items() if measure is not Measure.INNER}


def _known(measure: str) -> str:
    if measure not in MEASURES:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(MEASURES)})
    return measure


SummaryMeasure = Annotated[str, AfterValidator(_known)]
STRATEGIES = {
    "treatment_policy": Text(fr="politique de traitement", en="treatment policy"),
    "composite": Text(fr="composite", en="composite"),
    "hypothetical": Text(fr="hypothétique", en="hypothetical"),
    "while_on_treatment": Text(fr="tant que traité", en="while on treatment"),
    "principal_stratum": Text(fr="strate principale", en="principal stratum"),
}


class IntercurrentEvent(Row):
    """An event after the start of the intervention that changes the meaning of the endpoint, and its strategy."""

    event: Line
    strategy: Literal["treatment_policy", "composite", "hypothetical", "while_on_treatment", "principal_stratum"]
    reason: Line = ""


_EVENT_ROWS = Rows(
    (
        Column("event", Text(fr="Événement", en="Event"), width=4),
        Column("strategy", Text(fr="Stratégie", en="Strategy"), STRATEGIES),
        Column("reason", Text(fr="Justification", en="Reason"), width=4),
    ),
    {"event": "", "strategy": "treatment_policy"},
)


class Objectives(Section):
    """Objectives and estimand."""

    primary: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Objectif principal", en="Primary objective"),
            Text(
                fr="Un seul objectif principal, qui nomme la population, le dispositif, le comparateur et le critère.",
                en="A single primary objective, naming the population, the device, the comparator and the endpoint.",
            ),
            shape="narrative",
            items=("spirit_2025:10", "mdr_annex_xv:3.5", "iso_14155_annex_a:A.5", "stard_ai:4", "decide_ai:II"),
        ),
    ] = None
    secondary: Annotated[
        Lines | NotApplicable,
        Ask(
            Text(fr="Objectifs secondaires", en="Secondary objectives"),
            Text(fr="Un objectif par ligne.", en="One objective per line."),
            shape="lines",
            items=("spirit_2025:10", "mdr_annex_xv:3.5", "iso_14155_annex_a:A.5", "decide_ai:II"),
            needed=False,
        ),
    ] = ()
    population: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Population de l'estimand", en="Population of the estimand"),
            Text(
                fr="Les personnes auxquelles la conclusion s'appliquera.", en="The people the conclusion will apply to."
            ),
            shape="narrative",
            items=("ich_e9_r1:A2",),
        ),
    ] = None
    treatments: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Interventions comparées", en="Treatment conditions compared"),
            Text(
                fr="Les conditions comparées ; pour une étude de performance, le test étudié et la référence.",
                en="The conditions compared; for an accuracy study, the index test and the reference standard.",
            ),
            shape="narrative",
            items=("ich_e9_r1:A1",),
        ),
    ] = None
    measure: Annotated[
        SummaryMeasure | None,
        Ask(
            Text(fr="Mesure de l'effet (résumé populationnel)", en="Population-level summary measure"),
            Text(
                fr="Le plan de calcul doit répondre dans cette même mesure.",
                en="The sample-size design must answer on this same measure.",
            ),
            shape="choice",
            options=MEASURES,
            items=("ich_e9_r1:A5",),
        ),
    ] = None
    intercurrent: Annotated[
        Annotated[tuple[IntercurrentEvent, ...], Field(max_length=100)] | NotApplicable,
        Ask(
            Text(fr="Événements intercurrents", en="Intercurrent events"),
            Text(
                fr="Non-utilisation, panne, mise à jour, usage par le bras contrôle, traitement de secours : une stratégie "
                "pour chacun. Une donnée manquante n'en est pas un.",
                en="Non-use, failure, update, use by the control arm, rescue care: one strategy each. "
                "Missing data are not an intercurrent event.",
            ),
            shape="rows",
            rows=_EVENT_ROWS,
            items=("ich_e9_r1:A4",),
        ),
    ] = ()
