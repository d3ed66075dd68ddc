"""The picker finds a design by what the author wants to show."""

from __future__ import annotations

import pytest

from stats.card import Against, Endpoint
from stats.text import LANGUAGES
from ui import words
from ui.picker import cards, matches


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
    assert matches(None, None, "  ; !") == everything


def test_every_filter_is_named_and_leads_somewhere() -> None:
    for endpoint in Endpoint:
        assert all(words.ENDPOINTS[endpoint][language] for language in LANGUAGES)
    for against in Against:
        assert all(words.AGAINSTS[against][language] for language in LANGUAGES)
    for kind, card in cards().items():
        assert kind in matches(card.endpoint, card.against, "")
