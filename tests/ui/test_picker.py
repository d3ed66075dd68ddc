"""The picker finds a design by what the author wants to show."""

from __future__ import annotations

import pytest

from stats.card import Against, Endpoint
from stats.text import LANGUAGES
from ui import words
from ui.picker import cards, matches
from ui.picker_words import ASSOCIATED


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("délai jusqu'à événement", "log_rank"),
        ("score, comparateur", "two_means"),
        ("SENSIBILITÉ objectif fixé", "one_proportion"),
        ("sensitivity goal advance", "one_proportion"),
        ("mêmes patients sensible", "paired_proportions"),
        ("McNemar", "paired_proportions"),
        ("précision sensibilité", "one_proportion_precision"),
        ("temps de lecture", "reading_time"),
        ("durée de séjour", "rank_sum"),
        ("erreurs médicamenteuses", "cluster_rates"),
        ("réadmissions", "negative_binomial_rates"),
        ("accord entre lecteurs", "cohen_kappa"),
        ("qualité de vie", "two_means"),
        ("survie", "log_rank"),
        ("jumeau numérique", "ancova"),
        ("digital twin", "ancova"),
        ("lésions par patient", "clustered_proportion"),
        ("nouvelle version", "version_change"),
        ("dépistage", "screen_positive"),
        ("services tirés au sort", "stepped_wedge"),
        ("avant après", "before_after_control"),
        ("sous-groupe", "subgroup_precision"),
        ("time saved", "reading_time"),
        ("comparer un taux entre deux groupes", "two_proportions"),
        ("taux de réhospitalisation à 30 jours", "two_proportions"),
        ("essai randomisé, pourcentage de patients guéris", "two_proportions"),
        ("comparer un score de douleur entre deux groupes", "two_means"),
        ("modèle pronostique de survie", "prediction_development_survival"),
        ("validation externe d'un modèle", "validation_slope"),
        ("IA seule contre lecteurs", "standalone_vs_panel"),
        ("règle des trois", "rare_event"),
        ("erreurs d'utilisation", "problem_discovery"),
        ("étude pilote", "pilot_size"),
    ],
)
def test_the_author_s_own_words_find_a_design(said: str, kind: str) -> None:
    assert kind in matches(None, None, said)


def test_filters_narrow_the_list_and_nonsense_empties_it() -> None:
    everything = matches(None, None, "")
    assert set(everything) == set(cards())
    narrowed = matches(Endpoint.BINARY, Against.GOAL, "")
    assert "one_proportion" in narrowed and set(narrowed) < set(everything)
    assert matches(None, None, "licorne quantique") == []
    assert matches(None, None, "  ; !") == everything == matches(None, None, "les des par")


def test_every_filter_is_named_and_leads_somewhere() -> None:
    for endpoint in Endpoint:
        assert all(words.ENDPOINTS[endpoint][language] for language in LANGUAGES)
    for against in Against:
        assert all(words.AGAINSTS[against][language] for language in LANGUAGES)
    for kind, card in cards().items():
        assert kind in matches(card.endpoint, card.against, "")


def test_associated_words_belong_to_designs() -> None:
    named = {kind for listed in ASSOCIATED for kind in listed}
    assert named <= set(cards())


def test_a_word_that_no_question_holds_does_not_hide_the_others() -> None:
    assert matches(None, None, "critère d'utilisabilité") == matches(None, None, "utilisabilité") != []
    assert matches(None, None, "zzzz") == []
