#!/usr/bin/env python3
"""The door for scripts: designs, solve, export, check, estimate. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from protocols.protocol import Protocol

LARGEST_FILE = 20_000_000
OWNERS = ("clinical_lead", "investigator", "statistician", "economist", "data_protection", "regulatory")


ROLES = (
    "outcome", "group", "first", "second", "cluster", "score", "truth", "time", "event", "events", "reader", "case",
    "modality", "cost", "effect", "participant", "problem",
)  # fmt: skip


class Fault(Exception):
    """One sentence for the person at the terminal, in both languages; the exit status is 1."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.said = {"fr": fr, "en": en}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it succeeded, 1 when it could not, 2 for a wrong command line."""
    options = _parser().parse_args(arguments)
    from stats.refusal import Refusal

    try:
        return int(options.run(options))
    except Fault as fault:
        print(f"preuve: {fault.said[options.lang]}", file=sys.stderr)
    except Refusal as refusal:
        print(f"preuve: {_said(refusal, options.lang)}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="preuve", description="Clinical-evaluation protocols: size, export, check.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help: str, run: Any) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of what is said or written")
        added.set_defaults(run=run)
        return added

    designs = command("designs", "list every sample-size design, with its JSON schema", _designs)
    designs.add_argument("--json", action="store_true")
    solve = command(
        "solve",
        'size a plan: {"design": {"kind": ...}, "target": 0.8, "flow": {...}}, or "size" instead of "target"',
        _solve,
    )
    solve.add_argument("plans", nargs="+", metavar="PLAN.json", help="one plan or several, or - for standard input")
    solve.add_argument("--json", action="store_true")
    export = command("export", "write the Word document of a protocol", _export)
    export.add_argument("protocol", metavar="PROTOCOL.json|.docx")
    export.add_argument("--kind", choices=("protocol", "synopsis"), default="protocol")
    export.add_argument("--without-data", action="store_true", help="leave the project data out of the document")
    export.add_argument("-o", "--output", required=True, metavar="OUT.docx")
    ask = command("ask", "write the Word questionnaire of one owner: what is open, why, by when", _ask)
    ask.add_argument("protocol", metavar="PROTOCOL.json|.docx")
    ask.add_argument("--owner", choices=OWNERS, required=True)
    ask.add_argument("-o", "--output", required=True, metavar="OUT.docx")
    check = command("check", "what is missing, and what a reviewer would note", _check)
    check.add_argument("protocol", metavar="PROTOCOL.json|.docx")
    check.add_argument("--json", action="store_true")
    review = command("review", "review documents exported by Preuve: report, annotated copy, findings", _review)
    review.add_argument("files", nargs="+", metavar="FILE_OR_DIR")
    review.add_argument("-o", "--output", required=True, metavar="OUT_DIR")
    review.add_argument("--json", action="store_true", help="print the findings of every file as JSON")
    estimate = command(
        "estimate", "estimate assumptions from pilot data: a CSV file, which stays where it is", _estimate
    )
    estimate.add_argument("data", metavar="FILE.csv")
    estimate.add_argument("--question", required=True, help="what to estimate: auc, sd, proportion, survival...")
    for role in ROLES:
        estimate.add_argument(f"--{role}", metavar="COLUMN")
    estimate.add_argument(
        "--yes", action="append", default=[], metavar="COLUMN=VALUE", help="the value that counts as yes"
    )
    estimate.add_argument("--horizon", type=float, help="date at which a survival curve is read, in months")
    estimate.add_argument("--follow-up", type=float, help="years of follow-up of each patient, without a time column")
    estimate.add_argument("--json", action="store_true")
    return parser


def _designs(options: argparse.Namespace) -> int:
    from stats.registry import kinds
    from templates.plain_design import design_data, design_line

    if options.json:
        _print_json([design_data(kind) for kind in kinds()])
    else:
        print("\n".join(design_line(kind, options.lang) for kind in kinds()))
    return 0


def _solve(options: argparse.Namespace) -> int:
    """Solve each plan; among several, one that is refused does not stop the others."""
    from stats.refusal import Refusal

    several, told, failed = len(options.plans) > 1, [], False
    for path in options.plans:
        try:
            data, lines = _solved(path, options.lang)
        except (Fault, Refusal) as error:
            if not several:
                raise
            said = error.said[options.lang] if isinstance(error, Fault) else _said(error, options.lang)
            told.append({"plan": path, "error": said})
            print(f"preuve: {path}: {said}", file=sys.stderr)
            failed = True
            continue
        told.append({"plan": path, **data} if several else data)
        if not options.json:
            print("\n".join([path, *(f"  {line}" for line in lines), ""] if several else lines))
    if options.json:
        _print_json(told if several else told[0])
    return 1 if failed else 0


