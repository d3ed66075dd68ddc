"""The section on multiplicity says what the calculation knows of the primary claims, and leaves the rest to the author."""

from __future__ import annotations

import pytest

from protocols.protocol import Protocol
from stats.text import LANGUAGES, Language
from templates.blocks import CrossRef, Gap, Heading, Paragraph, plain_text, walk
from templates.compose import section
from tests.protocols.test_combining import COST, with_

SECONDARY = "L'ISI à 6 mois n'est testé qu'après le succès de l'étude."
TOLD = {
    "full": ("chacun testé au risque entier, sans correction", "each tested at its full level, without adjustment"),
    "bonferroni": ("par la méthode de Bonferroni ;", "by Bonferroni's method;"),
    "holm": ("par la procédure de Holm ;", "by Holm's procedure;"),
    "fixed_sequence": ("par un test hiérarchique dans l'ordre indiqué ;", "by a fixed sequence in the order given;"),
    "fallback": (
        "par la procédure de repli (fallback) dans l'ordre indiqué ;",
        "by the fallback procedure in the order",
    ),
}


def joined(procedure: str) -> Protocol:
    rule = "all" if procedure == "full" else "at_least_one"
    return with_(others=[COST], correlation={"value": 0.2}, rule=rule, procedure=procedure)


def under_multiplicity(protocol: Protocol, language: Language) -> list[Paragraph]:
    """The paragraphs of the section, in order."""
    found: list[Paragraph] = []
    inside = False
    for block in walk(section(protocol, "analysis", language, protocol.sample_size())):
        if isinstance(block, Heading):
            inside = block.anchor == "multiplicity"
        elif inside and isinstance(block, Paragraph):
            found.append(block)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("procedure", TOLD)
def test_the_procedure_of_the_calculation_is_printed_once_with_where_it_is_described(
    procedure: str, language: Language
) -> None:
    protocol = joined(procedure).changed("analysis", "multiplicity", SECONDARY)
    first, lead, own = under_multiplicity(protocol, language)
    assert TOLD[procedure][language == "en"] in plain_text(first, language).replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert [one.anchor for one in first.content if isinstance(one, CrossRef)] == ["success"]
    assert plain_text(lead, language).endswith(":") and plain_text(own, language) == SECONDARY


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_author_owes_stays_a_gap_beside_it(language: Language) -> None:
    _, _, owed = under_multiplicity(joined("full").changed("analysis", "multiplicity", None), language)
    assert [type(one) for one in owed.content] == [Gap]
    none = joined("full").changed("analysis", "multiplicity", {"not_applicable": "aucun critère secondaire revendiqué"})
    _, _, declined = under_multiplicity(none, language)
    assert "aucun critère secondaire revendiqué" in plain_text(declined, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_study_with_one_claim_prints_the_words_of_its_author_alone(language: Language) -> None:
    protocol = with_().changed("analysis", "multiplicity", SECONDARY)
    assert [plain_text(one, language) for one in under_multiplicity(protocol, language)] == [SECONDARY]


@pytest.mark.parametrize("procedure", TOLD)
def test_the_procedure_is_described_in_one_section_alone(procedure: str) -> None:
    found = joined(procedure).sample_size()
    blocks = (
        *section(joined(procedure), "sample_size", "fr", found),
        *section(joined(procedure), "analysis", "fr", found),
    )
    words = "\n".join(plain_text(one, "fr") for one in walk(blocks))
    assert (
        words.count("critères principaux conjoints, présentés au" if procedure == "full" else "Elle est positive si")
        == 1
    )
    assert "L'objectif principal est atteint" not in words  # of one claim among several


@pytest.mark.parametrize(("procedure", "interval"), [("full", True), ("bonferroni", False), ("holm", False)])
def test_no_interval_is_promised_where_the_procedure_moves_the_risk(procedure: str, interval: bool) -> None:
    found = joined(procedure).sample_size()
    words = "\n".join(plain_text(one, "fr") for one in walk(section(joined(procedure), "analysis", "fr", found)))
    assert ("confiance bilatéral à 95\N{NO-BREAK SPACE}% de la mesure de l'effet" in words) == interval
