"""What is measured. The endpoint owns its unit and its favourable direction: each is typed once, here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import Line, Narrative, NotApplicable, Number, Row, Section
from stats.text import Text

TYPES = {
    "continuous": Text(fr="Continu (score, mesure)", en="Continuous (score, measurement)"),
    "binary": Text(fr="Binaire (oui / non)", en="Binary (yes / no)"),
    "ordinal": Text(fr="Ordinal (catégories ordonnées)", en="Ordinal (ordered categories)"),
    "count": Text(fr="Nombre d'événements", en="Number of events"),
    "time_to_event": Text(fr="Délai jusqu'à un événement", en="Time to an event"),
}
BETTER = {
    "higher": Text(fr="Une valeur plus élevée est favorable", en="A higher value is favourable"),
    "lower": Text(fr="Une valeur plus basse est favorable", en="A lower value is favourable"),
}

CATEGORIES = {
    "key": Text(fr="Secondaire clé (testé dans l'ordre)", en="Key secondary (tested in order)"),
    "secondary": Text(fr="Secondaire descriptif", en="Other secondary (descriptive)"),
    "safety": Text(fr="Sécurité", en="Safety"),
    "performance": Text(fr="Performance et erreurs du dispositif", en="Performance and errors of the device"),
    "human_factors": Text(fr="Facteurs humains et usage", en="Human factors and use"),
    "organisational": Text(fr="Organisation des soins", en="Organisation of care"),
    "economic": Text(fr="Économie", en="Economics"),
}
Category = Literal["key", "secondary", "safety", "performance", "human_factors", "organisational", "economic"]
Type = Literal["continuous", "binary", "ordinal", "count", "time_to_event"]
Better = Literal["higher", "lower"]


class OtherEndpoint(Row):
    """An endpoint beside the primary one; the key secondary ones are tested in the order of their rows."""

    name: Line
    category: Category = "secondary"
    timing: Line = ""
    type: Type | None = None
    better: Better | None = None
    analysis: Line = ""
    alpha: Annotated[Number, Field(gt=0, lt=0.5)] | None = None  # empty: the whole risk, once those before succeed


def _named(value: Any) -> Any:
    """A bare line is the name of an endpoint: drafts written before the table held one endpoint per line."""
    return {"name": value} if isinstance(value, str) else value


_ENDPOINT_ROWS = Rows(
    (
        Column("name", Text(fr="Critère", en="Endpoint"), width=5),
        Column("category", Text(fr="Catégorie", en="Category"), CATEGORIES),
        Column("timing", Text(fr="Moment", en="Time"), optional=True),
        Column("type", Text(fr="Nature", en="Type"), TYPES, optional=True),
        Column("better", Text(fr="Sens favorable", en="Favourable direction"), BETTER, optional=True),
        Column("analysis", Text(fr="Analyse", en="Analysis"), width=4, optional=True),
        Column("alpha", Text(fr="Risque alpha (%)", en="Alpha risk (%)"), width=2, optional=True, number="percent"),
    ),
    {"name": "", "category": "secondary"},
)


class Endpoints(Section):
    """Primary and secondary endpoints."""

    name: Annotated[
        Line | None,
        Ask(
            Text(fr="Critère de jugement principal", en="Primary endpoint"),
            Text(
                fr="Un seul critère, nommé partout de la même façon.",
                en="A single endpoint, named the same way everywhere.",
            ),
            example=Text(fr="Score de sévérité de l'insomnie (ISI)", en="Insomnia Severity Index (ISI)"),
            items=(
                "spirit_2025:16",
                "mdr_annex_xv:3.6.1",
                "iso_14155_annex_a:A.6.1",
                "decide_ai:IV",
                "ich_e9_r1:A3",
                "has_ai_grid:4.1",
            ),
        ),
    ] = None
    definition: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Définition et mesure", en="Definition and measurement"),
            Text(
                fr="L'instrument, son échelle, sa validation, qui mesure et comment.",
                en="The instrument, its scale, its validation, who measures and how.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:16",
                "spirit_2025:25a",
                "mdr_annex_xv:3.6.1",
                "iso_14155_annex_a:A.6.1",
                "stard_ai:12",
                "stard_ai:16a",
                "stard_ai:16c",
                "decide_ai:IV",
            ),
        ),
    ] = None
    timing: Annotated[
        Line | None,
        Ask(
            Text(fr="Moment de la mesure", en="Time of measurement"),
            Text(fr="Le moment unique de l'analyse principale.", en="The single time point of the primary analysis."),
            example=Text(fr="8 semaines après l'inclusion", en="8 weeks after enrolment"),
            items=("spirit_2025:16", "decide_ai:IV"),
        ),
    ] = None
    type: Annotated[
        Type | None,
        Ask(
            Text(fr="Nature du critère", en="Type of endpoint"),
            Text(fr="Elle décide du test et du calcul d'effectif.", en="It decides the test and the sample size."),
            shape="choice",
            options=TYPES,
        ),
    ] = None
    unit: Annotated[
        Line | None,
        Ask(
            Text(fr="Unité", en="Unit"),
            Text(
                fr="L'unité du critère, avec laquelle seront imprimées différence et écart-type.",
                en="The unit of the endpoint, with which difference and standard deviation are printed.",
            ),
            example=Text(fr="points", en="points"),
            needed=False,
        ),
    ] = None
    better: Annotated[
        Better | None,
        Ask(
            Text(fr="Sens favorable", en="Favourable direction"),
            Text(
                fr="Le sens dans lequel le dispositif doit faire évoluer le critère : il oriente le test et la marge. Pour un délai jusqu'à "
                "un événement à éviter, choisir « plus basse » : c'est le risque de l'événement qui doit baisser.",
                en="The direction in which the device should move the endpoint: it directs the test and the margin. For the time to an "
                "event to be avoided, choose “lower”: it is the risk of the event that should fall.",
            ),
            shape="choice",
            options=BETTER,
            asked_if="tested",
        ),
    ] = None
    secondary: Annotated[
        Annotated[
            tuple[Annotated[OtherEndpoint, BeforeValidator(_named)], ...],
            Field(max_length=200),
        ]
        | NotApplicable,
        Ask(
            Text(fr="Autres critères de jugement", en="Other endpoints"),
            Text(
                fr="Les critères secondaires clés dans l'ordre où ils seront testés, puis les critères descriptifs, de "
                "sécurité, de performance, d'usage, d'organisation et d'économie.",
                en="Key secondary endpoints in the order they will be tested, then descriptive, safety, performance, "
                "use, organisational and economic endpoints.",
            ),
            shape="rows",
            rows=_ENDPOINT_ROWS,
            items=("spirit_2025:16", "decide_ai:IV"),
            needed=False,
        ),
    ] = ()