def _solved(path: str, language: Any) -> tuple[dict[str, Any], list[str]]:
    """The answer to a plan, as data and as lines: a size for a target, or what a size attains."""
    from pydantic import ValidationError

    from stats.flow import Flow
    from stats.refusal import Refusal, problems
    from stats.registry import parse
    from stats.solver import solve
    from templates.plain_size import attained_data, attained_line, size_data, size_lines

    plan = _plan(path)
    try:
        design = parse(plan["design"])
        flow = Flow.model_validate(plan.get("flow", {}))
        if "size" in plan:
            size = _size(design, plan["size"])
            return attained_data(design, size), [attained_line(design, size, language)]
        found = solve(design, _target(plan), flow=flow)
    except (ValidationError, Refusal) as error:
        raise _fault(problems(error)) from error
    return size_data(found, language), list(size_lines(found, language))


PLAN_KEYS = ("design", "target", "flow", "size")


def _plan(path: str) -> dict[str, Any]:
    plan = _json(_text(path), path)
    if not isinstance(plan, dict) or not isinstance(plan.get("design"), dict):
        raise Fault(
            f'{path} : un plan est un objet avec un objet "design" et une "target"',
            f'{path}: a plan is an object with a "design" object and a "target"',
        )
    unknown, known = ", ".join(sorted(set(plan) - set(PLAN_KEYS))), ", ".join(PLAN_KEYS)
    if unknown:
        raise Fault(
            f"{path} : clé inconnue, {unknown} ; connues : {known}", f"{path}: unknown key, {unknown}; known: {known}"
        )
    for name in ("flow", "size"):
        if not isinstance(plan.get(name, {}), dict):
            raise Fault(f'{path} : "{name}" doit être un objet', f'{path}: "{name}" must be an object')
    return plan


def _target(plan: dict[str, Any]) -> float:
    target = plan.get("target")
    if not isinstance(target, int | float) or isinstance(target, bool):
        raise Fault(
            'le plan demande une "target" : une puissance comme 0.8, ou la largeur totale d\'un intervalle',
            'the plan needs a "target": a power such as 0.8, or the full width of an interval',
        )
    return float(min(max(target, -1), 2))  # solve refuses what is outside (0, 1) with its own sentence


def _size(design: Any, size: dict[str, Any]) -> dict[str, int]:
    """The sizes given for the axes of a design: whole, and within what it can compute."""
    bounds = {axis.name: axis for axis in design.axes}
    usable = set(size) == set(bounds) and all(
        type(value) is int and bounds[name].minimum <= value <= bounds[name].maximum for name, value in size.items()
    )
    if not usable:
        known = ", ".join(f"{one.name} ({one.minimum} - {one.maximum})" for one in design.axes)
        raise Fault(f'"size" donne un nombre entier pour : {known}', f'"size" gives a whole number for: {known}')
    return size


def _export(options: argparse.Namespace) -> int:
    from templates.compose import export_docx

    protocol = _protocol(options.protocol)
    data = export_docx(protocol, options.lang, with_data=not options.without_data, kind=options.kind)
    _written(options.output, data)
    print(options.output)
    return 0


def _written(path: str, data: bytes) -> None:
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise Fault(
            f"{path} : écriture impossible ({error.strerror})", f"{path}: cannot be written ({error.strerror})"
        ) from error


def _ask(options: argparse.Namespace) -> int:
    from datetime import date

    from templates.questionnaire import questionnaire_docx

    data = questionnaire_docx(_protocol(options.protocol), options.owner, options.lang, date.today())
    _written(options.output, data)
    print(options.output)
    return 0


def _check(options: argparse.Namespace) -> int:
    from protocols.checking import check
    from templates.saying import say

    report = check(_protocol(options.protocol))
    lang: Any = options.lang
    if options.json:
        _print_json(report.as_data(lambda phrase: say(phrase, lang, report.unit), lang))
    else:
        for gap in report.gaps:
            print(f"[{'manque' if lang == 'fr' else 'missing'}] {gap.path}: {say(gap.phrase, lang)}")
        for verdict in report.findings:
            print(f"[{verdict.rule.severity.value}] {verdict.rule.id} {say(verdict.phrase, lang, report.unit)}")
        said = "règles vérifiées" if lang == "fr" else "rules assessed"
        print(f"{report.assessed}/{report.total} {said}")
    return 0 if report.acceptable else 1


def _review(options: argparse.Namespace) -> int:
    """Review each file; one that cannot be read does not stop the others."""
    from stats.refusal import Refusal
    from templates.reading.reviewing import named_apart, reviewed

    lang: Any = options.lang
    paths, told, failed = _documents(options.files), [], False
    names = named_apart([path.stem for path in paths])
    for path, name in zip(paths, names, strict=True):
        try:
            outcome = reviewed(_bytes(str(path)), lang, path.name)
            _write(Path(options.output), {f"{name}-{kind}": data for kind, data in outcome.files().items()})
        except (Fault, Refusal) as error:
            said = error.said[lang] if isinstance(error, Fault) else _said(error, lang)
            told.append({"file": str(path), "error": said})
            print(f"preuve: {path}: {said}", file=sys.stderr)
            failed = True
            continue
        told.append({"file": str(path), **outcome.data()})
        failed = failed or outcome.blocking
        if not options.json:
            print("\n".join([str(path), *(f"  {line}" for line in outcome.lines()), ""]))
    if options.json:
        _print_json(told)
    return 1 if failed else 0


