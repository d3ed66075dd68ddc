"""What changed between two states: every question, once, in its own terms; nothing for what did not change."""

from __future__ import annotations

import datetime as dt

import pytest

from protocols.changes_between import SECTIONS, Change, changes
from protocols.compared import Amount, Listed, Reason, Span, Tabled
from protocols.excerpts import LEFT_OUT, LONGEST_CHANGE, Passage, passages
from protocols.exchange import example, example_names
from protocols.model.asking import Ask
from protocols.model.sizing import SOURCES, Assumption, GoalChoice, Sizing
from protocols.protocol import Protocol
from stats.quantities import Unit
from stats.registry import design_class
from ui import words

EMPTY = Protocol()
SLEEP = example("i_sleep")


def one(before: Protocol, after: Protocol) -> Change:
    (change,) = changes(before, after)
    return change


def plain(passage: object, changed: bool | None = None) -> str:
    assert isinstance(passage, Passage)
    return "".join(piece.text for piece in passage.pieces if changed is None or piece.changed is changed)


def sized(protocol: Protocol, **changed: object) -> dict[tuple[str, str], Change]:
    """The changes of the sizing, by path and part."""
    after = protocol.model_copy(update={"sizing": Sizing.model_validate(protocol.sizing.model_dump() | changed)})
    return {(one.path, one.part.en if one.part else ""): one for one in changes(protocol, after)}


VALUES = {
    "line": "Réponse 👩🏽‍⚕️", "narrative": "Une *réponse*\n\n- a", "lines": ("un", "deux"), "number": 1,
    "date": dt.date(2026, 1, 1),
}  # fmt: skip
QUESTIONS = [(name, field, ask) for name, part in EMPTY.sections().items() for field, ask in part.asks().items()]


def answer(ask: Ask) -> object:
    if ask.shape == "choice":
        return next(iter(ask.options))
    return [ask.rows.new] if ask.rows else VALUES[ask.shape]


PATTERNS = {"route.id_rcb": "2026-A00001-42", "route.civ_id": "CIV-26-01-000001"}  # numbers have a form


@pytest.mark.parametrize(("section", "field", "ask"), QUESTIONS, ids=[f"{a}.{b}" for a, b, _ in QUESTIONS])
def test_every_question_is_compared_under_its_own_words(section: str, field: str, ask: Ask) -> None:
    answered = EMPTY.changed(section, field, PATTERNS.get(f"{section}.{field}") or answer(ask))
    change = one(EMPTY, answered)
    assert (change.section, change.path, change.label) == (section, f"{section}.{field}", ask.label)
    assert change.section_label == SECTIONS[section]
    assert change.before is None and change.after is not None
    back = one(answered, EMPTY)
    assert back.before is not None and back.after is None


@pytest.mark.parametrize("name", example_names())
def test_nothing_changed_between_a_protocol_and_itself(name: str) -> None:
    assert changes(example(name), example(name)) == ()


def test_white_space_at_the_ends_is_no_change() -> None:
    padded = SLEEP.changed("identification", "title", f"  {SLEEP.identification.title}\n")
    padded = padded.changed("background", "need", f"\n\n{SLEEP.background.need} ")
    padded = padded.changed(
        "population", "inclusion", tuple(f" {line} " for line in SLEEP.population.inclusion) + (" ",)
    )
    padded = padded.changed("endpoints", "secondary", SLEEP.endpoints.secondary)
    assert changes(SLEEP, padded) == ()
    assert changes(EMPTY, EMPTY.changed("background", "need", "  \n")) == ()


def test_a_word_changed_far_inside_a_text_stays_in_view() -> None:
    before = "Début. " + "phrase inchangée, " * 300 + "au moins 18 ans révolus " + "puis la suite, " * 300
    change = one(
        EMPTY.changed("background", "need", before), EMPTY.changed("background", "need", before.replace("18", "21"))
    )
    assert plain(change.before, changed=True) == "18" and plain(change.after, changed=True) == "21"
    assert len(plain(change.after)) < 300 and plain(change.after).count(LEFT_OUT) == 2
    assert "au moins 21 ans révolus" in plain(change.after)


@pytest.mark.parametrize(
    ("before", "after"),
    [("a", "b"), ("", "x"), ("x", ""), ("un deux", "un  deux"), (" " * 200 + "a", " " * 200 + "b"), ("a" * 9_999, "b" * 9_999),
     ("é🙂 שלום", "é🙃 שלום"), ("mot " * 9_000, "mot " * 9_001), ("[…]", "[…] […]")],
)  # fmt: skip
def test_texts_that_break_comparisons(before: str, after: str) -> None:
    left, right = passages(before, after)
    assert left != right
    for passage in (left, right):
        assert len(plain(passage)) < 2 * LONGEST_CHANGE


