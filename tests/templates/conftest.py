"""A document that uses every construct once, in either language, and the .docx files made from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from templates.blocks import (
    Blocks,
    CrossRef,
    Document,
    Field,
    Figure,
    Gap,
    Landscape,
    Language,
    PageBreak,
    Run,
    Table,
    text,
)
from templates.markup import Tokens, narrative, parse
from templates.word.embed import Payload
from templates.word.writer import write

HOSTILE = "Hôpital & <b>Cie</b> | {{ 7*7 }} {% x %} *étoile* # 👩🏽‍⚕️ שלום"

FRENCH = """# Contexte et justification {{anchor="background" items="spirit_2025:9a mdr_annex_xv:3.4"}}

L'insomnie chronique touche une part importante de la population adulte ; son traitement de première intention, la
thérapie cognitive et comportementale, reste **difficile d'accès**. Le dispositif {device} la propose en ligne.

{narrative}

## Besoin {{anchor="need"}}

Trois questions restent ouvertes :

- l'effet à six mois, mesuré par l'ISI ;
- l'adhésion au programme :
  - part des modules achevés ;
  - abandon avant la quatrième semaine ;
- le coût pour l'assurance maladie.

1. Première étape.
2. Seconde étape.

### Détail {{anchor="detail"}}

Sous H~0~, la probabilité est de 10^-3^ ; voir le {assumptions_ref}, la {curve_ref} et la section {size_ref}.

> Le présent document est un exemple ; ses textes sont illustratifs.

> [!warning] La marge de non-infériorité n'est pas encore justifiée !

# Identification {{anchor="identification"}}

Promoteur :: {sponsor}
Investigateur coordonnateur :: {gap}
Version :: 1.0

# Taille de l'étude {{anchor="size" items="spirit_2025:19"}}

Le nombre de sujets nécessaire est de 64 par groupe, soit 80 avec 20 % de perdus de vue.
{{items="mdr_annex_xv:3.7"}}

: Hypothèses retenues et leurs sources {{anchor="assumptions"}}

| Hypothèse | Valeur | Plage plausible | Source |
|---|--:|--:|---|
| Différence attendue (points d'ISI) | 4,0 | 3,0 à 5,0 | van der Zweerde et al., 2019 |
| Écart type | 8,0 | 7,0 à 9,5 | Étude pilote, 42 participants |
| Risque de première espèce (bilatéral) | 0,05 | | Convention |
| Promoteur | 1 | | {sponsor} |

{curve}

{wide}
"""

ENGLISH = """# Background {{anchor="background" items="spirit_2025:9a"}}

Chronic insomnia is common; {device} offers its first-line treatment online.

{narrative}

# Study size {{anchor="size" items="spirit_2025:19"}}

See {assumptions_ref}, {curve_ref} and section {size_ref}. Sponsor: {sponsor}, {gap}.

: Assumptions and their sources {{anchor="assumptions"}}

| Assumption | Value |
|---|--:|
| Difference | 4.0 |

{curve}

{wide}
"""


def demo(language: Language = "fr") -> Document:
    """The demonstration document."""
    french = language == "fr"
    title = (
        "Efficacité d'une thérapie en ligne guidée de l'insomnie chronique de l'adulte"
        if french
        else "Efficacy of guided online therapy for chronic insomnia in adults"
    )
    return Document(
        title=title,
        subtitle="Protocole d'investigation clinique" if french else "Clinical investigation protocol",
        language=language,
        header="DORMIR-2",
        version="Version 1.0",
        date=dt.date(2025, 3, 1),
        cover=_cover(french),
        notice="Document confidentiel, propriété du promoteur." if french else "Confidential.",
        author="Dormir SAS",
        keywords=("insomnie", "ISI"),
        blocks=demo_blocks(language),
    )


def demo_blocks(language: Language) -> Blocks:
    """The blocks of the demonstration, parsed from Markdown with tokens."""
    tokens = Tokens()
    source = (FRENCH if language == "fr" else ENGLISH).format(
        device=tokens.short("SomnoGuide®"),
        sponsor=tokens.short(HOSTILE),
        gap=tokens.gap("nom et qualité", "SPIRIT 2025, 3a : nommer l'investigateur coordonnateur."),
        narrative=tokens.block(
            narrative("Texte *libre* du promoteur, dose^max^.\n\n# pas un titre\n\n- premier\n- second | {{ x }}")
        ),
        assumptions_ref=tokens.ref("assumptions"),
        curve_ref=tokens.ref("curve"),
        size_ref=tokens.ref("size"),
        curve=tokens.block(_curve(language)),
        wide=tokens.block([PageBreak(), _wide(language)]),
    )
    return parse(source, tokens, language)


def _cover(french: bool) -> tuple[Field, ...]:
    if not french:
        return (Field("Sponsor", text(HOSTILE)), Field("Version", text("1.0")))
    return (
        Field("Promoteur", text(HOSTILE)),
        Field("Investigateur coordonnateur", (Gap("nom et qualité", "SPIRIT 2025, 3a"),)),
        Field("Identifiant", text("2026-A01234-56")),
        Field("Version et date", text("1.0 du 22 novembre 2026")),
        Field("Référence", (Run("voir section "), CrossRef("size"))),
    )


def _curve(language: Language) -> Figure:
    values = [{"n": n, "power": 1 - 0.95 ** (n / 2)} for n in range(10, 130, 5)]
    french = language == "fr"
    encoding = {
        "x": {"field": "n", "type": "quantitative", "title": "Participants par groupe" if french else "Per arm"},
        "y": {"field": "power", "type": "quantitative", "title": "Puissance" if french else "Power",
              "axis": {"format": ".0%"}},
    }  # fmt: skip
    return Figure(
        anchor="curve",
        caption=text("Puissance selon le nombre de sujets" if french else "Power by study size"),
        alt="La puissance croît avec le nombre de sujets." if french else "Power grows with study size.",
        spec={
            "data": {"values": values},
            "mark": {"type": "line", "color": "#0B4F5C"},
            "encoding": encoding,
            "width": 520,
            "height": 260,
        },
        width_cm=14,
    )


def _wide(language: Language) -> Landscape:
    visits = ("Inclusion", "S4", "S8", "S12", "M6", "M12")
    rows = tuple((text(f"Évaluation {index}"), *(text("×") for _ in visits)) for index in range(1, 31))
    table = Table(
        anchor="schedule",
        caption=text("Calendrier des visites" if language == "fr" else "Schedule of visits"),
        header=(text("Évaluation"), *(text(visit) for visit in visits)),
        rows=rows,
        alignments=("left", *("center" for _ in visits)),
    )
    return Landscape((table,))


@pytest.fixture(scope="session")
def hostile() -> str:
    """What a user may type: markup of every language, emoji, right-to-left text."""
    return HOSTILE


@pytest.fixture(scope="session")
def document() -> Callable[[Language], Document]:
    """Makes the demonstration document in a language."""
    return demo


@pytest.fixture(scope="session")
def payload() -> Payload:
    """A project with the characters that break carriers."""
    return Payload('{"title": "' + HOSTILE.replace('"', "") + '", "filling": "' + "é1" * 20_000 + '"}', 1)


@pytest.fixture(scope="session")
def exported(payload: Payload) -> bytes:
    """The French demonstration as .docx, with its project inside."""
    return write(demo("fr"), embed=payload)
