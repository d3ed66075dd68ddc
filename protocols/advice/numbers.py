"""The author's few numbers: each declared once, and what the designs draw from them (rates, differences, sizes of groups)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from protocols.claims_order import medical_first
from protocols.model.design import StudyPlan
from protocols.model.endpoints import Endpoints
from protocols.protocol import Protocol
from stats.goals import sign
from stats.quantities import Quantity, Unit
from stats.text import Text


def _share(
    fr: str, en: str, help_fr: str = "Entre 0 et 1, ou en pour cent.", help_en: str = "Between 0 and 1, or in per cent."
) -> Quantity:
    return Quantity(Text(fr=fr, en=en), Unit.PROPORTION, Text(fr=help_fr, en=help_en), gt=0, lt=1)


def _of(
    unit: Unit, fr: str, en: str, help_fr: str, help_en: str, gt: float | None = 0, lt: float | None = None
) -> Quantity:
    return Quantity(Text(fr=fr, en=en), unit, Text(fr=help_fr, en=help_en), gt=gt, lt=lt)


_WORTH = (
    "En valeur absolue : l'écart en dessous duquel changer de prise en charge n'en vaudrait pas la peine.",
    "In absolute value: the difference below which changing care would not be worth it.",
)
_MARGIN = (
    "La plus grande perte cliniquement acceptable ; sa justification se donne à la page du calcul.",
    "The largest clinically acceptable loss; its justification is given on the sample-size page.",
)
NUMBERS: dict[str, Quantity] = {
    "control": _share("Proportion attendue sans le dispositif", "Proportion expected without the device"),
    "effect_points": _of(Unit.POINTS, "Plus petit écart de proportion utile", "Smallest worthwhile difference in proportion", *_WORTH, lt=1),
    "margin_points": _of(Unit.POINTS, "Marge de non-infériorité (proportions)", "Non-inferiority margin (proportions)", *_MARGIN, lt=1),
    "sd": _of(Unit.ENDPOINT, "Écart-type du critère", "Standard deviation of the endpoint", "Dans l'unité du critère.", "In the unit of the endpoint."),
    "effect_mean": _of(Unit.ENDPOINT, "Plus petite différence utile", "Smallest worthwhile difference", *_WORTH),
    "sd_paired": _of(
        Unit.ENDPOINT,
        "Écart-type des différences chez un même patient",
        "Standard deviation of the differences within a patient",
        "Entre ses deux périodes, dans l'unité du critère.",
        "Between the patient's two periods, in the unit of the endpoint.",
    ),
    "margin_mean": _of(Unit.ENDPOINT, "Marge de non-infériorité", "Non-inferiority margin", *_MARGIN),
    "margin_ratio": _of(
        Unit.EFFECT_RATIO,
        "Marge de non-infériorité (rapport, supérieur à 1)",
        "Non-inferiority margin (ratio, above 1)",
        "Par exemple 1,3 : jusqu'à 30 % d'événements en plus sont acceptés. Sa justification se donne à la page du calcul.",
        "For example 1.3: up to 30% more events are accepted. Its justification is given on the sample-size page.",
        gt=1,
    ),
    "survival": _share("Part sans événement à l'échéance, sans le dispositif", "Share event-free at the horizon, without the device"),
    "horizon": _of(Unit.MONTHS, "Échéance de cette part (mois)", "Horizon of that share (months)", "Le délai auquel elle est connue.", "The time at which it is known."),
    "hazard_ratio": _of(Unit.EFFECT_RATIO, "Rapport de risques instantanés utile", "Worthwhile hazard ratio", "Inférieur à 1 si le dispositif retarde l'événement.", "Below 1 if the device delays the event."),
    "events": _of(Unit.RATE, "Événements par an et par patient, sans le dispositif", "Events per patient-year without the device", "Par exemple 0,8 hospitalisation par an.", "For example 0.8 admissions a year."),
    "change": _share("Changement relatif utile de cette fréquence", "Worthwhile relative change of that rate", "20 % : de 1 à 0,8 événement par an si moins est favorable.", "20%: from 1 to 0.8 events a year if fewer is favourable."),
    "odds_ratio": _of(Unit.EFFECT_RATIO, "Odds ratio commun utile", "Worthwhile common odds ratio", "D'une catégorie à la suivante.", "From one category to the next."),
    "prevalence": _share("Prévalence dans la population visée", "Prevalence in the target population"),
    "sensitivity": _share("Sensibilité attendue avec le dispositif", "Sensitivity expected with the device"),
    "sensitivity_control": _share("Sensibilité de la lecture habituelle, ou objectif", "Sensitivity of standard reading, or goal"),
    "specificity": _share("Spécificité attendue avec le dispositif", "Specificity expected with the device"),
    "specificity_control": _share("Spécificité de la lecture habituelle, ou objectif", "Specificity of standard reading, or goal"),
    "auc": _of(Unit.NUMBER, "Aire sous la courbe (AUC) attendue avec le dispositif", "Area under the curve (AUC) expected with the device", "Entre 0,5 et 1.", "Between 0.5 and 1.", gt=0.5, lt=1),
    "auc_control": _of(Unit.NUMBER, "AUC de la lecture habituelle", "AUC of standard reading", "Entre 0,5 et 1.", "Between 0.5 and 1.", gt=0.5, lt=1),
    "time_ratio": _of(Unit.EFFECT_RATIO, "Rapport du temps de lecture, avec sur sans", "Ratio of reading times, with over without", "0,8 pour un gain de 20 %.", "0.8 for a gain of 20%.", lt=5),
    "measure_sd": _of(Unit.ENDPOINT, "Écart-type des écarts à la référence", "Standard deviation of the differences from the reference", "Dans l'unité de la mesure.", "In the unit of the measurement."),
    "cost": _of(Unit.EUROS, "Coût moyen attendu avec le dispositif", "Mean cost expected with the device", "Par patient, en euros.", "Per patient, in euros."),
    "cost_control": _of(Unit.EUROS, "Coût moyen sans le dispositif", "Mean cost without the device", "Par patient, en euros.", "Per patient, in euros."),
}  # fmt: skip
_SHARES = Text(
    fr="Parts attendues de chaque catégorie (page du calcul)", en="Expected shares of each category (sample-size page)"
)
_LABELS: dict[str, Text] = {name: one.label for name, one in NUMBERS.items()} | {
    "better": Endpoints.asks()["better"].label,
    "sites": StudyPlan.asks()["sites"].label,
    "rate": StudyPlan.asks()["rate_per_site"].label,
    "months": StudyPlan.asks()["recruitment_months"].label,
    "follow": StudyPlan.asks()["follow_up_months"].label,
    "shares": _SHARES,
}
_BY_ENDPOINT = {
    "binary": ("control", "effect_points"),
    "continuous": ("sd", "effect_mean"),
    "time_to_event": ("survival", "horizon", "hazard_ratio"),
    "count": ("events", "change"),
    "ordinal": ("odds_ratio",),
    None: (),
}
_READING = ("prevalence", "sensitivity", "sensitivity_control", "specificity", "specificity_control")
_BY_ROLE = {
    "detects": _READING,
    "triages": (*_READING, "time_ratio"),
    "measures": ("measure_sd",),
    "predicts": ("prevalence", "auc"),
    "recommends": (),
    "treats": (),
    "monitors": (),
    "organises": (),
    None: (),
}
MARGINS = {  # the number that holds the margin of a non-inferiority, by type of endpoint
    "binary": "margin_points",
    "continuous": "margin_mean",
    "time_to_event": "margin_ratio",
    "count": "margin_ratio",
}
C_WIDTH = 0.1  # full width of the 95 % interval of a C statistic: Riley RD et al. Stat Med 2021;40:4230-51


def labelled(name: str) -> Text:
    """What a raw number is called on the screen."""
    return _LABELS[name]


def asked(protocol: Protocol) -> tuple[str, ...]:
    """The numbers that this situation calls for; those already typed stay in sight."""
    endpoint, role, benefit = (
        medical_first(protocol).endpoints.type,
        protocol.situation.role,
        str(protocol.claim.benefit or ""),
    )
    names = [*_BY_ENDPOINT[endpoint], *_BY_ROLE[role]]
    if "non_inferiority" in benefit or protocol.situation.comparator == "other_device":
        names += [MARGINS[endpoint]] if endpoint in MARGINS else []
    reversible = protocol.situation.contamination == "no" and role in ("treats", "monitors")
    if endpoint == "continuous" and reversible:
        names.append("sd_paired")
    if protocol.situation.user == "none" and role in ("detects", "triages"):
        names.append("margin_points")
    if benefit.startswith("economic"):
        names += ["cost", "cost_control"]
    names += [name for name in NUMBERS if name in protocol.situation.numbers]
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A value drawn from the author's numbers, or the numbers it still needs."""

    value: float | None
    needs: tuple[Text, ...] = ()


