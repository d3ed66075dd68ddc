"""The situation of the device in care: what the advisor needs to propose designs, and the design the author adopted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocols.model.asking import Ask
from protocols.model.section import Line, Lines, Narrative, NotApplicable, Number, Section
from stats.text import Text

ROLES = {
    "detects": Text(fr="Détecte (lésion, maladie)", en="Detects (a lesion, a disease)"),
    "triages": Text(fr="Trie ou priorise", en="Triages or prioritises"),
    "measures": Text(fr="Mesure ou segmente", en="Measures or segments"),
    "predicts": Text(fr="Prédit un risque ou une évolution", en="Predicts a risk or a course"),
    "recommends": Text(fr="Recommande une décision", en="Recommends a decision"),
    "treats": Text(fr="Traite ou rééduque", en="Treats or rehabilitates"),
    "monitors": Text(fr="Surveille à distance", en="Monitors remotely"),
    "organises": Text(fr="Organise les soins", en="Organises care"),
}
USERS = {
    "patient": Text(fr="Le patient", en="The patient"),
    "professional": Text(fr="Un professionnel de santé", en="A health professional"),
    "both": Text(fr="Le patient et le professionnel", en="The patient and the professional"),
    "none": Text(fr="Personne : le dispositif agit seul", en="No one: the device acts alone"),
}
UNITS = {
    "patient": Text(fr="Le patient", en="The patient"),
    "exam": Text(fr="L'image ou l'examen", en="The image or the examination"),
    "professional": Text(fr="Le professionnel", en="The professional"),
    "ward": Text(fr="Le service ou le centre", en="The ward or the centre"),
}
COMPARATORS = {
    "none": Text(fr="Aucune prise en charge établie", en="No established care"),
    "usual_care": Text(fr="Prise en charge courante", en="Usual care"),
    "standard_reading": Text(fr="Lecture habituelle par le professionnel", en="Standard reading by the professional"),
    "other_device": Text(
        fr="Autre dispositif, ou télésurveillance inscrite (LATM)", en="Another device, or listed telemonitoring (LATM)"
    ),
    "reference_standard": Text(fr="Examen de référence", en="Reference standard"),
}
RANDOMISABLE = {
    "patient": Text(fr="Le patient", en="The patient"),
    "professional": Text(fr="Le professionnel", en="The professional"),
    "cluster": Text(fr="Le service ou le centre", en="The ward or the centre"),
    "period": Text(fr="La période, dans chaque service", en="The period, within each ward"),
    "nothing": Text(fr="Rien", en="Nothing"),
}
CONTAMINATION = {
    "yes": Text(fr="Oui, ce qui est appris ne s'oublie pas", en="Yes, what is learnt is not unlearnt"),
    "no": Text(fr="Non, sans le dispositif rien ne reste", en="No, nothing remains without the device"),
}
Role = Literal["detects", "triages", "measures", "predicts", "recommends", "treats", "monitors", "organises"]
User = Literal["patient", "professional", "both", "none"]
UnitApplied = Literal["patient", "exam", "professional", "ward"]
CareComparator = Literal["none", "usual_care", "standard_reading", "other_device", "reference_standard"]
Randomisable = Literal["patient", "professional", "cluster", "period", "nothing"]
QUESTIONS = ("role", "user", "unit", "comparator", "randomisable", "contamination")
REASONED = ("ideal", "distance", "alternatives")  # written in the protocol; an adopted plan proposes a first wording


class Situation(Section):
    """The device in the care pathway."""

    role: Annotated[
        Role | None,
        Ask(
            Text(fr="Rôle du dispositif", en="Role of the device"),
            Text(
                fr="Ce que le dispositif fait pour le patient ou le soignant ; c'est la première clé du choix du plan.",
                en="What the device does for the patient or the professional; it is the first key to the design.",
            ),
            shape="choice",
            options=ROLES,
        ),
    ] = None
    user: Annotated[
        User | None,
        Ask(
            Text(fr="Utilisateur du dispositif", en="User of the device"),
            Text(
                fr="Qui agit sur la réponse du dispositif : un dispositif sans lecteur ne s'évalue pas avec des lecteurs.",
                en="Who acts on what the device answers: a device without a reader is not evaluated with readers.",
            ),
            shape="choice",
            options=USERS,
        ),
    ] = None
    unit: Annotated[
        UnitApplied | None,
        Ask(
            Text(fr="Le dispositif s'applique à", en="The device is applied to"),
            Text(
                fr="L'unité à laquelle le dispositif est mis en œuvre ; elle décide de ce qui peut être comparé.",
                en="The unit to which the device is applied; it decides what can be compared.",
            ),
            shape="choice",
            options=UNITS,
        ),
    ] = None
    comparator: Annotated[
        CareComparator | None,
        Ask(
            Text(fr="Prise en charge de référence en France", en="Standard of care in France"),
            Text(
                fr="Ce que reçoivent aujourd'hui ces patients ; une télésurveillance inscrite en fait partie.",
                en="What these patients receive today; a listed telemonitoring activity is part of it.",
            ),
            shape="choice",
            options=COMPARATORS,
        ),
    ] = None
    randomisable: Annotated[
        Randomisable | None,
        Ask(
            Text(fr="Ce qui peut être tiré au sort", en="What can be randomised"),
            Text(
                fr="Le plus petit niveau auquel le dispositif peut être donné ou retiré par tirage au sort.",
                en="The smallest level at which the device can be given or withheld at random.",
            ),
            shape="choice",
            options=RANDOMISABLE,
        ),
    ] = None
    contamination: Annotated[
        Literal["yes", "no"] | None,
        Ask(
            Text(
                fr="Le groupe sans dispositif en profiterait-il ?",
                en="Would the group without the device benefit from it?",
            ),
            Text(
                fr="Un professionnel qui a appris avec le dispositif soigne autrement ses autres patients : l'effet se dilue.",
                en="A professional who has learnt with the device treats other patients differently: the effect is diluted.",
            ),
            shape="choice",
            options=CONTAMINATION,
        ),
    ] = None
    ideal: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Essai idéal", en="Ideal trial"),
            Text(
                fr="L'essai qui répondrait à la question sans aucune contrainte : le plan retenu se juge à cette aune.",
                en="The trial that would answer without any constraint: the design chosen is judged against it.",
            ),
            shape="narrative",
        ),
    ] = None
    distance: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Écart à l'essai idéal et raison du plan retenu",
                en="Distance from the ideal trial and reason for the design",
            ),
            Text(
                fr="Ce que le plan retenu ne peut pas montrer et pourquoi il convient ; sans randomisation, pourquoi un essai "
                "contrôlé randomisé est impossible (guide méthodologique de la HAS, 2021).",
                en="What the design chosen cannot show and why it is suitable; without randomisation, why a randomised "
                "controlled trial is impossible (HAS methodology guide, 2021).",
            ),
            shape="narrative",
        ),
    ] = None
    alternatives: Annotated[
        Lines | NotApplicable,
        Ask(
            Text(fr="Plans envisagés et écartés", en="Designs considered and set aside"),
            Text(
                fr="Un plan par ligne, avec la raison pour laquelle il n'a pas été retenu.",
                en="One design per line, with the reason why it was not chosen.",
            ),
            shape="lines",
        ),
    ] = ()
    adopted: Line | None = None  # the option of the advisor adopted by the author
    numbers: Annotated[dict[str, Number], Field(max_length=30)] = Field(
        default_factory=dict
    )  # of protocols.advice.numbers