def test_a_short_text_is_shown_whole() -> None:
    left, right = passages("Âge de 18 ans ou plus", "Âge de 21 ans, ou plus")
    assert (plain(left), plain(right)) == ("Âge de 18 ans ou plus", "Âge de 21 ans, ou plus")


def test_large_texts_are_compared() -> None:
    before, after = "abc def. " * 13_000, "abd ghi! " * 13_000
    found = changes(EMPTY.changed("background", "need", before), EMPTY.changed("background", "need", after))
    assert len(found) == 1


def test_lists_say_what_was_removed_and_added() -> None:
    before = EMPTY.changed("population", "inclusion", ("a", "b", "b", "c"))
    change = one(before, EMPTY.changed("population", "inclusion", ("c", "b", "d")))
    assert (change.before, change.after) == (Listed(("a", "b")), Listed(("d",)))
    moved = one(before, EMPTY.changed("population", "inclusion", ("b", "a", "b", "c")))
    assert moved.after == Listed(("b", "a", "b", "c"), order=True)


def test_not_applicable_is_an_answer_with_its_reason() -> None:
    before = EMPTY.changed("population", "exclusion", ("a",))
    change = one(before, EMPTY.changed("population", "exclusion", {"not_applicable": "étude sur données"}))
    assert (change.before, change.after) == (Listed(("a",)), Reason("étude sur données"))


def test_rows_are_compared_row_by_row() -> None:
    first, second = {"event": "panne", "strategy": "composite"}, {"event": "arrêt", "strategy": "hypothetical"}
    before = EMPTY.changed("objectives", "intercurrent", [first, second])
    change = one(before, EMPTY.changed("objectives", "intercurrent", [first, second | {"strategy": "composite"}]))
    assert isinstance(change.before, Tabled) and isinstance(change.after, Tabled)
    assert [row[0] for row in change.before.rows] == ["arrêt"]
    assert change.after.rows[0][1] != change.before.rows[0][1]


def test_a_choice_and_the_language_are_said_by_their_labels() -> None:
    assert one(EMPTY, EMPTY.changed("endpoints", "better", "lower")).after != "lower"
    change = one(EMPTY, Protocol(language="en"))
    assert (change.section, change.after.en) == ("protocol", "English")  # type: ignore[union-attr]


def test_references_are_lines() -> None:
    after = EMPTY.model_validate(EMPTY.model_dump() | {"references": [{"text": "A", "doi": "10.1/x"}]})
    assert one(EMPTY, after).after == Listed(("A. doi:10.1/x",))


def test_an_assumption_changes_the_number_of_participants() -> None:
    sd = SLEEP.sizing.assumptions["sd"].model_dump()
    found = sized(SLEEP, assumptions=SLEEP.sizing.assumptions | {"sd": Assumption(**(sd | {"value": 5.0}))})
    assert found.keys() == {("sizing.analysed", ""), ("sizing.enrolled", ""), ("sizing.assumptions.sd.value", "")}
    value = found["sizing.assumptions.sd.value", ""]
    assert value.before == Amount(4.5, Unit.ENDPOINT, "points") and value.after == Amount(5.0, Unit.ENDPOINT, "points")
    assert value.label == SLEEP.sizing.quantities()["sd"].label
    size = SLEEP.sample_size()
    assert found["sizing.analysed", ""].before == Amount(size.analysed, Unit.COUNT)  # type: ignore[union-attr]
    assert found["sizing.enrolled", ""].before == Amount(size.enrolled, Unit.COUNT)  # type: ignore[union-attr]


def test_each_part_of_an_assumption_has_its_line() -> None:
    line = Assumption(value=4.5, low=4.0, source="expert", citation="avis")
    found = sized(SLEEP, assumptions=SLEEP.sizing.assumptions | {"sd": line})
    parts = {part: change for (path, part), change in found.items() if path.startswith("sizing.assumptions.sd")}
    assert parts.keys() == {"plausible range", "source", "citation"}
    assert parts["plausible range"].after == Span(4.0, None, Unit.ENDPOINT, "points")
    assert parts["source"].after == SOURCES["expert"]
    assert plain(parts["citation"].after) == "avis"


