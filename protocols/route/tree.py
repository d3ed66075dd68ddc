"""The tree of the nine questions: the id of the outcome, asking only what the branch needs.

Source: working note on French clinical research law, section 2.3 (CSP, art. L. 1121-1, R. 1121-1, R. 1125-1, L. 1126-1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

OPTIONS: dict[str, tuple[str, ...]] = {
    "data_source": ("existing_only", "prospective"),
    "product_type": ("device", "ivd", "not_a_device"),
    "evaluates_device": ("yes", "no", "satisfaction_or_shs"),
    "ce_status": ("not_ce", "ce_off_purpose", "ce_in_purpose"),
    "objective": ("conformity", "other"),
    "mdr_class": ("I", "IIa", "IIb", "III"),
    "invasive_device": ("yes", "no"),
    "extra_procedures": ("none", "light", "invasive_or_burdensome"),
    "intervention": ("none", "minimal", "more_than_minimal"),
}
Ask = Callable[[str], str]


class Unanswered(Exception):
    """The tree needs the answer to a question that has none."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


def asking(answers: Mapping[str, str | None]) -> Ask:
    """A reader of answers that raises Unanswered for a missing one."""

    def ask(question: str) -> str:
        answer = answers.get(question)
        if answer is None:
            raise Unanswered(question)
        return answer

    return ask


def decide(ask: Ask) -> str:
    """The id of the outcome. Raises Unanswered when `ask` does."""
    if ask("data_source") == "existing_only":
        return "HORS_RIPH"
    evaluates = ask("evaluates_device")
    if evaluates == "satisfaction_or_shs":
        return "HORS_RIPH"
    if evaluates == "no":
        return _research(ask)
    product = ask("product_type")
    if product == "not_a_device":
        return _research(ask)
    return _in_vitro(ask) if product == "ivd" else _device(ask)


def _research(ask: Ask) -> str:
    """The question is not the safety or performance of a device."""
    return {"none": "RIPH3", "minimal": "RIPH2", "more_than_minimal": "RIPH1"}[ask("intervention")]


def _in_vitro(ask: Ask) -> str:
    heavy = ask("extra_procedures") == "invasive_or_burdensome"
    if ask("ce_status") == "ce_in_purpose":
        return "IVDR_ART70_NOTIF" if heavy else "IVDR_OTHER_CE"
    if heavy or ask("intervention") != "none":
        return "IVDR_ART58_AUTH"
    return "IVDR_ART57_OR_JARDE"


def _device(ask: Ask) -> str:
    status = ask("ce_status")
    if status == "ce_in_purpose":
        return _ce_marked(ask)
    if ask("objective") == "other":
        return "IC_4.3" if status == "ce_off_purpose" else "IC_4.4"
    risk = ask("mdr_class")
    return "IC_1" if risk == "I" or (risk == "IIa" and ask("invasive_device") == "no") else "IC_2"


def _ce_marked(ask: Ask) -> str:
    extra = ask("extra_procedures")
    if extra == "none":
        return "RIPH3_OR_HORS_RIPH" if ask("intervention") == "none" else "IC_4.1_OR_4.2_TO_CONFIRM"
    if ask("objective") == "other":
        return "IC_4.2"
    return "IC_3" if extra == "invasive_or_burdensome" else "IC_4.1"


def reachable(answers: Mapping[str, str | None]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The outcomes still possible, and the open questions that decide between them, in the order they are met."""
    try:
        return frozenset({decide(asking(answers))}), ()
    except Unanswered as missing:
        question = missing.question
    outcomes: set[str] = set()
    open_questions: dict[str, None] = {question: None}
    for option in OPTIONS[question]:
        found, more = reachable({**answers, question: option})
        outcomes |= found
        open_questions |= dict.fromkeys(more)
    return frozenset(outcomes), tuple(open_questions)
