"""Projects of earlier schemas open with every answer in its new place."""

from typing import Any

import pytest

from protocols.exchange import from_data
from protocols.model.section import NotApplicable
from protocols.protocol import SCHEMA_VERSION


def project_of_schema_1(**device: Any) -> dict[str, Any]:
    return {"schema_version": 1, "language": "fr", "device": {"name": "X"} | device}


def test_the_algorithm_moves_to_its_own_section() -> None:
    protocol = from_data(project_of_schema_1(algorithm="Réseau de neurones", threshold_fixed="yes"))
    assert protocol.schema_version == SCHEMA_VERSION
    assert (protocol.device.name, protocol.algorithm.model, protocol.algorithm.threshold_fixed) == (
        "X",
        "Réseau de neurones",
        "yes",
    )


def test_a_reason_for_not_applicable_moves_too() -> None:
    protocol = from_data(project_of_schema_1(algorithm={"not_applicable": "pas d'apprentissage"}))
    assert protocol.algorithm.model == NotApplicable(not_applicable="pas d'apprentissage")


@pytest.mark.parametrize("data", [{"schema_version": 1}, {"schema_version": 1, "device": {}}])
def test_an_empty_project_opens(data: dict[str, Any]) -> None:
    assert from_data(data).algorithm.model is None


def of_schema_2(**economics: Any) -> dict[str, Any]:
    return {"schema_version": 2, "language": "fr", "economics": economics}


def test_the_economic_narratives_are_kept_as_they_were_written() -> None:
    economics = from_data(
        of_schema_2(plan="Coût-utilité.", resources="SNDS, euros 2026.", organisation="Délai.")
    ).economics
    assert (economics.planned, economics.plan) == ("yes", "Coût-utilité.")
    assert (economics.resources_note, economics.organisation_note) == ("SNDS, euros 2026.", "Délai.")
    assert economics.resources == () == economics.organisation


def test_a_reason_for_no_economic_evaluation_is_kept() -> None:
    why = {"not_applicable": "aucun coût recueilli"}
    economics = from_data(of_schema_2(plan=why, resources=why, organisation=why)).economics
    assert (economics.planned, economics.plan) == ("no", "aucun coût recueilli")
    assert economics.resources == economics.organisation == NotApplicable(**why)
    assert from_data(of_schema_2()).economics.planned is None
