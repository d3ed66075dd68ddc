"""A Vega-Lite specification drawn as a PNG for paper; nothing is fetched from the network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from templates.blocks import Language

# About 250 dots per inch for a chart of 600 pixels printed 15 cm wide.
SCALE = 2.5
_LOCALE: dict[Language, Literal["fr-FR", "en-GB"]] = {"fr": "fr-FR", "en": "en-GB"}


def draw(spec: Mapping[str, Any], language: Language, font: str) -> bytes:
    """The PNG of a specification, with the number formats of the language; a wrong specification is a ValueError.

    Data must be inside the specification: an address (web or file) is refused.
    """
    _refuse_addresses(spec)
    return _draw(json.dumps(spec, sort_keys=True, ensure_ascii=False), language, font)


@lru_cache(maxsize=32)
def _draw(spec: str, language: Language, font: str) -> bytes:
    # Imported at the first figure: its engine starts in half a second, and most uses of templates draw nothing.
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(
        json.loads(spec),
        scale=SCALE,
        config={"font": font, "background": "white"},
        allowed_base_urls=[],
        format_locale=_LOCALE[language],
        time_format_locale=_LOCALE[language],
    )
    return drawn


def _refuse_addresses(held: object) -> None:
    # The engine blocks web addresses but reads file:// ones.
    if isinstance(held, Mapping):
        if "url" in held:
            raise ValueError(f"A figure carries its data; it may not fetch {held['url']!r}.")
        for inner in held.values():
            _refuse_addresses(inner)
    elif isinstance(held, list | tuple):
        for inner in held:
            _refuse_addresses(inner)
