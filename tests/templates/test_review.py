"""Clean exports raise what they ship with and nothing else; every planted fault is found, where it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.exchange import example
from protocols.protocol import Protocol
from protocols.remarks import Kind
from protocols.review import Review, review
from protocols.rules.engine import Severity
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import LANGUAGES, Language, Phrase
from templates.reading.dossier import open_dossier
from templates.reading.refused import Refused
from templates.saying import say, say_value
from tests.templates.planting import added, assumed, clean, other_data, parts_changed, removed, replaced, sized

NAMES = ("ai_ecg", "i_sleep", "sms_contraception")  # the published studies, whose numbers are edited by hand below
EACH = [pytest.mark.parametrize("name", NAMES), pytest.mark.parametrize("language", LANGUAGES)]
EXPECTED = {
    "i_sleep": {"stats:SS-09", "stats:POWER-02", "stats:OUT-02"},
    "ai_ecg": set(),
    "sms_contraception": set(),
}


def each(test: Callable[..., None]) -> Callable[..., None]:
    """Each example in each language."""
    for mark in EACH:
        test = mark(test)
    return test


def reviewed(data: bytes) -> Review:
    return review(open_dossier(data))


def ids(found: Review) -> set[str]:
    return {one.id for one in found.remarks}


def edits(found: Review) -> list[str]:
    """What the review says of the text, in the language of the document."""
    return [say(one.phrase, found.language) for one in found.remarks if one.kind is not Kind.RULE]


def size_of(name: str) -> SampleSize:
    found = example(name).sample_size()
    assert isinstance(found, SampleSize)
    return found


def percent(value: float, language: Language) -> str:
    return say_value(Value(value, Unit.PROPORTION), language)


def said(value: str, held: str, language: Language) -> str:
    if language == "fr":
        return f"Le document dit {value}, les données donnent {held}."
    return f"The document says {value}, the data give {held}."


@each
def test_a_clean_export_raises_what_is_expected_and_no_edit(name: str, language: Language) -> None:
    found = reviewed(clean(name, language))
    assert found.language == language
    assert ids(found) == EXPECTED[name] and not edits(found)
    assert found.total >= 40


@each
def test_an_edited_number_of_participants(name: str, language: Language) -> None:
    """In a paragraph of the justification, whatever the section it stands in."""
    enrolled = str(size_of(name).enrolled)
    found = reviewed(replaced(clean(name, language), enrolled, "400"))
    assert said("400", enrolled, language) in edits(found)
    remark = next(one for one in found.remarks if one.id == "text:NUMBER")
    assert remark.severity is Severity.BLOCKING and remark.place is not None and "400" in remark.quote
    assert "400" in found.sheet.in_text


@each
def test_an_edited_power(name: str, language: Language) -> None:
    target = percent(example(name).sizing.target or 0, language)
    other = target.replace(target[:2], "99")
    found = reviewed(replaced(clean(name, language), target, other, "uissance" if language == "fr" else "ower"))
    assert said("99", target[:2], language) in edits(found)
    assert any(one.severity is Severity.BLOCKING for one in found.remarks)


@each
def test_an_edited_alpha(name: str, language: Language) -> None:
    """The two-sided 5 % of the sentence of the design becomes 10 %."""
    inside = "première espèce" if language == "fr" else "type I error"
    found = reviewed(
        replaced(clean(name, language), f" {percent(0.05, language)}", f" {percent(0.1, language)}", inside)
    )
    assert said("10", "5", language) in edits(found)


@each
def test_an_edited_side(name: str, language: Language) -> None:
    old, new = {"fr": ("bilatéral", "unilatéral"), "en": ("two-sided", "one-sided")}[language]
    found = reviewed(replaced(clean(name, language), old, new))
    remark = next(one for one in found.remarks if one.id == "text:CHANGED")
    assert remark.severity is Severity.MAJOR


@each
def test_a_removed_paragraph(name: str, language: Language) -> None:
    found = reviewed(removed(clean(name, language)))
    assert [one.id for one in found.remarks if one.kind is Kind.EDIT] == ["text:REMOVED"]


@each
def test_an_added_paragraph(name: str, language: Language) -> None:
    words = "Une analyse portera sur 7351 dossiers." if language == "fr" else "An analysis will cover 7351 records."
    found = reviewed(added(clean(name, language), words))
    assert len(edits(found)) == 1 and "7351" in edits(found)[0]
    assert next(one for one in found.remarks if one.id == "text:ADDED").severity is Severity.MAJOR


@each
def test_an_edited_cell(name: str, language: Language) -> None:
    value = {"i_sleep": "4,5", "ai_ecg": "86,9", "sms_contraception": "65"}[name]
    value = value if language == "fr" else value.replace(",", ".")
    other = "3" if "," not in value and "." not in value else value[:-1] + "1"
    found = reviewed(replaced(clean(name, language), value, other))
    assert said(other, value, language) in edits(found)


@each
def test_a_stale_version_of_the_device_in_the_data(name: str, language: Language) -> None:
    found = reviewed(other_data(name, language, lambda one: one.changed("device", "version", "0.8.7")))
    assert any("0.8" in one for one in edits(found)), edits(found)


@each
def test_a_stale_version_of_the_protocol_in_the_text(name: str, language: Language) -> None:
    found = reviewed(replaced(clean(name, language), "0.1", "0.9"))
    assert said("0.9", "0.1", language) in edits(found)


@each
def test_a_one_sided_alpha_in_the_data(name: str, language: Language) -> None:
    found = reviewed(other_data(name, language, lambda one: sized(one, "goal", alpha=0.05, sides=1)))
    assert "stats:ALPHA-01" in ids(found) and edits(found)


def _against(protocol: Protocol) -> Protocol:
    """The arms swapped, or the effect turned against the device."""
    values = {name: one.value or 0 for name, one in protocol.sizing.assumptions.items()}
    if "p_control" in values:
        swapped = assumed(protocol, "p_control", values["p_experimental"])
        return assumed(swapped, "p_experimental", values["p_control"])
    if "p_expected" in values:
        return assumed(protocol, "p_expected", 0.75)
    return assumed(protocol, "difference", -values["difference"])


@each
def test_swapped_arms_in_the_data(name: str, language: Language) -> None:
    found = reviewed(other_data(name, language, _against))
    assert "preuve:DIR-01" in ids(found) and edits(found)
    assert found.sheet.recomputed is None and found.sheet.unsolved


@each
def test_too_few_planned_in_the_data(name: str, language: Language) -> None:
    """Losses multiplied instead of divided, or the first tooth of an exact test."""
    planned = {"i_sleep": 154, "sms_contraception": 545, "ai_ecg": 310}[name]
    found = reviewed(other_data(name, language, lambda one: one.changed("sizing", "planned", planned)))
    assert {"i_sleep": "stats:SS-03", "sms_contraception": "stats:SS-03", "ai_ecg": "stats:SS-02"}[name] in ids(found)
    assert any(str(planned) in one for one in edits(found))
    assert (found.sheet.attained or 1) < (found.sheet.target or 0) + 0.01


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_margin(language: Language) -> None:
    def margin(value: float) -> Callable[[Protocol], Protocol]:
        return lambda one: assumed(sized(one, "goal", kind="non_inferiority", alpha=0.025, margin=value), "p_experimental", 0.5)  # fmt: skip

    from protocols.exchange import dumps
    from protocols.protocol import SCHEMA_VERSION
    from templates.compose import compose
    from templates.word.payload import Payload
    from templates.word.writer import write

    printed, held = margin(0.1)(example("sms_contraception")), margin(0.12)(example("sms_contraception"))
    data = write(compose(printed, language=language), embed=Payload(dumps(held), SCHEMA_VERSION))
    found = reviewed(data)
    assert said("10", "12", language) in edits(found)
    assert "stats:NI-07" in ids(found)  # the objective still announces superiority


@each
def test_one_carrier_tampered(name: str, language: Language) -> None:
    def cut(part: str, content: bytes) -> bytes:
        return content.replace(b">eN", b">eO") if part.startswith("customXml/item1.xml") else content

    assert "file:HASH" in ids(reviewed(parts_changed(clean(name, language), cut)))


@each
def test_both_carriers_tampered_or_contradictory_or_absent(name: str, language: Language) -> None:
    data = clean(name, language)
    with pytest.raises(Refused):
        open_dossier(parts_changed(data, lambda _, content: content.replace(b">eN", b">eO")))
    another = clean(next(one for one in NAMES if one != name), language)
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(another)) as archive:
        foreign = archive.read("customXml/item1.xml")
    with pytest.raises(Refused) as refusal:
        open_dossier(parts_changed(data, lambda part, content: foreign if part == "customXml/item1.xml" else content))
    assert "deux projets" in refusal.value.fr


def test_the_questions_are_few_and_not_repeated() -> None:
    data = clean("sms_contraception", "fr")
    for _ in range(3):
        data = replaced(data, "570", "400")
    found = reviewed(data)
    assert sum("400" in one for one in edits(found)) == 3
    assert len(found.questions) == 1
    assert len(reviewed(other_data("i_sleep", "fr", _against)).questions) <= 5


def test_every_sentence_of_a_review_is_said_in_both_languages() -> None:
    data = removed(replaced(clean("i_sleep", "fr"), "160", "400"), 200)
    for one in reviewed(data).remarks:
        for text in (Phrase(one.title), one.phrase, Phrase(one.fix)):
            for language in LANGUAGES:
                spoken = say(text, language)
                assert spoken and "{" not in spoken
