"""Figures as Vega-Lite specifications: the same on screen and on paper."""

from templates.charts.power import power_figure
from templates.charts.sensitivity import sensitivity_figure
from templates.charts.tornado import tornado_figure

__all__ = ["power_figure", "sensitivity_figure", "tornado_figure"]
