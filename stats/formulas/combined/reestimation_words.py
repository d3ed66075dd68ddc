"""What is asked about a blinded re-estimation, and the words printed."""

from __future__ import annotations

from stats.quantities import Choice, Quantity, Series, Unit
from stats.text import Text

SHARE_FIRST = Quantity(
    label=Text(fr="Part du plan initial à la ré-estimation", en="Share of the initial plan at the re-estimation"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Participants déjà évalués sur le critère principal quand l'écart-type, ou la proportion globale, est ré-estimé. Usage : la "
        "moitié ; plus tôt, l'estimation est imprécise ; plus tard, le recrutement est presque fini.",
        en="Participants already assessed on the primary endpoint when the standard deviation, or the overall proportion, is re-estimated. "
        "Usual: one half; earlier the estimate is imprecise, later enrolment is nearly over.",
    ),
    symbol="t",
    ge=0.1,
    le=0.9,
)
LARGEST = Quantity(
    label=Text(
        fr="Effectif maximal, en multiple du plan initial", en="Largest size, as a multiple of the initial plan"
    ),
    unit=Unit.NUMBER,
    help=Text(
        fr="Plafond écrit au protocole (budget, recrutement possible). 2 : au plus le double. Sans lui, l'étude peut grandir sans limite.",
        en="Cap written in the protocol (budget, possible recruitment). 2: at most twice. Without it the study may grow without limit.",
    ),
    symbol="c",
    ge=1,
    le=10,
)
BOUNDS = Choice(
    label=Text(fr="Sens de la révision", en="Direction of the revision"),
    options={
        "increase": Text(fr="augmentation seulement", en="increase only"),
        "both": Text(
            fr="augmentation ou diminution, jamais sous les participants déjà évalués",
            en="increase or decrease, never below the participants already assessed",
        ),
    },
)
VARIANCE = Choice(
    label=Text(fr="Variance en aveugle", en="Blinded variance"),
    options={
        "lumped": Text(fr="de toutes les valeurs ensemble", en="of all values together"),
        "adjusted": Text(
            fr="de toutes les valeurs, diminuée de ce que la différence attendue y ajoute",
            en="of all values, less what the expected difference adds to it",
        ),
    },
)
PLAUSIBLE = Series(
    label=Text(
        fr="Plage plausible de l'écart-type, ou de la proportion globale",
        en="Plausible range of the standard deviation, or of the overall proportion",
    ),
    unit=Unit.NUMBER,
    help=Text(
        fr="Bas et haut de la plage où la puissance est vérifiée. Vide : autour de la valeur retenue.",
        en="Low and high ends of the range over which the power is checked. Empty: around the value retained.",
    ),
    shortest=0,
    longest=2,
)
UNSUITED = Text(
    fr="La ré-estimation en aveugle porte ici sur deux moyennes (test t, écart-type commun) ou deux proportions (khi-deux), en supériorité "
    "ou, pour les moyennes, en non-infériorité.",
    en="Blinded re-estimation is available for two means (t test, common standard deviation) or two proportions (chi-square), for "
    "superiority or, for means, non-inferiority.",
)
RANGE = Text(
    fr="Donner la plage plausible en deux valeurs croissantes : de l'écart-type (positif), ou de la proportion globale (entre 0 et 1, "
    "compatible avec la différence attendue).",
    en="Give the plausible range as two increasing values: of the standard deviation (positive), or of the overall proportion (between 0 "
    "and 1, compatible with the expected difference).",
)
FIXED = Text(fr="effectif fixe, sans ré-estimation", en="fixed size, without re-estimation")
FIRST = Text(fr="Participants évalués à la ré-estimation", en="Participants assessed at the re-estimation")
UNREVISED = Text(
    fr="Puissance de l'effectif initial si la révision n'avait pas lieu",
    en="Power of the initial size if the revision did not take place",
)
CAP = Text(fr="Effectif maximal", en="Largest size")
SD = Text(fr="Écart-type", en="Standard deviation")
RATE = Text(fr="Proportion globale", en="Overall proportion")
