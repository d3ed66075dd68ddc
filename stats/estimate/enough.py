"""Whether enough is left to estimate from, said in a sentence when it is not."""

from __future__ import annotations

from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text, verbatim
from stats.trials import FloatArray

_TOO_FEW = Text(
    fr="Lignes complètes pour ce calcul : {count}, alors qu'il en demande au moins {least} : vérifier les colonnes choisies et "
    "leurs cellules vides.",
    en="{count} complete row(s) are left for this calculation, which takes at least {least}: check the columns chosen and their "
    "empty cells.",
)
_CONSTANT = Text(
    fr="Toutes les valeurs de « {name} » sont égales : cette colonne n'a pas de variabilité à estimer. Choisir une autre colonne.",
    en="All the values of “{name}” are equal: this column has no variability to estimate. Choose another column.",
)
_ONE_CLASS = Text(
    fr="La colonne « {name} » compte {yes} « oui » et {no} « non » sur les lignes complètes : il en faut au moins deux de chaque. Vérifier "
    "la valeur qui compte comme oui.",
    en="Column “{name}” holds {yes} “yes” and {no} “no” in the complete rows: at least two of each are needed. Check the value that "
    "counts as yes.",
)


def enough(count: int, least: int, column: str) -> None:
    """Raises Refusal when fewer rows than `least` are complete."""
    if count < least:
        raise Refusal(_TOO_FEW, column, count=Value(count, Unit.COUNT), least=Value(least, Unit.COUNT))


def varied(values: FloatArray, column: str) -> None:
    """Raises Refusal when all the values of a column are the same."""
    if values.min() == values.max():
        raise Refusal(_CONSTANT, column, name=verbatim(column))


def both(yes: FloatArray, column: str) -> None:
    """Raises Refusal when a column of 1 and 0 does not hold two of each."""
    count = int(yes.sum())
    if min(count, len(yes) - count) < 2:
        counts = {"yes": Value(count, Unit.COUNT), "no": Value(len(yes) - count, Unit.COUNT)}
        raise Refusal(_ONE_CLASS, column, name=verbatim(column), **counts)
