"""Economic and organisational evaluation, when there is one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from protocols.model.asking import Ask
from protocols.model.economic_choices import IMPACT_ROWS, Impact
from protocols.model.economic_costs import EconomicCosts
from protocols.model.section import Narrative, NotApplicable, Number, Whole
from stats.text import Text


class Economics(EconomicCosts):
    """Economic and organisational evaluation."""

    model: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Modèle et extrapolation", en="Model and extrapolation"),
            Text(
                fr="Structure, états, cycle, données d'extrapolation, validation et accès au modèle ; « sans objet » si "
                "l'analyse s'en tient aux données de l'étude.",
                en="Structure, states, cycle, data for extrapolation, validation and access to the model; “not applicable” if "
                "the analysis keeps to the data of the study.",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="Modèle de Markov à trois états, cycles d'un mois, extrapolé à 5 ans ; validé sur une cohorte externe ; "
                "fichier remis à la HAS.",
                en="Three-state Markov model, one-month cycles, extrapolated to 5 years; validated on an external cohort; "
                "file submitted to HAS.",
            ),
            items=("cheers_2022:16",),
        ),
    ] = None
    sample_size: Annotated[
        Annotated[Whole, Field(ge=1, le=10_000_000)] | NotApplicable | None,
        Ask(
            Text(
                fr="Nombre de sujets sur le critère économique", en="Number of participants for the economic criterion"
            ),
            Text(
                fr="Une revendication économique se dimensionne d'abord sur son critère. « Sans objet » avec la raison "
                "lorsque le calcul est impossible.",
                en="An economic claim is sized first on its own criterion. “Not applicable” with the reason when the "
                "calculation is impossible.",
            ),
            shape="number",
            asked_if="economic",
            example=Text(fr="420 patients analysés", en="420 analysed patients"),
        ),
    ] = None
    sample_size_method: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Méthode du calcul économique", en="Method of the economic calculation"),
            Text(
                fr="Différence de coût ou bénéfice net attendu, écart-type des coûts, source de chacun, puissance.",
                en="Expected cost difference or net benefit, SD of costs, source of each, power.",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="Bénéfice net de 800 euros à 50 000 euros par QALY, écart-type 2 900 euros (PMSI), puissance de 90 %, "
                "risque bilatéral de 5 %.",
                en="Net benefit of 800 euros at 50,000 euros per QALY, SD 2,900 euros (discharge data), 90% power, "
                "two-sided 5% risk.",
            ),
        ),
    ] = None
    correlation: Annotated[
        Annotated[Number, Field(ge=-1, le=1)] | NotApplicable | None,
        Ask(
            Text(fr="Corrélation entre coûts et effets", en="Correlation between costs and effects"),
            Text(
                fr="De -1 à 1 ; négative lorsque les patients qui vont mieux coûtent moins. Elle change la variance du "
                "bénéfice net.",
                en="From -1 to 1; negative when patients who do better cost less. It changes the variance of the net benefit.",
            ),
            shape="number",
            asked_if="economic",
            example=Text(fr="-0,2 (patients améliorés moins coûteux)", en="-0.2 (improved patients cost less)"),
            needed=False,
        ),
    ] = None
    analysis: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Analyse des coûts et des résultats", en="Analysis of costs and outcomes"),
            Text(
                fr="Comparaison des moyennes, asymétrie des coûts, ajustement sur l'utilité initiale, coûts et utilités "
                "manquants, groupes ou centres.",
                en="Comparison of means, skewed costs, adjustment for baseline utility, missing costs and utilities, "
                "clusters or sites.",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="Régressions conjointes des coûts et des QALY, ajustées sur l'utilité initiale ; imputation multiple par "
                "groupe ; rapport différentiel et bénéfice net, intervalles par bootstrap (5 000 tirages).",
                en="Joint regressions of costs and QALYs, adjusted for baseline utility; multiple imputation by arm; "
                "incremental ratio and net benefit, bootstrap intervals (5,000 draws).",
            ),
            items=("cheers_2022:17",),
        ),
    ] = None
    uncertainty: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Analyse de l'incertitude", en="Analysis of uncertainty"),
            Text(
                fr="Déterministe, probabiliste et par scénarios ; plan coût-efficacité, courbe d'acceptabilité, taux "
                "d'actualisation testés.",
                en="Deterministic, probabilistic and by scenario; cost-effectiveness plane, acceptability curve, discount "
                "rates tested.",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="Analyse de sensibilité probabiliste (10 000 simulations), courbe d'acceptabilité de 0 à 150 000 euros par "
                "QALY, diagramme de Tornado, prix du dispositif de - 20 à + 20 %.",
                en="Probabilistic sensitivity analysis (10,000 simulations), acceptability curve from 0 to 150,000 euros per "
                "QALY, tornado diagram, price of the device from -20 to +20%.",
            ),
            items=("cheers_2022:20",),
        ),
    ] = None
    heterogeneity: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Sous-groupes et répartition des effets", en="Subgroups and distribution of effects"),
            Text(
                fr="Les groupes où le rapport coût-résultat pourrait différer, et qui gagne ou perd selon sa situation sociale.",
                en="The groups where the cost-outcome ratio could differ, and who gains or loses by social position.",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="Résultats selon la gravité initiale et l'âge ; coûts et QALY décrits selon le niveau d'études et l'indice "
                "de défavorisation de la commune.",
                en="Results by baseline severity and age; costs and QALYs described by education and by the deprivation index "
                "of the municipality.",
            ),
            items=("cheers_2022:18", "cheers_2022:19"),
        ),
    ] = None
    analysis_plan: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Plan d'analyse économique", en="Health-economic analysis plan"),
            Text(
                fr="Qui l'écrit et le signe, quand, où il est conservé ; son contenu suit Thorn et al. (2021).",
                en="Who writes and signs it, when, where it is kept; its content follows Thorn et al. (2021).",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="Rédigé par l'économiste, signé par lui, le statisticien et l'investigateur avant le gel de la base ; "
                "versions datées, déposées avec le plan d'analyse statistique.",
                en="Written by the economist, signed by them, the statistician and the investigator before database lock; "
                "dated versions, filed with the statistical analysis plan.",
            ),
            items=("cheers_2022:4",),
        ),
    ] = None
    organisation: Annotated[
        Annotated[tuple[Impact, ...], Field(max_length=60)] | NotApplicable,
        Ask(
            Text(fr="Impact organisationnel", en="Organisational impact"),
            Text(
                fr="Une ligne par impact attendu, dans les macro-critères de la HAS : acteur, indicateur, source, valeur "
                "actuelle, cible et moment. C'est le point faible que la HAS signale dans les dossiers numériques.",
                en="One row per expected impact, under the HAS macro-criteria: actor, indicator, source, baseline, target and "
                "timing. It is the weak point that HAS reports in digital files.",
            ),
            shape="rows",
            rows=IMPACT_ROWS,
            example=Text(
                fr="Processus de soins ; délai de lecture ; radiologues ; heures jusqu'au compte rendu ; archivage ; 24 h ; 6 h",
                en="Care process; reading delay; radiologists; hours to the report; archive; 24 h; 6 h",
            ),
        ),
    ] = ()
    organisation_note: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Parcours de référence et portée des impacts", en="Reference pathway and scope of the impacts"),
            Text(
                fr="Le parcours actuel auquel on compare, et ce que l'étude pourra dire de ces impacts.",
                en="The present pathway used for comparison, and what the study will be able to say of these impacts.",
            ),
            shape="narrative",
            example=Text(
                fr="Parcours actuel décrit par la recommandation de la HAS ; les indicateurs sont comparés entre les groupes, "
                "sans test.",
                en="Present pathway as in the HAS recommendation; indicators are compared between arms, without tests.",
            ),
            needed=False,
        ),
    ] = None
