"""What a sample size counts: participants, cases that readers read, patients of a model, users of a test."""

from __future__ import annotations

from stats.card import Family
from stats.design import Design
from stats.text import Text
from templates.blocks import Language
from templates.formatting import capitalised
from templates.saying import inner_of

_VOWELS = tuple("aeiouéèêh")
_PARTICIPANTS = Text(fr="participants", en="participants")
_BY_FAMILY = {
    Family.READERS: Text(fr="cas", en="cases"),
    Family.PREDICTION: Text(fr="patients", en="patients"),
}
_BY_KIND = {"problem_discovery": Text(fr="utilisateurs", en="users")}


def people_of(design: Design, language: Language) -> str:
    """The plural noun, masculine in French: readers are not participants, and what they read are cases."""
    inner = inner_of(design)
    return _BY_KIND.get(inner.kind, _BY_FAMILY.get(inner.card.family, _PARTICIPANTS))[language]


def of_people(design: Design, language: Language) -> str:
    """The same after a share: "5 % de patients", "5 % d'utilisateurs"."""
    said = people_of(design, language)
    if language == "en":
        return f"of {said}"
    return f"d'{said}" if said.startswith(_VOWELS) else f"de {said}"


def people_first(design: Design, language: Language) -> str:
    """The same at the start of a label."""
    return capitalised(people_of(design, language))
