"""Blocks say what they hold and refuse what cannot be printed."""

import pytest

from templates.blocks import (
    CrossRef,
    Field,
    FieldRows,
    Gap,
    Heading,
    Landscape,
    ListBlock,
    Paragraph,
    Run,
    Table,
    answering,
    bullets,
    gaps_of,
    items_of,
    plain_text,
    text,
)


def a_table(**changes: object) -> Table:
    given: dict[str, object] = {
        "anchor": "t", "caption": text("C"), "header": (text("a"), text("b")), "rows": ((text("1"), text("2")),),
    }  # fmt: skip
    return Table(**(given | changes))  # type: ignore[arg-type]


def test_plain_text_keeps_every_word() -> None:
    assert plain_text(a_table()) == "C\na\tb\n1\t2"
    assert plain_text(FieldRows((Field("Promoteur", text("ACME")),))) == "Promoteur\tACME"
    assert plain_text(bullets("un", "deux")) == "un\ndeux"
    assert plain_text(Landscape((Paragraph(text("x")), Paragraph(text("y"))))) == "x\ny"


def test_plain_text_prints_gaps_and_references_in_the_language() -> None:
    block = Paragraph((Gap("promoteur", "c"), Run(" "), CrossRef("t")))
    assert plain_text(block, "fr", {"t": "Tableau 1"}) == "[À compléter\u00a0: promoteur] Tableau 1"
    assert plain_text(block, "en") == "[To be completed: promoteur] t"


@pytest.mark.parametrize(
    "changes",
    [{"header": ()}, {"rows": ((text("1"),),)}, {"alignments": ("left",)}, {"widths": (1.0,)}, {"widths": (1.0, 0.0)}],
)
def test_a_table_that_does_not_fit_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Table 't'"):
        a_table(**changes)


def test_heading_levels_are_one_to_three() -> None:
    with pytest.raises(ValueError, match="level 4"):
        Heading(4, text("x"))


def test_items_and_gaps_are_found_inside_landscape_pages() -> None:
    inner = Paragraph((Gap("a", "b"),), items=("x:1",))
    blocks = (Landscape((inner,)), *answering([ListBlock(())], ("y:2",)))
    assert items_of(blocks) == {"x:1", "y:2"}
    assert gaps_of(blocks) == (Gap("a", "b"),)


def test_an_item_is_carried_once() -> None:
    (block,) = answering(answering([Paragraph(())], ("a", "b")), ("b", "c"))
    assert items_of([block]) == {"a", "b", "c"}
