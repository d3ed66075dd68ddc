"""What the study sets out to show, and the estimand (ICH E9(R1)) it targets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticKnownError

from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import Line, Lines, Narrative, NotApplicable, Number, Row, Section
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


ACCOUNTED = {"yes": Text(fr="oui", en="yes"), "no": Text(fr="non", en="no")}
Share = Annotated[Number, Field(ge=0, le=1)]
UNITS = {
    "patient": Text(fr="le patient", en="the patient"),
    "eye": Text(fr="l'œil ou le côté", en="the eye or the side"),
    "lesion": Text(fr="la lésion", en="the lesion"),
    "segment": Text(fr="le segment ou la région", en="the segment or the region"),
    "image": Text(fr="l'image ou l'enregistrement", en="the image or the recording"),
}
UNINTERPRETABLE = {
    "error": Text(
        fr="comptés comme une erreur du test, chez les malades comme chez les non-malades",
        en="counted as an error of the test, in those with and without the condition",
    ),
    "positive": Text(fr="comptés comme positifs (le patient est orienté)", en="counted as positive (referred)"),
    "negative": Text(fr="comptés comme négatifs", en="counted as negative"),
    "category": Text(
        fr="décrits comme une troisième catégorie de résultat, sans être écartés",
        en="reported as a third category of result, not set aside",
    ),
    "excluded": Text(fr="écartés de l'analyse, avec leur nombre", en="set aside, with their number"),
}


class IntercurrentEvent(Row):
    """An event after the start of the intervention that changes the meaning of the endpoint, and its strategy."""

    event: Line
    strategy: Literal["treatment_policy", "composite", "hypothetical", "while_on_treatment", "principal_stratum"]
    reason: Line = ""
    share: Share | None = None  # of the participants concerned
    low: Share | None = None  # plausible range of that share
    high: Share | None = None
    accounted: Literal["yes", "no"] | None = None  # whether the assumptions of the sizing already allow for it


_EVENT_ROWS = Rows(
    (
        Column("event", Text(fr="Événement", en="Event"), width=4),
        Column("strategy", Text(fr="Stratégie", en="Strategy"), STRATEGIES),
        Column("reason", Text(fr="Justification", en="Reason"), width=4),
        Column(
            "share", Text(fr="Part attendue (%)", en="Expected share (%)"), width=2, optional=True, number="percent"
        ),
        Column("low", Text(fr="De (%)", en="From (%)"), width=2, optional=True, number="percent"),
        Column("high", Text(fr="À (%)", en="To (%)"), width=2, optional=True, number="percent"),
        Column(
            "accounted",
            Text(fr="Le calcul en tient compte", en="The calculation allows for it"),
            ACCOUNTED,
            width=2,
            optional=True,
        ),
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
            asked_if="estimand",
        ),
    ] = ()
    ruled_out: Annotated[
        Lines | NotApplicable,
        Ask(
            Text(fr="Événements examinés et écartés", en="Events considered and ruled out"),
            Text(
                fr="Les événements qui ne peuvent pas survenir ici, un par ligne, avec la raison : le relecteur voit qu'ils "
                "ont été examinés.",
                en="Events that cannot happen here, one per line, with the reason: the reviewer sees they were considered.",
            ),
            shape="lines",
            needed=False,
        ),
    ] = ()
    target_condition: Annotated[
        Line | NotApplicable | None,
        Ask(
            Text(fr="Affection recherchée", en="Target condition"),
            Text(
                fr="La maladie, la lésion ou l'état que le test doit reconnaître, avec le seuil qui le définit.",
                en="The disease, lesion or state the test should recognise, with the threshold that defines it.",
            ),
            example=Text(fr="FEVG inférieure ou égale à 40 %", en="LVEF of 40% or below"),
            asked_if="accuracy",
        ),
    ] = None
    analysis_unit: Annotated[
        Literal["patient", "eye", "lesion", "segment", "image"] | NotApplicable | None,
        Ask(
            Text(fr="Unité d'analyse", en="Unit of analysis"),
            Text(
                fr="Ce qui est compté dans la sensibilité et la spécificité. Plusieurs unités par patient sont corrélées : "
                "le calcul doit en tenir compte.",
                en="What is counted in sensitivity and specificity. Several units per patient are correlated: the "
                "calculation must allow for it.",
            ),
            shape="choice",
            options=UNITS,
            asked_if="accuracy",
        ),
    ] = None
    uninterpretable: Annotated[
        Literal["error", "positive", "negative", "category", "excluded"] | NotApplicable | None,
        Ask(
            Text(fr="Résultats ininterprétables ou indéterminés", en="Uninterpretable or indeterminate results"),
            Text(
                fr="Les écarter flatte la performance : en usage réel, le patient est là et attend un résultat.",
                en="Setting them aside flatters performance: in real use the patient is there, waiting for a result.",
            ),
            shape="choice",
            options=UNINTERPRETABLE,
            asked_if="accuracy",
        ),
    ] = None
    interval: Annotated[
        Line | NotApplicable | None,
        Ask(
            Text(fr="Délai entre le test et la référence", en="Time between the test and the reference"),
            Text(
                fr="Le délai maximal accepté, et ce qui se passe entre les deux (traitement, évolution).",
                en="The longest interval accepted, and what happens in between (treatment, progression).",
            ),
            example=Text(
                fr="30 jours au plus, sans traitement entre les deux", en="30 days at most, without treatment"
            ),
            asked_if="accuracy",
        ),
    ] = None
