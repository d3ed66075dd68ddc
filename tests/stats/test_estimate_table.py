"""Files as spreadsheets write them are read, or refused with a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from stats.estimate.reading import read
from stats.refusal import Refusal

ROWS = "patient;âge;coût;succès\n1;34,5;1 234,50;oui\n2;41;980;non\n3;;NA;oui\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_spreadsheets(encoding: str) -> None:
    table = read(ROWS.encode(encoding))
    assert table.names == ("patient", "âge", "coût", "succès") and table.rows == 3
    np.testing.assert_allclose(table.numbers("coût"), [1234.5, 980, np.nan])
    np.testing.assert_allclose(table.numbers("âge"), [34.5, 41, np.nan])
    assert list(table.yes("succès")) == [1, 0, 1]
    assert set(table.numeric) == {"patient", "âge", "coût"} and "succès" in table.binary


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators(separator: str) -> None:
    table = read(f"a{separator}b\n1.5{separator}x\n2.5{separator}y\n".encode())
    assert table.names == ("a", "b") and list(table.numbers("a")) == [1.5, 2.5]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12", 12), ("12,5", 12.5), ("1.234,5", 1234.5), ("1 234,5", 1234.5), ("45 %", 0.45), ("-3", -3), ("1e3", 1000)],
)
def test_numbers_as_people_type_them(cell: str, value: float) -> None:
    assert read(f"a;b\n{cell};x\n0;y\n".encode()).numbers("a")[0] == pytest.approx(value)


def test_windows_line_ends_empty_lines_and_quoted_cells() -> None:
    table = read(b'a;b\r\n\r\n"1";"x; y"\r\n2;z\r\n\r\n')
    assert table.rows == 2 and table.levels("b") == ("x; y", "z")


def test_columns_without_a_name_or_twice_the_same() -> None:
    assert read(b"a;;a\n1;2;3\n4;5;6\n").names == ("a", "colonne 2", "a (2)")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "aucune ligne"),
        (b"a;b\n", "aucune ligne"),
        (b"PK\x03\x04" + b"\x00" * 50, "CSV"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 50, "CSV"),
        (b"%PDF-1.7 \x00", "CSV"),
        (b"a;b\n1;2\n3;4;5;6\n", "ligne"),
    ],
)
def test_what_is_not_a_table_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert words in refused.value.phrase.text.fr


def test_a_million_rows_are_read() -> None:
    rng = np.random.default_rng(1)
    body = "\n".join(
        f"{value:.3f};{flag}" for value, flag in zip(rng.normal(size=10**6), rng.integers(0, 2, 10**6), strict=True)
    )
    table = read(f"y;t\n{body}\n".encode())
    values = table.numbers("y")
    assert table.rows == 10**6 and abs(values.mean()) < 0.01 and table.binary == ("t",)


def numbers_of(body: str, encoding: str = "utf-8") -> list[float]:
    return read(body.encode(encoding)).numbers("a").tolist()


@pytest.mark.parametrize(
    "body",
    [
        "a;b\n1 234,5;x\n980;y\n",
        "a;b\n1\u202f234,5 €;x\n980 €;y\n",
        "a;b\n1\u00a0234,5;x\n980,0;y\n",
        "a;b\n1.234,5;x\n980;y\n",
        "a;b\n1'234.5;x\n980;y\n",
        'a,b\n"1,234.5",x\n980,y\n',
        "sep=;\na;b\n1234,5;x\n980;y\n",
        "Export du 12/03/2024\n\na;b\n1234,5;x\n980;y\n",
        "a;b\r1234,5;x\r980;y\r",
        "a;b\n1234,5;x;\n980;y;\n",
        "a;b;note\n1234,5;x\n980;y;là\n",
        'a;b\n1234,5;"deux\nlignes ; ""ici"""\n980;y\n',
        'a, b\n"1234,5", "x, y"\n980, z\n',
        "a;b\n1234,5;x\n980;y\n;\n;;\n",
    ],
)
def test_two_numbers_in_fourteen_layouts(body: str) -> None:
    assert numbers_of(body) == [1234.5, 980]


def test_points_between_thousands_are_seen_in_the_whole_column() -> None:
    assert numbers_of("a;b\n1.234;x\n2.345,5;y\n") == [1234, 2345.5]
    assert numbers_of("a;b\n61,315;x\n70,120;y\n") == [61.315, 70.12]


def test_rows_named_by_r_and_utf16_without_its_mark() -> None:
    assert read(b"a,b\nr1,1.5,x\nr2,2.5,y\n").names == ("colonne 1", "a", "b")
    assert read("a;b\n1,5;é\n".encode("utf-16-le")).levels("b") == ("é",)


@pytest.mark.parametrize(
    ("body", "headless"),
    [
        ("P1;34,5;oui\nP2;41,2;non\n", True),
        ("12;0\n15;1\n", True),
        ("2019;2020;2021\n1;2;3\n4;5;6\n", False),
        ("1;2;3;4\n0;1;1;0\n1;1;0;0\n", False),
        ("âge;issue\n34,5;oui\n", False),
    ],
)
def test_a_file_without_names_keeps_its_first_row(body: str, headless: bool) -> None:
    table = read(body.encode())
    assert table.headless is headless
    assert table.rows == len(body.splitlines()) - (not headless)


