"""Faults that live in words, planted in a whole draft: each is told at its place, its correction silences it."""

from __future__ import annotations

from typing import Any

import pytest

from protocols import exchange
from protocols.facts import facts_of
from protocols.protocol import Protocol
from protocols.rules.engine import Verdict, findings, texts
from tests.protocols.rule_cases import own_designs, stated, wordings
from tests.protocols.telling import assert_told_then_silenced
from tests.protocols.test_combining import REVISION, with_
from tests.protocols.test_family_facts import draft
from tests.protocols.test_red_pen import LOOKS, NET, TWO, predicted, read, wrote

TOLD = {*own_designs.CASES, *stated.CASES, *wordings.CASES}
Texts = dict[str, Any]
SPLIT_RISK = "La différence est testée au risque bilatéral de {}."
MARGIN = {"kind": "non_inferiority", "alpha": 0.025, "margin": 1.5, "margin_reason": "Avis du comité."}


def sizing(protocol: Protocol, **fields: Any) -> Protocol:
    for name, value in fields.items():
        protocol = protocol.changed("sizing", name, value)
    return protocol


def ranged(low: float, high: float) -> Protocol:
    lines = {name: one.model_dump() for name, one in with_().sizing.assumptions.items()}
    return sizing(with_(), assumptions=lines | {"difference": lines["difference"] | {"low": low, "high": high}})


def correlated(**ends: float) -> Protocol:
    return with_(**(TWO | {"correlation": {"value": 0.5, "source": "pilot", "citation": "Pilote"} | ends}))


SMALL = sizing(with_(), assumptions={"difference": {"value": 0.062}, "sd": {"value": 0.125}})
NOT_INFERIOR = sizing(with_(), goal=MARGIN)
PANEL = draft("standalone_vs_panel")
SIMON = draft("simon_two_stage")
BAYES = draft("one_proportion_bayes", p_expected=0.9, p_reference=0.7, prior_a=10, prior_b=2)
ECG, TRIAL, WEDGE = exchange.example("ai_ecg"), with_(), draft("stepped_wedge")
BENEFIT = with_(others=[NET], correlation={"value": 0})
REVISED = with_(reestimation=REVISION)
BLIND = "L'effectif est revu en aveugle quand {} des participants ont terminé, sans dépasser {} fois l'effectif prévu."

