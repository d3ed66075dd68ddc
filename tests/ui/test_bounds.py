"""What is out of bounds, or a list badly separated, is answered in the words of the field."""

from __future__ import annotations

import pytest

from stats.quantities import Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text
from ui.editing import as_sentence
from ui.numbers import parse_list
from ui.sizing_fields import within

SHARE = Quantity(Text(fr="Part", en="Share"), Unit.PROPORTION, Text(fr="Aide", en="Help"), gt=0, lt=1)


@pytest.mark.parametrize("value", [1.2, 1.0, 0.0, -0.1])
def test_the_bound_has_the_unit_of_the_field(value: float) -> None:
    with pytest.raises(Refusal) as refused:
        within(SHARE, value)
    bound = refused.value.phrase.values["bound"]
    assert not isinstance(bound, Text) and bound.unit is Unit.PROPORTION
    within(SHARE, 0.5)


@pytest.mark.parametrize("raw", ["50 % ; 75 %", "50 %, 75 %", "50 %,75 %", "0,5 ; 0,75", "0.5, 0.75"])
def test_a_list_is_understood_as_people_separate_it(raw: str) -> None:
    assert parse_list(raw, Unit.PROPORTION) == (0.5, 0.75)


def test_a_list_that_is_not_understood_says_how_to_separate() -> None:
    with pytest.raises(Refusal, match="semicolons"):
        parse_list("la moitié", Unit.PROPORTION)


@pytest.mark.parametrize(
    ("error", "said"),
    [("doit être positif", "Doit être positif."), ("« 2 » dépasse 1.", "« 2 » dépasse 1."), ("Quoi ?", "Quoi ?")],
)
def test_what_is_said_beside_a_field_is_a_sentence(error: str, said: str) -> None:
    assert as_sentence(error) == said
