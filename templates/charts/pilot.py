"""What pilot data look like: the figure of each estimator, its caption, and its text for who cannot see it."""

from __future__ import annotations

from collections.abc import Callable

from stats.estimate.result import Picture
from stats.quantities import Unit, Value
from stats.text import Text
from templates.blocks import Figure, Language, text
from templates.charts import pilot_bars, pilot_lines, pilot_points
from templates.charts.look import Spec
from templates.formatting import NO_BREAK, integer, number
from templates.saying import filled, say_value, words

_DRAWN: dict[str, Callable[[Picture, Language], Spec]] = {
    "proportions": pilot_points.proportions,
    "survival": pilot_lines.survival,
    "roc": pilot_lines.roc,
    "histogram": pilot_bars.histogram,
    "counts": pilot_bars.counts,
    "agreement": pilot_bars.agreement,
    "clusters": pilot_points.clusters,
    "readers": pilot_points.readers,
    "scatter": pilot_points.scatter,
    "costs_effects": pilot_points.costs_effects,
}
_CAPTIONS = {
    "proportions": Text(fr="Proportion observée et intervalle à 95 %", en="Observed proportion and 95% interval"),
    "survival": Text(fr="Courbe de Kaplan-Meier et nombres à risque", en="Kaplan-Meier curve and numbers at risk"),
    "roc": Text(fr="Courbe ROC", en="ROC curve"),
    "histogram": Text(fr="Distribution observée", en="Observed distribution"),
    "counts": Text(
        fr="Événements par patient : observés, et attendus par la loi ajustée",
        en="Events per patient: observed, and expected by the fitted law",
    ),
    "agreement": Text(
        fr="Réponses des deux lecteurs, en nombre de cas", en="Answers of the two readers, in number of cases"
    ),
    "clusters": Text(
        fr="Moyenne de chaque grappe avec son intervalle à 95 % ; moyenne générale en pointillés",
        en="Mean of each cluster with its 95% interval; grand mean as a dashed line",
    ),
    "readers": Text(
        fr="AUC de chaque lecteur dans les deux modalités, intervalle de DeLong à 95 %",
        en="AUC of each reader in both modalities, DeLong 95% interval",
    ),
    "scatter": Text(fr="Les deux mesures de chaque participant", en="Both measurements of each participant"),
    "costs_effects": Text(fr="Coût et effet de chaque participant", en="Cost and effect of each participant"),
}
_ALTS = {
    "proportions": Text(
        fr="Proportions observées par groupe (nombre de groupes : {count}), avec leur intervalle à 95 % : {intervals}.",
        en="Proportions observed in {count} group(s), with their 95% interval: {intervals}.",
    ),
    "survival": Text(
        fr="Courbe de Kaplan-Meier par groupe (nombre de groupes : {count}), de 0 à {last} mois ; part sans événement à la fin : {ends}.",
        en="Kaplan-Meier curve of {count} group(s), from 0 to {last} months; share without event at the end: {ends}.",
    ),
    "roc": Text(
        fr="Courbe ROC de {count} score ; la diagonale est celle du hasard. Sensibilité pour 10 % de faux positifs : {ends}.",
        en="ROC curve of {count} score; the diagonal is that of chance. Sensitivity at 10% of false positives: {ends}.",
    ),
    "histogram": Text(
        fr="Histogramme par groupe (nombre de groupes : {count}), des valeurs autour de {first} aux valeurs autour de {last} ; plus haute barre : "
        "{ends} lignes.",
        en="Histogram of {count} group(s), from values around {first} to values around {last}; highest bar: {ends} rows.",
    ),
    "counts": Text(
        fr="Histogramme du nombre d'événements par patient, de {first} à {last}, et loi ajustée. Première barre : {observed} patients "
        "observés, {expected} attendus.",
        en="Histogram of the number of events per patient, from {first} to {last}, and the fitted law. First bar: {observed} patients "
        "observed, {expected} expected.",
    ),
    "agreement": Text(
        fr="Tableau croisé des réponses de deux lecteurs en {count} catégories : {agreed} cas sur la diagonale, où ils sont d'accord, "
        "sur {total}.",
        en="Cross table of the answers of two readers in {count} categories: {agreed} cases on the diagonal, where they agree, out of "
        "{total}.",
    ),
    "clusters": Text(
        fr="Moyennes de {count} grappes rangées de {first} à {last}, chacune avec son intervalle à 95 %, autour de la moyenne générale "
        "{mean}.",
        en="Means of {count} clusters ordered from {first} to {last}, each with its 95% interval, around the grand mean {mean}.",
    ),
    "readers": Text(
        fr="AUC de {count} lecteurs dans deux modalités, avec intervalle à 95 %. {ranges}.",
        en="AUC of {count} readers in two modalities, with 95% interval. {ranges}.",
    ),
    "scatter": Text(
        fr="Nuage de {count} points : première mesure de {first} à {last}, seconde mesure de {low} à {high}.",
        en="Cloud of {count} points: first measurement from {first} to {last}, second measurement from {low} to {high}.",
    ),
    "costs_effects": Text(
        fr="Nuage de {count} points : effet de {first} à {last}, coût de {low} à {high} euros.",
        en="Cloud of {count} points: effect from {first} to {last}, cost from {low} to {high} euros.",
    ),
}