# id: the draft, the answers at fault, the answers that correct it
PLANTED: list[tuple[str, Protocol, Texts, Texts]] = [
    ("stats:AI-03", ECG, {"algorithm__threshold": "Le seuil sera choisi sur les données de l'étude, par l'indice de Youden."},
     {"algorithm__threshold": "Le seuil a été choisi sur les données de réglage, avant l'étude."}),
    ("stats:AI-03", ECG, {"algorithm__independence": "The test set was already used to compare versions."},
     {"algorithm__independence": "The test set has never been used."}),
    ("preuve:AI-09", ECG, {"algorithm__training_data": "80 000 tracés, y compris ceux des patients de l'étude."},
     {"algorithm__training_data": "80 000 tracés d'autres hôpitaux, aucun des patients de l'étude."}),
    ("preuve:AI-10", ECG, {"algorithm__independence": "Les patients diffèrent ; ils viennent des mêmes hôpitaux."},
     {"algorithm__independence": "Aucun des treize hôpitaux n'a fourni de données."}),
    ("stats:PRED-07", draft("validation_c"), {"algorithm__independence": "Le modèle est validé sur l'échantillon de développement."},
     {"algorithm__independence": "Le modèle est validé sur un échantillon distinct de celui du développement."}),
    ("stats:PRED-08", draft("validation_c"), {"analysis__primary": "Le modèle est recalibré dans l'étude, puis sa pente est estimée."},
     {"analysis__primary": "La pente du modèle publié est estimée ; une mise à jour est présentée à part."}),
    ("stats:PRED-09", predicted(), {"algorithm__selection": "Sélection pas à pas des variables ; bootstrap."},
     {"algorithm__selection": "Prédicteurs fixés d'avance, sans sélection pas à pas ; bootstrap."}),
    ("stats:DIAG-04", ECG, {"plan__comparator": "La référence n'est établie que chez les patients positifs au logiciel."},
     {"plan__comparator": "La référence est établie chez tous les patients."}),
    ("stats:DIAG-09", ECG, {"analysis__primary": "L'étude est concluante si la sensibilité observée dépasse 80 %."},
     {"analysis__primary": "L'étude est concluante si la borne inférieure de l'intervalle dépasse 80 %."}),
    ("preuve:DIAG-13", ECG, {"plan__blinding": "L'expert établit la référence en connaissant le résultat du logiciel. La référence est "
                                               "établie en connaissant le résultat du logiciel."},
     {"plan__blinding": "La référence est établie sans connaître le résultat du logiciel."}),
    ("stats:MRMC-09", read(), {"plan__comparator": "La référence est le consensus des lecteurs de l'étude."},
     {"plan__comparator": "La référence est le consensus de trois experts distincts des lecteurs de l'étude."}),
    ("stats:MRMC-10", read(), {"analysis__primary": "Les lectures sont réunies et comparées par le test de DeLong."},
     {"analysis__primary": "Obuchowski-Rockette, covariances de DeLong."}),
    ("stats:MRMC-11", read(), {"plan__allocation": "Lecture sans aide d'abord, avec aide six semaines après."},
     {"plan__allocation": "Lecture sans aide d'abord pour la moitié des examens, tirée au sort ; avec aide six semaines après."}),
    ("preuve:PILOT-01", TRIAL, {"analysis__primary": "Les 40 patients de l'étude pilote sont inclus dans l'analyse."},
     {"analysis__primary": "Les 40 patients de l'étude pilote ne sont pas inclus dans l'analyse."}),
    ("stats:FEAS-05", draft("problem_discovery"), {"analysis__primary": "Cinq utilisateurs suffisent pour atteindre la saturation."},
     {"analysis__primary": "Cinq utilisateurs ne suffisent pas : l'effectif suit la fréquence du problème."}),
    ("stats:FEAS-06", draft("rare_event"), {"analysis__primary": "Si aucun événement n'est vu, le risque sera tenu pour nul."},
     {"analysis__primary": "Si aucun événement n'est vu, la borne supérieure du risque est rapportée."}),
    ("stats:FEAS-07", draft("pilot_size"), {"objectives__primary": "Estimer l'effet pour calculer l'effectif de l'essai."},
     {"objectives__primary": "Estimer la rétention et l'écart-type pour préparer l'essai."}),
    ("stats:BAY-03", BAYES, {"analysis__primary": "Loi a priori issue des premiers patients, puis loi plate en sensibilité."},
     {"analysis__primary": "Loi a priori issue d'un registre extérieur, puis loi plate en sensibilité."}),
    ("preuve:INT-21", with_(**LOOKS), {"analysis__interim": "L'essai est arrêté à l'analyse intermédiaire si p < 0,05."},
     {"analysis__interim": "L'essai est arrêté à l'analyse intermédiaire si la borne du calcul est franchie."}),
    ("preuve:INT-22", TRIAL, {"analysis__interim": "Le comité peut arrêter l'essai pour futilité."},
     {"analysis__interim": "Aucun arrêt pour futilité n'est prévu."}),
    ("preuve:ECO-13", BENEFIT, {"economics__analysis": "Les coûts sont comparés par un test de Mann-Whitney."},
     {"economics__analysis": "Les coûts moyens sont comparés par bootstrap ; la médiane des coûts est décrite."}),
    ("stats:ALPHA-04", TRIAL, {"analysis__primary": SPLIT_RISK.format("10 %")}, {"analysis__primary": SPLIT_RISK.format("5 %")}),
    ("stats:ALPHA-04", TRIAL, {"analysis__primary": "One-sided test at a significance level of 0.05."},
     {"analysis__primary": "Two-sided test at a significance level of 0.05."}),
    ("preuve:ALPHA-05", NOT_INFERIOR, {"analysis__primary": "Non-infériorité si la borne de l'intervalle de confiance à 90 % est favorable."},
     {"analysis__primary": "Non-infériorité si la borne de l'intervalle de confiance à 95 % est favorable."}),
    ("preuve:NI-10", NOT_INFERIOR, {"objectives__primary": "Montrer la non-infériorité, avec une marge de 3 points."},
     {"objectives__primary": "Montrer la non-infériorité, avec une marge de 1,5 point."}),
    ("preuve:SS-21", TRIAL, {"objectives__primary": "Comparer, chez 300 patients, le programme aux soins courants."},
     {"objectives__primary": "Comparer, chez 160 patients, le programme aux soins courants."}),
    ("preuve:SS-22", TRIAL, {"sizing__planned_reason": "Avec un écart-type de 6 points."},
     {"sizing__planned_reason": "Avec un écart-type de 4,5 points."}),
    ("preuve:SS-23", TRIAL, {"sizing__planned_reason": "Pour détecter une différence de 4 points."},
     {"sizing__planned_reason": "Pour détecter une différence de 2,25 points."}),
    ("preuve:SS-24", TRIAL, {"conduct__retention": "Nous attendons 40 % de perdus de vue."},
     {"conduct__retention": "Nous attendons 20 % de perdus de vue."}),
    ("preuve:REC-04", TRIAL, {"plan__setting": "Huit cabinets de médecine générale."},
     {"plan__setting": "Douze cabinets et huit centres de santé : vingt cabinets en tout."}),
    ("preuve:TIME-01", TRIAL, {"plan__follow_up_months": 1.0}, {"plan__follow_up_months": 12.0}),
    ("preuve:TIME-02", TRIAL, {"objectives__primary": "Comparer le score ISI à 6 mois."},
     {"objectives__primary": "Comparer le score ISI à 8 semaines."}),
    ("preuve:TITLE-01", TRIAL, {"identification__title": "Essai randomisé en double aveugle"},
     {"identification__title": "Essai randomisé ouvert"}),
    ("preuve:VERS-01", TRIAL, {"plan__experimental": "Les participants reçoivent le programme version 1.4.2."},
     {"plan__experimental": "Les participants reçoivent le programme version 1.0."}),
    ("preuve:INT-23", with_(**LOOKS), {"analysis__interim": "Trois analyses intermédiaires, par dépense du risque."},
     {"analysis__interim": "Deux analyses intermédiaires, par dépense du risque."}),
    ("preuve:INT-24", SIMON, {"analysis__primary": "Proportion de répondeurs et intervalle."},
     {"analysis__primary": "Règle de Simon ; arrêt à la fin de la première étape."}),
    ("preuve:INT-25", SIMON, {"analysis__primary": "Règle de Simon : arrêt si au plus 2 réponses sur 11."},
     {"analysis__primary": "Règle de Simon : arrêt selon les seuils du plan."}),
    ("preuve:INT-26", REVISED, {"analysis__interim": BLIND.format("40 %", "3")}, {"analysis__interim": BLIND.format("40 %", "1,5")}),
    ("preuve:INT-27", REVISED, {"analysis__interim": BLIND.format("80 %", "1,5")}, {"analysis__interim": BLIND.format("40 %", "1,5")}),
    ("stats:BAY-04", BAYES, {"analysis__primary": "Probabilité a posteriori.", "analysis__sensitivity": "Sans les perdus de vue."},
     {"analysis__sensitivity": "Avec une loi a priori plate, puis sceptique."}),
    ("stats:BAY-05", BAYES, {"analysis__primary": "Succès si la probabilité a posteriori dépasse 80 % ; loi a priori plate en sensibilité."},
     {"analysis__primary": "Succès si la probabilité a posteriori dépasse 98 % ; loi a priori plate en sensibilité."}),
    ("stats:FEAS-08", draft("problem_discovery"), {
        "analysis__primary": "Nombre de problèmes.", "endpoints__definition": "Problèmes observés.",
        "human_factors__evaluation": "Questionnaire de satisfaction.", "changes__stopping": "Sans objet pour cette étude.",
     }, {"endpoints__definition": "Problèmes observés, classés selon la gravité du dommage possible."}),
    ("stats:FEAS-09", draft("pilot_size"), {
        "analysis__primary": "Estimations et intervalles.", "changes__stopping": "Le promoteur peut suspendre les inclusions.",
     }, {"analysis__primary": "Estimations ; critères de progression : 60 % de rétention."}),
    ("stats:PRED-10", draft("validation_c"), {"analysis__primary": "Statistique C ; test de Hosmer et Lemeshow."},
     {"analysis__primary": "Statistique C ; courbe de calibration, test de Hosmer et Lemeshow en complément."}),
    ("preuve:ECO-14", BENEFIT, {"economics__planned": "no"}, {"economics__planned": "yes"}),
    ("preuve:ECO-15", BENEFIT, {"economics__willingness": [{"value": "50 000"}]},
     {"economics__willingness": [{"value": "50 000", "reason": "Avis d'efficience publiés"}]}),
    ("stats:SS-08", TRIAL, {"analysis__primary": "Les scores sont comparés par un test de Mann-Whitney."},
     {"analysis__primary": "Les scores sont comparés par un test t ; test de Mann-Whitney en complément."}),
    ("stats:CLUS-05", WEDGE, {"analysis__primary": "Modèle mixte à intercept aléatoire par centre."},
     {"analysis__primary": "Modèle mixte, centre aléatoire et période fixe."}),
]  # fmt: skip
# the same, where the fault lies in a number of the calculation
NUMBERS: list[tuple[str, Protocol, Protocol]] = [
    ("preuve:NI-11", sizing(PANEL, goal=MARGIN | {"margin": 0.3}), sizing(PANEL, goal=MARGIN | {"margin": 0.05})),
    ("preuve:RANGE-02", ranged(-2.25, -1.0), ranged(-3.0, -1.5)),
    ("preuve:MULT-21", correlated(), correlated(low=0.0, high=0.6)),
]  # fmt: skip
PAIRS = [(id, wrote(one, **fault), wrote(one, **(fault | mended))) for id, one, fault, mended in PLANTED] + NUMBERS


