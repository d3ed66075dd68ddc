"""The tables of the sample-size section, row by row, as tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy

from protocols.model.sizing import SOURCES, Assumption
from protocols.protocol import Protocol
from stats.design import Design
from stats.flow import Flow
from stats.quantities import Quantity, Series, Unit, Value
from stats.result import SampleSize
from stats.text import Text
from templates.blocks import Language
from templates.formatting import capitalised, integer, parted
from templates.markup import Tokens, clean
from templates.saying import inner_of, lowered, say_range, say_value, words
from templates.size_words import AssumptionRow, GridWords, OtherRow, StepRow, SwingRow
from templates.what_if import Grid, Moving, Swings, comparisons_of

NONE = "\N{EN DASH}"
_SOURCE = Text(fr="source", en="source")
_SOURCE_WHY = Text(
    fr="D'où vient cette valeur : publication, étude pilote, registre, avis d'experts ? Sans source, le calcul ne peut pas être "
    "jugé. Demandé par : DELTA2 (7) ; SPIRIT 2025 (19).",
    en="Where does this value come from: publication, pilot study, registry, experts? Without a source the calculation cannot be "
    "judged. Required by: DELTA2 (7); SPIRIT 2025 (19).",
)
_VALUE = Text(fr="valeur", en="value")
_VALUE_WHY = Text(
    fr="Sans cette valeur, le nombre de sujets ne peut pas être calculé. Demandé par : SPIRIT 2025 (19).",
    en="Without this value the sample size cannot be calculated. Required by: SPIRIT 2025 (19).",
)
_DEFAULT = Text(fr="Valeur usuelle, retenue par défaut", en="Usual value, kept by default")
_TOO_LONG = Text(fr="non recalculé (calcul exact trop long)", en="not computed (exact test too long)")
_OWN_CASE = ("pmsampsize", "pmvalsampsize", "sampsizeval", "rpact", "nQuery", "t ", "t-")
_NO_ANSWER = Text(fr="aucun effectif ne convient", en="no size is enough")


class Rows:
    """Makes the rows of one rendering."""

    def __init__(self, protocol: Protocol, language: Language, tokens: Tokens) -> None:
        self.protocol, self.language, self.tokens = protocol, language, tokens
        self.unit = clean(protocol.endpoints.unit or "").strip()

    def with_unit(self, unit: str) -> Rows:
        """The same for an endpoint measured in another unit."""
        other = copy(self)
        other.unit = unit
        return other

    def value(self, amount: float, unit: Unit) -> str:
        """A number with its unit, as a token."""
        return self.tokens.short(say_value(Value(amount, unit), self.language, self.unit))

    def words(self, text: Text) -> str:
        """Our own words, as a token."""
        return self.tokens.short(words(text, self.language))

    def count(self, number: int | None) -> str:
        """A whole number; without an answer, the words that say so."""
        return self.words(_NO_ANSWER) if number is None else self.tokens.short(integer(number, self.language))

    def register(
        self,
        model: type[Design] | None,
        design: Design | None,
        lines: Mapping[str, Assumption],
        known: frozenset[str] = frozenset(),
    ) -> tuple[AssumptionRow, ...]:
        """The assumptions of one design but those known already; a value or a source not given is a gap."""
        rows = []
        for name, quantity in (model.quantities() if model else {}).items():
            line = lines.get(name)
            amount = getattr(design, name) if design else _given(line)
            if name in known or (design is not None and name in design.idle()):
                continue
            if amount is not None or _needed(model, name):
                default = _by_default(model, name, amount, line)
                if model and name in model.decided() and line and line.given and line.source is None:
                    line = line.model_copy(update={"source": "decision"})
                rows.append(self.assumption(quantity, amount, line, default))
        for name, series in (model.series() if model else {}).items():
            line = lines.get(name)
            listed = getattr(design, name) if design else line.values if line else ()
            if listed or _needed(model, name):
                rows.append(self._series(series, listed, line))
        return tuple(rows)

    def losses(self, flow: Flow | None) -> tuple[AssumptionRow, ...]:
        """The losses from enrolment to analysis that are not zero, or that have a source."""
        sizing, rows = self.protocol.sizing, []
        for name, quantity in Flow.quantities().items():
            rate = getattr(flow, name) if flow else _given(sizing.flow.get(name))
            line = sizing.flow.get(name)
            if rate or (rate is not None and line and (line.source or clean(line.citation).strip())):
                rows.append(self.assumption(quantity, rate, line, by_default=False))
        return tuple(rows)

    def _series(self, series: Series, listed: Sequence[float], line: Assumption | None) -> AssumptionRow:
        said = parted(
            (say_value(Value(one, series.unit), self.language, self.unit) for one in listed or ()), self.language
        )
        return AssumptionRow(
            label=self.words(series.label),
            value=self.tokens.short(said) if said else self._gap(_VALUE, _VALUE_WHY),
            plausible=self.tokens.short(NONE),
            source=self._source(False, line),
        )

    def assumption(
        self, quantity: Quantity, amount: float | None, line: Assumption | None, by_default: bool
    ) -> AssumptionRow:
        """One line of the register; its source is a gap while it is missing."""
        plausible = line.plausible if line else None
        return AssumptionRow(
            label=self.words(quantity.label),
            value=self._gap(_VALUE, _VALUE_WHY) if amount is None else self.value(amount, quantity.unit),
            plausible=self.tokens.short(
                say_range(*plausible, quantity.unit, self.language, self.unit) if plausible else NONE
            ),
            source=self._source(by_default, line),
        )

    def _source(self, by_default: bool, line: Assumption | None) -> str:
        citation = clean(line.citation).strip() if line else ""
        if line and (line.source or citation):
            said = words(SOURCES[line.source], self.language) if line.source else ""
            said = capitalised(said)
            between = "\N{NO-BREAK SPACE}: " if self.language == "fr" else ": "
            return self.tokens.short(said + between + citation if said and citation else said or citation)
        return self.words(_DEFAULT) if by_default else self._gap(_SOURCE, _SOURCE_WHY)

    def _gap(self, label: Text, why: Text) -> str:
        return self.tokens.gap(label[self.language], words(why, self.language))

    def steps(self, found: SampleSize) -> tuple[StepRow, ...]:
        """The journal, from the formula to the people to screen."""
        return tuple(
            StepRow(
                self.tokens.short(_capital(words(step.label, self.language))),
                self.value(step.value.value, step.value.unit),
                self.words(step.how) if step.how else self.tokens.short(""),
            )
            for step in found.steps
        )

    def others(self, found: SampleSize) -> tuple[OtherRow, ...]:
        """The same question by other conventions."""
        rows = []
        for label, other in comparisons_of(found):
            said = self.tokens.short(_capital(words(label, self.language)))
            if isinstance(other, SampleSize):
                rows.append(OtherRow(said, self.count(other.analysed), self.count(other.enrolled)))
            else:
                why = self.words(_TOO_LONG if other is None else _NO_ANSWER)
                rows.append(OtherRow(said, why, self.tokens.short(NONE)))
        return tuple(rows)

    def grid(self, grid: Grid) -> GridWords:
        """The sensitivity table; the cell of the design itself is in bold."""
        columns = [self._head(one, grid.columns) for one in grid.columns.values]
        rows = [
            (
                self._head(value, grid.rows),
                tuple(
                    bold(self.count(cell), value == grid.rows.here and column == grid.columns.here)
                    for column, cell in zip(grid.columns.values, cells, strict=True)
                ),
            )
            for value, cells in zip(grid.rows.values, grid.table.cells, strict=True)
        ]
        declared = grid.rows.declared and grid.columns.declared
        return GridWords(
            self._inside(grid.rows.label),
            self._inside(grid.columns.label),
            tuple(columns),
            tuple(rows),
            declared,
            self.words(grid.by) if grid.by else "",
            any(cell is None for cells in grid.table.cells for cell in cells),
        )

    def _inside(self, label: Text) -> str:
        return self.tokens.short(lowered(words(label, self.language)))

    def _head(self, value: float, moving: Moving) -> str:
        own = self if moving.measured is None else self.with_unit(clean(moving.measured).strip())
        return bold(own.value(value, moving.unit), value == moving.here)

    def swings(self, swings: Swings) -> tuple[SwingRow, ...]:
        """The tornado in numbers."""
        rows = []
        for bar in swings.bars:
            moving = swings.moving[bar.field]
            own = self if moving.measured is None else self.with_unit(clean(moving.measured).strip())
            low, high = own.value(bar.low, moving.unit), own.value(bar.high, moving.unit)
            rows.append(SwingRow(self.words(moving.label), low, self.count(bar.at_low), high, self.count(bar.at_high)))
        return tuple(rows)

    def named(self, design: Design) -> dict[str, str]:
        """The assumptions by field, for hypotheses in words."""
        base = inner_of(design)
        known = {name: (getattr(base, name), quantity.unit) for name, quantity in type(base).quantities().items()}
        said = {name: self.value(amount, unit) for name, (amount, unit) in known.items() if amount is not None}
        for name, series in type(base).series().items():
            listed = [say_value(Value(one, series.unit), self.language, self.unit) for one in getattr(base, name) or ()]
            said[name] = self.tokens.short(parted(listed, self.language))
        return said


def _needed(model: type[Design] | None, name: str) -> bool:
    return model is not None and model.model_fields[name].is_required()


def _by_default(model: type[Design] | None, name: str, amount: float | None, line: Assumption | None) -> bool:
    """Whether the value is the usual one of the design, which nobody typed."""
    if model is None or (line is not None and line.given):
        return False
    info = model.model_fields[name]
    return not info.is_required() and amount == info.default


def _given(line: Assumption | None) -> float | None:
    return line.value if line else None


def bold(token: str, here: bool = True) -> str:
    """A token in bold, where it is asked."""
    return f"**{token}**" if here else token


def _capital(said: str) -> str:
    """A label as a table starts it; the name of a program keeps its own case, and Student's t too."""
    return said if said.startswith(_OWN_CASE) else capitalised(said)


def any_answer(grid: Grid) -> bool:
    """Whether some cell of the grid has an answer."""
    cells: Sequence[int | None] = [cell for row in grid.table.cells for cell in row]
    return any(cell is not None for cell in cells)
