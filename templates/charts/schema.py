"""The study at a glance: boxes and arrows from enrolment to the primary endpoint."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from protocols.cleaning import clean
from protocols.model.design import CLUSTERED, SINGLE_GROUP
from protocols.protocol import Protocol
from stats.card import Family
from stats.refusal import Problem
from stats.result import SampleSize
from stats.text import Text
from templates.blocks import Figure, Language, text
from templates.charts.look import WIDTH, Spec, colours, data, framed
from templates.formatting import integer
from templates.planning import said_months
from templates.saying import filled, words
from templates.study_labels import READ_TWICE

_LINE, _PADDING, _GAP = 15, 9, 30
_CAPTION = Text(fr="Schéma de l'étude", en="Study schema")
_ALT = Text(
    fr="Boîtes reliées par des flèches, de haut en bas : {boxes}.", en="Boxes joined by arrows, downwards: {boxes}."
)
_PATIENTS = Text(fr="Patients de l'étude", en="Patients of the study")
_INCLUDED = Text(fr="Inclusion des participants", en="Enrolment of participants")
_CLUSTERS_IN = Text(fr="Entrée des grappes (services, centres)", en="Entry of the clusters (wards, centres)")
_ELIGIBLE = Text(fr="Critères d'éligibilité vérifiés", en="Eligibility criteria checked")
_SIZED = Text(fr="effectif calculé :", en="size calculated:")
_RANDOMISED = Text(fr="Randomisation", en="Randomisation")
_CLUSTERS_RANDOMISED = Text(fr="Randomisation des grappes", en="Randomisation of the clusters")
_SEQUENCE = Text(fr="Randomisation de l'ordre", en="Randomisation of the order")
_STEPS = Text(fr="Randomisation de la date de passage", en="Randomisation of the date of the switch")
_DEVICE_FIRST = Text(fr="Dispositif, puis comparateur", en="Device, then comparator")
_COMPARATOR_FIRST = Text(fr="Comparateur, puis dispositif", en="Comparator, then device")
_BEFORE = Text(fr="Période de référence", en="Control period")
_AFTER = Text(fr="Période avec le dispositif", en="Period with the device")
_CLUSTERS = Text(fr="{clusters} grappes", en="{clusters} clusters")
_SEVERAL = Text(fr="Bras comparés", en="Arms compared")
_BASELINE = Text(fr="Mesure avant, dans les deux groupes", en="Measurement before, in both groups")
_MEASURES = Text(fr="Mesures à comparer", en="Measurements to compare")
_EXPERIMENTAL = Text(fr="Bras expérimental", en="Experimental arm")
_CONTROL = Text(fr="Bras contrôle", en="Control arm")
_COMPARATOR = Text(fr="Comparateur", en="Comparator")
_INDEX = Text(fr="Test étudié", en="Index test")
_OTHER_TEST = Text(fr="Test de comparaison", en="Comparison test")
_REFERENCE = Text(fr="Référence", en="Reference standard")
_SAME = Text(fr="chez les mêmes patients", en="in the same patients")
_COMPARED = Text(fr="Comparaison", en="Comparison")
_INTERVENTION = Text(fr="Intervention", en="Intervention")
_FOLLOW_UP = Text(fr="Suivi", en="Follow-up")
_PER_PERSON = Text(fr="{duration} par participant", en="{duration} per participant")
_CASES = Text(fr="Cas de l'étude", en="Cases of the study")
_AIDED = Text(fr="Lecture avec le dispositif", en="Reading with the device")
_UNAIDED = Text(fr="Lecture sans le dispositif", en="Reading without the device")
_ALONE = Text(fr="Dispositif seul", en="Device alone")
_PANEL = Text(fr="Panel de lecteurs", en="Reader panel")
_READERS = Text(fr="{readers} lecteurs", en="{readers} readers")
_ALL_CASES = Text(fr="tous les cas", en="all cases")
_SAME_REFERENCE = Text(fr="la même pour toutes les lectures", en="the same for all readings")
_BUILT = Text(fr="Développement du modèle", en="Development of the model")
_PARAMETERS = Text(fr="{parameters} paramètres candidats", en="{parameters} candidate parameters")
_INSIDE = Text(fr="Validation interne", en="Internal validation")
_OPTIMISM = Text(fr="performances corrigées de l'optimisme", en="performance corrected for optimism")
_PREDICTED = Text(fr="Prédiction du modèle", en="Prediction of the model")
_OBSERVED = Text(fr="Critère observé", en="Observed outcome")
_ENDPOINT = Text(fr="Critère de jugement principal", en="Primary endpoint")


@dataclass(frozen=True, slots=True)
class Box:
    """A title and a few lines."""

    title: str
    lines: tuple[str, ...] = ()
    strong: bool = False


Rank = tuple[Box, ...]


def schema_figure(protocol: Protocol, size: SampleSize | tuple[Problem, ...], language: Language) -> Figure | None:
    """The schema of the study by its type; none while the type is unknown."""
    ranks = ranks_of(protocol, size, language)
    if not ranks:
        return None
    said = ("\u00a0; " if language == "fr" else "; ").join(
        " / ".join(", ".join((box.title, *box.lines)) for box in rank) for rank in ranks
    )
    return Figure(
        anchor="figure-schema",
        caption=text(words(_CAPTION, language)),
        alt=filled(_ALT, {"boxes": said}, language),
        spec=_spec(ranks, language),
        width_cm=13.5,
    )


def ranks_of(protocol: Protocol, size: SampleSize | tuple[Problem, ...], language: Language) -> tuple[Rank, ...]:
    """The rows of boxes, from top to bottom."""
    kind = protocol.plan.type
    if kind is None:
        return ()
    found = size if isinstance(size, SampleSize) else None
    device, follow_up = _short(protocol.device.name), protocol.plan.follow_up_months

    def said(one: Text) -> str:
        return words(one, language)

    total: tuple[str, ...] = _count(found.enrolled, language) if found else ()
    if kind in ("accuracy", "paired_accuracy"):  # a sensitivity is sized on cases: the series itself may be larger
        total = tuple(f"{said(_SIZED)} {one}" for one in total)
    entry = _CLUSTERS_IN if kind in CLUSTERED else _PATIENTS if kind in SINGLE_GROUP - {"single_arm"} else _INCLUDED
    entry = _CASES if protocol.family() is Family.READERS else entry
    groups = _clusters(found, language)
    ranks: list[Rank] = [(Box(said(entry), (said(_ELIGIBLE), *groups, *total)),)]
    arms = {arm.name: _count(arm.size, language) for arm in found.enrolled_arms} if found else {}
    control = Box(said(_CONTROL), (said(_COMPARATOR), *arms.get("control", ())))
    experimental = Box(said(_EXPERIMENTAL), (*device, *arms.get("experimental", ())))
    if kind in ("randomised_parallel", "cluster_parallel"):
        drawn = _CLUSTERS_RANDOMISED if kind in CLUSTERED else _RANDOMISED
        ranks += [(Box(said(drawn), (), strong=True),), (experimental, control)]
    elif kind in ("randomised_crossover", "cluster_crossover"):
        orders = Box(said(_DEVICE_FIRST)), Box(said(_COMPARATOR_FIRST))
        ranks += [(Box(said(_SEQUENCE), (), strong=True),), orders]
    elif kind == "stepped_wedge":
        ranks += [(Box(said(_STEPS), (), strong=True),), (Box(said(_BEFORE)), Box(said(_AFTER), device))]
    elif kind == "controlled_before_after":
        ranks += [(Box(said(_BASELINE)),), (experimental, control)]
    elif kind == "randomised_several_arms":
        sized = (
            tuple(f"{arm.label[language]}\u00a0: {integer(arm.size, language)}" for arm in found.enrolled_arms)
            if found
            else ()
        )
        ranks += [(Box(said(_RANDOMISED), (), strong=True),), (Box(said(_SEVERAL), sized),)]
    elif (family := protocol.family()) is Family.READERS:
        ranks += _readings(protocol, device, language)
    elif family is Family.PREDICTION:
        ranks += _model(protocol, device, language)
    elif kind == "accuracy":
        ranks += [(Box(said(_INDEX), device), Box(said(_REFERENCE), (said(_SAME),))), (Box(said(_COMPARED), (), True),)]
    elif kind == "paired_accuracy":
        pair = (Box(said(_INDEX), device), Box(said(_OTHER_TEST), (said(_SAME),)))
        ranks += [pair, (Box(said(_COMPARED), (), True),)]
    elif kind == "agreement":
        ranks.append((Box(said(_MEASURES), (*device, said(_SAME)), strong=True),))
    else:
        ranks.append((Box(said(_INTERVENTION), device, strong=True),))
    if follow_up:
        lasting = filled(_PER_PERSON, {"duration": said_months(follow_up, language)}, language)
        ranks.append((Box(said(_FOLLOW_UP), (lasting,)),))
    endpoint = (*_short(protocol.endpoints.name, 62), *_short(protocol.endpoints.timing, 62))
    ranks.append((Box(said(_ENDPOINT), endpoint),))
    return tuple(ranks)


def _readings(protocol: Protocol, device: tuple[str, ...], language: Language) -> list[Rank]:
    """Every case under both conditions, against one reference: readers are neither participants nor arms."""
    given = protocol.sizing.assumptions.get("readers")
    number = integer(int(given.value), language) if given and given.value else "…"
    twice = protocol.sizing.kind in READ_TWICE
    first, second = (_UNAIDED, _AIDED) if twice else (_PANEL, _ALONE)
    read = (filled(_READERS, {"readers": number}, language), words(_ALL_CASES, language))
    pair = (Box(words(first, language), read), Box(words(second, language), (*device, *(read if twice else ()))))
    return [
        pair,
        (Box(words(_REFERENCE, language), (words(_SAME_REFERENCE, language),)),),
        (Box(words(_COMPARED, language), (), True),),
    ]


def _model(protocol: Protocol, device: tuple[str, ...], language: Language) -> list[Rank]:
    """A model is built then checked inside, or applied as it is to patients who did not build it."""
    if (protocol.sizing.kind or "").startswith("prediction_development"):
        given = protocol.sizing.assumptions.get("parameters")
        counted = integer(int(given.value), language) if given and given.value else "…"
        built = Box(words(_BUILT, language), (filled(_PARAMETERS, {"parameters": counted}, language),), strong=True)
        return [(built,), (Box(words(_INSIDE, language), (words(_OPTIMISM, language),)),)]
    pair = (Box(words(_PREDICTED, language), device), Box(words(_OBSERVED, language), (words(_SAME, language),)))
    return [pair, (Box(words(_COMPARED, language), (), True),)]


def _clusters(found: SampleSize | None, language: Language) -> tuple[str, ...]:
    if found is None or not found.clusters:
        return ()
    total = integer(sum(arm.size for arm in found.clusters), language)
    return (filled(_CLUSTERS, {"clusters": total}, language),)


def _count(number: int, language: Language) -> tuple[str]:
    return (f"n\u00a0=\u00a0{integer(number, language)}",)


def _short(value: str | None, width: int = 32) -> tuple[str, ...]:
    """At most two lines of what was typed."""
    said = " ".join(clean(value or "").split())
    return tuple(textwrap.wrap(said, width, max_lines=2, placeholder="…"))


def _spec(ranks: tuple[Rank, ...], language: Language) -> Spec:
    tones = colours()
    boxes: list[Spec] = []
    lines: list[Spec] = []
    rules: list[Spec] = []
    tips: list[Spec] = []
    top = 4.0
    before: list[float] = []
    for rank in ranks:
        height = max(len(box.lines) + 1 for box in rank) * _LINE + 2 * _PADDING
        middles = [WIDTH / 2] if len(rank) == 1 else [WIDTH * 0.26, WIDTH * 0.74]
        wide = WIDTH * (0.74 if len(rank) == 1 and not rank[0].strong else 0.44)
        rules += _joins(before, middles, top)
        tips += [{"x": middle, "y": top - 4} for middle in middles] if before else []
        for box, middle in zip(rank, middles, strict=True):
            boxes.append(
                {"x": middle - wide / 2, "x2": middle + wide / 2, "y": top, "y2": top + height, "strong": box.strong}
            )
            start = top + height / 2 - _LINE * len(box.lines) / 2
            for number, line in enumerate((box.title, *box.lines)):
                lines.append(
                    {"x": middle, "y": start + _LINE * number, "said": line, "first": not number, "strong": box.strong}
                )
        before = middles
        top += height + _GAP
    height = int(top - _GAP + 4)
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, WIDTH], "nice": False}}
    y = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, height], "nice": False, "reverse": True},
    }
    ends = {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    fill = {"condition": {"test": "datum.strong", "value": tones["deep"]}, "value": tones["tint"]}
    colour = {"condition": {"test": "datum.strong", "value": "white"}, "value": tones["ink"]}
    layers = [
        {
            "data": data(rules),
            "mark": {"type": "rule", "color": tones["muted"], "strokeWidth": 1.3},
            "encoding": ends,
        },
        {
            "data": data(tips),
            "mark": {
                "type": "point", "shape": "triangle-down", "filled": True, "size": 60, "color": tones["muted"], "opacity": 1
            },
            "encoding": {"x": x, "y": y},
        },
        {
            "data": data(boxes),
            "mark": {"type": "rect", "stroke": tones["deep"], "strokeWidth": 1, "cornerRadius": 3},
            "encoding": ends | {"fill": fill},
        },
        *(
            {
                "data": data([line for line in lines if line["first"] is first]),
                "mark": {"type": "text", "fontSize": 12, "fontWeight": "bold" if first else "normal"},
                "encoding": {"x": x, "y": y, "text": {"field": "said"}, "color": colour},
            }
            for first in (True, False)
        ),
    ]  # fmt: skip
    return framed([layer for layer in layers if layer["data"]["values"]], language, height=height)


def _joins(before: list[float], middles: list[float], top: float) -> list[Spec]:
    """The lines from one row of boxes to the next: down, across, down."""
    if not before:
        return []
    half = top - _GAP / 2
    falls = [{"x": one, "x2": one, "y": top - _GAP, "y2": half} for one in before]
    falls += [{"x": one, "x2": one, "y": half, "y2": top} for one in middles]
    ends = before + middles
    return [*falls, {"x": min(ends), "x2": max(ends), "y": half, "y2": half}]
