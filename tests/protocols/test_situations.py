"""The situations shipped as examples: each raises exactly the findings it deserves, and its author answers each of them."""

from __future__ import annotations

import pytest

from protocols.checking import check
from protocols.exchange import example
from protocols.protocol import Protocol
from stats.result import SampleSize

FINDINGS = {
    "music_game": {
        "preuve:CLAIM-07",  # improvement claimed against usual care, shown against a placebo game
        "preuve:EST-05",  # four children out of ten do not play, and the effect does not count it
        "stats:POWER-02",
    },
    "medication_wards": {
        "stats:SS-02",  # the registered 178 patients, where our assumptions need more
        "preuve:EST-05",  # what the doctors learnt stays in the control period
        "stats:CLUS-03",  # six wards
        "fr:BPI-15",  # the wards cannot enrol the number needed in two periods of three months
        "fr:REG-06",  # wards drawn at random, no written consent
        "stats:POWER-02",
    },
}


def enrolled(protocol: Protocol) -> int:
    found = protocol.sample_size()
    assert isinstance(found, SampleSize), found
    return found.enrolled


def assuming(protocol: Protocol, target: float | None = None, **values: float) -> int:
    """The number to enrol when assumptions, or the power, are others."""
    sizing = protocol.sizing.model_dump()
    for name, value in values.items():
        sizing["assumptions"][name] |= {"value": value, "low": None, "high": None}
    return enrolled(Protocol.model_validate(protocol.model_dump() | {"sizing": sizing | {"target": target or 0.8}}))


@pytest.mark.parametrize("name", FINDINGS)
def test_a_situation_raises_the_findings_it_deserves_and_no_other(name: str) -> None:
    report = check(example(name))
    assert {one.rule.id for one in report.findings} == FINDINGS[name]
    assert report.gaps == ()


@pytest.mark.parametrize("name", FINDINGS)
def test_the_author_answers_each_finding(name: str) -> None:
    answers = example(name).answers
    assert set(answers) == FINDINGS[name]
    assert all(len(said.split()) >= 20 for said in answers.values())


def test_the_numbers_in_the_answers_of_the_music_game_are_those_computed() -> None:
    game = example("music_game")
    assert enrolled(game) == game.sizing.planned == 152
    assert assuming(game, difference=2.5 * 0.62) == 390 and "390" in game.answers["preuve:EST-05"]
    assert assuming(game, target=0.9) == 204 and "204" in game.answers["stats:POWER-02"]


def test_the_numbers_in_the_answers_of_the_wards_are_those_computed() -> None:
    wards = example("medication_wards")
    assert wards.sizing.planned == 178 < enrolled(wards) == 240
    assert assuming(wards, clusters_available=8) == 192
    assert "240" in wards.answers["stats:SS-02"] and "192" in wards.answers["stats:SS-02"]
    assert assuming(wards, p_experimental=0.6 - 0.25 * 0.9) == 312 and "312" in wards.answers["preuve:EST-05"]
    assert assuming(wards, target=0.9) == 348 and "348" in wards.answers["stats:POWER-02"]
