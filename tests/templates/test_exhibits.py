"""What a design shows of its own is printed and drawn in both languages, by a design that shows everything an exhibit can hold."""

from __future__ import annotations

from typing import Literal

import pytest

from protocols.exchange import example
from stats.designs.means.two_means import TwoMeans
from stats.exhibit import Column, Exhibit, Line, Mark, Plot
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.solver import solve
from stats.text import Language, Phrase, Text
from templates.blocks import Figure, Paragraph, Table, plain_text
from templates.compose import section
from templates.exhibits import exhibit_blocks

SD = Column(Text(fr="Écart-type réel", en="True standard deviation"), Unit.ENDPOINT)
POWER = Column(Text(fr="Puissance", en="Power"), Unit.PROPORTION)
SAID = Column(Text(fr="Lecture", en="Reading"), width=6)


class ShownMeans(TwoMeans):
    """Two means, with the power if the standard deviation is another one."""

    kind: Literal["two_means"] = "two_means"

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        sds = [0.8 * self.sd, self.sd, 1.25 * self.sd]
        powers = [float(self.model_copy(update={"sd": sd}).attained({found.axis: found.analysed})) for sd in sds]
        best = Phrase(Text(fr="au mieux {best}", en="at best {best}"), {"best": Value(powers[0], Unit.PROPORTION)})
        rows = ((sds[0], powers[0], best), (sds[1], powers[1], None), (sds[2], powers[2], None))
        pairs = tuple(zip(sds, powers, strict=True))
        marks = (
            Mark(Text(fr="retenu", en="retained"), sds[1], powers[1]),
            Mark(POWER.label, y=0.8),
            Mark(SD.label, x=sds[1]),
        )
        alt = Text(
            fr="La puissance baisse quand l'écart-type croît.", en="Power falls as the standard deviation grows."
        )
        lines = (Line(POWER.label, pairs), Line(SAID.label, pairs, "step"), Line(SD.label, pairs, "dots"))
        title = Text(fr="Puissance selon l'écart-type", en="Power by standard deviation")
        plot = Plot(SD, POWER, lines, alt, marks)
        return (Exhibit("by-sd", title, (SD, POWER, SAID), rows, retained=1, note=best, plot=plot),)


@pytest.fixture
def found() -> SampleSize:
    goal = {"kind": "superiority", "better": "higher"}
    return solve(ShownMeans.model_validate({"goal": goal, "difference": 5.0, "sd": 10.0}), 0.8)


@pytest.mark.parametrize(
    ("language", "sd", "power"),
    [("fr", "12,5\N{NO-BREAK SPACE}points", "61,"), ("en", "12.5\N{NO-BREAK SPACE}points", "61.")],
    ids=("fr", "en"),
)
def test_a_table_a_note_and_a_figure(found: SampleSize, language: Language, sd: str, power: str) -> None:
    table, note, figure = exhibit_blocks(found, language, "points")
    assert isinstance(table, Table) and isinstance(note, Paragraph) and isinstance(figure, Figure)
    assert table.alignments == ("right", "right", "left")
    assert [cell[0].bold for cell in table.rows[1]] == [True] * 3  # type: ignore[union-attr]
    said = plain_text(table, language)
    assert sd in said and power in said and "\N{EN DASH}" in said
    assert len(figure.spec["layer"]) == 3 + 9  # three lines; three marks, each with its words over a white edge
    assert figure.alt and "(points)" in figure.spec["layer"][0]["encoding"]["x"]["title"]


def test_the_document_prints_them_after_the_journal(found: SampleSize) -> None:
    blocks = section(example("i_sleep"), "sample_size", "fr", found)
    anchors = [block.anchor for block in blocks if isinstance(block, (Table, Figure))]
    assert (
        anchors.index("journal")
        < anchors.index("by-sd")
        < anchors.index("figure-by-sd")
        < anchors.index("figure-power")
    )
