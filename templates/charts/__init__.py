"""Figures as Vega-Lite specifications: the same on screen and on paper."""

from templates.charts.enrolment import enrolment_figure
from templates.charts.gantt import gantt_figure
from templates.charts.power import power_figure
from templates.charts.schema import schema_figure
from templates.charts.sensitivity import sensitivity_figure
from templates.charts.tornado import tornado_figure

__all__ = [
    "enrolment_figure", "gantt_figure", "power_figure", "schema_figure", "sensitivity_figure",
    "tornado_figure",
]  # fmt: skip