Raw = Mapping[str, float]
_DERIVED: dict[str, tuple[tuple[str, ...], Callable[[Raw], float]]] = {
    "zero": ((), lambda raw: 0.0),
    "one": ((), lambda raw: 1.0),
    "c_width": ((), lambda raw: C_WIDTH),
    "reached": (("control", "effect_points", "better"), lambda raw: raw["control"] + raw["better"] * raw["effect_points"]),
    "difference": (("effect_mean", "better"), lambda raw: raw["better"] * raw["effect_mean"]),
    "events_reached": (("events", "change", "better"), lambda raw: raw["events"] * (1 + raw["better"] * raw["change"])),
    "years": (("follow",), lambda raw: raw["follow"] / 12),
    "recruitment": (("months",), lambda raw: raw["months"]),
    "follow_up": (("follow",), lambda raw: raw["follow"]),
    "measure_width": (("measure_sd",), lambda raw: raw["measure_sd"]),  # limits known to within half a standard deviation
    "per_cluster": (("rate", "months"), lambda raw: _people(raw["rate"] * raw["months"])),
    "periods": (("months",), lambda raw: _periods(raw["months"])),
    "per_period": (("rate", "months"), lambda raw: _people(raw["rate"] * raw["months"] / _periods(raw["months"]))),
    "sequences": (("sites",), lambda raw: _sequences(raw["sites"])),
    "per_step": (("sites", "rate", "months"), lambda raw: _people(raw["rate"] * raw["months"] / (_sequences(raw["sites"]) + 1))),
    "per_half": (("rate", "months"), lambda raw: _people(raw["rate"] * raw["months"] / 2)),
}  # fmt: skip


