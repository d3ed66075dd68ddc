"""Ethics, consent and regulatory framework."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Ethics(Section):
    """Ethics, consent and regulatory framework."""

    route: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Cadre réglementaire",
                en="Regulatory framework",
            ),
            Text(
                fr="Catégorie retenue (investigation clinique de DM, RIPH, réutilisation de données) et autorités saisies ; à confirmer avec l'ANSM et le CPP.",
                en="Category (device clinical investigation, research involving people, reuse of data) and authorities; to be confirmed with the authority and the ethics committee.",
            ),
            shape="narrative",
            items=(
                "mdr_annex_xv:3.12",
                "iso_14155_annex_a:A.12",
            ),
        ),
    ] = None

    approval: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Avis éthique",
                en="Ethics approval",
            ),
            Text(
                fr="Comité saisi, calendrier, modifications.",
                en="Committee, timing, amendments.",
            ),
            shape="narrative",
            items=("spirit_2025:30", "mdr_annex_xv:3.12", "iso_14155_annex_a:A.12", "stard_ai:6", "decide_ai:III"),
        ),
    ] = None

    consent: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Information et consentement",
                en="Information and consent",
            ),
            Text(
                fr="Qui informe, comment, délai de réflexion, trace du consentement ou de la non-opposition.",
                en="Who informs, how, time for reflection, record of consent or non-opposition.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:32a",
                "mdr_annex_xv:3.13",
                "iso_14155_annex_a:A.13",
            ),
        ),
    ] = None

    later_use: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Utilisation ultérieure des données",
                en="Later use of the data",
            ),
            Text(
                fr="Consentement ou opposition pour d'autres recherches, y compris l'amélioration de l'algorithme : l'oubli le plus fréquent (81 % des protocoles).",
                en="Consent or opposition for other research, including improving the algorithm: the most frequent omission (81% of protocols).",
            ),
            shape="narrative",
            items=("spirit_2025:32b",),
        ),
    ] = None

    vulnerable: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Personnes vulnérables",
                en="Vulnerable people",
            ),
            Text(
                fr="Mineurs, personnes protégées, lien de dépendance : justification et garanties.",
                en="Minors, protected adults, dependent people: justification and safeguards.",
            ),
            shape="narrative",
            items=("mdr_annex_xv:3.6.3", "iso_14155_annex_a:A.13", "iso_14155_annex_a:A.15"),
        ),
    ] = None

    insurance: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Assurance et indemnisation",
                en="Insurance and compensation",
            ),
            Text(
                fr="Assureur, garanties, indemnisation en cas de dommage.",
                en="Insurer, cover, compensation in case of harm.",
            ),
            shape="narrative",
            items=("spirit_2025:34", "iso_14155_annex_a:A.12"),
        ),
    ] = None

    after: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Prise en charge après l'étude",
                en="Care after the study",
            ),
            Text(
                fr="Accès au dispositif, suivi médical et accompagnement après la participation : un oubli fréquent (60 %).",
                en="Access to the device, medical follow-up and support after participation: a frequent omission (60%).",
            ),
            shape="narrative",
            items=(
                "spirit_2025:34",
                "mdr_annex_xv:3.16",
            ),
        ),
    ] = None
