"""Numbers follow the order of first citation in the document, wherever the author cites."""

from __future__ import annotations

import re

from protocols.exchange import example
from protocols.model.references import Citation
from protocols.protocol import Protocol
from templates.blocks import Document, gaps_of, plain_text, walk
from templates.compose import compose, section


def printed(document: Document) -> str:
    return "\n".join(plain_text(block) for block in walk(document.blocks))


def cases(need: str, state_of_art: str, *keys: str) -> Protocol:
    references = tuple(Citation(key=key, title=f"Title of {key}", year=2020) for key in keys)
    base = Protocol(references=references)
    return base.changed("background", "need", need).changed("background", "state_of_art", state_of_art)


def listed(text: str) -> list[str]:
    return re.findall(r"Title of (\w+)", text)


def test_numbers_follow_the_first_citation_and_orphans_come_last() -> None:
    protocol = cases("Un [@C] deux [@B].", "Trois [@C; @A]. **Gras [@B]**.", "Z", "A", "B", "C")
    text = printed(compose(protocol))
    assert "Un [1] deux [2]." in text and "Trois [1,3]. Gras [2]." in text
    assert listed(text) == ["C", "B", "A", "Z"] and "[@" not in text


def test_three_in_a_row_make_a_range() -> None:
    text = printed(compose(cases("Vu [@A; @B; @C; @E].", "Puis [@D] [@E].", "A", "B", "C", "D", "E")))
    assert "Vu [1\N{EN DASH}4]." in text and "Puis [5] [4]." in text


def test_an_unknown_key_is_a_placeholder_with_its_comment() -> None:
    document = compose(cases("Vu [@Nobody; @A].", "x", "A"))
    assert "Vu [1][À compléter\u00a0: référence Nobody]." in printed(document)
    assert any("Nobody" in gap.label for gap in gaps_of(document.blocks))


def test_a_section_alone_has_the_numbers_of_its_document() -> None:
    protocol = cases("Un [@B].", "Deux [@A].", "A", "B").changed("analysis", "primary", "Selon [@A].")
    alone = "\n".join(plain_text(block) for block in section(protocol, "analysis"))
    assert "Selon [2]." in alone and listed(printed(compose(protocol))) == ["B", "A"]


def test_a_synopsis_without_a_list_has_no_number() -> None:
    protocol = example("i_sleep").changed("endpoints", "name", "Score ISI [@Morin2011]")
    text = printed(compose(protocol, "synopsis"))
    assert "[@" not in text and "[1]" not in text


def test_the_method_is_cited_with_numbers_and_a_shared_doi_is_one_reference() -> None:
    text = printed(compose(example("i_sleep"), language="fr"))
    assert text.count("10.1002/sim.1783") == 1
    assert re.search(r"Bibliographie\s: \[[\d,\N{EN DASH}]+\], section", text)
    assert not re.search("[\ue000-\uf8ff]", text)


def test_a_key_is_no_abbreviation_and_marks_in_the_register_are_numbers() -> None:
    protocol = example("i_sleep")
    text = printed(compose(protocol))
    assert "SFTG2006" not in text and "[@" not in text
    assert re.search(r"van der Zweerde et al\., 2016\) \[1\]", text)