def pilot_figure(picture: Picture, language: Language) -> Figure:
    """The figure of an estimator."""
    said = _said(picture, language)
    alt = _ALTS[picture.shape]
    return Figure(
        anchor="figure-pilot",
        caption=text(words(_CAPTIONS[picture.shape], language)),
        alt=filled(alt, {name: said[name]() for name in alt.placeholders}, language),
        spec=_DRAWN[picture.shape](picture, language),
    )


def _said(picture: Picture, language: Language) -> dict[str, Callable[[], str]]:
    """What the text of a figure may say of its curves."""
    curves, shape = picture.curves, picture.shape
    one = curves[0]

    def brief(value: float) -> str:
        return number(float(f"{value:.3g}"), language)

    def ends() -> str:
        if shape == "survival":
            return ", ".join(number(float(each.y[-1]), language, 2) for each in curves)
        if shape == "roc":
            return number(float(one.y[one.x <= 0.1][-1]), language, 2)
        return integer(int(max(each.y.max() for each in curves)), language)

    def ranges() -> str:
        between = f"{NO_BREAK}: {{}} à {{}}" if language == "fr" else ": {} to {}"
        return (" ; " if language == "fr" else "; ").join(
            each.name
            + between.format(number(float(each.y.min()), language, 2), number(float(each.y.max()), language, 2))
            for each in curves
        )

    def intervals() -> str:
        ends = (one.y if one.low is None else one.low, one.y if one.high is None else one.high)
        each = zip(picture.labels, one.y, *ends, strict=True)
        said = ((name, [say_value(Value(float(end), Unit.PROPORTION), language) for end in row]) for name, *row in each)
        return "; ".join(f"{name} {value} [{low} ; {high}]".strip() for name, (value, low, high) in said)

    along = one.y if shape == "clusters" else one.x
    return {
        "count": lambda: integer(_count(picture), language),
        "ends": ends,
        "ranges": ranges,
        "intervals": intervals,
        "first": lambda: brief(along.min()),
        "last": lambda: brief(max(each.x.max() for each in curves) if shape != "clusters" else along.max()),
        "low": lambda: brief(one.y.min()),
        "high": lambda: brief(one.y.max()),
        "mean": lambda: brief(curves[1].y[0]),
        "observed": lambda: integer(int(one.y[0]), language),
        "expected": lambda: integer(round(float(curves[1].y[0])), language),
        "agreed": lambda: integer(int(sum(each.y[rank] for rank, each in enumerate(curves))), language),
        "total": lambda: integer(int(sum(each.y.sum() for each in curves)), language),
    }


def _count(picture: Picture) -> int:
    if picture.shape in ("readers", "proportions"):
        return len(picture.labels)
    return (
        len(picture.curves[0].x) if picture.shape in ("clusters", "scatter", "costs_effects") else len(picture.curves)
    )
