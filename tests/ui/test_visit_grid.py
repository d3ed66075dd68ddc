"""The grid of visits and procedures: edits are applied, refused numbers are kept, a renamed visit keeps its marks."""

from __future__ import annotations

from collections.abc import Callable

from protocols.exchange import example
from protocols.protocol import Protocol
from protocols.visits import burden, extra_procedures
from tests.ui.screens import Screen
from ui.visit_grid import edited


def study() -> Protocol:
    protocol = Protocol().changed("conduct", "visits", [{"name": "J0"}, {"name": "M6"}])
    rows = [{"name": "ISI", "nature": "added_light", "visits": ["J0"], "minutes": 5.0, "cost": 2.0}, {"name": "IRM"}]
    return protocol.changed("conduct", "procedures", rows)


def test_a_box_a_nature_and_a_number() -> None:
    edits = {"edited_rows": {"0": {"v1": True, "minutes": "7,5"}, "1": {"nature": "added_heavy", "v0": True}}}
    protocol, pending = edited(study(), {}, edits)
    first, second = protocol.conduct.procedures
    assert (first.visits, first.minutes, second.nature, second.visits) == (("J0", "M6"), 7.5, "added_heavy", ("J0",))
    assert not pending and extra_procedures(study()) is None
    assert extra_procedures(protocol) == "invasive_or_burdensome"
    found = burden(protocol)
    assert (found.added, found.heavy, found.minutes, found.cost, found.unpriced) == (3, 1, 15.0, 4.0, 1)


def test_a_refused_number_is_kept_and_follows_its_row() -> None:
    protocol, pending = edited(study(), {}, {"edited_rows": {"1": {"cost": "300 %"}}})
    assert pending == {"conduct.procedures.1.cost": "300 %"} and protocol.conduct.procedures[1].cost is None
    protocol, pending = edited(protocol, pending, {"deleted_rows": [0]})
    assert pending == {"conduct.procedures.0.cost": "300 %"} and len(protocol.conduct.procedures) == 1


def test_a_line_is_added() -> None:
    protocol, _ = edited(study(), {}, {"added_rows": [{"name": "ECG", "nature": "usual", "v1": True}]})
    assert [(one.name, one.visits) for one in protocol.conduct.procedures][-1] == ("ECG", ("M6",))


def test_a_renamed_or_removed_visit_takes_its_marks_along(screen: Callable[..., Screen]) -> None:
    visitor = screen().open(study(), "conduct")
    visitor.enter("conduct.visits.0.name", "Inclusion")
    assert visitor.protocol.conduct.procedures[0].visits == ("Inclusion",)
    visitor.press("conduct.visits.0.remove")
    assert visitor.protocol.conduct.procedures[0].visits == ()


def test_the_route_page_says_the_outcome_and_its_source(screen: Callable[..., Screen]) -> None:
    protocol = example("i_sleep").changed("qualification", "product", "device")
    said = screen().open(protocol, "route").words()
    assert "catégorie 4.4" in said and "vérifié le" in said.replace("\\", "") and "L. 1125-1" in said.replace("\\", "")
