"""A reference as the Vancouver style prints it.

Source: International Committee of Medical Journal Editors, Samples of formatted references (National Library of Medicine,
https://www.nlm.nih.gov/bsd/uniform_requirements.html); Patrias K, Wendling D. Citing Medicine, 2nd ed. (NLM, 2007-).
Six authors, then et al.; surname and at most two initials; journal. year;volume(issue):pages.
"""

from __future__ import annotations

import re

from protocols.model.references import Citation
from stats.text import Language, Text

_MOST_AUTHORS = 6
_ET_AL = "et al"
_AVAILABLE = Text(fr="Disponible sur : {url}", en="Available from: {url}")
_ACCESSED = Text(fr="[consulté le {day}]", en="[cited {day}]")
_ONLINE = Text(fr="[En ligne]", en="[Internet]")
_PREPRINT = Text(fr="[prépublication]", en="[preprint]")
_IN = Text(fr="Dans : {book}", en="In: {book}")
_TO_COMPLETE = Text(fr="[Référence à compléter]", en="[Reference to be completed]")
_SUFFIXES = {"jr": "Jr", "jr.": "Jr", "sr": "Sr", "sr.": "Sr", "ii": "2nd", "iii": "3rd", "iv": "4th"}


def vancouver(one: Citation, language: Language = "fr") -> str:
    """The reference on one line, ending with a point; free text is printed as it was typed."""
    if not one.title.strip():
        said = one.text.strip() or _TO_COMPLETE[language]
        return _with_identifiers(_ended(said), one, language, online=not one.text.strip())
    authors = _authors(one.authors)
    title = _ended(_titled(one, language))
    parts = [_ended(authors)] if authors else []
    online = one.type in ("web", "registry", "software", "preprint") or not (one.container or one.publisher)
    return _with_identifiers(" ".join((*parts, title, *_where(one, language))), one, language, online)


def author_of(name: str) -> str:
    """ "Halpern, Scott D." as Halpern SD; an organisation, without a comma, as it is."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 1 or not parts[1]:
        return parts[0]
    family, *others = parts
    suffix = next((_SUFFIXES[one.lower()] for one in others if one.lower() in _SUFFIXES), "")
    given = next((one for one in reversed(others) if one.lower() not in _SUFFIXES), "")
    return " ".join(one for one in (family, _initials(given), suffix) if one)


def _initials(given: str) -> str:
    """At most two initials: "Scott D." and "S. D." and "SD" give SD; "Jean-Paul" gives JP."""
    if re.fullmatch(r"[A-ZÀ-Þ]{1,3}", given):
        return given[:2]
    return "".join(word[0].upper() for word in re.split(r"[\s.\-\u2010\u2011]+", given) if word and word[0].isalpha())[
        :2
    ]


def _authors(names: tuple[str, ...]) -> str:
    listed = [author_of(one) for one in names if one.strip() and one.strip().lower() != "others"]
    cut = len(listed) > _MOST_AUTHORS or any(one.strip().lower() == "others" for one in names)
    return ", ".join([*listed[:_MOST_AUTHORS], _ET_AL] if cut and listed else listed)


def _titled(one: Citation, language: Language) -> str:
    if one.type in ("web", "registry", "software"):
        return f"{one.title.strip().rstrip('.')} {_ONLINE[language]}"
    if one.type == "preprint":
        return f"{one.title.strip().rstrip('.')} {_PREPRINT[language]}"
    return one.title.strip()


def _where(one: Citation, language: Language) -> list[str]:
    """Journal. Year;volume(issue):pages. Or publisher; year. p. pages."""
    volume = one.volume + (f"({one.issue})" if one.issue else "")
    pages = shortened(one.pages)
    if one.container and one.type in (None, "article", "preprint"):
        numbered = (f";{volume}" if volume else "") + (f":{pages}" if pages else "")
        year = str(one.year or "")
        return [_ended(one.container), *([_ended(year + numbered)] if year + numbered else [])]
    said = []
    if one.container:
        said.append(_ended(_IN[language].format(book=one.container) if one.type == "chapter" else one.container))
    published = "; ".join(part for part in (one.publisher, str(one.year or "")) if part)
    day = _ACCESSED[language].format(day=_day(one, language)) if one.accessed else ""
    if published or day:
        said.append(_ended(" ".join(part for part in (published, day) if part)))
    if pages:
        said.append(_ended(f"p. {pages}"))
    return said


def shortened(pages: str) -> str:
    """Pages as the style abbreviates them: 284-287 gives 284-7, S12-S19 gives S12-9; two different letters are left whole."""
    both = re.fullmatch(r"\s*([A-Za-z]*)(\d+)\s*[-\u2010-\u2015]+\s*([A-Za-z]*)(\d+)\s*", pages)
    if both is None:
        return re.sub(r"\s*[\u2010-\u2015]+\s*", "-", pages.strip())
    before, first, again, last = both.groups()
    if again not in ("", before):
        return f"{before}{first}-{again}{last}"
    if len(last) < len(first):  # already shortened
        return f"{before}{first}-{last}"
    if len(first) == len(last):
        same = next((i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first))
        if same == len(first):
            return before + first
        last = last[same:]
        return f"{before}{first}-{last}"
    return f"{before}{first}-{last}"


def _with_identifiers(said: str, one: Citation, language: Language, online: bool) -> str:
    known = said.lower()
    if one.url and (online or not one.doi) and one.url.lower() not in known:
        said += " " + _AVAILABLE[language].format(url=one.url)
    if one.doi and one.doi.lower() not in known:
        said += f" doi:{one.doi}"
    if one.pmid and one.pmid not in known:
        said += f" PMID:{one.pmid}"
    return said.strip()


def _day(one: Citation, language: Language) -> str:
    assert one.accessed is not None
    return one.accessed.strftime("%d/%m/%Y") if language == "fr" else one.accessed.isoformat()


def _ended(said: str) -> str:
    said = said.strip()
    return said if not said or said.endswith((".", "?", "!")) else said + "."
