"""A review in words: the one page, the remarks, the comments, and the same as plain data."""

from __future__ import annotations

from typing import Any

from protocols.remarks import Remark
from protocols.review import Review, Standing
from protocols.rules.engine import Severity
from protocols.sheet import Sheet
from stats.quantities import Unit, Value
from stats.text import Text
from templates.blocks import Language
from templates.formatting import number
from templates.saying import say, say_value, words
from templates.source_words import said_source

SEVERITIES = {
    Severity.BLOCKING: Text(fr="Bloquant", en="Blocking"),
    Severity.MAJOR: Text(fr="Majeur", en="Major"),
    Severity.MINOR: Text(fr="Mineur", en="Minor"),
    Severity.ADVICE: Text(fr="Conseil", en="Advice"),
}
STANDINGS = {
    Standing.BLOCKING: Text(fr="Au moins un constat bloquant", en="At least one blocking finding"),
    Standing.TO_CORRECT: Text(fr="Rien de bloquant, des points à corriger ou à compléter", en="Nothing blocking, points to correct or complete"),
    Standing.CLEAN: Text(fr="Aucun point à corriger", en="Nothing to correct"),
}  # fmt: skip
_GOALS = {
    "superiority": Text(fr="Supériorité", en="Superiority"),
    "superiority_by_margin": Text(fr="Supériorité d'au moins une marge", en="Superiority by a margin"),
    "non_inferiority": Text(fr="Non-infériorité", en="Non-inferiority"),
    "equivalence": Text(fr="Équivalence", en="Equivalence"),
    "precision": Text(fr="Précision d'une estimation", en="Precision of an estimate"),
    "reach": Text(fr="Niveau à atteindre, sans test", en="Level to reach, without a test"),
}
_LABELS = {
    "standing": Text(fr="Conclusion de la relecture", en="Conclusion of the review"),
    "title": Text(fr="Étude", en="Study"),
    "device": Text(fr="Dispositif", en="Device"),
    "objective": Text(fr="Objectif principal", en="Primary objective"),
    "endpoint": Text(fr="Critère de jugement principal", en="Primary endpoint"),
    "stated": Text(fr="Inclusions annoncées", en="Enrolments stated"),
    "recomputed": Text(fr="Inclusions recalculées", en="Enrolments recomputed"),
    "attained": Text(fr="Puissance atteinte avec l'effectif annoncé", en="Power reached with the number stated"),
    "share": Text(fr="Valeur atteinte avec l'effectif annoncé", en="Value reached with the number stated"),
    "width": Text(fr="Largeur d'intervalle avec l'effectif annoncé", en="Interval width with the number stated"),
    "feasibility": Text(fr="Faisabilité du recrutement", en="Feasibility of recruitment"),
}
_VERSION = Text(fr="{name}, version {version}", en="{name}, version {version}")
_UNKNOWN = Text(fr="non indiqué", en="not stated")
_IN_TEXT = Text(fr="{stated} dans les données ; le texte dit aussi {said}", en="{stated} in the data; the text also says {said}")  # fmt: skip
_ANALYSED = Text(fr="{enrolled} ({analysed} analysés)", en="{enrolled} ({analysed} analysed)")
_TARGET = Text(fr="{attained} pour {target} visés", en="{attained} for a target of {target}")
_PACE = Text(
    fr="centres : {sites} × {rate} par mois × {months} = {reachable} inclusions possibles ; il en faut {needed}, soit {time} à ce rythme : {answer}",
    en="{sites} site(s) × {rate} per month × {months} = {reachable} possible enrolments; {needed} are needed, that is {time} at this pace: {answer}",
)
_FEASIBLE = {True: Text(fr="tenable", en="achievable"), False: Text(fr="insuffisant", en="not enough")}
_NO_PACE = Text(
    fr="ne peut pas être jugée : centres, rythme ou durée manquent",
    en="cannot be judged: sites, rate or duration are missing",
)
_ASK = Text(fr="{message} Demande : {fix}", en="{message} Request: {fix}")
_COMMENT = Text(fr="{severity}. {title} ({id})", en="{severity}. {title} ({id})")
_TO_DO = Text(fr="À faire : {fix}", en="To do: {fix}")
_SOURCE = Text(fr="Source : {source}", en="Source: {source}")


def sheet_rows(review: Review, language: Language) -> tuple[tuple[str, str], ...]:
    """The one page, label and value."""
    sheet = review.sheet
    known = {
        "standing": words(STANDINGS[review.standing], language),
        "title": _short(sheet.title, 160),
        "device": _short(_device(sheet, language), 120),
        "objective": _objective(sheet, language),
        "endpoint": _short(sheet.endpoint, 120),
        "stated": _stated(sheet, language),
        "recomputed": _recomputed(sheet, language, review.unit),
        _what_is_attained(sheet): _attained(sheet, language),
        "feasibility": _feasibility(sheet, language),
    }  # fmt: skip
    return tuple((words(_LABELS[name], language), value or words(_UNKNOWN, language)) for name, value in known.items())


