"""Cells of text as people and spreadsheets write them: empty ones, and numbers with a comma, spaces, a per cent or a euro sign.

Everything works on Arrow arrays: a column of a million rows takes a fraction of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from stats.refusal import Refusal
from stats.text import Text, verbatim
from stats.trials import FloatArray

if TYPE_CHECKING:
    import pyarrow as pa

MISSING = frozenset(
    [
        "",
        "na",
        "n/a",
        "n.a.",
        "nan",
        "null",
        "none",
        ".",
        "-",
        "–",
        "—",
        "nd",
        "n.d.",
        "nr",
        "nc",
        "#n/a",
        "#nul!",
        "#null!",
        "#div/0!",
        "#valeur!",
        "#value!",
        "manquant",
        "missing",
        "?",
    ]
)
_HUGE = 1e150  # squares of larger numbers overflow
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$"
_SPACED = r"^[+-]?\d{1,3}(\s\d{3})+([.,]\d+)?$"
_UNSURE = r"^[+-]?[1-9]\d{0,2}MARK\d{3}$"  # thousands, or three decimals
_DECIMAL = r"^[+-]?\d*MARK\d*([eE][+-]?\d{1,3})?$"
_THOUSANDS = r"^[+-]?\d{1,3}((MARK\d{3})+OTHER\d+|(MARK\d{3}){2,})$"

_MIXED = Text(
    fr="La colonne « {name} » contient « {example} », qui peut se lire avec trois décimales ou comme des milliers. Écrire ses nombres "
    "sans séparateur de milliers.",
    en="Column “{name}” holds “{example}”, which may be read with three decimals or as thousands. Write its numbers without a "
    "thousands separator.",
)
_PARTLY = Text(
    fr="La colonne « {name} » mêle des pourcentages (« {example} ») et des nombres sans signe % : on ne sait pas si 50 y vaut 50 % ou "
    "50. Écrire tous ses nombres de la même façon.",
    en="Column “{name}” mixes percentages (“{example}”) and numbers without a % sign: 50 may mean 50% or 50. Write all its numbers "
    "the same way.",
)


def trimmed(text: pa.Array) -> pa.Array:
    """Cells without the spaces around them."""
    import pyarrow.compute as pc

    return pc.utf8_trim_whitespace(text)


def empty(cells: pa.Array) -> NDArray[np.bool_]:
    """Which trimmed cells hold nothing, or a word for nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return np.asarray(pc.is_in(pc.utf8_lower(cells), value_set=pa.array(sorted(MISSING), pa.string())))


def as_numbers(cells: pa.Array, name: str, comma_separated: bool) -> FloatArray:
    """Trimmed cells as numbers, NaN for what is not one. Raises Refusal when a comma or a point may mean two things.

    comma_separated: the file separates its columns with commas, so "1,234" is more likely a thousand
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        direct = np.asarray(pc.cast(cells, pa.float64()).to_numpy(zero_copy_only=False))
    except pa.ArrowInvalid:
        direct = _spelled(cells, name, comma_separated)
    return np.where(np.abs(direct) < _HUGE, direct, np.nan)


def _spelled(cells: pa.Array, name: str, comma_separated: bool) -> FloatArray:
    """Numbers with spaces between thousands, a decimal comma, a sign of per cent or of euros."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.replace_substring_regex(cells, r"[\x{00a0}\x{202f}\x{2009}'’]", " ")
    plain = pc.replace_substring(pc.replace_substring(plain, "\u2212", "-"), "€", "")
    percent = pc.ends_with(plain, "%")
    plain = pc.utf8_trim_whitespace(pc.if_else(percent, pc.utf8_slice_codeunits(plain, 0, -1), plain))
    plain = pc.if_else(_match(plain, _SPACED), pc.replace_substring(plain, " ", ""), plain)
    plain = _points(plain, name, comma_separated)
    number = _match(plain, _NUMBER)
    values = pc.cast(pc.if_else(number, plain, pa.scalar(None, pa.string())), pa.float64())
    bare = pc.and_(number, pc.and_not(pc.invert(percent), pc.equal(values, 0.0)))
    signed = pc.and_(percent, number)
    if pc.any(signed).as_py() and pc.any(bare).as_py():
        raise Refusal(_PARTLY, name, name=verbatim(name), example=_first(cells, signed))
    found = np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.float64)
    return np.where(np.asarray(percent), found / 100, found)


def _points(cells: pa.Array, name: str, comma_separated: bool) -> pa.Array:
    """Cells with a decimal point and nothing between thousands, by what the whole column shows."""
    import pyarrow.compute as pc

    comma, point = _Mark(cells, ",", r"\."), _Mark(cells, r"\.", ",")
    for mine, other in ((comma, point), (point, comma)):
        doubtful = mine.unsure is not None and not mine.thousands and not mine.decimal and (
            other.decimal or mine is comma and comma_separated
        ) and not other.thousands  # fmt: skip
        if mine.thousands and (mine.decimal or other.thousands) or doubtful:
            raise Refusal(_MIXED, name, name=verbatim(name), example=verbatim(mine.unsure or mine.example))
    if point.thousands:
        cells = pc.replace_substring(cells, ".", "")
    if comma.thousands:
        return pc.replace_substring(cells, ",", "")
    return pc.replace_substring(cells, ",", ".")


class _Mark:
    """What a comma (or a point) means in a column: cells that prove it decimal, between thousands, or that leave it unsure."""

    def __init__(self, cells: pa.Array, mark: str, other: str) -> None:
        import pyarrow.compute as pc

        def pattern(template: str) -> Any:
            return _match(cells, template.replace("MARK", mark).replace("OTHER", other))

        between, unsure = pattern(_THOUSANDS), pattern(_UNSURE)
        decimal = pc.and_not(pattern(_DECIMAL), unsure)
        self.thousands, self.decimal = bool(pc.any(between).as_py()), bool(pc.any(decimal).as_py())
        self.unsure = _first(cells, unsure).fr if pc.any(unsure).as_py() else None
        self.example = _first(cells, between).fr if self.thousands else ""


def _match(cells: pa.Array, pattern: str) -> Any:
    import pyarrow.compute as pc

    return pc.match_substring_regex(cells, pattern)


def _first(cells: pa.Array, chosen: pa.Array) -> Text:
    import pyarrow.compute as pc

    return verbatim(str(pc.filter(cells, chosen)[0].as_py()), 40)
