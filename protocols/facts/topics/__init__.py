"""One file per topic, each with `known(protocol)`: the facts of that topic with their origin. Found by themselves."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from protocols.protocol import Protocol

Known = dict[str, tuple[Any, str]]


@cache
def topics() -> tuple[Callable[[Protocol], Known], ...]:
    """The maker of each topic, in the order of their names."""
    found = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").known for name in found)
