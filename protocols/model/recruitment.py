"""Centres, opening months, rates and costs: what the forecast, the calendar and the budget are made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import Line, NotApplicable, Number, Row, Section, Whole
from stats.text import Text

COUNTRIES = {"fr": Text(fr="France", en="France"), "abroad": Text(fr="étranger", en="abroad")}
_Months = Annotated[Number, Field(ge=0, le=240)]
_Rate = Annotated[Number, Field(ge=0, le=10_000)]
_Euros = Annotated[Number, Field(ge=0, le=1e9)]


class Centre(Row):
    """One centre, or several alike: opening months counted from the first enrolments allowed, enrolments a month."""

    name: Line
    country: Literal["fr", "abroad"] = "fr"
    count: Annotated[Whole, Field(ge=1, le=10_000)] = 1
    opens: _Months | None = None
    opens_late: _Months | None = None
    rate: _Rate | None = None
    low: _Rate | None = None
    high: _Rate | None = None


class Cost(Row):
    """One fixed cost of the study."""

    name: Line
    amount: _Euros | None = None


_CENTRE_ROWS = Rows(
    (
        Column("name", Text(fr="Centre ou groupe de centres", en="Centre or group of centres"), width=5),
        Column("country", Text(fr="Pays", en="Country"), COUNTRIES, width=3),
        Column("count", Text(fr="Nombre", en="Number"), width=2, number="whole"),
        Column("opens", Text(fr="Ouvre dès", en="Opens from"), width=2, number="number"),
        Column("opens_late", Text(fr="Au plus tard", en="Opens by"), width=2, number="number"),
        Column("rate", Text(fr="Par mois", en="Per month"), width=2, number="number"),
        Column("low", Text(fr="Minimum", en="Low"), width=2, number="number"),
        Column("high", Text(fr="Maximum", en="High"), width=2, number="number"),
    ),
    {"name": ""},
)
_COST_ROWS = Rows(
    (
        Column("name", Text(fr="Poste", en="Item"), width=8),
        Column("amount", Text(fr="Montant (€)", en="Amount (€)"), width=3, number="number"),
    ),
    {"name": ""},
)


class Recruitment(Section):
    """Centres and recruitment, close-out, costs."""

    centres: Annotated[
        Annotated[tuple[Centre, ...], Field(max_length=200)] | NotApplicable,
        Ask(
            Text(fr="Centres et rythmes d'inclusion", en="Centres and enrolment rates"),
            Text(
                fr="Mois d'ouverture comptés depuis le premier jour où les inclusions sont permises ; inclusions par mois et "
                "par centre, avec une fourchette où le rythme se trouve neuf fois sur dix. Une ligne peut décrire plusieurs "
                "centres semblables. Ces lignes remplacent le nombre de centres et le rythme moyen de la page Plan.",
                en="Opening months are counted from the first day on which enrolment is allowed; enrolments a month and a "
                "centre, with a range that holds the rate nine times out of ten. One row may describe several similar "
                "centres. These rows replace the number of sites and the mean rate of the Design page.",
            ),
            shape="rows",
            example=Text(
                fr="CHU de Lille ; France ; 1 ; 0 ; 2 ; 3 ; 1,5 ; 5",
                en="Lille University Hospital; France; 1; 0; 2; 3; 1.5; 5",
            ),
            rows=_CENTRE_ROWS,
            needed=False,
        ),
    ] = ()
    ramp_up_months: Annotated[
        Annotated[Number, Field(ge=0, le=24)] | NotApplicable | None,
        Ask(
            Text(fr="Montée en charge d'un centre (mois)", en="Ramp-up of a centre (months)"),
            Text(
                fr="Temps mis par un centre, après son ouverture, pour atteindre son rythme ; 0 s'il est immédiat.",
                en="Time a centre takes after opening to reach its rate; 0 if at once.",
            ),
            shape="number",
            needed=False,
        ),
    ] = None
    closeout_months: Annotated[
        Annotated[Number, Field(ge=0, le=60)] | NotApplicable | None,
        Ask(
            Text(fr="Clôture, analyse et rapport (mois)", en="Close-out, analysis and report (months)"),
            Text(
                fr="De la dernière visite à la remise du rapport, qui termine le projet financé. Sans réponse, un an.",
                en="From the last visit to the report, which ends the funded project. One year without an answer.",
            ),
            shape="number",
            needed=False,
        ),
    ] = None
    cost_per_participant: Annotated[
        _Euros | NotApplicable | None,
        Ask(
            Text(fr="Coût par participant inclus (€)", en="Cost per participant enrolled (€)"),
            Text(
                fr="Surcoûts versés au centre et indemnités pour un participant, hors actes ajoutés déjà chiffrés au "
                "calendrier des visites.",
                en="Payments to the centre and to the participant, without the added procedures already costed in the "
                "schedule of visits.",
            ),
            shape="number",
            needed=False,
        ),
    ] = None
    cost_per_centre: Annotated[
        _Euros | NotApplicable | None,
        Ask(
            Text(fr="Coût fixe par centre (€)", en="Fixed cost per centre (€)"),
            Text(
                fr="Mise en place, formation, monitoring, fermeture d'un centre.",
                en="Set-up, training, monitoring and closing of one centre.",
            ),
            shape="number",
            needed=False,
        ),
    ] = None
    other_costs: Annotated[
        Annotated[tuple[Cost, ...], Field(max_length=50)] | NotApplicable,
        Ask(
            Text(fr="Autres coûts de l'étude", en="Other costs of the study"),
            Text(
                fr="Société de recherche sous contrat, dispositifs, assurance, statistique, économie, publication.",
                en="Contract research organisation, devices, insurance, statistics, economics, publication.",
            ),
            shape="rows",
            rows=_COST_ROWS,
            needed=False,
        ),
    ] = ()
    overhead_percent: Annotated[
        Annotated[Number, Field(ge=0, le=100)] | NotApplicable | None,
        Ask(
            Text(fr="Frais généraux (% des coûts)", en="Overheads (% of the costs)"),
            Text(fr="Part ajoutée à l'ensemble des coûts directs.", en="Share added to all direct costs."),
            shape="number",
            needed=False,
        ),
    ] = None