def test_every_field_of_the_sizing_is_compared() -> None:
    changed = {
        "kind": "two_proportions", "goal": GoalChoice(kind="superiority", alpha=0.01), "target": 0.85, "choices": {"method": "z"},
        "assumptions": {}, "flow": {"attrition": Assumption(value=0.4)}, "planned": 7, "planned_reason": "autre",
        "extension": "interim",
    }  # fmt: skip
    built_on = {
        "interim",
        "reestimation",
        "others",
        "correlation",
        "correlations",
        "rule",
        "procedure",
        "shares",
        "transitions",
        "uncertain",
        "costs",
    }  # compared once chosen: see test_combining
    assert changed.keys() | built_on == Sizing.model_fields.keys()
    for field, value in changed.items():
        if field != "choices" or SLEEP.sizing.kind:
            assert sized(SLEEP, **{field: value}), field
    goals = {
        "kind": "equivalence", "alpha": 0.01, "sides": 1, "margin": 1.0, "margin_lower": 1.0, "margin_upper": 2.0,
        "margin_reason": "avis", "confidence": 0.9, "assurance": 0.8,
    }  # fmt: skip
    assert goals.keys() == GoalChoice.model_fields.keys()
    kinds = {
        "margin": "non_inferiority",
        "margin_lower": "equivalence",
        "margin_upper": "equivalence",
        "confidence": "precision",
        "assurance": "precision",
    }
    for field, value in goals.items():
        before = SLEEP.changed("sizing", "goal", {"kind": kinds.get(field, "superiority")})
        assert sized(before, goal=before.sizing.goal.model_dump() | {field: value}), field


def test_costs_are_compared_where_one_size_is_traded_for_another() -> None:
    readers = SLEEP.changed("sizing", "kind", "mrmc_auc")
    assert ("sizing.costs.reader", "") in sized(readers, costs={"reader": 3000.0})
    assert not sized(SLEEP, costs={"reader": 3000.0})


def test_a_convention_written_out_is_no_change() -> None:
    goal = SLEEP.sizing.goal.model_dump() | {"alpha": 0.05, "sides": 2}
    before = SLEEP.changed("sizing", "goal", {"kind": "superiority"})
    assert sized(before, goal=goal) == {}


def test_what_was_typed_for_another_design_counts_for_nothing() -> None:
    stray = SLEEP.sizing.assumptions | {"p_control": Assumption(value=0.5)}
    assert sized(SLEEP, assumptions=stray) == {}


def test_a_margin_has_the_unit_of_its_effect() -> None:
    for kind, unit in (
        ("two_means", Unit.ENDPOINT),
        ("two_proportions", Unit.POINTS),
        ("paired_proportions", Unit.POINTS),
        ("log_rank", Unit.EFFECT_RATIO),
    ):
        assert design_class(kind).card.margin_unit is unit
    before = SLEEP.changed("sizing", "goal", {"kind": "non_inferiority", "margin": 2.0})
    found = sized(before, goal={"kind": "non_inferiority", "margin": 3.0})
    assert found["sizing.goal.margin", ""].after == Amount(3.0, Unit.ENDPOINT, "points")


def test_a_size_that_cannot_be_calculated_any_more_is_said() -> None:
    found = sized(SLEEP, target=None)
    assert found["sizing.analysed", ""].after is None and found["sizing.target", ""].after is None


def test_a_size_that_is_known_is_not_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    other = SLEEP.changed("sizing", "target", 0.9)
    sizes = SLEEP.sample_size(), other.sample_size()
    expected = changes(SLEEP, other)
    monkeypatch.setattr(Protocol, "sample_size", lambda _: pytest.fail("solved again"))
    assert changes(SLEEP, other, sizes) == expected
    changes(SLEEP, SLEEP.changed("background", "need", "x"))


def test_a_kind_unknown_here_is_still_said() -> None:
    assert sized(EMPTY, kind="autre")["sizing.kind", ""].after is not None


@pytest.mark.parametrize("before", (*example_names()[:2], "i_sleep"))
@pytest.mark.parametrize("after", example_names())
def test_examples_differ_in_the_order_of_the_document(before: str, after: str) -> None:
    found = [change.section for change in changes(example(before), example(after))]
    assert list(dict.fromkeys(found)) == [name for name in SECTIONS if name in found]
    assert bool(found) == (before != after)


def test_sections_are_called_as_their_pages() -> None:
    assert {name: said for name, said in SECTIONS.items() if name in words.PAGES} == {
        name: said for name, said in words.PAGES.items() if name in SECTIONS
    }
    assert SECTIONS.keys() - words.PAGES.keys() == {"protocol", "references"}
