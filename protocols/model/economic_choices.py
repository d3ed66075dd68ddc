"""What an economic evaluation may be, and the rows of its tables."""

from __future__ import annotations

from typing import Literal

from protocols.model.asking import Column, Rows
from protocols.model.section import Line, Row
from stats.text import Text

METHODS = {
    "cost_utility": Text(fr="Coût-utilité (coût par QALY)", en="Cost-utility (cost per QALY)"),
    "cost_effectiveness": Text(
        fr="Coût-efficacité (coût par unité de résultat clinique)",
        en="Cost-effectiveness (cost per unit of clinical outcome)",
    ),
    "cost_utility_and_effectiveness": Text(
        fr="Coût-utilité et coût-efficacité", en="Cost-utility and cost-effectiveness"
    ),
    "cost_consequence": Text(fr="Coût-conséquence", en="Cost-consequence"),
    "cost_minimisation": Text(
        fr="Minimisation des coûts (résultats cliniques équivalents)",
        en="Cost-minimisation (equivalent clinical outcomes)",
    ),
    "budget_impact": Text(fr="Impact budgétaire seul", en="Budget impact only"),
}
Method = Literal[
    "cost_utility", "cost_effectiveness", "cost_utility_and_effectiveness", "cost_consequence", "cost_minimisation",
    "budget_impact",
]  # fmt: skip
PERSPECTIVES = {
    "collective_care": Text(
        fr="Collective limitée aux soins (tous les financeurs)", en="Collective, limited to care (all payers)"
    ),
    "societal": Text(
        fr="Sociétale (pertes de production et aidants compris)",
        en="Societal (productivity losses and carers included)",
    ),
    "health_insurance": Text(fr="Assurance maladie obligatoire", en="Statutory health insurance"),
    "hospital": Text(fr="Établissement de santé", en="Hospital"),
    "patient": Text(fr="Patient et ses proches", en="Patient and family"),
}
Perspective = Literal["collective_care", "societal", "health_insurance", "hospital", "patient"]
INSTRUMENTS = {
    "eq5d5l_france": Text(
        fr="EQ-5D-5L, valeurs françaises (Andrade 2020)", en="EQ-5D-5L, French value set (Andrade 2020)"
    ),
    "mapped": Text(
        fr="Conversion vers l'EQ-5D depuis une échelle de la maladie", en="Mapping to the EQ-5D from a disease scale"
    ),
    "other_generic": Text(
        fr="Autre questionnaire générique (SF-6D, HUI, EQ-5D-Y)",
        en="Other generic questionnaire (SF-6D, HUI, EQ-5D-Y)",
    ),
    "published": Text(fr="Utilités tirées de la littérature", en="Utilities from the literature"),
}
Instrument = Literal["eq5d5l_france", "mapped", "other_generic", "published"]
MACRO_CRITERIA = {
    "process": Text(fr="Processus de soins", en="Care process"),
    "skills": Text(fr="Capacités et compétences des acteurs", en="Capabilities and skills of the actors"),
    "society": Text(fr="Société ou collectivité", en="Society or community"),
}


class Resource(Row):
    """One cost item: how it is counted, how it is valued, in the prices of which year."""

    resource: Line
    volumes: Line = ""
    unit_cost: Line = ""
    price_year: Line = ""


class Utility(Row):
    """The utility expected in one state or arm."""

    state: Line
    value: Line = ""
    source: Line = ""


class Willingness(Row):
    """One value of a QALY at which the results are read, and why."""

    value: Line
    reason: Line = ""


class Impact(Row):
    """One organisational impact, in the columns of the HAS map."""

    impact: Line
    criterion: Literal["process", "skills", "society"] = "process"
    actor: Line = ""
    indicator: Line = ""
    instrument: Line = ""
    baseline: Line = ""
    target: Line = ""
    timing: Line = ""


RESOURCE_ROWS = Rows(
    (
        Column("resource", Text(fr="Poste", en="Item"), width=4),
        Column("volumes", Text(fr="Source des volumes", en="Source of volumes"), width=4),
        Column("unit_cost", Text(fr="Coût unitaire et source", en="Unit cost and source"), width=4),
        Column("price_year", Text(fr="Année des prix", en="Price year"), width=2),
    ),
    {"resource": "", "volumes": "", "unit_cost": "", "price_year": ""},
)
UTILITY_ROWS = Rows(
    (
        Column("state", Text(fr="État ou groupe", en="State or arm"), width=4),
        Column("value", Text(fr="Utilité", en="Utility"), width=2),
        Column("source", Text(fr="Source", en="Source"), width=6),
    ),
    {"state": "", "value": "", "source": ""},
)
WILLINGNESS_ROWS = Rows(
    (
        Column("value", Text(fr="Euros par QALY", en="Euros per QALY"), width=3),
        Column("reason", Text(fr="Justification", en="Reason"), width=9),
    ),
    {"value": "", "reason": ""},
)
IMPACT_ROWS = Rows(
    (
        Column("criterion", Text(fr="Macro-critère", en="Macro-criterion"), MACRO_CRITERIA, width=3),
        Column("impact", Text(fr="Impact", en="Impact"), width=4),
        Column("actor", Text(fr="Acteur concerné", en="Actor concerned"), width=3),
        Column("indicator", Text(fr="Indicateur", en="Indicator"), width=5),
        Column("instrument", Text(fr="Instrument ou source", en="Instrument or source"), width=4),
        Column("baseline", Text(fr="Valeur actuelle", en="Baseline"), width=2),
        Column("target", Text(fr="Cible", en="Target"), width=2),
        Column("timing", Text(fr="Moment", en="Timing"), width=2),
    ),
    {
        "impact": "", "criterion": "process", "actor": "", "indicator": "", "instrument": "", "baseline": "",
        "target": "", "timing": "",
    },
)  # fmt: skip
