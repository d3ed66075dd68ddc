"""The frame of the economic evaluation: whether there is one, its question, method, perspective, horizon, discounting."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from protocols.model.asking import Ask
from protocols.model.device import YES_NO, YesNo
from protocols.model.economic_choices import METHODS, PERSPECTIVES, Method, Perspective
from protocols.model.section import Line, Narrative, NotApplicable, Number, Section
from stats.text import Text


class EconomicFrame(Section):
    """Whether there is an economic evaluation, and what frames it."""

    planned: Annotated[
        YesNo | None,
        Ask(
            Text(fr="Une évaluation économique est-elle prévue ?", en="Is an economic evaluation planned?"),
            Text(
                fr="« Non » masque les questions qui suivent. Un bénéfice économique revendiqué l'impose.",
                en="“No” hides the questions that follow. A claimed economic benefit requires one.",
            ),
            shape="choice",
            options=YES_NO,
            example=Text(fr="Oui", en="Yes"),
        ),
    ] = None
    plan: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Question économique, ou raison de son absence", en="Economic question, or reason for having none"),
            Text(
                fr="La décision à éclairer, les options comparées et pourquoi celles-ci ; à défaut d'évaluation, la raison.",
                en="The decision to inform, the options compared and why these; without an evaluation, the reason.",
            ),
            shape="narrative",
            example=Text(
                fr="L'analyse coût-utilité compare le programme ajouté aux soins courants aux soins courants seuls, seule "
                "option prise en charge aujourd'hui, pour éclairer la décision de remboursement.",
                en="The cost-utility analysis compares the programme added to usual care with usual care alone, the only "
                "option covered today, to inform the decision on reimbursement.",
            ),
            items=("cheers_2022:1", "cheers_2022:3", "cheers_2022:7"),
        ),
    ] = None
    economist: Annotated[
        Line | NotApplicable | None,
        Ask(
            Text(fr="Économiste de la santé", en="Health economist"),
            Text(
                fr="Nom et structure ; il signe le plan d'analyse économique. Le PRME l'exige ; les relecteurs l'attendent.",
                en="Name and organisation; they sign the health-economic analysis plan. PRME requires one; reviewers expect "
                "one.",
            ),
            example=Text(
                fr="Dr Claude Martin, unité d'évaluation médico-économique, CHU d'Exemple",
                en="Dr Claude Martin, health-economics unit, Exemple University Hospital",
            ),
            asked_if="economic",
        ),
    ] = None
    method: Annotated[
        Method | NotApplicable | None,
        Ask(
            Text(fr="Type d'analyse économique", en="Type of economic analysis"),
            Text(
                fr="La HAS attend une analyse coût-utilité et coût-efficacité si la qualité de vie est un effet important, "
                "coût-efficacité sinon ; la minimisation des coûts suppose une équivalence clinique démontrée.",
                en="HAS expects cost-utility and cost-effectiveness when quality of life is an important effect, otherwise "
                "cost-effectiveness; cost-minimisation assumes a proven clinical equivalence.",
            ),
            shape="choice",
            options=METHODS,
            asked_if="economic",
            example=Text(fr="Coût-utilité", en="Cost-utility"),
        ),
    ] = None
    perspective: Annotated[
        Perspective | NotApplicable | None,
        Ask(
            Text(fr="Perspective de l'évaluation économique", en="Perspective of the economic evaluation"),
            Text(
                fr="Qui supporte les coûts comptés. La HAS retient la perspective collective limitée aux soins.",
                en="Who bears the costs that are counted. HAS retains the collective perspective limited to care.",
            ),
            shape="choice",
            options=PERSPECTIVES,
            asked_if="economic",
            example=Text(fr="Collective limitée aux soins", en="Collective, limited to care"),
            items=("cheers_2022:8",),
        ),
    ] = None
    horizon_months: Annotated[
        Annotated[Number, Field(gt=0, le=1_200)] | NotApplicable | None,
        Ask(
            Text(fr="Horizon de l'évaluation économique (mois)", en="Horizon of the economic evaluation (months)"),
            Text(
                fr="Assez long pour contenir toutes les différences de coûts et de résultats ; au-delà du suivi, un modèle "
                "est nécessaire.",
                en="Long enough to hold every difference in costs and outcomes; beyond follow-up, a model is needed.",
            ),
            shape="number",
            asked_if="economic",
            example=Text(fr="12 (durée du suivi)", en="12 (length of follow-up)"),
            items=("cheers_2022:9",),
        ),
    ] = None
    discount_rate: Annotated[
        Annotated[Number, Field(ge=0, le=20)] | NotApplicable | None,
        Ask(
            Text(fr="Taux d'actualisation (% par an)", en="Discount rate (% per year)"),
            Text(
                fr="Le même pour les coûts et les résultats ; « sans objet » ou 0 pour un horizon d'un an au plus.",
                en="The same for costs and outcomes; “not applicable” or 0 for a horizon of one year or less.",
            ),
            shape="number",
            asked_if="economic",
            example=Text(fr="2,5 pour un horizon de 5 ans", en="2.5 for a five-year horizon"),
            items=("cheers_2022:10",),
        ),
    ] = None
    frame_reason: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Justification de la perspective, de l'horizon et de l'actualisation",
                en="Reasons for the perspective, the horizon and the discounting",
            ),
            Text(
                fr="Pourquoi ces choix conviennent à la décision, et les choix présentés en complément.",
                en="Why these choices suit the decision, and the choices presented as a complement.",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="L'horizon de 12 mois couvre l'effet attendu et la rechute ; une perspective sociétale est présentée en "
                "complément, les arrêts de travail étant fréquents dans cette maladie.",
                en="The 12-month horizon covers the expected effect and relapse; a societal perspective is presented as a "
                "complement, since sick leave is frequent in this disease.",
            ),
            items=("cheers_2022:8", "cheers_2022:9", "cheers_2022:10"),
        ),
    ] = None
    turnover: Annotated[
        Annotated[Number, Field(ge=0)] | NotApplicable | None,
        Ask(
            Text(
                fr="Chiffre d'affaires attendu la deuxième année (millions d'euros)",
                en="Turnover expected in the second year (millions of euros)",
            ),
            Text(
                fr="En France, toutes taxes comprises ; avec l'ASA revendiquée, il décide si la CEESP rend un avis d'efficience.",
                en="In France, taxes included; with the ASA claimed, it decides whether the CEESP gives an efficiency opinion.",
            ),
            shape="number",
            example=Text(fr="3,5", en="3.5"),
            needed=False,
        ),
    ] = None