def found(protocol: Protocol) -> dict[str, Verdict]:
    return {one.rule.id: one for one in findings(facts_of(protocol)) if one.rule.id in TOLD}


@pytest.mark.parametrize(("id", "planted", "mended"), PAIRS, ids=[one[0] for one in PAIRS])
def test_a_planted_fault_is_told_at_its_place_and_its_correction_silences_it(
    id: str, planted: Protocol, mended: Protocol
) -> None:
    assert_told_then_silenced(found, id, planted, mended)


def test_every_rule_has_its_planted_fault() -> None:
    assert {one[0] for one in PAIRS} == TOLD <= set(texts())


@pytest.mark.parametrize("name", exchange.example_names())
def test_the_examples_are_told_nothing_of_this(name: str) -> None:
    assert not found(exchange.example(name))


@pytest.mark.parametrize(
    ("protocol", "answers"),
    [
        (TRIAL, {"sizing__planned_reason": "Le comité de pilotage inclut un patient et compte les voix."}),
        (TRIAL, {"analysis__primary": "Test bilatéral à 5 % ; l'interaction est testée au risque de 10 %."}),
        (TRIAL, {"analysis__primary": "ANCOVA, intervalle de confiance à 95 % ; risque de 2,5 % de chaque côté."}),
        (TRIAL, {"conduct__retention": "Les essais publiés perdent 40 % de perdus de vue ; deux relances sont prévues."}),
        (TRIAL, {"plan__setting": "Vingt cabinets, dont huit centres de santé."}),
        (SMALL, {"sizing__planned_reason": "Écart-type de 0,125 (pilote) pour détecter une différence de 0,062."}),
        (TRIAL, {"plan__experimental": "Application pour iOS version 15.2, cotation CTCAE version 5.0."}),
        (ECG, {"endpoints__timing": "Référence établie dans les 30 jours", "plan__follow_up_months": 1.0}),
        (ECG, {"algorithm__independence": "Les centres et les patients sont distincts, ce qui est vérifié par identifiant."}),
        (read(), {"plan__comparator": "Les mêmes radiologues lisent avec et sans aide ; la référence vient de l'anatomopathologie."}),
        (NOT_INFERIOR, {"objectives__primary": "Montrer la non-infériorité à 8 semaines, chez l'adulte de 18 à 65 ans."}),
    ],
)  # fmt: skip
def test_what_is_written_in_order_is_not_underlined(protocol: Protocol, answers: Texts) -> None:
    before = set(found(protocol))
    assert set(found(wrote(protocol, **answers))) <= before
