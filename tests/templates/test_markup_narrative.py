"""What a user types is printed: a small whitelist is interpreted, all the rest is literal, nothing is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates.blocks import Entry, ListBlock, Paragraph, Run, plain_text, text
from templates.markup import clean, narrative


def words(source: str) -> str:
    return "\n".join(plain_text(block) for block in narrative(source))


def test_paragraphs_lists_and_marks() -> None:
    assert narrative("Un **gras**, un *italique*, x^2^, H~0~.\n\n- a\n  1. b\n- c") == [
        Paragraph((
            Run("Un "), Run("gras", bold=True), Run(", un "), Run("italique", italic=True), Run(", x"),
            Run("2", superscript=True), Run(", H"), Run("0", subscript=True), Run("."),
        )),
        ListBlock((Entry(text("a"), ListBlock((Entry(text("b")),), ordered=True)), Entry(text("c")))),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "literal",
    [
        "# titre", "> citation", "[lien](http://x.y)", "![image](x.png)", "`code`", "<b>gras</b>",
        "| a | b |\n|---|---|",
        "{{ 7*7 }} {% for %} {# x #}", "a & b < c", "2*3*4", "~5 % et ~10 %", "x ** y", "snake_case __init__", "---",
        "====", "***", "\\*", "&amp;", "2. deuxième sans première", "https://a.b/c_d*e", "    indenté", "^ seul",
        "1.5 mm", "-5 mmHg", "p* < 0.05 et q*", "\ufeffdébut",
    ],
)  # fmt: skip
def test_everything_else_is_literal(literal: str) -> None:
    assert narrative(literal) == [Paragraph(text(literal))]


def test_bold_and_italic_nest() -> None:
    assert narrative("***tout*** **a *b* c**")[0] == Paragraph((
        Run("tout", bold=True, italic=True), Run(" "), Run("a ", bold=True), Run("b", bold=True, italic=True),
        Run(" c", bold=True),
    ))  # fmt: skip


def test_numbers_that_word_would_change_stay_as_typed() -> None:
    assert words("3. trois\n4. quatre") == "3. trois\n4. quatre"
    first, second = narrative("1. un\n1. encore")
    assert isinstance(first, ListBlock)
    assert isinstance(second, ListBlock)


def test_a_list_survives_blank_lines_and_ends_at_a_paragraph() -> None:
    first, second = narrative("1. a\n\n2. b\nsuite")
    assert isinstance(first, ListBlock)
    assert len(first.entries) == 2
    assert second == Paragraph(text("suite"))


def test_an_indented_line_belongs_to_its_item() -> None:
    assert words("- a\n  suite\n- b") == "a\nsuite\nb"


def test_line_breaks_of_word_and_windows() -> None:
    assert narrative("a\x0bb\r\nc\u2028d") == [Paragraph(text("a\nb\nc\nd"))]


def test_clean_removes_only_what_word_cannot_hold() -> None:
    assert clean("a\x00\x08\x1b\x7f\ufffe\ud800\ue000\U0001fffe\U000f0000b") == "ab"
    assert clean("\uf0b7 puce de Word") == "• puce de Word"
    assert clean("e\u0301 \t 👩🏽‍⚕️ שלום ﷽ \u200f") == "é \t 👩🏽‍⚕️ שלום ﷽ \u200f"


def test_empty_text_gives_no_block() -> None:
    assert narrative(" \n\n\t") == []


@pytest.mark.parametrize("stray", ["**a ", "*a ", "~a", "^a^ ", "***", "- x\n", "1. x\n", "a*b_", "\n\n"])
def test_one_hundred_thousand_characters(stray: str) -> None:
    typed = stray * (100_000 // len(stray))
    letters = [character for character in typed if character.isalpha()]
    assert [character for character in words(typed) if character.isalpha()] == letters


@given(st.text(alphabet="ab 1.-*^~\n•)_#|{}<&", max_size=60))
def test_no_letter_or_digit_is_ever_lost(source: str) -> None:
    marks = set("*^~-•.) \n\t")
    typed = [character for character in clean(source) if character not in marks and not character.isdigit()]
    printed = [character for character in words(source) if character not in marks and not character.isdigit()]
    assert printed == typed


@given(st.text(max_size=80))
def test_clean_is_stable_and_composed(source: str) -> None:
    once = clean(source)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()
