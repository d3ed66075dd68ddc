"""The application for funding: edition of the call, applicant, amounts, dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from protocols.model.asking import Ask
from protocols.model.section import NotApplicable, Section, Whole
from stats.text import Text


class Funding(Section):
    """The application for funding."""

    filing_date: Annotated[
        date | NotApplicable | None,
        Ask(
            Text(fr="Date de dépôt du dossier", en="Date of submission"),
            Text(fr="Le compte à rebours en part.", en="The countdown starts from it."),
            shape="date",
        ),
    ] = None
    start_date: Annotated[
        date | NotApplicable | None,
        Ask(
            Text(fr="Début du projet financé", en="Start of the funded project"),
            Text(
                fr="Les dépenses antérieures au dépôt ne sont en principe pas prises en charge.",
                en="Spending before submission is in principle not covered.",
            ),
            shape="date",
        ),
    ] = None
    duration_months: Annotated[
        Annotated[Whole, Field(ge=1, le=240)] | NotApplicable | None,
        Ask(
            Text(fr="Durée du projet financé (mois)", en="Duration of the funded project (months)"),
            Text(fr="De la date de début à la remise du rapport.", en="From the start to the final report."),
            shape="number",
        ),
    ] = None
