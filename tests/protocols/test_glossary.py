"""The glossary is whole in both languages and in order."""

import pytest

from protocols.glossary import glossary
from stats.text import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_whole_unique_and_in_order(language: Language) -> None:
    names = [term.name[language] for term in glossary(language)]
    assert len(names) == len(set(names)) >= 20
    assert all(len(term.meaning[language]) > 30 for term in glossary(language))
    assert names[0].lower() < names[-1].lower()