def raw_of(protocol: Protocol) -> dict[str, float]:
    """The numbers at hand: those of this page, and those of the plan."""
    plan, better = protocol.plan, protocol.endpoints.better
    known = {
        "sites": plan.sites,
        "rate": plan.rate_per_site,
        "months": plan.recruitment_months,
        "follow": plan.follow_up_months,
    }
    raw = {name: float(value) for name, value in known.items() if value}
    raw |= {name: float(value) for name, value in protocol.situation.numbers.items() if name in NUMBERS}
    return raw | ({"better": float(sign(better))} if better else {})


def drawn(name: str, raw: Raw) -> Drawn:
    """One value for a design."""
    inputs, compute = _DERIVED.get(name, ((name,), lambda known: known[name]))
    missing = tuple(labelled(one) for one in inputs if one not in raw)
    return Drawn(None, missing) if missing else Drawn(round(compute(raw), 10))


def _people(count: float) -> float:
    """Whole people in a group, at least two: one alone says nothing of the group."""
    return float(max(2, int(count + 1e-9)))


def _periods(months: float) -> float:
    """An even number of periods of a month or more, six at most."""
    return float(min(6, max(2, 2 * int(months // 2))))


def _sequences(sites: float) -> float:
    return float(min(6, max(2, int(sites))))
