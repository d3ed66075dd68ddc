"""What a reader, a case and a reading cost, asked beside the sizes, and the cheapest number of readers, adopted in one click."""

from __future__ import annotations

import streamlit as st

from protocols.drafts import Draft
from protocols.protocol import Protocol
from stats.costs import Costs
from stats.design import Design
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Text
from templates.saying import say_value
from ui import state
from ui.editing import Change, submit
from ui.register import part_of
from ui.sizing_fields import Parts, number_field
from ui.speech import plain, t

_TITLE = Text(fr="Coûts unitaires (facultatif)", en="Unit costs (optional)")
_WHY = Text(
    fr="Avec ces coûts, le tableau des lecteurs et des cas dit quel nombre de lecteurs est le moins cher.",
    en="With these costs the table of readers and cases says which number of readers is the cheapest.",
)
_ADOPT = Text(
    fr="Adopter {readers} lecteurs, le nombre le moins cher ({cost})",
    en="Adopt {readers} readers, the cheapest number ({cost})",
)


def ask_costs(draft: Draft, model: type[Design]) -> None:
    """The unit costs, for a design that trades readers for cases."""
    if model.trade != "readers" or draft.protocol.sizing.extension != "none":
        return
    st.markdown(f"**{t(_TITLE)}**")
    st.caption(t(_WHY))
    costs = draft.protocol.sizing.costs
    columns, below = st.columns(3), st.container()  # a refusal takes the whole width
    for (name, quantity), column in zip(Costs.quantities().items(), columns, strict=True):
        with column:
            number_field(
                draft,
                f"costs.{name}",
                quantity.label,
                quantity.help,
                Unit.EUROS,
                getattr(costs, name),
                _of_costs(name),
                bounds=quantity,
                below=below,
            )


def _of_costs(name: str) -> Parts:
    return lambda sizing, value: ("costs", sizing.costs.model_dump() | {name: value})


def adopt_cheapest(found: SampleSize, costs: Costs) -> None:
    """A button that takes the cheapest number of readers, unless the plan has it already."""
    best = found.design.cheapest(found, costs)
    if best is None:
        return
    readers, cost = best
    st.button(
        plain(t(_ADOPT, readers=str(readers), cost=say_value(Value(cost, Unit.EUROS), state.language()))),
        key=state.key("sizing.costs.adopt"),
        on_click=lambda: submit("sizing.assumptions.readers.value", str(readers), _adopted(readers)),
        icon=":material/savings:",
    )


def _adopted(readers: int) -> Change:
    def apply(protocol: Protocol) -> Protocol:
        field, changed = part_of("assumptions", "readers", "value")(protocol.sizing, float(readers))
        return protocol.changed("sizing", field, changed)

    return apply
