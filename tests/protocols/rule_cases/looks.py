"""Facts for the rules of interim looks."""

from typing import Any

Known = dict[str, Any]
_REVISED = {"reestimation_in_design": True, "reestimation_on_effect": True, "reestimation_test_named": True}
CASES: dict[str, tuple[Known, Known]] = {
    "preuve:INT-12": ({"looks_stated": (0.33, 0.66), "looks_sized": (0.5,)}, {"looks_stated": (0.5,)}),
    "preuve:INT-13": (
        {"bounds_stated": ("pocock",), "bounds_sized": ("obrien_fleming", "none")},
        {"bounds_stated": ("obrien_fleming",)},
    ),
    "preuve:INT-14": (
        {"futility_stated": "binding", "futility_sized": "non_binding"},
        {"futility_stated": "non_binding"},
    ),
    "preuve:INT-15": ({"futility_stated": "stops", "futility_sized": "none"}, {"futility_sized": "non_binding"}),
    "preuve:INT-16": (_REVISED, {"reestimation_in_design": False}),
}
FIRES: list[tuple[str, Known]] = [
    ("preuve:INT-12", {"looks_stated": (0.5,), "looks_sized": (0.5, 0.75)}),  # a look is missing from the text
    ("preuve:INT-13", {"bounds_stated": ("obrien_fleming",), "bounds_sized": ("final_only", "none")}),
    ("preuve:INT-14", {"futility_stated": "non_binding", "futility_sized": "binding"}),
]
SILENT: list[tuple[str, Known]] = [
    ("preuve:INT-12", {"looks_stated": (0.33, 0.67), "looks_sized": (1 / 3, 2 / 3)}),
    ("preuve:INT-13", {"bounds_stated": ("pocock",), "bounds_sized": ("obrien_fleming", "pocock")}),  # of futility
    ("preuve:INT-13", {"bounds_stated": ("pocock",), "bounds_sized": ("given_p", "none")}),
    ("preuve:INT-14", {"futility_stated": "stops", "futility_sized": "binding"}),
    ("preuve:INT-14", {"futility_stated": "binding", "futility_sized": "none"}),  # INT-15 says it
    ("preuve:INT-16", _REVISED | {"reestimation_test_named": False}),  # INT-04 says it
]
