"""What differs between an export and a file: numbers, words, passages removed, added or moved."""

from __future__ import annotations

import pytest

from protocols.comparing import differences, numbers, plain, swaps
from protocols.passages import Passage


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage(place, text) for place, text in enumerate(texts))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("n = 568 sujets", "n = 400 sujets", [("568", "400")]),
        ("12\u202f568 sujets", "12 400 sujets", [("12 568", "12 400")]),
        ("risque de 2,5 %", "risque de 5 %", [("2,5", "5")]),
        ("1,234 subjects at 90%", "1,234 subjects at 80%", [("90", "80")]),
        ("une marge de 10 points", "une marge", [("10", "")]),
        ("deux bras", "deux bras de 30", [("", "30")]),
        ("bilatéral", "unilatéral", []),
    ],
)
def test_the_numbers_that_differ(before: str, after: str, found: list[tuple[str, str]]) -> None:
    assert [pair for one in swaps(before, after) for pair in one.numbers] == found


def test_spaces_hyphens_and_apostrophes_are_not_edits() -> None:
    before = passages("L'étude\u00a0: non\u2011infériorité", "à\u202f5\u00a0%")
    after = passages("L’étude : non-infériorité", "à 5 %")
    assert differences(before, after) == ()
    assert plain("a\u00a0 b\n") == "a b"


def test_removed_added_moved() -> None:
    before = passages("alpha beta gamma", "un deux trois", "quatre cinq six", "sept huit neuf")
    removed = differences(before, passages("alpha beta gamma", "quatre cinq six", "sept huit neuf"))
    assert [(len(one.before), len(one.after)) for one in removed] == [(1, 0)]
    added = differences(before, (*before[:2], Passage(9, "une phrase nouvelle"), *before[2:]))
    assert [(one.before, one.after[0].text) for one in added] == [((), "une phrase nouvelle")]
    assert differences(before, (before[1], before[0], *before[2:])) == ()


def test_a_changed_passage_beside_a_removed_one_is_recognised() -> None:
    before = passages("Le calcul demande 568 participants en tout", "Ce paragraphe va disparaître", "fin")
    after = passages("Le calcul demande 400 participants en tout", "fin")
    found = differences(before, after)
    assert [(len(one.before), len(one.after)) for one in found] == [(1, 1), (1, 0)]


def test_a_wholly_different_text_is_compared_in_no_time() -> None:
    before = passages(*(f"phrase {index} du protocole" for index in range(400)))
    after = passages(*(f"autre chose {index} ailleurs" for index in range(5000)))
    assert differences(before, after)


def test_numbers_of_a_text() -> None:
    assert numbers("de 12\u00a0000 à 3,5 %") == {"12 000", "3,5"}
