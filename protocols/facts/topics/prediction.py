"""Prediction models: events of a validation, shrinkage of a development, calibration."""

from __future__ import annotations

import re

from protocols.facts.topics import Known
from protocols.phrases import mentions, words
from protocols.protocol import Protocol
from protocols.stated import COUNT, counted
from stats.card import Family

_CALIBRATION = r"calibra|étalonn"
_INTERNAL = r"bootstrap|r[ée][ée]chantillonn|resampl|validation interne|internal validation|validation crois|cross-?validat|optimis"
_CANDIDATES = (
    COUNT
    + r" (?:candidate |potential )?(?:variables|pr[ée]dicteurs|param[èe]tres|facteurs|covariables|predictors|parameters|covariates)"
)
ASSESS_CALIBRATION = r"(pente|courbe|slope|curve|plot|graphique)[^.;]*(calibra|étalonn)|calibra\w*[^.;]*(pente|courbe|slope|curve|plot|graph|large)|\bO ?[:/] ?E\b|observ\w+ (sur|to) (attend|expec)|lowess|loess|\bICI\b"
_ASSESS_IT = frozenset({"validation_oe", "validation_slope", "validation_large", "validation_continuous"})


def known(protocol: Protocol) -> Known:
    """The facts of a study that develops or validates a prediction model; none for another study."""
    sizing = protocol.sizing
    if protocol.family() is not Family.PREDICTION:
        return {}
    developed = str(sizing.kind).startswith("prediction_development")
    analysis = words(protocol.analysis.primary)
    text = f"{analysis} {words(protocol.analysis.sensitivity)} {_endpoints(protocol)}"
    planned = sizing.kind in _ASSESS_IT or mentions(text, _CALIBRATION)
    facts: Known = {
        "prediction_stage": ("development" if developed else "validation", "sizing.kind"),
        "calibration_planned": (planned if planned or analysis else None, "analysis.primary"),
    }
    if developed:
        facts["shrinkage_target"] = (sizing.target, "sizing.target")
        text = f"{text} {words(protocol.algorithm.selection)}"
        validated = mentions(text, _INTERNAL)
        line = sizing.assumptions.get("parameters")
        facts["parameters_sized"] = (line.value if line else None, "sizing.assumptions.parameters")
        reasons = f"{text} {words(sizing.planned_reason)}"
        stated = [counted(one) for one in re.findall(_CANDIDATES, reasons, re.IGNORECASE)]
        facts["parameters_stated"] = (max(stated, default=None), "algorithm.selection")
        facts["internal_validation"] = (validated if validated or analysis else None, "analysis.primary")
    elif "prevalence" in sizing.assumptions:
        facts["validation_prevalence"] = (sizing.assumptions["prevalence"].value, "sizing.assumptions.prevalence")
    return facts


def _endpoints(protocol: Protocol) -> str:
    secondary = protocol.endpoints.secondary
    named = [one.name for one in secondary] if isinstance(secondary, tuple) else []
    return " ".join((words(protocol.endpoints.name), *named))
