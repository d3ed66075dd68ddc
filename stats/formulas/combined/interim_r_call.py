"""A plan with looks as rpact writes it, around the call of the design without looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stats.formulas.combined.interim_limits import PARAMETERS

if TYPE_CHECKING:
    from stats.designs.combined.group_sequential import GroupSequential


def with_looks(plan: GroupSequential, call: str) -> str | None:
    """The call of the inner design under the looks of the plan; None when rpact cannot say one or the other."""
    if not call.startswith("rpact::") or plan.spending == "given_p":
        return None
    times = ", ".join(f"{t:.15g}" for t in plan.information)
    name = PARAMETERS.get(plan.spending)
    alpha = plan.alpha
    kind = _RPACT[plan.spending] + (f"{getattr(plan, name):.10g}" if name else "")
    if plan.spending in ("final_only", "given_alpha"):
        interim = plan.levels or (0.0,) * (len(plan.information) - 1)
        kind += f"c({', '.join(f'{one:.10g}' for one in (*interim, alpha))})"
    bounds = ", ".join(f"{one:.10g}" for one in plan.boundaries.futility)
    futility = f", futilityBounds = c({bounds}), bindingFutility = {str(plan.futility_rule == 'binding').upper()}"
    look = (
        f"rpact::getDesignGroupSequential(typeOfDesign = {kind}, informationRates = c({times}), "
        f"sided = 1, alpha = {alpha:g}, beta = {{beta}}{futility if bounds else ''})"
    )
    alone = re.sub(r", (alpha|sided|beta) = [^,)]+", "", call)  # they belong to the sequential design now
    return alone.replace("(", f"(design = {look}, ", 1)


_RPACT = {
    "obrien_fleming": '"asOF"',
    "pocock": '"asP"',
    "hwang_shih_decani": '"asHSD", gammaA = ',
    "kim_demets": '"asKD", gammaA = ',
    "obrien_fleming_classical": '"OF"',
    "pocock_classical": '"P"',
    "wang_tsiatis": '"WT", deltaWT = ',
    "haybittle_peto": '"HP"',
    "final_only": '"asUser", userAlphaSpending = ',
    "given_alpha": '"asUser", userAlphaSpending = ',
}
