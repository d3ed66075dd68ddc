"""Is it a device, and is it ready for a benefit study? MDCG 2019-11, then MDCG 2020-1."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocols.model.asking import Ask, Column, Rows
from protocols.model.device import YES_NO, YesNo
from protocols.model.section import Line, Narrative, NotApplicable, Row, Section
from stats.text import Text

PRODUCTS = {
    "device": Text(fr="Dispositif médical", en="Medical device"),
    "ivd": Text(fr="Dispositif médical de diagnostic in vitro", en="In vitro diagnostic medical device"),
    "not_a_device": Text(fr="Produit sans finalité médicale propre", en="Product without a medical purpose of its own"),
}
QUALITY_SYSTEMS = {
    "iso13485_cert": Text(fr="Certifié ISO 13485", en="ISO 13485 certified"),
    "audit_interne": Text(
        fr="En place, non certifié, avec un rapport d'audit interne",
        en="In place, not certified, with an internal audit report",
    ),
    "none": Text(fr="Pas encore en place", en="Not in place yet"),
}
STEPS = ("software", "part_of_device", "acts_on_data", "individual", "medical_purpose", "ivd_data")


class Performance(Row):
    """One technical or analytical performance already measured."""

    metric: Line
    value: Line = ""
    interval: Line = ""
    dataset: Line = ""


_PERFORMANCE_ROWS = Rows(
    (
        Column("metric", Text(fr="Mesure", en="Metric")),
        Column("value", Text(fr="Résultat", en="Result"), width=2),
        Column("interval", Text(fr="Intervalle de confiance à 95 %", en="95% confidence interval")),
        Column("dataset", Text(fr="Jeu de données", en="Data set"), width=4),
    ),
    {"metric": "", "value": "", "interval": "", "dataset": ""},
)


def _step(label: Text, why: Text) -> Ask:
    return Ask(label, why, shape="choice", options=YES_NO, needed=False)


class Qualification(Section):
    """Qualification of the product, and maturity."""

    software: Annotated[
        YesNo | None,
        _step(
            Text(fr="Le produit étudié est-il un logiciel ?", en="Is the product under study software?"),
            Text(
                fr="Des instructions qui transforment des données d'entrée en données de sortie : application, algorithme, "
                "plateforme. MDCG 2019-11, étape 1.",
                en="Instructions that turn input data into output data: app, algorithm, platform. MDCG 2019-11, step 1.",
            ),
        ),
    ] = None
    part_of_device: Annotated[
        YesNo | None,
        _step(
            Text(
                fr="Pilote-t-il un dispositif médical, en est-il un accessoire, ou relève-t-il de l'annexe XVI ?",
                en="Does it drive a medical device, is it an accessory of one, or a product of Annex XVI?",
            ),
            Text(
                fr="Par exemple le réglage d'une pompe ou d'un scanner. L'annexe XVI énumère des produits sans finalité "
                "médicale soumis au même règlement. MDCG 2019-11, étape 2.",
                en="Such as the setting of a pump or a scanner. Annex XVI lists products without a medical purpose under the "
                "same regulation. MDCG 2019-11, step 2.",
            ),
        ),
    ] = None
    acts_on_data: Annotated[
        YesNo | None,
        _step(
            Text(
                fr="Fait-il plus que stocker, archiver, transmettre ou rechercher simplement des données ?",
                en="Does it do more than store, archive, communicate or simply search data?",
            ),
            Text(
                fr="Un dossier patient, une messagerie ou une prise de rendez-vous s'arrêtent là ; un calcul, une détection "
                "ou une recommandation vont au-delà. MDCG 2019-11, étape 3.",
                en="A patient record, a messaging service or an appointment tool stop there; a computation, a detection or a "
                "recommendation go beyond. MDCG 2019-11, step 3.",
            ),
        ),
    ] = None
    individual: Annotated[
        YesNo | None,
        _step(
            Text(
                fr="Agit-il au bénéfice d'un patient donné ?",
                en="Does it act for the benefit of an individual patient?",
            ),
            Text(
                fr="Un outil de recherche de médicaments, d'épidémiologie ou de pilotage d'un service ne vise pas un patient "
                "donné. MDCG 2019-11, étape 4.",
                en="A tool for drug discovery, epidemiology or the running of a ward does not address an individual patient. "
                "MDCG 2019-11, step 4.",
            ),
        ),
    ] = None
    medical_purpose: Annotated[
        YesNo | None,
        _step(
            Text(
                fr="Sa destination est-elle médicale au sens de l'article 2(1) du règlement 2017/745 ?",
                en="Is its intended purpose medical in the sense of Article 2(1) of Regulation 2017/745?",
            ),
            Text(
                fr="Diagnostic, prévention, contrôle, prédiction, pronostic, traitement ou atténuation d'une maladie ; "
                "compensation d'un handicap. Le bien-être et l'administration n'en sont pas. MDCG 2019-11, étape 5.",
                en="Diagnosis, prevention, monitoring, prediction, prognosis, treatment or alleviation of a disease; "
                "compensation for a disability. Well-being and administration are not. MDCG 2019-11, step 5.",
            ),
        ),
    ] = None
    ivd_data: Annotated[
        YesNo | None,
        _step(
            Text(
                fr="Son information repose-t-elle surtout sur des données de diagnostic in vitro ?",
                en="Does its information rest mainly on in vitro diagnostic data?",
            ),
            Text(
                fr="Examens de biologie médicale, d'anatomopathologie ou de génétique comme source principale : c'est alors "
                "le règlement 2017/746 qui s'applique.",
                en="Medical laboratory, pathology or genetic tests as the main source: Regulation 2017/746 then applies.",
            ),
        ),
    ] = None
    product: Annotated[
        Literal["device", "ivd", "not_a_device"] | None,
        Ask(
            Text(fr="Qualification retenue", en="Qualification retained"),
            Text(
                fr="Ce que le fabricant déclare et assume ; elle décide du cadre juridique de l'étude. Les questions "
                "précédentes aident à la trouver.",
                en="What the manufacturer declares and stands by; it decides the legal framework of the study. The questions "
                "above help to find it.",
            ),
            shape="choice",
            options=PRODUCTS,
        ),
    ] = None
    association: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Association clinique valide (pilier 1)", en="Valid clinical association (pillar 1)"),
            Text(
                fr="Ce qui établit que la sortie du dispositif est liée à la maladie ou à l'état visé : recommandations, "
                "littérature, étude propre. MDCG 2020-1.",
                en="What shows that the output of the device is linked to the disease or condition: guidelines, literature, "
                "own study. MDCG 2020-1.",
            ),
            shape="narrative",
            asked_if="device",
            example=Text(
                fr="La mesure X est recommandée pour suivre cette maladie (recommandation de la HAS, 2022 ; deux cohortes)",
                en="Measure X is recommended to follow this disease (HAS guideline, 2022; two cohorts)",
            ),
        ),
    ] = None
    performance: Annotated[
        Annotated[tuple[Performance, ...], Field(max_length=50)] | NotApplicable,
        Ask(
            Text(
                fr="Performance technique ou analytique déjà mesurée (pilier 2)",
                en="Technical or analytical performance already measured (pillar 2)",
            ),
            Text(
                fr="La mesure, le résultat avec son intervalle, le jeu de données et son indépendance de l'apprentissage. "
                "MDCG 2020-1.",
                en="The metric, the result with its interval, the data set and its independence from training. MDCG 2020-1.",
            ),
            shape="rows",
            asked_if="device",
            rows=_PERFORMANCE_ROWS,
        ),
    ] = ()
    quality_system: Annotated[
        Literal["iso13485_cert", "audit_interne", "none"] | NotApplicable | None,
        Ask(
            Text(fr="Système de management de la qualité", en="Quality management system"),
            Text(
                fr="Les éditions de l'appel demandent une preuve : certificat ISO 13485 ou rapport d'audit.",
                en="The editions of the call ask for proof: an ISO 13485 certificate or an audit report.",
            ),
            shape="choice",
            asked_if="device",
            options=QUALITY_SYSTEMS,
        ),
    ] = None
    quality_covers: Annotated[
        YesNo | NotApplicable | None,
        Ask(
            Text(
                fr="Le système qualité couvre-t-il l'indication de l'étude ?",
                en="Does the quality system cover the indication of the study?",
            ),
            Text(
                fr="Le périmètre du certificat ou de l'audit doit comprendre l'indication évaluée.",
                en="The scope of the certificate or audit must include the indication under evaluation.",
            ),
            shape="choice",
            asked_if="device",
            options=YES_NO,
        ),
    ] = None
