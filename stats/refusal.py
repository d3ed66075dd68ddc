"""Refusals: what is wrong, why, and what to do, in both languages. Never NaN, never the last point tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from stats.quantities import Value
from stats.text import Phrase, Text, verbatim


class Refusal(ValueError):
    """An input or a question that has no honest answer.

    `fields` names the fields where the author can act; `phrase` is the sentence for her.
    """

    def __init__(self, text: Text, *fields: str, **values: Value | Text) -> None:
        super().__init__(text.en)
        self.phrase = Phrase(text, values)
        self.fields = fields


class NoSolution(Refusal):
    """No size reaches the target: the sentence says which axis or assumption to change."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field of an input, to be shown beside it."""

    field: str
    phrase: Phrase


_BOUNDS = {
    "greater_than": ("gt", Text(fr="doit être strictement supérieur à {bound}", en="must be greater than {bound}")),
    "greater_than_equal": ("ge", Text(fr="doit être supérieur ou égal à {bound}", en="must be at least {bound}")),
    "less_than": ("lt", Text(fr="doit être strictement inférieur à {bound}", en="must be less than {bound}")),
    "less_than_equal": ("le", Text(fr="doit être inférieur ou égal à {bound}", en="must be at most {bound}")),
}
_NOT_A_NUMBER = Text(fr="un nombre est attendu (par exemple 0,8)", en="a number is expected (for example 0.8)")
_NOT_AN_OPTION = Text(
    fr="valeur inconnue : choisir parmi celles qui sont proposées", en="unknown value: choose one of those offered"
)
_NOT_AN_OBJECT = Text(fr="un objet (clés et valeurs) est attendu", en="an object (keys and values) is expected")
_NOT_A_LIST = Text(fr="une liste est attendue", en="a list is expected")
_NOT_A_DATE = Text(fr="une date est attendue (année-mois-jour)", en="a date is expected (year-month-day)")
_KINDS = {
    "missing": Text(fr="valeur manquante : à renseigner", en="missing value: please fill it in"),
    "extra_forbidden": Text(
        fr="champ inconnu : vérifier son orthographe ou le retirer", en="unknown field: check its spelling or remove it"
    ),
    "float_parsing": _NOT_A_NUMBER,
    "float_type": _NOT_A_NUMBER,
    "finite_number": Text(fr="un nombre fini est attendu", en="a finite number is expected"),
    "int_parsing": Text(fr="un nombre entier est attendu", en="a whole number is expected"),
    "int_type": Text(fr="un nombre entier est attendu", en="a whole number is expected"),
    "int_from_float": Text(fr="un nombre entier est attendu", en="a whole number is expected"),
    "literal_error": _NOT_AN_OPTION,
    "enum": _NOT_AN_OPTION,
    "union_tag_invalid": _NOT_AN_OPTION,
    "union_tag_not_found": Text(
        fr="il manque « kind », qui dit de quelle sorte d'objectif il s'agit",
        en="“kind” is missing: it says which goal is meant",
    ),
    "model_type": _NOT_AN_OBJECT,
    "model_attributes_type": _NOT_AN_OBJECT,
    "dict_type": _NOT_AN_OBJECT,
    "tuple_type": _NOT_A_LIST,
    "list_type": _NOT_A_LIST,
    "date_from_datetime_parsing": _NOT_A_DATE,
    "date_parsing": _NOT_A_DATE,
    "date_type": _NOT_A_DATE,
    "too_short": Text(fr="liste trop courte : il manque des valeurs", en="list too short: values are missing"),
    "too_long": Text(fr="liste trop longue : retirer des valeurs", en="list too long: remove values"),
    "string_too_short": Text(fr="réponse trop courte : préciser", en="answer too short: please say more"),
    "string_type": Text(fr="un texte est attendu", en="a text is expected"),
    "string_too_long": Text(
        fr="texte trop long pour ce champ : le raccourcir", en="text too long for this field: please shorten it"
    ),
}
_UNREADABLE = Text(fr="valeur non reconnue ({reason})", en="value not recognised ({reason})")


def _problem(error: Mapping[str, Any]) -> Problem:
    context = error.get("ctx", {})
    place = ".".join(str(part) for part in error["loc"])
    refusal = context.get("error")
    if isinstance(refusal, Refusal):
        return Problem(refusal.fields[0] if refusal.fields else place, refusal.phrase)
    kind = error["type"]
    if kind in _BOUNDS:
        key, text = _BOUNDS[kind]
        return Problem(place, Phrase(text, {"bound": Value(float(context[key]))}))
    if kind in _KINDS:
        return Problem(place, Phrase(_KINDS[kind]))
    reason = str(error["msg"])
    return Problem(place, Phrase(_UNREADABLE, {"reason": verbatim(reason, 200)}))


def problems(error: ValidationError | Refusal) -> tuple[Problem, ...]:
    """Every problem of a refused input, each with the field it belongs to and a sentence in both languages."""
    if isinstance(error, Refusal):
        return (Problem(error.fields[0] if error.fields else "", error.phrase),)
    return tuple(_problem(dict(one)) for one in error.errors())
