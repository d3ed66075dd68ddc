"""The words of several primary claims: the procedures by name, what is refused, the labels of the journal, how a claim is called."""

from __future__ import annotations

from stats.text import Text, settled, verbatim

LONGEST = 200  # characters of the name of a claim
_SHORT = 60  # where the name only recalls which claim it is

RULES = {
    "all": Text(fr="tous les critères", en="all endpoints"),
    "at_least_one": Text(fr="au moins un critère", en="at least one endpoint"),
}
PROCEDURES = {
    "full": Text(
        fr="aucune : chacun au risque entier (critères conjoints, tous exigés)",
        en="none: each at the full risk (co-primary, all required)",
    ),
    "bonferroni": Text(fr="Bonferroni : parts fixes du risque", en="Bonferroni: fixed shares of the risk"),
    "holm": Text(
        fr="Holm : la part d'un critère établi passe aux autres",
        en="Holm: the share of an established claim passes to the others",
    ),
    "hochberg": Text(
        fr="Hochberg : du plus grand p au plus petit (dépendance non négative)",
        en="Hochberg: from the largest p value down (non-negative dependence)",
    ),
    "fixed_sequence": Text(
        fr="hiérarchique : chacun au risque entier, dans l'ordre, arrêt au premier échec",
        en="fixed sequence: each at the full risk, in order, stopping at the first failure",
    ),
    "fallback": Text(
        fr="repli (fallback) : parts du risque, transmises dans l'ordre",
        en="fallback: shares of the risk, passed on in order",
    ),
    "graphical": Text(
        fr="graphique : parts et transitions données (Bretz et al.)",
        en="graphical: given shares and transitions (Bretz et al.)",
    ),
}
BY = {
    "bonferroni": Text(fr="par la méthode de Bonferroni", en="by Bonferroni's method"),
    "holm": Text(fr="par la procédure de Holm", en="by Holm's procedure"),
    "hochberg": Text(fr="par la procédure de Hochberg", en="by Hochberg's procedure"),
    "fixed_sequence": Text(
        fr="par un test hiérarchique dans l'ordre indiqué", en="by a fixed sequence in the order given"
    ),
    "fallback": Text(
        fr="par la procédure de repli (fallback) dans l'ordre indiqué",
        en="by the fallback procedure in the order given",
    ),
    "graphical": Text(
        fr="par une procédure graphique (poids et transitions)", en="by a graphical procedure (weights and transitions)"
    ),
}
NOT_NORMAL = Text(
    fr="« {title} » n'a pas de statistique normale : sa corrélation avec les autres ne peut pas être calculée. Choisir une méthode "
    "normale, ou une corrélation nulle (produit des puissances, prudent pour des critères conjoints corrélés positivement).",
    en="“{title}” has no normal statistic, so its correlation with the others cannot be computed. Choose a normal method, or a "
    "correlation of zero (product of the powers, conservative for positively correlated co-primary endpoints).",
)
PAIRS = Text(
    fr="Donner une corrélation par paire de critères, soit {pairs} valeurs, dans l'ordre 1 et 2 ; 1 et 3 ; … puis 2 et 3… ; ou vider ce champ "
    "pour une corrélation commune.",
    en="Give one correlation per pair of endpoints, that is {pairs} values, in the order 1 and 2; 1 and 3; … then 2 and 3…; or empty this "
    "field for a common correlation.",
)
TOO_NEGATIVE = Text(
    fr="{count} critères ne peuvent pas tous être aussi négativement corrélés entre eux : donner une corrélation commune d'au moins {least}, ou "
    "une corrélation par paire.",
    en="{count} endpoints cannot all be so negatively correlated with each other: enter a common correlation of at least {least}, or "
    "one correlation per pair.",
)
IMPOSSIBLE = Text(
    fr="Ces corrélations sont incompatibles entre elles (la matrice n'est pas définie positive) : les rapprocher de 0, en commençant par les "
    "plus fortes.",
    en="These correlations cannot hold together (the matrix is not positive definite): bring them closer to 0, starting with the strongest.",
)
IMPOSSIBLE_PAIR = Text(
    fr="Ces corrélations sont incompatibles entre elles (la matrice n'est pas définie positive). Les autres étant ce qu'elles sont, celle des "
    "critères {first} et {second} doit être comprise entre {low} et {high} ; elle vaut {given}.",
    en="These correlations cannot hold together (the matrix is not positive definite). The others being what they are, that of endpoints "
    "{first} and {second} must lie between {low} and {high}; it is {given}.",
)
NEGATIVE_HOCHBERG = Text(
    fr="La procédure de Hochberg maîtrise le risque alpha pour des statistiques indépendantes ou liées positivement ; avec une corrélation "
    "négative cette garantie tombe. Choisir Holm, valable quelle que soit la dépendance.",
    en="Hochberg's procedure controls the alpha risk for independent or positively dependent statistics; with a negative correlation that "
    "guarantee is lost. Choose Holm's, which holds under any dependence.",
)
OTHER_PEOPLE = Text(
    fr="« {title} » ne porte pas sur les mêmes participants que le premier critère (bras, ratio d'allocation ou grappes différents). "
    "Donner à tous la même répartition.",
    en="“{title}” does not rest on the same participants as the first endpoint (other arms, allocation ratio or clusters). Give all "
    "of them the same split.",
)
WEIGHTS = Text(
    fr="Les parts du risque alpha doivent être positives, une par critère, et leur somme égale à 100 %. Une part nulle n'est admise "
    "qu'avec la procédure de repli ou graphique.",
    en="The shares of the alpha risk must be positive, one per endpoint, and sum to 100%. A share of zero is only admitted with the "
    "fallback or the graphical procedure.",
)
NO_SPLIT = Text(
    fr="Avec cette procédure le risque n'est pas réparti à l'avance : retirer les parts du risque alpha.",
    en="With this procedure the risk is not split in advance: remove the shares of alpha.",
)
UNCONTROLLED = Text(
    fr="Pour conclure sur un seul critère parmi plusieurs, tester chacun au risque entier ne maîtrise pas le risque alpha. Choisir "
    "une procédure (Bonferroni, Holm, hiérarchique…).",
    en="To claim one endpoint among several, testing each at the full risk does not control alpha. Choose a procedure (Bonferroni, "
    "Holm, fixed sequence…).",
)
ONE_RISK = Text(
    fr="Le risque global est réparti entre les critères : donner à tous le même risque unilatéral.",
    en="The overall risk is split between the endpoints: give all of them the same one-sided risk.",
)
TOO_MANY = Text(
    fr="Cette procédure est calculée pour {most} critères au plus. En retirer, ou choisir Bonferroni.",
    en="This procedure is computed for at most {most} endpoints. Remove some, or choose Bonferroni.",
)
TRANSITIONS = Text(
    fr="Donner les transitions ligne par ligne, {cells} fractions entre 0 et 100 % : chaque ligne a une somme d'au plus 100 % et un zéro à la "
    "place du critère lui-même.",
    en="Give the transitions row by row, {cells} fractions between 0 and 100%: each row sums to at most 100% and has a zero at the place "
    "of the endpoint itself.",
)
NO_TRANSITIONS = Text(
    fr="Les transitions ne servent qu'à la procédure graphique : les retirer.",
    en="Transitions only serve the graphical procedure: remove them.",
)
NEVER_TESTED = Text(
    fr="Le critère {place} ne reçoit jamais de part du risque : lui donner une part, ou une transition vers lui.",
    en="Endpoint {place} never receives a share of the risk: give it one, or a transition to it.",
)
NAMES = Text(
    fr="Donner un nom par critère, dans leur ordre, ou aucun.",
    en="Give one name per endpoint, in their order, or none.",
)
RISK = Text(fr="Risque unilatéral du test", en="One-sided risk of the test")
RISK_LEAST = Text(fr="Plus petit risque unilatéral du test", en="Smallest one-sided risk of the test")
RISK_MOST = Text(fr="Plus grand risque unilatéral du test", en="Largest one-sided risk of the test")
MARGINAL = Text(fr="Puissance marginale", en="Marginal power")
AFTER = Text(fr="après la procédure", en="after the procedure")
SIDED = {1: Text(fr="unilatéral", en="one-sided"), 2: Text(fr="bilatéral", en="two-sided")}
JOINT = {
    "all": Text(fr="Puissance pour tous les critères", en="Power for all endpoints"),
    "at_least_one": Text(fr="Puissance pour au moins un critère", en="Power for at least one endpoint"),
}
INDEPENDENT = Text(fr="statistiques indépendantes", en="independent statistics")