def test_capitals_and_spaces_do_not_make_another_group() -> None:
    groups = read(b"g;x\nAvec IA;1\navec ia ;2\nSans;3\n;4\n").groups("g")
    assert groups.labels == ("Avec IA", "Sans") and groups.codes.tolist() == [0, 0, 1, -1]
    assert read(b"g;x\n10;1\n9;2\n100;3\n").levels("g") == ("9", "10", "100")


def test_a_column_of_no_holds_no_yes() -> None:
    table = read(b"x;y;z\n0;oui;A\n0;oui;A\n")
    assert table.yes("x").tolist() == [0, 0] and table.yes("y").tolist() == [1, 1]
    assert table.binary == ("x", "y")
    with pytest.raises(Refusal):
        table.yes("z")


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (["<0,05", "1,5"], "<0,05"),
        (["inf", "1,5"], "inf"),
        (["1e308", "1,5"], "1e308"),
        (["=1+1", "1,5"], "=1+1"),
        (["01/03/2024", "02/03/2024"], "dates"),
        (["1.234", "12,5"], "milliers"),
        (["1,234.5", "1.234,5"], "milliers"),
        (["45 %", "50"], "pourcentages"),
    ],
)
def test_what_is_not_a_number_is_named(cells: list[str], word: str) -> None:
    table = read("\n".join(["a;b", *(f"{one};x" for one in cells)]).encode())
    with pytest.raises(Refusal) as refused:
        table.numbers("a")
    said = refused.value.phrase
    assert word in said.text.fr or word in said.values["example"].fr  # type: ignore[union-attr]


def test_a_quoted_thousand_in_a_file_with_commas_is_not_guessed() -> None:
    with pytest.raises(Refusal):
        numbers_of('a,b\n"1,234",x\n"2,345",y\n')


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'a;b\n1;2\n3;"4\n5;6\n', "3"),
        (b"a;b\n1;2\n3;4;5\n6;7\n", "3"),
        (b"a;b;c\n1;2;3\n4;5\n6;7\n8;9;10\n", "4"),
    ],
)
def test_a_broken_line_is_named(data: bytes, line: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.phrase.values["line"].fr == line  # type: ignore[union-attr]


def test_a_text_that_hides_zeros_or_another_format_is_refused() -> None:
    for data in (b"a;b\n" + b"1;2\n" * 9000 + b"\x00" * 9, b"\x1f\x8b\x08 a;b\n1;2\n", b"{\\rtf1 a;b\n1;2\n"):
        with pytest.raises(Refusal):
            read(data)


def test_five_thousand_columns_are_refused_and_as_many_empty_ones_are_dropped() -> None:
    wide = [";".join(f"c{k}" for k in range(5000)), ";".join("1" for _ in range(5000))]
    with pytest.raises(Refusal):
        read("\n".join(wide).encode())
    assert read(("a;b" + ";" * 5000 + "\n1;2" + ";" * 5000 + "\n").encode()).names == ("a", "b")


def test_a_long_column_is_worked_out_like_a_short_one() -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(1500, 300, 60_000).round(6)
    body = "\n".join(f"P{rank};{value:,.6f};{rank % 3}" for rank, value in enumerate(values)).replace(",", " ")
    table = read(f"id;y;g\n{body.replace('.', ',')}\n".encode())
    np.testing.assert_allclose(table.numbers("y"), values)
    assert table.numeric == ("y", "g") and table.grouping == ("g",) and table.examine("id").levels == 60_000


@pytest.mark.parametrize(
    "above",
    [
        "Étude pilote;;;\r\n",
        "Étude pilote;;;\r\nExport du 12/03/2025;;;\r\n;;;\r\n",
        '"Étude ; site de Lyon";;;\r\nVersion 2\r\n',
        "Patient;;Résultats;\r\n",  # two rows of names, the first one merged
    ],
)
def test_titles_that_a_spreadsheet_merged_over_the_columns_are_not_the_names(above: str) -> None:
    body = "id;bras;score;malade\r\n" + "".join(f"P{n};{'AB'[n % 2]};{n},5;{n % 2}\r\n" for n in range(12))
    table = read((above + body).encode("cp1252"))
    assert table.names == ("id", "bras", "score", "malade")
    assert table.rows == 12
    assert table.numbers("score")[3] == 3.5


def test_a_merged_title_over_two_columns_of_words() -> None:
    table = read(b"Double lecture;\nL1;L2\n" + b"malin;malin\nbenin;malin\nbenin;benin\n" * 3)
    assert table.names == ("L1", "L2")
    assert table.rows == 9


@pytest.mark.parametrize("text", [";x\na;b\nc;d\ne;f\n", "id;;;\n1;2;3;4\n5;6;7;8\n9;1;2;3\n"])
def test_names_with_empty_cells_beside_them_are_no_title(text: str) -> None:
    assert read(text.encode()).rows == text.count("\n") - 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(range(1, 256)) * 4, "n'est pas du texte"),
        (b"PAR1" + bytes(range(1, 256)) * 4, "n'est pas du texte"),
        (b"<html><body><table>\n<tr><td>1</td></tr></table></body></html>\n", "page web"),
        (b'<?xml version="1.0"?>\n<a>\n<b/></a>\n', "page web"),
        (b'[{"a": 1, "b": 2},\n {"a": 2, "b": 3}]\n', "JSON"),
    ],
)
def test_another_format_under_the_name_of_a_csv_is_said(data: bytes, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert words in refused.value.phrase.text.fr


def test_a_bracket_or_a_tag_in_a_name_is_no_markup() -> None:
    assert read(b"[score];<b>x</b>\n1;2\n3;4\n").names == ("[score]", "<b>x</b>")
