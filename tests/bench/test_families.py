"""The headlines name designs of their own family. Nothing here is timed."""

from __future__ import annotations

from stats.registry import design_class, kinds
from tests.bench.families import FAMILIES


def test_every_family_has_its_headline() -> None:
    families = {design_class(kind).card.family for kind in kinds()}
    assert families - {"combined"} == set(FAMILIES)  # a combined design is timed as what it combines
    for family, pair in FAMILIES.items():
        assert {design_class(kind).card.family for kind in pair} == {family}
