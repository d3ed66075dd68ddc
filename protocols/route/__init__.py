"""The legal route of a study in France: from nine questions to the category, the authorities, the steps."""

from protocols.route.data_protection import DataRoute, data_route_of
from protocols.route.lead_times import LeadTime, lead_times
from protocols.route.outcomes import Route
from protocols.route.questions import Answered, answered
from protocols.route.reading import possible_routes, route_of

__all__ = [
    "Answered", "DataRoute", "LeadTime", "Route", "answered", "data_route_of", "lead_times", "possible_routes", "route_of",
]  # fmt: skip
