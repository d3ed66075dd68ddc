"""Where a reference value comes from, on one line: source, day of the check, confidence."""

from protocols.provenance import Provenance
from stats.text import Text
from templates.economic_rows import CONFIDENCE
from templates.formatting import date
from ui import economics_words, state
from ui.speech import plain, t


def provenance_line(said: Text, found: Provenance) -> str:
    """A reference value and its provenance, in the language of the screen."""
    return plain(
        t(
            economics_words.PROPOSAL,
            said=t(said),
            source=found.source,
            date=date(found.checked_on, state.language()),
            confidence=t(CONFIDENCE[found.confidence]),
        )
    )