def claim(place: int) -> Text:
    """One component by its place."""
    return Text(fr=f"Critère {place}", en=f"Endpoint {place}")


def pair_of(first: int, second: int) -> Text:
    """The correlation of two components, by their places from 0."""
    return Text(
        fr=f"Corrélation entre les critères {first + 1} et {second + 1}",
        en=f"Correlation between endpoints {first + 1} and {second + 1}",
    )


def alone(place: int, name: str = "") -> Text:
    """One component by itself, as a variant."""
    if not name:
        return Text(fr=f"critère {place} seul, au risque entier", en=f"endpoint {place} alone, at the full risk")
    said = Text(
        fr=f"critère {place} seul, au risque entier : {{name}}",
        en=f"endpoint {place} alone, at the full risk: {{name}}",
    )
    return settled(said, name=_recalled(name))


def headed(place: int, label: Text, name: str = "") -> Text:
    """A label and the component it is about."""
    return settled(Text(fr="{label}, {claim}", en="{label}, {claim}"), label=label, claim=mention(place, name))


def mention(place: int, name: str = "") -> Text:
    """A component inside a sentence: its place, and its name, shortened, when it has one."""
    said = Text(fr=f"critère {place}", en=f"endpoint {place}")
    if not name.strip():
        return said
    return settled(Text(fr="{claim} : {name}", en="{claim}: {name}"), claim=said, name=_recalled(name))


def numbered(place: int, called: Text) -> Text:
    """A component by its place and what it is called."""
    return settled(Text(fr="{claim} : {called}", en="{claim}: {called}"), claim=claim(place), called=called)


def called(title: Text, name: str = "") -> Text:
    """What a component is called: the name its author gave it, else what it compares."""
    return verbatim(name, LONGEST) if name else Text(fr=_inside(title.fr), en=_inside(title.en))


def _recalled(name: str) -> Text:
    return verbatim(shortened(name, _SHORT))


def shortened(name: str, longest: int = LONGEST) -> str:
    """A name on one line, cut where it is too long."""
    name = " ".join(name.split())
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _inside(title: str) -> str:
    """A title inside a sentence; an abbreviation keeps its capitals."""
    return title[0].lower() + title[1:] if title[1:2].islower() else title
