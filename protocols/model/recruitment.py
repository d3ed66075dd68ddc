"""Centres, opening dates, rates: what the recruitment forecast is made of."""

from __future__ import annotations

from protocols.model.section import Section


class Recruitment(Section):
    """Centres and recruitment."""
