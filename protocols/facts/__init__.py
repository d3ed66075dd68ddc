"""Facts: the flat, typed, all-optional view that every rule sees, each fact with its origin.

`facts_of` is the only maker; a topic of the guide (route, funding, recruitment...) is a file of `topics`, found by itself.
"""

from protocols.facts.of_protocol import Size, facts_of
from protocols.facts.record import Facts, Side

__all__ = ["Facts", "Side", "Size", "facts_of"]
