"""Facts that make a rule fire, and the change that silences it: one file per topic, gathered here."""

import pkgutil
from importlib import import_module
from typing import Any

_MODULES = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    id: case for one in _MODULES for id, case in one.CASES.items()
}
FIRES: list[tuple[str, dict[str, Any]]] = [case for one in _MODULES for case in getattr(one, "FIRES", [])]
SILENT: list[tuple[str, dict[str, Any]]] = [case for one in _MODULES for case in getattr(one, "SILENT", [])]