def _estimate(options: argparse.Namespace) -> int:
    """The estimates of a question; a time column counts in months for a survival curve, in years for a rate."""
    from dataclasses import replace

    from stats.estimate.estimators import estimators
    from stats.estimate.reading import LARGEST, read
    from stats.refusal import Refusal

    known = estimators()
    if options.question not in known:
        listed = ", ".join(known)
        raise Fault(f"question inconnue ; connues : {listed}", f"unknown question; known: {listed}")
    asked = known[options.question]
    columns = {role.name: getattr(options, role.name) for role in asked.roles if getattr(options, role.name)}
    absent = ", ".join(f"--{one.name}" for one in asked.roles if not one.optional and one.name not in columns)
    if absent:
        raise Fault(f"colonnes à nommer : {absent}", f"columns to name: {absent}")
    said_yes = dict(one.rpartition("=")[::2] for one in options.yes)
    table = replace(read(_bytes(options.data, LARGEST)), meaning_yes=said_yes)
    for name, value in said_yes.items():
        if name not in table.names or value.strip().casefold() not in map(str.casefold, table.levels(name)):
            raise Fault(f"--yes : aucune cellule « {value} » dans « {name} »", f"--yes: no cell “{value}” in “{name}”")
    numbers = {name: value for name in ("horizon", "follow_up") if (value := getattr(options, name)) is not None}
    if any(not 0 < value < float("inf") for value in numbers.values()):
        raise Fault("une durée est un nombre strictement positif", "a duration is a number above zero")
    try:
        found = asked.run(table, columns, numbers)
    except Refusal:
        raise
    except (ValueError, ArithmeticError, IndexError, KeyError, MemoryError) as error:
        raise Fault(
            "ce calcul n'a pas abouti sur ces données : vérifier les colonnes choisies",
            "this calculation did not succeed on these data: check the columns chosen",
        ) from error
    from templates.plain_estimate import found_data, found_lines

    if options.json:
        _print_json(found_data(found, options.question, options.lang))
    else:
        print("\n".join(found_lines(found, options.lang)))
    return 0


def _documents(named: list[str]) -> list[Path]:
    """The files named, and the .docx of the folders named, without the lock files of Word."""
    found: list[Path] = []
    for path in map(Path, named):
        found += sorted(path.glob("*.docx")) if path.is_dir() else [path]
    found = [path for path in dict.fromkeys(found) if not path.name.startswith("~$")]
    if not found:
        raise Fault("aucun fichier .docx à relire", "no .docx file to review")
    return found


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise Fault(
            f"{folder} : écriture impossible ({error.strerror})", f"{folder}: cannot be written ({error.strerror})"
        ) from error


def _protocol(path: str) -> Protocol:
    from protocols.exchange import InvalidProject
    from stats.refusal import Refusal
    from templates.reading.reopening import protocol_of

    data = _bytes(path)
    try:
        return protocol_of(data)
    except InvalidProject as invalid:
        raise _fault(invalid.details[:5]) from invalid
    except Refusal as refusal:
        raise Fault(
            *(f"{path}{colon} {_said(refusal, lang)}" for lang, colon in (("fr", " :"), ("en", ":")))
        ) from refusal


def _text(path: str) -> str:
    return sys.stdin.read(LARGEST_FILE) if path == "-" else _decoded(_bytes(path), path)


def _bytes(path: str, largest: int = LARGEST_FILE) -> bytes:
    try:
        if Path(path).stat().st_size > largest:
            raise Fault(
                f"{path} : plus de {largest // 1_000_000} Mo ; est-ce le bon fichier ?",
                f"{path}: larger than {largest // 1_000_000} MB; is it the right file?",
            )
        return Path(path).read_bytes()
    except OSError as error:
        raise Fault(
            f"{path} : fichier illisible ou absent ({error.strerror})",
            f"{path}: missing or unreadable file ({error.strerror})",
        ) from error


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault(
            f"{path} : ce n'est pas un fichier de texte en UTF-8",
            f"{path}: this is not a text file in UTF-8",
        ) from error


def _json(text: str, path: str) -> Any:
    def refuse(name: str) -> None:
        raise ValueError(f"{name} is not a number")

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise Fault(f"{path} : JSON incorrect ({error})", f"{path}: invalid JSON ({error})") from error


def _said(refusal: Any, language: str) -> str:
    from templates.saying import say

    lang: Any = language
    return say(refusal.phrase, lang)


def _fault(found: Any) -> Fault:
    """The sentence of one or several problems."""
    fr, en = (" ; ".join(_problem(one, language) for one in found) for language in ("fr", "en"))
    return Fault(fr, en)


def _problem(problem: Any, language: Any) -> str:
    from templates.saying import say

    said = say(problem.phrase, language)
    return (
        said if not problem.field else f"{problem.field} : {said}" if language == "fr" else f"{problem.field}: {said}"
    )


def _print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))


if __name__ == "__main__":
    sys.exit(main())
