"""Faults as a careless author would plant them, family by family: each is told, and its correction silences it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from protocols import exchange
from protocols.facts import facts_of
from protocols.model.sizing import Assumption
from protocols.protocol import Protocol
from protocols.rules.engine import Verdict, findings, texts
from tests.protocols.rule_cases import looks, readings, rules_of_thumb
from tests.protocols.telling import assert_told_then_silenced
from tests.protocols.test_combining import COST, with_
from tests.protocols.test_family_facts import draft

EXAMPLES = [one.stem for one in sorted((Path(exchange.__file__).parent / "examples").glob("*.json"))]
TOLD = {
    *looks.CASES, *readings.CASES, *rules_of_thumb.CASES, "preuve:MULT-09", "preuve:MULT-10", "preuve:MULT-11", "preuve:MULT-12",
    "preuve:MULT-13", "preuve:MULT-14", "preuve:MULT-22", "preuve:POWER-04", "preuve:ECO-06", "preuve:ECO-07", "preuve:ECO-08", "preuve:ECO-09",
    "preuve:ECO-10", "preuve:ECO-11", "preuve:ECO-12",
}  # fmt: skip


def found(protocol: Protocol) -> dict[str, Verdict]:
    return {one.rule.id: one for one in findings(facts_of(protocol)) if one.rule.id in TOLD}


def wrote(protocol: Protocol, **text: Any) -> Protocol:
    """The draft with these answers; `analysis__interim` is the field `interim` of the section `analysis`."""
    for name, value in text.items():
        section, field = name.split("__")
        protocol = protocol.changed(section, field, value)
    return protocol


LOOKS = {"interim": {"looks": [0.5, 0.75], "choices": {"spending": "obrien_fleming"}}}
FUTILE = {
    "interim": {"looks": [0.5], "choices": {"futility_spending": "obrien_fleming", "futility_rule": "non_binding"}}
}
NET = {
    "name": "Bénéfice net à 12 mois", "better": "higher", "unit": "€", "kind": "net_benefit", "goal": {"kind": "superiority"},
    "assumptions": {
        name: {"value": value}
        for name, value in {
            "delta_effect": 0.03, "delta_cost": -300.0, "sd_effect": 0.1, "sd_cost": 3000.0, "correlation": -0.1,
            "willingness_to_pay": 50000.0,
        }.items()
    },
}  # fmt: skip
TWO = {"others": [COST], "correlation": {"value": 0}}
READ = {"choices": {"inference": "random"}, "readers": 8}


def with_looks(**text: Any) -> Protocol:
    return wrote(with_(**LOOKS), **text)


def with_two(changed: dict[str, Any] | None = None, **text: Any) -> Protocol:
    return wrote(with_(**(TWO | (changed or {}))), **text)


def with_benefit(**text: Any) -> Protocol:
    return wrote(with_(others=[NET], correlation={"value": 0}), **text)


def read(kind: str = "mrmc_auc", inference: str = "random", **text: Any) -> Protocol:
    return wrote(draft(kind, choices={"inference": inference}, readers=8), **text)


def predicted(**text: Any) -> Protocol:
    made = draft("prediction_development_binary", parameters=24)
    return wrote(made, algorithm__selection="Régression ; bootstrap.", **text)


def reason(protocol: Protocol, text: str) -> Protocol:
    return protocol.changed("sizing", "planned_reason", text)


PLANTED: list[tuple[str, Protocol, Protocol]] = [
    (
        "preuve:INT-12",
        with_looks(analysis__interim="Deux analyses intermédiaires à un tiers et deux tiers de l'information."),
        with_looks(analysis__interim="Deux analyses intermédiaires, à 50 % et 75 % de l'information, au risque de 5 %."),
    ),
    (
        "preuve:INT-13",
        with_looks(analysis__interim="Les bornes sont celles de Pocock."),
        with_looks(analysis__interim="Dépense du risque de type O'Brien-Fleming."),
    ),
    (
        "preuve:INT-14",
        wrote(with_(**FUTILE), governance__dmc="Comité indépendant ; la règle de futilité est contraignante."),
        wrote(with_(**FUTILE), governance__dmc="Comité indépendant ; la règle de futilité est non contraignante."),
    ),
    (
        "preuve:INT-15",
        with_looks(analysis__interim="L'étude peut être arrêtée pour futilité."),
        with_looks(analysis__interim="Aucun arrêt pour futilité n'est prévu."),
    ),
    (
        "preuve:INT-16",
        wrote(
            with_(extension="reestimation"),
            analysis__interim="L'effectif sera revu d'après la différence observée, par un test de combinaison.",
        ),
        wrote(
            with_(extension="reestimation"),
            analysis__interim="L'effectif sera revu en aveugle, d'après la variance globale, avant toute levée de l'aveugle.",
        ),
    ),
    ("preuve:MULT-09", with_two({"procedure": "bonferroni"}), with_two()),
    (
        "preuve:MULT-10",
        with_two(analysis__multiplicity="Les deux critères principaux sont testés selon Bonferroni."),
        with_two(analysis__multiplicity="Les deux critères principaux, chacun au risque entier. Bonferroni pour les secondaires."),
    ),
    (
        "preuve:MULT-11",
        with_two(analysis__multiplicity="Le risque de 5 % est réparti : 3 % pour l'ISI et 3 % pour le coût"),
        with_two(analysis__multiplicity="Le risque de 5 % est réparti : 4 % pour l'ISI et 1 % pour le coût"),
    ),
    (
        "preuve:MULT-12",
        reason(with_two(), "La puissance est de 90 % pour le score ISI."),
        reason(with_two(), "La puissance de réussir sur les deux critères est de 80 %."),
    ),
    (
        "preuve:MULT-13",
        wrote(with_(), analysis__multiplicity="Deux critères principaux : l'ISI et le coût."),
        with_two(analysis__multiplicity="Deux critères principaux : l'ISI et le coût."),
    ),
    (
        "preuve:MULT-22",
        with_two(analysis__multiplicity="Le risque est affecté à l'unique critère principal, l'ISI."),
        with_two(analysis__multiplicity="Deux critères principaux conjoints : l'ISI et le coût."),
    ),
    (
        "preuve:MULT-14",
        with_two(analysis__multiplicity="L'étude est positive si au moins un des critères est significatif."),
        with_two(analysis__multiplicity="Tous les critères principaux doivent être significatifs."),
    ),
    (
        "preuve:POWER-04",
        reason(with_(), "L'effectif donne une puissance de 90 %."),
        reason(with_(), "L'effectif donne une puissance de 80 %, et un intervalle à 95 %."),
    ),
    (
        "preuve:ECO-06",
        with_benefit(economics__willingness=[{"value": "20 000"}, {"value": "30 000 € par QALY"}]),
        with_benefit(economics__willingness=[{"value": "20 000"}, {"value": "50 000 €"}]),
    ),
    (
        "preuve:ECO-07",
        with_benefit(economics__sample_size_method="Écart-type des coûts de 2 900 euros (PMSI)."),
        with_benefit(economics__sample_size_method="Écart-type des coûts de 3 000 euros (PMSI)."),
    ),
    ("preuve:ECO-08", with_benefit(economics__correlation=0.2), with_benefit(economics__correlation=-0.1)),
    ("preuve:ECO-09", with_benefit(economics__horizon_months=6.0), with_benefit(economics__horizon_months=12.0)),
    (
        "preuve:ECO-10",
        wrote(
            with_(others=[COST | {"definition": "Coûts comptés du point de vue de l'assurance maladie."}], correlation={"value": 0}),
            economics__perspective="societal",
        ),
        wrote(
            with_(others=[COST | {"definition": "Coûts en perspective sociétale, hospitalisations comprises."}], correlation={"value": 0}),
            economics__perspective="societal",
        ),
    ),
    (
        "preuve:ECO-11",
        with_(others=[COST | {"unit": "k€"}], correlation={"value": 0}),
        with_(others=[COST | {"unit": "€"}], correlation={"value": 0}),
    ),
    ("preuve:ECO-12", wrote(with_(), economics__sample_size=420), wrote(with_(), economics__sample_size=150)),
    (
        "stats:MRMC-05",
        read().changed("sizing", "assumptions", {
            **{name: one.model_dump() for name, one in read().sizing.assumptions.items()},
            "correlation_both": {"value": 0.45}, "correlation_readers": {"value": 0.35}, "correlation_modalities": {"value": 0.5},
        }),
        read(),
    ),  # fmt: skip
    (
        "stats:MRMC-06",
        read(plan__comparator="Les examens sont répartis entre les lecteurs."),
        read(plan__comparator="Chaque lecteur lit tous les examens, avec et sans aide."),
    ),
    (
        "stats:MRMC-07",
        read(inference="fixed_readers", objectives__primary="Montrer un gain généralisable à tous les radiologues."),
        read(inference="fixed_readers", objectives__primary="Montrer un gain, limité à ces lecteurs seulement."),
    ),
    (
        "stats:MRMC-08",
        read(plan__allocation="Les deux lectures sont séparées par une semaine."),
        read(plan__allocation="Les deux lectures sont séparées par six semaines, ordre tiré au sort."),
    ),
    (
        "stats:PRED-05",
        reason(predicted(), "Avec dix événements par variable, 240 événements suffisent."),
        reason(predicted(), "Critères de Riley ; dix événements par variable ne suffisent pas."),
    ),
    (
        "stats:PRED-06",
        reason(predicted(), "Quatre critères pour 40 prédicteurs candidats."),
        reason(predicted(), "Quatre critères pour 20 prédicteurs candidats."),
    ),
    (
        "stats:FEAS-01",
        wrote(draft("pilot_size"), analysis__primary="Les groupes sont comparés par un test t.", objectives__primary="Faisabilité."),
        wrote(draft("pilot_size"), analysis__primary="Estimations et intervalles, sans test de comparaison.",
              objectives__primary="Faisabilité."),
    ),
    (
        "stats:FEAS-02",
        wrote(draft("pilot_size"), plan__confirmatory="yes"),
        wrote(draft("pilot_size"), plan__confirmatory="no"),
    ),
    (
        "stats:FEAS-03",
        reason(draft("rare_event", cases=3.0), "Effectif obtenu par la règle de trois."),
        reason(draft("rare_event", cases=1.0), "Effectif obtenu par la règle de trois."),
    ),
    (
        "stats:FEAS-04",
        reason(draft("rare_event"), "La règle de trois exclut une fréquence de 0,2 %."),
        reason(draft("rare_event"), "La règle de trois exclut une fréquence de 1 %."),
    ),
    ("stats:BAY-02", with_(extension="assurance", uncertain=["sd"]), with_(extension="assurance")),
]  # fmt: skip


@pytest.mark.parametrize(("id", "planted", "mended"), PLANTED, ids=[one[0] for one in PLANTED])
def test_a_planted_fault_is_told_at_its_place_and_its_correction_silences_it(
    id: str, planted: Protocol, mended: Protocol
) -> None:
    assert_told_then_silenced(found, id, planted, mended)


def test_every_rule_has_its_planted_fault() -> None:
    assert {one[0] for one in PLANTED} == TOLD <= set(texts())


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_told_nothing_of_this(name: str) -> None:
    assert not found(exchange.example(name))


@pytest.mark.parametrize(
    "text",
    [
        "Ré-estimation de l'effectif en aveugle, sans lever l'aveugle.",
        "L'effectif sera revu en aveugle ; la base est gelée avant la levée de l'aveugle.",
    ],
)
def test_a_blinded_revision_is_not_taken_for_one_on_the_effect(text: str) -> None:
    assert facts_of(wrote(with_(extension="reestimation"), analysis__interim=text)).reestimation_on_effect is False


def test_an_english_text_is_read_too() -> None:
    looked = with_looks(
        analysis__interim="Interim looks at one-third and two-thirds of the information, Pocock bounds."
    )
    assert {"preuve:INT-12", "preuve:INT-13"} <= set(found(looked))
    split = with_two(analysis__multiplicity="The alpha of 0.05 is split: 0.04 for the ISI and 0.02 for costs.")
    assert "preuve:MULT-11" in found(split)
    several = read(
        plan__comparator="Cases will be divided among the readers.", plan__allocation="Washout of two weeks."
    )
    assert {"stats:MRMC-06", "stats:MRMC-08"} <= set(found(several))


def test_an_assumption_without_a_value_is_not_compared() -> None:
    sizing = read().sizing
    bare = sizing.model_copy(update={"assumptions": sizing.assumptions | {"correlation_both": Assumption()}})
    assert facts_of(read().model_copy(update={"sizing": bare})).reader_correlations is None
