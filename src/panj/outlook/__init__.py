"""Outlook: what may come next, and honestly nothing where too little is known.

Takes a case of sites, roads and counts, or claims and events with a stated capacity; gives forecasts with
intervals learned from other crises, scenarios under named assumptions, and scores beside naive forecasts.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from panj.outlook.capacity import capacity_outlook, days_to_capacity
from panj.outlook.rates import Rate, bands, eligible, influx_band, observations, observed_rate, stated_rates
from panj.outlook.scenarios import arrivals_ahead

if TYPE_CHECKING:
    from panj.outlook.accepted import Accepted, place_for, with_accepted
    from panj.outlook.ahead import Ahead, Fan, look_ahead, split_total
    from panj.outlook.case import Crisis
    from panj.outlook.charts import fan_chart, flow_map
    from panj.outlook.evaluate import Scores, score
    from panj.outlook.files import past_flow, to_csv, write_files
    from panj.outlook.flow import simulate
    from panj.outlook.observed import with_events
    from panj.outlook.parameters import Movement, movement
    from panj.outlook.people import Flow
    from panj.outlook.reading import is_case, read_case
    from panj.outlook.triggers import Trigger
    from panj.outlook.whatif import Change, ChangeKind, Comparison, compare

# What needs NumPy is imported when it is first used: rooms and briefs of a young crisis do without.
_LATER = {
    "accepted": ("Accepted", "place_for", "with_accepted"),
    "ahead": ("Ahead", "Fan", "look_ahead", "split_total"),
    "case": ("Crisis",),
    "charts": ("fan_chart", "flow_map"),
    "evaluate": ("Scores", "score"),
    "files": ("past_flow", "to_csv", "write_files"),
    "flow": ("simulate",),
    "people": ("Flow",),
    "observed": ("with_events",),
    "parameters": ("Movement", "movement"),
    "reading": ("is_case", "read_case"),
    "triggers": ("Trigger",),
    "whatif": ("Change", "ChangeKind", "Comparison", "compare"),
}


def __getattr__(name: str) -> Any:
    """Imports the module that has this name."""
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f"panj.outlook.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Accepted",
    "Ahead",
    "Change",
    "ChangeKind",
    "Comparison",
    "Crisis",
    "Fan",
    "Flow",
    "Movement",
    "Rate",
    "Scores",
    "Trigger",
    "arrivals_ahead",
    "bands",
    "capacity_outlook",
    "compare",
    "days_to_capacity",
    "eligible",
    "fan_chart",
    "flow_map",
    "influx_band",
    "is_case",
    "look_ahead",
    "movement",
    "observations",
    "observed_rate",
    "past_flow",
    "place_for",
    "read_case",
    "score",
    "simulate",
    "split_total",
    "stated_rates",
    "to_csv",
    "with_accepted",
    "with_events",
    "write_files",
]
