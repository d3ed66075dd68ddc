"""Files as spreadsheets write them are read, or refused with a sentence."""

from __future__ import annotations

import time

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
    started = time.perf_counter()
    table = read(f"y;t\n{body}\n".encode())
    values = table.numbers("y")
    assert table.rows == 10**6 and abs(values.mean()) < 0.01
    print(f"a million rows: {time.perf_counter() - started:.1f} s")
