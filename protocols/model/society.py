"""Environment, participation of patients, digital exclusion: short, real questions."""

from __future__ import annotations

from protocols.model.section import Section


class Society(Section):
    """Environment, participation and access."""
