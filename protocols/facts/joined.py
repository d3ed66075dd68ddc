"""The fact of a joint calculation: the power for all claims at the number planned, or at the number found."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.model.sizing import Sizing
from stats.designs.combined.joint import Joint
from stats.result import SampleSize


def joint_facts(sizing: Sizing, found: SampleSize) -> Known:
    """Nothing for a study with a single primary claim."""
    if not isinstance(found.design, Joint):
        return {}
    planned = None if sizing.planned is None else found.design.whole(int(sizing.planned * found.flow.kept + 1e-9))
    analysed = found.analysed if planned is None else planned
    every = float(found.design.outcomes({found.axis: float(analysed)}).every)
    return {"joint_power": (every, "sizing.rule" if planned is None else "sizing.planned")}
