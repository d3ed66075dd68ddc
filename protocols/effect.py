"""Which assumptions of a design state the expected effect, by the names that fields share across designs.

`x_experimental` and `x_control`, `x_expected` and `x_reference`, `x` and `x_goal` are pairs; `difference` and names that
end in `ratio` state the effect alone. CONTRIBUTING says so to whoever adds a design.
"""

from __future__ import annotations

from collections.abc import Mapping

from stats.design import Design

_PAIRS = (("_experimental", "_control"), ("_expected", "_reference"), ("", "_goal"))
_RATIOS = ("hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "ratio")
_EXPOSURES = ("exposure", "sd")  # pairs that are not effects


def effect_fields(model: type[Design]) -> tuple[str, ...]:
    """The assumptions that state the effect, the one of the device first; empty when none does."""
    asked = model.quantities()
    for name in ("difference", *_RATIOS):
        if name in asked:
            return (name,)
    for name in asked:
        for own, other in _PAIRS:
            stem = name.removesuffix(own) if own else name
            if name.endswith(own) and stem + other in asked and stem not in _EXPOSURES:
                return name, stem + other
    return tuple(name for name in asked if name.endswith("_expected"))


def effect_of(model: type[Design], values: Mapping[str, float | None]) -> float | None:
    """The expected effect on the scale where zero is none: a difference, or a ratio minus one; None when unknown."""
    names = effect_fields(model)
    known = [values.get(name) for name in names]
    if not names or known[0] is None:
        return None
    if len(names) == 2:
        return None if known[1] is None else known[0] - known[1]
    if names[0] in _RATIOS:
        return known[0] - 1
    return known[0] if names[0] == "difference" else None