def questions(review: Review, language: Language) -> tuple[str, ...]:
    """At most five questions, ready to paste."""
    return tuple(
        _fill(_ASK, language, message=message_of(one, language, review.unit), fix=words(one.fix, language))
        for one in review.questions
    )


def message_of(remark: Remark, language: Language, unit: str = "") -> str:
    """The sentence of a remark."""
    return say(remark.phrase, language, unit)


def comment_words(remark: Remark, language: Language, unit: str = "") -> str:
    """A Word comment: what, why, what to do, on whose authority; one line each."""
    lines = [
        _fill(
            _COMMENT,
            language,
            severity=words(SEVERITIES[remark.severity], language),
            title=words(remark.title, language),
            id=remark.id,
        ),
        message_of(remark, language, unit),
        _fill(_TO_DO, language, fix=words(remark.fix, language)),
    ]
    if remark.source:
        lines.append(_fill(_SOURCE, language, source=said_source(remark.source, language)))
    return "\n".join(lines)


def as_data(review: Review, language: Language) -> dict[str, Any]:
    """The review as plain data, for JSON."""
    sheet = review.sheet
    return {
        "standing": review.standing.value,
        "language": review.language,
        "sheet": {
            name: getattr(sheet, name)
            for name in Sheet.__dataclass_fields__
            if name not in ("unsolved", "in_text", "share")
        }
        | {
            "share": None if sheet.share is None else words(sheet.share, language),
            "in_text": list(sheet.in_text),
            "feasible": sheet.feasible,
            "unsolved": [say(one, language, review.unit) for one in sheet.unsolved],
        },
        "questions": list(questions(review, language)),
        "findings": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "severity": one.severity.value,
                "title": one.title[language],
                "message": message_of(one, language, review.unit),
                "fix": one.fix[language],
                "source": said_source(one.source, language),
                "answer": one.answer,
                "place": one.place,
                "heading": one.heading,
                "quote": one.quote,
                "where": one.path,
            }
            for one in review.remarks
        ],
        "missing": [{"path": gap.path, "message": say(gap.phrase, language, review.unit)} for gap in review.gaps],
        "rules": {"assessed": review.assessed, "total": review.total},
    }


def _short(written: str, longest: int) -> str:
    """A written answer on one line, cut at a word."""
    line = " ".join(written.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "…"


def _device(sheet: Sheet, language: Language) -> str:
    return _fill(_VERSION, language, name=sheet.device, version=sheet.version) if sheet.version else sheet.device


def _objective(sheet: Sheet, language: Language) -> str:
    goal = words(_GOALS[sheet.framework], language) if sheet.framework in _GOALS else ""
    return " — ".join(one for one in (goal, _short(sheet.objective, 240)) if one)


def _stated(sheet: Sheet, language: Language) -> str:
    said = _count(sheet.stated, language) if sheet.stated else words(_UNKNOWN, language)
    return _fill(_IN_TEXT, language, stated=said, said=", ".join(sheet.in_text)) if sheet.in_text else said


def _recomputed(sheet: Sheet, language: Language, unit: str) -> str:
    if sheet.recomputed is None:
        return " ".join(say(one, language, unit) for one in sheet.unsolved[:2])
    enrolled, analysed = _count(sheet.recomputed, language), _count(sheet.analysed or 0, language)
    return _fill(_ANALYSED, language, enrolled=enrolled, analysed=analysed)


def _what_is_attained(sheet: Sheet) -> str:
    return "attained" if sheet.measures_power else "share" if sheet.share else "width"


def _attained(sheet: Sheet, language: Language) -> str:
    if sheet.attained is None:
        return ""
    unit = sheet.target_unit
    attained = say_value(Value(round(sheet.attained, 3), unit), language)
    return _fill(_TARGET, language, attained=attained, target=say_value(Value(sheet.target or 0.0, unit), language))


def _feasibility(sheet: Sheet, language: Language) -> str:
    if sheet.feasible is None or sheet.sites is None or sheet.rate is None or sheet.months is None:
        return words(_NO_PACE, language)
    return _fill(
        _PACE,
        language,
        sites=str(sheet.sites),
        rate=number(sheet.rate, language),
        months=say_value(Value(sheet.months, Unit.MONTHS), language),
        reachable=_count(sheet.reachable or 0, language),
        needed=_count(max(sheet.stated or 0, sheet.recomputed or 0), language),
        time=say_value(Value(sheet.months_needed or 0.0, Unit.MONTHS), language),
        answer=words(_FEASIBLE[sheet.feasible], language),
    )


def _count(value: int, language: Language) -> str:
    return say_value(Value(value, Unit.COUNT), language)


def _fill(text: Text, language: Language, **values: str) -> str:
    return words(text, language).format(**values)
